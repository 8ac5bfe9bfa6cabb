"""Doors, windows, bars: what lets one in and out, and lets one see."""

import math

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    CHROME,
    CONCRETE,
    DARK_STEEL,
    DARK_WOOD,
    GLASS,
    PAPER,
    STEEL,
    STONE,
    WHITE_PAINT,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece, Sides

LINEN_BLUE = colour("#9ab4b8")
SKY_STEPS = 5  # of colour from the foot of a tall window to its top


def _brightness(finish: Finish) -> float:
    return {"dusk": 0.62, "dawn": 0.40}.get(finish.hour, 0.32 if finish.night else 0.62)


def _weather_on(pane: Sides, finish: Finish, left: float, low: float, right: float, top: float) -> None:
    """Let rain run down a pane, snow lie on its foot and fall behind it, or fog stand in it."""
    wide, high = right - left, top - low
    shine = dim(mix(finish.lamp, colour("#a8c4d8"), 0.6), 0.55 if finish.night else 0.8)
    if finish.weather == "fog":
        pane.panel("front", left, low, right, low + 0.8 * high, colour("#8c98a0"), dim(colour("#8c98a0"), 0.16))
    for _ in range({"rain": 22, "snow": 16}.get(finish.weather, 0)):
        x, y = left + wide * 0.97 * finish.luck(), low + high * 0.9 * finish.luck()
        if finish.weather == "rain":
            long = high * (0.06 + 0.34 * finish.luck() ** 2)
            pane.panel("front", x, y, x + 0.012 * wide + 0.004, min(top, y + long), GLASS, dim(shine, 0.45))
            pane.panel("front", x - 0.004, y, x + 0.018 * wide + 0.008, y + 0.035 * high, GLASS, shine)
        else:
            pane.panel("front", x, y, x + 0.02, y + 0.022, WHITE, dim(WHITE, 0.5))
    if finish.weather == "snow":
        pane.panel("front", left, low, right, low + 0.1 * high, WHITE, dim(WHITE, 0.35))


def door(piece: Piece, finish: Finish) -> None:
    """Make a door."""
    frame = piece.box((-0.6, 0.6), (0, 2.25), (-0.05, 0.08), dim(finish.accent, 0.55))
    leaf = mix(finish.accent, STEEL, 0.35)
    frame.panel("front", 0.1, 0.0, 0.9, 0.94, leaf).panel("front", 0.2, 0.1, 0.8, 0.45, dim(leaf, 0.85))
    frame.panel("front", 0.2, 0.52, 0.8, 0.86, dim(leaf, 0.85)).panel("front", 0.8, 0.44, 0.86, 0.5, BRASS)


def blast_door(piece: Piece, finish: Finish) -> None:
    """Make a blast door."""
    frame = piece.box((-1.3, 1.3), (0, 2.8), (-0.12, 0.1), DARK_STEEL)
    for left in (0.06, 0.51):
        frame.panel("front", left, 0.0, left + 0.43, 0.93, STEEL)
        for row in range(3):
            frame.panel("front", left + 0.05, 0.1 + 0.26 * row, left + 0.38, 0.3 + 0.26 * row, dim(STEEL, 0.8))
    for index in range(12):
        frame.panel("front", index / 12, 0.94, (index + 0.5) / 12, 1.0, colour("#d8a820"))
    frame.panel("front", 0.46, 0.45, 0.54, 0.6, BLACK_PAINT, dim(finish.neon[0], 0.8))


def vault_door(piece: Piece, finish: Finish) -> None:
    """Make a vault door."""
    piece.box((-2.0, 2.0), (0, 3.3), (0.1, 0.3), dim(STEEL, 0.55)).grid("front", 8, 7, dim(STEEL, 0.65), share=0.92)

    def draw(sprite: Sprite) -> None:
        for radius, tone in ((1.5, 0.35), (1.42, 0.9), (1.25, 0.55), (1.18, 1.05), (0.6, 0.6), (0.55, 0.95)):
            sprite.disc(0, 1.55, radius, radius, dim(CHROME, tone * 0.75))
        sprite.disc(-0.25, 1.8, 0.75, 0.6, dim(CHROME, 0.85))
        for index in range(12):
            a = math.tau * index / 12
            sprite.disc(1.33 * math.cos(a), 1.55 + 1.33 * math.sin(a), 0.07, 0.07, dim(CHROME, 1.1))
        for index in range(5):
            a = math.tau * index / 5 + 0.3
            sprite.line([(0, 1.55), (0.52 * math.cos(a), 1.55 + 0.52 * math.sin(a))], 0.09, BRASS)
            sprite.disc(0.55 * math.cos(a), 1.55 + 0.55 * math.sin(a), 0.09, 0.09, dim(BRASS, 1.2))
        sprite.disc(0, 1.55, 0.18, 0.18, dim(BRASS, 1.1))
        sprite.disc(0.0, 2.35, 0.1, 0.1, BLACK, dim(finish.neon[0], 0.9))

    piece.stand(draw, (-1.6, 0, 1.6, 3.2), z=-0.05)


