"""What grows or is cut: bouquets, potted plants, Christmas trees, wreaths, toadstools."""

import math

import numpy as np

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.materials import LEAF
from generation.sketch.models.mesh import Mesh, Skin, ball, tube
from generation.sketch.models.parts import Paint, Thing, plate, ring, rod, strip, thing, turned_body

STEM = Skin(colour("#3c7034"), 0.2)


def bloom(at: tuple[float, float, float], size: float, petal: Skin, turn: float = 0.0) -> list[Mesh]:
    """Make a rose's head about a place."""
    out = []
    for row, (count, reach, high, large) in enumerate(
        ((6, 0.95, -0.3, 0.75), (5, 0.6, 0.05, 0.62), (3, 0.26, 0.3, 0.5))
    ):
        for step in range(count):
            a = step * math.tau / count + 0.5 * row + turn
            shape = ball((0, 0, 0), (large * size, large * size, 0.36 * size), petal, 6, 10)
            shape = shape.turned(0.0, -0.55 + 0.2 * row).turned(math.pi / 2 - a)
            shape = shape.tinted(shape.colours * (0.72 + 0.14 * row + 0.08 * (step % 2)))
            x, y, z = at
            out.append(shape.moved((x + reach * size * math.cos(a), y + high * size, z + reach * size * math.sin(a))))
    return out


def bouquet(paint: Paint) -> Thing:
    """Make a bouquet of roses in paper, with a ribbon."""
    petal, paper = paint.body("#b8182c", 0.3), Skin(colour("#d8ccb4"), 0.2)
    cone = [(0.07, -0.22), (0.12, -0.08), (0.24, 0.12), (0.30, 0.20)]
    parts: list[Mesh] = [
        turned_body(cone, paper, 24),
        ring((0, -0.20, 0), 0.075, 0.022, Skin(colour("#c02a40"), 0.7), "y", 22, 8),
        *[
            tube(
                [(0, -0.20, 0.07), (0.09 * s, -0.14, 0.12), (0.14 * s, -0.21, 0.10), (0, -0.20, 0.07)],
                [0.012, 0.03, 0.03, 0.012],
                Skin(colour("#c02a40"), 0.7),
                8,
                0.4,
            )
            for s in (-1, 1)
        ],
        *[
            rod(
                (0.03 * math.cos(a), -0.20, 0.03 * math.sin(a)),
                (0.07 * math.cos(a), -0.50, 0.07 * math.sin(a)),
                0.012,
                STEM,
                8,
            )
            for a in np.linspace(0, math.tau, 8)[:-1].tolist()
        ],
    ]
    for step in range(11):
        far, a = (0.0 if step == 0 else 0.14 if step < 5 else 0.26), step * 2.4
        at = (far * math.cos(a), 0.34 - 0.5 * far, far * math.sin(a))
        parts += bloom(at, 0.075, petal, a)
    for step in range(9):
        a = step * 0.7 + 0.3
        tip = (0.36 * math.cos(a), 0.24, 0.36 * math.sin(a))
        parts.append(
            tube(
                [(0.18 * math.cos(a), 0.12, 0.18 * math.sin(a)), (0.30 * math.cos(a), 0.22, 0.30 * math.sin(a)), tip],
                [0.02, 0.05, 0.003],
                LEAF,
                8,
                0.3,
            )
        )
    labels = (
        ("ROSES: 11", (0, 0.38, 0.08)),
        ("PAPER", (0.1, 0.0, 0.15)),
        ("RIBBON", (0, -0.2, 0.08)),
        ("CARD?", (0.2, 0.2, 0.2)),
    )
    return thing(parts, labels, (-0.2, 0.25, 0.0))


def rose(paint: Paint) -> Thing:
    """Make a single cut rose with its thorns and leaves."""
    petal = paint.body("#b8182c", 0.35)
    parts: list[Mesh] = [
        tube(
            [(-0.50, -0.02, 0), (-0.2, 0.03, 0), (0.10, 0.0, 0), (0.30, 0.02, 0)],
            [0.014, 0.014, 0.013, 0.022],
            STEM,
            10,
        ),
        *[part.turned(0.0, 0.0, -math.pi / 2).moved((0.36, 0.02, 0)) for part in bloom((0, 0, 0), 0.10, petal)],
        ball((0.29, 0.02, 0), (0.05, 0.055, 0.055), STEM, 8, 12),
        *[
            tube([(x, 0.01, 0), (x - 0.02, 0.05 * s, 0.01)], [0.010, 0.001], STEM, 6)
            for x, s in ((-0.4, 1), (-0.28, -1), (-0.1, 1), (0.05, -1))
        ],
    ]
    for x, side in ((-0.22, 1), (-0.02, -1), (-0.08, 1)):
        rows = [(x, 0.02 * side, 0), (x + 0.09, 0.10 * side, 0.03), (x + 0.20, 0.15 * side, 0.02)]
        parts.append(tube(rows, [0.01, 0.055, 0.003], LEAF, 10, 0.2))
    labels = (
        ("PETAL", (0.4, 0.05, 0.08)),
        ("THORN", (-0.4, 0.04, 0.01)),
        ("LEAF", (0.05, -0.1, 0.02)),
        ("STEM", (-0.45, -0.02, 0.01)),
    )
    return thing(parts, labels, (-0.2, 0.3, 0.3))


