// The two tabs; each keeps the place to which it was scrolled.

import { byId } from "./dom.js";
import { scrolled, scrollToTop } from "./place.js";

const NAMES = ["gallery", "generate"];

export class Tabs {
  #current = "gallery";
  #places = { gallery: 0, generate: 0 };

  constructor() {
    for (const name of NAMES) {
      const tab = byId(`tab-${name}`);
      tab.addEventListener("click", () => this.show(name));
      tab.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        event.preventDefault();
        const other = NAMES[1 - NAMES.indexOf(name)];
        this.show(other);
        byId(`tab-${other}`).focus();
      });
    }
  }

  show(name) {
    if (name !== this.#current) this.#places[this.#current] = scrolled();
    this.#current = name;
    for (const each of NAMES) {
      const chosen = each === name;
      byId(`tab-${each}`).setAttribute("aria-selected", String(chosen));
      byId(`tab-${each}`).tabIndex = chosen ? 0 : -1;
      byId(each).hidden = !chosen;
    }
    scrollToTop(this.#places[name]);
  }
}
