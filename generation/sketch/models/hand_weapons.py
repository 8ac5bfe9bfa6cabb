"""What is swung or held before one that is no blade: whips, bats, bars, spears, shields, saws, flamethrowers."""

import math

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Skin, ball, tube
from generation.sketch.models.parts import Paint, Thing, block, circle, inlay, plate, ring, rod, strip, thing

LYING = (-0.55, 0.75, 0.0)


def monowhip(paint: Paint) -> Thing:
    """Make a monofilament whip: a grip with a counterweight, and a hair-thin line that glows in loops."""
    grip, light = paint.body("#2a2c34", 0.6), Skin(mix(paint.accent, WHITE, 0.45), 0.4, 1.0, lift=0.01)
    line = [(-0.14, 0.0, 0.0)]
    for step in range(60):
        turn, far = 0.42 * step, 0.05 + 0.0050 * step
        line.append((0.12 + far * math.cos(turn) * 1.25, far * math.sin(turn), 0.05 * math.sin(0.3 * step)))
    line.append((0.50, 0.12, 0.0))
    parts = [
        rod((-0.50, 0, 0), (-0.18, 0, 0), 0.030, grip, 18),
        *[ring((-0.47 + 0.045 * at, 0, 0), 0.032, 0.006, DARK, "x", 18, 6) for at in range(6)],
        rod((-0.19, 0, 0), (-0.13, 0, 0), 0.022, STEEL, 16),
        ball((-0.51, 0, 0), (0.035, 0.035, 0.035), STEEL, 8, 12),
        block((-0.24, 0.033, 0), (0.05, 0.012, 0.02), paint.lit_second(0.8)),
        strip(line, 0.0055, light, 5),
        ball((0.50, 0.12, 0), (0.020, 0.020, 0.020), STEEL, 6, 10),
    ]
    labels = (("GRIP", (-0.35, 0, 0.03)), ("RELEASE", (-0.24, 0.035, 0)), ("MONOFILAMENT", (0.2, 0.2, 0)),
              ("WEIGHT", (0.5, 0.12, 0)))  # fmt: skip
    return thing(parts, labels, LYING)


def whip(paint: Paint) -> Thing:
    """Make a leather whip in coils."""
    hide = paint.body("#5a3420", 0.35)
    coil = [(-0.10, -0.02, 0.0)]
    for step in range(44):
        turn, far = 0.45 * step, 0.34 - 0.0035 * step
        coil.append((0.12 + far * math.cos(turn + 2.6), far * math.sin(turn + 2.6), 0.003 * step))
    parts = [
        rod((-0.50, -0.12, 0), (-0.20, -0.05, 0), 0.026, hide, 14),
        *[ring((-0.46 + 0.06 * at, -0.11 + 0.014 * at, 0), 0.028, 0.006, DARK, "x", 16, 6) for at in range(5)],
        tube(coil, [0.020 - 0.00036 * at for at in range(len(coil))], hide, 7),
    ]
    return thing(
        parts,
        (
            ("HANDLE", (-0.35, -0.08, 0.03)),
            ("LASH", (0.3, 0.2, 0.05)),
            ("COILS", (0.12, -0.2, 0.05)),
            ("BINDING", (-0.22, -0.05, 0.03)),
        ),
        LYING,
    )


def baseball_bat(paint: Paint) -> Thing:
    """Make a wooden bat with tape about its handle and nails driven through its end."""
    wood = paint.body("#b8874c", 0.5)
    parts = [
        tube([(-0.50, 0, 0), (-0.30, 0, 0), (0.05, 0, 0), (0.30, 0, 0), (0.46, 0, 0)],
             [0.020, 0.021, 0.034, 0.046, 0.044], wood, 18),
        ball((-0.50, 0, 0), (0.018, 0.034, 0.034), wood, 8, 14),
        *[ring((-0.45 + 0.03 * at, 0, 0), 0.022, 0.004, DARK, "x", 16, 6) for at in range(6)],
        *[rod((0.22 + 0.06 * at, 0.08 * math.cos(2.1 * at), 0.08 * math.sin(2.1 * at)),
              (0.22 + 0.06 * at, -0.08 * math.cos(2.1 * at), -0.08 * math.sin(2.1 * at)), 0.005, STEEL, 6)
          for at in range(5)],
    ]  # fmt: skip
    return thing(
        parts,
        (("ASH", (0.1, 0, 0.04)), ("TAPE", (-0.4, 0, 0.03)), ("NAILS", (0.35, 0.07, 0)), ("KNOB", (-0.5, 0, 0.03))),
        LYING,
    )


