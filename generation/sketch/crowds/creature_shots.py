"""How the camera sees the creature or vehicle that leads: its share of the frame, place and turn."""

import math
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import in_turn
from generation.sketch.canvas.stage import Camera
from generation.sketch.crowds.creature_bodies import (
    KNOWN,
    creature_mesh,
    has_company,
    is_in_air,
    is_perched,
    kind_of,
    lead_of,
    yaw_of,
)
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.creatures.seats import LONG, seat
from generation.sketch.models.mesh import Mesh, joined, turning
from generation.sketch.models.painting import bounds_of
from generation.sketch.planning.creatures import SEATS
from generation.sketch.planning.plan import Subject
from generation.sketch.planning.seats import SEATS as FOR_PEOPLE

GREAT = 2.4  # metres; what is taller stands far off and is seen from below when it perches
BROADSIDE = 0.45  # radians: how far a vehicle is turned at most, on whose side something is painted
WITHOUT_ROTOR = 0.72  # of the breadth of a helicopter: the frame may cut its rotor
LEAST_SEATED = 0.60  # of its seat's height: what is smaller is painted larger than it is
SEATED = (0.85, 3.4)  # of the height of what people sit on: how tall a creature on it is at least and at most
FEET = 0.12  # of its height: what is lower it stands on
TOWARDS_US = -1.0  # radians: turned so, what sits between arms is seen
NEAREST = 1.25  # metres; what is too small there is painted larger than it is
WITH_PEOPLE = 4.4  # metres; the least distance of what is as large as the people about it


@dataclass(frozen=True, slots=True)
class Shot:
    """How the leading creature is seen: its share of the frame, places in units, a turn in radians, and the lens.

    `foot` is the level of its feet and `horizon` that of the horizon, below the middle; `aside` is where it stands; it
    is turned to the viewer by `turn`.
    """

    share: float
    foot: float
    horizon: float
    aside: float
    turn: float
    focal: float = 0.85


SHOTS = (
    Shot(0.74, 0.37, 0.00, 0.14, -0.50),
    Shot(0.92, 0.44, 0.27, -0.14, -0.95, 0.72),
    Shot(0.64, 0.24, -0.34, 0.20, -0.25, 1.0),
    Shot(1.00, 0.46, 0.05, -0.16, -0.70, 0.95),
    Shot(0.56, 0.42, 0.20, -0.26, -0.40, 0.9),
)


def creature_shot(canvas: Canvas) -> Shot | None:
    """Choose how the leading creature is seen, by seed and by the camera that was asked for; nothing without one."""
    lead = lead_of(canvas.plan)
    if lead is None:
        return None
    rng = canvas.rng("creature shot")
    shot = SHOTS[{"low": 1, "high": 2}.get(canvas.plan.camera, in_turn(canvas.seed, "view", len(SHOTS)))]
    lens = {"close": 1.35, "wide": 0.62}.get(canvas.plan.camera, 1.0)
    aside = shot.aside + 0.10 * (float(rng.random()) - 0.5)
    if has_company(canvas.plan):  # both are to be seen: it leaves the other half to the others
        aside, lens = math.copysign(0.20, aside), 0.66 * lens
    return replace(
        shot,
        aside=aside,
        foot=min(shot.foot + 0.04 * (float(rng.random()) - 0.5), 0.5 * canvas.frame.height / canvas.frame.unit - 0.05),
        share=shot.share * lens * (0.90 + 0.20 * float(rng.random())),
        turn=shot.turn + 0.3 * (float(rng.random()) - 0.5),
    )


def creature_camera(canvas: Canvas, usual: Camera, ceiling: float) -> Camera | None:
    """Return the camera for the leading creature: low for what is small, so that it fills the frame."""
    shot = creature_shot(canvas)
    if shot is None:
        return None
    lead, mirrored = lead_of(canvas.plan), bool(canvas.rng("mirror").random() < 0.5)
    kind = kind_of(lead) if lead else ""
    if lead and is_perched(canvas, lead) and KNOWN[kind].height > GREAT:
        if has_company(canvas.plan):  # who stands before it must not be so far that nobody sees them
            return Camera(0.0, 0.20 + 0.2 * shot.horizon, 0.85, min(ceiling, usual.height, 1.5), mirrored=mirrored)
        return Camera(0.0, 0.36 + 0.3 * shot.horizon, 0.85, min(ceiling, usual.height), mirrored=mirrored)
    if lead and is_in_air(canvas, lead):
        sky = 0.20 if KNOWN[kind].height > GREAT and ceiling > 5 else 0.02
        return Camera(0.0, sky + 0.6 * shot.horizon, shot.focal, min(ceiling, usual.height), mirrored=mirrored)
    z = max(nearest_of(canvas), distance_of(canvas, shot))
    height = min(ceiling, max(0.12, (shot.foot - shot.horizon) * z / shot.focal))
    return Camera(0.0, shot.horizon, shot.focal, height, mirrored=mirrored)


