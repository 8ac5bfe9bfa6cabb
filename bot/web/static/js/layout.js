// Rows of pictures that keep their shape and fill the width: arithmetic only, no elements.

const FLATTEST = 2.6;
const NARROWEST = 0.56;
/** How much higher than wanted a last row may be, which nothing fills. */
const STRETCH = 1.15;

/** Return the height that rows should have in a grid of this width, in pixels. */
export function rowHeight(width) {
  if (width < 560) return 168;
  return width < 1100 ? 208 : 248;
}

/**
 * Return `{boxes, rows, height}`: a box `{left, top, width, height}` for each picture in its order, and for each row
 * `{first, last, top, height}` with the indexes of its pictures.
 */
export function justify(images, width, wanted, gap) {
  const boxes = [];
  const rows = [];
  let top = 0;
  let first = 0;
  let shapes = [];

  const heightOf = (row) => (width - gap * (row.length - 1)) / sum(row);
  const close = (height) => {
    let left = 0;
    for (const shape of shapes) {
      boxes.push({ left, top, width: height * shape, height });
      left += height * shape + gap;
    }
    rows.push({ first, last: boxes.length - 1, top, height });
    top += height + gap;
    first = boxes.length;
    shapes = [];
  };

  for (const image of images) {
    const longer = [...shapes, shapeOf(image)];
    // A row that would be too low with this picture may do better without it.
    if (shapes.length && heightOf(shapes) / wanted < wanted / heightOf(longer)) close(heightOf(shapes));
    shapes.push(longer.at(-1));
    if (heightOf(shapes) <= wanted) close(heightOf(shapes));
  }
  if (shapes.length) close(Math.min(heightOf(shapes), wanted * STRETCH));
  return { boxes, rows, height: Math.max(0, top - gap) };
}

/** Return the index of the first row that ends below a height. */
export function rowAt(rows, height) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].top + rows[middle].height < height) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Return the index of the picture in a row whose middle is nearest to that of another box. */
export function nearestIn(boxes, row, box) {
  const middle = box.left + box.width / 2;
  let best = row.first;
  for (let at = row.first; at <= row.last; at += 1) {
    if (distance(boxes[at], middle) < distance(boxes[best], middle)) best = at;
  }
  return best;
}

const distance = (box, middle) => Math.abs(box.left + box.width / 2 - middle);
const sum = (values) => values.reduce((total, value) => total + value, 0);

function shapeOf({ width, height }) {
  const shape = width && height ? width / height : 1;
  return Math.min(FLATTEST, Math.max(NARROWEST, shape));
}
