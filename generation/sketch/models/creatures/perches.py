"""What creatures perch on: a tower, a rock, a wall, a roof, a post; built down from the height of its top."""

import math

import numpy as np

from generation.sketch.canvas.palette import Colour, colour
from generation.sketch.models.creatures.anatomy import deep, pale
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, loft, tube


def perch(kind: str, half: float, down: float, stone: Colour, light: Colour, rng: np.random.Generator) -> Mesh:
    """Build a perch whose top is at y 0: `half` as wide to each side, `down` as deep; its windows are of the light."""
    build = {"tower": _tower, "rock": _rock, "wall": _wall, "roof": _roof, "branch": _branch, "street_lamp": _lamp}.get(
        kind, _post
    )
    return build(half, down, Skin(stone, 0.1), light, rng)


def _courses(mesh: Mesh, rng: np.random.Generator, high: float) -> Mesh:
    """Vary the brightness of each course of stones."""
    row = np.floor(mesh.centres()[:, 1] / high).astype(int)
    tone = 0.82 + 0.30 * rng.random(997)[(row * 37 + np.arange(len(mesh)) * 7) % 997]
    return mesh.tinted(mesh.colours * tone[:, None])


def _tower(half: float, down: float, skin: Skin, light: Colour, rng: np.random.Generator) -> Mesh:
    levels = [
        (0.0, -0.42 * half - step * (down - 0.42 * half) / 24, 0.0, *(half * (0.80 + 0.008 * step),) * 2)
        for step in range(25)
    ]
    parts = [
        _courses(loft(levels, skin, 22), rng, 0.3 * half),
        loft(
            [(0, -0.42 * half, 0, 0.80 * half, 0.80 * half), (0, -0.26 * half, 0, half, half), (0, 0.0, 0, half, half)],
            skin,
            22,
        ),
        loft(
            [(0, -0.02 * half, 0, 0.98 * half, 0.98 * half), (0, 0.0, 0, 0.98 * half, 0.98 * half)],
            Skin(deep(skin.colour, 0.7)),
            22,
        ),
    ]
    for step in range(12):
        angle = step * math.tau / 12
        x, z = half * 0.93 * math.sin(angle), half * 0.93 * math.cos(angle)
        parts.append(
            beam(
                (x, -0.05 * half, z),
                (x, 0.20 * half, z),
                0.30 * half,
                0.16 * half,
                skin,
                (math.sin(angle), 0, math.cos(angle)),
            )
        )
    for row in range(int((down - half) / (0.9 * half)) + 1):
        for angle in (-0.75, 0.1, 0.9):
            turn, reach = angle + 0.3 * (row % 2), half * 0.84
            x, z, y = reach * math.sin(turn), reach * math.cos(turn), -0.95 * half - row * 0.9 * half
            if y > -down + 0.3 * half:
                glass = Skin(light, 0.2, 0.75 if rng.random() < 0.6 else 0.06, lift=0.3 * half)
                parts.append(ball((x, y, z), (0.085 * half, 0.19 * half, 0.05 * half), glass, 8, 10))
    return joined(parts)


def _rock(half: float, down: float, skin: Skin, light: Colour, rng: np.random.Generator) -> Mesh:
    parts = []
    for step in range(30):
        share = (step + 0.5) / 30
        reach = half * (0.35 + 0.9 * share)
        angle = float(rng.random()) * math.tau
        size = half * (0.42 + 0.25 * float(rng.random()))
        at = (reach * math.cos(angle), -size * 0.95 - share * max(0.0, down - 2 * size), 0.7 * reach * math.sin(angle))
        stone = ball((0, 0, 0), (size, size * 0.8, size), skin, 4, 7).turned(*(rng.random(3) * 2).tolist())
        parts.append(stone.tinted(stone.colours * (0.7 + 0.5 * rng.random((len(stone), 1)))).moved(at))
    parts.append(ball((0, -0.5 * half, 0), (0.9 * half, 0.5 * half, 0.8 * half), skin, 6, 10))
    return joined(parts)


