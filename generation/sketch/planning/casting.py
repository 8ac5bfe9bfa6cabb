"""Casting: who and what of a description is in the picture, as subjects, and what has to stay out of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from generation.reading.handling import VESSELS
from generation.reading.lexicon import fold
from generation.reading.named import Thing
from generation.reading.scene import Scene
from generation.sketch.planning.acting import Acting
from generation.sketch.planning.creatures import (
    AIR,
    ALIASES,
    CREATURES,
    HATS,
    MOUNT,
    ON_HEADS,
    ON_SOMEBODY,
    WATER,
    cannot_lie,
)
from generation.sketch.planning.deed_settings import brought
from generation.sketch.planning.figures import METATYPES
from generation.sketch.planning.furniture import is_furnished
from generation.sketch.planning.lexicon import MOST
from generation.sketch.planning.people import implied, people_of, with_theirs
from generation.sketch.planning.perches import perch_of, perched
from generation.sketch.planning.scenery import COLOURED, SCENERY, Scenery
from generation.sketch.planning.stagings import brought_with
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.thing_states import TINY, as_said, tells, told_apart
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicle_states import in_state, is_on_fire, owners_of_words
from generation.sketch.planning.whereabouts import INSIDES, is_in_air, is_shown, whereabouts

MOST_ITEMS = 3  # of a kind on one plate
MOST_KINDS = 4  # of items on one plate
MOST_BESIDE = 9  # creatures and things in one picture: each more takes time and memory, and nobody would find it
SWARMS = ("schwarm", "drone swarm")  # of many
#: Poses that a creature only has if it is painted in them.
_OF_PEOPLE = frozenset({
    "fight", "dance", "cast", "aim", "throw", "kick", "point", "type", "drink", "raise", "arms_crossed", "salute",
    "wave", "kneel", "carry",
})  # fmt: skip
_LEADS = frozenset({"creatures", "vehicles", "drones"})


@dataclass(frozen=True, slots=True)
class Cast:
    """The subjects of a picture, and the words of what it cannot show."""

    subjects: tuple[Subject, ...]
    missing: tuple[str, ...] = ()

    def shown(self, scene: Scene) -> dict[int, Subject]:
        """Return who or what each noun of a description became, by where that stands."""
        people = [person for person in scene.people if (person.metatype or "human") in METATYPES]
        figures = [subject for subject in self.subjects if subject.kind == "figure"]
        found = {
            at: figure for person, figure in zip(people, figures, strict=False) for at in (person.at, *person.also)
        }
        for thing in scene.things:
            alike = [subject for subject in self.subjects if subject.kind in {thing.kind, plate_of(thing)} - {""}]
            coloured = [subject for subject in alike if subject.colour == thing.colour]
            if alike:
                found[thing.at] = (coloured or alike)[0]
        return found


def cast_of(scene: Scene, where: str) -> Cast:
    """Return whom and what a setting, as "bar/club", shows of a description."""
    name, _, place = where.partition("/")
    scenery = SCENERY[name]
    if name == "item":
        return _laid_out(scene)
    people, absent = people_of(scene, scenery)
    if not people and not scene.people and scenery.figures and not _has_actors(scene):
        people = implied(scene)
    if name == "portrait":
        sitter = (replace(people[0], count=1),) if people else ()
        held = {item for subject in sitter for item in subject.holds}
        return Cast(sitter, (*absent, *(thing.words for thing in scene.things if thing.kind not in held)))
    people = with_theirs(scene, people)
    # What people sit in is around them.
    about = [thing for thing in scene.things if not (place in INSIDES and is_sat_in(thing))]
    about = [thing for thing in about if not is_on_fire(scene, thing) and thing.kind != place]
    apart = told_apart(scene)
    about = [thing for thing in about if thing.at not in apart]
    held = {item for each in people for item in (*each.holds, each.place, *brought_with(each.at))}
    held |= brought(people, "")
    things = [(thing, thing_of(thing, scenery)) for thing in about if thing.kind not in held]
    things = [(thing, subject) for thing, subject in things if not _stands_there(scene, thing, name, place)]
    owners = owners_of_words(scene)
    things = [
        (thing, subject and as_said(scene, thing, in_state(scene, thing, subject, owners))) for thing, subject in things
    ]
    things = _fitting(_settled(scene, things, alone=not people))
    together = _thinned(_together([subject for _, subject in things if subject is not None]))
    perch = perch_of(scene)
    if not any(each.place == perch for each in people):  # who rides the motorcycle is the courier, not the hound
        together = perched(together, perch)
    shown = together
    if not people and [(each.count, each.place) for each in shown] == [(1, "")]:  # which fills the picture
        shown = [replace(shown[0], features=tuple(each for each in shown[0].features if each != TINY))]
    people = [each if _can_ride(each, shown) else replace(each, pose="") for each in people]
    # What stands there anyway, as a hologram does in a boardroom, is not missing.
    lacking = [thing for thing, subject in things if subject is None and thing.kind != "lamp"]
    lacking = [thing for thing in lacking if not any(_is_told_by(subject, thing) for subject in shown)]
    lacking = [thing for thing in lacking if not any(_wears(scene, subject, thing) for subject in shown)]
    left = [thing.words for thing in lacking if not is_furnished(name, place, thing.kind)]
    return Cast((*people, *shown), (*absent, *left))


def _can_ride(person: Subject, things: list[Subject]) -> bool:
    """Tell whether there is something to ride for who is said to."""
    mounts = (each for each in things if each.place == MOUNT or each.kind in {"bike", "hover_bike"})
    return person.pose != "ride" or person.place == "bike" or any(mounts)


def _settled(
    scene: Scene, things: list[tuple[Thing, Subject | None]], *, alone: bool
) -> list[tuple[Thing, Subject | None]]:
    """Return things with creatures on their seats, on somebody, and with what they hold, which lies nowhere else."""
    acting, out, held = Acting(scene), list[tuple[Thing, Subject | None]](), set[str]()
    for thing, subject in things:
        if subject is None or thing.table != "creatures":
            out.append((thing, subject))
            continue
        settled = acting.settled(thing.at, subject)
        if alone and settled.place in ON_SOMEBODY:
            settled = subject
        held.update((*settled.holds, settled.place, settled.at.rpartition(" ")[2]))
        out.append((thing, settled))
    return [(thing, subject) for thing, subject in out if thing.kind not in held]


def _fitting(things: list[tuple[Thing, Subject | None]]) -> list[tuple[Thing, Subject | None]]:
    """Return things with subjects for the first MOST_BESIDE kinds of them."""
    kinds = list(dict.fromkeys(subject.kind for _, subject in things if subject is not None))[:MOST_BESIDE]
    return [(thing, subject if subject is not None and subject.kind in kinds else None) for thing, subject in things]


def put_where_said(scene: Scene, cast: Cast) -> Cast:
    """Return the cast with each on, in or behind what a description says, where the painters show that."""
    shown, subjects = cast.shown(scene), list(cast.subjects)
    for noun, at in (*whereabouts(scene), *_contents(scene)):
        where = next((index for index, each in enumerate(subjects) if each is shown.get(noun)), None)
        if where is None or subjects[where].place:
            continue
        if at.startswith("over ") and is_in_air(subjects[where]) and subjects[where].pose != "fly":
            subjects[where] = replace(subjects[where], place="above")
        elif is_shown(subjects[where].kind, at):
            subjects[where] = replace(subjects[where], at=subjects[where].at or at)
    return replace(cast, subjects=tuple(subjects))


def _contents(scene: Scene) -> Iterator[tuple[int, str]]:
    """Return what a vessel is said to be with or full of, by where it stands: a "bathtub with a rubber duck"."""
    for vessel, thing in pairwise(scene.things):
        if vessel.kind in VESSELS and thing.relation in {"with", "of"} and thing.table == "items":
            yield thing.at, f"in {vessel.kind}"


def head_first(scene: Scene, cast: Cast) -> Cast:
    """Return the cast with what a description is about as its first subject: a dragon before the troll beneath it."""
    head = scene.head
    lead = cast.shown(scene).get(head.at) if isinstance(head, Thing) and head.table in _LEADS else None
    others = tuple(subject for subject in cast.subjects if subject is not lead)
    return replace(cast, subjects=(lead, *others)) if lead is not None else cast


def _has_actors(scene: Scene) -> bool:
    return any(thing.table in {"creatures", "drones", "vehicles"} for thing in scene.things)


def _laid_out(scene: Scene) -> Cast:
    """Return the items that a plate shows: those that the artist has models of, MOST_KINDS at most."""
    apart = told_apart(scene)
    things = [thing for thing in scene.things if thing.at not in apart]
    laid = [thing for thing in things if plate_of(thing)][:MOST_KINDS]
    subjects = [
        as_said(scene, thing, Subject(plate_of(thing), min(thing.count, MOST_ITEMS), colour=thing.colour), alone=True)
        for thing in laid
    ]
    others = (thing.words for thing in things if thing not in laid)
    return Cast(tuple(_together(subjects)), (*others, *(person.words for person in scene.people)))


def _is_told_by(subject: Subject, thing: Thing) -> bool:
    """Tell whether what is lacking is a state of something that is shown: the slime of a "barrel with slime"."""
    return any(tells(state, fold(thing.words)) for state in subject.features)


def _wears(scene: Scene, subject: Subject, thing: Thing) -> bool:
    """Tell whether a creature wears what is lacking as a thing: a cat in "body armour"."""
    worn = scene.terms.terms[thing.at].means("garments", "features")
    return bool(worn) and (
        worn in subject.features or (worn in ON_HEADS | HATS and bool(ON_HEADS & set(subject.holds)))
    )


def _stands_there(scene: Scene, thing: Thing, name: str, place: str) -> bool:
    """Tell whether a thing is of those that furnish the place, and not what the picture is about."""
    return thing.table == "items" and thing is not scene.head and is_furnished(name, place, thing.kind)


def plate_of(thing: Thing) -> str:
    """Return what a thing is called on a plate, or nothing where there is no model of it."""
    kind = {"bike": "motorbike"}.get(thing.kind, thing.kind)
    return kind if kind in ITEMS else ""


def thing_of(thing: Thing, scenery: Scenery) -> Subject | None:
    """Return a thing as the subject of a scene, or None where that cannot show it."""
    kind, colour = thing.kind, thing.colour
    if thing.count == 1 and any(word in thing.words.lower() for word in SWARMS):
        thing = replace(thing, count=MOST)
    if kind in scenery.things:
        return Subject(kind, thing.count, colour=colour if kind in COLOURED else "", pose=_pose_of(thing))
    return Subject(kind, thing.count, colour=colour) if scenery.shows(kind) else None


def _pose_of(thing: Thing) -> str:
    """Return a thing's pose, but for one that only people have and the creature is not painted in."""
    known = CREATURES.get(ALIASES.get(thing.kind, thing.kind))
    if thing.pose == "float" and (known is None or known.keeps != WATER):  # which floats as it swims
        return "fly" if known is not None and ("fly" in known.poses or known.keeps == AIR) else ""
    other = _OF_PEOPLE | ({"lie", "curl", "lounge"} if known is not None and cannot_lie(known) else frozenset())
    return "" if known is not None and thing.pose in other - {*known.poses} else thing.pose


def is_sat_in(thing: Thing) -> bool:
    """Tell whether somebody is inside a vehicle."""
    return thing.table == "vehicles" and thing.relation == "in" and thing.kind not in {"bike", "helicopter"}


def _together(things: list[Subject]) -> list[Subject]:
    """Return things with each kind and colour once: "a red van and a blue van" stay two, two drones are one line."""
    kept: dict[tuple[object, ...], Subject] = {}
    for thing in things:
        key = thing.kind, thing.colour, thing.features
        kept[key] = replace(kept[key], count=min(MOST, kept[key].count + thing.count)) if key in kept else thing
    return list(kept.values())


def _thinned(things: list[Subject]) -> list[Subject]:
    """Return things with MOST_BESIDE in all where there are more: fewer of what there is most of, and one of each."""
    counts = [thing.count for thing in things]
    while sum(counts) > max(MOST_BESIDE, len(counts)):
        counts[counts.index(max(counts))] -= 1
    return [replace(thing, count=count) for thing, count in zip(things, counts, strict=True)]
