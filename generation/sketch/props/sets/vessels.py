"""What is inside trains, limousines, cockpits, stations in orbit and under water, and shelters."""

import math

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CHROME,
    DARK_STEEL,
    GLASS,
    LEATHER,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def train_seats(piece: Piece, finish: Finish) -> None:
    """Bolt two pairs of seats down, back to back."""
    cloth = finish.accent
    for way in (-1, 1):
        low, high = sorted((way * 0.1, way * 0.55))
        piece.box((-0.5, 0.5), (0.38, 0.5), (low, high), cloth)
        low, high = sorted((way * 0.02, way * 0.12))
        back = piece.box((-0.5, 0.5), (0.5, 1.25), (low, high), dim(cloth, 0.85))
        for side in ("front", "back"):
            back.panel(side, 0.04, 0.1, 0.46, 0.9, dim(cloth, 1.15)).panel(side, 0.54, 0.1, 0.96, 0.9, dim(cloth, 1.15))
            back.panel(side, 0.04, 0.82, 0.46, 0.96, WHITE_PAINT).panel(side, 0.54, 0.82, 0.96, 0.96, WHITE_PAINT)
    piece.box((-0.42, 0.42), (0, 0.38), (-0.3, 0.3), DARK_STEEL)
    piece.rests((-0.5, 0.5), (-0.55, 0.55))


def window_strip(piece: Piece, finish: Finish) -> None:
    """Run windows along the side of a carriage, what passes outside drawn out into streaks."""
    frame = piece.box((-0.95, 0.95), (0.95, 1.85), (-0.03, 0.03), mix(STEEL, finish.accent, 0.25))
    outside = dim(mix(finish.neon[1], colour("#141c30"), 0.8), 0.7) if finish.night else colour("#a8c4d8")
    frame.panel("front", 0.05, 0.08, 0.95, 0.92, GLASS, dim(outside, 0.35 if finish.night else 0.6))
    for _ in range(12):
        left, low = 0.06 + 0.5 * finish.luck(), 0.12 + 0.7 * finish.luck()
        glow = dim(mix(finish.tint(), finish.lamp, 0.5), 0.7 if finish.night else 0.15)
        frame.panel("front", left, low, min(0.94, left + 0.15 + 0.3 * finish.luck()), low + 0.018, BLACK, glow)


def grab_pole(piece: Piece, finish: Finish) -> None:
    """Stand a pole to hold on to, loops beside it."""
    piece.column(0, 0, 0.025, (0, 2.3), colour("#d8b030"), sides=7)
    for z in (-0.4, 0.4):
        piece.bar((0, 2.15, z), (0, 1.85, z), 0.02, BLACK_PAINT)
        piece.box((-0.07, 0.07), (1.72, 1.85), (z - 0.015, z + 0.015), WHITE_PAINT)


def limo_sofa(piece: Piece, finish: Finish) -> None:
    """Run a sofa of leather along the side of a limousine, lit at its foot."""
    hide = mix(LEATHER, colour("#1c1a20"), 0.5)
    piece.box((-1.0, 1.0), (0.1, 0.42), (-0.55, 0.1), hide)
    back = piece.box((-1.0, 1.0), (0.42, 1.0), (-0.02, 0.16), hide)
    for fold in range(8):
        back.panel("front", 0.01 + fold / 8, 0.06, 0.11 + fold / 8, 0.94, dim(hide, 1.35))
    tint = finish.neon[0]
    piece.box((-1.0, 1.0), (0.05, 0.1), (-0.56, -0.5), BLACK, dim(tint, 0.8) if finish.lights else BLACK)
    piece.rests((-1.0, 1.0), (-0.55, 0.1))


def limo_bar(piece: Piece, finish: Finish) -> None:
    """Stand a bar with decanters and glasses, lit from behind."""
    piece.box((-0.6, 0.6), (0, 0.7), (-0.3, 0.1), dim(WOOD, 0.6)).panel("front", 0.04, 0.1, 0.96, 0.9, dim(WOOD, 0.9))
    piece.box((-0.6, 0.6), (0.7, 1.25), (0.05, 0.1), colour("#3c3030"), dim(finish.glow(), 0.4))
    for index in range(7):
        drink = finish.one_of("#c87828", "#7a2c1c", "#d8c8a0", "#3c6a8a")
        x = -0.5 + 0.165 * index
        piece.turned(x, -0.1, ((0.05, 0.7), (0.05, 0.86), (0.02, 0.92), (0.02, 1.0)), drink, dim(drink, 0.3), 7)


