// The versions of a picture: a strip that can be walked, and any two compared under a slider.

import { button, el } from "./dom.js";
import { ground } from "./page_root.js";
import { formatted, t } from "./strings.js";
import { trying } from "./toast.js";

export class Versions {
  #api;
  #doing;
  #versions = [];
  #at = 0;
  #against = 0;
  #before = el("img", { alt: "" });
  #after = el("img", { alt: "" });
  #slider = el("input", { type: "range", min: "0", max: "100", value: "50", "aria-label": t("compareSlider") });
  #strip = el("ol", { class: "strip", role: "list" });
  #says = el("p", { role: "status" });
  #compare = button(t("compareBefore"), { class: "toggle", "aria-pressed": "false", on: { click: () => this.#toggle() } });
  #dialog = el("dialog", { id: "versions", "aria-labelledby": "versions-title" });

  /** `doing` has `open(id)` and `edit(image)`. */
  constructor(api, doing) {
    this.#api = api;
    this.#doing = doing;
    const close = button(t("close"), { symbol: "close", heard: true, class: "round", on: { click: () => this.#dialog.close() } });
    const stage = el("div", { class: "versions-stage" }, this.#before, this.#after);
    const deeds = el(
      "div",
      { class: "row" },
      this.#slider,
      this.#compare,
      button(t("openThis"), { on: { click: () => this.#leave(({ id }) => doing.open(id)) } }),
      button(t("editThis"), { symbol: "brush", on: { click: () => this.#leave((image) => doing.edit(image)) } }),
    );
    this.#dialog.append(el("header", {}, el("h2", { id: "versions-title" }, t("versions")), this.#says, close), stage, this.#strip, deeds);
    this.#slider.addEventListener("input", () => this.#cut());
    this.#dialog.addEventListener("keydown", (event) => this.#press(event));
    ground().append(this.#dialog);
  }

  open(image) {
    return trying(async () => {
      const { versions, at } = await this.#api.get(`image/${image.id}/versions`);
      this.#versions = versions;
      this.#strip.replaceChildren(...versions.map((version, number) => this.#tile(version, number)));
      this.#show(at);
      if (!this.#dialog.open) this.#dialog.showModal();
    });
  }

  #tile({ image, done }, number) {
    const parent = this.#versions.findIndex(({ image: other }) => other.id === image.parent_id);
    const said = done || image.prompt;
    const from = parent >= 0 && parent !== number - 1 ? t("madeOf", { n: formatted(parent + 1) }) : "";
    const name = `${formatted(number + 1)}: ${[said, from].filter(Boolean).join(" · ")}`;
    const picture = el("img", { src: image.thumbnail_url, alt: "", loading: "lazy" });
    const shown = el("button", { type: "button", title: name, "aria-label": name, on: { click: () => this.#show(number) } }, picture, el("span", {}, formatted(number + 1)));
    return el("li", {}, shown);
  }

  #show(at) {
    this.#at = at;
    const { image, done } = this.#versions[at];
    const parent = this.#versions.findIndex(({ image: other }) => other.id === image.parent_id);
    this.#against = parent >= 0 ? parent : 0;
    this.#after.src = image.display_url;
    this.#after.alt = image.alt_text || image.prompt;
    this.#before.src = this.#versions[this.#against].image.display_url;
    this.#before.alt = t("beforeIt");
    const place = t("place", { at: formatted(at + 1), total: formatted(this.#versions.length) });
    this.#says.textContent = [place, done].filter(Boolean).join(" · ");
    this.#compare.hidden = this.#against === at;
    if (this.#compare.hidden) this.#compare.setAttribute("aria-pressed", "false");
    [...this.#strip.querySelectorAll("button")].forEach((tile, number) => tile.toggleAttribute("aria-current", number === at));
    this.#strip.children[at].scrollIntoView({ block: "nearest", inline: "center" });
    this.#cut();
  }

  #toggle() {
    this.#compare.setAttribute("aria-pressed", String(this.#compare.getAttribute("aria-pressed") !== "true"));
    this.#cut();
  }

  #cut() {
    const compares = this.#compare.getAttribute("aria-pressed") === "true";
    this.#slider.hidden = this.#before.hidden = !compares;
    this.#after.style.clipPath = compares ? `inset(0 0 0 ${this.#slider.value}%)` : "";
  }

  #press(event) {
    event.stopPropagation();
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.target === this.#slider) return;
    event.preventDefault();
    const to = this.#at + by;
    if (this.#versions[to]) this.#show(to);
  }

  #leave(work) {
    this.#dialog.close();
    work(this.#versions[this.#at].image);
  }
}
