"""What is written, printed or flown: flags, banners, posters, notes, letters, cards that say who one is, scrolls."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, sheet
from generation.sketch.models.parts import (
    Flat,
    Paint,
    Thing,
    circle,
    inlay,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
)

INK = Skin(colour("#2a2420"), 0.1)


def _waving(left: float, right: float, low: float, high: float, skin: Skin, amount: float = 0.05) -> Mesh:
    """Make cloth that waves, seen from both sides."""
    across, up = np.linspace(0, 1, 25)[None], np.linspace(0, 1, 13)[:, None]
    sway = amount * np.sin(across * 9 + up * 1.5) * (0.3 + across)
    grid = np.stack([left + (right - left) * across + 0 * up, low + (high - low) * up + 0.25 * sway, sway], axis=-1)
    front = sheet(grid, np.array([0.0, 0.0, -5.0]), skin)
    back = sheet(grid - np.array([0, 0, 0.004]), np.array([0.0, 0.0, 5.0]), skin)
    return joined([front, back])


def flag(paint: Paint) -> Thing:
    """Make a flag that waves on its pole."""
    cloth = paint.body("#b02430", 0.2)
    made = _waving(-0.28, 0.48, 0.02, 0.46, cloth)
    middles = made.centres()
    row = np.arange(len(made)) // 24 % 12
    light = np.array(mix(cloth.colour, WHITE, 0.75), np.float64)
    made = made.tinted(np.where(((row == 5) | (row == 6) | (middles[:, 0] < -0.16))[:, None], light, made.colours))
    parts = [
        made,
        rod((-0.30, -0.52, 0), (-0.30, 0.50, 0), 0.018, STEEL, 12),
        ball((-0.30, 0.52, 0), (0.03,) * 3, Skin(colour("#d8b050"), 1.0), 8, 12),
    ]
    labels = (
        ("POLE", (-0.3, -0.3, 0.02)),
        ("CLOTH", (0.3, 0.3, 0.05)),
        ("FINIAL", (-0.3, 0.52, 0.02)),
        ("TATTERED", (0.45, 0.1, 0.05)),
    )
    return thing(parts, labels, (-0.2, 0.05, 0.0))


def banner(paint: Paint) -> Thing:
    """Make a banner that hangs from a bar, with an emblem and a swallow's tail."""
    cloth = paint.body("#3a2a78", 0.2)
    gold = Skin(colour("#d8b050"), 0.7)
    outline = [(-0.26, 0.42), (0.26, 0.42), (0.26, -0.34), (0.0, -0.20), (-0.26, -0.34)]
    parts = [
        plate(outline, 0.010, cloth),
        *[
            inlay([(x * 0.255, 0.42), (x * 0.225, 0.42), (x * 0.225, -0.315), (x * 0.255, -0.335)], 0.010, gold, 0.004)
            for x in (-1, 1)
        ],
        inlay(circle(0.13, 0.0, 0.14), 0.010, gold, 0.004),
        inlay(circle(0.10, 0.0, 0.14), 0.012, cloth, 0.004, 2),
        inlay([(-0.08, 0.10), (0.0, 0.23), (0.08, 0.10), (0.0, 0.13)], 0.016, gold, 0.004, 3),
        rod((-0.34, 0.43, 0), (0.34, 0.43, 0), 0.020, Skin(colour("#5a3a22"), 0.3), 12),
        *[ball((x, 0.43, 0), (0.034,) * 3, gold, 8, 12) for x in (-0.35, 0.35)],
        strip([(-0.30, 0.44, 0), (0, 0.58, 0), (0.30, 0.44, 0)], 0.008, gold, 6),
        *[rod((x, y, 0), (x, y - 0.09, 0), 0.012, gold, 6) for x, y in ((-0.26, -0.34), (0.26, -0.34))],
    ]
    labels = (
        ("EMBLEM", (0, 0.14, 0.02)),
        ("BAR", (0.25, 0.43, 0.02)),
        ("TAIL", (0.2, -0.3, 0.01)),
        ("TASSEL", (-0.26, -0.4, 0.01)),
    )
    return thing(parts, labels, (-0.25, 0.05, 0.0))


