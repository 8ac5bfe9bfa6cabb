"""What things, vehicles and creatures are said to be: broken, of gold, on the side, giant, in a heap."""

from collections.abc import Sequence
from dataclasses import replace

from generation.reading.named import Thing
from generation.reading.scene import Scene
from generation.reading.terms import Term
from generation.sketch.planning.creatures import ALIASES, CREATURES
from generation.sketch.planning.state_words import Told, is_state, states, tells_any, told_after, told_before
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS, STANDING
from generation.sketch.planning.vehicles import CRASHED, VEHICLES, WHEELED

BEFORE, AFTER = 4, 4  # words before and after a noun that may tell of it
GIANT, TINY = "giant", "tiny"
#: Sizes: of how many times its own a thing or creature is painted beside others.
SIZES = {GIANT: 2.6, TINY: 0.4}
#: Colours that say what something is made of.
COLOUR_OF = {"gold": "gold", "chrome": "silver", "silver": "silver", "copper": "orange"}
#: What rises from a thing, and is only painted over one that has a picture of its own.
RISING = frozenset({"smoking", "steaming"})
#: What a vessel is full of, and what lies in numbers: told by a noun beside it.
FULL, FILLED = (
    frozenset({"full", "filled", "voller", "voll", "gefuellt"}),
    frozenset({"fridge", "crate", "box", "safe"}),
)
HEAPS = {
    "heap": frozenset({"heap", "pile", "mound", "mountain", "haufen", "berg"}),
    "stack": frozenset({"stack", "stapel", "tower", "stacked", "gestapelt", "gestapelte", "gestapelter"}),
}
#: What a German compound begins with.
_PREFIXES = {
    "riesen": GIANT, "mini": TINY, "baby": TINY, "gold": "gold", "holz": "wood", "glas": "glass", "knochen": "bone",
    "kristall": "crystal", "stein": "stone", "kupfer": "copper", "chrom": "chrome",
}  # fmt: skip
_SIZES_ONLY = frozenset({GIANT, TINY})


def kind_of(thing: Thing) -> str:
    """Return by what name a thing is known to the painters."""
    return ALIASES.get(thing.kind, thing.kind)


def can_be(kind: str, state: str) -> bool:
    """Tell whether something of a kind can be painted in a state."""
    sorts = {kind}
    if kind in VEHICLES:
        sorts |= {"vehicles", "wheeled"} if kind in WHEELED else {"vehicles"}
    elif kind.startswith("drone") or kind == "robot_dog":
        sorts.add("drones")
    elif kind in CREATURES:
        sorts.add("creatures")
    elif kind in ITEMS:
        sorts |= {"things", "standing"} if kind in STANDING else {"things"}
    return not sorts.isdisjoint(states()[state].of)


def told_of(scene: Scene, thing: Thing) -> list[Told]:
    """Return the states that a description tells of a thing and that it can be in; another noun's words are its own."""
    kind = kind_of(thing)
    if kind not in ITEMS and kind not in CREATURES | VEHICLES:
        return []
    terms = scene.terms.terms
    nouns = {at for group in (scene.things, scene.people, scene.places) for at in (noun.at for noun in group)}
    nouns.discard(thing.at)
    start = max([0, thing.at - BEFORE, *(at + 1 for at in nouns if at < thing.at)])
    before = list(terms[start : thing.at])
    marks = [at for at, term in enumerate(before) if not term.is_word and not _joins(before, at)]
    before = before[marks[-1] + 1 :] if marks else before
    found = [*told_before(before), *told_after(terms[thing.at + 1 :])]
    own = terms[thing.at]
    if scene.terms.german:
        prefixed = (state for prefix, state in _PREFIXES.items() if own.folded.startswith(prefix))
        found += [Told(state, frozenset()) for state in prefixed if kind in ITEMS or state in _SIZES_ONLY]
    return [each for each in found if can_be(kind, each.state)]


def _joins(terms: Sequence[Term], at: int) -> bool:
    """Tell whether a mark stands between two states of one noun: "a cracked, bloody skull"."""
    return terms[at].folded == "," and at > 0 and tells_any(terms[at - 1].folded)


def said_of(scene: Scene, thing: Thing) -> tuple[str, ...]:
    """Return which states a thing or creature is said to be in."""
    told = {each.state for each in told_of(scene, thing)}
    found = [name for name in states() if name in told]
    kind, terms = kind_of(thing), scene.terms.terms
    own = [term.folded for term in terms[max(0, thing.at - 3) : thing.at]]
    if kind in ITEMS:
        found += [state for state, words in HEAPS.items() if any(word in words for word in own)]
    if kind in FILLED and FULL & {term.folded for term in terms[thing.at + 1 : thing.at + 3]}:
        found.append("full")
    return tuple(found)


def told_places(scene: Scene, thing: Thing, subject: Subject) -> frozenset[int]:
    """Return where the words stand that tell of states that a thing's subject is painted in."""
    told = (each for each in told_of(scene, thing) if each.state in subject.features)
    return frozenset(at for each in told for at in each.places)


def told_apart(scene: Scene) -> frozenset[int]:
    """Return where the words of all states stand: the rope that something is tied with is no other thing."""
    return frozenset(at for thing in scene.things for each in told_of(scene, thing) for at in each.places)


def size_of(term: Term) -> str:
    """Return the size, GIANT or TINY, that a word tells; nothing where it tells none that is plain to see."""
    return next((size for size in (GIANT, TINY) if is_state(size, term.folded)), "")


def as_said(scene: Scene, thing: Thing, subject: Subject, *, alone: bool = False) -> Subject:
    """Return a thing or a creature as it is said to be; `alone` on a plate of its own."""
    found = [state for state in said_of(scene, thing) if state not in subject.features]
    if not alone and subject.kind in ITEMS:
        found = [state for state in found if state not in RISING]
    if not found:
        return subject
    kept = subject.features
    if {"upside_down", "on_side"} & set(found):
        kept = tuple(state for state in kept if state != CRASHED)
    colour = "" if subject.colour in {COLOUR_OF.get(state, "") for state in found} else subject.colour
    return replace(subject, features=(*kept, *found), colour=colour)


def tells(state: str, word: str) -> bool:
    """Tell whether a word, folded, says that something is in a state."""
    if state in HEAPS:
        return word in HEAPS[state]
    return is_state(state, word) or (state == "full" and word in FULL)
