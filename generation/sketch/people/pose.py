"""Poses: the bones of a body turned so that it takes a stance; metres, the body facing +z."""

from dataclasses import dataclass, field, replace

import numpy as np

from generation.sketch.models.mesh import Array, Vector
from generation.sketch.people.body import SIDES, Body, bone, skinned
from generation.sketch.people.hands import GRIPS, HANDLINGS, LONG, ONE, SHOWS_WHAT_IS_HELD, held_by
from generation.sketch.people.rig import Rig, X, Y, Z, aside_of, bent, frame_of, turn_about
from generation.sketch.people.stance import BEHIND, NOTHING, Contact, Stance
from generation.sketch.people.stances import MOVING, OF_ARMS, STANCES, USUAL, stance_name
from generation.sketch.planning.subject import Subject

BUTTOCK = 0.055  # of the height: how far the hips are above what is sat on
CLOSED = 0.85  # of how far fingers are spread in the base mesh: hands at rest have them side by side
PALM = 0.13  # of an arm: from the wrist to the palm's middle


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
    facing: float | None = None, contact: Contact = NOTHING,
) -> Pose:  # fmt: skip
    """Choose a pose: the one named, the one the subject asks for, or one that is usual for the role.

    `look` turns the head by that many radians, the body's turn left out; `facing` turns the body to the right.
    """
    usual = USUAL.get(subject.role, ("stand", "watch"))
    drawn = usual[int(rng.integers(len(usual)))]
    asked = next((stance_name(feature) for feature in subject.features if stance_name(feature)), "")
    name = stance_name(stance) or stance_name(subject.pose) or asked or drawn
    how = STANCES[name]
    if contact.seat is not None and name not in MOVING:
        name, how = _seated(name, how)
    elif subject.deed in HANDLINGS and not (stance_name(stance) or stance_name(subject.pose)):
        name, how = "stand", STANCES["stand"]
    low, high = how.turns[int(rng.integers(len(how.turns)))] if rng.random() < 0.3 else how.turns[0]
    if subject.role and low > BEHIND:  # somebody with a part to play shows the face
        low, high = how.turns[0]
    turn = low + (high - low) * float(rng.random())
    turn = turn if facing is None else facing
    sway = float(rng.random() - 0.5)
    how = _holding(how, name, subject)
    how = _doing(how, subject.deed, next(iter(subject.holds), ""))
    if look is not None:
        how = replace(how, look=(look, how.look[1]))
    elif abs(turn) < BEHIND:
        how = replace(how, look=(how.look[0] - 0.35 * turn, how.look[1]))
    return posed(body, how, name, turn, sway, contact)


def _seated(name: str, how: Stance) -> tuple[str, Stance]:
    """Return the stance of somebody on a seat, whose hands do what they do."""
    sits = STANCES["lounge" if name == "lounge" else "sit"]
    if name not in OF_ARMS:
        return ("lounge" if name == "lounge" else "sit"), sits
    return "sit", replace(sits, hands=how.hands, fists=how.fists, palms=how.palms, look=how.look, twist=how.twist)


def _doing(how: Stance, deed: str, held: str = "") -> Stance:
    """Let the hands do what is done; what is shown to others is in whichever hand it is held."""
    does = HANDLINGS.get(deed)
    if does is None:
        return how
    if deed in SHOWS_WHAT_IS_HELD and GRIPS.get(held, ONE)[0][0] == 1:
        does = replace(does, hands=does.hands[::-1], fists=does.fists[::-1], palms=does.palms[::-1])
    hands, fists, palms = list(how.hands), list(how.fists), list(how.palms)
    for side, place in enumerate(does.hands):
        if place is not None:
            hands[side], fists[side], palms[side] = place, does.fists[side], does.palms[side]
    return replace(
        how, hands=(hands[0], hands[1]), fists=(fists[0], fists[1]), palms=(palms[0], palms[1]), look=does.look,
        bow=how.bow + does.bow,
    )  # fmt: skip


def _holding(how: Stance, name: str, subject: Subject) -> Stance:
    """Put the hands where they hold what they hold."""
    hands, fists, held = list(how.hands), list(how.fists), held_by(subject)
    if name in {"aim", "aim_at_us"} and any(GRIPS.get(thing) == LONG for thing in held):
        hands = [(-0.18, -0.14, 0.44), (-0.44, -0.08, 0.80)]
    busy: set[int] = set()
    for thing in held:
        for side, place in GRIPS.get(thing, ONE):
            if side not in busy:
                busy.add(side)
                fists[side] = 1.35
                if (name not in MOVING or name == "walk") and name not in OF_ARMS:
                    hands[side] = place
    return replace(how, hands=(hands[0], hands[1]), fists=(fists[0], fists[1]))


