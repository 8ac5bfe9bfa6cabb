// Short notes that are seen and heard, and then go.

import { button, byId, el } from "./dom.js";
import { tree } from "./page_root.js";

const SECONDS = 6;
const MOST = 3;

/** Show a note; a problem stays longer and interrupts a screen reader. `action` is a `label` and what to `run` at a press. */
export function note(sentence, { problem = false, action = null } = {}) {
  // While a dialog is open, nothing outside of it is seen or heard.
  const within = [...tree().querySelectorAll("dialog[open] > .toasts")].at(-1) ?? byId("toasts");
  const home = within.querySelector(problem ? ".problems" : ".notes");
  const toast = el("p", { class: problem ? "toast problem" : "toast" }, sentence);
  if (action) {
    const press = () => {
      toast.remove();
      action.run();
    };
    toast.append(button(action.label, { class: "quiet", on: { click: press } }));
  }
  home.append(toast);
  while (home.children.length > MOST) home.firstChild.remove();
  setTimeout(() => toast.remove(), SECONDS * 1000 * (problem || action ? 2 : 1));
}

/** Run something that a person has asked for, and show why where it cannot be done. */
export async function trying(work) {
  try {
    return await work();
  } catch (error) {
    if (!("status" in error)) throw error;
    note(error.message, { problem: true });
    return undefined;
  }
}
