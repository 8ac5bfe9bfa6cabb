"""Things that lie about in a scene: large ones on the ground, small ones on a crate or a little table in front."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import colour, dim
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.bodies import Placed, standing_body
from generation.sketch.models.at_rest import at_rest, hosted, with_guests
from generation.sketch.models.mesh import Mesh, Skin, beam, joined
from generation.sketch.models.painting import bounds_of
from generation.sketch.models.parts import Paint, turned_body
from generation.sketch.planning.creatures import COMPANY
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.plan import Subject
from generation.sketch.planning.thing_states import SIZES
from generation.sketch.planning.things import ITEMS

LARGE = 0.8  # metres; what is larger lies on the ground
TALLEST = 0.86  # units that a thing may take
HEAPED = {"heap": 2.2, "stack": 1.8}  # of how many of its own lengths a heap or a stack is
#: What is small and stands on the ground all the same.
ON_THE_GROUND = frozenset(
    {
        "barrel", "crate", "box", "bin_bags", "dumpster", "trash_heap", "tyre", "wheel", "football", "skateboard",
        "hydrant", "traffic_cone", "chain", "boots", "gravestone", "safe", "server_rack", "extinguisher", "engine",
        "bones", "balloon",
    },
)  # fmt: skip
ENLARGED = 2.2  # of its true size: how large a small thing is painted at most, so that it is seen
SHARE = 0.20  # units of the frame that a thing takes
BEARER_SHOWN = 0.15  # of a thing's height: how much of what it lies on is to be seen under it
LEADING, WIDEST = 0.44, 0.86  # units of the largest thing that the picture is about, and of all of those at most
BESIDE = (0.42, 1.2)  # lengths of what lies beside the first thing
STONY = frozenset(
    {"church", "cathedral", "temple", "crypt", "dungeon", "cave", "sewer", "tunnel", "catacombs", "throne_room"}
)
MOST = 3  # of a kind
OUTDOOR = frozenset(
    {
        "street", "market", "docks", "barrens", "highway", "wilderness", "skyline", "stage", "castle", "village",
        "desert", "sea", "bridge", "park", "construction",
    },
)  # fmt: skip


def lie_about(canvas: Canvas, stage: Stage, placed: Placed, kinds: frozenset[str]) -> None:
    """Put the plan's things of these kinds among what is placed."""
    things = [subject for subject in canvas.plan.subjects if subject.kind in kinds and subject.place != COMPANY]
    if things and things[0] is canvas.plan.subjects[0]:
        _lay_out(canvas, stage, placed, things)
        return
    side = 1.0 if canvas.rng("things").random() < 0.5 else -1.0
    for number, (subject, guests) in enumerate(hosted(things)):
        way = {"left": -1.0, "right": 1.0}.get(subject.place, side if number % 2 == 0 else -side)
        _lay(canvas, stage, placed, (subject, guests), way * (0.25 + 0.05 * number))


def size_of(subject: Subject) -> float:
    """Return a thing's longest side in metres, larger or smaller if that is said; a heap is larger than one."""
    factor = next((SIZES[state] for state in subject.features if state in SIZES), 1.0)
    heaped = next((HEAPED[state] for state in subject.features if state in HEAPED), 1.0)
    return ITEMS[subject.kind].size * factor * heaped


def _lay(canvas: Canvas, stage: Stage, placed: Placed, what: tuple[Subject, list[Subject]], aside: float) -> None:
    subject, guests = what
    rng, focal = canvas.rng(f"thing {subject.kind}"), stage.camera.focal
    large = size_of(subject) > LARGE or subject.kind in ON_THE_GROUND
    nearest = focal * stage.camera.height / max(0.12, 0.46 - stage.camera.y)
    z = nearest * 1.12
    size = max(size_of(subject), min(SHARE * z / focal, ENLARGED * size_of(subject)))
    if size > TALLEST * z / focal:  # it stands farther off, so that all of it is to be seen
        z = size * focal / TALLEST
    down = min(0.5, math.atan2(stage.camera.height - (0.0 if large else 0.5), z))
    mesh = _heap(canvas, subject, guests, rng, size, 1.2 * (float(rng.random()) - 0.5))
    if not large:
        bearer = (
            _crate(size, 0.62 * size, ("#8a6238", "#6a727c")[int(rng.integers(2))])
            if canvas.plan.scene in OUTDOOR
            else _little_table(size)
        )
        mesh = joined([bearer, mesh.moved((0.0, bounds_of(bearer, 0.0)[3], 0.0))])
    mesh = mesh.turned(0.0, max(0.08, down))
    left, bottom, right, _ = bounds_of(mesh, 0.0)
    x = aside * z / focal - 0.5 * (left + right)
    # Seen from above, the near edge of what lies on the ground is below its middle.
    placed.append(standing_body(canvas, stage, mesh.moved((0.0, -bottom, 0.0)), (x, 0.0, z), grounded=True))


