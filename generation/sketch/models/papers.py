"""What is printed, written or painted: cards, books, maps, newspapers, money, pictures; their face is up (z)."""

import math

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, mix
from generation.sketch.models.mesh import Mesh, Skin, ball, beam
from generation.sketch.models.parts import Flat, Paint, Thing, inlay, plate, rod, rounded, strip, thing

PAPER, INK, GOLD = Skin(colour("#e6dfcc"), 0.1), Skin(colour("#2a2622"), 0.1), Skin(colour("#c09a50"), 0.9)


def _spun(outline: list[Flat], angle: float, x: float, y: float) -> list[Flat]:
    cosine, sine = math.cos(angle), math.sin(angle)
    return [(x + a * cosine - b * sine, y + a * sine + b * cosine) for a, b in outline]


def _sheet(left: float, bottom: float, right: float, top: float) -> list[Flat]:
    return [(right, top), (left, top), (left, bottom), (right, bottom)]


def _spade(size: float) -> list[Flat]:
    return [
        (0, size), (-0.45 * size, 0.25 * size), (-0.62 * size, -0.10 * size), (-0.45 * size, -0.38 * size),
        (-0.12 * size, -0.30 * size), (-0.22 * size, -0.72 * size), (0.22 * size, -0.72 * size),
        (0.12 * size, -0.30 * size), (0.45 * size, -0.38 * size), (0.62 * size, -0.10 * size),
        (0.45 * size, 0.25 * size),
    ]  # fmt: skip


def _heart(size: float) -> list[Flat]:
    return [
        (0, -0.75 * size),
        (0.62 * size, 0.05 * size),
        (0.60 * size, 0.42 * size),
        (0.30 * size, 0.60 * size),
        (0, 0.34 * size),
        (-0.30 * size, 0.60 * size),
        (-0.60 * size, 0.42 * size),
        (-0.62 * size, 0.05 * size),
    ]


def card(paint: Paint) -> Thing:
    """Make a hand of three playing cards."""
    parts = []
    for index, (angle, x, y) in enumerate(((0.35, -0.30, -0.02), (0.05, 0.0, 0.03), (-0.28, 0.30, -0.03))):
        tint = Skin(colour("#b01828") if index != 1 else colour("#14141a"), 0.1)
        z = 0.014 * index
        parts.append(
            plate(_spun(rounded(-0.20, -0.30, 0.20, 0.30, 0.03), angle, x, y), 0.005, paint.body("#f0ece2", 0.4), z)
        )
        shape = _spade(0.13) if index == 1 else _heart(0.13)
        parts.append(inlay(_spun(shape, angle, x, y), z + 0.006, tint, 0.002))
        for way in (1, -1):
            small = _spade(0.035) if index == 1 else _heart(0.035)
            place = [(a * way - 0.145 * way, b * way + 0.23 * way) for a, b in small]
            parts.append(inlay(_spun(place, angle, x, y), z + 0.006, tint, 0.002))
    labels = (
        ("ACE", (0.0, 0.03, 0.02)),
        ("HEARTS", (-0.3, 0.0, 0.02)),
        ("MARKED EDGE", (0.42, 0.2, 0.02)),
        ("LINEN", (-0.40, -0.25, 0.02)),
    )
    return thing(parts, labels, (-0.2, -0.6, 0.0))


def book(paint: Paint) -> Thing:
    """Make an old book with a sign on its cover and a ribbon."""
    cover = paint.body("#4a1f24", 0.35)
    parts = [
        plate(rounded(-0.34, -0.46, 0.36, 0.46, 0.02), 0.020, cover, 0.085),
        plate(rounded(-0.34, -0.46, 0.36, 0.46, 0.02), 0.020, cover, -0.085),
        plate(rounded(-0.31, -0.43, 0.335, 0.43, 0.01), 0.066, PAPER),
        beam((-0.335, -0.46, 0), (-0.335, 0.46, 0), 0.05, 0.205, cover, (0, 0, 1)),
        strip(
            [(0.05, -0.43, 0.03), (0.06, -0.56, 0.0), (0.02, -0.64, -0.08)], 0.014, Skin(colour("#c82838"), 0.2), 6,
        ),
    ]  # fmt: skip
    parts += [rod((-0.365, y, -0.06), (-0.365, y, 0.06), 0.022, GOLD, 10) for y in (-0.32, -0.12, 0.12, 0.32)]
    parts += [
        inlay([(x, y), (x + 0.09 * sx, y), (x, y + 0.09 * sy)][:: sx * sy], 0.105, GOLD, 0.006)
        for x, sx in ((-0.30, 1), (0.35, -1))
        for y, sy in ((-0.45, 1), (0.45, -1))
    ]
    star = [
        (
            0.02 + (0.17 if i % 2 == 0 else 0.07) * math.sin(i * math.pi / 5),
            (0.17 if i % 2 == 0 else 0.07) * math.cos(i * math.pi / 5),
        )
        for i in range(10)
    ]
    parts += [
        inlay(star, 0.105, paint.lit(0.55), 0.006),
        inlay(rounded(-0.20, -0.34, 0.24, -0.31, 0.01), 0.105, GOLD, 0.005),
        inlay(rounded(-0.20, 0.31, 0.24, 0.34, 0.01), 0.105, GOLD, 0.005),
    ]
    labels = (
        ("HERMETIC SEAL", (0.02, 0.0, 0.11)),
        ("CALFSKIN", (0.2, -0.2, 0.10)),
        ("RIBBON", (0.05, -0.55, 0.0)),
        ("GILT CORNER", (0.32, 0.42, 0.10)),
    )
    return thing(parts, labels, (-0.35, -0.5, 0.0))


