// Albums: named selections in an order of their own. Pictures are moved by dragging, or by the buttons below each.

import { onEach } from "./actions.js";
import { askIn, confirmed } from "./confirm.js";
import { button, el, settled } from "./dom.js";
import { tree } from "./page_root.js";
import { count, t } from "./strings.js";
import { note, trying } from "./toast.js";

const SETTLE_MS = 300;
const LONGEST_NAME = "80";
const LONGEST_CAPTION = "300";

/** Add the tab, and the action that puts pictures into an album. */
export function addAlbums({ api, me, tabs, actions, viewer, collection, exportAlbum }) {
  const albums = new Albums(api, me, viewer, exportAlbum);
  tabs.add("albums", t("albums"), "compare", albums.panel, () => trying(() => albums.refresh()));
  const mayAdd = () => me.role !== "observer" && !me.ended;
  actions.add({ name: "album", label: "addToAlbum", symbol: "plus", key: "b", may: mayAdd, run: (images) => albums.fill(images) });
  const again = settled(SETTLE_MS, () => albums.panel.hidden || albums.refresh().catch(() => {}));
  for (const name of ["album", "change"]) collection.addEventListener(name, again);
}

class Albums {
  #api;
  #me;
  #viewer;
  #exportAlbum;
  /** How far an export is; it stays while the album is shown anew. */
  #exported = el("p", { role: "status", hidden: true });
  /** The id of the album that is open; null where the list is shown. */
  #open = null;
  #round = 0;

  constructor(api, me, viewer, exportAlbum) {
    this.#api = api;
    this.#me = me;
    this.#viewer = viewer;
    this.#exportAlbum = exportAlbum;
    this.panel = el("section", { id: "albums" });
  }

