"""Creatures and large vehicles: where they are in a scene, and how the camera sees the one it is about."""

import math
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import in_turn
from generation.sketch.canvas.palette import colour, mix
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.bodies import Placed, standing_body
from generation.sketch.crowds.standing import Standing
from generation.sketch.crowds.wrecks import wrecked
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.creatures.fish import leaping
from generation.sketch.models.creatures.menagerie import CREATURE_MAKERS
from generation.sketch.models.creatures.perches import perch
from generation.sketch.models.creatures.seats import seat
from generation.sketch.models.mesh import Mesh, joined, turning
from generation.sketch.models.painting import bounds_of
from generation.sketch.models.vehicles import VEHICLE_MAKERS
from generation.sketch.planning.creatures import AIR, ALIASES, CREATURES, GROUND, PERCHES, SEATS, WATER
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.plan import Plan, Subject
from generation.sketch.planning.vehicles import BURNING, CRASHED, VEHICLES

KNOWN = CREATURES | VEHICLES
MAKERS = CREATURE_MAKERS | VEHICLE_MAKERS
GREAT = 2.4  # metres; what is taller stands far off and is seen from below when it perches
FAR_PERCH = 40.0  # metres to the perch of a great creature
WILD = frozenset({"wilderness", "desert", "sea", "village", "park", "castle", "stage"})
BELOW_FRAME = 0.58  # units below the middle
#: Half the width of a perch, as a share of the breadth of what is on it.
WIDTHS = {"tower": 0.17, "rock": 0.34, "wall": 0.10, "roof": 0.20, "post": 0.03, "branch": 0.10, "street_lamp": 0.09}
WITHOUT_ROTOR = 0.72  # of the breadth of a helicopter: the frame may cut its rotor
LEAST_SEATED = 0.60  # of its seat's height: what is smaller is painted larger than it is
FLAT_EDGE = 0.25  # of a sign's light that the edges of a vehicle take
NEAREST = 1.25  # metres; what is too small there is painted larger than it is
WITH_PEOPLE = 4.4  # metres; the least distance of what is as large as the people about it
FRONTAL = frozenset(
    {"fire_elemental", "water_elemental", "air_elemental", "earth_elemental", "spirit_man", "drone_humanoid"}
)
POSES_OF_FIGURES = {
    "crouch": "prowl",
    "aim": "stand",
    "lean": "stand",
    "cast": "stand",
    "fight": "prowl",
    "jump": "run",
}


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


def kind_of(subject: Subject) -> str:
    """Return which creature a subject is, or nothing."""
    kind = ALIASES.get(subject.kind, subject.kind)
    return kind if kind in KNOWN else ""


def lead_of(plan: Plan) -> Subject | None:
    """Return the creature that the picture is about: the one that is named first, before anybody else."""
    first = plan.subjects[0] if plan.subjects else None
    return first if first is not None and kind_of(first) and not is_ridden(plan, first) else None


def is_ridden(plan: Plan, subject: Subject) -> bool:
    """Tell whether a motorcycle is on the move, with somebody on it."""
    return subject.kind == "bike" and plan.scene == "highway"


def _has_company(plan: Plan) -> bool:
    """Tell whether there are others beside the leading creature."""
    return any(kind_of(subject) or subject.kind == "figure" for subject in plan.subjects[1:])


def creature_shot(canvas: Canvas) -> Shot | None:
    """Choose how the leading creature is seen, by seed and by the camera that was asked for; nothing without one."""
    lead = lead_of(canvas.plan)
    if lead is None:
        return None
    rng = canvas.rng("creature shot")
    shot = SHOTS[{"low": 1, "high": 2}.get(canvas.plan.camera, in_turn(canvas.seed, "view", len(SHOTS)))]
    lens = {"close": 1.35, "wide": 0.62}.get(canvas.plan.camera, 1.0)
    aside = shot.aside + 0.10 * (float(rng.random()) - 0.5)
    if _has_company(canvas.plan):  # both are to be seen: it leaves the other half to the others
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
    if lead and _is_perched(canvas, lead) and KNOWN[kind].height > GREAT:
        return Camera(0.0, 0.36 + 0.3 * shot.horizon, 0.85, min(ceiling, usual.height), mirrored=mirrored)
    if lead and _flies(canvas, lead):
        sky = 0.20 if KNOWN[kind].height > GREAT and ceiling > 5 else 0.02
        return Camera(0.0, sky + 0.6 * shot.horizon, shot.focal, min(ceiling, usual.height), mirrored=mirrored)
    z = max(_nearest(canvas), _distance(canvas, shot))
    height = min(ceiling, max(0.12, (shot.foot - shot.horizon) * z / shot.focal))
    return Camera(0.0, shot.horizon, shot.focal, height, mirrored=mirrored)


