// The editor: a picture's pixels with a live preview, and changes that a provider makes.

import { onceKey } from "./api.js";
import { button, el } from "./dom.js";
import { asBody, drawEdited, NOTHING, sizeAfter, TONES } from "./pixels.js";
import { Region } from "./region.js";
import { ground } from "./page_root.js";
import { formatted, t } from "./strings.js";
import { addTypeface } from "./typeface.js";
import { note, trying } from "./toast.js";

/** What each kind of change asks for. */
const NEEDS = {
  change: ["words"],
  inpaint: ["region", "words"],
  erase: ["region"],
  outpaint: ["ratio", "words"],
  "search-and-replace": ["search", "words"],
  "remove-background": [],
  view: ["view"],
  upscale: [],
};

export class Editor {
  #api;
  #choices = null;
  #typeface = null;
  #image = null;
  #bitmap = null;
  #edits = { ...NOTHING };
  #canvas = el("canvas", { role: "img" });
  #stage = el("div", { class: "editor-stage" }, el("div", { class: "editor-picture" }, this.#canvas));
  #region = new Region(this.#stage.firstElementChild);
  #tools = el("form", { class: "editor-tools" });
  #says = el("p", { role: "status", class: "faint" });
  #dialog = el("dialog", { id: "editor", "aria-labelledby": "editor-title" });
  #drawing = 0;
  #controls = new Map();

