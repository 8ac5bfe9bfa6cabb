"""What becomes of any model that is said to be in a state: it breaks, burns, rusts, is of gold, lies on its side."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour, colour
from generation.sketch.models.bodywork import WHEEL
from generation.sketch.models.creatures.anatomy import FIRE, flames
from generation.sketch.models.mesh import Array, Mesh, Skin, joined, strands
from generation.sketch.models.states import coats, harm, lying, wraps
from generation.sketch.models.states.materials import MATERIALS, made_of, seen_through
from generation.sketch.models.states.signs import SIGNS, painted_with
from generation.sketch.models.states.sparks import sparking
from generation.sketch.planning.things import ITEMS, STANDING

_UP, _BACK = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])  # of what stands, and of what lies on its back
GAP, BITE = 0.07, 0.34  # lengths between the halves of what is broken, and the reach of a bite
GLOW = 0.55  # of what is all light
#: What is broken in its own way, by its maker.
BREAK_THEMSELVES = frozenset({"mirror", "trid", "street_lamp"})


def in_states(mesh: Mesh, kind: str, states: frozenset[str]) -> Mesh:
    """Return a model as it is said to be; what its maker has shown already is left."""
    return _without_wheels_names(_become(mesh, kind, states) if states else mesh)


def _without_wheels_names(mesh: Mesh) -> Mesh:
    """Return a mesh in which nobody looks for its wheels any more."""
    return replace(mesh, names=tuple(name for name in mesh.names if name[0] != WHEEL)) if mesh.names else mesh


def _become(mesh: Mesh, kind: str, states: frozenset[str]) -> Mesh:
    rng = np.random.default_rng(len(mesh))
    up = _BACK if kind in ITEMS and kind not in STANDING else _UP
    for state, become in FORMS.items():
        if state in states:
            mesh = become(mesh, up, rng)
    for sign in SIGNS:
        if sign in states:
            mesh = painted_with(mesh, sign)
    mesh = _laid(mesh, kind, states, rng)
    for state, become in BECOME.items():
        if state in states and not (state == "broken" and kind in BREAK_THEMSELVES):
            mesh = become(mesh, up, rng)
    return mesh


def _laid(mesh: Mesh, kind: str, states: frozenset[str], rng: np.random.Generator) -> Mesh:
    """Lay a model over before anything is on it: snow lies on what is up then, and flames rise from it."""
    if "spilled" in states:
        return lying.spilled(mesh, kind, rng)
    for state, onto_roof in (("upside_down", True), ("on_side", False)):
        if state in states:
            mesh = lying.turned_over(mesh, onto_roof=onto_roof, lengthwise=kind not in ITEMS)
    return mesh


def _size(mesh: Mesh) -> tuple[Array, Array]:
    spots = mesh.corners.reshape(-1, 3)
    return spots.min(axis=0), spots.max(axis=0)


def _broken(mesh: Mesh, _up: Array, rng: np.random.Generator) -> Mesh:
    """Break it across its longest side along a jagged line; the second part lies apart, and turned."""
    low, high = _size(mesh)
    sides = high - low
    axis, across = (int(at) for at in np.argsort(sides)[::-1][:2])
    long = float(sides[axis])
    where = mesh.centres()
    cut = (low[axis] + high[axis]) / 2 + 0.06 * long * np.sin(where[:, across] / max(float(sides[across]), 1e-6) * 17)
    part = where[:, axis] > cut
    middle = (low + high) / 2
    offset = np.zeros(3)
    offset[axis] = GAP * long
    offset[across] = 0.5 * GAP * long
    turn = 0.22
    c, s = math.cos(turn), math.sin(turn)
    rotation = np.eye(3)
    rotation[axis, axis] = rotation[across, across] = c
    rotation[axis, across], rotation[across, axis] = s, -s
    pieces = []
    for chosen, way in ((~part, -0.5), (part, 0.5)):
        piece = Mesh(mesh.corners[chosen], mesh.normals[chosen], mesh.colours[chosen], mesh.stuff[chosen])
        stuff = piece.stuff.copy()
        stuff[:, 2] = 1.0  # one sees into it
        bent = rotation if way > 0 else np.eye(3)
        pieces.append(
            Mesh((piece.corners - middle) @ bent + middle + way * offset, piece.normals @ bent, piece.colours, stuff)
        )
    chips = rng.random((9, 3)) - 0.5
    chips[:, axis] *= 0.35
    spots = middle + chips * sides * 1.05
    paths = np.stack([spots, spots + 0.05 * long * (rng.random((9, 3)) - 0.5)], axis=1)
    tints = mesh.colours[rng.integers(len(mesh), size=9)]
    pieces.append(strands(paths, np.full((9, 2), 0.012 * long), tints, Skin(BLACK, 0.3), 4))
    return joined(pieces)


def _burning(mesh: Mesh, _up: Array, rng: np.random.Generator) -> Mesh:
    """Let flames rise from all over it, and char it."""
    low, high = _size(mesh)
    size = float((high - low).max())
    chosen = rng.integers(len(mesh), size=70)
    roots = mesh.centres()[chosen]
    roots = roots[roots[:, 1] > low[1] + 0.25 * (high[1] - low[1])]
    charred = mesh.tinted(mesh.colours * (0.45 + 0.35 * rng.random((len(mesh), 1))))
    return joined([charred, flames(roots, rng, 0.24 * size, FIRE, (0.05, 1.0, 0.0))])


def _glowing(mesh: Mesh, _up: Array, _rng: np.random.Generator) -> Mesh:
    stuff = mesh.stuff.copy()
    stuff[:, 1] = np.maximum(stuff[:, 1], GLOW)
    return replace(mesh.tinted(mesh.colours * 0.75 + 60), stuff=stuff)


def _bitten(mesh: Mesh, _up: Array, _rng: np.random.Generator) -> Mesh:
    """Press two bites into its side: what is within a bite is pushed back to the bite's surface."""
    low, high = _size(mesh)
    size, middle = high - low, (low + high) / 2
    corners = mesh.corners.copy()
    tints = mesh.colours.copy()
    for turn in (0.35, 1.15):
        way = np.array([math.sin(turn), 0.15, math.cos(turn)])
        centre = middle + way * size / 2 * np.array([1.02, 1.0, 1.02])
        reach = BITE * float(size[0]) * 0.8
        apart = corners - centre
        far = np.linalg.norm(apart, axis=-1, keepdims=True)
        inside = far < reach
        corners = np.where(inside, centre + apart / np.maximum(far, 1e-6) * reach, corners)
        hollow = inside[..., 0].all(axis=1)
        tints[hollow] = tints[hollow] * 0.7 + np.array(colour("#e0b878"), np.float64) * 0.25
    return replace(mesh, corners=corners).tinted(tints)


