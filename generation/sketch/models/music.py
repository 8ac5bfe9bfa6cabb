"""What makes music: pianos, drums, violins, guitars."""

import math

from generation.sketch.canvas.palette import WHITE, colour, dim
from generation.sketch.models.materials import BRASS, DARK, STEEL
from generation.sketch.models.mesh import Mesh, Skin, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    inlay,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
)


def piano(paint: Paint) -> Thing:
    """Make a grand piano with its lid raised, and its stool."""
    lacquer = paint.body("#16161a", 1.0)
    shape = [
        (-0.46, -0.10),
        (-0.46, 0.30),
        (-0.30, 0.44),
        (-0.12, 0.42),
        (0.02, 0.26),
        (0.22, 0.12),
        (0.46, 0.08),
        (0.46, -0.24),
        (-0.46, -0.24),
    ]
    lid = [(x, y) for x, y in shape if y > -0.23] + [(0.46, -0.12), (-0.46, -0.12)]
    gold = Skin(colour("#a8803a"), 0.9)
    parts = [
        plate(shape, 0.075, lacquer).turned(0.0, -math.pi / 2),
        plate(
            [(0.93 * x, 0.93 * y + 0.01) for x, y in shape if y > -0.2] + [(0.42, -0.08), (-0.42, -0.08)], 0.004, gold
        )
        .turned(0.0, -math.pi / 2)
        .moved((0, 0.078, 0)),
    ]
    raised = plate(lid, 0.010, lacquer).turned(0.0, -math.pi / 2).moved((0.46, 0.0, 0.0)).turned(0.0, 0.0, 0.62)
    parts.append(raised.moved((-0.46, 0.085, 0.0)))
    parts += [
        rod((0.10, 0.08, -0.05), (0.14, 0.42, -0.05), 0.008, DARK, 6),
        block((0, 0.02, 0.30), (0.90, 0.06, 0.13), lacquer),
        block((0, 0.055, 0.30), (0.82, 0.02, 0.12), Skin(colour("#e8e4d8"), 0.8, lift=0.03)),
        *[
            block((-0.40 + 0.0333 * i, 0.068, 0.285), (0.016, 0.02, 0.07), Skin(colour("#101012"), 0.8, lift=0.06))
            for i in range(25)
            if i % 7 not in (2, 6)
        ],
        *[
            strip([(-0.36 + 0.06 * i, 0.088, 0.12), (-0.34 + 0.045 * i, 0.088, -0.28 + 0.02 * i)], 0.003, STEEL, 4)
            for i in range(12)
        ],
        *[
            turned_body([(0.03, -0.42), (0.045, -0.30), (0.03, -0.10), (0.05, -0.07)], lacquer, 16, (x, z))
            for x, z in ((-0.40, 0.20), (0.40, 0.20), (-0.28, -0.32))
        ],
        block((0, 0.20, 0.17), (0.40, 0.20, 0.012), lacquer),
        block((0.02, 0.20, 0.18), (0.20, 0.16, 0.006), Skin(WHITE, 0.2, lift=0.03)),
        block((0.05, -0.16, 0.56), (0.42, 0.06, 0.18), Skin(colour("#3a1418"), 0.4)),
        *[
            rod((0.05 + x, -0.19, 0.56 + z), (0.05 + x, -0.42, 0.56 + z), 0.016, lacquer, 8)
            for x in (-0.17, 0.17)
            for z in (-0.06, 0.06)
        ],
    ]
    labels = (
        ("LID", (0.1, 0.5, -0.1)),
        ("KEYS: 88", (0.2, 0.07, 0.32)),
        ("STRINGS", (0, 0.09, 0)),
        ("STOOL", (0.05, -0.13, 0.6)),
    )
    return thing(parts, labels, (-0.5, 0.25, 0.0))


def _drum(x: float, y: float, z: float, radius: float, high: float, skin: Skin) -> list[Mesh]:
    one = [
        turned_body([(radius, -high / 2), (radius, high / 2)], skin, 30),
        turned_body(
            [(0.98 * radius, high / 2), (0.97 * radius, high / 2 + 0.006), (0.01, high / 2 + 0.008)],
            Skin(colour("#e8e4da"), 0.3, lift=0.05),
            28,
        ),
        *[ring((0, s * high / 2, 0), 1.02 * radius, 0.010, STEEL, "y", 30, 6) for s in (-1, 1)],
    ]
    return [part.moved((x, y, z)) for part in one]


