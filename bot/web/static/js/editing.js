// Edit a picture, and see its versions: two actions, each with a dialog of its own.

import { addStyles } from "./dom.js";
import { Editor } from "./editor.js";
import { deEditing } from "./editing_strings.de.js";
import { enEditing } from "./editing_strings.en.js";
import { addSentences } from "./strings.js";
import { Versions } from "./versions.js";

export function addEditing({ api, me, actions, viewer }) {
  addSentences({ en: enEditing, de: deEditing });
  addStyles("editor");
  const editor = new Editor(api, { open: (id) => viewer.open(id) });
  const versions = new Versions(api, { open: (id) => viewer.open(id), edit: (image) => editor.open(image) });
  actions.add({
    name: "edit",
    label: "editThis",
    symbol: "brush",
    key: "e",
    most: 1,
    may: () => me.role !== "observer" && !me.ended,
    run: ([image]) => editor.open(image),
  });
  actions.add({ name: "versions", label: "versions", symbol: "vary", key: "v", most: 1, run: ([image]) => versions.open(image) });
}
