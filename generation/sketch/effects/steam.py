"""Steam and smoke: columns that rise, lean with the wind and catch the light about them. Laid over a lit picture."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, bands, noise, smoothstep
from generation.sketch.canvas.stage import Point, Stage

STEAM_STEP = 4
PALE = np.array([0.058, 0.062, 0.068], np.float32)  # linear: steam in the dark


@dataclass(frozen=True, slots=True)
class Column:
    """A rising column: its foot, its height and width in metres, how thick it is, and the colour it has in the dark."""

    foot: Point
    height: float = 3.0
    width: float = 0.5
    thick: float = 0.5
    lean: float = 0.35


def raise_steam(
    canvas: Canvas, stage: Stage, picture: Field, glow: Coarse, columns: list[Column], tone: Field = PALE
) -> None:
    """Lay columns of steam or smoke over a picture, lit by the glow in its air. Works in place."""
    if not columns:
        return
    small = canvas.frame.coarse(STEAM_STEP)
    x, y = small.grid()
    clouds = noise(canvas.rng("steam"), small, 0.16, 5, 0.55)
    share = np.zeros((small.height, small.width), np.float32)
    for column in columns:
        foot_x, foot_y = stage.in_units(column.foot)
        scale = stage.scale_at(column.foot)
        rise = np.maximum(np.float32(foot_y) - y, 0) / np.float32(column.height * scale)  # 0 at the foot, 1 at the top
        middle = foot_x + (column.lean * rise + (clouds - np.float32(0.5)) * (0.3 + rise)) * column.height * scale * 0.5
        wide = np.float32(column.width * scale) * (0.35 + 1.5 * rise)
        plume = np.exp(-(((x - middle) / wide) ** 2)) * smoothstep(0.0, 0.08, rise) * smoothstep(1.25, 0.2, rise)
        share = np.maximum(share, plume * smoothstep(0.25, 0.7, clouds) * np.float32(column.thick))
    cover = Coarse(np.asarray(share, np.float32), canvas.frame)
    tint = tone + canvas.air.fog * np.float32(0.8) + canvas.air.ambient * np.float32(0.5 * canvas.air.day)
    for rows in bands(canvas.frame.height):
        part = cover.rows(rows)[..., None]
        picture[rows] = picture[rows] * (1 - part) + part * (tint + glow.rows(rows) * np.float32(0.8))
