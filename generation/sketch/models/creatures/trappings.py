"""What creatures wear: an armour vest about the trunk, as dogs of the police have."""

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim
from generation.sketch.models.mesh import Mesh, Skin, joined, sheet

CLOTHS = {"armour": "#2c313c", "vest": "#3a4a34", "jacket": "#4a2c24", "coat": "#3a3028", "suit": "#20242e",
          "sweater": "#8a2c34", "t_shirt": "#b8b0a4", "hoodie": "#34506a", "cape": "#7a1c2c"}  # fmt: skip
PLATED = frozenset({"armour", "vest"})
SIDES, STEPS = 18, 7


def clothed(mesh: Mesh, kind: str, light: Colour) -> Mesh:
    """Return a body that faces x with a garment about its trunk, as tight as it fits."""
    spots = mesh.corners.reshape(-1, 3)
    low, high = np.percentile(spots, 1, axis=0), np.percentile(spots, 99, axis=0)
    long, tall = high[0] - low[0], high[1] - low[1]
    skin = Skin(colour(CLOTHS.get(kind, CLOTHS["vest"])), 0.35 if kind in PLATED else 0.1)
    rings = []
    for x in np.linspace(low[0] + 0.34 * long, low[0] + 0.68 * long, STEPS).tolist():
        near = spots[(np.abs(spots[:, 0] - x) < 0.06 * long) & (spots[:, 1] > low[1] + 0.36 * tall)]
        near = near if len(near) > 8 else spots
        bottom, top = np.percentile(near[:, 1], 4), np.percentile(near[:, 1], 92)
        wide = float(np.percentile(np.abs(near[:, 2]), 90))
        turn = np.linspace(0, 2 * np.pi, SIDES + 1)
        middle, half = (bottom + top) / 2, (top - bottom) / 2
        rings.append(np.stack([np.full_like(turn, x), middle + 1.10 * half * np.cos(turn) + 0.02 * tall,
                               1.22 * wide * np.sin(turn)], axis=-1))  # fmt: skip
    grid = np.stack(rings)
    parts = [sheet(grid, grid.mean(axis=1), skin)]
    if kind in PLATED:
        for at in (0, STEPS - 2):
            band = grid[at : at + 2] + 0.0
            middle = band.mean(axis=1, keepdims=True)
            parts.append(sheet(middle + 1.04 * (band - middle), band.mean(axis=1), Skin(dim(skin.colour, 0.6), 0.3)))
        upper = [at for at in range(SIDES + 1) if np.cos(2 * np.pi * at / SIDES) > 0.45]
        left = [at for at in upper if at <= SIDES // 2]
        plate = grid[2:5][:, left]
        middle = grid[2:5].mean(axis=1, keepdims=True)
        parts.append(sheet(middle + 1.07 * (plate - middle), grid[2:5].mean(axis=1), Skin(dim(skin.colour, 1.5), 0.6)))
        parts.append(
            sheet(middle[1:3] + 1.09 * (plate[1:3, :2] - middle[1:3]), grid[3:5].mean(axis=1), Skin(light, 0.2, 0.8))
        )
    return joined([mesh, *parts])
