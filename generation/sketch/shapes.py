"""Parts of items and the outlines they are made of: arcs, boxes, discs and ribbons, in free units, y downwards."""

import math
from dataclasses import dataclass
from itertools import pairwise

from generation.sketch.relief import Spot, curve


@dataclass(frozen=True, slots=True)
class Part:
    """One shape: outline, colour ("accent" and "second" are the palette's), rounding, gloss, and how much it glows."""

    points: tuple[Spot, ...]
    colour: str
    rounding: float = 0.03
    gloss: float = 0.9
    glow: float = 0.0
    tinted: bool = False  # takes the colour the prompt asks for


@dataclass(frozen=True, slots=True)
class Item:
    """A thing: its parts and its callouts, each a text and the spot it points to."""

    parts: tuple[Part, ...]
    labels: tuple[tuple[str, Spot], ...]


def arc(x: float, y: float, radius: float, start: float = 0.0, stop: float = math.tau, steps: int = 24) -> list[Spot]:
    """Return points along an arc; angles in radians, clockwise from the right."""
    return [
        (
            x + radius * math.cos(start + (stop - start) * i / steps),
            y + radius * math.sin(start + (stop - start) * i / steps),
        )
        for i in range(steps + 1)
    ]


def box(left: float, top: float, right: float, bottom: float, corner: float = 0.012) -> tuple[Spot, ...]:
    """Return a rectangle with rounded corners."""
    half = math.pi / 2
    return tuple(
        arc(left + corner, top + corner, corner, 2 * half, 3 * half, 5)
        + arc(right - corner, top + corner, corner, 3 * half, 4 * half, 5)
        + arc(right - corner, bottom - corner, corner, 0, half, 5)
        + arc(left + corner, bottom - corner, corner, half, 2 * half, 5)
    )


def disc(x: float, y: float, radius: float) -> tuple[Spot, ...]:
    """Return a circle."""
    return tuple(arc(x, y, radius, steps=30))


def turned(points: tuple[Spot, ...], angle: float) -> tuple[Spot, ...]:
    """Turn an outline about the origin, clockwise, by radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    return tuple((x * cos - y * sin, x * sin + y * cos) for x, y in points)


def ribbon(spine: list[Spot], half: float) -> list[Spot]:
    """Return the outline of a band along a curved spine."""
    points = curve(spine, 8, closed=False)
    left, right = [], []
    for (x, y), (ahead_x, ahead_y) in pairwise(points):
        length = math.hypot(ahead_x - x, ahead_y - y) or 1.0
        nx, ny = -(ahead_y - y) / length * half, (ahead_x - x) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]
