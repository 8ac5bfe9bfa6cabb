"""Cameras of a still life: how they look at a thing that lies on a plane, and where places fall in the picture."""

import math
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.field import Field, Frame
from generation.sketch.models.lighting import Placement
from generation.sketch.models.mesh import Array, Mesh, turning

SLIM = 0.3  # height to breadth of what is so slim in the picture that it takes nearly all its breadth


@dataclass(frozen=True, slots=True)
class View:
    """A camera: how far it looks down and is tilted, in radians, and how far off it is, in lengths of the thing.

    The thing takes a share of the frame, with its middle at x and y, in units.
    """

    down: float
    tilt: float
    away: float
    share: float
    x: float
    y: float


VIEWS = (
    View(0.52, 0.0, 3.4, 0.68, 0.15, 0.10),
    View(0.20, 0.05, 2.6, 0.74, -0.20, 0.20),
    View(1.22, -0.32, 4.0, 0.80, 0.0, 0.0),
    View(0.74, 0.26, 2.4, 0.92, 0.10, -0.02),
    View(0.36, -0.08, 2.2, 0.64, 0.24, -0.06),
)
LEAST_FLAT, MOST_UPRIGHT = 0.62, 0.85  # radians: what lies flat is seen from above, what stands is not


@dataclass(frozen=True, slots=True)
class Eye:
    """A view at work: how the world is turned, and how places in it fall into the picture."""

    turn: Array
    away: float
    placement: Placement

    def seen(self, points: Array) -> Array:
        """Return points of the world turned to the viewer and drawn together with distance."""
        turned = points @ self.turn
        near = np.maximum(self.away - turned[..., 2:], 0.15)
        return np.concatenate([turned[..., :2] * (self.away / near), turned[..., 2:]], axis=-1)

    def mesh(self, mesh: Mesh) -> Mesh:
        """Return a mesh as it is seen."""
        return replace(mesh, corners=self.seen(mesh.corners), normals=mesh.normals @ self.turn)

    def pixels(self, points: Array) -> Array:
        """Return where points of the world fall in the picture."""
        return self.placement.pixels(self.seen(points))

    def plane(self) -> tuple[Field, Field, Field]:
        """Return, for each pixel, the place on the level plane through the origin: across, away; and its distance."""
        frame = self.placement.frame
        x, y = frame.grid()
        size = np.float32(self.placement.size)
        across, up = (x - np.float32(self.placement.x)) / size, (np.float32(self.placement.y) - y) / size
        eye, normal = np.float32(self.away), self.turn[1].astype(np.float32)  # where the world's y points
        slope = across * normal[0] + up * normal[1] - eye * normal[2]
        reach = -eye * normal[2] / np.where(np.abs(slope) < 1e-4, np.float32(1e-4), slope)
        reach = np.where(reach <= 0, np.float32(1e3), reach)
        hit = (across * reach, up * reach, eye - eye * reach)
        first, third = self.turn[0].astype(np.float32), self.turn[2].astype(np.float32)
        return (
            np.asarray(hit[0] * first[0] + hit[1] * first[1] + hit[2] * first[2], np.float32),
            np.asarray(hit[0] * third[0] + hit[1] * third[1] + hit[2] * third[2], np.float32),
            np.asarray(np.broadcast_to(reach, (frame.height, frame.width)), np.float32),
        )


def view_of(rng: np.random.Generator, *, flat: bool) -> View:
    """Choose one of the cameras by chance: from above for what lies flat, less so for what stands."""
    view = VIEWS[int(rng.integers(len(VIEWS)))]
    down = max(view.down, LEAST_FLAT) if flat else min(view.down, MOST_UPRIGHT)
    way = 1.0 if rng.random() < 0.5 else -1.0
    return replace(
        view, down=down + 0.10 * (float(rng.random()) - 0.5), tilt=way * view.tilt, x=way * view.x,
        share=view.share * (0.92 + 0.14 * float(rng.random())),
    )  # fmt: skip


def eye_for(frame: Frame, mesh: Mesh, view: View) -> Eye:
    """Set the camera up so that all of a mesh is in the frame and takes its share of it."""
    turn = turning(0.0, view.down, view.tilt)
    rough = Eye(turn, view.away, Placement(frame, 0.0, 0.0, 1.0))
    spots = rough.seen(mesh.corners).reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    wide, tall = frame.width / frame.unit, frame.height / frame.unit
    if high[1] - low[1] < SLIM * (high[0] - low[0]):
        view = replace(view, share=max(view.share, 0.86))
    size = float(min(view.share * wide / (high[0] - low[0]), 0.86 * view.share * tall / (high[1] - low[1])))
    half_x, half_y = (float(value) * size / 2 for value in (high - low)[:2])
    x = math.copysign(min(abs(view.x), max(0.0, 0.47 * wide - half_x)), view.x)
    y = min(max(view.y, half_y - 0.46 * tall), 0.46 * tall - half_y)
    middle = (low + high) / 2
    return Eye(turn, view.away, Placement(frame, float(x - middle[0] * size), float(y + middle[1] * size), size))
