"""Light: what glows lights what stands near it, haze covers what is far, outlines catch a rim."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from generation.sketch.canvas.atmosphere import Air
from generation.sketch.canvas.field import Bytes, Coarse, Field, Frame, bands, blur, shrink, tripled
from generation.sketch.canvas.layers import LAST_MARK, Layers
from generation.sketch.canvas.palette import LINEAR

LAMP_GAIN = 3.2  # how much brighter than a lit white wall a sign of full byte value is
GLOW_STEP = 4  # irradiance is soft: it is worked out at a quarter of the size
BYTE = np.float32(1 / 255)
COVERS = np.arange(256, dtype=np.uint8)
COVERS[LAST_MARK:] = 255
RIM_MOST = np.float32(0.42)  # of linear light


@dataclass(frozen=True, slots=True)
class Gains:
    """How strongly glowing things light a scene: nearby surfaces, the whole neighbourhood, and the air."""

    near: float = 2.2
    wide: float = 2.4
    fog: float = 0.5
    rim: float = 1.0


@dataclass(slots=True)
class Lit:
    """A lit view: colour multiplied by its coverage, the coverage, and the glow that hangs in the air."""

    colour: Field
    coverage: Bytes
    glow: Coarse

    def over(self, backdrop: Coarse) -> Field:
        """Fill what nothing covers with the backdrop, in place, and return the picture."""
        for rows in bands(self.colour.shape[0]):
            uncovered = np.float32(1) - self.coverage[rows] * BYTE
            self.colour[rows] += backdrop.rows(rows) * tripled(uncovered)
        return self.colour


def reduced(layer: Image.Image, step: int) -> Bytes:
    """Average a layer's supersamples."""
    return np.asarray(layer.reduce(step) if step > 1 else layer, np.uint8)


def _gathered(surface: Bytes, emission: Bytes, gain: np.float32) -> tuple[Field, Field]:
    """Return the light that is sent out, plain and as it comes through the haze, at the glow's size."""
    sent, seen = [], []
    rows = GLOW_STEP * 16
    for top in range(0, emission.shape[0], rows):
        cut = slice(top, top + rows)
        light = LINEAR[emission[cut, :, :3]] * gain
        clear = surface[cut, :, 3] * BYTE
        sent.append(shrink(light, GLOW_STEP))
        light *= tripled(clear)
        seen.append(shrink(light, GLOW_STEP))
    return np.concatenate(sent), np.concatenate(seen)


def relight(layers: Layers, frame: Frame, air: Air, gains: Gains) -> Lit:
    """Light one view of the stage, whose layers are given up; the frame is the size that they are averaged to."""
    surface, emission = reduced(layers.surface, layers.step), reduced(layers.emission, layers.step)
    rim = reduced(layers.rim, layers.step)
    if layers.marks:  # a number of a mark covers as much as 255 does
        emission = emission.copy()
        emission[..., 3] = COVERS.take(emission[..., 3])
    layers.release()
    gain = np.float32(LAMP_GAIN * air.lamps)
    sent, seen = _gathered(surface, emission, gain)
    unit = frame.unit / GLOW_STEP
    wide = blur(sent * np.float32(0.35) + seen * np.float32(0.65), unit * 0.085)
    near = blur(seen, unit * 0.022)
    irradiance = Coarse(air.ambient + np.float32(gains.near) * near + np.float32(gains.wide) * wide, frame)
    fog = Coarse(air.fog + np.float32(gains.fog) * wide, frame)
    by_night = np.float32(gains.rim * max(0.05, 1 - 2.2 * air.day))
    rim_light = Coarse(_softened((wide * 6 + near * 3 + air.fog * 1.6 + air.ambient) * by_night), frame)
    colour = np.empty((frame.height, frame.width, 3), np.float32)
    for rows in bands(frame.height):
        colour[rows] = _lit_rows(surface[rows], emission[rows], irradiance.rows(rows), fog.rows(rows), gain)
        edge = rim[rows]
        if edge.any():
            colour[rows] += tripled(edge * BYTE) * rim_light.rows(rows)
    return Lit(colour, np.ascontiguousarray(emission[..., 3]), Coarse(wide, frame))


def _lit_rows(surface: Bytes, emission: Bytes, irradiance: Field, fog: Field, gain: np.float32) -> Field:
    """Light some rows. Albedo and emission are already multiplied by coverage through the averaging of supersamples."""
    coverage = emission[..., 3] * BYTE
    haze_free = surface[..., 3] * BYTE
    clearness = haze_free / np.maximum(coverage, np.float32(1e-3))
    own = LINEAR.take(surface[..., :3])
    own *= irradiance
    own += LINEAR.take(emission[..., :3]) * gain
    own *= tripled(clearness)
    own += fog * tripled(coverage - haze_free)
    return own


def _softened(rim: Field) -> Field:
    """Return the light of outlines without what would make them white, which is steps along every slanting edge."""
    return np.asarray(rim / (1 + rim.max(axis=-1, keepdims=True) / RIM_MOST), np.float32)


def soft_light(picture: Field, frame: Frame, sigma: float) -> Coarse:
    """Return the light of a whole picture, blurred by `sigma` units."""
    small = shrink(picture, GLOW_STEP)
    return Coarse(blur(small, frame.unit * sigma / GLOW_STEP), frame)
