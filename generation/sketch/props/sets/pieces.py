"""Pieces: what stands in a room, built of boxes, turned bodies and flat pictures in a frame of its own, in metres.

In its own frame a piece stands at the origin and faces the viewer: x to the right, y up, z away from who looks at it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generation.sketch.canvas.depth_order import back_to_front
from generation.sketch.canvas.palette import BLACK, Colour
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Point, Stage
from generation.sketch.props.sets.lamplight import Lamplight

Array = npt.NDArray[np.float64]
Span = tuple[float, float]


@dataclass(slots=True)
class Face:
    """A flat face: its corners, which way it looks, its colour, and what it sends out itself."""

    corners: Array
    normal: Array
    albedo: Colour
    light: Colour = BLACK


@dataclass(slots=True)
class Block:
    """What is drawn in one go: its box in the world, its faces, or what draws it."""

    low: Array
    high: Array
    faces: list[Face] = field(default_factory=list)
    draw: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece stands, and how far it is turned to its left, seen from above, in radians."""

    x: float
    z: float
    y: float = 0.0
    turn: float = 0.0


class Pieces:
    """Collects the blocks of all pieces of a room, and draws them in the light of its lamps, from far to near."""

    def __init__(self, stage: Stage, light: Lamplight) -> None:
        self.stage = stage
        self.light = light
        self.eye = np.array([stage.camera.at[0], stage.camera.height, stage.camera.at[1]])
        self.blocks: list[Block] = []
        self.footprints: list[Array] = []  # (4, 2): x and z of what keeps the light from the floor

    def at(self, spot: Spot) -> "Piece":
        """Return the frame of a piece at a spot."""
        return Piece(self, spot)

    def add(self, low: Point, high: Point, draw: Callable[[], None]) -> None:
        """Add something that draws itself, with its box in the world."""
        self.blocks.append(Block(np.array(low), np.array(high), draw=draw))

    def draw(self) -> None:
        """Draw everything, and forget it."""
        if not self.blocks:
            return
        order = back_to_front(
            np.array([block.low for block in self.blocks]), np.array([block.high for block in self.blocks]),
            (float(self.eye[0]), float(self.eye[1]), float(self.eye[2])),
        )  # fmt: skip
        faces: list[Face] = []
        for index in order:
            block = self.blocks[index]
            faces += block.faces
            if block.draw is not None:
                self.draw_faces(faces)
                faces = []
                block.draw()
        self.draw_faces(faces)
        self.blocks = []

    def draw_faces(self, faces: Sequence[Face]) -> None:
        """Draw faces in the order given, in the light of the lamps."""
        if not faces:
            return
        corners = np.array([face.corners for face in faces])
        normals = np.array([face.normal for face in faces])
        albedo = self.light.paint([face.albedo for face in faces], corners.mean(axis=1), normals)
        self.stage.quads(corners, albedo, [face.light for face in faces])


