"""What one travels with: boots, hats, rucksacks, tents, sleeping bags."""

import math

import numpy as np

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, loft, sheet, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
)


def sleeping_bag(paint: Paint) -> Thing:
    """Make a sleeping bag that lies unrolled."""
    cloth = paint.body("#2a4a6a", 0.25)
    inside = Skin(colour("#c8a060"), 0.1)
    rows = [(-0.50, 0.0, 0), (-0.40, 0.02, 0), (0.10, 0.02, 0), (0.34, 0.015, 0), (0.46, 0.0, 0)]
    parts = [tube(rows, [0.09, 0.16, 0.20, 0.20, 0.16], cloth, 22, 0.38).turned(0.0, math.pi / 2)]
    parts = [tube([(x, 0.0, 0) for x, _, _ in rows], [0.09, 0.15, 0.19, 0.19, 0.15], cloth, 24, 0.36)]
    parts += [
        tube(
            [(x, -w, 0.02), (x, -0.5 * w, h), (x, 0.5 * w, h), (x, w, 0.02)],
            [0.010] * 4,
            Skin(dim(cloth.colour, 0.7), 0.2),
            6,
        )
        for x, w, h in ((-0.40, 0.14, 0.052), (-0.25, 0.165, 0.058), (-0.10, 0.178, 0.065), (0.05, 0.19, 0.068))
    ]
    parts += [
        tube(
            [(0.22, 0, 0.03), (0.34, 0, 0.03), (0.46, 0, 0.02)],
            [0.10, 0.15, 0.11],
            Skin(inside.colour, 0.1, lift=0.06),
            18,
            0.35,
        ),
        tube([(0.36, -0.09, 0.07), (0.37, 0.09, 0.07)], [0.06, 0.06], Skin(colour("#e0dcd0"), 0.1, lift=0.10), 14, 0.6),
        tube(
            [(0.20, -0.17, 0.02), (0.17, 0.0, 0.08), (0.20, 0.17, 0.02)],
            [0.03] * 3,
            Skin(dim(cloth.colour, 1.25), 0.2, lift=0.08),
            10,
        ),
    ]
    labels = (
        ("HOOD", (0.4, 0.1, 0.03)),
        ("DOWN", (-0.2, 0, 0.08)),
        ("PILLOW", (0.36, 0, 0.12)),
        ("ZIP", (0.1, -0.17, 0.03)),
    )
    return thing(parts, labels, (-0.3, -0.7, 0.0))


def boots(paint: Paint) -> Thing:
    """Make a pair of boots."""
    leather, parts = paint.body("#2a2420", 0.5), list[Mesh]()
    for side, turn in ((-1, 0.15), (1, -0.25)):
        one = [
            loft(
                [
                    (0, -0.36, 0, 0.11, 0.13),
                    (0, -0.20, -0.01, 0.10, 0.115),
                    (0, 0.05, -0.02, 0.11, 0.125),
                    (0, 0.34, -0.03, 0.125, 0.14),
                ],
                leather,
                20,
                gap=[1e-6] * 4,
            ),
            tube(
                [(0, -0.38, -0.08), (0, -0.37, 0.06), (0, -0.40, 0.20), (0, -0.43, 0.29)],
                [0.12, 0.125, 0.11, 0.07],
                leather,
                16,
            ),
            loft([(0, 0.30, -0.03, 0.115, 0.13), (0, 0.32, -0.03, 0.115, 0.13)], Skin(colour("#0c0a08"), 0.1), 20),
            ring((0, 0.34, -0.03), 0.125, 0.016, leather, "y", 24, 8),
            plate(
                [(-0.11, -0.20), (0.11, -0.20), (0.12, 0.16), (0.08, 0.36), (-0.08, 0.36), (-0.12, 0.16)], 0.028, DARK
            )
            .turned(0.0, -math.pi / 2)
            .moved((0, -0.49, 0)),
            *[
                strip(
                    [(-0.05, -0.24 + 0.085 * i, 0.115 + 0.004 * i), (0.05, -0.22 + 0.085 * i, 0.117 + 0.004 * i)],
                    0.010,
                    Skin(colour("#8a7a5a"), 0.2, lift=0.04),
                    6,
                )
                for i in range(6)
            ],
        ]
        parts += [part.turned(turn).moved((0.19 * side, 0, 0.04 * side)) for part in one]
    labels = (
        ("LACES", (0.19, 0, 0.16)),
        ("STEEL TOE", (0.25, -0.4, 0.3)),
        ("SOLE", (-0.19, -0.5, 0.2)),
        ("HIDDEN BLADE", (-0.25, -0.48, 0.0)),
    )
    return thing(parts, labels, (-0.4, 0.2, 0.0))


def hat(paint: Paint) -> Thing:
    """Make a hat with a brim, a dented crown and a band."""
    felt = paint.body("#3a3430", 0.1)
    brim = turned_body([(0.30, -0.16), (0.48, -0.165), (0.495, -0.15), (0.46, -0.14), (0.28, -0.13)], felt, 44)
    bent = brim.corners.copy()
    bent[..., 1] += 0.10 * (np.abs(bent[..., 0]) / 0.5) ** 2 - 0.04 * (np.abs(bent[..., 2]) / 0.5) ** 2
    crown = turned_body([(0.29, -0.15), (0.275, 0.0), (0.25, 0.14), (0.20, 0.19), (0.04, 0.17)], felt, 36)
    dented = crown.corners.copy()
    high = np.clip((dented[..., 1] - 0.02) / 0.17, 0, 1)
    dented[..., 1] -= 0.10 * high * np.exp(-np.square(dented[..., 0] / 0.09))
    dented[..., 0] *= 1 - 0.18 * high * np.clip(dented[..., 2] * 4, 0, 1)
    band = turned_body(
        [(0.292, -0.14), (0.293, -0.13), (0.287, -0.06), (0.285, -0.05)], Skin(colour("#16120f"), 0.5, lift=0.02), 36
    )
    parts = [
        Mesh(bent, brim.normals, brim.colours, brim.stuff),
        Mesh(dented, crown.normals, crown.colours, crown.stuff),
        band,
    ]
    labels = (
        ("CROWN", (0, 0.15, 0.15)),
        ("BAND", (0.15, -0.1, 0.25)),
        ("BRIM", (0.45, -0.1, 0.1)),
        ("REAL FELT", (-0.2, 0.05, 0.2)),
    )
    return thing(parts, labels, (-0.5, 0.3, 0.0))


