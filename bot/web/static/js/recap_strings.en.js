// English: the recap.

export const enRecap = {
  recap: "Recap",
  recapTitle: "Previously on …",
  recapNothing: "There is nothing to look back on yet: star pictures, or suggest one with a line for it.",
  recapSuggested: "Suggested for the recap",
  recapBy: "Suggested by {name}",
  recapApprove: "Approve",
  recapEdit: "Edit the line",
  recapReject: "Reject",
  recapPost: "Post it on Discord",
  recapPosted: "The recap is on its way into the session's channel.",
  recapTaken: "It is in the next recap.",
  recapWaits: "Suggested. The GM approves, edits or rejects it.",
  recapRejected: "Rejected; it is in no recap.",
  recapLine: "What happened, in one line",
  forRecap: "For the recap",
};
