"""A rooftop over the city: wet roof, parapet and plant in front, towers to the horizon behind."""

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast
from generation.sketch.props.city import Row, draw_arcology, draw_needle, draw_towers
from generation.sketch.props.ground import Ground
from generation.sketch.props.signs import billboard
from generation.sketch.scenes.outdoors import View, by_night, camera_for, let_weather_pass, light_outdoors

EYE = Camera(0.0, 0.15, 0.84, 2.0)
VIEWS = (
    View(),
    View(-3.0, 0.0, 0.34, 1.0, 0.10),
    View(2.0, 2.2, -0.26, 0.75, 0.20, 0.85),
    View(0.0, 3.0, 0.0, 1.7, -0.24),
)
BELOW = 1000.0  # metres: how far off the quarters are that are seen between the towers
EDGE = 8.6  # metres to the parapet
ROOF = colour("#454b58")


def paint_skyline(canvas: Canvas) -> Image.Image:
    """Paint the city from a rooftop."""
    stage = Stage(canvas.frame, camera_for(canvas, EYE, 4.0, VIEWS), 520.0 * canvas.air.sight)
    cast = cast_of(
        canvas, stage, Blocking(aisle=(0.6, 4.6), depth=(5.5, 8.0), passers_by=canvas.plan.crowd == "crowded")
    )
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, canvas.disc_in_the_sky(-0.25))
    canvas.show("sky", 0.06, sky)
    _draw_city(canvas, stage)
    canvas.show_stage("city", 0.25, stage, sky)
    stage.haze = 260.0 * canvas.air.sight
    _draw_roof(canvas, stage)
    canvas.show_stage("roof", 0.35, stage, sky)
    draw_cast(stage, cast)
    canvas.show_stage("people", 0.45, stage, sky)
    wet = {"rain": 0.95, "snow": 0.3}.get(canvas.plan.weather, 0.5) * (1 - 0.4 * canvas.air.day)
    roof = Ground(wet=wet, albedo=0.06 - 0.05 * canvas.air.day, snow=1.0 if canvas.plan.weather == "snow" else 0.0)
    picture, glow = light_outdoors(canvas, stage, sky, Gains(near=3.0, wide=5.0, fog=0.7), roof)
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), Grade(exposure=by_night(picture)))


def _draw_city(canvas: Canvas, stage: Stage) -> None:
    day = canvas.air.day
    rng = canvas.rng("landmarks")
    far, near = (
        mix(colour("#10142a"), colour("#9aaabc"), day * 0.8),
        mix(colour("#0a0d18"), colour("#566878"), day * 0.8),
    )
    _draw_lights_below(canvas, stage, far)
    draw_towers(canvas, stage, Row("horizon", 900, 44, (-10, 150), far, 0.30, -200))
    draw_arcology(canvas, stage, -0.30 + 0.30 * float(rng.random()), 760, 360, foot=-200)
    draw_towers(canvas, stage, Row("far", 520, 40, (-40, 190), far, 0.30, -200))
    draw_needle(canvas, stage, 0.08 + 0.24 * float(rng.random()), 380, 150)
    draw_towers(canvas, stage, Row("middle", 260, 32, (-80, 90), mix(far, near, 0.6), 0.32, -200))
    draw_towers(canvas, stage, Row("near", 120, 26, (-70, 20), near, 0.30, -200))


def _draw_lights_below(canvas: Canvas, stage: Stage, tint: Colour) -> None:
    """Draw the quarters below, behind the towers, with the small lights of their streets."""
    stage.front(-4000, -700, 4000, 0, BELOW, tint)
    quads, rng = Quads(), canvas.rng("lights below")
    for across, down, bright, which in rng.random((420, 4)).tolist():
        x, y = (across - 0.5) * 2.2 * BELOW, -10 - 420 * down
        light = dim(canvas.palette.windows[int(which * 3)], (0.15 + 0.5 * bright * bright) * canvas.air.lit)
        quads.front(x, y, x + 4.5, y + 2.2, BELOW - 1, BLACK, light)
    quads.draw(stage)


