"""What is worn on the face or held by the mouth: glasses, masks, rings, a cigar; in head heights about its middle."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.people.base_mesh import base_mesh
from generation.sketch.people.face import EARS, MOUTH, depth_at, eye_at, in_head, mouth_at
from generation.sketch.people.person import Person
from generation.sketch.people.surface import HEAD, chart, painted, patch_of, point_normals

GOLD = colour("#d8a83a")
PAPER, EMBER, TOBACCO = colour("#c8c4bc"), colour("#ff7a30"), colour("#4a2c18")
MASK = colour("#8fb4c0")


def glasses(person: Person) -> Mesh:
    """Set glasses on the nose: two frames, a bridge, temples to the ears."""
    return _spectacles(person, dark=False)


def sunglasses(person: Person) -> Mesh:
    """Set glasses with dark, shining lenses on the nose."""
    return _spectacles(person, dark=True)


def _spectacles(person: Person, *, dark: bool) -> Mesh:
    x, y, _ = (float(value) for value in eye_at(person, 1))
    z = max(depth_at(person, 0.0, y - 0.02), depth_at(person, x, y + 0.07)) + 0.008
    frame = Skin(colour("#16161a"), 0.8)
    parts = []
    for side in (-1, 1):
        round_ = [
            (side * x + 0.092 * math.cos(a), y - 0.012 + 0.072 * math.sin(a), z - 0.03 * max(0.0, side * math.cos(a)))
            for a in np.linspace(0, math.tau, (10, 14, 36)[person.detail])
        ]
        parts.append(tube(round_, [0.010] * len(round_), frame, (4, 5, 8)[person.detail]))
        if dark:
            lens = Skin(colour("#07080c"), 0.35)
            parts.append(ball((side * x, y - 0.012, z - 0.012), (0.090, 0.068, 0.012), lens, 8, person.sides))
        temple = [(side * (x + 0.09), y + 0.02, z - 0.03), (side * 0.36, y + 0.02, 0.10), (side * 0.37, y, -0.06)]
        parts.append(tube(temple, [0.009] * 3, frame, 4))
    bridge = [(-x + 0.08, y + 0.012, z), (0.0, y + 0.024, z + 0.008), (x - 0.08, y + 0.012, z)]
    return joined([*parts, tube(bridge, [0.009] * 3, frame, 5)])


def goggles(person: Person) -> Mesh:
    """Strap goggles over the eyes: two deep rims with lenses that catch the light, a band round the head."""
    x, y, _ = (float(value) for value in eye_at(person, 1))
    z = max(depth_at(person, 0.0, y), depth_at(person, x, y + 0.07)) + 0.012
    rubber, lens = Skin(colour("#1e2024"), 0.25), Skin(mix(person.accent, colour("#20303a"), 0.65), 1.0, 0.12)
    parts = []
    for side in (-1, 1):
        rim = [(side * x, y, z - 0.09), (side * x, y, z + 0.045)]
        parts.append(tube(rim, [0.115, 0.108], rubber, person.sides))
        parts.append(ball((side * x, y, z + 0.040), (0.092, 0.092, 0.022), lens, 8, person.sides))
        strap = [(side * (x + 0.09), y, z - 0.05), (side * 0.37, y + 0.02, 0.08), (side * 0.385, y + 0.03, -0.14)]
        parts.append(tube(strap, [0.030] * 3, rubber, 6, 0.3))
    parts.append(tube([(-0.05, y, z + 0.01), (0.05, y, z + 0.01)], [0.024] * 2, rubber, 6))
    return joined(parts)


def red_nose(person: Person) -> Mesh:
    """Set a clown's red ball on the nose."""
    y = float(eye_at(person, 1)[1]) - 0.17
    z = depth_at(person, 0.0, y)
    return ball((0.0, y, z + 0.01), (0.075, 0.075, 0.075), Skin(colour("#b01818"), 0.6), 12, person.sides)


