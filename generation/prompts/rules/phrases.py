"""The phrases that may be put beside a player's words, by what the picture shows and by slot."""

from functools import cache
from pathlib import Path
from types import MappingProxyType

from generation.prompts.rules.glosses import all_glosses
from generation.reading.data import load
from generation.reading.description import Reading
from generation.reading.words import key

#: In the order in which they stand in a text. Each has a number of its own, prime, so that seeds vary them apart.
SLOTS = MappingProxyType(
    {
        "weather": 1,
        "light": 3,
        "time": 5,
        "genre": 7,
        "surroundings": 11,
        "mood": 13,
        "background": 17,
        "camera": 19,
        "medium": 23,
        "quality": 29,
    }
)
ESSENTIAL = ("genre", "medium", "quality")
#: What plays elsewhere than its context says, by topic.
_ELSEWHERE = ("historical", "underwater")
_KNOWN_PLACE_ONLY = ("weather", "background", "time")

Pools = dict[str, tuple[str, ...]]


@cache
def _pools() -> dict[str, Pools]:
    return {
        name: {slot: tuple(pool) for slot, pool in slots.items()}
        for name, slots in load("phrases.json", Path(__file__).parent).items()
    }


def pools_for(kind: str, reading: Reading, seed: int, *, long: bool) -> Pools:
    """Return the phrases for each slot, the one that the seed chooses first.

    An empty phrase leaves its slot open. The seed 0 takes the first of each. A long description has told the rest, and
    gets what is essential.
    """
    pools = _pools()["finish"] | {"camera": _pools()["camera"][kind]} | _of_subject(kind, reading)
    if long:
        pools = {slot: pools.get(slot, ()) for slot in ESSENTIAL}
    return {slot: _turned(pools[slot], seed * SLOTS[slot]) for slot in SLOTS if pools.get(slot)}


def _of_subject(kind: str, reading: Reading) -> Pools:
    pools, topics = _pools(), reading.topics
    for elsewhere in _ELSEWHERE:
        if elsewhere in topics:
            return pools[elsewhere]
    built = reading.context in {"", "outdoors", "indoors"}
    if kind in {"character", "item"} and built:
        own = pools[kind]
        if kind == "item" and reading.context:
            place = pools[reading.context]
            return {"light": place["light"], "genre": own["genre"], "medium": own["medium"]}
        return own
    chosen = pools[reading.context or "outdoors"]
    if kind in {"character", "item"} or not reading.context:
        return {slot: pool for slot, pool in chosen.items() if slot not in _KNOWN_PLACE_ONLY}
    return chosen


def _turned(pool: tuple[str, ...], turns: int) -> tuple[str, ...]:
    first = turns % len(pool)
    return pool[first:] + pool[:first]


@cache
def own_phrases() -> MappingProxyType[str, frozenset[str]]:
    """Return every phrase of the pools and the glosses as tables know it, with the slots that it fills."""
    own: dict[str, set[str]] = {}
    for pools in _pools().values():
        for slot, pool in pools.items():
            for part in (part for phrase in pool for part in phrase.replace("|", ",").split(",")):
                own.setdefault(key(part), set()).add(slot)
    for gloss in all_glosses():
        for part in gloss.split(","):
            own.setdefault(key(part), set())
    own.pop("", None)
    return MappingProxyType({phrase: frozenset(slots) for phrase, slots in own.items()})


def unwanted(kind: str, context: str) -> list[str]:
    """Return what usually spoils a picture of this kind, for a negative prompt."""
    table: dict[str, str] = load("unwanted.json", Path(__file__).parent)
    return [phrase.strip() for name in ("all", kind, context) if name in table for phrase in table[name].split(",")]
