// Which tags several pictures are to get, and which to lose.

import { button, el } from "./dom.js";
import { askIn } from "./confirm.js";
import { count, t } from "./strings.js";

/** Ask for tags; `known` are those that some of the pictures have. Returns `{add, without}`, or null. */
export async function askTags(images, known) {
  const field = el("input", { dir: "auto", maxlength: "200", autocomplete: "off", autofocus: true });
  const boxes = known.map((tag) => el("input", { type: "checkbox", value: tag }));
  const removals = boxes.map((box) => el("label", { class: "check" }, box, el("span", { dir: "auto" }, box.value)));
  const parts = [
    el("p", {}, count("tagQuestion", images)),
    el("label", { class: "named" }, el("span", {}, t("tagsToAdd")), field),
    known.length ? el("fieldset", { class: "named" }, el("legend", {}, t("tagsToTake")), removals) : null,
  ];
  const yes = button(t("tagThem"), { class: "primary", value: "yes", type: "submit" });
  if ((await askIn(parts, yes)) !== "yes") return null;
  const add = field.value.split(",").map((tag) => tag.trim()).filter(Boolean);
  const without = boxes.filter((box) => box.checked).map((box) => box.value);
  return add.length || without.length ? { add, without } : null;
}
