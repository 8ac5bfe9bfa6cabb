"""What stands in streets and parks: lamps, booths, benches, fountains, hydrants, trolleys, wheelchairs."""

import itertools
import math

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, tube
from generation.sketch.models.parts import (
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
from generation.sketch.models.playthings import spoked_wheel

WATER = Skin(colour("#7ab8d0"), 1.0, 0.15)


def street_lamp(paint: Paint) -> Thing:
    """Make a street lamp that is lit."""
    iron, dark = paint.body("#3a4048", 0.6), "broken" in paint.states or "unlit" in paint.states
    glow = Skin(colour("#22242a"), 0.6) if dark else Skin(colour("#ffe2a0"), 0.3, 0.9)
    parts = [
        turned_body([(0.055, -0.50), (0.05, -0.46), (0.028, -0.42), (0.016, 0.20), (0.014, 0.36)], iron, 18),
        strip([(0, 0.34, 0), (0.02, 0.44, 0), (0.12, 0.48, 0), (0.22, 0.46, 0)], 0.013, iron, 10),
        turned_body([(0.05, 0.40), (0.075, 0.405), (0.05, 0.45), (0.02, 0.465)], iron, 20, (0.22, 0.0)),
        ball((0.22, 0.395, 0), (0.052, 0.035, 0.052), glow, 10, 18),
        ring((0, -0.10, 0), 0.022, 0.008, iron, "y", 16, 6),
    ]
    labels = (
        ("BULB", (0.22, 0.39, 0.04)),
        ("ARM", (0.1, 0.47, 0)),
        ("MAST", (0, -0.1, 0.02)),
        ("HATCH", (0, -0.45, 0.05)),
    )
    return thing(parts, labels, (-0.2, 0.05, 0.0))


def phone_booth(paint: Paint) -> Thing:
    """Make a telephone booth with a lit roof."""
    frame = paint.body("#a81c24", 0.6)
    glass = Skin(colour("#26323c"), 1.0, 0.03)
    parts: list[Mesh] = [
        block((0, -0.49, 0), (0.38, 0.03, 0.38), frame),
        block((0, 0.44, 0), (0.40, 0.10, 0.40), frame),
        ball((0, 0.48, 0), (0.19, 0.05, 0.19), frame, 8, 20),
    ]
    parts += [block((x, 0, z), (0.04, 0.95, 0.04), frame) for x in (-0.17, 0.17) for z in (-0.17, 0.17)]
    for turn in range(4):
        face = [plate(rounded(-0.15, -0.47, 0.15, 0.39, 0.005), 0.003, glass, 0.165)]
        face += [block((0, -0.40 + 0.112 * i, 0.172), (0.30, 0.014, 0.012), frame) for i in range(8)]
        face += [block((x, -0.04, 0.172), (0.014, 0.84, 0.012), frame) for x in (-0.06, 0.06)]
        face.append(block((0, 0.44, 0.203), (0.30, 0.06, 0.008), Skin(colour("#fff0d0"), 0.3, 0.7, lift=0.03)))
        face += [
            block((-0.11 + 0.024 * i, 0.44, 0.21), (0.014, 0.03, 0.004), Skin(DARK.colour, 0.2, lift=0.06))
            for i in range(10)
        ]
        parts += [part.turned(turn * math.pi / 2) for part in face]
    parts += [
        block((0, 0.0, 0.0), (0.14, 0.24, 0.08), DARK),
        ball((0.13, -0.03, 0.185), (0.016, 0.03, 0.016), STEEL, 6, 8),
    ]
    labels = (
        ("TELEPHONE", (0, 0.44, 0.21)),
        ("DOOR", (0.13, 0, 0.18)),
        ("STICKERS", (-0.1, -0.2, 0.18)),
        ("CAST IRON", (0.17, -0.3, 0.18)),
    )
    return thing(parts, labels, (-0.5, 0.08, 0.0))


def bench(paint: Paint) -> Thing:
    """Make a park bench of planks on iron feet."""
    wood, iron = paint.body("#7a5230", 0.3), Skin(colour("#26292e"), 0.6)
    parts = [block((0, -0.02, z), (1.0, 0.025, 0.075), wood) for z in (-0.10, -0.01, 0.08, 0.17)]
    parts += [block((0, y, z), (1.0, 0.075, 0.022), wood) for y, z in ((0.10, -0.165), (0.20, -0.185), (0.30, -0.205))]
    for x in (-0.42, 0.0, 0.42):
        parts += [
            strip([(x, -0.28, 0.20), (x, -0.06, 0.18), (x, -0.04, -0.10), (x, 0.32, -0.19)], 0.020, iron, 8),
            strip([(x, -0.28, -0.22), (x, -0.05, -0.10)], 0.020, iron, 8),
        ]
    parts += [strip([(x, -0.03, 0.19), (x, 0.12, 0.17), (x, 0.12, -0.15)], 0.016, iron, 8) for x in (-0.46, 0.46)]
    labels = (
        ("BACK", (0, 0.25, -0.18)),
        ("SEAT", (0.2, 0, 0.1)),
        ("IRON FOOT", (0.42, -0.25, 0.2)),
        ("CARVED NAME", (-0.2, 0.2, -0.17)),
    )
    return thing(parts, labels, (-0.4, 0.2, 0.0), (0.0, 0.0, 0.03, 0.4))


def fountain(paint: Paint) -> Thing:
    """Make a fountain of two basins with jets of water."""
    stone = paint.body("#8a8880", 0.15)
    parts = [
        open_body([(0.46, -0.40), (0.48, -0.38), (0.48, -0.22), (0.50, -0.20)], stone, 40),
        ring((0, -0.20, 0), 0.475, 0.028, stone, "y", 44, 10),
        turned_body([(0.45, -0.25), (0.45, -0.24), (0.02, -0.235)], WATER, 40),
        turned_body([(0.10, -0.25), (0.06, -0.20), (0.05, -0.02), (0.08, 0.03)], stone, 22),
        open_body([(0.06, 0.02), (0.16, 0.05), (0.24, 0.11)], stone, 34),
        inward(open_body([(0.10, 0.06), (0.22, 0.115)], stone, 34)),
        ring((0, 0.115, 0), 0.235, 0.016, stone, "y", 34, 8),
        turned_body([(0.22, 0.105), (0.02, 0.11)], WATER, 30),
        turned_body([(0.04, 0.10), (0.025, 0.18), (0.035, 0.22), (0.01, 0.25)], stone, 16),
    ]
    jet = Skin(colour("#cfe8f4"), 1.0, 0.35)
    for step in range(10):
        a = math.tau * step / 10
        c, s = math.cos(a), math.sin(a)
        parts.append(
            tube(
                [
                    (0.01 * c, 0.24, 0.01 * s),
                    (0.05 * c, 0.40, 0.05 * s),
                    (0.12 * c, 0.36, 0.12 * s),
                    (0.18 * c, 0.12, 0.18 * s),
                ],
                [0.008, 0.010, 0.010, 0.006],
                jet,
                7,
            )
        )
        d, e = math.cos(a + 0.3), math.sin(a + 0.3)
        parts.append(
            tube(
                [(0.24 * d, 0.12, 0.24 * e), (0.29 * d, 0.08, 0.29 * e), (0.33 * d, -0.23, 0.33 * e)],
                [0.014, 0.014, 0.010],
                jet,
                7,
            )
        )
    parts += [ring((0, -0.232, 0), r, 0.006, jet, "y", 30, 5) for r in (0.33, 0.38)]
    labels = (
        ("JET", (0, 0.4, 0.05)),
        ("BASIN", (0.4, -0.3, 0.2)),
        ("BOWL", (0.2, 0.1, 0.1)),
        ("COINS", (0.2, -0.24, 0.25)),
    )
    return thing(parts, labels, (-0.2, 0.3, 0.0))


def hydrant(paint: Paint) -> Thing:
    """Make a fire hydrant."""
    body = paint.body("#b8242a", 0.6)
    parts = [
        turned_body(
            [
                (0.22, -0.50),
                (0.23, -0.46),
                (0.15, -0.44),
                (0.15, 0.14),
                (0.20, 0.16),
                (0.20, 0.20),
                (0.17, 0.30),
                (0.09, 0.38),
                (0.03, 0.40),
            ],
            body,
            30,
        ),
        rod((0, 0.38, 0), (0, 0.46, 0), 0.05, body, 6),
        rod((0, -0.02, 0.10), (0, -0.02, 0.24), 0.10, body, 20),
        rod((0, -0.02, 0.24), (0, -0.02, 0.28), 0.06, STEEL, 6),
        *[rod((0.10 * s, 0.02, 0), (0.24 * s, 0.02, 0), 0.075, body, 18) for s in (-1, 1)],
        *[rod((0.24 * s, 0.02, 0), (0.28 * s, 0.02, 0), 0.045, STEEL, 6) for s in (-1, 1)],
        strip([(0.26, -0.02, 0.03), (0.20, -0.14, 0.10), (0.10, -0.12, 0.20)], 0.010, STEEL, 6),
    ]
    labels = (
        ("VALVE", (0, 0.44, 0.03)),
        ("CAP", (0, -0.02, 0.28)),
        ("CHAIN", (0.2, -0.13, 0.1)),
        ("CAST IRON", (0.1, -0.3, 0.12)),
    )
    return thing(parts, labels, (-0.4, 0.15, 0.0))


def shopping_cart(paint: Paint) -> Thing:
    """Make a shopping trolley of wire."""
    wire, parts = paint.body("#a8b0bc", 1.0), list[Mesh]()
    low, high = 0.02, 0.28
    for t in np.linspace(0, 1, 5).tolist():
        y, out = low + (high - low) * t, 0.02 * t
        loop = [
            (-0.34 - out, y, -0.17 - out),
            (0.34 + 2 * out, y, -0.14 - out),
            (0.34 + 2 * out, y, 0.14 + out),
            (-0.34 - out, y, 0.17 + out),
            (-0.34 - out, y, -0.17 - out),
        ]
        parts += [rod(a, b, 0.006 if t < 1 else 0.012, wire, 6) for a, b in itertools.pairwise(loop)]
    for x in np.linspace(-0.34, 0.36, 12).tolist():
        parts += [rod((x, low, z), (x * 1.04, high, z * 1.12), 0.005, wire, 5) for z in (-0.155, 0.155)]
        parts.append(rod((x, low, -0.155), (x, low, 0.155), 0.005, wire, 5))
    parts += [
        rod((x, low, z), (x * 1.08, high, z), 0.005, wire, 5)
        for x in (-0.34, 0.35)
        for z in np.linspace(-0.14, 0.14, 6).tolist()
    ]
    parts += [
        *[strip([(-0.36, 0.28, z), (-0.46, 0.36, z), (-0.48, 0.38, z)], 0.014, wire, 8) for z in (-0.18, 0.18)],
        rod((-0.48, 0.38, -0.20), (-0.48, 0.38, 0.20), 0.022, Skin(colour("#b02430"), 0.5), 10),
        *[strip([(-0.30, 0.02, z), (-0.36, -0.22, z), (0.34, -0.24, z)], 0.013, wire, 8) for z in (-0.15, 0.15)],
        *[rod((x, -0.22, -0.15), (x, -0.22, 0.15), 0.008, wire, 6) for x in (-0.2, 0.0, 0.2)],
    ]
    for x in (-0.34, 0.32):
        for z in (-0.15, 0.15):
            parts += [
                ring((x, -0.30, z), 0.042, 0.016, DARK, "z", 22, 8),
                rod((x, -0.30, z), (x, -0.23, z), 0.010, STEEL, 6),
            ]
    labels = (
        ("HANDLE", (-0.48, 0.38, 0.1)),
        ("COIN LOCK", (-0.45, 0.36, -0.1)),
        ("WIRE", (0.1, 0.15, 0.17)),
        ("BAD WHEEL", (0.32, -0.3, 0.15)),
    )
    return thing(parts, labels, (-0.4, 0.25, 0.0), (0.0, 0.04, 0.0, 0.5))


def wheelchair(paint: Paint) -> Thing:
    """Make a wheelchair."""
    cloth, tube_ = paint.body("#20283c", 0.3), STEEL
    parts = [part.moved((-0.08, -0.17, 0.26 * s)) for s in (-1, 1) for part in spoked_wheel(0.27, 0.016, 16)]
    parts += [ring((-0.08, -0.17, 0.29 * s), 0.235, 0.010, tube_, "z", 36, 6) for s in (-1, 1)]
    parts += [part.moved((0.28, -0.37, 0.20 * s)) for s in (-1, 1) for part in spoked_wheel(0.065, 0.016, 6)]
    parts += [block((0.04, -0.04, 0), (0.40, 0.035, 0.40), cloth), block((-0.17, 0.18, 0), (0.03, 0.36, 0.40), cloth)]
    for s in (-1, 1):
        z = 0.215 * s
        parts += [
            strip([(-0.30, 0.40, z), (-0.20, 0.38, z), (-0.17, 0.30, z), (-0.15, -0.30, z)], 0.014, tube_, 8),
            rod((-0.16, -0.05, z), (0.26, -0.05, z), 0.014, tube_, 8),
            rod((-0.15, -0.28, z), (0.26, -0.28, z), 0.012, tube_, 8),
            strip([(0.26, -0.05, z), (0.30, -0.25, z), (0.38, -0.42, z)], 0.013, tube_, 8),
            block((0.43, -0.42, 0.12 * s), (0.14, 0.014, 0.14), DARK),
            strip([(-0.16, 0.12, z), (0.14, 0.12, z), (0.20, -0.04, z)], 0.012, tube_, 8),
            block((0.0, 0.13, z), (0.24, 0.03, 0.05), DARK),
            rod((0.28, -0.28, 0.9 * z), (0.28, -0.37, 0.9 * z), 0.010, tube_, 6),
            rod((-0.30, 0.40, z), (-0.38, 0.40, z), 0.020, DARK, 10),
        ]
    labels = (
        ("HANDLE", (-0.34, 0.4, 0.2)),
        ("PUSH RIM", (-0.08, 0.06, 0.29)),
        ("FOOT REST", (0.43, -0.42, 0.1)),
        ("SEAT", (0.05, 0, 0.1)),
    )
    return thing(parts, labels, (-0.6, 0.12, 0.0), (0.03, -0.02, 0.0, 0.4))


MAKERS = {
    "street_lamp": street_lamp,
    "phone_booth": phone_booth,
    "bench": bench,
    "fountain": fountain,
    "hydrant": hydrant,
    "shopping_cart": shopping_cart,
    "wheelchair": wheelchair,
}
