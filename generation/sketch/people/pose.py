"""Builds and poses: the proportions of the metatypes, and where the joints are in metres, the body facing +z."""

import math
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.palette import Colour, colour
from generation.sketch.models.mesh import Array, Vector
from generation.sketch.planning.plan import Subject

Pair = tuple[Vector, Vector]


@dataclass(frozen=True, slots=True)
class Build:
    """A body: height in metres, girth as the height of a human of that width, the rest as shares of the height."""

    height: float
    girth: float
    head: float
    shoulders: float  # half shoulder width, in girths
    leg: float
    arm: float
    stoop: float  # how far the head hangs forward
    skin: Colour


_BUILDS = {
    "human": (1.82, 1.90, 0.138, 0.112, 0.50, 0.335, 0.010, "#8a6450"),
    "elf": (2.02, 1.70, 0.122, 0.106, 0.535, 0.34, 0.004, "#a8897a"),
    "dwarf": (1.30, 1.96, 0.192, 0.128, 0.40, 0.345, 0.012, "#8a6248"),
    "ork": (1.98, 2.36, 0.132, 0.119, 0.475, 0.36, 0.028, "#6c7656"),
    "troll": (2.74, 3.62, 0.118, 0.122, 0.445, 0.40, 0.050, "#7a7466"),
}


def build_of(subject: Subject) -> Build:
    """Return the body of a subject's metatype."""
    height, girth, head, shoulders, leg, arm, stoop, skin = _BUILDS[subject.metatype]
    if "woman" in subject.features:
        height, girth, shoulders = height * 0.95, girth * 0.86, shoulders * 0.93
    return Build(height, girth, head, shoulders, leg, arm, stoop, colour(skin))


@dataclass(frozen=True, slots=True)
class Stance:
    """How a body stands. Each pair is the right side of the body (left in the picture when it faces us), then the left.

    `rise` is the pelvis' height in legs. Feet are (outwards in half hips, up and forward in legs), hands (outwards, up
    and forward in arms) from the shoulder. Radians: `bow` forward, `twist` of the shoulders, the ranges of `turns`.
    """

    rise: float = 0.985
    bow: float = 0.03
    twist: float = 0.0
    feet: Pair = ((0.95, 0.0, 0.05), (1.35, 0.0, -0.02))
    hands: Pair = ((0.17, -0.92, 0.10), (0.15, -0.94, 0.05))
    turns: tuple[tuple[float, float], ...] = ((-0.55, 0.55), (2.6, 3.6))


