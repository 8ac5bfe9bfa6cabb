"""Birds, perched and in flight, and the griffin, who is half an eagle."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour, colour, mix
from generation.sketch.models.creatures.anatomy import Look, coat_of_hair, deep, eye, mottled, pale, points
from generation.sketch.models.creatures.heads import Face, eagle_head
from generation.sketch.models.creatures.quadruped import POSTURES, Build, body_of, whole, with_head
from generation.sketch.models.creatures.wings import Wing, feather_wing, folded_wing, plumes
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, joined, tube


@dataclass(frozen=True, slots=True)
class Plumage:
    """A bird: its length in metres, its coats, head and beak colours, beak's length, and how stout it is."""

    long: float
    coats: tuple[str, ...]
    head: str
    beak: str
    eye: str
    bill: float = 0.35
    stout: float = 1.0
    gloss: float = 0.15


BIRDS: dict[str, Plumage] = {
    "bird": Plumage(0.28, ("#5a6a80", "#8a5a3a", "#6a6a66"), "", "#d8a030", "#101010", 0.28, 1.05),
    "raven": Plumage(0.60, ("#262832",), "", "#1c1c20", "#301808", 0.55, 1.0, 0.7),
    "eagle": Plumage(0.95, ("#4a3422",), "#e8e2d4", "#e0a828", "#f0c030", 0.5, 1.0),
    "owl": Plumage(0.50, ("#8a6a48", "#a89a88", "#5c4a3a"), "", "#c8b070", "#ffb020", 0.2, 1.5),
    "dove": Plumage(0.32, ("#e8e8ec",), "", "#d89a88", "#281810", 0.2, 1.15),
    "chicken": Plumage(0.45, ("#a85a28", "#e4dccc"), "", "#d8a030", "#101010", 0.22, 1.45),
}  # fmt: skip


def make_bird(kind: str, look: Look, rng: np.random.Generator) -> Mesh:
    """Make a bird in metres: perched with its feet at the ground, or in flight about its middle."""
    bird = BIRDS[kind]
    coat = look.coat(bird.coats, rng)
    flies = look.pose in {"", "fly"}
    tilt = 0.10 if flies else (1.15 if kind == "owl" else 0.75)
    ahead, up = np.array([math.cos(tilt), math.sin(tilt), 0.0]), np.array([-math.sin(tilt), math.cos(tilt), 0.0])
    middle = np.array([0.0, 0.0 if flies else 0.46, 0.0])
    skin, breast = Skin(coat, bird.gloss), pale(coat, 0.28) if kind != "raven" else coat

    def at(along: float, rise: float, aside: float = 0.0) -> Array:
        return np.asarray(middle + along * ahead + rise * up + np.array([0.0, 0.0, aside]))

    stout = bird.stout
    trunk = tube(
        points([at(-0.40, 0.02), at(-0.22, 0.0), at(0.02, -0.02), at(0.20, 0.0), at(0.32, 0.03)]),
        [0.05, 0.12 * stout, 0.165 * stout, 0.145 * stout, 0.10 * stout], skin, 20,
    )  # fmt: skip
    front = np.clip(trunk.normals @ (0.5 * ahead - up) * 1.4 - 0.3, 0, 1)[:, None]
    trunk = mottled(trunk.tinted(trunk.colours * (1 - front) + np.array(breast, np.float64) * front), rng, 0.15)
    parts = [trunk, coat_of_hair(trunk, rng, 420, 0.075, tuple((-ahead).tolist()), thick=0.20)]
    parts += _tail(at, ahead, coat, rng)
    tints = (deep(coat, 0.7), coat, pale(coat, 0.12))
    for side in (1.0, -1.0):
        if flies:
            held = Wing(at(0.16, 0.06, 0.08 * side), 0.86, side, 0.75 if side > 0 else 0.95, 0.55, 0.05)
            parts.append(feather_wing(held, tints, rng, Skin(BLACK, bird.gloss)))
        else:
            parts.append(
                folded_wing(at(0.20, 0.0, 0.135 * stout * side), at(-0.48, 0.0, 0.075 * side), side, tints, rng)
            )
            parts += _leg(
                at(-0.06, -0.10, 0.07 * side),
                np.array([0.02, 0.0, 0.07 * side]),
                colour(bird.beak) if kind != "raven" else colour("#26262a"),
            )
    neck = at(0.38, 0.10 if flies else 0.04)
    head = _head(kind, bird, coat, look)
    turn = 0.25 if flies else (1.45 if kind == "owl" else 0.6)
    parts.append(
        head.turned(math.pi / 2 - turn, 0.05).moved(
            (float(neck[0]), float(neck[1]), float(neck[2])), 0.115 * (1.35 if kind == "owl" else 1.0)
        )
    )
    return joined(parts).moved((0.0, 0.0, 0.0), bird.long)


def _tail(at: Callable[..., Array], ahead: Array, coat: Colour, rng: np.random.Generator) -> list[Mesh]:
    fan = np.linspace(-0.28, 0.28, 7)
    starts = np.array([at(-0.34, 0.03, 0.05 * way) for way in fan])
    ends = np.array([at(-0.34 - 0.42 * math.cos(way), 0.0, 0.45 * math.sin(way)) for way in fan])
    tints = np.array(deep(coat, 0.8), np.float64) * (0.85 + 0.3 * rng.random((7, 1)))
    up = np.array([-ahead[1], ahead[0], 0.35])
    return [plumes(starts, ends, np.full(7, 0.052), tints, np.tile(up, (7, 1)), Skin(BLACK, 0.2))]


