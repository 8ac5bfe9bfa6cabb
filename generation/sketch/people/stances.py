"""Stances as data: how people stand, sit, run and fight, what is usual for a role, and where holding hands are."""

from dataclasses import dataclass

from generation.sketch.models.mesh import Vector
from generation.sketch.planning.subject import Subject

Pair = tuple[Vector, Vector]


@dataclass(frozen=True, slots=True)
class Stance:
    """How a body stands. Each pair is the right side of the body (left in the picture when it faces us), then the left.

    `rise` is the pelvis' height in legs. Feet are (outwards in half hips, up and forward in legs), hands (outwards, up
    and forward in arms) from the shoulder. Radians: `bow` forward, `twist` of the shoulders, `toes` how far each foot
    points down, `fists` how far each hand's fingers are bent, `palms` how far each hand is turned (thumbs up at 0),
    `look` the head's turn and nod, `tilt` of the whole body backwards, the ranges of `turns`. `lift` is how high it
    hangs in the air, in legs.
    """

    rise: float = 0.985
    bow: float = 0.03
    twist: float = 0.0
    feet: Pair = ((0.95, 0.0, 0.05), (1.35, 0.0, -0.02))
    hands: Pair = ((0.17, -0.92, 0.10), (0.15, -0.94, 0.05))
    turns: tuple[tuple[float, float], ...] = ((-0.55, 0.55), (2.6, 3.6))
    toes: tuple[float, float] = (0.0, 0.0)
    fists: tuple[float, float] = (0.30, 0.30)
    palms: tuple[float, float] = (0.0, 0.0)
    look: tuple[float, float] = (0.0, 0.0)
    tilt: float = 0.0
    lift: float = 0.0


