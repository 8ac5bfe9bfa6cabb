// The gallery's grid: as many tiles as the window needs, however many pictures there are.

import { justify, nearestIn, rowAt, rowHeight } from "./layout.js";
import { longPresses } from "./long_press.js";
import { height, onScroll, scrolled, scrollToTop, topOf } from "./page_root.js";
import { dressTile, makeTile } from "./tile.js";

const GAP = 8;
/** How much above and below the window is kept ready, and how far before the end more is fetched, in windows. */
const READY = 0.75;
const AHEAD = 2.5;

export class Grid {
  #root;
  #collection;
  #doing;
  #layout = { boxes: [], rows: [], height: 0 };
  #width = 0;
  #tiles = new Map();
  #current = null;
  #frame = 0;
  #stale = false;

  /** `doing` has `open(id)`, `star(id)`, `again(id)`, the `selection` and the `actions`. */
  constructor(root, collection, doing) {
    this.#root = root;
    this.#collection = collection;
    this.#doing = doing;
    collection.addEventListener("change", () => this.#change());
    onScroll(() => this.#soon());
    doing.selection.addEventListener("change", () => this.#soon());
    longPresses(root, ".tile", (tile) => doing.selection.toggle(tile.dataset.id));
    new ResizeObserver(() => this.#measure()).observe(root);
    root.addEventListener("keydown", (event) => this.#press(event));
    // Where a browser presses a button when the space bar comes up.
    root.addEventListener("keyup", (event) => event.key === " " && event.target.matches(".open") && event.preventDefault());
    root.addEventListener("focusin", (event) => this.#follow(event.target.closest(".tile")));
  }

  /** Put the focus on a picture, wherever it is in the grid. */
  focus(id) {
    this.#draw();
    const at = this.#collection.indexOf(id);
    if (at >= 0) this.#focusAt(at);
  }

  #measure() {
    if (this.#root.clientWidth === this.#width) return;
    this.#width = this.#root.clientWidth;
    this.#change();
  }

  #change() {
    this.#stale = true;
    this.#soon();
  }

  #arrange() {
    this.#stale = false;
    this.#layout = justify(this.#collection.items, this.#width, rowHeight(this.#width), GAP);
    this.#root.style.height = `${this.#layout.height}px`;
    if (this.#collection.indexOf(this.#current) < 0) this.#current = this.#collection.items[0]?.id ?? null;
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw() {
    this.#root.classList.toggle("selecting", this.#doing.selection.size > 0);
    if (this.#width === 0) return;
    if (this.#stale) this.#arrange();
    const { rows, boxes } = this.#layout;
    const { items } = this.#collection;
    const above = -topOf(this.#root);
    const window = height();
    const from = rows[rowAt(rows, above - window * READY)]?.first ?? items.length;
    const below = rows[Math.min(rowAt(rows, above + window * (1 + READY)), rows.length - 1)];
    const wanted = new Set();
    for (let at = from; below && at <= below.last; at += 1) wanted.add(at);
    // The tile that the Tab key comes to must be there, and one that has the focus must not vanish under it.
    const current = this.#collection.indexOf(this.#current);
    if (current >= 0) wanted.add(current);

    const kept = new Set([...wanted].map((at) => items[at].id));
    for (const [id, tile] of this.#tiles) {
      if (!kept.has(id)) {
        tile.remove();
        this.#tiles.delete(id);
      }
    }
    let before = this.#root.firstElementChild;
    for (const at of [...wanted].sort((one, other) => one - other)) {
      const tile = this.#tile(items[at], at, boxes[at]);
      // Readers go by the order in the document.
      if (tile === before) before = before.nextElementSibling;
      else this.#root.insertBefore(tile, before);
    }
    if (this.#layout.height - above < window * (1 + AHEAD)) this.#collection.more().catch(() => {});
  }

  #tile(image, at, box) {
    let tile = this.#tiles.get(image.id);
    if (!tile) {
      tile = makeTile(image, {
        ...this.#doing,
        press: (id, event) => this.#pressed(id, event),
        pick: (id, event) => this.#pick(id, event),
      });
      this.#tiles.set(image.id, tile);
    } else if (tile.shown !== image) {
      dressTile(tile, image);
    }
    tile.shown = image;
    tile.style.transform = `translate(${box.left}px, ${box.top}px)`;
    tile.style.width = `${box.width}px`;
    tile.style.height = `${box.height}px`;
    tile.setAttribute("aria-posinset", String(at + 1));
    tile.setAttribute("aria-setsize", String(this.#collection.totalIsMore ? -1 : this.#collection.total));
    const selected = this.#doing.selection.has(image.id);
    tile.classList.toggle("selected", selected);
    tile.lastElementChild.setAttribute("aria-checked", String(selected));
    const reached = image.id === this.#current ? "0" : "-1";
    for (const control of tile.querySelectorAll("button")) control.tabIndex = Number(reached);
    return tile;
  }

  #follow(tile) {
    if (!tile || tile.dataset.id === this.#current) return;
    this.#current = tile.dataset.id;
    this.#draw();
  }

  /** A picture was clicked: it opens, unless pictures are being selected. */
  #pressed(id, event) {
    const { selection, open } = this.#doing;
    // A click of the keyboard, or of a screen reader, has no detail.
    const selects = event.shiftKey || event.ctrlKey || event.metaKey || (selection.size > 0 && event.detail > 0);
    if (selects) this.#pick(id, event);
    else open(id);
  }

  #pick(id, { shiftKey }) {
    if (shiftKey) this.#doing.selection.reach(id);
    else this.#doing.selection.toggle(id);
  }

  #press(event) {
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "a") return;
      event.preventDefault();
      this.#doing.selection.all();
      return;
    }
    if (this.#stale) this.#draw();
    const at = this.#collection.indexOf(this.#current);
    const to = this.#target(event.key, at);
    const deed = to === undefined ? this.#deed(event, at) : () => this.#walk(to, event.shiftKey);
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  #walk(to, selects) {
    const { selection } = this.#doing;
    if (selects) {
      selection.reach(this.#current);
      selection.reach(this.#collection.items[to].id);
    }
    this.#focusAt(to);
  }

  /** Return what a key does with what is selected, or with the picture that has the focus. */
  #deed({ key, target, shiftKey }, at) {
    const { selection, actions, star } = this.#doing;
    if (at < 0) return null;
    if (key === " " && target.matches(".open")) return () => this.#pick(this.#current, { shiftKey });
    if (key === "Escape" && selection.size > 0) return () => selection.clear();
    if (key === "f") return () => star(this.#current);
    const images = selection.size > 0 ? selection.images : [this.#collection.items[at]];
    const action = actions.ofKey(key, images);
    return action && (() => actions.run(action, images));
  }

  #target(key, at) {
    const last = this.#collection.items.length - 1;
    const { rows, boxes } = this.#layout;
    const row = rows.findIndex(({ first, last: end }) => first <= at && at <= end);
    switch (key) {
      case "ArrowRight":
        return Math.min(at + 1, last);
      case "ArrowLeft":
        return Math.max(at - 1, 0);
      case "ArrowDown":
        return rows[row + 1] ? nearestIn(boxes, rows[row + 1], boxes[at]) : at;
      case "ArrowUp":
        return rows[row - 1] ? nearestIn(boxes, rows[row - 1], boxes[at]) : at;
      case "Home":
        return 0;
      case "End":
        return last;
      default:
        return undefined;
    }
  }

  #focusAt(at) {
    const box = this.#layout.boxes[at];
    if (!box) return;
    this.#current = this.#collection.items[at].id;
    const top = topOf(this.#root) + box.top;
    if (top < 140 || top + box.height > height() - 80) scrollToTop(scrolled() + top - (height() - box.height) / 2);
    this.#draw();
    this.#tiles.get(this.#current)?.querySelector(".open").focus({ preventScroll: true });
  }
}
