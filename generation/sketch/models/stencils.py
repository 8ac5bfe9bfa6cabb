"""Stencils: a creature or a thing as a flat picture of two tones, as somebody cuts it out of cardboard."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.creatures.menagerie import CREATURE_MAKERS
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.mesh import Mesh
from generation.sketch.models.parts import Paint
from generation.sketch.planning.creatures import ALIASES

KEY = np.array([-0.45, 0.70, 0.55])
BRIGHT = 0.42  # of the light that a quad gets, to be bright
MARGIN = 0.10
LONGEST = 1.9  # how much wider than high a stencil is


def stencil(kind: str, tall: int, rng: np.random.Generator) -> tuple[Image.Image, Image.Image]:
    """Return where a creature or a thing is, and where it is bright, in masks of that height."""
    if kind == "skull":
        return _skull(tall)
    mesh = _mesh(kind, rng)
    spots = mesh.corners[..., :2].reshape(-1, 2)
    low, high = spots.min(axis=0), spots.max(axis=0)
    size = float(max(high[1] - low[1], (high[0] - low[0]) / LONGEST))
    scale = tall * (1 - 2 * MARGIN) / size
    wide = int((high[0] - low[0]) * scale + 2 * MARGIN * tall)
    across = (mesh.corners[..., 0] - low[0]) * scale + MARGIN * tall
    down = tall / 2 - (mesh.corners[..., 1] - (low[1] + high[1]) / 2) * scale
    body, bright = Image.new("L", (wide, tall)), Image.new("L", (wide, tall))
    pens = ImageDraw.Draw(body), ImageDraw.Draw(bright)
    light = mesh.normals @ (KEY / np.linalg.norm(KEY))
    luma = mesh.colours @ np.array([0.30, 0.59, 0.11]) / 255
    for at in np.argsort(mesh.corners[..., 2].mean(axis=1)).tolist():
        points = list(zip(across[at].tolist(), down[at].tolist(), strict=True))
        pens[0].polygon(points, 255)
        pens[1].polygon(points, 255 if light[at] + 0.5 * (luma[at] - 0.3) > BRIGHT else 0)
    # Islands and holes that no knife would cut are smoothed away.
    return body, bright.filter(ImageFilter.GaussianBlur(3)).point([255 if value > 128 else 0 for value in range(256)])


def _mesh(kind: str, rng: np.random.Generator) -> Mesh:
    kind = ALIASES.get(kind, kind)
    if kind in CREATURE_MAKERS:
        return CREATURE_MAKERS[kind](Look("stand", None, (200, 200, 200), (160, 160, 160)), rng)
    return ITEM_MAKERS[kind](Paint((190, 190, 190), (150, 150, 150))).mesh


def _skull(tall: int) -> tuple[Image.Image, Image.Image]:
    """Cut a skull: holes for eyes and nose, a row of teeth."""
    wide, unit = int(0.86 * tall), tall / 100
    body, bright = Image.new("L", (wide, tall)), Image.new("L", (wide, tall))
    middle = wide / 2

    def at(pen: ImageDraw.ImageDraw, x: float, y: float, half: float, high: float, ink: int) -> None:
        pen.ellipse((middle + (x - half) * unit, (y - high) * unit, middle + (x + half) * unit, (y + high) * unit), ink)

    for layer in (body, bright):
        pen = ImageDraw.Draw(layer)
        at(pen, 0, 42, 34, 33, 255)
        pen.rounded_rectangle((middle - 20 * unit, 60 * unit, middle + 20 * unit, 90 * unit), 7 * unit, 255)
    pen = ImageDraw.Draw(bright)
    for side in (-1, 1):
        at(pen, side * 14, 47, 9.5, 10.5, 0)
        at(pen, side * 29, 64, 6, 7, 0)
    pen.polygon([(middle, 57 * unit), (middle - 5 * unit, 68 * unit), (middle + 5 * unit, 68 * unit)], 0)
    for tooth in range(-3, 4):
        pen.line((middle + tooth * 5.4 * unit, 75 * unit, middle + tooth * 5.4 * unit, 90 * unit), 0, int(1.4 * unit))
    pen.line((middle - 20 * unit, 75 * unit, middle + 20 * unit, 75 * unit), 0, int(1.6 * unit))
    return body, bright
