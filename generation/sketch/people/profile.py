"""The measures of heads: the outline in profile by named points, what each metatype changes, and widths by level.

Units are head heights about the head's centre. Outlines face +x with y downwards, as they are drawn; tables of levels
have y upwards, as meshes do.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Spot = tuple[float, float]
Bump = tuple[float, float, float, float, float]  # x, y, half widths, height
Levels = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


def _table(*pairs: Spot) -> Levels:
    ordered = np.array(sorted(pairs))
    return ordered[:, 0], ordered[:, 1]


FACE: dict[str, Spot] = {
    "crown": (-0.02, -0.50),
    "hairline": (0.22, -0.41),
    "forehead": (0.325, -0.25),
    "brow": (0.362, -0.105),
    "nasion": (0.332, -0.045),
    "bridge": (0.378, 0.03),
    "tip": (0.440, 0.112),
    "nostril": (0.415, 0.150),
    "base": (0.362, 0.165),
    "upper lip": (0.388, 0.212),
    "mouth": (0.362, 0.243),
    "lower lip": (0.376, 0.282),
    "under lip": (0.338, 0.320),
    "chin": (0.352, 0.400),
    "chin end": (0.300, 0.468),
    "jaw": (0.130, 0.425),
    "jaw angle": (-0.070, 0.300),
    "nape": (-0.240, 0.240),
    "occiput": (-0.400, 0.080),
    "back": (-0.435, -0.120),
    "vertex": (-0.300, -0.390),
}

CHANGES: dict[str, dict[str, Spot]] = {
    "elf": {
        "forehead": (0.315, -0.26), "brow": (0.340, -0.105), "tip": (0.428, 0.105), "nostril": (0.398, 0.138),
        "base": (0.350, 0.155),
        "chin": (0.342, 0.430), "chin end": (0.292, 0.492), "jaw": (0.120, 0.405), "jaw angle": (-0.060, 0.265),
    },
    "dwarf": {
        "brow": (0.385, -0.11), "bridge": (0.405, 0.02), "tip": (0.478, 0.118), "nostril": (0.445, 0.168),
        "base": (0.370, 0.180),
        "jaw": (0.140, 0.450), "back": (-0.450, -0.08),
    },
    "ork": {
        "forehead": (0.300, -0.25), "brow": (0.392, -0.120), "nasion": (0.345, -0.035), "bridge": (0.372, 0.04),
        "tip": (0.428, 0.118),
        "nostril": (0.415, 0.165), "base": (0.375, 0.178), "lower lip": (0.412, 0.282), "under lip": (0.382, 0.325),
        "chin": (0.408, 0.410), "chin end": (0.335, 0.495), "jaw": (0.130, 0.465), "jaw angle": (-0.115, 0.345),
    },
    "troll": {
        "crown": (-0.04, -0.47), "hairline": (0.190, -0.40), "forehead": (0.300, -0.26), "brow": (0.425, -0.135),
        "nasion": (0.365, -0.030),
        "bridge": (0.395, 0.05), "tip": (0.462, 0.125), "nostril": (0.445, 0.180), "base": (0.390, 0.190),
        "upper lip": (0.405, 0.225),
        "lower lip": (0.440, 0.290), "under lip": (0.412, 0.335), "chin": (0.440, 0.425), "chin end": (0.350, 0.525),
        "jaw": (0.120, 0.495), "jaw angle": (-0.150, 0.360), "nape": (-0.32, 0.25),
    },
}  # fmt: skip

# Levels (y up) and how far forward, or wide, a human head is there.
WIDTH = _table(
    (-0.468, 0.07), (-0.45, 0.115), (-0.42, 0.155), (-0.36, 0.205), (-0.28, 0.250), (-0.18, 0.285), (-0.05, 0.325),
    (0.06, 0.342), (0.18, 0.358), (0.30, 0.362), (0.5, 0.34),
)  # fmt: skip
BASE = _table(
    (-0.468, 0.300), (-0.44, 0.318), (-0.40, 0.325), (-0.32, 0.318), (-0.243, 0.335), (-0.165, 0.328), (-0.10, 0.330),
    (-0.03, 0.322), (0.045, 0.318), (0.105, 0.350), (0.25, 0.330), (0.41, 0.29), (0.5, 0.26),
)  # fmt: skip
CENTRE = _table((-0.468, 0.29), (-0.42, 0.19), (-0.30, 0.04), (-0.12, 0.0), (0.1, -0.06), (0.35, -0.05), (0.5, -0.03))
NOSE_WIDTH = _table(
    (-0.468, 0.09), (-0.40, 0.115), (-0.30, 0.125), (-0.243, 0.135), (-0.20, 0.12), (-0.17, 0.062), (-0.145, 0.074),
    (-0.112, 0.066), (-0.03, 0.046), (0.045, 0.050), (0.085, 0.10), (0.12, 0.30), (0.5, 0.30),
)  # fmt: skip

# What rises (or sinks) on both sides of the face: x and y, half widths, height. Eye socket, brow, cheekbone, hollow
# cheek, nose wing, the fold beside the mouth, its corner, the muscle of the jaw, the temple.
BUMPS: tuple[Bump, ...] = (
    (0.145, 0.030, 0.085, 0.052, -0.050),
    (0.135, 0.108, 0.095, 0.030, 0.022),
    (0.210, -0.065, 0.080, 0.055, 0.026),
    (0.205, -0.235, 0.070, 0.085, -0.022),
    (0.066, -0.136, 0.026, 0.028, 0.032),
    (0.118, -0.185, 0.022, 0.055, -0.010),
    (0.120, -0.244, 0.028, 0.022, -0.014),
    (0.245, -0.290, 0.060, 0.070, 0.014),
    (0.290, 0.150, 0.060, 0.090, -0.024),
)

EARS: dict[str, tuple[Spot, ...]] = {
    "human": (
        (-0.02, -0.06),
        (-0.07, -0.11),
        (-0.135, -0.08),
        (-0.135, 0.0),
        (-0.10, 0.08),
        (-0.05, 0.10),
        (-0.02, 0.04),
    ),
    "elf": (
        (-0.02, -0.04),
        (-0.12, -0.16),
        (-0.33, -0.40),
        (-0.235, -0.17),
        (-0.165, -0.02),
        (-0.10, 0.08),
        (-0.05, 0.10),
        (-0.02, 0.05),
    ),
    "ork": (
        (0.02, -0.05),
        (-0.07, -0.12),
        (-0.215, -0.20),
        (-0.14, -0.06),
        (-0.09, 0.03),
        (-0.05, 0.09),
        (-0.01, 0.10),
    ),
}
EARS["dwarf"] = EARS["human"]
EARS["troll"] = EARS["ork"]

FRONT_NAMES = (
    "crown", "hairline", "forehead", "brow", "nasion", "bridge", "tip", "nostril", "base", "upper lip", "mouth",
    "lower lip", "under lip", "chin", "chin end",
)  # fmt: skip
# The crown's dome is rounded by the mesh: to it, front and back of the skull go on upwards.
CROWN: dict[bool, dict[str, Spot]] = {
    True: {"crown": (0.26, -0.50), "hairline": (0.29, -0.41)},
    False: {"crown": (-0.40, -0.50), "vertex": (-0.40, -0.39)},
}
BACK_NAMES = ("chin end", "jaw", "jaw angle", "nape", "occiput", "back", "vertex", "crown")


@lru_cache(maxsize=8)
def middle_of(metatype: str) -> Levels:
    """Return the levels of a metatype's midline, from chin to crown, and how far forward it is there."""
    return _levels(metatype, FRONT_NAMES)


@lru_cache(maxsize=8)
def back_of(metatype: str) -> Levels:
    """Return the levels of the jaw's underside, nape and skull, and how far forward (below 0: back) they are."""
    return _levels(metatype, BACK_NAMES)


def _levels(metatype: str, names: tuple[str, ...]) -> Levels:
    outline = {**FACE, **CHANGES.get(metatype, {}), **CROWN[names is FRONT_NAMES]}
    # All heads are cut to one height, so that grids of levels fit them.
    low, high = outline["chin end"][1], outline["crown"][1]
    return _table(*((-0.468 + 0.968 * (low - outline[name][1]) / (low - high), outline[name][0]) for name in names))


def at_levels(table: Levels, y: npt.NDArray[np.float64], soft: float) -> npt.NDArray[np.float64]:
    """Read a table at levels, its corners rounded over `soft` head heights."""
    offsets = np.linspace(-2, 2, 9)
    weights = np.exp(-0.5 * offsets**2)
    near = np.interp(y[None] + soft * offsets[:, None], *table)
    return np.asarray((weights[:, None] * near).sum(axis=0) / weights.sum())
