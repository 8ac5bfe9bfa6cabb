"""An image in half blocks, two pixels a cell, in as many colours as the terminal has: where they are few, dithered."""

from collections.abc import Iterator
from functools import cache

from PIL import Image
from rich.color import Color
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

HALF_BLOCK = "\N{UPPER HALF BLOCK}"
#: The sixteen colours as most terminals show them; each has its own idea of them.
_SIXTEEN = (
    *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)),
    *((127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255)),
    (255, 255, 255),
)
_LEVELS = (0, 95, 135, 175, 215, 255)
#: The colours 16 to 255 are the same everywhere: a cube, then greys.
_CUBE_AND_GREYS = (
    *((red, green, blue) for red in _LEVELS for green in _LEVELS for blue in _LEVELS),
    *((8 + 10 * step,) * 3 for step in range(24)),
)
_PALETTE_SIZE = 256
#: How much of the error is spread: all of it shows every shade, but at so few pixels hides the shapes in noise.
_SPREAD = 0.7


class HalfBlocks:
    """Show an image so many columns wide."""

    def __init__(self, image: Image.Image, columns: int) -> None:
        self._columns = max(1, columns)
        # A cell is about twice as high as it is wide, so that half of one is about a square.
        lines = max(1, round(self._columns * image.height / image.width / 2))
        self._image = image.convert("RGB").resize((self._columns, 2 * lines), Image.Resampling.LANCZOS)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the cells line by line."""
        rows = list(_colours(self._image, console.color_system))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True):
            for above, below in zip(upper, lower, strict=True):
                yield Segment(HALF_BLOCK, Style.from_color(above, below))
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return how many columns it takes: no fewer and no more."""
        return Measurement(self._columns, self._columns)


def _colours(image: Image.Image, system: str | None) -> Iterator[list[Color]]:
    """Yield the colours of each row of pixels, of those that the terminal has."""
    if system == "standard":
        of_pixels = [Color.from_ansi(index % len(_SIXTEEN)) for index in _dithered(image, _SIXTEEN)]
    elif system == "256":
        of_pixels = [
            Color.from_ansi(len(_SIXTEEN) + index % len(_CUBE_AND_GREYS)) for index in _dithered(image, _CUBE_AND_GREYS)
        ]
    else:
        channels = iter(image.tobytes())
        of_pixels = [Color.from_rgb(*pixel) for pixel in zip(channels, channels, channels, strict=True)]
    for first in range(0, len(of_pixels), image.width):
        yield of_pixels[first : first + image.width]


def _dithered(image: Image.Image, colours: tuple[tuple[int, int, int], ...]) -> bytes:
    """Return a palette's index for each pixel."""
    palette = _palette(colours)
    nearest = image.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")
    nearer = Image.blend(nearest, image, _SPREAD)
    return nearer.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).tobytes()


@cache
def _palette(colours: tuple[tuple[int, int, int], ...]) -> Image.Image:
    """Return an image with these colours as its palette, over and over until it is full: any other would be taken."""
    full = [colours[number % len(colours)] for number in range(_PALETTE_SIZE)]
    image = Image.new("P", (1, 1))
    image.putpalette([channel for colour in full for channel in colour])
    return image
