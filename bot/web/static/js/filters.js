// The bar above the grid: search, filters, how many there are, and all of them as a file. What is chosen stands in the
// address, so that back, forward and reload know it, and others can be shown it.

import { byId, el, icon, settled } from "./dom.js";
import { styleName } from "./session_styles.js";
import { addressQuery, onStep, steps, tree } from "./page_root.js";
import { count, t } from "./strings.js";

const SETTLE_MS = 250;
const SELECTS = { type: "types", style: "styles", tag: "tags", by: "members" };
/** What the address may have: what narrows the gallery, in which order it comes, and from which day on. */
const NARROWS = ["q", "favorites", ...Object.keys(SELECTS)];
const NAMES = [...NARROWS, "sort", "at", "scope"];
const NOTHING = { q: "", favorites: false, type: "", style: "", tag: "", by: "", sort: "", at: "" };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Tell `change` with every new filter, too. */
export class Filters extends EventTarget {
  #api;
  #filter = {};
  /** What members are called, by their ids. */
  #called = new Map();
  #changed;
  /** Whether the search that is typed has a step of the history to itself already. */
  #typing = false;

  /** `changed(filter)` is called with every new filter. */
  constructor(api, me, changed) {
    super();
    this.#api = api;
    this.me = me;
    this.#changed = changed;
    this.#filter = fromAddress();
    const words = byId("search");
    const search = settled(SETTLE_MS, () => this.#search(words.value.trim()));
    words.addEventListener("input", search);
    words.addEventListener("blur", () => (this.#typing = false));
    onStep(() => this.#follow());
    byId("favorites").addEventListener("click", () => this.set({ favorites: !this.#filter.favorites }));
    for (const name of Object.keys(SELECTS)) {
      byId(`filter-${name}`).addEventListener("change", (event) => this.set({ [name]: event.target.value }));
    }
    // In the order of stars no day has a place.
    byId("sort").addEventListener("change", ({ target: { value } }) => this.set({ sort: value, at: value === "stars" ? "" : this.#filter.at }));
    byId("day").addEventListener("change", ({ target: { value } }) => this.#go(value));
    byId("export").addEventListener("click", (event) => this.#api.saveInstead?.(event));
    byId("clear").addEventListener("click", () => {
      this.set(NOTHING);
      words.focus();
    });
    byId("more-filters").addEventListener("click", () => this.#unfold());
    this.#show();
  }

  get chosen() {
    return this.#filter;
  }

  /** Change some of the filter; `replace` it in the address, where back is to lead to what was before it. */
  set(part, { replace = false } = {}) {
    const all = Object.entries({ ...this.#filter, ...part });
    const filter = Object.fromEntries(all.filter(([, value]) => value));
    if (isSame(filter, this.#filter)) return;
    if (replace) steps().replaceState(null, "", address(filter));
    else steps().pushState(null, "", address(filter));
    this.#typing = false;
    this.#take(filter);
  }

  /** Go to a day: in the order of stars, which knows none, with the newest first. */
  #go(day) {
    if (day && !DAY.test(day)) return;
    this.set({ at: day, ...(this.#filter.sort === "stars" ? { sort: "" } : {}) });
  }

  /** All that is typed in one go is one step of the steps(). */
  #search(q) {
    this.set({ q }, { replace: this.#typing });
    this.#typing = tree().activeElement === byId("search");
  }

  /** Show what the address says after a step back or forward. */
  #follow() {
    const filter = fromAddress();
    this.#typing = false;
    if (!isSame(filter, this.#filter)) this.#take(filter);
  }

  #take(filter) {
    this.#filter = filter;
    this.#show();
    this.dispatchEvent(new Event("change"));
    this.#changed(filter);
  }

  /** Offer what the session's pictures have. */
  async offer() {
    const facets = await this.#api.get(this.#filter.scope ? "campaign/facets" : "facets");
    this.#called = new Map(facets.members.map((member) => [member.value, member.name ?? member.value]));
    for (const [name, facet] of Object.entries(SELECTS)) {
      const choices = facets[facet].map(({ value, images }) =>
        el("option", { value, dir: "auto" }, `${this.#name(name, value)} (${images})`),
      );
      byId(`filter-${name}`).replaceChildren(el("option", { value: "" }, t(`any_${name}`)), ...choices);
    }
    this.#show();
  }

  /** Say how many pictures there are, and where all of them can be fetched. */
  say({ loaded, items, total, totalIsMore }) {
    const narrowed = NARROWS.some((name) => this.#filter[name]);
    byId("count").textContent = loaded ? count(totalIsMore ? "picturesOrMore" : "pictures", total) : "";
    const { sort: _sort, at: _at, scope, ...narrowing } = this.#filter;
    byId("export").href = this.#api.url("export", { ...narrowing, format: "original" });
    byId("export").hidden = items.length === 0 || Boolean(scope);
    byId("empty").hidden = !loaded || items.length > 0;
    byId("empty-title").textContent = t(narrowed ? "nothingFound" : "nothingYet");
    byId("empty-hint").textContent = t(narrowed ? "nothingFoundHint" : "nothingYetHint");
    byId("empty-paint").hidden = narrowed;
  }

  #name(name, value) {
    if (name === "type") return t(value);
    if (name === "style") return styleName(value);
    if (name !== "by") return value;
    return value === this.me.user_id ? t("you") : (this.#called.get(value) ?? value);
  }

  #show() {
    const filter = this.#filter;
    byId("favorites").setAttribute("aria-pressed", String(Boolean(filter.favorites)));
    for (const name of Object.keys(SELECTS)) this.#choose(byId(`filter-${name}`), name, filter[name] ?? "");
    if (byId("search").value.trim() !== (filter.q ?? "")) byId("search").value = filter.q ?? "";
    byId("sort").value = filter.sort ?? "";
    byId("day").value = filter.at ?? "";
    byId("clear").hidden = Object.keys(filter).length === 0;
    const folded = [...Object.keys(SELECTS), "at"].filter((name) => filter[name]).length;
    byId("more-filters").replaceChildren(icon("sliders"), t("filters"), ...(folded ? [el("b", {}, ` ${folded}`)] : []));
  }

  #choose(select, name, value) {
    if (value && ![...select.options].some((option) => option.value === value)) {
      select.append(el("option", { value, dir: "auto" }, this.#name(name, value)));
    }
    select.value = value;
  }

  #unfold() {
    const open = byId("filters").classList.toggle("unfolded");
    byId("more-filters").setAttribute("aria-expanded", String(open));
  }
}

/** Return the filter that the address has. */
function fromAddress() {
  const query = addressQuery();
  const given = NAMES.map((name) => [name, name === "favorites" ? query.get(name) === "1" : query.get(name)]);
  const known = given.filter(([name, value]) => value && (name !== "at" || DAY.test(value)));
  return Object.fromEntries(known);
}

/** Return the page's address with a filter in it, beside what else its query says. */
function address(filter) {
  const query = addressQuery();
  for (const name of NAMES) query.delete(name);
  for (const name of NAMES) if (filter[name]) query.set(name, filter[name] === true ? "1" : filter[name]);
  const words = query.toString();
  return location.pathname + (words ? `?${words}` : "");
}

const isSame = (one, other) => NAMES.every((name) => (one[name] ?? "") === (other[name] ?? ""));