def newspaper(paint: Paint) -> Thing:
    """Make a folded newspaper with a headline and a photograph."""
    parts = [
        plate(rounded(-0.37, -0.48, 0.37, 0.48, 0.01), 0.014, PAPER),
        plate(rounded(-0.35, -0.47, 0.385, 0.465, 0.01), 0.010, Skin(colour("#d2cab6"), 0.1), -0.024),
        inlay(rounded(-0.32, 0.37, 0.32, 0.45, 0.004), 0.014, INK, 0.002),
        inlay(rounded(-0.32, 0.31, 0.32, 0.32, 0.002), 0.014, INK, 0.002),
        inlay(rounded(-0.32, 0.225, 0.26, 0.285, 0.004), 0.014, INK, 0.002),
        inlay(rounded(-0.32, 0.16, 0.10, 0.205, 0.004), 0.014, INK, 0.002),
        inlay(rounded(-0.08, -0.20, 0.32, 0.11, 0.004), 0.014, Skin(paint.asked or colour("#7a7874"), 0.1), 0.002),
        inlay(
            [(-0.04, -0.19), (0.05, 0.0), (0.12, -0.08), (0.21, 0.06), (0.29, -0.19)], 0.017,
            Skin(colour("#3c3c40"), 0.1), 0.002, 2,
        ),
    ]  # fmt: skip
    for column, (left, right, top) in enumerate(((-0.32, -0.12, 0.10), (-0.08, 0.10, -0.24), (0.14, 0.32, -0.24))):
        rows = [
            (top - 0.030 * row, right - 0.03 * ((row * 7 + column * 3) % 4 == 0))
            for row in range(int((top + 0.46) / 0.030))
        ]
        grey = Skin(colour("#6a6660"), 0.1)
        parts += [inlay(_sheet(left, high - 0.010, end, high), 0.014, grey, 0.0015) for high, end in rows]  # fmt: skip
    labels = (
        ("SEATTLE NEWSFAX", (0.0, 0.41, 0.02)),
        ("PHOTOGRAPH", (0.15, 0.0, 0.02)),
        ("COLUMN", (-0.22, -0.2, 0.02)),
        ("FOLD", (0.38, 0.3, 0.0)),
    )
    return thing(parts, labels, (-0.25, -0.6, 0.0))


def map_(paint: Paint) -> Thing:
    """Make an unfolded map with streets, water, a route and a cross."""
    parts: list[Mesh] = []
    tint = paint.asked or colour("#d8c89a")
    for column in range(4):
        for row in range(3):
            left, low = -0.56 + 0.28 * column, -0.36 + 0.24 * row
            high = 0.018 if (column + row) % 2 else 0.0
            tone = mix(tint, BLACK, 0.06 if (column + row) % 2 else 0.0)
            parts.append(
                plate(
                    [(left, low), (left + 0.277, low), (left + 0.277, low + 0.237), (left, low + 0.237)],
                    0.004,
                    Skin(tone, 0.12),
                    high,
                )
            )
    level = 0.024
    water: Colour = colour("#6a9ab8")
    parts.append(
        inlay(
            [
                (-0.56, -0.36),
                (-0.34, -0.36),
                (-0.24, -0.18),
                (-0.30, 0.02),
                (-0.22, 0.18),
                (-0.36, 0.34),
                (-0.56, 0.36),
            ],
            level,
            Skin(water, 0.2),
            0.002,
        )
    )
    streets = [
        ((-0.24, -0.3), (0.54, -0.22)),
        ((-0.28, -0.08), (0.54, -0.02)),
        ((-0.26, 0.14), (0.54, 0.20)),
        ((-0.12, -0.35), (-0.06, 0.35)),
        ((0.10, -0.35), (0.16, 0.35)),
        ((0.32, -0.35), (0.40, 0.35)),
    ]
    for (x0, y0), (x1, y1) in streets:
        parts.append(
            strip([(x0, y0, level + 0.004), (x1, y1, level + 0.004)], 0.007, Skin(colour("#8a7a58"), 0.1, lift=0.06), 5)
        )
    route = [(-0.06, -0.28), (-0.09, -0.05), (0.13, -0.03), (0.15, 0.18), (0.34, 0.20), (0.38, 0.28)]
    parts += [strip([(x, y, level + 0.006) for x, y in route], 0.010, Skin(colour("#c81c24"), 0.1, 0.15, lift=0.08), 6)]
    parts += [
        strip(
            [(0.38 - 0.05, 0.28 - 0.05 * way, level + 0.01), (0.38 + 0.05, 0.28 + 0.05 * way, level + 0.01)],
            0.013,
            Skin(colour("#c81c24"), 0.1, 0.15, lift=0.10),
            6,
        )
        for way in (-1, 1)
    ]
    labels = (
        ("TARGET", (0.38, 0.28, 0.04)),
        ("ROUTE", (0.0, -0.04, 0.04)),
        ("SOUND", (-0.42, 0.0, 0.03)),
        ("FOLD", (0.28, -0.12, 0.02)),
    )
    return thing(parts, labels, (-0.2, -0.6, 0.0))


