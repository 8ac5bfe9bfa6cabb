"""A forest with a path and light between its trunks, and a mountain with a trail up to its pass."""

import math
from functools import partial

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import WHITE, Colour, colour, mix
from generation.sketch.canvas.palette import dim as dimmed
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.stage import Camera, Point, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.props.ground import Ground
from generation.sketch.props.ridges import Ridge, draw_ridge
from generation.sketch.props.trees import draw_bough, draw_campfire, draw_fern, draw_pine, draw_stone, draw_trunk
from generation.sketch.scenes.outdoors import add_fireflies, camera_for, let_weather_pass, light_outdoors

FOREST_EYE, PASS_EYE = Camera(0.0, 0.10, 0.80, 1.7), Camera(0.0, 0.10, 0.85, 2.0)
TRUNK_ROWS = ((62.0, 34), (46.0, 26), (34.0, 18), (25.0, 13), (18.0, 9), (12.5, 6), (8.5, 4))  # metres, count
PATH = 1.5  # metres: half the path's width
FIRE = (1.7, 8.2)  # metres
SHAFT_TIMES = {"dawn": 0.34, "day": 0.42, "dusk": 0.26, "night": 0.10}


def _lit(canvas: Canvas, night: str, day: str) -> Colour:
    return mix(colour(night), colour(day), max(0.22, canvas.air.day))


def paint_forest(canvas: Canvas) -> Image.Image:
    """Paint the forest."""
    canvas.go_into_the_open()
    stage = Stage(canvas.frame, camera_for(canvas, FOREST_EYE, 5.0), 52.0 * canvas.air.sight)
    fire = FIRE if canvas.plan.count("fire") else None
    cast = cast_of(canvas, stage, Blocking(passers_by=False, ceiling=None, fire=fire))
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, canvas.disc_in_the_sky(-0.16, 0.06))
    canvas.show("sky", 0.05, sky)
    _draw_trunks(canvas, stage, sky_side=True)
    canvas.show_stage("trunks", 0.3, stage, sky)
    _draw_floor(canvas, stage)
    fires = []
    for index in range(canvas.plan.count("fire")):
        x, z = FIRE[0] - 3.2 * index, FIRE[1] + index
        fires.append((z, partial(draw_campfire, stage, canvas.rng(f"fire {index}"), x, z)))
    _draw_near(canvas, stage)  # before the people: no fern hides anybody
    draw_cast(stage, cast, fires)
    canvas.show_stage("people", 0.5, stage, sky)
    snow = 1.0 if canvas.plan.weather == "snow" else 0.0
    wet = {"rain": 0.8}.get(canvas.plan.weather, 0.15)
    earth = Ground(wet, 0.07, 1.6, _lit(canvas, "#8a9a78", "#b8b090"), snow=snow)
    picture, glow = light_outdoors(canvas, stage, sky, Gains(near=3.2, wide=4.0, fog=0.6, rim=1.2), earth)
    add_beams(canvas, stage, picture, _shafts(canvas))
    if canvas.plan.time != "day" and not snow:
        add_fireflies(canvas, stage, picture)
    grade = Grade(exposure=1.3 if canvas.air.day < 0.5 else 1.0, bloom=0.5, saturation=1.08)
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), grade)


def _draw_trunks(canvas: Canvas, stage: Stage, *, sky_side: bool) -> None:
    """Draw rows of trees, far ones first, leaving a winding path between them."""
    bark, needles = _lit(canvas, "#161412", "#4a3c30"), _lit(canvas, "#0e1c16", "#34543c")
    white = 0.45 if canvas.plan.weather == "snow" else 0.0
    for row, (z, count) in enumerate(TRUNK_ROWS):
        rng = canvas.rng(f"trunks {row}")
        half = 0.62 * z + 5
        for place in range(count):
            own = fork(rng)
            luck = own.random(5).tolist()
            x = (place + 0.2 + 0.6 * luck[0]) / count * 2 * half - half
            gap = PATH + 0.9 + 0.02 * z
            if abs(x) < gap:
                x = math.copysign(gap + luck[1], x)
            wide = 0.20 + 0.34 * luck[2] ** 2
            if sky_side and luck[3] < 0.35 and z > 15:
                draw_pine(
                    stage, x, z + 0.5, 7 + 9 * luck[4], mix(dimmed(needles, 0.7 + 0.5 * luck[2]), WHITE, white * 0.6)
                )
            draw_trunk(stage, x, z, wide, dimmed(bark, 0.75 + 0.5 * luck[4]), (luck[1] - 0.5) * 1.6)
            for bough in range(3 if z < 30 else 1):
                y = 3.0 + 5.5 * float(own.random()) + bough
                reach = (1.0 + 1.8 * luck[0]) * (-1 if bough % 2 else 1)
                tint = mix(dimmed(needles, 0.7 + 0.6 * luck[bough]), WHITE, white)
                draw_bough(stage, (x, y, z - 0.1), reach, 0.4 + 0.8 * luck[1], tint)


