"""A stage: bare ground under a wide sky, with the light on it, where a description names no place that is known."""

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Field, bands
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import WHITE, linear, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, place_cast
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.effects.steam import raise_steam
from generation.sketch.props.ground import Ground
from generation.sketch.scenes.outdoors import camera_for, let_weather_pass, light_outdoors, vents

EYE = Camera(0.0, 0.10, 0.95, 1.6)
HAZE = 46.0  # metres
LAMP = (7.4, 6.6)  # metres: how high the lamp hangs, and how far away
POOL = 2.6  # metres: how far the light on the ground reaches


def paint_stage(canvas: Canvas) -> Image.Image:
    """Paint the stage."""
    stage = Stage(canvas.frame, camera_for(canvas, EYE), HAZE * canvas.air.sight)
    moon = canvas.disc_in_the_sky(-0.38) if canvas.plan.of("moon") else None
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, moon)
    canvas.show("sky", 0.1, sky)
    aside = 2.4 * (float(canvas.rng("lamp").random()) - 0.5)
    place_cast(canvas, stage, Blocking(passers_by=False, hero_x=aside, hero_z=LAMP[1] - 0.4))
    canvas.show_stage("people", 0.5, stage, sky)
    wet = {"rain": 0.9, "snow": 0.3, "fog": 0.6}.get(canvas.plan.weather, 0.5)
    ground = Ground(wet=wet, albedo=0.05, snow=1.0 if canvas.plan.weather == "snow" else 0.0)
    picture, glow = light_outdoors(canvas, stage, sky, Gains(near=2.2, wide=3.0), ground)
    raise_steam(canvas, stage, picture, glow, vents(canvas))
    _add_light(canvas, stage, picture, aside)
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), Grade(bloom=0.5, vignette=0.5))


def _add_light(canvas: Canvas, stage: Stage, picture: Field, aside: float) -> None:
    """Show a cone of light from above in the air, and where it falls on the ground; the sun outshines it by day."""
    high, away = LAMP
    strength = 1.0 - canvas.air.day
    tint = mix(canvas.palette.neon[0], WHITE, 0.6)
    x, y = canvas.frame.grid()
    at_x, at_y = stage.in_units((aside, 0.0, away))
    wide = POOL * stage.camera.focal / away
    low = wide * stage.camera.height / away * 1.1
    light = linear(tint) * np.float32(0.34 * strength)
    for rows in bands(canvas.frame.height):
        reach = np.hypot((x - np.float32(at_x)) / np.float32(wide), (y[rows] - np.float32(at_y)) / np.float32(low))
        picture[rows] += np.exp(-(reach**2) * 1.6)[..., None] * light
    fall = Beam((aside + 0.5, high, away), (aside, -2.4, away), (0.12, POOL * 1.25), tint, 0.34 * strength)
    second = -3.4 if aside > 0 else 3.4
    cross = Beam(
        (second, high, away + 4), (aside, -1.5, away + 1), (0.1, POOL), canvas.palette.neon[1], 0.12 * strength
    )
    add_beams(canvas, stage, picture, [fall, cross])
