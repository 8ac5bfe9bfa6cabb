"""Heads with all that makes them somebody's: face, hair, and what is worn on the head or built into it."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, beam, joined, loft, sheet, tube
from generation.sketch.people.hair import hair_colour, hair_mesh
from generation.sketch.people.person import Person
from generation.sketch.people.skull import EYE_X, EYE_Y, depth_at, face_mesh, features_mesh

RUBBER = colour("#2a2e34")
STEEL = colour("#767e8a")
IRISES = ("#4a6a8a", "#5a4a2a", "#3a5a3a", "#2a2018")
WIRED = frozenset({"decker", "rigger"})


def head_mesh(person: Person) -> Mesh:
    """Make a head in head heights about its centre, facing +z."""
    rows, columns = ((12, 14), (26, 32), (130, 150))[person.detail]
    skin = skin_of(person)
    iris = colour(IRISES[int(person.rng("iris").integers(len(IRISES)))])
    if person.has("hood"):
        iris = mix(person.second, WHITE, 0.3)  # eyes that catch a light in the dark of a hood
    elif person.metatype in {"ork", "troll"}:
        iris = mix(iris, colour("#c08a20"), 0.6)
    parts = [
        face_mesh(person.metatype, skin, woman=person.has("woman"), rows=rows, columns=columns),
        features_mesh(
            person.metatype,
            skin,
            dim(hair_colour(person), 0.6),
            iris,
            fine=person.detail == 2,
            ears=not person.has("hood"),
            glow=0.8 if person.has("hood") else 0.0,
        ),
    ]
    hair = hair_mesh(person)
    if hair is not None:
        parts.append(hair)
    for feature, make in WORN.items():
        if person.has(feature):
            parts.append(make(person))
    if person.subject.role == "guard" and not person.has("hood", "hat", "mohawk"):
        parts.append(_helmet(person))
    if person.subject.role in WIRED and not person.has("hood"):
        parts.append(_jack(person))
    head = joined(parts)
    broad = 0.93 + 0.11 * float(person.rng("face").random())  # no two faces are equally broad
    return replace(head, corners=head.corners * np.array([broad, 1.0, 1.0]))


def skin_of(person: Person) -> Colour:
    """Return the person's skin, a little lighter or darker than its metatype's."""
    tone = float(person.rng("skin").random())
    usual = person.build.skin
    return mix(dim(usual, 0.62), mix(usual, colour("#e8c8b0"), 0.5), tone) if person.metatype != "troll" else usual


def _band(person: Person, bottom: float, top: float, out: float, reach: float, skin: Skin) -> Mesh:
    """Wrap a band about the face, from temple to temple."""
    rows, columns = 6, (8, 14, 40)[person.detail]
    angle = np.linspace(-reach, reach, columns + 1)[None]
    up = np.linspace(0, 1, rows + 1)[:, None]
    bulge = out + 0.022 * np.sin(math.pi * up)
    sine, cosine = np.sin(angle), np.cos(angle)
    x = (0.345 * _broad(person) + bulge) * np.sign(sine) * np.abs(sine) ** 0.85
    z = (0.385 + bulge) * np.sign(cosine) * np.abs(cosine) ** 0.75 - 0.005
    y = bottom + (top - bottom) * up - 0.035 * np.abs(np.sin(angle)) ** 3 * (1 - 2 * up) * 0.5
    return sheet(np.stack([x, y + 0 * angle, z], axis=-1), np.array([0.0, 0.0, 0.0]), skin)


def _broad(person: Person) -> float:
    return {"troll": 1.06, "ork": 1.05, "dwarf": 1.06, "elf": 0.94}.get(person.metatype, 1.0)


def _visor(person: Person) -> Mesh:
    light = Skin(mix(person.accent, WHITE, 0.15), 0.6, 1.0)
    return joined([
        _band(person, -0.050, 0.125, 0.018, 1.75, Skin(colour("#0e1016"), 1.0)),
        _band(person, 0.018, 0.052, 0.040, 1.15, light),
    ])  # fmt: skip


def _mask(person: Person) -> Mesh:
    """Make a respirator: a snout over nose and mouth, a filter on each side, straps."""
    z = depth_at(person.metatype, 0.05, -0.2)
    rubber, steel = Skin(RUBBER, 0.5), Skin(STEEL, 0.9)
    sides = (7, 10, 24)[person.detail]
    parts = [ball((0, -0.215, z - 0.10), (0.185 * _broad(person), 0.205, 0.23), rubber, sides, sides)]
    parts.append(tube([(0, -0.235, z + 0.09), (0, -0.245, z + 0.155)], [0.075, 0.070], steel, sides))
    parts.append(tube([(0, -0.245, z + 0.16), (0, -0.246, z + 0.17)], [0.048, 0.046], Skin(colour("#101216")), sides))
    for side in (-1, 1):
        at, out = np.array([side * 0.15, -0.275, z + 0.01]), np.array([side * 0.075, -0.025, 0.055])
        parts.append(tube([tuple(at), tuple(at + out)], [0.088, 0.092], steel, sides))
        parts.append(tube([tuple(at + out * 1.3), tuple(at + out * 1.45)], [0.066, 0.064], Skin(RUBBER, 0.3), sides))
        parts.append(tube([(side * 0.17, -0.14, z - 0.08), (side * 0.33, -0.06, 0.06), (side * 0.35, -0.02, -0.10)],
                          [0.022] * 3, Skin(colour("#15171c"), 0.3), 6, 0.4))  # fmt: skip
    parts.append(ball((0.0, -0.13, z + 0.115), (0.014, 0.010, 0.010), Skin(person.accent, 0.5, 1.0), 5, 8))
    return joined(parts)


def _hood(person: Person) -> Mesh:
    """Pull a hood up: its edge stands before the brow, its back falls to the shoulders."""
    count = (12, 18, 56)[person.detail]
    arc = np.linspace(-2.45, 2.45, count + 1)
    broad = _broad(person)
    rng = person.rng("hood")
    wave = 0.012 * np.sin(arc * 5 + float(rng.random()) * 6)
    rings: list[Array] = []
    # From the rolled edge back to the closed end: half width, height of the middle, half height, forward.
    for wide, middle, high, ahead in ((0.385, 0.02, 0.50, 0.375), (0.43, 0.03, 0.545, 0.40), (0.455, 0.03, 0.575, 0.30),
                                      (0.475, 0.03, 0.60, 0.08), (0.475, 0.04, 0.60, -0.16), (0.42, 0.06, 0.53, -0.36),
                                      (0.28, 0.10, 0.36, -0.50), (0.03, 0.12, 0.04, -0.56)):  # fmt: skip
        low = np.clip(-np.cos(arc), 0, 1)
        x = broad * wide * np.sin(arc) * (1 - 0.25 * low)
        y = middle + high * np.cos(arc) * (1 + 0.10 * low)
        rings.append(np.stack([x + wave, y, ahead + 0.07 * np.cos(arc) + wave - 0.10 * low], axis=-1))
    cloth = Skin(dim(person.cloth, 0.95), 0.12, thin=True)
    shell = sheet(np.array(rings), np.array([0.0, 0.02, -0.05]), cloth)
    cape = loft([(0, -0.30, -0.06, 0.36 * broad, 0.36), (0, -0.48, -0.07, 0.42 * broad, 0.36),
                 (0, -0.72, -0.08, 0.72 * broad, 0.46), (0, -0.90, -0.08, 0.86 * broad, 0.50)],
                cloth, count, gap=[0.9, 0.8, 0.5, 0.35])  # fmt: skip
    return joined([shell, cape])


def _hat(person: Person) -> Mesh:
    felt, sides = Skin(dim(person.cloth, 0.8), 0.15), (10, 16, 48)[person.detail]
    crown = loft([(0, 0.24, -0.04, 0.385, 0.44), (0, 0.40, -0.04, 0.37, 0.42), (0, 0.62, -0.05, 0.30, 0.36),
                  (0, 0.66, -0.05, 0.16, 0.26)], felt, sides)  # fmt: skip
    brim = loft([(0, 0.22, -0.04, 0.40, 0.46), (0, 0.19, -0.02, 0.62, 0.70), (0, 0.21, -0.02, 0.64, 0.72),
                 (0, 0.26, -0.04, 0.39, 0.45)], felt, sides)  # fmt: skip
    band = loft([(0, 0.26, -0.04, 0.392, 0.447), (0, 0.33, -0.04, 0.385, 0.437)], Skin(dim(person.accent, 0.35), 0.4),
                sides)  # fmt: skip
    return joined([crown, brim, band]).turned(0, 0.06)


def _helmet(person: Person) -> Mesh:
    shell = Skin(mix(dim(person.cloth, 1.1), STEEL, 0.25), 0.9)
    sides = (8, 12, 40)[person.detail]
    dome = ball((0, 0.10, -0.04), (0.43 * _broad(person), 0.47, 0.50), shell, sides, sides * 2, (-8, 90))
    ears = [ball((side * 0.40 * _broad(person), -0.06, -0.02), (0.06, 0.17, 0.17), shell, 6, 12) for side in (-1, 1)]
    lamp = ball((0.34, 0.30, 0.30), (0.035, 0.035, 0.05), Skin(mix(person.second, WHITE, 0.5), 0.5, 1.0), 5, 8)
    ridge = beam((0, 0.55, 0.15), (0, 0.52, -0.30), 0.08, 0.07, shell)
    return joined([dome, *ears, ridge, lamp])


def _cybereye(person: Person) -> Mesh:
    """Set a ring of light into a steel plate over one eye, with seams over the cheek."""
    z = depth_at(person.metatype, EYE_X, EYE_Y)
    light = Skin(mix(person.second, WHITE, 0.1), 0.6, 1.0)
    sides = (8, 10, 28)[person.detail]
    plate = ball((EYE_X, EYE_Y, z - 0.015), (0.108, 0.098, 0.062), Skin(STEEL, 1.0), sides, sides)
    ring = tube([(EYE_X + 0.052 * math.sin(a), EYE_Y + 0.052 * math.cos(a), z + 0.044)
                 for a in np.linspace(0, math.tau, sides + 1)], [0.009] * (sides + 1), light, 6)  # fmt: skip
    pupil = ball((EYE_X, EYE_Y, z + 0.044), (0.022, 0.022, 0.012), light, 6, 10)
    seam = Skin(dim(person.second, 0.8), 0.5, 0.6)
    lines = ((0.19, -0.06, 0.21, -0.16), (0.21, -0.16, 0.17, -0.26), (0.22, 0.10, 0.25, 0.20))
    ends = [((x0, y0, depth_at(person.metatype, x0, y0)), (x1, y1, depth_at(person.metatype, x1, y1)))
            for x0, y0, x1, y1 in lines]  # fmt: skip
    seams = [beam(start, end, 0.006, 0.008, seam) for start, end in ends]
    return joined([plate, ring, pupil, *seams])


def _jack(person: Person) -> Mesh:
    """Plug a cable into the temple."""
    steel, light = Skin(STEEL, 1.0), Skin(mix(person.accent, WHITE, 0.25), 0.5, 1.0)
    x = 0.345 * _broad(person)
    sides = (6, 8, 16)[person.detail]
    cable = tube([(x + 0.05, 0.10, 0.04), (x + 0.16, 0.04, 0.02), (x + 0.17, -0.25, -0.02), (x + 0.10, -0.6, 0.0),
                  (x + 0.24, -1.0, 0.12)], [0.017] * 5, Skin(colour("#1c1e24"), 0.6), sides)  # fmt: skip
    return joined([
        tube([(x - 0.02, 0.10, 0.04), (x + 0.03, 0.10, 0.04)], [0.045, 0.042], steel, sides),
        tube([(x + 0.035, 0.10, 0.04), (x + 0.045, 0.10, 0.04)], [0.026, 0.024], light, sides), cable,
    ])  # fmt: skip


WORN = {"mask": _mask, "visor": _visor, "cybereye": _cybereye, "hood": _hood, "hat": _hat, "helmet": _helmet}