def cockpit_panel(piece: Piece, finish: Finish) -> None:
    """Curve a board of instruments under the windscreen, what lies ahead in it."""
    outside = dim(mix(finish.neon[1], colour("#1a2844"), 0.75), 0.6) if finish.night else colour("#9cc4e4")
    for pane in range(5):
        left = -1.7 + 0.68 * pane
        lean = 0.15 * abs(pane - 2)
        ring = [
            (left, 1.05, 0.3 - lean),
            (left + 0.64, 1.05, 0.3 - 0.15 * abs(pane - 1.2)),
            (left + 0.58, 2.1, 0.0),
            (left + 0.06, 2.1, 0.0),
        ]
        piece.slanted(ring, GLASS, dim(outside, 0.55 if finish.night else 0.7))
    for index in range(26):
        x, y = -1.6 + 3.2 * finish.luck(), 1.1 + 0.4 * finish.luck() ** 2
        if finish.night:
            piece.box((x, x + 0.02), (y, y + 0.02), (-0.06, -0.05), BLACK, mix(finish.tint(), finish.lamp, 0.5))
        elif index < 5:
            piece.box((x - 0.3, x + 0.3), (y + 0.25, y + 0.3), (-0.04, -0.03), WHITE_PAINT, dim(WHITE, 0.5))
    board = piece.box((-1.8, 1.8), (0.5, 1.05), (-0.5, 0.2), DARK_STEEL)
    for column in range(9):
        left = 0.03 + 0.108 * column
        tint = (colour("#40ff90"), colour("#40c0ff"), colour("#ffb040"))[column % 3]
        board.panel("front", left, 0.3, left + 0.085, 0.85, BLACK, dim(tint, 0.35) if finish.lights else BLACK)
        board.panel("front", left + 0.02, 0.5, left + 0.06, 0.54, BLACK, tint if finish.lights else BLACK)
    for column in range(24):
        left = 0.02 + 0.04 * column
        board.panel(
            "top", left, 0.1, left + 0.02, 0.3, finish.one_of("#c83030", "#d8d0c0", "#3c8a3c"), dim(finish.tint(), 0.3)
        )
    for x in (-0.9, 0.9):
        piece.bar((x, 0.5, -0.7), (x, 0.9, -0.85), 0.06, BLACK_PAINT)
        piece.bar((x - 0.2, 0.95, -0.9), (x + 0.2, 0.95, -0.9), 0.05, BLACK_PAINT)
    piece.rests((-1.8, 1.8), (-0.5, 0.2))


def pilot_seat(piece: Piece, finish: Finish) -> None:
    """Stand a pilot's seat with its back to us."""
    cloth = mix(LEATHER, finish.accent, 0.3)
    piece.box((-0.3, 0.3), (0.35, 0.5), (-0.3, 0.3), cloth)
    piece.box((-0.3, 0.3), (0.5, 1.2), (-0.34, -0.22), dim(cloth, 0.8)).panel(
        "front", 0.1, 0.1, 0.9, 0.9, dim(cloth, 0.6)
    )
    piece.box((-0.16, 0.16), (1.2, 1.42), (-0.32, -0.22), dim(cloth, 0.9))
    piece.box((-0.2, 0.2), (0, 0.35), (-0.2, 0.2), DARK_STEEL)
    piece.rests((-0.3, 0.3), (-0.3, 0.3))


