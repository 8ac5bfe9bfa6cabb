// The typeface of captions, which a canvas writes in as the saved picture is written in.

/** Have it loaded; until it is there, a caption is previewed in another one. */
export function addTypeface() {
  const face = new FontFace("Scene caption", `url("${new URL("caption.ttf", import.meta.url).href}")`);
  document.fonts.add(face);
  return face.load().catch(() => {});
}
