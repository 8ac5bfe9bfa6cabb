"""Places under the sky: a castle, a village, a desert, the sea, a bridge, a park and what is like them."""

from dataclasses import replace

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import WHITE, colour, mix
from generation.sketch.canvas.sky import SKY_STEP, Disc, paint_sky
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of
from generation.sketch.crowds.stage_props import fires_of
from generation.sketch.effects.steam import Column, raise_steam
from generation.sketch.props.ground import Ground
from generation.sketch.props.sets.finish import Finish
from generation.sketch.props.sets.lamplight import Lamp, Lamplight
from generation.sketch.props.sets.pieces import Pieces
from generation.sketch.scenes.outdoors import SMOKE, View, camera_for, let_weather_pass, light_outdoors, vents
from generation.sketch.scenes.places.decals import on_ground, on_walls, views_of_ground
from generation.sketch.scenes.places.distance import draw_far
from generation.sketch.scenes.places.floor import light_on_floor
from generation.sketch.scenes.places.furnishing import furnish
from generation.sketch.scenes.places.people import add_standing
from generation.sketch.scenes.places.place import Place, open_places
from generation.sketch.scenes.places.sightlines import views_of
from generation.sketch.scenes.places.states import FLAME, in_states

HAZE = 190.0  # metres
VIEWS = (
    View(),
    View(-6.0, 0.0, 0.40, 1.0, 0.04),
    View(3.0, 1.0, -0.20, 0.45, 0.21, 0.92),
    View(2.0, 0.0, -0.16, 2.4, -0.30),
    View(-1.0, 4.0, 0.14, 0.9, 0.14, 1.35),
    View(6.5, 2.0, -0.46, 1.5, -0.24),
    View(0.5, 0.5, -0.04, 0.35, 0.27, 0.86),
)
ON_DECK = (
    View(),
    View(-1.6, 0.0, 0.30, 0.9, 0.24),
    View(1.4, 1.0, -0.26, 0.6, 0.34, 0.8),
    View(0.0, -1.0, 0.10, 1.7, -0.32, 1.1),
    View(0.6, 0.4, -0.46, 1.1, -0.14),
)
NARROW = frozenset({"bridge", "sea/deck"})  # where a step aside leads into the water
UNKNOWN = "outdoors/meadow"  # which place is painted for one that is not known
SUN = {"day": "#fff0d8", "dawn": "#ffc8a0", "dusk": "#ff9a5c", "night": "#9ab4e8"}
ADAPTED = 0.12  # of linear light: as bright as what stands on the ground is where nothing is to be made up for
HIDDEN = {"day": 0.55}  # how often the sun or the moon is not in the picture
LEAN = 1.6  # for each unit: how much brighter the sky is on its bright side
MOONLIT = 0.25  # how much more light comes from everywhere at night: eyes get used to the dark
SEA = colour("#5c9cb0")
CLOSE = 7.0  # metres: half the width of a place whose walls let nobody step aside
WATER = frozenset({"sea", "sea/deck"})
IN_TOWN = frozenset({"city", "town", "blocks"})


def paint_open_place(canvas: Canvas) -> Image.Image:
    """Paint a place under the sky."""
    name = f"{canvas.plan.scene}/{canvas.plan.place}".rstrip("/")
    place = open_places().get(name) or open_places().get(canvas.plan.scene) or open_places()[UNKNOWN]
    return paint_open(canvas, place, name)


def paint_open(canvas: Canvas, place: Place, name: str) -> Image.Image:
    """Paint a place under the sky of the sets that it is built of."""
    place = in_states(place, canvas.plan.states, canvas.rng("states"), roofed=False)
    if not IN_TOWN & set(place.lamps.split("+")) and place.deep != "city":
        canvas.go_into_the_open()
    if canvas.plan.of("fire") or not canvas.plan.neon or not IN_TOWN & set(place.lamps.split("+")):
        canvas.light_people(place.lamp if canvas.plan.time != "night" or place.glows else colour(SUN["night"]))
    views = ON_DECK if name in NARROW or place.edge or place.shell.half < CLOSE else VIEWS
    stage = Stage(canvas.frame, camera_for(canvas, _eye(place), max(7.0, place.level), views), HAZE * canvas.air.sight)
    crowded = canvas.plan.crowd != "empty" and (place.people > 0 or canvas.plan.crowd == "crowded")
    blocking = Blocking(aisle=(0.6, 0.7 * place.shell.half), depth=(9.0, place.shell.far), passers_by=crowded)
    cast = cast_of(canvas, stage, replace(blocking, lanes=(1.9, 9.0)))
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, _disc(canvas))
    sky = _leaning(canvas, sky)
    canvas.show("sky", 0.06, sky)
    draw_far(canvas, stage, place)
    canvas.show_stage("distance", 0.15, stage, sky)
    pieces = Pieces(stage, _light(canvas, place))
    lamp = mix(place.lamp, canvas.palette.windows[0], 0.3)
    night = canvas.air.day < 0.8
    room = (place.shell.half, place.shell.high)
    finish = Finish(
        canvas.rng("things"),
        canvas.palette.neon,
        lamp,
        place.accent,
        night=night,
        hour=canvas.plan.time,
        weather=canvas.plan.weather,
        room=room,
        lights=not place.dark,
        bare_walls=any(decal.on in {"wall", "door"} for decal in canvas.plan.decals),
    )
    free = [*views_of(stage, cast), *views_of_ground(stage, on_ground(canvas, stage))]
    furnish(canvas, pieces, place, finish, free)
    on_walls(canvas, stage, pieces, free, None)
    for standing in [*cast, *fires_of(canvas, stage)]:
        add_standing(pieces, standing)
    on_floor = light_on_floor(canvas, stage, pieces)
    pieces.draw()
    canvas.show_stage("things", 0.4, stage, sky)
    gains = Gains(near=2.8, wide=4.0 - 2.0 * canvas.air.day, fog=0.6, rim=0.8)
    picture, glow = light_outdoors(canvas, stage, sky, gains, _ground(canvas, place, name), on_floor)
    raise_steam(canvas, stage, picture, glow, [*vents(canvas), *_plumes(place)])
    raise_steam(canvas, stage, picture, glow, _smoke(place), SMOKE)
    picture = let_weather_pass(canvas, stage, picture, glow)
    return canvas.finish(picture, Grade(bloom=0.55, exposure=_exposure(picture, stage.horizon)))


