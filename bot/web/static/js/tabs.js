// The tabs; each keeps the place to which it was scrolled.

import { button, byId } from "./dom.js";
import { scrolled, scrollToTop } from "./page_root.js";

export class Tabs {
  #current = "gallery";
  #names = [];
  #places = {};
  #opened = {};

  constructor() {
    for (const name of ["gallery", "generate"]) this.#listen(name);
  }

  /** Add a tab with its panel; `opened` is called each time that it is shown. */
  add(name, label, symbol, panel, opened) {
    const tab = button(label, { symbol, role: "tab", id: `tab-${name}`, "aria-controls": name, "aria-selected": "false", tabindex: "-1" });
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.hidden = true;
    byId("tabs").append(tab);
    byId("main").append(panel);
    this.#opened[name] = opened;
    this.#listen(name);
  }

  #listen(name) {
    this.#names.push(name);
    this.#places[name] = 0;
    const tab = byId(`tab-${name}`);
    tab.addEventListener("click", () => this.show(name));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const names = this.#names;
      const other = names[(names.indexOf(name) + step + names.length) % names.length];
      this.show(other);
      byId(`tab-${other}`).focus();
    });
  }

  show(name) {
    if (name !== this.#current) this.#places[this.#current] = scrolled();
    this.#current = name;
    for (const each of this.#names) {
      const chosen = each === name;
      byId(`tab-${each}`).setAttribute("aria-selected", String(chosen));
      byId(`tab-${each}`).tabIndex = chosen ? 0 : -1;
      byId(each).hidden = !chosen;
    }
    this.#opened[name]?.();
    scrollToTop(this.#places[name]);
  }
}
