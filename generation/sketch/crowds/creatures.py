"""Creatures and large vehicles: where they are in a scene, the leading one and those beside it."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import colour, mix
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.bodies import Placed, standing_body
from generation.sketch.crowds.creature_bodies import (
    KNOWN,
    creature_mesh,
    is_in_air,
    is_perched,
    is_ridden,
    kind_of,
    lead_of,
    yaw_of,
)
from generation.sketch.crowds.creature_shots import (
    GREAT,
    NEAREST,
    Shot,
    breadth_of,
    creature_shot,
    distance_of,
    lead_mesh,
    nearest_of,
    ranks_of,
)
from generation.sketch.crowds.standing import Standing
from generation.sketch.models.creatures.fish import leaping
from generation.sketch.models.creatures.perches import perch
from generation.sketch.models.mesh import Mesh, joined
from generation.sketch.models.painting import bounds_of
from generation.sketch.planning.creatures import AIR, GROUND, ON_SOMEBODY, PERCHES, WATER
from generation.sketch.planning.plan import Subject
from generation.sketch.planning.vehicles import BURNING, VEHICLES

FAR_PERCH = 40.0  # metres to the perch of a great creature
WILD = frozenset({"wilderness", "desert", "sea", "village", "park", "castle", "stage"})
BELOW_FRAME = 0.58  # units below the middle
#: Half the width of a perch, as a share of the breadth of what is on it.
WIDTHS = {"tower": 0.17, "rock": 0.34, "wall": 0.10, "roof": 0.20, "post": 0.03, "branch": 0.10, "street_lamp": 0.09}
SOLES = 0.02  # of a creature's height: how far its nearest foot is below its middle's ground
PERCH_SHOWN = 0.3  # of a creature's height: so much of what bears it is to be seen below it
FLAT_EDGE = 0.25  # of a sign's light that the edges of a vehicle take


def place_creatures(canvas: Canvas, stage: Stage, placed: Placed, hero_z: float, ceiling: float | None) -> None:
    """Put the plan's creatures among what is placed: the leading one in the middle, others about it."""
    lead = lead_of(canvas.plan)
    seat = 0
    for index, subject in enumerate(canvas.plan.subjects):
        kind = kind_of(subject)
        if not kind or is_ridden(canvas.plan, subject) or subject.place in ON_SOMEBODY:
            continue
        if subject is lead:
            _place_lead(canvas, stage, placed, subject)
            continue
        for one in range(subject.count):
            rng = canvas.rng(f"creature {index} {one}")
            _place_other(canvas, stage, placed, (subject, kind, rng), (seat, hero_z), ceiling)
            seat += 1


def _place_lead(canvas: Canvas, stage: Stage, placed: Placed, lead: Subject) -> None:
    shot = creature_shot(canvas)
    if shot is None:
        return
    focal = stage.camera.focal
    z = distance_of(canvas, replace(shot, focal=focal))
    if is_perched(canvas, lead):
        _place_perched(canvas, stage, placed, lead, shot, z)
        return
    flies, scale = is_in_air(canvas, lead), max(1.0, NEAREST / z)
    z = max(nearest_of(canvas), z * scale)
    for one in range(lead.count):
        mesh = lead_mesh(canvas, shot, one).moved((0.0, 0.0, 0.0), scale)
        left, bottom, right, top = bounds_of(mesh, 0.0)
        wide = right - left
        half = 0.5 * breadth_of(lead.count) * wide * focal / z
        spare = max(0.0, 0.48 * canvas.frame.width / canvas.frame.unit - half)
        column, rank = ranks_of(lead.count)[one]
        middle = math.copysign(min(abs(shot.aside), spare), shot.aside) * z / focal
        x, depth = middle - 0.5 * (left + right) + column * wide, z * (1 + rank)
        y = 0.0
        if flies:
            level = (
                0.35 * (shot.foot - 0.40) + 0.12 * shot.horizon - 0.17 * ((2 * one) % 5 / 2 - 0.5 * (lead.count > 1))
            )
            y = stage.camera.height + (stage.camera.y - level) * depth / focal - 0.5 * (bottom + top)
        elif KNOWN[kind_of(lead)].keeps == WATER:
            mesh = leaping(mesh, canvas.rng(f"splash {one}"))
        else:
            mesh = mesh.moved((0.0, -bottom - SOLES * (top - bottom), 0.0))  # pitched, a beast would float or sink
        placed.append(_body(canvas, stage, lead, mesh, (x, y, depth)))


def _place_perched(canvas: Canvas, stage: Stage, placed: Placed, lead: Subject, shot: Shot, z: float) -> None:
    """Put the leading creature on what it perches on, in the middle."""
    kind, focal = kind_of(lead), stage.camera.focal
    mesh = lead_mesh(canvas, shot)
    great = KNOWN[kind].height > GREAT
    scale = max(1.0, FAR_PERCH / z) if great else 1.0
    mesh, z = mesh.moved((0.0, 0.0, 0.0), scale), z * scale
    left, bottom, right, top = bounds_of(mesh, 0.0)
    level = 0.15 if great else min(0.22, shot.foot - 0.16)
    head = level + 0.46 * canvas.frame.height / canvas.frame.unit  # units from its feet to where its head may be
    z = max(z, focal * (top - bottom) / head)
    y = max(0.3 * scale, stage.camera.height + (stage.camera.y - level) * z / focal)
    foot = 0.0
    if not great:  # what bears a small one is so near that the frame cuts it
        foot = stage.camera.height + (stage.camera.y - BELOW_FRAME) * z / focal
    elif canvas.plan.scene == "skyline":
        foot = stage.camera.height - 0.115 * z / focal
    support = _support_of(canvas, lead, great=great)
    half = WIDTHS[support] * (right - left)
    rng = canvas.rng("perch")
    stone = mix(colour("#5a5a60"), colour("#6a6054"), float(rng.random()))
    under = perch(support, half, max(half, y - foot), stone, canvas.palette.window(rng), rng)
    # The creature is in front of what bears it, but for the near edge of that: it is pushed to the viewer a little.
    whole = joined([under, mesh.moved((0.0, 0.02 * half, 0.25 * half)).named(kind)])
    x = shot.aside * z / focal - 0.3 * (left + right)
    shown = left, bottom - PERCH_SHOWN * (top - bottom), right, top
    placed.append(replace(standing_body(canvas, stage, whole, (x, y, z), grounded=False), leads=True, framed=shown))
    for one in range(1, lead.count):
        other = creature_mesh(canvas, replace(lead, pose="fly", place="above"), canvas.rng(f"creature {one}")).turned(
            -0.5
        )
        far = z * (1.3 + 0.25 * one)
        at = ((0.5 if one % 2 else -0.5) * far / focal * 0.6, y + 0.22 * far / focal, far)
        placed.append(standing_body(canvas, stage, other.moved((0, 0, 0), scale), at, grounded=False, shows=kind))


