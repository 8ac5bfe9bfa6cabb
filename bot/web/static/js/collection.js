// The pictures that the gallery shows: pages of them as they are fetched, kept true by what happens.

import { settled } from "./dom.js";

/** As many as a window shows: on a slow line each costs some milliseconds. */
const FIRST_PAGE = 24;
const PAGE = 100;
/** What happens to pictures that are not held comes in bursts. */
const SETTLE_MS = 300;
/** How often pages are fetched again at most, because something has happened meanwhile. */
const TRIES = 3;

/** Tell whether a picture has what a filter asks for; the server decides, this only saves asking it again. */
export function matches(image, filter) {
  const text = `${image.prompt} ${image.tags.join(" ")}`.toLowerCase();
  return (
    (!filter.favorites || image.is_favorite) &&
    (!filter.type || image.type === filter.type) &&
    (!filter.style || image.style === filter.style) &&
    (!filter.by || image.user_id === filter.by) &&
    (!filter.tag || image.tags.includes(filter.tag)) &&
    (filter.q ?? "").toLowerCase().split(/\s+/).every((word) => text.includes(word))
  );
}

/** Return the moment at which a page of a day's pictures begins: its end with the newest first, else its beginning. */
function momentOf(day, sort) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year, month - 1, date + (sort === "oldest" ? 0 : 1)).toISOString();
}

/** Hold what was fetched so far, in the order of the filter; `change` is told after every change. */
export class Collection extends EventTarget {
  #api;
  #next = null;
  #round = 0;
  #fetching = null;
  #lost = new Set();
  /** Where each picture is, by its id; null where that has to be looked up anew. */
  #places = null;
  /** How many events there were. */
  #events = 0;
  #recount = settled(SETTLE_MS, () => this.#count().catch(() => {}));
  #renew = settled(SETTLE_MS, () => this.refresh().catch(() => {}));

  constructor(api) {
    super();
    this.#api = api;
    this.items = [];
    this.filter = {};
    this.total = 0;
    this.totalIsMore = false;
    this.loaded = false;
  }

  get complete() {
    return this.loaded && this.#next === null;
  }

  /** Show what a filter leaves, from the newest on. */
  async show(filter) {
    this.filter = filter;
    await this.#fetchAnew(FIRST_PAGE);
  }

  /** Fetch again as much as is held, because nobody knows what has changed. */
  async refresh() {
    await this.#fetchAnew(Math.max(FIRST_PAGE, this.items.length));
  }

  /** Fetch the next older page, unless one is on its way. */
  async more() {
    if (this.#next === null) return;
    if (!this.#fetching) {
      const round = this.#round;
      this.#fetching = this.#page(this.#next, PAGE)
        .then((page) => round === this.#round && this.#take([...this.items, ...page.images], page))
        .finally(() => (this.#fetching = null));
    }
    await this.#fetching;
  }

  /** Take in what a `gallery` event tells. */
  apply({ image_id: id, change, image, session_id: session }) {
    this.#events += 1;
    // Numbers of a campaign are not those of the session in which something has happened.
    if (this.filter.scope) return this.#renew();
    if (session && session !== this.#api.session) return;
    const held = this.find(id);
    if (change === "deleted" || !image) {
      this.#lose(id, held);
    } else {
      if (change === "added" && !held) this.#renumber(image.number, 1);
      if (!matches(image, this.filter)) this.#leaveOut(id);
      else if (held) this.update(image);
      else this.#add(image, { isNew: change === "added" });
    }
  }

  /** Show what is new about a picture, if it is held. */
  update(image) {
    const at = this.indexOf(image.id);
    if (at < 0) return;
    this.items[at] = { ...this.items[at], ...image };
    this.#tell({ moved: false });
  }

  /** Put a picture in its place. */
  #add(image, { isNew }) {
    // One that is not held may have been counted all the same, unless it is new or all are held.
    if (isNew || this.complete) this.total += 1;
    else this.#recount();
    const place = this.#placeFor(image);
    // What stands behind all that is held comes with its page.
    if (place !== null && (place >= 0 || this.complete)) this.items.splice(place < 0 ? this.items.length : place, 0, image);
    this.#tell();
  }

  /** Return before which of those that are held a picture stands; -1 where it stands behind all, null where it is not shown. */
  #placeFor(image) {
    const { sort, at } = this.filter;
    if (sort === "oldest") return this.items.findIndex((other) => other.number > image.number);
    // How many stars the others have is the server's to know: what is new has none yet.
    if (sort === "stars") return this.items.findIndex((other) => !other.is_favorite && other.number < image.number);
    // What is newer than the day that one went to is not on the page.
    if (at && image.number > (this.items[0]?.number ?? 0)) return null;
    return this.items.findIndex((other) => other.number < image.number);
  }

  /** A picture is there no more, which is told to whoever has deleted it twice. */
  #lose(id, held) {
    if (this.#lost.has(id)) return;
    this.#lost.add(id);
    if (held) {
      this.#renumber(held.number, -1);
      this.#leaveOut(id);
    } else {
      // Which of those that are held have come after it, and have another number now, nobody knows.
      this.#renew();
    }
  }

  #leaveOut(id) {
    const at = this.indexOf(id);
    if (at >= 0) {
      this.items.splice(at, 1);
      this.total -= 1;
      this.#tell();
    } else if (!this.complete) {
      // It may have been counted until now.
      this.#recount();
    }
  }

  /** Numbers count the pictures up to each: one that comes or goes moves those from it on. */
  #renumber(from, by) {
    for (const image of this.items) if (image.number >= from) image.number += by;
  }

  find(id) {
    return this.items[this.indexOf(id)];
  }

  indexOf(id) {
    this.#places ??= new Map(this.items.map((image, at) => [image.id, at]));
    return this.#places.get(id) ?? -1;
  }

  /** Ask how many there are. */
  async #count() {
    const [round, events] = [this.#round, this.#events];
    const { total, total_is_more: totalIsMore } = await this.#page(null, 1);
    if (round !== this.#round) return;
    // Who knows whether the answer is from before what has happened meanwhile.
    if (events !== this.#events) return this.#recount();
    Object.assign(this, { total, totalIsMore });
    this.#tell();
  }

  async #fetchAnew(wanted) {
    const round = ++this.#round;
    let images;
    let page;
    let events;
    // Once more where something has happened meanwhile: the pages may be from before it.
    for (let tries = 0; events !== this.#events && tries < TRIES; tries += 1) {
      events = this.#events;
      images = [];
      page = null;
      do {
        page = await this.#page(page?.next, Math.min(PAGE, wanted - images.length));
        images = images.concat(page.images);
      } while (page.next !== null && images.length < wanted && round === this.#round);
      if (round !== this.#round) return;
    }
    this.#take(images, page);
  }

  #page(before, limit) {
    const { favorites, at, sort, scope, ...rest } = this.filter;
    const moment = at && !before ? momentOf(at, sort) : "";
    return this.#api.get(scope ? "campaign/images" : "images", { ...rest, sort, at: moment, favorites: favorites ? "true" : "", before, limit });
  }

  #take(images, { next, total, total_is_more: totalIsMore }) {
    // A picture that came in live while its page was on its way is in both.
    const seen = new Set();
    this.items = images.filter((image) => !seen.has(image.id) && seen.add(image.id));
    Object.assign(this, { total, totalIsMore, loaded: true });
    this.#next = next;
    this.#tell();
  }

  #tell({ moved = true } = {}) {
    if (moved) this.#places = null;
    this.dispatchEvent(new Event("change"));
  }
}
