"""Filling stations, signs, parking bays, landing pads, railings: what stands along roads and on roofs."""

import math

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CONCRETE,
    DARK_STEEL,
    DARK_WOOD,
    GLASS,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece

PRICED = frozenset({"FUEL", "24/7"})  # signs with prices under them
PAINT_LINE = colour("#d8d4c8")


def canopy(piece: Piece, finish: Finish) -> None:
    """Span a filling station's roof over its pumps, lit from beneath."""
    paint = finish.one_of("#c8343c", "#2c6cb0", "#3c9a6a", "#d89028")
    for x in (-3.6, 3.6):
        piece.box((x - 0.2, x + 0.2), (0, 4.4), (-0.2, 0.2), WHITE_PAINT)
        box = piece.box((x - 0.9, x + 0.9), (0, 0.16), (-1.5, 1.5), CONCRETE)
        box.panel("front", 0, 0, 1, 1, colour("#d0a828"))
        for z in (-0.8, 0.8):
            pump = piece.box((x - 0.35, x + 0.35), (0.16, 1.9), (z - 0.22, z + 0.22), WHITE_PAINT)
            pump.panel("front", 0, 0.68, 1, 1, paint).panel(
                "front", 0.18, 0.72, 0.82, 0.9, BLACK_PAINT, dim(finish.white_lamp(), 0.6)
            )
            pump.panel("front", 0.12, 0.2, 0.3, 0.55, BLACK_PAINT).panel("front", 0.7, 0.2, 0.88, 0.55, BLACK_PAINT)
            piece.bar((x + 0.36, 1.3, z - 0.2), (x + 0.5, 0.5, z - 0.1), 0.05, BLACK_PAINT)
    roof = piece.box((-5.6, 5.6), (4.4, 5.2), (-3.2, 3.2), dim(WHITE_PAINT, 0.7))
    roof.panel(
        "front", 0, 0.0, 1, 0.55, paint, dim(mix(paint, WHITE, 0.2), 0.5) if finish.night and finish.lights else BLACK
    )
    for side in ("left", "right"):
        roof.panel(side, 0, 0.0, 1, 0.55, paint)
    for column in range(5):
        for row in range(3):
            left, low = 0.08 + 0.19 * column, 0.14 + 0.28 * row
            roof.panel("under", left, low, left + 0.09, low + 0.13, WHITE_PAINT, finish.white_lamp(0.5))
    piece.rests((-4.5, 4.5), (-1.5, 1.5))


def kiosk(piece: Piece, finish: Finish) -> None:
    """Build a small shop with a glass front, goods to be seen behind it."""
    wall = mix(WHITE_PAINT, finish.accent, 0.3)
    body = piece.box((-4.0, 4.0), (0, 3.4), (0.0, 4.0), wall)
    light = dim(mix(finish.lamp, WHITE, 0.35), 0.45) if finish.night and finish.lights else BLACK
    body.panel("front", 0.05, 0.06, 0.95, 0.74, mix(GLASS, colour("#8aa0ac"), 0.2), light)
    for index in range(14):
        left = 0.07 + 0.063 * index
        if not 0.42 < left < 0.56:
            goods = finish.one_of("#c83c5c", "#2c6cc0", "#e0b040", "#3ca05a", "#d8d4c8")
            body.panel(
                "front", left, 0.1, left + 0.045, 0.2 + 0.35 * finish.luck(), goods, dim(mix(light, goods, 0.5), 0.4)
            )
    for left in (0.05, 0.24, 0.43, 0.57, 0.76, 0.94):
        body.panel("front", left, 0.06, left + 0.008, 0.74, DARK_STEEL)
    tint = finish.one_of("#c8343c", "#2c6cb0", "#3c9a6a", "#d89028")
    body.panel("front", 0.0, 0.8, 1.0, 0.98, tint, dim(tint, 0.6) if finish.night and finish.lights else BLACK)
    piece.rests((-4.0, 4.0), (0.0, 4.0))


