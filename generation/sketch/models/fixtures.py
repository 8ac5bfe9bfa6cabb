"""What people lean on, sit behind and hang from, as meshes in metres: counters, desks, doors, posts, water, a tower."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import colour, dim, mix
from generation.sketch.models.joinery import CHROME, IRON, Stuff, block
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.models.parts import ring, turned_body
from generation.sketch.models.table_tops import disc, item

DARK, STEEL = Skin(colour("#1c1e24"), 0.4), Skin(colour("#7a828c"), 0.8)


def _counter(stuff: Stuff) -> Mesh:
    """Make a bar's counter, closed in front, with glasses on it; who serves is behind it at z below 0."""
    wood = Skin(dim(stuff.wood, 0.8), 0.4)
    panels = [
        block((x - 0.28, x + 0.28), (0.16, 0.92), (0.27, 0.29), Skin(dim(stuff.wood, 1.15), 0.4))
        for x in (-0.96, -0.32, 0.32, 0.96)
    ]
    goods = [
        item("bottle", 0.30, stuff, flat=False).moved((0.86, 1.06, -0.05)),
        item("bottle", 0.27, stuff, flat=False).moved((1.02, 1.06, 0.06)),
        item("wine_glass", 0.20, stuff, flat=False).moved((-0.72, 1.06, 0.08)),
        item("wine_glass", 0.20, stuff, flat=False).moved((-0.92, 1.06, 0.02)),
    ]
    return joined(
        [
            block((-1.25, 1.25), (0.0, 1.0), (-0.10, 0.27), wood),
            *panels,
            block((-1.32, 1.32), (1.0, 1.06), (-0.26, 0.36), Skin(dim(stuff.wood, 0.55), 0.9)),
            block((-1.28, 1.28), (0.94, 0.97), (0.29, 0.31), Skin(stuff.light, 0.2, 0.9)),
            tube([(-1.25, 0.18, 0.40), (1.25, 0.18, 0.40)], [0.025] * 2, CHROME, 8),
            *goods,
        ]
    )


def _executive_desk(stuff: Stuff) -> Mesh:
    """Make a heavy desk, closed in front, with a lamp and papers on it; its sitter is behind it at z below 0."""
    top, body = Skin(dim(stuff.wood, 0.9), 0.8), Skin(dim(stuff.wood, 0.65), 0.5)
    fields = [
        block((x - 0.26, x + 0.26), (0.14, 0.62), (0.335, 0.345), Skin(dim(stuff.wood, 0.85), 0.5))
        for x in (-0.62, 0.0, 0.62)
    ]
    return joined(
        [
            block((-0.98, 0.98), (0.71, 0.77), (-0.40, 0.40), top),
            block((-0.92, 0.92), (0.04, 0.71), (0.28, 0.335), body),
            block((-0.92, -0.60), (0.04, 0.71), (-0.34, 0.30), body),
            block((0.60, 0.92), (0.04, 0.71), (-0.34, 0.30), body),
            *fields,
            item("lamp", 0.42, stuff, flat=False).moved((0.72, 0.77, -0.05)),
            item("letter", 0.26, stuff).moved((-0.30, 0.772, 0.10)),
            item("commlink", 0.16, stuff).moved((0.28, 0.772, 0.12)),
        ]
    )


def _door(stuff: Stuff) -> Mesh:
    """Make a steel door in its frame under a lamp, in a piece of wall."""
    frame, leaf = Skin(colour("#34363e"), 0.5), Skin(dim(stuff.cloth, 0.9), 0.4)
    return joined(
        [
            block((-0.85, 0.85), (0.0, 2.75), (-0.16, -0.06), Skin(colour("#5c5650"), 0.05)),
            block((-0.58, 0.58), (0.0, 2.22), (-0.06, -0.02), frame),
            block((-0.48, 0.48), (0.02, 2.12), (-0.02, 0.01), leaf),
            block((-0.40, 0.40), (0.20, 0.95), (0.01, 0.02), Skin(dim(leaf.colour, 0.8), 0.4)),
            block((-0.26, 0.26), (1.55, 1.80), (0.01, 0.02), DARK),
            tube([(0.36, 0.98, 0.02), (0.36, 1.14, 0.05)], [0.02] * 2, CHROME, 6),
            ball(
                (0.0, 2.42, 0.04), (0.16, 0.07, 0.08), Skin(mix(stuff.light, colour("#ffffff"), 0.4), 0.2, 1.0), 6, 12
            ),
        ]
    )


