"""Who does something together: for each deed of several an arrangement of those who do it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from generation.sketch.crowds.around import ABOUT_ONE, at_table
from generation.sketch.crowds.attending import about_one, held_up
from generation.sketch.crowds.bearing import borne_between, on_shoulders, pushed
from generation.sketch.crowds.duels import SIDE, grapple, spell_duel
from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Piece
from generation.sketch.crowds.over_bodies import over_body
from generation.sketch.people.shapes import height_of
from generation.sketch.planning.stagings import OVER_BODY
from generation.sketch.planning.subject import Subject

People = Sequence[Subject]
BETWEEN = Grip(joint="between")


def _hug(people: People, luck: float) -> Ensemble:
    """Lay the arms about each other."""
    a, b = people[:2]
    return Ensemble(
        (
            Actor(
                a,
                (-0.17, 0.0, 0.05),
                SIDE,
                "stand",
                grips=(Grip(1, "chest", off=(0.02, -0.06, -0.15)), Grip(1, "chest", off=(-0.06, 0.08, -0.13))),
                look=-0.3,
            ),
            Actor(
                b,
                (0.17, 0.0, -0.03),
                -SIDE,
                "stand",
                grips=(Grip(0, "chest", off=(0.05, 0.02, -0.15)), Grip(0, "chest", off=(0.0, -0.10, -0.15))),
                look=0.3,
            ),
        ),
        half=0.55,
    )


def _comfort(people: People, luck: float) -> Ensemble:
    a, b = people[:2]
    return Ensemble(
        (
            Actor(
                a,
                (-0.30, 0.0, 0.0),
                0.75,
                "stand",
                grips=(Grip(1, "shoulders", 0, (0.0, 0.03, 0.06)), Grip(1, "chest", off=(0.0, 0.10, -0.15))),
                look=0.25,
            ),
            Actor(replace(b, deed=b.deed or "cry"), (0.22, 0.0, 0.02), -0.35, "stand", look=-0.1),
        ),
        half=0.62,
    )


def _shake_hands(people: People, luck: float) -> Ensemble:
    a, b = people[:2]
    return Ensemble(
        (
            Actor(replace(a, deed=""), (-0.46, 0.0, 0.0), SIDE, "stand", grips=(BETWEEN, None)),
            Actor(replace(b, deed=""), (0.46, 0.0, -0.05), -SIDE, "stand", grips=(BETWEEN, None)),
        ),
        half=0.85,
    )


def _hand_over(people: People, luck: float) -> Ensemble:
    """Let one give the other what is held, or an open case."""
    a, b = people[:2]
    if not (a.holds or b.holds):
        a = replace(a, holds=("case",))
    if a.holds:  # the other takes it with an empty hand
        b = replace(b, holds=())
    return Ensemble(
        (
            Actor(replace(a, deed="offer"), (-0.52, 0.0, 0.0), SIDE, "stand", grips=(BETWEEN, None)),
            Actor(
                replace(b, deed="offer"),
                (0.52, 0.0, -0.08),
                -SIDE,
                "stand",
                grips=(Grip(joint="between", off=(0.05, -0.05, 0.0)), None),
            ),
        ),
        half=0.9,
    )


def _dance(people: People, luck: float) -> Ensemble:
    a, b = people[:2]
    return Ensemble(
        (
            Actor(
                a,
                (-0.22, 0.0, 0.02),
                SIDE,
                "stand",
                grips=(Grip(1, "pelvis", off=(0.05, 0.12, -0.14)), Grip(joint="between", off=(-0.05, 0.12, -0.50))),
            ),
            Actor(
                b,
                (0.22, 0.0, -0.02),
                -SIDE,
                "stand",
                grips=(Grip(joint="between", off=(0.0, 0.12, -0.50)), Grip(0, "shoulders", 0, (0.0, 0.04, 0.02))),
            ),
        ),
        half=0.7,
    )


def _in_arms(people: People, luck: float) -> Ensemble:
    """Carry the second in the arms; with more, two bear a stretcher."""
    a, b = people[0], people[-1]
    if len(people) > 2:
        others = [
            Actor(person, (-1.75 + 3.5 * (at % 2), 0.0, -0.5), 0.9 - 1.8 * (at % 2), "walk")
            for at, person in enumerate(people[2:-1])
        ]
        return Ensemble(
            (
                Actor(a, (-1.22, 0.0, 0.0), 1.15, "carry"),
                Actor(people[1], (1.22, 0.0, -0.05), -1.15, "carry"),
                *others,
                Actor(b, (0.0, 0.82, 0.0), 1.57, "lie"),
            ),
            (Piece("litter", (0.0, 0.78, 0.0)),),
            half=1.6 + 0.45 * bool(others),
        )
    return Ensemble(
        (
            Actor(
                replace(a, holds=(), deed=""),
                (0.0, 0.0, -0.16),
                0.25,
                "carry",
                grips=(Grip(1, "pelvis", off=(0.0, -0.10, -0.02)), Grip(1, "chest", off=(0.0, -0.05, -0.12))),
            ),
            Actor(b, facing=-1.35, stance="limp", borne=Grip(0, "chest", off=(0.0, -0.20, 0.34))),
        ),
        half=0.85,
    )


def _drag(people: People, luck: float) -> Ensemble:
    """Drag the last by the shoulders; the others go beside."""
    a, b = people[0], people[-1]
    hold = (Grip(1, "shoulders", 0, (0.0, 0.0, 0.06)), Grip(1, "shoulders", 1, (0.0, 0.0, 0.06)))
    others = [
        Actor(person, (0.35 + 0.75 * at, 0.0, -0.75 - 0.1 * at), -0.9, "walk") for at, person in enumerate(people[1:-1])
    ]
    dragging = Actor(replace(a, holds=(), deed=""), (-1.0, 0.0, -0.05), 1.0, "haul", grips=hold)
    return Ensemble((dragging, Actor(b, (0.20, 0.0, 0.05), 1.45, "lie"), *others), half=1.35)


def _tend(people: People, luck: float) -> Ensemble:
    """Kneel beside somebody who lies on the ground, the hands on the wound."""
    a, b = people[:2]
    wound = (Grip(1, "chest", off=(0.06, 0.0, 0.12)), Grip(1, "chest", off=(-0.06, -0.05, 0.12)))
    healer = Actor(replace(a, deed="", pose=""), (-0.16, 0.0, -0.46), 0.15, "kneel", grips=wound, look=0.0)
    return Ensemble(
        (healer, Actor(replace(b, holds=(), deed="", pose=""), (0.0, 0.0, 0.12), 1.57, "lie")), half=1.1, pitch=0.2
    )


def _hold_hands(people: People, luck: float) -> Ensemble:
    a, b = people[:2]
    return Ensemble(
        (
            Actor(a, (-0.30, 0.0, 0.0), 0.15, "walk", grips=(None, Grip(1, "hands", 0))),
            Actor(b, (0.30, 0.0, 0.05), -0.15, "walk"),
        ),
        half=0.72,
    )


def _on_palm(people: People, luck: float) -> Ensemble:
    """Hold a tiny one on the open hand, eye to eye."""
    a, b = people[:2]
    holder = replace(a, holds=(), deed="", pose="")
    small = Actor(
        replace(b, pose="", deed="", holds=()),
        facing=-0.5,
        stance="stand",
        borne=Grip(0, "hands", 0, (0.0, 0.40 * height_of(b, woman=b.gender == "woman") + 0.10, 0.04)),
        shows=b,
    )
    others = [Actor(person, (0.95 + 0.6 * at, 0.0, -0.3), -0.7, "attend") for at, person in enumerate(people[2:])]
    return Ensemble((Actor(holder, facing=0.15, stance="present", look=-0.25, shows=a), small, *others), half=0.7)


def _arm_wrestle(people: People, luck: float) -> Ensemble:
    a, b = (replace(person, holds=(), deed="", pose="") for person in people[:2])
    grip = (Grip(joint="between", off=(0.0, 0.04, 0.12)), None)
    return Ensemble(
        (
            Actor(a, (-0.62, 0.0, 0.0), SIDE, "wrestle", seat=0.46, grips=grip),
            Actor(b, (0.62, 0.0, -0.03), -SIDE, "wrestle", seat=0.46, grips=grip),
        ),
        (Piece("small_table"), Piece("chair", (-0.62, 0.0, 0.0), SIDE), Piece("chair", (0.62, 0.0, 0.0), -SIDE)),
        half=1.1,
        pitch=0.16,
    )


def _chess(people: People, luck: float) -> Ensemble:
    """Sit opposite each other with a board between, others behind."""
    table = at_table([replace(person, deed="move_piece", holds=()) for person in people], luck)
    shown = tuple(replace(actor, shows=person) for actor, person in zip(table.actors, people, strict=False))
    board = Piece("item chess_board", (0.0, 0.765, 0.05), scale=1.3)
    return replace(table, actors=shown, pieces=(*table.pieces, board))


Arrangement = Callable[[People, float], Ensemble]
#: What two do, who touch: further people do it in pairs, or look on.
OF_TWO: dict[str, Arrangement] = {
    "hug": _hug,
    "kiss": _hug,
    "comfort": _comfort,
    "shake_hands": _shake_hands,
    "hand_over": _hand_over,
    "deal": _hand_over,
    "fight": grapple,
    "dance": _dance,
    "hold_hands": _hold_hands,
    "tend": _tend,
    "arm_wrestle": _arm_wrestle,
}
#: What everybody does about one thing or body in the middle.
OF_ALL: dict[str, Arrangement] = {
    **ABOUT_ONE, "carry": _in_arms, "drag": _drag, "hold_up": held_up, "push": pushed, "on_shoulders": on_shoulders,
    OVER_BODY: over_body,
    "bear": lambda people, _: borne_between(people, None), "play_chess": _chess,
    "on_palm": _on_palm,
}  # fmt: skip
#: How many it takes at least.
LEAST = {
    "carry": 2,
    "drag": 2,
    "interrogate": 1,
    "table_talk": 2,
    "play_cards": 1,
    "campfire": 1,
    "back_to_back": 2,
    "operate": 1,
    "dine": 1,
    "toast": 2,
    "hold_up": 1,
    "push": 2,
    "on_shoulders": 2,
    "bear": 2,
    "on_palm": 2,
    OVER_BODY: 2,
    "play_chess": 2,
}
CASTERS, DUELS = frozenset({"mage", "shaman"}), frozenset({"fight", "cast"})
IN_PAIRS = frozenset({"fight", "dance", "hug", "kiss"})


def is_brawl(people: People) -> bool:
    """Tell whether a fight is one with bare hands."""
    return not any(set(person.holds) - {"card", "bottle"} for person in people)


def arranged(action: str, people: People, luck: float) -> tuple[list[Ensemble], int]:
    """Return the ensembles that a deed makes of the first people, and of how many."""
    if action in OF_ALL and len(people) >= LEAST[action]:
        return [OF_ALL[action](people, luck)], len(people)
    if (about := about_one(people, action, luck)) is not None:
        return [about], len(people)
    if action in DUELS and len(people) > 1 and all(person.role in CASTERS for person in people):
        return [spell_duel(people, luck)], len(people)
    if action == "hand_over" and len(people) == 1:
        people = (*people, Subject("figure", role="runner"))
    if action not in OF_TWO or len(people) < 2 or (action == "fight" and not is_brawl(people)):
        return [], 0
    many = len(people) // 2 if action in IN_PAIRS else 1
    return [OF_TWO[action](people[2 * at : 2 * at + 2], (luck + 0.5 * at) % 1.0) for at in range(many)], 2 * many