BEHIND = 2.0  # radians: turned further than that, a body shows its back
_CROSSED: Pair = ((-0.42, -0.40, 0.34), (-0.40, -0.33, 0.38))
STANCES: dict[str, Stance] = {
    "stand": Stance(),
    "watch": Stance(feet=((1.4, 0.0, -0.04), (1.0, 0.0, 0.08)), hands=((0.17, -0.9, 0.08), (0.22, -0.50, 0.10))),
    "arms crossed": Stance(bow=-0.03, feet=((1.3, 0.0, 0.02), (1.3, 0.0, 0.0)), hands=_CROSSED, turns=((-0.6, 0.6),)),
    "lean": Stance(0.97, -0.13, 0.0, ((0.7, 0.0, 0.24), (0.9, 0.30, -0.16)), _CROSSED, ((-1.0, -0.5), (0.5, 1.0))),
    "walk": Stance(
        0.965, 0.05, 0.12, ((0.5, 0.02, 0.30), (0.5, 0.07, -0.34)), ((0.10, -0.88, -0.30), (0.10, -0.86, 0.34)),
        ((-0.8, 0.8), (2.5, 3.8)),
    ),
    "run": Stance(
        0.93, 0.34, 0.25, ((0.4, 0.34, 0.36), (0.4, 0.26, -0.62)), ((0.10, -0.55, -0.50), (0.0, -0.40, 0.52)),
        ((-1.25, -0.7), (0.7, 1.25)),
    ),
    "crouch": Stance(
        0.50, 0.55, 0.1, ((1.6, 0.0, 0.34), (1.5, 0.0, -0.34)), ((0.05, -0.66, 0.45), (-0.05, -0.72, 0.40)),
        ((-0.9, -0.3), (0.3, 0.9)),
    ),
    "aim": Stance(
        0.95, 0.08, 0.25, ((1.2, 0.0, -0.22), (1.2, 0.0, 0.26)), ((-0.28, -0.02, 0.84), (-0.36, -0.08, 0.78)),
        ((-1.25, -0.55), (0.55, 1.25)),
    ),
    "cast": Stance(
        0.96, 0.02, -0.2, ((1.3, 0.0, -0.16), (1.2, 0.0, 0.22)), ((0.52, 0.26, 0.60), (0.48, -0.42, 0.50)),
        ((-0.7, 0.7),),
    ),
    "sit": Stance(0.52, 0.05, 0.0, ((1.2, 0.0, 0.46), (1.2, 0.0, 0.52)), ((0.0, -0.66, 0.50), (0.0, -0.66, 0.52)),
                  ((-0.6, 0.6),)),
    "dance": Stance(0.93, -0.06, 0.3, ((1.5, 0.0, 0.12), (1.3, 0.10, -0.14)), ((0.20, 0.72, 0.20), (0.42, 0.30, 0.30)),
                    ((-0.9, 0.9), (2.4, 3.9))),
    "sway": Stance(0.94, 0.05, -0.3, ((1.7, 0.0, -0.05), (1.1, 0.06, 0.16)), ((0.45, 0.10, 0.40), (0.25, -0.45, 0.42)),
                   ((-0.9, 0.9), (2.4, 3.9))),
    "ride": Stance(0.72, 0.60, 0.0, ((1.6, 0.10, -0.02), (1.6, 0.10, -0.02)),
                   ((0.05, -0.42, 0.78), (0.05, -0.42, 0.78)), ((-1.57, -1.57), (1.57, 1.57))),
}  # fmt: skip

# What a pose may be when nobody asks for one.
USUAL: dict[str, tuple[str, ...]] = {
    "": ("walk", "walk", "stand", "watch"), "runner": ("stand", "walk", "watch"), "samurai": ("stand", "watch", "walk"),
    "mage": ("cast",), "shaman": ("stand", "cast"), "ganger": ("lean", "arms crossed", "watch", "crouch"),
    "suit": ("stand", "arms crossed", "watch"), "guard": ("stand", "aim", "stand"), "rigger": ("watch", "stand"),
    "decker": ("stand", "watch"), "dancer": ("cast", "walk"),
    "adept": ("watch", "crouch", "stand"), "face": ("stand", "watch", "walk"), "docwagon": ("run", "crouch", "stand"),
    "squatter": ("stand", "walk"),
}  # fmt: skip

# Where the hands are that hold something: the side (0 or 1) and the place in arms from the shoulder.
GRIPS: dict[str, tuple[tuple[int, Vector], ...]] = {
    "umbrella": ((1, (-0.05, -0.30, 0.42)),),
    "staff": ((1, (0.42, -0.28, 0.40)),),
    "commlink": ((1, (-0.12, -0.22, 0.48)),),
    "cyberdeck": ((0, (-0.16, -0.52, 0.52)), (1, (-0.40, -0.50, 0.42))),
    "rifle": ((0, (-0.12, -0.52, 0.26)), (1, (-0.50, -0.42, 0.52))),
    "pistol": ((0, (0.22, -0.78, 0.42)),),
    "katana": ((0, (0.40, -0.74, 0.36)),),
}


@dataclass(frozen=True, slots=True)
class Pose:
    """Joints in metres, the feet on y = 0 about x = z = 0; pairs as in `Stance`."""

    pelvis: Array
    chest: Array
    neck: Array
    head: Array
    shoulders: tuple[Array, Array]
    elbows: tuple[Array, Array]
    hands: tuple[Array, Array]
    hips: tuple[Array, Array]
    knees: tuple[Array, Array]
    ankles: tuple[Array, Array]
    stance: str
    turn: float


