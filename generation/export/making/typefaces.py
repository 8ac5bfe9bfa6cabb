"""The typefaces that captions are set in: Barlow, and what stands in where it has no letter."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

_HERE = Path(__file__).parents[1] / "typeface"
BARLOW = Path(__file__).parents[2] / "sketch" / "canvas" / "typeface" / "Barlow-Medium.ttf"
#: In this order: what an earlier one has, a later one is not asked for.
FACES = (BARLOW, _HERE / "DejaVuSans.ttf", _HERE / "DroidSansFallback.ttf", _HERE / "NotoEmoji-Regular.ttf")
#: What stands for a letter that none of them has.
_UNKNOWN = "□"


@cache
def _letters(face: Path) -> frozenset[int]:
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