def window(piece: Piece, finish: Finish) -> None:
    """Let in what light there is outside, or show the lit windows of the city at night."""
    frame = piece.box((-0.9, 0.9), (0.9, 2.5), (-0.04, 0.06), mix(WHITE_PAINT, finish.accent, 0.4))
    dark, bright = dim(mix(finish.neon[1], colour("#1a2438"), 0.75), 0.8), _brightness(finish)
    for column in range(2):
        for row in range(2):
            left, low = 0.05 + column * 0.46, 0.06 + row * 0.46
            light = dim(finish.outside(dark, 0.75 * row), bright)
            frame.panel("front", left, low, left + 0.44, low + 0.42, GLASS, light)
            if finish.night:
                for _ in range(9):
                    x, y = left + 0.03 + 0.36 * finish.luck(), low + 0.03 + 0.3 * finish.luck() ** 2
                    frame.panel(
                        "front", x, y, x + 0.025, y + 0.03, BLACK, dim(mix(finish.tint(), finish.lamp, 0.5), 0.8)
                    )
            _weather_on(frame, finish, left, low, left + 0.44, low + 0.42)
    piece.box((-1.0, 1.0), (0.84, 0.9), (-0.16, 0.06), mix(WHITE_PAINT, finish.accent, 0.3))


def tall_window(piece: Piece, finish: Finish) -> None:
    """Make a tall window."""
    frame = piece.box((-1.5, 1.5), (0.3, 2.9), (-0.04, 0.06), DARK_STEEL)
    dark, bright = dim(mix(finish.neon[1], colour("#141c30"), 0.8), 0.7), _brightness(finish)
    outside = dim(mix(finish.neon[1], colour("#141c30"), 0.8), 0.7) if finish.night else colour("#c8dcec")
    for column in range(3):
        left = 0.015 + column / 3
        for step in range(SKY_STEPS):
            share = step / SKY_STEPS
            light = dim(finish.outside(dark, share), bright)
            frame.panel("front", left, 0.02 + 0.96 * share, left + 0.31, 0.98, GLASS, light)
        for tower in range(4):
            x, high = left + 0.01 + tower * 0.072, 0.2 + 0.55 * finish.luck()
            body = dim(outside, 0.5 if finish.night else 0.75)
            frame.panel("front", x, 0.02, x + 0.065, high, dim(body, 0.3), dim(body, 0.25 if finish.night else 0.5))
            for _ in range(8 if finish.night else 0):
                lx, ly = x + 0.005 + 0.045 * finish.luck(), 0.03 + (high - 0.06) * finish.luck()
                frame.panel("front", lx, ly, lx + 0.01, ly + 0.018, BLACK, mix(finish.tint(), finish.lamp, 0.6))
        _weather_on(frame, finish, left, 0.02, left + 0.31, 0.98)


def stained_window(piece: Piece, finish: Finish) -> None:
    """Fill a pointed window with coloured panes that glow."""
    panes = ("#d83038", "#2858d8", "#e8b830", "#30a860", "#8a48e0", "#20a8d8")
    chosen = [[finish.one_of(*panes) for _ in range(4)] for _ in range(12)]
    bright = [[0.45 + 0.45 * finish.luck() for _ in range(4)] for _ in range(12)]
    wide, foot, tall = 0.75, 2.0, 3.9

    def half_at(share: float) -> float:
        return 1.0 if share < 0.62 else math.sqrt(max(0.0, 1 - ((share - 0.62) / 0.4) ** 2))

    piece.box((-wide - 0.1, wide + 0.1), (foot - 0.15, foot), (-0.15, 0.0), STONE)
    for row in range(12):
        low, high = row / 12, (row + 1) / 12
        below, above = wide * half_at(low), wide * half_at(high)
        for pane in range(4):
            start, stop = -1 + pane / 2, -0.5 + pane / 2
            ring = [
                (reach * side * 0.97 - gap, foot + level * tall - gap, -0.03)
                for reach, side, level, gap in (
                    (below, start, low, 0.0), (above, start, high, 0.0), (above, stop, high, 0.02),
                    (below, stop, low, 0.02),
                )
            ]  # fmt: skip
            tint = mix(chosen[row][pane], colour("#f0e0b0"), 0.5 if pane in (1, 2) and 3 < row < 9 else 0.0)
            piece.slanted(ring, dim(tint, 0.3), dim(tint, bright[row][pane] * (0.62 if finish.night else 1.0)))


