"""Places under the sky: a castle, a village, a desert, the sea, a bridge, a park and what is like them."""

from dataclasses import replace

from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of
from generation.sketch.crowds.stage_props import fires_of
from generation.sketch.effects.steam import raise_steam
from generation.sketch.props.city import Row, draw_arcology, draw_towers
from generation.sketch.props.ground import Ground
from generation.sketch.props.ridges import Ridge, draw_ridge
from generation.sketch.props.sets.finish import Finish
from generation.sketch.props.sets.lamplight import Lamp, Lamplight
from generation.sketch.props.sets.pieces import Pieces
from generation.sketch.scenes.outdoors import View, camera_for, let_weather_pass, light_outdoors, vents
from generation.sketch.scenes.places.floor import light_on_floor
from generation.sketch.scenes.places.furnishing import furnish
from generation.sketch.scenes.places.people import add_standing
from generation.sketch.scenes.places.place import Place, open_places
from generation.sketch.scenes.places.sightlines import views_of

HAZE = 190.0  # metres
VIEWS = (
    View(),
    View(-6.0, 0.0, 0.40, 1.0, 0.04),
    View(3.0, 1.0, -0.20, 0.45, 0.25, 0.88),
    View(2.0, 0.0, -0.16, 2.4, -0.25),
    View(-1.0, 4.0, 0.14, 0.9, 0.14, 1.35),
)
ON_DECK = (
    View(),
    View(-1.6, 0.0, 0.16, 0.9, 0.04),
    View(1.4, 1.0, -0.14, 0.6, 0.22, 0.9),
    View(0.0, -1.0, 0.05, 1.7, -0.24),
)
NARROW = frozenset({"bridge", "sea/deck"})  # where a step aside leads into the water
SUN = {"day": "#fff0d8", "dawn": "#ffc8a0", "dusk": "#ff9a5c", "night": "#9ab4e8"}
WATER = frozenset({"sea", "sea/deck"})


def paint_open_place(canvas: Canvas) -> Image.Image:
    """Paint a place under the sky."""
    name = f"{canvas.plan.scene}/{canvas.plan.place}".rstrip("/")
    place = open_places().get(name) or open_places()[canvas.plan.scene]
    if place.lamps != "city":
        canvas.go_into_the_open()
    views = ON_DECK if name in NARROW else VIEWS
    stage = Stage(canvas.frame, camera_for(canvas, _eye(place), 7.0, views), HAZE * canvas.air.sight)
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, canvas.disc_in_the_sky(-0.25))
    canvas.show("sky", 0.06, sky)
    _draw_far(canvas, stage, place)
    canvas.show_stage("distance", 0.15, stage, sky)
    pieces = Pieces(stage, _light(canvas, place))
    lamp = mix(place.lamp, canvas.palette.windows[0], 0.3)
    night = canvas.air.day < 0.8
    room = (place.shell.half, place.shell.high)
    finish = Finish(canvas.rng("things"), canvas.palette.neon, lamp, place.accent, night=night, room=room)
    crowded = canvas.plan.crowd != "empty" and (place.people > 0 or canvas.plan.crowd == "crowded")
    blocking = Blocking(aisle=(0.6, 0.7 * place.shell.half), depth=(9.0, place.shell.far), passers_by=crowded)
    blocking = replace(blocking, lanes=(1.9, 9.0))
    cast = cast_of(canvas, stage, blocking)
    furnish(canvas, pieces, place, finish, views_of(stage, cast))
    for standing in [*cast, *fires_of(canvas, stage)]:
        add_standing(pieces, standing)
    on_floor = light_on_floor(canvas, stage, pieces)
    pieces.draw()
    canvas.show_stage("things", 0.4, stage, sky)
    gains = Gains(near=2.8, wide=4.0 - 2.0 * canvas.air.day, fog=0.6, rim=0.8)
    picture, glow = light_outdoors(canvas, stage, sky, gains, _ground(canvas, place, name), on_floor)
    raise_steam(canvas, stage, picture, glow, vents(canvas))
    exposure = 1.0 + 0.5 * (1 - canvas.air.day)
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), Grade(bloom=0.55, exposure=exposure))


def _eye(place: Place) -> Camera:
    return Camera(0.0, 0.10, place.focal, 1.7)


def _light(canvas: Canvas, place: Place) -> Lamplight:
    """Return the light of the sun or the moon, which shines from one side, and of the lamps of the place."""
    side, day = canvas.sun_side, canvas.air.day
    sun = Lamp((side * 900.0, 700.0, -300.0), colour(SUN[canvas.plan.time]), 0.55 + 0.45 * day, 1e5)
    fill = Lamp((-side * 600.0, 300.0, -900.0), canvas.palette.neon[1], 0.12 * (1 - day), 1e5)
    dark = 1 - 0.8 * day
    lamps = [Lamp((x, y, z), tint, power * dark, reach) for x, y, z, tint, power, reach in place.glows]
    return Lamplight(place.base, (sun, fill, *lamps))


def _draw_far(canvas: Canvas, stage: Stage, place: Place) -> None:
    day, haze = canvas.air.day, stage.haze
    far = mix(colour("#141a2c"), colour("#8c9cac"), day * 0.8)
    rng = canvas.rng("far")
    if place.lamps == "city":
        stage.haze = 420.0 * canvas.air.sight
        draw_towers(canvas, stage, Row("far", 560, 40, (30, 240), far, 0.3, -60))
        draw_arcology(canvas, stage, 0.3 * (float(rng.random()) - 0.5), 500, 320)
        draw_towers(canvas, stage, Row("near", 320, 34, (8, 90), dim(far, 0.85), 0.3, -60))
    elif place.lamps in ("ridges", "mesas"):
        stage.haze = 1300.0 * canvas.air.sight
        rock = mix(far, place.shell.wall, 0.35) if place.lamps == "mesas" else far
        snow = mix(far, WHITE, 0.3)
        peak, line = 0.5 * (float(rng.random()) - 0.5), 0.72 if place.lamps == "ridges" else 9.0
        draw_ridge(stage, rng, Ridge(1600.0, 330.0, rock, snow, line, peak))
        draw_ridge(stage, rng, Ridge(800.0, 70.0, dim(rock, 0.75), snow, 9.0))
    reach = {"city": 300.0, "ridges": 790.0, "mesas": 790.0}.get(place.lamps, 0.0)
    if reach:
        stage.open_ground([(-4000, 0, 0.5), (4000, 0, 0.5), (4000, 0, reach), (-4000, 0, reach)])
    stage.haze = haze


def _ground(canvas: Canvas, place: Place, name: str) -> Ground:
    snow = 1.0 if canvas.plan.weather == "snow" else 0.0
    wet = {"rain": 0.9, "snow": 0.3}.get(canvas.plan.weather, place.wet)
    if name in WATER or name == "bridge":
        tint = mix(WHITE, canvas.palette.neon[0], 0.15)
        return Ground(0.95, 0.03, 0.8 if canvas.plan.weather == "rain" else 0.45, tint, puddles=False, still=0.7)
    return Ground(
        wet=wet * (1 - 0.4 * canvas.air.day), albedo=0.26, roughness=1.2, tint=place.floor, snow=snow,
        pattern=place.pattern, second=place.second,
    )  # fmt: skip
