"""Grouping: how near the people stand whom a picture is about, so that all are seen, large, and as one group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.staging import Mark
from generation.sketch.people.shapes import height_of
from generation.sketch.planning import lexicon

SHARES = (0.68, 0.63, 0.58, 0.53, 0.49, 0.45, 0.42)  # of the frame's short side: how tall the nearest of so many is
LEAST_SHARE = 0.48  # from high above
EYE_LEVEL = 2.3  # metres; an eye that is higher looks down on purpose
EDGE = 0.04  # units of the frame that stay free about a group
USUAL_HEIGHT, LEAST_HEIGHT = 1.78, 1.15  # metres
APART = 0.92  # how much of what two people take stays between their middles
FARTHER, FARTHEST = 1.05, 14.0  # how a group that is too broad goes back, and how far, in metres
HALF = {
    "run": 0.52, "aim": 0.56, "cast": 0.52, "dance": 0.50, "fight": 0.54, "raise": 0.44, "lie": 0.95, "sneak": 0.42,
    "crouch": 0.42, "jump": 0.55, "point": 0.5, "walk": 0.40, "fall": 0.7, "carry": 0.5, "ride": 0.5, "kneel": 0.42,
}  # fmt: skip
USUAL_HALF = 0.38  # metres: half of the breadth of who stands
FIXED = frozenset({"ritual"})  # what is done with a thing between people, who keep their places about it


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a group: the mark, the pose, the height in metres, and of several half the breadth."""

    mark: Mark
    pose: str
    tall: float
    breadth: float = 0.0

    @property
    def half(self) -> float:
        """Half of the breadth, in metres."""
        return self.breadth or HALF.get(self.pose, USUAL_HALF) * max(1.0, 1.3 * self.tall / USUAL_HEIGHT - 0.3)


@dataclass(frozen=True, slots=True)
class Group:
    """Where a group's middle is, in metres to the right of the eye and away from it, and everybody's mark about it."""

    aside: float
    away: float
    marks: tuple[Mark, ...]


def share_of(count: int) -> float:
    """Return how much of the frame's short side the nearest of some people takes."""
    return SHARES[min(max(1, count), len(SHARES)) - 1]


def with_people(canvas: Canvas, camera: Camera) -> Camera:
    """Return the camera moved so that the plan's people can stand near, with their feet in the frame."""
    count = min(canvas.plan.count("figure"), lexicon.MOST)
    if not count:
        return camera
    tall = 0.10 * max(0.0, canvas.frame.height - canvas.frame.width) / canvas.frame.unit
    lowest = 0.5 * canvas.frame.height / canvas.frame.unit - EDGE - tall
    above = camera.height > EYE_LEVEL
    share = min(LEAST_SHARE, 0.85 * share_of(count)) if above else share_of(count)
    level = min(camera.y, max(-0.36 if above else -0.20, lowest - share * camera.height / USUAL_HEIGHT))
    people = [subject for subject in canvas.plan.subjects if subject.kind == "figure"]
    tallest = max(height_of(subject, woman=subject.gender == "woman") for subject in people)
    return replace(camera, y=level, height=min(camera.height, (lowest - level) * _as_seen(tallest) / share))


def _as_seen(tallest: float) -> float:
    """Return how tall the tallest of a group counts: who are all small, or sit, are seen as large as others."""
    return max(LEAST_HEIGHT, min(USUAL_HEIGHT, tallest))


def group_of(
    stage: Stage, members: Sequence[Member], action: str, sway: float, free: tuple[float, float] = (-9.0, 9.0)
) -> Group:
    """Return where a group stands so that everybody is inside the frame, nobody before another, and all are large.

    `sway` is how far its middle would be from the frame's, and `free` what of the frame is theirs, both in units.
    """
    free = _free_part(stage, free)
    away = _nearest(stage, members)
    marks = _spread(members, action, away)
    lowest, highest = _slack(stage, members, marks, away, free)
    while lowest > highest and away < FARTHEST:
        away *= FARTHER
        marks = _spread(members, action, away)
        lowest, highest = _slack(stage, members, marks, away, free)
    aside = min(highest, max(lowest, sway * away / stage.camera.focal)) if lowest <= highest else (lowest + highest) / 2
    return Group(aside, away, tuple(marks))


def _free_part(stage: Stage, free: tuple[float, float]) -> tuple[float, float]:
    """Return from where to where people may be seen, in units to the right of where the eye looks."""
    frame = stage.frame
    half = frame.width / 2 / frame.unit - EDGE
    shifted = stage.composed[0] * stage.side
    return max(-half - shifted, free[0]), min(half - shifted, free[1])


def _nearest(stage: Stage, members: Sequence[Member]) -> float:
    """Return how near a group may come: as tall in the frame as so many are, with heads and feet inside it."""
    camera, frame = stage.camera, stage.frame
    horizon, half = stage.composed[1], frame.height / 2 / frame.unit - EDGE
    away, usual = 0.0, _as_seen(max(member.tall for member in members))
    for member in members:
        foot = camera.height / max(0.08, half - horizon)
        head = (member.tall - camera.height) / max(0.08, half + horizon)
        near = max(usual / share_of(len(members)), 0.9 * member.tall / share_of(len(members)), foot, head)
        away = max(away, camera.focal * near - member.mark.behind)
    return away


def _spread(members: Sequence[Member], action: str, away: float) -> list[Mark]:
    """Return the marks, moved aside until nobody stands before another where nothing keeps them at their places."""
    if action in FIXED:
        return [member.mark for member in members]
    order = sorted(
        range(len(members)), key=lambda index: members[index].mark.aside / (away + members[index].mark.behind)
    )
    places: dict[int, float] = {}
    end = -99.0
    for index in order:
        depth = away + members[index].mark.behind
        half = APART * members[index].half / depth
        places[index] = max(members[index].mark.aside / depth, end + half)
        end = places[index] + half
    before = sum(member.mark.aside / (away + member.mark.behind) for member in members)
    shift = (before - sum(places.values())) / len(members)
    return [
        replace(member.mark, aside=(places[index] + shift) * (away + member.mark.behind))
        for index, member in enumerate(members)
    ]


def _slack(
    stage: Stage, members: Sequence[Member], marks: Sequence[Mark], away: float, free: tuple[float, float]
) -> tuple[float, float]:
    """Return how far left and right the group's middle may be for everybody to be inside the frame."""
    focal = stage.camera.focal
    depths = [(away + mark.behind) / focal for mark in marks]
    lowest = max(
        free[0] * depth - mark.aside + member.half for depth, mark, member in zip(depths, marks, members, strict=True)
    )
    highest = min(
        free[1] * depth - mark.aside - member.half for depth, mark, member in zip(depths, marks, members, strict=True)
    )
    return lowest, highest
