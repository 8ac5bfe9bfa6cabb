// A finger that stays on something.

const LONG_MS = 450;
/** How far a finger may slip and still stay, in pixels. */
const STEADY = 10;

/** Call `pressed(element)` when a finger has stayed on one that `selector` names; the click that follows is none. */
export function longPresses(root, selector, pressed) {
  let timer = 0;
  let from = null;
  let swallow = false;

  const stop = () => clearTimeout(timer);
  root.addEventListener("pointerdown", (event) => {
    swallow = false;
    stop();
    const element = event.target.closest(selector);
    if (event.pointerType === "mouse" || !event.isPrimary || !element) return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      swallow = true;
      pressed(element);
    }, LONG_MS);
  });
  root.addEventListener("pointermove", (event) => {
    if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > STEADY) stop();
  });
  for (const end of ["pointerup", "pointercancel"]) root.addEventListener(end, stop);
  root.addEventListener("contextmenu", (event) => {
    if (swallow) event.preventDefault();
  });
  root.addEventListener(
    "click",
    (event) => {
      if (!swallow) return;
      swallow = false;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
