"""A caption set into an image: in the typeface of the bot's own signs, on a dark fade at the foot."""

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from generation.errors import RefusedError
from generation.i18n import _

TYPEFACE = Path(__file__).parents[1] / "sketch" / "canvas" / "typeface" / "Barlow-Medium.ttf"
#: Shares of the image's shorter side: the largest letters and the smallest, the margin, and the height of a line.
LARGEST, SMALLEST, MARGIN, LINE = 0.07, 0.035, 0.05, 1.25
#: How dark the fade is at the foot, of 255, and how far above the text it begins, in lines.
DARKEST, FADE = 190, 1.2
INK = (245, 242, 232)
MOST_LINES = 4


def with_caption(image: Image.Image, text: str) -> Image.Image:
    """Return an image with a caption at its foot: as large as two lines have room for, and smaller where it is long."""
    side = min(image.size)
    lines, letters = _fitted(text, image.width - 2 * MARGIN * side, side)
    line, margin = letters * LINE, MARGIN * side
    height = line * len(lines) + margin
    image = _faded(image, height + FADE * line)
    draw = ImageDraw.Draw(image)
    font = _font(letters)
    for number, words in enumerate(lines):
        at = image.width / 2, image.height - height + line * (number + 0.5)
        draw.text(at, words, fill=INK if image.mode == "RGB" else (*INK, 255), font=font, anchor="mm")
    return image


def require_writable(text: str) -> None:
    """Let pass what the typeface has letters for.

    Raises:
        RefusedError: it lacks some of them, which are named.

    """
    lacking = "".join(dict.fromkeys(each for each in text if not each.isspace() and not _has(each)))
    if lacking:
        raise RefusedError(
            _("The caption's typeface has no “{characters}”. Write it without.").format(characters=lacking[:20])
        )


def wrapped(text: str, letters: int, width: float) -> list[str]:
    """Return a text in lines of at most a width, as many words in each as it has room for."""
    font, lines = _font(letters), list[str]()
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _fitted(text: str, width: float, side: int) -> tuple[list[str], int]:
    """Return a text in lines, and the size of its letters in pixels."""
    sizes = [max(6, round(side * (LARGEST - (LARGEST - SMALLEST) * step / 4))) for step in range(5)]
    for letters in sizes:
        lines = wrapped(text, letters, width)
        if len(lines) <= 2 and all(_font(letters).getlength(each) <= width for each in lines):
            return lines, letters
    return wrapped(text, sizes[-1], width)[:MOST_LINES], sizes[-1]


def _faded(image: Image.Image, height: float) -> Image.Image:
    """Return a copy that grows dark to its foot, over so many pixels."""
    rows = max(1, min(image.height, round(height)))
    ramp = Image.linear_gradient("L").resize((1, rows)).point(lambda value: value * DARKEST // 255)
    shade = ramp.resize((image.width, rows))
    result = image.copy()
    dark = Image.new(image.mode, (image.width, rows), (0, 0, 0) if image.mode == "RGB" else (0, 0, 0, 255))
    result.paste(dark, (0, image.height - rows), shade)
    return result


@cache
def _font(letters: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(TYPEFACE, letters)


@cache
def _missing() -> bytes:
    return bytes(_font(24).getmask("\uffff"))


def _has(character: str) -> bool:
    return bytes(_font(24).getmask(character)) != _missing()