def posed(body: Body, how: Stance, name: str, turn: float, sway: float, contact: Contact = NOTHING) -> Pose:
    """Return the pose that a body takes in a stance."""
    rig = Rig(body)
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
    if contact.seat is not None:
        how = _on_seat(how, contact.seat, body.height, leg, sole)
    rise = sole + how.rise * leg + (float(rig.at_rest("pelvis")[1]) - float(hips[1]))
    root, pelvis = bone("Root"), bone("pelvis")
    rig.places[root] = rig.rest[root]
    rig.places[pelvis] = (0.04 * sway * half_hips, rise, 0.0)
    rig.matrices[pelvis] = turn_about(Z, 0.03 * sway) @ turn_about(X, 0.25 * how.bow) @ turn_about(Y, 0.2 * how.twist)
    for part, share in (("spine_01", 0.25), ("spine_02", 0.25), ("spine_03", 0.25)):
        rig.follow(part, turn_about(X, share * how.bow) @ turn_about(Y, 0.27 * how.twist) @ turn_about(Z, -0.02 * sway))
    yaw, nod = how.look
    rig.follow("neck_01", turn_about(Y, 0.4 * yaw - 0.4 * how.twist) @ turn_about(X, 0.4 * nod - 0.35 * how.bow))
    rig.follow("head", turn_about(Y, 0.6 * yaw - 0.6 * how.twist) @ turn_about(X, 0.6 * nod - 0.5 * how.bow))
    for index, side in enumerate(SIDES):
        _set_arm(rig, how, index, side, arm, contact.hands[index])
        _set_leg(rig, how, index, side, leg, sole, half_hips)
    if how.tilt or how.side:
        _tilt(rig, body, how)
    rig.places[:, 1] += how.lift * leg
    return _pose(rig, body, name, turn)


def _on_seat(how: Stance, seat: float, height: float, leg: float, sole: float) -> Stance:
    """Return a sitting stance at a seat's height in metres: on a high one the feet hang, on a low one legs stretch."""
    rise = max(0.10, (seat + BUTTOCK * height - sole) / leg)
    usual = STANCES["sit"].rise
    up, ahead = max(0.0, rise - 1.1 * usual), 1.1 * max(0.0, usual - rise)
    feet = [(out, level + up, min(0.93, far + ahead - 0.3 * min(up, 0.4))) for out, level, far in how.feet]
    return replace(how, rise=rise, feet=(feet[0], feet[1]))


def _set_arm(rig: Rig, how: Stance, index: int, side: str, arm: float, touched: Vector | None) -> None:
    sign = (-1, 1)[index]
    out, up, ahead = how.hands[index]
    # The collarbone goes along with an arm that is raised or stretched ahead.
    raised = max(0.0, up + 0.2)
    rig.follow(
        f"clavicle_{side}",
        turn_about(Z, sign * (0.35 * raised - 0.10 * (raised == 0)))
        @ turn_about(Y, -sign * 0.25 * max(0.0, ahead - 0.3) * (1 if out < 0.2 else 0)),
    )
    rig.follow(f"upperarm_{side}")
    shoulder = rig.at(f"upperarm_{side}")
    facing = turn_about(Y, how.twist)
    target = shoulder + facing @ (arm * np.array([sign * out, up, ahead]))
    if touched is not None:  # the palm touches it, not the wrist
        way = np.array(touched) - shoulder
        target = np.array(touched) - way / max(float(np.linalg.norm(way)), 1e-9) * PALM * arm
    pole = facing @ np.array([sign * 0.7, -0.5, 0.1 if how.tilt > 1 else -0.6])
    upper, lower = (float(np.linalg.norm(rig.at_rest(f"{b}_{side}") - rig.at_rest(f"{a}_{side}")))
                    for a, b in (("upperarm", "lowerarm"), ("lowerarm", "hand")))  # fmt: skip
    elbow, wrist, aside = bent(shoulder, target, upper, lower, pole)
    rest = [rig.at_rest(f"{name}_{side}") for name in ("upperarm", "lowerarm", "hand")]
    rest_aside = aside_of(rest[1] - rest[0], np.array([sign * 0.1, 0.0, -1.0]))
    _aim(rig, f"upperarm_{side}", rest[1] - rest[0], rest_aside, elbow - shoulder, aside)
    rig.follow(f"lowerarm_{side}")
    _aim(rig, f"lowerarm_{side}", rest[2] - rest[1], rest_aside, wrist - elbow, aside)
    rig.follow(f"hand_{side}", turn_about(wrist - elbow, sign * how.palms[index]))
    _close(rig, side, how.fists[index])