def _draw_floor(canvas: Canvas, stage: Stage) -> None:
    """Draw ferns and stones along the path, far ones first."""
    rng = canvas.rng("floor")
    green = mix(_lit(canvas, "#14261a", "#4c7044"), canvas.palette.neon[0], 0.10)
    white = 0.5 if canvas.plan.weather == "snow" else 0.0
    things = rng.random((120, 5))
    for far, aside, size, tone, lean in things[np.argsort(-things[:, 0])].tolist():
        z = 4.2 + 26 * far**1.4
        x = math.copysign(PATH - 0.2 + abs(aside - 0.5) * (8 + z * 0.5), aside - 0.5)
        if tone < 0.16:
            draw_stone(
                stage,
                x,
                z,
                0.12 + 0.35 * size**2,
                mix(dimmed(_lit(canvas, "#1c2022", "#6c7068"), 0.7 + tone), WHITE, white),
            )
        else:
            draw_fern(stage, x, z, 0.35 + 0.55 * size, mix(dimmed(green, 0.55 + 0.6 * tone), WHITE, white), lean - 0.5)


def _draw_near(canvas: Canvas, stage: Stage) -> None:
    rng = canvas.rng("near")
    bark = _lit(canvas, "#0b0a0a", "#2c241e")
    for side in (-1, 1):
        draw_trunk(stage, side * (3.0 + 0.9 * float(rng.random())), 5.2, 0.42, bark, side * 0.5)


def _shafts(canvas: Canvas) -> list[Beam]:
    """Return the shafts of sun or moon that fall between the trunks, aslant."""
    if canvas.plan.weather in {"rain", "ash"}:
        return []
    rng = canvas.rng("shafts")
    tint = {"night": colour("#8ab0e8"), "dawn": colour("#ffd8a0"), "day": colour("#fff4d0"), "dusk": colour("#ff9a50")}
    strength = SHAFT_TIMES[canvas.plan.time]
    beams = []
    for index in range(7):
        x = -7.0 + 2.4 * index + float(rng.random())
        z = 13.0 + 9 * float(rng.random())
        beams.append(Beam((x + 7.0, 19.0, z), (x - 1.4, 0.0, z), (0.35, 0.9), tint[canvas.plan.time], strength))
    return beams


def paint_mountain(canvas: Canvas) -> Image.Image:
    """Paint the mountain."""
    canvas.go_into_the_open()
    stage = Stage(canvas.frame, camera_for(canvas, PASS_EYE, 6.0), 2600.0 * canvas.air.sight)
    fire = (FIRE[0], FIRE[1] - 1.0) if canvas.plan.count("fire") else None
    cast = cast_of(canvas, stage, Blocking(passers_by=False, fire=fire))
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, canvas.disc_in_the_sky(-0.34))
    canvas.show("sky", 0.05, sky)
    _draw_peaks(canvas, stage)
    canvas.show_stage("peaks", 0.22, stage, sky)
    stage.haze = 520.0 * canvas.air.sight
    _draw_slopes(canvas, stage)
    canvas.show_stage("slopes", 0.36, stage, sky)
    stage.haze = 160.0 * canvas.air.sight
    _draw_ledge(canvas, stage)
    fires = []
    for index in range(canvas.plan.count("fire")):
        x, z = FIRE[0] - 3.2 * index, FIRE[1] - 1.0 + index
        fires.append((z, partial(draw_campfire, stage, canvas.rng(f"fire {index}"), x, z)))
    draw_cast(stage, cast, fires)
    canvas.show_stage("people", 0.5, stage, sky)
    snow = 1.0 if canvas.plan.weather == "snow" else 0.15
    rock = Ground(
        {"rain": 0.7}.get(canvas.plan.weather, 0.12), 0.09, 1.7, _lit(canvas, "#9aa0a8", "#c0bcb0"), snow=snow
    )
    picture, glow = light_outdoors(canvas, stage, sky, Gains(near=3.0, wide=3.0, fog=0.5, rim=1.3), rock)
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), Grade(bloom=0.45, saturation=1.08))


