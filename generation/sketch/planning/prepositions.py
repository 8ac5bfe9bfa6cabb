"""Where a picture plays, in English words: "in a casino", "on a rooftop over the city at night"."""

from __future__ import annotations

import re

IN = "in"
#: Of the noun that a place is called by, the word before it; "in" for all others.
_BEFORE = {
    "on": (
        "roof",
        "street", "rooftop", "dockside", "bridge", "highway", "cliff", "beach", "balcony", "mountain", "sea", "deck",
        "helipad", "rig", "glacier", "airfield", "plane", "site", "stairs", "plain", "meadow",
        "playground", "farm", "compound", "yard", "front", "road", "ledge", "jetty",
    ),
    "at": ("gas station", "edge", "facade", "checkpoint", "motel", "stop", "outfall", "crater", "plant"),
    "by": ("lake", "spring", "waterfall", "lighthouse", "railway", "river"),
    "before": ("castle", "pyramid", "church among graves"),
    "inside": ("submarine", "van"),
}  # fmt: skip
_WORDS = {noun: word for word, nouns in _BEFORE.items() for noun in nouns}
#: What follows the noun.
_REST = re.compile(r",| (?:of|with|under|over|at|by|in|on|full|around|between|among|high|beside|through)\b")
_NEAR_ALL = ("church among graves", "gas station")


def where(place: str) -> str:
    """Return a place, with its article and a small letter, behind the word that says how one is there."""
    whole = next((words for words in _NEAR_ALL if words in place), "")
    head = whole or _REST.split(place, maxsplit=1)[0].rsplit(" ", 1)[-1]
    return f"{_WORDS.get(head, IN)} {place}"