def money(paint: Paint) -> Thing:
    """Make stacks of banded notes."""
    note = paint.body("#5a8a6a", 0.15)
    parts = []
    for x, y, z, turn in (
        (-0.24, -0.10, 0.0, 0.06),
        (0.26, -0.06, 0.0, -0.08),
        (0.0, 0.16, 0.0, 0.02),
        (0.03, 0.0, 0.15, 0.16),
    ):
        parts += [
            plate(
                _spun(_sheet(-0.23, -0.105, 0.23, 0.105), turn + 0.012 * ((i * 5) % 3 - 1), x, y),
                0.011,
                Skin(mix(note.colour, WHITE, 0.10 * (i % 2)), 0.1),
                z + 0.024 * i,
            )
            for i in range(5)
        ]
        top = z + 0.110
        parts += [
            inlay(
                _spun(_sheet(-0.045, -0.108, 0.045, 0.108), turn, x, y), top, Skin(colour("#e8e0c8"), 0.2), 0.004,
                2,
            ),
            inlay(
                _spun(
                    [
                        (0.14 + 0.05 * math.cos(a), 0.06 * math.sin(a))
                        for a in [i * math.tau / 14 for i in range(14)]
                    ],
                    turn, x, y,
                ),
                top, Skin(mix(note.colour, BLACK, 0.35), 0.1), 0.002,
            ),
            inlay(
                _spun(_sheet(-0.20, -0.07, -0.09, -0.03), turn, x, y), top, Skin(mix(note.colour, BLACK, 0.4), 0.1),
                0.002,
            ),
        ]  # fmt: skip
    labels = (
        ("NUYEN", (0.03, 0.0, 0.27)),
        ("BAND", (-0.24, -0.10, 0.12)),
        ("UNMARKED", (0.4, -0.08, 0.1)),
        ("50 NOTES", (0.0, 0.2, 0.05)),
    )
    return thing(parts, labels, (-0.4, -0.6, 0.0))


def painting(paint: Paint) -> Thing:
    """Make a painting in a gilt frame: a landscape with a sun, hills and a tower."""
    parts = [plate(rounded(-0.46, -0.34, 0.46, 0.34, 0.004), 0.012, Skin(colour("#8ab0c8"), 0.15))]
    for (x0, y0), (x1, y1) in (
        ((-0.54, -0.38), (0.54, -0.38)),
        ((-0.54, 0.38), (0.54, 0.38)),
        ((-0.50, -0.42), (-0.50, 0.42)),
        ((0.50, -0.42), (0.50, 0.42)),
    ):
        parts += [
            beam((x0, y0, 0.02), (x1, y1, 0.02), 0.10, 0.07, paint.body("#a8803a", 0.8), (0, 0, 1)),
            rod((x0, y0, 0.06), (x1, y1, 0.06), 0.022, GOLD, 10),
        ]
    scene: list[tuple[list[Flat], str]] = [
        ([(-0.45, 0.02), (-0.45, 0.33), (0.45, 0.33), (0.45, 0.02)], "#e0b070"),
        (
            [(-0.45, -0.02), (-0.25, 0.14), (-0.08, 0.04), (0.12, 0.20), (0.45, 0.0), (0.45, -0.1), (-0.45, -0.1)],
            "#5a6a8a",
        ),
        ([(-0.45, -0.33), (-0.45, -0.06), (-0.1, 0.0), (0.2, -0.08), (0.45, -0.03), (0.45, -0.33)], "#4a6a3c"),
        ([(-0.45, -0.33), (-0.2, -0.20), (0.1, -0.26), (0.45, -0.18), (0.45, -0.33)], "#2c4428"),
        ([(0.22, -0.08), (0.22, 0.12), (0.26, 0.18), (0.30, 0.12), (0.30, -0.08)], "#3a2c30"),
    ]  # fmt: skip
    for level, (outline, tint) in enumerate(scene):
        parts.append(inlay(outline, 0.012 + 0.003 * level, Skin(colour(tint), 0.2), 0.002, 1 + level))
    parts.append(ball((-0.22, 0.20, 0.02), (0.06, 0.06, 0.004), Skin(colour("#f8e0a0"), 0.2, 0.35, lift=0.12), 6, 16))
    labels = (
        ("GILT FRAME", (0.50, 0.2, 0.06)),
        ("OIL", (-0.2, 0.2, 0.03)),
        ("SIGNED", (0.35, -0.3, 0.03)),
        ("TOWER", (0.26, 0.1, 0.03)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.0))


MAKERS = {
    "card": card,
    "book": book,
    "newspaper": newspaper,
    "map": map_,
    "money": money,
    "painting": painting,
}
