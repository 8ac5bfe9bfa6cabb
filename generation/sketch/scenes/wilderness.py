"""The wild: mountains behind mist, a forest about a lake that mirrors them, a shore to stand on."""

import math
from functools import partial

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.stage import Camera, Point, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast
from generation.sketch.props.ground import Ground
from generation.sketch.props.ridges import draw_snow, ridge_heights
from generation.sketch.props.trees import draw_bough, draw_campfire, draw_pine
from generation.sketch.scenes.outdoors import add_fireflies, camera_for, let_weather_pass, light_outdoors
from generation.sketch.scenes.woods import paint_forest, paint_mountain

EYE = Camera(0.0, 0.06, 0.85, 2.4)
RIDGES = ((2600.0, 1150.0, 1.0), (1700.0, 520.0, 1.0), (1000.0, 210.0, 1.2))  # metres: distance, height; and roughness
TREE_ROWS = ((330.0, 150, 24.0), (190.0, 110, 20.0), (105.0, 70, 17.0), (62.0, 36, 15.0))  # metres, count, metres
SHORE = 7.4  # metres: where the near shore meets the water
WOODS = {"forest": paint_forest, "mountain": paint_mountain}
GLOW_TIMES = frozenset({"night", "dusk", "dawn"})


def paint_wilderness(canvas: Canvas) -> Image.Image:
    """Paint the wild: the lake, a forest, or a mountain."""
    if canvas.plan.place in WOODS:
        return WOODS[canvas.plan.place](canvas)
    canvas.go_into_the_open()
    stage = Stage(canvas.frame, camera_for(canvas, EYE), 3200.0 * canvas.air.sight)
    cast = cast_of(canvas, stage, Blocking(passers_by=False, fire=(1.7, 5.6) if canvas.plan.count("fire") else None))
    sky = paint_sky(
        canvas.frame,
        stage.horizon,
        canvas.air,
        canvas.seed,
        canvas.disc_in_the_sky(-0.21 if canvas.plan.time in {"dawn", "dusk"} else -0.28),
    )
    canvas.show("sky", 0.06, sky)
    _draw_mountains(canvas, stage)
    canvas.show_stage("mountains", 0.15, stage, sky)
    stage.haze = 420.0 * canvas.air.sight
    _draw_forest(canvas, stage)
    canvas.show_stage("forest", 0.3, stage, sky)
    _draw_shore(canvas, stage)
    fires = []
    for index in range(canvas.plan.count("fire")):
        x, z = 1.7 - 3.2 * index, 5.6
        fires.append((z, partial(draw_campfire, stage, canvas.rng(f"fire {index}"), x, z)))
    _draw_frame_trees(canvas, stage)  # before the people: no trunk hides anybody
    draw_cast(stage, cast, fires)
    canvas.show_stage("shore", 0.45, stage, sky)
    frozen = canvas.plan.weather == "snow"
    tint = mix(WHITE, canvas.palette.neon[0], 0.25)
    ripples = 0.5 if canvas.plan.weather == "rain" else 0.22
    lake = Ground(0.96, 0.02, ripples, tint, puddles=False, still=1.0, snow=0.75 if frozen else 0.0)
    picture, glow = light_outdoors(canvas, stage, sky, Gains(near=3.0, wide=2.5, fog=0.5, rim=1.4), lake)
    if canvas.plan.time in GLOW_TIMES and not frozen:
        add_fireflies(canvas, stage, picture)
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), Grade(bloom=0.5, saturation=1.08))


def _lit(canvas: Canvas, night: str, day: str) -> Colour:
    return mix(colour(night), colour(day), max(0.25, canvas.air.day))


def _draw_mountains(canvas: Canvas, stage: Stage) -> None:
    snowy = canvas.plan.weather == "snow"
    for index, (z, high, rough) in enumerate(RIDGES):
        rng = canvas.rng(f"ridge {index}")
        heights = ridge_heights(rng, rough)
        half = z * 1.8
        crest: list[Point] = [
            (-half + 2 * half * step / (len(heights) - 1), high * value, z) for step, value in enumerate(heights)
        ]
        rock = _lit(canvas, "#1a2430", "#5c6c78")
        rock = mix(rock, colour("#2c4436"), 0.5 * (index == 2))
        stage.polygon([(-half, 0, z), *crest, (half, 0, z)], rock)
        if index < 2:
            draw_snow(
                stage,
                crest,
                high,
                mix(_lit(canvas, "#5a6678", "#e8eef4"), WHITE, 0.3 if snowy else 0.0),
                rng,
                0.18 if snowy else 0.50,
            )


