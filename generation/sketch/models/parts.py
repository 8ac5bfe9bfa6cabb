"""Parts of things: plates of any outline, rings, boxes and rods, in free units, and the thing they make up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, Vector, beam, joined, loft, sheet, tube

Flat = tuple[float, float]  # x to the right, y up
Room = tuple[float, float, float, float]  # the middle of a floor, and the size of what may be on it
LARGEST, LIFT = 0.09, 0.05  # side of a face's triangles; how far inlays are brought forward


@dataclass(frozen=True, slots=True)
class Paint:
    """How a thing is made: the two lights of the palette, the colour that was asked for if any, what it is said to be.

    `states` are words of `planning/thing_states.py`, as "open" or "broken".
    """

    accent: Colour
    second: Colour
    asked: Colour | None = None
    states: frozenset[str] = frozenset()

    def body(self, code: str, gloss: float = 0.6) -> Skin:
        """Return what takes the colour asked for."""
        usual = colour(code)
        return Skin(mix(usual, self.asked, 0.75) if self.asked else usual, gloss)

    def lit(self, share: float = 1.0) -> Skin:
        """Return what glows in the first light."""
        return Skin(self.accent, 0.4, share)

    def lit_second(self, share: float = 1.0) -> Skin:
        """Return what glows in the second light."""
        return Skin(self.second, 0.4, share)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: its mesh, its callouts as texts and the spots they point to, and how it lies: yaw, pitch, roll.

    `room` is for what is in it: the middle of its floor, and how large that may be; nothing where it holds none.
    """

    mesh: Mesh
    labels: tuple[tuple[str, Vector], ...]
    lies: Vector = (-0.55, 0.30, 0.0)
    room: Room | None = None


def thing(
    parts: Sequence[Mesh],
    labels: tuple[tuple[str, Vector], ...],
    lies: Vector = (-0.55, 0.30, 0.0),
    room: Room | None = None,
) -> Thing:
    """Put a thing together."""
    return Thing(joined(parts), labels, lies, room)


def plate(outline: Sequence[Flat], half: float, skin: Skin, z: float = 0.0) -> Mesh:
    """Cut a plate of an outline, `half` thick to each side of z."""
    flat = np.array(outline, np.float64)
    if _area(flat) < 0:
        flat = flat[::-1]
    ring = np.concatenate([flat, flat[:1]])
    wall_grid = np.stack([np.column_stack([ring, np.full(len(ring), z + side * half)]) for side in (-1, 1)])
    wall = sheet(wall_grid, np.array([*flat.mean(axis=0), z]), skin)
    # A concave outline's walls may face its middle: outwards is to the right of the way round.
    way = ring[1:] - ring[:-1]
    outward = np.column_stack([way[:, 1], -way[:, 0], np.zeros(len(way))])
    outward /= np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-9)
    wall = Mesh(wall.corners, outward, wall.colours, wall.stuff)
    triangles = _divided(_triangles(flat))
    faces = []
    for side in (-1.0, 1.0):
        corners = np.concatenate([triangles, triangles[:, 2:]], axis=1)
        level = np.full((*corners.shape[:2], 1), z + side * half)
        normals = np.tile(np.array([0.0, 0.0, side]), (len(corners), 1))
        faces.append(Mesh(np.concatenate([corners, level], axis=2), normals,
                          np.tile(np.array(skin.colour, np.float64), (len(corners), 1)),
                          np.tile(np.array(skin.row()), (len(corners), 1))))  # fmt: skip
    return joined([wall, *faces])


def inlay(outline: Sequence[Flat], at: float, skin: Skin, rise: float = 0.004, level: int = 1) -> Mesh:
    """Let a thin plate into the front of another, which is `at` thick to each side; `level` 2 lies on level 1."""
    return plate(outline, rise, replace(skin, lift=LIFT * level), at)


def _divided(triangles: Array) -> Array:
    """Halve triangles along their longest side until none is large, so that they sort well by distance."""
    while True:
        sides = np.linalg.norm(triangles - np.roll(triangles, -1, axis=1), axis=2)
        large = sides.max(axis=1) > LARGEST
        if not large.any():
            return triangles
        longest = sides[large].argmax(axis=1)
        pick = np.arange(int(large.sum()))
        start, end, other = (triangles[large][pick, (longest + step) % 3] for step in (0, 1, 2))
        middle = (start + end) / 2
        halves = [np.stack([start, middle, other], axis=1), np.stack([middle, end, other], axis=1)]
        triangles = np.concatenate([triangles[~large], *halves])


def _area(flat: Array) -> float:
    x, y = flat.T
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2)


