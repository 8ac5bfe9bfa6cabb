// The form that asks for a picture.

import { onceKey } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { allStyles, styleOf } from "./session_styles.js";
import { t } from "./strings.js";

/** The first one lets the description decide. */
const TYPES = { "": "dice", scene: "scene", character: "person", location: "building", item: "box" };
const SIZES = { square: [1, 1], landscape: [3, 2], portrait: [2, 3], wide: [7, 4], tall: [4, 7] };
const LONGEST_SIDE = 22;
const [NEARLY_LONGEST, LONGEST] = [3000, 4000];

export class Generate {
  #api;
  #form = byId("ask");
  #references = null;
  #comparing = null;
  #key = onceKey();

  /** `submitted(answer)` is called when a picture will be painted. */
  constructor(api, me, submitted) {
    this.#api = api;
    this.submitted = submitted;
    byId("types").append(...Object.entries(TYPES).map(([type, symbol]) => choice("type", type, t(type || "auto"), icon(symbol))));
    const sizes = Object.entries(SIZES).map(([size, shape]) => choice("size", size, t(`size_${size}`), frame(shape)));
    byId("sizes").append(...sizes);
    byId("private-row").hidden = me.role !== "gm";
    const refusal = me.ended ? t("ended") : me.role === "observer" ? t("observersLook") : "";
    byId("may-not").textContent = refusal;
    byId("ask-fields").disabled = Boolean(refusal);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#form.addEventListener("input", () => this.changed());
    byId("prompt").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit();
    });
    this.reset();
  }

  /** Send what is in `references` along, which forgets it when it was sent. */
  takeFrom(references) {
    this.#references = references;
  }

  /** Let a wish become a comparison where `comparing` has something to compare; it is forgotten when it was sent. */
  compareWith(comparing) {
    this.#comparing = comparing;
  }

  /** What was changed is another wish, and not the same one said twice. */
  changed() {
    this.#key = onceKey();
    this.#hint();
  }

  /** Offer the styles and the providers. */
  offer(providers) {
    const free = choice("style", "", t("artistsChoice"), icon("dice"));
    const cards = allStyles().map((style) => choice("style", style.id, style.name, look(style), style.description));
    byId("styles").replaceChildren(free, ...cards);
    const options = providers.details.flatMap((provider) => {
      const disabled = provider.available === false;
      const models = provider.models.map((model) => el("option", { value: model, disabled }, model));
      return [el("option", { value: provider.name, disabled }, providerName(provider)), ...models];
    });
    const default_ = el("option", { value: "" }, t("providerDefault", { name: titleOf(providers) }));
    byId("provider").replaceChildren(default_, ...options);
    this.#check("style", "");
    this.#hint();
  }

  /** Begin a new wish, perhaps from what an earlier picture was asked for with; its `width` and `height` tell its shape. */
  reset({ prompt = "", type = "", style = "", seed = "", width = 1, height = 1, provider = "", quality = "", secret = false } = {}) {
    byId("prompt").value = prompt;
    byId("seed").value = seed ?? "";
    this.#check("type", type);
    this.#check("size", shapeLike(width / height));
    this.#check("style", style ?? "");
    byId("provider").value = provider ?? "";
    if (byId("provider").selectedIndex < 0) byId("provider").value = "";
    this.#form.elements.quality.checked = quality === "hd";
    this.#form.elements.private.checked = secret;
    this.#comparing?.clear();
    this.#complain(null);
    this.changed();
  }

  #check(name, value) {
    const radios = [...this.#form.querySelectorAll(`input[name="${name}"]`)];
    const wanted = radios.find((radio) => radio.value === value) ?? radios[0];
    if (wanted) wanted.checked = true;
  }

  /** Return what is asked for, as a request body has it. */
  wish() {
    const data = new FormData(this.#form);
    const seed = data.get("seed").trim();
    const preferences = {
      ...Object.fromEntries(["provider", "size", "style", "quality"].map((name) => [name, data.get(name)])),
      // What is no number is sent as it is, and refused in a sentence.
      seed: /^\d+$/.test(seed) ? Number(seed) : seed,
    };
    return {
      prompt: data.get("prompt"),
      ...(data.get("type") ? { type: data.get("type") } : {}),
      count: Number(data.get("count")),
      ...(data.get("private") ? { private: true } : {}),
      style_preferences: Object.fromEntries(Object.entries(preferences).filter(([, value]) => value || value === 0)),
    };
  }

  async #submit() {
    await this.busily(byId("paint"), async () => {
      const references = (await this.#references?.encoded()) ?? [];
      const asked = this.wish();
      const wish = { ...(this.#comparing?.applied(asked) ?? asked), ...(references.length ? { references } : {}) };
      const answer = await this.#api.post("generate-image", wish, { "Idempotency-Key": this.#key });
      this.#key = onceKey();
      byId("preview").hidden = true;
      this.#references?.clear();
      this.#comparing?.clear();
      this.submitted(answer);
    });
  }

  /** Do something that a control has asked for, once at a time, and say below the form why not where it cannot be. */
  async busily(control, work) {
    if (control.getAttribute("aria-busy") === "true") return;
    this.#complain(null);
    control.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch (error) {
      if (!("status" in error)) throw error;
      this.#complain(error);
    } finally {
      control.removeAttribute("aria-busy");
    }
  }

  #complain(error) {
    const prompt = byId("prompt");
    const seed = byId("seed");
    const rephrased = error?.rephrase ? ` ${t("thisWouldDo", error)}` : "";
    byId("ask-problem").textContent = error ? `${error.message}${rephrased}` : "";
    let wrong = null;
    if (error?.field === "style_preferences.seed") wrong = seed;
    else if (error && (error.field === "prompt" || prompt.value.trim() === "")) wrong = prompt;
    for (const field of [prompt, seed]) field.setAttribute("aria-invalid", String(field === wrong));
    wrong?.focus();
  }

  #hint() {
    const style = styleOf(new FormData(this.#form).get("style"));
    byId("style-hint").textContent = style?.description ?? t("artistsChoiceHint");
    const { length } = byId("prompt").value;
    byId("prompt-length").textContent = length > NEARLY_LONGEST ? `${length} / ${LONGEST}` : "";
  }
}

/** Return one of several things to choose from: a radio button that looks like a card. */
function choice(name, value, label, picture, hint = "") {
  const input = el("input", { type: "radio", name, value });
  return el("label", { class: `choice ${name}`, title: hint || null }, input, picture, el("span", {}, label));
}

/** Return the name of the size whose shape is nearest to a ratio of width to height. */
function shapeLike(ratio) {
  const distance = ([, [width, height]]) => Math.abs(Math.log((ratio * height) / width));
  return Object.entries(SIZES).sort((one, other) => distance(one) - distance(other))[0][0];
}

function frame([width, height]) {
  const scale = LONGEST_SIDE / Math.max(width, height);
  const drawn = el("span", { class: "frame", "aria-hidden": "true" });
  drawn.style.width = `${width * scale}px`;
  drawn.style.height = `${height * scale}px`;
  return drawn;
}

/** Return a style's look: its preview where there is one, else its colours. */
function look({ preview_url: url, palette }) {
  const shown = el("span", { class: "look", "aria-hidden": "true" });
  palette.slice(0, 4).forEach((colour, at) => shown.style.setProperty(`--c${at}`, colour));
  if (url) shown.append(el("img", { src: url, alt: "", loading: "lazy", decoding: "async" }));
  return shown;
}

function titleOf({ default: name, details }) {
  return details.find((provider) => provider.name === name)?.title ?? name;
}

function providerName({ name, title, available }) {
  const called = title && title !== name ? `${title} (${name})` : name;
  return available === false ? `${called} · ${t("cannotPaint")}` : called;
}