def _draw_peaks(canvas: Canvas, stage: Stage) -> None:
    """Draw a great peak above lesser ridges, lit from one side."""
    rng = canvas.rng("peaks")
    aside = (float(rng.random()) - 0.5) * 0.34
    snow = mix(_lit(canvas, "#5a6678", "#eef2f6"), WHITE, 0.2)
    rock = _lit(canvas, "#1c2636", "#66727e")
    low = 0.2 if canvas.plan.weather == "snow" else 0.42
    draw_ridge(stage, rng, Ridge(2900.0, 900.0, dimmed(rock, 1.15), snow, low))
    draw_ridge(stage, rng, Ridge(2300.0, 1450.0, rock, snow, low, peak=aside))
    draw_ridge(stage, rng, Ridge(1500.0, 330.0, mix(rock, colour("#2c4436"), 0.35), snow, 0.8))


def _draw_slopes(canvas: Canvas, stage: Stage) -> None:
    """Draw wooded slopes that fall away to both sides into mist."""
    needles = _lit(canvas, "#0c1a18", "#2c4a3c")
    white = 0.5 if canvas.plan.weather == "snow" else 0.08
    for index, (z, count, high) in enumerate(
        ((420.0, 130, 26.0), (240.0, 90, 22.0), (130.0, 60, 18.0), (70.0, 34, 14.0))
    ):
        rng = canvas.rng(f"slope {index}")
        half = z * 1.7
        side = 1 if index % 2 else -1
        for place, tall, tone in sorted(rng.random((count, 3)).tolist(), key=lambda tree: tree[1]):
            x = (place - 0.5) * 2 * half
            rise = 0.16 * max(0.0, side * x) - 0.12 * z * 0.6
            tint = mix(dimmed(needles, 0.7 + 0.6 * tone), WHITE, white)
            draw_pine(stage, x, z, high * (0.5 + 0.7 * tall), tint, foot=rise)
        bank: list[Point] = [
            (-half, -60, z - 2),
            (-half, 0.16 * max(0.0, -side * half) - 0.072 * z + 2, z - 2),
            (0, -0.072 * z + 2, z - 2),
            (half, 0.16 * max(0.0, side * half) - 0.072 * z + 2, z - 2),
            (half, -60, z - 2),
        ]
        stage.polygon(bank, mix(dimmed(needles, 0.75), WHITE, white))


def _draw_ledge(canvas: Canvas, stage: Stage) -> None:
    """Draw the ledge that one stands on, with its rocks, and the drop behind it."""
    rng = canvas.rng("ledge")
    stone = mix(_lit(canvas, "#20242a", "#7c7870"), WHITE, 0.35 if canvas.plan.weather == "snow" else 0.0)
    edge: list[Point] = [
        (-16 + index, 0.0, 13.0 + 1.6 * math.sin(index * 0.7) + 1.2 * float(rng.random())) for index in range(33)
    ]
    drop: list[Point] = [*edge, *((x, -40.0, z) for x, _, z in reversed(edge))]
    stage.polygon(drop, dimmed(stone, 0.5))
    stage.open_ground(
        [(-40, 0, 0.8), (40, 0, 0.8), (16, 0, 13.0), *((x, y, z) for x, y, z in reversed(edge)), (-16, 0, 13.0)]
    )
    rocks = rng.random((34, 4))
    for far, aside, size, tone in rocks[np.argsort(-rocks[:, 0])].tolist():
        z = 4.4 + 8.2 * far
        x = math.copysign(1.6 + abs(aside - 0.5) * 13, aside - 0.5)
        draw_stone(stage, x, z, 0.10 + 0.75 * size**3, dimmed(stone, 0.7 + 0.5 * tone))
    cairn = 3.0 if rng.random() < 0.5 else -3.0
    for level in range(5):
        draw_stone(stage, cairn, 9.5, 0.42 - 0.07 * level, dimmed(stone, 0.9 + 0.08 * level), foot=0.02 + 0.36 * level)
