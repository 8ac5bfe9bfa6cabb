"""Staging: where people stand, and in what pose, for what they do together."""

import math
from dataclasses import dataclass

import numpy as np

POSES = {
    "drink": "drink", "dance": "dance", "fight": "fight", "sneak": "crouch", "work": "type", "hack": "type",
    "cast": "cast", "guard": "stand", "celebrate": "raise", "sleep": "lie", "play_cards": "sit", "table_talk": "sit",
    "interrogate": "sit", "chase": "run", "gunfight": "aim", "ritual": "cast",
}  # fmt: skip
#: What is done at a table, of which there must be one.
AT_TABLE = frozenset({"table_talk", "play_cards", "interrogate"})


@dataclass(frozen=True, slots=True)
class Mark:
    """Where somebody is: metres to the right of the group's middle and behind it; the pose, "" for the usual one."""

    aside: float
    behind: float
    pose: str = ""


def marks_for(action: str, count: int, rng: np.random.Generator, spread: float = 5.0) -> list[Mark]:
    """Return a mark for each of some people, in the order in which they are named."""
    if count <= 0:
        return []
    stage = _STAGED.get(action)
    return stage(count, rng, POSES.get(action, "")) if stage else _row(count, rng, POSES.get(action, ""), spread)


def _row(count: int, rng: np.random.Generator, pose: str, spread: float = 5.0) -> list[Mark]:
    """Stand side by side, every other a step behind."""
    step = min(1.5, spread / max(1, count))
    return [
        Mark(
            (index - (count - 1) / 2) * step,
            (0.9 * (index % 2) + 0.35 * float(rng.random())) if count > 1 else 0.0,
            pose,
        )
        for index in range(count)
    ]


def _ring(count: int, rng: np.random.Generator, pose: str, radius: float = 1.35) -> list[Mark]:
    """Stand round a middle, nobody quite before another."""
    start = math.pi / 2 - math.pi / max(3, count) + 0.3 * (float(rng.random()) - 0.5)
    marks = []
    for index in range(count):
        a = start + math.tau * index / max(2, count)
        marks.append(Mark(radius * 1.25 * math.cos(a), radius * (1 + 0.8 * math.sin(a)), pose))
    return marks


def _talk(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Stand in a half circle that is open to the viewer."""
    if count == 1:
        return [Mark(0.0, 0.0, pose)]
    marks = []
    for index in range(count):
        a = math.pi * (0.08 + 0.84 * index / (count - 1))
        marks.append(Mark(-0.45 * max(1.6, count) * math.cos(a), 0.7 * math.sin(a) + 0.1 * float(rng.random()), pose))
    return marks


def _at_table(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Sit at the ends and behind a table whose middle is a metre behind the nearest."""
    places = [(-1.15, 0.9), (1.15, 0.9), (-0.45, 1.75), (0.45, 1.75), (-1.2, 1.5), (1.2, 1.5), (0.0, 1.9)]
    return [Mark(x, z + 0.05 * float(rng.random()), pose) for x, z in places[:count]]


def _ritual(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    return _ring(count, rng, pose, 1.5)


def _chase(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Run: the first away from the others, who come after in a string."""
    side = 1 if rng.random() < 0.5 else -1
    return [
        Mark(-side * (1.5 - 1.35 * index), (0.0 if not index else 1.2 + 0.9 * index), pose) for index in range(count)
    ]


def _two_sides(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Face each other from two sides."""
    marks = []
    for index in range(count):
        side = -1 if index % 2 == 0 else 1
        marks.append(
            Mark(side * (1.7 + 0.3 * (index // 2)), 0.2 + 1.1 * (index // 2) + 0.4 * float(rng.random()), pose)
        )
    return marks if count > 1 else [Mark(-0.6, 0.0, pose)]


def _queue(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    side = 1 if rng.random() < 0.5 else -1
    return [Mark(side * (1.4 - 0.75 * index), 1.15 * index, pose) for index in range(count)]


def _guard(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Stand to both sides of what is guarded."""
    return [
        Mark(
            (-1 if index % 2 else 1) * (1.35 + 0.75 * (index // 2)),
            0.3 * (index // 2) + 0.1 * float(rng.random()),
            pose,
        )
        for index in range(count)
    ]


def _carry(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    """Carry the last who is named: two have hold of head and feet, the others go with them."""
    if count < 2:
        return [Mark(0.0, 0.0, "carry")]
    bearers = [Mark(-0.95, 0.15, "carry"), Mark(0.95, 0.15, "carry")]
    others = [Mark(-1.9 + 3.8 * (index % 2), 0.9 + 0.6 * (index // 2), "walk") for index in range(count)]
    return [*(bearers + others)[: count - 1], Mark(0.0, 0.0, "lie")]


def _scattered(count: int, rng: np.random.Generator, pose: str) -> list[Mark]:
    return [
        Mark((index - (count - 1) / 2) * 1.05, 1.6 * float(rng.random()) + 0.5 * (index % 2), pose)
        for index in range(count)
    ]


_STAGED = {
    "talk": _talk, "meet": _talk, "deal": _talk, "drink": _talk, "table_talk": _at_table, "play_cards": _at_table,
    "interrogate": _at_table, "ritual": _ritual, "chase": _chase, "gunfight": _two_sides, "fight": _two_sides,
    "queue": _queue, "guard": _guard, "carry": _carry, "dance": _scattered, "celebrate": _scattered,
}  # fmt: skip
ACTIONS = frozenset({*_STAGED, *POSES})
