"""The painted look: brush strokes from broad to fine that follow the form, with the relief of thick colour."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from generation.sketch.canvas.field import Field, Frame, blur
from generation.sketch.canvas.palette import Palette, colour
from generation.sketch.looks.tools import look_rng, luma_of, picture_of, softened, tones_of

# Each layer: strokes to a square unit, width and length in units, how far from the truth it may fall before it is laid.
LAYERS = ((750, 0.042, 0.140, 0), (3000, 0.018, 0.062, 7), (9000, 0.0075, 0.026, 13))
SPAN = 2.2  # units each way that strokes are strewn over, so that frames only crop them
THICKNESS = 0.35
DARK = 0.22  # mean brightness of a picture below which its shadows are lifted
FINE = 0.009  # units: strokes no wider than this are straight and have no tracks of bristles


def painted(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Paint it: an umber ground, then strokes along what they depict, finer where there is more to say."""
    warm = picture_of(_graded(tones_of(picture)))
    canvas = Image.blend(softened(warm, frame, 0.03), Image.new("RGB", picture.size, colour("#4a3426")), 0.35)
    relief = Image.new("L", picture.size, 128)
    for index, layer in enumerate(LAYERS):
        _lay(canvas, relief, warm, frame, index, layer)
    light = np.asarray(relief.filter(ImageFilter.GaussianBlur(max(0.5, 0.0008 * frame.unit))), np.float32)
    slope = np.zeros_like(light)
    slope[1:, 1:] = light[1:, 1:] - light[:-1, :-1]
    tones = tones_of(canvas)
    tones *= (1 + np.clip(slope * np.float32(THICKNESS / 40), -0.16, 0.20))[..., None]
    return picture_of(tones)


def _graded(tones: Field) -> Field:
    """Lift the shadows to umber and warm the lights, as an old cover's varnish does."""
    if (dark := float(luma_of(tones[::8, ::8]).mean())) < DARK:  # a painter sees more by night than a lens
        tones = np.asarray(tones ** np.float32(max(0.6, 0.6 + 0.4 * dark / DARK)), np.float32)
    luma = luma_of(tones)[..., None]
    rich = luma + (tones - luma) * np.float32(1.15)
    umber, ochre = np.array([0.13, 0.085, 0.065], np.float32), np.array([1.06, 1.0, 0.88], np.float32)
    return np.asarray(np.clip(umber * (1 - luma) ** 2 + rich * ochre * np.float32(1.06), 0, 1), np.float32)


def _lay(
    canvas: Image.Image,
    relief: Image.Image,
    truth: Image.Image,
    frame: Frame,
    index: int,
    layer: tuple[int, float, float, int],
) -> None:
    density, width, length, tolerance = layer
    rng = look_rng(f"strokes {index}")
    spots = rng.random((round(density * SPAN * SPAN), 6))
    x = (spots[:, 0] - 0.5) * SPAN * frame.unit + frame.width / 2
    y = (spots[:, 1] - 0.5) * SPAN * frame.unit + frame.height / 2
    soft = softened(truth, frame, width * 0.35)
    colours = np.asarray(soft)
    inside = (x >= 0) & (y >= 0) & (x < frame.width) & (y < frame.height)
    rows, columns = y[inside].astype(np.intp), x[inside].astype(np.intp)
    wrong = np.abs(colours[rows, columns].astype(np.int16) - np.asarray(canvas)[rows, columns]).max(axis=-1)
    angle = _flow(soft, frame, width)[rows, columns] + (spots[inside, 2] - 0.5) * 0.7
    tints = np.clip(colours[rows, columns] * (0.92 + 0.16 * spots[inside, 3:4]), 0, 255).astype(int)
    long = (0.5 + 0.8 * spots[inside, 4]) * length * frame.unit / 2
    step_x, step_y = np.cos(angle) * long, np.sin(angle) * long
    bend = (spots[inside, 5] - 0.5) * 0.5
    pen, thick = ImageDraw.Draw(canvas), ImageDraw.Draw(relief)
    broad = max(1, round(width * frame.unit))
    for at_x, at_y, dx, dy, curl, tint, off in zip(
        x[inside].tolist(),
        y[inside].tolist(),
        step_x.tolist(),
        step_y.tolist(),
        bend.tolist(),
        tints.tolist(),
        wrong.tolist(),
        strict=True,
    ):
        if off < tolerance:
            continue
        path = [(at_x - dx, at_y - dy), (at_x - curl * dy, at_y + curl * dx), (at_x + dx, at_y + dy)]
        if broad <= FINE * frame.unit:
            pen.line((path[0], path[2]), tuple(tint), broad)
            thick.line((path[0], path[2]), 96 + tint[0] % 64, broad)
            continue
        pen.line(path, tuple(tint), broad, joint="curve")
        thick.line(path, 96 + tint[0] % 64, broad, joint="curve")
        if broad > 5:  # the bristles' tracks, lighter and darker along the stroke
            for track, tone in ((-0.28, 0.90), (0.05, 1.08), (0.30, 0.95)):
                aside_x, aside_y = (
                    -dy / max(1e-6, (dx * dx + dy * dy) ** 0.5) * broad * track,
                    dx / max(1e-6, (dx * dx + dy * dy) ** 0.5) * broad * track,
                )
                moved = [(px + aside_x, py + aside_y) for px, py in path]
                pen.line(moved, tuple(min(255, int(v * tone)) for v in tint), max(1, broad // 6))
                thick.line(moved, int(128 + 70 * (tone - 0.95) * 4), max(1, broad // 6))


def _flow(picture: Image.Image, frame: Frame, width: float) -> Field:
    """Return the direction in which tone does not change, smoothed; where nothing changes, level."""
    step = max(1, round(width * frame.unit / 3))
    luma = np.asarray(picture.convert("L").reduce(step), np.float32)
    down, across = np.gradient(luma)
    # The structure tensor, so that opposite slopes do not cancel.
    xx, yy, xy = (blur(np.asarray(part, np.float32), 2.0) for part in (across * across, down * down, across * down))
    angle = 0.5 * np.arctan2(2 * xy, xx - yy + np.float32(1e-3)) + np.float32(np.pi / 2)
    tall, wide = frame.height, frame.width
    rows = np.minimum(np.arange(tall) // step, angle.shape[0] - 1)
    columns = np.minimum(np.arange(wide) // step, angle.shape[1] - 1)
    return np.asarray(angle[rows][:, columns], np.float32)