def _set_leg(rig: Rig, how: Stance, index: int, side: str, leg: float, sole: float, half_hips: float) -> None:
    sign = (-1, 1)[index]
    out, up, ahead = how.feet[index]
    rig.follow(f"thigh_{side}")
    hip = rig.at(f"thigh_{side}")
    lowest = sole + 0.45 * sole * max(0.0, how.toes[index])  # on its toes a foot's ankle is higher
    foot = np.array([sign * out * half_hips, lowest + up * leg, ahead * leg])
    rest = [rig.at_rest(f"{name}_{side}") for name in ("thigh", "calf", "foot")]
    upper, lower = float(np.linalg.norm(rest[1] - rest[0])), float(np.linalg.norm(rest[2] - rest[1]))
    outward = sign * (0.18 + 0.12 * max(0.0, out - 1.0))
    knee, ankle, aside = bent(hip, foot, upper, lower, np.array([outward, 0.0, 1.0]))
    rest_aside = aside_of(rest[1] - rest[0], Z)
    _aim(rig, f"thigh_{side}", rest[1] - rest[0], rest_aside, knee - hip, aside)
    rig.follow(f"calf_{side}")
    _aim(rig, f"calf_{side}", rest[2] - rest[1], rest_aside, ankle - knee, aside)
    rig.follow(f"foot_{side}")
    rig.matrices[bone(f"foot_{side}")] = turn_about(Y, outward) @ turn_about(X, how.toes[index])
    bend = min(how.toes[index], 0.6) if up < 0.1 else 0.0  # toes stay on the ground
    rig.follow(f"ball_{side}", turn_about(X, -max(0.0, bend)))


def _aim(rig: Rig, name: str, rest: Array, rest_aside: Array, along: Array, aside: Array) -> None:
    rig.matrices[bone(name)] = frame_of(along, aside) @ frame_of(rest, rest_aside).T


def _close(rig: Rig, side: str, fist: float) -> None:
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
            turn = turn_about(rig.matrices[parent] @ hinge, bend * share)
            if joint == "01":
                turn = turn @ turn_about(rig.matrices[parent] @ palm, CLOSED * _apart(rig, finger, side, palm))
            rig.follow(name, turn)
    thumb = rig.at_rest(f"thumb_03_{side}") - rig.at_rest(f"thumb_01_{side}")
    inwards = np.cross(thumb, middle - index + palm * 0.6)
    for joint, share in (("01", 0.25), ("02", 0.3), ("03", 0.35)):
        name = f"thumb_{joint}_{side}"
        parent = rig.base.parents[bone(name)]
        rig.follow(name, turn_about(rig.matrices[parent] @ inwards, min(abs(fist), 1.3) * share))


def _apart(rig: Rig, finger: str, side: str, palm: Array) -> float:
    """Return by how much a finger at rest must turn about the palm's normal to lie along the middle one."""
    own, middle = (rig.at_rest(f"{name}_02_{side}") - rig.at_rest(f"{name}_01_{side}") for name in (finger, "middle"))
    across = float(np.cross(own, middle) @ palm) / float(np.linalg.norm(palm))
    return float(np.arctan2(across, float(own @ middle)))


def _tilt(rig: Rig, body: Body, how: Stance) -> None:
    """Turn the whole body about itself, tilt it backwards, and let it down to the ground."""
    back = turn_about(X, -how.tilt) @ turn_about(Y, how.side)
    middle = rig.at("pelvis").copy()
    rig.places[:] = (rig.places - middle) @ back.T
    rig.matrices[:] = back @ rig.matrices
    points = skinned(body.shape.points, rig.matrices, rig.places, body.shape.heads)
    # What it lies on is soft: arms may sink in.
    trunk = points if how.tilt < 0 or how.lift else points[rig.base.bones[:, 0] <= bone("spine_03")]
    rig.places[:, 1] -= float(trunk[:, 1].min()) - 0.015 * body.height
    rig.places[:, 2] -= float(points[:, 2].mean())


def _pose(rig: Rig, body: Body, name: str, turn: float) -> Pose:
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