def _paint(canvas: Canvas, subject: Subject, rng: np.random.Generator) -> Paint:
    asked = colour(COLOURS[subject.colour]) if subject.colour else None
    return Paint(canvas.palette.sign(rng), canvas.palette.neon[1], asked)


def _lay_out(canvas: Canvas, stage: Stage, placed: Placed, things: list[Subject]) -> None:
    """Lay the things that the picture is about together, large and in front."""
    rng, camera = canvas.rng("things in front"), stage.camera
    z = 1.06 * camera.focal * camera.height / max(0.12, 0.46 - camera.y)
    heap = _arranged(canvas, things, rng)
    left, _, right, top = bounds_of(heap, 0.0)
    first = things[0]
    if size_of(first) > LARGE or first.kind in ON_THE_GROUND:
        _stand(canvas, stage, placed, heap, size_of(first), rng)
        return
    size = z / camera.focal * min(LEADING, WIDEST / (right - left), 0.62 / top)
    half = 0.54 * size * (right - left)
    bearer = _bearer(canvas, half, min(0.42 * size, 0.85 * half))
    heap = heap.moved((-0.5 * size * (left + right), 0.0, 0.0), size).moved((0.0, bounds_of(bearer, 0.0)[3], 0.0))
    turn = 0.3 * (float(rng.random()) - 0.5), max(0.24, min(0.5, math.atan2(0.8 * camera.height, z)))
    mesh, heap = joined([bearer, heap]).turned(*turn), heap.turned(*turn)
    _, bottom, _, _ = bounds_of(mesh, 0.0)
    left, low, right, top = bounds_of(heap, 0.0)
    x = 0.22 * (float(rng.random()) - 0.5) * z / camera.focal
    at = (x, 0.0, z)
    body = standing_body(canvas, stage, mesh.moved((0.0, -bottom, 0.0)), at, grounded=True)
    framed = (left, low - bottom - BEARER_SHOWN * (top - low), right, top - bottom)
    placed.append(replace(body, leads=True, framed=framed))


def _stand(canvas: Canvas, stage: Stage, placed: Placed, heap: Mesh, size: float, rng: np.random.Generator) -> None:
    """Stand things that are too large for a table on the ground, so that they are whole and fill a good part of it."""
    camera = stage.camera
    left, _, right, top = bounds_of(heap, 0.0)
    room = min(WIDEST * 0.8 / (right - left), 0.74 / top)  # units that one length may take
    nearest = 1.15 * camera.focal * camera.height / max(0.12, 0.46 - camera.y)
    z = max(nearest, size * camera.focal / room)
    size = max(size, 0.8 * room * z / camera.focal)
    mesh = heap.moved((-0.5 * size * (left + right), 0.0, 0.0), size)
    down = min(0.42, max(0.04, math.atan2(camera.height - 0.3 * top * size, z)))
    mesh = mesh.turned(0.2 * (float(rng.random()) - 0.5), down)
    _, bottom, _, _ = bounds_of(mesh, 0.0)
    x = 0.16 * (float(rng.random()) - 0.5) * z / camera.focal
    body = standing_body(canvas, stage, mesh.moved((0.0, -bottom, 0.0)), (x, 0.0, z), grounded=True)
    placed.append(replace(body, leads=True))


def _arranged(canvas: Canvas, things: list[Subject], rng: np.random.Generator) -> Mesh:
    """Return things side by side on y = 0, the first one length long, the others before and behind it in turn."""
    out, ends = list[Mesh](), [0.0, 0.0]  # how far they reach to the left and to the right
    groups = hosted(things)
    for number, (subject, guests) in enumerate(groups):
        share = size_of(subject) / size_of(groups[0][0])
        size = float(np.clip(share, *BESIDE)) if number else 1.0
        mesh = _heap(canvas, subject, guests, rng, size, 0.9 * (float(rng.random()) - 0.5))
        left, _, right, _ = bounds_of(mesh, 0.0)
        side = number % 2
        if number:
            across = ends[1] - left + 0.06 if side else -(ends[0] + right + 0.06)
            mesh = mesh.moved((across, 0.0, 0.16 * (1 if number % 3 else -1)))
            left, right = left + across, right + across
        ends = [max(ends[0], -left), max(ends[1], right)]
        out.append(mesh)
    return joined(out)


