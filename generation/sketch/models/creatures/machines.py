"""Drones that walk, roll or hover: plates, tracks, joints, lenses that glow, gun barrels."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour, colour
from generation.sketch.models.creatures.anatomy import Look, pale
from generation.sketch.models.devices import drone
from generation.sketch.models.mesh import Mesh, Skin, Vector, ball, beam, joined, tube
from generation.sketch.models.parts import Paint, ring, rod

STEEL, RUBBER, DARK = Skin(colour("#8a93a0"), 0.9), Skin(colour("#15161a"), 0.2), Skin(colour("#24272d"), 0.5)


def _lens(at: Vector, radius: float, tint: Colour) -> list[Mesh]:
    x, y, z = at
    return [
        ball(at, (radius,) * 3, Skin(BLACK, 1.0), 10, 14),
        ball((x + 0.45 * radius, y, z), (0.7 * radius,) * 3, Skin(tint, 0.6, 1.0, lift=0.05), 10, 12),
    ]


def _paint(look: Look, rng: np.random.Generator) -> Skin:
    return Skin(look.coat(("#4a5240", "#50555e", "#6a5a44", "#3c4450"), rng), 0.6)


def tracked(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a tracked drone: two tracks, a low hull, a turret with a gun and a lens."""
    body = _paint(look, rng)
    parts = [
        beam((-0.48, 0.34, 0), (0.50, 0.34, 0), 0.56, 0.20, body),
        beam((0.46, 0.32, 0), (0.66, 0.24, 0), 0.54, 0.12, body),
        beam((-0.40, 0.47, 0), (0.30, 0.47, 0), 0.44, 0.07, DARK),
        tube([(-0.08, 0.50, 0), (-0.08, 0.60, 0)], [0.17, 0.15], DARK, 20),
        beam((-0.28, 0.68, 0), (0.16, 0.68, 0), 0.30, 0.20, body),
        rod((0.14, 0.70, 0.06), (0.70, 0.72, 0.06), 0.035, DARK, 12),
        rod((0.66, 0.72, 0.06), (0.76, 0.725, 0.06), 0.05, DARK, 12),
        *_lens((0.18, 0.70, -0.08), 0.065, look.second),
        rod((-0.24, 0.76, 0.1), (-0.30, 1.12, 0.1), 0.010, STEEL, 6),
        beam((-0.30, 0.80, 0), (0.10, 0.80, 0), 0.12, 0.05, DARK),
        beam((-0.36, 0.40, 0.285), (0.30, 0.40, 0.285), 0.01, 0.03, Skin(look.accent, 0.4, 0.8)),
    ]
    for side in (1.0, -1.0):
        z = 0.37 * side
        turn = np.linspace(0, math.tau, 41)
        path = [
            (
                0.60 * math.copysign(abs(math.cos(a)) ** 0.55, math.cos(a)),
                0.19 + 0.18 * math.copysign(abs(math.sin(a)) ** 0.8, math.sin(a)),
                z,
            )
            for a in turn
        ]
        for (x0, y0, _), (x1, y1, _) in pairwise(path):
            parts.append(beam((x0, y0, z), (x1, y1, z), 0.20, 0.05, RUBBER))
        for x in (-0.46, -0.23, 0.0, 0.23, 0.46):
            parts.append(rod((x, 0.18, z - 0.09), (x, 0.18, z + 0.105 * side), 0.115, DARK, 18))
            parts.append(rod((x, 0.18, z), (x, 0.18, z + 0.125 * side), 0.045, STEEL, 12))
    return joined(parts)