def place_creatures(canvas: Canvas, stage: Stage, placed: Placed, hero_z: float, ceiling: float | None) -> None:
    """Put the plan's creatures among what is placed: the leading one in the middle, others about it."""
    lead = lead_of(canvas.plan)
    seat = 0
    for index, subject in enumerate(canvas.plan.subjects):
        kind = kind_of(subject)
        if not kind or is_ridden(canvas.plan, subject):
            continue
        if subject is lead:
            _place_lead(canvas, stage, placed, subject)
            continue
        for one in range(subject.count):
            rng = canvas.rng(f"creature {index} {one}")
            _place_other(canvas, stage, placed, (subject, kind, rng), (seat, hero_z), ceiling)
            seat += 1


def _flies(canvas: Canvas, subject: Subject) -> bool:
    """Tell whether a creature is in the air."""
    known = KNOWN[kind_of(subject)]
    if kind_of(subject) in VEHICLES:
        return known.keeps == AIR and subject.pose != "stand" and CRASHED not in subject.features
    if subject.pose in {"fly", "jump"} or subject.place == "above":
        return "fly" in known.poses or known.keeps == AIR
    if subject.pose or subject.place in (*PERCHES, *SEATS):
        return False
    if subject.count > 2 and "fly" in known.poses and known.keeps == AIR:
        return True
    return known.keeps == AIR and (
        known.poses == ("fly",) or float(canvas.rng(f"{subject.kind} in the air").random()) < 0.6
    )


def _is_perched(canvas: Canvas, subject: Subject) -> bool:
    if kind_of(subject) in VEHICLES:
        return False
    if subject.place in SEATS:
        return False
    if subject.place in PERCHES or subject.pose == "perch":
        return True
    return KNOWN[kind_of(subject)].keeps == AIR and not subject.pose and not _flies(canvas, subject)


def _pose(canvas: Canvas, subject: Subject, rng: np.random.Generator) -> str:
    known = KNOWN[kind_of(subject)]
    asked = POSES_OF_FIGURES.get(subject.pose, subject.pose)
    if kind_of(subject) in VEHICLES:
        return "lie" if CRASHED in subject.features else "fly" if _flies(canvas, subject) else "stand"
    if _flies(canvas, subject):
        return "fly"
    if _is_perched(canvas, subject) or (subject.place in SEATS and not subject.pose):
        return "perch" if "perch" in known.poses else "sit"
    if asked in known.poses or asked in {"lie", "stand"}:
        return asked
    ground = [pose for pose in known.poses if pose not in {"fly", "perch"}] or ["stand"]
    return ground[int(rng.integers(len(ground)))]


def creature_mesh(canvas: Canvas, subject: Subject, rng: np.random.Generator) -> Mesh:
    """Make a subject's creature in metres, facing x."""
    kind = kind_of(subject)
    asked = colour(COLOURS[subject.colour]) if subject.colour else None
    look = Look(_pose(canvas, subject, rng), asked, canvas.palette.sign(rng), canvas.palette.neon[2])
    mesh = MAKERS[kind](look, rng)
    return wrecked(mesh, kind, rng) if CRASHED in subject.features and kind in VEHICLES else mesh


def _yaw(kind: str, turn: float) -> float:
    """Return how a body that faces x is turned; some are made to face the viewer, and a train comes towards us."""
    if kind in FRONTAL:
        return 0.45 * (turn + 0.55)
    if kind == "train":
        return 0.4 * turn - 0.75
    return 1.15 * turn - 0.06 if kind in VEHICLES else turn


def _lead_mesh(canvas: Canvas, shot: Shot, one: int = 0) -> Mesh:
    lead = canvas.plan.subjects[0]
    mesh = creature_mesh(canvas, lead, canvas.rng(f"creature {one}"))
    turn = shot.turn if one % 2 == 0 else shot.turn * 0.7
    if lead.place in SEATS:
        return _seated(canvas, lead, mesh, turn)
    mesh = mesh.turned(_yaw(kind_of(lead), turn), 0.10 if shot.horizon < 0 else 0.03)
    looks_back = _has_company(canvas.plan) and shot.aside > 0
    return mesh if (one % 2 == 1) == looks_back else mesh.mirrored()


def _seated(canvas: Canvas, lead: Subject, mesh: Mesh, turn: float) -> Mesh:
    """Put a creature on its seat, which is turned by half as much as it is."""
    rng = canvas.rng("seat of a creature")
    below, level, along = seat(lead.place, Look("", None, canvas.palette.sign(rng), canvas.palette.neon[2]), rng)
    yaw = 0.25 * turn if lead.place in {"shelf", "table", "gravestone"} else 0.7 * turn
    at = np.array([along, 0.0, 0.0]) @ turning(yaw)
    bottom = float(mesh.corners[..., 1].min())
    large = max(1.0, LEAST_SEATED * level / float(mesh.corners[..., 1].max() - bottom))
    mesh = mesh.turned(_yaw(kind_of(lead), turn)).moved((0.0, -large * bottom, 0.0), large)
    whole = joined([below.turned(yaw), mesh.moved((float(at[0]), level, float(at[2]) + 0.05))])
    return whole.turned(0.0, 0.06)


