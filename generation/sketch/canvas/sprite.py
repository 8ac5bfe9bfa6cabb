"""A sprite: a small flat picture in metres (a figure, a van, a sign) that the stage stands up in the world."""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from generation.sketch.canvas.palette import BLACK, Colour

Spot: TypeAlias = tuple[float, float]  # metres: x to the right, y up

TYPEFACE = Path(__file__).parent / "typeface" / "Barlow-Medium.ttf"
RIM = 0.011  # width of the lit rim of an outline, as a share of the height of what is drawn


def filler(pen: ImageDraw.ImageDraw) -> Callable[[Sequence[Spot] | Sequence[float], int, int], None]:
    """Return what fills a polygon with an ink, then 1: `pen.polygon` spends most of its time on finding out the ink."""
    fill: Callable[[Sequence[Spot] | Sequence[float], int, int], None] = pen.draw.draw_polygon
    return fill


@lru_cache(maxsize=64)
def font(pixels: int) -> ImageFont.FreeTypeFont:
    """Return the typeface of signs and captions at a size: it has the letters of all that are written in Latin ones."""
    return ImageFont.truetype(TYPEFACE, pixels, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=256)
def _written(text: str, pixels: int) -> tuple[Image.Image, int, int]:
    """Return a text in white on black, and where it begins, left and above, about its middle."""
    left, top, right, bottom = (math.floor(edge) for edge in font(pixels).getbbox(text, anchor="mm"))
    glyphs = Image.new("L", (right - left + 2, bottom - top + 2))
    ImageDraw.Draw(glyphs).text((-left, -top), text, 255, font(pixels), anchor="mm")
    return glyphs, left, top


