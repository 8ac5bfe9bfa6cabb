"""What runners eat: burgers, donuts, pizza, sausages, apples."""

import math

import numpy as np

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.materials import CHINA, LEAF
from generation.sketch.models.mesh import Mesh, Skin, ball, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    plate,
    ring,
    rod,
    thing,
    turned_body,
)


def burger(paint: Paint) -> Thing:
    """Make a burger with its layers and seeds."""
    bun = paint.body("#b8742c", 0.5)
    parts = [
        turned_body([(0.38, -0.34), (0.42, -0.30), (0.42, -0.20), (0.40, -0.17)], bun, 40),
        turned_body([(0.40, -0.10), (0.435, -0.08), (0.435, 0.0), (0.40, 0.02)], Skin(colour("#4a2818"), 0.3), 40),
        turned_body([(0.41, 0.05), (0.43, 0.06), (0.43, 0.10), (0.40, 0.11)], Skin(colour("#c02820"), 0.7), 40),
        turned_body([(0.42, 0.12), (0.43, 0.14), (0.37, 0.27), (0.24, 0.36), (0.06, 0.39)], bun, 40),
    ]
    frill = [
        (0.45 * math.cos(a), -0.14 + 0.035 * math.sin(a * 9), 0.45 * math.sin(a)) for a in np.linspace(0, math.tau, 90)
    ]
    parts.append(tube(frill, [0.035] * 90, Skin(colour("#5aa838"), 0.4), 8, 0.5))
    cheese = [(-0.36, -0.36), (0.36, -0.36), (0.36, 0.36), (-0.36, 0.36)]
    parts.append(plate(cheese, 0.012, Skin(colour("#f0b020"), 0.6)).turned(0.4, -math.pi / 2).moved((0, 0.035, 0)))
    for step in range(46):
        a, up = step * 2.4, 0.25 + 1.2 * ((step * 13) % 23) / 23
        x, y, z = 0.40 * math.cos(a) * math.cos(up), 0.15 + 0.245 * math.sin(up), 0.40 * math.sin(a) * math.cos(up)
        parts.append(ball((x, y, z), (0.018, 0.011, 0.012), Skin(colour("#f0dca8"), 0.4, lift=0.03), 5, 7))
    labels = (
        ("SESAME", (0, 0.38, 0.1)),
        ("SOY PATTY", (0.1, -0.04, 0.43)),
        ("CHEESE?", (-0.3, 0.04, 0.35)),
        ("LETTUCE", (0.4, -0.14, 0.2)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.0))


def donut(paint: Paint) -> Thing:
    """Make a donut with icing and sprinkles."""
    icing = paint.body("#e06a98", 0.8)
    parts = [
        ring((0, 0, 0), 0.31, 0.18, Skin(colour("#b87838"), 0.2), "y", 44, 13),
        ring((0, 0.035, 0), 0.31, 0.165, icing, "y", 44, 13),
    ]
    codes = ("#f8f0e0", "#f0c030", "#40a8e0", "#60c050", "#8a50d0")
    for step in range(70):
        a, b = step * 2.4, 0.5 + 2.1 * ((step * 17) % 29) / 29
        far, y = 0.31 + 0.168 * math.cos(b), 0.035 + 0.168 * math.sin(b)
        x, z, turn = far * math.cos(a), far * math.sin(a), step * 1.7
        way = (0.026 * math.cos(turn), 0.0, 0.026 * math.sin(turn))
        skin = Skin(colour(codes[step % 5]), 0.5, lift=0.03)
        parts.append(rod((x - way[0], y, z - way[2]), (x + way[0], y, z + way[2]), 0.010, skin, 6))
    labels = (
        ("SPRINKLES", (0.3, 0.2, 0.1)),
        ("ICING", (-0.3, 0.2, 0.1)),
        ("HOLE", (0, 0.05, 0)),
        ("DOUGH", (0.3, -0.1, 0.3)),
    )
    return thing(parts, labels, (-0.3, 0.7, 0.0))


