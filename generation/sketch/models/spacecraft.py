"""Craft that go to orbit: a shuttle."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, loft, tube
from generation.sketch.models.parts import plate

BLACK_TILES, WINDOW = Skin(colour("#22242a"), 0.2), Skin(colour("#14202c"), 1.0, 0.1)
EXHAUST = (colour("#ff8a28"), colour("#ffd070"), colour("#ffffff"))
LONG = 30.0  # metres


def shuttle(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a winged shuttle: white above, black tiles below, a tall fin, three engines that burn in flight."""
    white = Skin(look.coat(("#d8dce0", "#c8ccd0"), rng), 0.5)
    hull = loft(
        [(0, -0.48, 0, 0.075, 0.085), (0, -0.40, 0, 0.085, 0.095), (0, 0.05, 0.0, 0.085, 0.095), (0, 0.28,
            0, 0.075, 0.082),
         (0, 0.42, -0.012, 0.045, 0.050), (0, 0.50, -0.025, 0.008, 0.010)], white, 26,
    )  # fmt: skip
    hull = hull.turned(0.0, 0.0, -math.pi / 2)  # its length along x
    belly = hull.centres()[:, 1] < -0.02
    hull = hull.tinted(np.where(belly[:, None], np.array(BLACK_TILES.colour, float), hull.colours))
    wing = [(0.16, 0.06), (-0.18, 0.34), (-0.40, 0.36), (-0.44, 0.06)]
    parts = [hull]
    for side in (-1, 1):
        flat = plate([(x, side * z) for x, z in wing], 0.012, white).turned(0.0, math.pi / 2)
        under = plate([(0.995 * x, side * z) for x, z in wing], 0.006, BLACK_TILES).turned(0.0, math.pi / 2)
        parts += [flat.moved((0.0, -0.045, 0.0)), under.moved((0.0, -0.058, 0.0))]
        parts.append(tube([(-0.46, 0.05, side * 0.07), (-0.36, 0.06, side * 0.075), (-0.28, 0.05, side * 0.06)],
                          [0.030, 0.036, 0.012], white, 12))  # fmt: skip
    parts.append(plate([(-0.32, 0.07), (-0.44, 0.30), (-0.52, 0.30), (-0.47, 0.06)], 0.012, white))
    parts.append(
        plate([(-0.45, 0.28), (-0.46, 0.31), (-0.52, 0.31), (-0.515, 0.28)], 0.014, Skin(look.accent, 0.3, 0.6))
    )
    for aside in (-0.03, 0.0, 0.03):
        parts.append(
            ball((0.335, 0.045, aside), (0.030, 0.018, 0.012), Skin(WINDOW.colour, 1.0, 0.1, lift=0.03), 6, 10)
        )
    for z, y in ((0.035, -0.03), (-0.035, -0.03), (0.0, 0.04)):
        parts.append(tube([(-0.47, y, z), (-0.53, y, z)], [0.020, 0.034], Skin(dim(BLACK_TILES.colour, 1.4), 0.6), 12))
        if look.pose == "fly":
            for length, radius, tint in zip((0.5, 0.34, 0.2), (0.036, 0.026, 0.016), EXHAUST, strict=True):
                parts.append(tube([(-0.53, y, z), (-0.53 - 0.5 * length, y, z), (-0.53 - length, y, z)],
                                  [0.8 * radius, radius, 0.004], Skin(tint, 0.0, 1.0, lift=0.03), 10))  # fmt: skip
    for x, z in ((0.28, 0.0), (-0.30, 0.10), (-0.30, -0.10)):
        if look.pose != "fly":
            parts.append(tube([(x, -0.06, z), (x, -0.15, z)], [0.008, 0.008], Skin(colour("#9aa2aa"), 0.8), 8))
            parts.append(ball((x, -0.155, z), (0.022, 0.022, 0.012), BLACK_TILES, 8, 12))
    whole = joined(parts)
    if look.pose == "fly":  # it climbs
        whole = whole.turned(0.0, 0.0, 0.55)
    lowest = float(whole.corners[..., 1].min())
    return whole.moved((0.0, -lowest, 0.0)).moved((0.0, 0.0, 0.0), LONG)


SPACECRAFT: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {"shuttle": shuttle}
