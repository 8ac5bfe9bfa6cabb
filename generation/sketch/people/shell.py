"""The shell of the clothes: what lies close to the body, grown from the base mesh's own tights.

It is cut and coloured as the wardrobe says, and has no holes but where skin is to be seen: nobody is ever unclothed.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from generation.sketch.canvas.palette import colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh
from generation.sketch.people.base_mesh import Numbers, base_mesh
from generation.sketch.people.body import skinned
from generation.sketch.people.cloth import STIFFNESS, Drape, hanging
from generation.sketch.people.creases import creased
from generation.sketch.people.dyeing import dyed, plate_at
from generation.sketch.people.person import Person
from generation.sketch.people.stains import stain_cloth
from generation.sketch.people.surface import (
    ARM,
    FRONT,
    HEAD,
    LEG,
    TRUNK,
    Chart,
    Mask,
    Patch,
    chart,
    painted,
    patch_of,
    point_normals,
)
from generation.sketch.people.wardrobe import BARE_LEGGED, Cut, Worn

WAIST = 0.184
CLOSE_NECK = 0.06  # how deep a neckline is that lies close about the neck
THROAT = 0.550  # where a wide neckline crosses the middle of the front
OPEN_DOWN_TO, BUTTONED = 0.075, 0.03  # the hips; half of how far a front is open that is buttoned
STOCKING, CHROME = colour("#26242a"), colour("#9aa4b2")


@dataclass(frozen=True, slots=True)
class Shell:
    """The points of the tights, grown and posed, their normals, and the size of the body against the base mesh's."""

    points: Array
    normals: Array
    size: float
    drape: Drape
    deep: float = 0.0  # metres under the outermost cloth: what is seen in the opening of something worn over it

    def under(self, deep: float) -> "Shell":
        """Return the surface of what is worn `deep` metres under the outermost cloth."""
        return replace(self, points=self.points - self.normals * (deep * self.size), deep=deep)


@lru_cache(maxsize=4)
def points_of(part: str) -> Numbers:
    """Return the points of a part of the base mesh."""
    return np.unique(base_mesh().quads[part])


@lru_cache(maxsize=4)
def local(part: str) -> Numbers:
    """Return the quads of a part, counted in its own points."""
    return np.searchsorted(points_of(part), base_mesh().quads[part])


def chart_of(points: Numbers) -> Chart:
    """Return the places of some points of the base mesh."""
    places = chart()
    return Chart(places.limb[points], places.along[points], places.x[points], places.y[points], places.z[points])


def covers(worn: Worn, at: Chart) -> Mask:
    """Tell which places a garment covers."""
    cut = worn.cut
    low = max(cut.low, OPEN_DOWN_TO) if cut.opened > BUTTONED else cut.low  # under that only its tails hang
    trunk = ((at.limb == TRUNK) | (at.limb == HEAD)) & (at.y > low) & (at.y < cut.high)
    x, front = np.abs(at.x), at.z > FRONT
    if worn.kind == "apron":
        trunk &= front & (x < np.interp(at.y, (0.15, 0.22, 0.42), (0.20, 0.13, 0.075)))
    arm = (at.limb == ARM) & (at.along < cut.sleeve) & (cut.sleeve > 0)
    if worn.kind == "gown":  # it is held by the bust, and bares shoulders and back
        trunk &= at.y < 0.475 - 0.05 * (at.z < FRONT) - 0.9 * np.clip(x - 0.105, 0, 0.05)
    if cut.neck and not cut.opened and not cut.collar:  # what has a neckline does not climb the neck
        trunk &= at.y < _neck_root(at, wide=cut.neck > CLOSE_NECK)
    if cut.opened:  # at the throat what is worn under it shows
        trunk &= (at.y < 0.588) | (at.z < FRONT) | (x > 0.045)
    if cut.high > 0.5 and not cut.sleeve:
        arm = (at.limb == ARM) & (at.along < 0.02)
        trunk &= (x < 0.135) | (at.y < 0.47)
    leg = (at.limb == LEG) & ((at.along < cut.leg) | (at.along > cut.foot))
    if worn.kind in {"uniform", "overalls", "armour", "plate", "suit"}:
        trunk |= ((at.limb == TRUNK) | (at.limb == HEAD)) & (at.y <= cut.low)
    return np.asarray(trunk | arm | leg)


def _neck_root(at: Chart, *, wide: bool) -> Array:
    """Return how high a garment without a collar reaches: to an edge of the base mesh's quads round the neck."""
    x, z = np.abs(at.x), at.z
    if wide:
        return np.asarray(0.526 - 0.392 * x + 9.4 * x**2 + 0.044 * z + 1.13 * z**2)
    return np.asarray(0.5375 - 0.355 * x + 10.66 * x**2 - 0.013 * z + 2.7 * z**2)


