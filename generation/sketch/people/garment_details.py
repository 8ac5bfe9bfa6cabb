"""What is sewn onto single garments in front: pockets, flaps, yokes, cords, webbing with plates and pouches."""

from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.mesh import Mesh, Skin
from generation.sketch.people.shell import Shell, edge_of
from generation.sketch.people.strips import strip
from generation.sketch.people.wardrobe import Worn

TOP = 0.603  # metres of the base mesh: how high the neckline is
BRASS = colour("#c8a040")


def _pockets(shell: Shell, worn: Worn) -> list[Mesh]:
    parts = []
    for side in (-1, 1):
        near, far = np.full(4, side * 0.048), np.full(4, side * 0.120)
        pocket, flap = np.linspace(0.435, 0.365, 4), np.linspace(0.440, 0.415, 4)
        parts.append(strip(shell, pocket, near, far, Skin(dim(worn.tint, 1.12)), out=0.003))
        parts.append(strip(shell, flap, near * 0.97, far * 1.02, Skin(dim(worn.tint, 0.85)), out=0.005))
    badge = np.array([0.462, 0.448])
    parts.append(strip(shell, badge, np.full(2, 0.07), np.full(2, 0.10), Skin(BRASS, 0.9), out=0.004, columns=2))
    return parts


def _jacket(shell: Shell, worn: Worn) -> list[Mesh]:
    """Sew a jacket's slanted pockets on, the seam of its yoke, a breast pocket, and a waistband."""
    seam, parts = Skin(dim(worn.tint, 0.5)), []
    welt = Skin(dim(worn.tint, 0.78), worn.cut.gloss)
    levels = np.linspace(0.225, 0.135, 10)
    for side in (-1, 1):
        line = side * (0.095 + 0.25 * (0.225 - levels))
        parts.append(strip(shell, levels, line - 0.008, line + 0.008, welt, out=0.004, columns=2))
        parts.append(strip(shell, levels, line - 0.001, line + 0.001, seam, out=0.006, columns=1))
        yoke = np.linspace(0.4975, 0.494, 2)
        parts.append(strip(shell, yoke, np.full(2, side * 0.090), np.full(2, side * 0.150), seam, out=0.004))
    pocket, flap = np.linspace(0.435, 0.370, 4), np.linspace(0.440, 0.418, 4)
    near, far = np.full(4, 0.088), np.full(4, 0.136)
    edge = np.full(4, 0.002)
    parts.append(strip(shell, pocket, near - edge, far + edge, seam, out=0.003))
    parts.append(strip(shell, pocket, near, far, Skin(worn.tint, worn.cut.gloss), out=0.005))
    parts.append(strip(shell, flap, near - edge, far + edge, welt, out=0.007))
    return parts


def _hoodie(shell: Shell, worn: Worn) -> list[Mesh]:
    """Sew a hoodie's pouch on, with its seam, and hang two cords of its own colour."""
    seam = Skin(dim(worn.tint, 0.55))
    levels = np.linspace(0.185, 0.050, 10)
    half = np.interp(levels, (0.050, 0.095, 0.185), (0.112, 0.112, 0.070))
    parts = [strip(shell, levels, -half - 0.0035, half + 0.0035, seam, out=0.004, columns=10)]
    parts.append(strip(shell, levels, -half, half, Skin(dim(worn.tint, 0.93)), out=0.008, columns=10))
    cord = Skin(dim(worn.tint, 1.12))
    for side, low in ((-1, 0.475), (1, 0.462)):
        fall = np.linspace(0.575, low, 9)
        line = side * (0.030 + 0.10 * (0.575 - fall))
        parts.append(strip(shell, fall, line - 0.0022, line + 0.0022, cord, out=0.006, columns=1))
    return parts


def _webbing(shell: Shell, worn: Worn) -> list[Mesh]:
    """Strap an armoured vest on: plate carriers on breast and belly, straps over the shoulders, pouches in rows."""
    cloth, edge = Skin(dim(worn.tint, 0.62)), Skin(dim(worn.tint, 0.34))
    plate = Skin(mix(dim(worn.tint, 0.95), colour("#5c6068"), 0.25), 0.16)
    parts = []

    def panel(top: float, low: float, corner: float, half: float, skin: Skin, out: float) -> None:
        levels = np.linspace(top, low, 14)
        deep = np.minimum(top - levels, levels - low)
        wide = half - corner * np.clip(1 - deep / max(corner, 1e-6), 0, 1)
        parts.append(strip(shell, levels, -wide - 0.005, wide + 0.005, edge, out=out - 0.003, columns=14))
        parts.append(strip(shell, levels, -wide, wide, skin, out=out, columns=14))

    for side in (-1, 1):
        levels = np.linspace(0.585, 0.47, 8)
        line = side * np.interp(levels, (0.47, 0.585), (0.100, 0.088))
        parts.append(strip(shell, levels, line - 0.020, line + 0.020, cloth, out=0.008, columns=4))
        buckle = np.linspace(0.522, 0.504, 3)
        parts.append(strip(shell, buckle, np.full(3, side * 0.075), np.full(3, side * 0.119), edge, out=0.012))
    panel(0.520, 0.330, 0.030, 0.122, plate, 0.018)
    panel(0.318, 0.245, 0.010, 0.116, plate, 0.014)
    for level in (0.300, 0.280, 0.262):  # webbing to hang things on
        line = np.array([level + 0.004, level - 0.004])
        parts.append(strip(shell, line, np.full(2, -0.110), np.full(2, 0.110), edge, out=0.017, columns=8))
    for middle in (-0.078, 0.0, 0.078):
        for part, (top, low, half) in enumerate(((0.238, 0.160, 0.033), (0.240, 0.205, 0.035))):
            levels = np.linspace(top, low, 5)
            skin = Skin(dim(worn.tint, 0.85 if part else 0.70))
            rim = np.full(5, half + 0.003)
            if not part:
                parts.append(strip(shell, levels, middle - rim, middle + rim, edge, out=0.012, columns=4))
            parts.append(strip(shell, levels, middle - np.full(5, half), middle + np.full(5, half), skin,
                               out=0.024 + 0.006 * part, columns=4))  # fmt: skip
    patch = np.array([0.478, 0.456])
    parts.append(strip(shell, patch, np.full(2, 0.045), np.full(2, 0.100), edge, out=0.021, columns=2))
    name = np.array([0.472, 0.462])
    parts.append(strip(shell, name, np.full(2, 0.052), np.full(2, 0.093), Skin((150, 152, 150)), out=0.024, columns=2))
    return parts