def _draw_forest(canvas: Canvas, stage: Stage) -> None:
    needles = _lit(canvas, "#0c1a16", "#2c4a38")
    snow = canvas.plan.weather == "snow"
    for index, (z, count, high) in enumerate(TREE_ROWS):
        rng = canvas.rng(f"trees {index}")
        half = z * 1.7
        gap = 0.20 if index > 1 else 0.0
        bank = 0.9 + 0.004 * z
        stage.polygon([(-half, 0, z), (-half, bank, z), (half, bank, z), (half, 0, z)], dim(needles, 0.8))
        for place, tall, tone in rng.random((count, 3)).tolist():
            x = (place - 0.5) * 2 * half
            if abs(x / half) < gap:
                continue
            tint = dim(needles, 0.7 + 0.6 * tone)
            draw_pine(stage, x, z, high * (0.55 + 0.75 * tall), mix(tint, colour("#c8d4dc"), 0.5 if snow else 0.0))


def _draw_shore(canvas: Canvas, stage: Stage) -> None:
    rng = canvas.rng("shore")
    snow = canvas.plan.weather == "snow"
    earth = mix(_lit(canvas, "#141a14", "#3c4a34"), colour("#c0ccd4"), 0.55 if snow else 0.0)
    edge: list[Point] = [
        (
            -24 + index,
            0.02,
            SHORE
            - 1.2
            + 0.9 * math.sin(index * 0.55)
            + 0.8 * float(rng.random())
            + max(0.0, abs(index - 24) - 2) * 0.5,
        )
        for index in range(49)
    ]
    stage.polygon([(-24, 0.02, 0.8), *edge, (24, 0.02, 0.8)], earth)
    for across, near, size, tone in rng.random((46, 4)).tolist():
        x, z, radius = (across - 0.5) * 16, SHORE - 0.6 - 4.2 * near, 0.08 + 0.32 * size**3
        stone: list[Point] = [
            (x + radius * math.cos(a) * 1.3, 0.02 + max(0.0, radius * math.sin(a) * 0.8), z)
            for a in np.linspace(0, math.pi, 7).tolist()
        ]
        stage.polygon(stone, dim(mix(earth, colour("#50585c"), 0.6), 0.6 + 0.7 * tone))
    blade = mix(earth, canvas.palette.neon[0], 0.12)
    for across, near, tall, lean in rng.random((320, 4))[np.argsort(rng.random(320))].tolist():
        x, z = (across - 0.5) * 18, SHORE - 0.4 - 4.6 * near
        high = 0.10 + 0.42 * tall * tall
        stage.polygon(
            [(x - 0.02, 0, z), (x + (lean - 0.5) * 0.3, high, z), (x + 0.02, 0, z)], dim(blade, 0.5 + 0.7 * lean)
        )


def _draw_frame_trees(canvas: Canvas, stage: Stage) -> None:
    """Frame the picture with near trunks and their hanging boughs."""
    rng = canvas.rng("frame trees")
    bark = _lit(canvas, "#0c0c0c", "#2c2620")
    for side in (-1, 1):
        x, z = side * (3.1 + 0.8 * float(rng.random())), 6.0
        wide = 0.30 + 0.14 * float(rng.random())
        lean = side * 0.25
        stage.polygon(
            [
                (x - wide * 1.5, 0, z),
                (x - wide, 2, z),
                (x - wide * 0.8 + lean, 14, z),
                (x + wide * 0.8 + lean, 14, z),
                (x + wide, 2, z),
                (x + wide * 1.7, 0, z),
            ],
            bark,
        )
        stage.polygon(
            [
                (x - side * wide * 0.9, 0, z),
                (x - side * wide, 2, z),
                (x - side * wide * 0.7 + lean, 14, z),
                (x - side * wide * 0.4 + lean, 14, z),
                (x - side * wide * 0.6, 2, z),
            ],
            dim(bark, 1.6),
        )
        for bough, droop, reach in rng.random((11, 3)).tolist():
            y = 3.6 + 5.0 * bough
            draw_bough(
                stage,
                (x, y, z - 0.1),
                -side * (1.1 + 1.7 * reach),
                0.5 + 0.7 * droop,
                dim(_lit(canvas, "#0a1410", "#26402e"), 0.8 + 0.5 * droop),
            )
