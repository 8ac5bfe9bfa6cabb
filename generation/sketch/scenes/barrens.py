"""The Barrens: ruins on both sides of a broken road, a wreck, fires, smoke, and the rich city far away."""

import math
from collections.abc import Sequence
from functools import partial

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, bands, blur, noise, smoothstep
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import BYTE, Gains
from generation.sketch.canvas.palette import colour, dim, linear, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast
from generation.sketch.crowds.standing import Standing
from generation.sketch.props.city import Row, draw_arcology, draw_towers
from generation.sketch.props.ground import Ground
from generation.sketch.props.ruins import draw_fire, draw_pole, draw_rubble, draw_ruin, draw_wreck
from generation.sketch.scenes.outdoors import View, by_night, camera_for, let_weather_pass, light_outdoors

EYE = Camera(0.0, 0.06, 0.82, 1.55)
VIEWS = (
    View(),
    View(-2.6, 0.0, 0.24, 1.0, 0.02),
    View(2.4, 1.0, -0.18, 0.5, 0.17, 0.9),
    View(0.0, 0.0, 0.08, 3.0, -0.3),
    View(-1.0, 2.0, -0.34, 0.8, 0.30, 0.85),
    View(1.2, 0.0, 0.36, 1.8, -0.12, 1.2),
)
HAZE = 88.0  # metres
FIRE = (1.9, 9.4)  # metres: x and z of the fire that lights the scene
ROWS = (120.0, 85.0, 60.0, 42.0, 30.0, 20.0)  # metres: where ruins stand
EMBERS = 150


def paint_barrens(canvas: Canvas) -> Image.Image:
    """Paint the Barrens."""
    stage = Stage(canvas.frame, camera_for(canvas, EYE, views=VIEWS), HAZE * canvas.air.sight)
    cast = cast_of(canvas, stage, Blocking(lanes=(2.5, 17.5), fire=FIRE))
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, canvas.disc_in_the_sky(-0.20, 0.075))
    canvas.show("sky", 0.06, sky)
    haze, stage.haze = stage.haze, 280.0 * canvas.air.sight
    far = mix(colour("#1a1310"), colour("#8c8a88"), canvas.air.day * 0.5)
    draw_towers(canvas, stage, Row("far", 560, 34, (70, 260), far, 0.26))
    draw_arcology(canvas, stage, 0.10 - 0.2 * float(canvas.rng("city").random()), 540, 330)
    stage.haze = haze
    canvas.show_stage("city", 0.15, stage, sky)
    _draw_ruins(canvas, stage)
    canvas.show_stage("ruins", 0.3, stage, sky)
    _draw_foreground(canvas, stage, cast)
    canvas.show_stage("people", 0.45, stage, sky)
    picture, glow = light_outdoors(canvas, stage, sky, _gains(canvas), _ground(canvas))
    _add_smoke(canvas, stage, picture, glow)
    canvas.show("smoke", 0.8, picture)
    _add_embers(canvas, stage, picture)
    grade = Grade(bloom=0.6, vignette=0.55, exposure=by_night(picture))
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), grade)


def _gains(canvas: Canvas) -> Gains:
    return Gains(near=5.0, wide=12.0 * (1 - 0.6 * canvas.air.day), fog=0.7)


def _ground(canvas: Canvas) -> Ground:
    wet = {"rain": 0.9, "snow": 0.3}.get(canvas.plan.weather, 0.42)
    snow = 1.0 if canvas.plan.weather == "snow" else 0.0
    return Ground(wet=wet, albedo=0.075, roughness=1.4, tint=mix(colour("#fff0dc"), colour("#b09a88"), 0.4), snow=snow)


def _draw_ruins(canvas: Canvas, stage: Stage) -> None:
    light, dark = colour("#4c4036"), colour("#342e2e")
    for z in ROWS:
        rng = canvas.rng(f"ruins {z:.0f}")
        for side in (-1, 1):
            x = 5.5 + 4.5 * float(rng.random()) + z * 0.03
            for _ in range(2 + int(z) // 40):
                wide, high = 8 + 9 * float(rng.random()), 6 + 17 * float(rng.random()) ** 1.3
                wall = dim(mix(light, dark, float(rng.random())), (1.4 + 0.5 * canvas.air.day) * canvas.sunlit(-side))
                draw_ruin(canvas, stage, (x if side > 0 else -x - wide, wide, high, z), wall, rng)
                x += wide + 1 + 3 * float(rng.random())
        draw_pole(stage, -z * 0.16 - 3.2, z)


def _draw_foreground(canvas: Canvas, stage: Stage, cast: Sequence[Standing]) -> None:
    rng = canvas.rng("foreground")
    draw_wreck(stage, -4.4 + float(rng.random()), 12.0, colour("#1c1512"))
    draw_rubble(stage, rng, colour("#4a3e34"))
    fires = []
    for index in range(1 + canvas.plan.count("fire")):
        x, z = FIRE if index == 0 else (-5.2 + 3.1 * index, 15.0 + 3 * index)
        fires.append((z, partial(draw_fire, stage, canvas.rng(f"fire {index}"), x, z, 1.25)))
    draw_cast(stage, cast, fires)


def _add_smoke(canvas: Canvas, stage: Stage, picture: Field, glow: Coarse) -> None:
    """Let a column of smoke rise from the fire and lean with the wind."""
    small = canvas.frame.coarse(4)
    x, y = small.grid()
    clouds = noise(canvas.rng("smoke"), small, 0.22, 6, 0.55)
    foot_x, foot_y = stage.in_units((FIRE[0], 1.7, FIRE[1]))
    rise = np.maximum(foot_y - y, 0)
    centre = foot_x + rise * 0.35 + (clouds - np.float32(0.5)) * np.float32(0.14)
    plume = np.exp(-(((x - centre) / (0.02 + rise * 0.22)) ** 2)) * smoothstep(0.0, 0.1, rise)
    plume = plume * smoothstep(0.25, 0.7, clouds) * np.exp(-rise / 0.42) * 0.65
    thick = Coarse(np.asarray(plume, np.float32), canvas.frame)
    tint = linear(colour("#3a2a22")) * np.float32(0.5) + canvas.air.fog * np.float32(0.4 * canvas.air.day)
    for rows in bands(canvas.frame.height):
        share = thick.rows(rows)[..., None]
        picture[rows] = picture[rows] * (1 - share) + share * (tint + glow.rows(rows) * np.float32(0.5))


def _add_embers(canvas: Canvas, stage: Stage, picture: Field) -> None:
    frame = canvas.frame
    layer = Image.new("L", (frame.width, frame.height))
    pen = ImageDraw.Draw(layer)
    x, y = stage.project((FIRE[0], 1.5, FIRE[1]))
    for height, aside, size, phase in canvas.rng("embers").random((EMBERS, 4)).tolist():
        age = height**1.6
        left = x + frame.unit * ((aside - 0.5) * 0.10 * (1 + 3 * age) + 0.13 * age + 0.02 * math.sin(9 * phase))
        top = y - age * 0.5 * frame.unit
        radius = max(0.6, (0.0006 + 0.0015 * size) * frame.unit)
        pen.ellipse((left - radius, top - radius, left + radius, top + radius), fill=int(255 * (1 - age)))
    glow = linear(colour("#ff8a30")) * np.float32(3)
    sparks = blur(np.asarray(layer, np.float32) * BYTE, 0.6 * frame.unit / 1000)
    for rows in bands(frame.height):
        picture[rows] += sparks[rows, :, None] * glow