def potted_plant(paint: Paint) -> Thing:
    """Make a plant with broad leaves in a pot."""
    pot = paint.body("#a85a38", 0.3)
    parts: list[Mesh] = [
        turned_body([(0.14, -0.50), (0.15, -0.49), (0.21, -0.20), (0.22, -0.19)], pot, 30),
        turned_body([(0.225, -0.20), (0.24, -0.19), (0.24, -0.13), (0.22, -0.12)], pot, 30),
        turned_body([(0.215, -0.135), (0.21, -0.125), (0.02, -0.115)], Skin(colour("#2a1c12"), 0.05, lift=0.02), 28),
    ]
    for step in range(16):
        a, high = step * 2.4, 0.08 + 0.38 * ((step * 7) % 16) / 16
        c, s = math.cos(a), math.sin(a)
        reach = 0.16 + 0.12 * (1 - high)
        rows = [
            (0.03 * c, -0.13, 0.03 * s),
            (0.4 * reach * c, -0.13 + 0.7 * high, 0.4 * reach * s),
            (reach * c, high, reach * s),
        ]
        parts.append(strip(rows, 0.008, STEM, 6))
        leaf = Skin(dim(LEAF.colour, 0.85 + 0.09 * (step % 5)), 0.4)
        end = (1.9 * reach * c, high - 0.06, 1.9 * reach * s)
        mid = (1.4 * reach * c, high + 0.035, 1.4 * reach * s)
        parts.append(tube([rows[2], mid, end], [0.02, 0.075, 0.003], leaf, 10, 0.25))
    labels = (
        ("LEAF", (0.2, 0.3, 0.1)),
        ("POT", (0.15, -0.3, 0.15)),
        ("SOIL", (0, -0.12, 0.1)),
        ("PLASTIC?", (-0.2, 0.2, 0.1)),
    )
    return thing(parts, labels, (-0.2, 0.2, 0.0))


def christmas_tree(paint: Paint) -> Thing:
    """Make a Christmas tree with lights, baubles, a star and presents."""
    rng = np.random.default_rng(4)
    needles = paint.body("#1e5a34", 0.15)
    parts: list[Mesh] = [rod((0, -0.50, 0), (0, -0.30, 0), 0.035, Skin(colour("#4a3020"), 0.2), 12)]
    for level in range(8):
        y, wide = -0.36 + 0.107 * level, 0.34 * (1 - level / 8.2)
        count = 20 - 2 * level
        for step in range(count):
            a = math.tau * (step + 0.5 * (level % 2)) / count
            c, s = math.cos(a), math.sin(a)
            tone = Skin(dim(needles.colour, 0.75 + 0.5 * float(rng.random())), 0.15)
            parts.append(
                tube(
                    [
                        (0.1 * wide * c, y + 0.12, 0.1 * wide * s),
                        (0.6 * wide * c, y + 0.05, 0.6 * wide * s),
                        (wide * c, y, wide * s),
                    ],
                    [0.012 + 0.12 * wide, 0.010 + 0.10 * wide, 0.006],
                    tone,
                    7,
                    0.7,
                )
            )
    codes = ("#e02838", "#f0c040", "#4090f0", "#e050b0", "#f0f0e0")
    for step in range(46):
        t = (step + 0.5) / 46
        y, wide, a = -0.36 + 0.76 * t, 0.36 * (1 - 0.94 * t), step * 2.4
        lamp = step % 2 == 0
        skin = Skin(colour(codes[step % 5]), 0.9, 0.9 if lamp else 0.0, lift=0.03)
        parts.append(ball((wide * math.cos(a), y, wide * math.sin(a)), (0.012 if lamp else 0.026,) * 3, skin, 7, 10))
    star = [
        (r * math.sin(k * math.pi / 5), 0.50 + r * math.cos(k * math.pi / 5))
        for k in range(10)
        for r in [0.075 if k % 2 == 0 else 0.03]
    ]
    parts.append(plate(star, 0.016, Skin(colour("#ffd860"), 0.8, 0.7)))
    for x, z, size, code in (
        (-0.22, 0.22, 0.10, "#c82a34"),
        (0.20, 0.26, 0.08, "#2a6ac0"),
        (0.02, 0.32, 0.07, "#d8b040"),
    ):
        parts.append(
            plate(
                [(-size, -size), (size, -size), (size, size * 0.7), (-size, size * 0.7)], size, Skin(colour(code), 0.5)
            )
            .turned(x * 4)
            .moved((x, -0.50 + size, z))
        )
    labels = (
        ("STAR", (0, 0.5, 0.02)),
        ("BAUBLE", (0.2, -0.1, 0.2)),
        ("PRESENTS", (0, -0.45, 0.35)),
        ("NORDMANN", (-0.3, -0.3, 0.1)),
    )
    return thing(parts, labels, (-0.2, 0.12, 0.0))