def curtain(piece: Piece, finish: Finish) -> None:
    """Make a curtain."""
    cloth = mix(finish.accent, LINEN_BLUE, 0.4)
    piece.box((-1.0, 1.0), (2.25, 2.29), (-0.02, 0.02), CHROME)
    for fold in range(12):
        x = -1.0 + fold / 6
        piece.box((x, x + 1 / 6), (0.2, 2.25), (-0.03 + 0.03 * (fold % 2), 0.03), dim(cloth, 0.75 + 0.3 * (fold % 2)))


def mirror(piece: Piece, finish: Finish) -> None:
    """Make a mirror."""
    piece.box((-0.45, 0.45), (1.0, 2.0), (-0.03, 0.02), CHROME).panel(
        "front", 0.05, 0.04, 0.95, 0.96, colour("#8aa0a8"), dim(finish.lamp, 0.2)
    ).panel("front", 0.15, 0.5, 0.4, 0.96, colour("#b8ccd0"), dim(finish.lamp, 0.3))


def bars(piece: Piece, finish: Finish) -> None:
    """Close a cell with bars."""
    for index in range(9):
        x = -0.96 + 0.24 * index
        piece.column(x, 0, 0.03, (0, 2.7), STEEL, sides=5)
    for y in (0.15, 1.3, 2.55):
        piece.box((-1.08, 1.08), (y, y + 0.08), (-0.04, 0.04), dim(STEEL, 0.8))


def cell_front(piece: Piece, finish: Finish) -> None:
    """Show a cell behind bars: its dark, a bunk in it, its number."""
    back = piece.box((-1.1, 1.1), (0, 2.7), (0.0, 0.1), colour("#181a1c"))
    back.panel("front", 0.1, 0.18, 0.75, 0.24, colour("#6a6a58")).panel("front", 0.1, 0.24, 0.6, 0.3, colour("#8a8a80"))
    back.panel("front", 0.42, 0.9, 0.58, 0.97, PAPER)
    for index in range(11):
        left = 0.03 + index * 0.093
        back.panel("front", left, 0.0, left + 0.022, 0.88, CHROME if index % 2 else STEEL)
    for low in (0.05, 0.45, 0.84):
        back.panel("front", 0, low, 1, low + 0.03, STEEL)


def barred_window(piece: Piece, finish: Finish) -> None:
    """Make a barred window."""
    light = finish.outside(dim(mix(finish.neon[1], colour("#3a4a70"), 0.7), 0.7), 0.4)
    frame = piece.box((-0.4, 0.4), (1.75, 2.35), (-0.04, 0.04), CONCRETE)
    frame.panel("front", 0.06, 0.08, 0.94, 0.92, GLASS, dim(light, 0.75))
    for index in range(4):
        frame.panel("front", 0.16 + 0.2 * index, 0.0, 0.21 + 0.2 * index, 1.0, BLACK_PAINT)


def round_window(piece: Piece, finish: Finish) -> None:
    """Make a round window."""
    light = finish.outside(dim(mix(finish.neon[1], colour("#4a5a80"), 0.7), 0.8), 0.4)

    def draw(sprite: Sprite) -> None:
        sprite.disc(0, 1.9, 0.62, 0.62, DARK_WOOD)
        sprite.disc(0, 1.9, 0.53, 0.53, GLASS, dim(light, 0.7))
        sprite.disc(0.15, 2.05, 0.12, 0.12, GLASS, mix(light, WHITE, 0.5))
        sprite.line([(-0.53, 1.9), (0.53, 1.9)], 0.05, DARK_WOOD)
        sprite.line([(0, 1.37), (0, 2.43)], 0.05, DARK_WOOD)

    piece.stand(draw, (-0.65, 1.2, 0.65, 2.6), z=-0.05)