Become = Callable[[Mesh, Array, np.random.Generator], Mesh]


def _of(material: str) -> Become:
    return lambda mesh, _up, rng: made_of(mesh, material, rng)


def _dripping(tint: Colour) -> Become:
    return lambda mesh, up, rng: coats.dripping(mesh, up, rng, tint)


#: What is done to a model before it is laid as it lies: its form, and what it is made of.
FORMS: dict[str, Become] = {
    "no_wheels": lying.on_bricks,
    "flat_tyre": lying.flat_tyred,
    "bitten": _bitten,
    "dented": harm.dented,
    **{material: _of(material) for material in MATERIALS},
    "transparent": lambda mesh, _up, rng: seen_through(mesh, rng),
}
#: What is on it and about it then, in this order.
BECOME: dict[str, Become] = {
    "burnt": coats.charred,
    "rusty": coats.rusty,
    "overgrown": coats.overgrown,
    "dirty": coats.dirty,
    "dusty": coats.dusty,
    "frozen": coats.frozen,
    "snowy": coats.snowy,
    "bloody": coats.bloody,
    "wet": coats.wet,
    "dripping": _dripping(coats.WATER),
    "dripping_blood": _dripping(coats.BLOOD),
    "glowing": _glowing,
    "broken": _broken,
    "cracked": harm.cracked,
    "bullet_holes": harm.shot,
    "taped": wraps.taped,
    "tied": wraps.tied,
    "chained": wraps.chained,
    "burning": _burning,
    "sparking": sparking,
}
