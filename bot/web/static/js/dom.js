// Build and fill elements. Whatever is shown becomes a text node or an attribute, never markup.

import { isEmbedded, tree } from "./page_root.js";
import { t } from "./strings.js";

const SVG = "http://www.w3.org/2000/svg";

/** Return an element: `on` holds listeners, the rest are attributes; true sets one, and false leaves it out. */
export function el(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Return a drawing of the page's sprite; it says nothing to a screen reader, so its neighbour must. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Return a button with a drawing, and a name that is seen or only heard. */
export function button(label, { symbol, heard = false, ...rest } = {}) {
  const name = heard ? { "aria-label": label, title: label } : {};
  const parts = [symbol ? icon(symbol) : null, heard ? null : el("span", {}, label)];
  return el("button", { type: "button", ...name, ...rest }, parts);
}

/** Put the sentences of the viewer's language where the document names them. */
export function fillSentences(root) {
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const attribute of ["aria-label", "placeholder", "title"]) {
    for (const element of root.querySelectorAll(`[data-t-${attribute}]`)) {
      element.setAttribute(attribute, t(element.getAttribute(`data-t-${attribute}`)));
    }
  }
}

/** Add a stylesheet that the first view does without; it lies beside this script. */
export async function addStyles(name) {
  const url = new URL(isEmbedded() ? `image-gallery.${name}.css` : `${name}.css`, import.meta.url).href;
  if (!isEmbedded()) return document.head.append(el("link", { rel: "stylesheet", href: url }));
  // Another's page may allow no stylesheets but its own; one that a script has made is none to its policy.
  const sheet = await new CSSStyleSheet().replace(await (await fetch(url)).text());
  tree().adoptedStyleSheets = [...tree().adoptedStyleSheets, sheet];
  return undefined;
}

/** Return the element with an id, which the gallery has. */
export const byId = (id) => tree().getElementById(id);

/** Call `work` once things have been quiet for so many milliseconds. */
export function settled(milliseconds, work) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), milliseconds);
  };
}