def _plumes(place: Place) -> list[Column]:
    return [Column((x, y, z), high, wide, 0.8) for x, y, z, high, wide in place.plumes]


def _smoke(place: Place) -> list[Column]:
    """Return the smoke of a place that burns: it rises where fires light it."""
    fires = [glow for glow in place.glows if glow[3] == FLAME]
    return [Column((x, 1.2, z), 9.0, 1.5, 0.9, 0.5) for x, _, z, *_ in fires]


def _exposure(picture: Field, horizon: float) -> float:
    """Return how much brighter to finish a picture: so that one sees what stands on the ground."""
    low = picture[max(0, int(horizon) - picture.shape[0] // 6) :: 8, ::8].mean(axis=-1)
    middle = float(np.exp(np.log(low + np.float32(0.004)).mean()))
    return float(np.clip((ADAPTED / middle) ** 0.5, 0.62, 2.2))


def _leaning(canvas: Canvas, sky: Coarse) -> Coarse:
    """Let the sky be brighter on one side, as it is about the sun, and darker over or under that by chance."""
    aside, up = (canvas.rng("lean").random(2) * 2 - 1).tolist()
    x, y = sky.frame.coarse(SKY_STEP).grid()
    share = 1 + np.float32(LEAN * aside) * x + np.float32(0.6 * LEAN * up) * y
    return Coarse(sky.values * np.clip(share, 0.35, 1.5)[..., None], sky.frame)


def _disc(canvas: Canvas) -> Disc | None:
    """Hang the sun or the moon anywhere over the horizon, low at dawn and dusk; by day it may be behind the viewer."""
    up, aside, seen = canvas.rng("disc").random(3).tolist()
    low = canvas.plan.time in {"dawn", "dusk"}
    disc = canvas.disc_in_the_sky(-0.06 - 0.16 * up if low else -0.20 - 0.22 * up)
    if disc is None or (canvas.plan.of("moon") is None and seen < HIDDEN.get(canvas.plan.time, 0.25)):
        return None
    small = 0.75 if canvas.plan.of("moon") is None else 1.0
    return replace(disc, x=0.84 * aside - 0.42, radius=disc.radius * small)


def _eye(place: Place) -> Camera:
    return Camera(0.0, place.horizon, place.focal, place.level)


def _light(canvas: Canvas, place: Place) -> Lamplight:
    """Return the light of the sun or the moon, which shines from one side, and of the lamps of the place."""
    side, day = canvas.sun_side, canvas.air.day
    sun = Lamp((side * 900.0, 700.0, -300.0), colour(SUN[canvas.plan.time]), 0.55 + 0.45 * day, 1e5)
    fill = Lamp((-side * 600.0, 300.0, -900.0), canvas.palette.neon[1], 0.12 * (1 - day), 1e5)
    dark = 1 - 0.8 * day
    lamps = [Lamp((x, y, z), tint, power * dark, reach) for x, y, z, tint, power, reach in place.glows]
    return Lamplight(place.base + MOONLIT * (1 - day), (sun, fill, *lamps))


def _ground(canvas: Canvas, place: Place, name: str) -> Ground:
    snow = 1.0 if canvas.plan.weather == "snow" else place.snow
    wet = {"rain": 0.9, "snow": 0.3}.get(canvas.plan.weather, place.wet)
    if name in WATER or name == "bridge" or place.water:
        tint = mix(WHITE, SEA, 0.55)
        return Ground(0.95, 0.03, 0.8 if canvas.plan.weather == "rain" else 0.45, tint, puddles=False, still=0.7)
    return Ground(
        wet=wet * (1 - 0.4 * canvas.air.day),
        albedo=0.26 + 0.16 * canvas.air.day,
        roughness=1.2,
        tint=place.floor,
        snow=snow,
        pattern=place.pattern,
        second=place.second,
    )
