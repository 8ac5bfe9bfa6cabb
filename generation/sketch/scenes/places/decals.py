"""Where the decals of a plan are: about who stands on the ground, or on the wall on which they are seen best."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.decals import OnGround, shaded
from generation.sketch.canvas.field import Field
from generation.sketch.canvas.palette import colour
from generation.sketch.canvas.stage import NEAR, Point, Stage
from generation.sketch.models.decal_art import art_of
from generation.sketch.models.decal_paint import Art
from generation.sketch.planning.decals import Decal
from generation.sketch.props.sets.lamplight import Lamp
from generation.sketch.props.sets.pieces import Array, Block, Pieces
from generation.sketch.props.sets.shell import Shell
from generation.sketch.scenes.places.sightlines import View

BY_NIGHT = 0.07  # of its colour, that paint on a wall sends out in the dark, where one would not see it
GLOW = 0.9  # of what glows, in linear light of its colour
WET = 0.9  # how much a pool mirrors
AROUND = frozenset({"circle", "pentagram", "pool", "scorch", "outline"})  # what somebody stands in, or lies on
LEADS_TO = frozenset({"tyre_marks", "prints"})  # what runs from the viewer to who stands there
BESIDE = 1.15  # metres aside of somebody: where all else is
LEAST_SHARE = 0.44  # of the frame's width, that something on a wall is to take
LARGER = 2.2  # how much larger than usual something on a far wall may be
DIM, LAMP = 1.5, colour("#ffe0b0")  # of light on a wall: where less is, a lamp shines on what is there
CLEAR = 0.12  # metres from a wall's edge
TONES = (3, 5)  # rows and columns over which light on a wall is worked out
OFF = 0.012  # metres before the wall


@dataclass(frozen=True, slots=True)
class Wall:
    """An upright surface that can be seen: its left lower corner, the way to its right, its length and height.

    `block` is what stands there and is drawn before what is on it; None for a wall that is drawn already.
    """

    foot: Point
    along: tuple[float, float]
    long: float
    high: float
    normal: Array
    block: Block | None = None

    def at(self, right: float, up: float) -> Point:
        """Return a point of it, metres from its left lower corner."""
        return (
            self.foot[0] + right * self.along[0] + OFF * float(self.normal[0]),
            self.foot[1] + up,
            self.foot[2] + right * self.along[1] + OFF * float(self.normal[2]),
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is on a wall: its left lower corner there, and its measures in metres."""

    wall: Wall
    right: float
    up: float
    wide: float
    high: float

    def corners(self) -> list[Point]:
        """Return its corners, from the left upper one clockwise."""
        left, top = self.right, self.up + self.high
        return [
            self.wall.at(left, top), self.wall.at(left + self.wide, top), self.wall.at(left + self.wide, self.up),
            self.wall.at(left, self.up),
        ]  # fmt: skip


def on_ground(canvas: Canvas, stage: Stage, reach: float = 99.0) -> list[OnGround]:
    """Return what lies on the ground, where it is seen: no farther from the middle than `reach`."""
    decals = [decal for decal in canvas.plan.decals if decal.on == "floor"]
    out = []
    for number, decal in enumerate(decals):
        art = art_of(decal, canvas.seed + number)
        x, z, size = _where_on_ground(canvas, stage, decal, art, number)
        x = max(-reach + 0.5, min(reach - 0.5, x))
        glows = GLOW if decal.glows else 0.0
        out.append(
            OnGround(
                ("decal", decal.motif), art.picture, x, z, size * art.wide / 2, size * art.high / 2,
                stage.camera.turn, flipped=stage.side < 0, glows=glows, wet=WET if decal.motif == "pool" else 0.3,
            )
        )  # fmt: skip
    return out


