"""A sheet of light: lines, areas and letters that are drawn flat, in units from the centre, y downwards."""

import math
from itertools import pairwise

from PIL import Image, ImageDraw

from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.palette import Colour
from generation.sketch.canvas.sprite import font
from generation.sketch.maps.floorplan import Rect

SUPER = 2


class Sheet:
    """A sheet of light to draw on in units from the centre, y downwards."""

    def __init__(self, frame: Frame, zoom: float) -> None:
        self.image = Image.new("RGB", (frame.width * SUPER, frame.height * SUPER))
        self._pen = ImageDraw.Draw(self.image)
        self._middle = frame.width * SUPER / 2, frame.height * SUPER / 2
        # The short side, not the usual unit: a sheet is seen whole in every ratio.
        self.scale = min(frame.width, frame.height) * SUPER * zoom

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel of a place."""
        return self._middle[0] + x * self.scale, self._middle[1] + y * self.scale

    def line(self, points: list[tuple[float, float]], width: float, light: Colour) -> None:
        """Draw a line of a width in units."""
        self._pen.line([self.at(*point) for point in points], light, max(1, round(width * self.scale)), joint="curve")

    def dashes(self, points: list[tuple[float, float]], width: float, light: Colour, step: float = 0.012) -> None:
        """Draw a dashed line."""
        for (x, y), (to_x, to_y) in pairwise(points):
            count = max(1, int(math.hypot(to_x - x, to_y - y) / step))
            for index in range(0, count, 2):
                start, stop = index / count, min(1.0, (index + 1) / count)
                self.line([(x + (to_x - x) * t, y + (to_y - y) * t) for t in (start, stop)], width, light)

    def polygon(self, points: list[tuple[float, float]], light: Colour) -> None:
        """Fill a polygon."""
        self._pen.polygon([self.at(*point) for point in points], light)

    def rect(self, rect: Rect, light: Colour) -> None:
        """Fill a rectangle."""
        self._pen.rectangle((*self.at(rect.left, rect.top), *self.at(rect.right, rect.bottom)), light)

    def ring(self, x: float, y: float, radius: float, width: float, light: Colour, fill: Colour | None = None) -> None:
        """Draw a circle."""
        box = (*self.at(x - radius, y - radius), *self.at(x + radius, y + radius))
        self._pen.ellipse(box, fill, light, max(1, round(width * self.scale)))

    def arc(self, x: float, y: float, radius: float, turns: tuple[float, float], width: float, light: Colour) -> None:
        """Draw part of a circle; degrees clockwise from the right."""
        box = (*self.at(x - radius, y - radius), *self.at(x + radius, y + radius))
        self._pen.arc(box, turns[0], turns[1], light, max(1, round(width * self.scale)))

    def text(self, text: str, x: float, y: float, size: float, light: Colour, anchor: str = "mm") -> None:
        """Write a text, letters about `size` units high."""
        self._pen.text(self.at(x, y), text, light, font(max(6, round(size * self.scale))), anchor=anchor)
