"""What has become of a vehicle: one that is said to burn, to have crashed, or to be parked."""

from collections.abc import Mapping
from dataclasses import replace

from generation.reading.chunking.chunking import noun_phrases
from generation.reading.named import Thing
from generation.reading.noun_phrases import NounPhrase
from generation.reading.scene import Scene
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.vehicles import BURNING, CRASHED, VEHICLES

BEFORE, AFTER = 3, 5  # words before and after a vehicle that may tell what has become of it
#: Words by what they tell, folded; German ones by their stem.
STATES = {
    BURNING: (
        "on fire", "in flames", "in flammen", "burning", "blazing", "flaming", "ablaze", "exploding", "brennend",
        "brennt", "explodier",
    ),
    CRASHED: (
        "crashed", "wrecked", "wreck", "wreckage", "overturned", "upturned", "smashed", "totalled", "destroyed",
        "abgestuerzt", "verunglueckt", "umgestuerzt", "umgekippt", "ueberschlagen", "zerstoert", "wrack", "demoliert",
    ),
    "stand": ("parked", "landed", "grounded", "geparkt", "gelandet", "parkend"),
}  # fmt: skip
FIRE_WORDS = frozenset({"fire", "flames", "feuer", "flammen"})


def owners_of_words(scene: Scene) -> Mapping[int, int]:
    """Return the place of the head that each word before a head is said of, by the word's place."""
    phrases = (part for part in noun_phrases(scene.terms) if isinstance(part, NounPhrase))
    return {term.at: part.head.at for part in phrases for term in part.before}


def states_of(scene: Scene, thing: Thing, owners: Mapping[int, int]) -> tuple[str, ...]:
    """Return which of STATES a vehicle is said to be in; another thing's words are not its own."""
    if thing.kind not in VEHICLES:
        return ()
    others = [other.at for other in scene.things if other.at != thing.at and not is_on_fire(scene, other)]
    start = max([thing.at - BEFORE, *(at + 1 for at in others if at < thing.at)])
    stop = min([thing.at + AFTER, *(at - 1 for at in others if at > thing.at)])
    words_near = scene.terms.terms[max(0, start) : stop + 1]
    near = [term for term in words_near if owners.get(term.at, thing.at) == thing.at]
    said = {term.means("states") for term in near}
    found = [
        state for state, stems in STATES.items()
        if state in said or any(term.folded.startswith(stems) for term in near)
    ]  # fmt: skip
    if any(is_on_fire(scene, other) and 0 < other.at - thing.at <= AFTER for other in scene.things):
        found.append(BURNING)
    return tuple(dict.fromkeys(found))


def is_on_fire(scene: Scene, thing: Thing) -> bool:
    """Tell whether a fire is that of what is "on fire" or "in flames": no barrel burns beside it."""
    before = scene.terms.terms[thing.at - 1].folded if thing.at > 0 else ""
    return thing.kind == "fire" and scene.terms.terms[thing.at].folded in FIRE_WORDS and before in {"on", "in"}


def in_state(scene: Scene, thing: Thing, subject: Subject, owners: Mapping[int, int]) -> Subject:
    """Return a vehicle as it is said to be."""
    states = states_of(scene, thing, owners)
    if not states:
        return subject
    down = "stand" in states or CRASHED in states
    pose = "stand" if down else subject.pose
    return replace(subject, features=tuple(state for state in states if state != "stand"), pose=pose)