def space_window(piece: Piece, finish: Finish) -> None:
    """Open a great window on the stars, a planet and its thin air in it."""
    seed = finish.luck()

    def draw(sprite: Sprite) -> None:
        sprite.polygon([(-2.4, 0.5), (-2.4, 3.0), (2.4, 3.0), (2.4, 0.5)], colour("#04060c"))
        for index in range(120):
            x = -2.3 + 4.6 * ((index * 0.618 + seed) % 1.0)
            y = 0.6 + 2.3 * ((index * 0.377 + 0.3 * seed) % 1.0)
            size = 0.008 + 0.012 * ((index * 0.731) % 1.0)
            sprite.disc(x, y, size, size, WHITE, dim(WHITE, 0.4 + 0.5 * ((index * 0.53) % 1.0)))
        middle = -1.0 + 2.0 * seed
        for radius, code, shine in ((1.66, "#2c6ab0", 0.35), (1.6, "#1c4a7a", 0.3), (1.57, "#2a5c84", 0.4)):
            tint = colour(code)
            sprite.disc(middle, 0.35, radius, radius, tint, dim(tint, shine))
        for index in range(16):
            x = middle + 1.25 * math.sin(index * 2.3 + seed * 6)
            y = 0.9 + 0.75 * ((index * 0.43) % 1.0)
            land = colour("#5c7c4c") if index % 2 else colour("#c8d4d8")
            if (x - middle) ** 2 + (y - 0.35) ** 2 < 2.0:
                sprite.disc(x, y, 0.22, 0.08, land, dim(land, 0.3))
        sprite.polygon([(-2.4, -0.5), (-2.4, 0.5), (2.4, 0.5), (2.4, -0.5)], DARK_STEEL)
        for x in (-2.4, -0.8, 0.8, 2.4):
            sprite.line([(x, 0.45), (x, 3.05)], 0.12, STEEL)
        for y in (0.5, 3.0):
            sprite.line([(-2.45, y), (2.45, y)], 0.14, STEEL)

    piece.stand(draw, (-2.5, 0.4, 2.5, 3.1), z=-0.05)


def sea_window(piece: Piece, finish: Finish) -> None:
    """Open a round window on deep water, fish and weed in it."""
    seed = finish.luck()

    def draw(sprite: Sprite) -> None:
        sprite.disc(0, 1.75, 1.2, 1.2, DARK_STEEL)
        for step in range(6):
            radius = 1.05 - 0.08 * step
            tint = mix(colour("#0c3c54"), colour("#3c9ab0"), step / 6)
            sprite.disc(0, 1.75 + 0.08 * step, radius, radius - 0.08 * step, tint, dim(tint, 0.4))
        for index in range(7):
            x = -0.7 + 1.4 * ((index * 0.618 + seed) % 1.0)
            y = 1.3 + 0.9 * ((index * 0.37 + seed) % 1.0)
            fish = (colour("#e8a040"), colour("#c8d8e0"), colour("#e06a5a"))[index % 3]
            sprite.disc(x, y, 0.09, 0.045, fish, dim(fish, 0.4))
            sprite.polygon([(x - 0.07, y), (x - 0.16, y + 0.05), (x - 0.16, y - 0.05)], fish, dim(fish, 0.4))
        for index in range(5):
            x = -0.6 + 0.3 * index
            sprite.polygon(
                [(x - 0.04, 0.95), (x + 0.1, 1.4 + 0.1 * index), (x + 0.04, 0.95)],
                colour("#1c5a4a"),
                dim(colour("#2c8a6a"), 0.25),
            )
        for index in range(14):
            angle = math.tau * index / 14
            sprite.disc(1.12 * math.cos(angle), 1.75 + 1.12 * math.sin(angle), 0.05, 0.05, CHROME)

    piece.stand(draw, (-1.25, 0.5, 1.25, 3.0), z=-0.06)


def hatch(piece: Piece, finish: Finish) -> None:
    """Set a round hatch with a wheel into a bulkhead."""

    def draw(sprite: Sprite) -> None:
        for radius, tone in ((1.05, 0.5), (0.95, 0.85), (0.8, 0.65)):
            sprite.disc(0, 1.2, radius * 0.85, radius, dim(STEEL, tone))
        for step in range(3):
            angle = math.pi * step / 3
            x, y = 0.34 * math.cos(angle), 0.34 * math.sin(angle)
            sprite.line([(-x, 1.2 - y), (x, 1.2 + y)], 0.06, colour("#c83028"))
        sprite.disc(0, 1.2, 0.1, 0.1, DARK_STEEL)
        lamp = colour("#ff4030")
        sprite.disc(0.0, 2.36, 0.08, 0.08, lamp, lamp if finish.lights else BLACK)

    piece.stand(draw, (-1.0, 0.1, 1.0, 2.5), z=-0.05)


