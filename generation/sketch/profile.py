"""The outlines of faces in profile: named points for a human, and what each metatype changes. Data only.

Units are head heights about the head's centre, facing +x, y downwards.
"""

from generation.sketch.relief import Bump, Spot

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

# The relief of the face: eye socket, brow ridge, cheekbone, hollow cheek, nose wing, mouth corner, jaw muscle, temple.
BUMPS: tuple[Bump, ...] = (
    (0.270, -0.035, 0.070, 0.045, -0.055),
    (0.300, -0.115, 0.090, 0.035, 0.030),
    (0.160, 0.075, 0.110, 0.060, 0.040),
    (0.130, 0.225, 0.080, 0.085, -0.035),
    (0.368, 0.130, 0.040, 0.032, 0.030),
    (0.300, 0.245, 0.045, 0.020, -0.022),
    (0.305, 0.215, 0.060, 0.024, 0.014),
    (0.310, 0.285, 0.055, 0.022, 0.016),
    (0.290, 0.400, 0.070, 0.055, 0.026),
    (-0.010, 0.270, 0.090, 0.100, 0.030),
    (0.120, -0.170, 0.090, 0.090, -0.022),
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

SKINS: dict[str, tuple[str, ...]] = {
    "human": ("#c89a7c", "#8a5a40", "#d8b094", "#5c3a2c"),
    "elf": ("#d8b8a4", "#b88a6c", "#e4ccb8"),
    "dwarf": ("#b88a6c", "#a06a4a"),
    "ork": ("#8a9070", "#7a7c64", "#9a8a70"),
    "troll": ("#8a8478", "#7a7068"),
}


def face_outline(metatype: str) -> list[Spot]:
    """Return the outline of a metatype's head, before it is rounded."""
    return list({**FACE, **CHANGES.get(metatype, {})}.values())