def backpack(paint: Paint) -> Thing:
    """Make a rucksack with a flap, pockets and a rolled mat."""
    cloth = paint.body("#5a6038", 0.15)
    dark, strap = Skin(dim(cloth.colour, 0.75), 0.15), Skin(colour("#33281c"), 0.3)
    parts = [
        plate(rounded(-0.30, -0.44, 0.30, 0.30, 0.10), 0.16, cloth),
        ball((0, 0.0, 0.06), (0.29, 0.42, 0.17), cloth, 16, 24),
        ball((0, 0.24, 0.05), (0.32, 0.17, 0.20), dark, 12, 24),
        plate(rounded(-0.19, -0.38, 0.19, -0.06, 0.06), 0.06, dark, 0.20),
        *[ball((0.31 * side, -0.20, 0.02), (0.08, 0.20, 0.11), dark, 10, 14) for side in (-1, 1)],
        *[strip([(x, 0.28, 0.20), (x, 0.10, 0.25), (x, -0.10, 0.27)], 0.018, strap, 6) for x in (-0.11, 0.11)],
        *[block((x, -0.10, 0.275), (0.05, 0.05, 0.02), STEEL) for x in (-0.11, 0.11)],
        rod((-0.36, 0.43, 0.0), (0.36, 0.43, 0.0), 0.10, Skin(colour("#6a4a3a"), 0.1), 18),
        *[ring((x, 0.43, 0), 0.105, 0.012, strap, "x", 20) for x in (-0.2, 0.2)],
    ]
    labels = (
        ("MAT", (0.3, 0.43, 0.08)),
        ("FLAP", (0, 0.25, 0.2)),
        ("POCKET", (0, -0.2, 0.26)),
        ("STRAP", (0.11, 0.05, 0.26)),
    )
    return thing(parts, labels, (-0.3, 0.15, 0.0))


def tent(paint: Paint) -> Thing:
    """Make a ridge tent, its door open."""
    cloth = paint.body("#5a6a38", 0.15)
    skin = Skin(cloth.colour, 0.15)
    ridge, foot, half = 0.30, -0.30, 0.42
    parts: list[Mesh] = []
    for side in (-1, 1):
        across = np.linspace(0, 1, 9)[:, None]
        along = np.linspace(-half, half, 13)[None]
        sag = 0.035 * np.sin(np.pi * across) * (1 + 0 * along)
        grid = np.stack(
            [
                side * (0.40 * across) + 0 * along - side * sag,
                ridge + (foot - ridge) * across - sag,
                along + 0 * across,
            ],
            axis=-1,
        )
        parts.append(sheet(grid, np.array([0.0, -0.4, 0.0]), skin))
    gable = [(-0.39, foot), (0.39, foot), (0.0, ridge)]
    parts += [plate(gable, 0.004, Skin(dim(cloth.colour, 0.8), 0.1), z) for z in (-half, half)]
    parts += [
        plate([(-0.16, foot), (0.16, foot), (0, 0.20)], 0.003, Skin(colour("#120e0a"), 0.1, lift=0.04), half + 0.006),
        plate(
            [(-0.16, foot), (-0.30, foot), (-0.22, -0.10), (-0.02, 0.18)],
            0.004,
            Skin(dim(cloth.colour, 1.2), 0.15, lift=0.06),
            half + 0.012,
        ),
        plate(
            [(0.16, foot), (0.30, foot), (0.22, -0.10), (0.02, 0.18)],
            0.004,
            Skin(dim(cloth.colour, 1.2), 0.15, lift=0.06),
            half + 0.012,
        ),
        rod((0, foot, half + 0.02), (0, ridge + 0.04, half + 0.02), 0.012, Skin(colour("#7a5a34"), 0.2), 8),
        *[
            rod((x, -0.02, z), (1.5 * x, foot, 1.25 * z), 0.004, Skin(colour("#d8d0b8"), 0.2), 4)
            for x in (-0.2, 0.2)
            for z in (-half, half)
        ],
        rod((0, ridge, half), (0, foot, half + 0.32), 0.004, Skin(colour("#d8d0b8"), 0.2), 4),
        rod((0, ridge, -half), (0, ridge, half), 0.008, skin, 6),
    ]
    labels = (
        ("RIDGE", (0, 0.3, 0.1)),
        ("DOOR", (0, -0.1, 0.43)),
        ("GUY ROPE", (0, 0, 0.6)),
        ("2 RUNNERS", (0.3, -0.2, 0.1)),
    )
    return thing(parts, labels, (-0.55, 0.15, 0.0))


MAKERS = {
    "sleeping_bag": sleeping_bag,
    "boots": boots,
    "hat": hat,
    "backpack": backpack,
    "tent": tent,
}