def bunk_beds(piece: Piece, finish: Finish) -> None:
    """Stand two beds one over the other, a ladder to the upper one."""
    cloth = mix(colour("#5a6450"), finish.accent, 0.3)
    for low in (0.35, 1.35):
        piece.box((-0.95, 0.95), (low, low + 0.08), (-0.42, 0.42), DARK_STEEL)
        piece.box((-0.92, 0.92), (low + 0.08, low + 0.24), (-0.4, 0.4), cloth).panel(
            "top", 0.0, 0.0, 0.2, 1.0, WHITE_PAINT
        )
    for x in (-0.95, 0.9):
        for z in (-0.42, 0.37):
            piece.box((x, x + 0.05), (0, 1.9), (z, z + 0.05), DARK_STEEL)
    for rung in range(5):
        piece.box((0.4, 0.75), (0.3 + 0.28 * rung, 0.34 + 0.28 * rung), (-0.5, -0.46), STEEL)
    piece.rests((-0.95, 0.95), (-0.45, 0.45))


def sandbags(piece: Piece, finish: Finish) -> None:
    """Pile a wall of sandbags."""
    sack = colour("#8a7a54")
    for row in range(4):
        for index in range(6 - row % 2):
            x = -1.2 + 0.45 * index + 0.22 * (row % 2)
            tone = dim(sack, 0.8 + 0.35 * finish.luck())
            piece.box((x, x + 0.42), (0.2 * row, 0.2 * row + 0.19), (-0.2, 0.2), tone)
    piece.rests((-1.3, 1.3), (-0.25, 0.25))


def generator(piece: Piece, finish: Finish) -> None:
    """Set up a generator with cables from it and a canister beside it."""
    box = piece.box((-0.6, 0.6), (0.1, 0.9), (-0.35, 0.35), colour("#c89a28"))
    box.panel("front", 0.08, 0.3, 0.45, 0.8, BLACK_PAINT).panel("front", 0.6, 0.4, 0.9, 0.75, DARK_STEEL)
    light = colour("#40ff70")
    box.panel("front", 0.66, 0.5, 0.72, 0.58, BLACK, light if finish.lights else BLACK)
    piece.bar((-0.6, 0.3, 0), (-1.5, 0.03, -0.4), 0.05, BLACK_PAINT)
    piece.box((0.8, 1.1), (0, 0.45), (-0.15, 0.15), colour("#a82c24"))
    piece.rests((-0.6, 0.6), (-0.35, 0.35))


def supply_shelf(piece: Piece, finish: Finish) -> None:
    """Stock a steel shelf with tins, cans of water and boxes."""
    for x in (-0.7, 0.66):
        piece.box((x, x + 0.04), (0, 2.0), (-0.25, 0.2), DARK_STEEL)
    for row in range(4):
        low = 0.12 + 0.48 * row
        piece.box((-0.7, 0.7), (low, low + 0.03), (-0.25, 0.2), STEEL)
        for index in range(6):
            x = -0.6 + 0.21 * index
            ware = finish.one_of("#6a7a54", "#8a6a44", "#b0a080", "#4a5a6a", "#a83c2c")
            piece.box((x, x + 0.17), (low + 0.03, low + 0.16 + 0.2 * finish.luck()), (-0.2, 0.1), ware)
    piece.rests((-0.7, 0.7), (-0.25, 0.2))


VESSELS: dict[str, Maker] = {
    "train_seats": train_seats,
    "window_strip": window_strip,
    "grab_pole": grab_pole,
    "limo_sofa": limo_sofa,
    "limo_bar": limo_bar,
    "cockpit_panel": cockpit_panel,
    "pilot_seat": pilot_seat,
    "space_window": space_window,
    "sea_window": sea_window,
    "hatch": hatch,
    "bunk_beds": bunk_beds,
    "sandbags": sandbags,
    "generator": generator,
    "supply_shelf": supply_shelf,
}
