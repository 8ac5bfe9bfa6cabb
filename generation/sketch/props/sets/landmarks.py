"""Landmarks of the sprawl, seen near: a tank on a roof, a glass facade, a painted wall, a bridge's underside."""

import math
from itertools import pairwise

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CONCRETE,
    DARK_STEEL,
    GLASS,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece

SPRAYED = ("#e0348c", "#38c8e0", "#f0d040", "#60d860", "#f07830", "#a060f0")
#: Painted outlines, a metre wide and high, from the lower left: a crown, a heart, a skull, an eye, an arrow, a bolt.
TAGS: tuple[tuple[tuple[float, float], ...], ...] = (
    ((0, 0), (0, 0.8), (0.25, 0.4), (0.5, 0.9), (0.75, 0.4), (1, 0.8), (1, 0), (0, 0)),
    ((0.5, 0), (0.05, 0.55), (0.15, 0.85), (0.4, 0.85), (0.5, 0.65), (0.6, 0.85), (0.85, 0.85), (0.95, 0.55), (0.5, 0)),
    ((0.25, 0), (0.25, 0.2), (0.05, 0.4), (0.1, 0.8), (0.35, 1), (0.65, 1), (0.9, 0.8), (0.95, 0.4), (0.75, 0.2),
     (0.75, 0), (0.25, 0)),
    ((0, 0.5), (0.3, 0.8), (0.7, 0.8), (1, 0.5), (0.7, 0.2), (0.3, 0.2), (0, 0.5)),
    ((0, 0.3), (0.6, 0.3), (0.6, 0.1), (1, 0.5), (0.6, 0.9), (0.6, 0.7), (0, 0.7), (0, 0.3)),
    ((0.35, 0), (0.5, 0.45), (0.2, 0.45), (0.6, 1), (0.5, 0.6), (0.8, 0.6), (0.35, 0)),
)  # fmt: skip


def tank_tower(piece: Piece, finish: Finish) -> None:
    """Stand a water tank of staves on steel legs, with hoops and a pointed lid."""
    stave = mix(WOOD, finish.accent, 0.2)
    for a in (-1, 1):
        for b in (-1, 1):
            piece.bar((1.5 * a, 0, 1.5 * b), (1.2 * a, 3.0, 1.2 * b), 0.2, DARK_STEEL)
        piece.bar((-1.5, 0.3, 1.5 * a), (1.2, 2.8, 1.2 * a), 0.08, DARK_STEEL)
        piece.bar((1.5, 0.3, 1.5 * a), (-1.2, 2.8, 1.2 * a), 0.08, DARK_STEEL)
    piece.turned(0, 0, ((1.9, 3.0), (1.9, 3.12)), DARK_STEEL, sides=18)
    for hoop in range(4):
        low = 3.12 + 0.62 * hoop
        piece.turned(0, 0, ((1.7, low), (1.7, low + 0.54)), dim(stave, 0.85 + 0.1 * (hoop % 2)), sides=18)
        piece.turned(0, 0, ((1.74, low + 0.54), (1.74, low + 0.62)), DARK_STEEL, sides=18)
    piece.turned(0, 0, ((1.95, 5.6), (1.0, 6.2), (0.05, 6.7)), dim(stave, 0.6), sides=18)
    piece.bar((1.6, 0, -1.7), (1.6, 5.5, -1.75), 0.05, STEEL)
    piece.bar((1.95, 0, -1.7), (1.95, 5.5, -1.75), 0.05, STEEL)
    for rung in range(14):
        piece.bar((1.6, 0.4 * rung, -1.71), (1.95, 0.4 * rung, -1.71), 0.035, STEEL)
    piece.rests((-1.5, 1.5), (-1.5, 1.5))


def glass_facade(piece: Piece, finish: Finish) -> None:
    """Raise six metres of a tower's façade of glass, lit behind some panes, with ledges between the storeys."""
    body = piece.box((-3.0, 3.0), (-60.0, 24.0), (0.0, 1.0), dim(GLASS, 0.8))
    for floor in range(26):
        low = floor / 26
        body.panel("front", 0.0, low, 1.0, low + 0.006, DARK_STEEL)
        for column in range(4):
            left = column / 4
            lit = finish.pane(0.35)
            body.panel(
                "front", left + 0.015, low + 0.008, left + 0.235, low + 0.036, mix(GLASS, finish.accent, 0.2), lit
            )
    for column in range(5):
        body.panel("front", column / 4 - 0.006, 0, column / 4 + 0.006, 1, STEEL)


