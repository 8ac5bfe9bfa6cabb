"""What magic and mourning need: wands, totems, altars, gravestones, bones, dream catchers."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.candles import flame
from generation.sketch.models.materials import GOLD
from generation.sketch.models.mesh import Mesh, Skin, ball, tube
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
from generation.sketch.models.valuables import skull


def wand(paint: Paint) -> Thing:
    """Make a wand of gnarled wood with a crystal that glows."""
    wood = paint.body("#4a3020", 0.4)
    path = [(-0.48, 0.0, 0), (-0.30, 0.012, 0.01), (-0.05, -0.012, 0), (0.20, 0.014, 0.01), (0.36, 0.0, 0)]
    light = Skin(mix(paint.accent, WHITE, 0.3), 0.6, 1.0)
    parts = [
        tube(path, [0.034, 0.042, 0.028, 0.024, 0.020], wood, 14),
        *[ring((x, 0.008, 0.005), 0.040, 0.009, GOLD, "x", 18, 6) for x in (-0.20, -0.40)],
        tube([(0.36, 0, 0), (0.42, 0, 0), (0.50, 0, 0)], [0.016, 0.036, 0.003], light, 6),
        *[
            tube(
                [
                    (0.30, 0, 0),
                    (0.36, 0.05 * math.cos(a), 0.05 * math.sin(a)),
                    (0.42, 0.034 * math.cos(a), 0.034 * math.sin(a)),
                ],
                [0.012, 0.010, 0.004],
                GOLD,
                6,
            )
            for a in (0.3, 2.4, 4.5)
        ],
        tube(
            [(-0.30 + 0.022 * i, 0.045 * math.cos(i * 1.6), 0.045 * math.sin(i * 1.6)) for i in range(12)],
            [0.008] * 12,
            paint.lit_second(0.4),
            6,
        ),
    ]
    labels = (
        ("CRYSTAL", (0.44, 0, 0.03)),
        ("YEW", (0.1, 0, 0.03)),
        ("GRIP", (-0.3, 0, 0.04)),
        ("RUNE WIRE", (-0.15, 0.03, 0.03)),
    )
    return thing(parts, labels, (-0.3, 0.2, 0.4))


def totem(paint: Paint) -> Thing:
    """Make a totem pole of three carved and painted heads with wings on its top."""
    wood = paint.body("#8a5a34", 0.2)
    red, teal, cream = (Skin(colour(code), 0.3, lift=0.03) for code in ("#b02c20", "#1c7a78", "#e8dcb8"))
    black = Skin(colour("#141214"), 0.3, lift=0.06)
    parts: list[Mesh] = [
        turned_body([(0.13, -0.52), (0.135, -0.50), (0.13, 0.44), (0.10, 0.48), (0.03, 0.50)], wood, 28)
    ]
    for level, (y, mouth) in enumerate(((-0.34, red), (-0.02, teal), (0.30, red))):
        parts.append(ring((0, y + 0.16, 0), 0.132, 0.016, teal if level % 2 == 0 else red, "y", 28, 8))
        for side in (-1, 1):
            parts += [
                ball((0.060 * side, y + 0.05, 0.115), (0.046, 0.040, 0.03), cream, 8, 14),
                ball((0.060 * side, y + 0.05, 0.142), (0.020, 0.022, 0.012), black, 6, 10),
                tube(
                    [(0.02 * side, y + 0.09, 0.135), (0.07 * side, y + 0.115, 0.12), (0.115 * side, y + 0.08, 0.08)],
                    [0.014] * 3,
                    black,
                    8,
                ),
            ]
        parts.append(
            tube(
                [(-0.085, y - 0.08, 0.105), (0, y - 0.095, 0.14), (0.085, y - 0.08, 0.105)],
                [0.026, 0.032, 0.026],
                mouth,
                10,
            )
        )
        parts += [
            block((x, y - 0.085, 0.150), (0.022, 0.028, 0.02), Skin(WHITE, 0.4, lift=0.09))
            for x in (-0.045, -0.015, 0.015, 0.045)
        ]
        if level == 2:
            parts.append(
                tube(
                    [(0, y + 0.02, 0.13), (0, y - 0.01, 0.22), (0, y - 0.07, 0.25)],
                    [0.045, 0.04, 0.006],
                    Skin(colour("#e0a828"), 0.4, lift=0.05),
                    10,
                )
            )
        else:
            parts.append(tube([(0, y + 0.04, 0.135), (0, y - 0.02, 0.165)], [0.016, 0.034], wood, 8))
    for side in (-1, 1):
        feathers = [
            (0.12 * side, 0.36),
            (0.44 * side, 0.44),
            (0.48 * side, 0.30),
            (0.36 * side, 0.16),
            (0.12 * side, 0.18),
        ]
        parts.append(plate(feathers, 0.018, Skin(wood.colour, 0.2), 0.0))
        parts += [
            inlay([(x0 * side, y0), (x1 * side, y1), (x1 * side, y1 - 0.03), (x0 * side, y0 - 0.03)], 0.02, skin, 0.006)
            for x0, y0, x1, y1, skin in (
                (0.14, 0.35, 0.42, 0.41, red),
                (0.14, 0.29, 0.42, 0.33, teal),
                (0.14, 0.23, 0.36, 0.24, cream),
            )
        ]
    labels = (
        ("EAGLE", (0, 0.3, 0.2)),
        ("BEAR", (0, -0.02, 0.15)),
        ("WING", (0.35, 0.35, 0.02)),
        ("CEDAR", (0, -0.5, 0.13)),
    )
    return thing(parts, labels, (-0.3, 0.08, 0.0))


def altar(paint: Paint) -> Thing:
    """Make a stone altar with a cloth, candles and a bowl."""
    stone = paint.body("#75726c", 0.15)
    parts = [
        plate(rounded(-0.38, -0.40, 0.38, 0.06, 0.01), 0.20, stone),
        plate(rounded(-0.46, 0.05, 0.46, 0.14, 0.01), 0.25, Skin(dim(stone.colour, 1.15), 0.2)),
        plate(rounded(-0.44, -0.46, 0.44, -0.38, 0.01), 0.24, Skin(dim(stone.colour, 0.85), 0.1)),
        block((0, 0.142, 0), (0.30, 0.008, 0.52), Skin(colour("#6a1424"), 0.2, lift=0.02)),
        block((0, -0.02, 0.262), (0.30, 0.34, 0.008), Skin(colour("#6a1424"), 0.2, lift=0.02)),
        inlay([(-0.09, -0.12), (0.0, 0.06), (0.09, -0.12)], 0.27, paint.lit(0.6), 0.003, 2),
        turned_body([(0.05, 0.15), (0.05, 0.17), (0.11, 0.24), (0.115, 0.245), (0.02, 0.235)], GOLD, 24),
    ]
    for x, high in ((-0.36, 0.18), (-0.26, 0.11), (0.27, 0.13), (0.37, 0.20)):
        parts += [
            rod((x, 0.14, 0.04), (x, 0.14 + high, 0.04), 0.030, Skin(colour("#e8dcc0"), 0.4), 14),
            *flame(x, 0.16 + high, 0.04, 0.10),
        ]
    labels = (
        ("OFFERING", (0, 0.24, 0.1)),
        ("SIGIL", (0, -0.05, 0.27)),
        ("CANDLE", (0.37, 0.3, 0.05)),
        ("STAINS", (0.3, 0.1, 0.25)),
    )
    return thing(parts, labels, (-0.35, 0.2, 0.0), (0.0, 0.15, 0.05, 0.34))


def gravestone(paint: Paint) -> Thing:
    """Make a gravestone with a cross and a worn inscription, on a mound of earth."""
    stone = paint.body("#787c7e", 0.12)
    dark = Skin(dim(stone.colour, 0.5), 0.1)
    turn = [math.pi * step / 16 for step in range(17)]
    outline = [(-0.28, -0.44), (0.28, -0.44), *[(0.28 * math.cos(a), 0.22 + 0.26 * math.sin(a)) for a in turn]]
    parts = [
        plate(outline, 0.07, stone),
        plate(rounded(-0.34, -0.46, 0.34, -0.36, 0.02), 0.12, Skin(dim(stone.colour, 0.8), 0.1)),
        inlay([(-0.022, 0.10), (0.022, 0.10), (0.022, 0.38), (-0.022, 0.38)], 0.07, dark),
        inlay([(-0.09, 0.26), (0.09, 0.26), (0.09, 0.30), (-0.09, 0.30)], 0.07, dark),
        *[
            inlay(rounded(-w, y, w, y + 0.022, 0.008), 0.07, dark)
            for w, y in ((0.17, 0.02), (0.13, -0.05), (0.19, -0.12))
        ],
        ball((0, -0.46, 0.24), (0.34, 0.07, 0.28), Skin(colour("#3a2c20"), 0.05), 8, 22),
        *[
            tube(
                [
                    (0.3 * math.sin(i * 2.7), -0.45, 0.12 + 0.3 * ((i * 7) % 10) / 10),
                    (0.32 * math.sin(i * 2.7), -0.36, 0.13 + 0.3 * ((i * 7) % 10) / 10),
                ],
                [0.010, 0.002],
                Skin(colour("#4a6a30"), 0.1),
                4,
            )
            for i in range(40)
        ],
    ]
    labels = (
        ("R.I.P.", (0, 0.28, 0.07)),
        ("2011-2056", (0, -0.05, 0.07)),
        ("FRESH EARTH", (0.1, -0.4, 0.3)),
        ("GRANITE", (-0.2, -0.2, 0.08)),
    )
    return thing(parts, labels, (-0.35, 0.15, 0.0))


def bones(paint: Paint) -> Thing:
    """Make a heap of bones with a skull on it."""
    ivory, parts = paint.body("#d8ccac", 0.4), list[Mesh]()
    rng = np.random.default_rng(5)
    for _ in range(26):
        turn, far = rng.random() * math.tau, 0.36 * math.sqrt(rng.random())
        long, thick = 0.13 + 0.10 * rng.random(), 0.018 + 0.008 * rng.random()
        bone = [rod((-long, 0, 0), (long, 0, 0), thick, ivory, 8)]
        bone += [ball((x, 0, z), (1.5 * thick,) * 3, ivory, 6, 8) for x in (-long, long) for z in (-thick, thick)]
        way, at = (
            (rng.random() * 6, 0.3 * rng.standard_normal(), 0.35 * rng.standard_normal()),
            (far * math.cos(turn), -0.28 + 0.26 * (1 - far / 0.36) * rng.random(), 0.7 * far * math.sin(turn)),
        )
        parts += [part.turned(*way).moved(at) for part in bone]
    for index in range(5):
        x = -0.24 + 0.07 * index
        rib = [(x, -0.28, 0.28), (x + 0.02, -0.10, 0.34), (x, -0.02, 0.22), (x, -0.06, 0.10)]
        parts.append(tube(rib, [0.014, 0.016, 0.015, 0.012], ivory, 8))
    head = skull(Paint(paint.accent, paint.second, paint.asked)).mesh
    spots = head.corners.reshape(-1, 3)
    scale = 0.36 / float((spots.max(axis=0) - spots.min(axis=0)).max())
    parts.append(head.moved((0.06, 0.10, 0.06), scale))
    labels = (
        ("SKULL", (0.06, 0.15, 0.2)),
        ("RIBS", (-0.2, -0.1, 0.3)),
        ("GNAWED", (0.3, -0.25, 0.1)),
        ("FEMUR", (0.1, -0.2, 0.25)),
    )
    return thing(parts, labels, (-0.2, 0.25, 0.0))


def dreamcatcher(paint: Paint) -> Thing:
    """Make a dream catcher: a hoop with a web, beads and feathers."""
    hoop = paint.body("#7a4a2a", 0.3)
    cord = Skin(colour("#d8ccb0"), 0.3)
    parts = [ring((0, 0.18, 0), 0.30, 0.020, hoop, "z", 40, 10)]
    for level in range(3):
        far, near = 0.30 - 0.085 * level, 0.30 - 0.085 * (level + 1)
        for step in range(10):
            a, b = math.tau * (step + 0.5 * level) / 10, math.tau * (step + 0.5 + 0.5 * level) / 10
            c = math.tau * (step + 1 + 0.5 * level) / 10
            parts.append(
                strip(
                    [
                        (far * math.cos(a), 0.18 + far * math.sin(a), 0),
                        (near * math.cos(b), 0.18 + near * math.sin(b), 0),
                        (far * math.cos(c), 0.18 + far * math.sin(c), 0),
                    ],
                    0.004,
                    cord,
                    5,
                )
            )
    parts.append(ball((0, 0.18, 0), (0.03, 0.03, 0.03), paint.lit(0.7), 8, 12))
    for x, long in ((-0.20, 0.20), (0.0, 0.28), (0.20, 0.20)):
        top = 0.18 - math.sqrt(0.09 - x * x)
        parts += [
            rod((x, top, 0), (x, top - 0.10, 0), 0.005, cord, 5),
            ball((x, top - 0.06, 0), (0.018,) * 3, paint.lit_second(0.3), 6, 10),
            tube(
                [(x, top - 0.10, 0), (x + 0.02, top - 0.10 - 0.5 * long, 0.01), (x, top - 0.10 - long, 0)],
                [0.006, 0.036, 0.002],
                Skin(colour("#e0dcd4"), 0.2),
                10,
                0.2,
            ),
        ]
    labels = (
        ("WEB", (0.1, 0.25, 0)),
        ("BEAD", (0, -0.18, 0.02)),
        ("FEATHER", (0.2, -0.3, 0)),
        ("WILLOW", (-0.3, 0.18, 0)),
    )
    return thing(parts, labels, (-0.2, 0.0, 0.0))


MAKERS = {
    "wand": wand,
    "totem": totem,
    "altar": altar,
    "gravestone": gravestone,
    "bones": bones,
    "dreamcatcher": dreamcatcher,
}
