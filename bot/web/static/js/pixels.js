// Pixel edits on a canvas: the same sums in the same order as generation/editing makes of the file that is saved.

/** The longest side of a preview, in pixels. */
const SIDE = 768;
const SMALLEST = 16;
const IDENTITY = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]];
export const NOTHING = {
  rotate: 0, flip: false, flop: false, crop: "", crop_x: 50, crop_y: 50,
  brightness: 0, contrast: 0, saturation: 0, temperature: 0, grade: "", caption: "", frame: "",
};
export const TONES = ["brightness", "contrast", "saturation", "temperature"];
const CAPTION = { largest: 0.07, smallest: 0.035, margin: 0.05, line: 1.25, darkest: 190 / 255, fade: 1.2, lines: 4 };
const INK = "rgb(245 242 232)";

/** Return what differs from no edit, as the server takes it. */
export function asBody(edits) {
  return Object.fromEntries(Object.entries(edits).filter(([name, value]) => value !== NOTHING[name]));
}

/** Return the size of the picture, before its frame, once edits were made. */
export function sizeAfter(size, edits) {
  const { width, height } = cropBox(turned(size, edits), edits);
  return { width, height };
}

/** Draw a picture of a size with edits made to it; `bitmap` may be any copy of it, `choices` are what the server offers. */
export function drawEdited(canvas, bitmap, size, edits, choices) {
  const whole = turned(size, edits);
  const box = cropBox(whole, edits);
  const scale = Math.min(1, SIDE / Math.max(box.width, box.height), Math.max(bitmap.width, bitmap.height) / Math.max(size.width, size.height));
  const picture = document.createElement("canvas");
  picture.width = Math.max(1, Math.round(box.width * scale));
  picture.height = Math.max(1, Math.round(box.height * scale));
  const pen = picture.getContext("2d", { willReadFrequently: true });
  pen.imageSmoothingQuality = "high";
  pen.scale(picture.width / box.width, picture.height / box.height);
  pen.translate(-box.left, -box.top);
  // The last of these is the first that happens to the picture.
  if (edits.flop) pen.transform(1, 0, 0, -1, 0, whole.height);
  if (edits.flip) pen.transform(-1, 0, 0, 1, whole.width, 0);
  turn(pen, whole, edits.rotate);
  pen.drawImage(bitmap, 0, 0, size.width, size.height);
  pen.resetTransform();
  recolour(pen, picture, toneMatrix(edits, choices));
  if (edits.caption) caption(pen, picture, edits.caption);
  framed(canvas, picture, edits.frame);
}

function turned({ width, height }, { rotate }) {
  return rotate % 180 ? { width: height, height: width } : { width, height };
}

function cropBox({ width, height }, { crop, crop_x: x, crop_y: y }) {
  if (!crop) return { left: 0, top: 0, width, height };
  const [across, down] = crop.split(":").map(Number);
  const wide = Math.max(SMALLEST, Math.min(width, Math.floor((height * across) / down)));
  const high = Math.max(SMALLEST, Math.min(height, Math.floor((width * down) / across)));
  return { left: Math.floor(((width - wide) * x) / 100), top: Math.floor(((height - high) * y) / 100), width: wide, height: high };
}

function turn(pen, { width, height }, degrees) {
  if (degrees === 90) pen.transform(0, 1, -1, 0, width, 0);
  if (degrees === 180) pen.transform(-1, 0, 0, -1, width, height);
  if (degrees === 270) pen.transform(0, -1, 1, 0, 0, height);
}

/** Return the one matrix of all tones: temperature first, then brightness, contrast, saturation, and the filter. */
export function toneMatrix(edits, choices) {
  const warmth = (choices.warmth * edits.temperature) / 100;
  const gain = 2 ** (edits.brightness / 100);
  const steps = [
    gains(1 + warmth, 1, 1 - warmth),
    gains(gain, gain, gain),
    contrastMatrix(2 ** (edits.contrast / 100), choices.middle),
    saturationMatrix(1 + edits.saturation / 100, choices.luma),
  ];
  const grade = choices.grades.find(({ name }) => name === edits.grade);
  if (grade) steps.push(grade.matrix);
  return steps.reduce((done, step) => after(step, done), IDENTITY);
}