def _draw_roof(canvas: Canvas, stage: Stage) -> None:
    wall = mix(ROOF, colour("#9a9c9c"), canvas.air.day * 0.6)
    stage.open_ground([(-60, 0, 0.8), (60, 0, 0.8), (60, 0, EDGE), (-60, 0, EDGE)])
    stage.front(-60, 0, 60, 0.75, EDGE, dim(wall, 0.9))
    stage.slab(-60, 60, 0.75, EDGE, EDGE + 0.4, dim(wall, 1.5))
    quads = Quads()
    for x in np.arange(-30, 30, 1.9).tolist():
        quads.front(x, 0, x + 0.06, 0.75, EDGE - 0.01, dim(wall, 0.55))
    quads.draw(stage)
    rng = canvas.rng("roof")
    side = 1 if rng.random() < 0.5 else -1
    _draw_plant(canvas, stage, side)
    _draw_mast(stage, -side * (3.6 + float(rng.random())))
    if canvas.plan.neon or canvas.plan.sign:
        _draw_roof_sign(canvas, stage, side)


def _draw_plant(canvas: Canvas, stage: Stage, side: int) -> None:
    """Draw the roof's machines: a stair head with a lit door, cooling boxes and ducts."""
    wall = mix(ROOF, colour("#9a9c9c"), canvas.air.day * 0.6)
    inner = side * 3.3
    stage.front(min(inner, side * 12), 0, max(inner, side * 12), 2.7, 6.4, dim(wall, 0.8))
    stage.wall(inner, 0, 2.7, 6.4, 8.4, dim(wall, 1.15))
    stage.wall(
        inner - side * 0.02, 0, 2.1, 6.9, 7.8, colour("#0c0d10"), dim(canvas.palette.windows[0], 0.5 * canvas.air.lit)
    )
    for x, high in ((-side * 4.4, 1.1), (-side * 6.2, 1.5)):
        stage.front(x - 0.7, 0, x + 0.7, high, 7.4, dim(wall, 1.05))
        for slot in range(5):
            level = high * (0.2 + 0.13 * slot)
            stage.front(x - 0.55, level, x + 0.55, level + 0.05, 7.39, dim(wall, 0.4))
        stage.front(x + 0.5, high - 0.14, x + 0.58, high - 0.08, 7.38, BLACK, colour("#40ff90"))


def _draw_mast(stage: Stage, x: float) -> None:
    steel = colour("#15171d")
    stage.line([(x, 0, 8.2), (x, 6.4, 8.2)], 0.09, steel)
    for level in (3.6, 4.6, 5.5):
        stage.line([(x - 0.7, level, 8.2), (x + 0.7, level + 0.1, 8.2)], 0.05, steel)
    stage.front(x - 0.06, 6.4, x + 0.06, 6.52, 8.2, BLACK, colour("#ff3020"))


def _draw_roof_sign(canvas: Canvas, stage: Stage, side: int) -> None:
    """Draw the sign that stands on the roof: the asked-for words, or a screen seen from the side."""
    tint = canvas.palette.neon[0]
    if not canvas.plan.sign:
        quads = Quads()
        billboard(quads, side * 5.6, (3.1, 6.6, 6.6, 11.5), tint, canvas.rng("roof sign"))
        quads.draw(stage)
        return
    text = canvas.plan.sign
    half = 0.29 * len(text) + 0.3

    def draw(sprite: Sprite) -> None:
        for x in (-half * 0.8, half * 0.8):
            sprite.line([(x, 0), (x, 1.6)], 0.07, colour("#101218"))
        sprite.polygon([(-half, 1.2), (-half, 2.25), (half, 2.25), (half, 1.2)], colour("#0c0a12"), dim(tint, 0.12))
        edge = [
            (-half + 0.05, 1.25),
            (-half + 0.05, 2.2),
            (half - 0.05, 2.2),
            (half - 0.05, 1.25),
            (-half + 0.05, 1.25),
        ]
        sprite.line(edge, 0.05, BLACK, tint)
        sprite.letter(text, 0, 1.72, 0.7, BLACK, mix(tint, WHITE, 0.4))

    stage.stand(draw, -side * 0.6, EDGE - 0.3, (-half, 0, half, 2.3), y=0.5, rim=False, written=True)
