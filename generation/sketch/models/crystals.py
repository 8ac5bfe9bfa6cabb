"""Gems and balls of crystal."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import GOLD
from generation.sketch.models.mesh import Mesh, Skin, ball, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    plate,
    thing,
    turned_body,
)


def gem(paint: Paint) -> Thing:
    """Make a cut gem."""
    tint = paint.asked or mix(paint.accent, colour("#50b8f0"), 0.5)
    parts: list[Mesh] = []
    rows = ((0.30, 0.28), (0.47, 0.12), (0.46, 0.08), (0.0, -0.40))
    rng = np.random.default_rng(3)
    for (r0, y0), (r1, y1), shift in ((rows[0], rows[1], 0.0), (rows[2], rows[3], 0.5)):
        for step in range(12):
            a, b = math.tau * step / 12, math.tau * (step + 1) / 12
            c = (a + b) / 2 + shift
            tone = tuple(int(v) for v in np.clip(np.array(tint) * (0.55 + 0.75 * rng.random()), 0, 255))
            face = Skin((tone[0], tone[1], tone[2]), 1.0, 0.18)
            for tri in (
                ((r0, y0, a), (r1, y1, c), (r0, y0, b)),
                ((r1, y1, c), (r0, y0, b), (r1, y1, c + math.tau / 12)),
            ):
                spots = np.array([[r * math.cos(t), y, r * math.sin(t)] for r, y, t in tri])
                corners = np.array([[spots[0], spots[1], spots[2], spots[2]]])
                normal = np.cross(spots[1] - spots[0], spots[2] - spots[0])
                if np.linalg.norm(normal) < 1e-9:
                    continue
                normal = normal / np.linalg.norm(normal)
                normal = normal if normal @ spots.mean(axis=0) > 0 else -normal
                parts.append(Mesh(corners, normal[None], np.array([face.colour], np.float64), np.array([face.row()])))
    top = Skin((min(255, int(tint[0] * 1.25)), min(255, int(tint[1] * 1.25)), min(255, int(tint[2] * 1.25))), 1.0, 0.25)
    parts.append(
        plate(
            [(0.30 * math.cos(a), 0.30 * math.sin(a)) for a in np.linspace(0, math.tau, 13)[:-1].tolist()], 0.003, top
        )
        .turned(0.0, -math.pi / 2)
        .moved((0, 0.28, 0))
    )
    labels = (
        ("TABLE", (0, 0.28, 0.1)),
        ("FACET", (0.3, 0.1, 0.3)),
        ("42 CARAT", (0.1, -0.2, 0.2)),
        ("CURSED?", (-0.3, 0.15, 0.2)),
    )
    return thing(parts, labels, (-0.3, 0.45, 0.0))


def crystal_ball(paint: Paint) -> Thing:
    """Make a crystal ball with mist in it, on a gilt foot."""
    tint = paint.asked or mix(paint.second, colour("#8a60e0"), 0.5)
    parts: list[Mesh] = [
        turned_body(
            [(0.26, -0.50), (0.28, -0.47), (0.20, -0.42), (0.14, -0.36), (0.22, -0.29), (0.24, -0.27)], GOLD, 32
        ),
        *[
            ball((0.25 * math.cos(a), -0.48, 0.25 * math.sin(a)), (0.06, 0.04, 0.06), GOLD, 8, 10)
            for a in (0.8, 2.35, 3.9, 5.5)
        ],
        ball((0, 0.06, 0), (0.38, 0.38, 0.38), Skin(dim(tint, 0.55), 1.0, 0.10), 26, 36),
    ]
    for index in range(7):
        a, far = index * 2.4, 0.10 + 0.02 * index
        rows = [
            (far * math.cos(a + t), 0.06 + 0.24 * (t - 0.8) * (1 if index % 2 else -0.8), 0.36 + 0.0 * t)
            for t in np.linspace(0, 1.6, 8)
        ]
        skin = Skin(mix(tint, WHITE, 0.35), 0.3, 0.25, lift=0.05)
        parts.append(tube(rows, [0.004, 0.014, 0.022, 0.026, 0.022, 0.016, 0.010, 0.003], skin, 8, 0.5))
    parts.append(ball((-0.15, 0.24, 0.28), (0.07, 0.05, 0.02), Skin(WHITE, 1.0, 0.7, lift=0.1), 8, 12))
    labels = (
        ("MIST", (0.1, 0.06, 0.38)),
        ("FOOT", (0.2, -0.45, 0.15)),
        ("QUARTZ", (-0.3, 0.0, 0.25)),
        ("FUTURE?", (0, 0.3, 0.3)),
    )
    return thing(parts, labels, (-0.2, 0.15, 0.0))


MAKERS = {
    "gem": gem,
    "crystal_ball": crystal_ball,
}