def _where_on_ground(canvas: Canvas, stage: Stage, decal: Decal, art: Art, number: int) -> tuple[float, float, float]:
    """Return the middle of something on the ground, and how much larger than usual it is."""
    frame = stage.frame
    lowest = max(8.0, 0.96 * frame.height - stage.horizon)
    near = max(1.2, stage.camera.height * stage.focal / lowest)
    if canvas.stands_at is not None:
        x, z = canvas.stands_at
        if decal.motif in AROUND and number == 0:
            return x, z, 1.0
        aside, _, away = stage.before_eye((x, 0.0, z))
        side = -1.0 if aside > 0 else 1.0
        if decal.motif in LEADS_TO:
            size = max(0.5, min(1.0, 1.6 * (away - near) / art.high))
            return (*stage.in_world(aside + 0.6 * (1 if aside < 0 else -1), away - 0.3 * size * art.high), size)
        return (*stage.in_world(aside + side * (BESIDE + number), max(away - 0.3, near + 0.4)), 0.85)
    spread = LEAST_SHARE * 0.82 * frame.width / stage.focal
    half = min(2.6, spread * near / max(0.2, 1 - spread)) * (1.0 if art.high < 3 * art.wide else 1.5)
    size = 2 * half / max(art.wide, min(art.high, 2 * art.wide))
    aside = (0.0, 0.9, -0.9)[number % 3] * half
    return (*stage.in_world(aside, near + size * art.high / 2), size)


def on_walls(canvas: Canvas, stage: Stage, pieces: Pieces, views: Sequence[View], shell: Shell | None) -> None:
    """Lay what is on walls where it is seen best, and take away what stands before it."""
    out: list[View] = []
    taken: list[Spot] = []
    decals = [decal for decal in canvas.plan.decals if decal.on in {"wall", "door"}]
    for number, decal in enumerate(decals):
        art = art_of(decal, canvas.seed + number)
        walls = [*(_of_shell(pieces, shell) if shell else ()), *_of_blocks(pieces)]
        spots = [spot for wall in walls for spot in _spots(stage, wall, art, decal)]
        best = max(spots, key=lambda spot: _worth(stage, spot, [*views, *out]), default=None)
        if best is None or _worth(stage, best, [*views, *out]) <= 0:
            continue
        out.append(_view_of(stage, best))
        if best.wall.block is not None:
            _light_up(pieces, best)
        _lay(canvas, stage, pieces, best, art, decal)
        taken.append(best)
    clear_before(stage, pieces, taken)


def _light_up(pieces: Pieces, spot: Spot) -> None:
    """Hang a lamp before something on a wall on which hardly any light falls."""
    middle = np.array(spot.wall.at(spot.right + spot.wide / 2, spot.up + 0.8 * spot.high))
    light = float(pieces.light.tones(middle[None], spot.wall.normal[None]).mean())
    if light < DIM:
        x, y, z = (middle + 1.5 * spot.wall.normal).tolist()
        lamp = Lamp((x, y + 1.0, z), LAMP, 2.4 * (DIM - light), 3.4)
        pieces.light = replace(pieces.light, lamps=(*pieces.light.lamps, lamp))


def _lay(canvas: Canvas, stage: Stage, pieces: Pieces, spot: Spot, art: Art, decal: Decal) -> None:
    """Lay a decal at its place, in the light that falls there, now or after the block on which it is."""
    corners = spot.corners()
    picture = art.picture
    if stage.side < 0:
        corners = [corners[1], corners[0], corners[3], corners[2]]
    lit = shaded(picture, _light_on(pieces, spot, corners))
    glow = 0.5 if decal.glows else BY_NIGHT * (1 - canvas.air.day)
    what = ("decal", decal.motif)
    if spot.wall.block is None:
        stage.lay(lit, corners, what, glow)
    else:
        before = spot.wall.block.draw

        def draw() -> None:
            if before is not None:
                before()
            stage.lay(lit, corners, what, glow)

        spot.wall.block.draw = draw