def _wall(half: float, down: float, skin: Skin, light: Colour, rng: np.random.Generator) -> Mesh:
    parts, high = [], max(0.18, down / 9)
    for row in range(math.ceil(down / high)):
        for step in range(-6, 6):
            x = (step + 0.5 * (row % 2)) * half * 0.75
            brick = beam(
                (x, -high * (row + 0.5), 0), (x + half * 0.73, -high * (row + 0.5), 0), 0.5 * half, high * 0.94, skin
            )
            parts.append(brick.tinted(brick.colours * (0.8 + 0.35 * float(rng.random()))))
    parts.append(
        beam((-4.6 * half, 0.0, 0), (4.6 * half, 0.0, 0), 0.62 * half, 0.05 * half, Skin(pale(skin.colour, 0.15), 0.2))
    )
    return joined(parts)


def _roof(half: float, down: float, skin: Skin, light: Colour, rng: np.random.Generator) -> Mesh:
    parts = [beam((-3.4 * half, 0, 0), (3.4 * half, 0, 0), 0.2 * half, 0.14 * half, Skin(deep(skin.colour, 0.7)))]
    tile = Skin(colour("#5a3a34"), 0.2)
    for row in range(9):
        for step in range(-7, 8):
            x, z = (step + 0.5 * (row % 2)) * 0.46 * half, 0.25 * half * row
            one = beam(
                (x, -0.06 * half - 0.22 * half * row, z),
                (x, -0.30 * half - 0.22 * half * row, z + 0.28 * half),
                0.44 * half,
                0.05 * half,
                tile,
            )
            parts.append(one.tinted(one.colours * (0.75 + 0.45 * float(rng.random()))))
    parts.append(
        beam((-3.2 * half, -2.1 * half, 1.9 * half), (-3.2 * half, -down, 1.9 * half), 6.4 * half, 0.1, skin).moved(
            (3.2 * half, 0, 0)
        )
    )
    return joined(parts)


def _branch(half: float, down: float, skin: Skin, light: Colour, rng: np.random.Generator) -> Mesh:
    bark, thick = Skin(colour("#4a382a"), 0.1), 0.6 * half
    trunk = [(4.2 * half, -down, 0), (4.6 * half, -0.4 * down, 0), (5.2 * half, 6 * half, 0)]
    parts = [
        tube(trunk, [2.2 * half, 1.8 * half, 1.3 * half], bark, 18),
        tube(
            [(5 * half, -0.5 * half, 0), (2 * half, -thick, 0), (-2 * half, -thick, 0), (-6.5 * half, 1.2 * half, 0)],
            [1.2 * half, thick, 0.8 * thick, 0.3 * thick], bark, 14,
        ),
    ]  # fmt: skip
    for x, rise in ((2.4, -2.0), (-2.6, 2.4), (-4.0, -1.6), (-5.0, 2.6)):
        end = ((x - 2.2) * half, rise * half, 0.6 * half)
        parts.append(tube([(x * half, -0.5 * half, 0), end], [0.35 * thick, 0.12 * thick], bark, 8))
        for _ in range(7):
            at = [float(value) for value in np.array(end) + (rng.random(3) - 0.5) * 2.2 * half]
            leaf = Skin(colour(("#3a6a34", "#4a7a3a", "#2f5a30")[int(rng.integers(3))]), 0.1)
            parts.append(ball((at[0], at[1], at[2]), (0.5 * half, 0.22 * half, 0.35 * half), leaf, 4, 6))
    return joined(parts)


def _lamp(half: float, down: float, skin: Skin, light: Colour, rng: np.random.Generator) -> Mesh:
    iron, shine = Skin(colour("#3c4248"), 0.6), Skin(light, 0.3, 0.9)
    mast = [(3.4 * half, -down, 0), (3.4 * half, -2.0 * half, 0), (2.4 * half, -0.5 * half, 0)]
    parts = [
        tube(mast, [0.55 * half] * 3, iron, 14),
        beam((3.0 * half, -0.3 * half, 0), (-4.2 * half, -0.3 * half, 0), 0.7 * half, 0.6 * half, iron),
        beam((-3.9 * half, -0.75 * half, 0), (-0.8 * half, -0.75 * half, 0), half, 0.4 * half, shine),
    ]
    return joined(parts)


def _post(half: float, down: float, skin: Skin, light: Colour, rng: np.random.Generator) -> Mesh:
    rail = beam((-6 * half, -0.35 * half, 0), (6 * half, -0.35 * half, 0), 0.7 * half, 0.7 * half, skin)
    legs = [beam((x * half, -0.5 * half, 0), (x * half, -down, 0), 0.5 * half, 0.5 * half, skin) for x in (-4.5, 4.5)]
    return joined([rail, *legs])
