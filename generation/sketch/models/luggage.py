"""What is packed, carried, worn or buried: ropes, umbrellas, vests, suitcases, coffins."""

import math
from dataclasses import replace

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.materials import DARK, GOLD, STEEL
from generation.sketch.models.mesh import Skin, beam, tube
from generation.sketch.models.papers import money
from generation.sketch.models.parts import (
    Paint,
    Thing,
    inlay,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
)


def rope(paint: Paint) -> Thing:
    """Make a coil of rope with a hook."""
    hemp = paint.body("#a8885a", 0.1)
    path = [
        (
            (0.36 - 0.012 * (i % 3)) * math.cos(i * 0.42),
            -0.22 + 0.0042 * i,
            (0.36 - 0.012 * (i % 3)) * math.sin(i * 0.42),
        )
        for i in range(86)
    ]
    path += [(0.50, 0.10, 0.12), (0.62, -0.10, 0.20), (0.70, -0.24, 0.30)]
    coil = tube(path, [0.042] * len(path), hemp, 10)
    twist = [0.82 + 0.30 * ((index // 10 + index % 10) % 4 < 2) for index in range(len(coil))]
    parts = [coil.tinted(coil.colours * [[tone] for tone in twist])]
    for turn in range(4):
        angle = turn * math.tau / 4
        parts.append(
            strip(
                [
                    (0.70, -0.24, 0.30),
                    (0.76 + 0.02, -0.24, 0.34),
                    (
                        0.80 + 0.05 * math.cos(angle),
                        -0.24 + 0.10 * max(0.0, math.sin(angle)),
                        0.36 + 0.10 * math.cos(angle),
                    ),
                    (
                        0.70 + 0.10 * math.cos(angle),
                        -0.22 + 0.12 * max(0.0, math.sin(angle)),
                        0.30 + 0.16 * math.cos(angle),
                    ),
                ],
                0.016,
                STEEL,
                8,
            )
        )
    parts.append(ring((0.70, -0.23, 0.30), 0.04, 0.012, STEEL, "y", 18))
    labels = (
        ("STEALTH ROPE", (0.2, 0.1, 0.3)),
        ("GRAPPLE", (0.76, -0.2, 0.36)),
        ("50 M", (-0.3, 0.1, 0.1)),
        ("CATALYST", (0.5, 0.1, 0.1)),
    )
    return thing(parts, labels, (-0.4, 0.5, 0.0))


def umbrella(paint: Paint) -> Thing:
    """Make a rolled umbrella with a crook."""
    cloth = paint.body("#1e222c", 0.35)
    parts = [
        rod((-0.66, 0, 0), (0.46, 0, 0), 0.014, STEEL, 10),
        tube([(-0.58, 0, 0), (-0.40, 0, 0), (0.05, 0.0, 0), (0.22, 0, 0)], [0.018, 0.050, 0.075, 0.035], cloth, 22),
        tube(
            [(0.44, 0, 0), (0.56, 0, 0), (0.66, 0.04, 0), (0.68, 0.13, 0), (0.60, 0.18, 0), (0.53, 0.13, 0)],
            [0.026] * 6,
            Skin(colour("#6a4426"), 0.6),
            14,
        ),
        ring((-0.05, 0, 0), 0.078, 0.010, paint.lit(0.5), "x", 24),
    ]
    parts += [
        strip(
            [
                (-0.56, 0.02 * math.cos(a), 0.02 * math.sin(a)),
                (-0.2, 0.068 * math.cos(a + 0.5), 0.068 * math.sin(a + 0.5)),
                (0.14, 0.072 * math.cos(a + 1.1), 0.072 * math.sin(a + 1.1)),
            ],
            0.010,
            Skin(dim(cloth.colour, 1.5), 0.3),
            6,
        )
        for a in [i * math.tau / 8 for i in range(8)]
    ]
    labels = (
        ("SWORD INSIDE", (-0.3, 0.05, 0.04)),
        ("CROOK", (0.66, 0.1, 0.02)),
        ("STRAP", (-0.05, 0.07, 0.03)),
        ("FERRULE", (-0.65, 0, 0)),
    )
    return thing(parts, labels, (-0.35, 0.35, 0.45))


def vest(paint: Paint) -> Thing:
    """Make an armoured vest with pouches and straps; its front is up (z)."""
    cloth = paint.body("#343a34", 0.15)
    front = [
        (-0.34, -0.46),
        (0.34, -0.46),
        (0.38, -0.10),
        (0.34, 0.14),
        (0.30, 0.40),
        (0.17, 0.46),
        (0.12, 0.30),
        (0.0, 0.25),
        (-0.12, 0.30),
        (-0.17, 0.46),
        (-0.30, 0.40),
        (-0.34, 0.14),
        (-0.38, -0.10),
    ]
    parts = [
        plate(front, 0.07, cloth),
        plate([(x * 0.96, y) for x, y in front], 0.03, Skin(dim(cloth.colour, 0.7), 0.1), -0.09),
        inlay(rounded(-0.24, -0.06, 0.24, 0.22, 0.03), 0.07, Skin(dim(cloth.colour, 1.25), 0.2), 0.03),
    ]
    parts += [
        plate(
            rounded(-0.30 + 0.21 * i, -0.40, -0.12 + 0.21 * i, -0.16, 0.02),
            0.045,
            Skin(dim(cloth.colour, 1.1), 0.15),
            0.10,
        )
        for i in range(3)
    ]
    parts += [
        inlay(
            rounded(-0.29 + 0.21 * i, -0.24, -0.13 + 0.21 * i, -0.17, 0.01),
            0.145,
            Skin(dim(cloth.colour, 0.8), 0.15),
            0.008,
        )
        for i in range(3)
    ]
    parts += [
        inlay(
            rounded(-0.24, 0.01 + 0.06 * i, 0.24, 0.03 + 0.06 * i, 0.004),
            0.10,
            Skin(dim(cloth.colour, 0.65), 0.1),
            0.006,
            2,
        )
        for i in range(3)
    ]
    parts += [
        inlay(rounded(0.10, 0.155, 0.22, 0.195, 0.006), 0.105, paint.lit(0.7), 0.006, 2),
        *[
            beam(
                (0.235 * side, 0.38, 0.075),
                (0.235 * side, 0.46, 0.03),
                0.12,
                0.05,
                Skin(dim(cloth.colour, 0.8), 0.1),
                (0, 0, 1),
            )
            for side in (-1, 1)
        ],
        *[
            beam((0.36 * side, y, 0.02), (0.43 * side, y, -0.06), 0.07, 0.03, DARK, (0, 0, 1))
            for side in (-1, 1)
            for y in (-0.30, -0.12)
        ],
    ]
    labels = (
        ("TRAUMA PLATE", (0, 0.12, 0.11)),
        ("POUCH", (-0.2, -0.28, 0.15)),
        ("NAME TAPE", (0.16, 0.18, 0.12)),
        ("SIDE STRAP", (0.42, -0.2, -0.02)),
    )
    return thing(parts, labels, (-0.35, 0.35, 0.0))


def suitcase_open(paint: Paint) -> Thing:
    """Make an open suitcase full of money."""
    shell, lining = paint.body("#2c2422", 0.5), Skin(colour("#5a1c20"), 0.1)
    parts = [beam((-0.52, -0.27, 0), (0.52, -0.27, 0), 0.74, 0.05, shell)]
    for (x0, z0), (x1, z1) in (
        ((-0.52, 0.37), (0.52, 0.37)),
        ((-0.52, -0.37), (0.52, -0.37)),
        ((-0.52, -0.37), (-0.52, 0.37)),
        ((0.52, -0.37), (0.52, 0.37)),
    ):
        parts.append(beam((x0, -0.16, z0), (x1, -0.16, z1), 0.04, 0.20, shell))
    lid = [
        plate(rounded(-0.54, 0.0, 0.54, 0.76, 0.03), 0.03, shell, -0.06),
        plate(rounded(-0.50, 0.03, 0.50, 0.72, 0.02), 0.012, lining, -0.02),
        *[beam((x, 0.02, -0.02), (x, 0.75, -0.02), 0.10, 0.04, shell, (0, 0, 1)) for x in (-0.52, 0.52)],
        beam((-0.52, 0.74, -0.01), (0.52, 0.74, -0.01), 0.04, 0.10, shell),
    ]
    parts += [part.turned(0.0, -0.28).moved((0.0, -0.07, -0.37)) for part in lid]
    notes = money(replace(paint, asked=None)).mesh.turned(0.0, -math.pi / 2)
    for x, z, turn in ((-0.25, -0.02, 0.03), (0.25, 0.02, -0.03)):
        parts.append(notes.moved((0, 0, 0), 0.52).turned(turn).moved((x, -0.19, z)))
    parts += [
        beam((-0.34, -0.11, 0.395), (-0.24, -0.11, 0.395), 0.02, 0.07, GOLD),
        beam((0.24, -0.11, 0.395), (0.34, -0.11, 0.395), 0.02, 0.07, GOLD),
        strip([(-0.12, -0.16, 0.39), (-0.10, -0.17, 0.47), (0.10, -0.17, 0.47), (0.12, -0.16, 0.39)], 0.02, DARK, 8),
    ]
    labels = (
        ("NUYEN", (0.2, -0.1, 0.05)),
        ("SILK LINING", (0, 0.3, -0.45)),
        ("LATCH", (0.29, -0.1, 0.41)),
        ("TRACKER?", (-0.45, 0.55, -0.5)),
    )
    return thing(parts, labels, (-0.4, 0.45, 0.0))


def coffin(paint: Paint) -> Thing:
    """Make a coffin with handles and a cross on its lid."""
    wood = paint.body("#3c2418", 0.7)
    outline = [(-0.72, 0.13), (-0.30, 0.24), (0.72, 0.13), (0.72, -0.13), (-0.30, -0.24), (-0.72, -0.13)]
    lid = [
        plate(outline, 0.12, wood, -0.02),
        plate([(x * 1.03, y * 1.08) for x, y in outline], 0.022, wood, 0.11),
        plate([(x * 0.9, y * 0.75) for x, y in outline], 0.022, Skin(dim(wood.colour, 1.25), 0.8), 0.145),
    ]
    lid += [
        inlay(rounded(-0.46, -0.02, 0.05, 0.02, 0.004), 0.167, GOLD, 0.008, 2),
        inlay(rounded(-0.30, -0.11, -0.26, 0.11, 0.004), 0.167, GOLD, 0.008, 2),
    ]
    lid += [
        strip(
            [
                (x - 0.08, side * 0.235 - side * 0.07 * abs(x), 0.0),
                (x - 0.06, side * (0.285 - 0.07 * abs(x)), -0.03),
                (x + 0.06, side * (0.285 - 0.07 * abs(x)), -0.03),
                (x + 0.08, side * 0.235 - side * 0.07 * abs(x), 0.0),
            ],
            0.014,
            GOLD,
            8,
        )
        for side in (-1, 1)
        for x in (-0.1, 0.25, 0.55)
    ]
    parts = [part.turned(0.0, -math.pi / 2) for part in lid]
    labels = (
        ("SEALED LID", (0.2, 0.17, 0.0)),
        ("BRASS CROSS", (-0.28, 0.18, 0.0)),
        ("HANDLE", (0.25, 0.0, 0.26)),
        ("WEIGHT: WRONG", (0.6, 0.0, 0.1)),
    )
    return thing(parts, labels, (-0.45, 0.35, 0.0))


MAKERS = {
    "rope": rope,
    "umbrella": umbrella,
    "vest": vest,
    "suitcase_open": suitcase_open,
    "coffin": coffin,
}
