"""What people work at, lean on and climb, and what lies before them, as meshes in metres."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.joinery import CHROME, IRON, LINEN, Stuff, block, legs
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.models.parts import turned_body
from generation.sketch.models.table_tops import TABLE_MAKERS, item

STEEL, DARK = Skin(colour("#7a828c"), 0.8), Skin(colour("#1c1e24"), 0.4)
FLAME = (colour("#ff6a1a"), colour("#ffb03a"), colour("#fff0b0"))


def _hung_lamp(stuff: Stuff) -> Mesh:
    """Hang a lamp over the middle."""
    shade = turned_body([(0.30, 1.92), (0.28, 1.95), (0.08, 2.08), (0.04, 2.12)], Skin(colour("#2c4a3c"), 0.5), 24)
    bulb = ball((0, 1.92, 0), (0.12, 0.06, 0.12), Skin(colour("#fff2cc"), 0.2, 1.0), 6, 12)
    return joined([shade, bulb, tube([(0, 2.12, 0), (0, 2.35, 0)], [0.008] * 2, DARK, 5)])


def _workbench(stuff: Stuff) -> Mesh:
    parts = [
        block((-0.85, 0.85), (0.84, 0.90), (-0.34, 0.34), stuff.board),
        *legs(0.78, 0.28, 0.85, IRON, 0.07),
        block((-0.80, 0.80), (0.22, 0.26), (-0.30, 0.30), Skin(dim(stuff.wood, 0.7), 0.2)),
        item("gun_parts", 0.62, stuff).moved((0.02, 0.905, -0.05)),
        block((0.52, 0.76), (0.90, 1.08), (-0.25, 0.05), Skin(colour("#9a2a24"), 0.5)),
        tube([(-0.66, 0.90, -0.2), (-0.66, 1.16, -0.2), (-0.42, 1.30, -0.10)], [0.012] * 3, DARK, 6),
        ball((-0.40, 1.28, -0.08), (0.07, 0.05, 0.07), Skin(colour("#ffe8b0"), 0.2, 0.9), 6, 10),
    ]
    parts += [
        beam((-0.5 + 0.12 * at, 0.91, 0.16), (-0.44 + 0.12 * at, 0.91, 0.24), 0.025, 0.02, STEEL) for at in range(4)
    ]
    return joined(parts)


def _bare_workbench(stuff: Stuff) -> Mesh:
    """Make a bench with nothing on it but a box at its end, and closed in front."""
    return joined(
        [
            block((-0.85, 0.85), (0.84, 0.90), (-0.34, 0.34), stuff.board),
            *legs(0.78, 0.28, 0.85, IRON, 0.07),
            block((-0.78, 0.78), (0.10, 0.82), (0.16, 0.28), Skin(dim(stuff.wood, 0.7), 0.2)),
            block((0.60, 0.82), (0.90, 1.06), (-0.25, 0.0), Skin(colour("#9a2a24"), 0.5)),
        ]
    )


def _stove(stuff: Stuff) -> Mesh:
    pot = [(0.16, 0.90), (0.17, 0.92), (0.17, 1.10), (0.15, 1.10), (0.15, 1.06), (0.01, 1.06)]
    steam = [
        tube(
            [(x + 0.02 * math.sin(2.2 * step + 9 * x), 1.10 + 0.05 * step, -0.02) for step in range(6)],
            [0.003 + 0.0015 * step for step in range(6)],
            Skin(colour("#b0b4ba"), 0.0, 0.10),
            5,
        )
        for x in (-0.06, 0.0, 0.07)
    ]
    knobs = [ball((-0.24 + 0.12 * at, 0.78, 0.31), (0.022, 0.022, 0.015), CHROME, 4, 10) for at in range(5)]
    doors = [
        block((side * 0.53 - 0.19, side * 0.53 + 0.19), (0.10, 0.82), (0.295, 0.312), Skin(colour("#7a8088"), 0.7))
        for side in (-1, 1)
    ]
    return joined(
        [
            block((-0.75, 0.75), (0.0, 0.88), (-0.30, 0.30), Skin(colour("#8c9298"), 0.8)),
            block((-0.77, 0.77), (0.87, 0.90), (-0.32, 0.32), DARK),
            block((-0.30, 0.30), (0.18, 0.66), (0.29, 0.31), DARK),
            turned_body(pot, CHROME, 22),
            ball((-0.45, 0.93, 0.0), (0.16, 0.03, 0.16), IRON, 5, 16),
            beam((-0.60, 0.94, 0.05), (-0.85, 0.95, 0.2), 0.03, 0.025, DARK),
            *steam,
            *knobs,
            *doors,
        ]
    )


def _stall(stuff: Stuff) -> Mesh:
    """Make a stall with an awning and wares on its counter."""
    cloth = [Skin(stuff.cloth, 0.05), Skin(colour("#c8c2b2"), 0.05)]
    stripes = [
        beam((-0.94 + 0.21 * at, 2.24, -0.55), (-0.94 + 0.21 * at, 2.00, 0.62), 0.21, 0.025, cloth[at % 2])
        for at in range(10)
    ]
    flaps = [
        block((-1.04 + 0.21 * at, -0.83 + 0.21 * at), (1.84, 2.00), (0.60, 0.62), cloth[at % 2]) for at in range(10)
    ]
    wares = [
        ball(
            (-0.8 + 0.145 * at, 0.99 + 0.02 * (at % 2), 0.10 * (at % 3) - 0.02),
            (0.062,) * 3,
            Skin(colour(code), 0.4),
            6,
            8,
        )
        for at, code in enumerate(("#c8402a", "#d8902a", "#5a9a3a", "#c8402a", "#d8c040", "#8a3a6a"))
    ]
    wares += [
        item("food", 0.22, stuff, flat=False).moved((0.35, 0.93, 0.08)),
        item("bottle", 0.28, stuff, flat=False).moved((0.66, 0.93, 0.0)),
        item("bottle", 0.26, stuff, flat=False).moved((0.80, 0.93, 0.1)),
    ]
    return joined(
        [
            block((-0.98, 0.98), (0.0, 0.88), (0.02, 0.30), stuff.board),
            block((-1.04, 1.04), (0.88, 0.93), (-0.20, 0.36), Skin(mix(stuff.wood, LINEN.colour, 0.25), 0.3)),
            *[
                block((x - 0.03, x + 0.03), (0.0, 2.12), (z - 0.03, z + 0.03), stuff.board)
                for x in (-1.0, 1.0)
                for z in (-0.5, 0.30)
            ],
            *stripes,
            *flaps,
            *wares,
        ]
    )


def _desk(stuff: Stuff) -> Mesh:
    """Make a desk whose sitter is behind it at z below 0: a screen that is seen askew, and keys."""
    glow = Skin(mix(stuff.light, colour("#8ac0ff"), 0.4), 0.2, 0.9)
    screen = (
        joined(
            [
                block((-0.34, 0.34), (0.0, 0.42), (-0.02, 0.02), DARK),
                block((-0.31, 0.31), (0.03, 0.39), (-0.03, -0.022), glow),
                block((-0.04, 0.04), (-0.14, 0.0), (-0.02, 0.02), DARK),
                block((-0.14, 0.14), (-0.16, -0.14), (-0.1, 0.1), DARK),
            ]
        )
        .turned(0.55)
        .moved((0.42, 0.92, 0.12))
    )
    keys = block((-0.24, 0.24), (0.76, 0.785), (-0.26, -0.10), DARK)
    lit = block((-0.22, 0.22), (0.785, 0.79), (-0.245, -0.115), Skin(stuff.light, 0.2, 0.35, lift=0.02))
    return joined(
        [
            block((-0.75, 0.75), (0.70, 0.75), (-0.34, 0.36), stuff.board),
            *legs(0.70, 0.30, 0.70, IRON, 0.05),
            screen,
            keys,
            lit,
            item("cup", 0.11, stuff, flat=False).moved((-0.5, 0.75, -0.1)),
        ]
    )


def _ladder(stuff: Stuff) -> Mesh:
    rungs = [
        tube([(-0.22, y, 0.0), (0.22, y, 0.0)], [0.016] * 2, STEEL, 6) for y in np.arange(0.25, 3.4, 0.29).tolist()
    ]
    rails = [tube([(x, 0.0, 0.0), (x, 3.5, 0.0)], [0.024] * 2, STEEL, 6) for x in (-0.24, 0.24)]
    return joined([*rungs, *rails])


def _window(stuff: Stuff) -> Mesh:
    """Make a tall window over a city by night, that somebody looks out of."""
    frame, pane = Skin(colour("#3a3c42"), 0.4), Skin(colour("#16243c"), 0.8, 0.25)
    parts = [block((-0.95, 0.95), (0.35, 2.45), (-0.06, -0.04), pane)]
    for x, wide, high in (stuff.rng.random((9, 3)) * (1.6, 0.14, 0.9) + (-0.85, 0.10, 0.25)).tolist():
        parts.append(
            block((x, min(0.94, x + wide)), (0.36, 0.36 + high), (-0.035, -0.03), Skin(colour("#1c2a40"), 0.1, 0.2))
        )
        for row in range(int(high / 0.09)):
            if stuff.rng.random() < 0.6 and x + 0.05 < 0.9:
                lit = Skin(mix(stuff.light, colour("#ffd890"), 0.7), 0.1, 0.9)
                parts.append(block((x + 0.03, x + 0.06), (0.40 + 0.09 * row, 0.44 + 0.09 * row), (-0.03, -0.025), lit))
    parts += [block((x - 0.035, x + 0.035), (0.30, 2.50), (-0.06, 0.02), frame) for x in (-0.98, 0.0, 0.98)]
    parts += [block((-1.0, 1.0), (y - 0.035, y + 0.035), (-0.06, 0.03), frame) for y in (0.32, 1.75, 2.47)]
    parts.append(block((-1.06, 1.06), (0.24, 0.30), (-0.06, 0.12), frame))
    return joined(parts)


def _wall(stuff: Stuff) -> Mesh:
    """Make a piece of brick wall to lean on."""
    bricks = []
    for row in range(13):
        for at in range(-4, 5):
            x = (at + 0.5 * (row % 2)) * 0.25
            if -0.95 < x < 0.95:
                tone = 0.75 + 0.4 * float(stuff.rng.random())
                skin = Skin(dim(colour("#7a4a3c"), tone), 0.05)
                bricks.append(block((x - 0.118, x + 0.118), (0.185 * row, 0.185 * row + 0.17), (-0.10, 0.0), skin))
    return joined([block((-0.98, 0.98), (0.0, 2.40), (-0.12, -0.02), Skin(colour("#4a4644"), 0.0)), *bricks])


def _fireball(stuff: Stuff) -> Mesh:
    """Make a ball of fire in flight, its trail to the left and back."""
    parts = []
    for step in range(9):
        share = step / 8
        size = 0.19 * (1 - 0.8 * share)
        wobble = (stuff.rng.random(3) - 0.5) * 0.10 * share
        at = (-0.72 * share + float(wobble[0]), -0.06 * share + float(wobble[1]), -0.30 * share)
        parts.append(ball(at, (size * 1.15, size, size), Skin(FLAME[0], 0.0, 0.9 - 0.5 * share), 7, 10))
    parts.append(ball((0.03, 0.01, 0.12), (0.14,) * 3, Skin(FLAME[1], 0.0, 1.0, lift=0.1), 8, 12))
    parts.append(ball((0.05, 0.02, 0.20), (0.08,) * 3, Skin(FLAME[2], 0.0, 1.0, lift=0.2), 7, 10))
    return joined(parts)


def _easel(stuff: Stuff) -> Mesh:
    """Make an easel whose painter is behind it at z below 0, with a canvas that is seen askew."""
    tints: list[Colour] = [stuff.light, stuff.cloth, colour("#d8b040"), colour("#3060a0")]
    canvas = [block((-0.36, 0.36), (0.95, 1.55), (-0.02, 0.02), Skin(colour("#d8d2c2"), 0.1))]
    for at, (x, y, wide, high) in enumerate(
        (stuff.rng.random((9, 4)) * (0.5, 0.42, 0.16, 0.1) + (-0.32, 1.0, 0.06, 0.05)).tolist()
    ):
        canvas.append(block((x, x + wide), (y, y + high), (-0.03, -0.02), Skin(tints[at % 4], 0.1)))
    feet = [
        tube([(0.0, 1.75, 0.05), (x, 0.0, z)], [0.02] * 2, stuff.board, 6)
        for x, z in ((-0.36, -0.1), (0.36, -0.1), (0.0, 0.5))
    ]
    return joined(
        [
            *feet,
            joined(canvas).turned(0.75).moved((0.0, 0.0, -0.06)),
            block((-0.3, 0.3), (0.90, 0.95), (-0.1, 0.02), stuff.board),
        ]
    )


WORKPLACE_MAKERS: dict[str, Callable[[Stuff], Mesh]] = {
    **TABLE_MAKERS,
    "hung_lamp": _hung_lamp,
    "workbench": _workbench,
    "bare_workbench": _bare_workbench,
    "stove": _stove,
    "stall": _stall,
    "desk": _desk,
    "ladder": _ladder,
    "window": _window,
    "wall": _wall,
    "fireball": _fireball,
    "easel": _easel,
}
