"""Lighting: a mesh lit by lamps, with shadows it casts on itself, drawn over a picture in linear light."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from generation.sketch.canvas.field import Field, Frame, blur, resize
from generation.sketch.canvas.light import BYTE
from generation.sketch.canvas.palette import LINEAR
from generation.sketch.canvas.sightings import Sightings
from generation.sketch.models.mesh import CLEAR, Array, Mesh
from generation.sketch.models.rasterize import EVEN, Seen, seen

ONE_HALF = 0.5
COARSE = 3  # shadows are soft: they are worked out at a third of the size
SHADOW_STEPS = (0.012, 0.022, 0.034, 0.048, 0.066, 0.09, 0.12, 0.16, 0.22, 0.30, 0.40)  # in the model's lengths
CLEAREST = 0.24  # of what is behind it, covered by what is clear and faces us
GLOW = 3.4  # how much brighter than a white wall in full light a thing of full glow is


@dataclass(frozen=True, slots=True)
class Lamp:
    """A distant light: towards it (x right, y down, z to the viewer), its linear colour.

    `grazing` is how much it leaves out what faces us: a rim light has 1, a narrow one more. `wrap` is how far, in red,
    green and blue, a large soft light reaches round what it lights: skin and cloth are warm where it ends.
    """

    towards: tuple[float, float, float]
    colour: Field
    grazing: float = 0.0
    wrap: tuple[float, float, float] = (0.06, 0.06, 0.06)


@dataclass(slots=True)
class Maps:
    """What is known of a model at each pixel of a part of the picture."""

    rows: slice
    columns: slice
    normals: Field
    albedo: Field
    gloss: Field
    glow: Field
    inner: Field
    cover: Field
    depth: Field  # in the model's lengths; far behind where there is nothing
    # Where its named parts are, and how much of each is inside the picture.
    parts: tuple[tuple[Hashable, npt.NDArray[np.bool_], float], ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a model is in the frame: its middle in units from the centre, and the units to one of its own lengths."""

    frame: Frame
    x: float
    y: float
    size: float

    def pixels(self, points: Array) -> Array:
        """Return where points (..., 3) fall in the picture."""
        scale = self.size * self.frame.unit
        across = self.frame.width / 2 + self.x * self.frame.unit + points[..., 0] * scale
        down = self.frame.height / 2 + self.y * self.frame.unit - points[..., 1] * scale
        return np.stack([across, down], axis=-1)

    def rasterize(self, mesh: Mesh) -> Seen:
        """Rasterize a mesh at twice the picture's size."""
        scale = self.size * self.frame.unit * EVEN
        return seen(mesh, self.pixels(mesh.corners) * EVEN, scale, self.frame.width * EVEN, self.frame.height * EVEN)

    def maps(self, mesh: Mesh, soft: float = 0.0085, broad: float = 0.0) -> Maps | None:
        """Return a mesh's maps, its facets smoothed over `soft`; nothing if none of it is in the frame.

        Facets that are broader than `broad` are smoothed over half of it, among themselves.
        """
        view = self.rasterize(mesh)
        unit = self.size * self.frame.unit
        return _averaged(view, soft * unit, broad * unit) if len(view.quads) else None

    def draw_lit(self, picture: Field, maps: Maps, lamps: Sequence[Lamp], ambient: Field, grain: Field) -> None:
        """Light the model and draw it over the picture, in place; the first lamp casts shadows."""
        hollow, shadow = self._hollows(maps), self._shadow(maps, lamps[0])
        normals = maps.normals + grain[maps.rows, maps.columns, None] * np.array([1, 1, 0], np.float32)
        length = np.sqrt((normals * normals).sum(axis=-1))
        nx, ny, nz = (normals[..., axis] / np.maximum(length, np.float32(0.2)) for axis in range(3))
        sky = np.clip(0.62 + 0.38 * ny, 0, 1) * hollow
        lit = maps.albedo * (ambient * sky[..., None])
        for index, lamp in enumerate(lamps):
            reach = hollow * (shadow if index == 0 else np.float32(1))
            lit += _lamp_light(maps, (nx, ny, nz), lamp, reach, 0.012 * self.size * self.frame.unit)
        lit *= (1 - np.float32(0.5) * maps.inner)[..., None]
        lit += maps.albedo * (maps.glow * np.float32(GLOW))[..., None]
        part = picture[maps.rows, maps.columns]
        part *= 1 - maps.cover[..., None]
        part += lit * maps.cover[..., None]

    def _hollows(self, maps: Maps) -> Field:
        """Return less than 1 where the model lies deeper than what is about it: sockets, collars, between locks."""
        small = maps.depth[::COARSE, ::COARSE]
        unit = self.size * self.frame.unit / COARSE
        body = (small > -5).astype(np.float32)
        depth = np.where(small > -5, small, 0)
        hollow = np.zeros_like(small)
        for sigma, gain in ((0.030, 6.0), (0.15, 2.0)):
            near = blur(body, sigma * unit)
            mean = blur(depth * body, sigma * unit) / np.maximum(near, np.float32(1e-3))
            inward = np.clip((near - np.float32(0.52)) * np.float32(3.0), 0, 1)  # its outline borders on nothing
            hollow += np.clip((mean - depth) * np.float32(gain), 0, 0.45) * inward * body
        out = resize(np.asarray(1 - np.clip(hollow, 0, 0.75), np.float32), maps.depth.shape[1], maps.depth.shape[0])
        return np.asarray(out, np.float32)

    def _shadow(self, maps: Maps, lamp: Lamp) -> Field:
        """Return where the lamp reaches: towards it, nothing may stand higher than the ray."""
        small = maps.depth[::COARSE, ::COARSE]
        unit = self.size * self.frame.unit / COARSE
        x, y, z = lamp.towards
        flat = max(math.hypot(x, y), 1e-6)
        shade = np.zeros_like(small)
        for step in SHADOW_STEPS:
            moved = _shifted(small, round(y / flat * step * unit), round(x / flat * step * unit))
            above = moved - (small + np.float32(step * z / flat))
            shade = np.maximum(shade, np.clip((above - np.float32(0.012)) / np.float32(0.03 + 0.12 * step), 0, 1))
        soft = max(0.9, 0.010 * unit)
        body = (small > -5).astype(np.float32)  # what is beside the model lies in nobody's shadow
        shade = np.asarray(blur(shade * body, soft) / np.maximum(blur(body, soft), np.float32(1e-3)), np.float32)
        return np.asarray(1 - np.float32(0.80) * resize(shade, maps.depth.shape[1], maps.depth.shape[0]), np.float32)


