// Two pictures side by side, at the same part of each, and what they were asked for differently.

import { button, el } from "./dom.js";
import { ground } from "./page_root.js";
import { moment, t } from "./strings.js";
import { styleName } from "./session_styles.js";
import { Zoom } from "./zoom.js";

export function addComparison({ actions, viewer }) {
  actions.add({ name: "compare", label: "compare", symbol: "compare", key: "c", least: 2, most: 2, run: (images) => compare(images, viewer) });
}

function compare(images, viewer) {
  const title = el("h2", { id: "compare-title" }, t("compareTitle"));
  const close = button(t("close"), { symbol: "close", heard: true, class: "round", on: { click: () => dialog.close() } });
  const pictures = images.map((image) => el("img", { src: image.display_url, alt: image.alt_text || image.prompt, draggable: "false" }));
  const open = (image) => () => {
    dialog.close();
    viewer.open(image.id);
  };
  const halves = images.map((image, at) =>
    el(
      "figure",
      {},
      el("div", { class: "half" }, pictures[at]),
      el("figcaption", {}, el("p", { dir: "auto" }, image.prompt), button(t("open"), { symbol: "eye", on: { click: open(image) } })),
    ),
  );
  const dialog = el("dialog", { id: "compare", "aria-labelledby": "compare-title" });
  dialog.append(el("header", {}, title, close), el("div", { id: "halves" }, halves), table(images), el("div", { class: "toasts" }, el("div", { class: "problems", role: "alert" }), el("div", { class: "notes", role: "status" })));
  ground().append(dialog);
  const zooms = halves.map((half) => new Zoom(half.querySelector(".half"), pictures));
  dialog.addEventListener("keydown", (event) => {
    const deed = zooms[0].deed(event.key);
    if (!deed || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    deed();
  });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

/** Return a table of what the two have not in common. */
function table(images) {
  const facts = {
    prompt: (image) => image.prompt,
    enhanced: (image) => image.enhanced_prompt,
    typeWord: (image) => t(image.type),
    style: (image) => (image.style ? styleName(image.style) : t("artistsChoice")),
    provider: (image) => [image.provider_title, image.model].filter(Boolean).join(" · "),
    seed: (image) => image.seed,
    size: (image) => `${image.width} × ${image.height}`,
    tags: (image) => image.tags.join(", "),
    askedBy: (image) => image.user_name ?? image.user_id,
    painted: (image) => moment(image.created_at),
  };
  const rows = Object.entries(facts)
    .map(([name, fact]) => [name, ...images.map((image) => String(fact(image) ?? ""))])
    .filter(([, one, other]) => one !== other)
    .map(([name, ...values]) => el("tr", {}, el("th", { scope: "row" }, t(name)), ...values.map((value) => el("td", { dir: "auto" }, value))));
  return el("div", { class: "differences", tabindex: "0", role: "region", "aria-label": t("differences") }, el("table", {}, rows));
}