def surgical_mask(person: Person) -> Mesh:
    """Lay a pleated mask of cloth over nose, mouth and chin, its loops behind the ears."""
    base, places = base_mesh(), chart()
    name = "body" if person.detail else "coarse"
    quads = base.quads[name]
    if person.detail:
        quads = quads[(base.region != EARS) & (base.region != MOUTH)]
    rest = in_head(person, person.body.shape.points)
    eye = eye_at(person, 1)
    middle = rest[quads].mean(axis=1)
    top = eye[1] - 0.10 - 0.35 * np.abs(middle[:, 0])
    mine = (middle[:, 1] < top) & (middle[:, 1] > -0.52) & (middle[:, 2] > 0.06) & (places.limb[quads[:, 0]] == HEAD)
    quads = quads[mine & (np.abs(middle[:, 0]) < 0.31)]
    points, back = np.unique(quads, return_inverse=True)
    quads = back.reshape(quads.shape)
    x, y, z = rest[points].T
    tent = depth_at(person, 0.0, eye[1] - 0.20) + 0.02 - 2.2 * x**2 - 0.9 * np.clip(-0.30 - y, 0, 1)
    cloth = np.stack([x * 1.03, y, np.maximum(z + 0.022, np.minimum(tent, z + 0.16))], axis=-1)
    part = patch_of(cloth, point_normals(cloth, quads), quads, (1, 1, 2)[person.detail])
    level = part.corners.mean(axis=1)[:, 1]
    pleats = 0.90 + 0.12 * (np.abs((level * 14) % 1 - 0.5) > 0.14)
    colours = np.array(MASK, np.float64)[None] * pleats[:, None]
    stuff = np.tile(np.array([0.04, 0.0, 0.0, 0.010]), (len(level), 1))
    loops = []
    for side in (-1, 1):
        for foot in (float(eye[1]) - 0.20, -0.36):
            path = [(side * 0.27, foot, depth_at(person, side * 0.27, foot) + 0.02), (side * 0.36, foot + 0.06, 0.05),
                    (side * 0.38, 0.0, -0.08)]  # fmt: skip
            loops.append(tube(path, [0.007] * 3, Skin(WHITE, 0.1), 4))
    return joined([painted(part, colours, stuff), *loops])


def _smoked(person: Person, thick: float, long: float, tint: tuple[int, int, int]) -> Mesh:
    """Hold something that smoulders in a corner of the mouth."""
    middle, half = mouth_at(person)
    foot = np.array([0.45 * half, float(middle[1]) - 0.006, float(middle[2]) - 0.03])
    along = np.array([0.36, -0.12, 0.93])
    spots = [tuple(foot + along * long * share) for share in (0.0, 0.5, 0.9, 1.0, 1.06)]
    body = tube([spots[0], spots[1], spots[2]], [thick * 0.8, thick, thick], Skin(tint, 0.1), (5, 8, 14)[person.detail])
    ash = tube([spots[2], spots[3]], [thick, thick], Skin(colour("#6c6864"), 0.0), 10)
    ember = tube([spots[3], spots[4]], [thick * 0.92, thick * 0.5], Skin(EMBER, 0.1, 1.0, lift=0.01), 10)
    parts = [body, ash, ember]
    if thick > 0.02:
        band = [tuple(foot + along * long * share) for share in (0.30, 0.40)]
        parts.append(tube(band, [thick * 1.05] * 2, Skin(GOLD, 0.6), 12))
    return joined(parts)


def cigar(person: Person) -> Mesh:
    """Hold a cigar in a corner of the mouth."""
    return _smoked(person, 0.032, 0.36, TOBACCO)


def cigarette(person: Person) -> Mesh:
    """Hold a cigarette in a corner of the mouth."""
    return _smoked(person, 0.014, 0.26, PAPER)


def gold_tooth(person: Person) -> Mesh:
    """Let a tooth of gold gleam between the lips."""
    middle, _ = mouth_at(person)
    gold = Skin(GOLD, 1.0, 0.12, lift=0.03)
    return ball((0.052, float(middle[1]) + 0.006, float(middle[2]) - 0.012), (0.020, 0.026, 0.012), gold, 6, 10)


def earrings(person: Person) -> Mesh:
    """Hang a ring of gold from each ear."""
    parts = []
    for side in (-1, 1):
        ring = [(side * 0.40, -0.20 + 0.055 * math.cos(a), -0.04 + 0.055 * math.sin(a))
                for a in np.linspace(0, math.tau, 16)]  # fmt: skip
        parts.append(tube(ring, [0.010] * len(ring), Skin(GOLD, 1.0), 6))
    return joined(parts)


def datajack(person: Person) -> Mesh:
    """Set a socket of steel with a lit rim into the temple, on both sides, so that one is always seen."""
    steel, light = Skin(colour("#8a929e"), 1.0), Skin(mix(person.accent, WHITE, 0.25), 0.5, 1.0)
    parts = []
    for side in (-1, 1):
        x = side * 0.335
        parts.append(tube([(x, 0.12, 0.10), (x + side * 0.03, 0.12, 0.105)], [0.052, 0.048], steel, 14))
        parts.append(tube([(x + side * 0.03, 0.12, 0.105), (x + side * 0.036, 0.12, 0.106)], [0.034, 0.032], light, 12))
        hole = [(x + side * 0.036, 0.12, 0.106), (x + side * 0.042, 0.12, 0.107)]
        parts.append(tube(hole, [0.018, 0.016], Skin(dim(steel.colour, 0.1)), 8))
        parts.append(beam((x, 0.06, 0.11), (x, 0.0, 0.12), 0.012, 0.012, light))
    return joined(parts)


FACEWEAR = {
    "glasses": glasses, "sunglasses": sunglasses, "surgical_mask": surgical_mask, "cigar": cigar,
    "cigarette": cigarette, "gold_tooth": gold_tooth, "earrings": earrings, "datajack": datajack,
    "goggles": goggles, "clown_face": red_nose,
}  # fmt: skip