def note_sight(sightings: Sightings, what: Hashable, maps: Maps) -> None:
    """Note where a model is seen that is drawn over the picture, and where its named parts are."""
    for name, mask, inside in ((what, maps.cover > ONE_HALF, 1.0), *maps.parts):
        sightings.add(name, mask, (maps.rows, maps.columns), inside)


def clearness(maps: Maps) -> Field:
    """Return how much of what is behind is covered: less by what is clear, and least where that faces us."""
    cover = np.ones_like(maps.cover)
    for name, mask, _ in maps.parts:
        if name == CLEAR:
            facing = np.clip(maps.normals[..., 2], 0, 1)
            cover = np.where(mask, np.float32(CLEAREST) + np.float32(1 - CLEAREST) * (1 - facing) ** 1.5, cover)
    return np.asarray(cover, np.float32)


def fitted(frame: Frame, mesh: Mesh, middle: tuple[float, float], room: tuple[float, float]) -> Placement:
    """Return the placement at which all of a mesh fits a room (width and height in units) about a place."""
    spots = mesh.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    size = min(room[0] / (high[0] - low[0]), room[1] / (high[1] - low[1]), 1.0)
    x, y = middle[0] - (low[0] + high[0]) / 2 * size, middle[1] + (low[1] + high[1]) / 2 * size
    return Placement(frame, float(x), float(y), float(size))


