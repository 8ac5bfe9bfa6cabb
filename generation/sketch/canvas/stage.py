"""The stage: a pinhole camera that draws the world, and the world mirrored in the ground, into byte layers.

World coordinates are metres: x to the right, y up from the ground, z away from the camera. What is drawn later covers
what was drawn before, so scenes draw from far to near.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image

from generation.sketch.canvas.decals import perspective
from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.layers import Layers, Pixel
from generation.sketch.canvas.palette import BLACK, Colour
from generation.sketch.canvas.sprite import Sprite, Words

Point: TypeAlias = tuple[float, float, float]
Corners: TypeAlias = npt.NDArray[np.float64]  # (quads, 4, 3) world points

SUPERSAMPLE = 2
MIRROR_STEP = 2  # the reflection is lit at half size: ripples would blur it anyway
NEAR = 0.3  # metres; nothing is drawn closer to the eye
LARGEST_SPRITE = 6000  # pixels


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the eye is: vanishing point in units from the centre, focal length in units, height in metres.

    `at` is the x and z that it stands on in metres, `turn` how far it looks to the right, in radians. A mirrored camera
    sees the world with left and right exchanged, but for what is written in it.
    """

    x: float = 0.0
    y: float = 0.05
    focal: float = 0.85
    height: float = 1.6
    mirrored: bool = False
    at: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Lens:
    """What part of what a camera sees is in the picture: the middle of it, in units, and how much larger it is."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0


def _cut(points: Sequence[Sequence[float]]) -> list[Point]:
    """Return a polygon before the eye without what is nearer than NEAR."""
    kept: list[Point] = []
    for (x, y, z), (to_x, to_y, to_z) in zip(points, [*points[1:], points[0]], strict=True):
        if z >= NEAR:
            kept.append((x, y, z))
        if (z >= NEAR) != (to_z >= NEAR):
            share = (NEAR - z) / (to_z - z)
            kept.append((x + share * (to_x - x), y + share * (to_y - y), NEAR))
    return kept


def _turn_round(sprite: Sprite) -> None:
    """Exchange left and right of a drawn sprite."""
    turn = Image.Transpose.FLIP_LEFT_RIGHT
    sprite.surface, sprite.light, sprite.mask = (
        layer.transpose(turn) for layer in (sprite.surface, sprite.light, sprite.mask)
    )
    sprite.parts = [(what, mask.transpose(turn)) for what, mask in sprite.parts]


def _trim(sprite: Sprite, start: tuple[int, int]) -> tuple[int, int, int, int]:
    """Cut a sprite, kept from `start` on, down to what is drawn of it and room for its rim. Figures fill little.

    Return the box in pixels of the whole sprite.
    """
    margin = math.ceil(3 * sprite.rim_width)
    wide, high = sprite.mask.size
    left, top, right, bottom = sprite.mask.getbbox() or (0, 0, 1, 1)
    box = max(0, left - margin), max(0, top - margin), min(wide, right + margin), min(high, bottom + margin)
    sprite.surface, sprite.light, sprite.mask = (
        layer.crop(box) for layer in (sprite.surface, sprite.light, sprite.mask)
    )
    sprite.parts = [(what, mask.crop(box)) for what, mask in sprite.parts]
    return box[0] + start[0], box[1] + start[1], box[2] + start[0], box[3] + start[1]


class Stage:
    """Draws in metres through a camera, with haze, into a direct view and a mirrored one."""

    def __init__(self, frame: Frame, camera: Camera, haze: float) -> None:
        self.frame = frame
        self.camera = camera
        self.side = -1.0 if camera.mirrored else 1.0  # what a world x is multiplied by
        self.words: list[Words] = []  # those that are written on what stands there
        self.haze = haze  # metres at which a third of the light is left
        tall = max(0.0, frame.height - frame.width) / frame.unit
        self.composed = camera.x, camera.y + 0.10 * tall  # the vanishing point, in units, as the camera has it
        self.look_through(Lens())
        self._cos, self._sin = math.cos(camera.turn), math.sin(camera.turn)
        self.direct = Layers(frame.width * SUPERSAMPLE, frame.height * SUPERSAMPLE, SUPERSAMPLE, SUPERSAMPLE)
        self.mirror = Layers(frame.width, frame.height, 1, MIRROR_STEP)
        self.burning: list[tuple[Point, float]] = []  # where smoke rises, and half of how wide it burns there

    def look_through(self, lens: Lens) -> None:
        """Show a part of what the camera sees: before anything is drawn."""
        unit, (x, y) = self.frame.unit, self.composed
        self.centre_x = self.frame.width / 2 + lens.zoom * (x - lens.x) * unit
        self.horizon = self.frame.height / 2 + lens.zoom * (y - lens.y) * unit
        self.focal = lens.zoom * self.camera.focal * unit

    def before_eye(self, point: Point) -> Point:
        """Return a world point as the eye has it: metres to the right, up from the ground, and away."""
        x, y, z = point[0] - self.camera.at[0], point[1], point[2] - self.camera.at[1]
        return x * self._cos - z * self._sin, y, x * self._sin + z * self._cos

    def in_world(self, aside: float, away: float) -> tuple[float, float]:
        """Return the x and z of what stands that far to the right of the eye, and away from it."""
        x, z = self.camera.at
        return x + aside * self._cos + away * self._sin, z - aside * self._sin + away * self._cos

    def scale_at(self, point: Point) -> float:
        """Return how many units of the picture a metre takes at a world point."""
        return self.focal / self.frame.unit / max(self.before_eye(point)[2], NEAR)

    def project(self, point: Point) -> Pixel:
        """Return where a world point falls in the picture, in pixels."""
        x, y, z = self.before_eye(point)
        scale = self.focal / max(z, NEAR)
        return self.centre_x + self.side * x * scale, self.horizon - (y - self.camera.height) * scale

    def in_units(self, point: Point) -> tuple[float, float]:
        """Return where a world point falls, in units from the centre of the picture, y downwards."""
        x, y = self.project(point)
        return (x - self.frame.width / 2) / self.frame.unit, (y - self.frame.height / 2) / self.frame.unit

    def half_width(self, z: float) -> float:
        """Return how many metres the frame shows to the wider side at that distance."""
        return (self.frame.width / 2 + abs(self.centre_x - self.frame.width / 2)) * z / self.focal

    def clearness(self, z: float) -> int:
        """Return how much of a thing's own light the air lets through, as a byte."""
        return max(1, int(255 * math.exp(-z / self.haze)))

    def _views(self) -> tuple[tuple[Layers, float], tuple[Layers, float]]:
        return (self.direct, 1.0), (self.mirror, -1.0)

    def _pixels(self, points: Sequence[Point], scale: float, sign: float) -> list[Pixel]:
        """Return where points before the eye fall in a view."""
        pixels = []
        for x, y, z in points:
            size = self.focal / max(z, NEAR) * scale
            pixels.append(
                (
                    self.centre_x * scale + self.side * x * size,
                    self.horizon * scale - (sign * y - self.camera.height) * size,
                )
            )
        return pixels

    def _in_front(self, points: Sequence[Point]) -> list[Point]:
        """Return a polygon of world points as the eye has it, without what lies behind the eye."""
        seen = [self.before_eye(point) for point in points]
        return seen if all(point[2] >= NEAR for point in seen) else _cut(seen)

    def polygon(self, points: Sequence[Point], albedo: Colour = BLACK, light: Colour = BLACK) -> None:
        """Fill a flat polygon of world points."""
        seen = self._in_front(points)
        if len(seen) < 3:
            return
        clearness = self.clearness(sum(point[2] for point in seen) / len(seen))
        for layers, sign in self._views():
            layers.polygon(self._pixels(seen, layers.scale, sign), albedo, light, clearness)

    def open_ground(self, points: Sequence[Point]) -> None:
        """Uncover an area again, so that the ground shows there."""
        seen = self._in_front(points)
        if len(seen) > 2:
            self.direct.polygon(self._pixels(seen, self.direct.scale, 1.0), BLACK, BLACK, 0, coverage=0)

    def line(self, points: Sequence[Point], width: float, albedo: Colour = BLACK, light: Colour = BLACK) -> None:
        """Draw a line of a width in metres."""
        seen = [point for point in map(self.before_eye, points) if point[2] >= NEAR]
        if len(seen) < 2:
            return
        z = sum(point[2] for point in seen) / len(seen)
        for layers, sign in self._views():
            pixels = max(1, round(width * self.focal / z * layers.scale))
            layers.line(self._pixels(seen, layers.scale, sign), pixels, albedo, light, self.clearness(z))

    def front(
        self,
        left: float,
        bottom: float,
        right: float,
        top: float,
        z: float,
        albedo: Colour = BLACK,
        light: Colour = BLACK,
    ) -> None:
        """Fill an upright rectangle that faces the viewer."""
        corners = [(left, bottom, z), (left, top, z), (right, top, z), (right, bottom, z)]
        self.polygon(corners, albedo, light)

    def wall(
        self,
        x: float,
        bottom: float,
        top: float,
        near: float,
        far: float,
        albedo: Colour = BLACK,
        light: Colour = BLACK,
    ) -> None:
        """Fill an upright rectangle that runs away from the viewer."""
        self.polygon([(x, bottom, near), (x, top, near), (x, top, far), (x, bottom, far)], albedo, light)

    def slab(
        self,
        left: float,
        right: float,
        y: float,
        near: float,
        far: float,
        albedo: Colour = BLACK,
        light: Colour = BLACK,
    ) -> None:
        """Fill a level rectangle."""
        self.polygon([(left, y, near), (right, y, near), (right, y, far), (left, y, far)], albedo, light)

    def quads(self, corners: Corners, albedo: Sequence[Colour], light: Sequence[Colour]) -> None:
        """Fill many quads at once, skipping those out of the frame or too small to see."""
        if not len(corners):
            return
        corners = self._turned(corners)
        behind = corners[..., 2] < NEAR
        whole = np.asarray(~behind.any(axis=1))
        cut = np.asarray(~whole & ~behind.all(axis=1))
        depth = np.maximum(corners[..., 2], NEAR)
        air = [self.clearness(float(z)) for z in depth.mean(axis=1)]
        for layers, sign in self._views():
            size = self.focal / depth * layers.scale
            across = self.centre_x * layers.scale + self.side * corners[..., 0] * size
            down = self.horizon * layers.scale - (sign * corners[..., 1] - self.camera.height) * size
            flat = np.stack([across, down], axis=-1).reshape(len(corners), -1).tolist()
            shown = (self._visible(across, down, layers) & whole) | cut
            for index in np.flatnonzero(shown).tolist():
                spots = self._pixels(_cut(corners[index].tolist()), layers.scale, sign) if cut[index] else flat[index]
                layers.polygon(spots, albedo[index], light[index], air[index])

    def _turned(self, corners: Corners) -> Corners:
        x, z = corners[..., 0] - self.camera.at[0], corners[..., 2] - self.camera.at[1]
        return np.stack([x * self._cos - z * self._sin, corners[..., 1], x * self._sin + z * self._cos], axis=-1)

    def _visible(self, across: Corners, down: Corners, layers: Layers) -> npt.NDArray[np.bool_]:
        # Sizes are judged in units, not pixels: the same things are left out of a small picture and of a large one.
        unit = self.frame.unit * layers.scale
        wide = (across.max(axis=1) - across.min(axis=1)) / unit
        high = (down.max(axis=1) - down.min(axis=1)) / unit
        inside = (across.max(axis=1) > 0) & (across.min(axis=1) < layers.surface.width)
        inside &= (down.max(axis=1) > 0) & (down.min(axis=1) < layers.surface.height)
        smallest = 0.0009 if layers is self.direct else 0.0028
        return np.asarray(inside & (np.minimum(wide, high) > smallest))

    def lay(self, picture: Image.Image, corners: Sequence[Point], what: Hashable, glow: float = 0.0) -> None:
        """Lay a picture with its cover on what has been drawn, into four corners: from its left upper one clockwise."""
        seen = [self.before_eye(corner) for corner in corners]
        if min(z for _, _, z in seen) < NEAR:
            return
        for layers, sign in self._views():
            spots = self._pixels(seen, layers.scale, sign)
            coefficients = perspective(spots, picture.size)
            across, down = zip(*spots, strict=True)
            box = int(min(across)), int(min(down)), math.ceil(max(across)), math.ceil(max(down))
            if coefficients is not None:
                layers.lay(picture, coefficients, box, what if sign > 0 else None, glow)

    def stand(
        self,
        draw: Callable[[Sprite], None],
        x: float,
        z: float,
        bounds: tuple[float, float, float, float],
        *,
        y: float = 0.0,
        rim: bool = True,
        written: bool = False,
    ) -> None:
        """Stand a flat picture up in the world at (x, y, z); bounds are its left, bottom, right, top in metres.

        What is written stays readable where the camera is mirrored.
        """
        left, bottom, right, top = bounds
        x, y, z = self.before_eye((x, y, z))
        if z < NEAR:
            return
        scale = self.focal / z * SUPERSAMPLE
        width, height = round((right - left) * scale), round((top - bottom) * scale)
        if not (2 <= width <= LARGEST_SPRITE and 2 <= height <= LARGEST_SPRITE):
            return
        ends = [self._pixels([(x + side, y, z)], 1.0, 1.0)[0][0] for side in (left, right)]
        if max(ends) < 0 or min(ends) > self.frame.width:
            return
        edge = x + (left if self.side > 0 else right)
        # Signs near the eye are much larger than what is seen of them.
        part = self._seen_part((edge, y + top, z), width, height) if written else (0, 0, width, height)
        if part[0] >= part[2] or part[1] >= part[3]:
            return
        sprite = Sprite(bounds, width, height, self.frame.unit * SUPERSAMPLE, part)
        draw(sprite)
        if self.side < 0 and not written:
            _turn_round(sprite)
        if sprite.words and written:
            left_top = self._pixels([(edge, y + top, z)], SUPERSAMPLE, 1.0)[0]
            self.words += [each.moved(left_top[0] + part[0], left_top[1] + part[1]) for each in sprite.words]
        box = _trim(sprite, part[:2])
        for layers, sign in self._views():
            share = layers.scale / SUPERSAMPLE
            corner = self._pixels([(edge, y + (top if sign > 0 else bottom), z)], layers.scale, sign)[0]
            down = box[1] if sign > 0 else height - box[3]
            at = (round(corner[0] + box[0] * share), round(corner[1] + down * share))
            view = sprite if sign > 0 else sprite.mirrored(round(1 / share))
            layers.paste(view, at, self.clearness(z), rim=rim)

    def _seen_part(self, corner: Point, width: int, height: int) -> tuple[int, int, int, int]:
        """Return the part, in pixels of a sprite with its left upper corner there, that may be seen or mirrored.

        What is seen in a mirror on the ground hangs lower in the world than what is seen of it directly.
        """
        left, top = self._pixels([corner], SUPERSAMPLE, 1.0)[0]
        wide = self.frame.width * SUPERSAMPLE
        return max(0, int(-left) - 8), max(0, int(-top) - 8), min(width, int(wide - left) + 8), height
