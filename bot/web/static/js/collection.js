// The pictures that the gallery shows: pages of them as they are fetched, kept true by what happens.

const FIRST_PAGE = 60;
const PAGE = 100;

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

/** Hold what was fetched so far, newest first; `change` is told after every change. */
export class Collection extends EventTarget {
  #api;
  #next = null;
  #round = 0;
  #fetching = null;

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
  apply({ image_id: id, change, image }) {
    if (change === "deleted") this.#renumber(this.find(id)?.number ?? Infinity, -1);
    else if (image && change === "added" && !this.find(id)) this.#renumber(image.number, 1);
    if (change === "deleted" || !image || !matches(image, this.filter)) this.remove(id);
    else this.put(image);
  }

  /** Put a picture in its place, or what is new about it. */
  put(image) {
    const at = this.indexOf(image.id);
    if (at >= 0) {
      this.items[at] = { ...this.items[at], ...image };
    } else {
      const oldest = this.items.at(-1)?.number ?? 0;
      this.total += 1;
      // What is older than all that is held comes with its page.
      if (this.#next === null || image.number > oldest) {
        const place = this.items.findIndex((other) => other.number < image.number);
        this.items.splice(place < 0 ? this.items.length : place, 0, image);
      }
    }
    this.#tell();
  }

  remove(id) {
    const at = this.indexOf(id);
    if (at < 0) return;
    this.items.splice(at, 1);
    this.total -= 1;
    this.#tell();
  }

  /** Numbers count the pictures up to each: one that comes or goes moves those from it on. */
  #renumber(from, by) {
    for (const image of this.items) if (image.number >= from) image.number += by;
  }

  find(id) {
    return this.items[this.indexOf(id)];
  }

  indexOf(id) {
    return this.items.findIndex((image) => image.id === id);
  }

  async #fetchAnew(wanted) {
    const round = ++this.#round;
    let images = [];
    let page;
    do {
      page = await this.#page(page?.next, Math.min(PAGE, wanted - images.length));
      images = images.concat(page.images);
    } while (page.next !== null && images.length < wanted && round === this.#round);
    if (round === this.#round) this.#take(images, page);
  }

  #page(before, limit) {
    return this.#api.get("images", { ...this.filter, favorites: this.filter.favorites ? "true" : "", before, limit });
  }

  #take(images, { next, total, total_is_more: totalIsMore }) {
    // A picture that came in live while its page was on its way is in both.
    const seen = new Set();
    this.items = images.filter((image) => !seen.has(image.id) && seen.add(image.id));
    Object.assign(this, { total, totalIsMore, loaded: true });
    this.#next = next;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
