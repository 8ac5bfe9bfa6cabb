"""What stands about at home: candles, tubs, mirrors, refrigerators, trid sets, ladders, jars."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import DARK, OLD_BRASS, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, loft, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    inlay,
    inward,
    open_body,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
    upright,
)

FLAME, CORE = Skin(colour("#ffb040"), 0.0, 1.0), Skin(colour("#fff0c0"), 0.0, 1.0, lift=0.06)


def flame(x: float, y: float, z: float, size: float) -> list[Mesh]:
    """Make the flame of a wick."""
    rows = [(x, y, z), (x, y + 0.4 * size, z), (x + 0.05 * size, y + size, z)]
    low = [(x, y + 0.1 * size, z), (x, y + 0.3 * size, z), (x, y + 0.6 * size, z)]
    return [
        tube(rows, [0.12 * size, 0.24 * size, 0.01 * size], FLAME, 12),
        tube(low, [0.06 * size, 0.11 * size, 0.01 * size], CORE, 10),
    ]


def candle(paint: Paint) -> Thing:
    """Make a thick candle on a dish, with wax that has run down."""
    wax = paint.body("#e8dcc0", 0.5)
    parts = [
        turned_body([(0.30, -0.50), (0.34, -0.48), (0.36, -0.43), (0.33, -0.43), (0.20, -0.47)], OLD_BRASS, 36),
        ring((0.40, -0.44, 0.0), 0.08, 0.016, OLD_BRASS, "z", 20),
        turned_body([(0.17, -0.47), (0.17, 0.16), (0.165, 0.19), (0.12, 0.17), (0.03, 0.165)], wax, 32),
        rod((0, 0.16, 0), (0.005, 0.235, 0), 0.010, DARK, 8),
        *flame(0.0, 0.225, 0.0, 0.27),
    ]
    for turn, long in ((0.4, 0.24), (1.7, 0.38), (2.9, 0.16), (4.1, 0.30), (5.4, 0.20)):
        x, z = 0.165 * math.cos(turn), 0.165 * math.sin(turn)
        rows = [(x, 0.185, z), (1.08 * x, 0.19 - 0.5 * long, 1.08 * z), (1.08 * x, 0.19 - long, 1.08 * z)]
        parts.append(tube(rows, [0.030, 0.026, 0.036], wax, 10))
    labels = (
        ("WICK", (0, 0.2, 0)),
        ("WAX", (0.1, -0.1, 0.13)),
        ("DISH", (0.25, -0.45, 0.2)),
        ("FLAME", (0, 0.4, 0)),
    )
    return thing(parts, labels, (-0.3, 0.2, 0.0))


def bathtub(paint: Paint) -> Thing:
    """Make a tub on claw feet with water in it and a tap."""
    white = paint.body("#e4e6e8", 0.9)
    outer = [(0, -0.22, 0, 0.34, 0.17), (0, -0.17, 0, 0.40, 0.20), (0, 0.0, 0, 0.46, 0.235), (0, 0.10, 0, 0.485, 0.25)]
    inner = [(0, -0.12, 0, 0.38, 0.18), (0, 0.0, 0, 0.43, 0.21), (0, 0.112, 0, 0.46, 0.228)]
    parts = [
        loft(outer, white, 36, gap=[1e-6] * 4),
        inward(loft(inner, Skin(dim(white.colour, 0.9), 0.7), 36, gap=[1e-6] * 3)),
        tube(
            [(0.472 * math.cos(a), 0.108, 0.24 * math.sin(a)) for a in np.linspace(0, math.tau, 41).tolist()],
            [0.022] * 41,
            white,
            10,
        ),
        loft(
            [(0, 0.02, 0, 0.435, 0.212), (0, 0.03, 0, 0.437, 0.214)], Skin(colour("#5a9ab8"), 1.0, 0.06, lift=0.03), 36
        ),
        tube([(-0.50, 0.06, 0), (-0.50, 0.24, 0), (-0.44, 0.27, 0), (-0.40, 0.22, 0)], [0.018] * 4, STEEL, 10),
    ]
    for side in (-1, 1):
        parts.append(ball((-0.50, 0.20, 0.05 * side), (0.02, 0.03, 0.03), STEEL, 6, 10))
        for x in (-0.30, 0.30):
            rows = [(x, -0.18, 0.15 * side), (1.12 * x, -0.25, 0.19 * side), (1.08 * x, -0.30, 0.19 * side)]
            parts.append(tube(rows, [0.04, 0.03, 0.035], OLD_BRASS, 10))
    labels = (
        ("TAP", (-0.44, 0.26, 0)),
        ("ENAMEL", (0.2, -0.1, 0.2)),
        ("CLAW FOOT", (0.33, -0.28, 0.18)),
        ("REAL WATER", (0, 0.01, 0)),
    )
    return thing(parts, labels, (-0.3, 0.45, 0.0), (0.0, 0.0, 0.0, 0.30))


def mirror(paint: Paint) -> Thing:
    """Make an oval mirror in a gilt frame; a broken one has cracks, and a piece is out of it."""
    oval = [(0.30 * math.cos(a), 0.44 * math.sin(a)) for a in np.linspace(0, math.tau, 41)[:-1].tolist()]
    frame = [(1.0 * x, 1.0 * y, 0.02) for x, y in (*oval, oval[0])]
    glass = Skin(colour("#7f98ac"), 1.0, 0.10)
    parts = [
        plate([(1.04 * x, 1.02 * y) for x, y in oval], 0.02, Skin(colour("#2a2018"), 0.2), -0.02),
        inlay([(0.95 * x, 0.96 * y) for x, y in oval], 0.012, glass, 0.006),
        tube(frame, [0.045] * len(frame), paint.body("#b8924a", 0.9), 12),
        *[ball((x, y, 0.05), (0.03, 0.03, 0.02), paint.body("#d8b468", 0.9), 6, 10) for x, y in frame_knobs()],
        inlay([(-0.20, 0.10), (-0.02, 0.33), (0.06, 0.33), (-0.20, 0.0)], 0.02, replace(glass, glow=0.28), 0.003, 2),
        inlay([(0.02, -0.34), (0.24, 0.02), (0.24, -0.06), (0.08, -0.34)], 0.02, replace(glass, glow=0.22), 0.003, 2),
    ]
    if "broken" in paint.states:
        parts += _cracks()
    labels = (
        ("GLASS", (0.0, 0.1, 0.02)),
        ("GILT FRAME", (0.29, 0.1, 0.05)),
        ("KNOB", (0, 0.44, 0.05)),
        ("REFLECTION", (-0.1, 0.2, 0.02)),
    )
    return thing(parts, labels, (-0.3, 0.1, 0.0))


def frame_knobs() -> list[tuple[float, float]]:
    """Return where the knobs of a mirror's frame are."""
    return [(0.30 * math.cos(a), 0.44 * math.sin(a)) for a in np.linspace(0, math.tau, 13)[:-1].tolist()]


