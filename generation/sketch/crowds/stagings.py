"""Stagings: people about one thing, hands and eyes on it: gathered round, looking into, guarding, leaning out of it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Piece
from generation.sketch.crowds.piece_sizes import extent_of, piece_of
from generation.sketch.people.shapes import height_of
from generation.sketch.planning.acting import GUNS
from generation.sketch.planning.stagings import staging_of
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import VEHICLES

People = Sequence[Subject]
TABLE_TOP = 0.765  # metres: how high what lies on a table is
ON_TABLES = frozenset({"map", "case", "cyberdeck", "chess_board", "money", "crystal", "egg"})
LOW, HIGH = 0.55, 1.25  # metres: at what is lower people crouch, and over what is higher no hand reaches
DOOR_OF, FUSELAGE = 0.36, 1.02  # of a helicopter's height: its door's edge; metres: from its middle to its side
COCKPIT = 1.5  # metres: from a helicopter's middle to its door
DOORWAY = 2.1  # metres: of a door that is guarded so much is in the frame
ELBOW_ROOM = 0.42  # metres: from a thing's edge to the middle of who stands at it
#: Where people stand about a thing, in radians from behind it to the right: the first ones are seen best.
PLACES = {
    1: (-0.75,), 2: (-1.05, 0.85), 3: (-1.30, 0.05, 1.45), 4: (-1.75, -0.50, 0.62, 1.60),
    5: (-1.95, -0.95, 0.05, 1.0, 1.85), 6: (-2.0, -1.2, -0.4, 0.45, 1.2, 1.95),
    7: (-2.1, -1.4, -0.7, 0.0, 0.7, 1.4, 2.1),
}  # fmt: skip


def staged(people: People, side: float) -> Ensemble:
    """Return people about the thing that the first of them is at."""
    name, thing = staging_of(people[0].at)
    ensemble = STAGED[name](people, thing)
    return ensemble if side > 0 else ensemble.mirrored()


def around(people: People, thing: str) -> Ensemble:
    """Stand or crouch round it, turned to it, those in front at its sides, the hands over it or on it."""
    fire = thing == "fire"
    laid = thing in ON_TABLES
    table = laid or thing == "table"
    wide, deep, high, _ = (0.40, 0.35, 0.40, 0.4) if fire else extent_of("table" if laid else thing)
    if table:
        wide, deep, high = 0.76, 0.76, TABLE_TOP
    warm = any(person.deed == "warm" for person in people)
    reach_x, reach_z = wide + ELBOW_ROOM, 0.85 * (deep + ELBOW_ROOM)
    actors = []
    for at, (person, turn) in enumerate(zip(people, PLACES[min(len(people), 7)], strict=False)):
        x, z = reach_x * math.sin(turn), -reach_z * math.cos(turn)
        facing = math.atan2(-x, -z)
        stance, grips = _about(person, (x, z), high, warm=warm, second=bool(at % 2))
        actors.append(Actor(replace(person, deed="", pose="", holds=() if warm or table else person.holds),
                            (x, 0.0, z), facing, stance, grips=grips, shows=person))  # fmt: skip
    pieces = () if fire else (Piece("round_table") if table else Piece(piece_of(thing), turn=0.25),)
    if laid:
        pieces = (*pieces, Piece(piece_of(thing), (0.0, TABLE_TOP, 0.0), 0.3, min(2.0, 0.5 / ITEMS[thing].size)))
    return Ensemble(tuple(actors), pieces, half=wide + 1.0, fire=fire, pitch=0.20)


def _about(
    person: Subject, at: tuple[float, float], high: float, *, warm: bool, second: bool
) -> tuple[str, tuple[Grip | None, Grip | None]]:
    """Return the stance of somebody at a thing that is so high, and where the hands are."""
    x, z = at
    if high < LOW and not warm:
        return ("stoop" if not second else "attend"), (None, None)
    if high > HIGH and not warm:
        return "attend", (None, None)
    over = 0.50 if warm else 0.62  # of the way from the middle
    level = min(1.12, max(0.78, high + 0.12)) if warm else high + 0.03
    across = math.hypot(x, z) or 1.0
    aside = (0.11 * z / across, -0.11 * x / across)
    hands = tuple(Grip(off=(over * x + way * aside[0], level, over * z + way * aside[1])) for way in (1.0, -1.0))
    if not warm and (second or person.holds):
        return "attend", (None, None)
    return ("warm" if warm else "pore"), (hands[0], hands[1])


def looking_into(people: People, thing: str) -> Ensemble:
    """Stand before it, seen from the side; it is turned to us so far that it is seen what it shows."""
    if thing == "bonnet":
        return _under_bonnet(people)
    wide, _, high, _ = extent_of(thing)
    keys = thing == "console"
    actors = []
    for at, person in enumerate(people):
        grips = (Grip(off=(0.16, 1.02, 0.10)), Grip(off=(0.22, 1.02, -0.12))) if keys and not at else (None, None)
        actors.append(Actor(replace(person, deed="", pose="", holds=() if keys else person.holds[:1]),
                            (-0.42 - 0.62 * at, 0.0, 0.12 - 0.34 * at), 1.36 - 0.2 * at, "attend" if keys else "regard",
                            grips=grips, shows=person))  # fmt: skip
    stand = () if high > HIGH else (Piece("small_table", (0.52, 0.0, -0.05)),)
    level = TABLE_TOP if stand else 0.0
    pieces = (*stand, Piece(piece_of(thing), (0.42 + 0.25 * wide, level, -0.05), -0.72))
    return Ensemble(tuple(actors), pieces, half=1.1, pitch=0.10)


def _under_bonnet(people: People) -> Ensemble:
    """Bend over a car's engine from its far side, the bonnet up."""
    actors = []
    for person, x in zip(people, (0.08, 0.72, -0.5), strict=False):
        grips = (Grip(off=(x - 0.16, 0.90, -0.22)), Grip(off=(x + 0.16, 0.90, -0.28)))
        actors.append(Actor(replace(person, deed="", pose="", holds=()), (x, 0.0, -0.92), 0.06, "pore", grips=grips,
                            shows=person, level=1.42))  # fmt: skip
    return Ensemble(tuple(actors), (Piece("open_car"),), half=1.5, pitch=0.16, tall=2.0)


