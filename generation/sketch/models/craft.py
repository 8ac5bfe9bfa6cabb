"""Ships, aircraft and balloons as meshes in metres, their front towards x; ships are cut at the water."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.bodywork import DARK, GLASS, STEEL, TAIL, hull, on_both_sides, pane
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, sheet, tube
from generation.sketch.models.parts import plate, ring, rod, rounded, turned_body

CARGO = ("#7a3020", "#2c4a5c", "#3c5a40", "#8a6a2c", "#6a2c34", "#30506a")


def _set_down(mesh: Mesh, size: float) -> Mesh:
    """Return a mesh `size` times as large, its lowest point on the ground."""
    return mesh.moved((0.0, -size * float(mesh.corners[..., 1].min()), 0.0), size)


def yacht(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a motor yacht of three white decks with dark windows and a rail."""
    white = Skin(look.coat(("#e4e6ea",), rng), 0.8)
    parts = [
        hull(
            [
                (-0.50, 0.0, 0.085, 0.085, 0.095),
                (-0.2, 0.0, 0.09, 0.09, 0.10),
                (0.2, 0.0, 0.10, 0.08, 0.095),
                (0.42, 0.0, 0.12, 0.03, 0.055),
                (0.52, 0.03, 0.135, 0.004, 0.01),
            ],
            white,
        ),
        plate([(-0.42, 0.09), (0.26, 0.09), (0.18, 0.145), (-0.40, 0.145)], 0.075, white),
        plate([(-0.34, 0.15), (0.14, 0.15), (0.06, 0.20), (-0.32, 0.20)], 0.062, white),
        plate([(-0.24, 0.205), (0.02, 0.205), (-0.03, 0.225), (-0.22, 0.225)], 0.045, white),
        *on_both_sides([(-0.38, 0.105), (0.20, 0.105), (0.16, 0.13), (-0.38, 0.13)], 0.075, GLASS),
        *on_both_sides([(-0.30, 0.16), (0.10, 0.16), (0.06, 0.187), (-0.30, 0.187)], 0.062, pane(colour("#ffe0a8"))),
        rod((-0.16, 0.22, 0), (-0.20, 0.33, 0), 0.006, STEEL, 8),
        ball((-0.20, 0.335, 0), (0.01,) * 3, TAIL, 6, 8),
        ball((-0.12, 0.25, 0), (0.03, 0.02, 0.03), white, 8, 12),
        *on_both_sides(rounded(-0.46, 0.045, 0.36, 0.055, 0.003), 0.094, Skin(look.accent, 0.4, 0.35)),
    ]
    for side in (-1, 1):
        rail = [
            (x, 0.135 + 0.05 * max(0.0, x - 0.2), side * max(0.01, 0.09 - 0.5 * max(0.0, x - 0.2) ** 1.2))
            for x in np.linspace(0.18, 0.48, 6).tolist()
        ]
        parts += [
            tube(rail, [0.003] * 6, STEEL, 5),
            *[rod((x, y - 0.03, z), (x, y, z), 0.002, STEEL, 4) for x, y, z in rail],
        ]
    return joined(parts).moved((0.0, 0.0, 0.0), 28.0)


