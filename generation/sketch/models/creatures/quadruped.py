"""A four-legged body from one set of measures: trunk, legs, neck, tail and head in a pose; one unit to the withers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.creatures.anatomy import bent, claws, points
from generation.sketch.models.creatures.blending import Form, blended, finer
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, joined, tube


@dataclass(frozen=True, slots=True)
class Build:
    """A body's measures in heights of its withers: distances, radii, and `flat`, its breadth against its depth.

    `neck` is its length, its angle above the level in radians, and its radius at either end; `tail` its length, radius,
    the angle it leaves at and how much it bends upwards.
    """

    long: float = 1.05
    chest: float = 0.24
    waist: float = 0.17
    rump: float = 0.20
    flat: float = 0.82
    leg: float = 1.0
    neck: tuple[float, float, float, float] = (0.38, 0.75, 0.17, 0.12)
    skull: float = 0.14
    tail: tuple[float, float, float, float] = (0.6, 0.045, -0.5, 0.6)
    hooves: bool = False
    claws: float = 0.0
    nod: float = 0.15


@dataclass(frozen=True, slots=True)
class Posture:
    """A pose: how much hips and shoulders are moved, where the four feet are, and how neck, head and tail are turned.

    Feet are near fore, far fore, near hind, far hind: moved to the front and up from beneath the joint.
    """

    hips: tuple[float, float] = (0.0, 0.0)
    shoulders: tuple[float, float] = (0.0, 0.0)
    feet: tuple[tuple[float, float], ...] = ((0.02, 0.0), (-0.10, 0.0), (-0.08, 0.0), (0.08, 0.0))
    neck: float = 0.0
    nod: float = 0.0
    look: float = 0.75
    tail: float = 0.0
    bow: float = 0.0  # how much the back is arched upwards


POSTURES: dict[str, Posture] = {
    "stand": Posture(),
    "walk": Posture(feet=((0.24, 0.03), (-0.20, 0.0), (-0.24, 0.02), (0.20, 0.0)), look=0.55, neck=-0.1),
    "run": Posture(
        hips=(-0.05, 0.14), shoulders=(0.05, 0.20), neck=-0.35, nod=-0.1, look=0.35, tail=0.5, bow=-0.03,
        feet=((0.58, 0.38), (0.40, 0.20), (-0.62, 0.18), (-0.44, 0.34)),
    ),
    "sit": Posture(
        hips=(0.22, -0.38), shoulders=(-0.10, 0.03), neck=0.35, nod=0.05, look=0.9, tail=0.35,
        feet=((0.06, 0.0), (0.0, 0.0), (0.24, 0.0), (0.30, 0.0)),
    ),
    "prowl": Posture(
        hips=(0.0, -0.10), shoulders=(0.0, -0.26), neck=-0.75, nod=-0.15, look=0.7, tail=0.1,
        feet=((0.34, 0.0), (-0.10, 0.0), (-0.22, 0.0), (0.12, 0.0)),
    ),
    "lie": Posture(
        hips=(0.0, -0.52), shoulders=(0.0, -0.50), neck=-1.0, nod=0.1, look=0.85, tail=0.25,
        feet=((0.42, 0.0), (0.36, 0.0), (0.24, 0.0), (0.28, 0.0)),
    ),
}  # fmt: skip
POSTURES["crouch"] = POSTURES["prowl"]


@dataclass(slots=True)
class Body:
    """A body in the making: its meshes, and the places where a head, wings or hair are set on it."""

    parts: list[Mesh] = field(default_factory=list)
    trunk: list[Mesh] = field(default_factory=list)
    limbs: list[Mesh] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    head: Array = field(default_factory=lambda: np.zeros(3))
    spine: Array = field(default_factory=lambda: np.zeros((0, 3)))
    nape: Array = field(default_factory=lambda: np.zeros((0, 3)))
    tail: Array = field(default_factory=lambda: np.zeros((0, 3)))
    shoulders: Array = field(default_factory=lambda: np.zeros(3))


def body_of(build: Build, posture: Posture, skin: Skin, feet: Skin) -> Body:
    """Build trunk, neck, legs and tail; the front is towards x, the near side towards the viewer (z)."""
    body = Body()
    hips = np.array([-build.long / 2 + posture.hips[0], 0.70 + posture.hips[1], 0.0])
    shoulders = np.array([build.long / 2 + posture.shoulders[0], 0.68 + posture.shoulders[1], 0.0])
    _add_trunk(body, build, posture, skin, hips, shoulders)
    for index, (ahead, lift) in enumerate(posture.feet):
        side = 1.0 if index % 2 == 0 else -1.0
        root = (shoulders if index < 2 else hips) + np.array(
            [0.0, 0.0, side * build.flat * (build.chest if index < 2 else build.rump) * 0.62]
        )
        foot = np.array([root[0] + ahead, max(0.03, lift), root[2] + 0.02 * side])
        (_add_foreleg if index < 2 else _add_hindleg)(body, build, skin, feet, root, foot)
    _add_neck(body, build, posture, skin, shoulders)
    _add_tail(body, build, posture, skin, hips)
    body.trunk = [finer(part, body.forms) for part in blended(body.trunk, body.forms)]
    body.parts = [*blended(body.limbs, body.forms), *body.parts]
    return body


def _sweep(body: Body, rows: Sequence[Array], radii: Sequence[float], skin: Skin, sides: int, flat: float) -> Mesh:
    """Sweep a tube that flows into the rest of a body."""
    body.forms.append(Form.tube(points(rows), radii, flat))
    return tube(points(rows), radii, skin, sides, flat)


def _add_trunk(body: Body, build: Build, posture: Posture, skin: Skin, hips: Array, shoulders: Array) -> None:
    along = (shoulders - hips) / np.linalg.norm(shoulders - hips)
    up = np.array([-along[1], along[0], 0.0])
    back = 0.27  # from the joints to the line of the back
    rows = []
    for share, radius, rise in ((-0.20, 0.55 * build.rump, -0.08), (0.0, build.rump, 0.0), (0.35, build.waist, 0.0),
                                (0.68, 0.97 * build.chest, -0.005), (0.95, build.chest, -0.01),
                                (1.14, 0.72 * build.chest, -0.07)):  # fmt: skip
        middle = (
            hips
            + (shoulders - hips) * share
            + up * (back - radius + rise + posture.bow * math.sin(math.pi * np.clip(share, 0, 1)))
        )
        rows.append((middle, radius))
    trunk = _sweep(body, [row for row, _ in rows], [radius for _, radius in rows], skin, 36, build.flat)
    body.trunk.append(trunk)
    body.spine = np.array([middle + up * radius * 0.98 for middle, radius in rows])
    body.shoulders = rows[4][0] + up * build.chest * 0.7
    for side in (-1, 1):
        deep = side * build.flat
        haunch = hips + up * 0.02 + np.array([0.02, 0.0, deep * build.rump * 0.62])
        blade = shoulders + up * 0.04 + np.array([-0.02, 0.0, deep * build.chest * 0.62])
        # Muscle under the skin: what bears the legs broadens the trunk, and is no part of its own.
        for middle, deep_half, half in (
            (haunch, 0.52 * build.rump, build.rump),
            (blade, 0.45 * build.chest, 0.7 * build.chest),
        ):
            ends = np.stack([middle + np.array([0.0, 0.28 * half, 0.0]), middle - np.array([0.0, 0.28 * half, 0.0])])
            body.forms.append(Form(ends, np.full(2, 0.78 * half), deep_half / (0.78 * half)))


def _add_foreleg(body: Body, build: Build, skin: Skin, feet: Skin, root: Array, foot: Array) -> None:
    wrist = foot + np.array([-0.015, 0.19, 0.0])
    if foot[1] > 0.12:  # a lifted foot hangs
        wrist = foot + np.array([-0.12, 0.13, 0.0])
    elbow = bent(root, wrist, 0.27, 0.30, -1.0)
    leg = build.leg
    radii = [0.115 * leg, 0.085 * leg, 0.062 * leg, 0.050 * leg, 0.043 * leg, 0.046 * leg]
    forearm = elbow + 0.4 * (wrist - elbow)
    ankle, sole = foot + np.array([-0.015, 0.07, 0.0]), foot + np.array([0.0, 0.02, 0.0])
    body.limbs.append(_sweep(body, [root, elbow, forearm, wrist, ankle, sole], radii, skin, 18, 0.9))
    _add_foot(body, build, feet, foot)


def _add_hindleg(body: Body, build: Build, skin: Skin, feet: Skin, root: Array, foot: Array) -> None:
    hock = foot + np.array([-0.11, 0.24, 0.0])
    knee = bent(root, hock, 0.30, 0.32, 1.0)
    leg = build.leg
    thigh = root + 0.5 * (knee - root) + np.array([-0.03, 0.0, 0.0])
    radii = [0.15 * leg, 0.14 * leg, 0.098 * leg, 0.052 * leg, 0.042 * leg, 0.046 * leg]
    ankle, sole = foot + np.array([-0.02, 0.07, 0.0]), foot + np.array([0.0, 0.02, 0.0])
    body.limbs.append(_sweep(body, [root, thigh, knee, hock, ankle, sole], radii, skin, 18, 0.85))
    _add_foot(body, build, feet, foot)


def _add_foot(body: Body, build: Build, skin: Skin, foot: Array) -> None:
    leg = build.leg
    if build.hooves:
        hoof = [foot + np.array([-0.005, 0.05, 0.0]), foot + np.array([0.015, 0.0, 0.0])]
        body.parts.append(tube(points(hoof), [0.042 * leg, 0.062 * leg], Skin(colour("#2a2420"), 0.5), 12))
        return
    x, y, z = (float(value) for value in foot)
    body.parts.append(ball((x + 0.015 * leg, y + 0.008, z), (0.066 * leg, 0.046 * leg, 0.058 * leg), skin, 8, 12))
    for toe in (-1.0, 0.0, 1.0):
        ahead = (0.074 if toe == 0.0 else 0.064) * leg
        spot = (x + ahead, y - 0.004, z + 0.036 * toe * leg)
        body.parts.append(ball(spot, (0.040 * leg, 0.030 * leg, 0.021 * leg), skin, 6, 8))
    if build.claws:
        body.parts += claws(foot + np.array([0.095 * leg, 0.0, 0.0]), build.claws, 4)


def _add_neck(body: Body, build: Build, posture: Posture, skin: Skin, shoulders: Array) -> None:
    long, angle, thick, thin = build.neck
    angle += posture.neck
    start = body.shoulders + np.array([-0.02, -0.06, 0.0])
    ahead = np.array([math.cos(angle), math.sin(angle), 0.0])
    up = np.array([-ahead[1], ahead[0], 0.0])
    end = start + ahead * long
    middle = (start + end) / 2 + up * 0.04
    low = shoulders + np.array([0.06, -0.02, 0.0])
    body.trunk += [
        _sweep(body, [start - ahead * 0.05, middle, end], [thick, 0.5 * (thick + thin), thin], skin, 18, 0.8),
        _sweep(
            body, [low, (low + end) / 2, end], [0.70 * build.chest, 0.5 * (thick + thin), thin * 0.9], skin, 18, 0.75
        ),
    ]
    body.head = end + ahead * 0.5 * build.skull
    body.nape = np.array([start + up * thick * 0.95, middle + up * 0.5 * (thick + thin), end + up * thin])


def _add_tail(body: Body, build: Build, posture: Posture, skin: Skin, hips: Array) -> None:
    long, thick, angle, curl = build.tail
    angle += posture.tail
    at = body.spine[0] + np.array([0.02, -0.05, 0.0])
    rows, step = [at], long / 6
    for index in range(6):
        turn = angle + curl * (index / 5) ** 1.5
        at = at + step * np.array([-math.cos(turn), math.sin(turn), 0.04 * math.sin(index)])
        at[1] = max(at[1], 0.04)
        rows.append(at)
    body.tail = np.array(rows)
    shape = (1.0, 1.05, 1.0, 0.95, 0.9, 0.8, 0.5)
    body.parts.append(tube(points(rows), [thick * share for share in shape], skin, 10))


def with_head(body: Body, head: Mesh, build: Build, posture: Posture) -> list[Mesh]:
    """Set a head that looks at the viewer on a body, turned to the body's front but for the posture's look."""
    turned = head.turned(math.pi / 2 - posture.look, build.nod + posture.nod, 0.0)
    x, y, z = (float(value) for value in body.head)
    return [turned.moved((x, y, z), build.skull)]


def whole(body: Body, *more: Mesh) -> Mesh:
    """Join a body's parts and what is set on it."""
    return joined([*body.trunk, *body.parts, *more])
