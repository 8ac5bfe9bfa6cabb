"""What a description says of the picture as a whole: hour, weather, how full it is, and the colour of its lights."""

from generation.reading.chunking.chunking import noun_phrases
from generation.reading.noun_phrases import Deed
from generation.reading.terms import Terms

# Words that empty a scene only when they are negated: "people", "no people".
NEGATED_ONLY = frozenset({"people", "crowd", "pedestrian", "pedestrians", "passers by", "leute", "menschen"})

_NIGHTLY = frozenset({"starry", "stars", "aurora", "sternklar", "sternenhimmel", "polarlichter"})
CROWD = frozenset({"crowd", "crowds", "menge"})


def time_of(words: Terms) -> str:
    """Return the time of day that is asked for, or that the light is of, or nothing."""
    said = words.chosen("times") or words.chosen("hours")
    return said or ("night" if "moon" in words.effects("effects") or _NIGHTLY & words.words else "")


def crowd_of(words: Terms) -> str:
    """Return how full of people it is asked to be, or nothing."""
    if "empty" in words.refused("crowds"):
        return "empty"
    if any(term.folded in CROWD and not term.refused for term in words.terms):
        return "crowded"
    said = [term.effects["crowds"] for term in words.found("crowds") if term.folded not in {*NEGATED_ONLY, "voller"}]
    return said[-1] if said else ""


def neon_of(words: Terms, usual: int) -> int:
    """Return how much neon is asked for: 0, 1 or 2."""
    if "neon" in words.refused("lights") or "none" in words.effects("neon"):
        return 0
    return 2 if "much" in words.effects("neon") else usual


def tint_of(words: Terms) -> str:
    """Return the colour that the lights are asked to have, or nothing: "green neon", "in red light".

    Of lights and signs only the first clause is asked: later ones are where an enhancer puts its palette.
    """
    for phrase in noun_phrases(words):
        if isinstance(phrase, Deed) or not phrase.colour:
            continue
        light = next((term.means("lights") for term in reversed(phrase.terms) if term.means("lights")), "")
        if light == "neon" or (light and not phrase.clause):
            return phrase.colour
    return ""