def elevator_door(piece: Piece, finish: Finish) -> None:
    """Make an elevator door."""
    frame = piece.box((-0.85, 0.85), (0, 2.35), (-0.05, 0.06), DARK_STEEL)
    for left in (0.07, 0.505):
        frame.panel("front", left, 0.0, left + 0.425, 0.92, CHROME)
        for strip in range(4):
            frame.panel(
                "front",
                left + 0.03 + strip * 0.1,
                0.04,
                left + 0.08 + strip * 0.1,
                0.88,
                dim(CHROME, 0.85 + 0.05 * strip),
            )
    frame.panel("front", 0.35, 0.94, 0.65, 0.99, BLACK_PAINT).panel(
        "front", 0.46, 0.945, 0.54, 0.985, BLACK, colour("#ff5030")
    )


def van_doors(piece: Piece, finish: Finish) -> None:
    """Make van doors."""
    for left in (-1.05, 0.02):
        leaf = piece.box((left, left + 1.03), (0.1, 1.9), (-0.05, 0.02), STEEL)
        leaf.panel("front", 0.15, 0.55, 0.85, 0.9, GLASS, dim(mix(finish.neon[1], colour("#203050"), 0.5), 0.5))
        for _ in range(6):
            x, y = 0.2 + 0.55 * finish.luck(), 0.58 + 0.25 * finish.luck()
            leaf.panel("front", x, y, x + 0.06, y + 0.04, BLACK, mix(finish.tint(), WHITE, 0.2))
        leaf.panel("front", 0.1, 0.05, 0.9, 0.48, dim(STEEL, 0.8))
    piece.box((-0.05, 0.05), (0.9, 1.1), (-0.1, -0.05), BLACK_PAINT)


def one_way_mirror(piece: Piece, finish: Finish) -> None:
    """Make an one way mirror."""
    frame = piece.box((-1.5, 1.5), (0.95, 2.1), (-0.05, 0.02), BLACK_PAINT)
    frame.panel("front", 0.03, 0.06, 0.97, 0.94, colour("#28343c"), dim(finish.lamp, 0.06)).panel(
        "front", 0.1, 0.06, 0.3, 0.94, colour("#3c4a54"), dim(finish.lamp, 0.1)
    ).panel("front", 0.34, 0.06, 0.4, 0.94, colour("#3c4a54"), dim(finish.lamp, 0.1))


def shopfront(piece: Piece, finish: Finish) -> None:
    """Make a shopfront."""
    tint = finish.tint()
    names = ("STUFFER", "CHROME", "ZOE", "MORTIMER", "NOVA", "SIM-SENSE", "ARES", "TALIS", "KONG", "WEAPONS")
    body = piece.box((-1.5, 1.5), (0, 3.2), (-0.06, 0.1), mix(WHITE_PAINT, tint, 0.15))
    body.panel("front", 0.05, 0.02, 0.62, 0.74, GLASS, dim(mix(finish.lamp, WHITE, 0.3), 0.4)).panel(
        "front", 0.68, 0.0, 0.95, 0.7, GLASS, dim(finish.lamp, 0.3)
    )
    for index in range(5):
        left = 0.08 + index * 0.105
        body.panel(
            "front",
            left,
            0.04,
            left + 0.07,
            0.2 + 0.4 * finish.luck(),
            finish.one_of("#c83c5c", "#2c6cc0", "#303038", "#e0b040", "#7a3ca0"),
            dim(finish.lamp, 0.05),
        )
    name = names[int(finish.luck() * len(names))]
    body.panel("front", 0.05, 0.78, 0.95, 0.95, BLACK_PAINT, dim(tint, 0.35))
    for letter in range(len(name)):
        left = 0.5 - 0.045 * len(name) + letter * 0.09
        body.panel("front", left + 0.012, 0.81, left + 0.065, 0.92, BLACK, mix(tint, WHITE, 0.4))
    piece.rests((-1.5, 1.5), (-0.1, 0.1))


OPENINGS: dict[str, Maker] = {
    "door": door,
    "blast_door": blast_door,
    "vault_door": vault_door,
    "window": window,
    "tall_window": tall_window,
    "stained_window": stained_window,
    "curtain": curtain,
    "mirror": mirror,
    "bars": bars,
    "cell_front": cell_front,
    "barred_window": barred_window,
    "round_window": round_window,
    "elevator_door": elevator_door,
    "van_doors": van_doors,
    "one_way_mirror": one_way_mirror,
    "shopfront": shopfront,
}
