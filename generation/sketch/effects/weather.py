"""Weather in front of the lens: rain, snow and ash as particles, fog as drifting banks."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from generation.sketch.canvas.atmosphere import Air
from generation.sketch.canvas.field import Coarse, Field, Frame, bands, blur, noise, rng_for, smoothstep
from generation.sketch.canvas.light import BYTE, soft_light

Positions: TypeAlias = npt.NDArray[np.float64]

SPAN = 3.4  # units about the centre on which particles fall; a frame shows its share
FOG_STEP = 4

# rain: count over the span squared, length in units, width in thousandths of a unit, brightness
RAIN = ((5200, 0.045, 0.9, 75), (1900, 0.085, 1.1, 110), (420, 0.16, 1.7, 150))
# snow and ash: count, radius in thousandths of a unit, brightness
FLAKES = ((3600, 1.0, 90), (1300, 1.7, 130), (260, 3.2, 150), (50, 6.5, 70))


def _in_frame(frame: Frame, margin: float, x: Positions, y: Positions, *more: Positions) -> list[list[float]]:
    """Return the particles that may be seen, each as x, y and the rest: a frame shows a tenth of the span."""
    seen = (x > -margin) & (x < frame.width + margin) & (y > -margin) & (y < frame.height + margin)
    rows: list[list[float]] = np.column_stack([x, y, *more])[seen].tolist()
    return rows


def _streaks(frame: Frame, rng: np.random.Generator) -> Field:
    layer = Image.new("L", (frame.width, frame.height))
    pen = ImageDraw.Draw(layer)
    for count, length, width, brightness in RAIN:
        x = (rng.random(count) - 0.5) * SPAN * frame.unit + frame.width / 2
        y = (rng.random(count) - 0.5) * SPAN * frame.unit + frame.height / 2
        reach = length * frame.unit * (0.5 + rng.random(count))
        tone = brightness * (0.4 + 0.6 * rng.random(count))
        thick = width * frame.unit / 1000
        fade = min(1.0, thick)  # a streak thinner than a pixel is a fainter pixel
        for left, top, long, grey in _in_frame(frame, 1.5 * length * frame.unit, x, y, reach, tone):
            pen.line((left, top, left - long * 0.1, top + long), int(grey * fade), max(1, round(thick)))
    return blur(np.asarray(layer, np.float32) * BYTE, frame.unit * 0.003, 0.45 * frame.unit / 1000)


def _flakes(frame: Frame, rng: np.random.Generator) -> Field:
    layer = Image.new("L", (frame.width, frame.height))
    pen = ImageDraw.Draw(layer)
    for count, radius, brightness in FLAKES:
        x = (rng.random(count) - 0.5) * SPAN * frame.unit + frame.width / 2
        y = (rng.random(count) - 0.5) * SPAN * frame.unit + frame.height / 2
        size = np.maximum(radius * frame.unit / 1000 * (0.6 + 0.8 * rng.random(count)), 0.5)
        tone = brightness * (0.4 + 0.6 * rng.random(count))
        for left, top, wide, grey in _in_frame(frame, float(size.max()), x, y, size, tone):
            pen.ellipse((left - wide, top - wide, left + wide, top + wide), fill=int(grey))
    return blur(np.asarray(layer, np.float32) * BYTE, 0.8 * frame.unit / 1000)


def fall(picture: Field, frame: Frame, weather: str, air: Air, seed: int) -> Field:
    """Let rain, snow or ash fall in front of the picture, lit by the picture's own light. Works in place."""
    if weather not in {"rain", "snow", "ash"}:
        return picture
    rng = rng_for(seed, weather)
    drops = _streaks(frame, rng) if weather == "rain" else _flakes(frame, rng)
    light = soft_light(picture, frame, 0.03)
    tint = {
        "rain": np.array([0.035, 0.042, 0.052], np.float32) + air.ambient * np.float32(0.3),
        "snow": np.array([0.10, 0.11, 0.13], np.float32) + air.ambient * np.float32(0.7),
        "ash": np.array([0.03, 0.026, 0.022], np.float32) + air.ambient * np.float32(0.3),
    }[weather]
    strength = np.float32({"rain": 0.75, "snow": 1.6, "ash": 0.8}[weather])
    for rows in bands(frame.height):
        picture[rows] += drops[rows, :, None] * (light.rows(rows) * strength + tint)
    return picture


def drift_fog(
    picture: Field, frame: Frame, level: float, colour: Field, glow: Coarse, seed: int, amount: float
) -> Field:
    """Lay a bank of fog about a level (in pixels from the top), lit by the glow. Works in place."""
    small = frame.coarse(FOG_STEP)
    _, y = small.grid()
    clouds = smoothstep(0.3, 0.75, noise(rng_for(seed, "fog"), small, 0.3, 5, 0.5, 2.0))
    height = (level - frame.height / 2) / frame.unit
    bank = Coarse(np.exp(-(((y - height) / np.float32(0.11)) ** 2)) * clouds * np.float32(amount), frame)
    for rows in bands(frame.height):
        share = bank.rows(rows)[..., None]
        picture[rows] *= 1 - share
        picture[rows] += share * (colour * np.float32(0.5) + glow.rows(rows) * np.float32(0.55))
    return picture