def _cracks() -> list[Mesh]:
    """Make the star of cracks in a broken mirror, with a hole where it was struck."""
    out, middle = list[Mesh](), (0.05, 0.06)
    black = Skin(colour("#08090c"), 0.1, lift=0.12)
    for index in range(9):
        turn, long = index * 0.70 + 0.2 * math.sin(index * 5), 0.24 + 0.07 * math.sin(index * 3.1)
        way = (math.cos(turn), 1.35 * math.sin(turn))
        aside = (-0.03 * way[1], 0.03 * way[0])
        ends = [
            (middle[0] + long * t * way[0] + s * aside[0], middle[1] + long * t * way[1] + s * aside[1], 0.03)
            for t, s in ((0.0, 0), (0.4, 1), (0.7, -1), (1.0, 0.5))
        ]
        out.append(strip(ends, 0.006, black, 5))
        side = 0.5 * long
        turn2 = turn + 0.70
        other = (middle[0] + side * math.cos(turn2), middle[1] + 1.35 * side * math.sin(turn2), 0.03)
        out.append(strip([(middle[0] + side * way[0], middle[1] + side * way[1], 0.03), other], 0.005, black, 5))
    reach = [0.07 + 0.06 * ((step * 5) % 7) / 6 for step in range(13)]
    hole = [
        (0.05 + far * math.cos(step * 0.483), 0.06 + 1.2 * far * math.sin(step * 0.483))
        for step, far in enumerate(reach)
    ]
    out.append(plate(hole, 0.002, black, 0.03))
    return out


