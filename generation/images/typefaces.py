"""The typefaces that captions and labels are set in: Barlow, and what stands in where it has no letter."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

_STAND_INS = Path(__file__).parents[1] / "export" / "typeface"
BARLOW = Path(__file__).parents[1] / "sketch" / "canvas" / "typeface" / "Barlow-Medium.ttf"
#: In this order: what an earlier one has, a later one is not asked for.
FACES = (
    BARLOW,
    *(_STAND_INS / name for name in ("DejaVuSans.ttf", "DroidSansFallback.ttf", "NotoEmoji-Regular.ttf")),
)
#: What stands for a letter that none of them has.
_UNKNOWN = "□"


@cache
def _letters(face: Path) -> frozenset[int]:
    # Imported when first needed: a bot that labels nothing starts without it.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(face, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def face_of(letter: str) -> Path | None:
    """Return the typeface that a letter is set in; None where there is none."""
    return next((face for face in FACES if ord(letter) in _letters(face)), None)


def printable(text: str) -> str:
    """Return a text with nothing in it but letters that can be set, and single spaces.

    Joiners and selectors of emoji go: each part of a joined one is then set by itself.
    """
    letters = list[str]()
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        is_invisible = unicodedata.category(letter) in {"Cc", "Cf", "Cs"} or "\ufe00" <= letter <= "\ufe0f"
        if not is_invisible:
            letters.append(letter if face_of(letter) else _UNKNOWN)
    return "".join(letters)


def stand_ins(texts: Iterable[str]) -> list[Path]:
    """Return the typefaces besides Barlow that printable texts need."""
    needed = {face_of(letter) for letter in set().union(*map(set, texts))}
    return [face for face in FACES[1:] if face in needed]


def runs(text: str) -> list[tuple[Path, str]]:
    """Return a printable text in pieces, each with the typeface that it is set in."""
    pieces = list[tuple[Path, str]]()
    for letter in text:
        face = face_of(letter) or BARLOW
        if pieces and pieces[-1][0] == face:
            pieces[-1] = face, pieces[-1][1] + letter
        else:
            pieces.append((face, letter))
    return pieces


def write_line(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, ink: str, room: int) -> None:
    """Write one line from its upper left corner, as much of it as there is room for, in pixels."""
    left = at[0]
    for face, piece in runs(_shortened(printable(text), size, room)):
        font = _font(face, size)
        # All stand on one line, whatever their typefaces' heights are.
        draw.text((left, at[1] + size), piece, fill=ink, font=font, anchor="ls")
        left += round(font.getlength(piece))


def line_width(text: str, size: int) -> float:
    """Return how wide a text is in one line, in pixels."""
    return sum(_font(face, size).getlength(piece) for face, piece in runs(printable(text)))


def wrapped(text: str, size: int, room: int, most: int) -> list[str]:
    """Return a text in at most so many lines, each with as many words as have room; the last one may be too long."""
    lines = list[str]()
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == most or line_width(longer, size) <= room):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _shortened(text: str, size: int, room: int) -> str:
    if line_width(text, size) <= room:
        return text
    while text and line_width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _font(face: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face), size)
