// The bar of what is selected: how many, what can be done with them, and the way out.

import { button, byId, el } from "./dom.js";
import { count, t } from "./strings.js";

export class SelectionBar {
  #selection;
  #actions;
  #said = el("span", { role: "status" });
  #buttons = el("span", { class: "row" });
  #root;

  constructor(selection, actions) {
    this.#selection = selection;
    this.#actions = actions;
    const all = button(t("selectAll"), { class: "quiet", on: { click: () => selection.all() } });
    const none = button(t("selectNone"), { symbol: "close", heard: true, on: { click: () => selection.clear() } });
    this.#root = el("div", { id: "selection", role: "group", "aria-label": t("selection"), hidden: true });
    this.#root.append(this.#said, all, this.#buttons, none);
    byId("gallery").append(this.#root);
    for (const source of [selection, actions]) source.addEventListener("change", () => this.#show());
  }

  #show() {
    const { images } = this.#selection;
    this.#root.hidden = images.length === 0;
    if (images.length === 0) return;
    this.#said.textContent = count("selected", images.length);
    const offered = this.#actions.offered(images);
    const shown = [...this.#buttons.children].map((each) => each.dataset.action).join();
    // Only where they are others, so that the focus stays where it is.
    if (shown !== offered.map(({ name }) => name).join()) this.#buttons.replaceChildren(...offered.map((each) => this.#button(each)));
  }

  #button(action) {
    const run = () => this.#actions.run(action, this.#selection.images);
    const keys = action.key ? { "aria-keyshortcuts": action.key.toUpperCase() } : {};
    const { symbol, danger, name } = action;
    return button(t(action.label), { symbol, class: danger ? "danger" : "", "data-action": name, ...keys, on: { click: run } });
  }
}
