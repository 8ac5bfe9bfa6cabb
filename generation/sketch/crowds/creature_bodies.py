"""Creatures and vehicles of a plan: what each is, whether it is in the air or perched, and its body."""

import math

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import colour
from generation.sketch.crowds.wrecks import wrecked
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.creatures.menagerie import CREATURE_MAKERS
from generation.sketch.models.creatures.trappings import clothed
from generation.sketch.models.decal_art import art_of
from generation.sketch.models.imprint import imprinted
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.joinery import stuff
from generation.sketch.models.mesh import Mesh, joined
from generation.sketch.models.parts import Paint
from generation.sketch.models.pieces import made
from generation.sketch.models.thing_states import in_states
from generation.sketch.models.vehicles import VEHICLE_MAKERS
from generation.sketch.planning.creatures import (
    AIR,
    ALIASES,
    CLOTHES,
    CREATURES,
    ON_HEADS,
    ON_SOMEBODY,
    PERCHES,
    SEATS,
    VESSELS,
)
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.plan import Plan, Subject
from generation.sketch.planning.thing_states import SIZES
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import BURNING, CRASHED, VEHICLES

KNOWN = CREATURES | VEHICLES
MAKERS = CREATURE_MAKERS | VEHICLE_MAKERS
FRONTAL = frozenset(
    {
        "fire_elemental",
        "water_elemental",
        "air_elemental",
        "earth_elemental",
        "spirit_man",
        "drone_humanoid",
        "toxic_spirit",
        "plant_spirit",
        "ghost",
        "swarm",
        "kraken",
        "ape",
        "bat",
        "crab",
        "mech",
    }
)
PAPERS = frozenset({"newspaper", "book", "map"})
POSES_OF_FIGURES = {
    "curl": "lie",
    "lounge": "lie",
    "crouch": "prowl",
    "aim": "stand",
    "lean": "stand",
    "cast": "stand",
    "fight": "prowl",
    "jump": "run",
}


def kind_of(subject: Subject) -> str:
    """Return which creature a subject is, or nothing."""
    kind = ALIASES.get(subject.kind, subject.kind)
    return kind if kind in KNOWN else ""


def lead_of(plan: Plan) -> Subject | None:
    """Return the creature that the picture is about: the one that is named first, before anybody else."""
    first = plan.subjects[0] if plan.subjects else None
    apart = first is not None and not is_ridden(plan, first) and first.place not in ON_SOMEBODY
    return first if first is not None and kind_of(first) and apart else None


def is_ridden(plan: Plan, subject: Subject) -> bool:
    """Tell whether a motorcycle is on the move, with somebody on it."""
    return subject.kind == "bike" and plan.scene == "highway"


def has_company(plan: Plan) -> bool:
    """Tell whether there are others beside the leading creature."""
    return any(kind_of(subject) or subject.kind == "figure" for subject in plan.subjects[1:])


def is_in_air(canvas: Canvas, subject: Subject) -> bool:
    """Tell whether a creature is in the air."""
    known = KNOWN[kind_of(subject)]
    if kind_of(subject) in VEHICLES:
        return known.keeps == AIR and subject.pose != "stand" and CRASHED not in subject.features
    if subject.pose in {"fly", "jump"} or subject.place == "above":
        return "fly" in known.poses or known.keeps == AIR
    if subject.pose or subject.place in (*PERCHES, *SEATS, *ON_SOMEBODY):
        return False
    if subject.count > 2 and "fly" in known.poses and known.keeps == AIR:
        return True
    return known.keeps == AIR and (
        known.poses == ("fly",) or float(canvas.rng(f"{subject.kind} in the air").random()) < 0.6
    )


def is_perched(canvas: Canvas, subject: Subject) -> bool:
    """Tell whether a creature sits on something high."""
    if kind_of(subject) in VEHICLES:
        return False
    if subject.place in (*SEATS, *ON_SOMEBODY):
        return False
    if subject.place in PERCHES or subject.pose == "perch":
        return True
    return KNOWN[kind_of(subject)].keeps == AIR and not subject.pose and not is_in_air(canvas, subject)