def pose_of(subject: Subject, build: Build, rng: np.random.Generator, stance: str = "") -> Pose:
    """Choose a pose: the one named, the one the features name, or one that is usual for the role."""
    usual = USUAL.get(subject.role, ("stand", "watch"))
    drawn = usual[int(rng.integers(len(usual)))]
    asked = next((feature for feature in subject.features if feature in STANCES), "")
    name = stance or asked or drawn
    how = STANCES[name]
    low, high = how.turns[int(rng.integers(len(how.turns)))] if rng.random() < 0.3 else how.turns[0]
    if subject.role and low > BEHIND:  # somebody with a part to play shows the face
        low, high = how.turns[0]
    turn = low + (high - low) * float(rng.random())
    hands = list(how.hands)
    if name == "aim" and "rifle" in subject.features:
        hands = [(-0.18, -0.14, 0.44), (-0.44, -0.08, 0.80)]
    if name not in {"run", "cast", "ride", "aim"}:
        for feature, grips in GRIPS.items():
            if feature in subject.features:
                for side, place in grips:
                    hands[side] = place
    return _jointed(how, build, (hands[0], hands[1]), name, turn, float(rng.random() - 0.5))


def _jointed(how: Stance, build: Build, hands: Pair, name: str, turn: float, sway: float) -> Pose:
    tall, wide = build.height, build.girth
    leg, arm = build.leg * tall, build.arm * tall
    sole = 0.042 * tall
    pelvis = np.array([sway * 0.02 * wide, how.rise * leg + sole, 0.0])
    trunk = (1 - build.head - build.leg - 0.042) * tall
    lean = np.array([-sway * 0.06, math.cos(how.bow), math.sin(how.bow)])
    chest, neck = pelvis + lean * trunk * 0.62, pelvis + lean * trunk
    head = neck + np.array([0.0, build.head * 0.56, build.stoop + 0.35 * build.head * math.sin(how.bow)]) * tall
    twist = np.array([math.cos(how.twist), 0.0, -math.sin(how.twist)])
    arms, legs = [], []
    for index, side in enumerate((-1, 1)):
        shoulder = neck + twist * side * build.shoulders * wide - np.array([0, 0.045 * tall - side * sway * 0.01, 0])
        out, up, ahead = hands[index]
        target = shoulder + arm * np.array([side * out, up, ahead])
        arms.append((shoulder, *_bent(shoulder, target, arm * 0.52, arm * 0.48, np.array([side * 0.7, -0.5, -0.6]))))
        hip = pelvis + np.array([side * 0.052 * wide, 0.0, 0.0])
        out, up, ahead = how.feet[index]
        foot = np.array([side * out * 0.055 * wide, sole + up * leg, ahead * leg])
        legs.append((hip, *_bent(hip, foot, leg * 0.5, leg * 0.5, np.array([side * 0.25, 0.0, 1.0]))))
    shoulders, elbows, ends = ((arms[0][joint], arms[1][joint]) for joint in range(3))
    hips, knees, ankles = ((legs[0][joint], legs[1][joint]) for joint in range(3))
    return Pose(pelvis, chest, neck, head, shoulders, elbows, ends, hips, knees, ankles, name, turn)


def _bent(root: Array, target: Array, upper: float, lower: float, pole: Array) -> tuple[Array, Array]:
    """Return where a limb of two bones bends (towards the pole) and ends, reaching for a target."""
    way = target - root
    length = float(np.linalg.norm(way))
    reach = min(max(length, abs(upper - lower) * 1.05 + 1e-6), 0.995 * (upper + lower))
    along = way / max(length, 1e-9)
    share = (upper**2 - lower**2 + reach**2) / (2 * reach)
    aside = pole - along * float(pole @ along)
    aside /= max(float(np.linalg.norm(aside)), 1e-9)
    middle = root + along * share + aside * math.sqrt(max(upper**2 - share**2, 0.0))
    return middle, root + along * reach
