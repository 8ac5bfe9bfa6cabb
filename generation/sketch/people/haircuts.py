"""Haircuts: strands that grow from the scalp and fall the way they are combed, dreadlocks, tails, braids, mohawks."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from generation.sketch.canvas.palette import Colour, dim
from generation.sketch.models.mesh import Array, Mesh, Skin, eased, strands
from generation.sketch.people.base_mesh import Numbers, base_mesh
from generation.sketch.people.face import EARS, in_head
from generation.sketch.people.person import Person
from generation.sketch.people.surface import HEAD, chart

OVER = 0.03  # head heights: how much strands are put before the cap of hair they lie on


@lru_cache(maxsize=2)
def scalp_quads(name: str) -> Numbers:
    """Return the quads of the head that hair may grow on."""
    base, places = base_mesh(), chart()
    quads = base.quads[name]
    if name == "body":
        quads = quads[base.region != EARS]
    where = places.of(quads)
    return np.asarray(quads[(where.limb == HEAD) & (where.y > 0.62) & ((where.z < 0.09) | (where.y > 0.74))])


@lru_cache(maxsize=2)
def _rooting(name: str) -> Numbers:
    """Return the scalp's quads that lie above the ears' middle, where strands have their roots."""
    quads = scalp_quads(name)
    return np.asarray(quads[chart().of(quads).y > 0.685])


SKULL, CENTRE = np.array([0.382, 0.508, 0.443]), np.array([0.0, 0.015, -0.045])  # an ellipsoid as large as a skull


def combed(person: Person, tint: Colour, cut: "Haircut") -> Mesh:
    """Let strands grow from the scalp the way they are combed, over the skull and then down."""
    rng = person.rng(f"strands {cut.name}")
    count = (48, 260, cut.count)[person.detail]
    quads = _rooting("body")
    rest = in_head(person, person.body.shape.points[quads].mean(axis=1))
    allowed = np.flatnonzero(cut.grows(rest))
    roots = rest[allowed[rng.integers(len(allowed), size=count)]] + 0.03 * (rng.random((count, 3)) - 0.5)
    luck = rng.random((count, 5))
    spot = roots + _outward(roots) * 0.012
    steps = cut.steps if person.detail == 2 else max(4, cut.steps // 2)
    stride = (cut.long * (0.70 + 0.5 * luck[:, 0]) / steps)[:, None]
    side = 1.0 if rng.random() < 0.5 else -1.0
    path, way = [spot], cut.flow(spot, luck, side)
    for step in range(steps):
        share = (step + 1) / steps
        aim = cut.flow(spot, luck, side)
        aim[:, 1] -= cut.weight * (0.4 + share)
        way = 0.45 * way + 0.55 * aim / np.maximum(np.linalg.norm(aim, axis=1, keepdims=True), 1e-9)
        way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
        spot = spot + way * stride
        spot = spot + (luck[:, 1:4] - 0.5) * cut.wild * share
        arch = math.sin(math.pi * min(1.0, 0.25 + 0.6 * share))
        spot = _outside(spot, 0.024 + cut.lift * (0.35 + 0.9 * luck[:, 4]) * arch, cut.cling)
        path.append(spot)
    paths = np.stack(path, axis=1)
    thick = (3.4, 1.7, 1.0)[person.detail] * cut.radius
    taper = 1 - cut.taper * np.linspace(0, 1, paths.shape[1]) ** 2
    radii = thick * (0.7 + 0.6 * luck[:, 2:3]) * taper[None]
    tones = np.array(tint, np.float64)[None] * (0.62 + 0.62 * luck[:, 3:4])
    sides = 6 if cut.taper < 0.5 else 4
    mesh = strands(paths, radii, tones, Skin((0, 0, 0), 0.16), (3, 3, sides)[person.detail])
    mesh.stuff[:, 3] = np.repeat(0.030 + 0.03 * luck[:, 0], len(mesh) // count)
    # Hair is lit as the form that it covers, not as so many rods.
    normals = 0.2 * mesh.normals + 0.8 * _outward(mesh.centres())
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Mesh(mesh.corners, normals, sheen(mesh.centres(), mesh.colours), mesh.stuff)


def streaks(person: Person, spots: Array) -> Array:
    """Return how light hair is at places of the head: broad locks, dark grooves between them, single strands."""
    turn = np.arctan2(spots[:, 0], spots[:, 2]) + 0.10 * np.sin(7 * spots[:, 1])
    rng = person.rng("strands")
    fine, broad = rng.random(400), rng.random(100)
    strand, lock = (turn * 30).astype(int) % 400, turn * 7.0
    groove = np.abs(lock - np.rint(lock)) * 2  # 1 between two locks
    return np.asarray(0.80 + 0.26 * fine[strand] + 0.18 * broad[np.rint(lock).astype(int) % 100] - 0.26 * groove**4)


def sheen(spots: Array, colours: Array) -> Array:
    """Return the colours of hair with the band of light that lies round a head where strands turn downwards."""
    up = _outward(spots)[:, 1:2]
    band = np.exp(-(((up - 0.60) / 0.16) ** 2)) + 0.4 * np.exp(-(((up - 0.05) / 0.14) ** 2))
    dark = 1 - colours.max(axis=1, keepdims=True) / 255
    return np.asarray(colours * (1 + 0.55 * band * dark) + 12 * band * dark)


def _outward(spots: Array) -> Array:
    away = (spots - CENTRE) / SKULL**2
    return np.asarray(away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9))


def _outside(spots: Array, lift: Array | float, cling: float = 0.0) -> Array:
    """Push what is inside the skull, or inside the neck, out of it; what clings stays no farther off than that."""
    rel = (spots - CENTRE) / SKULL
    size = np.linalg.norm(rel, axis=1)
    least = 1.0 + np.asarray(lift) / 0.42
    most = least + cling if cling else np.inf
    out = CENTRE + rel / np.maximum(size, 1e-9)[:, None] * np.clip(size, least, most)[:, None] * SKULL
    below = np.clip((-0.12 - out[:, 1]) / 0.2, 0, 1)  # under the ears: clear of jaw and neck
    flat = np.hypot(out[:, 0], out[:, 2] + 0.08)
    need = np.maximum(flat, 0.30 + 0.05 * below + 0.16 * np.clip((-0.55 - out[:, 1]) / 0.4, 0, 1))
    share = np.where(below > 0, need / np.maximum(flat, 1e-6), 1.0)
    out[:, 0] *= share
    out[:, 2] = (out[:, 2] + 0.08) * share - 0.08
    return np.asarray(out)


@dataclass(frozen=True, slots=True)
class Haircut:
    """How strands are combed: where they grow, which way they flow, how long and thick they are, in head heights."""

    name: str
    count: int
    long: float
    radius: float
    grows: Callable[[Array], npt.NDArray[np.bool_]]
    flow: Callable[[Array, Array, float], Array]
    steps: int = 6
    lift: float = 0.02
    weight: float = 0.0
    wild: float = 0.01
    taper: float = 0.75
    cling: float = 0.0  # how far beyond its lift a strand may stand off, if that is bounded


def _hairline(at: Array) -> Array:
    """Return how far places of the scalp are above the hairline."""
    _, y, z = at.T
    return np.asarray(y - np.interp(z, (-0.45, -0.12, 0.02, 0.08, 0.20, 0.33), (-0.16, -0.12, 0.0, 0.13, 0.27, 0.35)))


def _to_a_side(at: Array, luck: Array, side: float) -> Array:
    flow = np.array([0.55 * side, 0.0, -1.0]) + 0.5 * (luck[:, 1:4] - 0.5)
    return np.asarray(flow - _outward(at) * (flow * _outward(at)).sum(axis=1, keepdims=True) * 0.9)


def _parted(at: Array, luck: Array, side: float) -> Array:
    """Flow from a parting to both sides and back; away from the face."""
    parting = 0.07 * side
    apart = np.where(at[:, 0] > parting, 1.0, -1.0)
    top = np.clip((at[:, 1] - 0.10) / 0.3, 0, 1)
    face = np.clip((at[:, 2] - 0.02) / 0.2, 0, 1) * (at[:, 1] < 0.30)
    flow = np.stack([apart * (0.9 * top + 1.1 * face), np.full(len(at), -0.5), -0.35 * top - 0.9 * face], axis=-1)
    return np.asarray(flow + 0.12 * (luck[:, 1:4] - 0.5))


def _to(knot: Array) -> Callable[[Array, Array, float], Array]:
    def flow(at: Array, luck: Array, side: float) -> Array:
        way = knot - at
        return np.asarray(way - 0.6 * _outward(at) * (way * _outward(at)).sum(axis=1, keepdims=True))

    return flow


def _on_top(at: Array) -> npt.NDArray[np.bool_]:
    return np.asarray((at[:, 1] > 0.24) & (_hairline(at) > 0.01) & (np.abs(at[:, 0]) < 0.26))


def _grown_over(at: Array) -> npt.NDArray[np.bool_]:
    return np.asarray((_hairline(at) > 0.03) & (at[:, 1] > 0.02))


def _combed_back(at: Array, luck: Array, side: float) -> Array:
    """Flow from the brow back, off a parting on one side; at the sides down and back."""
    high = np.clip((at[:, 1] - 0.12) / 0.25, 0, 1)
    flow = np.stack([0.55 * side * high, -0.75 * (1 - high), -0.9 * np.ones(len(at))], axis=-1)
    flow = flow + 0.30 * (luck[:, 1:4] - 0.5)
    return np.asarray(flow - _outward(at) * (flow * _outward(at)).sum(axis=1, keepdims=True))


def _within(at: Array) -> npt.NDArray[np.bool_]:
    return np.asarray((_hairline(at) > 0.035) & (at[:, 1] > 0.0))


SHORT = Haircut("short", 900, 0.17, 0.0065, _within, _combed_back, 4, 0.030, 0.0, 0.004, 0.6, 0.025)
SLICK = Haircut("slick", 700, 0.40, 0.0065, _within, _combed_back, 6, 0.022, 0.0, 0.002, 0.5, 0.015)
SWEPT = Haircut("swept", 900, 0.42, 0.0095, _on_top, _to_a_side, 7, 0.055, 0.0, 0.012, 0.6, 0.06)
LOOSE = Haircut("loose", 520, 1.10, 0.010, _grown_over, _parted, 9, 0.034, 0.34, 0.005, 0.6, 0.03)
CHIN_LONG = Haircut("chin long", 520, 0.72, 0.010, _grown_over, _parted, 8, 0.036, 0.34, 0.003, 0.6, 0.03)
DREADS = Haircut("dreads", 130, 0.92, 0.028, _grown_over, _parted, 9, 0.09, 0.42, 0.05, 0.25)
KNOT = np.array([0.0, 0.27, -0.44])
TIED = Haircut("tied", 700, 0.62, 0.0075, _within, _to(KNOT), 7, 0.014, 0.0, 0.002, 0.6, 0.012)


def curls(person: Person, tint: Colour) -> Mesh:
    """Let short curls stand out from an afro on all sides."""
    rng, count = person.rng("curls"), (60, 140, 900)[person.detail]
    way = rng.normal(size=(count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    way = way[~((way[:, 1] < -0.25) | ((way[:, 2] > 0.55) & (way[:, 1] < 0.52)))]  # not in the face
    foot = np.array([0, 0.06, -0.06]) + way * (0.44, 0.52, 0.50)
    side = np.cross(way, rng.normal(size=way.shape))
    steps = np.linspace(0, 1, 5)[:, None]
    paths = foot[:, None] + way[:, None] * 0.10 * steps + side[:, None] * 0.045 * np.sin(steps * 5)
    radii = np.tile(np.full(5, (0.07, 0.05, 0.022)[person.detail]), (len(way), 1))
    tones = np.array(tint, np.float64)[None] * (0.55 + 0.6 * rng.random((len(way), 1)))
    return strands(paths, radii, tones, Skin(tint, 0.15, lift=0.02), (4, 4, 5)[person.detail])


@dataclass(frozen=True, slots=True)
class Strand:
    """A lock or a hair's width: its path, its radius, what is left of that at its end, its colour."""

    path: Array
    radius: float
    tint: Colour
    tip: float = 0.15