def _cuirass(shell: Shell, worn: Worn) -> list[Mesh]:
    """Rivet a knight's plates on: a breastplate with a ridge, a gorget's edge, and bands that lap over the belly."""
    parts = []
    dark, light = Skin(dim(worn.tint, 0.35)), Skin(dim(worn.tint, 1.18), 0.5)
    plate = Skin(worn.tint, worn.cut.gloss)
    levels = np.linspace(0.575, 0.285, 22)
    half = np.interp(levels, (0.285, 0.33, 0.47, 0.53, 0.575), (0.085, 0.122, 0.126, 0.100, 0.070))
    parts.append(strip(shell, levels, -half - 0.005, half + 0.005, dark, out=0.010, columns=16))
    parts.append(strip(shell, levels, -half, half, plate, out=0.020, columns=16))
    ridge = np.full(len(levels), 0.005)
    parts.append(strip(shell, levels, -ridge, ridge, light, out=0.026, columns=2))
    for side in (-1, 1):
        rim = side * (half - 0.006)
        parts.append(strip(shell, levels, rim, side * half, light, out=0.023, columns=1))
    for index, top in enumerate((0.285, 0.240, 0.195, 0.150)):
        band = np.linspace(top, top - 0.050, 5)
        wide = np.full(5, 0.124 + 0.003 * index)
        parts.append(strip(shell, band, -wide, wide, dark, out=0.008 + 0.0015 * index, columns=14))
        upper = np.linspace(top, top - 0.043, 5)
        parts.append(strip(shell, upper, -wide, wide, plate, out=0.014 + 0.0015 * index, columns=14))
        for rivet in (-0.095, 0.095):
            spot = np.array([top - 0.012, top - 0.020])
            parts.append(
                strip(shell, spot, np.full(2, rivet - 0.004), np.full(2, rivet + 0.004), light, out=0.021, columns=1)
            )
    return parts


def _flaps(shell: Shell, worn: Worn) -> list[Mesh]:
    """Sew a coat's or a suit's pockets on, and the buttons beside its edge."""
    flap, levels = Skin(dim(worn.tint, 0.8)), np.linspace(0.150, 0.122, 4)
    near, far = np.full(4, 0.075), np.full(4, 0.145)
    parts = [strip(shell, levels, side * near, side * far, flap, out=0.005) for side in (-1, 1)]
    breast = np.array([0.425, 0.412])
    parts.append(strip(shell, breast, np.full(2, 0.085), np.full(2, 0.130), flap, out=0.005))
    for level in (0.30, 0.23, 0.16) if worn.kind != "suit" else (0.305, 0.22):
        edge = float(edge_of(worn.cut, np.array([level]))[0]) + 0.014
        spot = np.array([level + 0.007, level - 0.007])
        button = Skin(mix(worn.tint, colour("#0c0c10"), 0.6), 0.6)
        parts.append(
            strip(shell, spot, np.full(2, edge - 0.006), np.full(2, edge + 0.008), button, out=0.009, columns=1)
        )
    return parts


def crossed(shell: Shell, worn: Worn, rows: int) -> list[Mesh]:
    """Cross the two sides of a kimono over the chest, the left over the right, over a white under-robe."""
    levels = np.linspace(TOP, 0.22, rows)
    down = (TOP - levels) / (TOP - 0.22)
    parts = []
    white = Skin(mix(worn.tint, WHITE, 0.75))
    trim = Skin(mix(worn.tint, WHITE, 0.45), 0.2)
    parts.append(strip(shell, levels, -0.058 * (1 - down), 0.058 * (1 - down), white, out=0.002))
    for side, over in ((-1, 0.004), (1, 0.006)):
        middle = side * (0.062 - 0.120 * down)
        parts.append(strip(shell, levels, middle - 0.016, middle + 0.016, trim, out=over, columns=3))
    return parts


GARMENT_DETAILS: dict[str, Callable[[Shell, Worn], list[Mesh]]] = {
    "uniform": _pockets, "jacket": _jacket, "hoodie": _hoodie, "armour": _webbing, "plate": _cuirass, "coat": _flaps,
    "lab_coat": _flaps, "suit": _flaps,
}  # fmt: skip
