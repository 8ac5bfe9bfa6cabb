"""Where somebody or something is said to be, beside, on or in what: which of it the painters show, as data.

`Subject.at` is a relation and what it is to, by the lexicon's name: "on sofa", "in bathtub", "behind counter", "around
fire", "against wall", "on shoulder". A plan has it only if it stands in SHOWN for that sort of subject: a painter who
shows a new one adds it there, and the note stops saying that it is not painted. "beside" and "before" need no entry:
they are shown where both are.
"""

from collections.abc import Iterator

from generation.reading.binding import bound
from generation.reading.noun_phrases import Deed
from generation.reading.scene import Scene
from generation.reading.small_words import small
from generation.reading.terms import Term
from generation.sketch.planning.anchors import anchor_name, is_anchored
from generation.sketch.planning.creatures import AIR, ALIASES, CREATURES, PERCHES, SEATS, VESSELS
from generation.sketch.planning.plan_contents import PlanContents
from generation.sketch.planning.relations import name_of, relation_of
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import BURNING, VEHICLES

#: What `Subject.at` may be, by the sort of subject: "figure", "creature", "vehicle" or "thing".
SHOWN: dict[str, frozenset[str]] = {
    "figure": frozenset(),  # seats are asked for by `acting`, with the pose that one has on them
    "creature": frozenset(f"{relation} {kind}" for relation in ("out of", "in") for kind in VESSELS),
    "vehicle": frozenset(),
    "thing": frozenset(f"{relation} {kind}" for relation in ("on", "in") for kind in ITEMS),
}
#: Where a pose alone puts somebody: who sits has a chair, who lies a mattress.
BY_POSE: dict[str, frozenset[str]] = {
    "sit": frozenset({"on chair", "in chair"}), "lie": frozenset({"on mattress"}), "ride": frozenset({"on bike"}),
    "bound": frozenset({"on chair", "to chair", "in chair"}),
}  # fmt: skip
#: What is overhead anyway, so that whoever is there is under it.
OVERHEAD = frozenset({
    "sky", "moon", "star", "cloud", "neon", "sign", "lantern", "street_lamp", "tower", "building", "spotlight", "light",
    "tree", "bridge", "crane",
})  # fmt: skip
_AROUND_IT = frozenset({"table_talk", "play_cards", "ritual"})
#: What people do of whom one is before, behind or under the other.
_AT_EACH_OTHER = frozenset({"hold_up", "hand_over", "chase", "push", "on_shoulders"})
_SHOULDERS = frozenset({"shoulders", "schultern"})
#: The rooms inside vehicles.
INSIDES = frozenset({"vehicle_inside", "train_inside", "limousine"})
#: What is everywhere: nobody sees whether somebody is on it.
_EVERYWHERE = frozenset({"anywhere", "ground", "street", "grass", "rubble", "crowd", "light"})
_ROOMS = ("room/", "bar", "lab")
#: Rooms on which one is said to be, and is in them.
_WALKED_ON = (
    "attic", "corridor", "train_platform", "theatre", "stairs", "hall", "inside", "subway_station", "club", "factory",
    "control_room", "hospital", "cockpit", "spaceship", "submarine", "bowling", "boxing_ring", "parking_garage",
)  # fmt: skip
#: Relations that are to be seen where both are.
_NEAR = frozenset({"beside", "before", "to"})
#: Relations by which somebody is at a place.
_INSIDE = frozenset({"on", "in", "beside", "through", "across", "to", "between"})


def sort_of(kind: str) -> str:
    """Return of which sort a subject of a kind is."""
    kind = ALIASES.get(kind, kind)
    if kind in VEHICLES:
        return "vehicle"
    return "figure" if kind == "figure" else "creature" if kind in CREATURES else "thing"


def is_shown(kind: str, at: str) -> bool:
    """Tell whether a subject of a kind can be seen to be somewhere, as "on sofa"."""
    relation, _, to = at.partition(" ")
    perched = sort_of(kind) == "creature" and relation == "on" and to in PERCHES + SEATS
    return perched or at in SHOWN[sort_of(kind)]


