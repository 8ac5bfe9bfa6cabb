"""What hangs on walls, lies on floors and says something."""

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    CHROME,
    DARK_STEEL,
    DARK_WOOD,
    PAPER,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def hung_sign(piece: Piece, finish: Finish) -> None:
    """Hang a lit sign with a word on it."""
    text = finish.text or "EXIT"
    half, tint = 0.15 * len(text) + 0.2, finish.neon[0]

    def draw(sprite: Sprite) -> None:
        sprite.line([(-half * 0.7, 0.5), (-half * 0.7, 0.9)], 0.03, BLACK_PAINT)
        sprite.line([(half * 0.7, 0.5), (half * 0.7, 0.9)], 0.03, BLACK_PAINT)
        sprite.polygon([(-half, 0), (-half, 0.5), (half, 0.5), (half, 0)], BLACK_PAINT, dim(tint, 0.1))
        sprite.letter(text, 0, 0.25, 0.34, BLACK, mix(tint, WHITE, 0.4))

    piece.stand(draw, (-half, 0, half, 0.9), y=0.0, written=True)


def neon_sign(piece: Piece, finish: Finish) -> None:
    """Make a neon sign."""
    text = finish.text or "OPEN"
    half, tint, frame = 0.26 * len(text) + 0.3, finish.tint(), finish.tint()

    def draw(sprite: Sprite) -> None:
        sprite.polygon([(-half, 0), (-half, 0.8), (half, 0.8), (half, 0)], BLACK_PAINT, dim(tint, 0.05))
        sprite.line(
            [
                (-half + 0.06, 0.06),
                (-half + 0.06, 0.74),
                (half - 0.06, 0.74),
                (half - 0.06, 0.06),
                (-half + 0.06, 0.06),
            ],
            0.04,
            BLACK,
            frame,
        )
        sprite.letter(text, 0, 0.4, 0.55, BLACK, mix(tint, WHITE, 0.4))

    piece.stand(draw, (-half, 0, half, 0.8), y=2.2, z=-0.12, written=True)


def rug(piece: Piece, finish: Finish) -> None:
    """Make a rug."""
    cloth = mix(finish.accent, colour("#7a2c30"), 0.3)
    box = piece.box((-1.4, 1.4), (0.0, 0.012), (-1.0, 1.0), cloth)
    box.panel("top", 0.04, 0.06, 0.96, 0.94, mix(cloth, PAPER, 0.4)).panel(
        "top", 0.07, 0.1, 0.93, 0.9, dim(cloth, 0.8)
    ).panel("top", 0.35, 0.3, 0.65, 0.7, mix(cloth, PAPER, 0.3))


def banner(piece: Piece, finish: Finish) -> None:
    """Make a banner."""
    cloth = mix(finish.accent, colour("#8c1c28"), 0.4)
    box = piece.box((-0.45, 0.45), (1.9, 4.3), (-0.04, 0.0), cloth)
    box.panel("front", 0, 0, 1, 0.05, BRASS).panel("front", 0.08, 0.08, 0.92, 0.96, dim(cloth, 0.85))
    box.panel("front", 0.4, 0.35, 0.6, 0.75, BRASS).panel("front", 0.22, 0.5, 0.78, 0.6, BRASS)
    piece.box((-0.5, 0.5), (4.3, 4.36), (-0.06, 0.02), DARK_WOOD)


def scroll(piece: Piece, finish: Finish) -> None:
    """Hang a scroll with brush strokes on it."""
    box = piece.box((-0.4, 0.4), (1.6, 3.4), (-0.04, 0.0), PAPER)
    box.panel("front", 0.0, 0.0, 1.0, 0.06, finish.accent).panel("front", 0.0, 0.94, 1.0, 1.0, finish.accent)
    for sign in range(3):
        low = 0.12 + 0.27 * sign
        for stroke in range(4):
            left, wide = 0.25 + 0.1 * finish.luck(), 0.25 + 0.2 * finish.luck()
            level = low + 0.055 * stroke
            if stroke % 2:
                box.panel("front", left + wide / 2, low, left + wide / 2 + 0.06, low + 0.2, BLACK_PAINT)
            else:
                box.panel("front", left, level, left + wide, level + 0.022, BLACK_PAINT)
    piece.box((-0.46, 0.46), (3.4, 3.46), (-0.06, 0.02), DARK_WOOD)