def graffiti_wall(piece: Piece, finish: Finish) -> None:
    """Build a brick wall, three metres high, sprayed all over with tags."""
    wall = mix(finish.one_of("#94604e", "#8a6e64", "#7a5a4c"), finish.accent, 0.08)
    body = piece.box((-4.0, 4.0), (0, 3.4), (0.0, 0.4), wall)
    for row in range(17):
        for column in range(18):
            if finish.luck() < 0.5:
                left = (column + 0.5 * (row % 2)) / 18.6
                body.panel("front", left, row / 17 + 0.006, left + 0.05, (row + 0.86) / 17,
                           dim(wall, 0.74 + 0.45 * finish.luck()))  # fmt: skip
    if finish.bare_walls:
        piece.box((-4.1, 4.1), (3.4, 3.55), (-0.08, 0.5), dim(CONCRETE, 0.9))
        piece.rests((-4.0, 4.0), (0.0, 0.4))
        return
    spots = [(-3.4, 0.5, 1.5), (-1.5, 0.9, 1.7), (0.5, 0.4, 1.6), (2.2, 0.9, 1.4), (-2.3, 1.9, 0.8), (1.5, 2.1, 0.9)]
    for at, (x, y, size) in enumerate(spots):
        tag = TAGS[int(finish.luck() * len(TAGS))]
        tint = colour(SPRAYED[(at + int(finish.luck() * 3)) % len(SPRAYED)])
        _spray(piece, finish, tag, (x, y, size), tint)
    piece.box((-4.1, 4.1), (3.4, 3.55), (-0.08, 0.5), dim(CONCRETE, 0.9))
    piece.rests((-4.0, 4.0), (0.0, 0.4))


def _spray(piece: Piece, finish: Finish, tag: tuple[tuple[float, float], ...], where: tuple[float, float, float],
           tint: Colour) -> None:  # fmt: skip
    """Spray an outline twice: broad and dark, then narrow and bright, with drips below."""
    x, y, size = where
    glow = dim(tint, 0.22) if finish.night else dim(tint, 0.0)
    for wide, paint in ((0.34, BLACK_PAINT), (0.22, tint)):
        for (x0, y0), (x1, y1) in pairwise(tag):
            first, last = (x + size * x0, y + size * y0), (x + size * x1, y + size * y1)
            long = math.hypot(last[0] - first[0], last[1] - first[1]) or 1.0
            ox, oy = (0.5 * wide * (last[0] - first[0]) / long, 0.5 * wide * (last[1] - first[1]) / long)
            z = -0.02 if paint is BLACK_PAINT else -0.04
            piece.slanted(
                [(first[0] - ox + oy, first[1] - oy - ox, z), (first[0] - ox - oy, first[1] - oy + ox, z),
                 (last[0] + ox - oy, last[1] + oy + ox, z), (last[0] + ox + oy, last[1] + oy - ox, z)],
                paint, glow if paint is tint else (0, 0, 0),
            )  # fmt: skip
    for drip in range(3):
        at = x + size * (0.2 + 0.3 * drip)
        low = max(0.05, y - 0.15 - 0.3 * finish.luck())
        piece.slanted(
            [(at, low, -0.03), (at + 0.03, low, -0.03), (at + 0.03, y + 0.1, -0.03), (at, y + 0.1, -0.03)], tint
        )


def duct_rib(piece: Piece, finish: Finish) -> None:
    """Frame a narrow duct with a seam of rivets; its grilles let light in from one side."""
    for x in (-0.93, 0.93):
        piece.box((x - 0.03, x + 0.03), (0.0, 1.24), (-0.03, 0.03), dim(STEEL, 0.8))
    piece.box((-0.93, 0.93), (1.19, 1.24), (-0.03, 0.03), dim(STEEL, 0.75))
    grille = piece.box((0.89, 0.92), (0.35, 0.85), (0.6, 1.3), DARK_STEEL)
    for slit in range(6):
        grille.panel("left", 0.06, 0.10 + 0.14 * slit, 0.94, 0.18 + 0.14 * slit, finish.lamp, dim(finish.lamp, 0.8))


def bridge_underside(piece: Piece, finish: Finish) -> None:
    """Span a road's underside overhead, eight metres of it, on two columns."""
    grey = mix(CONCRETE, finish.accent, 0.12)
    piece.box((-11.0, 11.0), (6.2, 7.6), (-4.0, 4.0), dim(grey, 0.75))
    for x in (-7.5, -2.5, 2.5, 7.5):
        piece.box((x - 0.35, x + 0.35), (5.6, 6.2), (-4.0, 4.0), dim(grey, 0.62))
    for x in (-5.2, 5.2):
        piece.turned(x, 0, ((0.95, 0.0), (0.85, 0.4), (0.85, 5.0), (1.5, 5.6)), grey, sides=14)
        piece.rests((x - 0.9, x + 0.9), (-0.9, 0.9))