def _light_on(pieces: Pieces, spot: Spot, corners: Sequence[Point]) -> Field:
    rows, columns = TONES
    left_top, right_top, _, left_bottom = (np.array(corner) for corner in corners)
    points = np.array([
        left_top + (right_top - left_top) * column / (columns - 1) + (left_bottom - left_top) * row / (rows - 1)
        for row in range(rows) for column in range(columns)
    ])  # fmt: skip
    tones = pieces.light.tones(points, np.tile(spot.wall.normal, (len(points), 1)))
    return np.asarray(tones.reshape(rows, columns, 3), np.float32)


def _of_shell(pieces: Pieces, shell: Shell) -> Iterator[Wall]:
    """Return a room's walls."""
    half = shell.half if shell.roof != "tunnel" else shell.reach(1.4)
    far = Wall((-half, 0.0, shell.far), (1.0, 0.0), 2 * half, shell.high, np.array([0.0, 0.0, -1.0]))
    walls = [far]
    if shell.roof != "tunnel":
        walls += [
            Wall((-half, 0.0, shell.near), (0.0, 1.0), shell.far - shell.near, shell.high, np.array([1.0, 0.0, 0.0])),
            Wall((half, 0.0, shell.far), (0.0, -1.0), shell.far - shell.near, shell.high, np.array([-1.0, 0.0, 0.0])),
        ]
    yield from walls


def _of_blocks(pieces: Pieces) -> Iterator[Wall]:
    """Return the broad upright faces of what stands on the ground."""
    for block in pieces.blocks:
        if not block.faces or block.low[1] > 0.5 or block.high[1] < 1.9:
            continue
        for face in block.faces:
            low, high = face.corners.min(axis=0), face.corners.max(axis=0)
            across = high - low
            long = math.hypot(float(across[0]), float(across[2]))
            if abs(float(face.normal[1])) > 0.1 or long < 1.6 or across[1] < 1.8 or low[1] > 0.5:
                continue
            # Seen from before it, its right is a quarter turn from where it looks.
            way = np.array([-float(face.normal[2]), float(face.normal[0])])
            flat = face.corners[:, [0, 2]] @ way
            start = face.corners[int(np.argmin(flat))]
            foot = (float(start[0]), float(low[1]), float(start[2]))
            along = (float(way[0]), float(way[1]))
            yield Wall(foot, along, long, float(across[1]), np.asarray(face.normal, np.float64), block)


def _spots(stage: Stage, wall: Wall, art: Art, decal: Decal) -> Iterator[Spot]:
    """Return where on a wall something may be, about as high as eyes are, larger where that is far."""
    usual = wall.at(wall.long / 2, 1.4)
    near = max(stage.before_eye(usual)[2], 1.0)
    wanted = LEAST_SHARE * stage.frame.width * near / stage.focal
    size = 1.0 if decal.on == "door" else max(1.0, min(LARGER, wanted / art.wide))
    size = min(size, (wall.high - 2 * CLEAR) / art.high, (wall.long - 2 * CLEAR) / art.wide)
    if size < 0.45:
        return
    wide, high = size * art.wide, size * art.high
    up = 0.0 if decal.on == "door" else max(CLEAR, min(wall.high - high - CLEAR, 1.55 - high / 2))
    free = wall.long - wide - 2 * CLEAR
    steps = max(1, min(24, int(free / 0.5)))
    for step in range(steps + 1):
        yield Spot(wall, CLEAR + free * step / steps, up, wide, high)


