"""Who is at one thing: leaning on it, on it, in it, behind it, under it, jacked into it, hanging or afloat."""

from collections.abc import Sequence
from dataclasses import replace

from generation.sketch.canvas.palette import colour
from generation.sketch.crowds.ensemble import Actor, Ensemble, Piece, Tie
from generation.sketch.crowds.piece_sizes import extent_of, piece_of
from generation.sketch.crowds.stagings import staged
from generation.sketch.people.shapes import height_of
from generation.sketch.planning.acting import GUNS
from generation.sketch.planning.anchors import is_anchored
from generation.sketch.planning.stagings import STAGINGS
from generation.sketch.planning.subject import SLACK, Subject
from generation.sketch.planning.vehicles import VEHICLES

People = Sequence[Subject]
STACKED = {"tyre": 4, "crate": 2, "box": 3}  # how many lie on one another where somebody is on a heap of them
LYING_IN = frozenset({"lie", "curl", "sleep"})
BACK = 0.26  # metres behind the middle: the plane that who leans has the back against
NARROW = 0.6  # metres: on what is half as broad as that one lies curled up
ROPE, CABLE = colour("#b09868"), colour("#20242c")
HUNG, ROPED = 0.34, 2.6  # metres: how high somebody hangs, and how long the rope is
HIGH = 1.8  # metres: who is armed on what is as high takes aim from there
LOW = 1.7  # metres: of what somebody lies under, so much is in the frame
AFLOAT = 0.62  # of the height of who swims: what is under water


def anchored(people: People, pose: str, luck: float) -> Ensemble | None:
    """Return people at the thing that the first is at, or hanging or swimming; None for who is at nothing."""
    first = people[0]
    if pose == "hang":
        return _hanging(first, luck)
    if pose == "swim":
        return _swimming(first, luck)
    if not is_anchored(first):
        return None
    relation, _, name = first.at.rpartition(" ")
    side = 1.0 if luck < 0.5 else -1.0
    if relation in STAGINGS:
        return staged(people, side)
    if pose == "lean":
        return _leaning(people, name, side)
    return {"on": _on, "in": _in, "behind": _behind, "under": _under, "to": _jacked}[relation](people, name, side)


def _spread(people: People, step: float) -> list[float]:
    return [(at - (len(people) - 1) / 2) * step for at in range(len(people))]


def _leaning(people: People, name: str, side: float) -> Ensemble:
    """Lean on it, the back against it, the face to us."""
    wide, deep, _, _ = extent_of(name)
    narrow = wide < 0.6
    down = people[0].deed == "slump"
    actors = [
        Actor(replace(person, pose="", deed=""), (x, 0.0, -0.10), 0.30 * side, "sag", shows=person)
        if down
        else Actor(replace(person, pose=""), (x, 0.0, 0.0), 0.30 * side, "lean", shows=person)
        for person, x in zip(people, _spread(people, 0.85), strict=True)
    ]
    turn = 0.0 if name in VEHICLES or not narrow else -0.25 * side
    x = 0.0 if narrow or name in {"wall", "counter", "railing", "door"} else 0.25 * wide * side
    return Ensemble(tuple(actors), (Piece(piece_of(name), (x, 0.0, -BACK - deep), turn),), half=max(0.7,
        min(1.6, wide)),
                    pitch=0.12)  # fmt: skip


