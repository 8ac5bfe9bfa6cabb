"""A stage: bare ground under a wide sky, with the light on it, where a description names no place that is known."""

from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, place_cast
from generation.sketch.effects.steam import raise_steam
from generation.sketch.props.ground import Ground
from generation.sketch.scenes.outdoors import camera_for, let_weather_pass, light_outdoors, vents

EYE = Camera(0.0, 0.10, 0.95, 1.6)
HAZE = 46.0  # metres


def paint_stage(canvas: Canvas) -> Image.Image:
    """Paint the stage."""
    stage = Stage(canvas.frame, camera_for(canvas, EYE), HAZE * canvas.air.sight)
    moon = canvas.disc_in_the_sky(-0.38) if canvas.plan.of("moon") else None
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, moon)
    canvas.show("sky", 0.1, sky)
    place_cast(canvas, stage, Blocking(passers_by=False))
    canvas.show_stage("people", 0.5, stage, sky)
    wet = {"rain": 0.9, "snow": 0.3, "fog": 0.6}.get(canvas.plan.weather, 0.5)
    snow = 1.0 if canvas.plan.weather == "snow" else 0.0
    picture, glow = light_outdoors(canvas, stage, sky, Gains(), Ground(wet=wet, snow=snow))
    raise_steam(canvas, stage, picture, glow, vents(canvas))
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), Grade())
