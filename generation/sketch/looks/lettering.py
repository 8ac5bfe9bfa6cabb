"""Lettering: the player's words, set into a picture of which something could not be painted, as its style has words."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from generation.sketch.canvas.field import Field
from generation.sketch.canvas.palette import Colour
from generation.sketch.canvas.sprite import font
from generation.sketch.planning.captioned import without_loose_end

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a style sets words: the ink, the box behind (None: an outline about the letters), its rule, where it stands.

    `size` is the height of the letters in shares of the shorter side, `where` the edge at which it stands if nothing
    is in the way: "bottom", "top left" and so on.
    """

    ink: Colour
    box: Colour | None = None
    rule: Colour | None = None
    where: str = "bottom"
    capitals: bool = False
    size: float = 0.034


OUTLINE = (8, 8, 12)
SUBTITLE = Lettering((244, 240, 226))
COMIC_BOX = Lettering((20, 18, 22), (250, 232, 150), (20, 18, 22), "top left", capitals=True, size=0.030)
LABEL = Lettering((214, 236, 255), (14, 40, 74), (150, 200, 240), "bottom left", capitals=True, size=0.026)
BY_STYLE = {
    "graphic_novel": COMIC_BOX,
    "dossier": Lettering((40, 36, 34), (226, 216, 192), (150, 136, 110), "bottom left", size=0.028),
    "gear_blueprint": LABEL,
    "tactical_map": LABEL,
    "matrix_deep": Lettering((150, 255, 210), (2, 20, 18), (40, 160, 120), "bottom left", capitals=True, size=0.026),
    "ar_overlay": Lettering((160, 240, 255), (6, 22, 34), (60, 170, 200), "bottom left", size=0.027),
    "security_cam": Lettering((230, 236, 230), (0, 0, 0), None, "bottom left", capitals=True, size=0.026),
    "vhs_90s": Lettering((255, 255, 255), None, None, "bottom left", capitals=True, size=0.032),
}
#: What is written otherwise than it is typed: the typeface has no other spaces, and one kind of dots.
_WRITTEN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u1e9e": "SS", "\u2011": "-"})
WIDEST, MOST_LINES = (0.78, 0.52, 0.36), 2  # shares of the picture's width, the first one wanted most; lines
MARGIN, PADDING, LEADING = 0.04, 0.55, 1.28  # of the shorter side; of a letter's height
SMALLER = (1.0, 0.82, 0.68)  # how much smaller letters may be where there is little room
FREE_LEAD, FREE_OTHERS = 0.0, 0.02  # how much of a caption may stand over what the picture is about, and over others
CROWDED = 0.085  # of the range from black to white: where colours differ by more from cell to cell, no words are set
ANOTHER_PLACE = 0.02  # how much emptier another edge has to be than the one that a style has
CELLS = 64  # to the shorter side: how finely emptiness is measured


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Where no caption may stand, in cells of the picture: over what it is about and, if it can be helped, others."""

    lead: Mask
    others: Mask
    detail: Field | None = None  # how much colours differ about each cell, where that is known

    def detail_under(self, box: tuple[float, float, float, float], size: tuple[int, int]) -> float:
        """Return how uneven a picture of that size is under a box in pixels: signs, lamps, edges."""
        if self.detail is None:
            return 0.0
        rows, columns = self.detail.shape
        left, top, right, bottom = (int(edge) for edge in box)
        cut = self.detail[
            max(0, top * rows // size[1]) : bottom * rows // size[1] + 1,
            max(0, left * columns // size[0]) : right * columns // size[0] + 1,
        ]
        return float(cut.mean()) if cut.size else 0.0

    def under(self, box: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[float, float]:
        """Return the shares of a box in pixels, in a picture of that size, that lie over the lead and over others."""
        rows, columns = self.lead.shape
        left, top, right, bottom = box
        cut = (
            slice(int(top / size[1] * rows), max(int(top / size[1] * rows) + 1, -int(-bottom / size[1] * rows // 1))),
            slice(
                int(left / size[0] * columns),
                max(int(left / size[0] * columns) + 1, -int(-right / size[0] * columns // 1)),
            ),
        )
        return float(self.lead[cut].mean()), float(self.others[cut].mean())


@dataclass(frozen=True, slots=True)
class Setting:
    """A caption laid out: its lines, their typeface and look, and the box in pixels that they take."""

    lines: tuple[str, ...]
    face: FreeTypeFont
    look: Lettering
    box: tuple[float, float, float, float]


def lettered(picture: Image.Image, caption: str, style: str, in_the_way: InTheWay | None = None) -> Image.Image:
    """Return the picture with a caption in the style's lettering, or without one where there is no room for it."""
    words = unicodedata.normalize("NFC", caption).translate(_WRITTEN)
    look = BY_STYLE.get(style, SUBTITLE)
    words = " ".join(words.upper().split() if look.capitals else words.split())
    if words:
        setting = set_out(words, look, picture.size, in_the_way)
        if setting is not None:
            _write(picture, setting)
    return picture