def crowbar(paint: Paint) -> Thing:
    """Make a crowbar: a bar of painted steel with a forked hook."""
    iron = paint.body("#a02c24", 0.6)
    path = [(-0.50, 0.03, 0), (-0.44, 0.0, 0), (0.30, 0.0, 0), (0.42, 0.03, 0), (0.48, 0.12, 0), (0.43, 0.19, 0)]
    parts = [tube(path, [0.012, 0.020, 0.020, 0.020, 0.018, 0.008], iron, 8),
             block((-0.50, 0.03, 0), (0.06, 0.012, 0.05), STEEL)]  # fmt: skip
    return thing(
        parts,
        (
            ("CLAW", (0.45, 0.18, 0)),
            ("BAR", (0, 0, 0.02)),
            ("NAIL SLOT", (0.44, 0.19, 0)),
            ("CHISEL END", (-0.5, 0.03, 0)),
        ),
        LYING,
    )


def spear(paint: Paint) -> Thing:
    """Make a spear with a leaf-shaped head and a bound shaft."""
    wood = paint.body("#6a4a2c", 0.3)
    leaf = [(0.30, 0.0), (0.35, 0.045), (0.50, 0.0), (0.35, -0.045)]
    parts = [
        rod((-0.50, 0, 0), (0.31, 0, 0), 0.014, wood, 10),
        plate(leaf, 0.008, STEEL),
        *[ring((0.27 + 0.01 * at, 0, 0), 0.016, 0.005, Skin(colour("#8a2a2a"), 0.2), "x", 12, 5) for at in range(4)],
        *[strip([(0.28, 0, 0.01), (0.24 - 0.02 * at, -0.05 - 0.02 * at, 0.02)], 0.006, Skin(colour("#d8d0c0"), 0.1), 5)
          for at in range(3)],
    ]  # fmt: skip
    return thing(
        parts,
        (("HEAD", (0.4, 0, 0.01)), ("SHAFT", (-0.1, 0, 0.02)), ("BINDING", (0.28, 0, 0.02)), ("BUTT", (-0.5, 0, 0.01))),
        LYING,
    )


def shield(paint: Paint) -> Thing:
    """Make a riot shield: a curved clear pane with a black frame and a strip of letters."""
    body = paint.body("#3a4656", 0.8)
    outline = [(-0.27, -0.46), (0.27, -0.46), (0.30, -0.30), (0.30, 0.38), (0.22, 0.48), (-0.22, 0.48), (-0.30, 0.38),
               (-0.30, -0.30)]  # fmt: skip
    parts = [
        plate(outline, 0.020, DARK),
        inlay([(0.88 * x, 0.92 * y) for x, y in outline], 0.020, body, 0.01),
        inlay(
            [(-0.20, 0.18), (0.20, 0.18), (0.20, 0.34), (-0.20, 0.34)],
            0.026,
            Skin(colour("#9fc0d8"), 0.9, 0.15),
            0.006,
            2,
        ),
        inlay([(-0.22, -0.16), (0.22, -0.16), (0.22, -0.04), (-0.22, -0.04)], 0.026, Skin(WHITE, 0.3, 0.1), 0.006, 2),
        inlay(circle(0.07, 0.0, 0.03), 0.028, paint.lit(0.7), 0.006, 3),
    ]
    return thing(
        parts,
        (
            ("VISOR", (0, 0.26, 0.03)),
            ("PANE", (0, -0.3, 0.03)),
            ("FRAME", (0.29, 0.0, 0.02)),
            ("LAMP", (0.07, 0.03, 0.03)),
        ),
        (-0.35, 0.25, 0.0),
    )


def chainsaw(paint: Paint) -> Thing:
    """Make a chainsaw: a motor with two handles, and a long toothed bar."""
    body = paint.body("#d8601c", 0.5)
    bar = [(0.0, -0.045), (0.44, -0.045), (0.50, 0.0), (0.44, 0.045), (0.0, 0.045)]
    parts = [
        block((-0.22, 0.0, 0), (0.34, 0.20, 0.16), body),
        block((-0.22, -0.11, 0), (0.30, 0.03, 0.15), DARK),
        plate(bar, 0.012, STEEL),
        tube(
            [(-0.05, 0.10, 0.09), (-0.06, 0.22, 0.06), (-0.06, 0.22, -0.06), (-0.05, 0.10, -0.09)], [0.020] * 4, DARK, 8
        ),
        tube([(-0.36, 0.08, 0), (-0.48, 0.06, 0), (-0.50, -0.06, 0), (-0.36, -0.08, 0)], [0.022] * 4, DARK, 8),
        *[
            block((0.03 + 0.047 * at, side * 0.052, 0), (0.022, 0.022, 0.02), DARK)
            for at in range(9)
            for side in (-1, 1)
        ],
        ball((-0.24, 0.04, 0.085), (0.05, 0.05, 0.015), DARK, 6, 14),
    ]
    return thing(
        parts,
        (
            ("BAR", (0.25, 0, 0.01)),
            ("MOTOR", (-0.2, 0.05, 0.1)),
            ("HANDLE", (-0.06, 0.22, 0.06)),
            ("CHAIN", (0.49, 0, 0.01)),
        ),
        LYING,
    )


