// Where the gallery stands: the page itself, or an element on somebody else's page, which has a frame of its own.

let root = document;
/** What scrolls, within an element; on the page it is the window. */
let frame = null;

/** Stand within an element: `shadow` is its tree, `scroller` what scrolls in there. */
export function embedIn(shadow, scroller) {
  root = shadow;
  frame = scroller;
}

/** Take the gallery out of its element: what was under way when it was closed ends where nobody sees it. */
export function standApart() {
  const apart = document.createDocumentFragment();
  apart.append(...root.childNodes);
  root = apart;
}

export const isEmbedded = () => frame !== null;

/** The tree that the gallery's elements are in: a document, or a shadow root. */
export const tree = () => root;

/** The element that dialogs are put into. */
export const ground = () => (frame ? root.querySelector("#ground") : document.body);

export const height = () => (frame ? frame.clientHeight : innerHeight);

/** Return how far below the upper edge of what is seen an element begins. */
export const topOf = (element) => element.getBoundingClientRect().top - (frame ? frame.getBoundingClientRect().top : 0);

export const scrolled = () => (frame ? frame.scrollTop : scrollY);

export const scrollToTop = (top) => (frame ?? window).scrollTo({ top, behavior: "instant" });

export const onScroll = (heard) => (frame ?? window).addEventListener("scroll", heard, { passive: true });

/** Hear what happens anywhere in the gallery. */
export const listen = (event, heard) => root.addEventListener(event, heard);

/**
 * Steps back and forward. Another's page keeps its own: within an element they are remembered here, for nobody to step.
 */
const apart = { state: null, pushState: (state) => (apart.state = state), replaceState: (state) => (apart.state = state), back: () => (apart.state = null) };
export const steps = () => (frame ? apart : history);

/** Hear of steps back and forward on our own page. */
export const onStep = (heard) => {
  if (!frame) addEventListener("popstate", heard);
};

/** Return the query of the page's address; another's page keeps its own. */
export const addressQuery = () => new URLSearchParams(frame ? "" : location.search);
