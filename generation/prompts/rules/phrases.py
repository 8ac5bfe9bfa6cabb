"""The phrases that may be put beside a player's words, by what the picture shows and by slot."""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

from generation.prompts.rules.glosses import all_glosses
from generation.reading.data import grammar, load
from generation.reading.description import Reading
from generation.reading.vocabulary import PLACES, THINGS, topics
from generation.reading.words import key

_FOLDER = Path(__file__).parent
#: In the order in which they stand in a text.
SLOTS = (
    "weather",
    "light",
    "time",
    "genre",
    "surroundings",
    "mood",
    "background",
    "camera",
    "medium",
    "quality",
)
ESSENTIAL = ("genre", "medium", "quality")
#: What plays elsewhere than its context says, by topic.
_ELSEWHERE = ("historical", "underwater")
#: Behind these a description says more of a thing than what it is.
_BEHIND_NAME = frozenset(grammar("types", "behind_name"))
#: What a thing stands in, wherever it is told.
_SETTINGS = frozenset({"oldworld", "notech", "rural", "sea", "sacred", "historical", "underwater", "space"})
#: Slots that are filled in general terms only where nothing is said of the subject itself.
_GENERAL = ("time", "mood", "background")
_KNOWN_PLACE_ONLY = ("weather", "background", "time")
#: Phrases of a topic that serve every kind of picture, and those of a form, such as a map, that rules all else.
_ANY, _FORM = "any", "form"

Pools = dict[str, tuple[str, ...]]


@cache
def _pools() -> dict[str, Pools]:
    return {
        name: {slot: tuple(pool) for slot, pool in slots.items()}
        for name, slots in load("phrases.json", _FOLDER).items()
    }


@cache
def _topic_phrases() -> dict[str, dict[str, Pools]]:
    """Return the phrases for what a description speaks of, by kind of picture or any, by topic and by slot."""
    return {
        kind: {topic: {slot: tuple(pool) for slot, pool in slots.items()} for topic, slots in table.items()}
        for kind, table in load("topic_phrases.json", _FOLDER).items()
    }


def pools_for(kind: str, reading: Reading, seed: int, *, long: bool) -> Pools:
    """Return the phrases for each slot, the one that the seed chooses first.

    What a description speaks of has phrases of its own, which come before those for its kind and place, and leave some
    of these out; an empty phrase leaves its slot open. The seed 0 takes the first of each. A long description has told
    the rest, and gets what is essential.
    """
    pools = _pools()["finish"] | {"camera": _pools()["camera"][kind]} | _of_subject(kind, reading)
    own = _of_topics(kind, _topics_for(kind, reading))
    if own.get("surroundings"):
        # What is said of the subject itself is enough: the rest would be the same in every picture.
        pools = {slot: pool for slot, pool in pools.items() if slot not in _GENERAL}
    pools |= own
    slots = ESSENTIAL if long else SLOTS
    return {slot: _turned(pools[slot], _chosen(seed, slot)) for slot in slots if pools.get(slot)}


def _topics_for(kind: str, reading: Reading) -> frozenset[str]:
    """Return the topics that phrases come from: for an item not what is only said of it, as a coffee stain is."""
    if kind != "item":
        return reading.topics
    end = next((at for at, token in enumerate(reading.tokens) if _ends_name(token.text)), len(reading.tokens))
    named = [phrase for phrase in reading.found if phrase.at < end and not phrase.refused]
    things = {phrase.at for phrase in named if phrase.senses & THINGS}
    name = {sense for phrase in named if phrase.at + phrase.length not in things for sense in phrase.senses}
    return frozenset(topic for topic in reading.topics if topics()[topic].slot or topic in name | _SETTINGS)


def _ends_name(word: str) -> bool:
    return not word[0].isalnum() or word in _BEHIND_NAME


def _of_topics(kind: str, topics: frozenset[str]) -> Pools:
    """Return the phrases of the topics that are spoken of; one with none for a slot leaves it open to nobody."""
    found: Pools = {}
    for table in (_topic_phrases()[_ANY], _topic_phrases().get(kind, {}), _topic_phrases()[_FORM]):
        spoken = [slots for topic, slots in table.items() if topic in topics]
        names = dict.fromkeys(slot for slots in spoken for slot in slots)
        found |= {
            slot: ()
            if any(slots.get(slot) == () for slots in spoken)
            else tuple(phrase for slots in spoken for phrase in slots.get(slot, ()))
            for slot in names
        }
    return found


def _of_subject(kind: str, reading: Reading) -> Pools:
    pools, topics = _pools(), reading.topics
    for elsewhere in _ELSEWHERE:
        if elsewhere in topics:
            return pools[elsewhere]
    built = reading.context in {"", "outdoors", "indoors"}
    if kind in {"character", "item"} and built:
        animal = kind == "character" and reading.of({"creature"}) and not reading.of({"person"})
        own = pools["creature" if animal else kind]
        if kind == "item" and reading.context == "indoors":
            place = pools[reading.context]
            return {"light": place["light"], "genre": own["genre"], "medium": own["medium"]}
        return own
    hinted = reading.context == "outdoors" and not reading.of(PLACES | {"city"})
    chosen = pools["open" if hinted else reading.context or "anywhere"]
    if kind in {"character", "item"}:
        return {slot: pool for slot, pool in chosen.items() if slot not in _KNOWN_PLACE_ONLY}
    return chosen


def _chosen(seed: int, slot: str) -> int:
    """Return a number for a slot that has nothing to do with those of other slots; 0 for the seed 0."""
    if seed == 0:
        return 0
    return int.from_bytes(blake2b(f"{seed}/{slot}".encode(), digest_size=8).digest())


def _turned(pool: tuple[str, ...], turns: int) -> tuple[str, ...]:
    first = turns % len(pool)
    return pool[first:] + pool[:first]


@cache
def own_phrases() -> MappingProxyType[str, frozenset[str]]:
    """Return every phrase of the pools and the glosses as tables know it, with the slots that it fills."""
    own: dict[str, set[str]] = {}
    by_topic = [pools for table in _topic_phrases().values() for pools in table.values()]
    for pools in (*_pools().values(), *by_topic):
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
    table: dict[str, str] = load("unwanted.json", _FOLDER)
    return [phrase.strip() for name in ("all", kind, context) if name in table for phrase in table[name].split(",")]