def _triangles(flat: Array) -> Array:
    """Cut an outline that runs anticlockwise into triangles (n, 3, 2), ear by ear."""
    left = list(range(len(flat)))
    out = []
    while len(left) > 3:
        for at in range(len(left)):
            before, tip, after = (left[(at + step) % len(left)] for step in (-1, 0, 1))
            if _is_ear(flat, before, tip, after, left):
                out.append([before, tip, after])
                left.pop(at)
                break
        else:
            break  # what is left has no area
    out.append(left[:3])
    return np.asarray(flat[np.array(out)])


def _is_ear(flat: Array, before: int, tip: int, after: int, left: list[int]) -> bool:
    a, b, c = flat[before], flat[tip], flat[after]
    if _side(a, b, c) <= 1e-12:
        return False
    others = flat[[index for index in left if index not in (before, tip, after)]]
    within = (_sides(a, b, others) >= 0) & (_sides(b, c, others) >= 0) & (_sides(c, a, others) >= 0)
    return not bool(within.any())


def _side(a: Array, b: Array, c: Array) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _sides(a: Array, b: Array, points: Array) -> Array:
    return np.asarray((b[0] - a[0]) * (points[:, 1] - a[1]) - (b[1] - a[1]) * (points[:, 0] - a[0]))


def rounded(left: float, bottom: float, right: float, top: float, corner: float = 0.012) -> list[Flat]:
    """Return a rectangle with rounded corners."""
    spots = []
    for x, y, start in ((right, top, 0.0), (left, top, 0.5), (left, bottom, 1.0), (right, bottom, 1.5)):
        middle_x, middle_y = (
            x - math.copysign(corner, x - (left + right) / 2),
            y - math.copysign(corner, y - (bottom + top) / 2),
        )
        for step in range(5):
            angle = (start + step / 8) * math.pi
            spots.append((middle_x + corner * math.cos(angle), middle_y + corner * math.sin(angle)))
    return spots


def ring(
    centre: Vector, radius: float, thick: float, skin: Skin, facing: str = "z", steps: int = 36, sides: int = 8
) -> Mesh:
    """Make a ring that faces along an axis."""
    points = []
    for step in range(steps + 1):
        a, b = radius * math.cos(math.tau * step / steps), radius * math.sin(math.tau * step / steps)
        x, y, z = {"z": (a, b, 0.0), "y": (a, 0.0, b), "x": (0.0, a, b)}[facing]
        points.append((centre[0] + x, centre[1] + y, centre[2] + z))
    return tube(points, [thick] * len(points), skin, sides if sides < 5 else 4 + sides % 5)


def rod(start: Vector, end: Vector, radius: float, skin: Skin, sides: int = 18) -> Mesh:
    """Make a straight rod with blunt ends."""
    return tube([start, end], [radius, radius], skin, sides)


def strip(points: Sequence[Vector], radius: float, skin: Skin, sides: int = 8) -> Mesh:
    """Make a rod that bends through points."""
    return tube(points, [radius] * len(points), skin, sides)


def turned_body(profile: Sequence[Flat], skin: Skin, sides: int = 32, centre: Flat = (0.0, 0.0)) -> Mesh:
    """Turn a profile of (radius, y) from below upwards round an upright axis at x, z, as on a lathe."""
    x, z = centre
    return loft([(x, y, z, radius, radius) for radius, y in profile], skin, sides)


def block(centre: Vector, size: Vector, skin: Skin) -> Mesh:
    """Make a box of a size about its middle."""
    (x, y, z), (wide, high, deep) = centre, size
    return beam((x - wide / 2, y, z), (x + wide / 2, y, z), deep, high, skin)


def inward(mesh: Mesh) -> Mesh:
    """Turn a body inside out: the inside of a tub or a jar."""
    return replace(mesh, normals=-mesh.normals)


def open_body(profile: Sequence[Flat], skin: Skin, sides: int = 32, centre: Flat = (0.0, 0.0)) -> Mesh:
    """Turn a profile like `turned_body`, without lids: the wall of a glass; `inward` makes it the inner one."""
    x, z = centre
    return loft([(x, y, z, radius, radius) for radius, y in profile], skin, sides, gap=[1e-6] * len(profile))


def upright(mesh: Mesh) -> Mesh:
    """Raise what faces up, as a lathe turned it, so that it faces the front."""
    return mesh.turned(0.0, math.pi / 2)


def circle(radius: float, x: float = 0.0, y: float = 0.0, steps: int = 28) -> list[Flat]:
    """Return the outline of a disc."""
    turn = [math.tau * step / steps for step in range(steps)]
    return [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in turn]