def _support_of(canvas: Canvas, lead: Subject, *, great: bool) -> str:
    """Return what the leading creature perches on: what is asked for, or what the scene has."""
    if lead.place in PERCHES:
        return lead.place
    wild = canvas.plan.scene in WILD
    return "rock" if wild else "tower" if great else "post"


def _first_side(canvas: Canvas) -> float:
    return 1.0 if canvas.rng("creature side").random() < 0.5 else -1.0


def side_of_others(canvas: Canvas) -> float:
    """Return on which side of the people the first creature or vehicle stands, right or left; 0 where none does."""
    for subject in canvas.plan.subjects:
        apart = not is_ridden(canvas.plan, subject) and subject.place not in ON_SOMEBODY
        if kind_of(subject) and apart and not is_in_air(canvas, subject):
            return {"left": -1.0, "right": 1.0}.get(subject.place, _first_side(canvas))
    return 0.0


def _place_other(
    canvas: Canvas,
    stage: Stage,
    placed: Placed,
    who: tuple[Subject, str, np.random.Generator],
    seat: tuple[int, float],
    ceiling: float | None,
) -> None:
    """Put one of several beside the people, or a great one into the sky behind them."""
    subject, kind, rng = who
    known, (number, hero_z) = KNOWN[kind], seat
    shot = creature_shot(canvas)
    first = -math.copysign(1.0, shot.aside) if shot else _first_side(canvas)
    side = {"left": -1.0, "right": 1.0}.get(subject.place, first if number % 2 == 0 else -first)
    great_flyer = known.height > GREAT and known.keeps == AIR
    flies = is_in_air(canvas, subject) or (great_flyer and ceiling is None and not subject.pose)
    if flies and subject.pose != "fly":
        subject = replace(subject, pose="fly")
    mesh = creature_mesh(canvas, subject, rng).turned(yaw_of(kind, -0.35 - 0.6 * float(rng.random())))
    mesh = mesh if side < 0 else mesh.mirrored()  # it looks to the middle
    left, bottom, right, top = bounds_of(mesh, 0.0)
    focal, wide = stage.camera.focal, right - left
    if flies:
        z = max(3.2, focal * wide / (0.42 if known.height > GREAT else 0.20))
        z = z if ceiling is None else min(z, hero_z + 2.0)
        level = -0.24 - 0.10 * float(rng.random())
        y = stage.camera.height + (stage.camera.y - level) * z / focal - 0.5 * (bottom + top)
        y = y if ceiling is None else min(y, ceiling - top)
        x = side * (0.20 + 0.07 * (number // 2)) * z / focal
        placed.append(standing_body(canvas, stage, mesh, (x, y, z), grounded=False, shows=kind))
        return
    # Small ones come nearer, so that they are seen; the front edge of the ground bounds that.
    nearest = focal * stage.camera.height / max(0.12, 0.44 - stage.camera.y)
    z = {"front": nearest * 1.05, "back": hero_z + 3.0}.get(
        subject.place, max(nearest * 1.08, min(hero_z, focal * max(wide / 0.34, top / 0.34)))
    )
    z += 0.25 * (number % 3)
    x = side * max(0.24 * z / focal, 0.75 if z > 0.8 * hero_z else 0.0) * (1 + 0.35 * (number // 2)) - 0.5 * (
        left + right
    )
    if kind in VEHICLES:  # behind the people, as wide as half the frame
        z = max(z, hero_z + 1.6 + 0.5 * wide, focal * wide / 0.56) + 0.6 * wide * (number // 2)
        x = side * 0.26 * z / focal - 0.5 * (left + right)
    stands = kind in VEHICLES or known.keeps == GROUND or subject.pose in {"perch", "stand", "sit"}
    y = 0.0 if stands else max(0.0, -bottom) + 0.2
    placed.append(_body(canvas, stage, subject, mesh, (x, y, z)))


def _body(canvas: Canvas, stage: Stage, subject: Subject, mesh: Mesh, at: tuple[float, float, float]) -> Standing:
    """Stand a subject's body up; one that is not in the air casts its shadow under itself."""
    kind, burns = kind_of(subject), BURNING in subject.features
    smokes = "smoking" in subject.features
    edge = FLAT_EDGE if kind in VEHICLES else 1.0
    # Of what sits on a seat, the seat is not what is asked for.
    shows = "" if any(name == kind for name, _, _ in mesh.names) else kind
    body = standing_body(
        canvas, stage, mesh, at, grounded=at[1] == 0.0, burns=burns, smokes=smokes, edge=edge, shows=shows
    )
    return replace(body, leads=subject is lead_of(canvas.plan))
