"""Machines that take coins, and racks of lights."""

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CHROME,
    GLASS,
    LEATHER,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def server_rack(piece: Piece, finish: Finish) -> None:
    """Make a server rack."""
    case = piece.box((-0.4, 0.4), (0, 2.3), (-0.45, 0.45), colour("#1e2128"))
    for side in ("front", "left", "right"):
        case.panel(side, 0.06, 0.03, 0.94, 0.97, colour("#0e1014"))
        for row in range(14):
            low = 0.05 + row * 0.066
            case.panel(side, 0.1, low, 0.9, low + 0.05, colour("#23272f"))
            for slot in range(7):
                if finish.luck() < 0.6:
                    tint = (
                        finish.neon[0]
                        if finish.luck() < 0.65
                        else finish.neon[1]
                        if finish.luck() < 0.7
                        else colour("#40ff70")
                    )
                    left = 0.14 + slot * 0.1
                    case.panel(
                        side, left, low + 0.015, left + 0.05, low + 0.034, BLACK, dim(tint, 0.4 + 0.6 * finish.luck())
                    )
    piece.rests((-0.4, 0.4), (-0.45, 0.45))


def slot_machine(piece: Piece, finish: Finish) -> None:
    """Make a slot machine."""
    paint, tint = finish.one_of("#b01c34", "#c89020", "#1c3c9a", "#6a1c8a"), finish.tint()
    body = piece.box((-0.34, 0.34), (0, 0.85), (-0.25, 0.3), paint)
    body.panel("front", 0.1, 0.12, 0.9, 0.8, dim(tint, 0.4), dim(tint, 0.3)).panel(
        "front", 0.3, 0.3, 0.7, 0.6, BLACK, dim(mix(tint, WHITE, 0.4), 0.7)
    )
    piece.box((-0.34, 0.34), (0.85, 0.95), (-0.4, 0.3), CHROME).panel(
        "top", 0.2, 0.1, 0.8, 0.4, BLACK_PAINT, dim(tint, 0.3)
    )
    face = piece.box((-0.34, 0.34), (0.95, 1.5), (-0.1, 0.3), paint)
    face.panel("front", 0.08, 0.2, 0.92, 0.85, WHITE, dim(colour("#fff0d0"), 0.5))
    for reel in range(3):
        left = 0.12 + reel * 0.265
        face.panel("front", left, 0.24, left + 0.23, 0.81, colour("#f4ecd8"), dim(colour("#fff0d0"), 0.35))
        sign = finish.one_of("#d81c28", "#e8a010", "#1c8a3c", "#7a1ca0")
        face.panel("front", left + 0.05, 0.42, left + 0.18, 0.64, sign, dim(sign, 0.45))
    top = piece.box((-0.34, 0.34), (1.5, 1.95), (-0.05, 0.3), dim(paint, 0.8))
    top.panel("front", 0.05, 0.1, 0.95, 0.9, BLACK, dim(tint, 0.65)).panel(
        "front", 0.2, 0.35, 0.8, 0.65, BLACK, mix(tint, WHITE, 0.5)
    )
    piece.box((0.36, 0.4), (0.95, 1.35), (0.0, 0.05), CHROME)
    piece.turned(0.38, 0.02, ((0.02, 1.35), (0.06, 1.41), (0.01, 1.47)), colour("#d81c28"), sides=6)
    piece.turned(0, 0.1, ((0.08, 1.95), (0.08, 2.05), (0.01, 2.12)), tint, mix(tint, WHITE, 0.3), 7)
    piece.turned(0, -0.75, ((0.04, 0.0), (0.04, 0.6)), CHROME, sides=5)
    piece.turned(0, -0.75, ((0.2, 0.6), (0.2, 0.68)), LEATHER, sides=8)
    piece.rests((-0.34, 0.34), (-0.4, 0.3))


