"""The finish: bloom, lens, tone curve, grade and grain turn linear light into a picture."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from generation.sketch.canvas.field import Bytes, Coarse, Field, Frame, bands, blur, resize, shrink, smoothstep
from generation.sketch.canvas.palette import Colour, Palette

BLOOM_STEP = 2
CLIPPED, FULL, COLOURED, LOWERED = 0.02, 0.93, 0.6, 4  # shares of the picture and of full brightness; steps
KNEE = 0.90  # of full brightness: what one colour has more than that is held back
LUMA = np.array([0.30, 0.59, 0.11], np.float32)


@dataclass(frozen=True, slots=True)
class Grade:
    """How a scene is finished; fractions unless said otherwise."""

    exposure: float = 1.0
    bloom: float = 0.55
    threshold: float = 0.55  # linear light above which things bloom
    fringe: float = 0.0014  # how far red and blue part towards the corners
    vignette: float = 0.5
    saturation: float = 1.12
    grain: float = 0.012
    split: float = 0.10  # strength of the tint of shadows and highlights


def tone(light: Field) -> Field:
    """Map linear light to 0..1 by a filmic curve, gamma included. Takes the array over."""
    light = np.maximum(light, 0, out=light)
    mapped = (light * (np.float32(2.51) * light + np.float32(0.03))) / (
        light * (np.float32(2.43) * light + np.float32(0.59)) + np.float32(0.14)
    )
    # x^(1/2.2) by square roots, fitted to within a byte: a third of the time of a power.
    root = np.sqrt(np.minimum(mapped, 1, out=mapped), out=mapped)
    return np.asarray(
        np.float32(0.9657) * root + np.float32(0.0901) * np.sqrt(root) - np.float32(0.0568) * mapped * mapped,
        np.float32,
    )


def _bloom(picture: Field, frame: Frame, grade: Grade) -> Coarse:
    parts = []
    for rows in bands(picture.shape[0]):
        bright = np.maximum(picture[rows] - np.float32(grade.threshold), 0)
        parts.append(shrink(bright / (1 + np.float32(0.25) * bright), BLOOM_STEP))
    half = np.concatenate(parts)
    unit = frame.unit / BLOOM_STEP
    out = np.float32(0.5) * blur(half, unit * 0.002)
    small = shrink(half, 2)
    soft = np.float32(0.32) * blur(small, unit * 0.0045)
    soft += np.float32(0.30) * blur(small, unit * 0.0175)
    soft += np.float32(0.16) * blur(small, unit * 0.055)
    soft += np.float32(0.10) * blur(small, unit * 0.0006, unit * 0.045)
    out += resize(soft, half.shape[1], half.shape[0])
    return Coarse(out * np.float32(grade.bloom), frame)


class _Lens:
    """Reads rows of the picture, as three planes, with red and blue scaled slightly about the centre."""

    def __init__(self, frame: Frame, fringe: float) -> None:
        self._maps = {
            channel: (self._scaled(frame.height, factor), self._scaled(frame.width, factor))
            for channel, factor in ((0, 1 + fringe), (2, 1 - fringe))
        }

    @staticmethod
    def _scaled(length: int, factor: float) -> npt.NDArray[np.intp]:
        centre = (length - 1) / 2
        places = np.rint((np.arange(length) - centre) / factor + centre)
        return np.asarray(np.clip(places, 0, length - 1), np.intp)

    def rows(self, picture: Field, rows: slice) -> Field:
        out = np.empty((3, rows.stop - rows.start, picture.shape[1]), np.float32)
        out[1] = picture[rows, :, 1]
        for channel, (row_map, column_map) in self._maps.items():
            out[channel] = picture[..., channel][row_map[rows]].take(column_map, axis=1)
        return out


def finish(
    picture: Field,
    frame: Frame,
    palette: Palette,
    grade: Grade,
    rng: np.random.Generator,
) -> Image.Image:
    """Turn linear light into the finished picture."""
    grade = replace(grade, exposure=_unclipped(picture, grade.exposure))
    bloom = _bloom(picture, frame, grade)
    lens = _Lens(frame, grade.fringe)
    x, y = frame.grid()
    corner = (frame.width**2 + frame.height**2) / frame.unit**2 / 4
    shadow = _split_tint(palette.shadow, grade.split)
    high = _split_tint(palette.highlight, grade.split)
    out = np.empty((frame.height, frame.width, 3), np.uint8)
    for rows in bands(frame.height):
        light = lens.rows(picture, rows)
        light += np.moveaxis(bloom.rows(rows), 2, 0)
        fall = 1 - np.float32(grade.vignette) * smoothstep(0.12, 1.35, (x * x + y[rows] ** 2) / np.float32(corner))
        light *= fall * np.float32(grade.exposure)
        out[rows] = np.moveaxis(_graded(tone(light), shadow, high, grade, rng), 0, 2)
    return Image.fromarray(out)


def _unclipped(picture: Field, exposure: float) -> float:
    """Return an exposure at which no more than CLIPPED of a picture has lost one colour's form in full strength.

    What is bright in all colours is a lamp, a flame or the sky.
    """
    sample = picture[::8, ::8]
    for _ in range(LOWERED):
        tones = tone(sample * np.float32(exposure))
        lost = (tones.max(axis=-1) > FULL) & (tones.min(axis=-1) < COLOURED)
        if float(lost.mean()) <= CLIPPED:
            break
        exposure *= 0.86
    return exposure


def _split_tint(tint: Colour, strength: float) -> Field:
    return np.asarray((np.array(tint) / 255 - 0.5) * strength, np.float32)[:, None, None]


def _graded(tones: Field, shadow: Field, high: Field, grade: Grade, rng: np.random.Generator) -> Bytes:
    """Saturate, tint and grain some rows, as planes. Takes the array over."""
    luma = LUMA[0] * tones[0] + LUMA[1] * tones[1] + LUMA[2] * tones[2]
    noise = rng.standard_normal(luma.shape, dtype=np.float32)
    noise += np.roll(noise, 1, axis=1) * np.float32(0.5)  # grain has a size: a little of the neighbour's
    noise *= np.float32(grade.grain) * (np.float32(1.1) - luma * np.float32(0.8))
    noise -= luma * np.float32(grade.saturation - 1)
    tones *= np.float32(grade.saturation)
    tones += noise
    dark = 1 - luma
    tones += shadow * (dark * dark)
    tones += high * (luma * np.sqrt(luma))
    _hold_back(tones, luma)
    tones *= np.float32(255)
    tones += np.float32(0.5)
    return np.asarray(np.clip(tones, 0, 255, out=tones), np.uint8)


def _hold_back(tones: Field, luma: Field) -> None:
    """Pull what one colour has too much of towards grey, in place, so that a red room keeps its form."""
    most = np.maximum(np.maximum(tones[0], tones[1]), tones[2])
    over = np.flatnonzero(most > KNEE)
    if not len(over):
        return
    flat = tones.reshape(3, -1)
    top, grey = most.ravel()[over], np.minimum(luma.ravel()[over], np.float32(KNEE))
    held = np.float32(KNEE) + np.float32(1 - KNEE) * (1 - np.exp((np.float32(KNEE) - top) / np.float32(1 - KNEE)))
    flat[:, over] = grey + (flat[:, over] - grey) * ((held - grey) / np.maximum(top - grey, np.float32(1e-3)))


def preview_of(picture: Field, longest: int, exposure: float) -> Image.Image:
    """Return a quick small look at linear light, its long side at most `longest` pixels."""
    step = max(1, -(-max(picture.shape[:2]) // longest))
    light = tone(picture[::step, ::step].astype(np.float32) * np.float32(exposure))
    return Image.fromarray(np.asarray(light * 255, np.uint8))