def _on(people: People, name: str, side: float) -> Ensemble:
    """Sit, lie, kneel or stand on it."""
    wide, deep, _, level = extent_of(name)
    pose = people[0].pose
    pieces = [Piece(piece_of(name), turn=0.0)]
    if name in STACKED:
        low, many = level, STACKED[name]
        pieces = [Piece(piece_of(name), (0.03 * (at % 2) * side, low * at, 0.0), 0.4 * at) for at in range(many)]
        level *= many
    if name == "money":  # of which a heap is meant
        pieces = [Piece(piece_of(name), ((at % 4 - 1.5) * 0.17, 0.06 * (at // 8), (at // 4 % 2) * 0.2 - 0.1), 0.3 * at,
                        1.6) for at in range(16)]  # fmt: skip
        level = 0.2
    actors = []
    for person, x in zip(people, _spread(people, min(0.7, wide)), strict=True):
        who = replace(person, pose="")
        armed = bool(GUNS & set(person.holds)) and person.deed != SLACK
        if pose in LYING_IN:
            small = pose == "curl" or wide < NARROW
            stance = "prone" if armed else "curl" if small else "sleep"
            facing = 0.85 if stance == "prone" else 1.57
            actors.append(Actor(who, (0.0, level, 0.1 * x), facing * side, stance, shows=person))
        elif not pose and armed and level > HIGH:
            actors.append(Actor(who, (x, level, 0.3), 0.7 * side, "aim", shows=person))
        elif pose in {"", "sit", "perch", "lounge"}:
            actors.append(
                Actor(who, (x, 0.0, max(0.0, deep - 0.24)), 0.1 * side, "sit", max(0.16, level), shows=person)
            )
        else:
            actors.append(Actor(who, (x, level, 0.0), 0.3 * side, pose, shows=person))
    return Ensemble(tuple(actors), tuple(pieces), half=max(0.7, 0.8 * wide), pitch=0.10)


def _in(people: People, name: str, side: float) -> Ensemble:
    """Stand in it up to the hips; who lies there shows head, arms and knees over its edge."""
    wide, _, high, level = extent_of(name)
    rim = min(high, level) * (0.86 if name == "dumpster" else 1.0)
    actors = []
    for person, spot in zip(people, _spread(people, 0.55), strict=True):
        x = spot - (0.25 * wide if name == "dumpster" else 0.0)  # where its lid is open
        tall = height_of(person, woman=person.gender == "woman")
        who = replace(person, pose="")
        if person.pose in LYING_IN and wide > 0.7:
            actors.append(Actor(who, (x - 0.1, rim - 0.12, 0.0), 1.35, "lounge", 0.05, shows=person))
        else:
            low = max(0.05 - 0.2 * tall, rim - 0.50 * tall)
            stance = person.pose if person.pose in {"aim", "raise", "point", "wave", "drink"} else "stand"
            actors.append(Actor(who, (x, low, 0.02), 0.25 * side, stance, shows=person))
    return Ensemble(tuple(actors), (Piece(piece_of(name), turn=0.15 * side),), half=max(0.7, wide), pitch=0.16)


def _behind(people: People, name: str, side: float) -> Ensemble:
    """Sit behind a desk or a table, stand behind a counter; those who are short stand on something."""
    low = name in {"desk", "table"}
    actors, pieces = list[Actor](), [Piece(piece_of(name))]
    for person, x in zip(people, _spread(people, 0.8), strict=True):
        who = replace(person, pose="" if person.pose in {"sit", "stand"} else person.pose)
        if low and person.pose in {"sit", "type", "drink"}:
            pieces.append(Piece("office_chair", (x, 0.0, -0.66)))
            actors.append(Actor(who, (x, 0.0, -0.66), 0.08 * side, "sit", 0.52, shows=person, level=1.24))
        else:
            stance = person.pose if person.pose not in {"", "sit", "lean"} else "stand"
            actors.append(Actor(who, (x, 0.0, -0.52), 0.12 * side, stance, shows=person, level=1.5))
    return Ensemble(tuple(actors), tuple(pieces), half=1.25, pitch=0.12)


def _under(people: People, name: str, side: float) -> Ensemble:
    """Lie under it, the legs towards us; under a table, crouch."""
    if name in {"table", "desk"}:
        actors = [Actor(replace(people[0], pose=""), (0.0, 0.0, -0.05), 0.4 * side, "crouch", shows=people[0])]
        return Ensemble(tuple(actors), (Piece("table", scale=1.25),), half=1.0, pitch=0.14)
    _, deep, _, _ = extent_of(name)
    actors = [
        Actor(replace(person, pose=""), (x, 0.02, -0.15), 0.25 * side, "lie", shows=person)
        for person, x in zip(people, _spread(people, 0.9), strict=True)
    ]
    lifted = 0.22 if name in VEHICLES else 0.0
    return Ensemble(tuple(actors), (Piece(piece_of(name), (0.3 * side, lifted, -deep - 0.15)),), half=1.3, pitch=0.22,
                    tall=LOW if name in VEHICLES else 0.0)  # fmt: skip


def _jacked(people: People, name: str, side: float) -> Ensemble:
    """Be beside it, a cable from the head to it."""
    person = people[0]
    wide, deep, high, _ = extent_of(name)
    x = 0.62 + wide
    low = high < 0.7
    pieces = [Piece(piece_of(name), (x, 0.74 if low else 0.0, -0.15), -0.35)]
    if low:
        pieces.append(Piece("small_table", (x, 0.0, -0.15)))
    port = (x - 0.55 * wide, 0.74 + 0.6 * high if low else min(1.25, 0.7 * high), -0.15 + 0.7 * min(deep, 0.5))
    stance = person.pose if person.pose in {"sit", "kneel", "crouch"} else "type"
    actor = Actor(replace(person, pose=""), (-0.15, 0.0, 0.1), 0.55, stance, shows=person)
    tie = Tie(0, "head", 0, (0.02, 0.02, -0.07), port, 0.30, CABLE, 0.016)
    ensemble = Ensemble((actor,), tuple(pieces), half=0.7 + wide, pitch=0.12, ties=(tie,))
    return ensemble if side > 0 else ensemble.mirrored()


def _hanging(person: Subject, luck: float) -> Ensemble:
    """Hang by both hands from a rope that leaves the frame."""
    tall = height_of(person, woman=person.gender == "woman")
    actor = Actor(
        replace(person, pose="", holds=()), (0.0, HUNG, 0.0), 0.5 if luck < 0.5 else -0.5, "hang", shows=person
    )
    up = HUNG + tall + ROPED
    ties = tuple(Tie(0, "hands", hand, (0.0, 0.0, 0.0), (0.0, up, 0.0), 0.0, ROPE, 0.022) for hand in (0, 1))
    hook = (Piece("hook", (0.0, HUNG + 1.17 * tall, 0.0)),) if person.at.endswith("hook") else ()
    return Ensemble((actor,), hook, half=0.6, pitch=0.04, ties=ties, tall=HUNG + 1.2 * tall)


def _swimming(person: Subject, luck: float) -> Ensemble:
    """Swim: what is under water is not seen."""
    tall = height_of(person, woman=person.gender == "woman")
    actor = Actor(replace(person, pose="", holds=()), (0.0, -AFLOAT * tall, 0.0), 0.5 if luck < 0.5 else -0.5, "swim",
                  shows=person)  # fmt: skip
    return Ensemble((actor,), (Piece("ripples", scale=0.6 * tall),), half=0.8, pitch=0.16, afloat=True)
