"""Relief: flat shapes given a rounded height, so that lamps from the side model them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.field import Field, Frame, blur
from generation.sketch.light import BYTE

Spot: TypeAlias = tuple[float, float]
Bump: TypeAlias = tuple[float, float, float, float, float]  # x, y, half widths, height: all in shape units


@dataclass(frozen=True, slots=True)
class Lamp:
    """A distant light: towards it (x right, y down, z to the viewer), linear colour, how much it only grazes edges."""

    towards: tuple[float, float, float]
    colour: Field
    grazing: float = 0.0


@dataclass(frozen=True, slots=True)
class Matter:
    """What a shape is made of: linear albedo, rounding of the edge in shape units, bulge, gloss and its sharpness."""

    albedo: Field
    rounding: float = 0.10
    bulge: float = 1.0
    gloss: float = 0.35
    sharpness: float = 18.0
    grain: Field | None = None  # tileable height detail, in shape units
    bumps: Sequence[Bump] = field(default=())


def curve(points: Sequence[Spot], steps: int = 6, *, closed: bool = True) -> list[Spot]:
    """Run a Catmull-Rom curve through the points."""
    spots = np.array(points, np.float64)
    before_first, after_last = (spots[-1:], spots[:2]) if closed else (spots[:1], spots[-1:])
    spots = np.concatenate([before_first, spots, after_last])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    out = []
    for index in range(1, len(spots) - 2):
        before, start, end, after = spots[index - 1 : index + 3]
        out.append(
            0.5
            * (
                2 * start
                + (end - before) * t
                + (2 * before - 5 * start + 4 * end - after) * t**2
                + (3 * start - before - 3 * end + after) * t**3
            )
        )
    if not closed:
        out.append(spots[-1:])
    return [(float(x), float(y)) for x, y in np.concatenate(out)]


class Relief:
    """Lays lit shapes over a picture. Shape units are a square grid about an origin in the frame."""

    def __init__(
        self,
        picture: Field,
        frame: Frame,
        origin: Spot,
        size: float,
        lamps: Sequence[Lamp],
        ambient: Field,
        *,
        flip: bool = False,
    ) -> None:
        self.picture = picture
        self.size = size * frame.unit  # pixels to a shape unit
        self._frame = frame
        self._x = frame.width / 2 + origin[0] * frame.unit
        self._y = frame.height / 2 + origin[1] * frame.unit
        self._turn = -1.0 if flip else 1.0
        self._lamps = lamps
        self._ambient = ambient

    def pixels(self, points: Sequence[Spot]) -> list[Spot]:
        """Return where shape points fall in the picture."""
        return [(self._x + self._turn * x * self.size, self._y + y * self.size) for x, y in points]

    def _region(self, pixels: Sequence[Spot], margin: float) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom: the shape's box and a margin, cut where it leaves the frame."""
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
        left, top = int(max(min(xs), 0) - margin), int(max(min(ys), 0) - margin)
        right, bottom = (
            int(min(max(xs), self._frame.width) + margin) + 1,
            int(min(max(ys), self._frame.height) + margin) + 1,
        )
        return left, top, right, bottom

    def _mask(self, pixels: Sequence[Spot], region: tuple[int, int, int, int], width: float = 0.0) -> Field:
        left, top, right, bottom = region
        layer = Image.new("L", ((right - left) * 2, (bottom - top) * 2))
        doubled = [((x - left) * 2, (y - top) * 2) for x, y in pixels]
        pen = ImageDraw.Draw(layer)
        if width:
            pen.line(doubled, 255, max(1, round(width * 2)), joint="curve")
        else:
            pen.polygon(doubled, fill=255)
        return np.asarray(layer.reduce(2), np.float32) * BYTE

    def _visible(self, region: tuple[int, int, int, int]) -> tuple[slice, slice, slice, slice] | None:
        """Return the region's rows and columns in the picture, and within the region."""
        left, top, right, bottom = region
        x0, y0 = max(0, left), max(0, top)
        x1, y1 = min(self._frame.width, right), min(self._frame.height, bottom)
        if x0 >= x1 or y0 >= y1:
            return None
        return slice(y0, y1), slice(x0, x1), slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)

    def shape(self, points: Sequence[Spot], matter: Matter, opacity: float = 1.0) -> None:
        """Lay one closed shape over the picture."""
        pixels = self.pixels(points)
        reach = matter.rounding * self.size
        region = self._region(pixels, reach * 1.5 + 2)
        visible = self._visible(region)
        if visible is None:
            return
        mask = self._mask(pixels, region)
        height = self._height(mask, region, matter)
        rows, columns, inner_rows, inner_columns = visible
        lit = self._shade(height, matter)[inner_rows, inner_columns]
        cover = mask[inner_rows, inner_columns, None] * np.float32(opacity)
        self.picture[rows, columns] = self.picture[rows, columns] * (1 - cover) + lit * cover

    def _height(self, mask: Field, region: tuple[int, int, int, int], matter: Matter) -> Field:
        reach = matter.rounding * self.size
        dome = np.zeros_like(mask)
        for share, weight in ((0.12, 0.2), (0.35, 0.3), (0.8, 0.5)):
            dome += np.float32(weight) * np.clip(2 * blur(mask, max(0.5, reach * share)) - 1, 0, 1)
        height = np.sqrt(dome) * np.float32(reach * matter.bulge)
        left, top, right, bottom = region
        x = (np.arange(left, right, dtype=np.float32) - np.float32(self._x)) * np.float32(self._turn / self.size)
        y = (np.arange(top, bottom, dtype=np.float32) - np.float32(self._y)) / np.float32(self.size)
        for at_x, at_y, wide, high, amount in matter.bumps:
            across = np.exp(-(((x - at_x) / wide) ** 2)).astype(np.float32)
            down = np.exp(-(((y - at_y) / high) ** 2)).astype(np.float32)
            height += np.float32(amount * self.size) * down[:, None] * across[None]
        if matter.grain is not None:
            rows = (y * np.float32(matter.grain.shape[0])).astype(np.intp) % matter.grain.shape[0]
            columns = (x * np.float32(matter.grain.shape[1])).astype(np.intp) % matter.grain.shape[1]
            height += matter.grain[rows][:, columns] * np.float32(self.size)
        return height

    def _shade(self, height: Field, matter: Matter) -> Field:
        down, across = np.gradient(height)
        length = np.sqrt(across * across + down * down + 1)
        nx, ny, nz = -across / length, -down / length, 1 / length
        out = matter.albedo * self._ambient * (0.6 + 0.4 * nz - 0.3 * ny)[..., None]
        for lamp in self._lamps:
            towards = np.array(lamp.towards, np.float32)
            towards /= np.linalg.norm(towards)
            facing = np.clip(nx * towards[0] + ny * towards[1] + nz * towards[2], 0, 1)
            half = towards + np.array([0, 0, 1], np.float32)
            half /= np.linalg.norm(half)
            shine = np.clip(nx * half[0] + ny * half[1] + nz * half[2], 0, 1) ** np.float32(matter.sharpness)
            spread = facing * (1 - nz) ** np.float32(lamp.grazing) if lamp.grazing else facing
            mirrored = np.float32(0.5 * matter.gloss) * shine * facing
            out = out + (matter.albedo * spread[..., None] + mirrored[..., None]) * lamp.colour
        return np.asarray(out, np.float32)

    def glow(self, points: Sequence[Spot], light: Field, width: float = 0.0, halo: float = 0.0) -> None:
        """Add light: a filled shape, or a line of a width in shape units, with a soft halo about it."""
        pixels = self.pixels(points)
        region = self._region(pixels, (halo * 2.6 + width) * self.size + 3)
        visible = self._visible(region)
        if visible is None:
            return
        rows, columns, inner_rows, inner_columns = visible
        mask = self._mask(pixels, region, max(width * self.size, 0.5) if width else 0.0)
        if halo:
            mask = mask + np.float32(0.5) * blur(mask, halo * self.size)
        self.picture[rows, columns] += mask[inner_rows, inner_columns, None] * light

    def darken(
        self, points: Sequence[Spot], amount: float, soft: float = 0.0, width: float = 0.0, within: Sequence[Spot] = ()
    ) -> None:
        """Take light away inside a shape or along a line, softly, and only within another shape if one is given."""
        pixels = self.pixels(points)
        region = self._region(pixels, (soft * 2.6 + width) * self.size + 3)
        visible = self._visible(region)
        if visible is None:
            return
        rows, columns, inner_rows, inner_columns = visible
        mask = self._mask(pixels, region, max(width * self.size, 0.5) if width else 0.0)
        if soft:
            mask = blur(mask, soft * self.size)
        if within:
            mask = mask * self._mask(self.pixels(within), region)
        self.picture[rows, columns] *= 1 - np.float32(amount) * mask[inner_rows, inner_columns, None]