def flamethrower(paint: Paint) -> Thing:
    """Make a flamethrower: a lance with a pilot flame, a grip and two tanks beneath."""
    body = paint.body("#5a6048", 0.5)
    parts = [
        rod((-0.36, 0.04, 0), (0.44, 0.04, 0), 0.022, STEEL, 14),
        rod((0.40, 0.04, 0), (0.50, 0.04, 0), 0.034, DARK, 14),
        *[rod((-0.30, -0.05, z), (0.06, -0.05, z), 0.055, body, 16) for z in (-0.06, 0.06)],
        block((-0.40, 0.02, 0), (0.16, 0.10, 0.05), DARK),
        tube([(-0.12, 0.0, 0), (-0.15, -0.17, 0)], [0.026, 0.024], DARK, 10),
        tube([(0.18, 0.03, 0), (0.19, -0.10, 0)], [0.022, 0.022], DARK, 10),
        ball((0.53, 0.05, 0), (0.05, 0.03, 0.03), Skin(colour("#ff9a30"), 0.1, 1.0), 7, 10),
    ]
    return thing(
        parts,
        (
            ("PILOT FLAME", (0.53, 0.05, 0)),
            ("TANKS", (-0.1, -0.05, 0.1)),
            ("LANCE", (0.2, 0.04, 0.02)),
            ("TRIGGER GRIP", (-0.14, -0.14, 0.02)),
        ),
        LYING,
    )


def scythe(paint: Paint) -> Thing:
    """Make a scythe with a long curved blade."""
    wood = paint.body("#5a4630", 0.2)
    blade = [(0.40, 0.05), (0.30, 0.22), (0.12, 0.36), (-0.10, 0.42), (0.10, 0.28), (0.24, 0.14), (0.32, 0.02)]
    parts = [
        tube([(-0.50, -0.06, 0), (-0.1, 0.0, 0), (0.38, 0.0, 0)], [0.018] * 3, wood, 10),
        plate(blade, 0.008, STEEL),
        rod((-0.12, 0.0, 0), (-0.14, -0.10, 0.02), 0.016, wood, 8),
        ring((0.36, 0.01, 0), 0.026, 0.010, DARK, "x", 14, 6),
    ]
    return thing(
        parts,
        (
            ("BLADE", (0.1, 0.33, 0.01)),
            ("SNATH", (-0.2, 0, 0.02)),
            ("TANG", (0.36, 0.03, 0.02)),
            ("GRIP", (-0.14, -0.1, 0.02)),
        ),
        LYING,
    )


def leg(paint: Paint) -> Thing:
    """Make a gnawed leg with its bone showing, as beasts eat it."""
    meat, bone = paint.body("#9a4a3c", 0.5), Skin(dim(colour("#e6dcc4"), 1.0), 0.4)
    parts = [
        tube([(-0.30, 0, 0), (-0.05, 0.02, 0), (0.20, 0.0, 0), (0.30, -0.01, 0)], [0.10, 0.16, 0.10, 0.03], meat, 14),
        rod((0.25, -0.01, 0), (0.46, -0.01, 0), 0.026, bone, 12),
        *[ball((0.48, -0.01 + 0.03 * side, 0), (0.035, 0.035, 0.035), bone, 8, 10) for side in (-1, 1)],
        ball((-0.36, 0.0, 0.0), (0.04, 0.07, 0.07), bone, 8, 12),
    ]
    return thing(
        parts,
        (("BONE", (0.4, 0, 0.03)), ("MEAT", (0, 0.1, 0.1)), ("BITE", (-0.2, 0.08, 0.08)), ("JOINT", (-0.38, 0, 0.05))),
        LYING,
    )


MAKERS = {
    "monowhip": monowhip, "whip": whip, "baseball_bat": baseball_bat, "crowbar": crowbar, "spear": spear,
    "shield": shield, "chainsaw": chainsaw, "flamethrower": flamethrower, "scythe": scythe, "leg": leg,
}  # fmt: skip
