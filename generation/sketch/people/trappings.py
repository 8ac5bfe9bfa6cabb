"""What is worn over clothes and tells a role: shoulder plates, spikes, a pelt, a lit cross."""

import math

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, beam, joined, sheet, tube
from generation.sketch.people.body import bone
from generation.sketch.people.person import Person
from generation.sketch.people.shell import points_of
from generation.sketch.people.surface import FRONT, TRUNK, chart

CHROME = colour("#9aa4b2")


def trappings_of(person: Person) -> list[Mesh]:
    """Make all that the person's clothes and role ask for."""
    parts = []
    if person.wears("armour", "plate"):
        parts.append(_shoulders(person))
    for role, make in (("ganger", _spikes), ("shaman", _pelt), ("medic", _cross), ("docwagon", _cross)):
        if person.subject.role == role and not (role == "ganger" and not person.wears("jacket", "vest", "coat")):
            parts.append(make(person))
    if person.has("wings") or person.metatype == "pixie":
        parts.append(_fairy_wings(person) if person.metatype == "pixie" else _wings(person))
    return parts


def chest_at(person: Person, x: float, y: float) -> Array:
    """Return a place on the clothes over the chest, of the body at rest, by its place on the base mesh."""
    places, ids = chart(), points_of("tights")
    front = ids[(places.limb[ids] == TRUNK) & (places.z[ids] > FRONT)]
    nearest = front[np.argsort((places.x[front] - x) ** 2 + (places.y[front] - y) ** 2, kind="stable")[:2]]
    thick = max(worn.cut.thick for worn in person.outfit if worn.cut.high > y)
    spot = person.body.shape.points[nearest].mean(axis=0)
    return np.asarray(spot + np.array([0.0, 0.0, (thick + 0.010) * person.tall / 1.7]))


def _shoulders(person: Person) -> Mesh:
    """Strap plates over the shoulders."""
    wide, parts = person.girth, []
    worn = next(worn for worn in person.outfit if worn.kind in {"armour", "plate"})
    steel = Skin(worn.tint, worn.cut.gloss)
    plate = steel if worn.kind == "plate" else Skin(mix(dim(worn.tint, 0.95), colour("#5c6068"), 0.25), 0.16)
    for side, sign in (("r", -1), ("l", 1)):
        at = person.body.shape.heads[bone(f"upperarm_{side}")]
        spot = (float(at[0]) + sign * 0.010 * wide, float(at[1]) + 0.006 * wide, float(at[2]))
        for down, size in ((0.0, 1.0), (-0.034, 0.88)):
            dome = ball(
                (0, 0, 0),
                (0.050 * wide * size, 0.040 * wide * size, 0.056 * wide * size),
                plate,
                person.sides,
                person.sides * 2,
                (-5, 90),
            )
            dome = dome.turned(0.0, 0.0, sign * 0.55)
            parts.append(
                person.on_bone(
                    f"upperarm_{side}",
                    dome.moved((spot[0] + sign * abs(down) * 0.8 * wide, spot[1] + down * wide, spot[2])),
                )
            )
    return joined(parts)


def _spikes(person: Person) -> Mesh:
    wide, parts = person.girth, []
    for name, sign in (("clavicle_r", -1), ("clavicle_l", 1)):
        at = person.body.shape.heads[bone(f"upperarm_{name[-1]}")]
        for step in range(10):
            along, row = step // 2 - 2.0, step % 2 - 0.5
            foot = at + np.array([-sign * 0.014 * along, 0.034 + 0.004 * along, 0.026 * row]) * wide
            tip = foot + np.array([sign * 0.006, 0.026, 0.012 * row]) * wide
            spike = tube([tuple(foot), tuple(tip)], [0.0055 * wide, 0.0008 * wide], Skin(CHROME, 1.0), 7)
            parts.append(person.on_bone(name, spike))
    return joined(parts)


