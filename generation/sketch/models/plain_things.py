"""What stands on sills, porches and counters: cacti, pumpkins, lanterns, mugs and glasses, pillows, buckets, cages."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, sheet, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    inward,
    open_body,
    plate,
    ring,
    rod,
    strip,
    thing,
    turned_body,
)

CERAMIC = colour("#b0603c")


def cactus(paint: Paint) -> Thing:
    """Make a cactus with two arms, ribs, spines and a flower, in a clay pot."""
    green = paint.body("#4a8a4c", 0.2)
    parts = [
        turned_body(
            [(0.15, -0.50), (0.21, -0.22), (0.23, -0.21), (0.23, -0.16), (0.19, -0.16)], Skin(CERAMIC, 0.3), 28
        ),
        turned_body([(0.20, -0.19), (0.02, -0.18)], Skin(colour("#4a3624"), 0.0), 24),
        tube([(0, -0.2, 0), (0, 0.1, 0), (0, 0.42, 0)], [0.10, 0.115, 0.085], green, 16),
        tube([(0.08, 0.0, 0), (0.22, 0.02, 0), (0.24, 0.12, 0), (0.24, 0.26, 0)], [0.055, 0.06, 0.06, 0.05], green, 12),
        tube(
            [(-0.08, 0.10, 0), (-0.19, 0.12, 0), (-0.21, 0.2, 0), (-0.21, 0.33, 0)],
            [0.05, 0.055, 0.055, 0.045],
            green,
            12,
        ),
        ball((0.02, 0.50, 0.0), (0.06, 0.035, 0.06), Skin(colour("#e0488c"), 0.3), 8, 12),
    ]
    for x, low, high, radius in ((0.0, -0.14, 0.44, 0.108), (0.24, 0.06, 0.28, 0.058), (-0.21, 0.16, 0.34, 0.052)):
        for at in range(9):
            turn = math.tau * at / 9
            rib = [
                (x + radius * math.cos(turn), y, radius * math.sin(turn)) for y in np.linspace(low, high, 6).tolist()
            ]
            parts.append(strip(rib, 0.006, Skin(colour("#d8e0b0"), 0.1, lift=0.01), 4))
    labels = (("FLOWER", (0.02, 0.5, 0.06)), ("SPINES", (0.1, 0.2, 0.06)), ("CLAY", (0.2, -0.3, 0.1)),
              ("ARM", (-0.21, 0.33, 0.04)))  # fmt: skip
    return thing(parts, labels, (-0.35, 0.12, 0.0))


def pumpkin(paint: Paint) -> Thing:
    """Make a carved pumpkin that glows from inside: eyes, a nose and a jagged grin."""
    rind, fire = paint.body("#e07a1c", 0.5), Skin(colour("#ffd458"), 0.1, 1.0, lift=0.16)
    parts: list[Mesh] = [
        ball((0.22 * math.cos(a), 0.0, 0.22 * math.sin(a)), (0.25, 0.36, 0.25), rind, 12, 16)
        for a in np.linspace(0, math.tau, 9)[:-1].tolist()
    ]
    parts.append(
        tube([(0, 0.30, 0), (0.02, 0.42, 0), (0.08, 0.48, 0)], [0.05, 0.035, 0.03], Skin(colour("#5a7038"), 0.2), 10)
    )
    parts += [
        plate([(side * 0.07, 0.06), (side * 0.23, 0.06), (side * 0.16, 0.2)], 0.006, fire, 0.455) for side in (-1, 1)
    ]
    parts.append(plate([(-0.04, -0.04), (0.04, -0.04), (0.0, 0.04)], 0.006, fire, 0.472))
    grin = [(-0.26, -0.08), (-0.17, -0.12), (-0.13, -0.08), (-0.06, -0.13), (0.0, -0.09), (0.06, -0.13), (0.13, -0.08),
            (0.17, -0.12), (0.26, -0.08), (0.15, -0.22), (0.08, -0.18), (0.0, -0.25), (-0.08, -0.18),
            (-0.15, -0.22)]  # fmt: skip
    parts.append(plate(grin, 0.006, fire, 0.455))
    return thing(
        parts,
        (("CANDLE", (0, 0, 0.4)), ("RIND", (0.4, 0.1, 0.2)), ("GRIN", (0, -0.16, 0.46)), ("STALK", (0.08, 0.46, 0.02))),
        (-0.25, 0.15, 0.0),
    )


def lantern(paint: Paint) -> Thing:
    """Make a storm lantern: a lit glass in a cage of wire, a handle, a lid."""
    metal = paint.body("#5a4a30", 0.5)
    light = Skin(mix(colour("#ffb648"), WHITE, 0.25), 0.4, 1.0)
    parts = [
        turned_body([(0.22, -0.50), (0.24, -0.46), (0.22, -0.34), (0.14, -0.30)], metal, 26),
        turned_body([(0.12, -0.30), (0.17, -0.12), (0.16, 0.06), (0.11, 0.16)], light, 24),
        turned_body([(0.13, 0.16), (0.17, 0.18), (0.14, 0.26), (0.08, 0.30), (0.08, 0.34), (0.03, 0.36)], metal, 24),
        *[rod((x, -0.34, z), (x, 0.2, z), 0.012, metal, 8) for x, z in ((-0.20, 0), (0.20, 0), (0, 0.20), (0, -0.20))],
        tube(
            [(-0.20, 0.16, 0), (-0.18, 0.42, 0), (0, 0.50, 0), (0.18, 0.42, 0), (0.20, 0.16, 0)], [0.012] * 5, DARK, 8
        ),
        ring((0, -0.06, 0), 0.195, 0.010, metal, "y", 28, 6),
    ]
    return thing(
        parts,
        (
            ("FLAME", (0, -0.05, 0.17)),
            ("OIL", (0.2, -0.42, 0.1)),
            ("CAGE", (0.2, -0.06, 0.02)),
            ("HANDLE", (0, 0.5, 0.01)),
        ),
        (-0.3, 0.15, 0.0),
    )


#: In which states nothing steams in a mug.
STILL = frozenset({"spilled", "upside_down", "on_side", "empty", "frozen", "snowy", "dusty", "overgrown"})


def coffee(paint: Paint) -> Thing:
    """Make a mug of coffee, black and steaming."""
    mug = paint.body("#c8ccd0", 0.7)
    steam = [tube([(x, 0.34, 0), (x + 0.04, 0.46, 0), (x - 0.03, 0.60, 0), (x + 0.02, 0.74, 0)], [0.012,
        0.022, 0.02, 0.004],
                  Skin(colour("#c0c8d0"), 0.0, 0.22), 6) for x in (-0.08, 0.06)]  # fmt: skip
    parts = [
        turned_body([(0.22, -0.40), (0.26, -0.38), (0.27, 0.28), (0.26, 0.30)], mug, 34),
        inward(open_body([(0.24, 0.10), (0.25, 0.30)], Skin(dim(mug.colour, 0.8), 0.5), 34)),
        turned_body([(0.245, 0.20), (0.02, 0.21)], Skin(colour("#2a170c"), 0.9, lift=0.03), 30),
        tube(
            [(0.26, 0.20, 0), (0.42, 0.18, 0), (0.44, -0.12, 0), (0.26, -0.22, 0)], [0.035, 0.04, 0.04, 0.035], mug, 12
        ),
        ring((0, 0.0, 0), 0.268, 0.008, paint.lit_second(0.3), "y", 34, 6),
    ]
    parts += [] if STILL & paint.states else steam
    return thing(
        parts,
        (
            ("SOYKAF", (0, 0.22, 0.1)),
            ("CHIPPED", (0.26, 0.28, 0.1)),
            ("STEAM", (-0.07, 0.6, 0.02)),
            ("HANDLE", (0.44, 0.0, 0.03)),
        ),
        (-0.5, 0.30, 0.0),
    )


def beer(paint: Paint) -> Thing:
    """Make a glass of beer with a handle and a head of foam."""
    amber, foam = paint.body("#d8921c", 0.8), Skin(colour("#f4ecd8"), 0.2)
    amber = Skin(amber.colour, 0.8, 0.12)
    parts = [
        turned_body([(0.24, -0.50), (0.26, -0.46), (0.26, 0.26)], amber,
            30),
        *[rod((0.262 * math.cos(a), -0.42, 0.262 * math.sin(a)), (0.262 * math.cos(a), 0.22,
            0.262 * math.sin(a)), 0.016,
              Skin(mix(amber.colour, WHITE, 0.35), 0.9, 0.1), 6) for a in np.linspace(0, math.tau, 11)[:-1].tolist()],
        *[ball((0.15 * math.cos(a), 0.30 + 0.03 * math.sin(3 * a), 0.15 * math.sin(a)), (0.13, 0.09, 0.13), foam, 8, 10)
          for a in np.linspace(0, math.tau, 8)[:-1].tolist()],
        ball((0, 0.36, 0), (0.16, 0.08, 0.16), foam, 8, 12),
        tube([(0.26, 0.14, 0), (0.44, 0.12, 0), (0.44, -0.26, 0), (0.26, -0.32, 0)], [0.035, 0.04, 0.04, 0.035],
             Skin(colour("#c8d0d4"), 1.0, 0.05), 12),
    ]  # fmt: skip
    return thing(
        parts,
        (
            ("FOAM", (0, 0.38, 0.1)),
            ("LAGER", (0.2, -0.1, 0.2)),
            ("GLASS", (-0.26, -0.2, 0.06)),
            ("HANDLE", (0.44, -0.08, 0.03)),
        ),
        (-0.45, 0.22, 0.0),
    )


def cocktail(paint: Paint) -> Thing:
    """Make a cocktail in a stemmed glass, with an olive on a stick."""
    glass, drink = Skin(colour("#a8bcc6"), 1.0, 0.05), Skin(mix(paint.second, WHITE, 0.35), 0.9, 0.25, lift=0.02)
    drink = Skin(paint.asked, 0.9, 0.2, lift=0.02) if paint.asked else drink
    parts = [
        turned_body([(0.22, -0.50), (0.22, -0.48), (0.03, -0.45), (0.018, -0.40), (0.018, 0.02),
            (0.03, 0.05)], glass, 30),
        inward(open_body([(0.03, 0.05), (0.36, 0.44)], Skin(glass.colour, 0.9), 34)),
        turned_body([(0.03, 0.06), (0.30, 0.36), (0.02, 0.365)], drink, 30),
        ring((0, 0.44, 0), 0.36, 0.008, Skin(WHITE, 1.0, 0.2), "y", 36, 6),
        rod((-0.22, 0.32, 0.05), (0.30, 0.56, 0.0), 0.008, STEEL, 6),
        *[ball((x, 0.33 + 0.44 * (x + 0.2), 0.05), (0.045, 0.04, 0.045), Skin(colour("#6a8a2c"), 0.5), 8, 10)
          for x in (-0.15, -0.03)],
    ]  # fmt: skip
    return thing(
        parts,
        (
            ("OLIVE", (-0.1, 0.36, 0.08)),
            ("GIN", (0.1, 0.3, 0.2)),
            ("STICK", (0.28, 0.54, 0.01)),
            ("STEM", (0.02, -0.2, 0.02)),
        ),
        (-0.4, 0.22, 0.0),
    )


def pillow(paint: Paint) -> Thing:
    """Make a soft pillow with a seam and a dent in its middle."""
    cloth = paint.body("#b8b0c0", 0.1)
    grid = np.empty((15, 21, 3))
    parts = []
    for side in (1.0, -1.0):
        for row, v in enumerate(np.linspace(-1, 1, 15)):
            for column, u in enumerate(np.linspace(-1, 1, 21)):
                full = max(0.0, (1 - u**4) * (1 - v**4)) ** 0.5
                dent = 1 - 0.45 * math.exp(-4 * (u**2 + v**2)) * (side > 0)
                pinch = 1 - 0.10 * (1 - abs(u)) * v**2
                grid[row, column] = (
                    0.5 * u * (1 - 0.08 * (1 - abs(v)) * u**2),
                    0.33 * v * pinch,
                    side * 0.15 * full * dent,
                )
        parts.append(sheet(grid.copy(), np.array([0.0, 0.0, 0.0]), cloth))
    seam = [(0.5 * math.copysign(min(1.0, abs(1.3 * math.cos(a))), math.cos(a)),
             0.33 * math.copysign(min(1.0, abs(1.3 * math.sin(a))), math.sin(a)), 0.0)
            for a in np.linspace(0, math.tau, 41).tolist()]  # fmt: skip
    parts.append(strip(seam, 0.010, Skin(dim(cloth.colour, 0.75), 0.1), 5))
    return thing(
        parts,
        (("DOWN", (0, 0, 0.12)), ("SEAM", (0.5, 0, 0)), ("COVER", (-0.3, -0.15, 0.1)), ("DENT", (0.05, 0.03, 0.09))),
        (-0.3, 0.4, 0.0),
    )


def bucket(paint: Paint) -> Thing:
    """Make a zinc bucket with a handle."""
    zinc = paint.body("#8a949c", 0.8)
    parts = [
        turned_body([(0.26, -0.50), (0.40, 0.30), (0.42, 0.32)], zinc, 34),
        inward(open_body([(0.27, -0.44), (0.40, 0.30)], Skin(dim(zinc.colour, 0.6), 0.5), 34)),
        turned_body([(0.36, 0.14), (0.02, 0.145)], Skin(colour("#4a7a8a"), 0.9, lift=0.02), 30),
        *[ring((0, y, 0), r, 0.014, zinc, "y", 36, 6) for y, r in ((0.31, 0.41), (-0.1, 0.335), (-0.47, 0.27))],
        tube(
            [(-0.41, 0.26, 0), (-0.34, 0.44, 0.1), (0, 0.52, 0.16), (0.34, 0.44, 0.1), (0.41, 0.26, 0)],
            [0.014] * 5,
            DARK,
            8,
        ),
    ]
    return thing(
        parts,
        (
            ("ZINC", (0.35, 0, 0.1)),
            ("WATER", (0, 0.15, 0.2)),
            ("HANDLE", (0, 0.52, 0.16)),
            ("HOOP", (-0.33, -0.1, 0.08)),
        ),
        (-0.35, 0.25, 0.0),
    )


def cage(paint: Paint) -> Thing:
    """Make a cage of bars with a floor and a ring on its top."""
    iron = paint.body("#4a4c54", 0.7)
    bars = []
    for a in np.linspace(0, math.tau, 19)[:-1].tolist():
        x, z = 0.30 * math.cos(a), 0.30 * math.sin(a)
        bars.append(tube([(x, -0.46, z), (x, 0.18, z), (0.7 * x, 0.34, 0.7 * z), (0, 0.42, 0)], [0.010] * 4, iron, 6))
    parts = [
        turned_body([(0.34, -0.50), (0.34, -0.45), (0.02, -0.44)], Skin(dim(iron.colour, 0.8), 0.5), 30),
        *bars,
        *[ring((0, y, 0), 0.30, 0.012, iron, "y", 32, 6) for y in (-0.2, 0.02, 0.18)],
        ring((0, 0.46, 0), 0.04, 0.010, iron, "z", 16, 6),
        rod((-0.3, -0.12, 0), (0.3, -0.12, 0), 0.012, Skin(colour("#7a5430"), 0.2), 8),
    ]
    return thing(
        parts,
        (
            ("BARS", (0.25, 0, 0.15)),
            ("PERCH", (0, -0.12, 0.02)),
            ("FLOOR", (0, -0.47, 0.33)),
            ("RING", (0, 0.46, 0.03)),
        ),
        (-0.3, 0.12, 0.0),
    )


def sandwich(paint: Paint) -> Thing:
    """Make a sandwich in two halves, with ham, cheese and salad between toast."""
    toast = Skin(colour("#c88e4c"), 0.1)
    layers = (("#e8dcb8", 0.0), ("#5a9a3c", 0.05), ("#e0848c", 0.085), ("#f0c040", 0.12), ("#d84030", 0.15))
    half: list[Mesh] = [
        plate([(-0.24, -0.20), (0.26, -0.20), (0.26, 0.28)], 0.030, toast, -0.03),
        plate([(-0.24, -0.20), (0.26, -0.20), (0.26, 0.28)], 0.030, toast, 0.21),
    ]
    half += [
        plate([(-0.25, -0.21), (0.27, -0.21), (0.27, 0.29)], 0.014, Skin(colour(code), 0.4), 0.02 + at)
        for code, at in layers
    ]
    parts = [joined(half), joined(half).turned(2.6).moved((-0.28, 0.0,
        0.16)),
             turned_body([(0.50, -0.26), (0.50, -0.24), (0.30, -0.235), (0.01, -0.235)],
                 Skin(colour("#d8dce0"), 0.8), 36)]  # fmt: skip
    return thing(
        parts,
        (
            ("TOAST", (0.1, 0.1, 0.2)),
            ("SOY HAM", (0.2, 0, 0.12)),
            ("CHEESE", (0.26, 0.2, 0.14)),
            ("SALAD", (-0.2, -0.2, 0.08)),
        ),
        (-0.3, 0.35, 0.0),
    )


MAKERS = {
    "cactus": cactus, "pumpkin": pumpkin, "lantern": lantern, "coffee": coffee, "beer": beer, "cocktail": cocktail,
    "pillow": pillow, "bucket": bucket, "cage": cage, "sandwich": sandwich,
}  # fmt: skip
