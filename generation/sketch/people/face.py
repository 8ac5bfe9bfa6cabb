"""Faces: eyes, lashes, brows, teeth, tusks and horns, and where on a head things are."""

import math
from functools import lru_cache

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, joined, strands, tube
from generation.sketch.people.base_mesh import Numbers, base_mesh
from generation.sketch.people.body import skinned
from generation.sketch.people.person import Person
from generation.sketch.people.surface import HEAD, chart, painted, patch_of, point_normals

LIPS, MOUTH, NAILS, EARS = 1, 2, 3, 4  # regions
HORN, IVORY, ROOT, CHROME = colour("#6a5842"), colour("#dccda4"), colour("#5e3a2c"), colour("#9aa4b2")
IRISES = ("#4a6a8a", "#4a3620", "#3a5a3a", "#2a2018", "#5a4a2a")
EYE_RADIUS = 0.0142  # metres, of the base mesh
HEAD_HEIGHT = 0.217  # metres, of the base mesh
TUSK_PIXELS, FEWEST = 4.5, 20.0  # that a tusk is high at least; of a head that it grows with
TUSKED, HORNED = frozenset({"ork", "troll"}), frozenset({"troll", "minotaur"})
HEAVY_BROWED = frozenset({"ork", "troll", "dwarf", "minotaur"})


def posed_points(person: Person) -> Array:
    """Return all points of the base mesh as the person's pose has them."""
    return skinned(person.body.shape.points, person.pose.matrices, person.pose.places, person.body.shape.heads)


def in_head(person: Person, points: Array) -> Array:
    """Return points of the body at rest in head heights about the head's middle."""
    return np.asarray((points - person.body.head) / person.body.skull)


@lru_cache(maxsize=1)
def _face_points() -> Numbers:
    """Return the points of the front of the head, ears left out."""
    base, places = base_mesh(), chart()
    mine = np.unique(base.quads["body"][base.region == 0])
    return np.asarray(mine[(places.limb[mine] == HEAD) & (places.z[mine] > 0.04) & (places.y[mine] > 0.58)])


def surface_of(person: Person) -> Array:
    """Return points of the front of the head in head heights."""
    return in_head(person, person.body.shape.points[_face_points()])


def depth_at(person: Person, x: float, y: float) -> float:
    """Return how far the face stands out at a place, in head heights."""
    spots = surface_of(person)
    away = ((spots[:, 0] - x) ** 2 + (spots[:, 1] - y) ** 2) - 0.004 * spots[:, 2]
    nearest = np.argsort(away, kind="stable")[:3]
    return float(spots[nearest, 2].max())


def eye_at(person: Person, index: int) -> Array:
    """Return the middle of an eye in head heights: the right one, then the left."""
    return in_head(person, person.body.shape.heads[-1 - index])


def modelled_face(person: Person, points: Array, brow: Colour) -> Mesh:
    """Make eyes, lashes, brows and teeth of a face that is seen from near."""
    parts = [_eye(person, index) for index in range(2)]
    if person.detail == 2 or person.subject.expression in {"shout", "grin", "laugh", "surprise"}:
        parts.append(_flat(points, "teeth", colour("#a8a294"), 0.3))
    if person.detail == 2 and person.woman and person.subject.age != "child":
        parts.append(_lashes(person, points))
    if person.metatype != "skeleton":
        parts += [person.on_head(_brow(person, brow, side)) for side in (-1, 1)]
    return joined(parts)


def growths(person: Person) -> list[Mesh]:
    """Make what grows out of a face: tusks, horns, fangs."""
    parts: list[Mesh] = []
    if person.metatype in TUSKED or person.has("tusks"):
        parts += [person.on_head(tusk(person, side)) for side in (-1, 1)]
    if person.metatype in HORNED or person.has("horns"):
        parts += [person.on_head(_horn(person, side)) for side in (-1, 1)]
    if person.metatype == "vampire":
        parts += [person.on_head(_fang(person, side)) for side in (-1, 1)]
    return parts


def _flat(points: Array, name: str, tint: Colour, gloss: float) -> Mesh:
    quads = base_mesh().quads[name]
    part = patch_of(points, point_normals(points, quads), quads, 1)
    stuff = np.tile(np.array([gloss, 0.0, float(name == "lashes"), 0.0]), (len(quads), 1))
    return painted(part, np.tile(np.array(tint, np.float64), (len(quads), 1)), stuff)


def _lashes(person: Person, points: Array) -> Mesh:
    """Make the lashes: dark on the upper lid; the lower ones, which would blacken the eye, are left out."""
    mesh = _flat(points, "lashes", mix(dim(person.skin, 0.35), colour("#0c0a0a"), 0.5), 0.05)
    usual = base_mesh().points[base_mesh().quads["lashes"]][..., 1].mean(axis=1)
    upper = usual > base_mesh().heads[-2:, 1].mean()
    return Mesh(mesh.corners[upper], mesh.normals[upper], mesh.colours[upper], mesh.stuff[upper])