def guarding(people: People, thing: str) -> Ensemble:
    """Stand before a door, one in its middle, more at its sides, looking out."""
    spots = {1: (0.0,), 2: (-0.80, 0.80), 3: (-0.95, 0.0, 0.95)}.get(len(people)) or tuple(
        -1.3 + 2.6 * at / (len(people) - 1) for at in range(len(people))
    )
    tall = max(height_of(person, woman=person.gender == "woman") for person in people)
    actors = []
    for at, (person, x) in enumerate(zip(people, spots, strict=True)):
        armed = bool(GUNS & set(person.holds))
        stance = "stand" if armed or person.holds else "arms_crossed" if at % 2 == 0 else "watch"
        actors.append(Actor(replace(person, deed="", pose=""), (x, 0.0, 0.05 - 0.12 * (x == 0.0)), 0.22 if x < 0 else
                            -0.22 if x > 0 else 0.12, stance, shows=person))  # fmt: skip
    return Ensemble(
        tuple(actors),
        (Piece(piece_of(thing), (0.0, 0.0, -0.52)),),
        half=1.1,
        pitch=0.08,
        tall=max(DOORWAY, tall + 0.15),
    )


def leaning_out(people: People, thing: str) -> Ensemble:
    """Lean out towards us, the arms on the sill or a weapon in them; of a helicopter sit at its door, in flight."""
    if thing not in VEHICLES:
        actors = [
            _out(person, (x, 0.30, -0.20), sill=1.06, x=x) for person, x in zip(people, (0.0, 0.45), strict=False)
        ]
        return Ensemble(tuple(actors), (Piece("open_window"),), half=1.1, pitch=0.02, tall=2.35)
    flies = thing == "helicopter"
    _, deep, high, _ = extent_of(thing)
    level = 0.35 if flies else 0.0
    piece = Piece(piece_of(thing), (-COCKPIT if flies else -0.25, level, 0.0), 0.0)
    if flies:  # on the edge of its door
        edge = level + DOOR_OF * high
        actors = [
            Actor(replace(person, deed="", pose=""), (x, edge - 0.42, FUSELAGE), 0.5,
                  "aim" if GUNS & set(person.holds) else "sit", 0.42, shows=person)
            for person, x in zip(people, (0.0, -0.55), strict=False)
        ]  # fmt: skip
        return Ensemble(tuple(actors), (piece,), half=1.25, pitch=0.03, tall=edge + 1.1)
    sill = 0.58 * high
    actors = [
        Actor(replace(person, deed="", pose=""), (x, sill - 0.50, deep - 0.10), 1.15, "aim", 0.42, shows=person)
        if GUNS & set(person.holds)
        else _out(person, (x, sill - 0.86, deep - 0.34), sill=sill, x=x, z=deep - 0.1)
        for person, x in zip(people, (-0.2, 0.6), strict=False)
    ]
    return Ensemble(tuple(actors), (piece,), half=1.25, pitch=0.05, tall=max(high, 1.75))


def _out(person: Subject, at: tuple[float, float, float], *, sill: float, x: float, z: float = 0.0) -> Actor:
    armed = bool(GUNS & set(person.holds))
    hands = (Grip(off=(x - 0.22, sill, z + 0.10)), Grip(off=(x + 0.22, sill, z + 0.10)))
    at = (at[0], at[1], at[2] - 0.30) if armed and not z else at  # a foot ahead stays inside
    return Actor(replace(person, deed="", pose=""), at, 0.75 if armed else 0.25, "aim" if armed else "lean_out",
                 grips=(None, None) if armed else hands, shows=person)  # fmt: skip


STAGED: dict[str, Callable[[People, str], Ensemble]] = {
    "around": around, "into": looking_into, "before": guarding, "out of": leaning_out,
}  # fmt: skip