def price_sign(piece: Piece, finish: Finish) -> None:
    """Put up a tall sign on a post, with rows of figures; it says what it is told to."""
    paint = finish.one_of("#c8343c", "#2c6cb0", "#3c9a6a")
    piece.box((-0.14, 0.14), (0, 6.0), (-0.14, 0.14), STEEL)
    text = finish.text or "24/7"
    light = finish.night and finish.lights

    def draw(sprite: Sprite) -> None:
        glow = dim(paint, 0.5) if light else BLACK
        half = max(1.1, 0.26 * len(text) + 0.25)
        foot = 3.4 if text in PRICED else 5.4
        sprite.polygon([(-half, foot), (-half, 6.6), (half, 6.6), (half, foot)], BLACK_PAINT)
        sprite.polygon([(-half, 5.6), (-half, 6.6), (half, 6.6), (half, 5.6)], paint, glow)
        sprite.letter(text, 0, 6.1, 0.7, WHITE, WHITE if light else BLACK)
        for row in range(3 if text in PRICED else 0):
            y = 5.2 - 0.62 * row
            sprite.letter(
                ("1.89", "2.15", "0.99")[row], 0, y, 0.46, colour("#ffd060"), colour("#ffb840") if light else BLACK
            )

    piece.stand(draw, (-2.6, 3.3, 2.6, 6.7), z=-0.2, written=True)


def parking_bays(piece: Piece, finish: Finish) -> None:
    """Paint the lines of a row of bays."""
    for step in range(9):
        x = -11.2 + 2.8 * step
        piece.box((x - 0.06, x + 0.06), (0, 0.008), (-2.4, 2.4), PAINT_LINE)


def road_strip(piece: Piece, finish: Finish) -> None:
    """Lay four metres of a road of asphalt with its lines."""
    asphalt = dim(colour("#3a3a3c"), 0.9 + 0.2 * finish.luck())
    piece.box((-3.4, 3.4), (0, 0.012), (-2.0, 2.0), asphalt)
    piece.box((-0.08, 0.08), (0.012, 0.016), (-1.1, 1.1), colour("#d8b048"))
    for x in (-3.1, 3.1):
        piece.box((x - 0.06, x + 0.06), (0.012, 0.016), (-2.0, 2.0), PAINT_LINE)


def landing_pad(piece: Piece, finish: Finish) -> None:
    """Paint a landing pad with its H, lamps about it."""
    piece.turned(0, 0, ((5.2, 0.0), (5.15, 0.012)), colour("#4a4e54"), sides=34)
    piece.turned(0, 0, ((4.7, 0.013), (4.68, 0.014)), colour("#d8b030"), sides=34)
    piece.turned(0, 0, ((4.35, 0.0145), (4.33, 0.015)), colour("#44484e"), sides=34)
    for x in (-1.5, 1.0):
        piece.box((x, x + 0.5), (0.016, 0.02), (-2.2, 2.2), PAINT_LINE)
    piece.box((-1.0, 1.0), (0.016, 0.02), (-0.28, 0.28), PAINT_LINE)
    for index in range(14):
        angle = math.tau * index / 14
        tint = colour("#40ff90") if index % 2 else colour("#ffd060")
        light = dim(tint, 0.9) if finish.night and finish.lights else BLACK
        piece.turned(
            5.0 * math.cos(angle), 5.0 * math.sin(angle), ((0.12, 0.0), (0.1, 0.1), (0.03, 0.14)), tint, light, 6
        )


def railing(piece: Piece, finish: Finish) -> None:
    """Run a railing of bars and a handrail for three metres."""
    piece.box((-1.5, 1.5), (1.02, 1.1), (-0.05, 0.05), dim(STEEL, 0.8))
    piece.box((-1.5, 1.5), (0.1, 0.15), (-0.03, 0.03), dim(STEEL, 0.6))
    for step in range(16):
        x = -1.5 + 0.2 * step
        piece.box((x - 0.015, x + 0.015), (0.12, 1.04), (-0.015, 0.015), DARK_STEEL)


def parapet(piece: Piece, finish: Finish) -> None:
    """Run a low wall along the edge of a roof for three metres."""
    stone = mix(CONCRETE, finish.accent, 0.15)
    piece.box((-1.5, 1.5), (0, 0.75), (-0.2, 0.2), dim(stone, 0.85))
    piece.box((-1.5, 1.5), (0.75, 0.85), (-0.26, 0.26), dim(stone, 1.1))


def stair_head(piece: Piece, finish: Finish) -> None:
    """Build the house of a roof's stairs, with a lamp over its door, and cooling boxes beside it."""
    wall = mix(CONCRETE, finish.accent, 0.2)
    body = piece.box((-1.5, 1.5), (0, 2.7), (0.0, 2.6), wall)
    body.panel("front", 0.3, 0.0, 0.68, 0.78, mix(DARK_STEEL, finish.accent, 0.3)).panel(
        "front", 0.0, 0.92, 1, 1, dim(wall, 0.6)
    )
    piece.turned(0, -0.12, ((0.06, 2.24), (0.1, 2.32), (0.05, 2.4)), WHITE_PAINT, finish.white_lamp(), 7)
    vent = piece.box((1.9, 3.3), (0, 1.2), (0.4, 1.8), STEEL)
    vent.panel("front", 0.14, 0.14, 0.86, 0.86, BLACK_PAINT)
    for slat in range(6):
        vent.panel("front", 0.14, 0.18 + 0.11 * slat, 0.86, 0.22 + 0.11 * slat, dim(STEEL, 0.8))
    piece.rests((-1.5, 3.3), (0.0, 2.6))