def iris_of(person: Person) -> tuple[Colour, float]:
    """Return the colour of the irises, and how much they glow."""
    iris = colour(IRISES[int(person.rng("iris").integers(len(IRISES)))])
    if person.has("glowing_eyes"):
        return mix(person.second, WHITE, 0.3), 1.0
    if person.metatype in {"ghoul", "zombie"}:
        return colour("#c8c8b8"), 0.0
    if person.metatype == "vampire":
        return colour("#c01818"), 0.35
    if person.metatype == "skeleton":
        return mix(person.second, WHITE, 0.2), 0.9
    if person.metatype in TUSKED:
        return mix(iris, colour("#c08a20"), 0.6), 0.0
    return (mix(iris, colour("#58b8a0"), 0.35), 0.0) if person.metatype == "elf" else (iris, 0.0)


def _eye(person: Person, index: int) -> Mesh:
    """Make an eyeball with iris and pupil, looking where the head looks."""
    scale = float(person.body.skull[1]) / HEAD_HEIGHT
    size = EYE_RADIUS * scale
    rows, columns = ((6, 8), (10, 12), (22, 26))[person.detail]
    iris, glow = iris_of(person)
    # The ball's pole looks ahead: its rows are rings about the pupil.
    white = colour("#0c0a08" if person.metatype == "skeleton" else "#c4beb4")
    globe = ball((0, 0, 0), (size, size, size), Skin(white, 0.45), rows, columns).turned(0, math.pi / 2)
    towards = globe.centres()[:, 2] / size
    limit = (0.80, 0.84, 0.865)[person.detail]
    tint = np.where((towards > limit)[:, None], np.array(dim(iris, 0.8)), globe.colours)
    tint = np.where((towards > 0.90)[:, None], np.array(dim(iris, 1.25)), tint)
    tint = np.where((towards > 0.962)[:, None], np.array([6, 6, 8]), tint)
    tint *= np.where(np.abs(towards - limit - 0.01) < 0.012, 0.5, 1.0)[:, None]
    lit = towards > (limit if glow < 1 else -1.0)  # eyes that glow have no white
    tint = np.where((lit & (glow >= 1))[:, None], np.array(iris), tint)
    stuff = globe.stuff + glow * lit[:, None] * np.array([0, 1.0, 0, 0])
    globe = Mesh(globe.corners, globe.normals, tint, stuff)
    if person.detail == 2 and glow < 1:
        globe = joined([globe, _catchlight(size)])
    rest = person.body.shape.heads[-1 - index]
    globe = globe.turned(person.gaze, 0.0)
    return person.on_bone("head", globe.moved((float(rest[0]), float(rest[1]), float(rest[2]))))


def _catchlight(size: float) -> Mesh:
    """Set the lamp's image on an eye that looks ahead: above the pupil, on the lamp's side."""
    x, y, z = 0.20 * size, 0.22 * size, 0.955 * size
    return ball((x, y, z), (0.075 * size, 0.085 * size, 0.05 * size), Skin(WHITE, 0.0, 0.55, lift=0.003), 5, 8)


def _brow(person: Person, tint: Colour, side: int) -> Mesh:
    """Lay the hairs of a brow over the eye."""
    eye = eye_at(person, 1)
    heavy = 1.35 if person.metatype in HEAVY_BROWED else 0.72 if person.woman else 1.1
    heavy = 0.6 if person.subject.age == "child" else heavy
    arch = {
        "angry": (-0.034, -0.004, 0.022),
        "sad": (0.022, 0.004, -0.018),
        "cry": (0.026, 0.004, -0.020),
        "fear": (0.030, 0.020, 0.0),
        "surprise": (0.030, 0.032, 0.020),
    }.get(person.subject.expression, (0.0, 0.008 if person.woman else 0.002, 0.0))
    xs = np.array([0.058, 0.10, 0.15, 0.195, 0.226])
    ys = eye[1] + 0.088 + np.array([-0.006, 0.006, 0.014, 0.008, -0.012]) + np.interp(xs, (0.06, 0.15, 0.24), arch)
    if person.metatype in {"elf", "vampire"}:
        ys = ys + 0.16 * (xs - 0.10)
    zs = np.array([depth_at(person, side * x, y) for x, y in zip(xs, ys, strict=True)]) + 0.006
    for index in range(1, len(zs)):  # a brow ends where the face turns back to the temple
        zs[index] = max(zs[index], zs[index - 1] - 0.06)
    path = np.stack([side * xs, ys, zs], axis=-1)
    if person.detail < 2:
        return tube(
            [(float(a), float(b), float(c)) for a, b, c in path],
            [0.010 * heavy, 0.018 * heavy, 0.017 * heavy, 0.013 * heavy, 0.004],
            Skin(tint, 0.1),
            5,
        )
    rng = person.rng(f"brow {side}")
    tint = mix(tint, person.skin, 0.30 if person.woman else 0.15)
    count = int(80 * (0.7 + 0.3 * heavy))
    share = np.linspace(0, 1, count)
    roots = np.stack([np.interp(share * 4, range(5), path[:, axis]) for axis in range(3)], axis=-1)
    roots[:, 1] += (rng.random(count) - 0.5) * 0.026 * heavy * (1 - 0.6 * share)
    away = np.stack([side * (0.020 + 0.022 * share), 0.018 - 0.034 * share, np.full(count, -0.002)], axis=-1)
    paths = np.stack([roots, roots + 0.5 * away + (0, 0, 0.006), roots + away], axis=1)
    radii = np.tile(np.array([0.0032, 0.0034, 0.0010]) * (0.55 + 0.45 * heavy), (count, 1))
    tones = np.array(tint, np.float64)[None] * (0.8 + 0.4 * rng.random((count, 1)))
    return strands(paths, radii, tones, Skin(tint, 0.15), 3)


