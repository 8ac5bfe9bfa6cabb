// What can be done with pictures: each action adds itself, the bar of what is selected and the viewer's menu show it.

import { formatted, count, t } from "./strings.js";
import { note } from "./toast.js";

/** How many pictures one action asks the server about at the same time. */
const AT_ONCE = 4;

export class Actions extends EventTarget {
  #all = new Map();

  /**
   * Offer an action:
   * - `name`: its id in the document; `label`: the key of its sentence; `symbol`: a drawing of the sprite;
   * - `key`: a letter that no other action has, for what is selected, or for the picture that has the focus;
   * - `least`, `most`: how many pictures at once; `inViewer`: whether the menu of an open picture has it;
   * - `danger`: whether it cannot be undone;
   * - `may(image)`: whether the viewer may do it with a picture: it is offered where they may with one of them;
   * - `run(images)`: do it with those of them that `may` has let through. `onEach` runs something for each, and says how it went.
   */
  add({ least = 1, most = Infinity, inViewer = true, danger = false, key = null, may = () => true, ...rest }) {
    if (key && [...this.#all.values()].some((other) => other.key === key)) throw new Error(`two actions for “${key}”`);
    this.#all.set(rest.name, { least, most, inViewer, danger, key, may, ...rest });
    this.dispatchEvent(new Event("change"));
  }

  get all() {
    return [...this.#all.values()];
  }

  /** Return what can be done with these pictures. */
  offered(images) {
    return this.all.filter(({ least, most, may }) => images.length >= least && images.length <= most && images.some(may));
  }

  /** Return the action of a key that can be done with these pictures. */
  ofKey(key, images) {
    return this.offered(images).find((action) => action.key === key);
  }

  /** Do it with those that one may do it with; `images` counts the others as left out. */
  async run(action, images) {
    const allowed = images.filter(action.may);
    const left = images.length - allowed.length;
    if (left > 0) note(count("leftOut", left));
    await action.run(allowed);
  }
}

/**
 * Do something with each picture, some at a time, and say how it went: `done` is the key of the sentence about those
 * that it was done with. `undo(images)` is offered where there is one.
 */
export async function onEach(images, work, { done, undo = null }) {
  const waiting = [...images];
  const [did, refused] = [[], []];
  const worker = async () => {
    for (let image = waiting.shift(); image; image = waiting.shift()) {
      try {
        await work(image);
        did.push(image);
      } catch (error) {
        if (!("status" in error)) throw error;
        refused.push(error.message);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (did.length > 0) {
    const back = undo && { label: t("undo"), run: () => undo(did) };
    note(count(done, did.length), { action: back });
  }
  for (const [reason, times] of tally(refused)) {
    const many = times > 1 ? t("timesOver", { reason, n: formatted(times) }) : reason;
    note(many, { problem: true });
  }
  return did;
}

/** Return each reason once, with how often it was given. */
function tally(reasons) {
  const times = new Map();
  for (const reason of reasons) times.set(reason, (times.get(reason) ?? 0) + 1);
  return times;
}
