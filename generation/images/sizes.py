"""Picture sizes: names, ratios and WIDTHxHEIGHT."""

import math
import re

from generation.errors import RefusedError
from generation.i18n import _
from storage.params import SQUARE

SMALLEST, LARGEST = 512, 2048
NAMED = {
    "square": (SQUARE, SQUARE),
    "landscape": (1536, 1024),
    "portrait": (1024, 1536),
    "wide": (1792, 1024),
    "tall": (1024, 1792),
}


def parse_size(text: str | None) -> tuple[int, int]:
    """Return width and height in pixels for what a user wrote; nothing written is the square.

    Raises:
        RefusedError: it is no size, or one out of bounds.

    """
    wanted = (text or "square").strip().lower()
    if wanted in NAMED:
        return NAMED[wanted]
    if match := re.fullmatch(r"(\d{1,5})\s*[x\u00d7*]\s*(\d{1,5})", wanted):
        return _within_bounds(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{1,2})\s*:\s*(\d{1,2})", wanted):
        return _from_ratio(int(match[1]), int(match[2]))
    raise RefusedError(_("I do not know the size “{size}”. {examples}").format(size=wanted[:40], examples=_examples()))


def _examples() -> str:
    return _("Give {names}, a ratio like 16:9, or WIDTHxHEIGHT from {smallest} to {largest} like 1024x1024.").format(
        names=", ".join(NAMED), smallest=SMALLEST, largest=LARGEST
    )


def _within_bounds(width: int, height: int) -> tuple[int, int]:
    if SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST:
        return width, height
    raise RefusedError(
        _("{width}x{height} is out of bounds. {examples}").format(width=width, height=height, examples=_examples())
    )


def _from_ratio(across: int, down: int) -> tuple[int, int]:
    """Return a size of about a million pixels, each side divisible by 16."""
    if not (across and down) or not 1 / 4 <= across / down <= 4:
        raise RefusedError(
            _("{across}:{down} is not a ratio that I can paint. {examples}").format(
                across=across, down=down, examples=_examples()
            )
        )
    unit = math.sqrt(1024 * 1024 / (across * down))
    width, height = (min(LARGEST, max(SMALLEST, round(side * unit / 16) * 16)) for side in (across, down))
    return width, height
