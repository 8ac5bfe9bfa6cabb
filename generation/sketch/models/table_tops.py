"""Tables and what lies on them, and what is laid over or about somebody: cards, a meal, a litter, bonds, a blanket."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.joinery import IRON, Stuff, cushion
from generation.sketch.models.mesh import Mesh, Skin, beam, joined, sheet, tube
from generation.sketch.models.parts import Paint, ring, turned_body


def item(kind: str, size: float, stuff: Stuff, *, flat: bool = True) -> Mesh:
    """Make a thing resting on y = 0 about the origin, its longest side that long."""
    mesh = ITEM_MAKERS[kind](Paint(stuff.light, stuff.light)).mesh
    mesh = mesh.turned(0.0, -math.pi / 2) if flat else mesh
    spots = mesh.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    scale = size / float((high - low).max())
    x, _, z = ((low + high) / 2 * scale).tolist()
    return mesh.moved((-x, -float(low[1]) * scale, -z), scale)


def _round_table(stuff: Stuff, reach: float) -> Mesh:
    foot = [(0.26, 0.0), (0.24, 0.03), (0.05, 0.07), (0.045, 0.70)]
    edge = turned_body([(0.98 * reach, 0.71), (reach, 0.73), (0.99 * reach, 0.755)], stuff.board, 36)
    return joined([turned_body(foot, IRON, 18), edge, disc(reach, 0.755, stuff.board)])


def disc(reach: float, level: float, skin: Skin) -> Mesh:
    """Make a level disc that is seen from above."""
    grid = np.array(
        [
            [
                (share * reach * math.cos(turn), level, share * reach * math.sin(turn))
                for turn in np.linspace(0, math.tau, 33)
            ]
            for share in np.linspace(0.0, 1.0, 6)
        ]
    )
    return sheet(grid, np.array([0.0, level - 1.0, 0.0]), skin)


def _card_table(stuff: Stuff) -> Mesh:
    felt = disc(0.66, 0.765, Skin(colour("#1f5a3a"), 0.02, lift=0.02))
    return joined([_round_table(stuff, 0.76), felt])


def _plain_table(stuff: Stuff) -> Mesh:
    return _round_table(stuff, 0.76)


def _small_table(stuff: Stuff) -> Mesh:
    return _round_table(stuff, 0.44)


def _cards(stuff: Stuff) -> Mesh:
    """Lay cards, chips and a bottle on a table."""
    parts: list[Mesh] = []
    for x, z, turn in (
        (-0.16, 0.10, 0.2),
        (-0.05, 0.16, -0.3),
        (0.08, 0.12, 0.1),
        (0.18, 0.05, 0.5),
        (0.30, 0.22, -0.6),
        (-0.34, 0.28, 0.4),
        (-0.28, 0.20, 0.1),
        (0.02, 0.36, 0.0),
        (0.11, 0.37, 0.2),
    ):
        face = Skin(colour("#e2ddd0"), 0.3, lift=0.03)
        card = beam((-0.06, 0.006, 0), (0.06, 0.006, 0), 0.085, 0.006, face)
        mark = beam(
            (-0.02, 0.010, 0),
            (0.02, 0.010, 0),
            0.03,
            0.004,
            Skin(colour(("#b02028", "#1a1a20")[len(parts) % 2]), 0.3, lift=0.035),
        )
        parts.append(joined([card, mark]).turned(turn).moved((x, 0.0, z)))
    for at, code in enumerate(("#b02a30", "#2a50a0", "#d8b040", "#b02a30", "#2a8050")):
        high = 0.03 + 0.02 * ((at * 3) % 4)
        chips = turned_body([(0.035, 0.0), (0.035, high), (0.001, high)], Skin(colour(code), 0.4, lift=0.03), 12)
        parts.append(chips.moved((-0.42 + 0.20 * at, 0.0, -0.08 + 0.10 * (at % 2))))
    parts.append(item("bottle", 0.28, stuff, flat=False).moved((0.40, 0.0, -0.22)))
    return joined(parts)


def _meal(stuff: Stuff) -> Mesh:
    return joined(
        [
            item("food", 0.24, stuff, flat=False).moved((-0.28, 0.0, 0.16)),
            item("food", 0.24, stuff, flat=False).moved((0.30, 0.0, 0.10)),
            item("bottle", 0.28, stuff, flat=False).moved((0.02, 0.0, -0.12)),
            item("cup", 0.11, stuff, flat=False).moved((0.06, 0.0, 0.26)),
        ]
    )


def _hand_drum(stuff: Stuff) -> Mesh:
    """Stand a drum up that hands beat: a wooden body with a hide over it."""
    body = [(0.12, 0.0), (0.13, 0.02), (0.11, 0.16), (0.17, 0.44), (0.175, 0.47)]
    bands = [ring((0, 0, 0), reach, 0.012, Skin(colour("#c8a048"), 0.4), steps=24, sides=5).turned(0.0, math.pi / 2)
             .moved((0.0, level, 0.0)) for reach, level in ((0.135, 0.03), (0.178, 0.46))]  # fmt: skip
    hide = disc(0.17, 0.48, Skin(colour("#dcc8a0"), 0.05, lift=0.04))
    return joined([turned_body(body, Skin(colour("#7a3c20"), 0.35), 24), *bands, hide])


def _litter(stuff: Stuff) -> Mesh:
    poles = [tube([(-1.25, 0.0, z), (1.25, 0.0, z)], [0.022] * 2, stuff.board, 8) for z in (-0.28, 0.28)]
    return joined([*poles, cushion((-0.95, 0.95), (-0.02, 0.04), (-0.28, 0.28), Skin(colour("#5c6048"), 0.05))])


def _bonds(stuff: Stuff) -> Mesh:
    """Wind a rope about a sitter's chest and shins."""
    hemp = Skin(colour("#b09868"), 0.05, lift=0.10)
    chest = [
        ring((0, 0, 0), 0.225, 0.014, hemp, steps=28, sides=5).turned(0.0, math.pi / 2).moved((0, y, 0.03))
        for y in (0.92, 0.98, 1.04)
    ]
    return joined(chest)


def _blanket(stuff: Stuff) -> Mesh:
    """Spread a blanket over who lies along x from the chest down, falling off a bed's sides."""
    columns, steps = np.linspace(-0.22, 1.02, 10), np.linspace(-1, 1, 21)
    rise = np.clip(1 - (np.abs(steps) / 0.50) ** 2.4, 0, 1)
    drop = 0.26 * np.clip((np.abs(steps) - 0.90) / 0.10, 0, 1)
    grid = np.empty((len(columns), len(steps), 3))
    for at, x in enumerate(columns.tolist()):
        fold = 0.012 * np.sin(8 * steps + 1.7 * at) + 0.010 * math.sin(2.3 * at)
        high = 0.30 - 0.010 * at
        grid[at, :, 0], grid[at, :, 1], grid[at, :, 2] = x, 0.02 + high * rise - drop + fold, 0.76 * steps
    return sheet(grid, np.array([0.4, -1.0, 0.0]), Skin(stuff.cloth, 0.08, thin=True, lift=0.05))


TABLE_MAKERS: dict[str, Callable[[Stuff], Mesh]] = {
    "card_table": _card_table, "round_table": _plain_table, "small_table": _small_table, "cards": _cards, "meal": _meal,
    "litter": _litter, "hand_drum": _hand_drum, "bonds": _bonds, "blanket": _blanket,
}  # fmt: skip