BEHIND = 2.0  # radians: turned further than that, a body shows its back
_CROSSED: Pair = ((-0.56, -0.42, 0.46), (-0.52, -0.32, 0.55))
_FACING = ((-0.6, 0.6),)
_ASIDE = ((-0.9, -0.3), (0.3, 0.9))
_AWAY = ((-1.25, -0.55), (0.55, 1.25))
STANCES: dict[str, Stance] = {
    "stand": Stance(),
    "watch": Stance(feet=((1.4, 0.0, -0.04), (1.0, 0.0, 0.08)), hands=((0.17, -0.9, 0.08), (0.22, -0.50, 0.10))),
    "arms_crossed": Stance(bow=-0.03, feet=((1.3, 0.0, 0.02), (1.3, 0.0, 0.0)), hands=_CROSSED, turns=_FACING,
                          fists=(1.0, 0.8), palms=(0.5, 0.5)),
    "lean": Stance(0.97, -0.13, 0.0, ((0.7, 0.0, 0.24), (0.9, 0.30, -0.16)), _CROSSED, ((-1.0, -0.5), (0.5, 1.0))),
    "walk": Stance(
        0.965, 0.05, 0.12, ((0.5, 0.02, 0.30), (0.5, 0.07, -0.34)), ((0.10, -0.88, -0.30), (0.10, -0.86, 0.34)),
        ((-0.8, 0.8), (2.5, 3.8)), toes=(-0.15, 0.55),
    ),
    "run": Stance(
        0.93, 0.34, 0.25, ((0.4, 0.34, 0.36), (0.4, 0.26, -0.62)), ((0.10, -0.55, -0.50), (0.0, -0.40, 0.52)),
        ((-1.25, -0.7), (0.7, 1.25)), toes=(-0.1, 1.1), fists=(1.3, 1.3),
    ),
    "sneak": Stance(
        0.74, 0.42, 0.15, ((0.8, 0.0, 0.30), (0.8, 0.06, -0.34)), ((0.25, -0.62, 0.40), (0.15, -0.60, 0.50)),
        ((-1.1, -0.4), (0.4, 1.1)), toes=(0.0, 0.6),
    ),
    "crouch": Stance(
        0.50, 0.55, 0.1, ((1.6, 0.0, 0.34), (1.5, 0.0, -0.34)), ((0.05, -0.66, 0.45), (-0.05, -0.72, 0.40)), _ASIDE,
        toes=(0.0, 0.7),
    ),
    "kneel": Stance(
        0.54, 0.06, 0.0, ((1.2, 0.0, 0.42), (1.2, 0.06, -0.46)), ((0.05, -0.70, 0.48), (0.15, -0.88, 0.12)), _ASIDE,
        toes=(0.0, 1.3),
    ),
    "aim": Stance(
        0.95, 0.08, 0.25, ((1.2, 0.0, -0.22), (1.2, 0.0, 0.26)), ((-0.28, -0.02, 0.84), (-0.36, -0.08, 0.78)), _AWAY,
        fists=(1.3, 1.1),
    ),
    "cast": Stance(
        0.96, 0.02, -0.2, ((1.3, 0.0, -0.16), (1.2, 0.0, 0.22)), ((0.52, 0.26, 0.60), (0.48, -0.42, 0.50)),
        ((-0.7, 0.7),), fists=(0.15, 0.15), palms=(-0.8, -1.2),
    ),
    "sit": Stance(0.52, 0.05, 0.0, ((1.2, 0.0, 0.46), (1.2, 0.0, 0.52)), ((0.0, -0.66, 0.50), (0.0, -0.66, 0.52)),
                  _FACING, palms=(1.2, 1.2)),
    "perch": Stance(0.52, 0.12, 0.0, ((1.0, 0.0, 0.42), (1.0, 0.06, 0.36)), ((0.0, -0.42, 0.62), (0.05, -0.40, 0.70)),
                    ((1.1, 1.4),), palms=(1.2, 1.2), look=(0.0, 0.08)),
    "lie": Stance(0.985, -0.05, 0.0, ((1.0, 0.0, 0.02), (1.3, 0.06, 0.10)), ((0.30, -0.86, 0.10), (0.12, -0.52, 0.40)),
                  ((0.9, 1.5), (-1.5, -0.9)), toes=(0.6, 0.6), tilt=1.5),
    "fall": Stance(0.90, -0.30, 0.3, ((1.3, 0.10, 0.40), (0.9, 0.22, -0.05)), ((0.75, 0.50, 0.10), (0.70, 0.20, 0.55)),
                   _AWAY, toes=(0.5, 0.6), fists=(0.1, 0.1), look=(0.2, -0.2), tilt=0.75, lift=0.30),
    "jump": Stance(0.95, 0.28, 0.2, ((0.9, 0.45, 0.36), (0.8, 0.20, -0.50)), ((0.55, 0.45, 0.50), (0.60, 0.10, -0.50)),
                   _AWAY, toes=(0.3, 1.1), fists=(0.2, 0.9), lift=0.35),
    "fight": Stance(0.90, 0.14, 0.35, ((1.2, 0.0, -0.28), (1.1, 0.0, 0.28)), ((0.05, -0.22, 0.46), (0.0, -0.02, 0.88)),
                    ((-1.0, -0.3), (0.3, 1.0)), fists=(1.7, 1.7)),
    "dance": Stance(0.93, -0.06, 0.3, ((1.5, 0.0, 0.12), (1.3, 0.10, -0.14)), ((0.20, 0.72, 0.20), (0.42, 0.30, 0.30)),
                    ((-0.9, 0.9), (2.4, 3.9)), toes=(0.0, 0.5)),
    "sway": Stance(0.94, 0.05, -0.3, ((1.7, 0.0, -0.05), (1.1, 0.06, 0.16)), ((0.45, 0.10, 0.40), (0.25, -0.45, 0.42)),
                   ((-0.9, 0.9), (2.4, 3.9)), toes=(0.0, 0.5)),
    "point": Stance(0.98, 0.04, 0.25, ((1.2, 0.0, -0.10), (1.1, 0.0, 0.14)), ((0.16, -0.90, 0.06), (0.10, 0.02, 0.98)),
                    _AWAY, fists=(0.3, -1.0)),
    "drink": Stance(hands=((-0.16, 0.06, 0.40), (0.15, -0.94, 0.05)), turns=_FACING, fists=(1.0, 0.3),
                    look=(0.0, -0.12)),
    "type": Stance(0.98, 0.14, 0.0, ((1.0, 0.0, 0.03), (1.0, 0.0, -0.02)), ((-0.10, -0.52, 0.50), (-0.10, -0.52, 0.50)),
                   ((-0.7, 0.7),), fists=(0.5, 0.5), palms=(1.4, 1.4), look=(0.0, 0.25)),
    "carry": Stance(0.97, -0.06, 0.0, ((1.2, 0.0, 0.08), (1.2, 0.0, -0.08)),
                    ((-0.02, -0.56, 0.52), (-0.02, -0.56, 0.52)), ((-0.8, 0.8),), fists=(0.7, 0.7), palms=(-1.2, -1.2)),
    "raise": Stance(0.985, -0.04, 0.0, ((1.2, 0.0, 0.0), (1.2, 0.0, 0.04)), ((0.34, 0.80, 0.20), (0.34, 0.80, 0.20)),
                    ((-0.7, 0.7),), fists=(0.1, 0.1)),
    "ride": Stance(0.72, 0.60, 0.0, ((1.6, 0.10, -0.02), (1.6, 0.10, -0.02)),
                   ((0.05, -0.42, 0.78), (0.05, -0.42, 0.78)), ((-1.57, -1.57), (1.57, 1.57)), fists=(1.3, 1.3),
                   look=(0.0, -0.5)),
}  # fmt: skip
OTHER_NAMES = {"arms crossed": "arms_crossed"}  # as plans of version 1 have them