def mouth_at(person: Person) -> tuple[Array, float]:
    """Return the middle of the lips in head heights, and half their width."""
    base = base_mesh()
    lips = in_head(person, person.body.shape.points[np.unique(base.quads["body"][base.region == LIPS])])
    front = lips[lips[:, 2] > np.quantile(lips[:, 2], 0.3)]
    return np.array([0.0, float(front[:, 1].mean()), float(front[:, 2].max())]), float(np.abs(lips[:, 0]).max())


def tusk(person: Person, side: int) -> Mesh:
    """Make a tusk, in head heights: it grows from behind the lower lip, near a corner of the mouth."""
    middle, half = mouth_at(person)
    reach = (0.185 if person.metatype == "troll" else 0.135) * (0.85 if person.woman else 1.0)
    reach = max(reach, TUSK_PIXELS / max(person.head_pixels, FEWEST))
    x, y = 0.66 * half, float(middle[1])
    z = depth_at(person, side * x, y - 0.012)  # of the lower lip, which the root stands behind
    share = np.linspace(0, 1, 9)
    points = np.stack([side * (x + 0.16 * reach * share), y - 0.026 + (reach + 0.02) * share,
                       z - 0.010 + 0.030 * np.sin(1.9 * share)], axis=-1)  # fmt: skip
    thick = (0.22 if person.metatype == "troll" else 0.21) * reach
    radii = thick * np.sqrt(1 - 0.98 * share**1.4)
    sides = (5, 7, 12)[person.detail]
    ivory = tube([(float(a), float(b), float(c)) for a, b, c in points], list(radii), Skin(IVORY, 0.22), sides)
    up = np.clip((ivory.centres()[:, 1] - y + 0.02) / reach, 0, 1)[:, None]
    return ivory.tinted(np.array(ROOT, np.float64) + (np.array(IVORY) - np.array(ROOT)) * np.sqrt(up))


def _fang(person: Person, side: int) -> Mesh:
    middle, _ = mouth_at(person)
    x, y, z = side * 0.045, float(middle[1]) + 0.008, float(middle[2]) - 0.006
    return tube([(x, y, z), (x, y - 0.05, z + 0.004)], [0.011, 0.002], Skin(WHITE, 0.8), 6)


def _horn(person: Person, side: int) -> Mesh:
    woman = 0.88 if person.woman else 1.1
    spine = np.array([(0.20, 0.33, 0.16), (0.34, 0.47, 0.14), (0.54, 0.52, 0.04), (0.70, 0.42, -0.08),
                      (0.75, 0.23, -0.06), (0.68, 0.10, 0.08), (0.60, 0.08, 0.20)])  # fmt: skip
    if person.metatype == "minotaur":
        spine = np.array([(0.24, 0.32, 0.05), (0.46, 0.40, 0.08), (0.66, 0.52, 0.14), (0.74, 0.74, 0.20)])
    elif person.rng("horns").random() < 0.45:
        spine = np.array(
            [(0.17, 0.36, 0.20), (0.27, 0.52, 0.26), (0.34, 0.70, 0.18), (0.35, 0.86, 0.02), (0.33, 0.94, -0.12)]
        )
    spine = spine[0] + (spine - spine[0]) * woman
    steps = np.linspace(0, len(spine) - 1, (8, 14, 34)[person.detail])
    points = np.stack([np.interp(steps, range(len(spine)), spine[:, axis]) for axis in range(3)], axis=-1)
    share = steps / steps[-1]
    ridges = 1 + (0.07 * np.cos(share * 60) if person.detail == 2 else 0.0)
    radii = 0.125 * woman * (1 - 0.97 * share) ** 0.85 * ridges + 0.004
    sides = (5, 7, 14)[person.detail]
    horn = tube([(side * float(x), float(y), float(z)) for x, y, z in points], list(radii), Skin(HORN, 0.18), sides)
    # It grows out of the skin: as dark as that at its root, then of horn, paler to its tip, with darker rings.
    away = np.linalg.norm(horn.centres() - points[0] * (side, 1, 1), axis=1)
    far = np.clip(away / 0.55, 0, 1)[:, None]
    root, tip = np.array(mix(dim(person.skin, 0.55), HORN, 0.35)), np.array(HORN) * 1.25
    rings = 1 + 0.10 * np.sin(away * 70)[:, None] * (1 - far)
    return horn.tinted((root + (tip - root) * np.sqrt(far)) * rings)
