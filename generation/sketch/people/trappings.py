"""What is worn over clothes and tells a role: plates, lapels, spikes, a pelt, a lit cross, a robe's trim."""

import math

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.people.person import Person
from generation.sketch.people.trunk import chest_strip, spine

CHROME = colour("#9aa4b2")
SHIRT = colour("#8a90a0")
ARMOURED = frozenset({"guard", "samurai"})


def trappings_of(person: Person) -> list[Mesh]:
    """Make all that the person's clothes and role ask for."""
    parts = []
    if person.has("robe") and person.subject.role != "shaman":
        parts.append(_trim(person))
    elif person.has("suit") and not person.has("coat", "jacket"):
        parts.append(_lapels(person))
    if person.has("armour") or person.subject.role in ARMOURED:
        parts.append(_plates(person))
    for role, make in (("ganger", _spikes), ("shaman", _pelt), ("medic", _cross), ("docwagon", _cross)):
        if person.subject.role == role:
            parts.append(make(person))
    return parts


def _trim(person: Person) -> Mesh:
    """Sew a band of signs down the front of a robe."""
    share, light = np.linspace(0.30, 1.02, 12), Skin(mix(person.accent, colour("#c09a50"), 0.5), 0.5, 0.22)
    bands = []
    for middle in (-0.20, 0.20):
        edges = np.stack([share, 0 * share + middle - 0.035, 0 * share + middle + 0.035], axis=-1)
        bands.append(chest_strip(person, edges, 0.006, light))
    return joined(bands)


def _lapels(person: Person) -> Mesh:
    """Show shirt and tie between the lapels."""
    share = np.linspace(0.40, 1.05, 14)
    open_ = np.interp(share, (0.40, 0.9, 1.05), (0.03, 0.40, 0.60))
    shirt = chest_strip(person, np.column_stack([share, -open_, open_]), 0.003, Skin(SHIRT))
    knot = np.interp(share, (0.40, 0.55, 0.96, 1.05), (0.03, 0.13, 0.08, 0.16))
    tie = chest_strip(person, np.column_stack([share, -knot, knot]), 0.007, Skin(dim(person.accent, 0.5), 0.4))
    lapel = Skin(dim(person.cloth, 1.5), 0.25)
    width = np.interp(share, (0.40, 0.8, 0.85, 1.05), (0.04, 0.36, 0.26, 0.30))
    left = chest_strip(person, np.column_stack([share, -open_ - width, -open_]), 0.010, lapel)
    right = chest_strip(person, np.column_stack([share, open_, open_ + width]), 0.010, lapel)
    return joined([shirt, tie, left, right])


def _plates(person: Person) -> Mesh:
    """Strap plates on chest, shoulders, thighs and shins, with a lit seam."""
    wide, pose = person.build.girth, person.pose
    plate = Skin(mix(dim(person.cloth, 1.35), colour("#5a626c"), 0.4), 0.9)
    light = Skin(person.accent, 0.3, 0.9)
    parts = []
    for index, side in enumerate((-1, 1)):
        shoulder = pose.shoulders[index]
        parts.append(ball(tuple(shoulder + np.array([side * 0.010, 0.006, 0]) * wide),
                          (0.060 * wide, 0.050 * wide, 0.060 * wide), plate, person.sides, person.sides * 2,
                          (-12, 90)))  # fmt: skip
        if not person.has("coat", "robe"):
            knee, ankle = pose.knees[index], pose.ankles[index]
            parts.append(ball(tuple(knee + np.array([0, 0, 0.014]) * wide), (0.040 * wide,) * 3, plate, 5, 8))
            shin = knee + (ankle - knee) * 0.45 + np.array([0, 0, 0.016]) * wide
            parts.append(ball(tuple(shin), (0.034 * wide, 0.075 * wide, 0.032 * wide), plate, 6, 8))
    if person.has("armour"):
        x, y, z = spine(person, 0.68)
        half = person.build.shoulders * wide
        parts.append(
            ball(
                (x, y, z + 0.012 * wide),
                (half * 0.90, 0.105 * wide, 0.085 * wide),
                plate,
                person.sides,
                person.sides * 2,
            )
        )
        front = z + 0.098 * wide
        parts.append(beam((x - 0.05 * wide, y + 0.030 * wide, front), (x + 0.05 * wide, y + 0.030 * wide, front),
                          0.006 * wide, 0.008 * wide, light))  # fmt: skip
        belt_x, belt_y, belt_z = spine(person, 0.06)
        parts += [ball((belt_x + 0.094 * wide * math.sin(a), belt_y, belt_z + 0.068 * wide * math.cos(a)),
                       (0.020 * wide, 0.026 * wide, 0.018 * wide), Skin(dim(person.cloth, 0.7)), 4, 6)
                  for a in (-1.5, -0.8, 0.0, 0.8, 1.5)]  # fmt: skip
    return joined(parts)


def _spikes(person: Person) -> Mesh:
    wide = person.build.girth
    parts = []
    for shoulder, side in zip(person.pose.shoulders, (-1, 1), strict=True):
        for step in range(12):
            along, row = step // 2 - 2.5, step % 2 - 0.5
            foot = shoulder + np.array([-side * 0.012 * along, 0.036 + 0.003 * along, 0.03 * row]) * wide
            tip = foot + np.array([side * 0.006, 0.024, 0.012 * row]) * wide
            parts.append(tube([tuple(foot), tuple(tip)], [0.006 * wide, 0.0008 * wide], Skin(CHROME, 1.0), 7))
    return joined(parts)


def _pelt(person: Person) -> Mesh:
    """Lay a pelt over the shoulders: tufts of fur that point down and outwards."""
    wide, rng = person.build.girth, person.rng("pelt")
    x, y, z = spine(person, 0.98)
    tuft = min(wide, 2.5)  # a troll's pelt has no coarser fur
    parts = []
    for index in range((16, 40, 420)[person.detail]):
        angle, ring, long = (float(value) for value in rng.random(3))
        angle *= math.tau
        reach = (0.045 + 0.085 * ring) * wide
        foot = (
            x + reach * 1.15 * math.sin(angle),
            y + (0.016 - 0.055 * ring) * wide,
            z + reach * 0.75 * math.cos(angle),
        )
        drop = (0.030 + 0.035 * long) * tuft
        tip = (
            foot[0] + 0.5 * drop * math.sin(angle + 0.4 * long),
            foot[1] - drop,
            foot[2] + 0.5 * drop * math.cos(angle),
        )
        fur: Colour = mix(colour("#6a5236"), colour("#2a2018"), (index * 37 % 10) / 10)
        parts.append(
            tube([foot, tip], [(0.015, 0.012, 0.0065)[person.detail] * tuft, 0.001 * tuft], Skin(fur, 0.05), 4)
        )
    return joined(parts)


def _cross(person: Person) -> Mesh:
    """Put a lit cross on the chest and a band on the arm: whoever looks for help sees it."""
    wide = person.build.girth
    x, y, z = spine(person, 0.70)
    front, light = z + 0.092 * wide, Skin(colour("#30e0c0"), 0.3, 0.9)
    x -= 0.045 * wide
    return joined([
        beam((x - 0.020 * wide, y, front), (x + 0.020 * wide, y, front), 0.006 * wide, 0.013 * wide, light),
        beam((x, y - 0.020 * wide, front), (x, y + 0.020 * wide, front), 0.013 * wide, 0.006 * wide, light, (0, 0, 1)),
    ])  # fmt: skip