const gains = (red, green, blue) => [[red, 0, 0, 0], [0, green, 0, 0], [0, 0, blue, 0]];

function contrastMatrix(factor, middle) {
  const lift = middle * (1 - factor);
  return [[factor, 0, 0, lift], [0, factor, 0, lift], [0, 0, factor, lift]];
}

function saturationMatrix(factor, luma) {
  return [0, 1, 2].map((channel) => [...luma.map((weight, at) => weight * (1 - factor) + (at === channel ? factor : 0)), 0]);
}

function after(second, first) {
  return second.map(([a, b, c, add]) =>
    [0, 1, 2, 3].map((at) => a * first[0][at] + b * first[1][at] + c * first[2][at] + (at === 3 ? add : 0)),
  );
}

function recolour(pen, { width, height }, matrix) {
  if (JSON.stringify(matrix) === JSON.stringify(IDENTITY)) return;
  const [[rr, rg, rb, r1], [gr, gg, gb, g1], [br, bg, bb, b1]] = matrix;
  const image = pen.getImageData(0, 0, width, height);
  // It rounds to the nearest byte and cuts off by itself.
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
    data[at] = rr * red + rg * green + rb * blue + r1;
    data[at + 1] = gr * red + gg * green + gb * blue + g1;
    data[at + 2] = br * red + bg * green + bb * blue + b1;
  }
  pen.putImageData(image, 0, 0);
}

function caption(pen, { width, height }, text) {
  const side = Math.min(width, height);
  const margin = CAPTION.margin * side;
  const { lines, letters } = fitted(pen, text, width - 2 * margin, side);
  const line = letters * CAPTION.line;
  const block = line * lines.length + margin;
  const rows = Math.max(1, Math.min(height, Math.round(block + CAPTION.fade * line)));
  const fade = pen.createLinearGradient(0, height - rows, 0, height);
  fade.addColorStop(0, "rgb(0 0 0 / 0)");
  fade.addColorStop(1, `rgb(0 0 0 / ${CAPTION.darkest})`);
  pen.fillStyle = fade;
  pen.fillRect(0, height - rows, width, rows);
  pen.fillStyle = INK;
  pen.textAlign = "center";
  lines.forEach((words, number) => {
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText(words);
    pen.fillText(words, width / 2, height - block + line * (number + 0.5) + (up - down) / 2);
  });
}

function fitted(pen, text, width, side) {
  const sizes = [0, 1, 2, 3, 4].map((step) =>
    Math.max(6, Math.round(side * (CAPTION.largest - ((CAPTION.largest - CAPTION.smallest) * step) / 4))),
  );
  for (const letters of sizes) {
    const lines = wrapped(pen, text, letters, width);
    if (lines.length <= 2 && lines.every((each) => pen.measureText(each).width <= width)) return { lines, letters };
  }
  const letters = sizes.at(-1);
  return { lines: wrapped(pen, text, letters, width).slice(0, CAPTION.lines), letters };
}

function wrapped(pen, text, letters, width) {
  pen.font = `${letters}px "Scene caption", sans-serif`;
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function framed(canvas, picture, frame) {
  const { width, height } = picture;
  const share = (part) => Math.max(1, Math.round(Math.min(width, height) * part));
  const side = { white: share(0.04), polaroid: share(0.05), commlink: share(0.045) }[frame] ?? 0;
  const top = frame === "cinema" ? share(0.11) : side;
  const bottom = frame === "polaroid" ? share(0.18) : top;
  canvas.width = width + 2 * side;
  canvas.height = height + top + bottom;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const colour = { white: "rgb(255 255 255)", polaroid: "rgb(246 243 234)", cinema: "rgb(0 0 0)", commlink: "rgb(23 27 34)" }[frame];
  if (colour) {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  pen.drawImage(picture, side, top);
  if (frame === "line") outline(pen, share(0.025), share(0.025), width - 2 * share(0.025), height - 2 * share(0.025), share(0.005), "rgb(246 243 234)");
  const line = share(0.006);
  if (frame === "commlink") outline(pen, side - line, side - line, width + 2 * line, height + 2 * line, line, "rgb(0 214 200)");
}

/** Draw a rectangle whose line lies within it. */
function outline(pen, left, top, width, height, line, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = line;
  pen.strokeRect(left + line / 2, top + line / 2, width - line, height - line);
}
