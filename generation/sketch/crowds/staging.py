"""Staging: where people stand, in what pose and looking where, for what they do together."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

POSES = {
    "drink": "drink",
    "dance": "dance",
    "fight": "fight",
    "sneak": "sneak",
    "work": "type",
    "hack": "type",
    "cast": "cast",
    "guard": "stand",
    "celebrate": "raise",
    "sleep": "lie",
    "play_cards": "sit",
    "table_talk": "sit",
    "interrogate": "sit",
    "chase": "run",
    "gunfight": "aim",
    "ritual": "cast",
}
CIRCLE = 1.5  # metres: the radius of a ritual's circle


@dataclass(frozen=True, slots=True)
class Mark:
    """Where somebody is: metres to the right of the group's middle and behind it; the pose, "" for the usual one.

    `facing` is how far the body is turned to the right, in radians, or None where that does not matter.
    """

    aside: float
    behind: float
    pose: str = ""
    facing: float | None = None

    def towards(self, aside: float, behind: float, share: float = 1.0) -> "Mark":
        """Return the mark looking at a place, or only partly so: who turns the back shows no face."""
        turn = math.atan2(aside - self.aside, self.behind - behind)
        return replace(self, facing=max(-1.3, min(1.3, turn)) * share)


def marks_for(action: str, count: int, rng: np.random.Generator, spread: float = 5.0) -> list[Mark]:
    """Return a mark for each of some people, in the order in which they are named."""
    pose = POSES.get(action, "")
    if count <= 0:
        return []
    return _STAGED[action](count, rng, pose) if action in _STAGED else _row(count, rng, pose, spread)


def _row(count: int, rng: np.random.Generator, pose: str, spread: float) -> list[Mark]:
    """Stand in a loose half circle that is open to us, near each other and turned to one another, no two in one line.

    Of three and more one at an end is nearest and half turned away: we look past a shoulder at the others.
    """
    step = min(0.9, spread / max(1, count))
    if count == 1:
        return [Mark(0.0, 0.0, pose)]
    if count == 2:
        nearer = 0.35 if rng.random() < 0.5 else 0.0
        return [Mark(-0.5, nearer, pose, 0.75), Mark(0.5, 0.35 - nearer, pose, -0.75)]
    middle = (count - 1) / 2
    near_end = 0 if rng.random() < 0.5 else count - 1
    marks = []
    for index in range(count):
        out = (index - middle) / middle
        behind = 0.2 + 0.75 * (1 - out * out) + 0.22 * (index % 2) + 0.2 * float(rng.random())
        mark = Mark((index - middle) * step, behind, pose).towards(0.0, 0.25, 0.85)
        if index == near_end:
            mark = replace(mark, behind=0.0, facing=-1.75 if out > 0 else 1.75)
        marks.append(mark)
    return marks


def _talk(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Stand in a half circle that is open to the viewer, looking at one another."""
    if count == 1:
        return [Mark(0.0, 0.0, pose)]
    half = 0.36 * max(1.9, count)
    marks = []
    for index in range(count):
        angle = math.pi * (0.06 + 0.88 * index / (count - 1))
        behind = 0.75 * math.sin(angle) + 0.1 * float(rng.random())
        marks.append(Mark(-half * math.cos(angle), behind, pose).towards(0.0, 0.3, 0.75))
    return marks


def _ritual(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Stand round a circle, nobody quite before another."""
    start = math.pi / 2 - math.pi / max(3, count) + 0.3 * (float(rng.random()) - 0.5)
    marks = []
    for index in range(count):
        angle = start + math.tau * index / max(2, count)
        mark = Mark(1.3 * CIRCLE * math.cos(angle), CIRCLE * (1 + 0.9 * math.sin(angle)), pose)
        marks.append(mark.towards(0.0, CIRCLE, 0.8))
    return marks


def _chase(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Run: the first away from the others, who come after in a string."""
    side = 1 if rng.random() < 0.5 else -1
    return [
        Mark(side * (1.35 - 1.25 * index), (0.0 if not index else 0.5 + 0.5 * index), pose, side * 0.85)
        for index in range(count)
    ]


def _two_sides(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Face each other from two sides."""
    marks = []
    for index in range(count):
        side = -1 if index % 2 == 0 else 1
        behind = 0.2 + 1.1 * (index // 2) + 0.4 * float(rng.random())
        marks.append(Mark(side * (1.45 + 0.5 * (index // 2)), behind, pose, -side * 1.05))
    return marks if count > 1 else [Mark(-0.6, 0.0, pose, 0.9)]


def _queue(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Wait in a line that runs away from the viewer."""
    side = 1 if rng.random() < 0.5 else -1
    return [Mark(side * (1.3 - 0.7 * index), 0.7 * index, pose, -side * 0.9) for index in range(count)]


def _guard(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Stand to both sides of what is guarded."""
    return [
        Mark(
            (-1 if index % 2 else 1) * (1.2 + 0.75 * (index // 2)), 0.3 * (index // 2), pose, 0.3 * float(rng.random())
        )
        for index in range(count)
        for side in (-1 if index % 2 else 1,)
    ]


def _scattered(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    return [
        Mark((index - (count - 1) / 2) * 1.05, 1.6 * float(rng.random()) + 0.5 * (index % 2), pose)
        for index in range(count)
    ]


_STAGED: dict[str, Callable[[int, np.random.Generator, str], list[Mark]]] = {
    "talk": _talk,
    "meet": _talk,
    "deal": _talk,
    "drink": _talk,
    "ritual": _ritual,
    "chase": _chase,
    "gunfight": _two_sides,
    "fight": _two_sides,
    "queue": _queue,
    "guard": _guard,
    "dance": _scattered,
    "celebrate": _scattered,
}
ACTIONS = frozenset({*_STAGED, *POSES})