def set_out(words: str, look: Lettering, size: tuple[int, int], in_the_way: InTheWay | None = None) -> Setting | None:
    """Lay a caption out where it hides nothing and the picture is emptiest; return None where nothing is free.

    The edge that a style has is taken before others that are hardly emptier.
    """
    for share in SMALLER:
        best, least = None, CROWDED
        for setting in _settings(words, replace(look, size=look.size * share), size):
            if in_the_way is None:
                return setting
            lead, others = in_the_way.under(setting.box, size)
            if lead > FREE_LEAD or others > FREE_OTHERS:
                continue
            uneven = in_the_way.detail_under(setting.box, size) + ANOTHER_PLACE * (setting.look.where != look.where)
            if uneven < least:
                best, least = setting, uneven
        if best is not None:
            return best
    return None


def detail_of(picture: Image.Image) -> Field:
    """Return how much the brightness of a picture differs about each of its cells."""
    wide, high = (max(2, round(CELLS * side / min(picture.size))) for side in picture.size)
    small = picture.convert("L").resize((4 * wide, 4 * high), Image.Resampling.BOX)
    grey = np.asarray(small, np.float32) / np.float32(255)
    steps = np.abs(np.gradient(grey, axis=0)) + np.abs(np.gradient(grey, axis=1))
    return np.asarray(steps.reshape(high, 4, wide, 4).mean(axis=(1, 3)), np.float32)


def _settings(words: str, look: Lettering, size: tuple[int, int]) -> Iterator[Setting]:
    """Return the ways in which a caption can be laid out, the one that its style has first."""
    face = font(max(9, round(look.size * min(size))))
    edges = dict.fromkeys((look.where, *_EDGES[look.where.partition(" ")[2]]))
    for where, widest in product(edges, WIDEST):
        lines = _wrapped(words, face, widest * size[0])
        if " ".join(lines) == words or widest == WIDEST[0]:
            placed = replace(look, where=where)
            yield Setting(tuple(lines), face, placed, _box(lines, placed, face, size))


_EDGES = {
    "": ("top", "bottom left", "bottom right", "top left", "top right"),
    "left": ("bottom left", "top left", "bottom right", "top right"),
}


def _box(
    lines: list[str], look: Lettering, face: FreeTypeFont, size: tuple[int, int]
) -> tuple[float, float, float, float]:
    high, margin = look.size * min(size), MARGIN * min(size)
    edge = PADDING * high
    wide = max(face.getlength(line) for line in lines) + 2 * edge
    tall = high * LEADING * len(lines) + 1.1 * edge
    upright, _, aside = look.where.partition(" ")
    left = {"": (size[0] - wide) / 2, "left": margin, "right": size[0] - margin - wide}[aside]
    top = margin if upright == "top" else size[1] - margin - tall
    return left, top, left + wide, top + tall


def _wrapped(words: str, face: FreeTypeFont, widest: float) -> list[str]:
    """Break words into at most MOST_LINES lines, about equally long, and leave out what does not fit."""
    lines = _broken(words, face, widest)
    if len(lines) == 1:
        return lines
    while widest > 1:
        narrower = _broken(words, face, widest * 0.94)
        if len(narrower) > len(lines) or " ".join(narrower) != " ".join(lines):
            break
        lines, widest = narrower, widest * 0.94
    return lines


def _broken(words: str, face: FreeTypeFont, widest: float) -> list[str]:
    lines = [""]
    for word in (_fitted(word, face, widest) for word in words.split()):
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= widest or not lines[-1]:
            lines[-1] = longer
        elif len(lines) == MOST_LINES:
            lines[-1] = " ".join(without_loose_end(lines[-1].split())).rstrip(",;:.")
            break
        else:
            lines.append(word)
    return lines


def _fitted(word: str, face: FreeTypeFont, widest: float) -> str:
    """Return a word, cut where it alone is too wide."""
    while len(word) > 1 and face.getlength(word) > widest:
        word = word[:-1]
    return word


def _write(picture: Image.Image, setting: Setting) -> None:
    pen, look, face = ImageDraw.Draw(picture), setting.look, setting.face
    high, (left, top, right, bottom) = look.size * min(picture.size), setting.box
    edge = PADDING * high
    if look.box is not None:
        box = tuple(round(at) for at in (left, top, right, bottom))
        pen.rectangle(box, fill=look.box, outline=look.rule, width=max(1, round(high * 0.08)))
    outline = 0 if look.box is not None else max(1, round(high * 0.09))
    middle = not look.where.partition(" ")[2]
    # The letters' own height is centred in the box: ascenders and descenders are not alike.
    first = top + 0.55 * edge + (high * LEADING - sum(face.getmetrics())) / 2
    for number, line in enumerate(setting.lines):
        at = (left + right - face.getlength(line)) / 2 if middle else left + edge
        pen.text((at, first + number * high * LEADING), line, look.ink, face, stroke_width=outline, stroke_fill=OUTLINE)
