"""Skies: a gradient with clouds, stars and a sun or moon, as a coarse backdrop."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.atmosphere import Air
from generation.sketch.canvas.field import Coarse, Field, Frame, noise, rng_for, smoothstep

SKY_STEP = 2
LOW_SUN = 3.6  # how steeply the colours of a low sun fall off with height
STARS = 900  # over the whole noise span, so a frame shows a share of them


@dataclass(frozen=True, slots=True)
class Disc:
    """A moon or sun: centre and radius in units from the frame's centre, linear colour."""

    x: float
    y: float
    radius: float
    colour: Field


def paint_sky(frame: Frame, horizon: float, air: Air, seed: int, disc: Disc | None = None) -> Coarse:
    """Paint the sky above a horizon (in pixels); below it the horizon's colour goes on."""
    small = frame.coarse(SKY_STEP)
    x, y = small.grid()
    level = (horizon / frame.height - 0.5) * frame.height / frame.unit
    depth = np.clip(1 - (level - y) / 1.1, 0, 1)  # 0 overhead, 1 at the horizon, the same in every ratio
    share = (depth ** (2.2 if air.day in {0.0, 1.0} else LOW_SUN))[..., None]
    sky = air.sky_top * (1 - share) + air.sky_low * share
    sky = np.broadcast_to(sky, (small.height, small.width, 3)).astype(np.float32)
    if air.stars:
        sky += _stars(small, seed)[..., None] * np.float32(air.stars) * (1 - share)
    if disc is not None:
        _add_disc(sky, disc, x, y, noise(rng_for(seed, "moon"), small, 0.06, 4))
    low = 0.45 - 0.25 * air.clouds
    clouds = smoothstep(low, low + 0.3, noise(rng_for(seed, "clouds"), small, 0.35, 5, 0.55, 2.2))[..., None]
    clouds *= depth[..., None]
    sky = sky * (1 - 0.35 * clouds) + clouds * (air.sky_low * np.float32(0.55) + sky * np.float32(0.35))
    return Coarse(np.asarray(sky, np.float32), frame)


def with_disc(sky: Coarse, disc: Disc, seed: int) -> Coarse:
    """Return a sky with a moon or sun before its clouds."""
    values = sky.values.copy()
    small = Frame(values.shape[1], values.shape[0])
    x, y = small.grid()
    _add_disc(values, disc, x, y, noise(rng_for(seed, "moon"), small, 0.06, 4))
    return Coarse(values, sky.frame)


def _stars(small: Frame, seed: int) -> Field:
    rng = rng_for(seed, "stars")
    stars = np.zeros((small.height, small.width), np.float32)
    across, down, power = rng.random(STARS) * 4 - 2, rng.random(STARS) * 4 - 2, rng.random(STARS) ** 3
    column = ((across * small.unit) + small.width / 2).astype(int)
    row = ((down * small.unit) + small.height / 2).astype(int)
    inside = (column >= 0) & (column < small.width) & (row >= 0) & (row < small.height)
    # A star is a point: its light is spread over the pixel, so a smaller picture has a fainter pixel of it.
    stars[row[inside], column[inside]] = power[inside] * (small.unit / 512) ** 2 * 1.2
    return stars


def _add_disc(sky: Field, disc: Disc, x: Field, y: Field, texture: Field) -> None:
    distance = np.hypot(x - disc.x, y - disc.y) / np.float32(disc.radius)
    inside = smoothstep(1.03, 0.97, distance)[..., None]
    sky *= 1 - inside
    sky += inside * (0.6 + 0.5 * texture)[..., None] * disc.colour * np.float32(1.2)
    sky += disc.colour * np.float32(0.3) * np.exp(-distance * 0.9)[..., None]
