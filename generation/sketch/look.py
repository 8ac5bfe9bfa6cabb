"""The looks of certain styles: what happens to a finished picture that is a camera's, a broadcast's or an inker's."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.field import Field, Frame, bands, smoothstep
from generation.sketch.palette import Palette
from generation.sketch.post import LUMA

Look: TypeAlias = Callable[[Image.Image, Frame, Palette], Image.Image]

LINES = 260  # scan lines to a unit
INK_LEVELS = 5


def _scan(frame: Frame, rows: slice) -> Field:
    """Return the brightness of scan lines as (rows, 1, 1), the same number of them at every size."""
    y = np.arange(rows.start, rows.stop, dtype=np.float32) / np.float32(frame.unit)
    return np.asarray(0.5 + 0.5 * np.cos(y * np.float32(2 * np.pi * LINES)), np.float32)[:, None, None]


def _surveillance(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Show it as a camera feed: one colour, scan lines, corner brackets and a recording light."""
    tones = np.array([palette.dark, palette.mid, palette.neon[0], palette.neon[1]], np.float32)
    steps = np.array([0.0, 0.25, 0.72, 1.0], np.float32)
    pixels = np.array(picture)
    for rows in bands(frame.height):
        luma = (pixels[rows].astype(np.float32) / 255) @ LUMA
        tinted = np.stack([np.interp(luma, steps, tones[:, channel]) for channel in range(3)], axis=-1)
        pixels[rows] = tinted * (1 - 0.22 * _scan(frame, rows))
    out = Image.fromarray(pixels)
    pen = ImageDraw.Draw(out)
    thin, arm, inset = max(1, round(frame.unit * 0.003)), 0.06 * frame.unit, 0.035 * frame.unit
    for x, inward_x in ((inset, 1), (frame.width - inset, -1)):
        for y, inward_y in ((inset, 1), (frame.height - inset, -1)):
            pen.line([(x + inward_x * arm, y), (x, y), (x, y + inward_y * arm)], palette.neon[1], thin)
    dot = 0.010 * frame.unit
    x, y = frame.width - 2.2 * inset, 2.2 * inset
    pen.ellipse((x - dot, y - dot, x + dot, y + dot), fill=palette.neon[2])
    return out


def _broadcast(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Show it as an analogue broadcast: colours that bleed sideways under scan lines."""
    red, green, blue = picture.split()
    shift = max(1, round(frame.unit * 0.0035))
    soft = ImageFilter.BoxBlur((shift, 0))
    bled = Image.merge(
        "RGB",
        (
            ImageChops.offset(red.filter(soft), shift, 0),
            green,
            ImageChops.offset(blue.filter(soft), -shift, 0),
        ),
    )
    pixels = np.array(bled)
    lifted = np.array(palette.mid, np.float32) * np.float32(0.10)
    for rows in bands(frame.height):
        pixels[rows] = np.clip((pixels[rows] * np.float32(0.95) + lifted) * (1 - 0.16 * _scan(frame, rows)), 0, 255)
    return Image.fromarray(pixels)


def _inked(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Ink it: flat steps of tone with black lines where it is darker than about it."""
    small = frame.unit / 1000
    flat = picture.filter(ImageFilter.GaussianBlur(1.3 * small))
    grey = flat.convert("L")
    fine = np.asarray(grey.filter(ImageFilter.GaussianBlur(0.8 * small)), np.float32)
    broad = np.asarray(grey.filter(ImageFilter.GaussianBlur(2.6 * small)), np.float32)
    pixels = np.array(flat)
    paper = np.array(palette.neon[0], np.float32)
    for rows in bands(frame.height):
        tones = pixels[rows].astype(np.float32) / 255
        luma = np.asarray(tones @ LUMA, np.float32)[..., None]
        level = np.sqrt(luma) * INK_LEVELS
        whole = np.floor(level)
        step = whole + smoothstep(0.35, 0.65, np.asarray(level - whole, np.float32))
        stepped = tones * ((step / INK_LEVELS) ** 2 / np.maximum(luma, np.float32(1e-3)))
        ink = smoothstep(3.0, 9.0, broad[rows] - fine[rows])[..., None]
        lit = smoothstep(0.62, 0.95, luma)
        inked = (stepped * 255 * (1 - lit) + paper * lit) * (1 - ink)
        pixels[rows] = np.clip(inked, 0, 255)
    return Image.fromarray(pixels)


LOOKS: dict[str, Look] = {"security_cam": _surveillance, "vhs_90s": _broadcast, "graphic_novel": _inked}
