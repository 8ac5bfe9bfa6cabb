// One picture, large: turn on and back, star, paint again, fetch the file.

import { confirmed } from "./confirm.js";
import { Details } from "./details.js";
import { byId, settled } from "./dom.js";
import { onStep, steps } from "./page_root.js";
import { formatted, t } from "./strings.js";
import { swipes } from "./swipe.js";
import { note, trying } from "./toast.js";
import { Zoom } from "./zoom.js";

/** Wait for a person who turns pages fast before asking for details. */
const SETTLE_MS = 140;
/** The longest side of a display copy; where the screen has more room, the original is shown. */
const DISPLAY_SIDE = 1024;
const FORMATS = ["original", "png", "jpeg", "webp"];

/** `show` is told whenever a picture is shown, or has changed. */
export class Viewer extends EventTarget {
  #api;
  #collection;
  #doing;
  #image = null;
  #at = -1;
  #details;
  #zoom = new Zoom(byId("stage"), [byId("picture")], { grown: () => this.#image && this.#sharpen(this.#image) });
  #learn = settled(SETTLE_MS, (id) => this.#fetch(id).catch(() => {}));

  /** `doing` has `star(id)`, `paint(how, image)`, `reuse(image)` and `closed(id)`. */
  constructor(api, collection, doing) {
    super();
    this.dialog = byId("viewer");
    this.#api = api;
    this.#collection = collection;
    this.#doing = doing;
    this.#details = new Details(api, collection, { reuse: (image) => this.#leaveFor(() => doing.reuse(image)) });
    collection.addEventListener("change", () => this.#follow());
    this.#wire();
  }

  /** The picture that is open, or null. */
  get image() {
    return this.#image;
  }

  /** Show a picture: one of the collection, or any that the viewer may see. */
  async open(id) {
    const image = this.#collection.find(id) ?? (await trying(() => this.#fetch(id, { show: false })));
    if (!image) return;
    if (!this.dialog.open) {
      // After a step forward it stands there already.
      if (steps().state?.viewer !== id) steps().pushState({ viewer: id }, "", `#p/${id}`);
      this.dialog.showModal();
    }
    this.#show(image);
  }

  /** Go on from a picture that has been deleted. */
  gone(id) {
    if (!this.dialog.open || this.#image?.id !== id) return;
    note(t("deleted"));
    const next = this.#collection.items[Math.min(this.#at, this.#collection.items.length - 1)];
    if (next) this.#show(next);
    else this.dialog.close();
  }

  #show(image) {
    const turned = this.#image?.id !== image.id;
    this.#image = image;
    const at = this.#collection.indexOf(image.id);
    if (at >= 0) this.#at = at;
    byId("viewer-title").textContent = image.prompt;
    byId("viewer-place").textContent = at >= 0 ? this.#place(at) : "";
    byId("before").setAttribute("aria-disabled", String(this.#at <= 0));
    byId("after").setAttribute("aria-disabled", String(this.#at + 1 >= this.#collection.items.length));
    byId("deed-star").setAttribute("aria-pressed", String(image.starred ?? false));
    byId("deed-star").lastElementChild.textContent = t("star");
    byId("deed-delete").hidden = !image.may_delete;
    // A picture of another session of the campaign is starred and repeated there.
    const elsewhere = Boolean(image.session_id) && image.session_id !== this.#api.session;
    for (const deed of ["star", "reroll", "vary"]) byId(`deed-${deed}`).hidden = elsewhere;
    for (const format of FORMATS) byId(`get-${format}`).href = this.#api.fileUrl(image, format === "original" ? {} : { format });
    this.#details.show(image);
    this.dispatchEvent(new Event("show"));
    if (!turned) return;
    steps().replaceState({ viewer: image.id }, "", `#p/${image.id}`);
    this.#fold();
    this.#zoom.reset();
    this.#draw(image);
    this.#learn(image.id);
    for (const beside of [at + 1, at - 1]) this.#preload(this.#collection.items[beside]);
    if (at + 5 > this.#collection.items.length) this.#collection.more().catch(() => {});
  }

  #place(at) {
    const { total, totalIsMore } = this.#collection;
    return t(totalIsMore ? "placeOrMore" : "place", { at: formatted(at + 1), total: formatted(total) });
  }

  #draw(image) {
    const soft = byId("soft");
    const sharp = byId("sharp");
    const stage = byId("stage");
    const picture = byId("picture");
    picture.classList.remove("ready");
    soft.src = image.thumbnail_url;
    sharp.alt = image.alt_text || image.prompt;
    sharp.src = image.display_url;
    sharp.onload = () => {
      picture.classList.add("ready");
      const scale = Math.min(stage.clientWidth / image.width, stage.clientHeight / image.height, 1);
      const side = Math.max(image.width, image.height) * scale;
      if (side > DISPLAY_SIDE * 1.1 && sharp.src === image.display_url) this.#sharpen(image);
    };
    sharp.onerror = () => this.#fetch(image.id).then(({ display_url: url }) => {
      if (url !== sharp.src) sharp.src = url;
    }, () => {});
  }

  #sharpen(image) {
    const original = new Image();
    original.onload = () => {
      if (this.#image?.id === image.id) byId("sharp").src = image.image_url;
    };
    original.src = image.image_url;
  }

  #preload(image) {
    if (image) new Image().src = image.display_url;
  }

  /** Ask for what only the details tell, such as whose star it is. */
  async #fetch(id, { show = true } = {}) {
    const answer = await this.#api.get(`image/${id}`);
    const image = { ...answer.image, starred: answer.starred ?? answer.image.starred };
    if (this.#collection.find(id)) this.#collection.update(image);
    else if (show && this.#image?.id === id) this.#show(image);
    return image;
  }

  /** Show what has changed about the picture that is open; one that a filter hides now stays until one turns on. */
  #follow() {
    if (!this.dialog.open || !this.#image) return;
    const held = this.#collection.find(this.#image.id);
    if (held) this.#show(held);
  }

  /** Turn so many pictures on, and tell whether there was one. */
  async turn(by) {
    const to = this.#at + by;
    if (to >= this.#collection.items.length) await this.#collection.more().catch(() => {});
    const image = this.#collection.items[to];
    if (image) this.#show(image);
    return Boolean(image);
  }

  #wire() {
    const { dialog } = this;
    const stage = byId("stage");
    byId("before").addEventListener("click", () => this.turn(-1));
    byId("after").addEventListener("click", () => this.turn(1));
    byId("viewer-close").addEventListener("click", () => dialog.close());
    byId("deed-star").addEventListener("click", () => this.#star());
    byId("deed-reroll").addEventListener("click", () => this.#doing.paint("reroll", this.#image));
    byId("deed-vary").addEventListener("click", () => this.#doing.paint("vary", this.#image));
    byId("deed-details").addEventListener("click", () => this.#unfold());
    byId("deed-delete").addEventListener("click", () => this.#delete());
    dialog.addEventListener("click", (event) => this.#fold(event.target.closest("summary")?.parentElement));
    dialog.addEventListener("cancel", (event) => {
      // Esc closes the innermost thing that is open.
      if (event.target === dialog && this.#fold()) event.preventDefault();
    });
    byId("zoom-in").addEventListener("click", () => this.#zoom.by(1.5));
    byId("zoom-out").addEventListener("click", () => this.#zoom.by(1 / 1.5));
    swipes(stage, byId("picture"), {
      still: () => this.#zoom.on,
      left: () => this.turn(1),
      right: () => this.turn(-1),
      down: () => dialog.close(),
    });
    dialog.addEventListener("keydown", (event) => this.#press(event));
    dialog.addEventListener("close", () => {
      // It is told of later than it happens: a step forward may have opened it again.
      if (dialog.open || !this.#image) return;
      if (steps().state?.viewer) steps().back();
      this.#doing.closed(this.#image.id);
      this.#image = null;
    });
    onStep(() => {
      const wanted = steps().state?.viewer;
      if (dialog.open && !wanted) dialog.close();
      else if (wanted && (!dialog.open || this.#image?.id !== wanted)) this.open(wanted);
    });
  }

  #press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    const deeds = {
      ArrowLeft: () => this.turn(-1),
      ArrowRight: () => this.turn(1),
      f: () => this.#star(),
      i: () => this.#unfold(),
    };
    const deed = this.#zoom.deed(event.key) ?? deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  async #star() {
    const { id } = this.#image;
    const starred = await this.#doing.star(id);
    if (starred !== undefined && !this.#collection.find(id)) await this.#fetch(id);
  }

  /** Close the menus but one, and tell whether one was open. */
  #fold(but = null) {
    const open = [...byId("deeds").querySelectorAll("details[open]")].filter((menu) => menu !== but);
    for (const menu of open) menu.open = false;
    return open.length > 0;
  }

  #unfold() {
    const open = this.dialog.classList.toggle("with-details");
    byId("deed-details").setAttribute("aria-expanded", String(open));
  }

  async #delete() {
    const { id } = this.#image;
    if (!(await confirmed(t("deleteSure"), t("deleteYes")))) return;
    await trying(async () => {
      await this.#api.delete(`image/${id}`);
      this.#collection.apply({ image_id: id, change: "deleted" });
      this.gone(id);
    });
  }

  #leaveFor(work) {
    this.dialog.close();
    work();
  }
}
