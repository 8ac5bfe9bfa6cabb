"""Elementals and spirits: bodies of fire, water, air and stone, and beings of light."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, mix
from generation.sketch.models.creatures.anatomy import Look, deep, flames, mottled, pale, points
from generation.sketch.models.creatures.beasts import make_beast
from generation.sketch.models.creatures.insects import mantis
from generation.sketch.models.mesh import Mesh, Skin, ball, eased, joined, loft, strands, tube

FLAMES = (colour("#ff3c08"), colour("#ff7a14"), colour("#ffb030"), colour("#ffe080"))
#: The limbs of a rough giant, as points with radii: trunk, head, arms and legs; heights up to 2.4 metres.
TRUNK = ((0.0, 0.95, 0.0, 0.26), (0.0, 1.30, 0.02, 0.30), (0.0, 1.72, 0.04, 0.42), (0.0, 1.98, 0.03, 0.22))
ARM = ((0.40, 1.80, 0.0, 0.20), (0.72, 1.42, 0.10, 0.15), (0.82, 0.98, 0.30, 0.17), (0.84, 0.72, 0.36, 0.14))
RAISED = ((0.40, 1.80, 0.0, 0.20), (0.80, 1.70, 0.10, 0.15), (0.98, 2.12, 0.22, 0.15), (0.94, 2.42, 0.26, 0.13))
LEG = ((0.20, 0.95, 0.0, 0.24), (0.30, 0.52, 0.08, 0.19), (0.32, 0.08, 0.0, 0.17))
Limb = tuple[tuple[float, float, float, float], ...]


def _limbs(rng: np.random.Generator, *, legs: bool = True) -> list[Limb]:
    raised = 1 if rng.random() < 0.5 else -1
    out: list[Limb] = [TRUNK]
    for side in (1, -1):
        limbs = ((RAISED if side == raised else ARM), *((LEG,) if legs else ()))
        out += [tuple((side * x, y, z, radius) for x, y, z, radius in limb) for limb in limbs]
    return out


def _giant(limbs: list[Limb], skin: Skin, slim: float = 1.0) -> list[Mesh]:
    parts = []
    for limb in limbs:
        rows = eased(np.array(limb), 4)
        parts.append(tube(points(rows[:, :3]), (slim * rows[:, 3]).tolist(), skin, 18))
    parts.append(ball((0.0, 2.18, 0.06), (0.21 * slim, 0.25 * slim, 0.22 * slim), skin, 14, 18))
    return parts


def _glowing_eyes(tint: Colour, high: float = 2.20, deep_: float = 0.24, size: float = 0.05) -> list[Mesh]:
    return [
        ball((0.085 * side, high, deep_), (size * 1.3, size * 0.8, size), Skin(tint, 0.5, 1.0, lift=0.3), 8, 10)
        for side in (-1, 1)
    ]


def fire_elemental(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a giant of fire: a dark red core, tongues of flame all over, white-hot eyes."""
    tints = tuple(mix(tint, look.asked, 0.6) for tint in FLAMES) if look.asked else FLAMES
    core = _giant(_limbs(rng), Skin(tints[0], 0.1, 0.26), 0.82)
    whole = joined(core)
    heat = np.clip((whole.centres()[:, 1] - 0.2) / 2.0, 0, 1)[:, None]
    whole = whole.tinted(np.array(tints[0], np.float64) * (1 - heat) + np.array(tints[1], np.float64) * heat)
    chosen = rng.choice(len(whole), 620)
    roots = whole.centres()[chosen] - 0.05 * whole.normals[chosen]
    fire = flames(roots, rng, 0.30, tints, (0.0, 0.95, 0.05))
    crown = flames(
        np.array([0.0, 2.3, 0.0]) + 0.14 * rng.standard_normal((60, 3)), rng, 0.42, tints[1:], (0.0, 1.0, 0.0)
    )
    foot = flames(
        np.array([0.0, 0.05, 0.0]) + np.array([0.45, 0.03, 0.2]) * rng.standard_normal((60, 3)),
        rng,
        0.32,
        tints,
        (0.0, 1.0, 0.0),
    )
    return joined([whole, fire, crown, foot, *_glowing_eyes(colour("#fff8d8"))])