def grown(person: Person, hairs: list[Strand]) -> Mesh:
    """Make strands as one mesh."""
    count = (4, 6, 15)[person.detail]
    share = np.linspace(0, 1, count)
    paths = np.stack([_resampled(hair.path, count) for hair in hairs])
    radii = np.stack([hair.radius * (1 - (1 - hair.tip) * share**2) for hair in hairs])
    tints = np.array([hair.tint for hair in hairs], np.float64)
    mesh = strands(paths, radii, tints, Skin((0, 0, 0), 0.18), (4, 4, 6)[person.detail])
    over = OVER * (1 + person.rng("over").random(len(hairs)))  # one strand lies over another with all its length
    mesh.stuff[:, 3] = np.repeat(over, len(mesh) // len(hairs))
    return mesh


def _resampled(path: Array, count: int) -> Array:
    smooth = eased(path, 6)
    at = np.linspace(0, len(smooth) - 1, count)
    return np.stack([np.interp(at, range(len(smooth)), smooth[:, axis]) for axis in range(3)], axis=-1)


def toned(tint: Colour, luck: float) -> Colour:
    """Return a strand's colour: no two are quite alike."""
    return dim(tint, 0.72 + 0.5 * luck)


def mohawk(person: Person, tint: Colour) -> Mesh:
    """Stand blades of hair along the middle of the skull, in three rows."""
    rng, count = person.rng("mohawk"), (9, 16, 60)[person.detail]
    parts = []
    for row in (-1, 0, 1):
        for index in range(count):
            luck = rng.random(3)
            angle = -0.75 + 2.35 * (index + 0.5 * (row % 2)) / count  # from the forehead over the crown to the nape
            foot = np.array([row * 0.035, 0.06 + 0.40 * math.cos(angle), -0.05 - 0.36 * math.sin(angle)])
            reach = 0.36 - 0.05 * abs(row) + 0.12 * float(luck[0]) - 0.06 * abs(angle)
            lean = angle + 0.20 + 0.2 * (float(luck[1]) - 0.5)
            tip = foot + reach * np.array([row * 0.16, math.cos(lean), -math.sin(lean)])
            path = np.array([foot, foot * 0.45 + tip * 0.55, tip])
            parts.append(
                Strand(path, (0.042, 0.040, 0.024)[person.detail], toned(tint, 0.4 + 0.6 * float(luck[2])), 0.03)
            )
    return grown(person, parts)