def _pelt(person: Person) -> Mesh:
    """Lay a pelt over the shoulders: tufts of fur that point down and outwards."""
    wide, rng = person.girth, person.rng("pelt")
    x, y, z = (float(value) for value in person.pose.neck)
    tuft = min(wide, 2.5)  # a troll's pelt has no coarser fur
    parts = []
    for index in range((24, 60, 460)[person.detail]):
        angle, ring, long = (float(value) for value in rng.random(3))
        angle *= math.tau
        reach = (0.038 + 0.085 * ring) * wide
        foot = (
            x + reach * 1.15 * math.sin(angle),
            y + (0.012 - 0.055 * ring**1.4) * wide,
            z + reach * 0.78 * math.cos(angle),
        )
        drop = (0.030 + 0.035 * long) * tuft
        tip = (
            foot[0] + 0.5 * drop * math.sin(angle + 0.4 * long),
            foot[1] - drop,
            foot[2] + 0.5 * drop * math.cos(angle),
        )
        fur: Colour = mix(colour("#6a5236"), colour("#2a2018"), (index * 37 % 10) / 10)
        thick = (0.015, 0.012, 0.0065)[person.detail]
        parts.append(tube([foot, tip], [thick * tuft, 0.001 * tuft], Skin(fur, 0.05), 4))
    return joined(parts)


def _cross(person: Person) -> Mesh:
    """Put a lit cross on the chest: whoever looks for help sees it."""
    wide = person.girth
    x, y, z = (float(value) for value in chest_at(person, -0.075, 0.40))
    light = Skin(colour("#30e0c0"), 0.3, 0.9, lift=0.012 * wide)
    cross = joined([
        beam((x - 0.018 * wide, y, z), (x + 0.018 * wide, y, z), 0.006 * wide, 0.012 * wide, light),
        beam((x, y - 0.018 * wide, z), (x, y + 0.018 * wide, z), 0.012 * wide, 0.006 * wide, light, (0, 0, 1)),
    ])  # fmt: skip
    return person.on_bone("spine_03", cross)


def _fairy_wings(person: Person) -> Mesh:
    """Spread two pairs of clear wings from the back, as a dragonfly has them, veined and shining."""
    tall, parts = person.tall, []
    clear = Skin(mix((196, 226, 240), person.accent, 0.30), 0.9, 0.22, thin=True)
    vein = Skin(mix((240, 250, 255), person.second, 0.4), 0.6, 0.5, thin=True)
    root = person.pose.neck + np.array([0.0, -0.10, -0.07]) * tall
    for sign in (-1, 1):
        for up, long, wide in ((0.85, 0.66, 0.17), (-0.25, 0.46, 0.13)):
            way = np.array([sign * 0.80, up * 0.75, -0.25])
            way /= np.linalg.norm(way)
            across = np.array([-way[1] * sign, way[0] * sign, 0.0])
            rows = []
            for share in np.linspace(0.0, 1.0, 12).tolist():
                half = wide * tall * math.sin(math.pi * min(0.98, share) ** 0.75) + 0.004 * tall
                middle = root + way * share * long * tall
                rows.append([middle - across * half, middle, middle + across * half])
            grid = np.array(rows)
            parts.append(sheet(grid, root + np.array([0.0, 0.0, -1.0]), clear))
            parts += [
                tube([tuple(point) for point in grid[:, column].tolist()], [0.004 * tall] * 12, vein, 5)
                for column in (0, 1, 2)
            ]
    return joined(parts)


def _wings(person: Person) -> Mesh:
    """Spread wings from the back: rows of feathers along two bones."""
    tall, neck, parts = person.tall, person.pose.neck, []
    rng = person.rng("wings")
    for sign in (-1, 1):
        root = neck + np.array([sign * 0.05, -0.06, -0.07]) * tall
        joint, tip = (
            root + np.array([sign * 0.22, 0.16, -0.10]) * tall,
            root + np.array([sign * 0.44, 0.02, -0.16]) * tall,
        )
        bones = np.array([root, joint, tip])
        for index in range((14, 22, 60)[person.detail]):
            share = (index + 0.5) / (14, 22, 60)[person.detail]
            foot = np.array([np.interp(share * 2, range(3), bones[:, axis]) for axis in range(3)])
            long = (0.18 + 0.30 * share) * tall
            end = foot + np.array([sign * 0.35 * share, -1.0, -0.05]) * long
            tint = dim(mix((200, 200, 206), person.second, 0.12), 0.75 + 0.4 * float(rng.random()))
            parts.append(
                tube(
                    [tuple(foot), tuple((foot + end) / 2), tuple(end)],
                    [0.016 * tall, 0.022 * tall, 0.005 * tall],
                    Skin(tint, 0.2),
                    6,
                    0.25,
                )
            )
    return joined(parts)
