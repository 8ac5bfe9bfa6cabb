"""What is drunk and smoked: wine, tins, cigars and cigarettes, and what lights them."""

import math

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.candles import flame
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Skin, ball, tube
from generation.sketch.models.parts import (
    LIFT,
    Paint,
    Thing,
    block,
    inward,
    open_body,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
)


def wine_glass(paint: Paint) -> Thing:
    """Make a wine glass, half full; an empty one is only glass."""
    glass = Skin(colour("#9ab0bc"), 1.0, 0.03)
    wine = paint.body("#7a1024", 0.9)
    parts = [
        turned_body(
            [(0.22, -0.50), (0.22, -0.49), (0.04, -0.46), (0.022, -0.40), (0.020, -0.12), (0.04, -0.06)], glass, 32
        ),
        inward(open_body([(0.05, -0.06), (0.19, 0.06), (0.235, 0.22), (0.20, 0.46)], Skin(glass.colour, 0.8), 32)),
        *[
            ring((0, y, 0), r, 0.006, Skin(mix(glass.colour, WHITE, 0.5), 1.0), "y", 36)
            for y, r in ((0.47, 0.20), (0.22, 0.237))
        ],
        strip([(-0.15, 0.0, 0.13), (-0.20, 0.2, 0.14), (-0.17, 0.42, 0.12)], 0.010, Skin(WHITE, 1.0, 0.4), 6),
    ]
    if "empty" not in paint.states:
        parts.append(
            turned_body(
                [(0.04, -0.05), (0.18, 0.06), (0.22, 0.17), (0.222, 0.19), (0.02, 0.19)],
                Skin(wine.colour, 0.9, 0.04, lift=0.02),
                32,
            )
        )
    labels = (
        ("RIM", (0.2, 0.46, 0)),
        ("WINE", (0, 0.19, 0.1)),
        ("STEM", (0, -0.25, 0.02)),
        ("FOOT", (0.2, -0.5, 0.05)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.0))


def can(paint: Paint) -> Thing:
    """Make a drinks can."""
    tin = paint.body("#1a7ab0", 0.9)
    parts = [
        turned_body([(0.20, -0.50), (0.24, -0.45), (0.245, -0.42), (0.245, 0.40), (0.20, 0.48)], tin, 36),
        ring((0, 0.485, 0), 0.19, 0.016, STEEL, "y", 32, 8),
        turned_body([(0.185, 0.47), (0.18, 0.475), (0.02, 0.476)], STEEL, 30),
        plate(rounded(-0.05, -0.09, 0.05, 0.09, 0.04), 0.006, STEEL).turned(0.0, -math.pi / 2).moved((0, 0.495, 0.06)),
        turned_body([(0.247, -0.12), (0.249, -0.11), (0.249, 0.12), (0.247, 0.13)], paint.lit(0.35), 36),
    ]
    labels = (
        ("TAB", (0, 0.5, 0.06)),
        ("CAFFEINE", (0, 0, 0.25)),
        ("0.5 L", (0.2, -0.3, 0.15)),
        ("RIM", (0.19, 0.49, 0)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.0))


def cigar(paint: Paint) -> Thing:
    """Make a lit cigar with a band and ash."""
    leaf = paint.body("#5a3418", 0.3)
    ember = Skin(colour("#ff6a18"), 0.0, 0.9)
    parts = [
        tube([(-0.48, 0, 0), (-0.38, 0, 0), (0.30, 0, 0), (0.36, 0, 0)], [0.035, 0.058, 0.066, 0.064], leaf, 22),
        tube([(-0.24, 0, 0), (-0.14, 0, 0)], [0.067, 0.067], Skin(colour("#b82028"), 0.6, lift=0.02), 22),
        tube([(-0.20, 0, 0), (-0.18, 0, 0)], [0.069, 0.069], Skin(colour("#d8b050"), 0.9, lift=0.04), 22),
        tube([(0.355, 0, 0), (0.375, 0, 0)], [0.064, 0.062], ember, 20),
        tube([(0.39, 0, 0), (0.48, 0.003, 0)], [0.060, 0.05], Skin(colour("#9a9894"), 0.1), 18),
    ]
    parts += [
        strip(
            [(-0.40 + 0.12 * i, 0.058, 0.02), (-0.33 + 0.12 * i, 0.03, 0.062)],
            0.003,
            Skin(dim(leaf.colour, 0.6), 0.2, lift=LIFT),
            5,
        )
        for i in range(6)
    ]
    labels = (
        ("BAND", (-0.19, 0, 0.07)),
        ("ASH", (0.45, 0, 0.05)),
        ("EMBER", (0.365, 0, 0.06)),
        ("HAVANA", (0.1, 0, 0.06)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.2))


