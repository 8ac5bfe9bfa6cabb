// One picture in the grid: a button that opens it, a star, and what to see while it loads.

import { el, icon } from "./dom.js";
import { styleOf } from "./session_styles.js";
import { t } from "./strings.js";

const LONGEST_LABEL = 140;
/** How long the others wait for the first picture at most. */
const PATIENCE_MS = 4000;

/** The first picture that is shown has the line to itself: with a dozen others it would take a slow one seconds. */
let isFirst = true;
let release;
const released = new Promise((resolve) => (release = resolve));

/** Return a tile for a picture; `again` fetches the picture anew when the address of its file has expired. */
export function makeTile(image, { press, star, pick, again }) {
  const picture = el("img", { alt: "", decoding: "async", loading: "lazy", draggable: "false" });
  const opener = el("button", { type: "button", class: "open", on: { click: (event) => press(image.id, event) } }, picture);
  const picker = el("button", { type: "button", class: "pick", role: "checkbox", on: { click: (event) => pick(image.id, event) } }, icon("check"));
  const starrer = el("button", { type: "button", class: "star", on: { click: () => star(image.id) } }, icon("star"));
  const caption = el("span", { class: "caption", dir: "auto", "aria-hidden": "true" });
  const marks = el("span", { class: "marks" });
  const tile = el("li", { class: "tile", "data-id": image.id }, opener, caption, marks, starrer, picker);
  let asked = false;

  picture.addEventListener("load", () => tile.classList.add("loaded"));
  picture.addEventListener("error", async () => {
    if (asked) return tile.classList.add("lost");
    asked = true;
    await again(image.id).catch(() => tile.classList.add("lost"));
    return undefined;
  });
  const colours = styleOf(image.style)?.palette ?? [];
  if (image.placeholder) opener.style.setProperty("--soft", `url("${image.placeholder}")`);
  colours.slice(0, 4).forEach((colour, at) => opener.style.setProperty(`--c${at}`, colour));
  dressTile(tile, image);
  return tile;
}

/** Show in a tile what its picture is now. */
export function dressTile(tile, image) {
  const [opener, caption, marks, starrer, picker] = tile.children;
  const prompt = shortened(image.prompt);
  const parts = [prompt, t(image.type), image.is_favorite ? t("starred") : null, isSecret(image) ? t("secret") : null];
  opener.setAttribute("aria-label", parts.filter(Boolean).join(", "));
  caption.textContent = prompt;
  marks.replaceChildren(...(isSecret(image) ? [icon("lock"), t("secret")] : []));
  starrer.setAttribute("aria-pressed", String(image.is_favorite));
  starrer.setAttribute("aria-label", t("starThis", { prompt }));
  picker.setAttribute("aria-label", t("pickThis", { prompt }));
  const picture = opener.firstChild;
  load(picture, image.thumbnail_url);
}

function load(picture, url) {
  if (picture.dataset.wanted === url) return;
  picture.dataset.wanted = url;
  if (isFirst) {
    isFirst = false;
    for (const event of ["load", "error"]) picture.addEventListener(event, release, { once: true });
    setTimeout(release, PATIENCE_MS);
    picture.src = url;
  } else {
    released.then(() => (picture.src = picture.dataset.wanted));
  }
}

export const isSecret = (image) => Boolean(image.visibility) && image.visibility !== "public";

const shortened = (text) => (text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text);