def pergola(piece: Piece, finish: Finish) -> None:
    """Put up a pergola hung with leaves and bulbs."""
    wood = mix(WOOD, finish.accent, 0.15)
    for x in (-2.2, 2.2):
        for z in (-1.4, 1.4):
            piece.box((x - 0.08, x + 0.08), (0, 2.5), (z - 0.08, z + 0.08), wood)
    for step in range(9):
        x = -2.4 + 0.6 * step
        piece.box((x - 0.05, x + 0.05), (2.5, 2.62), (-1.7, 1.7), dim(wood, 0.9))
        light = dim(colour("#ffd890"), 0.95) if finish.night and finish.lights else BLACK
        piece.turned(x, -1.5, ((0.02, 2.26), (0.06, 2.32), (0.02, 2.4)), WHITE_PAINT, light, 5)
        leaf = finish.one_of("#3c6a34", "#4a7a3c")
        piece.slanted(
            [
                (x - 0.3, 2.64, -1.6),
                (x + 0.3, 2.64, -1.5),
                (x + 0.2, 2.3 - 0.5 * finish.luck(), -1.65),
                (x - 0.1, 2.4, -1.65),
            ],
            leaf,
        )
    piece.rests((-2.2, 2.2), (-1.4, 1.4))


def planter(piece: Piece, finish: Finish) -> None:
    """Stand a box of flowers and a little tree."""
    piece.box((-0.6, 0.6), (0, 0.55), (-0.35, 0.35), mix(CONCRETE, finish.accent, 0.3)).panel(
        "top", 0.06, 0.1, 0.94, 0.9, colour("#2c2018")
    )
    leaf = finish.one_of("#3c6a34", "#4a7a2c", "#2c5a3c")
    piece.column(0.1, 0.05, 0.04, (0.5, 1.2), DARK_WOOD, sides=5)
    piece.turned(0.1, 0.05, ((0.15, 1.05), (0.42, 1.35), (0.36, 1.7), (0.06, 1.95)), leaf, sides=8)
    for index in range(7):
        x = -0.5 + 0.16 * index
        bloom = finish.one_of("#e04878", "#f0c030", "#f0f0f0", "#8a5ad0")
        piece.turned(x, -0.22, ((0.02, 0.55), (0.07, 0.66), (0.02, 0.72)), bloom, sides=5)
    piece.rests((-0.6, 0.6), (-0.35, 0.35))


def bus_shelter(piece: Piece, finish: Finish) -> None:
    """Stand a bus shelter: glass, a bench, a lit poster."""
    for x in (-1.9, 1.9):
        piece.box((x - 0.05, x + 0.05), (0, 2.5), (0.6, 0.7), DARK_STEEL)
    piece.box((-1.9, 1.9), (0.3, 2.3), (0.66, 0.69), mix(GLASS, colour("#6a8898"), 0.5), dim(finish.white_lamp(), 0.05))
    piece.box((-2.1, 2.1), (2.5, 2.62), (-0.8, 0.8), DARK_STEEL).panel(
        "under", 0.1, 0.4, 0.9, 0.5, WHITE, finish.white_lamp(0.8)
    )
    piece.box((-1.4, 1.0), (0.42, 0.5), (0.2, 0.55), WOOD)
    for x in (-1.2, 0.8):
        piece.box((x - 0.04, x + 0.04), (0, 0.42), (0.3, 0.5), DARK_STEEL)
    poster = piece.box((1.5, 1.7), (0.4, 2.2), (-0.7, 0.5), DARK_STEEL)
    for side in ("left", "right"):
        poster.panel(
            side,
            0.06,
            0.04,
            0.94,
            0.96,
            finish.tint(),
            dim(mix(finish.tint(), WHITE, 0.3), 0.5) if finish.lights else BLACK,
        )
    piece.rests((-1.9, 1.9), (-0.2, 0.7))


ROADSIDE: dict[str, Maker] = {
    "canopy": canopy,
    "kiosk": kiosk,
    "price_sign": price_sign,
    "parking_bays": parking_bays,
    "road_strip": road_strip,
    "landing_pad": landing_pad,
    "railing": railing,
    "parapet": parapet,
    "stair_head": stair_head,
    "pergola": pergola,
    "planter": planter,
    "bus_shelter": bus_shelter,
}