def _pose(canvas: Canvas, subject: Subject, rng: np.random.Generator) -> str:
    known = KNOWN[kind_of(subject)]
    asked = POSES_OF_FIGURES.get(subject.pose, subject.pose)
    if CLOTHES & set(subject.features) and "walk" in known.poses:
        return "stand"  # in which what is worn about the trunk fits
    if kind_of(subject) in VEHICLES:
        return "lie" if CRASHED in subject.features else "fly" if is_in_air(canvas, subject) else "stand"
    if is_in_air(canvas, subject):
        return "fly"
    if is_perched(canvas, subject) or (subject.place in (*SEATS, *ON_SOMEBODY) and subject.pose in {"", "sit"}):
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
    mesh = in_states(MAKERS[kind](look, rng), kind, frozenset(subject.features) - {CRASHED, BURNING, *CLOTHES})
    if kind in VEHICLES:
        for number, decal in enumerate(each for each in canvas.plan.decals if each.on == "vehicle"):
            mesh = imprinted(mesh, art_of(decal, canvas.seed + number))
    size = next((SIZES[state] for state in subject.features if state in SIZES), 1.0)
    mesh = mesh.moved((0.0, 0.0, 0.0), size) if size != 1.0 else mesh
    for worn in sorted(CLOTHES & set(subject.features)) if "walk" in KNOWN[kind].poses else ():
        mesh = clothed(mesh, worn, look.accent)
    if subject.holds:
        mesh = joined([mesh, *(_before_the_head(mesh, item, look) for item in subject.holds if item in ITEM_MAKERS)])
    relation, _, vessel = subject.at.rpartition(" ")
    if relation in {"out of", "in"} and vessel in VESSELS and vessel in ITEM_MAKERS:
        mesh = _out_of(mesh, vessel, look, rng, kind)
    return wrecked(mesh, kind, rng) if CRASHED in subject.features and kind in VEHICLES else mesh


def _out_of(mesh: Mesh, vessel: str, look: Look, rng: np.random.Generator, kind: str) -> Mesh:
    """Let a creature rise out of a vessel, which is as large as it is or as that needs."""
    spots = mesh.corners.reshape(-1, 3)
    low, high = np.percentile(spots, 2, axis=0), np.percentile(spots, 98, axis=0)
    about = made(f"item {vessel}", stuff(look.accent, rng))
    ends = about.corners.reshape(-1, 3)
    wide, tall = float(np.ptp(ends[:, 0])), float(np.ptp(ends[:, 1]))
    size = max(1.0, 0.62 * float(high[0] - low[0]) / wide)
    level = min(0.72 * size * tall, 0.55 * float(high[1] - low[1]))
    middle = float(low[0] + high[0]) / 2
    body = mesh.moved((-middle, -float(low[1]) + max(0.0, 0.72 * size * tall - level), 0.0)).named(kind)
    return joined([about.moved((0.0, 0.0, 0.0), size).turned(0.4), body])


def _before_the_head(mesh: Mesh, kind: str, look: Look) -> Mesh:
    """Hold a thing before a creature's head, or put a crown on it: paper as large as it needs that to read."""
    spots = mesh.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    tall = float(high[1] - low[1])
    head = spots[(spots[:, 1] > low[1] + 0.6 * tall) & (spots[:, 0] > 0.2 * high[0])]
    head = head if len(head) else spots
    thing = ITEM_MAKERS[kind](Paint(look.accent, look.second)).mesh
    ends = thing.corners.reshape(-1, 3)
    long = float((ends.max(axis=0) - ends.min(axis=0)).max())
    size = 0.34 * tall if kind in PAPERS else max(ITEMS[kind].size, 0.22 * tall)
    if kind in ON_HEADS:
        top = head[head[:, 1] > float(head[:, 1].max()) - 0.12 * tall]
        x, y = float(top[:, 0].mean()), float(top[:, 1].max())
        size = 0.2 * tall
        return thing.moved((x, y, float(top[:, 2].mean())), size / long).named(kind)
    x, y = float(head[:, 0].max()) + 0.06 * tall, float(head[:, 1].mean()) - 0.24 * tall
    return thing.turned(math.pi / 2 - 0.35).moved((x, y, 0.06 * tall), size / long).named(kind)


def yaw_of(kind: str, turn: float) -> float:
    """Return how a body that faces x is turned; some are made to face the viewer, and a train comes towards us."""
    if kind in FRONTAL:
        return 0.45 * (turn + 0.55)
    if kind == "train":
        return 0.4 * turn - 0.75
    return 1.15 * turn - 0.06 if kind in VEHICLES else turn
