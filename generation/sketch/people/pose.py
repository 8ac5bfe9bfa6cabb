"""Poses: the bones of a body turned so that it takes a stance; metres, the body facing +z."""

import math
from dataclasses import dataclass, field, replace

import numpy as np

from generation.sketch.models.mesh import Array
from generation.sketch.people.base_mesh import base_mesh
from generation.sketch.people.body import SIDES, Body, bone, skinned
from generation.sketch.people.stances import BEHIND, GRIPS, ONE, STANCES, USUAL, Stance, held_by, stance_name
from generation.sketch.planning.subject import Subject


@dataclass(frozen=True, slots=True)
class Pose:
    """Joints in metres, the feet on y = 0 about x = z = 0; pairs as in `Stance`; the bones' matrices and places."""

    pelvis: Array
    chest: Array
    neck: Array
    head: Array  # its middle
    shoulders: tuple[Array, Array]
    elbows: tuple[Array, Array]
    hands: tuple[Array, Array]
    hips: tuple[Array, Array]
    knees: tuple[Array, Array]
    ankles: tuple[Array, Array]
    stance: str
    turn: float
    matrices: Array = field(repr=False)  # (bones, 3, 3)
    places: Array = field(repr=False)  # (bones, 3)


def pose_of(
    subject: Subject, body: Body, rng: np.random.Generator, stance: str = "", look: float | None = None,
    facing: float | None = None,
) -> Pose:  # fmt: skip
    """Choose a pose: the one named, the one the subject asks for, or one that is usual for the role.

    `look` turns the head by that many radians, the body's turn left out; `facing` turns the body to the right.
    """
    usual = USUAL.get(subject.role, ("stand", "watch"))
    drawn = usual[int(rng.integers(len(usual)))]
    asked = next((stance_name(feature) for feature in subject.features if stance_name(feature)), "")
    name = stance_name(stance) or stance_name(subject.pose) or asked or drawn
    how = STANCES[name]
    low, high = how.turns[int(rng.integers(len(how.turns)))] if rng.random() < 0.3 else how.turns[0]
    if subject.role and low > BEHIND:  # somebody with a part to play shows the face
        low, high = how.turns[0]
    turn = low + (high - low) * float(rng.random())
    turn = turn if facing is None else facing
    sway = float(rng.random() - 0.5)
    how = _holding(how, name, subject)
    if look is not None:
        how = replace(how, look=(look, how.look[1]))
    elif abs(turn) < BEHIND:
        how = replace(how, look=(how.look[0] - 0.35 * turn, how.look[1]))
    return posed(body, how, name, turn, sway)


def _holding(how: Stance, name: str, subject: Subject) -> Stance:
    """Put the hands where they hold what they hold."""
    hands, fists, held = list(how.hands), list(how.fists), held_by(subject)
    if name == "aim" and {"rifle", "shotgun", "sniper_rifle", "smg"} & set(held):
        hands = [(-0.18, -0.14, 0.44), (-0.44, -0.08, 0.80)]
    busy: set[int] = set()
    for thing in held:
        for side, place in GRIPS.get(thing, ONE):
            if side not in busy:
                busy.add(side)
                fists[side] = 1.35
                if name not in {
                    "run",
                    "cast",
                    "ride",
                    "aim",
                    "drink",
                    "raise",
                    "fight",
                    "lie",
                    "fall",
                    "jump",
                    "point",
                }:
                    hands[side] = place
    return replace(how, hands=(hands[0], hands[1]), fists=(fists[0], fists[1]))


def _turn(axis: Array, angle: float) -> Array:
    """Return the matrix that turns columns about an axis, thumb along it."""
    x, y, z = axis / max(float(np.linalg.norm(axis)), 1e-9)
    cosine, sine = math.cos(angle), math.sin(angle)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(cosine * np.eye(3) + sine * cross + (1 - cosine) * np.outer((x, y, z), (x, y, z)))


X, Y, Z = np.eye(3)


class _Rig:
    """The bones of a body while they are being turned, parents first."""

    def __init__(self, body: Body) -> None:
        self.base = base_mesh()
        self.rest = body.shape.heads
        self.matrices = np.tile(np.eye(3), (len(self.base.names), 1, 1))
        self.places = self.rest[: len(self.base.names)].copy()

    def follow(self, name: str, turn: Array | None = None) -> None:
        """Put a bone where its parent takes it, and turn it, in the world's axes."""
        index = bone(name)
        parent = self.base.parents[index]
        matrix = self.matrices[parent]
        self.places[index] = self.places[parent] + matrix @ (self.rest[index] - self.rest[parent])
        self.matrices[index] = matrix if turn is None else turn @ matrix

    def at(self, name: str) -> Array:
        """Return where a bone begins."""
        return np.asarray(self.places[bone(name)])

    def at_rest(self, name: str) -> Array:
        """Return where a bone begins at rest."""
        return np.asarray(self.rest[bone(name)])


