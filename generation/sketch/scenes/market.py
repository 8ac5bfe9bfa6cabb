"""An alley market: stalls under awnings on both sides, lanterns overhead, steam, and people between."""

from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import BLACK, Colour, colour, dim, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast
from generation.sketch.crowds.holograms import draw_holograms
from generation.sketch.crowds.stalls import LENGTH, Stall, board_for, draw_stall
from generation.sketch.effects.steam import Column, raise_steam
from generation.sketch.props.city import Row, draw_cables, draw_towers
from generation.sketch.props.facade import Front, draw_front
from generation.sketch.props.ground import Ground
from generation.sketch.props.signs import draw_lettering
from generation.sketch.scenes.outdoors import View, by_night, camera_for, let_weather_pass, light_outdoors

EYE = Camera(0.0, 0.04, 0.92, 1.6)
VIEWS = (
    View(),
    View(-1.5, 0.5, 0.36, 1.0, 0.02),
    View(1.2, 1.0, -0.22, 0.5, 0.18, 0.9),
    View(0.6, 0.0, -0.20, 2.6, -0.22),
)
HAZE, REACH = 60.0, 58.0  # metres
WALL = 4.1  # metres from the middle to the houses
STALLS_TO = 27.0  # metres; further stalls could not be told apart
SIGN_AT = 8.6  # metres: where the asked-for sign hangs over the alley


def paint_market(canvas: Canvas) -> Image.Image:
    """Paint the market."""
    stage = Stage(canvas.frame, camera_for(canvas, EYE, 4.4, VIEWS), HAZE * canvas.air.sight)
    cast = cast_of(canvas, stage, Blocking(aisle=(0.25, 1.6), depth=(7.5, 30.0), hero_z=4.9, lanes=(1.5, 12.0)))
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed)
    canvas.show("sky", 0.05, sky)
    draw_towers(
        canvas,
        stage,
        Row(
            "far", 260, 26, (60, 190), mix(colour("#0d101c"), colour("#8494a4"), canvas.air.day * 0.6), 0.3, aside=0.55
        ),
    )
    for side in (-1, 1):
        _draw_houses(canvas, stage, side)
    canvas.show_stage("houses", 0.2, stage, sky)
    _draw_stalls(canvas, stage)
    canvas.show_stage("stalls", 0.35, stage, sky)
    draw_cast(stage, cast)
    draw_holograms(canvas, stage, [(-1.2, 9.0), (1.3, 12.0)])
    canvas.show_stage("people", 0.5, stage, sky)
    wet = {"rain": 0.95, "snow": 0.3, "fog": 0.6}.get(canvas.plan.weather, 0.55) * (1 - 0.35 * canvas.air.day)
    ground = Ground(wet=wet, albedo=0.04, snow=0.8 if canvas.plan.weather == "snow" else 0.0, shaded=canvas.sun_side)
    picture, glow = light_outdoors(canvas, stage, sky, Gains(near=2.8, wide=3.4, fog=0.6, rim=0.9), ground)
    raise_steam(canvas, stage, picture, glow, _steam(canvas))
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), Grade(bloom=0.6, exposure=by_night(picture)))


def _wall(canvas: Canvas, tone: float) -> Colour:
    night = dim(mix(colour("#544a4c"), colour("#4a5058"), tone), 0.8)
    return mix(night, mix(colour("#948a80"), colour("#8c7468"), tone), canvas.air.day * 0.6)


def _draw_houses(canvas: Canvas, stage: Stage, side: int) -> None:
    rng = canvas.rng(f"houses {side}")
    z, lots = 1.6, []
    while z < REACH:
        length = 5 + 6 * float(rng.random())
        lots.append((z, z + length, rng.random(3)))
        z += length
    for near, far, luck in reversed(lots):
        wall = dim(_wall(canvas, float(luck[2])), canvas.sunlit(-side))
        x, height = side * (WALL + 0.8 * float(luck[0])), 9 + 13 * float(luck[1])
        front = Front(x, height, near, far, wall, shop=False)
        draw_front(canvas, stage, front, canvas.rng(f"house {side} {near:.1f}"), "")
        if near > 3 and luck[2] < 0.75:
            tint = canvas.palette.neon[int(luck[0] * 3)]
            lanterns = canvas.plan.neon > 0 and canvas.air.day < 1
            draw_cables(stage, canvas.rng(f"lanterns {side} {near:.1f}"), WALL, near, tint, lanterns=lanterns)


def _draw_stalls(canvas: Canvas, stage: Stage) -> None:
    places = []
    for side in (-1, 1):
        rng = canvas.rng(f"stalls {side}")
        z = 3.6 + 0.8 * float(rng.random())
        index = 0
        while z < STALLS_TO:
            stall = Stall(side, z, WALL, board_for(canvas, canvas.rng(f"board {side} {index}")))
            places.append((stall, canvas.rng(f"stall {side} {index}")))
            z += LENGTH + 0.5 + 1.1 * float(rng.random())
            index += 1
    for stall, rng in sorted(places, key=lambda place: -place[0].z):
        draw_stall(canvas, stage, stall, rng)
    if canvas.plan.sign:
        for side in (-1, 1):
            stage.line([(side * 0.8, 4.2, SIGN_AT), (side * WALL, 5.6, SIGN_AT)], 0.03, BLACK)
        draw_lettering(
            stage, canvas.plan.sign, (0.0, 3.4, SIGN_AT), 0.55, canvas.palette.neon[0], canvas.palette.neon[1]
        )


def _steam(canvas: Canvas) -> list[Column]:
    rng = canvas.rng("kitchens")
    columns = []
    for index in range(3 + 3 * canvas.plan.count("steam")):
        side = -1 if index % 2 else 1
        z = 6.0 + 3.4 * index + 1.5 * float(rng.random())
        columns.append(
            Column((side * 2.7, 1.0, z), 2.6, 0.45, 0.5 + 0.25 * bool(canvas.plan.count("steam")), -side * 0.3)
        )
    return columns