class Piece:
    """One piece's own frame, in which its parts are given."""

    def __init__(self, pieces: Pieces, spot: Spot) -> None:
        self.pieces = pieces
        self.spot = spot
        self._cos, self._sin = math.cos(spot.turn), math.sin(spot.turn)

    def world(self, x: float, y: float, z: float) -> Point:
        """Return a point of the piece in the room."""
        return (
            self.spot.x + x * self._cos - z * self._sin,
            self.spot.y + y,
            self.spot.z + x * self._sin + z * self._cos,
        )

    def box(self, across: Span, up: Span, along: Span, albedo: Colour, light: Colour = BLACK) -> "Sides":
        """Add a box, and return its sides, on which more can be drawn."""
        low, high = self._bounds(across, up, along)
        block = Block(low, high)
        sides = Sides(self, block, across, up, along)
        self.pieces.blocks.append(block)
        for name in ("front", "back", "left", "right", "top", "under"):
            sides.panel(name, 0.0, 0.0, 1.0, 1.0, albedo, light)
        return sides

    def _bounds(self, across: Span, up: Span, along: Span) -> tuple[Array, Array]:
        ends = np.array([self.world(x, y, z) for x in across for y in up for z in along])
        return ends.min(axis=0), ends.max(axis=0)

    def rests(self, across: Span, along: Span) -> None:
        """Say what part of the floor lies in the piece's shade."""
        ring = ((across[0], along[0]), (across[1], along[0]), (across[1], along[1]), (across[0], along[1]))
        self.pieces.footprints.append(np.array([self.world(x, 0, z) for x, z in ring])[:, [0, 2]])

    def turned(self, x: float, z: float, profile: Sequence[tuple[float, float]], albedo: Colour, light: Colour = BLACK,
               sides: int = 10) -> None:  # fmt: skip
        """Add a body of revolution about an upright axis, from its (radius, height) outline, lowest first."""
        widest = max(radius for radius, _ in profile)
        low, high = self._bounds((x - widest, x + widest), (profile[0][1], profile[-1][1]), (z - widest, z + widest))
        centre = np.array(self.world(x, 0.0, z))
        # The box of a round body is its own, however the piece is turned.
        low[[0, 2]], high[[0, 2]] = centre[[0, 2]] - widest, centre[[0, 2]] + widest
        block = Block(low, high)
        self.pieces.blocks.append(block)
        angles = np.linspace(0, math.tau, sides + 1)
        ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        eye = self.pieces.eye
        parts: list[tuple[float, Face]] = []
        for (radius, level), (next_radius, next_level) in pairwise(profile):
            slope = math.hypot(next_level - level, radius - next_radius) or 1.0
            out, rise = (next_level - level) / slope, (radius - next_radius) / slope
            for (c, s), (next_c, next_s) in pairwise(ring):
                middle = np.array([(c + next_c) / 2, (s + next_s) / 2])
                normal = np.array([middle[0] * out, rise, middle[1] * out])
                corners = centre + np.array([
                    (radius * c, level, radius * s), (next_radius * c, next_level, next_radius * s),
                    (next_radius * next_c, next_level, next_radius * next_s), (radius * next_c, level, radius * next_s),
                ])  # fmt: skip
                if float((eye - corners.mean(axis=0)) @ normal) > 0:
                    parts.append((level, Face(corners, normal, albedo, light)))
        top, bottom = profile[-1], profile[0]
        for (radius, level), way in ((top, 1.0), (bottom, -1.0)):
            if radius > 0.01 and (eye[1] - centre[1] - level) * way > 0:
                parts += [(level + way, face) for face in _lid(centre, radius, level, way, ring, albedo, light)]
        above = eye[1] > centre[1] + (top[1] + bottom[1]) / 2
        block.faces = [face for _, face in sorted(parts, key=lambda part: part[0] if above else -part[0])]

    def column(self, x: float, z: float, radius: float, up: Span, albedo: Colour, light: Colour = BLACK,
               sides: int = 9) -> None:  # fmt: skip
        """Add an upright cylinder."""
        self.turned(x, z, ((radius, up[0]), (radius, up[1])), albedo, light, sides)

    def slanted(self, corners: Sequence[Point], albedo: Colour, light: Colour = BLACK, thick: float = 0.0) -> None:
        """Add a quad of four points that may lie at any angle, and looks both ways."""
        points = np.array([self.world(*corner) for corner in corners])
        normal = np.cross(points[1] - points[0], points[2] - points[0])
        normal = normal / max(float(np.linalg.norm(normal)), 1e-9)
        if float((self.pieces.eye - points.mean(axis=0)) @ normal) < 0:
            normal = -normal
        face = Face(points, normal, albedo, light)
        self.pieces.blocks.append(Block(points.min(axis=0) - thick, points.max(axis=0) + thick, [face]))

    def bar(self, start: Point, end: Point, wide: float, albedo: Colour, light: Colour = BLACK) -> None:
        """Add a thin straight bar between two points."""
        first, last = self.world(*start), self.world(*end)
        stage = self.pieces.stage
        ends = np.array([first, last])
        middle, normal = ends.mean(axis=0)[None], np.array([[0.0, 0.6, -0.8]])
        shade = self.pieces.light.paint([albedo], middle, normal)[0]
        low, high = ends.min(axis=0) - wide / 2, ends.max(axis=0) + wide / 2
        self.pieces.blocks.append(Block(low, high, draw=lambda: stage.line([first, last], wide, shade, light)))

    def stand(self, draw: Callable[[Sprite], None], bounds: tuple[float, float, float, float], x: float = 0.0,
              y: float = 0.0, z: float = 0.0, *, rim: bool = False, written: bool = False) -> None:  # fmt: skip
        """Add a flat picture that faces the viewer."""
        at = self.world(x, y, z)
        stage = self.pieces.stage
        half = max(-bounds[0], bounds[2]) * 0.6
        low = (at[0] - half, at[1] + bounds[1], at[2] - 0.02)
        high = (at[0] + half, at[1] + bounds[3], at[2] + 0.02)
        self.pieces.add(low, high, lambda: stage.stand(draw, at[0], at[2], bounds, y=at[1], rim=rim, written=written))


