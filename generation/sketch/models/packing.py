"""What things are packed in: crates, boxes, presents, shipping containers."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Skin, ball, tube
from generation.sketch.models.parts import Paint, Thing, block, inlay, plate, rod, rounded, thing


def crate(paint: Paint) -> Thing:
    """Make a crate of planks; an open one stands without its lid."""
    wood = paint.body("#94683a", 0.15)
    rail, gap = Skin(dim(wood.colour, 1.25), 0.15), Skin(dim(wood.colour, 0.35), 0.1)
    parts = [plate(rounded(-0.40, -0.32, 0.40, 0.32, 0.005), 0.32, wood)]
    for side in range(4):
        half = 0.40 if side % 2 == 0 else 0.32
        face = [inlay(rounded(-half, y, half, y + 0.010, 0.003), 0.0, gap, 0.002) for y in (-0.17, -0.01, 0.15)]
        face += [block((0, y, 0.012), (2 * half + 0.03, 0.085, 0.03), rail) for y in (-0.285, 0.285)]
        face += [block((x * (half - 0.03), 0, 0.012), (0.085, 0.49, 0.03), rail) for x in (-1, 1)]
        face.append(
            tube(
                [(-half + 0.08, -0.22, 0.014), (half - 0.08, 0.22, 0.014)],
                [0.035, 0.035],
                Skin(rail.colour, 0.15, lift=0.04),
                4,
                0.4,
            )
        )
        face += [ball((x * (half - 0.03), y, 0.03), (0.010,) * 3, DARK, 5, 6) for x in (-1, 1) for y in (-0.27, 0.27)]
        far = 0.32 if side % 2 == 0 else 0.40
        parts += [part.moved((0, 0, far)).turned(side * math.pi / 2) for part in face]
    if "open" in paint.states or "full" in paint.states:
        parts += [
            block((0, 0.325, 0), (0.74, 0.004, 0.58), Skin(colour("#140d08"), 0.1, lift=0.02)),
            *[block((0, 0.34, z), (0.86, 0.05, 0.05), rail) for z in (-0.32, 0.32)],
            *[block((x, 0.34, 0), (0.05, 0.05, 0.6), rail) for x in (-0.40, 0.40)],
        ]
    else:
        parts += [block((x, 0.33, 0), (0.125, 0.03, 0.66), wood) for x in np.linspace(-0.34, 0.34, 6).tolist()]
    labels = (
        ("LID", (0.1, 0.34, 0.1)),
        ("BRACE", (0, 0, 0.34)),
        ("NAIL", (0.37, 0.27, 0.34)),
        ("HANDLE", (0.4, 0, 0)),
    )
    return thing(parts, labels, (-0.5, 0.3, 0.0), (0.0, 0.33, 0.0, 0.55))


def box(paint: Paint) -> Thing:
    """Make a cardboard box with a strip of tape; an open one has its flaps up."""
    card = paint.body("#a8804c", 0.1)
    dark, half = Skin(dim(card.colour, 0.75), 0.1), 0.30
    opened = "open" in paint.states or "full" in paint.states or "empty" in paint.states
    parts = [plate(rounded(-0.40, -half, 0.40, half, 0.004), 0.32, card)]
    if opened:
        parts.append(block((0, half + 0.002, 0), (0.78, 0.004, 0.62), Skin(colour("#181008"), 0.1, lift=0.03)))
        for side in (-1, 1):
            flap = block((0, 0, 0.09), (0.80, 0.012, 0.18), Skin(dim(card.colour, 1.15), 0.1))
            parts.append(flap.turned(0.0, -0.75).moved((0, half, 0.32)).turned(0.0 if side > 0 else math.pi))
            wing = block((0, 0, 0.09), (0.64, 0.012, 0.18), Skin(dim(card.colour, 1.05), 0.1))
            parts.append(wing.turned(0.0, -0.4).moved((0, half, 0.40)).turned(side * math.pi / 2))
    else:
        parts += [
            block((0, half + 0.004, 0), (0.80, 0.006, 0.10), Skin(colour("#c8b078"), 0.7, lift=0.03)),
            block((0, half + 0.003, 0), (0.80, 0.004, 0.008), Skin(dark.colour, 0.1, lift=0.05)),
            block((0.402, 0.22, 0), (0.004, 0.16, 0.10), Skin(colour("#c8b078"), 0.7, lift=0.03)),
        ]
    parts += [
        inlay(rounded(-0.30, -0.10, -0.02, 0.10, 0.004), 0.32, Skin(colour("#e4ddc8"), 0.2), 0.003),
        *[
            inlay(rounded(-0.27, 0.05 - 0.04 * i, -0.08, 0.065 - 0.04 * i, 0.002), 0.323, DARK, 0.002, 2)
            for i in range(4)
        ],
        inlay(
            [(0.20, -0.02), (0.26, -0.02), (0.26, 0.08), (0.29, 0.08), (0.23, 0.16), (0.17, 0.08), (0.20, 0.08)],
            0.32,
            dark,
            0.003,
        ),
    ]
    labels = (
        ("TAPE", (0.2, 0.31, 0.0)),
        ("LABEL", (-0.2, 0, 0.33)),
        ("THIS WAY UP", (0.23, 0.08, 0.33)),
        ("DENT", (0.4, -0.2, 0.2)),
    )
    return thing(parts, labels, (-0.5, 0.35, 0.0), (0.0, half, 0.0, 0.6))


def gift_box(paint: Paint) -> Thing:
    """Make a present with a ribbon and a bow."""
    paper, ribbon = paint.body("#2a7a48", 0.6), Skin(colour("#d02838"), 0.7)
    if paint.asked is not None and paint.asked[0] > 150 and paint.asked[1] < 90:
        ribbon = Skin(colour("#e8c860"), 0.8)
    parts = [
        plate(rounded(-0.36, -0.36, 0.36, 0.20, 0.01), 0.36, paper),
        plate(rounded(-0.39, 0.12, 0.39, 0.24, 0.01), 0.39, Skin(dim(paper.colour, 1.15), 0.6)),
        *[block((0, -0.06, z), (0.11, 0.60, 0.012), ribbon) for z in (-0.395, 0.395)],
        *[block((x, -0.06, 0), (0.012, 0.60, 0.11), ribbon) for x in (-0.395, 0.395)],
        block((0, 0.245, 0), (0.79, 0.012, 0.11), Skin(ribbon.colour, 0.7, lift=0.03)),
        block((0, 0.245, 0), (0.11, 0.012, 0.79), Skin(ribbon.colour, 0.7, lift=0.03)),
        ball((0, 0.29, 0), (0.06, 0.05, 0.06), ribbon, 10, 14),
    ]
    for turn in (0.5, 2.6, 3.7, 5.7):
        c, s = math.cos(turn), math.sin(turn)
        loop = [
            (0, 0.28, 0),
            (0.16 * c, 0.42, 0.16 * s),
            (0.28 * c, 0.38, 0.28 * s),
            (0.18 * c, 0.28, 0.18 * s),
            (0, 0.28, 0),
        ]
        parts.append(tube(loop, [0.03, 0.05, 0.055, 0.05, 0.03], ribbon, 10, 0.35))
    labels = (
        ("BOW", (0.1, 0.38, 0.05)),
        ("LID", (0.3, 0.2, 0.39)),
        ("TICKING?", (-0.2, -0.2, 0.37)),
        ("RIBBON", (0, -0.1, 0.4)),
    )
    return thing(parts, labels, (-0.5, 0.35, 0.0))


def container(paint: Paint) -> Thing:
    """Make a shipping container with corrugated sides and barred doors."""
    body = paint.body("#8a3a28", 0.35)
    dark, light = Skin(dim(body.colour, 0.6), 0.3), Skin(dim(body.colour, 1.2), 0.4)
    long, high, deep = 1.0, 0.43, 0.20
    parts = [
        plate([(-long / 2, -high / 2), (long / 2, -high / 2), (long / 2, high / 2), (-long / 2, high / 2)], deep, body)
    ]
    for index in range(22):
        x = -0.465 + 0.0443 * index
        parts += [block((x, 0, z), (0.020, 0.36, 0.014), light) for z in (-deep, deep)]
    frame = [block((0, y, z), (1.02, 0.035, 0.035), dark) for y in (-0.205, 0.205) for z in (-deep, deep)]
    frame += [block((x, 0, z), (0.035, 0.44, 0.035), dark) for x in (-0.495, 0.495) for z in (-deep, deep)]
    parts += [*frame, block((0.505, 0, 0), (0.008, 0.38, 0.012), dark)]
    for z in (-0.14, -0.06, 0.06, 0.14):
        parts += [
            rod((0.512, -0.19, z), (0.512, 0.19, z), 0.008, STEEL, 8),
            block((0.515, -0.04, z), (0.01, 0.02, 0.06), STEEL),
        ]
    parts.append(
        block((-0.18, 0.05, deep + 0.012), (0.28, 0.09, 0.004), Skin(mix(body.colour, WHITE, 0.75), 0.3, lift=0.04))
    )
    labels = (
        ("BAR", (0.515, 0.1, 0.06)),
        ("RIB", (0.1, 0.0, 0.21)),
        ("CORNER", (0.49, 0.2, 0.2)),
        ("MARK", (-0.18, 0.05, 0.22)),
    )
    return thing(parts, labels, (-0.9, 0.15, 0.0))


MAKERS = {"crate": crate, "box": box, "gift_box": gift_box, "container": container}
