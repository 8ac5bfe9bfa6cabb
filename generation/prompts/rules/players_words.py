"""What of a text is the player's, and what an enhancement has put beside it."""

import re
from functools import cache

from generation.prompts.rules.bare_place import bare_place, phrases_of_bare_place
from generation.prompts.rules.details import is_detail
from generation.prompts.rules.glosses import without_glosses
from generation.prompts.rules.light import is_light
from generation.prompts.values import EnhancementInput
from generation.reading.words import key
from generation.styles.catalogue import Style

_BETWEEN = re.compile(r"([,.!?;:]+\s+)")
#: So many phrases of a bare place are no chance.
_USUAL = 3


def phrases_of(text: str) -> list[str]:
    """Return the phrases between commas."""
    return [phrase for part in text.split(",") if (phrase := part.strip().rstrip("."))]


def styles_of(given: EnhancementInput) -> list[Style]:
    """Return the looks, the one that outranks the other first."""
    asked = [given.style] if given.style and given.style != given.locked else []
    return [*([given.locked] if given.locked else []), *asked]


def players_words(text: str, given: EnhancementInput) -> str:
    """Return a text without what an enhancement has put beside the player's words."""
    added = (*(style.positive for style in styles_of(given)), given.premise)
    own = {key(phrase) for phrases in added for phrase in phrases_of(phrases)}
    parts = _BETWEEN.split(without_glosses(text))
    kept = [
        part + mark
        for part, mark in zip(parts[::2], [*parts[1::2], ""], strict=True)
        if key(part) not in own and not _is_added(part)
    ]
    return "".join(kept).strip(" ,;:") or text


def is_enhanced(text: str) -> bool:
    """Tell whether an enhancement has gone through a text: what nobody types by chance stands in it."""
    parts = parts_of(text)
    usual = sum(key(part) in phrases_of_bare_place() for part in parts)
    return usual >= _USUAL or any(_is_told(part) for part in parts)


def parts_of(text: str) -> list[str]:
    """Return what stands between a text's marks."""
    return _BETWEEN.split(text)[::2]


def _is_added(part: str) -> bool:
    return key(part) in phrases_of_bare_place() or _is_told(part)


def _is_told(part: str) -> bool:
    """Tell whether a phrase is one of the two that stand beside a description."""
    return bool(_set_in().match(part)) or is_light(part) or is_detail(part)


@cache
def _set_in() -> re.Pattern[str]:
    weathers = "|".join(re.escape(pair.partition("|")[0]) for pair in bare_place(0)["weather"])
    return re.compile(rf"set in (?:{weathers})\b", re.IGNORECASE)