def water_elemental(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a giant of water that rises from a swirl: clear blue, with streams that run round it and foam."""
    tint = look.asked or colour("#2f86b8")
    skin = Skin(tint, 1.0, 0.16)
    parts = _giant(_limbs(rng, legs=False), skin)
    column = [
        (0.0, 0.01, 0.0, 1.0, 0.5),
        (0.0, 0.06, 0.0, 0.78, 0.42),
        (0.04, 0.22, 0.0, 0.52, 0.36),
        (-0.04, 0.6, 0.0, 0.34, 0.30),
        (0.0, 1.0, 0.0, 0.27, 0.25),
    ]
    parts.append(loft(column, skin, 36))
    whole = joined(parts)
    ripple = 1 + 0.30 * np.sin(whole.centres()[:, 1] * 21 + 3 * np.sin(whole.centres()[:, 0] * 7))[:, None]
    whole = whole.tinted(np.array(tint, np.float64) * ripple + 26 * (ripple > 1.22))
    streams = []
    for _ in range(26):
        start, high = rng.random() * math.tau, rng.random()
        angles = start + np.linspace(0, 2.2 + rng.random(), 9)
        reach = 0.42 + 0.62 * (1 - high) ** 2 + 0.06 * rng.random()
        level = 0.06 + 1.5 * high + np.linspace(0, 0.35, 9)
        streams.append(np.stack([reach * np.cos(angles), level, reach * np.sin(angles)], axis=-1))
    paths = np.array(streams)
    radii = 0.035 * np.sin(np.linspace(0.1, math.pi - 0.1, 9))[None] * (0.6 + rng.random((26, 1)))
    tints = np.array(pale(tint, 0.45), np.float64) * np.ones((26, 1))
    drops = [
        ball(
            tuple((rng.uniform(-1, 1, 3) * np.array([1.0, 1.1, 0.3]) + np.array([0.0, 1.3, 0.1])).tolist()),
            (0.02 + 0.03 * float(rng.random()),) * 3, Skin(pale(tint, 0.6), 1.0, 0.25), 6, 8,
        )
        for _ in range(40)
    ]  # fmt: skip
    return joined(
        [whole, strands(paths, radii, tints, Skin(WHITE, 1.0, 0.25), 6), *drops, *_glowing_eyes(colour("#d8ffff"))]
    )


def earth_elemental(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a giant of boulders, with moss on them and light in its cracks."""
    stone = look.asked or colour("#6e675c")
    parts, limbs = [], _limbs(rng)
    for limb in limbs:
        rows = eased(np.array(limb), 2)
        for x, y, z, radius in rows.tolist():
            parts += [
                _boulder((x, y, z), radius * 1.12, stone, rng),
                _boulder((x, y, z), 0.75 * radius, stone, rng, 0.5 * radius),
            ]
    parts.append(_boulder((0.0, 2.16, 0.08), 0.30, stone, rng))
    parts += [_boulder((0.38 * side, 1.92, -0.02), 0.30, stone, rng) for side in (-1, 1)]
    whole = joined(parts)
    moss = np.clip((whole.normals[:, 1] - 0.55) * 2.5, 0, 1)[:, None] * (rng.random((len(whole), 1)) < 0.75)
    whole = whole.tinted(whole.colours * (1 - moss) + np.array([70.0, 92.0, 40.0]) * moss)
    inner = joined(_giant(limbs, Skin(colour("#ff9a30"), 0.2, 0.75), 0.62))
    return joined([inner, whole, *_glowing_eyes(colour("#ffb040"), 2.20, 0.34, 0.055)])


def _boulder(
    at: tuple[float, float, float], radius: float, stone: Colour, rng: np.random.Generator, stray: float = 0.0
) -> Mesh:
    """Make a stone of few flat faces."""
    shape = radius * (0.8 + 0.4 * rng.random(3))
    x, y, z = (value + stray * float(rng.standard_normal()) for value in at)
    mesh = ball((0, 0, 0), tuple(shape.tolist()), Skin(stone, 0.1), 4, 6)
    turned = mesh.turned(*(rng.random(3) * 3.0).tolist())
    tints = np.array(stone, np.float64) * (0.65 + 0.6 * rng.random((len(turned), 1)))
    return turned.tinted(tints).moved((x, max(y, radius * 0.5), z))


def air_elemental(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a being of whirling air: a funnel of thin pale streams, dust and leaves, with arms and a face of wind."""
    tint = look.asked or colour("#a8c4d8")
    paths, tints, radii = [], [], []
    for _ in range(150):
        high = float(rng.random())
        angles = rng.random() * math.tau + np.linspace(0, 2.6, 10)
        reach = (0.10 + 0.50 * high**1.3 - 0.30 * max(0.0, high - 0.72)) * (0.75 + 0.4 * rng.random())
        level = 0.03 + 2.25 * high + np.linspace(0, 0.24, 10)
        sway = 0.14 * np.sin(level * 2.4)
        paths.append(np.stack([reach * np.cos(angles) + sway, level, 0.8 * reach * np.sin(angles)], axis=-1))
        radii.append((0.010 + 0.020 * rng.random() ** 2) * np.sin(np.linspace(0.15, math.pi - 0.1, 10)))
        tints.append(np.array(mix(tint, WHITE if rng.random() < 0.5 else deep(tint, 0.55), 0.55), np.float64))
    for side in (-1, 1):
        for _ in range(22):
            start = np.array([0.34 * side, 1.72, 0.0]) + 0.10 * rng.standard_normal(3)
            turn = np.linspace(0, 1, 10)[:, None]
            swirl = 0.15 * np.concatenate(
                [np.zeros_like(turn), np.sin(9 * turn + rng.random() * 6), np.cos(9 * turn + rng.random() * 6)], axis=1
            )
            paths.append(start + turn * np.array([0.72 * side, -0.35 + 0.75 * (side > 0), 0.2]) + swirl * turn)
            radii.append(0.016 * np.sin(np.linspace(0.3, math.pi - 0.1, 10)))
            tints.append(np.array(pale(tint, 0.4), np.float64))
    wind = strands(np.array(paths), np.array(radii), np.array(tints), Skin(WHITE, 0.4, 0.22), 4)
    head = mottled(ball((0.06, 2.28, 0.03), (0.24, 0.28, 0.22), Skin(pale(tint, 0.2), 0.4, 0.20), 10, 14), rng, 0.5)
    bits = [
        ball(
            tuple((np.array([0.0, 1.1, 0.0]) + rng.standard_normal(3) * np.array([0.55, 0.6, 0.35])).tolist()),
            (0.035, 0.008, 0.02), Skin(colour("#6a5a40"), 0.1), 4, 6,
        )
        for _ in range(34)
    ]  # fmt: skip
    return joined([wind, head, *bits, *(eye_.moved((0.06, 0.10, 0.02)) for eye_ in _glowing_eyes(colour("#eaffff")))])


def _of_light(mesh: Mesh, tint: Colour, glow: float) -> Mesh:
    """Turn a body to light of a colour, brighter at its edges than towards the viewer."""
    grey = mesh.colours.mean(axis=1, keepdims=True) / 255
    stuff = mesh.stuff.copy()
    stuff[:, 1] = np.maximum(stuff[:, 1], glow * (0.35 + 0.65 * (1 - np.abs(mesh.normals[:, 2]))))
    light = np.array(tint, np.float64) * (0.45 + 0.75 * grey) + 40 * grey
    return replace(mesh, colours=np.clip(light, 0, 255), stuff=stuff)


def _motes(rng: np.random.Generator, high: float, tint: Colour) -> list[Mesh]:
    spots = rng.uniform(-1, 1, (30, 3)) * np.array([0.62, 0.52, 0.3]) * high + np.array([0.0, 0.55 * high, 0.0])
    return [ball(tuple(spot.tolist()), (0.012 * high,) * 3, Skin(pale(tint, 0.5), 0.3, 0.9), 4, 6) for spot in spots]


def spirit_beast(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a spirit of beasts: a great wolf or stag-like bear of light."""
    tint = look.asked or mix(look.accent, colour("#60f0b0"), 0.5)
    body = make_beast("wolf" if rng.random() < 0.7 else "bear", replace(look, asked=None), rng).moved((0, 0, 0), 1.35)
    roots = body.centres()[rng.choice(len(body), 90)]
    smoke = flames(roots, rng, 0.34, (tint, deep(tint, 0.6), pale(tint, 0.4)), (-0.8, 0.5, 0.0))
    return joined([_of_light(body, tint, 0.38), smoke, *_motes(rng, 1.3, tint)])


def spirit_man(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a spirit of man: a tall robed being of light without a face, that does not touch the ground."""
    tint = look.asked or mix(look.accent, colour("#b090ff"), 0.4)
    skin = Skin(pale(tint, 0.15), 0.3, 0.25)
    rows = eased(
        np.array(
            [
                (0.0, 0.25, 0.0, 0.03),
                (0.0, 0.6, 0.0, 0.26),
                (0.0, 1.05, 0.0, 0.22),
                (0.0, 1.45, 0.0, 0.25),
                (0.0, 1.62, 0.0, 0.12),
            ]
        ),
        5,
    )
    parts = [
        tube(points(rows[:, :3]), rows[:, 3].tolist(), skin, 24),
        ball((0, 1.80, 0.02), (0.13, 0.165, 0.14), skin, 12, 16),
    ]
    for side in (-1, 1):
        parts.append(
            tube(
                [(0.22 * side, 1.50, 0.0), (0.42 * side, 1.22, 0.08), (0.52 * side, 1.10, 0.34)],
                [0.09, 0.075, 0.045],
                skin,
                12,
            )
        )
        parts.append(
            tube(
                [(0.40 * side, 1.24, 0.08), (0.50 * side, 0.95, 0.20), (0.47 * side, 0.70, 0.15)],
                [0.06, 0.10, 0.02],
                skin,
                10,
                0.5,
            )
        )
    hem = np.array([0.0, 0.62, 0.0]) + np.array([0.2, 0.12, 0.15]) * rng.standard_normal((60, 3))
    trails = flames(hem, rng, 0.55, (tint, deep(tint, 0.6), pale(tint, 0.3)), (0.0, -0.75, 0.0))
    halo = [
        tube(
            [(0.27 * math.cos(a), 1.84 + 0.27 * math.sin(a), -0.08) for a in np.linspace(0, math.tau, 30)],
            [0.012] * 30,
            Skin(pale(tint, 0.6), 0.3, 0.9),
            6,
        )
    ]
    return joined(
        [
            _of_light(joined(parts), tint, 0.42),
            trails,
            *halo,
            *_motes(rng, 1.9, tint),
            *_glowing_eyes(WHITE, 1.82, 0.16, 0.026),
        ]
    )


def spirit_insect(look: Look, rng: np.random.Generator) -> Mesh:
    """Make an insect spirit: a mantis of sickly light."""
    tint = look.asked or colour("#a8e040")
    body = mantis(replace(look, asked=None), rng)
    return joined([_of_light(body, tint, 0.40), *_motes(rng, 1.8, tint)])


SPIRITS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "fire_elemental": fire_elemental, "water_elemental": water_elemental, "air_elemental": air_elemental,
    "earth_elemental": earth_elemental, "spirit_beast": spirit_beast, "spirit_man": spirit_man,
    "spirit_insect": spirit_insect,
}  # fmt: skip
