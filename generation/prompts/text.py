"""The description as a user typed it: made clean, or refused with a sentence."""

import re
import unicodedata

from generation.errors import RefusedError
from generation.i18n import _

LONGEST = 4000
TYPES = ("scene", "character", "location", "item")


def clean_prompt(text: str) -> str:
    """Return the description without control characters and needless white space.

    Raises:
        RefusedError: nothing is left, or it is too long.

    """
    # Cc control, Cf format (zero-width, direction overrides), Cs lone surrogates, Co private use, Cn unassigned.
    visible = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    prompt = re.sub(r"\s+", " ", unicodedata.normalize("NFC", visible)).strip()
    # Composing can lengthen a text, too, so that what is measured is what is stored.
    if (length := max(len(text), len(prompt))) > LONGEST:
        raise RefusedError(
            _("The description has {length:,} characters; {most:,} is the most. Shorten it and try again.").format(
                length=length, most=LONGEST
            )
        )
    if not any(char.isalnum() for char in prompt):
        raise RefusedError(_("Describe what to paint, for example: a rain-soaked Seattle street with neon signs."))
    return prompt


def parse_type(text: str | None) -> str:
    """Return the kind of picture; nothing given is a scene.

    Raises:
        RefusedError: it is none of the four.

    """
    wanted = (text or "scene").strip().lower()
    if wanted in TYPES:
        return wanted
    raise RefusedError(
        _("I do not know the type “{type}”. Give one of {types}.").format(type=wanted[:40], types=", ".join(TYPES))
    )


def parse_seed(value: int | None) -> int | None:
    """Return the seed.

    Raises:
        RefusedError: it is out of bounds.

    """
    if value is None or 0 <= value < 2**32 - 1:
        return value
    raise RefusedError(_("A seed is a whole number from 0 to 4294967294."))
