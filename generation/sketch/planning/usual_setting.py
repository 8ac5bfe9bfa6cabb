"""Where it plays if no place is named: by what hints at one, what is done, who and what is there."""

from collections import Counter
from collections.abc import Iterator, Sequence

from generation.reading.binding import bound
from generation.reading.named import Person
from generation.reading.noun_phrases import Deed
from generation.reading.scene import Scene
from generation.sketch.planning.creatures import ALIASES, CREATURES
from generation.sketch.planning.deed_settings import usual_places
from generation.sketch.planning.haunts import has_haunt, haunt_of, haunts_of_deed, haunts_of_thing
from generation.sketch.planning.perches import perch_of
from generation.sketch.planning.scenery import SCENERY, is_painted
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import VEHICLES

STAGE = "stage"
#: Where people do something, if no place is named.
DONE_AT = {
    "drink": "bar", "dance": "bar/club", "drive": "highway",
}  # fmt: skip
#: Where vehicles are, if no place is named.
MET_AT = {"helicopter": "skyline", "boat": "docks", "ice": "matrix", "spirit": "astral"}
#: Where what floats is.
AFLOAT = frozenset({"docks", "sea"})
#: Where that is what a creature sits on.
PERCHES_AT = {
    "bike": "street",
    "car": "street",
    "gravestone": "park/cemetery",
    "shelf": "room/library",
    "branch": "wilderness/forest",
}
#: Homes that are no more than where a creature or a vehicle may be as well as elsewhere.
ANYWHERE = frozenset({"street", "barrens", "skyline"})
#: Where people are who do their work.
WORKS_AT = {"medic": "lab/clinic", "scientist": "lab", "mechanic": "room/garage", "cook": "room/kitchen"}


def usual_setting(scene: Scene, players: Sequence[Subject], action: str) -> str:
    """Return the first of the likely places that shows most: `players` are who do something, `action` what together."""
    likely = [where for where in _likely(scene, players, action) if is_painted(where)]
    if scene.terms.effects("weather"):  # what is danced in the fog is not danced in a club
        likely = [where for where in likely if SCENERY[where.partition("/")[0]].weather] or likely
    return max(likely, key=lambda where: _shows(scene, where), default=STAGE)


def has_vehicles(scene: Scene) -> bool:
    """Tell whether a vehicle is named."""
    return any(thing.table == "vehicles" for thing in scene.things)


def _shows(scene: Scene, where: str) -> int:
    """Return how many of the things of a description a place can show."""
    scenery = SCENERY[where.partition("/")[0]]
    return sum(bool(thing.kind) and scenery.shows(thing.kind) for thing in scene.things)


def _likely(scene: Scene, players: Sequence[Subject], action: str) -> Iterator[str]:
    yield from _hinted(scene)
    yield from usual_places(players, action)
    if "work" in scene.doing:
        yield from (WORKS_AT[person.role] for person in scene.people if person.role in WORKS_AT)
    if "chase" in scene.doing and has_vehicles(scene):
        yield "highway"
    yield from _of_wild_creatures(scene)
    if scene.people:
        yield from (where for deed in scene.doing for where in haunts_of_deed(scene, deed))
        yield from (DONE_AT[deed] for deed in scene.doing if deed in DONE_AT)
    yield PERCHES_AT.get(perch_of(scene), "")
    yield from (ITEMS[thing.kind].home for thing in scene.things if thing.kind in ITEMS and ITEMS[thing.kind].home)
    if isinstance(scene.head, Person) and has_haunt(scene.head):
        yield haunt_of(scene)  # whatever they have with them
    yield from _of_things(scene)
    yield from (DONE_AT[deed] for deed in scene.doing if deed in DONE_AT)
    if "neon" in scene.terms.effects("lights"):
        yield "street"
    yield haunt_of(scene)


def _hinted(scene: Scene) -> Iterator[str]:
    """Return what words hint at that are of a place: palms, a forklift, what floats."""
    driven = [thing.kind for thing in scene.things if thing.table == "vehicles"]
    yield from (VEHICLES[kind].home for kind in driven if kind in VEHICLES and VEHICLES[kind].home in AFLOAT)
    done = {each.part.term.at for each in bound(scene.terms) if isinstance(each.part, Deed)}
    found = scene.terms.found("hints")
    hints = [term.effects["hints"] for term in found if not (term.means("deeds") and term.at in done)]
    for where, _ in Counter(hints).most_common():
        if all(SCENERY[where.partition("/")[0]].shows(kind) for kind in driven):  # palms beside a car are no forest
            yield where


def _of_wild_creatures(scene: Scene) -> Iterator[str]:
    """Return where creatures are met that come into no town."""
    for thing in scene.things:
        kind = ALIASES.get(thing.kind, thing.kind)
        if thing.table == "creatures" and kind in CREATURES and CREATURES[kind].home not in {"", *ANYWHERE}:
            yield from haunts_of_thing(scene, kind)


def _of_things(scene: Scene) -> Iterator[str]:
    for thing in scene.things:
        kind = ALIASES.get(thing.kind, thing.kind)
        yield from haunts_of_thing(scene, kind)
        known = (CREATURES | VEHICLES).get(kind) or ITEMS.get(thing.kind)
        home = known.home if known is not None else MET_AT.get(thing.kind, "")
        yield "" if home in ANYWHERE else home