def _worth(stage: Stage, spot: Spot, views: Sequence[View]) -> float:
    """Return how well something is seen: how much of the frame it takes, whole, and free of who is before it."""
    corners = spot.corners()
    if min(stage.before_eye(corner)[2] for corner in corners) < 2 * NEAR:
        return 0.0
    eye = np.array([stage.camera.at[0], stage.camera.height, stage.camera.at[1]])
    if float((eye - np.array(corners[0])) @ spot.wall.normal) <= 0:
        return 0.0
    spots = np.array([stage.project(corner) for corner in corners])
    size = np.array([stage.frame.width, stage.frame.height])
    shares = spots / size
    low, high = shares.min(axis=0), shares.max(axis=0)
    inside = np.prod(np.clip(np.minimum(high, 0.99) - np.maximum(low, 0.01), 0, None)) / max(np.prod(high - low), 1e-9)
    x, y = shares.T
    area = 0.5 * abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))))
    hidden = max((_hidden(stage, spot, view) for view in views), default=0.0)
    middle = 1 - 0.5 * abs(float(low[0] + high[0]) / 2 - 0.5)
    return min(area, 0.30) * float(inside) ** 2 * (1 - min(1.0, hidden)) * middle


def _hidden(stage: Stage, spot: Spot, view: View) -> float:
    """Return the share of something on a wall that somebody before it hides."""
    own = _view_of(stage, spot)
    if own.away < view.away - 0.3:
        return 0.0
    shares = [
        max(0.0, min(mine[1], other[1]) - max(mine[0], other[0])) / max(mine[1] - mine[0], 1e-6)
        for mine, other in ((own.across, view.across), (own.up, view.up))
    ]
    return shares[0] * shares[1]


def _view_of(stage: Stage, spot: Spot) -> View:
    """Return what something on a wall takes of the frame."""
    seen = [stage.before_eye(corner) for corner in spot.corners()]
    aside = [x / max(z, NEAR) for x, _, z in seen]
    up = [(y - stage.camera.height) / max(z, NEAR) for _, y, z in seen]
    return View(stage, min(z for _, _, z in seen) - 0.5, (min(aside), max(aside)), (min(up), max(up)))


def views_of_ground(stage: Stage, decals: Sequence[OnGround]) -> list[View]:
    """Return what the decals on the ground take of the frame, so that nothing stands on them."""
    out = []
    for each in decals:
        corners = [
            (each.x + 0.7 * a * each.half_wide, 0.0, each.z + 0.7 * b * each.half_high)
            for a, b in product((-1, 1), repeat=2)
        ]
        seen = [stage.before_eye(corner) for corner in corners]
        if min(z for _, _, z in seen) < NEAR:
            continue
        aside, up = [x / z for x, _, z in seen], [(y - stage.camera.height) / z for _, y, z in seen]
        away = max(z for _, _, z in seen)
        out.append(View(stage, away, (min(aside), max(aside)), (min(up), max(up))))
    return out


def clear_before(stage: Stage, pieces: Pieces, spots: Sequence[Spot]) -> None:
    """Take away what stands between the eye and what is on a wall, but for what bears something itself."""
    bearing = [spot.wall.block for spot in spots]
    views = [(spot, _view_of(stage, spot)) for spot in spots]
    pieces.blocks = [
        block for block in pieces.blocks
        if any(block is each for each in bearing) or not any(_is_before(stage, block, *each) for each in views)
    ]  # fmt: skip


def _is_before(stage: Stage, block: Block, spot: Spot, view: View) -> bool:
    """Tell whether a block is on the eye's side of a wall, and covers what is there."""
    middle = (block.low + block.high) / 2
    if float((middle - np.array(spot.wall.foot)) @ spot.wall.normal) < OFF:
        return False
    (x0, y0, z0), (x1, y1, z1) = block.low.tolist(), block.high.tolist()
    seen = [stage.before_eye(corner) for corner in product((x0, x1), (y0, y1), (z0, z1))]
    farthest = max(z for _, _, z in (stage.before_eye(corner) for corner in spot.corners()))
    if sum(z for _, _, z in seen) / len(seen) > farthest or max(z for _, _, z in seen) < NEAR:
        return False
    aside = [x / max(z, NEAR) for x, _, z in seen]
    up = [(y - stage.camera.height) / max(z, NEAR) for _, y, z in seen]
    return min(aside) < view.across[1] and view.across[0] < max(aside) and min(up) < view.up[1] and view.up[0] < max(up)