# What a pose may be when nobody asks for one.
USUAL: dict[str, tuple[str, ...]] = {
    "": ("walk", "walk", "stand", "watch"), "runner": ("stand", "walk", "watch"), "samurai": ("stand", "watch", "walk"),
    "mage": ("cast",), "shaman": ("stand", "cast"), "ganger": ("lean", "arms_crossed", "watch", "crouch"),
    "suit": ("stand", "arms_crossed", "watch"), "guard": ("stand", "aim", "stand"), "rigger": ("watch", "stand"),
    "decker": ("stand", "watch"), "dancer": ("dance", "sway"),
    "adept": ("watch", "fight", "stand"), "face": ("stand", "watch", "walk"), "docwagon": ("run", "crouch", "stand"),
    "squatter": ("stand", "walk"),
}  # fmt: skip

# Where the hands are that hold something: the side (0 or 1) and the place in arms from the shoulder.
ONE: tuple[tuple[int, Vector], ...] = ((0, (0.02, -0.52, 0.46)),)
BOTH: tuple[tuple[int, Vector], ...] = ((0, (-0.22, -0.54, 0.48)), (1, (-0.22, -0.54, 0.48)))
LONG: tuple[tuple[int, Vector], ...] = ((0, (-0.12, -0.52, 0.26)), (1, (-0.50, -0.42, 0.52)))
GRIPS: dict[str, tuple[tuple[int, Vector], ...]] = {
    "umbrella": ((1, (-0.05, -0.30, 0.42)),), "staff": ((1, (0.42, -0.28, 0.40)),),
    "commlink": ((1, (-0.12, -0.22, 0.48)),), "phone": ((1, (-0.12, -0.22, 0.48)),),
    "cyberdeck": ((0, (-0.16, -0.52, 0.52)), (1, (-0.40, -0.50, 0.42))),
    "rifle": LONG, "shotgun": LONG, "sniper_rifle": LONG, "smg": LONG, "bow": ((1, (0.10, -0.05, 0.90)),),
    "pistol": ((0, (0.22, -0.78, 0.42)),), "revolver": ((0, (0.22, -0.78, 0.42)),),
    "katana": ((0, (0.40, -0.74, 0.36)),), "sword": ((0, (0.40, -0.74, 0.36)),), "axe": ((0, (0.30, -0.60, 0.46)),),
    "knife": ((0, (0.16, -0.50, 0.50)),), "suitcase": ((0, (0.20, -0.96, 0.04)),), "case": ((0, (0.20, -0.96, 0.04)),),
    "medkit": ((0, (0.20, -0.96, 0.04)),), "book": BOTH, "map": BOTH, "newspaper": BOTH, "guitar": LONG, "cake": BOTH,
    "skull": ((1, (-0.05, -0.30, 0.55)),), "cup": ((0, (-0.08, -0.32, 0.50)),), "bottle": ((0, (-0.02, -0.48, 0.48)),),
}  # fmt: skip


def stance_name(name: str) -> str:
    """Return the name of a stance as it is called now, or nothing where there is none of it."""
    name = OTHER_NAMES.get(name, name)
    return name if name in STANCES else ""


def held_by(subject: Subject) -> tuple[str, ...]:
    """Return what a subject's hands hold, asked for first."""
    return (*subject.holds, *(feature for feature in subject.features if feature in GRIPS))
