"""Lettering: the player's words, set into a picture of which something could not be painted, as its style has words."""

import unicodedata
from dataclasses import dataclass
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

from generation.sketch.canvas.palette import Colour
from generation.sketch.canvas.sprite import font

Face: TypeAlias = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a style sets words: the ink, the box behind (None: an outline about the letters), its rule, where it stands.

    `size` is the height of the letters in units, `where` "bottom", "top left" or "bottom left".
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
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "\u2019": "'", "…": "..."}
)
WIDEST, MOST_LINES = 0.78, 3  # share of the picture's width; lines
MARGIN, PADDING, LEADING = 0.045, 0.55, 1.32  # of the shorter side; of a letter's height


def lettered(picture: Image.Image, caption: str, style: str) -> Image.Image:
    """Return the picture with a caption in the style's lettering; the typeface has plain letters alone."""
    plain = unicodedata.normalize("NFKD", caption.translate(_SPELT_OUT))
    words = "".join(letter for letter in plain if " " <= letter <= "~").strip()
    if not words:
        return picture
    look = BY_STYLE.get(style, SUBTITLE)
    face = font(max(9, round(look.size * min(picture.size))))
    lines = _wrapped(words.upper() if look.capitals else words, face, WIDEST * picture.width)
    _set(picture, lines, look, face)
    return picture


def _wrapped(words: str, face: Face, widest: float) -> list[str]:
    """Break words into at most MOST_LINES lines; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in (_fitted(word, face, widest) for word in words.split()):
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= widest or not lines[-1]:
            lines[-1] = longer
        elif len(lines) == MOST_LINES:
            lines[-1] += "..."
            break
        else:
            lines.append(word)
    return lines


def _fitted(word: str, face: Face, widest: float) -> str:
    """Return a word, cut where it alone is too wide."""
    while face.getlength(word) > widest:
        word = word.removesuffix("...")[:-1] + "..."
    return word


def _set(picture: Image.Image, lines: list[str], look: Lettering, face: Face) -> None:
    pen, margin = ImageDraw.Draw(picture), MARGIN * min(picture.size)
    high = look.size * min(picture.size)
    wide, tall = max(face.getlength(line) for line in lines), high * LEADING * len(lines)
    left = (picture.width - wide) / 2 if look.where == "bottom" else margin + PADDING * high
    top = margin + PADDING * high if look.where == "top left" else picture.height - margin - PADDING * high - tall
    if look.box is not None:
        edge = PADDING * high
        box = (left - edge, top - edge, left + wide + edge, top + tall + edge * 0.7)
        pen.rectangle(box, fill=look.box, outline=look.rule, width=max(1, round(high * 0.08)))
    outline = 0 if look.box is not None else max(1, round(high * 0.09))
    for number, line in enumerate(lines):
        at = left + (wide - face.getlength(line)) / 2 if look.where == "bottom" else left
        pen.text(
            (at, top + number * high * LEADING), line, look.ink, face, stroke_width=outline, stroke_fill=(8, 8, 12)
        )