def showing(draw: Callable[["Sprite"], None], what: Hashable) -> Callable[["Sprite"], None]:
    """Return a drawing that says what it shows, where somebody asks whether that is to be seen."""

    def draw_shown(sprite: "Sprite") -> None:
        draw(sprite)
        sprite.shows = what

    return draw_shown


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are written: where, in pixels from the left and the top, in what light, and in what paint."""

    text: str
    box: tuple[int, int, int, int]
    light: Colour
    albedo: Colour

    def moved(self, right: float, down: float) -> "Words":
        """Return the words elsewhere."""
        left, top, end, foot = self.box
        return Words(
            self.text,
            (round(left + right), round(top + down), round(end + right), round(foot + down)),
            self.light,
            self.albedo,
        )


class Sprite:
    """Surface, light and mask of a flat thing, drawn with the same calls in metres.

    Of a large one, only a `part` may be kept: left, top, right, bottom in pixels. `shows` says what it is a picture of
    where somebody asks whether that is to be seen, `parts` where in it something smaller is: what a hand holds.
    """

    def __init__(
        self,
        bounds: tuple[float, float, float, float],
        width: int,
        height: int,
        unit: float,
        part: tuple[int, int, int, int] | None = None,
    ) -> None:
        self._left, bottom, right, self._top = bounds
        self.scale = height / (self._top - bottom)  # pixels per metre
        self._across = width / (right - self._left)
        self.rim_width = RIM * height * min(1.0, 0.25 * unit / height)
        if part:
            self._left, self._top = self._left + part[0] / self._across, self._top - part[1] / self.scale
            width, height = part[2] - part[0], part[3] - part[1]
        self.surface = Image.new("RGB", (width, height))
        self.light = Image.new("RGB", (width, height))
        self.mask = Image.new("L", (width, height))
        self.shows: Hashable | None = None
        self.parts: list[tuple[Hashable, Image.Image]] = []
        self.words: list[Words] = []
        self._make_pens()

    def become(self, surface: Image.Image, light: Image.Image, mask: Image.Image) -> None:
        """Take over layers of the sprite's size."""
        self.surface, self.light, self.mask = surface, light, mask
        self._make_pens()

    def name_part(self, name: Hashable, where: npt.NDArray[np.bool_], at: tuple[int, int]) -> None:
        """Say where in the sprite something is that one may ask for, from a pixel on."""
        part = Image.new("L", self.mask.size)
        part.paste(Image.fromarray(where.astype(np.uint8) * 255), at)
        self.parts.append((name, part))

    def _make_pens(self) -> None:
        self._pens = ImageDraw.Draw(self.surface), ImageDraw.Draw(self.light), ImageDraw.Draw(self.mask)

    def _inks(self, albedo: Colour, light: Colour) -> Iterator[tuple[ImageDraw.ImageDraw, Colour | int]]:
        surface, emission, mask = self._pens
        yield surface, albedo
        yield emission, light
        yield mask, 255

    def _pixels(self, points: Sequence[Spot]) -> list[Spot]:
        return [((x - self._left) * self._across, (self._top - y) * self.scale) for x, y in points]

    def mirrored(self, step: int) -> "Sprite":
        """Return the sprite upside down at one pixel in `step`, for the reflection."""
        flipped = object.__new__(Sprite)
        flipped._left, flipped._top = self._left, self._top
        flipped.scale, flipped._across = self.scale / step, self._across / step
        flipped.rim_width = self.rim_width / step
        flipped.shows, flipped.parts, flipped.words = None, [], []
        turn = Image.Transpose.FLIP_TOP_BOTTOM
        flipped.surface, flipped.light, flipped.mask = (
            layer.reduce(step).transpose(turn) for layer in (self.surface, self.light, self.mask)
        )
        return flipped

    def polygon(self, points: Sequence[Spot], albedo: Colour, light: Colour = BLACK) -> None:
        """Fill a polygon."""
        pixels = self._pixels(points)
        for pen, fill in self._inks(albedo, light):
            pen.polygon(pixels, fill)

    def disc(self, x: float, y: float, radius_x: float, radius_y: float, albedo: Colour, light: Colour = BLACK) -> None:
        """Fill an ellipse."""
        (left, top), (right, bottom) = self._pixels([(x - radius_x, y + radius_y), (x + radius_x, y - radius_y)])
        if right - left < 1 or bottom - top < 1:
            right, bottom = max(right, left + 1), max(bottom, top + 1)
        for pen, fill in self._inks(albedo, light):
            pen.ellipse((left, top, right, bottom), fill)

    def line(self, points: Sequence[Spot], width: float, albedo: Colour, light: Colour = BLACK) -> None:
        """Draw a line of a width in metres."""
        pixels = self._pixels(points)
        thick = max(1, round(width * self.scale))
        for pen, fill in self._inks(albedo, light):
            pen.line(pixels, fill, thick, joint="curve")

    def limb(self, points: Sequence[Spot], widths: Sequence[float], albedo: Colour, light: Colour = BLACK) -> None:
        """Draw a tapered, rounded limb through joints, with its width at each joint."""
        joints = list(zip(points, widths, strict=True))
        for (start, wide), (end, narrow) in pairwise(joints):
            angle = math.atan2(end[1] - start[1], end[0] - start[0]) + math.pi / 2
            dx, dy = math.cos(angle) / 2, math.sin(angle) / 2
            corners = [
                (start[0] + dx * wide, start[1] + dy * wide),
                (end[0] + dx * narrow, end[1] + dy * narrow),
                (end[0] - dx * narrow, end[1] - dy * narrow),
                (start[0] - dx * wide, start[1] - dy * wide),
            ]
            self.polygon(corners, albedo, light)
        for (x, y), width in joints:
            self.disc(x, y, width / 2, width / 2, albedo, light)

    def letter(self, text: str, x: float, y: float, size: float, albedo: Colour, light: Colour) -> None:
        """Write a short text centred at a point, letters about `size` metres high."""
        glyphs, left, top = _written(text, max(6, round(size * self.scale)))
        across, down = self._pixels([(x, y)])[0]
        at = round(across) + left, round(down) + top
        self.surface.paste(albedo, at, glyphs)
        self.light.paste(light, at, glyphs)
        self.mask.paste(255, at, glyphs)
        self.words.append(Words(text, (*at, at[0] + glyphs.width, at[1] + glyphs.height), light, albedo))