def _distance(canvas: Canvas, shot: Shot) -> float:
    """Return how far off the leading creature would stand to take, with all of its kind, its share of the frame."""
    left, bottom, right, top = bounds_of(_lead_mesh(canvas, shot), 0.0)
    lead = canvas.plan.subjects[0]
    wide = (right - left) * _breadth(lead.count) * (WITHOUT_ROTOR if lead.kind == "helicopter" else 1.0)
    room = canvas.frame.width / canvas.frame.unit
    return shot.focal * max(
        wide / (shot.share * min(1.25, room)),
        (top - bottom) / (0.86 * shot.share * min(1.0, canvas.frame.height / canvas.frame.unit)),
    )


def _ranks(count: int) -> list[tuple[float, float]]:
    """Return where each of some creatures of a kind is: aside in its own breadths, and behind in distances."""
    if count <= 3:
        return [(0.5 * (one - (count - 1) / 2), 0.22 * (one % 2) + 0.03 * one) for one in range(count)]
    front, back = count // 2, count - count // 2
    before = [(0.72 * (one - (front - 1) / 2), 0.05 * (one % 2)) for one in range(front)]
    return [*before, *((0.85 * (one - (back - 1) / 2), 0.5 + 0.12 * (one % 2)) for one in range(back))]


def _breadth(count: int) -> float:
    """Return how many times as broad as one creature some of them are in the picture."""
    return 1 + 2 * max(abs(column) / (1 + rank) for column, rank in _ranks(count))


def _nearest(canvas: Canvas) -> float:
    """Return how near the leading creature comes: people beside a large one would be dwarfs."""
    lead = canvas.plan.subjects[0]
    with_people = any(subject.kind == "figure" for subject in canvas.plan.subjects)
    return WITH_PEOPLE if with_people and KNOWN[kind_of(lead)].height > 0.7 else NEAREST


def _place_lead(canvas: Canvas, stage: Stage, placed: Placed, lead: Subject) -> None:
    shot = creature_shot(canvas)
    if shot is None:
        return
    focal = stage.camera.focal
    z = _distance(canvas, replace(shot, focal=focal))
    if _is_perched(canvas, lead):
        _place_perched(canvas, stage, placed, lead, shot, z)
        return
    flies, scale = _flies(canvas, lead), max(1.0, NEAREST / z)
    z = max(_nearest(canvas), z * scale)
    for one in range(lead.count):
        mesh = _lead_mesh(canvas, shot, one).moved((0.0, 0.0, 0.0), scale)
        left, bottom, right, top = bounds_of(mesh, 0.0)
        wide = right - left
        half = 0.5 * _breadth(lead.count) * wide * focal / z
        spare = max(0.0, 0.48 * canvas.frame.width / canvas.frame.unit - half)
        column, rank = _ranks(lead.count)[one]
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
        placed.append(_body(canvas, stage, lead, mesh, (x, y, depth)))


def _place_perched(canvas: Canvas, stage: Stage, placed: Placed, lead: Subject, shot: Shot, z: float) -> None:
    """Put the leading creature on what it perches on, in the middle."""
    kind, focal = kind_of(lead), stage.camera.focal
    mesh = _lead_mesh(canvas, shot)
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
    whole = joined([under, mesh.moved((0.0, 0.02 * half, 0.25 * half))])
    x = shot.aside * z / focal - 0.3 * (left + right)
    placed.append(replace(standing_body(canvas, stage, whole, (x, y, z), grounded=False), leads=True))
    for one in range(1, lead.count):
        other = creature_mesh(canvas, replace(lead, pose="fly", place="above"), canvas.rng(f"creature {one}")).turned(
            -0.5
        )
        far = z * (1.3 + 0.25 * one)
        at = ((0.5 if one % 2 else -0.5) * far / focal * 0.6, y + 0.22 * far / focal, far)
        placed.append(standing_body(canvas, stage, other.moved((0, 0, 0), scale), at, grounded=False))


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
        if kind_of(subject) and not is_ridden(canvas.plan, subject) and not _flies(canvas, subject):
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
    flies = _flies(canvas, subject) or (great_flyer and ceiling is None and not subject.pose)
    if flies and subject.pose != "fly":
        subject = replace(subject, pose="fly")
    mesh = creature_mesh(canvas, subject, rng).turned(_yaw(kind, -0.35 - 0.6 * float(rng.random())))
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
        placed.append(standing_body(canvas, stage, mesh, (x, y, z), grounded=False))
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
    edge = FLAT_EDGE if kind_of(subject) in VEHICLES else 1.0
    burns = BURNING in subject.features
    body = standing_body(canvas, stage, mesh, at, grounded=at[1] == 0.0, burns=burns, edge=edge)
    return replace(body, leads=subject is lead_of(canvas.plan))