  get #mayChange() {
    return this.#me.role !== "observer" && !this.#me.ended;
  }

  /** Show what is there now; what holds the focus keeps it. */
  async refresh() {
    const round = ++this.#round;
    const focused = tree().activeElement?.closest?.("#albums [data-key]")?.dataset.key;
    const shown = this.#open ? await this.#album(this.#open) : await this.#list();
    if (round !== this.#round) return;
    this.panel.replaceChildren(...shown.slice(0, 1), this.#exported, ...shown.slice(1));
    if (focused) [...this.panel.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === focused)?.focus();
  }

  /** Ask for an album, and put pictures into it. */
  async fill(images) {
    const { albums } = await this.#api.get("albums");
    const chosen = el("select", {}, albums.map(({ album_id: id, name }) => el("option", { value: id, dir: "auto" }, name)));
    const name = el("input", { maxlength: LONGEST_NAME, dir: "auto", autocomplete: "off", autofocus: albums.length === 0 });
    const caption = el("input", { maxlength: LONGEST_CAPTION, dir: "auto", autocomplete: "off" });
    const parts = [
      el("p", {}, count("albumQuestion", images.length)),
      albums.length ? named("album", chosen) : null,
      named(albums.length ? "albumNew" : "albumName", name),
      images.length === 1 ? named("caption", caption) : null,
    ];
    if ((await askIn(parts, button(t("addToAlbum"), { class: "primary", value: "yes", type: "submit" }))) !== "yes") return;
    await trying(async () => {
      const made = name.value.trim() ? await this.#api.post("albums", { name: name.value }) : null;
      const id = made?.album_id ?? chosen.value;
      if (!id) return;
      const body = ({ id: image_id }) => ({ image_id, caption: caption.value });
      // One after the other: they stand in the album as they were selected.
      await onEach([...images], (image) => this.#inTurn(() => this.#api.post(`albums/${id}/pictures`, body(image))), { done: "albumFilled" });
    });
  }

  #last = Promise.resolve();

  #inTurn(work) {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => {});
    return next;
  }

  async #list() {
    const { albums } = await this.#api.get("albums");
    const cards = albums.map(({ album_id: id, name, scope, images }) =>
      el(
        "li",
        {},
        button(name, { class: "album", dir: "auto", "data-key": `album ${id}`, on: { click: () => this.#show(id) } }),
        el("p", { class: "faint" }, [count("pictures", images), scope === "campaign" ? ` · ${t("ofCampaign")}` : ""].join("")),
      ),
    );
    const make = button(t("albumMake"), { symbol: "plus", id: "make-album", class: "primary", "data-key": "make", on: { click: () => this.#make() } });
    return [
      el("div", { class: "row" }, el("h2", {}, t("albums")), this.#mayChange ? make : null),
      cards.length ? el("ul", { id: "album-list", role: "list" }, cards) : el("p", { class: "faint" }, t("albumsNone")),
    ];
  }

  #show(id) {
    this.#open = id;
    trying(async () => {
      await this.refresh();
      this.panel.querySelector("[data-key=back]")?.focus();
    });
  }

  async #make() {
    const name = el("input", { maxlength: LONGEST_NAME, dir: "auto", required: true, autocomplete: "off", autofocus: true });
    const yes = button(t("albumMake"), { class: "primary", value: "yes", type: "submit" });
    if ((await askIn([named("albumName", name)], yes)) !== "yes") return;
    await trying(async () => {
      await this.#api.post("albums", { name: name.value });
      await this.refresh();
    });
  }

  async #album(id) {
    let album;
    try {
      album = await this.#api.get(`albums/${id}`);
    } catch (error) {
      if (error.status !== 404) throw error;
      this.#open = null;
      return this.#list();
    }
    const ids = album.pictures.map(({ image }) => image.id);
    const own = this.#mayChange && (this.#me.role === "gm" || album.created_by === this.#me.user_id);
    const back = button(t("albums"), { symbol: "left", class: "quiet", "data-key": "back", on: { click: () => this.#show(null) } });
    const remove = button(t("albumDelete"), { symbol: "trash", class: "danger", "data-key": "delete", on: { click: () => this.#delete(album) } });
    const take = button(t("exportSelected"), { symbol: "down", "data-key": "export", on: { click: () => this.#exportAlbum(album, this.#exported) } });
    const pictures = album.pictures.map((picture, at) => this.#picture(album, picture, at, ids));
    return [
      el("div", { class: "row" }, back, el("h2", { dir: "auto" }, album.name), pictures.length ? take : null, own ? remove : null),
      pictures.length ? el("ol", { id: "album-pictures" }, pictures) : el("p", { class: "faint" }, t("albumEmpty")),
    ];
  }

  #picture(album, { image, caption, may_edit: mayEdit }, at, ids) {
    const words = caption || image.prompt;
    const opener = button(words, { class: "opener", dir: "auto", "data-key": `open ${image.id}`, on: { click: () => this.#viewer.open(image.id) } });
    opener.prepend(el("img", { src: image.thumbnail_url, alt: image.alt_text ?? "", loading: "lazy", draggable: "false" }));
    const move = (step, label, symbol, off) =>
      button(t(label, { words }), {
        symbol,
        heard: true,
        class: "quiet",
        disabled: off,
        "data-key": `${label} ${image.id}`,
        on: { click: () => this.#move(album, ids, at, at + step) },
      });
    const change = (label, symbol, run) =>
      button(t(label, { words }), { symbol, heard: true, class: "quiet", "data-key": `${label} ${image.id}`, on: { click: run } });
    const deeds = [
      ...(this.#mayChange && ids.length > 1
        ? [move(-1, "moveEarlier", "left", at === 0), move(1, "moveLater", "right", at === ids.length - 1)]
        : []),
      ...(mayEdit
        ? [
            change("captionThis", "brush", () => this.#caption(album, image, caption)),
            change("takeOutThis", "minus", () => this.#takeOut(album, image)),
          ]
        : []),
    ];
    const item = el("li", { draggable: this.#mayChange ? "true" : "false" }, opener, el("div", { class: "row" }, deeds));
    if (this.#mayChange) this.#letDrag(item, album, ids, at);
    return item;
  }

  #letDrag(item, album, ids, at) {
    item.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/x-album-place", String(at));
      event.dataTransfer.effectAllowed = "move";
    });
    item.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("text/x-album-place")) return;
      event.preventDefault();
      item.classList.add("target");
    });
    for (const end of ["dragleave", "drop"]) item.addEventListener(end, () => item.classList.remove("target"));
    item.addEventListener("drop", (event) => {
      const from = event.dataTransfer.getData("text/x-album-place");
      if (from === "") return;
      event.preventDefault();
      this.#move(album, ids, Number(from), at);
    });
  }

  #move(album, ids, from, to) {
    if (from === to || to < 0 || to >= ids.length) return;
    const ordered = ids.toSpliced(from, 1).toSpliced(to, 0, ids[from]);
    trying(async () => {
      await this.#api.put(`albums/${album.album_id}/order`, { image_ids: ordered });
      await this.refresh();
      note(t("movedTo", { n: to + 1 }));
    });
  }

  async #caption(album, image, before) {
    const line = el("input", { maxlength: LONGEST_CAPTION, dir: "auto", value: before, autocomplete: "off", autofocus: true });
    const yes = button(t("albumSave"), { class: "primary", value: "yes", type: "submit" });
    if ((await askIn([named("caption", line)], yes)) !== "yes") return;
    await trying(async () => {
      await this.#api.put(`albums/${album.album_id}/pictures/${image.id}`, { caption: line.value });
      await this.refresh();
    });
  }

  #takeOut(album, image) {
    return trying(async () => {
      await this.#api.delete(`albums/${album.album_id}/pictures/${image.id}`);
      await this.refresh();
    });
  }

  async #delete(album) {
    if (!(await confirmed(t("albumDeleteSure", { name: album.name }), t("albumDelete")))) return;
    await trying(async () => {
      await this.#api.delete(`albums/${album.album_id}`);
      this.#open = null;
      await this.refresh();
    });
  }
}

const named = (key, field) => el("label", { class: "named" }, el("span", {}, t(key)), field);