def outermost(person: Person, at: Chart) -> npt.NDArray[np.intp]:
    """Return, for places on the body, the number of the garment that is seen there, or -1 for none."""
    out = np.full(len(at.y), -1)
    for index, worn in enumerate(person.outfit):
        if worn.cut.layer:
            out[covers(worn, at)] = index
    for index, worn in enumerate(person.outfit):  # shoes over trousers' ends, unless these are worn over boots
        if worn.cut.foot < 3:
            out[covers(worn, at)] = index
    return out


def edge_of(cut: Cut, y: Array) -> Array:
    """Return how far from the middle a garment begins in front, at levels of the base mesh."""
    edge = np.zeros_like(y)
    if cut.opened:
        edge = cut.opened * (0.6 + 1.3 * np.clip(y / 0.6, 0, 1) ** 2)
    if cut.neck:
        deep = 0.605 - cut.neck
        share = np.clip((y - deep) / cut.neck, 0, 1)  # coats open in a V, shirts have round necks
        edge = np.maximum(edge, 0.30 * cut.neck * share if cut.opened else 0.066 * share**0.55)
    return np.minimum(edge, np.interp(y, (0.56, 0.603), (0.075, 0.047)))  # the neck is no broader


def lapel_width(cut: Cut, y: Array) -> Array:
    """Return how broad the lapels are at levels."""
    deep = 0.605 - max(cut.neck, 0.20)
    return np.asarray(0.046 * np.clip((y - deep) / 0.10, 0, 1) * np.interp(y, (0.54, 0.60), (1.0, 0.55)))


def shell_of(person: Person) -> Shell:
    """Grow the shell and pose it."""
    ids, quads = points_of("tights"), local("tights")
    at = chart_of(ids)
    size = person.tall / 1.7
    rest = person.body.shape.points[ids]
    normals = point_normals(rest, quads)
    thick = np.full(len(ids), 0.003)
    which = outermost(person, at)
    bulge, stiff = np.zeros(len(ids)), np.zeros(len(ids))
    for index, worn in enumerate(person.outfit):
        mine = which == index
        if not mine.any():
            continue
        thick[mine] = worn.cut.thick
        bulge[mine] = _forms(person, worn, at)[mine]
        if worn.cut.hem:  # trousers hang straight: they are wider than the leg under the knee
            bulge[mine] += (worn.cut.hem * np.clip((at.along - 0.35) / 1.5, 0, 1) ** 0.8 * (at.limb == LEG))[mine]
        stiff[mine] = STIFFNESS.get(worn.kind, 0.0)
        if worn.cut.wide:
            bulge[mine] += (worn.cut.wide * np.clip((at.along - 0.8) / 1.15, 0, 1) ** 1.3 * (at.limb == ARM))[mine]
    rng = person.rng("folds")
    fold = np.zeros(len(ids))
    for _ in range(4):
        way, phase = rng.normal(size=3) * (26, 20, 26), float(rng.random()) * math.tau
        fold += np.sin(at.x * way[0] + at.y * way[1] + at.z * way[2] + phase)
    loose = np.clip(thick - 0.008, 0, 0.016) * 0.16
    moved = rest + normals * ((thick + bulge + loose * fold) * size)[:, None]
    drape = Drape(moved, at)
    moved = drape.hung(moved, hanging(at, stiff))
    floor = (at.limb == LEG) & (at.along > 1.8)
    moved[floor, 1] = np.maximum(moved[floor, 1], 0.0)
    posed = skinned(moved, person.pose.matrices, person.pose.places, person.body.shape.heads, ids)
    sleeve = max((worn.cut.wide for worn in person.outfit), default=0.0)
    if sleeve:
        under = np.clip(-point_normals(posed, quads)[:, 1], 0, 1) * (at.limb == ARM) * np.clip(at.along - 0.7, 0, 1.3)
        posed[:, 1] -= under * sleeve * 1.1 * size
    return Shell(posed, point_normals(posed, quads), size, drape)


def shell_mesh(person: Person, shell: Shell, bottom: float) -> Mesh:
    """Make the shell, coloured; what is lower than `bottom` is left out.

    Garments begin and end at the edges of the base mesh's quads, which run round limbs and trunk as hems do.
    """
    quads, at = local("tights"), chart_of(points_of("tights"))
    where = at.of(quads)
    which = outermost(person, where)
    seen = (which >= 0) | (where.limb == LEG) | ((where.limb == TRUNK) & (where.y < 0.1))
    if bottom > -1:
        seen &= shell.points[quads][..., 1].max(axis=1) > bottom
    quads, which = quads[seen], which[seen]
    part = patch_of(shell.points, shell.normals, quads, (1, 2, 3)[person.detail])
    middle = Chart(at.limb[quads[part.source, 0]], *(part.at(values, quads) for values in (at.along, at.x, at.y, at.z)))
    return _coloured(person, part, middle, which[part.source])


