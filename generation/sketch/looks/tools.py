"""What the looks share: tone as an array, duotones, soft copies, lines where the tone changes, and drawing over it."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from generation.sketch.canvas.field import Field, Frame, blurred, rng_for, smoothstep
from generation.sketch.canvas.finish import LUMA
from generation.sketch.canvas.palette import Colour, Palette

Look: TypeAlias = Callable[[Image.Image, Frame, Palette], Image.Image]
Draw: TypeAlias = Callable[[ImageDraw.ImageDraw, float], None]

OVERSAMPLED = 2
MOST_GAIN = 6.0  # in contrast: more would draw the grain
FLOOR, BRIGHT = 24, 0.48  # the darkest byte; the share over which the middle tone is that of a bright picture


def tones_of(picture: Image.Image) -> Field:
    """Return the picture as floats from 0 to 1."""
    return np.asarray(np.multiply(np.asarray(picture), np.float32(1 / 255), dtype=np.float32))


def picture_of(tones: Field) -> Image.Image:
    """Return floats from 0 to 1 as a picture. Takes the array over."""
    tones *= np.float32(255)
    return Image.fromarray(np.asarray(np.clip(tones, 0, 255, out=tones), np.uint8))


def luma_of(tones: Field) -> Field:
    """Return the brightness of tones, (height, width)."""
    return np.asarray(tones @ LUMA, np.float32)


def ramp(luma: Field, stops: Sequence[tuple[float, Colour]]) -> Field:
    """Colour brightness by a ramp of (brightness, colour), through a table of 256 steps."""
    at = np.linspace(0, 1, 256)
    levels = [stop for stop, _ in stops]
    table = np.stack(
        [np.interp(at, levels, [tint[channel] / 255 for _, tint in stops]) for channel in range(3)], axis=-1
    )
    return np.take(table.astype(np.float32), np.asarray(np.clip(luma * 255, 0, 255), np.uint8), axis=0)


def softened(picture: Image.Image, frame: Frame, sigma: float) -> Image.Image:
    """Return the picture blurred by `sigma` units."""
    return blurred(picture, sigma * frame.unit)


def lights_of(picture: Image.Image, above: int) -> Image.Image:
    """Return only what is brighter than a byte value, at twice its brightness."""
    return picture.point([max(0, value - above) * 2 for value in range(256)] * 3)


def levelled(picture: Image.Image, least: int = 170) -> Image.Image:
    """Return the picture with its tones spread to `least` (of 255) at least, and darkened where most of it is bright.

    Fog and snow leave so little contrast that a pen finds no edge in them.
    """
    small = np.asarray(picture.convert("L").resize((64, 64), Image.Resampling.BOX), np.float64)
    dark, usual, bright = np.percentile(small, (2, 50, 98)).tolist()
    gain = min(MOST_GAIN, max(1.0, least / max(1.0, bright - dark)))
    start = dark - (FLOOR if gain > 1 else dark / gain) / gain  # the darkest becomes FLOOR, if anything changes
    table = np.clip((np.arange(256) - start) * gain, 0, 255)
    if table[round(usual)] > BRIGHT * 255:  # day in fog: every tone gets its share of the range
        counts = np.cumsum(np.histogram(small, 256, (0, 256))[0])
        table = 0.45 * 255 * (table / 255) ** 1.5 + 0.55 * 215 * counts / counts[-1]
    return picture.point([round(value) for value in table.tolist()] * 3)


def simplified(picture: Image.Image) -> Image.Image:
    """Return the picture without what is finer than a few pixels: grain, rain, small lights."""
    small = picture.reduce(2).filter(ImageFilter.MedianFilter(3))
    return small.resize(picture.size, Image.Resampling.BICUBIC)


def screened(tones: Field, light: Field) -> Field:
    """Add light as a second exposure does, so that nothing clips. Takes both arrays over."""
    np.clip(light, 0, 1, out=light)
    np.subtract(1, light, out=light)
    np.subtract(1, tones, out=tones)
    tones *= light
    return np.subtract(1, tones, out=tones)


def in_colour(light: Field, tint: Colour, strength: float = 1.0) -> Field:
    """Return light, (height, width) or with channels, in a colour: a channel at a time, which numpy does fastest."""
    out = np.empty((*light.shape[:2], 3), np.float32)
    for channel in range(3):
        plane = light if light.ndim == 2 else light[..., channel]
        np.multiply(plane, np.float32(tint[channel] * strength / 255), out=out[..., channel])
    return out


def lines_of(picture: Image.Image, frame: Frame, width: float, low: float, high: float) -> Field:
    """Return 0 to 1 for lines `width` units wide where brightness changes by more than `low` to `high` (of 255)."""
    grey = picture.convert("L").filter(ImageFilter.GaussianBlur(width * frame.unit * 0.6))
    tones = np.asarray(grey, np.float32)
    reach = max(1, round(width * frame.unit * 0.5))
    across, down = np.zeros_like(tones), np.zeros_like(tones)
    across[:, reach:-reach] = tones[:, 2 * reach :] - tones[:, : -2 * reach]
    down[reach:-reach] = tones[2 * reach :] - tones[: -2 * reach]
    return smoothstep(low, high, np.hypot(across, down))


def drawn(frame: Frame, draw: Draw) -> Field:
    """Draw in white on black at twice the size (the pen gets the doubled unit) and return it from 0 to 1."""
    layer = Image.new("L", (frame.width * OVERSAMPLED, frame.height * OVERSAMPLED))
    draw(ImageDraw.Draw(layer), frame.unit * OVERSAMPLED)
    return np.asarray(layer.reduce(OVERSAMPLED), np.float32) * np.float32(1 / 255)


def middle(frame: Frame) -> tuple[float, float]:
    """Return the middle of the frame on a drawing of twice its size."""
    return frame.width * OVERSAMPLED / 2, frame.height * OVERSAMPLED / 2


def look_rng(name: str) -> np.random.Generator:
    """Return a look's own randomness: it belongs to the style, so every picture in it bears the same marks."""
    return rng_for(0, f"look {name}")


def scan(frame: Frame, lines: int) -> Field:
    """Return the brightness of scan lines as (height, 1), the same number to a unit at every size."""
    y = (np.arange(frame.height, dtype=np.float32) - np.float32(frame.height / 2)) / np.float32(frame.unit)
    return np.asarray(0.5 + 0.5 * np.cos(y * np.float32(2 * np.pi * lines)), np.float32)[:, None]