def drums(paint: Paint) -> Thing:
    """Make a set of drums with cymbals."""
    body = paint.body("#a01c28", 0.8)
    bass = [part.turned(0.0, math.pi / 2) for part in _drum(0, 0, 0, 0.21, 0.26, body)]
    parts = [part.moved((0, -0.20, 0.0)) for part in bass]
    parts += [
        *[
            part.turned(0.0, 0.35).moved((x, 0.08, 0.02))
            for x in (-0.13, 0.13)
            for part in _drum(0, 0, 0, 0.11, 0.13, body)
        ],
        *_drum(-0.36, -0.24, -0.12, 0.14, 0.26, body),
        *_drum(0.36, -0.10, -0.10, 0.13, 0.10, Skin(colour("#c8ccd2"), 0.9)),
        rod((0, -0.05, 0), (0, 0.06, 0), 0.014, STEEL, 8),
    ]
    for x, z, high, tip in ((-0.40, 0.02, 0.30, 0.3), (0.42, 0.0, 0.24, -0.25), (0.26, -0.22, 0.34, -0.1)):
        disc = turned_body([(0.18, 0.0), (0.17, 0.006), (0.06, 0.022), (0.03, 0.04), (0.01, 0.045)], BRASS, 30)
        parts += [rod((x, -0.42, z), (x, high, z), 0.010, STEEL, 8), disc.turned(0.0, 0.2, tip).moved((x, high, z))]
        parts += [
            rod((x, -0.30, z), (x + 0.10 * math.cos(a), -0.42, z + 0.10 * math.sin(a)), 0.008, STEEL, 6)
            for a in (0.5, 2.6, 4.7)
        ]
    parts += [rod((x, -0.10, -0.10), (x, -0.42, -0.10), 0.010, STEEL, 6) for x in (0.30, 0.42)]
    labels = (
        ("CYMBAL", (-0.4, 0.3, 0.05)),
        ("BASS", (0, -0.2, 0.14)),
        ("TOM", (0.13, 0.14, 0.1)),
        ("SNARE", (0.36, -0.05, 0.0)),
    )
    return thing(parts, labels, (-0.25, 0.2, 0.0))


def violin(paint: Paint) -> Thing:
    """Make a violin and its bow."""
    wood = paint.body("#7a3c14", 0.35)
    half = [
        (0.0, -0.44),
        (0.14, -0.42),
        (0.185, -0.32),
        (0.16, -0.20),
        (0.105, -0.13),
        (0.10, -0.08),
        (0.14, -0.01),
        (0.15, 0.06),
        (0.10, 0.13),
        (0.0, 0.15),
    ]
    outline = half + [(-x, y) for x, y in half[-2:0:-1]]
    parts = [
        plate(outline, 0.045, Skin(dim(wood.colour, 0.7), 0.7)),
        plate([(0.96 * x, y) for x, y in outline], 0.05, wood),
        plate([(-0.026, 0.10), (0.026, 0.10), (0.018, 0.42), (-0.018, 0.42)], 0.03, DARK, 0.03),
        plate([(-0.03, -0.14), (0.03, -0.14), (0.015, -0.40), (-0.015, -0.40)], 0.012, DARK, 0.07),
        block((0, -0.12, 0.07), (0.09, 0.012, 0.05), Skin(colour("#c89858"), 0.3)),
        tube(
            [(0, 0.42, 0.02), (0, 0.48, 0.0), (0, 0.50, 0.03), (0, 0.475, 0.035)], [0.02, 0.022, 0.022, 0.016], wood, 10
        ),
        *[rod((-0.06, y, 0.0), (0.06, y, 0.0), 0.008, DARK, 6) for y in (0.43, 0.455)],
        *[
            strip(
                [(x, -0.38, 0.085), (x, -0.12, 0.10), (0.6 * x, 0.42, 0.065)],
                0.0025,
                Skin(colour("#e8e4d8"), 0.9, lift=0.05),
                4,
            )
            for x in (-0.02, -0.007, 0.007, 0.02)
        ],
        *[
            strip(
                [(0.075 * s, -0.20, 0.052), (0.06 * s, -0.14, 0.052), (0.075 * s, -0.08, 0.052)],
                0.006,
                Skin(colour("#180c06"), 0.2, lift=0.05),
                5,
            )
            for s in (-1, 1)
        ],
        strip([(0.30, -0.48, 0.03), (0.29, 0.0, 0.02), (0.26, 0.44, 0.03)], 0.009, Skin(colour("#5a2c14"), 0.6), 8),
        strip([(0.27, -0.44, 0.03), (0.245, 0.43, 0.03)], 0.006, Skin(colour("#e8e0c8"), 0.3), 5),
        block((0.285, -0.45, 0.03), (0.04, 0.06, 0.03), DARK),
    ]
    labels = (
        ("BRIDGE", (0, -0.12, 0.1)),
        ("SCROLL", (0, 0.49, 0.02)),
        ("BOW", (0.28, 0.2, 0.03)),
        ("F-HOLE", (0.07, -0.14, 0.06)),
    )
    return thing(parts, labels, (-0.2, -0.3, 0.3))


