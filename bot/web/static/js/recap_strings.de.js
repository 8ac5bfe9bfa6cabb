// German: the recap.

export const deRecap = {
  recap: "Rückblick",
  recapTitle: "Was bisher geschah …",
  recapNothing: "Noch gibt es nichts zurückzublicken: gib Bildern Sterne, oder schlag eins mit einer Zeile dazu vor.",
  recapSuggested: "Für den Rückblick vorgeschlagen",
  recapBy: "Vorgeschlagen von {name}",
  recapApprove: "Annehmen",
  recapEdit: "Zeile ändern",
  recapReject: "Ablehnen",
  recapPost: "Auf Discord posten",
  recapPosted: "Der Rückblick ist auf dem Weg in den Kanal der Sitzung.",
  recapTaken: "Es steht im nächsten Rückblick.",
  recapWaits: "Vorgeschlagen. Die Spielleitung nimmt es an, ändert es oder lehnt es ab.",
  recapRejected: "Abgelehnt; es steht in keinem Rückblick.",
  recapLine: "Was geschah, in einer Zeile",
  forRecap: "Für den Rückblick",
};
