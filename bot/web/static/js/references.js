// Pictures that go along with a wish as examples: chosen, dropped on the page, or pasted.

import { button, byId, el } from "./dom.js";
import { listen } from "./page_root.js";
import { count, t } from "./strings.js";
import { note } from "./toast.js";

const MOST = 4;
const KINDS = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/gif";
/** What one file may have, and all together: the server reads no larger body than 16 MiB, of which base64 takes a third. */
const LARGEST = 10 * 2 ** 20;
const LARGEST_TOGETHER = 11.5 * 2 ** 20;

export class References {
  #files = [];
  #changed;
  #list = el("ul", { id: "references", role: "list", "aria-label": t("references") });
  #field = el("input", { type: "file", id: "reference-file", accept: KINDS, multiple: true, hidden: true });

  /** `changed` is called when there are others; `tabs` shows the form when something was dropped on the gallery. */
  constructor(tabs, changed) {
    this.#changed = changed;
    const choose = button(t("addReference"), { symbol: "scene", id: "add-reference", on: { click: () => this.#field.click() } });
    const legend = el("legend", {}, t("references"));
    const row = el("div", { class: "row" }, choose, this.#field, el("span", { class: "faint" }, t("referenceHint")));
    byId("reference-place").replaceChildren(el("fieldset", {}, legend, row, this.#list));
    this.#field.addEventListener("change", () => {
      this.take([...this.#field.files]);
      this.#field.value = "";
    });
    listen("paste", (event) => this.#receive(event, event.clipboardData, tabs));
    listen("dragover", (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      byId("app").classList.add("dropping");
    });
    for (const end of ["dragleave", "drop"]) listen(end, () => byId("app").classList.remove("dropping"));
    listen("drop", (event) => this.#receive(event, event.dataTransfer, tabs));
  }

  /** Add pictures; what is none, is too large or is too much is told, and left. */
  take(files) {
    if (byId("ask-fields").disabled) return;
    for (const file of files) {
      const refusal = this.#refusal(file);
      if (refusal) note(refusal, { problem: true });
      else this.#files.push(file);
    }
    this.#show();
  }

  clear() {
    this.#files = [];
    this.#show();
  }

  /** Return the files as base64. */
  async encoded() {
    return Promise.all(this.#files.map(base64));
  }

  #refusal(file) {
    const name = file.name ?? "";
    if (!file.type.startsWith("image/")) return t("referenceNone", { name });
    if (this.#files.length >= MOST) return count("referenceTooMany", MOST);
    const all = this.#files.reduce((sum, { size }) => sum + size, file.size);
    return file.size > LARGEST || all > LARGEST_TOGETHER ? t("referenceTooLarge", { name }) : null;
  }

  #receive(event, data, tabs) {
    const files = [...(data?.files ?? [])];
    if (files.length === 0 || event.defaultPrevented) return;
    event.preventDefault();
    tabs.show("generate");
    this.take(files);
    byId("prompt").focus();
  }

  #show() {
    for (const shown of this.#list.querySelectorAll("img")) URL.revokeObjectURL(shown.src);
    this.#list.replaceChildren(...this.#files.map((file, at) => this.#item(file, at)));
    this.#changed();
  }

  #item(file, at) {
    const remove = () => {
      this.#files.splice(at, 1);
      this.#show();
      byId("add-reference").focus();
    };
    const name = file.name || count("referenceNumber", at + 1);
    const picture = el("img", { src: URL.createObjectURL(file), alt: name });
    return el("li", {}, picture, button(t("referenceRemove", { name }), { symbol: "close", heard: true, on: { click: remove } }));
  }
}

const hasFiles = (data) => [...(data?.types ?? [])].includes("Files");

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
