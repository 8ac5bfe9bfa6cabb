"""Machines of bars, offices and roofs: vending and soykaf machines, servers, dishes, aerials, cameras."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Skin, ball, sheet, tube
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
    upright,
)


def vending_machine(paint: Paint) -> Thing:
    """Make a vending machine: lit rows of tins behind glass, a pad of keys, a slot."""
    body = paint.body("#9a2430", 0.6)
    parts = [
        plate(rounded(-0.28, -0.50, 0.28, 0.50, 0.02), 0.20, body),
        inlay(rounded(-0.25, -0.28, 0.13, 0.36, 0.01), 0.20, Skin(colour("#cfe4ee"), 0.5, 0.30), 0.006),
        inlay(rounded(-0.25, 0.385, 0.25, 0.475, 0.01), 0.20, paint.lit(0.75), 0.008),
        inlay(rounded(-0.22, 0.41, 0.10, 0.45, 0.01), 0.21, Skin(WHITE, 0.3, 0.8), 0.006, 2),
        inlay(rounded(-0.22, -0.42, 0.12, -0.33, 0.01), 0.20, DARK, 0.010),
        inlay(rounded(0.16, 0.10, 0.25, 0.22, 0.008), 0.20, DARK, 0.006),
        inlay(rounded(0.175, 0.165, 0.235, 0.205, 0.004), 0.206, paint.lit_second(0.9), 0.004, 2),
        inlay(rounded(0.19, -0.02, 0.22, 0.06, 0.004), 0.20, DARK, 0.006),
        *[
            inlay(
                rounded(
                    0.172 + 0.024 * (i % 3),
                    0.108 + 0.018 * (i // 3),
                    0.188 + 0.024 * (i % 3),
                    0.120 + 0.018 * (i // 3),
                    0.003,
                ),
                0.206,
                STEEL,
                0.004,
                2,
            )
            for i in range(9)
        ],
    ]
    codes = ("#c82830", "#2a78c0", "#3aa050", "#e0a020", "#8a48c0", "#d0d4d8")
    for row in range(4):
        y = -0.25 + 0.155 * row
        parts.append(block((-0.06, y, 0.21), (0.37, 0.012, 0.03), Skin(STEEL.colour, 0.8, lift=0.10)))
        for column in range(6):
            tint = Skin(colour(codes[(column + 2 * row) % 6]), 0.7, 0.22, lift=0.10)
            parts.append(
                rod(
                    (-0.215 + 0.062 * column, y + 0.02, 0.205),
                    (-0.215 + 0.062 * column, y + 0.095, 0.205),
                    0.024,
                    tint,
                    10,
                )
            )
    labels = (
        ("OUT OF ORDER?", (0.2, 0.18, 0.22)),
        ("SLOT", (0.2, 0.02, 0.21)),
        ("HATCH", (0, -0.38, 0.21)),
        ("SYNTHOL", (-0.1, 0.1, 0.22)),
    )
    return thing(parts, labels, (-0.4, 0.1, 0.0))


def soykaf_machine(paint: Paint) -> Thing:
    """Make a soykaf machine: a hood with buttons, a spout over a cup on a grid."""
    body = paint.body("#3c4048", 0.8)
    parts = [
        plate(rounded(-0.26, -0.50, 0.26, 0.42, 0.03), 0.13, body, -0.13),
        plate(rounded(-0.28, 0.08, 0.28, 0.46, 0.03), 0.19, Skin(dim(body.colour, 1.15), 0.8), 0.03),
        plate(rounded(-0.28, -0.50, 0.28, -0.40, 0.02), 0.19, body, 0.05),
        inlay(rounded(-0.22, -0.36, 0.22, 0.06, 0.01), 0.0, Skin(colour("#14161a"), 0.4), 0.004),
        inlay(rounded(-0.20, 0.26, 0.06, 0.40, 0.01), 0.22, Skin(mix(paint.accent, WHITE, 0.15), 0.4, 0.6), 0.006),
        *[
            upright(
                turned_body([(0.035, 0.0), (0.03, 0.02), (0.005, 0.022)], STEEL if i else paint.lit(1.0), 14)
            ).moved((0.12 + 0.08 * (i % 2), 0.35 - 0.08 * (i // 2), 0.22))
            for i in range(4)
        ],
        rod((0, 0.08, 0.08), (0, 0.0, 0.08), 0.045, STEEL, 14),
        *[rod((0.03 * s, 0.0, 0.08), (0.03 * s, -0.04, 0.08), 0.014, STEEL, 8) for s in (-1, 1)],
        block((0, -0.395, 0.09), (0.40, 0.012, 0.24), STEEL),
        turned_body([(0.065, -0.38), (0.10, -0.20), (0.105, -0.195), (0.03, -0.20)], Skin(WHITE, 0.6), 24, (0.0, 0.10)),
        turned_body(
            [(0.095, -0.205), (0.09, -0.197), (0.01, -0.196)], Skin(colour("#3a1c0c"), 0.9, lift=0.03), 20, (0.0, 0.10)
        ),
        strip([(0, -0.03, 0.09), (0, -0.19, 0.10)], 0.010, Skin(colour("#4a2410"), 0.8), 6),
        turned_body([(0.20, 0.45), (0.19, 0.58), (0.15, 0.60)], Skin(colour("#5a3a20"), 0.9), 24, (0.0, -0.08)),
    ]
    labels = (
        ("BEANS: SOY", (0, 0.55, 0.08)),
        ("SPOUT", (0, 0.0, 0.12)),
        ("REFILL", (0.2, 0.35, 0.24)),
        ("GRID", (0.1, -0.39, 0.2)),
    )
    return thing(parts, labels, (-0.4, 0.15, 0.0))


def server_rack(paint: Paint) -> Thing:
    """Make a rack of servers with their lamps and cables."""
    body = paint.body("#23262d", 0.5)
    parts = [
        plate(rounded(-0.26, -0.50, 0.26, 0.50, 0.01), 0.22, body),
        *[block((x, 0, 0.225), (0.03, 0.98, 0.03), Skin(dim(body.colour, 1.6), 0.6)) for x in (-0.245, 0.245)],
    ]
    for row in range(11):
        y = -0.44 + 0.083 * row
        parts.append(block((0, y, 0.225), (0.45, 0.07, 0.02), Skin(colour("#3c424c"), 0.6, lift=0.03)))
        for column in range(9):
            if (row * 7 + column * 3) % 5 < 3:
                tint = (paint.accent, paint.second, colour("#40ff70"))[(row + column) % 3]
                spot = (-0.18 + 0.026 * column, y + 0.012 * (column % 2) - 0.006, 0.238)
                parts.append(ball(spot, (0.008, 0.008, 0.004), Skin(tint, 0.3, 1.0, lift=0.06), 5, 8))
        parts.append(block((0.14, y, 0.238), (0.12, 0.035, 0.004), Skin(colour("#14161a"), 0.3, lift=0.05)))
    for start, end in ((1, 7), (3, 9), (2, 5)):
        y0, y1 = -0.44 + 0.083 * start, -0.44 + 0.083 * end
        parts.append(
            strip(
                [(0.12, y0, 0.24), (0.20, y0 - 0.03, 0.31), (0.22, (y0 + y1) / 2, 0.33), (0.10, y1, 0.24)],
                0.010,
                Skin((paint.accent, paint.second, colour("#e0b020"))[start % 3], 0.5, 0.1),
                6,
            )
        )
    labels = (
        ("PORT", (0.14, 0.1, 0.24)),
        ("BLADE", (-0.1, 0.0, 0.24)),
        ("CABLE", (0.22, 0.0, 0.33)),
        ("42 UNITS", (-0.25, 0.3, 0.23)),
    )
    return thing(parts, labels, (-0.4, 0.08, 0.0))


def satellite_dish(paint: Paint) -> Thing:
    """Make a dish with its receiver on three arms, on a mast."""
    white = Skin(paint.body("#c8ccd0", 0.5).colour, 0.5, thin=False)
    share = np.linspace(0.02, 1, 9)[:, None]
    angle = np.linspace(0, math.tau, 37)[None]
    grid = np.stack([0.42 * share * np.cos(angle), 0.42 * share * np.sin(angle), 0.16 * share**2 + 0 * angle], axis=-1)
    front = sheet(grid, np.array([0.0, 0.0, -5.0]), white)
    back = sheet(grid - np.array([0, 0, 0.012]), np.array([0.0, 0.0, 5.0]), Skin(dim(white.colour, 0.8), 0.4))
    dish = [
        front,
        back,
        ring((0, 0, 0.155), 0.42, 0.012, white, "z", 40, 8),
        rod((0, 0, 0.36), (0, 0, 0.46), 0.045, DARK, 14),
        *[rod((0.36 * math.cos(a), 0.36 * math.sin(a), 0.12), (0, 0, 0.40), 0.010, STEEL, 8) for a in (0.6, 2.5, 4.71)],
    ]
    parts = [part.turned(-0.35, -0.45).moved((0, 0.12, 0.02)) for part in dish]
    parts += [
        rod((0, -0.50, -0.05), (0, 0.08, -0.05), 0.032, STEEL, 14),
        block((0, 0.08, -0.04), (0.10, 0.12, 0.10), DARK),
        *[
            rod((0, -0.30, -0.05), (0.26 * math.cos(a), -0.50, -0.05 + 0.26 * math.sin(a)), 0.016, STEEL, 8)
            for a in (0.5, 2.6, 4.7)
        ],
    ]
    labels = (
        ("RECEIVER", (-0.1, 0.3, 0.4)),
        ("DISH", (0.3, 0.1, 0.1)),
        ("MAST", (0, -0.3, -0.03)),
        ("UPLINK", (-0.3, 0.2, 0.1)),
    )
    return thing(parts, labels, (0.2, 0.05, 0.0))


def antenna(paint: Paint) -> Thing:
    """Make a lattice mast with drums and a red lamp on its top."""
    steel, parts = paint.body("#9aa0a8", 0.7), []
    feet = [(0.13 * math.cos(a), 0.13 * math.sin(a)) for a in (0.5, 2.6, 4.7)]
    for x, z in feet:
        parts.append(rod((x, -0.5, z), (0.2 * x, 0.42, 0.2 * z), 0.010, steel, 8))
    for step in range(11):
        low, high = -0.5 + 0.084 * step, -0.5 + 0.084 * (step + 1)
        for index in range(3):
            (x0, z0), (x1, z1) = feet[index], feet[(index + 1) % 3]
            a, b = 1 - 0.8 * (low + 0.5) / 0.92, 1 - 0.8 * (high + 0.5) / 0.92
            parts.append(rod((a * x0, low, a * z0), (b * x1, high, b * z1), 0.005, steel, 5))
    parts += [
        rod((0, 0.42, 0), (0, 0.56, 0), 0.006, steel, 6),
        ball((0, 0.57, 0), (0.016,) * 3, Skin(colour("#ff2818"), 0.3, 1.0), 8, 10),
        *[
            rod((x, y, z), (1.6 * x, y, 1.6 * z), 0.05, Skin(WHITE, 0.5), 16)
            for x, y, z in ((0.06, 0.12, 0.03), (-0.05, 0.22, 0.05))
        ],
        *[rod((-0.16 + 0.05 * i, 0.34, 0.0), (0.16 - 0.05 * i, 0.34, 0.0), 0.005, steel, 5) for i in range(1)],
        *[rod((-w, y, 0), (w, y, 0), 0.005, steel, 5) for w, y in ((0.12, 0.33), (0.09, 0.38), (0.06, 0.43))],
    ]
    labels = (
        ("BEACON", (0, 0.57, 0)),
        ("DRUM", (0.08, 0.12, 0.05)),
        ("LATTICE", (0.1, -0.2, 0)),
        ("GRID 7", (-0.1, -0.4, 0.05)),
    )
    return thing(parts, labels, (-0.3, 0.05, 0.0))


def security_camera(paint: Paint) -> Thing:
    """Make a security camera on its bracket, its lamp lit."""
    body = paint.body("#c8ccd2", 0.6)
    shot = [
        plate(rounded(-0.34, -0.11, 0.30, 0.11, 0.03), 0.11, body),
        block((0.02, 0.135, 0), (0.80, 0.025, 0.27), body),
        rod((0.28, 0, 0), (0.40, 0, 0), 0.095, DARK, 22),
        ball((0.40, 0, 0), (0.03, 0.07, 0.07), Skin(colour("#16283c"), 1.0, lift=0.05), 10, 16),
        ball((0.24, 0.05, 0.112), (0.02, 0.02, 0.01), Skin(colour("#ff2020"), 0.3, 1.0, lift=0.05), 6, 10),
    ]
    parts = [part.turned(0.0, 0.0, -0.22) for part in shot]
    parts += [
        tube([(-0.20, -0.06, 0), (-0.28, -0.22, 0), (-0.44, -0.30, 0)], [0.035, 0.035, 0.035], STEEL, 12),
        ball((-0.20, -0.08, 0), (0.06,) * 3, STEEL, 10, 12),
        block((-0.46, -0.30, 0), (0.03, 0.24, 0.20), STEEL),
        strip([(-0.34, 0.05, 0.0), (-0.44, 0.02, 0.03), (-0.45, -0.2, 0.03)], 0.012, DARK, 6),
    ]
    labels = (
        ("LENS", (0.4, -0.1, 0.05)),
        ("HOUSING", (0, 0.1, 0.12)),
        ("RECORDING", (0.24, 0, 0.12)),
        ("BRACKET", (-0.4, -0.28, 0.03)),
    )
    return thing(parts, labels, (-0.7, 0.1, 0.0))


MAKERS = {
    "vending_machine": vending_machine,
    "soykaf_machine": soykaf_machine,
    "server_rack": server_rack,
    "satellite_dish": satellite_dish,
    "antenna": antenna,
    "security_camera": security_camera,
}