def lead_mesh(canvas: Canvas, shot: Shot, one: int = 0) -> Mesh:
    """Make one of the leading creatures in metres, on its seat if it has one, turned as it is seen."""
    lead = canvas.plan.subjects[0]
    mesh = creature_mesh(canvas, lead, canvas.rng(f"creature {one}"))
    turn = shot.turn if one % 2 == 0 else shot.turn * 0.7
    if lead.place in SEATS:
        return _seated(canvas, lead, mesh, turn)
    yaw = yaw_of(kind_of(lead), turn)
    if any(decal.on == "vehicle" for decal in canvas.plan.decals):  # its side is to be seen, and to be read
        return mesh.turned(max(-BROADSIDE, min(BROADSIDE, yaw)), 0.10 if shot.horizon < 0 else 0.03)
    mesh = mesh.turned(yaw, 0.10 if shot.horizon < 0 else 0.03)
    looks_back = has_company(canvas.plan) and shot.aside > 0
    return mesh if (one % 2 == 1) == looks_back else mesh.mirrored()


def _seated(canvas: Canvas, lead: Subject, mesh: Mesh, turn: float) -> Mesh:
    """Put a creature on its seat, which is turned by half as much as it is."""
    rng = canvas.rng("seat of a creature")
    below, level, along = seat(lead.place, Look("", None, canvas.palette.sign(rng), canvas.palette.neon[2]), rng)
    turn = min(turn, TOWARDS_US) if lead.place in FOR_PEOPLE and lead.place not in LONG else turn
    yaw = turn if lead.place in FOR_PEOPLE else 0.7 * turn
    yaw = 0.25 * turn if lead.place in {"shelf", "table", "gravestone"} else yaw
    low, high = float(mesh.corners[..., 1].min()), float(mesh.corners[..., 1].max())
    # Who is too small for it is painted larger than it is, and a dragon in an armchair as large as fits.
    least, most = SEATED if lead.place in FOR_PEOPLE else (LEAST_SEATED, math.inf)
    large = max(least * level / (high - low), min(1.0, most * level / (high - low)))
    at = np.array([along, 0.0, 0.0]) @ turning(yaw)
    mesh = mesh.turned(yaw_of(kind_of(lead), turn)).moved((0.0, -large * low, 0.0), large)
    spots = mesh.corners.reshape(-1, 3)
    feet = spots[spots[:, 1] < FEET * float(spots[:, 1].max())].mean(axis=0)
    if lead.place in FOR_PEOPLE and lead.pose not in {"lie", "curl"}:
        at -= 0.5 * feet * (1, 0, 1)
    mesh = mesh.moved((float(at[0]), level, float(at[2]) + 0.05)).named(kind_of(lead))
    whole = joined([below.turned(yaw), mesh])
    return whole.turned(0.0, 0.06)


def distance_of(canvas: Canvas, shot: Shot) -> float:
    """Return how far off the leading creature would stand to take, with all of its kind, its share of the frame."""
    left, bottom, right, top = bounds_of(lead_mesh(canvas, shot), 0.0)
    lead = canvas.plan.subjects[0]
    wide = (right - left) * breadth_of(lead.count) * (WITHOUT_ROTOR if lead.kind == "helicopter" else 1.0)
    room = canvas.frame.width / canvas.frame.unit
    return shot.focal * max(
        wide / (shot.share * min(1.25, room)),
        (top - bottom) / (0.86 * shot.share * min(1.0, canvas.frame.height / canvas.frame.unit)),
    )


def ranks_of(count: int) -> list[tuple[float, float]]:
    """Return where each of some creatures of a kind is: aside in its own breadths, and behind in distances."""
    if count <= 3:
        return [(0.5 * (one - (count - 1) / 2), 0.22 * (one % 2) + 0.03 * one) for one in range(count)]
    front, back = count // 2, count - count // 2
    before = [(0.72 * (one - (front - 1) / 2), 0.05 * (one % 2)) for one in range(front)]
    return [*before, *((0.85 * (one - (back - 1) / 2), 0.5 + 0.12 * (one % 2)) for one in range(back))]


def breadth_of(count: int) -> float:
    """Return how many times as broad as one creature some of them are in the picture."""
    return 1 + 2 * max(abs(column) / (1 + rank) for column, rank in ranks_of(count))


def nearest_of(canvas: Canvas) -> float:
    """Return how near the leading creature comes: people beside a large one would be dwarfs."""
    lead = canvas.plan.subjects[0]
    with_people = any(subject.kind == "figure" for subject in canvas.plan.subjects)
    return WITH_PEOPLE if with_people and KNOWN[kind_of(lead)].height > 0.7 else NEAREST