def fridge(paint: Paint) -> Thing:
    """Make a rounded refrigerator; an open one shows its lit shelves."""
    body = paint.body("#c4ccd0", 0.8)
    opened = "open" in paint.states or "full" in paint.states
    outer = rounded(-0.23, -0.50, 0.23, 0.50, 0.05)
    door = plate(outer, 0.035, body)
    handle = [strip([(0.17, y, 0.06), (0.17, y + 0.18, 0.06)], 0.014, STEEL, 8) for y in (-0.12, 0.24)]
    badge = inlay(rounded(-0.12, 0.40, 0.02, 0.43, 0.008), 0.036, STEEL, 0.004)
    seam = inlay(rounded(-0.225, 0.165, 0.225, 0.178, 0.004), 0.036, DARK, 0.003)
    front = joined([door, *handle, badge, seam])
    parts = [plate(outer, 0.20, body, -0.03)]
    if opened:
        lit, cold = Skin(colour("#e8f2f6"), 0.3, 0.42), Skin(colour("#9fb4bc"), 0.4, 0.30)
        parts += [
            inlay(rounded(-0.20, -0.47, 0.20, 0.47, 0.03), 0.175, cold, 0.004),
            *[block((0, y, 0.17), (0.40, 0.016, 0.10), replace(lit, lift=0.12)) for y in (-0.25, -0.02, 0.20)],
            front.moved((0.23, 0, 0)).turned(-1.9).moved((-0.23, 0, 0.19)),
        ]
        if "empty" not in paint.states:
            parts += _groceries()
    else:
        parts.append(front.moved((0, 0, 0.205)))
    parts += [rod((x, -0.52, z), (x, -0.49, z), 0.02, DARK, 8) for x in (-0.18, 0.18) for z in (-0.18, 0.12)]
    labels = (
        ("HANDLE", (0.17, 0.0, 0.24)),
        ("SEAL", (0.22, 0.17, 0.2)),
        ("COOLANT", (-0.2, -0.4, 0.1)),
        ("ICE BOX", (0, 0.33, 0.2)),
    )
    return thing(parts, labels, (-0.4, 0.15, 0.0), (0.0, -0.24, 0.17, 0.30))


def _groceries() -> list[Mesh]:
    """Make what stands on the shelves of a refrigerator."""

    def tint(code: str) -> Skin:
        return Skin(colour(code), 0.6, 0.12, lift=0.16)

    return [
        rod((-0.13, -0.01, 0.19), (-0.13, 0.12, 0.19), 0.030, tint("#3a8a50"), 12),
        rod((-0.05, 0.0, 0.19), (-0.05, 0.09, 0.19), 0.035, tint("#b83030"), 12),
        block((0.09, 0.05, 0.19), (0.14, 0.10, 0.05), tint("#d8c040")),
        ball((0.08, 0.25, 0.19), (0.05, 0.05, 0.05), tint("#d87830"), 8, 12),
        block((-0.10, 0.25, 0.19), (0.14, 0.07, 0.05), tint("#e8e4dc")),
    ]


