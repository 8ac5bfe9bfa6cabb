"""What is played and ridden with: balloons, ducks, balls, boards, bicycles, teddy bears."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import DARK, RUBBER, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    ring,
    rod,
    strip,
    thing,
    turned_body,
    upright,
)


def balloon(paint: Paint) -> Thing:
    """Make a balloon on its string."""
    skin = paint.body("#d0202c", 0.95)
    drop = [
        (0.02, -0.10),
        (0.05, -0.075),
        (0.11, -0.02),
        (0.24, 0.14),
        (0.30, 0.30),
        (0.27, 0.44),
        (0.16, 0.54),
        (0.03, 0.58),
    ]
    cord = [(0.03 * math.sin(step * 1.3), -0.12 - 0.09 * step, 0.02 * math.cos(step)) for step in range(6)]
    parts = [
        turned_body(drop, skin, 36),
        turned_body([(0.05, -0.145), (0.02, -0.10)], skin, 14),
        strip(cord, 0.008, Skin(colour("#e0ddd4"), 0.3), 6),
        ball((-0.12, 0.38, 0.22), (0.035, 0.07, 0.02), Skin(WHITE, 1.0, 0.5, lift=0.05), 8, 10),
    ]
    labels = (
        ("HELIUM", (0.1, 0.3, 0.25)),
        ("KNOT", (0, -0.12, 0.03)),
        ("STRING", (0, -0.4, 0)),
        ("THIN SKIN", (-0.2, 0.2, 0.2)),
    )
    return thing(parts, labels, (-0.2, 0.05, 0.0))


def rubber_duck(paint: Paint) -> Thing:
    """Make a rubber duck."""
    skin, beak = paint.body("#f0c820", 0.85), Skin(colour("#e07018"), 0.7)
    parts = [
        ball((0.0, -0.14, 0), (0.36, 0.23, 0.27), skin, 18, 28),
        tube([(-0.25, -0.08, 0), (-0.38, 0.02, 0), (-0.46, 0.13, 0)], [0.17, 0.10, 0.02], skin, 14),
        ball((0.20, 0.22, 0), (0.21, 0.20, 0.20), skin, 18, 26),
        tube([(0.36, 0.20, 0), (0.46, 0.185, 0), (0.52, 0.20, 0)], [0.085, 0.075, 0.03], beak, 12, 1.3),
        tube(
            [(0.36, 0.16, 0), (0.45, 0.14, 0), (0.49, 0.14, 0)],
            [0.065, 0.055, 0.02],
            Skin(dim(beak.colour, 0.8), 0.6),
            12,
            1.3,
        ),
        *[
            ball((0.31, 0.29, 0.145 * side), (0.04, 0.055, 0.035), Skin(colour("#101010"), 1.0, lift=0.04), 8, 12)
            for side in (-1, 1)
        ],
        *[
            tube(
                [(0.06, -0.10, 0.25 * side), (-0.10, -0.08, 0.29 * side), (-0.28, 0.0, 0.24 * side)],
                [0.10, 0.13, 0.02],
                skin,
                12,
                0.5,
            )
            for side in (-1, 1)
        ],
    ]
    labels = (
        ("BEAK", (0.48, 0.19, 0.03)),
        ("SQUEAKER", (0, -0.3, 0.1)),
        ("WING", (-0.1, -0.08, 0.3)),
        ("EYE", (0.31, 0.29, 0.15)),
    )
    return thing(parts, labels, (-0.5, 0.15, 0.0))


def football(paint: Paint) -> Thing:
    """Make a football of black and white leather."""
    body, black = paint.body("#e4e4e0", 0.6), np.array(colour("#16161a"), np.float64)
    parts = [ball((0, 0, 0), (0.5, 0.5, 0.5), body, 44, 80)]
    golden = (1 + math.sqrt(5)) / 2
    corners = np.array(
        [spot for a in (-1, 1) for b in (-golden, golden) for spot in ((0, a, b), (a, b, 0), (b, 0, a))], np.float64
    )
    corners /= np.linalg.norm(corners, axis=1, keepdims=True)
    near = (parts[0].centres() / 0.5) @ corners.T
    seam = np.sort(near, axis=1)
    tint = np.where((near.max(axis=1) > 0.93)[:, None], black, parts[0].colours)
    stitched = ((seam[:, -1] - seam[:, -2]) < 0.035) & (seam[:, -1] <= 0.93)
    parts[0] = parts[0].tinted(np.where(stitched[:, None], tint * 0.55, tint)).turned(0.3, 0.4)
    labels = (
        ("PATCH", (0, 0.1, 0.48)),
        ("SEAM", (0.3, 0.2, 0.35)),
        ("VALVE", (-0.3, 0, 0.38)),
        ("0.9 BAR", (0, -0.35, 0.33)),
    )
    return thing(parts, labels, (0.0, 0.0, 0.0))


def skateboard(paint: Paint) -> Thing:
    """Make a skateboard on its wheels."""
    deck = paint.body("#c03a6a", 0.5)
    rows = [(-0.50, 0.05), (-0.40, -0.01), (0.40, -0.01), (0.50, 0.05)]
    parts = [
        tube([(x, y, 0) for x, y in rows], [0.10, 0.13, 0.13, 0.10], deck, 20, 1.0).moved((0, 0, 0)),
    ]
    squeeze = np.array([1.0, 0.13, 1.0])
    flat = parts[0].corners.copy()
    lift = np.interp(flat[..., 0], [-0.5, -0.38, 0.38, 0.5], [0.06, 0.0, 0.0, 0.06])
    mesh = Mesh(
        (flat - np.stack([0 * lift, lift, 0 * lift], -1)) * squeeze + np.stack([0 * lift, lift, 0 * lift], -1),
        parts[0].normals * np.array([1, 6, 1]) / 6,
        parts[0].colours,
        parts[0].stuff,
    )
    top = mesh.normals[:, 1] > 0.3
    parts = [mesh.tinted(np.where(top[:, None], np.array(colour("#26282e"), np.float64), mesh.colours))]
    for x in (-0.30, 0.30):
        parts.append(rod((x, -0.07, -0.15), (x, -0.07, 0.15), 0.018, STEEL, 10))
        parts.append(block((x, -0.04, 0), (0.06, 0.05, 0.10), STEEL))
        parts += [
            upright(turned_body([(0.045, -0.03), (0.052, 0.0), (0.045, 0.03)], Skin(colour("#e8e0b0"), 0.6), 20)).moved(
                (x, -0.07, 0.13 * side)
            )
            for side in (-1, 1)
        ]
    labels = (
        ("GRIP", (0, 0, 0.05)),
        ("TRUCK", (0.3, -0.05, 0.05)),
        ("WHEEL", (0.3, -0.07, 0.14)),
        ("TAIL", (-0.5, 0.06, 0)),
    )
    return thing(parts, labels, (-0.5, 0.5, 0.0))


def spoked_wheel(radius: float, thick: float, spokes: int = 14) -> list[Mesh]:
    """Make a wheel with wire spokes about the origin, that faces z."""
    turn = [math.tau * step / spokes for step in range(spokes)]
    return [
        ring((0, 0, 0), radius, thick, RUBBER, "z", 40, 10),
        ring((0, 0, 0), radius - thick, 0.4 * thick, STEEL, "z", 40, 8),
        *[
            rod((0, 0, 0), ((radius - thick) * math.cos(a), (radius - thick) * math.sin(a), 0), 0.12 * thick, STEEL, 5)
            for a in turn
        ],
        rod((0, 0, -1.6 * thick), (0, 0, 1.6 * thick), 1.1 * thick, STEEL, 12),
    ]


def bicycle(paint: Paint) -> Thing:
    """Make a bicycle."""
    frame = paint.body("#2a6a9a", 0.8)
    rear, front, crank = (-0.33, -0.12, 0.0), (0.33, -0.12, 0.0), (-0.06, -0.13, 0.0)
    seat, head = (-0.14, 0.20, 0.0), (0.22, 0.18, 0.0)
    parts = [part.moved(hub) for hub in (rear, front) for part in spoked_wheel(0.22, 0.018)]
    tubes = ((crank, seat), (crank, head), (seat, head), (rear, crank), (rear, (-0.125, 0.16, 0.0)))
    parts += [rod(start, end, 0.017, frame, 12) for start, end in tubes]
    parts += [
        strip([(0.20, 0.24, 0), (0.25, 0.08, 0), (0.33, -0.12, 0.03)], 0.015, frame, 10),
        strip([(0.25, 0.08, 0), (0.33, -0.12, -0.03)], 0.015, frame, 10),
        rod((0.20, 0.24, 0), (0.19, 0.30, 0), 0.013, STEEL, 10),
        strip(
            [(0.28, 0.27, 0.16), (0.20, 0.31, 0.12), (0.19, 0.30, 0), (0.20, 0.31, -0.12), (0.28, 0.27, -0.16)],
            0.014,
            STEEL,
            10,
        ),
        *[rod((0.28, 0.27, 0.12 * s), (0.32, 0.255, 0.17 * s), 0.020, DARK, 10) for s in (-1, 1)],
        rod(seat, (-0.16, 0.27, 0), 0.012, STEEL, 10),
        tube([(-0.26, 0.285, 0), (-0.16, 0.285, 0), (-0.05, 0.28, 0)], [0.06, 0.045, 0.02], DARK, 12, 1.0),
        ring((-0.06, -0.13, 0.03), 0.06, 0.010, STEEL, "z", 24, 6),
        rod((-0.06, -0.13, 0.04), (0.02, -0.22, 0.05), 0.010, STEEL, 8),
        block((0.03, -0.23, 0.08), (0.07, 0.02, 0.06), DARK),
        rod((-0.06, -0.13, -0.04), (-0.14, -0.04, -0.05), 0.010, STEEL, 8),
        block((-0.15, -0.03, -0.08), (0.07, 0.02, 0.06), DARK),
        strip([(-0.06, -0.07, 0.035), (-0.33, -0.09, 0.035)], 0.005, DARK, 5),
        strip([(-0.06, -0.19, 0.035), (-0.33, -0.15, 0.035)], 0.005, DARK, 5),
    ]
    labels = (
        ("SADDLE", (-0.16, 0.29, 0)),
        ("CRANK", (-0.06, -0.13, 0.03)),
        ("FORK", (0.29, 0.0, 0.02)),
        ("NO CHIP", (0.04, 0.02, 0)),
    )
    return thing(parts, labels, (-0.35, 0.08, 0.0))


def toy(paint: Paint) -> Thing:
    """Make a teddy bear that sits."""
    fur, pale = paint.body("#9a6a3a", 0.08), Skin(mix(paint.asked or colour("#9a6a3a"), WHITE, 0.4), 0.08)
    button = Skin(colour("#16161a"), 0.3)
    parts = [
        ball((0, -0.16, 0), (0.22, 0.26, 0.19), fur, 20, 26),
        ball((0, -0.17, 0.09), (0.15, 0.18, 0.12), pale, 14, 20),
        ball((0, 0.23, 0.03), (0.21, 0.19, 0.18), fur, 20, 26),
        ball((0, 0.17, 0.17), (0.10, 0.08, 0.09), pale, 12, 18),
        ball((0, 0.20, 0.255), (0.034, 0.025, 0.02), button, 8, 12),
        strip([(0, 0.18, 0.262), (0, 0.145, 0.262), (0.03, 0.13, 0.25)], 0.006, button, 5),
        tube(
            [(-0.12, 0.03, 0.12), (0, 0.035, 0.18), (0.12, 0.03, 0.12)], [0.03, 0.026, 0.03],
            Skin(paint.second, 0.3, 0.15), 10,
        ),
    ]  # fmt: skip
    for side in (-1, 1):
        parts += [
            ball((side * 0.16, 0.38, 0.0), (0.075, 0.075, 0.045), fur, 10, 14),
            ball((side * 0.16, 0.375, 0.035), (0.045, 0.045, 0.02), pale, 8, 12),
            ball((side * 0.075, 0.255, 0.185), (0.026, 0.028, 0.02), Skin(button.colour, 1.0), 8, 10),
            tube(
                [(side * 0.17, -0.02, 0.04), (side * 0.29, -0.12, 0.10), (side * 0.30, -0.22, 0.16)],
                [0.07, 0.075, 0.06], fur, 14,
            ),
            tube(
                [(side * 0.11, -0.34, 0.06), (side * 0.20, -0.37, 0.22), (side * 0.23, -0.36, 0.32)],
                [0.10, 0.095, 0.085], fur, 14,
            ),
            ball((side * 0.235, -0.35, 0.385), (0.070, 0.080, 0.02), pale, 8, 14),
        ]  # fmt: skip
        parts.append(
            beam((side * 0.07, 0.03, 0.17), (side * 0.13, 0.06, 0.16), 0.03, 0.05, Skin(paint.second, 0.3, 0.15))
        )
    labels = (
        ("BUTTON EYE", (0.075, 0.255, 0.2)),
        ("STITCHED", (0.05, -0.1, 0.2)),
        ("PAW", (0.235, -0.35, 0.4)),
        ("HIDDEN CHIP", (-0.1, -0.2, 0.18)),
    )
    return thing(parts, labels, (-0.35, 0.15, 0.0))


MAKERS = {
    "balloon": balloon,
    "rubber_duck": rubber_duck,
    "football": football,
    "skateboard": skateboard,
    "bicycle": bicycle,
    "toy": toy,
}