def pizza(paint: Paint) -> Thing:
    """Make a pizza in its open box; an empty one has left crumbs."""
    card = paint.body("#b08a58", 0.15)
    parts = [
        block((0, -0.05, 0), (1.0, 0.03, 1.0), card),
        *[block((0, 0.0, z), (1.0, 0.12, 0.02), card) for z in (-0.5, 0.5)],
        *[block((x, 0.0, 0), (0.02, 0.12, 1.0), card) for x in (-0.5, 0.5)],
        block((0, 0.5, 0), (1.0, 1.0, 0.02), Skin(dim(card.colour, 1.15), 0.15))
        .turned(0.0, -0.35)
        .moved((0, 0.06, -0.5)),
    ]
    if "empty" not in paint.states:
        parts += [
            turned_body([(0.45, -0.03), (0.46, 0.0), (0.44, 0.03), (0.41, 0.02)], Skin(colour("#b87a34"), 0.2), 40),
            turned_body([(0.42, 0.018), (0.415, 0.028), (0.02, 0.03)], Skin(colour("#e0a038"), 0.5, lift=0.01), 40),
        ]
        for step in range(13):
            a, far = step * 2.4, 0.10 + 0.28 * ((step * 7) % 13) / 13
            parts.append(
                turned_body(
                    [(0.055, 0.03), (0.055, 0.04), (0.01, 0.042)],
                    Skin(colour("#a82a1c"), 0.6, lift=0.02),
                    16,
                    (far * math.cos(a), far * math.sin(a)),
                )
            )
    else:
        grease = Skin(dim(card.colour, 0.7), 0.4, lift=0.02)
        parts += [
            turned_body([(0.22, -0.032), (0.01, -0.03)], grease, 24, (0.1, 0.05)),
            tube(
                [(0.1, -0.01, 0.2), (0.2, 0.0, 0.16), (0.28, -0.01, 0.06)], [0.03] * 3, Skin(colour("#b87a34"), 0.2), 8
            ),
        ]
    labels = (
        ("LID", (0, 0.5, -0.6)),
        ("SALAMI", (0.1, 0.04, 0.1)),
        ("CRUST", (0.44, 0.02, 0.0)),
        ("CARD", (0.4, 0, 0.5)),
    )
    return thing(parts, labels, (-0.4, 0.45, 0.0))


def sausage(paint: Paint) -> Thing:
    """Make a grilled sausage in a roll, on a paper plate, with mustard."""
    skin = paint.body("#8a3c1c", 0.7)
    roll = Skin(colour("#c89048"), 0.25)
    parts: list[Mesh] = [
        turned_body([(0.40, -0.16), (0.46, -0.13), (0.50, -0.11), (0.45, -0.105), (0.02, -0.10)], CHINA, 36),
        *[
            tube(
                [(-0.34, -0.02, 0.085 * s), (0, -0.01, 0.10 * s), (0.34, -0.02, 0.085 * s)],
                [0.07, 0.10, 0.07],
                roll,
                16,
            )
            for s in (-1, 1)
        ],
        tube(
            [(-0.44, 0.06, 0), (-0.2, 0.03, 0), (0.2, 0.03, 0), (0.44, 0.06, 0)], [0.06, 0.078, 0.078, 0.06], skin, 18
        ),
        tube(
            [(-0.34 + 0.07 * i, 0.115, 0.035 * (1 if i % 2 else -1)) for i in range(11)],
            [0.018] * 11,
            Skin(colour("#e0b020"), 0.7),
            8,
        ),
    ]
    labels = (
        ("MUSTARD", (0, 0.13, 0)),
        ("SOY MEAT", (0.4, 0.05, 0.05)),
        ("ROLL", (0, 0, 0.19)),
        ("PLATE", (-0.3, -0.1, 0.35)),
    )
    return thing(parts, labels, (-0.4, 0.5, 0.0))


def apple(paint: Paint) -> Thing:
    """Make an apple with its leaf."""
    skin = paint.body("#b82024", 0.8)
    profile = [
        (0.10, -0.40),
        (0.22, -0.42),
        (0.36, -0.30),
        (0.42, -0.02),
        (0.38, 0.22),
        (0.22, 0.34),
        (0.08, 0.30),
        (0.02, 0.24),
    ]
    parts = [
        turned_body(profile, skin, 40),
        tube([(0, 0.22, 0), (0.02, 0.36, 0), (0.07, 0.48, 0)], [0.016, 0.015, 0.02], Skin(colour("#4a3018"), 0.2), 8),
        tube([(0.02, 0.36, 0), (0.16, 0.44, 0.03), (0.30, 0.38, 0.05)], [0.01, 0.07, 0.003], LEAF, 10, 0.25),
    ]
    labels = (
        ("STALK", (0.03, 0.4, 0)),
        ("LEAF", (0.2, 0.43, 0.03)),
        ("REAL FRUIT", (0.3, 0, 0.28)),
        ("NO GENES", (-0.3, -0.1, 0.28)),
    )
    return thing(parts, labels, (-0.2, 0.25, 0.0))


MAKERS = {
    "burger": burger,
    "apple": apple,
    "donut": donut,
    "pizza": pizza,
    "sausage": sausage,
}
