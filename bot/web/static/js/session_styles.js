// The styles of the session, as the server lists them: names for ids, and colours to wait with.

const COLOUR = /^#[0-9a-f]{6}$/i;
const known = new Map();

/** Remember the styles. */
export function setStyles(styles) {
  for (const style of styles) {
    known.set(style.id, { ...style, palette: (style.palette ?? []).filter((colour) => COLOUR.test(colour)) });
  }
}

export const styleOf = (id) => known.get(id);

export const styleName = (id) => known.get(id)?.name ?? id;

export const allStyles = () => [...known.values()];
