// What is known of a picture: how it was asked for, how it was painted, and its tags.

import { button, byId, el } from "./dom.js";
import { styleName } from "./session_styles.js";
import { formatted, moment, t } from "./strings.js";
import { trying } from "./toast.js";

/** A longer text has a line to itself. */
const LONG = 24;

export class Details {
  #api;
  #collection;
  #image = null;
  #reuse;

  constructor(api, collection, { reuse }) {
    this.#api = api;
    this.#collection = collection;
    this.#reuse = reuse;
    byId("reuse").addEventListener("click", () => this.#reuse(this.#image));
    byId("add-tag").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#addTag(byId("new-tag"));
    });
  }

  show(image) {
    this.#image = image;
    const facts = [
      [t("prompt"), image.prompt],
      [t("enhanced"), image.enhanced_prompt === image.prompt ? "" : image.enhanced_prompt],
      [t("avoided"), image.negative_prompt],
      [t("typeWord"), t(image.type)],
      [t("style"), styleOfImage(image)],
      [t("provider"), [image.provider_title, image.model].filter(Boolean).join(" · ")],
      [t("seed"), image.seed ?? ""],
      [t("size"), image.width ? `${image.width} × ${image.height}` : ""],
      [t("painted"), moment(image.created_at)],
      [t("took"), image.generation_time ? t("seconds", { n: formatted(image.generation_time, 1) }) : ""],
      [t("askedBy"), image.user_name ?? image.user_id],
      [t("favoriteWord"), t(image.is_favorite ? "yes" : "no")],
    ];
    byId("facts").replaceChildren(
      ...facts.filter(([, value]) => value !== "" && value !== null && value !== undefined).map(fact),
    );
    this.#showTags(image);
  }

  #showTags({ tags, may_change: mayChange }) {
    byId("add-tag").hidden = !mayChange;
    const shown = tags.map((tag) => [el("span", { dir: "auto" }, tag), mayChange ? this.#remover(tag) : null]);
    const none = el("li", { class: "faint" }, t("noTags"));
    byId("tags").replaceChildren(...(tags.length ? shown.map((parts) => el("li", { class: "tag" }, parts)) : [none]));
  }

  #remover(tag) {
    const remove = button(t("removeTag", { tag }), { symbol: "close", heard: true });
    remove.addEventListener("click", async () => {
      await this.#setTags(this.#image.tags.filter((other) => other !== tag));
      byId("new-tag").focus();
    });
    return remove;
  }

  async #addTag(field) {
    const tag = field.value.trim();
    if (tag && (await this.#setTags([...this.#image.tags, tag]))) field.value = "";
  }

  #setTags(tags) {
    const image = this.#image;
    return trying(async () => {
      const answer = await this.#api.put(`image/${image.id}/tags`, { tags });
      const changed = { ...image, tags: answer.tags };
      if (this.#collection.find(image.id)) this.#collection.update(changed);
      else this.show(changed);
      return true;
    });
  }
}

function styleOfImage({ style, chosen_style: chosen }) {
  if (style) return styleName(style);
  return chosen ? t("artistsChoiceWas", { style: styleName(chosen) }) : t("artistsChoice");
}

function fact([name, value]) {
  const long = String(value).length > LONG;
  return el("div", { class: long ? "long" : "" }, el("dt", {}, name), el("dd", { dir: "auto" }, String(value)));
}