def walker(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a walker drone: a hull on four jointed legs, with a gun beneath."""
    body = _paint(look, rng)
    parts = [
        ball((0, 1.05, 0), (0.52, 0.24, 0.34), body, 14, 22),
        beam((-0.30, 1.26, 0), (0.28, 1.26, 0), 0.34, 0.10, DARK),
        ball((0.44, 1.05, 0), (0.20, 0.17, 0.24), DARK, 12, 18), *_lens((0.58, 1.08, 0.0), 0.10, look.second),
        *_lens((0.56, 0.96, 0.11), 0.04, look.accent), *_lens((0.56, 0.96, -0.11), 0.04, look.accent),
        rod((0.10, 0.80, 0), (0.78, 0.78, 0), 0.05, DARK, 14),
        rod((0.70, 0.78, 0), (0.88, 0.78, 0), 0.066, STEEL, 14),
        beam((-0.16, 0.82, 0), (0.26, 0.80, 0), 0.18, 0.16, body),
        rod((-0.34, 1.25, 0.10), (-0.44, 1.72, 0.10), 0.012, STEEL, 6),
    ]  # fmt: skip
    for x, way in ((0.34, 0.62), (-0.34, -0.62)):
        for side in (1.0, -1.0):
            hip: Vector = (x, 1.05, 0.30 * side)
            knee: Vector = (x + 0.55 * way, 1.42, 0.62 * side)
            foot: Vector = (x + 1.0 * way, 0.04, 0.78 * side)
            ankle: Vector = (x + 0.86 * way, 0.55, 0.74 * side)
            parts += [
                rod(hip, knee, 0.075, body, 12), rod(knee, ankle, 0.062, DARK, 12),
                rod(ankle, foot, 0.040, STEEL, 10), ball(knee, (0.10, 0.10, 0.10), DARK, 10, 12),
                ball(hip, (0.12, 0.12, 0.12), DARK, 10, 12), ball(ankle, (0.075,) * 3, body, 8, 10),
                ball(foot, (0.11, 0.05, 0.11), RUBBER, 8, 12),
            ]  # fmt: skip
    return joined(parts)


def humanoid(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a drone in the shape of a man, that faces the viewer: plated, slim at the joints, one band for its eyes."""
    body = _paint(look, rng)
    light = Skin(pale(body.colour, 0.25), 0.7)
    parts = [
        tube([(0, 1.02, 0), (0, 1.16, 0.0)], [0.10, 0.11], DARK, 16),
        tube([(0, 1.20, 0), (0, 1.34, 0.01), (0, 1.46, 0.0)], [0.15, 0.20, 0.16], body, 20, 0.75),
        tube([(0, 0.93, 0), (0, 1.02, 0)], [0.16, 0.13], body, 18, 0.8),
        beam((0, 1.28, 0.15), (0, 1.42, 0.13), 0.20, 0.04, light, (0, 0, 1)),
        ball((0, 1.34, 0.165), (0.045, 0.045, 0.02), Skin(look.accent, 0.4, 1.0, lift=0.05), 8, 12),
        rod((0, 1.48, 0), (0, 1.58, 0.01), 0.05, DARK, 12),
        ball((0, 1.70, 0.02), (0.115, 0.145, 0.13), body, 16, 20),
        tube(
            [(-0.10, 1.71, 0.09), (0, 1.715, 0.145), (0.10, 1.71, 0.09)], [0.030, 0.036, 0.030],
            Skin(look.second, 0.5, 1.0, lift=0.06), 8,
        ),
        ball((0, 1.60, 0.08), (0.07, 0.045, 0.06), light, 8, 12),
    ]  # fmt: skip
    for side in (-1, 1):
        elbow, wrist = (0.34 * side, 1.13, -0.02), (0.33 * side, 0.88, 0.12)
        knee, ankle = (0.14 * side, 0.50, 0.04), (0.16 * side, 0.10, -0.02)
        parts += [
            ball((0.25 * side, 1.42, 0), (0.105, 0.095, 0.10), body, 12, 16),
            rod((0.27 * side, 1.38, 0), elbow, 0.052, DARK, 12),
            tube([(0.30 * side, 1.32, 0), (0.335 * side, 1.18, -0.01)], [0.068, 0.058], body, 12),
            ball(elbow, (0.055,) * 3, STEEL, 8, 12), tube([elbow, wrist], [0.058, 0.046], light, 12),
            ball((0.33 * side, 0.82, 0.15), (0.045, 0.065, 0.05), DARK, 8, 12),
            tube([(0.10 * side, 0.92, 0), knee], [0.095, 0.062], body, 14), ball(knee, (0.062,) * 3, STEEL, 10, 12),
            tube([(0.145 * side, 0.44, 0.02), ankle], [0.072, 0.046], light, 14),
            beam((0.16 * side, 0.045, -0.10), (0.18 * side, 0.035, 0.17), 0.10, 0.08, DARK),
        ]  # fmt: skip
        for finger in (-0.02, 0.01, 0.04):
            parts.append(rod((0.33 * side + finger, 0.78, 0.16), (0.33 * side + finger, 0.70, 0.18), 0.011, STEEL, 6))
    return joined(parts)


def small(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a small hovering drone: a ball with one great lens, fins and two fans."""
    body = _paint(look, rng)
    parts = [
        ball((0, 0, 0), (0.17, 0.15, 0.16), body, 16, 24),
        tube([(0.10, -0.01, 0), (0.17, -0.01, 0)], [0.085, 0.07], DARK, 18),
        *_lens((0.16, -0.01, 0.0), 0.062, look.second),
        beam((-0.10, 0.13, 0), (0.06, 0.15, 0), 0.03, 0.05, DARK),
        rod((-0.06, 0.14, 0), (-0.10, 0.30, 0), 0.006, STEEL, 6),
        ball((-0.10, 0.31, 0), (0.014,) * 3, Skin(look.accent, 0.4, 1.0), 6, 8),
        tube([(0.02, -0.14, 0), (0.05, -0.22, 0.0), (0.12, -0.24, 0.0)], [0.02, 0.016, 0.012], STEEL, 8),
    ]
    for side in (1.0, -1.0):
        hub = (-0.02, 0.03, 0.30 * side)
        parts += [
            rod((-0.02, 0.02, 0.13 * side), hub, 0.024, DARK, 10),
            ring(hub, 0.13, 0.018, body, "y", 28),
            rod((-0.02, 0.0, 0.30 * side), (-0.02, 0.05, 0.30 * side), 0.022, DARK, 10),
        ]
        for turn in (0.4, 1.45, 2.5):
            dx, dz = 0.12 * math.cos(turn), 0.12 * math.sin(turn)
            parts.append(beam((hub[0] - dx, 0.04, hub[2] - dz), (hub[0] + dx, 0.04, hub[2] + dz), 0.02, 0.005, STEEL))
    return joined(parts)


def quadrotor(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a drone of four rotors, as it lies on a plinth, a metre and a half across."""
    made = drone(Paint(look.accent, look.second, look.asked))
    return made.mesh.turned(math.pi / 2).moved((0.0, 0.0, 0.0), 1.35)


DRONES: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "drone": quadrotor, "drone_tracked": tracked, "drone_walker": walker, "drone_humanoid": humanoid,
    "drone_small": small,
}  # fmt: skip
