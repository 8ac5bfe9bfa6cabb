"""The shell of a room: walls and ceiling along a cross-section, both end walls, in tiles of a material."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour, dim
from generation.sketch.canvas.stage import Stage
from generation.sketch.props.sets.pieces import Array, Face, Pieces, Span

MOST_TILES = 620  # of one surface: smaller tiles are made larger


@dataclass(frozen=True, slots=True)
class Material:
    """How a surface is tiled: a tile's length and height in metres, the joint's share of it, how uneven tiles are.

    `bond` shifts every other row by half a tile; `joint` is the joint's brightness against the tile's.
    """

    long: float = 0.9
    high: float = 0.7
    gap: float = 0.0
    uneven: float = 0.0
    bond: bool = False
    joint: float = 0.45
    rough: float = 0.0  # metres that it stands out here and there


MATERIALS = {
    "plaster": Material(0.5, 0.5),
    "panels": Material(1.1, 9.0, 0.03, 0.10),
    "bricks": Material(0.46, 0.16, 0.10, 0.2, bond=True),
    "blocks": Material(0.95, 0.42, 0.05, 0.22, bond=True),
    "tiles": Material(0.34, 0.34, 0.08, 0.06, joint=0.6),
    "metro": Material(0.42, 0.2, 0.09, 0.07, bond=True, joint=0.6),
    "planks": Material(9.0, 0.26, 0.07, 0.22, joint=0.35),
    "boards": Material(0.28, 9.0, 0.08, 0.25, joint=0.35),
    "rock": Material(0.75, 0.6, 0.0, 0.3, rough=0.55),
    "concrete": Material(1.9, 1.25, 0.02, 0.12),
    "metal": Material(1.3, 0.9, 0.03, 0.16, joint=0.3),
    "stripes": Material(0.32, 9.0, 0.5, 0.0, joint=0.82),
    "curtain": Material(0.2, 9.0, 0.0, 0.5),
    "glass": Material(1.6, 9.0, 0.05, 0.1, joint=0.2),
    "coffers": Material(1.5, 1.5, 0.2, 0.05, joint=1.25),
    "ribs": Material(1.0, 9.0, 0.16, 0.06, joint=1.6),
    "grid": Material(0.75, 0.75, 0.05, 0.05, joint=0.55),
    "beams": Material(1.3, 9.0, 0.16, 0.05, joint=0.45),
}


@dataclass(frozen=True, slots=True)
class Shell:
    """A room's measures and surfaces. `roof` is its ceiling's form: "flat", "vault", "gable" or "tunnel".

    `half` is half its width, `high` the height of its walls (of a tunnel, of its crown), `far` its length; metres.
    `wainscot` is the height and the colour of the walls' lower part.
    """

    half: float
    high: float
    far: float
    wall: Colour
    ceiling: Colour
    walls: str = "plaster"
    over: str = "plaster"
    roof: str = "flat"
    wainscot: tuple[float, Colour] | None = None
    near: float = -0.5

    @property
    def crown(self) -> float:
        """Return the height of the highest point."""
        return self.high + {"vault": self.half * 0.75, "gable": self.half * 0.6}.get(self.roof, 0.0)

    def profile(self) -> list[tuple[float, float]]:
        """Return the cross-section as (x, y), from the left foot over the ceiling to the right foot."""
        half, high = self.half, self.high
        if self.roof == "gable":
            return [(-half, 0), (-half, high), (0.0, self.crown), (half, high), (half, 0)]
        if self.roof == "vault":
            arc = [(-half * math.cos(a), high + (self.crown - high) * math.sin(a)) for a in _arc(10)]
            return [(-half, 0), *arc, (half, 0)]
        if self.roof == "tunnel":
            start = -0.35
            turn = [start + (math.pi - 2 * start) * step / 14 for step in range(15)]
            rise = high / (1 + math.sin(-start))
            return [(-half * math.cos(a), rise * (math.sin(a) + math.sin(-start))) for a in turn]
        return [(-half, 0), (-half, high), (half, high), (half, 0)]

    def reach(self, y: float) -> float:
        """Return how far from the middle the room reaches at a height."""
        best = 0.0
        for (x, low), (to_x, to) in pairwise(self.profile()):
            if min(low, to) <= y <= max(low, to):
                share = 0.5 if to == low else (y - low) / (to - low)
                best = max(best, abs(x + (to_x - x) * share))
        return best


def _arc(steps: int) -> list[float]:
    return [math.pi * step / steps for step in range(steps + 1)]


def draw_shell(pieces: Pieces, shell: Shell, rng: np.random.Generator) -> None:
    """Draw what encloses the room, and leave its floor open."""
    stage: Stage = pieces.stage
    ends = (shell.near, shell.far)
    stage.open_ground([(-shell.half, 0, ends[0]), (shell.half, 0, ends[0]), (shell.half, 0, ends[1]),
                       (-shell.half, 0, ends[1])])  # fmt: skip
    profile = shell.profile()
    for z, way in ((shell.far, -1.0), (shell.near, 1.0)):
        _draw_end(pieces, shell, profile, z, way, rng)
    for (x, y), (to_x, to_y) in pairwise(profile):
        is_wall = abs(to_x - x) < 0.25 * abs(to_y - y) or (shell.roof == "tunnel")
        colour = shell.wall if is_wall else shell.ceiling
        material = MATERIALS[shell.walls if is_wall else shell.over]
        inward = np.array([to_y - y, x - to_x, 0.0])
        surface = _Surface((x, y), (to_x, to_y), ends, inward / max(float(np.linalg.norm(inward)), 1e-9))
        _tile(pieces, surface, material, colour, rng, shell.wainscot if is_wall else None)


@dataclass(frozen=True, slots=True)
class _Surface:
    """A strip of the cross-section, drawn out from one end of the room to the other."""

    start: tuple[float, float]
    end: tuple[float, float]
    along: tuple[float, float]
    normal: Array

    def corner(self, up: float, along: float) -> tuple[float, float, float]:
        (x, y), (to_x, to_y), (near, far) = self.start, self.end, self.along
        return x + (to_x - x) * up, y + (to_y - y) * up, near + (far - near) * along


def _tile(pieces: Pieces, surface: _Surface, material: Material, colour: Colour, rng: np.random.Generator,
          wainscot: tuple[float, Colour] | None) -> None:  # fmt: skip
    tall = math.hypot(surface.end[0] - surface.start[0], surface.end[1] - surface.start[1])
    long = surface.along[1] - surface.along[0]
    columns, rows = _counts(long, tall, material)
    down = surface.end[1] < surface.start[1]
    if material.rough:
        pieces.draw_faces(_hewn(pieces, surface, (columns, rows), material, colour, rng))
        return
    faces: list[Face] = []
    for (left, right), (low, high) in _cells(columns, rows, material):
        tone = 1 + material.uneven * (float(rng.random()) - 0.5) * 2
        level = (1 - (low + high) / 2 if down else (low + high) / 2) * tall
        own = wainscot[1] if wainscot and level < wainscot[0] else colour
        corners = [surface.corner(low, left), surface.corner(high, left), surface.corner(high, right),
                   surface.corner(low, right)]  # fmt: skip
        faces.append(Face(np.array(corners), surface.normal, dim(own, tone), BLACK))
    _draw_joints(pieces, surface, material, colour)
    pieces.draw_faces([face for face in faces if float((pieces.eye - face.corners[0]) @ face.normal) > 0])


def _hewn(pieces: Pieces, surface: _Surface, counts: tuple[int, int], material: Material, colour: Colour,
          rng: np.random.Generator) -> list[Face]:  # fmt: skip
    """Return the faces of a surface that is as uneven as rock, those that are seen."""
    columns, rows = counts[0], max(2, counts[1])
    depth = rng.random((rows + 1, columns + 1)) * material.rough
    depth[0] = depth[-1] = material.rough / 2  # it meets what is beside it
    shift = (rng.random((rows + 1, columns + 1, 2)) - 0.5) * 0.55
    shift[0, :, 1] = shift[-1, :, 1] = 0.0
    points = np.array([
        [surface.corner((row + shift[row, column, 1]) / rows, (column + shift[row, column, 0]) / columns)
         + surface.normal * depth[row, column] for column in range(columns + 1)]
        for row in range(rows + 1)
    ])  # fmt: skip
    faces = []
    for row in range(rows):
        for column in range(columns):
            a, b, c, d = (
                points[row, column],
                points[row + 1, column],
                points[row + 1, column + 1],
                points[row, column + 1],
            )
            normal = np.cross(b - d, c - a)
            normal /= max(float(np.linalg.norm(normal)), 1e-9)
            normal = normal if float(normal @ surface.normal) > 0 else -normal
            if float((pieces.eye - a) @ surface.normal) > 0:
                tone = 1 + material.uneven * (float(rng.random()) - 0.5)
                faces.append(Face(np.array([a, b, c, d]), normal, dim(colour, tone), BLACK))
    return faces


def _counts(long: float, tall: float, material: Material) -> tuple[int, int]:
    columns, rows = max(1, round(long / material.long)), max(1, round(tall / material.high))
    if material.long > 5:  # of boards that run along, a few lengths, so that light can fall off along them
        columns = max(4, round(long / 1.5))
    if material.high > 5:
        rows = max(3, round(tall / 0.8))
    much = math.sqrt(columns * rows / MOST_TILES)
    return (max(1, round(columns / much)), max(1, round(rows / much))) if much > 1 else (columns, rows)


def _cells(columns: int, rows: int, material: Material) -> Iterator[tuple[Span, Span]]:
    """Return the shares of length and of height that each tile takes."""
    along_gap = 0.0 if material.long > 5 else material.gap / 2
    up_gap = 0.0 if material.high > 5 else material.gap / 2 * min(2.0, material.long / material.high)
    for row in range(rows):
        shift = 0.5 if material.bond and row % 2 else 0.0
        for column in range(columns + (1 if shift else 0)):
            left, right = (column - shift + along_gap) / columns, (column - shift + 1 - along_gap) / columns
            yield (max(0.0, left), min(1.0, right)), ((row + up_gap) / rows, (row + 1 - up_gap) / rows)


def _draw_joints(pieces: Pieces, surface: _Surface, material: Material, colour: Colour) -> None:
    """Draw what shows between the tiles."""
    if not material.gap:
        return
    faces = []
    for step in range(8):
        corners = [surface.corner(up, (step + aside) / 8) for up, aside in ((0, 0), (1, 0), (1, 1), (0, 1))]
        faces.append(Face(np.array(corners), surface.normal, dim(colour, material.joint), BLACK))
    pieces.draw_faces([face for face in faces if float((pieces.eye - face.corners[0]) @ face.normal) > 0])


def _draw_end(pieces: Pieces, shell: Shell, profile: list[tuple[float, float]], z: float, way: float,
              rng: np.random.Generator) -> None:  # fmt: skip
    """Draw an end wall: its outline first, in the colour of the joints, then its tiles as far as they lie within."""
    if (pieces.eye[2] - z) * way <= 0:
        return
    material = MATERIALS[shell.walls]
    normal = np.array([0.0, 0.0, way])
    left, right = min(x for x, _ in profile), max(x for x, _ in profile)
    top = max(y for _, y in profile)
    middle = np.array([[0.0, top / 2, z]])
    back = pieces.light.paint([dim(shell.wall, 0.75)], middle, normal[None])[0]
    pieces.stage.polygon([(x, y, z) for x, y in profile], back)
    columns, rows = _counts(right - left, top, material)
    faces = []
    for (x0, x1), (low, high) in _cells(columns, rows, material):
        tone = 1 + material.uneven * (float(rng.random()) - 0.5) * 2
        from_x, to_x = left + (right - left) * x0, left + (right - left) * x1
        y0, y1 = low * top, high * top
        reach = shell.reach(y1)
        from_x, to_x = max(from_x, -reach), min(to_x, reach)
        if to_x - from_x < 0.02:
            continue
        own = shell.wainscot[1] if shell.wainscot and (y0 + y1) / 2 < shell.wainscot[0] else shell.wall
        corners = np.array([(from_x, y0, z), (from_x, y1, z), (to_x, y1, z), (to_x, y0, z)])
        faces.append(Face(corners, normal, dim(own, tone), BLACK))
    pieces.draw_faces(faces)
