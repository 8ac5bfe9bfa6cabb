"""Derivation: whom a word that nobody knows names by how it is made: "swordmen", "climber", "Mitstreiter"."""

from generation.reading.small_words import small
from generation.reading.vocabulary import VERBS, senses

_SHORTEST = 6  # letters
#: Endings that only words for somebody have, in the order in which they are looked for.
_ENGLISH = ("woman", "women", "man", "men", "boy", "girl", "ologist", "ographer", "ographist", "eer", "ster", "mate")
_GERMAN = (
    "mann", "frau", "leute", "junge", "maedchen", "kamerad", "genosse", "schwester", "bruder", "ling", "eur", "eurin",
    "ologe", "ologin", "erin", "istin", "streiter", "kaempfer", "taeter", "gaenger", "huelter", "sitzer",
)  # fmt: skip
_PLURALS = ("s", "en", "n", "nen", "e")


def names_somebody(word: str, *, german: bool) -> bool:
    """Tell whether a folded word of no known meaning is made as those for somebody are."""
    if len(word) < _SHORTEST or word in small("not somebody"):
        return False
    endings = (*_ENGLISH, *_GERMAN) if german else _ENGLISH
    forms = (word, *(word.removesuffix(ending) for ending in (_PLURALS if german else ("s",)) if word.endswith(ending)))
    if any(form.endswith(endings) and form not in small("not somebody") for form in forms):
        return True
    return not german and any(_does(form) for form in forms)


def _does(word: str) -> bool:
    """Tell whether an English word is of a verb that is known: a "climber" climbs."""
    if not word.endswith(("er", "or")) or word in small("not somebody"):
        return False
    stem = word[:-2]
    verbs = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return any(senses().get(verb, frozenset()) & VERBS for verb in verbs)