def posed(body: Body, how: Stance, name: str, turn: float, sway: float) -> Pose:
    """Return the pose that a body takes in a stance."""
    rig = _Rig(body)
    leg = sum(
        float(np.linalg.norm(rig.at_rest(f"{b}_l") - rig.at_rest(f"{a}_l")))
        for a, b in (("thigh", "calf"), ("calf", "foot"))
    )
    arm = sum(
        float(np.linalg.norm(rig.at_rest(f"{b}_l") - rig.at_rest(f"{a}_l")))
        for a, b in (("upperarm", "lowerarm"), ("lowerarm", "hand"))
    )
    sole, half_hips = float(rig.at_rest("foot_l")[1]), abs(float(rig.at_rest("thigh_l")[0]))
    hips = rig.at_rest("thigh_l")
    rise = sole + how.rise * leg + (float(rig.at_rest("pelvis")[1]) - float(hips[1]))
    root, pelvis = bone("Root"), bone("pelvis")
    rig.places[root] = rig.rest[root]
    rig.places[pelvis] = (0.04 * sway * half_hips, rise, 0.0)
    rig.matrices[pelvis] = _turn(Z, 0.03 * sway) @ _turn(X, 0.25 * how.bow) @ _turn(Y, 0.2 * how.twist)
    for part, share in (("spine_01", 0.25), ("spine_02", 0.25), ("spine_03", 0.25)):
        rig.follow(part, _turn(X, share * how.bow) @ _turn(Y, 0.27 * how.twist) @ _turn(Z, -0.02 * sway))
    yaw, nod = how.look
    rig.follow("neck_01", _turn(Y, 0.4 * yaw - 0.4 * how.twist) @ _turn(X, 0.4 * nod - 0.35 * how.bow))
    rig.follow("head", _turn(Y, 0.6 * yaw - 0.6 * how.twist) @ _turn(X, 0.6 * nod - 0.5 * how.bow))
    for index, side in enumerate(SIDES):
        _set_arm(rig, how, index, side, arm)
        _set_leg(rig, how, index, side, leg, sole, half_hips)
    if how.tilt:
        _tilt(rig, body, how.tilt)
    rig.places[:, 1] += how.lift * leg
    return _pose(rig, body, name, turn)


def _set_arm(rig: _Rig, how: Stance, index: int, side: str, arm: float) -> None:
    sign = (-1, 1)[index]
    out, up, ahead = how.hands[index]
    # The collarbone goes along with an arm that is raised or stretched ahead.
    raised = max(0.0, up + 0.2)
    rig.follow(
        f"clavicle_{side}",
        _turn(Z, sign * (0.35 * raised - 0.10 * (raised == 0)))
        @ _turn(Y, -sign * 0.25 * max(0.0, ahead - 0.3) * (1 if out < 0.2 else 0)),
    )
    rig.follow(f"upperarm_{side}")
    shoulder = rig.at(f"upperarm_{side}")
    facing = _turn(Y, how.twist)
    target = shoulder + facing @ (arm * np.array([sign * out, up, ahead]))
    pole = facing @ np.array([sign * 0.7, -0.5, -0.6])
    upper, lower = (float(np.linalg.norm(rig.at_rest(f"{b}_{side}") - rig.at_rest(f"{a}_{side}")))
                    for a, b in (("upperarm", "lowerarm"), ("lowerarm", "hand")))  # fmt: skip
    elbow, wrist, aside = _bent(shoulder, target, upper, lower, pole)
    rest = [rig.at_rest(f"{name}_{side}") for name in ("upperarm", "lowerarm", "hand")]
    rest_aside = _aside(rest[1] - rest[0], np.array([sign * 0.1, 0.0, -1.0]))
    _aim(rig, f"upperarm_{side}", rest[1] - rest[0], rest_aside, elbow - shoulder, aside)
    rig.follow(f"lowerarm_{side}")
    _aim(rig, f"lowerarm_{side}", rest[2] - rest[1], rest_aside, wrist - elbow, aside)
    rig.follow(f"hand_{side}", _turn(wrist - elbow, sign * how.palms[index]))
    _close(rig, side, how.fists[index])


def _set_leg(rig: _Rig, how: Stance, index: int, side: str, leg: float, sole: float, half_hips: float) -> None:
    sign = (-1, 1)[index]
    out, up, ahead = how.feet[index]
    rig.follow(f"thigh_{side}")
    hip = rig.at(f"thigh_{side}")
    lowest = sole + 0.45 * sole * max(0.0, how.toes[index])  # on its toes a foot's ankle is higher
    foot = np.array([sign * out * half_hips, lowest + up * leg, ahead * leg])
    rest = [rig.at_rest(f"{name}_{side}") for name in ("thigh", "calf", "foot")]
    upper, lower = float(np.linalg.norm(rest[1] - rest[0])), float(np.linalg.norm(rest[2] - rest[1]))
    outward = sign * (0.18 + 0.12 * max(0.0, out - 1.0))
    knee, ankle, aside = _bent(hip, foot, upper, lower, np.array([outward, 0.0, 1.0]))
    rest_aside = _aside(rest[1] - rest[0], Z)
    _aim(rig, f"thigh_{side}", rest[1] - rest[0], rest_aside, knee - hip, aside)
    rig.follow(f"calf_{side}")
    _aim(rig, f"calf_{side}", rest[2] - rest[1], rest_aside, ankle - knee, aside)
    rig.follow(f"foot_{side}")
    rig.matrices[bone(f"foot_{side}")] = _turn(Y, outward) @ _turn(X, how.toes[index])
    bend = min(how.toes[index], 0.6) if up < 0.1 else 0.0  # toes stay on the ground
    rig.follow(f"ball_{side}", _turn(X, -max(0.0, bend)))


