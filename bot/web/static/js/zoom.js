// Look at a picture from near: by wheel, two fingers, keys or a double click, and drag it about.

const NEAREST = 8;
const STEP = 1.5;
/** How far an arrow key moves a picture, in parts of what is seen of it. */
const STRIDE = 0.15;
/** From here on the original shows more than a display copy. */
const GROWN = 1.6;

export class Zoom {
  #surface;
  #targets;
  #grown;
  #scale = 1;
  #x = 0;
  #y = 0;
  /** Where each finger, or the mouse, is; two of them pinch. */
  #pointers = new Map();

  /** `targets` all show the same part; `grown` is called when it is large enough for the original. */
  constructor(surface, targets, { grown = () => {} } = {}) {
    this.#surface = surface;
    this.#targets = targets;
    this.#grown = grown;
    surface.addEventListener("wheel", (event) => this.#turn(event), { passive: false });
    surface.addEventListener("dblclick", (event) => this.#jump(event));
    surface.addEventListener("pointerdown", (event) => this.#press(event));
    surface.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      surface.addEventListener(end, (event) => this.#pointers.delete(event.pointerId));
    }
  }

  /** Whether it is nearer than the whole picture, or two fingers are about it. */
  get on() {
    return this.#scale > 1.01 || this.#pointers.size > 1;
  }

  reset() {
    this.#pointers.clear();
    this.#set(1, 0, 0);
  }

  /** Go nearer or farther, where `at` stays: from the middle, in pixels. */
  by(factor, at = { x: 0, y: 0 }) {
    const scale = Math.min(NEAREST, Math.max(1, this.#scale * factor));
    const grown = scale / this.#scale;
    this.#set(scale, at.x - (at.x - this.#x) * grown, at.y - (at.y - this.#y) * grown);
  }

  /** Return what a key does, or nothing: the arrows move a picture that is near. */
  deed(key) {
    const { clientWidth: width, clientHeight: height } = this.#surface;
    const near = {
      ArrowLeft: () => this.#shift(width * STRIDE, 0),
      ArrowRight: () => this.#shift(-width * STRIDE, 0),
      ArrowUp: () => this.#shift(0, height * STRIDE),
      ArrowDown: () => this.#shift(0, -height * STRIDE),
      0: () => this.reset(),
    };
    const always = { "+": () => this.by(STEP), "=": () => this.by(STEP), "-": () => this.by(1 / STEP) };
    return (this.#scale > 1 ? near[key] : undefined) ?? always[key];
  }

  #shift(x, y) {
    this.#set(this.#scale, this.#x + x, this.#y + y);
  }

  #set(scale, x, y) {
    const [most, deepest] = [(scale - 1) * this.#surface.clientWidth * 0.5, (scale - 1) * this.#surface.clientHeight * 0.5];
    if (this.#scale < GROWN && scale >= GROWN) this.#grown();
    this.#scale = scale;
    this.#x = Math.min(most, Math.max(-most, x));
    this.#y = Math.min(deepest, Math.max(-deepest, y));
    this.#surface.classList.toggle("near", scale > 1.01);
    for (const target of this.#targets) {
      target.style.translate = scale === 1 ? "" : `${this.#x}px ${this.#y}px`;
      target.style.scale = scale === 1 ? "" : String(scale);
    }
  }

  /** Return a point of the window as seen from the middle of the surface that it is on. */
  #from({ clientX, clientY, currentTarget }) {
    const box = currentTarget.getBoundingClientRect();
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
  }

  #turn(event) {
    event.preventDefault();
    // A touchpad that is pinched says ctrlKey, and turns in small steps.
    const pace = event.ctrlKey ? 0.01 : 0.0015;
    this.by(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 30 : 1) * pace), this.#from(event));
  }

  #jump(event) {
    if (event.target.closest("button")) return;
    if (this.#scale > 1) this.reset();
    else this.by(2.5, this.#from(event));
  }

  #press(event) {
    if (event.target.closest("button")) return;
    this.#pointers.set(event.pointerId, this.#from(event));
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#from(event);
    this.#pointers.set(event.pointerId, now);
    if (this.#pointers.size === 2) {
      const other = [...this.#pointers].find(([id]) => id !== event.pointerId)[1];
      const [near, far] = [before, now].map((point) => Math.hypot(point.x - other.x, point.y - other.y));
      if (near > 0) this.by(far / near, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else if (this.#scale > 1) {
      event.currentTarget.setPointerCapture(event.pointerId);
      this.#shift(now.x - before.x, now.y - before.y);
    }
  }
}
