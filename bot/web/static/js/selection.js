// Which pictures are selected, in the order of the gallery; `change` is told after every change.

export class Selection extends EventTarget {
  #collection;
  #ids = new Set();
  /** From which picture on a stretch is selected. */
  #anchor = null;

  constructor(collection) {
    super();
    this.#collection = collection;
    collection.addEventListener("change", () => this.#follow());
  }

  get size() {
    return this.#ids.size;
  }

  /** The selected pictures as they are now. */
  get images() {
    return this.#collection.items.filter(({ id }) => this.#ids.has(id));
  }

  has(id) {
    return this.#ids.has(id);
  }

  /** Select a picture, or take it out. */
  toggle(id) {
    if (!this.#ids.delete(id)) this.#ids.add(id);
    this.#anchor = id;
    this.#tell();
  }

  /** Select all from the picture that was chosen last to this one. */
  reach(id) {
    const from = this.#collection.indexOf(this.#anchor ?? id);
    const to = this.#collection.indexOf(id);
    if (from < 0 || to < 0) return this.toggle(id);
    this.#anchor ??= id;
    for (let at = Math.min(from, to); at <= Math.max(from, to); at += 1) this.#ids.add(this.#collection.items[at].id);
    return this.#tell();
  }

  /** Select all that have been fetched so far. */
  all() {
    for (const { id } of this.#collection.items) this.#ids.add(id);
    this.#tell();
  }

  /** Select these and no others. */
  only(ids) {
    this.#ids = new Set(ids);
    this.#tell();
  }

  clear() {
    if (this.size === 0) return;
    this.#ids.clear();
    this.#anchor = null;
    this.#tell();
  }

  /** What is shown no more is selected no more. */
  #follow() {
    const before = this.size;
    for (const id of this.#ids) if (!this.#collection.find(id)) this.#ids.delete(id);
    if (this.#anchor && !this.#collection.find(this.#anchor)) this.#anchor = null;
    if (this.size > 0 || before > 0) this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
