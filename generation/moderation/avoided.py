"""What a picture is to be without is part of the picture: a negative prompt of "clothes" undresses whom the text shows.

Only clothing and grown-ups count there; whatever else is to be avoided (spiders, nudity, a session's own words) is
welcome.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from generation.moderation.clothing import DRESSED, Undress, garments, grown_up, is_all_clothing
from generation.moderation.normalize import tokenize
from generation.moderation.term_index import Hit
from generation.moderation.worldwide import names_clothing

# Commas and semicolons, those of Chinese, Japanese and Arabic too.
_BETWEEN = re.compile("[,;|\n\uff0c\uff1b\u3001\u060c\u061b]")


@dataclass(frozen=True, slots=True)
class Avoided:
    """What is to be avoided, as far as it changes who is shown and how.

    `naked` tells that nobody shall wear a thing, `abroad` that clothing is named in another language.
    """

    clothing: Undress = DRESSED
    grown_up: tuple[Hit, ...] = ()
    naked: bool = False
    abroad: bool = False

    def __bool__(self) -> bool:
        return bool(self.clothing or self.grown_up or self.abroad)


@lru_cache(maxsize=256)
def read_avoided(avoided: str) -> Avoided:
    """Return what a negative prompt says of those who are shown."""
    if not avoided:
        return Avoided()
    tokens = tokenize(avoided)
    naked = any(is_all_clothing(tokenize(phrase)) for phrase in _BETWEEN.split(avoided))
    return Avoided(garments(tokens), tuple(grown_up(tokens)), naked, names_clothing(avoided))


def without_clothing(avoided: str) -> str:
    """Return a negative prompt without the phrases that name clothing."""
    phrases = (phrase.strip() for phrase in _BETWEEN.split(avoided))
    return ", ".join(
        phrase for phrase in phrases if phrase and not garments(tokenize(phrase)) and not names_clothing(phrase)
    )
