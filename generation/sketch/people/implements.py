"""Small things that hands work with, and that lie nowhere by themselves: a cigarette, knitting, a brush, a balloon."""

from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, Vector, ball, beam, joined, tube
from generation.sketch.people.person import Person

PAPER, EMBER = Skin(colour("#e8e2d6"), 0.2), Skin(colour("#ff7a2a"), 0.2, 1.0)
SMOKE = Skin(colour("#9a9aa2"), 0.0, 0.18)
STEEL, WOOD = Skin(colour("#a8b0ba"), 0.9), Skin(colour("#8a6038"), 0.3)
DARK = Skin(colour("#1c1d22"), 0.5)
BALLOON = colour("#c8242c")


def _at(spot: Array) -> Vector:
    return float(spot[0]), float(spot[1]), float(spot[2])


def _cigarette(person: Person) -> Mesh:
    """Hold a cigarette before the mouth, its smoke curling up."""
    tall, hand = person.tall, person.pose.hands[0]
    out = hand + np.array([0.012, 0.020, 0.030]) * tall
    tip = out + np.array([-0.012, 0.010, 0.055]) * tall
    curl = [tip + np.array([0.012 * np.sin(3.1 * step) * step, 0.045 * step, 0.004 * step]) * tall for step in range(6)]
    return joined(
        [
            tube([_at(out), _at(tip)], [0.0055 * tall] * 2, PAPER, 8),
            ball(_at(tip), (0.007 * tall,) * 3, EMBER, 6, 8),
            tube([_at(spot) for spot in curl], [0.0012 * tall + 0.0008 * tall * step for step in range(6)], SMOKE, 6),
        ]
    )


def _knitting(person: Person) -> Mesh:
    """Hold two needles that cross, and what hangs from them."""
    tall, (right, left) = person.tall, person.pose.hands
    wool = Skin(mix(person.accent, colour("#b04848"), 0.6), 0.05)
    middle = (right + left) / 2 + np.array([0.0, 0.02, 0.03]) * tall
    needles = [
        tube(
            [
                _at(hand + np.array([-way * 0.03, -0.03, 0.0]) * tall),
                _at(middle + np.array([way * 0.05, 0.06, 0.02]) * tall),
            ],
            [0.0045 * tall, 0.002 * tall],
            STEEL,
            6,
        )
        for hand, way in ((right, 1.0), (left, -1.0))
    ]
    rows = [
        beam(
            _at(middle + np.array([-0.055, -0.014 * row, 0.012]) * tall),
            _at(middle + np.array([0.055, -0.014 * row, 0.012]) * tall),
            0.016 * tall,
            0.012 * tall,
            Skin(mix(wool.colour, WHITE, 0.22 * (row % 2)), 0.05),
        )
        for row in range(12)
    ]
    return joined([*needles, *rows])


def _brush(person: Person) -> Mesh:
    """Hold a brush, and a palette in the other hand."""
    tall, (hand, other) = person.tall, person.pose.hands
    tip = hand + np.array([0.0, 0.03, 0.09]) * tall
    plate = other + np.array([-0.02, 0.02, 0.05]) * tall
    dabs = [
        ball(
            _at(plate + np.array([x, 0.012, z]) * tall),
            (0.014 * tall, 0.006 * tall, 0.014 * tall),
            Skin(colour(code), 0.4),
            4,
            8,
        )
        for x, z, code in ((-0.04, 0.0, "#c83030"), (0.0, 0.035, "#3060c8"), (0.04, 0.01, "#e0b030"))
    ]
    return joined(
        [
            tube([_at(hand - np.array([0, 0.01, 0.03]) * tall), _at(tip)], [0.004 * tall] * 2, WOOD, 6),
            ball(_at(tip), (0.008 * tall, 0.008 * tall, 0.016 * tall), Skin(person.accent, 0.3), 5, 8),
            ball(_at(plate), (0.085 * tall, 0.007 * tall, 0.062 * tall), WOOD, 5, 16),
            *dabs,
        ]
    )


def _microphone(person: Person) -> Mesh:
    tall, hand = person.tall, person.pose.hands[0]
    top = hand + np.array([0.02, 0.055, 0.0]) * tall
    return joined(
        [
            tube([_at(hand - np.array([0.01, 0.05, 0]) * tall), _at(top)], [0.009 * tall, 0.012 * tall], DARK, 8),
            ball(_at(top), (0.020 * tall,) * 3, STEEL, 8, 10),
        ]
    )


def _balloon(person: Person) -> Mesh:
    """Hold a balloon on a string, over the head."""
    tall, hand = person.tall, person.pose.hands[1]
    top = hand + np.array([0.14 * tall, max(0.55 * tall, 0.75), -0.02])
    size = 0.10 + 0.055 * tall
    bend = (hand + top) / 2 + np.array([0.05 * tall, -0.03, 0.0])
    tint = Skin(BALLOON, 0.9, 0.12)
    return joined(
        [
            tube([_at(hand), _at(bend), _at(top)], [0.003 * tall + 0.002] * 3, PAPER, 5),
            ball(_at(top + np.array([0.0, size, 0.0])), (0.82 * size, size, 0.82 * size), tint, 12, 18),
            ball(_at(top), (0.02, 0.02, 0.02), tint, 4, 6),
        ]
    )


IMPLEMENTS: dict[str, Callable[[Person], Mesh]] = {
    "cigarette": _cigarette,
    "knitting": _knitting,
    "brush": _brush,
    "microphone": _microphone,
    "balloon": _balloon,
}
