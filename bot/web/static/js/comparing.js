// Ask for one description in several styles, by several providers, or each with each.

import { byId, el } from "./dom.js";
import { allStyles } from "./session_styles.js";
import { t } from "./strings.js";
import { trying } from "./toast.js";

const MOST = 8;

export class Comparing {
  #api;
  #say = el("p", { class: "faint", id: "comparing-says", role: "status" });
  #styles = el("div", { class: "choices" });
  #providers = el("div", { class: "choices" });
  #root = el(
    "details",
    { id: "comparing" },
    el("summary", {}, t("compareTitleForm")),
    el("p", { class: "faint" }, t("compareHint")),
    el("fieldset", {}, el("legend", {}, t("compareStyles")), this.#styles),
    el("fieldset", {}, el("legend", {}, t("compareProviders")), this.#providers),
    this.#say,
  );

  constructor(api) {
    this.#api = api;
    byId("ask-fields").querySelector(".send").before(this.#root);
    this.#root.addEventListener("toggle", () => this.#root.open && trying(() => this.#offer()));
    this.#root.addEventListener("change", () => this.#tell());
  }

  /** Offer what there is, once it is looked for. */
  async #offer() {
    if (this.#styles.children.length) return;
    const { details } = await this.#api.get("image-providers");
    this.#styles.replaceChildren(...allStyles().map((style) => box("styles", style.id, style.name)));
    this.#providers.replaceChildren(
      ...details
        .filter((provider) => provider.configured)
        .map((provider) => box("providers", provider.name, provider.title || provider.name, provider.available === false)),
    );
    this.#tell();
  }

  #chosen(name) {
    return [...this.#root.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);
  }

  /** Return a wish as it stands, or as what is to be compared; what is chosen once stays in `style_preferences`. */
  applied(wish) {
    const styles = this.#chosen("styles");
    const providers = this.#chosen("providers");
    if (!styles.length && !providers.length) return wish;
    const { style, provider, ...preferences } = wish.style_preferences;
    return {
      ...wish,
      count: 1,
      ...(styles.length ? { styles } : {}),
      ...(providers.length ? { providers } : {}),
      style_preferences: { ...preferences, ...(styles.length ? {} : { style }), ...(providers.length ? {} : { provider }) },
    };
  }

  /** Forget what was chosen: the next wish is another one. */
  clear() {
    for (const input of this.#root.querySelectorAll("input:checked")) input.checked = false;
    this.#root.open = false;
    this.#tell();
  }

  #tell() {
    const [styles, providers] = [this.#chosen("styles").length, this.#chosen("providers").length];
    const n = styles || providers ? Math.max(1, styles) * Math.max(1, providers) : 0;
    this.#say.textContent = n === 0 ? "" : t(n > MOST ? "compareTooMany" : n === 1 ? "compareTooFew" : "compareMany", { n, most: MOST });
  }
}

function box(name, value, label, disabled = false) {
  const input = el("input", { type: "checkbox", name, value, disabled });
  return el("label", { class: "choice" }, input, el("span", {}, label));
}