def sailing_boat(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a sailing boat under full sail."""
    wood = Skin(look.coat(("#7a4a28", "#d8dade", "#2a4a6a"), rng), 0.5)
    cloth = Skin(colour("#e8e2d4"), 0.1)
    parts = [
        hull(
            [
                (-0.48, 0.0, 0.09, 0.06, 0.085),
                (-0.15, 0.0, 0.085, 0.09, 0.115),
                (0.2, 0.0, 0.09, 0.07, 0.095),
                (0.44, 0.0, 0.12, 0.015, 0.04),
                (0.53, 0.04, 0.135, 0.004, 0.008),
            ],
            wood,
        ),
        plate([(-0.20, 0.085), (0.10, 0.085), (0.06, 0.125), (-0.18, 0.125)], 0.055, Skin(dim(wood.colour, 1.3), 0.4)),
        *on_both_sides(rounded(-0.14, 0.095, 0.02, 0.113, 0.005), 0.055, GLASS),
        rod((0.06, 0.08, 0), (0.06, 1.05, 0), 0.011, Skin(colour("#8a6a44"), 0.4), 10),
        rod((0.06, 0.17, 0), (-0.44, 0.15, 0.02), 0.008, Skin(colour("#8a6a44"), 0.4), 8),
        rod((0.52, 0.13, 0), (0.06, 1.0, 0), 0.002, STEEL, 4),
        rod((-0.47, 0.10, 0), (0.06, 1.03, 0), 0.002, STEEL, 4),
        plate([(0.06, 1.06), (0.06, 1.10), (-0.06, 1.085)], 0.002, Skin(look.accent, 0.4, 0.3)),
    ]
    along, up = np.linspace(0, 1, 13)[None], np.linspace(0, 1, 13)[:, None]
    for foot, tack, belly in ((-0.42, 0.045, 0.10), (0.50, 0.10, 0.07)):
        x = tack + (foot - tack) * along * (1 - up)
        y = (0.19 if foot < 0 else 0.16) + (0.84 if foot < 0 else 0.78) * up + 0 * along
        z = belly * np.sin(math.pi * along) * (1 - up) * np.ones_like(y)
        grid = np.stack([x, y, z], axis=-1)
        parts += [sheet(grid, np.array([0.0, 0.5, -5.0]), cloth), sheet(grid, np.array([0.0, 0.5, 5.0]), cloth)]
    return joined(parts).moved((0.0, 0.0, 0.0), 11.0)


def container_ship(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a container ship: a long rusty hull, stacks of containers, a bridge with its funnel."""
    paint = Skin(look.coat(("#6a2c24", "#24405a", "#2c3a34"), rng), 0.35)
    white = Skin(colour("#c8ccd0"), 0.5)
    parts = [
        hull(
            [
                (-0.50, 0.0, 0.085, 0.055, 0.066),
                (-0.3, 0.0, 0.075, 0.066, 0.07),
                (0.3, 0.0, 0.078, 0.064, 0.07),
                (0.44, 0.0, 0.10, 0.022, 0.045),
                (0.51, 0.02, 0.11, 0.003, 0.008),
            ],
            paint,
        ),
        *on_both_sides([(-0.48, 0.0), (0.42, 0.0), (0.42, 0.012), (-0.48, 0.012)], 0.069, Skin(colour("#8a3a24"), 0.2)),
        plate(rounded(-0.44, 0.08, -0.36, 0.235, 0.004), 0.055, white),
        beam((-0.40, 0.225, -0.075), (-0.40, 0.225, 0.075), 0.06, 0.02, white, (1, 0, 0)),
        *on_both_sides(rounded(-0.435, 0.20, -0.365, 0.214, 0.002), 0.055, pane(colour("#ffe8b0"))),
        *[
            b
            for y in (0.115, 0.145, 0.175)
            for b in on_both_sides(rounded(-0.43, y, -0.37, y + 0.008, 0.002), 0.055, GLASS)
        ],
        plate(rounded(-0.485, 0.09, -0.455, 0.20, 0.004), 0.018, Skin(look.accent, 0.4, 0.1)),
        rod((-0.40, 0.24, 0), (-0.40, 0.30, 0), 0.003, STEEL, 6),
        rod((0.44, 0.10, 0), (0.44, 0.19, 0), 0.004, STEEL, 6),
    ]
    for column in range(11):
        x = -0.32 + 0.067 * column
        for row in range(4):
            z = -0.048 + 0.032 * row
            for level in range(2 + int(rng.integers(3))):
                tint = dim(colour(CARGO[int(rng.integers(len(CARGO)))]), 1.2)
                parts.append(
                    beam(
                        (x, 0.092 + 0.028 * level, z),
                        (x + 0.062, 0.092 + 0.028 * level, z),
                        0.030,
                        0.026,
                        Skin(tint, 0.3),
                    )
                )
    return joined(parts).moved((0.0, 0.0, 0.0), 110.0)


def submarine(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a submarine on the surface: a dark back, a tower with planes and periscopes, foam along its sides."""
    dark = Skin(look.coat(("#2a2e34", "#33383c"), rng), 0.7)
    foam = Skin(colour("#c8dce4"), 0.6, 0.12)
    parts = [
        tube(
            [(-0.52, -0.035, 0), (-0.40, -0.01, 0), (0.0, 0.0, 0), (0.36, 0.0, 0), (0.50, -0.02, 0)],
            [0.012, 0.05, 0.066, 0.062, 0.03],
            dark,
            26,
        ),
        plate([(-0.03, 0.05), (-0.01, 0.155), (0.12, 0.155), (0.16, 0.05)], 0.024, dark),
        beam((0.07, 0.115, -0.085), (0.07, 0.115, 0.085), 0.05, 0.006, dark, (1, 0, 0)),
        *[
            rod((x, 0.15, 0.006), (x, high, 0.006), 0.004, STEEL, 8)
            for x, high in ((0.03, 0.26), (0.055, 0.23), (0.08, 0.215))
        ],
        plate([(-0.50, -0.01), (-0.41, 0.02), (-0.44, 0.11), (-0.49, 0.11)], 0.008, dark),
        ball((0.14, 0.145, 0), (0.006,) * 3, TAIL, 6, 8),
        *[beam((-0.30 + 0.05 * i, 0.064, 0), (-0.285 + 0.05 * i, 0.064, 0), 0.02, 0.004, DARK) for i in range(4)],
    ]
    whole = joined(parts)
    keep = whole.corners[..., 1].mean(axis=1) > -0.004
    whole = Mesh(whole.corners[keep], whole.normals[keep], whole.colours[keep], whole.stuff[keep])
    wash = [
        tube(
            [(0.50, 0.0, 0.01 * s), (0.30, 0.004, 0.075 * s), (-0.2, 0.004, 0.085 * s), (-0.62, 0.0, 0.13 * s)],
            [0.004, 0.014, 0.012, 0.006],
            foam,
            8,
        )
        for s in (-1, 1)
    ]
    return _set_down(joined([whole, *wash]), 60.0)


def _aircraft(look: Look, rng: np.random.Generator, slim: float, engines: float) -> list[Mesh]:
    paint = Skin(look.coat(("#d8dce0", "#c8ccd2", "#3a424c"), rng), 0.8)
    band = Skin(look.accent, 0.5, 0.25)
    parts = [
        tube(
            [(-0.50, 0.03, 0), (-0.36, 0.01, 0), (-0.1, 0, 0), (0.30, 0, 0), (0.44, -0.005, 0), (0.50, -0.015, 0)],
            [0.012, 0.04 * slim, 0.058 * slim, 0.058 * slim, 0.042 * slim, 0.012],
            paint,
            24,
        ),
        plate([(-0.50, 0.03), (-0.38, 0.03), (-0.44, 0.19), (-0.52, 0.20)], 0.006, band),
        ball((0.415, 0.028 * slim, 0), (0.035, 0.018, 0.026 * slim), GLASS, 8, 14),
    ]
    for s in (-1, 1):
        wing = [(0.10, 0.04 * s), (-0.10, 0.04 * s), (-0.24, 0.48 * s), (-0.17, 0.48 * s)]
        tail = [(-0.40, 0.01 * s), (-0.49, 0.01 * s), (-0.54, 0.19 * s), (-0.50, 0.19 * s)]
        for outline, y in ((wing, -0.02), (tail, 0.045)):
            parts.append(plate(outline, 0.006, paint).turned(0.0, math.pi / 2).moved((0.0, y, 0.0)))
        parts.append(plate([(-0.17, -0.015), (-0.24, -0.015), (-0.27, 0.05), (-0.23, 0.05)], 0.003, band, 0.48 * s))
        x, y, z = (0.02, -0.058, 0.17 * s) if engines else (-0.30, 0.045, 0.075 * s)
        parts += [
            rod((x + 0.06, y, z), (x - 0.07, y, z), 0.028, Skin(mix(paint.colour, WHITE, 0.2), 0.8), 18),
            rod((x + 0.062, y, z), (x + 0.066, y, z), 0.022, DARK, 14),
            ball((x - 0.085, y, z), (0.03, 0.016, 0.016), Skin(colour("#ff9a40"), 0.3, 0.7), 8, 10),
        ]
        parts += [
            ball((0.33 - 0.035 * i, 0.012, 0.055 * slim * s), (0.008, 0.009, 0.004), GLASS, 5, 8)
            for i in range(14 if engines else 6)
        ]
    return parts


def jet(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a small business jet on the ground."""
    return _set_down(joined(_aircraft(look, rng, 1.1, 0.0)), 16.0)


def airliner(look: Look, rng: np.random.Generator) -> Mesh:
    """Make an airliner on the ground."""
    return _set_down(joined(_aircraft(look, rng, 1.0, 1.0)), 42.0)


def hot_air_balloon(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a hot-air balloon with stripes, its flame and its basket."""
    first = look.coat(("#c82a2c", "#2a5ab0", "#d89020"), rng)
    profile = [(0.06, -0.24), (0.13, -0.14), (0.26, 0.04), (0.33, 0.22), (0.32, 0.36), (0.22, 0.48), (0.06, 0.53)]
    envelope = turned_body(profile, Skin(first, 0.25, 0.10), 48)
    where = envelope.centres()
    stripe = np.sin(np.arctan2(where[:, 2], where[:, 0]) * 8) > 0
    envelope = envelope.tinted(np.where(stripe[:, None], envelope.colours, np.array([232.0, 216.0, 176.0])))
    wicker = Skin(colour("#8a5c30"), 0.2)
    parts = [
        envelope,
        ring((0, -0.24, 0), 0.065, 0.008, DARK, "y", 28, 6),
        beam((-0.065, -0.43, 0), (0.065, -0.43, 0), 0.11, 0.10, wicker),
        beam((-0.07, -0.38, 0), (0.07, -0.38, 0), 0.12, 0.016, Skin(colour("#5a3818"), 0.3)),
        *[
            rod((0.058 * x, -0.37, 0.05 * z), (0.06 * x, -0.24, 0.055 * z), 0.003, DARK, 5)
            for x in (-1, 1)
            for z in (-1, 1)
        ],
        tube(
            [(0, -0.32, 0), (0, -0.26, 0), (0, -0.18, 0)], [0.012, 0.024, 0.003], Skin(colour("#ffb040"), 0.0, 1.0), 10
        ),
        *[ball((x, -0.34, 0.01), (0.014, 0.02, 0.014), Skin(colour("#8a6a58"), 0.2), 8, 10) for x in (-0.03, 0.025)],
    ]
    return _set_down(joined(parts), 20.0)


CRAFT: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "yacht": yacht,
    "sailing_boat": sailing_boat,
    "container_ship": container_ship,
    "submarine": submarine,
    "jet": jet,
    "airliner": airliner,
    "hot_air_balloon": hot_air_balloon,
}
