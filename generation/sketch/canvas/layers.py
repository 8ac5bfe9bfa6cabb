"""Layers: what one view of the stage is drawn into, before it is lit."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.canvas.palette import Colour
from generation.sketch.canvas.sprite import Sprite, filler

Pixel: TypeAlias = tuple[float, float]

#: What covers a pixel wholly is 255. That and the numbers down to LAST_MARK also say what of a plan covers it.
LAST_MARK = 232
COVERED = [0] * LAST_MARK + [255] * (256 - LAST_MARK)  # what is covered wholly
BODY = [0] * 200 + list(range(200, 256))  # what covers less is a shadow


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing of a plan on a layer: what it is, its number there, and its pixels, also those outside the frame."""

    what: Hashable
    number: int
    whole: int


class Layers:
    """Two byte layers of one view: surface (albedo, clearness of the air) and emission (light, coverage).

    Both are Pillow's RGBX: four plain channels, so that reducing them does not premultiply by the fourth.
    """

    def __init__(self, width: int, height: int, scale: float, step: int) -> None:
        self.scale = scale  # layer pixels per picture pixel
        self.step = step  # how many layer pixels are averaged to one when lit
        self.surface = Image.new("RGBX", (width, height))
        self.emission = Image.new("RGBX", (width, height))
        self.rim = Image.new("L", (width, height))
        self._surface_pen = ImageDraw.Draw(self.surface)
        self._emission_pen = ImageDraw.Draw(self.emission)
        self._rim_pen = ImageDraw.Draw(self.rim)
        self._rimmed = False  # whether there is a rim that something could cover
        self.marks: list[Mark] = []
        self._fillers = filler(self._surface_pen), filler(self._emission_pen), filler(self._rim_pen)

    def polygon(
        self,
        points: Sequence[Pixel] | Sequence[float],
        albedo: Colour,
        light: Colour,
        clearness: int,
        coverage: int = 255,
    ) -> None:
        """Fill one polygon in both layers."""
        surface, emission, rim = self._fillers
        surface(points, _ink(albedo, clearness), 1)
        emission(points, _ink(light, coverage), 1)
        if self._rimmed:
            rim(points, 0, 1)

    def line(self, points: Sequence[Pixel], width: int, albedo: Colour, light: Colour, clearness: int) -> None:
        """Draw a line in both layers."""
        self._surface_pen.line(points, (*albedo, clearness), width, joint="curve")
        self._emission_pen.line(points, (*light, 255), width, joint="curve")

    def paste(self, sprite: Sprite, at: tuple[int, int], clearness: int, *, rim: bool) -> None:
        """Lay a sprite over both layers, with or without a rim of light along its outline."""
        box = _shown(sprite, at, self.surface.size)
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        surface, light, mask = (layer.crop(box) for layer in (sprite.surface, sprite.light, sprite.mask))
        at = at[0] + box[0], at[1] + box[1]
        air = Image.new("L", mask.size, clearness)
        self.surface.paste(Image.merge("RGBX", (*surface.split(), air)), at, mask)
        self.emission.paste(self._covering(sprite, light, mask, box), at, mask)
        if not rim:
            self.rim.paste(0, (*at, at[0] + mask.width, at[1] + mask.height), mask)
            return
        # The blurred mask is moved down, so that light comes from above: shoulders and heads catch it, soles do not.
        # A shadow on the ground has no rim.
        body = mask.point(BODY)
        soft = body.filter(ImageFilter.BoxBlur(max(1.0, 1.6 * sprite.rim_width)))
        soft = ImageChops.offset(soft, 0, round(sprite.rim_width * 0.8))
        edge = ImageChops.multiply(ImageChops.subtract(body, soft), body)
        self.rim.paste(edge, at, mask)
        self._rimmed = True

    def lay(self, picture: Image.Image, coefficients: Sequence[float], box: tuple[int, int, int, int], what: Hashable,
            glow: float) -> None:  # fmt: skip
        """Lay a picture with its cover over what is in a box, without a change of how far that is.

        `coefficients` are Pillow's, from a pixel of the layer to one of the picture; `glow` is the share of its colour
        that it sends out.
        """
        left, top = max(0, box[0]), max(0, box[1])
        size = min(self.surface.width, box[2]) - left, min(self.surface.height, box[3]) - top
        if min(size) < 2:
            return
        a, b, c, d, e, f, g, h = coefficients
        k = g * left + h * top + 1
        moved = [a / k, b / k, (a * left + b * top + c) / k, d / k, e / k, (d * left + e * top + f) / k, g / k, h / k]
        flat = picture.transform(size, Image.Transform.PERSPECTIVE, moved, Image.Resampling.BICUBIC)
        cover, place = flat.getchannel("A"), (left, top, left + size[0], top + size[1])
        colours = flat.convert("RGB").split()
        under, sent = self.surface.crop(place), self.emission.crop(place)
        self.surface.paste(Image.merge("RGBX", (*colours, under.getchannel(3))), place[:2], cover)
        seen = cover.point([0] * 129 + [255] * 127)
        covering = sent.getchannel(3)
        if what is not None:
            covering.paste(self._mark(what, seen), (0, 0), ImageChops.multiply(seen, covering.point(COVERED)))
        light = [channel.point([int(glow * value) for value in range(256)]) for channel in colours]
        lit = Image.merge("RGBX", (*light, covering))
        lit.paste(sent, (0, 0), ImageChops.invert(cover))
        self.emission.paste(Image.merge("RGBX", (*lit.split()[:3], covering)), place[:2])

    def _covering(
        self, sprite: Sprite, light: Image.Image, mask: Image.Image, box: tuple[int, int, int, int]
    ) -> Image.Image:
        """Return a sprite's light with its coverage: where something of a plan covers all, the number of its mark."""
        if sprite.shows is None and not sprite.parts:
            return light.convert("RGBX")  # the fourth channel becomes 255: all covered
        number = 255 if sprite.shows is None else self._mark(sprite.shows, sprite.mask)
        covering = mask.point([number if value == 255 else 255 for value in range(256)])
        for what, part in sprite.parts:
            covering.paste(self._mark(what, part), (0, 0), part.crop(box))
        return Image.merge("RGBX", (*light.split(), covering))

    def _mark(self, what: Hashable, mask: Image.Image) -> int:
        number = 254 - len(self.marks)
        if number < LAST_MARK:
            return 255
        self.marks.append(Mark(what, number, mask.histogram()[255]))
        return number

    def marked(self, step: int) -> Image.Image:
        """Return the numbers of the marks that are seen, of every `step`-th pixel."""
        size = -(-self.emission.width // step), -(-self.emission.height // step)
        return self.emission.resize(size, Image.Resampling.NEAREST).getchannel(3)

    def release(self) -> None:
        """Give back the memory of layers that have been lit."""
        self.surface = self.emission = Image.new("RGBX", (1, 1))
        self.rim = Image.new("L", (1, 1))
        self._surface_pen = self._emission_pen = self._rim_pen = ImageDraw.Draw(self.rim)
        self._fillers = (filler(self._rim_pen),) * 3


def _ink(tint: Colour, fourth: int) -> int:
    """Return a colour as the number that Pillow makes of four channels: it takes that faster, thousands of times."""
    ink = tint[0] | tint[1] << 8 | tint[2] << 16 | fourth << 24
    return ink - (1 << 32) if fourth > 127 else ink


def _shown(sprite: Sprite, at: tuple[int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the box of a sprite that lies on a layer of a size, and room for its rim; it may be empty."""
    margin = math.ceil(3 * sprite.rim_width)
    wide, high = sprite.mask.size
    left, top = max(0, -at[0] - margin), max(0, -at[1] - margin)
    return left, top, min(wide, size[0] - at[0] + margin), min(high, size[1] - at[1] + margin)
