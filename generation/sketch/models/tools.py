"""What one works with: wrenches, hammers, spray cans, chains, extinguishers, keys, patches, ladders."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim
from generation.sketch.models.materials import BRASS, DARK, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, tube
from generation.sketch.models.parts import (
    Flat,
    Paint,
    Thing,
    block,
    circle,
    inlay,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
)


def wrench(paint: Paint) -> Thing:
    """Make an open-ended wrench."""
    steel = paint.body("#a0aab6", 1.0)

    def jaw(x: float, way: float, size: float) -> list[Flat]:
        turn = [0.75 + (math.tau - 1.5) * step / 18 for step in range(19)]
        arc = [(x + way * -size * math.cos(a), size * math.sin(a)) for a in turn]
        return [*arc, (x + way * 0.15 * size, -0.42 * size), (x + way * 0.15 * size, 0.42 * size)]

    ends = [[(x, y) for x, y in jaw(at, way, size)] for at, way, size in ((0.36, -1.0, 0.14), (-0.38, 1.0, 0.11))]
    mirrored = [[(2 * at - x, y) for x, y in outline] for outline, at in zip(ends, (0.36, -0.38), strict=True)]
    parts = [
        *[plate(outline, 0.035, steel) for outline in mirrored],
        plate(rounded(-0.30, -0.052, 0.28, 0.052, 0.02), 0.028, steel),
        inlay(rounded(-0.22, -0.026, 0.20, 0.026, 0.015), 0.028, Skin(dim(steel.colour, 0.75), 0.9), 0.003),
        *[
            inlay(
                rounded(-0.14 + 0.05 * i, -0.014, -0.105 + 0.05 * i, 0.014, 0.004),
                0.031,
                Skin(dim(steel.colour, 1.25), 1.0),
                0.003,
                2,
            )
            for i in range(6)
        ],
    ]
    labels = (
        ("JAW: 19", (0.42, 0.1, 0.03)),
        ("CHROME VAN.", (0, 0, 0.03)),
        ("JAW: 17", (-0.42, 0.08, 0.03)),
        ("DENT", (0.2, -0.05, 0.03)),
    )
    return thing(parts, labels, (-0.2, 0.3, 0.5))


def hammer(paint: Paint) -> Thing:
    """Make a claw hammer."""
    wood = paint.body("#8a5a30", 0.3)
    parts = [
        tube([(-0.48, 0, 0), (-0.30, 0, 0), (0.0, 0, 0), (0.34, 0, 0)], [0.036, 0.045, 0.032, 0.036], wood, 14, 0.8),
        block((0.36, 0.02, 0), (0.11, 0.16, 0.10), STEEL),
        rod((0.36, 0.06, 0), (0.36, 0.20, 0), 0.045, STEEL, 14),
        rod((0.36, 0.20, 0), (0.36, 0.26, 0), 0.062, STEEL, 18),
        *[
            tube(
                [(0.36, -0.05, 0.025 * s), (0.35, -0.16, 0.035 * s), (0.28, -0.26, 0.05 * s)],
                [0.036, 0.03, 0.012],
                STEEL,
                8,
                0.6,
            )
            for s in (-1, 1)
        ],
        block((0.42, 0.02, 0), (0.02, 0.08, 0.06), wood),
    ]
    labels = (
        ("FACE", (0.36, 0.26, 0.03)),
        ("CLAW", (0.29, -0.25, 0.04)),
        ("ASH WOOD", (-0.1, 0, 0.03)),
        ("500 G", (0.36, 0.02, 0.06)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.4))


def spray_can(paint: Paint) -> Thing:
    """Make a can of spray paint, with a drip of its colour."""
    tint = Skin(paint.asked or paint.accent, 0.7)
    parts = [
        turned_body([(0.19, -0.50), (0.20, -0.48), (0.20, 0.20), (0.17, 0.28)], STEEL, 32),
        turned_body([(0.203, -0.36), (0.204, -0.35), (0.204, 0.10), (0.203, 0.11)], tint, 32),
        turned_body([(0.16, 0.27), (0.10, 0.32), (0.08, 0.34)], STEEL, 28),
        turned_body([(0.055, 0.33), (0.055, 0.42), (0.045, 0.44)], Skin(WHITE, 0.4), 18),
        ball((0, 0.40, 0.055), (0.014, 0.014, 0.008), DARK, 6, 8),
        *[ring((0, y, 0), 0.203, 0.010, STEEL, "y", 32, 6) for y in (-0.49, 0.20)],
        tube(
            [(0.02, 0.30, 0.14), (0.03, 0.20, 0.20), (0.03, 0.02, 0.205)],
            [0.02, 0.018, 0.024],
            Skin(tint.colour, 0.9, 0.05, lift=0.03),
            8,
        ),
        plate([(-0.09, -0.20), (-0.03, -0.24), (0.10, -0.04), (0.05, 0.0)], 0.004, Skin(WHITE, 0.3, lift=0.05), 0.205),
    ]
    labels = (
        ("NOZZLE", (0, 0.4, 0.06)),
        ("COLOUR", (0.1, -0.2, 0.18)),
        ("DRIP", (0.03, 0.1, 0.21)),
        ("400 ML", (-0.15, -0.4, 0.13)),
    )
    return thing(parts, labels, (-0.3, 0.2, 0.0))


def chain(paint: Paint) -> Thing:
    """Make a heavy chain that lies in bends."""
    steel, parts = paint.body("#80868e", 0.9), list[Mesh]()
    turn = np.linspace(0, 1, 24)
    spots = np.stack([-0.46 + 0.92 * turn, 0.20 * np.sin(turn * 9.0), 0.0 * turn], axis=-1)
    for index in range(len(spots) - 1):
        x, y, _ = ((spots[index] + spots[index + 1]) / 2).tolist()
        way = spots[index + 1] - spots[index]
        lean = math.atan2(way[1], way[0])
        loop = [(0.046 * math.cos(a), 0.030 * math.sin(a), 0.0) for a in np.linspace(0, math.tau, 17).tolist()]
        link = tube(loop, [0.0125] * 17, steel, 8)
        if index % 2:
            link = link.turned(0.0, math.pi / 2.4)
        parts.append(link.turned(0.0, 0.0, lean).moved((x, y, 0)))
    labels = (
        ("LINK", (0, 0.1, 0.02)),
        ("FORGED", (0.3, -0.1, 0.02)),
        ("END", (0.46, 0.1, 0.02)),
        ("RUST", (-0.3, 0.15, 0.02)),
    )
    return thing(parts, labels, (-0.2, -0.6, 0.0))


def extinguisher(paint: Paint) -> Thing:
    """Make a fire extinguisher with its hose."""
    red = paint.body("#c01c24", 0.8)
    parts = [
        turned_body([(0.16, -0.50), (0.18, -0.48), (0.18, 0.10), (0.14, 0.22), (0.06, 0.27), (0.05, 0.30)], red, 32),
        rod((0, 0.28, 0), (0, 0.36, 0), 0.05, BRASS, 14),
        strip([(-0.02, 0.36, 0), (0.12, 0.38, 0), (0.24, 0.36, 0)], 0.022, DARK, 8),
        strip([(-0.02, 0.37, 0), (0.10, 0.45, 0), (0.22, 0.47, 0)], 0.020, DARK, 8),
        strip([(-0.05, 0.32, 0), (-0.20, 0.28, 0.03), (-0.26, 0.0, 0.05), (-0.23, -0.28, 0.05)], 0.026, DARK, 10),
        tube([(-0.23, -0.26, 0.05), (-0.22, -0.44, 0.05)], [0.03, 0.055], DARK, 14),
        ring((0.03, 0.42, 0.03), 0.035, 0.007, STEEL, "z", 18, 6),
        plate(rounded(-0.09, -0.28, 0.09, 0.02, 0.01), 0.003, Skin(colour("#e8e4d8"), 0.3, lift=0.04), 0.185),
        *[
            plate(rounded(-0.06, y, 0.06, y + 0.02, 0.004), 0.003, Skin(DARK.colour, 0.3, lift=0.07), 0.189)
            for y in (-0.05, -0.12, -0.19, -0.24)
        ],
        ball((0.05, 0.33, 0.05), (0.03, 0.03, 0.012), Skin(WHITE, 0.6), 8, 14),
    ]
    labels = (
        ("PIN", (0.03, 0.42, 0.04)),
        ("HOSE", (-0.26, 0, 0.05)),
        ("FOAM", (0.05, -0.3, 0.18)),
        ("GAUGE", (0.05, 0.33, 0.06)),
    )
    return thing(parts, labels, (-0.3, 0.12, 0.0))


def key_ring(paint: Paint) -> Thing:
    """Make a ring of old keys."""
    parts = [ring((0, 0.20, 0), 0.24, 0.018, STEEL, "z", 40, 8)]
    for index, (turn, code) in enumerate(((-0.75, "#b08a48"), (-0.25, "#8a929c"), (0.2, "#7a5a34"), (0.7, "#b08a48"))):
        skin = Skin(paint.asked or colour(code), 0.9)
        one = [
            ring((0, -0.07, 0), 0.065, 0.020, skin, "z", 26, 8),
            rod((0, -0.13, 0), (0, -0.44, 0), 0.020, skin, 12),
            block((0.045, -0.41, 0), (0.08, 0.03, 0.025), skin),
            block((0.035, -0.35, 0), (0.06, 0.028, 0.025), skin),
            ring((0, -0.16, 0), 0.024, 0.008, skin, "y", 14, 6),
        ]
        at = (0.24 * math.sin(turn * 0.9), 0.20 - 0.24 * math.cos(turn * 0.9), 0.02 * index)
        parts += [part.turned(0.0, 0.0, turn).moved(at) for part in one]
    labels = (
        ("RING", (0.2, 0.35, 0)),
        ("BIT", (0.05, -0.4, 0.02)),
        ("BOW", (0.0, -0.1, 0.02)),
        ("CELL 4?", (-0.3, -0.2, 0.02)),
    )
    return thing(parts, labels, (-0.2, -0.1, 0.1))


def stim_patch(paint: Paint) -> Thing:
    """Make three stim patches, one of them out of its foil."""
    tint = paint.asked or colour("#e8e0d0")
    parts: list[Mesh] = []
    for index, (x, y, turn) in enumerate(((-0.26, 0.10, 0.3), (0.24, 0.14, -0.25), (0.02, -0.20, 0.1))):
        one = [
            plate(
                rounded(-0.20, -0.14, 0.20, 0.14, 0.05),
                0.012,
                Skin(tint if index < 2 else colour("#a8b4bc"), 0.3 if index < 2 else 1.0),
            ),
            inlay(rounded(-0.09, -0.08, 0.09, 0.08, 0.03), 0.014, Skin(paint.accent, 0.5, 0.35), 0.006),
            inlay(rounded(-0.012, -0.055, 0.012, 0.055, 0.003), 0.02, Skin(WHITE, 0.3, 0.5), 0.003, 2),
            inlay(rounded(-0.055, -0.012, 0.055, 0.012, 0.003), 0.02, Skin(WHITE, 0.3, 0.5), 0.003, 2),
            *[
                inlay(circle(0.007, sx * 0.15, sy, 8), 0.014, Skin(dim(tint, 0.7), 0.2), 0.003)
                for sx in (-1, 1)
                for sy in (-0.06, -0.02, 0.02, 0.06)
            ],
        ]
        parts += [part.turned(0.0, 0.0, turn).moved((x, y, 0.012 * index)) for part in one]
    labels = (
        ("STIM 6", (-0.26, 0.1, 0.03)),
        ("GEL PAD", (0.24, 0.14, 0.04)),
        ("FOIL", (0.15, -0.25, 0.04)),
        ("ADHESIVE", (-0.4, 0.1, 0.02)),
    )
    return thing(parts, labels, (-0.2, -0.5, 0.0))


def ladder(paint: Paint) -> Thing:
    """Make a pair of steps that stand open."""
    wood = paint.body("#a07a48", 0.3)
    parts = []
    for way, count in ((1, 6), (-1, 2)):
        parts += [
            rod((0.20 * side, -0.5, 0.24 * way), (0.12 * side, 0.5, 0.02 * way), 0.020, wood, 8) for side in (-1, 1)
        ]
        for step in range(count):
            t = (step + 0.7) / 6.4 if way > 0 else 0.25 + 0.4 * step
            half, y, z = 0.20 - 0.08 * t, -0.5 + t, way * (0.24 - 0.22 * t)
            parts.append(block((0, y, z), (2 * half, 0.022, 0.075 if way > 0 else 0.03), wood))
    parts.append(block((0, 0.5, 0.0), (0.28, 0.03, 0.12), wood))
    labels = (
        ("TOP STEP", (0, 0.5, 0.0)),
        ("RUNG", (0, -0.1, 0.15)),
        ("STILE", (0.18, -0.3, 0.2)),
        ("MAX 150 KG", (-0.15, 0.2, 0.08)),
    )
    return thing(parts, labels, (-0.5, 0.1, 0.0))


MAKERS = {
    "wrench": wrench,
    "hammer": hammer,
    "spray_can": spray_can,
    "chain": chain,
    "extinguisher": extinguisher,
    "key_ring": key_ring,
    "stim_patch": stim_patch,
    "ladder": ladder,
}
