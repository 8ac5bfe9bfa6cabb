"""Who does something together: for each deed of several an arrangement of those who do it, as data and a few formulas."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Piece, towards
from generation.sketch.planning.subject import Subject

People = Sequence[Subject]
SIDE = 1.12  # radians: how far two who face each other are turned, so that their faces are seen
BETWEEN = Grip(joint="between")


def _hug(people: People, luck: float) -> Ensemble:
    """Lay the arms about each other."""
    a, b = people[:2]
    return Ensemble((
        Actor(a, (-0.17, 0.0, 0.05), SIDE, "stand", grips=(Grip(1, "chest", off=(0.02, -0.06, -0.15)),
                                                             Grip(1, "chest", off=(-0.06, 0.08, -0.13))), look=-0.3),
        Actor(b, (0.17, 0.0, -0.03), -SIDE, "stand", grips=(Grip(0, "chest", off=(0.05, 0.02, -0.15)),
                                                             Grip(0, "chest", off=(0.0, -0.10, -0.15))), look=0.3),
    ), half=0.55)  # fmt: skip


def _comfort(people: People, luck: float) -> Ensemble:
    a, b = people[:2]
    return Ensemble((
        Actor(a, (-0.30, 0.0, 0.0), 0.75, "stand", grips=(Grip(1, "shoulders", 0, (0.0, 0.03, 0.06)),
                                                           Grip(1, "chest", off=(0.0, 0.10, -0.15))), look=0.25),
        Actor(replace(b, deed=b.deed or "cry"), (0.22, 0.0, 0.02), -0.35, "stand", look=-0.1),
    ), half=0.62)  # fmt: skip


def _shake_hands(people: People, luck: float) -> Ensemble:
    a, b = people[:2]
    return Ensemble((
        Actor(replace(a, deed=""), (-0.46, 0.0, 0.0), SIDE, "stand", grips=(BETWEEN, None)),
        Actor(replace(b, deed=""), (0.46, 0.0, -0.05), -SIDE, "stand", grips=(BETWEEN, None)),
    ), half=0.85)  # fmt: skip


def _hand_over(people: People, luck: float) -> Ensemble:
    """Let one give the other what is held, or an open case."""
    a, b = people[:2]
    if not (a.holds or b.holds):
        a = replace(a, holds=("case",))
    return Ensemble((
        Actor(replace(a, deed="offer"), (-0.52, 0.0, 0.0), SIDE, "stand", grips=(BETWEEN, None)),
        Actor(replace(b, deed="offer"), (0.52, 0.0, -0.08), -SIDE, "stand", grips=(Grip(joint="between", off=(0.05, -0.05, 0.0)), None)),
    ), half=0.9)  # fmt: skip


def _grapple(people: People, luck: float) -> Ensemble:
    """Fight with bare hands: hold each other, or land a blow on the chin."""
    a, b = people[:2]
    if luck < 0.5:
        return Ensemble((
            Actor(a, (-0.36, 0.0, 0.03), SIDE, "fight", grips=(Grip(1, "shoulders", 1, (0.0, -0.02, 0.05)),
                                                              Grip(1, "shoulders", 0, (0.0, -0.05, 0.05)))),
            Actor(b, (0.36, 0.0, -0.03), -SIDE, "fight", grips=(Grip(0, "chest", off=(-0.08, 0.02, 0.12)),
                                                               Grip(0, "shoulders", 0, (0.0, 0.0, 0.05)))),
        ), half=0.85)  # fmt: skip
    return Ensemble((
        Actor(a, (-0.44, 0.0, 0.03), SIDE, "fight", grips=(Grip(1, "head", off=(0.04, -0.06, 0.07)), None)),
        Actor(b, (0.40, 0.0, -0.03), -SIDE, "reel", look=0.7),
    ), half=0.95)  # fmt: skip


def _dance(people: People, luck: float) -> Ensemble:
    a, b = people[:2]
    return Ensemble((
        Actor(a, (-0.22, 0.0, 0.02), SIDE, "stand", grips=(Grip(1, "pelvis", off=(0.05, 0.12, -0.14)),
                                                           Grip(joint="between", off=(-0.05, 0.12, -0.50)))),
        Actor(b, (0.22, 0.0, -0.02), -SIDE, "stand", grips=(Grip(joint="between", off=(0.0, 0.12, -0.50)),
                                                            Grip(0, "shoulders", 0, (0.0, 0.04, 0.02)))),
    ), half=0.7)  # fmt: skip


def _in_arms(people: People, luck: float) -> Ensemble:
    """Carry the second in the arms; with more, two bear a stretcher."""
    a, b = people[0], people[-1]
    if len(people) > 2:
        others = [
            Actor(person, (-1.75 + 3.5 * (at % 2), 0.0, -0.5), 0.9 - 1.8 * (at % 2), "walk")
            for at, person in enumerate(people[2:-1])
        ]
        return Ensemble((
            Actor(a, (-1.22, 0.0, 0.0), 1.15, "carry"), Actor(people[1], (1.22, 0.0, -0.05), -1.15, "carry"), *others,
            Actor(b, (0.0, 0.82, 0.0), 1.57, "lie"),
        ), (Piece("litter", (0.0, 0.78, 0.0)),), half=1.6 + 0.45 * bool(others))  # fmt: skip
    return Ensemble((
        Actor(replace(a, holds=(), deed=""), (0.0, 0.0, -0.16), 0.25, "carry", grips=(Grip(1, "pelvis", off=(0.0, -0.10, -0.02)),
                                                            Grip(1, "chest", off=(0.0, -0.05, -0.12)))),
        Actor(b, facing=-1.35, stance="limp", borne=Grip(0, "chest", off=(0.0, -0.20, 0.34))),
    ), half=0.85)  # fmt: skip


def _drag(people: People, luck: float) -> Ensemble:
    a, b = people[0], people[-1]
    return Ensemble((
        Actor(replace(a, holds=(), deed=""), (-1.0, 0.0, -0.05), 1.0, "haul", grips=(Grip(1, "shoulders", 0, (0.0, 0.0, 0.06)),
                                                            Grip(1, "shoulders", 1, (0.0, 0.0, 0.06)))),
        Actor(b, (0.20, 0.0, 0.05), 1.45, "lie"),
    ), half=1.35)  # fmt: skip


def _hold_hands(people: People, luck: float) -> Ensemble:
    a, b = people[:2]
    return Ensemble((
        Actor(a, (-0.30, 0.0, 0.0), 0.15, "walk", grips=(None, Grip(1, "hands", 0))),
        Actor(b, (0.30, 0.0, 0.05), -0.15, "walk"),
    ), half=0.72)  # fmt: skip


def _interrogate(people: People, luck: float) -> Ensemble:
    """Bind the last to a chair under a lamp; the first leans over them, the others look on."""
    bound, asks, others = people[-1], people[0], people[1:-1]
    actors = [
        Actor(replace(bound, holds=(), deed="", pose=""), (0.25, 0.0, 0.1), -0.35, "bound", seat=0.46),
        Actor(asks, (-0.62, 0.0, 0.12), 1.0, "lecture", grips=(None, None)),
        *[Actor(person, (1.25 + 0.6 * at, 0.0, -0.3), -0.8, "arms_crossed") for at, person in enumerate(others)],
    ]
    pieces = (
        Piece("chair", (0.25, 0.0, 0.12), -0.35),
        Piece("bonds", (0.25, 0.0, 0.1), -0.35),
        Piece("hung_lamp", (0.25, 0.0, 0.0)),
    )
    return Ensemble(tuple(actors), pieces, half=1.1 + 0.5 * len(others))


def _at_table(people: People, luck: float) -> Ensemble:
    """Sit round a table: at its ends, then behind it; what they do lies on it."""
    places = [(-1.12, 0.05), (1.12, 0.0), (-0.42, -0.75), (0.42, -0.75), (-1.30, -0.62), (1.30, -0.62), (0.0, -0.85)]
    if len(people) in {1, 3}:
        places = [(0.0, -0.75)] if len(people) == 1 else [(-1.12, 0.05), (1.12, 0.0), (0.0, -0.78)]
    actors, pieces = [], [Piece("card_table")]
    for person, (x, z) in zip(people, places, strict=False):
        facing = towards((x, z), (0.0, 0.15), 1.15)
        actors.append(Actor(replace(person, pose=""), (x, 0.0, z), facing, "sit", seat=0.46))
        pieces.append(Piece("chair", (x, 0.0, z), facing))
    return Ensemble(tuple(actors), tuple(pieces), half=1.45, pitch=0.2)


def _playing_cards(people: People, luck: float) -> Ensemble:
    table = _at_table([replace(person, deed="play_cards", holds=("card",)) for person in people], luck)
    return replace(table, pieces=(*table.pieces, Piece("cards", (0.0, 0.76, 0.0))))


def _round_fire(people: People, luck: float) -> Ensemble:
    """Sit on logs round a fire, that nobody hides."""
    actors, pieces = [], []
    count = len(people)
    for at, person in enumerate(people):
        angle = math.pi * ((0.06 + 0.88 * at / max(1, count - 1)) if count > 1 else 0.28)
        x, z = -1.30 * math.cos(angle), -0.95 * math.sin(angle) + 0.1
        facing = towards((x, z), (0.0, 0.75), 0.95)
        actors.append(Actor(replace(person, pose=""), (x, 0.0, z), facing, "sit", seat=0.34))
        pieces.append(Piece("log", (x, 0.0, z), facing, 0.72))
    return Ensemble(tuple(actors), tuple(pieces), half=1.25 if count == 1 else 1.65, fire=True, pitch=0.16)


def _back_to_back(people: People, luck: float) -> Ensemble:
    """Stand back to back, each looking another way, none hidden behind another."""
    count = len(people)
    turns = {1: (0.0,), 2: (-1.15, 1.15), 3: (-1.25, 0.05, 1.25), 4: (-1.35, -0.42, 0.42, 1.35)}.get(count) or tuple(
        -1.4 + 2.8 * at / (count - 1) for at in range(count)
    )
    reach = 0.17 if count == 2 else 0.20 + 0.11 * count
    return Ensemble(tuple(
        Actor(person, (reach * math.sin(turn), 0.0, 0.32 * math.cos(turn) - 0.2), turn, "aim" if _is_armed(person) else "fight")
        for person, turn in zip(people, turns, strict=True)
    ), half=reach + 0.6)  # fmt: skip


def _is_armed(person: Subject) -> bool:
    return bool({"pistol", "revolver", "rifle", "smg", "shotgun", "sniper_rifle"} & set(person.holds))


def _arm_wrestle(people: People, luck: float) -> Ensemble:
    a, b = (replace(person, holds=(), deed="", pose="") for person in people[:2])
    grip = (Grip(joint="between", off=(0.0, 0.04, 0.12)), None)
    return Ensemble((
        Actor(a, (-0.62, 0.0, 0.0), SIDE, "wrestle", seat=0.46, grips=grip), Actor(b, (0.62, 0.0, -0.03), -SIDE, "wrestle", seat=0.46, grips=grip),
    ), (Piece("small_table"), Piece("chair", (-0.62, 0.0, 0.0), SIDE), Piece("chair", (0.62, 0.0, 0.0), -SIDE)), half=1.1, pitch=0.16)  # fmt: skip


def _operate(people: People, luck: float) -> Ensemble:
    """Bend over the last, who lies on a table; whoever works alone has somebody there to work on."""
    doer = people[0]
    patient = people[-1] if len(people) > 1 else Subject("figure", role="patient", metatype="human")
    others = people[1:-1]
    actors = [
        Actor(replace(doer, pose="", deed="operate"), (0.1, 0.0, -0.46), 0.1, "stand", grips=(Grip(1, "chest", off=(0.08, 0.10, 0.0)),
                                                            Grip(1, "chest", off=(-0.10, 0.10, 0.0)))),
        Actor(replace(patient, holds=(), deed="", pose=""), (0.0, 0.80, 0.0), 1.57, "lie"),
        *[Actor(person, (1.0 - 2.0 * (at % 2), 0.0, -0.55), -0.5 + (at % 2), "watch") for at, person in enumerate(others)],
    ]  # fmt: skip
    return Ensemble(tuple(actors), (Piece("stretcher"), Piece("hung_lamp", (0.1, 0.15, -0.1))), half=1.1, pitch=0.2)


def _dine(people: People, luck: float) -> Ensemble:
    table = _at_table([replace(person, deed=person.deed or "eat") for person in people], luck)
    return replace(table, pieces=(*table.pieces, Piece("meal", (0.0, 0.76, 0.0))))


def _toast(people: People, luck: float) -> Ensemble:
    """Raise cups in the middle of a half circle."""
    count = max(2, len(people))
    actors = []
    for at, person in enumerate(people):
        angle = math.pi * (0.04 + 0.92 * at / (count - 1))
        x, z = -(0.32 + 0.17 * count) * math.cos(angle), -0.35 * math.sin(angle)
        actors.append(Actor(replace(person, deed="toast"), (x, 0.0, z), towards((x, z), (0.0, 0.4), 0.9), "stand"))
    return Ensemble(tuple(actors), half=0.75 + 0.17 * count)


Arrangement = Callable[[People, float], Ensemble]
#: What two do, who touch: further people do it in pairs, or look on.
OF_TWO: dict[str, Arrangement] = {
    "hug": _hug, "kiss": _hug, "comfort": _comfort, "shake_hands": _shake_hands, "hand_over": _hand_over, "deal": _hand_over,
    "fight": _grapple, "dance": _dance, "hold_hands": _hold_hands, "arm_wrestle": _arm_wrestle,
}  # fmt: skip
#: What everybody does about one thing in the middle.
OF_ALL: dict[str, Arrangement] = {
    "carry": _in_arms, "drag": _drag, "interrogate": _interrogate, "table_talk": _at_table, "play_cards": _playing_cards,
    "campfire": _round_fire, "back_to_back": _back_to_back, "operate": _operate, "dine": _dine, "toast": _toast,
}  # fmt: skip
#: How many it takes at least.
LEAST = {"carry": 2, "drag": 2, "interrogate": 2, "table_talk": 2, "play_cards": 1, "campfire": 1, "back_to_back": 2,
         "operate": 1, "dine": 1, "toast": 2}  # fmt: skip
IN_PAIRS = frozenset({"fight", "dance", "hug", "kiss"})


def is_brawl(people: People) -> bool:
    """Tell whether a fight is one with bare hands."""
    return not any(set(person.holds) - {"card", "bottle"} for person in people)


def arranged(action: str, people: People, luck: float) -> tuple[list[Ensemble], int]:
    """Return the ensembles that a deed makes of the first people, and of how many."""
    if action in OF_ALL and len(people) >= LEAST[action]:
        return [OF_ALL[action](people, luck)], len(people)
    if action not in OF_TWO or len(people) < 2 or (action == "fight" and not is_brawl(people)):
        return [], 0
    many = len(people) // 2 if action in IN_PAIRS else 1
    return [OF_TWO[action](people[2 * at : 2 * at + 2], (luck + 0.5 * at) % 1.0) for at in range(many)], 2 * many
