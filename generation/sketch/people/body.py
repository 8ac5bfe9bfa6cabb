"""Bodies of their own size: a shape stretched to the proportions of its metatype, and where its head is."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from generation.sketch.models.mesh import Array
from generation.sketch.people.base_mesh import Numbers, Shape, base_mesh, morphed
from generation.sketch.people.shapes import Build, Targets

SIDES = ("r", "l")  # the right side of the body, which is left in the picture when it faces us, then the left
# A drawn head in head heights, as gear for it is made: chin, crown, half its width, brow and back of the head.
EAR = 4  # the region
EARS = {"elf": (0.105, 0.070, -0.034), "ork": (0.030, 0.020, -0.014), "troll": (0.034, 0.016, -0.012),
        "pixie": (0.105, 0.070, -0.034),
        "minotaur": (0.05, -0.004, -0.010), "gnome": (0.022, 0.020, -0.010), "ghoul": (0.008, 0.016, -0.012),
        "vampire": (0.006, 0.012, -0.008)}  # fmt: skip
MUZZLES = {"minotaur": 0.052, "sasquatch": 0.016, "wendigo": 0.030}
JAWS = {"ork": 0.15, "troll": 0.26, "minotaur": 0.12}  # how much broader the lower face is
CHIN, CROWN, WIDE, BROW, BACK = -0.468, 0.5, 0.352, 0.362, -0.435


@dataclass(frozen=True, slots=True)
class Body:
    """A body at rest, its soles on y = 0. A point of the head in head heights is at `head` + `skull` times itself."""

    shape: Shape
    height: float
    head: Array
    skull: Array


def bone(name: str) -> int:
    """Return the place of a bone among the heads of a shape."""
    return base_mesh().bone(name)


@lru_cache(maxsize=48)
def body_of(targets: Targets, build: Build, height: float, metatype: str) -> Body:
    """Make the body that targets and proportions ask for, `height` metres tall. Cached: the same people recur."""
    shape = _with_ears(morphed(targets), EARS.get(metatype))
    shape = _with_jaw(_with_muzzle(shape, MUZZLES.get(metatype, 0.0)), JAWS.get(metatype, 0.0))
    shape = _with_belly(shape, build.belly)
    shape = _stretched(shape, build)
    floor = float(shape.points[:, 1].min())
    crown = float(shape.points[:, 1].max())
    scale = height / (crown - floor)
    points, heads = ((values - (0.0, floor, 0.0)) * scale for values in (shape.points, shape.heads))
    middle, skull = _head_frame(points, heads)
    return Body(Shape(points, heads), height, middle, skull)


def _with_ears(shape: Shape, reach: tuple[float, float, float] | None) -> Shape:
    """Draw the points of the ears out and up and back, in metres."""
    if reach is None:
        return shape
    base = base_mesh()
    ears = np.unique(base.quads["body"][base.region == EAR])
    usual = base.points[ears]
    low, high = 0.700, 0.735  # metres: between them an ear's upper half is
    share = np.clip((usual[:, 1] - low) / (high - low), 0, 1)
    # Towards the point alone: what is before or behind it is drawn to its middle.
    rim = np.clip((np.abs(usual[:, 0]) - 0.073) / 0.012, 0, 1)
    pull = (share**2 * (0.25 + 0.75 * rim))[:, None]
    points = shape.points.copy()
    points[ears] += pull * np.stack([np.sign(usual[:, 0]) * reach[0] * rim, np.full(len(ears), reach[1]),
                                     reach[2] - 0.55 * (usual[:, 2] - 0.048)], axis=-1)  # fmt: skip
    return Shape(points, shape.heads)


def _with_muzzle(shape: Shape, reach: float) -> Shape:
    """Draw mouth and nose forward, in metres."""
    if not reach:
        return shape
    usual = base_mesh().points
    x, y, z = usual.T
    share = np.exp(-((x / 0.036) ** 2) - ((y - 0.668) / 0.036) ** 2) * np.clip((z - 0.07) / 0.04, 0, 1)
    away = np.stack([8.0 * x, np.full(len(x), -0.25), np.ones(len(x))], axis=-1)
    return Shape(shape.points + away * (share * reach)[:, None], shape.heads)


def _with_jaw(shape: Shape, more: float) -> Shape:
    """Make the jaw broader and heavier, from the corners of the mouth to under the ears."""
    if not more:
        return shape
    x, y, z = base_mesh().points.T
    share = np.exp(-(((y - 0.644) / 0.030) ** 2)) * np.clip((z - 0.035) / 0.05, 0, 1) * (np.abs(x) < 0.09)
    away = np.stack([x, np.full(len(x), -0.02), np.full(len(x), 0.04)], axis=-1)
    return Shape(shape.points + away * (share * more)[:, None], shape.heads)


def _with_belly(shape: Shape, reach: float) -> Shape:
    """Round the belly out, in metres, in front and a little at the sides."""
    if not reach:
        return shape
    x, y, z = base_mesh().points.T
    share = np.exp(-((x / 0.17) ** 2) - ((y - 0.14) / 0.13) ** 2)
    front = np.clip((z + 0.04) / 0.12, 0, 1)
    away = np.stack([2.2 * x * (np.abs(x) < 0.2), np.full(len(x), -0.12), front], axis=-1)
    return Shape(shape.points + away * (share * reach)[:, None], shape.heads)


def _stretched(shape: Shape, build: Build) -> Shape:
    """Stretch limbs along themselves, and the head and hands as they are; what hangs on a bone goes with it."""
    base = base_mesh()
    wide = 1 + 0.5 * (build.arm - 1)
    matrices: list[Array] = []
    places: list[Array] = []
    for index, (name, parent) in enumerate(zip(base.names, base.parents, strict=True)):
        kind, side = name[:-2], name[-2:]
        head = shape.heads[index]
        place = head.copy()
        if parent >= 0:
            place = places[parent] + matrices[parent] @ (head - shape.heads[parent])
        long = {"thigh": build.leg, "calf": build.leg, "upperarm": build.arm, "lowerarm": build.arm}.get(kind)
        after = {"thigh": "calf", "calf": "foot", "upperarm": "lowerarm", "lowerarm": "hand"}.get(kind)
        matrix = np.eye(3)
        if long and after:
            along = shape.heads[bone(after + side)] - head
            along /= np.linalg.norm(along)
            across = max(1.0, wide if "arm" in kind else 1.0)
            matrix = across * np.eye(3) + (long - across) * np.outer(along, along)
        elif name == "head":
            matrix = np.eye(3) * build.head
        elif kind == "clavicle":
            matrix = np.diag([build.broad, 1.0, 1.0])
        elif kind == "hand" or (parent >= 0 and base.names[parent][:-2] == "hand"):
            matrix = np.eye(3) * build.hand
        elif parent >= 0 and name[-5:-2].startswith("_0"):
            matrix = matrices[parent]
        elif name.startswith("neck"):
            matrix = np.diag([1 + 0.3 * (build.broad - 1), build.neck, 1 + 0.3 * (build.broad - 1)])
        elif name.startswith("spine"):
            matrix = np.diag([1 + 0.6 * (build.broad - 1), 1.0, 1 + 0.5 * (build.broad - 1)])
        matrices.append(matrix)
        places.append(place)
    moved = skinned(shape.points, np.array(matrices), np.array(places), shape.heads)
    at = bone("head")
    eyes = places[at] + (shape.heads[-2:] - shape.heads[at]) @ matrices[at].T
    return Shape(moved, np.concatenate([places, eyes]))


def skinned(points: Array, matrices: Array, places: Array, heads: Array, at: Numbers | None = None) -> Array:
    """Move points with the bones they hang on: bones with their `heads` go to `places`, turned by `matrices`.

    `at` are the points of the base mesh whose weights hold, where `points` are not all of them.
    """
    base = base_mesh()
    bones, weights = (base.bones, base.weights) if at is None else (base.bones[at], base.weights[at])
    shifts = places - np.einsum("bij,bj->bi", matrices, heads[: len(places)])
    full = np.concatenate([matrices, shifts[:, :, None]], axis=2).reshape(-1, 12)
    blend = full[bones[:, 0]] * weights[:, :1]
    for column in range(1, bones.shape[1]):
        blend += full[bones[:, column]] * weights[:, column : column + 1]
    rows = blend.reshape(-1, 3, 4)
    x, y, z = (points[:, axis, None] for axis in range(3))
    return np.asarray(rows[:, :, 0] * x + rows[:, :, 1] * y + rows[:, :, 2] * z + rows[:, :, 3])


def _head_frame(points: Array, heads: Array) -> tuple[Array, Array]:
    """Measure the head: its middle, and its head heights to the right, up and ahead, in metres."""
    base, skull = base_mesh(), base_mesh().bone("head")
    mine = np.setdiff1d(base.quads["body"][base.region != EAR], base.quads["body"][base.region == EAR])
    mine = mine[(base.bones[mine, 0] == skull) & (base.weights[mine, 0] > 0.9)]
    spots, usual = points[mine], base.points[mine]
    crown = float(spots[:, 1].max())
    eyes = heads[-2:].mean(axis=0)
    front = spots[(usual[:, 2] > 0.09) & (np.abs(usual[:, 0]) < 0.03)]
    chin = float(front[:, 1].min())
    tall = (crown - chin) / (CROWN - CHIN)
    middle_y = chin - CHIN * tall
    # Above the ears, where nothing sticks out; and the brow over the eyes.
    temple = spots[(spots[:, 1] > eyes[1] + 0.16 * tall) & (spots[:, 1] < eyes[1] + 0.30 * tall)]
    wide = float(np.abs(temple[:, 0]).max()) / WIDE
    back, brow = float(temple[:, 2].min()), float(temple[:, 2].max())
    deep = (brow - back) / (BROW - BACK - 0.02)
    return np.array([0.0, middle_y, back - BACK * deep]), np.array([wide, tall, deep])