def painting(piece: Piece, finish: Finish) -> None:
    """Make a painting."""
    frame = piece.box((-0.6, 0.6), (1.35, 2.3), (-0.04, 0.02), BRASS)
    frame.panel("front", 0.06, 0.08, 0.94, 0.92, DARK_WOOD)
    ground, sky = finish.one_of("#4a5a3c", "#6a4a34", "#3c4a5a"), finish.one_of("#a8b8c0", "#d0a070", "#7a6a8a")
    frame.panel("front", 0.1, 0.12, 0.9, 0.88, sky).panel("front", 0.1, 0.12, 0.9, 0.3 + 0.2 * finish.luck(), ground)
    left = 0.2 + 0.4 * finish.luck()
    frame.panel("front", left, 0.3, left + 0.15, 0.7, finish.one_of("#2c2420", "#c8b898", "#8a2c24"))


def blackboard(piece: Piece, finish: Finish) -> None:
    """Make a blackboard."""
    board = piece.box((-2.0, 2.0), (0.95, 2.4), (-0.05, 0.02), WOOD)
    board.panel("front", 0.02, 0.05, 0.98, 0.95, colour("#24483a"))
    for row in range(5):
        left = 0.06 + 0.05 * finish.luck()
        for _ in range(6):
            wide = 0.03 + 0.09 * finish.luck()
            if left + wide < 0.92:
                board.panel("front", left, 0.2 + row * 0.14, left + wide, 0.225 + row * 0.14, colour("#c8d4cc"))
            left += wide + 0.02
    piece.box((-2.0, 2.0), (0.86, 0.93), (-0.14, 0.0), WOOD)


def menu_boards(piece: Piece, finish: Finish) -> None:
    """Make menu boards."""
    for index in range(4):
        left = -1.2 + 0.6 * index
        board = piece.box((left, left + 0.5), (1.75, 2.45), (-0.04, 0.0), DARK_WOOD)
        board.panel("front", 0.06, 0.05, 0.94, 0.95, colour("#e0c890"), dim(finish.lamp, 0.3))
        for line in range(4):
            board.panel(
                "front", 0.16, 0.14 + line * 0.2, 0.4 + 0.4 * finish.luck(), 0.24 + line * 0.2, colour("#7a1c14")
            )
    piece.box((-1.3, 1.4), (1.0, 1.6), (-0.03, 0.0), colour("#a83424")).grid(
        "front", 9, 1, colour("#c84030"), share=0.94
    )


def rope_posts(piece: Piece, finish: Finish) -> None:
    """Make rope posts."""
    piece.turned(0, 0, ((0.16, 0), (0.03, 0.05), (0.03, 0.9), (0.07, 0.95), (0.02, 1.02)), BRASS, sides=8)
    piece.bar((0, 0.88, 0), (0, 0.7, 1.2), 0.05, colour("#8a1c28"))


def chains(piece: Piece, finish: Finish) -> None:
    """Make chains."""
    for x in (-0.3, 0.3):
        for link in range(6):
            piece.box((x - 0.03, x + 0.03), (1.2 + 0.14 * link, 1.3 + 0.14 * link), (-0.08, -0.05), STEEL)
        piece.turned(x, -0.07, ((0.07, 1.06), (0.07, 1.14)), DARK_STEEL, sides=7)
    piece.box((-0.45, 0.45), (2.0, 2.1), (-0.06, 0.0), DARK_STEEL)


def camera_eye(piece: Piece, finish: Finish) -> None:
    """Make a camera eye."""
    piece.box((-0.12, 0.12), (-0.08, 0.08), (-0.2, 0.15), WHITE_PAINT).panel(
        "front", 0.25, 0.2, 0.75, 0.8, BLACK_PAINT
    ).panel("front", 0.8, 0.75, 0.95, 0.95, BLACK, colour("#ff2818"))