def whereabouts(scene: Scene) -> Iterator[tuple[int, str]]:
    """Return where each noun of a description is said to be, as "on sofa", by where the noun stands."""
    for each in bound(scene.terms):
        if isinstance(each.part, Deed) or each.owner is None or each.part.head.refused:
            continue
        if relation := relation_of(each.part.leads_by):
            yield each.owner.head.at, f"{relation} {name_of(each.part.head)}"


def is_related(subject: Subject, relation: str, to: Term, shown: PlanContents) -> bool:
    """Tell whether a subject is to be seen on, in or behind something as a description says."""
    name, at = name_of(to), f"{relation} {name_of(to)}"
    anchored = (is_anchored(subject) or subject.kind != "figure") and subject.at.rpartition(" ")[2] in {
        name,
        anchor_name(to),
    }
    anchored = anchored or (is_anchored(subject) and to.folded in small("groups"))  # "on a stack of tyres"
    stands_over = relation == "over" and subject.kind == "figure" and bool(to.means("roles", "metatypes"))
    if (
        anchored
        or stands_over
        or _is_met(subject, to, shown)
        or subject.at == at
        or subject.place == name
        or at in BY_POSE.get(subject.pose, ())
    ):
        return True
    if to.folded in small("hands"):
        return relation == "in" and subject.kind == "figure" and bool(subject.holds)
    limb = to.folded in small("parts") or (to.folded in small("limbs") and shown.action != "hold_up")
    if limb or _is_lain_on(relation, to):
        return False
    if to.means("places"):
        return relation in _INSIDE or relation in {"over", "before", "out of", "under"}
    if relation in {"on", "in"} and name == "fire":
        return BURNING in subject.features
    return name in _EVERYWHERE or _is_so_anyway(subject, relation, name, shown)


def _is_lain_on(relation: str, place: Term) -> bool:
    """Tell whether somebody is on a piece of furniture that a room is called after: "on a toilet", "on a bar"."""
    where = place.means("places")
    return relation == "on" and where.startswith(_ROOMS) and not where.endswith(_WALKED_ON)


def _is_met(subject: Subject, to: Term, shown: PlanContents) -> bool:
    """Tell whether somebody or a creature is with whom they meet, as one group."""
    if subject.pose == "ride" and shown.is_ridden(name_of(to)):
        return True
    if shown.action == "on_shoulders" and to.folded in _SHOULDERS:
        return True
    if subject.pose == "ride" and shown.is_ridden(to.means("creatures")):
        return True
    person = bool(to.means("roles", "metatypes")) and shown.action in _AT_EACH_OTHER
    return person or shown.is_in_company(subject, name_of(to))


def _is_so_anyway(subject: Subject, relation: str, name: str, shown: PlanContents) -> bool:
    """Tell whether a relation is to be seen wherever both are, or by how the scene is painted."""
    if relation == "in":
        return shown.around()[1] in INSIDES
    if relation == "on":
        return shown.scene == "item" and shown.around()[1] == name
    if relation == "around":
        return shown.action in ({"campfire", "dance"} if name == "fire" else _AROUND_IT)
    over = relation == "over" and is_in_air(subject)
    over = over or (relation == "behind" and subject.kind == "moon")
    if relation == "between":  # who stands before vehicles stands between them, and nobody else does
        return subject.kind == "figure" and name in VEHICLES
    if relation == "before" and shown.scene == "item":
        return False  # things lie in a row
    return over or relation in _NEAR or (relation == "under" and name in OVERHEAD)


def is_in_air(subject: Subject) -> bool:
    """Tell whether a creature or machine is one that can be in the air, and is not said to be elsewhere."""
    known = (CREATURES | VEHICLES).get(ALIASES.get(subject.kind, subject.kind))
    return known is not None and known.keeps == AIR and subject.pose in {"", "fly"} and not subject.at