def _averaged(view: Seen, soft: float, broad: float) -> Maps:
    """Average a view's pixels, and smooth the facets of its normals over `soft` of them, broad ones farther."""
    full = np.full((len(view.mesh), 1), 255.0)
    stuff = view.mesh.stuff * 255
    pairs = [
        Image.fromarray(view.table(np.concatenate(columns, axis=1))).reduce(EVEN)
        for columns in ((view.towards() * 127 + 128,), (view.mesh.colours,),
                        (full, stuff[:, :1], stuff[:, 1:2]), (view.inside()[:, None] * 255,) * 3)
    ]  # fmt: skip
    normals, colours, rest, inner = pairs
    cover = np.asarray(rest, np.float32)[..., 0] * BYTE
    weight = np.maximum(cover, np.float32(1e-3))[..., None]
    bent = np.asarray(normals.filter(ImageFilter.GaussianBlur(soft)), np.float32)
    near = blur(cover, soft)[..., None] if soft > 0.3 else weight
    flat = np.asarray((bent / np.maximum(near, np.float32(0.02)) - np.float32(128)) * np.float32(1 / 127), np.float32)
    if broad:
        flat = _smoothed(view, flat, broad)
    tints = np.asarray(np.clip(np.asarray(colours, np.float32) / weight, 0, 255), np.uint8)
    top, left = view.top // EVEN, view.left // EVEN
    shares = np.asarray(rest, np.float32) * BYTE / weight
    return Maps(
        rows=slice(top, top + cover.shape[0]),
        columns=slice(left, left + cover.shape[1]),
        normals=flat,
        albedo=LINEAR[tints],
        gloss=shares[..., 1],
        glow=shares[..., 2],
        inner=np.asarray(inner, np.float32)[..., 0] * BYTE / weight[..., 0],
        cover=cover,
        depth=view.depth(-9.0),
        parts=tuple((name, where[::EVEN, ::EVEN], inside) for name, where, inside in view.parts()),
    )


def _smoothed(view: Seen, normals: Field, broad: float) -> Field:
    """Smooth normals among the facets that are broader than `broad` pixels."""
    corners = view.mesh.corners
    wide = np.linalg.norm(corners[:, 2] - corners[:, 0], axis=1) * (view.scale / EVEN) > broad
    chosen = np.repeat(wide[:, None] * 255.0, 3, axis=1)
    mask = np.asarray(Image.fromarray(view.table(chosen)).reduce(EVEN), np.float32)[..., :1] * BYTE
    near = blur(mask[..., 0], broad * 0.5)[..., None]
    mean = np.stack([blur(normals[..., axis] * mask[..., 0], broad * 0.5) for axis in range(3)], axis=-1)
    return np.asarray(normals + mask * (mean / np.maximum(near, np.float32(0.02)) - normals), np.float32)


def _shifted(field: Field, rows: int, columns: int) -> Field:
    """Return what stands `rows` further down and `columns` further right, and nothing beyond the edge."""
    out = np.full_like(field, -9)
    height, width = field.shape
    if abs(rows) >= height or abs(columns) >= width:
        return out
    to_y, to_x = slice(max(0, -rows), height - max(0, rows)), slice(max(0, -columns), width - max(0, columns))
    from_y, from_x = slice(max(0, rows), height - max(0, -rows)), slice(max(0, columns), width - max(0, -columns))
    out[to_y, to_x] = field[from_y, from_x]
    return out


def _lamp_light(maps: Maps, normal: tuple[Field, Field, Field], lamp: Lamp, reach: Field, soft: float) -> Field:
    """Return what a lamp adds: a soft fall-off over the form, a highlight, and only edges for a grazing lamp.

    Those are softened over `soft` pixels, for along an edge facets change from one to the next.
    """
    nx, ny, nz = normal
    x, y, z = (value / math.hypot(*lamp.towards) for value in lamp.towards)
    slope = nx * np.float32(x) - ny * np.float32(y) + nz * np.float32(z)
    red, green, blue = lamp.wrap
    facing = np.clip((slope + np.float32(green)) * np.float32(1 / (1 + green)), 0, 1)
    half = math.hypot(x, y, z + 1)
    shine = np.clip((nx * np.float32(x) - ny * np.float32(y) + nz * np.float32(z + 1)) / np.float32(half), 0, 1)
    eighth = np.square(np.square(np.square(shine)))
    # A broad gleam, and a sharp one: the 40th power by squares, for numpy's own is ten times slower.
    shine = eighth * np.float32(0.25) + eighth * np.square(np.square(eighth)) * np.float32(1.6)
    if lamp.grazing:
        facing = facing * np.clip(1 - np.float32(lamp.grazing) * np.clip(nz, 0, 1), 0, 1)
        facing = blur(facing * maps.cover, soft) / np.maximum(blur(maps.cover, soft), np.float32(0.05))
    spread = (facing * reach)[..., None]
    if red != green:
        ends = [np.clip((slope + np.float32(edge)) * np.float32(1 / (1 + edge)), 0, 1) * reach for edge in (red, blue)]
        spread = np.stack([ends[0], facing * reach, ends[1]], axis=-1)
    gleam = (shine * maps.gloss * np.float32(0.35) * np.sqrt(facing) * reach)[..., None]
    return np.asarray((maps.albedo * spread + gleam) * lamp.colour, np.float32)