def _post(stuff: Stuff) -> Mesh:
    """Make a concrete post with a band of warning stripes, to lean on."""
    grey = Skin(colour("#6c6a66"), 0.05)
    stripes = [
        block((-0.172, 0.172), (0.10 + 0.14 * at, 0.17 + 0.14 * at), (-0.172, 0.172), Skin(colour("#b8942c"), 0.2))
        for at in range(3)
    ]
    return joined([block((-0.17, 0.17), (0.0, 3.4), (-0.17, 0.17), grey), *stripes])


def _column(stuff: Stuff) -> Mesh:
    stone = Skin(colour("#8a857c"), 0.1)
    return turned_body(
        [(0.34, 0.0), (0.34, 0.12), (0.26, 0.20), (0.24, 2.7), (0.30, 2.85), (0.36, 2.9), (0.36, 3.1)], stone, 26
    )


def _railing(stuff: Stuff) -> Mesh:
    bars = [tube([(x, 0.0, 0.0), (x, 1.0, 0.0)], [0.014] * 2, IRON, 6) for x in np.arange(-1.4, 1.41, 0.2).tolist()]
    return joined([*bars, *[tube([(-1.5, y, 0.0), (1.5, y, 0.0)], [0.026] * 2, STEEL, 8) for y in (0.12, 1.02)]])


def _tree(stuff: Stuff) -> Mesh:
    """Make the trunk of an old tree, its crown out of the frame."""
    bark = Skin(colour("#4c3a2a"), 0.05)
    roots = [
        tube([(0.0, 0.5, 0.0), (0.30 * math.cos(a), 0.12, 0.30 * math.sin(a)), (0.62 * math.cos(a), -0.05,
             0.62 * math.sin(a))], [0.18, 0.12, 0.05], bark, 8)
        for a in (0.3, 1.5, 2.7, 4.0, 5.2)
    ]  # fmt: skip
    boughs = [
        tube([(0.0, 2.3, 0.0), (0.7 * side, 3.0, 0.1), (1.3 * side, 3.3, 0.0)], [0.16, 0.10, 0.04], bark, 8)
        for side in (-1, 1)
    ]
    return joined([tube([(0, 0, 0), (0.03, 1.2, 0), (-0.02, 2.4, 0), (0.05, 3.6, 0)], [0.36, 0.29, 0.26,
        0.2], bark, 14),
                   *roots, *boughs])  # fmt: skip


