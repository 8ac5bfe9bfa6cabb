"""The description as a user typed it: made clean, or refused with a sentence."""

from generation.errors import RefusedError
from generation.i18n import _
from generation.text.visible import named_and_visible

LONGEST = 4000
MOST_SEED = 4294967294
TYPES = ("scene", "character", "location", "item")


def clean_prompt(text: str) -> str:
    """Return the description in one line: what cannot be seen is gone, and names stand where codes of a chat stood.

    Raises:
        RefusedError: nothing is left, or it is too long.

    """
    prompt = named_and_visible(text)
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
    if value is None or 0 <= value <= MOST_SEED:
        return value
    raise RefusedError(_("A seed is a whole number from 0 to 4294967294."))
