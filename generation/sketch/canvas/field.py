"""Arrays of light: resizing, blurring, noise and the seeded randomness that every layer draws from."""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Field: TypeAlias = npt.NDArray[np.float32]  # (height, width) or (height, width, 3), linear light unless said otherwise
Bytes: TypeAlias = npt.NDArray[np.uint8]

NOISE_SPAN = (
    4.0  # noise is laid out on this many units about the centre, wider than any frame, so that frames only crop it
)
BAND_ROWS = 96  # rows worked on at once: small enough for the cache, large enough to keep numpy's overhead away


def rng_for(seed: int, layer: str) -> np.random.Generator:
    """Return the generator of one layer, the same in every process."""
    digest = hashlib.sha256(f"{seed}/{layer}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "little")))


def fork(rng: np.random.Generator) -> np.random.Generator:
    """Return a generator for one thing of many, so that how much it draws does not change the next thing."""
    return np.random.Generator(np.random.PCG64(int(rng.integers(1 << 40))))


def in_turn(seed: int, layer: str, count: int) -> int:
    """Return one of `count` choices, so that seeds that follow one another have different ones."""
    return int(rng_for(seed // count, layer).permutation(count)[seed % count])


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture's size in pixels, and the length all drawing is measured in."""

    width: int
    height: int

    @property
    def unit(self) -> float:
        """Pixels to one unit: nearer the short side, so that long frames show more instead of larger things."""
        return float(min(self.width, self.height) ** 0.75 * max(self.width, self.height) ** 0.25)

    def coarse(self, step: int) -> "Frame":
        """Return the same frame at one pixel in `step`."""
        return Frame(max(4, -(-self.width // step)), max(4, -(-self.height // step)))

    def grid(self) -> tuple[Field, Field]:
        """Return x as (1, width) and y as (height, 1), in units from the centre, y downwards."""
        x = (np.arange(self.width, dtype=np.float32) + np.float32(0.5 - self.width / 2)) / np.float32(self.unit)
        y = (np.arange(self.height, dtype=np.float32) + np.float32(0.5 - self.height / 2)) / np.float32(self.unit)
        return x[None, :], y[:, None]


def bands(height: int) -> Iterator[slice]:
    """Cut rows into slices that are worked on one at a time."""
    for top in range(0, height, BAND_ROWS):
        yield slice(top, min(height, top + BAND_ROWS))


def smoothstep(low: float, high: float, value: Field) -> Field:
    """Ease from 0 at `low` to 1 at `high` (which may be the smaller)."""
    share = np.clip((value - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def resize(
    field: Field,
    width: int,
    height: int,
    how: Image.Resampling = Image.Resampling.BILINEAR,
    box: tuple[float, float, float, float] | None = None,
) -> Field:
    """Resample (h, w) or (h, w, channels) to a new size, from a box of the source if one is given."""
    if field.ndim == 2:
        plane = Image.fromarray(np.ascontiguousarray(field, np.float32))
        return np.asarray(plane.resize((width, height), how, box), np.float32)
    out = np.empty((height, width, field.shape[2]), np.float32)
    for channel in range(field.shape[2]):
        out[..., channel] = resize(field[..., channel], width, height, how, box)
    return out


def tripled(plane: Field) -> Field:
    """Repeat (h, w) as three channels: numpy multiplies those several times as fast as it broadcasts one over three."""
    out = np.empty((*plane.shape, 3), np.float32)
    for channel in range(3):
        out[..., channel] = plane
    return out


class Coarse:
    """A soft field kept at low resolution, enlarged a band of rows at a time; its values must not change after that."""

    def __init__(self, values: Field, frame: Frame) -> None:
        self.values = values
        self.frame = frame
        self._wide: Field | None = None  # as wide as the frame, as high as the values

    def rows(self, rows: slice) -> Field:
        """Return the full-size rows, (rows, width[, channels])."""
        height = self.values.shape[0]
        if self._wide is None:
            self._wide = resize(self.values, self.frame.width, height)
        at = (np.arange(rows.start, rows.stop) + 0.5) * (height / self.frame.height) - 0.5
        above = np.floor(at)
        share = np.asarray(at - above, np.float32).reshape(-1, *[1] * (self.values.ndim - 1))
        first, second = (np.clip(above + step, 0, height - 1).astype(np.intp) for step in (0, 1))
        out: Field = self._wide.take(first, axis=0)
        below = self._wide.take(second, axis=0)
        below -= out
        below *= share
        out += below
        return out

    def full(self) -> Field:
        """Return the whole field at the frame's size."""
        return resize(self.values, self.frame.width, self.frame.height)


def _convolve(field: Field, sigma: float, axis: int) -> Field:
    radius = max(1, math.ceil(sigma * 2.6))
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2).astype(np.float32)
    kernel /= kernel.sum()
    padding = [(0, 0)] * field.ndim
    padding[axis] = (radius, radius)
    padded = np.pad(field, padding, mode="edge")
    out = np.zeros_like(field)
    for offset, weight in enumerate(kernel):
        window = [slice(None)] * field.ndim
        window[axis] = slice(offset, offset + field.shape[axis])
        out += weight * padded[tuple(window)]
    return out


def blur(field: Field, sigma_y: float, sigma_x: float | None = None) -> Field:
    """Blur by a Gaussian of that many pixels; wide ones are made on a reduced copy."""
    sigma_x = sigma_y if sigma_x is None else sigma_x
    height, width = field.shape[:2]
    small_height = max(4, height // max(1, int(sigma_y / 1.6)))
    small_width = max(4, width // max(1, int(sigma_x / 1.6)))
    reduced = (small_height, small_width) != (height, width)
    out = resize(field, small_width, small_height, Image.Resampling.BOX) if reduced else field
    if sigma_y > 0.3:
        out = _convolve(out, max(0.3, sigma_y * small_height / height), 0)
    if sigma_x > 0.3:
        out = _convolve(out, max(0.3, sigma_x * small_width / width), 1)
    return resize(out, width, height) if reduced else out


def blurred(picture: Image.Image, sigma: float) -> Image.Image:
    """Blur bytes by that many pixels, on a smaller copy where that shows no difference."""
    step = max(1, min(8, int(sigma / 2)))
    small = picture.reduce(step) if step > 1 else picture
    soft = small.filter(ImageFilter.GaussianBlur(sigma / step))
    return soft.resize(picture.size, Image.Resampling.BILINEAR) if step > 1 else soft


def shrink(field: Field, step: int) -> Field:
    """Average blocks of `step` by `step` pixels; a last partial block repeats the edge."""
    height, width = field.shape[:2]
    pad = [(0, -height % step), (0, -width % step)] + [(0, 0)] * (field.ndim - 2)
    if any(after for _, after in pad):
        field = np.pad(field, pad, mode="edge")
    # Sums of whole rows, then of a channel's columns: ten times as fast as a mean along short axes.
    rows = sum((field[index::step] for index in range(1, step)), start=field[::step])
    out = np.empty((rows.shape[0], rows.shape[1] // step, *field.shape[2:]), np.float32)
    for channel in np.ndindex(field.shape[2:]):
        plane = rows[..., *channel]
        out[..., *channel] = sum((plane[:, index::step] for index in range(1, step)), start=plane[:, ::step])
    out *= np.float32(1 / step**2)
    return out


def noise(
    rng: np.random.Generator, frame: Frame, cell: float, octaves: int = 5, gain: float = 0.5, stretch: float = 1.0
) -> Field:
    """Return fractal value noise around 0.5 at the frame's size.

    `cell` is the largest feature in units, `stretch` widens it. The random grids cover a fixed span about the centre,
    so every size and ratio of frame sees the same pattern.
    """
    out = np.zeros((frame.height, frame.width), np.float32)
    total = 0.0
    for octave in range(octaves):
        amplitude = gain**octave
        size = cell / 2**octave
        columns = math.ceil(NOISE_SPAN / (size * stretch)) + 4
        rows = math.ceil(NOISE_SPAN / size) + 4
        grid = rng.random((rows, columns), dtype=np.float32)
        half_width = frame.width / frame.unit / 2 / (size * stretch)
        half_height = frame.height / frame.unit / 2 / size
        box = (columns / 2 - half_width, rows / 2 - half_height, columns / 2 + half_width, rows / 2 + half_height)
        out += np.float32(amplitude) * resize(grid, frame.width, frame.height, Image.Resampling.BICUBIC, box)
        total += amplitude
    return out / np.float32(total)
