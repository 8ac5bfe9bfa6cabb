// Copy what somebody else, or another tool, is to be given: the words, the seed, the picture's address.

import { el } from "./dom.js";
import { root } from "./api.js";
import { tree } from "./page_root.js";
import { t } from "./strings.js";
import { note } from "./toast.js";

export function addCopyActions({ api, actions }) {
  const add = (name, key, symbol, text, may) =>
    actions.add({ name, label: name, symbol, key, most: 1, may, run: ([image]) => copy(String(text(image)), t(`${name}Done`)) });

  add("copyPrompt", "p", "copy", (image) => image.enhanced_prompt || image.prompt);
  add("copyLink", "l", "link", (image) => `${root}gallery/${encodeURIComponent(api.session)}#p/${image.id}`);
  add("copySeed", "n", "dice", (image) => image.seed, (image) => image.seed !== null);
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page that comes over plain HTTP from another machine has no clipboard but this.
    if (!copyByHand(text)) return note(t("copyRefused", { text }), { problem: true });
  }
  return note(done);
}

function copyByHand(text) {
  const before = tree().activeElement;
  const field = el("textarea", { class: "heard", readonly: true });
  field.value = text;
  (before?.closest("dialog") ?? document.body).append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  before?.focus();
  return copied;
}
