"""Sharks and other fish, about their middle: smooth bodies and fins."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, colour, mix
from generation.sketch.models.creatures.anatomy import Look, deep, eye, mottled, teeth
from generation.sketch.models.mesh import Array, Mesh, Skin, joined, sheet, strands, tube


def _fin(base: tuple[Array, Array], tip: Array, skin: Skin) -> Mesh:
    along = np.linspace(0, 1, 6)[:, None, None]
    across = np.linspace(0, 1, 5)[None, :, None]
    low = base[0] + across * (base[1] - base[0])
    return sheet(
        low + along**0.8 * (tip - low) * (1 - 0.12 * np.sin(math.pi * across)),
        base[0] - 9.0,
        Skin(skin.colour, skin.gloss, thin=True),
    )


def shark(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a shark about its middle."""
    hide = look.coat(("#5a6872", "#48545e"), rng)
    skin = Skin(hide, 0.5)
    body = tube(
        [
            (-1.45, 0.02, 0.1),
            (-0.95, 0.0, 0.06),
            (-0.3, 0.02, 0.0),
            (0.4, 0.03, 0.0),
            (1.0, 0.04, 0.03),
            (1.42, 0.07, 0.06),
        ],
        [0.06, 0.15, 0.32, 0.38, 0.27, 0.08],
        skin,
        28,
    )
    under = np.clip((-body.normals[:, 1] - 0.05) * 3, 0, 1)[:, None]
    body = mottled(body.tinted(body.colours * (1 - under) + 205 * under), rng, 0.04)

    def a(x: float, y: float, z: float) -> Array:
        return np.array([x, y, z])

    parts = [
        body,
        _fin((a(-0.15, 0.30, 0), a(0.35, 0.34, 0)), a(-0.30, 0.86, 0), skin),
        _fin((a(-1.35, 0.02, 0.1), a(-1.05, 0.10, 0.07)), a(-1.95, 0.72, 0.2), skin),
        _fin((a(-1.35, 0.04, 0.1), a(-1.05, -0.06, 0.07)), a(-1.72, -0.42, 0.2), skin),
        _fin((a(-0.85, 0.12, 0.05), a(-0.70, 0.15, 0.05)), a(-0.95, 0.32, 0.05), skin),
        tube(
            [(0.78, -0.16, 0.16), (0.98, -0.20, 0.10), (1.02, -0.20, 0.0), (0.98, -0.20, -0.10), (0.78, -0.16, -0.16)],
            [0.045] * 5,
            Skin(colour("#5a1418"), 0.5, lift=0.12),
            8,
        ),
    ]
    for side in (1.0, -1.0):
        parts.append(
            _fin((a(0.20, -0.15, 0.24 * side), a(0.62, -0.12, 0.24 * side)), a(-0.10, -0.62, 0.85 * side), skin)
        )
        parts += eye((1.05, 0.12, 0.19 * side), 0.04, BLACK, front=(0.3, 0.2, side))
        parts += teeth(
            [((0.98 - 0.03 * i, -0.15, (0.04 + 0.035 * i) * side), -0.07) for i in range(4)],
            Skin(WHITE, 0.7, lift=0.15),
        )
        for gill in range(4):
            x = 0.50 + 0.06 * gill
            parts.append(
                tube(
                    [(x, 0.12, 0.335 * side), (x - 0.02, -0.08, 0.345 * side)],
                    [0.010, 0.010],
                    Skin(deep(hide, 0.4), 0.1, lift=0.04),
                    5,
                )
            )
    return joined(parts)


def fish(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a fish about its middle."""
    hide = look.coat(("#d87028", "#7088a0", "#b8a050"), rng)
    skin = Skin(hide, 0.8)
    body = tube(
        [(-0.42, 0, 0), (-0.25, 0, 0), (0.05, 0.01, 0), (0.30, 0.01, 0), (0.46, -0.01, 0)],
        [0.04, 0.12, 0.21, 0.17, 0.05],
        skin,
        26,
        0.5,
    )
    scales = 1 - 0.20 * (np.sin(body.centres()[:, 0] * 70) * np.sin(body.centres()[:, 1] * 60) > 0.1)[:, None]
    under = np.clip((-body.normals[:, 1]) * 1.4, 0, 0.7)[:, None]
    body = body.tinted((body.colours * (1 - under) + 215 * under) * scales)
    fin = Skin(mix(hide, colour("#e04020"), 0.3), 0.5)

    def a(x: float, y: float, z: float = 0.0) -> Array:
        return np.array([x, y, z])

    parts = [
        body, _fin((a(-0.40, 0.05), a(-0.40, -0.05)), a(-0.72, 0.26), fin),
        _fin((a(-0.40, 0.05), a(-0.40, -0.05)), a(-0.70, -0.26), fin),
        _fin((a(-0.15, 0.16), a(0.20, 0.19)), a(-0.18, 0.36), fin),
        _fin((a(-0.20, -0.14), a(-0.02, -0.19)), a(-0.26, -0.30), fin),
    ]  # fmt: skip
    for side in (1.0, -1.0):
        parts.append(_fin((a(0.14, 0.0, 0.10 * side), a(0.16, -0.10, 0.09 * side)), a(-0.08, -0.12, 0.22 * side), fin))
        parts += eye((0.34, 0.05, 0.065 * side), 0.045, colour("#f0e8c0"), front=(0.1, 0.0, side))
    return joined(parts)


def leaping(mesh: Mesh, rng: np.random.Generator) -> Mesh:
    """Let what swims leap out of the ground as out of water: nose up, its tail below, foam about it."""
    high = float(np.ptp(mesh.corners[..., 0])) * 0.5
    turned = mesh.turned(0.0, 0.0, 0.62)
    turned = turned.moved((0.0, -0.6 * high - float(turned.corners[..., 1].min()), 0.0))
    above = turned.corners[..., 1].mean(axis=1) > 0.0
    shown = Mesh(turned.corners[above], turned.normals[above], turned.colours[above], turned.stuff[above])
    middle = float(turned.corners[~above][..., 0].mean()) if (~above).any() else 0.0
    count = 90
    angle, reach = rng.random(count) * math.tau, 0.30 * high * (0.6 + 0.6 * rng.random(count))
    foot = np.stack([middle + 1.5 * reach * np.cos(angle), np.zeros(count), 0.5 * reach * np.sin(angle)], axis=-1)
    way = high * np.stack([0.55 * np.cos(angle), np.zeros(count), 0.4 * np.sin(angle)], axis=-1)
    spray = high * (0.15 + 0.55 * rng.random((count, 1)) ** 2)
    flight = np.linspace(0, 1, 7)
    paths = foot[:, None] + flight[None, :, None] * way[:, None]
    paths[..., 1] += spray * 4 * flight * (1 - flight)
    radii = 0.018 * high * np.linspace(1.0, 0.25, 7)[None] * (0.4 + rng.random((count, 1)))
    white = np.tile(np.array([205.0, 220.0, 228.0]), (count, 1))
    foam = strands(paths, radii, white, Skin(WHITE, 0.8, 0.06), 5)
    turn = np.linspace(0, math.tau, 30).tolist()
    rings = [
        tube(
            [
                (
                    middle + wide * high * math.cos(a),
                    -0.09 * wide * high * math.sin(a),
                    0.35 * wide * high * math.sin(a),
                )
                for a in turn
            ],
            [0.012 * high] * 30,
            Skin(colour("#b8ccd4"), 0.8, 0.04),
            5,
        )
        for wide in (0.62, 0.86, 1.12)
    ]
    return joined([*rings, shown, foam])


SWIMMERS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {"shark": shark, "fish": fish}