def poster(paint: Paint) -> Thing:
    """Make a wanted poster: a face, a reward, torn corners, nails."""
    paper = paint.body("#d0b888", 0.1)
    outline: list[Flat] = [
        (-0.34, 0.46),
        (0.32, 0.48),
        (0.34, 0.30),
        (0.335, -0.44),
        (0.22, -0.47),
        (-0.10, -0.455),
        (-0.34, -0.48),
    ]
    skin, brown = Skin(colour("#8a6a48"), 0.1), Skin(colour("#5a4028"), 0.1)
    parts = [
        plate(outline, 0.006, paper),
        *[inlay(rounded(-0.26 + 0.088 * i, 0.34, -0.20 + 0.088 * i, 0.42, 0.008), 0.006, INK, 0.003) for i in range(6)],
        inlay(rounded(-0.22, -0.14, 0.22, 0.29, 0.005), 0.006, Skin(colour("#b89a68"), 0.1), 0.003),
        inlay(
            [(-0.20, -0.135), (0.20, -0.135), (0.15, -0.02), (0.06, 0.02), (-0.06, 0.02), (-0.15, -0.02)],
            0.009,
            brown,
            0.003,
            2,
        ),
        inlay(circle(0.10, 0.0, 0.11), 0.012, skin, 0.003, 3),
        inlay([(-0.11, 0.12), (0.11, 0.12), (0.09, 0.22), (0.0, 0.25), (-0.09, 0.22)], 0.015, INK, 0.003, 4),
        *[inlay(circle(0.014, x, 0.10, 12), 0.015, INK, 0.003, 4) for x in (-0.04, 0.04)],
        inlay(rounded(-0.035, 0.045, 0.035, 0.055, 0.004), 0.015, INK, 0.003, 4),
        inlay(rounded(-0.24, -0.30, 0.24, -0.20, 0.006), 0.006, Skin(colour("#8a2420"), 0.1), 0.003),
        *[
            inlay(rounded(-0.20 + 0.07 * i, -0.28, -0.155 + 0.07 * i, -0.22, 0.006), 0.009, paper, 0.003, 2)
            for i in range(6)
        ],
        *[inlay(rounded(-w, y, w, y + 0.018, 0.004), 0.006, INK, 0.003) for w, y in ((0.24, -0.35), (0.20, -0.39))],
        *[
            ball((x, y, 0.02), (0.018, 0.018, 0.012), Skin(STEEL.colour, 0.9, lift=0.1), 6, 10)
            for x, y in ((-0.29, 0.42), (0.28, 0.44), (-0.29, -0.42), (0.29, -0.41))
        ],
    ]
    labels = (
        ("WANTED", (0, 0.38, 0.01)),
        ("WHO?", (0, 0.1, 0.02)),
        ("REWARD", (0, -0.25, 0.01)),
        ("NAIL", (0.28, 0.44, 0.03)),
    )
    return thing(parts, labels, (-0.15, 0.0, 0.0))


def note(paint: Paint) -> Thing:
    """Make a note held by a strip of tape, with a few lines in a hurried hand."""
    paper = paint.body("#e8d870", 0.1)
    parts: list[Mesh] = [
        plate([(-0.40, 0.40), (0.40, 0.40), (0.40, -0.30), (0.30, -0.40), (-0.40, -0.40)], 0.006, paper),
        plate(
            [(0.40, -0.30), (0.30, -0.40), (0.30, -0.30)], 0.006, Skin(dim(paper.colour, 0.8), 0.1, lift=0.03), 0.012
        ),
        inlay(rounded(-0.14, 0.34, 0.14, 0.46, 0.01), 0.012, Skin(colour("#c8c4a8"), 0.7), 0.004),
    ]
    for row in range(5):
        y, end = 0.22 - 0.12 * row, 0.30 - 0.14 * ((row * 3) % 3)
        xs = np.linspace(-0.30, end, 26)
        parts.append(
            strip(
                [
                    (x, y + 0.022 * math.sin(i * 1.9 + row) + 0.012 * math.sin(i * 3.7), 0.012)
                    for i, x in enumerate(xs.tolist())
                ],
                0.008,
                Skin(colour("#1c2a6a"), 0.2, lift=0.04),
                5,
            )
        )
    labels = (
        ("TAPE", (0, 0.4, 0.02)),
        ("HURRIED", (0, 0.1, 0.01)),
        ("CORNER", (0.33, -0.33, 0.02)),
        ("NO NAME", (-0.2, -0.25, 0.01)),
    )
    return thing(parts, labels, (-0.2, -0.1, 0.1))


def letter(paint: Paint) -> Thing:
    """Make a sealed letter."""
    paper = paint.body("#e0d4b8", 0.15)
    fold = Skin(dim(paper.colour, 0.82), 0.1, lift=0.03)
    wax = Skin(colour("#a01824"), 0.8, lift=0.12)
    parts = [
        plate(rounded(-0.48, -0.32, 0.48, 0.32, 0.01), 0.012, paper),
        inlay([(-0.47, 0.31), (0.47, 0.31), (0.0, -0.06)], 0.014, Skin(dim(paper.colour, 0.93), 0.15), 0.004),
        strip([(-0.47, 0.31, 0.02), (0, -0.06, 0.024), (0.47, 0.31, 0.02)], 0.006, fold, 5),
        strip([(-0.47, -0.31, 0.016), (-0.10, 0.0, 0.02)], 0.005, fold, 5),
        strip([(0.47, -0.31, 0.016), (0.10, 0.0, 0.02)], 0.005, fold, 5),
        turned_body([(0.10, 0.0), (0.105, 0.015), (0.07, 0.03), (0.01, 0.025)], wax, 24)
        .turned(0.0, math.pi / 2)
        .moved((0, -0.03, 0.02)),
        ring((0, -0.03, 0.05), 0.055, 0.008, wax, "z", 22, 6),
    ]
    labels = (
        ("SEAL", (0, -0.03, 0.05)),
        ("FLAP", (0.15, 0.2, 0.02)),
        ("REAL PAPER", (-0.4, -0.2, 0.01)),
        ("PERFUME", (0.4, -0.2, 0.01)),
    )
    return thing(parts, labels, (-0.3, -0.2, 0.1))


