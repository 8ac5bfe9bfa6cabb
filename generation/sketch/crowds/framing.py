"""Framing: how large what a picture is about is in it, and where, by what it takes of what the camera sees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame, in_turn
from generation.sketch.canvas.stage import Lens, Stage
from generation.sketch.crowds.standing import Standing

HIGH, WIDE = (0.64, 0.84), (0.56, 0.92)  # of the frame: what is to take, at least and at most, by chance
MARGIN = 0.035  # units of the frame that stay free about it
LEAST = 0.58  # of the frame: what the first ones take though what stands by them is cut for that
FARTHEST, NEAREST = 0.55, 2.6  # how much smaller and larger than the camera has it
LENGTHS = {"wide": 0.62, "close": 1.15}  # against the usual
BEFORE = 1.15  # metres of painted ground about somebody that are to be seen
FOOT = (0.22, 0.455)  # of the frame under its middle: where feet are
LOW = 0.26  # of the frame's height: how far under its middle that of what is low is at most
LEANS = 0.75  # of the free room to its sides: how far aside it stands at most
TURNS = 6  # sizes, places and levels that seeds take in turn
FRAMED_SINCE = 3  # older plans are painted as the camera has them, so that what is edited stays where it is
SEEN = 0.96  # of the frame's height: how far over the feet the horizon is at most
FEW = 2
TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Box:
    """What something takes of a picture, in units from its middle, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def wide(self) -> float:
        """Return its breadth."""
        return max(1e-3, self.right - self.left)

    @property
    def high(self) -> float:
        """Return its height."""
        return max(1e-3, self.bottom - self.top)

    @property
    def middle(self) -> tuple[float, float]:
        """Return where its middle is."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def fits(self, room: tuple[float, float], zoom: float) -> bool:
        """Tell whether it is no larger than some room."""
        return zoom * self.wide <= room[0] + TINY and zoom * self.high <= room[1] + TINY


@dataclass(frozen=True, slots=True)
class Shot:
    """What a camera sees: what comes first, that and what stands by it, and the level of the horizon, in units.

    `grounded` tells that it stands on the ground, so that its feet are near the lower edge.
    """

    first: Box
    whole: Box
    grounded: bool
    horizon: float


def frame_cast(canvas: Canvas, stage: Stage, cast: Sequence[Standing]) -> None:
    """Let the stage show people and what else the picture is about large, all of them, and not all in the middle."""
    about = [one for one in cast if one.framed]
    first = [one for one in about if one.half or one.leads] or about
    if not first or canvas.plan.version < FRAMED_SINCE:
        return
    luck = [in_turn(canvas.seed, f"lens {name}", TURNS) / (TURNS - 1) for name in ("size", "aside")]
    if len(first) > FEW:  # each of many is small enough
        luck[0] = 1.0
    shot = Shot(
        around([box_of(stage, one) for one in first]),
        around([box_of(stage, one) for one in about]),
        any(one.y <= 0 for one in first),
        stage.composed[1],
    )
    if any(decal.on == "floor" for decal in canvas.plan.decals) and shot.grounded:
        shot = replace(shot, first=_with_ground(stage, shot.first, first), whole=_with_ground(stage, shot.whole, first))
    stage.look_through(lens_for(canvas.frame, shot, luck, LENGTHS.get(canvas.plan.camera, 1.0)))


def _with_ground(stage: Stage, box: Box, first: Sequence[Standing]) -> Box:
    """Return what is taken by some and by the ground before them, on which something is painted."""
    spots = [
        stage.in_units((one.x + x, 0.0, one.z - BEFORE))
        for one in first for x in (-BEFORE, BEFORE) if stage.before_eye((one.x, 0.0, one.z - BEFORE))[2] > BEFORE
    ]  # fmt: skip
    return around([box, *(Box(x, box.top, x, y) for x, y in spots)])


def box_of(stage: Stage, standing: Standing) -> Box:
    """Return what of the picture is taken by what is to be seen of something."""
    left, bottom, right, top = standing.framed or standing.bounds
    x, y = stage.in_units((standing.x, standing.y, standing.z))
    scale = stage.scale_at((standing.x, standing.y, standing.z))
    if stage.side < 0:
        left, right = -right, -left
    return Box(x + left * scale, y - top * scale, x + right * scale, y - bottom * scale)


def around(boxes: Sequence[Box]) -> Box:
    """Return what some take together."""
    return Box(
        min(box.left for box in boxes), min(box.top for box in boxes),
        max(box.right for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip


def lens_for(frame: Frame, shot: Shot, luck: Sequence[float], length: float = 1.0) -> Lens:
    """Return the lens that shows what comes first large, and what stands by it if that leaves it large enough."""
    room = frame.width / frame.unit - 2 * MARGIN, frame.height / frame.unit - 2 * MARGIN
    zoom = _zoom_of(frame, shot, room, luck[0], length)
    fits = shot.whole.fits(room, zoom)
    shown = shot.whole if fits else shot.first
    slack = max(0.0, room[0] - zoom * shown.wide) / 2, max(0.0, room[1] - zoom * shown.high) / 2
    across, down = shown.middle
    tall = frame.height / frame.unit
    # What is cut makes room on the other side; what is whole stays on its own.
    square = max(0.0, min(room) - zoom * shown.wide) / 2  # a longer frame shows more beside it
    aside = (2 * luck[1] - 1) * square * LEANS if fits else zoom * (across - shot.whole.middle[0])
    foot = max(FOOT[0], min(FOOT[1], shot.first.bottom / tall)) * tall - zoom * shown.high / 2
    level = min(foot, LOW * tall) if shot.grounded else down
    aside, level = max(-slack[0], min(slack[0], aside)), max(-slack[1], min(slack[1], level))
    return Lens(zoom, across - aside / zoom, down - level / zoom)


def _zoom_of(frame: Frame, shot: Shot, room: tuple[float, float], luck: float, length: float) -> float:
    """Return how much larger to show what the camera sees."""
    wide, high = frame.width / frame.unit, frame.height / frame.unit

    def to_take(box: Box, share_wide: float, share_high: float) -> float:
        shares = length * share_wide * wide / box.wide, length * share_high * high / box.high
        return min(*shares, room[0] / box.wide, room[1] / box.high)

    shares = (WIDE[0] + (WIDE[1] - WIDE[0]) * luck, HIGH[0] + (HIGH[1] - HIGH[0]) * luck)
    least = to_take(shot.first, WIDE[1], LEAST)
    zoom = max(to_take(shot.whole, *shares), min(to_take(shot.first, *shares), least))
    if shot.whole.fits((wide, high), 1.0):  # the camera has it large enough
        zoom = max(zoom, length if length < 1 else 1.0)
    over = max(1e-3, shot.first.bottom - shot.horizon)  # looked down upon, there is nothing but ground about it
    zoom = min(zoom, max(least, SEEN * high / over)) if shot.grounded else zoom
    return max(FARTHEST, min(NEAREST, zoom))
