// Questions that are answered before something is done.

import { button, byId, el } from "./dom.js";
import { t } from "./strings.js";

/** Ask before something that cannot be undone. */
export async function confirmed(question, yes) {
  const sure = button(yes, { class: "danger", value: "yes", type: "submit" });
  return (await askIn([el("p", {}, question)], sure, { safe: true })) === "yes";
}

/** Ask in a dialog, and return the `value` of the button that it was answered by; where it is `safe`, No has the focus. */
export function askIn(parts, yes, { safe = false } = {}) {
  const dialog = byId("confirm");
  const no = button(t(safe ? "keep" : "cancel"), { value: "no", type: "submit", autofocus: safe, formnovalidate: true });
  byId("confirm-question").replaceChildren(...parts.filter(Boolean));
  // Enter in a field is the first button's, which is to be the answer.
  byId("confirm-answers").replaceChildren(...(safe ? [no, yes] : [yes, no]));
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
  });
}