def id_card(paint: Paint) -> Thing:
    """Make an identity card with a picture, a chip and a strip of light."""
    body = paint.body("#2a4a78", 0.7)
    light = Skin(mix(body.colour, WHITE, 0.75), 0.4)
    parts = [
        plate(rounded(-0.48, -0.30, 0.48, 0.30, 0.05), 0.012, body),
        inlay(rounded(-0.42, -0.18, -0.14, 0.16, 0.02), 0.012, light, 0.003),
        inlay(circle(0.065, -0.28, 0.04), 0.015, Skin(colour("#a07858"), 0.3), 0.003, 2),
        inlay(
            [(-0.40, -0.175), (-0.16, -0.175), (-0.20, -0.06), (-0.36, -0.06)],
            0.015,
            Skin(colour("#20242c"), 0.3),
            0.003,
            2,
        ),
        inlay(rounded(-0.48, 0.20, 0.48, 0.26, 0.004), 0.012, Skin(paint.accent, 0.4, 0.5), 0.003),
        inlay(rounded(0.28, -0.20, 0.40, -0.08, 0.015), 0.012, Skin(colour("#d8b050"), 1.0), 0.004),
        *[
            inlay(rounded(-0.06, y, x, y + 0.028, 0.006), 0.012, light, 0.003)
            for x, y in ((0.36, 0.10), (0.22, 0.03), (0.30, -0.04), (0.14, -0.14))
        ],
        *[
            inlay(
                rounded(-0.06 + 0.018 * i, -0.25, -0.052 + 0.018 * i + 0.006 * (i % 3 == 0), -0.20, 0.001),
                0.012,
                light,
                0.003,
            )
            for i in range(14)
        ],
    ]
    labels = (
        ("SIN", (0.1, 0.1, 0.01)),
        ("CHIP", (0.34, -0.14, 0.02)),
        ("FACE", (-0.28, 0.04, 0.02)),
        ("FAKE: 4", (-0.2, 0.23, 0.01)),
    )
    return thing(parts, labels, (-0.3, -0.2, 0.1))


def scroll(paint: Paint) -> Thing:
    """Make a scroll that lies half open, with runes."""
    paper = paint.body("#d0b47a", 0.1)
    wood = Skin(colour("#5a341c"), 0.4)
    parts = [plate([(-0.40, -0.26), (0.40, -0.26), (0.40, 0.26), (-0.40, 0.26)], 0.006, paper)]
    for x in (-0.42, 0.42):
        parts += [
            rod((x, -0.26, 0.04), (x, 0.26, 0.04), 0.055, Skin(dim(paper.colour, 0.9), 0.1), 18),
            rod((x, -0.36, 0.04), (x, 0.36, 0.04), 0.022, wood, 12),
            *[ball((x, y, 0.04), (0.04,) * 3, wood, 8, 12) for y in (-0.38, 0.38)],
        ]
    for row in range(5):
        for column in range(9):
            x, y, kind = -0.30 + 0.075 * column, 0.19 - 0.095 * row, (row * 5 + column * 3) % 4
            bars = [
                ((0, -0.025), (0, 0.025)),
                ((-0.02, 0.02), (0.02, 0.0)),
                ((0.0, 0.02), (0.02, -0.02)),
                ((-0.02, -0.02), (0.02, 0.02)),
            ]
            for (x0, y0), (x1, y1) in (bars[0], bars[kind]):
                parts.append(
                    strip(
                        [(x + x0, y + y0, 0.010), (x + x1, y + y1, 0.010)], 0.0055, Skin(INK.colour, 0.1, lift=0.03), 4
                    )
                )
    labels = (
        ("RUNES", (0, 0.1, 0.01)),
        ("ROLLER", (0.42, 0.3, 0.05)),
        ("VELLUM", (-0.2, -0.2, 0.01)),
        ("FORMULA", (0.1, -0.1, 0.01)),
    )
    return thing(parts, labels, (-0.2, -0.2, 0.1))


MAKERS = {
    "flag": flag,
    "banner": banner,
    "poster": poster,
    "note": note,
    "letter": letter,
    "id_card": id_card,
    "scroll": scroll,
}
