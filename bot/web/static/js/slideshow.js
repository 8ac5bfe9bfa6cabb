// Pictures one after the other, each as large as the window; it can be held, turned and left at any moment.

import { button, byId, el } from "./dom.js";
import { isEmbedded } from "./page_root.js";
import { t } from "./strings.js";

const SECONDS = 6;

export function addSlideshow({ actions, collection, viewer }) {
  const show = new Slideshow(collection, viewer);
  actions.add({
    name: "slideshow",
    label: "slideshow",
    symbol: "play",
    key: "s",
    run: (images) => show.start(images[0], images.length > 1 ? images : null),
  });
}

class Slideshow {
  #collection;
  #viewer;
  #timer = 0;
  #held = false;
  /** The pictures that are shown, or null for all from the first one on. */
  #only = null;
  #hold = button("", { id: "show-hold", class: "round", on: { click: () => this.#setHeld(!this.#held) } });
  #bar;

  constructor(collection, viewer) {
    this.#collection = collection;
    this.#viewer = viewer;
    const stop = button(t("showEnd"), { symbol: "close", heard: true, class: "round", on: { click: () => this.#end() } });
    this.#bar = el("div", { id: "show", class: "row", hidden: true }, this.#hold, stop);
    byId("stage").append(this.#bar);
    viewer.addEventListener("show", () => this.#running && this.#wait());
    viewer.dialog.addEventListener("close", () => this.#end());
    viewer.dialog.addEventListener("cancel", (event) => {
      if (!this.#running) return;
      event.preventDefault();
      this.#end();
    });
    viewer.dialog.addEventListener("keydown", (event) => {
      if (!this.#running || event.key !== " " || event.target.closest("button, input, summary")) return;
      event.preventDefault();
      this.#setHeld(!this.#held);
    });
  }

  async start(image, only) {
    this.#only = only;
    await this.#viewer.open(image.id);
    this.#bar.hidden = false;
    this.#viewer.dialog.classList.add("showing");
    this.#setHeld(false);
    this.#hold.focus();
    // A dialog itself may not fill the screen; where the browser refuses, the window does.
    if (!isEmbedded()) document.documentElement.requestFullscreen?.().catch(() => {});
  }

  get #running() {
    return !this.#bar.hidden;
  }

  #end() {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    this.#bar.hidden = true;
    this.#viewer.dialog.classList.remove("showing");
    // What has the focus must be there still.
    byId("after").focus();
    if (document.fullscreenElement) document.exitFullscreen();
  }

  #setHeld(held) {
    this.#held = held;
    const name = t(held ? "showGoOn" : "showHold");
    const drawn = button(name, { symbol: held ? "play" : "pause", heard: true });
    this.#hold.replaceChildren(...drawn.childNodes);
    this.#hold.setAttribute("aria-label", name);
    this.#hold.title = name;
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    if (!this.#held) this.#timer = setTimeout(() => this.#next(), SECONDS * 1000);
  }

  async #next() {
    const { image } = this.#viewer;
    if (!image) return;
    if (this.#only) {
      const at = this.#only.findIndex(({ id }) => id === image.id);
      await this.#viewer.open(this.#only[(at + 1) % this.#only.length].id);
    } else if (!(await this.#viewer.turn(1))) {
      // After the last one comes the first again.
      await this.#viewer.open(this.#collection.items[0].id);
    }
  }
}