def _water_tower(stuff: Stuff) -> Mesh:
    """Make a water tower: a tank of staves with hoops and a flat cone on its top, on four legs with braces."""
    staves = []
    for at in range(28):
        tone = 0.8 + 0.4 * float(stuff.rng.random())
        turn = math.tau * at / 28
        x, z = 1.35 * math.cos(turn), 1.35 * math.sin(turn)
        staves.append(tube([(x, 0.92, z), (x, 2.7, z)], [0.155] * 2, Skin(dim(colour("#7a5a3c"), tone), 0.1), 6))
    hoops = [ring((0, 0, 0), 1.50, 0.03, IRON, steps=40, sides=5).turned(0.0, math.pi / 2).moved((0, y, 0))
             for y in (1.05, 1.5, 2.0, 2.5)]  # fmt: skip
    lid = turned_body([(1.62, 2.70), (1.62, 2.76), (0.3, 2.86), (0.01, 2.88)], Skin(colour("#5a5046"), 0.1), 32)
    legs = [tube([(1.15 * a, 0.0, 1.15 * b), (1.0 * a, 0.9, 1.0 * b)], [0.09] * 2, STEEL, 8)
            for a in (-1, 1) for b in (-1, 1)]  # fmt: skip
    braces = [beam((-1.1, 0.15, 1.1 * b), (1.05, 0.85, 1.05 * b), 0.05, 0.05, IRON) for b in (-1, 1)]
    braces += [beam((1.1, 0.15, 1.1 * b), (-1.05, 0.85, 1.05 * b), 0.05, 0.05, IRON) for b in (-1, 1)]
    floor = block((-1.5, 1.5), (0.84, 0.92), (-1.5, 1.5), IRON)
    ladder = [tube([(x, 0.0, 1.62), (x, 2.8, 1.62)], [0.022] * 2, STEEL, 6) for x in (0.55, 0.9)]
    ladder += [
        tube([(0.55, y, 1.62), (0.9, y, 1.62)], [0.016] * 2, STEEL, 6) for y in np.arange(0.2, 2.8, 0.3).tolist()
    ]
    return joined([*staves, *hoops, lid, *legs, *braces, floor, *ladder])


def _ripples(stuff: Stuff) -> Mesh:
    """Make rings on water about who swims in it."""
    foam = Skin(colour("#b8dce8"), 0.6, 0.18)
    return joined(
        [ring((0, 0, 0), far, thick, foam, steps=44, sides=4).turned(0.0, math.pi / 2).moved((0.0, 0.0, 0.0))
         for far, thick in ((0.34, 0.016), (0.56, 0.014), (0.86, 0.012), (1.20, 0.010))]
    )  # fmt: skip


def _hook(stuff: Stuff) -> Mesh:
    """Make a crane's hook with its block, hung over the middle."""
    bend = [
        (0.0, 0.42, 0.0),
        (0.0, 0.26, 0.0),
        (0.12, 0.14, 0.0),
        (0.06, 0.0, 0.0),
        (-0.08, 0.02, 0.0),
        (-0.12, 0.12, 0.0),
    ]
    return joined(
        [
            tube(bend, [0.04, 0.045, 0.05, 0.05, 0.04, 0.015], STEEL, 10),
            block((-0.14, 0.14), (0.42, 0.82), (-0.10, 0.10), Skin(colour("#c8962c"), 0.3)),
        ]
    )


def _hot_tub(stuff: Stuff) -> Mesh:
    """Make a round tub of boards, full of lit water that foams."""
    boards = [
        tube([(1.30 * math.cos(a), 0.0, 1.30 * math.sin(a)), (1.30 * math.cos(a), 0.74, 1.30 * math.sin(a))],
             [0.115] * 2, Skin(dim(stuff.wood, 0.85 + 0.3 * float(stuff.rng.random())), 0.3), 6)
        for a in np.linspace(0, math.tau, 38)[:-1].tolist()
    ]  # fmt: skip
    water = disc(1.2, 0.62, Skin(colour("#3aa8bc"), 0.8, 0.25))
    foam = [
        ball((r * math.cos(a), 0.63, r * math.sin(a)), (0.05, 0.025, 0.05), Skin(colour("#d8f0f4"), 0.3, 0.1), 4, 8)
        for r, a in (stuff.rng.random((34, 2)) * (1.0, math.tau) + (0.12, 0.0)).tolist()
    ]
    rim = ring((0, 0, 0), 1.32, 0.06, stuff.board, steps=44, sides=6).turned(0.0, math.pi / 2).moved((0, 0.76, 0))
    return joined([*boards, water, *foam, rim])


FIXTURE_MAKERS: dict[str, Callable[[Stuff], Mesh]] = {
    "counter": _counter, "executive_desk": _executive_desk, "door": _door, "post": _post,
    "column": _column,
    "railing": _railing, "tree": _tree, "water_tower": _water_tower, "ripples": _ripples, "hook": _hook,
    "hot_tub": _hot_tub,
}  # fmt: skip