def trid(paint: Paint) -> Thing:
    """Make a trid set: a deep case, a bulging screen that flickers, knobs and an aerial."""
    body = paint.body("#4a3a30", 0.4)
    broken = "broken" in paint.states
    screen = Skin(colour("#0a0c10"), 0.9) if broken else Skin(mix(paint.accent, WHITE, 0.1), 0.6, 0.35)
    parts = [
        plate(rounded(-0.48, -0.36, 0.48, 0.30, 0.05), 0.16, body),
        plate(rounded(-0.36, -0.28, 0.36, 0.22, 0.04), 0.16, Skin(dim(body.colour, 0.7), 0.3), -0.24),
        inlay(rounded(-0.42, -0.30, 0.24, 0.25, 0.05), 0.161, DARK, 0.008),
        plate(rounded(-0.39, -0.27, 0.21, 0.22, 0.06), 0.012, replace(screen, lift=0.14), 0.165),
        *[
            upright(turned_body([(0.05, 0.0), (0.045, 0.03), (0.01, 0.032)], STEEL, 18)).moved((0.36, y, 0.165))
            for y in (0.17, 0.04)
        ],
        *[
            inlay(rounded(0.30, -0.10 - 0.045 * i, 0.43, -0.08 - 0.045 * i, 0.006), 0.165, DARK, 0.004)
            for i in range(5)
        ],
        *[rod((0, 0.29, -0.1), (0.34 * side, 0.58, -0.1), 0.008, STEEL, 8) for side in (-1, 1)],
        *[rod((0.34 * s, -0.42, 0), (0.32 * s, -0.34, 0), 0.03, DARK, 10) for s in (-1, 1)],
    ]
    if not broken:
        rows = [(-0.34 + 0.07 * (i % 3), -0.20 + 0.055 * i) for i in range(7)]
        parts += [
            inlay(rounded(x, y, x + 0.34 - 0.05 * (i % 4), y + 0.02, 0.006), 0.18, paint.lit_second(0.8), 0.003, 4)
            for i, (x, y) in enumerate(rows)
        ]
    labels = (
        ("TRID TUBE", (-0.1, 0.0, 0.18)),
        ("CHANNEL", (0.36, 0.17, 0.19)),
        ("AERIAL", (0.2, 0.46, -0.1)),
        ("SPEAKER", (0.36, -0.2, 0.17)),
    )
    return thing(parts, labels, (-0.4, 0.2, 0.0), (0.0, 0.30, -0.05, 0.5))


def ladder(paint: Paint) -> Thing:
    """Make a pair of steps that stand open."""
    wood = paint.body("#a07a48", 0.3)
    parts = []
    for way, count in ((1, 6), (-1, 2)):
        parts += [
            rod((0.20 * side, -0.5, 0.24 * way), (0.12 * side, 0.5, 0.02 * way), 0.020, wood, 8) for side in (-1, 1)
        ]
        for step in range(count):
            t = (step + 0.7) / 6.4 if way > 0 else 0.25 + 0.4 * step
            half, y, z = 0.20 - 0.08 * t, -0.5 + t, way * (0.24 - 0.22 * t)
            parts.append(block((0, y, z), (2 * half, 0.022, 0.075 if way > 0 else 0.03), wood))
    parts.append(block((0, 0.5, 0.0), (0.28, 0.03, 0.12), wood))
    labels = (
        ("TOP STEP", (0, 0.5, 0.0)),
        ("RUNG", (0, -0.1, 0.15)),
        ("STILE", (0.18, -0.3, 0.2)),
        ("MAX 150 KG", (-0.15, 0.2, 0.08)),
    )
    return thing(parts, labels, (-0.5, 0.1, 0.0))


def jar(paint: Paint) -> Thing:
    """Make a glass jar with a screwed lid."""
    glass, lid = Skin(colour("#90b4b4"), 1.0, 0.04), paint.body("#b09a50", 0.9)
    parts = [
        inward(open_body([(0.27, -0.46), (0.30, -0.40), (0.30, 0.18), (0.24, 0.28)], Skin(glass.colour, 0.9), 32)),
        turned_body([(0.25, -0.50), (0.30, -0.47), (0.305, -0.42)], glass, 32),
        *[ring((0, y, 0), r, 0.012, glass, "y", 36) for y, r in ((-0.42, 0.30), (0.18, 0.30), (0.28, 0.24))],
        *[
            strip([(x, -0.38, z), (x, 0.14, z)], 0.006, Skin(WHITE, 1.0, 0.3), 6)
            for x, z in ((-0.20, 0.22), (0.24, 0.17))
        ],
    ]
    if "open" not in paint.states:
        parts.append(turned_body([(0.26, 0.27), (0.27, 0.29), (0.27, 0.38), (0.255, 0.40)], lid, 32))
    labels = (
        ("LID", (0.1, 0.4, 0.1)),
        ("GLASS", (0.28, 0, 0.1)),
        ("CONTENTS", (0, -0.2, 0)),
        ("BASE", (0, -0.48, 0.25)),
    )
    return thing(parts, labels, (-0.3, 0.25, 0.0), (0.0, -0.46, 0.0, 0.62))


MAKERS = {
    "candle": candle,
    "bathtub": bathtub,
    "mirror": mirror,
    "fridge": fridge,
    "trid": trid,
    "ladder": ladder,
    "jar": jar,
}