  /** `open(id)` shows another picture. */
  constructor(api) {
    this.#api = api;
    const close = button(t("close"), { symbol: "close", heard: true, class: "round", on: { click: () => this.#dialog.close() } });
    const head = el("header", {}, el("h2", { id: "editor-title" }, t("editTitle")), this.#says, close);
    this.#dialog.append(head, this.#stage, this.#tools, toasts());
    this.#tools.addEventListener("submit", (event) => event.preventDefault());
    this.#dialog.addEventListener("keydown", (event) => event.stopPropagation());
    ground().append(this.#dialog);
  }

  async open(image) {
    await trying(async () => {
      this.#typeface ??= addTypeface();
      this.#choices ??= await this.#api.get("editing");
      const [file, versions] = await Promise.all([fetch(this.#api.url(`image/${image.id}/display`), { headers: this.#api.headers ?? {} }), this.#api.get(`image/${image.id}/versions`)]);
      this.#image = image;
      this.#bitmap = await createImageBitmap(await file.blob());
      this.#edits = { ...NOTHING };
      this.#build(versions.can_do);
      this.#canvas.setAttribute("aria-label", image.alt_text || image.prompt);
      this.#draw();
      this.#dialog.showModal();
    });
  }

  #build(able) {
    const { ratios, grades, frames } = this.#choices;
    this.#controls.clear();
    const named = (list) => list.map(({ name, title }) => [name, title]);
    const shape = el(
      "fieldset",
      {},
      el("legend", {}, t("shapeWord")),
      this.#select("crop", t("crop"), ratios.map((ratio) => [ratio, ratio]), t("cropNone")),
      el("div", { class: "pair", id: "crop-place", hidden: true }, this.#range("crop_x", 0), this.#range("crop_y", 0)),
      el("div", { class: "row" }, this.#turns(-90, "turnLeft"), this.#turns(90, "turnRight"), this.#toggle("flip"), this.#toggle("flop")),
    );
    const light = el("fieldset", {}, el("legend", {}, t("lightWord")), TONES.map((tone) => this.#range(tone, -100)), this.#select("grade", t("grade"), named(grades), t("gradeNone")));
    const words = el("fieldset", {}, el("legend", {}, t("aroundWord")), this.#captionField(), this.#select("frame", t("frame"), named(frames), t("frameNone")));
    const saves = el(
      "div",
      { class: "row" },
      button(t("saveNew"), { class: "primary", id: "editor-save", on: { click: () => this.#save() } }),
      button(t("startOver"), { on: { click: () => this.#reset() } }),
    );
    this.#tools.replaceChildren(shape, light, words, saves, this.#changes(able));
    this.#region.show(null);
  }

  #set(name, value) {
    this.#edits = { ...this.#edits, [name]: value };
    this.#tools.querySelector("#crop-place").hidden = !this.#edits.crop;
    this.#draw();
  }

  #reset() {
    this.#edits = { ...NOTHING };
    for (const [name, control] of this.#controls) {
      if (control.tagName === "BUTTON") control.setAttribute("aria-pressed", "false");
      else control.value = String(NOTHING[name]);
      control.dispatchEvent(new Event("reset"));
    }
    this.#set("rotate", 0);
  }

  #select(name, label, values, none) {
    const control = el("select", { name, on: { change: () => this.#set(name, control.value) } }, el("option", { value: "" }, none), values.map(([value, title]) => el("option", { value }, title)));
    this.#controls.set(name, control);
    return el("label", { class: "named" }, el("span", {}, label), control);
  }

  #range(name, least) {
    const said = el("output", {}, formatted(NOTHING[name]));
    const say = () => { said.textContent = formatted(Number(control.value)); };
    const control = el("input", { type: "range", name, min: String(least), max: "100", value: String(NOTHING[name]), on: {
      input: () => { say(); this.#set(name, Number(control.value)); },
      reset: say,
    } });
    this.#controls.set(name, control);
    return el("label", { class: "named slider" }, el("span", {}, t(name), " ", said), control);
  }

  #turns(by, label) {
    return button(t(label), { on: { click: () => this.#set("rotate", (this.#edits.rotate + by + 360) % 360) } });
  }

  #toggle(name) {
    const control = button(t(name), { "aria-pressed": "false", class: "toggle", on: { click: () => {
      this.#set(name, !this.#edits[name]);
      control.setAttribute("aria-pressed", String(this.#edits[name]));
    } } });
    this.#controls.set(name, control);
    return control;
  }

  #captionField() {
    const control = el("input", { name: "caption", dir: "auto", maxlength: String(this.#choices.longest_caption), autocomplete: "off", on: { input: () => this.#set("caption", control.value) } });
    this.#controls.set("caption", control);
    return el("label", { class: "named" }, el("span", {}, t("caption")), control);
  }

  /** Draw once before the next frame, however often something was moved. */
  #draw() {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => {
      const { width, height } = this.#image;
      // A part is chosen on the picture as it is.
      const edits = this.#region.element.hidden ? this.#edits : NOTHING;
      drawEdited(this.#canvas, this.#bitmap, { width, height }, edits, this.#choices);
      const after = sizeAfter({ width, height }, edits);
      this.#says.textContent = `${after.width} × ${after.height}`;
      this.#dialog.querySelector("#editor-save").disabled = Object.keys(asBody(this.#edits)).every((name) => name.startsWith("crop_"));
    });
  }

  #save() {
    return trying(async () => {
      await this.#api.post(`image/${this.#image.id}/edit`, asBody(this.#edits), { "Idempotency-Key": onceKey() });
      this.#done("editSaved");
    });
  }

  #changes(able) {
    const { kinds, ratios, views } = this.#choices;
    const ranked = [...kinds].sort((one, other) => able.includes(other.name) - able.includes(one.name));
    const titles = ranked.map(({ name, title }) => el("option", { value: name }, able.includes(name) ? title : t("nobodyCan", { kind: title })));
    const kind = el("select", { id: "change-kind" }, titles);
    const parts = {
      words: el("textarea", { name: "words", dir: "auto", rows: "2", maxlength: "1000", placeholder: t("wordsHint") }),
      search: el("input", { dir: "auto", maxlength: "200", autocomplete: "off" }),
      ratio: el("select", {}, ratios.map((ratio) => el("option", { value: ratio }, ratio))),
      view: el("select", {}, views.map(({ name, title }) => el("option", { value: name }, title))),
    };
    const labels = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, el("label", { class: "named" }, el("span", {}, t(`change_${name}`)), part)]));
    const follow = () => {
      const needs = NEEDS[kind.value] ?? ["words"];
      for (const [name, label] of Object.entries(labels)) label.hidden = !needs.includes(name);
      this.#region.show(needs.includes("region") ? this.#image : null);
      this.#draw();
    };
    kind.addEventListener("change", follow);
    const ask = () =>
      trying(async () => {
        const needs = NEEDS[kind.value] ?? ["words"];
        const given = Object.fromEntries(needs.filter((name) => parts[name]).map((name) => [name, parts[name].value]));
        const body = { kind: kind.value, ...given, ...(await this.#region.asBody()) };
        const answer = await this.#api.post(`image/${this.#image.id}/change`, body, { "Idempotency-Key": onceKey() });
        this.#done("changeBegun", answer.notes);
      });
    for (const [name, label] of Object.entries(labels)) label.hidden = !NEEDS[kind.value].includes(name);
    return el(
      "fieldset",
      { id: "changes" },
      el("legend", {}, t("byProvider")),
      el("label", { class: "named" }, el("span", {}, t("change_kind")), kind),
      Object.values(labels),
      this.#region.element,
      button(t("paintChange"), { symbol: "brush", id: "change-ask", on: { click: ask } }),
    );
  }

  #done(key, notes = []) {
    this.#dialog.close();
    note([t(key), ...notes].join(" "));
  }
}

function toasts() {
  return el("div", { class: "toasts" }, el("div", { class: "problems", role: "alert" }), el("div", { class: "notes", role: "status" }));
}