def cigarettes(paint: Paint) -> Thing:
    """Make a packet of cigarettes, three of them out of it."""
    pack = paint.body("#c8ccd0", 0.5)
    parts = [
        plate(rounded(-0.26, -0.44, 0.26, 0.22, 0.01), 0.11, pack),
        plate(rounded(-0.262, -0.30, 0.262, -0.06, 0.005), 0.112, Skin(colour("#a82028"), 0.5, lift=0.02)),
        block((0, 0.28, -0.12), (0.52, 0.20, 0.02), pack).turned(0.0, -0.5).moved((0, 0.04, -0.07)),
    ]
    for x, top in ((-0.16, 0.30), (-0.05, 0.46), (0.06, 0.36), (0.17, 0.30)):
        parts += [
            rod((x, 0.10, 0), (x, top - 0.14, 0), 0.050, Skin(WHITE, 0.2), 14),
            rod((x, top - 0.14, 0), (x, top, 0), 0.051, Skin(colour("#c88a48"), 0.2), 14),
        ]
    labels = (
        ("FILTER", (-0.05, 0.42, 0.05)),
        ("PACKET", (0, -0.4, 0.11)),
        ("WARNING", (0, -0.2, 0.11)),
        ("LID", (0.2, 0.25, -0.12)),
    )
    return thing(parts, labels, (-0.4, 0.3, 0.0))


def lighter(paint: Paint) -> Thing:
    """Make a lighter with its lid open and a flame."""
    metal = paint.body("#b0a070", 1.0)
    parts = [
        plate(rounded(-0.18, -0.50, 0.18, 0.06, 0.03), 0.07, metal),
        plate(rounded(-0.14, 0.06, 0.10, 0.16, 0.02), 0.05, STEEL),
        block((0, 0.12, 0), (0.36, 0.26, 0.14), metal).turned(0.0, 0.0, -0.9).moved((0.30, 0.06, 0)),
        rod((0.06, 0.16, -0.04), (0.06, 0.16, 0.04), 0.045, Skin(colour("#4a4c50"), 0.6), 14),
        *[ball((-0.10 + 0.045 * i, 0.11, 0.05), (0.012, 0.012, 0.006), DARK, 5, 8) for i in range(4)],
        *flame(-0.03, 0.16, 0.0, 0.34),
        rod((0.18, 0.0, 0), (0.18, 0.08, 0), 0.016, STEEL, 8),
    ]
    labels = (
        ("FLAME", (-0.03, 0.35, 0)),
        ("WHEEL", (0.06, 0.18, 0.04)),
        ("LID", (0.35, 0.2, 0.05)),
        ("ENGRAVED", (0, -0.3, 0.07)),
    )
    return thing(parts, labels, (-0.4, 0.15, 0.0))


def ashtray(paint: Paint) -> Thing:
    """Make an ash tray with stubs in it."""
    glass = paint.body("#5a4a3a", 0.9)
    parts = [
        open_body([(0.36, -0.14), (0.46, -0.12), (0.48, 0.06), (0.44, 0.08)], glass, 40),
        inward(open_body([(0.32, -0.04), (0.38, 0.06), (0.44, 0.08)], glass, 40)),
        turned_body([(0.34, -0.05), (0.33, -0.035), (0.02, -0.03)], Skin(colour("#3a3632"), 0.1, lift=0.02), 36),
        ball((0.08, -0.02, -0.05), (0.16, 0.05, 0.13), Skin(colour("#84807a"), 0.05, lift=0.03), 8, 16),
    ]
    for a, far in ((0.3, 0.20), (2.2, 0.22), (3.6, 0.16), (5.0, 0.20)):
        x, z = far * math.cos(a), far * math.sin(a)
        way = (0.09 * math.cos(a + 1.2), 0.03, 0.09 * math.sin(a + 1.2))
        white = Skin(colour("#e4e0d8"), 0.2, lift=0.05)
        parts.append(rod((x, 0.01, z), (x + way[0], 0.01 + way[1], z + way[2]), 0.032, white, 10))
        tip = (x + 1.6 * way[0], 0.01 + 1.6 * way[1], z + 1.6 * way[2])
        parts.append(
            rod((x + way[0], 0.01 + way[1], z + way[2]), tip, 0.033, Skin(colour("#c88a48"), 0.2, lift=0.05), 10)
        )
    parts += [
        rod((0.20, 0.05, 0.22), (0.50, 0.15, 0.46), 0.032, Skin(colour("#e4e0d8"), 0.2), 10),
        rod((0.17, 0.04, 0.195), (0.20, 0.05, 0.22), 0.033, Skin(colour("#ff6a18"), 0.0, 0.9), 10),
    ]
    labels = (
        ("STUB", (0.2, 0.02, 0.1)),
        ("ASH", (0.08, 0.02, -0.05)),
        ("STILL LIT", (0.18, 0.05, 0.2)),
        ("NOTCH", (0.45, 0.08, 0)),
    )
    return thing(parts, labels, (-0.3, 0.6, 0.0))


MAKERS = {
    "wine_glass": wine_glass,
    "can": can,
    "cigar": cigar,
    "cigarettes": cigarettes,
    "lighter": lighter,
    "ashtray": ashtray,
}
