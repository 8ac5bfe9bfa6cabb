"""Apes, bats, butterflies, swarms, gargoyles, robot dogs, phoenixes and basilisks."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, colour, mix
from generation.sketch.models.creatures.anatomy import FIRE, Look, coat_of_hair, deep, ear, eye, flames, mottled, teeth
from generation.sketch.models.creatures.beasts import make_beast
from generation.sketch.models.creatures.birds import make_bird
from generation.sketch.models.creatures.heads import Face, rat_head
from generation.sketch.models.creatures.machines import DARK, STEEL
from generation.sketch.models.creatures.small_fry import crocodile
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.models.parts import plate, rod


def ape(look: Look, rng: np.random.Generator) -> Mesh:
    """Make an ape that leans on its knuckles, its face to the viewer."""
    hide = look.coat(("#2a2622", "#3a2c22", "#5a4432"), rng)
    skin, bare = Skin(hide, 0.1), Skin(mix(hide, colour("#8a7060"), 0.55), 0.3)
    furry = [
        tube([(0, 0.42, -0.10), (0, 0.75, -0.05), (0, 1.05, 0.06)], [0.26, 0.31, 0.30], skin, 22),
        ball((0, 1.36, 0.20), (0.20, 0.22, 0.21), skin, 14, 20),
        *[
            tube([(0.28 * s, 1.08, 0.05), (0.48 * s, 0.70, 0.14), (0.42 * s, 0.18, 0.34)], [0.14, 0.12, 0.09], skin, 14)
            for s in (-1, 1)
        ],
        *[
            tube([(0.18 * s, 0.42, 0.0), (0.34 * s, 0.48, 0.26), (0.28 * s, 0.10, 0.16)], [0.16, 0.13, 0.09], skin, 14)
            for s in (-1, 1)
        ],
    ]
    parts = [
        *furry,
        coat_of_hair(joined(furry), rng, 1200, 0.11, (0.0, -0.9, -0.2)),
        ball((0, 1.34, 0.34), (0.15, 0.15, 0.10), bare, 12, 18),
        ball((0, 1.24, 0.41), (0.12, 0.085, 0.09), bare, 10, 16),
        tube([(-0.12, 1.43, 0.39), (0, 1.44, 0.43), (0.12, 1.43, 0.39)], [0.03, 0.035, 0.03], bare, 8),
        tube([(-0.07, 1.21, 0.47), (0, 1.20, 0.50), (0.07, 1.21, 0.47)], [0.008] * 3, Skin(BLACK, 0.2, lift=0.05), 6),
        *[ball((0.02 * s, 1.30, 0.49), (0.012, 0.010, 0.01), Skin(BLACK, 0.2, lift=0.05), 5, 6) for s in (-1, 1)],
    ]
    for s in (-1, 1):
        parts += eye((0.06 * s, 1.39, 0.42), 0.028, colour("#4a2c14"), front=(0.1 * s, 0, 1))
        parts += [
            ball((0.21 * s, 1.36, 0.18), (0.04, 0.07, 0.05), bare, 8, 10),
            ball((0.42 * s, 0.10, 0.36), (0.09, 0.09, 0.10), bare, 8, 12),
            ball((0.28 * s, 0.05, 0.24), (0.09, 0.06, 0.15), bare, 8, 12),
        ]
    return joined(parts)


def bat(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a bat in flight about its middle, its wings spread to the viewer."""
    hide = look.coat(("#3a2c28", "#2a2630"), rng)
    skin, wing = Skin(hide, 0.1), Skin(deep(hide, 0.75), 0.3)
    trunk = tube([(0, -0.26, 0), (0, -0.05, 0.02), (0, 0.12, 0.03)], [0.06, 0.12, 0.11], skin, 16)
    face = Face(hide, mix(hide, colour("#a07068"), 0.4), BLACK, 0.0, snarls=True)
    parts = [trunk, coat_of_hair(trunk, rng, 260, 0.07, (0.0, -0.7, 0.2)), rat_head(face).moved((0, 0.24, 0.04), 0.105)]
    for side in (1.0, -1.0):
        parts += ear((0.05 * side, 0.30, 0.02), (0.14 * side, 0.52, 0.0), 0.07, skin, mix(hide, colour("#c08a80"), 0.5))
        tips = [(0.10, 0.12), (0.42, 0.44), (0.98, 0.30), (0.90, -0.22), (0.62, -0.34), (0.36, -0.36), (0.08, -0.20)]
        inner, joint = (0.06 * side, 0.12), (0.42 * side, 0.44)
        for (x0, y0), (x1, y1) in pairwise([*tips[2:], (0.06, -0.20)]):
            sag = (0.5 * (x0 + x1) * side * 0.92, 0.5 * (y0 + y1) + 0.08)
            fan = joint if x1 > 0.3 else inner
            outline = [fan, (x0 * side, y0), sag, (x1 * side, y1)]
            parts.append(plate(outline if side > 0 else outline[::-1], 0.004, wing, -0.02))
        parts.append(plate([inner, joint, (0.36 * side, -0.36)], 0.004, wing, -0.02))
        knuckle = (0.42 * side, 0.44, 0.0)
        for x, y in tips[2:6]:
            parts.append(
                tube(
                    [knuckle, (0.5 * (x * side + knuckle[0]), 0.5 * (y + 0.44), 0.012), (x * side, y, 0.0)],
                    [0.018, 0.012, 0.005],
                    skin,
                    6,
                )
            )
        parts.append(tube([(0.08 * side, 0.12, 0.0), knuckle], [0.035, 0.022], skin, 8))
        parts.append(tube([(0.05 * side, -0.26, 0.0), (0.07 * side, -0.36, 0.03)], [0.02, 0.008], skin, 6))
    return joined(parts)


