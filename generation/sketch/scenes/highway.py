"""A highway through the city: lanes of lights, lamp posts, a gantry of signs, towers to both sides."""

import math

from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.solids import Solids
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast
from generation.sketch.props.city import Row, draw_arcology, draw_needle, draw_towers
from generation.sketch.props.ground import Ground
from generation.sketch.props.sets.finish import Finish
from generation.sketch.props.sets.lamplight import Lamplight
from generation.sketch.props.sets.parked import stand_mesh, vehicle_mesh
from generation.sketch.props.sets.pieces import Pieces, Spot
from generation.sketch.props.signs import billboard, draw_lettering
from generation.sketch.props.vehicles import TAIL_LIGHT, make_car, make_oncoming, make_truck, make_van
from generation.sketch.scenes.outdoors import View, camera_for, let_weather_pass, light_outdoors

EYE = Camera(0.0, 0.06, 0.80, 2.5)
VIEWS = (View(), View(0.0, 0.0, 0.16, 1.0, 0.02), View(0.6, 0.0, -0.12, 0.6, 0.14), View(0.0, 0.0, 0.06, 1.6, -0.16))
HAZE = 150.0  # metres
EDGE = 8.0  # metres from the middle to the barriers
LANES = (1.95, 5.5)  # metres
GANTRY = 30.0  # metres
TRAFFIC = {"empty": 0, "some": 7, "crowded": 18}  # vehicles to a direction
EXITS = ("SEATTLE", "TACOMA", "REDMOND", "BELLEVUE", "EVERETT", "PUYALLUP")
GLASS = colour("#141c28")
CONCRETE, STEEL = colour("#4a4c52"), colour("#23252b")
NEAR_TRAFFIC = 75.0  # metres: vehicles further off are as small as their lights
BODIES = ("#3a3e48", "#8a2028", "#28406a", "#7a7c80", "#c8c8c4", "#3c5a4c", "#b08a3a")
PAINTS = ("#2a2c34", "#4a1c20", "#1c2c44", "#50525a", "#20302a")


def paint_highway(canvas: Canvas) -> Image.Image:
    """Paint the highway."""
    stage = Stage(canvas.frame, camera_for(canvas, EYE, 7.0, VIEWS), HAZE * canvas.air.sight)
    cast = cast_of(canvas, stage, Blocking(passers_by=False, lanes=(LANES[0], 8.8), riding=True))
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, canvas.disc_in_the_sky(-0.26))
    canvas.show("sky", 0.05, sky)
    _draw_city(canvas, stage)
    canvas.show_stage("city", 0.18, stage, sky)
    _draw_road(canvas, stage)
    canvas.show_stage("road", 0.3, stage, sky)
    _draw_traffic(canvas, stage)
    draw_cast(stage, cast)
    canvas.show_stage("traffic", 0.45, stage, sky)
    wet = {"rain": 0.95, "snow": 0.35, "fog": 0.6}.get(canvas.plan.weather, 0.4) * (1 - 0.35 * canvas.air.day)
    ground = Ground(
        wet, 0.035, marks="highway", snow=0.9 if canvas.plan.weather == "snow" else 0.0, shaded=canvas.sun_side
    )
    picture, glow = light_outdoors(canvas, stage, sky, Gains(near=2.6, wide=3.4, fog=0.6), ground)
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), Grade(bloom=0.65))


def _tone(canvas: Canvas, night: str, day: str) -> Colour:
    return mix(colour(night), colour(day), canvas.air.day * 0.7)


def _draw_city(canvas: Canvas, stage: Stage) -> None:
    haze, stage.haze = stage.haze, 340.0 * canvas.air.sight
    rng = canvas.rng("landmarks")
    draw_towers(canvas, stage, Row("far", 640, 44, (30, 300), _tone(canvas, "#10131f", "#94a2b2"), 0.28))
    draw_arcology(canvas, stage, 0.05 + 0.2 * float(rng.random()), 620, 380)
    draw_towers(canvas, stage, Row("middle", 330, 34, (20, 150), _tone(canvas, "#0d101b", "#7c8a9a"), 0.30))
    draw_needle(canvas, stage, -0.30 + 0.18 * float(rng.random()), 320, 175)
    stage.haze = haze
    for side in (-1, 1):
        _draw_blocks(canvas, stage, side)


def _draw_blocks(canvas: Canvas, stage: Stage, side: int) -> None:
    """Draw the houses along the road, far ones first, some with an advertisement."""
    rng = canvas.rng(f"blocks {side}")
    for z in (190.0, 150.0, 118.0, 92.0, 70.0, 52.0, 36.0):
        own = fork(rng)
        aside, high, wide, tone, glow = own.random(5).tolist()
        x = side * (14 + 10 * aside)
        wall = dim(_tone(canvas, "#3a3c4a", "#848284"), (0.8 + 0.5 * tone) * canvas.sunlit(-side))
        solids = Solids(stage)
        span = (min(x, x + side * (12 + 10 * wide)), max(x, x + side * (12 + 10 * wide)))
        top = 8 + 26 * high**1.4
        solids.box(span, (-4.0, top), (z, z + 14 + 8 * wide), wall)
        quads = solids.quads
        tint = canvas.palette.window(own)
        for floor in range(int(top / 3.2)):
            for column in range(6):
                near, lit = z + 1.2 + column * 2.2, float(own.random()) < 0.42 * canvas.air.lit
                if lit or canvas.air.day > 0:
                    quads.wall(
                        x - side * 0.05,
                        floor * 3.2 + 0.8,
                        floor * 3.2 + 2.3,
                        near,
                        near + 1.3,
                        GLASS,
                        dim(tint, 0.25 + 0.5 * glow) if lit else BLACK,
                    )
        if canvas.plan.neon and tone < 0.6:
            bottom = max(4.0, top * 0.45)
            billboard(quads, x, (bottom, min(top - 0.5, bottom + 6), z + 1, z + 11), canvas.palette.sign(own), own)
        solids.draw()


