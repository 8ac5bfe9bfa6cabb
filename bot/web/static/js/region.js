// The part of a picture that a change is for: brushed over it, or chosen as fields of a grid.

import { button, el } from "./dom.js";
import { formatted, t } from "./strings.js";

/** The longest side of the mask that is sent, in pixels. */
const SIDE = 512;
const BROADEST = 30;

export class Region {
  #canvas = el("canvas", { class: "mask", "aria-hidden": "true", hidden: true });
  #brush = el("input", { type: "range", min: "2", max: String(BROADEST), value: "10" });
  #boxes = Array.from({ length: 9 }, (_, at) => el("input", { type: "checkbox", value: String(at + 1), "aria-label": t("fieldNumber", { n: formatted(at + 1) }) }));
  #brushed = false;
  #last = null;

  constructor(stage) {
    stage.append(this.#canvas);
    this.element = el(
      "fieldset",
      { class: "region", hidden: true },
      el("legend", {}, t("part")),
      el("p", { class: "faint" }, t("partHint")),
      el("label", { class: "named" }, el("span", {}, t("brushSize")), this.#brush),
      el("div", { class: "fields", role: "group", "aria-label": t("partFields") }, this.#boxes),
      button(t("partClear"), { class: "quiet", on: { click: () => this.clear() } }),
    );
    this.#boxes.forEach((box) => box.addEventListener("change", () => this.#chooseFields()));
    this.#canvas.addEventListener("pointerdown", (event) => this.#start(event));
    this.#canvas.addEventListener("pointermove", (event) => this.#last && this.#stroke(event));
    for (const end of ["pointerup", "pointercancel"]) this.#canvas.addEventListener(end, () => { this.#last = null; });
  }

  /** Show it for a picture, or hide it. */
  show(size) {
    this.element.hidden = this.#canvas.hidden = !size;
    if (!size) return;
    const scale = SIDE / Math.max(size.width, size.height);
    this.#canvas.width = Math.round(size.width * scale);
    this.#canvas.height = Math.round(size.height * scale);
    this.clear();
  }

  clear() {
    this.#brushed = false;
    for (const box of this.#boxes) box.checked = false;
    this.#pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  /** Return what was chosen as the server takes it. */
  async asBody() {
    if (this.element.hidden) return {};
    const fields = this.#boxes.filter((box) => box.checked).map((box) => Number(box.value));
    if (!this.#brushed) return { fields };
    const url = this.#canvas.toDataURL("image/png");
    return { mask: url.slice(url.indexOf(",") + 1) };
  }

  get #pen() {
    return this.#canvas.getContext("2d");
  }

  #at({ offsetX, offsetY }) {
    const { clientWidth, clientHeight, width, height } = this.#canvas;
    return [(offsetX / clientWidth) * width, (offsetY / clientHeight) * height];
  }

  #start(event) {
    if (!this.#brushed) this.clear();
    this.#brushed = true;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#last = this.#at(event);
    this.#stroke(event);
  }

  #stroke(event) {
    const to = this.#at(event);
    const pen = this.#pen;
    pen.strokeStyle = "white";
    pen.lineCap = pen.lineJoin = "round";
    pen.lineWidth = (Number(this.#brush.value) / 100) * this.#canvas.width;
    pen.beginPath();
    pen.moveTo(...this.#last);
    pen.lineTo(...to);
    pen.stroke();
    this.#last = to;
  }

  #chooseFields() {
    const chosen = this.#boxes.map((box) => box.checked);
    this.#brushed = false;
    const pen = this.#pen;
    const [wide, high] = [this.#canvas.width / 3, this.#canvas.height / 3];
    pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    pen.fillStyle = "white";
    chosen.forEach((is, at) => is && pen.fillRect((at % 3) * wide, Math.floor(at / 3) * high, wide, high));
  }
}