def _lid(centre: Array, radius: float, level: float, way: float, ring: Array, albedo: Colour, light: Colour
         ) -> list[Face]:  # fmt: skip
    faces = []
    middle = centre + np.array([0.0, level, 0.0])
    edge = [middle + radius * np.array([c, 0.0, s]) for c, s in ring]
    for index in range(0, len(edge) - 1, 2):
        corners = np.array([middle, edge[index], edge[index + 1], edge[min(index + 2, len(edge) - 1)]])
        faces.append(Face(corners, np.array([0.0, way, 0.0]), albedo, light))
    return faces


class Sides:
    """The sides of a box: what is drawn on one is seen only where that side is."""

    def __init__(self, piece: Piece, block: Block, across: Span, up: Span, along: Span) -> None:
        self._piece, self._block = piece, block
        self._spans = (across, up, along)

    def panel(self, side: str, left: float, bottom: float, right: float, top: float, albedo: Colour,
              light: Colour = BLACK) -> "Sides":  # fmt: skip
        """Draw a rectangle on a side, over shares of its width and height; on top and bottom, height is depth."""
        (x0, x1), (y0, y1), (z0, z1) = self._spans
        x_at, y_at, z_at = (_mixer(span) for span in self._spans)
        if side in ("front", "back"):
            z, way = (z0, -1.0) if side == "front" else (z1, 1.0)
            normal = (0.0, 0.0, way)
            ring = [(x_at(left), y_at(bottom), z), (x_at(left), y_at(top), z), (x_at(right), y_at(top), z),
                    (x_at(right), y_at(bottom), z)]  # fmt: skip
        elif side in ("left", "right"):
            x, way = (x0, -1.0) if side == "left" else (x1, 1.0)
            normal = (way, 0.0, 0.0)
            ring = [(x, y_at(bottom), z_at(left)), (x, y_at(top), z_at(left)), (x, y_at(top), z_at(right)),
                    (x, y_at(bottom), z_at(right))]  # fmt: skip
        else:
            y, way = (y1, 1.0) if side == "top" else (y0, -1.0)
            normal = (0.0, way, 0.0)
            ring = [(x_at(left), y, z_at(bottom)), (x_at(left), y, z_at(top)), (x_at(right), y, z_at(top)),
                    (x_at(right), y, z_at(bottom))]  # fmt: skip
        piece = self._piece
        corners = np.array([piece.world(*corner) for corner in ring])
        turned = np.array(piece.world(*normal)) - np.array(piece.world(0.0, 0.0, 0.0))
        if float((piece.pieces.eye - corners[0]) @ turned) > 0:
            self._block.faces.append(Face(corners, turned, albedo, light))
        return self

    def grid(self, side: str, columns: int, rows: int, albedo: Colour, light: Colour = BLACK, share: float = 0.8
             ) -> "Sides":  # fmt: skip
        """Draw equal fields on a side, in columns and rows, each taking a share of its cell."""
        edge = (1 - share) / 2
        for row in range(rows):
            for column in range(columns):
                self.panel(side, (column + edge) / columns, (row + edge) / rows, (column + 1 - edge) / columns,
                           (row + 1 - edge) / rows, albedo, light)  # fmt: skip
        return self


def _mixer(span: Span) -> Callable[[float], float]:
    low, high = span
    return lambda share: low + (high - low) * share