def house_front(piece: Piece, finish: Finish) -> None:
    """Build six metres of a house with a lit door under a canopy, a window beside it and storeys above."""
    wall = mix(finish.one_of("#5c5a64", "#6a5a52", "#4c5460"), finish.accent, 0.25)
    body = piece.box((-3.0, 3.0), (0, 14.0), (0.0, 4.0), wall)
    warm = dim(mix(finish.lamp, WHITE, 0.2), 0.7)
    body.panel("front", 0.06, 0.03, 0.42, 0.19, GLASS, dim(warm, 0.55) if finish.lights else (0, 0, 0))
    for post in range(5):
        body.panel("front", 0.06 + 0.09 * post, 0.03, 0.068 + 0.09 * post, 0.19, DARK_STEEL)
    body.panel("front", 0.54, 0.0, 0.80, 0.18, DARK_STEEL)
    for leaf in (0.56, 0.68):
        body.panel(
            "front", leaf, 0.0, leaf + 0.10, 0.165, GLASS, dim(finish.tint(), 0.5) if finish.lights else (0, 0, 0)
        )
    piece.box((0.1, 2.0), (2.75, 2.95), (-1.1, 0.0), dim(finish.accent, 1.1))
    piece.box(
        (0.1, 2.0), (2.70, 2.75), (-1.1, 0.0), WHITE_PAINT, dim(finish.tint(), 0.9) if finish.lights else (0, 0, 0)
    )
    for row in range(4):
        for column in range(4):
            low, left = 0.36 + 0.15 * row, 0.07 + 0.235 * column
            body.panel("front", left, low, left + 0.15, low + 0.085, GLASS, finish.pane(0.45))
            body.panel("front", left - 0.01, low - 0.012, left + 0.16, low - 0.002, dim(wall, 1.3))
    for pipe in (0.015, 0.985):
        body.panel("front", pipe - 0.008, 0, pipe + 0.008, 1, DARK_STEEL)
    piece.rests((-3.0, 3.0), (0.0, 4.0))


def tar_roof(piece: Piece, finish: Finish) -> None:
    """Lay felt strips on a flat roof."""
    for at in range(4):
        piece.slanted([(-7, 0.01, 2.2 * at), (7, 0.01, 2.2 * at), (7, 0.01, 2.2 * at + 0.07), (-7, 0.01,
            2.2 * at + 0.07)],
                      BLACK_PAINT)  # fmt: skip


def aerial_forest(piece: Piece, finish: Finish) -> None:
    """Stand aerials, a dish and a cooling box on a roof."""
    box = piece.box((-0.9, 0.9), (0, 1.3), (-0.6, 0.6), mix(CONCRETE, STEEL, 0.5))
    box.grid("front", 7, 5, dim(STEEL, 0.5))
    for x, high in ((-1.5, 3.6), (1.4, 4.4), (1.9, 2.8)):
        piece.bar((x, 0, 0.3), (x, high, 0.3), 0.06, STEEL)
        for step in range(4):
            piece.bar((x - 0.35, high - 0.3 * step, 0.3), (x + 0.35, high - 0.3 * step, 0.3), 0.03, STEEL)
    piece.turned(-0.4, 0.0, ((0.06, 1.3), (0.10, 1.7), (0.62, 2.0)), WHITE_PAINT, sides=14)
    piece.rests((-0.9, 0.9), (-0.6, 0.6))


def hot_tub(piece: Piece, finish: Finish) -> None:
    """Make a round tub of boards with lit, steaming water."""
    piece.turned(0, 0, ((1.35, 0), (1.35, 0.75), (1.2, 0.78)), dim(WOOD, 0.9), sides=22)
    piece.turned(0, 0, ((1.18, 0.70), (1.18, 0.71)), colour("#5ac0d0"), dim(colour("#50d0e8"), 0.3), 22)
    piece.rests((-1.3, 1.3), (-1.3, 1.3))


LANDMARKS: dict[str, Maker] = {
    "tank_tower": tank_tower,
    "glass_facade": glass_facade,
    "graffiti_wall": graffiti_wall,
    "duct_rib": duct_rib,
    "bridge_underside": bridge_underside,
    "house_front": house_front,
    "tar_roof": tar_roof,
    "aerial_forest": aerial_forest,
    "hot_tub": hot_tub,
}