def arcade_cabinet(piece: Piece, finish: Finish) -> None:
    """Make an arcade cabinet."""
    paint, tint, second = (
        finish.one_of("#1c1c5a", "#4a1450", "#14444a", "#5a1c14", "#202024"),
        finish.tint(),
        finish.tint(),
    )
    low = piece.box((-0.36, 0.36), (0, 0.95), (-0.3, 0.4), paint)
    low.panel("front", 0.2, 0.2, 0.8, 0.6, BLACK_PAINT).panel(
        "front", 0.35, 0.35, 0.45, 0.5, BLACK, dim(colour("#ff6020"), 0.8)
    ).panel("front", 0.55, 0.35, 0.65, 0.5, BLACK, dim(colour("#ff6020"), 0.8))
    piece.slanted(
        [(-0.35, 0.95, -0.42), (0.35, 0.95, -0.42), (0.35, 1.06, -0.05), (-0.35, 1.06, -0.05)], dim(paint, 1.4)
    )
    for index in range(4):
        piece.turned(0.0 + 0.08 * index, -0.25, ((0.03, 1.0), (0.02, 1.03)), BLACK, finish.tint(), 5)
    piece.turned(-0.18, -0.25, ((0.012, 1.0), (0.012, 1.1), (0.035, 1.13), (0.005, 1.17)), colour("#d82030"), sides=6)
    face = piece.box((-0.36, 0.36), (0.95, 1.7), (-0.02, 0.4), BLACK_PAINT)
    face.panel("front", 0.06, 0.14, 0.94, 0.97, GLASS, dim(tint, 0.3))
    for row in range(4):
        for column in range(6):
            if finish.luck() < 0.45:
                left, bottom = 0.1 + column * 0.135, 0.5 + row * 0.11
                face.panel("front", left, bottom, left + 0.09, bottom + 0.07, BLACK, mix(finish.tint(), WHITE, 0.25))
    face.panel("front", 0.42, 0.2, 0.58, 0.27, BLACK, WHITE).panel("front", 0.47, 0.27, 0.53, 0.32, BLACK, WHITE)
    sign = piece.box((-0.36, 0.36), (1.7, 2.0), (-0.2, 0.4), dim(paint, 1.2))
    sign.panel("front", 0.03, 0.1, 0.97, 0.9, BLACK, dim(second, 0.75)).panel(
        "front", 0.15, 0.3, 0.85, 0.7, BLACK, mix(second, WHITE, 0.5)
    )
    face.panel("back", 0.1, 0.1, 0.9, 0.9, dim(paint, 1.4)).panel("back", 0.3, 0.3, 0.7, 0.7, BLACK, dim(second, 0.55))
    low.panel("back", 0.15, 0.2, 0.85, 0.9, dim(paint, 1.5))
    for side in ("left", "right"):
        low.panel(side, 0.1, 0.1, 0.9, 0.95, dim(second, 0.3), dim(second, 0.12))
        face.panel(side, 0.2, 0.2, 0.8, 0.8, BLACK, dim(second, 0.4))
    piece.rests((-0.36, 0.36), (-0.45, 0.4))


def claw_machine(piece: Piece, finish: Finish) -> None:
    """Make a claw machine."""
    paint = finish.one_of("#d83c7a", "#e0a020", "#20a0c0")
    piece.box((-0.45, 0.45), (0, 0.8), (-0.45, 0.45), paint).panel("front", 0.1, 0.2, 0.4, 0.7, BLACK_PAINT)
    glass = piece.box((-0.45, 0.45), (0.8, 1.8), (-0.45, 0.45), colour("#28343c"), dim(mix(paint, WHITE, 0.6), 0.3))
    for side in ("front", "left", "right"):
        for index in range(9):
            left, low = 0.04 + 0.1 * index, 0.02 + 0.1 * (index % 2)
            toy = finish.one_of("#f0c030", "#e04878", "#40b0e0", "#80d060", "#f0f0f0")
            glass.panel(side, left, low, left + 0.14, low + 0.2, toy, dim(toy, 0.35))
        glass.panel(side, 0.48, 0.6, 0.51, 1.0, CHROME).panel(side, 0.42, 0.5, 0.58, 0.6, CHROME)
    piece.box((-0.48, 0.48), (1.8, 2.1), (-0.48, 0.48), paint).panel(
        "front", 0.05, 0.15, 0.95, 0.85, BLACK, mix(paint, WHITE, 0.4)
    )
    piece.rests((-0.45, 0.45), (-0.45, 0.45))


def vending_machine(piece: Piece, finish: Finish) -> None:
    """Make a vending machine."""
    paint, tint = finish.one_of("#b02030", "#2040a0", "#208060"), finish.tint()
    body = piece.box((-0.5, 0.5), (0, 1.95), (-0.35, 0.35), paint)
    body.panel("front", 0.06, 0.3, 0.7, 0.93, GLASS, dim(mix(tint, WHITE, 0.5), 0.35))
    for row in range(4):
        for column in range(5):
            left, low = 0.09 + column * 0.12, 0.33 + row * 0.15
            can = finish.one_of("#e03030", "#30a050", "#f0c030", "#3070e0", "#e8e8e8")
            body.panel("front", left, low, left + 0.08, low + 0.1, can, dim(can, 0.35))
    body.panel("front", 0.76, 0.5, 0.94, 0.7, BLACK, dim(tint, 0.8)).panel("front", 0.12, 0.08, 0.65, 0.2, BLACK_PAINT)
    piece.rests((-0.5, 0.5), (-0.4, 0.35))


AMUSEMENTS: dict[str, Maker] = {
    "server_rack": server_rack,
    "slot_machine": slot_machine,
    "arcade_cabinet": arcade_cabinet,
    "claw_machine": claw_machine,
    "vending_machine": vending_machine,
}
