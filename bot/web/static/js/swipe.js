// Swipes: a finger draws the picture along, and far enough it turns the page or closes it.

const FAR = 60;
const SURE = 8;

/** Call `left`, `right` or `down` after a swipe; `target` follows the finger meanwhile, unless `still()` says it is held. */
export function swipes(surface, target, { left, right, down, still }) {
  let start = null;
  let way = null;

  const settle = () => {
    start = null;
    way = null;
    target.classList.remove("held");
    target.style.transform = "";
  };

  surface.addEventListener("pointerdown", (event) => {
    // A second finger pinches, and a picture that is zoomed in is moved about.
    if (event.pointerType === "mouse" || !event.isPrimary || still() || visualViewport?.scale > 1.01) return settle();
    start = { x: event.clientX, y: event.clientY };
    return undefined;
  });
  surface.addEventListener("pointermove", (event) => {
    if (!start || !event.isPrimary) return;
    if (still()) return settle();
    const across = event.clientX - start.x;
    const along = event.clientY - start.y;
    if (!way && Math.hypot(across, along) > SURE) {
      way = Math.abs(across) > Math.abs(along) ? "across" : "down";
      target.classList.add("held");
    }
    if (way === "across") target.style.transform = `translateX(${across}px)`;
    if (way === "down" && along > 0) target.style.transform = `translateY(${along}px)`;
    return undefined;
  });
  surface.addEventListener("pointerup", (event) => {
    if (!start || !event.isPrimary) return;
    const across = event.clientX - start.x;
    const along = event.clientY - start.y;
    const went = way;
    settle();
    if (went === "across" && across < -FAR) left();
    if (went === "across" && across > FAR) right();
    if (went === "down" && along > FAR) down();
  });
  surface.addEventListener("pointercancel", settle);
}
