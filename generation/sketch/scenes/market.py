"""An alley market: stalls under awnings on both sides, lanterns overhead, steam, and people between."""

from PIL import Image

from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.painting import Easel
from generation.sketch.canvas.palette import BLACK, Colour, colour, dim, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, place_cast
from generation.sketch.crowds.holograms import draw_holograms
from generation.sketch.crowds.stalls import LENGTH, Stall, board_for, draw_stall
from generation.sketch.effects.steam import Column, raise_steam
from generation.sketch.props.city import Row, draw_cables, draw_towers
from generation.sketch.props.facade import Front, draw_front
from generation.sketch.props.ground import Ground
from generation.sketch.props.signs import draw_lettering
from generation.sketch.scenes.outdoors import camera_for, let_weather_pass, light_outdoors

EYE = Camera(0.0, 0.04, 0.92, 1.6)
HAZE, REACH = 60.0, 58.0  # metres
WALL = 4.1  # metres from the middle to the houses
STALLS_TO = 27.0  # metres; further stalls could not be told apart
SIGN_AT = 8.6  # metres: where the asked-for sign hangs over the alley


def paint_market(easel: Easel) -> Image.Image:
    """Paint the market."""
    stage = Stage(easel.frame, camera_for(easel, EYE, 4.4), HAZE * easel.air.sight)
    sky = paint_sky(easel.frame, stage.horizon, easel.air, easel.seed)
    easel.show("sky", 0.05, sky)
    draw_towers(
        easel,
        stage,
        Row("far", 260, 26, (60, 190), mix(colour("#0d101c"), colour("#8494a4"), easel.air.day * 0.6), 0.3, aside=0.55),
    )
    for side in (-1, 1):
        _draw_houses(easel, stage, side)
    easel.show_stage("houses", 0.2, stage, sky)
    _draw_stalls(easel, stage)
    easel.show_stage("stalls", 0.35, stage, sky)
    place_cast(easel, stage, Blocking(aisle=(0.25, 1.6), depth=(7.5, 30.0), hero_z=4.9, lanes=(1.5, 12.0)))
    draw_holograms(easel, stage, [(-1.2, 9.0), (1.3, 12.0)])
    easel.show_stage("people", 0.5, stage, sky)
    wet = {"rain": 0.95, "snow": 0.3, "fog": 0.6}.get(easel.plan.weather, 0.55) * (1 - 0.35 * easel.air.day)
    ground = Ground(wet=wet, albedo=0.04, snow=0.8 if easel.plan.weather == "snow" else 0.0, shaded=easel.sun_side)
    picture, glow = light_outdoors(easel, stage, sky, Gains(near=2.8, wide=3.4, fog=0.6, rim=0.9), ground)
    raise_steam(easel, stage, picture, glow, _steam(easel))
    return easel.finish(let_weather_pass(easel, stage, picture, glow), Grade(bloom=0.6))


def _wall(easel: Easel, tone: float) -> Colour:
    night = dim(mix(colour("#544a4c"), colour("#4a5058"), tone), 0.8)
    return mix(night, mix(colour("#948a80"), colour("#8c7468"), tone), easel.air.day * 0.6)


def _draw_houses(easel: Easel, stage: Stage, side: int) -> None:
    rng = easel.rng(f"houses {side}")
    z, lots = 1.6, []
    while z < REACH:
        length = 5 + 6 * float(rng.random())
        lots.append((z, z + length, rng.random(3)))
        z += length
    for near, far, luck in reversed(lots):
        wall = dim(_wall(easel, float(luck[2])), easel.sunlit(-side))
        x, height = side * (WALL + 0.8 * float(luck[0])), 9 + 13 * float(luck[1])
        front = Front(x, height, near, far, wall, shop=False)
        draw_front(easel, stage, front, easel.rng(f"house {side} {near:.1f}"), "")
        if near > 3 and luck[2] < 0.75:
            tint = easel.palette.neon[int(luck[0] * 3)]
            lanterns = easel.plan.neon > 0 and easel.air.day < 1
            draw_cables(stage, easel.rng(f"lanterns {side} {near:.1f}"), WALL, near, tint, lanterns=lanterns)


def _draw_stalls(easel: Easel, stage: Stage) -> None:
    places = []
    for side in (-1, 1):
        rng = easel.rng(f"stalls {side}")
        z = 3.6 + 0.8 * float(rng.random())
        index = 0
        while z < STALLS_TO:
            stall = Stall(side, z, WALL, board_for(easel, easel.rng(f"board {side} {index}")))
            places.append((stall, easel.rng(f"stall {side} {index}")))
            z += LENGTH + 0.5 + 1.1 * float(rng.random())
            index += 1
    for stall, rng in sorted(places, key=lambda place: -place[0].z):
        draw_stall(easel, stage, stall, rng)
    if easel.plan.sign:
        for side in (-1, 1):
            stage.line([(side * 0.8, 4.2, SIGN_AT), (side * WALL, 5.6, SIGN_AT)], 0.03, BLACK)
        draw_lettering(stage, easel.plan.sign, (0.0, 3.4, SIGN_AT), 0.55, easel.palette.neon[0], easel.palette.neon[1])


def _steam(easel: Easel) -> list[Column]:
    rng = easel.rng("kitchens")
    columns = []
    for index in range(3 + 3 * easel.plan.count("steam")):
        side = -1 if index % 2 else 1
        z = 6.0 + 3.4 * index + 1.5 * float(rng.random())
        columns.append(
            Column((side * 2.7, 1.0, z), 2.6, 0.45, 0.5 + 0.25 * bool(easel.plan.count("steam")), -side * 0.3)
        )
    return columns