def _coloured(person: Person, part: Patch, at: Chart, which: npt.NDArray[np.intp]) -> Mesh:
    """Colour a shell by the number of the garment that is worn at each place, or as a stocking."""
    bare = 0.97 if person.wears(*BARE_LEGGED) else 0.25
    colours = np.tile(np.array(mix(STOCKING, person.skin, bare), np.float64), (len(at.y), 1))
    stuff = np.tile(np.array([0.12, 0.0, 0.0, 0.0]), (len(at.y), 1))
    for index, worn in enumerate(person.outfit):
        mine = which == index
        if mine.any():
            tint, shine = dyed(person, worn, at)
            colours[mine], stuff[mine] = tint[mine], shine[mine]
            if worn.cut.wide:  # one looks into wide sleeves
                stuff[mine, 2] = 1.0
    if person.has("barefoot"):
        colours[(at.limb == LEG) & (at.along > 1.97)] = person.skin
    if person.detail:
        colours *= creased(person, at)[:, None]
    stain_cloth(person, colours, stuff, at)
    if person.has("cyberleg"):
        leg = (at.limb == LEG) & (at.x < 0) & (at.along > 0.35)
        colours[leg], stuff[leg, 0] = CHROME, 1.0
        colours[leg & (np.abs((at.along * 5.5) % 1 - 0.5) < 0.06)] = dim(CHROME, 0.3)
        lit = leg & (np.abs((at.along * 5.5) % 1 - 0.12) < 0.04) & (at.z > 0.0)
        colours[lit], stuff[lit, 1] = person.accent, 1.0
    return painted(Patch(part.corners, crumpled(person, part.normals, at), part.source, part.shares), colours, stuff)


def crumpled(person: Person, normals: Array, at: Chart) -> Array:
    """Bend normals as the folds of cloth do: rings about elbows, knees and cuffs, creases at waist and armpits."""
    if person.detail == 0:
        return normals
    rng = person.rng("crumple")
    first, second, third = (float(value) * math.tau for value in rng.random(3))
    out = normals.copy()
    around = 30 * at.x + 34 * at.z
    phase = math.tau * 4.6 * at.along + 1.5 * np.sin(around + first) + 0.8 * np.sin(2.3 * around + second)
    slope = np.cos(phase) + 0.5 * np.cos(2.2 * phase + third)
    deep = 0.03 + 0.12 * np.exp(-(((at.along - 1.0) / 0.26) ** 2)) + 0.10 * np.exp(-(((at.along - 1.85) / 0.14) ** 2))
    deep = deep * np.where(at.limb == LEG, 0.7, 1.0)
    for limb, joints in ((ARM, ("shoulders", "elbows", "hands")), (LEG, ("hips", "knees", "ankles"))):
        places = [getattr(person.pose, joint) for joint in joints]
        for index, side in enumerate((-1, 1)):
            for part in (0, 1):
                mine = (at.limb == limb) & (at.x * side > 0) & ((at.along > 1) == bool(part))
                axis = places[part + 1][index] - places[part][index]
                axis = axis / max(float(np.linalg.norm(axis)), 1e-9)
                out[mine] -= (deep * slope)[mine, None] * axis
    trunk = at.limb == TRUNK
    phase = math.tau * (13 * at.y + 0.9 * np.sin(13 * at.x + first) + 0.4 * np.sin(29 * at.x + second))
    waist = (0.03 + 0.15 * np.exp(-(((at.y - 0.17) / 0.09) ** 2))) * trunk
    out[:, 1] -= waist * np.cos(phase)
    sign = np.sign(at.x)
    aside, up = at.x - 0.15 * sign, at.y - 0.47
    far = np.hypot(aside, up) + 1e-6
    pulled = 0.15 * np.exp(-((far / 0.13) ** 2)) * (trunk | (at.limb == ARM))
    # Folds run away from the armpit: they change across that way.
    wave = np.cos(7.0 * np.arctan2(up, aside * sign) + 1.2 * np.sin(24 * far + third)) * pulled
    out[:, 0] += wave * up / far * sign
    out[:, 1] -= wave * aside / far * sign
    return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True))


def _forms(person: Person, worn: Worn, at: Chart) -> Array:
    """Return how much thicker than elsewhere a garment is: plates, lapels, belts, boots' soles and shafts."""
    out = np.zeros(len(at.y))
    if worn.kind in {"armour", "plate"}:
        out += 0.012 * plate_at(at)
    if worn.kind == "boots":
        out += 0.010 * (at.along > 2.0) + 0.006 * (np.abs(at.along - worn.cut.foot - 0.05) < 0.08)
    if worn.kind == "hoodie":
        out += 0.010 * (np.abs(at.y - 0.0) < 0.03) * (at.limb == TRUNK)
    if worn.kind == "kimono":
        out += 0.012 * (np.abs(at.y - 0.17) < 0.075) * (at.limb == TRUNK)
    return out