def butterfly(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a butterfly about its middle, its wings half open."""
    tint = look.asked or colour(("#e07820", "#3a78d0", "#d8b830")[int(rng.integers(3))])
    parts = [
        tube([(-0.22, 0, 0), (0, 0.02, 0), (0.20, 0.03, 0)], [0.02, 0.04, 0.03], Skin(BLACK, 0.3), 10),
        ball((0.24, 0.04, 0), (0.04,) * 3, Skin(BLACK, 0.3), 8, 10),
    ]
    upper = [(0.12, 0.0), (0.42, 0.22), (0.52, 0.52), (0.36, 0.62), (0.08, 0.52), (-0.04, 0.20)]
    lower = [(0.02, 0.0), (0.0, 0.34), (-0.14, 0.52), (-0.38, 0.46), (-0.42, 0.24), (-0.20, 0.04)]
    for side in (1.0, -1.0):
        for outline, shade in ((upper, 1.0), (lower, 0.82)):
            inner = [(0.84 * x + 0.02, 0.84 * y + 0.03) for x, y in outline]
            lit = Skin(deep(tint, shade), 0.5, 0.12, lift=0.03)
            one = joined([plate(outline, 0.004, Skin(BLACK, 0.3)), plate(inner, 0.006, lit)])
            spots = [
                ball((0.92 * x, 0.92 * y, 0.0), (0.022, 0.022, 0.012), Skin(WHITE, 0.3, lift=0.06), 5, 8)
                for x, y in outline[1:-1]
            ]
            lifted = joined([one, *spots]).turned(0.0, math.pi / 2 - 0.55)
            parts.append(
                lifted
                if side > 0
                else replace(
                    lifted, corners=lifted.corners * np.array([1, 1, -1]), normals=lifted.normals * np.array([1, 1, -1])
                )
            )
        parts.append(tube([(0.26, 0.06, 0.01 * side), (0.40, 0.18, 0.10 * side)], [0.008, 0.006], Skin(BLACK, 0.3), 5))
    return joined(parts)


def swarm(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a swarm of insects in the air: hundreds of dark bodies with wings, in a cloud."""
    hide = look.coat(("#2a2420", "#3a3020"), rng)
    parts = []
    for _ in range(260):
        x, y, z = (rng.standard_normal(3) * np.array([0.55, 0.42, 0.35])).tolist()
        size = 0.035 + 0.045 * float(rng.random())
        turn = float(rng.random()) * 6
        way = (math.cos(turn), 0.3 * math.sin(3 * turn), math.sin(turn))
        ends = [(x + s * size * way[0], y + s * size * way[1], z + s * size * way[2]) for s in (-1, 1)]
        parts.append(tube(ends, [0.5 * size, 0.4 * size], Skin(hide, 0.6), 6))
        parts += [
            ball(
                (x + 0.9 * size * way[2] * s, y + 0.5 * size, z + 0.9 * size * way[0] * s),
                (0.8 * size, 0.10 * size, 0.45 * size),
                Skin(colour("#b8c8c8"), 0.8, 0.08),
                3,
                6,
            )
            for s in (-1, 1)
        ]
    return joined(parts).moved((0.0, 1.2, 0.0))


def gargoyle(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a gargoyle that crouches: a beast of grey stone with horns and folded wings."""
    stone = look.asked or colour("#74767a")
    body = make_beast("barghest", replace(look, pose="sit", asked=stone), rng)
    body = body.tinted(np.clip(body.colours.mean(axis=1, keepdims=True), 60, 150) * np.array([1.0, 1.0, 1.02]))
    stuff = body.stuff * np.array([0.2, 0.0, 1.0, 1.0])
    parts = [replace(body, stuff=stuff)]
    head = body.centres()[body.centres()[:, 1] > 0.85 * body.centres()[:, 1].max()]
    top = head.mean(axis=0)
    skin = Skin(stone, 0.1)
    for side in (1.0, -1.0):
        x, y, z = (float(v) for v in top)
        parts.append(
            tube(
                [(x, y, z + 0.10 * side), (x - 0.10, y + 0.22, z + 0.20 * side), (x - 0.02, y + 0.40, z + 0.18 * side)],
                [0.06, 0.045, 0.006],
                skin,
                8,
            )
        )
        outline = [
            (0.05, 0.55),
            (-0.25, 1.55),
            (-0.62, 1.75),
            (-0.75, 1.30),
            (-1.0, 1.05),
            (-0.80, 0.70),
            (-0.85, 0.40),
            (-0.45, 0.45),
        ]
        wing = plate(outline, 0.025, skin).turned(0.0, 0.0, 0.0)
        parts.append(wing.turned(0.45 * side).moved((0.05, 0.0, 0.20 * side)))
        parts += [
            tube(
                [(0.0, 0.75, 0.24 * side), (-0.3, 1.5, 0.40 * side), (-0.62, 1.75, 0.5 * side)],
                [0.05, 0.045, 0.02],
                skin,
                8,
            )
        ]
        parts.append(
            ball((x + 0.20, y - 0.12, z + 0.07 * side), (0.03,) * 3, Skin(colour("#ff6020"), 0.3, 0.9, lift=0.1), 6, 8)
        )
    return mottled(joined(parts), rng, 0.25)


def robot_dog(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a robot dog: a plated hull on four jointed legs, a sensor head, an aerial for a tail."""
    body = Skin(look.coat(("#c8a028", "#5a6470", "#c4c8cc"), rng), 0.7)
    parts = [
        beam((-0.42, 0.60, 0), (0.40, 0.60, 0), 0.26, 0.20, body),
        beam((-0.36, 0.72, 0), (0.30, 0.72, 0), 0.20, 0.06, DARK),
        beam((-0.44, 0.60, 0), (-0.48, 0.60, 0), 0.22, 0.16, DARK),
        rod((0.38, 0.64, 0), (0.52, 0.78, 0), 0.06, STEEL, 12),
        beam((0.46, 0.82, 0), (0.74, 0.80, 0), 0.20, 0.16, body),
        beam((0.74, 0.80, 0), (0.80, 0.80, 0), 0.18, 0.13, DARK),
        beam((0.60, 0.71, 0), (0.80, 0.69, 0), 0.14, 0.04, DARK),
        rod((-0.44, 0.70, 0), (-0.62, 1.02, 0), 0.012, STEEL, 6),
        ball((-0.62, 1.03, 0), (0.025,) * 3, Skin(look.accent, 0.4, 1.0), 6, 8),
        beam((-0.30, 0.62, 0.135), (0.30, 0.62, 0.135), 0.01, 0.03, Skin(look.accent, 0.4, 0.9)),
        *[rod((0.50, 0.90, 0.07 * s), (0.48, 1.00, 0.08 * s), 0.035, body, 8) for s in (-1, 1)],
        *[
            ball((0.81, 0.82, 0.05 * s), (0.025, 0.032, 0.032), Skin(look.second, 0.5, 1.0, lift=0.05), 8, 12)
            for s in (-1, 1)
        ],
    ]
    for x in (0.32, -0.34):
        for s in (1.0, -1.0):
            ahead = 0.10 if (x > 0) == (s > 0) else -0.06
            hip, knee = (x, 0.56, 0.17 * s), (x - 0.16 + ahead, 0.30, 0.20 * s)
            foot = (x + 0.02 + ahead, 0.03, 0.20 * s)
            parts += [
                ball(hip, (0.09, 0.09, 0.06), DARK, 10, 14),
                rod(hip, knee, 0.052, body, 12),
                ball(knee, (0.055,) * 3, STEEL, 8, 12),
                rod(knee, foot, 0.034, DARK, 10),
                ball(foot, (0.05, 0.04, 0.05), Skin(colour("#15161a"), 0.2), 8, 10),
            ]
    return joined(parts)


def phoenix(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a phoenix: an eagle of fire with a train of flames."""
    bird = make_bird("eagle", replace(look, asked=look.asked or colour("#e0501c")), rng)
    stuff = bird.stuff.copy()
    stuff[:, 1] = np.maximum(stuff[:, 1], 0.22)
    bird = replace(bird, stuff=stuff).moved((0.0, 0.0, 0.0), 2.0)
    chosen = rng.integers(len(bird), size=420)
    fire = flames(bird.centres()[chosen], rng, 0.22, FIRE, (-0.75, 0.45, 0.0))
    back = bird.centres()[bird.centres()[:, 0] < np.quantile(bird.centres()[:, 0], 0.05)]
    train = flames(np.repeat(back[:40], 2, axis=0), rng, 0.85, FIRE, (-0.9, -0.15, 0.0))
    return joined([bird, fire, train])


def basilisk(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a basilisk: a heavy lizard with a crest and eyes that glow."""
    hide = look.asked or colour("#5a6a3c")
    body = crocodile(replace(look, asked=hide), rng)
    parts = [body]
    for index in range(9):
        x = 0.95 - 0.30 * index
        level = float(np.interp(x, (-2.1, -0.9, -0.3, 0.4, 0.85), (0.10, 0.46, 0.66, 0.66, 0.58)))
        high = 0.42 * math.sin(math.pi * (index + 1.5) / 11)
        parts.append(
            plate([(x - 0.13, level), (x + 0.13, level), (x - 0.10, level + high)], 0.012, Skin(colour("#a83a28"), 0.4))
        )
    parts += [
        ball((1.10, 0.62, 0.15 * s), (0.07, 0.06, 0.06), Skin(colour("#f0ff60"), 0.4, 1.0, lift=0.12), 8, 10)
        for s in (1, -1)
    ]
    parts += [
        tube([(0.86, 0.56, 0.14 * s), (0.62, 0.84, 0.24 * s)], [0.07, 0.006], Skin(colour("#d8ccac"), 0.4), 8)
        for s in (1, -1)
    ]
    parts += teeth([((1.85, 0.36, 0.06 * s), -0.16) for s in (1, -1)])
    return joined(parts)


ODDITIES: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "ape": ape,
    "bat": bat,
    "butterfly": butterfly,
    "swarm": swarm,
    "gargoyle": gargoyle,
    "robot_dog": robot_dog,
    "phoenix": phoenix,
    "basilisk": basilisk,
}
