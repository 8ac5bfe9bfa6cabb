"""The docks: a quay between a moored ship and stacked containers, cranes and the city behind; or a warehouse."""

from dataclasses import replace

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import BLACK, colour, dim, linear, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.solids import Solids, draw_cylinder
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.effects.steam import raise_steam
from generation.sketch.props.city import Row, draw_arcology, draw_towers
from generation.sketch.props.containers import SODIUM, draw_crane, draw_mast, draw_ship, draw_stack
from generation.sketch.props.ground import Ground
from generation.sketch.props.signs import draw_lettering
from generation.sketch.scenes.outdoors import View, by_night, camera_for, let_weather_pass, light_outdoors, vents
from generation.sketch.scenes.warehouse import paint_warehouse

EYE = Camera(-0.03, 0.07, 0.82, 1.8)
# Along the quay, at the ship, at the stacks, low at its edge, and from a crane.
VIEWS = (
    View(),
    View(2.6, 0.0, -0.34, 1.0, 0.02),
    View(-3.4, 0.0, 0.36, 0.9, 0.05),
    View(-2.0, 3.0, -0.12, 0.45, 0.18, 0.88),
    View(1.0, 0.0, 0.16, 3.6, -0.24),
)
HAZE = 120.0  # metres
SHIP = (-7.2, 9.0, 78.0)  # metres: how far to the left the hull lies, where it begins and ends
MASTS = ((4.1, 46.0), (-4.6, 28.0), (4.1, 15.0))  # metres: x and z
STACKS = (62.0, 52.0, 43.0, 35.0, 27.5, 20.5, 13.8, 7.0)  # metres


def paint_docks(canvas: Canvas) -> Image.Image:
    """Paint the docks, or a warehouse."""
    if canvas.plan.place == "warehouse":
        return paint_warehouse(canvas)
    if canvas.air.day < 1:  # the floodlights of a port leave nothing quite dark
        canvas.air = replace(
            canvas.air, ambient=canvas.air.ambient * np.float32(2.2) + linear(SODIUM) * np.float32(0.05)
        )
    stage = Stage(canvas.frame, camera_for(canvas, EYE, views=VIEWS), HAZE * canvas.air.sight)
    cast = cast_of(canvas, stage, Blocking(aisle=(0.8, 4.2), depth=(14.0, 44.0), lanes=(1.9, 12.0)))
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, canvas.disc_in_the_sky(-0.26))
    canvas.show("sky", 0.05, sky)
    _draw_far(canvas, stage)
    canvas.show_stage("harbour", 0.15, stage, sky)
    draw_ship(canvas, stage, *SHIP)
    canvas.show_stage("ship", 0.25, stage, sky)
    _draw_quay(canvas, stage)
    canvas.show_stage("containers", 0.35, stage, sky)
    draw_cast(stage, cast)
    canvas.show_stage("people", 0.5, stage, sky)
    wet = {"rain": 0.97, "snow": 0.3, "fog": 0.65}.get(canvas.plan.weather, 0.6) * (1 - 0.35 * canvas.air.day)
    ground = Ground(wet, 0.05, marks="quay", snow=1.0 if canvas.plan.weather == "snow" else 0.0)
    foggy = canvas.plan.weather == "fog"
    gains = Gains(near=4.0, wide=10.0 - 6.0 * canvas.air.day, fog=1.3 if foggy else 0.7, rim=2.0 if foggy else 1.0)
    picture, glow = light_outdoors(canvas, stage, sky, gains, ground)
    raise_steam(canvas, stage, picture, glow, vents(canvas))
    add_beams(canvas, stage, picture, _beams(canvas))
    grade = Grade(bloom=0.9, exposure=1.35) if foggy else Grade(bloom=0.6, exposure=by_night(picture))
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), grade)


def _draw_far(canvas: Canvas, stage: Stage) -> None:
    """Draw the city across the water, and the cranes."""
    haze, stage.haze = stage.haze, 380.0 * canvas.air.sight
    rng = canvas.rng("landmarks")
    far = mix(colour("#10131f"), colour("#8c9aaa"), canvas.air.day * 0.7)
    draw_towers(canvas, stage, Row("far", 620, 40, (20, 190), far, 0.3))
    draw_arcology(canvas, stage, 0.05 + 0.16 * float(rng.random()), 600, 250)
    stage.haze = 260.0 * canvas.air.sight
    for index, z in enumerate((190.0, 120.0)):
        draw_crane(stage, 6.0 + 20 * float(rng.random()) * (1 - index), z, 58.0, canvas.palette.neon[1])
    stage.haze = haze


def _draw_quay(canvas: Canvas, stage: Stage) -> None:
    """Draw the quay's edge on the left and the stacks on the right, from far to near."""
    edge = Solids(stage)
    for index in range(22, -1, -1):
        z = 5.0 + 3.0 * index
        edge.box((-5.75, -5.35), (0.0, 0.28), (z, z + 3.0), colour("#b08a20") if index % 2 else colour("#17171a"))
    edge.draw()
    for z in (40.0, 26.0, 16.0, 9.5):
        draw_cylinder(stage, -4.9, z, 0.22, (0.0, 0.55), colour("#1c1a18"))
        draw_cylinder(stage, -4.9, z, 0.32, (0.55, 0.66), colour("#2a2622"))
    masts = list(MASTS)
    for z in STACKS:
        while masts and masts[0][1] > z:
            draw_mast(canvas, stage, *masts.pop(0))
        rng = canvas.rng(f"stack {z:.0f}")
        for column in (2, 1, 0):
            levels = int(rng.integers(1, 4 if column == 0 else 5))
            draw_stack(stage, rng, 5.2 + 2.75 * column + 0.3 * float(rng.random()), z, levels, canvas.air.day)
    for mast in masts:
        draw_mast(canvas, stage, *mast)
    if canvas.plan.sign:
        half = 1.3
        for x in (2.4 - half, 2.4 + half):
            stage.line([(x, 0, 13.4), (x, 3.4, 13.4)], 0.1, BLACK)
        draw_lettering(stage, canvas.plan.sign, (2.4, 3.2, 13.4), 0.55, canvas.palette.neon[0], canvas.palette.neon[1])


def _beams(canvas: Canvas) -> list[Beam]:
    if canvas.air.day >= 1:
        return []
    lamp = mix(SODIUM, canvas.palette.windows[0], 0.35)
    strength = {"fog": 0.42, "rain": 0.22, "snow": 0.22}.get(canvas.plan.weather, 0.12)
    return [
        Beam((x + side * 1.1, 8.0, z), (x + side * 1.6, 0.0, z), (0.4, 3.2), dim(lamp, 0.9), strength)
        for x, z in MASTS
        for side in (-1, 1)
    ]