def guitar(paint: Paint) -> Thing:
    """Make an electric guitar."""
    body = [
        (-0.05, 0.09),
        (-0.16, 0.20),
        (-0.22, 0.18),
        (-0.30, 0.13),
        (-0.42, 0.19),
        (-0.58, 0.17),
        (-0.66, 0.0),
        (-0.60, -0.18),
        (-0.44, -0.20),
        (-0.30, -0.13),
        (-0.18, -0.20),
        (-0.10, -0.24),
        (-0.04, -0.20),
        (-0.08, -0.08),
    ]
    wood = Skin(colour("#6a4426"), 0.4)
    parts = [
        plate(body, 0.035, paint.body("#a01c24", 1.0)),
        plate(rounded(-0.10, -0.032, 0.52, 0.032, 0.004), 0.020, wood, 0.034),
        plate(
            [(0.52, -0.035), (0.58, -0.06), (0.76, -0.05), (0.78, 0.02), (0.74, 0.05), (0.52, 0.035)], 0.016, DARK,
            0.03,
        ),
        inlay(
            [(-0.14, 0.10), (-0.34, 0.09), (-0.46, -0.02), (-0.40, -0.13), (-0.24, -0.08), (-0.14, -0.12)], 0.035,
            Skin(colour("#e8e4d8"), 0.6), 0.004,
        ),
        inlay(rounded(-0.52, -0.05, -0.47, 0.05, 0.006), 0.040, STEEL, 0.014, 2),
    ]  # fmt: skip
    parts += [
        inlay(rounded(x - 0.018, -0.045, x + 0.018, 0.045, 0.006), 0.040, DARK, 0.010, 2) for x in (-0.20, -0.32, -0.41)
    ]
    parts += [
        strip(
            [(-0.50, -0.022 + 0.009 * i, 0.062), (0.70, -0.020 + 0.008 * i, 0.058)],
            0.0022,
            Skin(STEEL.colour, 1.0, lift=0.14),
            4,
        )
        for i in range(6)
    ]
    parts += [
        inlay(rounded(x, -0.032, x + 0.005, 0.032, 0.001), 0.054, STEEL, 0.003, 2)
        for x in [0.50 - 0.58 * (1 - 0.944**i) * 1.0 for i in range(1, 18)]
    ]
    parts += [rod((0.56 + 0.032 * i, 0.045, 0.03), (0.56 + 0.032 * i, 0.085, 0.03), 0.011, STEEL, 10) for i in range(6)]
    parts += [
        rod((-0.50 + 0.06 * i, -0.13, 0.035), (-0.50 + 0.06 * i, -0.13, 0.06), 0.018, Skin(paint.accent, 0.5, 0.3), 14)
        for i in range(2)
    ]
    labels = (
        ("PICKUP", (-0.32, 0.04, 0.05)),
        ("FRETS", (0.2, 0.03, 0.06)),
        ("TUNERS", (0.65, 0.08, 0.03)),
        ("LACQUER", (-0.55, 0.1, 0.04)),
    )
    return thing(parts, labels, (-0.3, 0.5, 0.45))


MAKERS = {
    "piano": piano,
    "drums": drums,
    "violin": violin,
    "guitar": guitar,
}