def _leg(root: Array, foot: Array, tint: Colour) -> list[Mesh]:
    skin = Skin(tint, 0.4)
    ankle = 0.5 * (root + foot) + np.array([-0.04, -0.02, 0.0])
    parts = [tube(points([root, ankle, foot + np.array([0.0, 0.02, 0.0])]), [0.05, 0.024, 0.018], skin, 8)]
    for way in (-0.7, 0.0, 0.7, math.pi):
        toe = foot + 0.10 * np.array([math.cos(way), 0.0, math.sin(way)])
        parts.append(tube(points([foot + np.array([0.0, 0.018, 0.0]), toe]), [0.018, 0.008], skin, 6))
    return parts


def _head(kind: str, bird: Plumage, coat: Colour, look: Look) -> Mesh:
    tint = colour(bird.head) if bird.head and not look.asked else coat
    if kind == "eagle":
        return eagle_head(Face(tint, colour(bird.beak), colour(bird.eye)))
    skin, horn = Skin(tint, bird.gloss), Skin(colour(bird.beak), 0.5)
    parts = [ball((0, 0, 0), (0.95, 0.92, 0.95), skin, 14, 20)]
    if kind == "owl":
        for side in (-1, 1):
            parts += [
                ball((side * 0.40, 0.02, 0.55), (0.46, 0.52, 0.40), Skin(pale(tint, 0.4), 0.1), 12, 18),
                *eye((side * 0.38, 0.06, 0.86), 0.25, colour(bird.eye), glow=0.5, front=(0, 0, 1)),
                tube(
                    [(side * 0.45, 0.70, 0.25), (side * 0.78, 1.25, 0.10)], [0.20, 0.02], Skin(deep(tint, 0.7), 0.1), 8
                ),
            ]
        parts.append(tube([(0, -0.06, 0.95), (0, -0.22, 1.12), (0, -0.42, 1.08)], [0.13, 0.10, 0.02], horn, 10))
        return joined(parts)
    long = bird.bill * 3.4
    parts += [
        tube([(0, 0.0, 0.75), (0, 0.02, 0.8 + 0.5 * long), (0, -0.12, 0.85 + long)], [0.30, 0.22, 0.03], horn, 12),
        tube(
            [(0, -0.22, 0.7), (0, -0.22, 0.75 + 0.8 * long)], [0.20, 0.04], Skin(deep(colour(bird.beak), 0.8), 0.4), 10
        ),
    ]
    if kind == "chicken":
        red = Skin(colour("#c0201c"), 0.4)
        parts += [ball((0, 0.95 - 0.06 * abs(n), 0.35 * n), (0.10, 0.34, 0.22), red, 8, 10) for n in (-1, 0, 1)]
        parts.append(ball((0, -0.75, 0.70), (0.16, 0.36, 0.16), red, 8, 10))
    for side in (-1, 1):
        parts += eye((side * 0.72, 0.20, 0.48), 0.17, colour(bird.eye), front=(side, 0.1, 0.4))
    return joined(parts)


LION = Build(1.05, 0.27, 0.19, 0.21, 0.8, 1.1, (0.34, 0.95, 0.22, 0.15), 0.16, (0.95, 0.04, -0.3, 1.1), claws=0.05)


def griffin(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a griffin: a lion's body, an eagle's head, breast and wings."""
    coat = look.coat(("#a8783c", "#8a6038", "#c8a468"), rng)
    plume = mix(deep(coat, 0.6), colour("#e8e0d0"), 0.1)
    pose = look.pose if look.pose in {"stand", "sit", "walk", "prowl"} else ("run" if look.pose == "fly" else "stand")
    posture = POSTURES[pose]
    body = body_of(LION, posture, Skin(coat, 0.12), Skin(coat, 0.12))
    trunk = joined(body.trunk)
    front = coat_of_hair(
        trunk, rng, 700, 0.12, (-0.8, -0.5, 0.0), lambda at: np.clip((at[:, 0] - 0.18) * 4, 0.002, 1), 0.16
    )
    tint = np.array(pale(coat, 0.55), np.float64) * (0.8 + 0.35 * rng.random((len(front), 1)))
    more = [front.tinted(tint), coat_of_hair(trunk, rng, 500, 0.045)]
    for side in (1.0, -1.0):
        root = body.shoulders + np.array([-0.12, 0.02, 0.14 * side])
        flying = look.pose == "fly"
        held = Wing(
            root,
            1.75,
            side,
            (0.85 if flying else 1.12) + (0.12 if side < 0 else 0.0),
            0.45,
            0.1,
            0.0 if flying else 0.35,
        )
        more.append(feather_wing(held, (deep(plume, 0.8), plume, pale(coat, 0.4)), rng))
    tuft = coat_of_hair(
        body.parts[-1], rng, 120, 0.13, (-0.8, 0.3, 0.0), lambda at: (at[:, 0] < at[:, 0].min() + 0.12) + 1e-6
    )
    more.append(tuft.tinted(tuft.colours * 0.5))
    head = eagle_head(Face(pale(coat, 0.7), colour("#e0a020"), colour("#ffc020"), 0.4))
    more += with_head(body, head, LION, posture)
    return whole(body, *more).moved((0.0, 0.0, 0.0), 1.35)


FLYERS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    **{kind: partial(make_bird, kind) for kind in BIRDS},
    "griffin": griffin,
}