def _draw_road(canvas: Canvas, stage: Stage) -> None:
    """Draw the barriers, the lamp posts and the gantry, from far to near."""
    day = canvas.air.day
    wall = dim(CONCRETE, 0.9 + 0.15 * day)
    solids = Solids(stage)
    for side in (-1, 1):
        x = side * EDGE
        solids.box((min(x, x + side * 0.4), max(x, x + side * 0.4)), (0.0, 0.95), (1.0, 260.0), wall)
        if canvas.plan.neon:
            solids.quads.wall(
                x - side * 0.02, 0.72, 0.80, 1.0, 260.0, BLACK, dim(canvas.palette.neon[0 if side < 0 else 1], 0.75)
            )
    solids.box((-0.25, 0.25), (0.0, 0.7), (1.0, 260.0), dim(wall, 0.9))
    solids.draw()
    lamp = mix(canvas.palette.windows[0], WHITE, 0.35)
    posts = sorted((12.0 + 17.0 * index for index in range(11)), reverse=True)
    gantry_due = True
    for z in posts:
        if gantry_due and z < GANTRY:
            _draw_gantry(canvas, stage)
            gantry_due = False
        for side in (-1, 1):
            foot = side * (EDGE + 0.5)
            stage.line(
                [(foot, 0, z), (foot, 8.4, z), (foot - side * 0.8, 9.1, z), (foot - side * 2.4, 9.3, z)], 0.16, STEEL
            )
            end = foot - side * 2.4
            light = dim(lamp, max(0.15, 1 - 0.9 * day))
            stage.front(min(end, end + side * 0.9), 9.12, max(end, end + side * 0.9), 9.25, z, WHITE, light)


def _draw_gantry(canvas: Canvas, stage: Stage) -> None:
    rng = canvas.rng("gantry")
    solids = Solids(stage)
    for level in (6.0, 7.2):
        solids.box((-EDGE - 0.6, EDGE + 0.6), (level, level + 0.16), (GANTRY, GANTRY + 0.2), STEEL)
    for side in (-1, 1):
        solids.box((side * (EDGE + 0.6) - 0.2, side * (EDGE + 0.6) + 0.2), (0.0, 7.3), (GANTRY, GANTRY + 0.3), STEEL)
    solids.draw()
    for index in range(18):
        x = -EDGE + index * 2 * EDGE / 18
        stage.line(
            [(x, 6.1 + 1.1 * (index % 2), GANTRY), (x + 2 * EDGE / 18, 7.2 - 1.1 * (index % 2), GANTRY)], 0.07, STEEL
        )
    text = canvas.plan.sign or EXITS[int(rng.integers(len(EXITS)))]
    draw_lettering(
        stage, text, (3.6, 5.6, GANTRY - 0.2), 1.05, mix(canvas.palette.neon[1], WHITE, 0.3), canvas.palette.neon[1]
    )
    speed = str(int(rng.integers(6, 13)) * 10)
    draw_lettering(stage, speed, (-4.2, 5.7, GANTRY - 0.2), 1.0, canvas.palette.neon[2], TAIL_LIGHT)


def _draw_traffic(canvas: Canvas, stage: Stage) -> None:
    """Fill the lanes, far vehicles first: tail lights to the right, headlights to the left, streaks behind them."""
    rng = canvas.rng("traffic")
    placed = []
    for side in (-1, 1):
        for index in range(TRAFFIC[canvas.plan.crowd]):
            own = fork(rng)
            luck = own.random(4).tolist()
            z = 16.0 + 10.5 * index * (7 / max(7, TRAFFIC[canvas.plan.crowd])) + 5 * luck[0]
            lane = side * LANES[0 if luck[1] < 0.5 else 1]
            placed.append((z, lane, luck[2], luck[3]))
    quads = Quads()
    light = Lamplight(0.55 + 0.5 * canvas.air.day, ())
    lamp = mix(canvas.palette.windows[0], WHITE, 0.35)
    for z, x, kind, paint in sorted(placed, reverse=True):
        body = dim(colour(PAINTS[int(paint * len(PAINTS))]), 1 + canvas.air.day)
        if x > 0:
            vehicle = (make_car, make_car, make_van, make_truck)[int(kind * 4)](
                body, canvas.palette.neon[int(paint * 3)]
            )
        else:
            vehicle = make_oncoming(body, canvas.palette.windows[1])
        tail = TAIL_LIGHT if x > 0 else mix(canvas.palette.windows[0], WHITE, 0.4)
        for aside in (-0.7, 0.7):  # what the eye keeps of a light that moves
            quads.slab(
                x + aside - 0.03, x + aside + 0.03, 0.62, z + 1.5, z + 14, BLACK, dim(tail, 0.30 * canvas.air.lamps)
            )
        quads.draw(stage)
        if z > NEAR_TRAFFIC:
            stage.stand(vehicle.draw, x, z, vehicle.bounds)
            continue
        pieces = Pieces(stage, light)
        finish = Finish(canvas.rng(f"traffic {z:.1f}"), canvas.palette.neon, lamp, CONCRETE, night=canvas.air.day < 0.8)
        code = BODIES[int(paint * len(BODIES))]
        mesh = vehicle_mesh(("car", "car", "taxi", "van", "truck")[int(kind * 5)], code, "#40c0ff")
        stand_mesh(pieces.at(Spot(x, z, 0.0, math.pi if x > 0 else 0.0)), finish, mesh)
        pieces.draw()
