"""Things that lie about in a scene: large ones on the ground, small ones on a crate or a little table in front."""

import math

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import colour, dim
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.bodies import Placed, standing_body
from generation.sketch.models.items import ITEM_MAKERS, UPRIGHT
from generation.sketch.models.mesh import Mesh, Skin, beam, joined
from generation.sketch.models.painting import bounds_of
from generation.sketch.models.parts import Paint, turned_body
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.plan import Subject
from generation.sketch.planning.things import ITEMS

LARGE = 0.8  # metres; what is larger lies on the ground
SHARE, LEADING = 0.20, 0.36  # units of the frame that a thing takes, and that one which the picture is about takes
MOST = 3  # of a kind
OUTDOOR = frozenset({"street", "market", "docks", "barrens", "highway", "wilderness", "skyline", "stage"})


def lie_about(canvas: Canvas, stage: Stage, placed: Placed, kinds: frozenset[str]) -> None:
    """Put the plan's things of these kinds among what is placed."""
    things = [subject for subject in canvas.plan.subjects if subject.kind in kinds]
    side = 1.0 if canvas.rng("things").random() < 0.5 else -1.0
    for number, subject in enumerate(things):
        leads = subject is canvas.plan.subjects[0]
        way = {"left": -1.0, "right": 1.0}.get(subject.place, side if number % 2 == 0 else -side)
        _lay(canvas, stage, placed, subject, (way * (0.02 if leads else 0.25 + 0.05 * number), leads))


def _lay(canvas: Canvas, stage: Stage, placed: Placed, subject: Subject, where: tuple[float, bool]) -> None:
    aside, leads = where
    rng, focal = canvas.rng(f"thing {subject.kind}"), stage.camera.focal
    asked = colour(COLOURS[subject.colour]) if subject.colour else None
    paint = Paint(canvas.palette.sign(rng), canvas.palette.neon[1], asked)
    large = ITEMS[subject.kind].size > LARGE
    nearest = focal * stage.camera.height / max(0.12, 0.46 - stage.camera.y)
    z = nearest * (1.25 if leads else 1.12)
    size = max(ITEMS[subject.kind].size, (LEADING if leads else SHARE) * z / focal)
    down = min(0.5, math.atan2(stage.camera.height - (0.0 if large else 0.5), z))
    mesh = _heap(subject, paint, size, 1.4 * (float(rng.random()) - 0.5))
    if not large:
        bearer = (
            _crate(size, ("#8a6238", "#6a727c")[int(rng.integers(2))])
            if canvas.plan.scene in OUTDOOR
            else _little_table(size)
        )
        mesh = joined([bearer, mesh.moved((0.0, bounds_of(bearer, 0.0)[3], 0.0))])
    mesh = mesh.turned(0.0, max(0.08, down))
    left, bottom, right, _ = bounds_of(mesh, 0.0)
    x = aside * z / focal - 0.5 * (left + right)
    # Seen from above, the near edge of what lies on the ground is below its middle.
    placed.append(standing_body(canvas, stage, mesh.moved((0.0, -bottom, 0.0)), (x, 0.0, z), grounded=True))


def _heap(subject: Subject, paint: Paint, size: float, yaw: float) -> Mesh:
    """Return a thing, or a few of it, resting on y = 0 about the origin, its longest side `size`."""
    mesh = ITEM_MAKERS[subject.kind](paint).mesh
    if subject.kind not in UPRIGHT:
        mesh = mesh.turned(0.0, -math.pi / 2)
    spots = mesh.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    scale = size / float((high - low).max())
    middle = (low + high) / 2 * scale
    mesh = mesh.moved((-float(middle[0]), -float(low[1]) * scale, -float(middle[2])), scale)
    wide = float(high[0] - low[0]) * scale
    places = ((0.0, 0.0), (0.55 * wide, -0.5 * wide), (-0.6 * wide, -0.4 * wide))[: max(1, min(MOST, subject.count))]
    return joined([mesh.turned(yaw + index).moved((x, 0.0, z)) for index, (x, z) in enumerate(places)])


def _crate(size: float, code: str) -> Mesh:
    """Make a crate to put a thing on."""
    half, high, body = 0.56 * size, 0.62 * size, colour(code)
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
