"""Floor plans as geometry: a rectangle divided into rooms, each of which can be reached through doors."""

from dataclasses import dataclass

import numpy as np

SMALLEST = 0.115  # units: no room is narrower
DOOR = 0.034  # units


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in units, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def wide(self) -> float:
        """Return the width."""
        return self.right - self.left

    @property
    def high(self) -> float:
        """Return the height."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Door:
    """A door: its middle, and whether its wall runs up and down."""

    x: float
    y: float
    upright: bool


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """Rooms and the doors between them; the doors make every room reachable."""

    rooms: tuple[Rect, ...]
    doors: tuple[Door, ...]


def divide(rng: np.random.Generator, whole: Rect, depth: int = 4) -> FloorPlan:
    """Divide a rectangle again and again; each cut gets one door between the two rooms that share most of it."""
    upright = whole.wide > whole.high * (0.8 + 0.4 * float(rng.random()))
    length = whole.wide if upright else whole.high
    share = 0.36 + 0.28 * float(rng.random())
    stop = depth < 2 and float(rng.random()) < 0.35
    if depth == 0 or stop or length * min(share, 1 - share) < SMALLEST:
        return FloorPlan((whole,), ())
    if upright:
        cut = whole.left + length * share
        halves = Rect(whole.left, whole.top, cut, whole.bottom), Rect(cut, whole.top, whole.right, whole.bottom)
    else:
        cut = whole.top + length * share
        halves = Rect(whole.left, whole.top, whole.right, cut), Rect(whole.left, cut, whole.right, whole.bottom)
    first, second = (divide(rng, half, depth - 1) for half in halves)
    door = _door_between(first.rooms, second.rooms, cut, upright=upright)
    return FloorPlan(first.rooms + second.rooms, (*first.doors, *second.doors, door))


def _door_between(first: tuple[Rect, ...], second: tuple[Rect, ...], cut: float, *, upright: bool) -> Door:
    best, middle = -1.0, 0.0
    for one in first:
        for other in second:
            if upright and one.right == cut == other.left:
                low, high = max(one.top, other.top), min(one.bottom, other.bottom)
            elif not upright and one.bottom == cut == other.top:
                low, high = max(one.left, other.left), min(one.right, other.right)
            else:
                continue
            if high - low > best:
                best, middle = high - low, (low + high) / 2
    return Door(cut, middle, upright) if upright else Door(middle, cut, upright)