def _bearer(canvas: Canvas, half: float, high: float) -> Mesh:
    """Make what things lie on: a crate out of doors, a block of stone in a temple, else a table's top."""
    if canvas.plan.place in STONY:
        stone = Skin(colour("#6c6a68"), 0.1)
        slab = beam((-1.06 * half, 0.92 * high, 0), (1.06 * half, 0.92 * high, 0), 1.5 * half, 0.16 * high, stone)
        foot = Skin(dim(stone.colour, 0.75), 0.1)
        return joined([beam((-half, 0.42 * high, 0), (half, 0.42 * high, 0), 1.35 * half, 0.84 * high, foot), slab])
    if canvas.plan.scene in OUTDOOR:
        return _crate(half / 0.56, high, "#8a6238")
    wood, leg = Skin(colour("#6a4226"), 0.5), Skin(colour("#3a2618"), 0.4)
    top = beam((-1.08 * half, 0.93 * high, 0), (1.08 * half, 0.93 * high, 0), 1.5 * half, 0.14 * high, wood)
    legs = [
        beam((x * half, 0.0, z * half), (x * half, 0.9 * high, z * half), 0.10 * half, 0.10 * half, leg, (1, 0, 0))
        for x in (-0.95, 0.95)
        for z in (-0.6, 0.6)
    ]
    return joined([top, *legs])


def _heap(
    canvas: Canvas, subject: Subject, guests: list[Subject], rng: np.random.Generator, size: float, yaw: float
) -> Mesh:
    """Return a thing, or a few of it, with what is on or in it, resting on y = 0, its longest side `size`."""
    mesh, room = at_rest(subject, _paint(canvas, subject, rng))
    inside = [(guest, at_rest(guest, _paint(canvas, guest, rng))[0]) for guest in guests]
    mesh = with_guests(mesh, room, subject, inside).moved((0.0, 0.0, 0.0), size)
    spots = mesh.corners.reshape(-1, 3)
    wide = float((spots.max(axis=0) - spots.min(axis=0))[0])
    heaped = {"heap", "stack"} & set(subject.features)
    count = 1 if heaped else max(1, min(MOST, subject.count))
    places = ((0.0, 0.0), (0.55 * wide, -0.5 * wide), (-0.6 * wide, -0.4 * wide))[:count]
    return joined([mesh.turned(yaw + index).moved((x, 0.0, z)) for index, (x, z) in enumerate(places)])


def _crate(size: float, high: float, code: str) -> Mesh:
    """Make a crate to put a thing on."""
    half, body = 0.56 * size, colour(code)
    edge = Skin(dim(body, 1.35), 0.2)
    rails = [
        beam(
            (-1.02 * half, y * high, 0.86 * half), (1.02 * half, y * high, 0.86 * half), 0.06 * half, 0.12 * high, edge
        )
        for y in (0.06, 0.94)
    ]
    posts = [
        beam((x * half, 0.0, 0.87 * half), (x * half, high, 0.87 * half), 0.14 * half, 0.06 * half, edge, (0, 0, 1))
        for x in (-0.93, 0.0, 0.93)
    ]
    return joined([beam((-half, high / 2, 0), (half, high / 2, 0), 1.7 * half, high, Skin(body, 0.2)), *rails, *posts])


def _little_table(size: float) -> Mesh:
    """Make a round table on one foot."""
    wood, iron = Skin(colour("#5a3620"), 0.6), Skin(colour("#22242a"), 0.6)
    high, reach = 0.95 * size, 0.80 * size
    foot = [(0.30 * size, 0.0), (0.28 * size, 0.03 * size), (0.06 * size, 0.08 * size), (0.05 * size, 0.9 * high)]
    top = [(0.96 * reach, 0.92 * high), (reach, 0.94 * high), (reach, 0.99 * high), (0.97 * reach, high)]
    return joined([turned_body(foot, iron, 20), turned_body(top, wood, 32)])
