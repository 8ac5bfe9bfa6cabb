"""What things and creatures are said to be: broken, open, rusty, giant, in a heap; the painters show all of these."""

from dataclasses import replace

from generation.reading.named import Thing
from generation.reading.scene import Scene
from generation.reading.terms import Term
from generation.sketch.planning.creatures import ALIASES, CREATURES
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import BURNING, VEHICLES

BEFORE, AFTER = 3, 4  # words before and after a noun that may tell of it
GIANT, TINY = "giant", "tiny"
#: Sizes: of how many times its own a thing or creature is painted beside others.
SIZES = {GIANT: 2.6, TINY: 0.4}
#: Words that stand before a noun, by what they tell of it, folded; German ones by their stem.
STATES: dict[str, tuple[str, ...]] = {
    "broken": (
        "broken", "shattered", "cracked", "smashed", "snapped", "splintered", "wrecked", "destroyed", "zerbrochen",
        "kaputt", "zersplittert", "zerstoert", "gesprungen", "zerschlagen", "zertruemmert", "geborsten",
    ),
    BURNING: ("burning", "blazing", "flaming", "ablaze", "brennend", "lodernd"),
    "glowing": ("glowing", "gleaming", "shining", "luminous", "leuchtend", "gluehend", "schimmernd"),
    "rusty": ("rusty", "rusted", "rusting", "rostig", "verrostet", "angerostet"),
    "open": ("open", "opened", "offen", "geoeffnet", "aufgebrochen", "aufgeklappt"),
    "empty": ("empty", "leer"),
    "bloody": ("bloody", "bloodstained", "blood stained", "bloodied", "blutig", "blutverschmiert", "blutbefleckt"),
    "bitten": ("half eaten", "bitten", "eaten", "angebissen", "aufgegessen", "gegessen"),
    GIANT: (
        "massive", "giant", "gigantic", "colossal", "enormous", "huge", "oversized", "riesig", "gigantisch",
        "riesengross",
    ),
    TINY: (
        "tiny", "baby", "puppy", "hatchling", "teeny", "itty bitty", "miniature", "minuscule", "winzig", "klitzeklein",
    ),
}  # fmt: skip
#: What a vessel is full of, and what lies in numbers: told by a noun beside it.
FULL = frozenset({"full", "filled", "voller", "voll", "gefuellt"})
SLIME = ("slime", "schleim", "goo", "ooze", "sludge", "giftschleim", "giftmuell", "toxic waste")
HEAPS = {
    "heap": frozenset({"heap", "pile", "mound", "mountain", "haufen", "berg"}),
    "stack": frozenset({"stack", "stapel", "tower"}),
}
_PREFIXES = {"riesen": GIANT, "mini": TINY, "baby": TINY}
#: What a state is told of: everything, but for these.
_ONLY = {
    "bitten": frozenset({"burger", "donut", "pizza", "sausage", "apple", "cake"}),
    "slime": frozenset({"barrel", "jar"}),
}
#: What creatures and drones may be.
OF_CREATURES = frozenset({GIANT, TINY, "glowing", "bloody"})
OF_VEHICLES = frozenset({GIANT, TINY, "glowing", "rusty"})
OF_DRONES = frozenset({GIANT, TINY, "rusty", "glowing", "broken"})


def said_of(scene: Scene, thing: Thing) -> tuple[str, ...]:
    """Return which states a thing or creature is said to be in; another noun's words are not its own."""
    kind = ALIASES.get(thing.kind, thing.kind)
    if kind not in ITEMS and kind not in CREATURES | VEHICLES:
        return ()
    terms = scene.terms.terms
    nouns = {at for group in (scene.things, scene.people, scene.places) for at in (noun.at for noun in group)}
    nouns.discard(thing.at)
    start = max([0, thing.at - BEFORE, *(at + 1 for at in nouns if at < thing.at)])
    before = list(terms[start : thing.at])
    while any(not term.is_word for term in before):
        before.pop(0)
    own = [*(term.folded for term in before), " ".join(term.folded for term in before[-2:])]
    after = [term.folded for term in terms[thing.at + 1 : thing.at + 1 + AFTER]]
    found = [state for state, stems in STATES.items() if any(word.startswith(stems) for word in own)]
    found += [state for state, words in HEAPS.items() if any(word in words for word in own) and kind in ITEMS]
    found += [state for prefix, state in _PREFIXES.items() if terms[thing.at].folded.startswith(prefix)]
    if any(word.startswith(SLIME) for word in (*own, *after)):
        found.append("slime")
    if FULL & set(after[:2]):
        found.append("full")
    if after[:1] in (["on fire"], ["in flames"], ["in flammen"]):
        found.append(BURNING)
    fits = [state for state in dict.fromkeys(found) if kind in _ONLY.get(state, {kind})]
    of_kind = OF_VEHICLES if kind in VEHICLES else OF_DRONES if kind.startswith("drone") else OF_CREATURES
    return tuple(state for state in fits if kind in ITEMS or state in of_kind)


def size_of(term: Term) -> str:
    """Return the size, GIANT or TINY, that a word tells; nothing where it tells none that is plain to see."""
    return next((size for size in (GIANT, TINY) if term.folded.startswith(STATES[size])), "")


def as_said(scene: Scene, thing: Thing, subject: Subject) -> Subject:
    """Return a thing or a creature as it is said to be."""
    states = said_of(scene, thing)
    return replace(subject, features=(*subject.features, *states)) if states else subject


def tells(state: str, word: str) -> bool:
    """Tell whether a word, folded, says that something is in a state."""
    if state == "slime":
        return word.startswith(SLIME) or word in {"toxic", "giftig"}
    if state in HEAPS:
        return word in HEAPS[state]
    return word.startswith(STATES.get(state, ())) or (state == "full" and word in FULL)