def wreath(paint: Paint) -> Thing:
    """Make a wreath of fir with a bow and berries."""
    green = paint.body("#24582e", 0.2)
    parts: list[Mesh] = [ring((0, 0, 0), 0.34, 0.06, green, "z", 40, 10)]
    for step in range(130):
        a, b = step * math.tau / 130, step * 2.4
        x, y, z = (
            (0.34 + 0.05 * math.cos(b)) * math.cos(a),
            (0.34 + 0.05 * math.cos(b)) * math.sin(a),
            0.05 * math.sin(b),
        )
        way = (
            0.10 * math.cos(a + 0.9 + 0.5 * math.sin(b)),
            0.10 * math.sin(a + 0.9 + 0.5 * math.sin(b)),
            0.09 * math.sin(b),
        )
        tone = Skin(dim(green.colour, 0.8 + 0.5 * ((step * 7) % 10) / 10), 0.2)
        parts.append(tube([(x, y, z), (x + way[0], y + way[1], z + way[2])], [0.022, 0.004], tone, 6))
    red = Skin(colour("#c01c2c"), 0.8, lift=0.06)
    parts += [
        ball((0.34 * math.cos(a), 0.34 * math.sin(a), 0.10), (0.03,) * 3, red, 8, 10)
        for a in (0.2, 0.9, 1.8, 2.6, 3.4, 5.9, 6.1, 2.7)
    ]
    bow = Skin(colour("#b81c30"), 0.6, lift=0.06)
    for side in (-1, 1):
        parts += [
            tube(
                [(0, -0.34, 0.10), (0.12 * side, -0.27, 0.14), (0.18 * side, -0.35, 0.12), (0, -0.34, 0.10)],
                [0.02, 0.05, 0.05, 0.02],
                bow,
                10,
                0.4,
            ),
            tube(
                [(0, -0.34, 0.10), (0.08 * side, -0.46, 0.10), (0.12 * side, -0.56, 0.10)],
                [0.02, 0.035, 0.04],
                bow,
                8,
                0.3,
            ),
        ]
    labels = (
        ("BOW", (0, -0.34, 0.14)),
        ("BERRY", (0.3, 0.15, 0.12)),
        ("FIR", (-0.34, 0, 0.08)),
        ("WIRE", (0, 0.34, 0.05)),
    )
    return thing(parts, labels, (-0.15, 0.0, 0.0))


def mushroom(paint: Paint) -> Thing:
    """Make toadstools with spotted caps."""
    cap, foot = paint.body("#c02820", 0.6), Skin(colour("#e4dcc8"), 0.2)
    parts: list[Mesh] = []
    for x, z, size in ((0.0, 0.0, 1.0), (-0.30, 0.10, 0.6), (0.30, 0.14, 0.45)):
        one = [
            turned_body([(0.11, -0.50), (0.10, -0.40), (0.075, -0.15), (0.07, 0.02)], foot, 20),
            ring((0, -0.02, 0), 0.09, 0.025, foot, "y", 22, 8),
            turned_body([(0.28, 0.03), (0.32, 0.05), (0.28, 0.18), (0.17, 0.28), (0.04, 0.32)], cap, 32),
        ]
        for step in range(12):
            a, up = step * 2.4, 0.25 + 1.1 * ((step * 5) % 12) / 12
            spot = (0.31 * math.cos(up) * math.cos(a), 0.05 + 0.27 * math.sin(up), 0.31 * math.cos(up) * math.sin(a))
            one.append(ball(spot, (0.034, 0.026, 0.034), Skin(colour("#f0e8d8"), 0.2, lift=0.03), 6, 10))
        parts += [part.moved((x, -0.5 + 0.5 * size, z), size) for part in one]
    labels = (
        ("CAP", (0, 0.3, 0.1)),
        ("SPOTS", (0.2, 0.2, 0.2)),
        ("RING", (0, -0.02, 0.1)),
        ("REAGENT", (-0.3, -0.3, 0.2)),
    )
    return thing(parts, labels, (-0.2, 0.2, 0.0))


MAKERS = {
    "bouquet": bouquet,
    "rose": rose,
    "potted_plant": potted_plant,
    "christmas_tree": christmas_tree,
    "wreath": wreath,
    "mushroom": mushroom,
}