def _aside(along: Array, pole: Array) -> Array:
    along = along / max(float(np.linalg.norm(along)), 1e-9)
    aside = pole - along * float(pole @ along)
    return np.asarray(aside / max(float(np.linalg.norm(aside)), 1e-9))


def _frame(along: Array, aside: Array) -> Array:
    first = along / max(float(np.linalg.norm(along)), 1e-9)
    second = _aside(first, aside)
    return np.column_stack([first, second, np.cross(first, second)])


def _aim(rig: _Rig, name: str, rest: Array, rest_aside: Array, along: Array, aside: Array) -> None:
    rig.matrices[bone(name)] = _frame(along, aside) @ _frame(rest, rest_aside).T


def _close(rig: _Rig, side: str, fist: float) -> None:
    """Bend the fingers; below 0 all but the forefinger: it points."""
    index, pinky, middle = (rig.at_rest(f"{name}_01_{side}") for name in ("index", "pinky", "middle"))
    hand = rig.at_rest(f"hand_{side}")
    hinge, ahead = index - pinky, middle - hand
    palm = np.cross(hinge, ahead)
    if float(palm @ (rig.at_rest(f"thumb_03_{side}") - middle)) < 0:
        palm = -palm
    hinge = np.cross(ahead, palm)  # about it, fingers go from ahead to the palm
    for finger in ("index", "middle", "ring", "pinky"):
        bend = (0.05 if finger == "index" else 1.5) if fist < 0 else fist
        for joint, share in (("01", 0.75), ("02", 1.0), ("03", 0.7)):
            name = f"{finger}_{joint}_{side}"
            parent = rig.base.parents[bone(name)]
            rig.follow(name, _turn(rig.matrices[parent] @ hinge, bend * share))
    thumb = rig.at_rest(f"thumb_03_{side}") - rig.at_rest(f"thumb_01_{side}")
    inwards = np.cross(thumb, middle - index + palm * 0.6)
    for joint, share in (("01", 0.25), ("02", 0.3), ("03", 0.35)):
        name = f"thumb_{joint}_{side}"
        parent = rig.base.parents[bone(name)]
        rig.follow(name, _turn(rig.matrices[parent] @ inwards, min(abs(fist), 1.3) * share))


def _tilt(rig: _Rig, body: Body, angle: float) -> None:
    """Tilt the whole body backwards, and let it down to the ground."""
    back = _turn(X, -angle)
    middle = rig.at("pelvis").copy()
    rig.places[:] = (rig.places - middle) @ back.T
    rig.matrices[:] = back @ rig.matrices
    points = skinned(body.shape.points, rig.matrices, rig.places, body.shape.heads)
    rig.places[:, 1] -= float(points[:, 1].min()) - 0.015 * body.height
    rig.places[:, 2] -= float(points[:, 2].mean())


def _pose(rig: _Rig, body: Body, name: str, turn: float) -> Pose:
    skull = bone("head")
    head = rig.places[skull] + rig.matrices[skull] @ (body.head - rig.rest[skull])

    def pair(kind: str) -> tuple[Array, Array]:
        return rig.at(f"{kind}_r"), rig.at(f"{kind}_l")

    palms = [(rig.at(f"middle_01_{side}") * 0.7 + rig.at(f"hand_{side}") * 0.3) for side in SIDES]
    return Pose(
        pelvis=rig.at("pelvis"),
        chest=(rig.at("spine_03") + rig.at("neck_01")) / 2,
        neck=rig.at("neck_01"),
        head=head,
        shoulders=pair("upperarm"),
        elbows=pair("lowerarm"),
        hands=(palms[0], palms[1]),
        hips=pair("thigh"),
        knees=pair("calf"),
        ankles=pair("foot"),
        stance=name,
        turn=turn,
        matrices=rig.matrices,
        places=rig.places,
    )


def _bent(root: Array, target: Array, upper: float, lower: float, pole: Array) -> tuple[Array, Array, Array]:
    """Return where a limb of two bones bends and ends, reaching for a target, and the way it bends to (the pole's)."""
    way = target - root
    length = float(np.linalg.norm(way))
    reach = min(max(length, abs(upper - lower) * 1.05 + 1e-6), 0.995 * (upper + lower))
    along = way / max(length, 1e-9)
    share = (upper**2 - lower**2 + reach**2) / (2 * reach)
    aside = _aside(along, pole)
    middle = root + along * share + aside * math.sqrt(max(upper**2 - share**2, 0.0))
    return middle, root + along * reach, aside
