"""Sightlines: what of the frame somebody takes who is to be seen, and what would stand before them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from generation.sketch.canvas.stage import NEAR, Stage
from generation.sketch.crowds.standing import Standing
from generation.sketch.props.sets.pieces import Block, Pieces

HEAD_FROM = 0.82  # of the height of a figure's bounds: there a person ends
DEEP = 0.35  # metres that somebody takes to the front and back
SHARE = 0.85  # of a body's breadth and height: a sleeve's edge may be hidden


@dataclass(frozen=True, slots=True)
class View:
    """What somebody takes of the frame, as shares of the distance: to the sides, and from foot to head."""

    stage: Stage
    away: float
    across: tuple[float, float]
    up: tuple[float, float]

    def is_hidden_by(self, block: Block) -> bool:
        """Tell whether a block stands before somebody, or where they stand."""
        return self._is_before(block, min)

    def is_behind(self, block: Block) -> bool:
        """Tell whether a block stands before somebody as a whole: a wall that runs past them does not."""
        return self._is_before(block, _mean)

    def _is_before(self, block: Block, of: Callable[[Sequence[float]], float]) -> bool:
        corners = product(*zip(block.low.tolist(), block.high.tolist(), strict=True))
        points = [self.stage.before_eye((x, y, z)) for x, y, z in corners]
        if of([away for _, _, away in points]) > self.away + DEEP:
            return False
        seen = [
            (aside / max(away, NEAR), (y - self.stage.camera.height) / max(away, NEAR)) for aside, y, away in points
        ]
        across, up = ([point[axis] for point in seen] for axis in (0, 1))
        return _overlap((min(across), max(across)), self.across) and _overlap((min(up), max(up)), self.up)


def clear(pieces: Pieces, views: Sequence[View]) -> None:
    """Take away all that stands before those who are to be seen."""
    pieces.blocks = [block for block in pieces.blocks if not any(view.is_behind(block) for view in views)]


def views_of(stage: Stage, standings: Sequence[Standing]) -> list[View]:
    """Return the views of all that nothing may hide."""
    views = []
    for standing in standings:
        breadth = standing.half or (0.5 * (standing.bounds[2] - standing.bounds[0]) if standing.leads else 0.0)
        if breadth:
            aside, _, away = stage.before_eye((standing.x, standing.y, standing.z))
            away = max(away, NEAR)
            aside += (standing.bounds[0] + standing.bounds[2]) / 2
            foot, head = standing.y - stage.camera.height, standing.y + HEAD_FROM * standing.bounds[3]
            reach = (foot / away, (head - stage.camera.height) / away)
            half = SHARE * breadth
            views.append(View(stage, away, ((aside - half) / away, (aside + half) / away), reach))
    return views


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
