"""The tones and grades of an edit as one matrix: what an image's colours become, here and on the page's canvas alike.

A matrix has three rows of four: a colour's red, green and blue (0 to 255) are multiplied by the first three of a row,
the fourth is added, and the sum is rounded and cut to a byte. Several are multiplied before the first pixel is
touched, so that nothing is cut off in between and the order is part of the value.
"""

from dataclasses import dataclass
from typing import TypeAlias

from generation.i18n import N_

Row: TypeAlias = tuple[float, float, float, float]
Matrix: TypeAlias = tuple[Row, Row, Row]

IDENTITY: Matrix = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0))
#: How much of what is seen as brightness is red, green and blue (Rec. 709).
LUMA = (0.2126, 0.7152, 0.0722)
#: What contrast leaves as it is.
MIDDLE = 127.5
#: By how much the warmest image has more red and less blue.
WARMTH = 0.22


@dataclass(frozen=True, slots=True)
class Grade:
    """A filter: what it is called, and its matrix."""

    title: str
    matrix: Matrix


def contrast_matrix(factor: float) -> Matrix:
    """Return what draws colours from the middle (above 1), or to it."""
    lift = MIDDLE * (1 - factor)
    return ((factor, 0.0, 0.0, lift), (0.0, factor, 0.0, lift), (0.0, 0.0, factor, lift))


def gains(red: float, green: float, blue: float, lift: float = 0.0) -> Matrix:
    """Return what multiplies each channel, and adds to all."""
    return ((red, 0.0, 0.0, lift), (0.0, green, 0.0, lift), (0.0, 0.0, blue, lift))


def saturation_matrix(factor: float) -> Matrix:
    """Return what draws colours from grey of the same brightness (above 1), or to it: 0 leaves grey."""
    rows = []
    for channel in range(3):
        row = [weight * (1 - factor) for weight in LUMA]
        row[channel] += factor
        rows.append((row[0], row[1], row[2], 0.0))
    return rows[0], rows[1], rows[2]


def after(second: Matrix, first: Matrix) -> Matrix:
    """Return the one matrix that does the first and then the second."""
    rows = []
    for a, b, c, add in second:
        row = [a * first[0][i] + b * first[1][i] + c * first[2][i] for i in range(4)]
        row[3] += add
        rows.append((row[0], row[1], row[2], row[3]))
    return rows[0], rows[1], rows[2]


#: Of a grade the first step stands last, as in mathematics.
GRADES: dict[str, Grade] = {
    "noir": Grade(N_("noir"), after(gains(1.3, 1.3, 1.3, -14.0), saturation_matrix(0.0))),
    "sepia": Grade(N_("sepia"), after(gains(1.08, 0.94, 0.74, 6.0), saturation_matrix(0.0))),
    "neon": Grade(
        N_("neon"),
        after(((1.12, 0.0, 0.1, -14.0), (0.0, 1.0, 0.08, -14.0), (0.06, 0.0, 1.22, -6.0)), saturation_matrix(1.3)),
    ),
    "cold_steel": Grade(
        N_("cold steel"), after(gains(0.9, 1.0, 1.14), after(contrast_matrix(1.1), saturation_matrix(0.55)))
    ),
    "smog": Grade(
        N_("smog"), after(gains(1.08, 0.98, 0.74, 8.0), after(contrast_matrix(0.88), saturation_matrix(0.7)))
    ),
    "trid": Grade(
        N_("trid broadcast"),
        after(((1.05, 0.02, 0.0, 0.0), (0.0, 1.03, 0.06, 4.0), (0.0, 0.1, 1.02, 8.0)), contrast_matrix(1.15)),
    ),
    "nightvision": Grade(
        N_("night vision"),
        after(((0.0, 0.28, 0.0, 0.0), (0.0, 1.3, 0.0, 14.0), (0.0, 0.34, 0.0, 0.0)), saturation_matrix(0.0)),
    ),
    "faded": Grade(
        N_("faded print"),
        after(gains(0.96, 0.94, 0.9, 22.0), after(contrast_matrix(0.82), saturation_matrix(0.72))),
    ),
}


def tone_matrix(brightness: int, contrast: int, saturation: int, temperature: int, grade: str) -> Matrix:
    """Return the tones and the grade as one matrix: temperature first, then brightness, contrast, saturation, grade."""
    warmth = WARMTH * temperature / 100
    gain = 2.0 ** (brightness / 100)
    matrix = gains(1 + warmth, 1.0, 1 - warmth)
    matrix = after(gains(gain, gain, gain), matrix)
    matrix = after(contrast_matrix(2.0 ** (contrast / 100)), matrix)
    matrix = after(saturation_matrix(1 + saturation / 100), matrix)
    return after(GRADES[grade].matrix, matrix) if grade else matrix
