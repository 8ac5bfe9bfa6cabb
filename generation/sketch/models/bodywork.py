"""What vehicles share: tyres, glass and lights, and hulls spanned over frames, in lengths, their front towards x."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import Colour, colour
from generation.sketch.models.mesh import Mesh, Skin, Vector, ball, beam, eased, joined, sheet
from generation.sketch.models.parts import Flat, inlay, rod, turned_body

TYRE, STEEL, DARK = Skin(colour("#121317"), 0.2), Skin(colour("#8a93a0"), 0.9), Skin(colour("#23262c"), 0.4)
GLASS, HEADLIGHT, TAIL = (
    Skin(colour("#0c1420"), 1.0),
    Skin(colour("#fff4d8"), 0.4, 0.5),
    Skin(colour("#ff2818"), 0.4, 0.55),
)


#: The name of a wheel among the parts of a vehicle's mesh.
WHEEL = "wheel of a vehicle"


def wheels(spots: tuple[float, ...], radius: float, half: float) -> list[Mesh]:
    """Make wheels at places along x, on both sides."""
    one = _wheel(radius, 0.26 * radius)
    return [
        one.turned(0.0 if side > 0 else math.pi).moved((x, radius, side * (half - 0.22 * radius))).named(WHEEL)
        for x in spots
        for side in (-1, 1)
    ]


def _wheel(radius: float, half: float) -> Mesh:
    """Make a wheel about the origin that faces z: a tyre with a flat tread, a rim with five spokes."""
    tread = [(0.5, -1.0), (0.90, -1.0), (1.0, -0.7), (1.0, 0.7), (0.90, 1.0), (0.64, 1.0)]
    dish = [(0.62, 0.2), (0.62, 0.92), (0.58, 1.0)]
    parts = [
        turned_body([(out * radius, at * half) for out, at in tread], TYRE, 24),
        turned_body([(out * radius, at * half) for out, at in dish], replace(STEEL, lift=0.01), 20),
    ]
    for turn in range(5):
        x, z = (0.50 * radius * share(math.tau * turn / 5) for share in (math.cos, math.sin))
        gap = rod((0.45 * x, 1.02 * half, 0.45 * z), (x, 1.02 * half, z), 0.085 * radius, replace(DARK, lift=0.03), 8)
        parts.append(gap)
    return joined(parts).turned(0.0, math.pi / 2)


def headlights(x: float, y: float, half: float, size: float) -> list[Mesh]:
    """Make two headlights at the front."""
    return [
        ball((x, y, side * half), (0.4 * size, 0.7 * size, size), replace(HEADLIGHT, lift=0.06), 8, 12)
        for side in (-1, 1)
    ]


def set_in(start: Vector, end: Vector, wide: float, high: float, skin: Skin) -> Mesh:
    """Set a box into a front or a slope: what is let in is drawn over the large faces about it."""
    return beam(start, end, wide, high, replace(skin, lift=0.06))


def on_both_sides(outline: list[Flat], half: float, skin: Skin, level: int = 1) -> list[Mesh]:
    """Let a plate into both sides of a body."""
    one = inlay(outline, half, skin, 0.002, level)
    return [one, one.mirrored().turned(math.pi)]


def pane(tint: Colour, *, lit: bool = True) -> Skin:
    """Return the skin of a window, lit from inside or dark."""
    return Skin(tint, 0.5, 0.28) if lit else GLASS


#: Frame of a hull: its place along x, its lowest and highest level, and half its width below and above.
Frame = tuple[float, float, float, float, float]
#: A frame's outline: how far out, as a share of the half width, and how far up.
_OUTLINE = ((0.0, 0.0), (0.88, 0.0), (1.0, 0.14), (1.0, 0.80), (0.90, 1.0), (0.0, 1.0))


def hull(frames: Sequence[Frame], skin: Skin, steps: int = 4) -> Mesh:
    """Span a smooth closed body over frames from back to front."""
    rows = eased(np.array(frames, np.float64), steps)
    shut = rows[[0, -1]] * np.array([1, 1, 1, 1e-3, 1e-3])
    rows = np.concatenate([shut[:1], rows, shut[1:]])
    outline = np.array([*_OUTLINE, *((-out, up) for out, up in _OUTLINE[-2:0:-1]), _OUTLINE[0]])
    out, up = outline[:, 0], outline[:, 1]
    x, low, high, below, above = (rows[:, index, None] for index in range(5))
    grid = np.stack(np.broadcast_arrays(x, low + (high - low) * up, out * (below + (above - below) * up)), axis=-1)
    middle = np.column_stack([rows[:, 0], (rows[:, 1] + rows[:, 2]) / 2, np.zeros(len(rows))])
    return sheet(grid, middle, skin)