def strap(piece: Piece, finish: Finish) -> None:
    """Make a strap."""
    piece.bar((0, 1.95, -0.1), (0, 1.62, -0.1), 0.03, colour("#c89a2c"))
    piece.box((-0.07, 0.07), (1.56, 1.62), (-0.12, -0.08), BLACK_PAINT)


def globe(piece: Piece, finish: Finish) -> None:
    """Make a globe."""
    tall = 0.0 if piece.spot.y > 0.1 else 0.75
    if tall:
        piece.turned(0, 0, ((0.25, 0), (0.05, 0.08), (0.05, tall)), DARK_WOOD, sides=8)
    piece.turned(0, 0, ((0.08, tall), (0.03, tall + 0.08)), BRASS, sides=7)
    piece.turned(
        0,
        0,
        ((0.03, tall + 0.08), (0.17, tall + 0.17), (0.22, tall + 0.3), (0.17, tall + 0.43), (0.03, tall + 0.52)),
        colour("#2c6a9a"),
        sides=11,
    )
    piece.turned(0, 0, ((0.225, tall + 0.27), (0.2, tall + 0.38)), colour("#5a8a3c"), sides=11)


def easel(piece: Piece, finish: Finish) -> None:
    """Make an easel."""
    for x in (-0.35, 0.35):
        piece.bar((x, 0, -0.2), (0, 1.8, 0.1), 0.05, WOOD)
    board = piece.box((-0.45, 0.45), (0.75, 1.65), (-0.12, -0.08), PAPER)
    for _ in range(6):
        left, low = 0.1 + 0.5 * finish.luck(), 0.1 + 0.5 * finish.luck()
        board.panel(
            "front",
            left,
            low,
            left + 0.1 + 0.2 * finish.luck(),
            low + 0.1 + 0.2 * finish.luck(),
            finish.one_of("#c83c2c", "#2c6cc0", "#e0b030", "#3c8c4c", "#3a2c4a"),
        )
    piece.rests((-0.4, 0.4), (-0.2, 0.3))


def handrail(piece: Piece, finish: Finish) -> None:
    """Make a handrail."""
    piece.box((-1.2, 1.2), (0.95, 1.02), (-0.06, 0.0), BRASS)
    piece.box((-1.1, 1.1), (1.15, 2.3), (0.02, 0.05), CHROME).panel(
        "front", 0.02, 0.02, 0.98, 0.98, colour("#9aa6ae"), dim(finish.lamp, 0.1)
    ).panel("front", 0.1, 0.1, 0.3, 0.98, colour("#c8d2d8"), dim(finish.lamp, 0.14))


def elevator_panel(piece: Piece, finish: Finish) -> None:
    """Make an elevator panel."""
    board = piece.box((-0.18, 0.18), (0.9, 1.9), (-0.03, 0.02), CHROME)
    board.panel("front", 0.15, 0.84, 0.85, 0.96, BLACK_PAINT, dim(finish.neon[0], 0.6))
    for row in range(7):
        for column in range(2):
            lit = row == 3 and column == 0
            board.panel(
                "front",
                0.2 + column * 0.35,
                0.06 + row * 0.105,
                0.42 + column * 0.35,
                0.13 + row * 0.105,
                WHITE_PAINT,
                mix(finish.neon[0], WHITE, 0.3) if lit else dim(finish.lamp, 0.15),
            )


DECORATION: dict[str, Maker] = {
    "hung_sign": hung_sign,
    "neon_sign": neon_sign,
    "rug": rug,
    "banner": banner,
    "scroll": scroll,
    "painting": painting,
    "blackboard": blackboard,
    "menu_boards": menu_boards,
    "rope_posts": rope_posts,
    "chains": chains,
    "camera_eye": camera_eye,
    "strap": strap,
    "globe": globe,
    "easel": easel,
    "handrail": handrail,
    "elevator_panel": elevator_panel,
}
