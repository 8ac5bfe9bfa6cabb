"""A neutral setting for what plays nowhere that is known: a dark room, ground before lights, or under the sky."""

import math
from dataclasses import replace

from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork, in_turn
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast
from generation.sketch.crowds.stage_props import fires_of
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.effects.steam import raise_steam
from generation.sketch.planning.creatures import ALIASES, CREATURES
from generation.sketch.planning.plan import Plan
from generation.sketch.planning.stage_settings import INDOORS, OUTDOORS
from generation.sketch.planning.vehicles import VEHICLES
from generation.sketch.props.backdrops import paint_backdrop
from generation.sketch.props.ground import Ground
from generation.sketch.props.ridges import Ridge, draw_ridge
from generation.sketch.props.sets.catalogue import FURNITURE
from generation.sketch.props.sets.finish import Finish
from generation.sketch.props.sets.lamplight import Lamp, Lamplight
from generation.sketch.props.sets.pieces import Pieces, Spot
from generation.sketch.scenes.open_places import paint_open
from generation.sketch.scenes.outdoors import View, by_night, camera_for, let_weather_pass, light_outdoors, vents
from generation.sketch.scenes.places.floor import light_on_floor
from generation.sketch.scenes.places.place import stages
from generation.sketch.scenes.room import paint_interior

EYE = Camera(0.0, 0.10, 0.85, 1.7)
VIEWS = (View(), View(level=0.4, lift=0.26), View(-2.0, 0.0, 0.2, 2.4, -0.28), View(1.6, 1.0, -0.16, 0.8, 0.06, 1.2))
LEVEL_VIEWS = (View(), View(level=0.5, lift=0.16), View(-0.8, 0.0, 0.08, 0.9), View(0.9, 0.6, -0.08, 0.8, 0.05, 1.1))
HAZE = 110.0  # metres
MIDDLE = (0.0, 8.5)  # metres: where the light falls
POOL = 7.0  # how much brighter the ground is in the light
HIGH = 13.0  # metres: where it comes from
STONE = colour("#6c6e72")
WARM = colour("#ffe2c0")
DARK_ROOM, BEFORE_LIGHTS, OPEN_GROUND = "dark_room", "before_lights", "open_ground"
#: What is never in a room that nobody has named, and what comes into one.
UNDER_THE_SKY = frozenset({"fire", "moon", "steam", "helicopter"})
TAME = frozenset({"cat", "dog", "rat", "robot_dog", "drone", "drone_small", "ghost"})
#: What stands about the middle of open ground: little that names a place, or nothing at all.
SETS = ("", "stones", "boulder", "dune", "tree", "bare_tree")
MOUNTAINS = 0.6  # how often they are seen
BARE = frozenset({"dune"})  # a plain, with no mountains behind


def paint_stage(canvas: Canvas) -> Image.Image:
    """Paint a setting that names no place: a dark room, ground before lights out of focus, or under the sky."""
    name = setting_of(canvas.plan, canvas.seed)
    if name == OPEN_GROUND:
        return _paint_open_ground(canvas)
    if name == BEFORE_LIGHTS:
        return _paint_before_lights(canvas)
    if name in INDOORS:
        return paint_interior(canvas, stages()[name])
    return paint_open(canvas, stages()[name], name)


def setting_of(plan: Plan, seed: int) -> str:
    """Return which of the settings a seed has, if the plan leaves that open."""
    if plan.place in {*INDOORS, *OUTDOORS}:
        return plan.place
    settings = settings_for(plan)
    return settings[in_turn(seed, "setting", len(settings))]


def settings_for(plan: Plan) -> tuple[str, ...]:
    """Return where what a plan shows may be when no place is known, by what it is, the hour and the weather."""
    kinds = {ALIASES.get(subject.kind, subject.kind) for subject in plan.subjects}
    if kinds & VEHICLES.keys() or any(subject.place in VEHICLES for subject in plan.subjects):
        return ("wet_asphalt", OPEN_GROUND)
    outside = plan.weather != "clear" or kinds & UNDER_THE_SKY or kinds & CREATURES.keys() - TAME
    if outside or plan.time in {"day", "dawn"}:
        return (OPEN_GROUND,)
    return (DARK_ROOM, BEFORE_LIGHTS)


def _paint_before_lights(canvas: Canvas) -> Image.Image:
    """Paint ground with a light on its middle, and behind it lights that are out of focus, as they fit who is there."""
    canvas.turn_lights()
    canvas.go_indoors()
    stage = Stage(canvas.frame, camera_for(canvas, EYE, views=LEVEL_VIEWS), HAZE)
    cast = cast_of(canvas, stage, Blocking(hero_z=6.6, passers_by=canvas.plan.crowd == "crowded", lanes=(2.0, 10.0)))
    first, second = canvas.palette.neon[:2]
    lights = paint_backdrop(canvas, first, second, 1.0, 1.6, disc=False)
    canvas.show("lights", 0.1, lights)
    lamp = mix(mix(first, WARM, 0.7), WHITE, 0.3)
    pieces = Pieces(stage, Lamplight(0.5, (Lamp((MIDDLE[0], 2.6, MIDDLE[1]), lamp, 7.0, 2.6),)))
    for fire in fires_of(canvas, stage):
        fire.draw()
    draw_cast(stage, cast)
    canvas.show_stage("stage", 0.4, stage, lights)
    on_floor = light_on_floor(canvas, stage, pieces, POOL)
    floor = Ground(
        0.55, 0.12, 0.3, mix(WHITE, first, 0.12), puddles=False, still=0.8, pattern="slabs", second=colour("#303038")
    )
    picture, glow = light_outdoors(canvas, stage, lights, Gains(near=2.2, wide=3.0, fog=0.5), floor, on_floor)
    raise_steam(canvas, stage, picture, glow, vents(canvas))
    add_beams(canvas, stage, picture, _beams(lamp, 0.35))
    picture = let_weather_pass(canvas, stage, picture, glow)
    return canvas.finish(picture, Grade(bloom=0.55, vignette=0.55, exposure=1.2 * by_night(picture)))


def _paint_open_ground(canvas: Canvas) -> Image.Image:
    """Paint open ground in the mist with a light on its middle, and one of several sets about it."""
    kind = SETS[in_turn(canvas.seed, "set", len(SETS))]
    canvas.go_into_the_open()
    stage = Stage(canvas.frame, camera_for(canvas, EYE, views=VIEWS), HAZE * canvas.air.sight)
    cast = cast_of(canvas, stage, Blocking(hero_z=6.6, passers_by=canvas.plan.crowd == "crowded", lanes=(2.0, 10.0)))
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, canvas.disc_in_the_sky(-0.24))
    canvas.show("sky", 0.06, sky)
    _draw_far(canvas, stage, kind)
    canvas.show_stage("distance", 0.2, stage, sky)
    light = _light_of(canvas)
    dark = 1 - 0.75 * canvas.air.day
    shaft = dark * max(0.0, 1.6 * float(canvas.rng("shaft").random()) - 0.5)
    lamp = Lamp((MIDDLE[0], 2.6, MIDDLE[1]), light, 9.0 * dark, 2.2)
    pieces = Pieces(stage, Lamplight(0.45 + 0.5 * canvas.air.day, (lamp,)))
    _draw_set(canvas, pieces, kind)
    pieces.draw()
    for fire in fires_of(canvas, stage):
        fire.draw()
    draw_cast(stage, cast)
    canvas.show_stage("stage", 0.4, stage, sky)
    on_floor = light_on_floor(canvas, stage, pieces, POOL)
    picture, glow = light_outdoors(
        canvas, stage, sky, Gains(near=2.6, wide=3.4, fog=0.8), _ground(canvas, kind), on_floor
    )
    raise_steam(canvas, stage, picture, glow, vents(canvas))
    add_beams(canvas, stage, picture, _beams(light, shaft))
    picture = let_weather_pass(canvas, stage, picture, glow)
    return canvas.finish(picture, Grade(bloom=0.6, vignette=0.6, exposure=1.0 + 0.35 * (1 - canvas.air.day)))


def _light_of(canvas: Canvas) -> Colour:
    sun = {"day": "#fff4e0", "dawn": "#ffd0b0", "dusk": "#ffb070"}.get(canvas.plan.time)
    return mix(colour(sun), WHITE, 0.2) if sun else mix(canvas.palette.neon[0], WHITE, 0.72)


def _beams(light: Colour, strength: float) -> list[Beam]:
    x, z = MIDDLE
    return [
        Beam((x, HIGH, z), (x, -3.0, z), (0.15, 3.0), light, 0.22 * strength),
        Beam((x, HIGH, z), (x, -3.0, z), (0.05, 1.5), light, 0.14 * strength),
    ]


def _draw_far(canvas: Canvas, stage: Stage, kind: str) -> None:
    """Draw what stands in the mist far behind."""
    day = canvas.air.day
    far = mix(colour("#141a2c"), colour("#8c9cac"), day * 0.8)
    haze, stage.haze = stage.haze, 900.0 * canvas.air.sight
    rng = canvas.rng("ridges")
    if kind not in BARE and float(rng.random()) < MOUNTAINS:
        snow = mix(far, WHITE, 0.25)
        draw_ridge(stage, rng, Ridge(1500.0, 420.0, far, snow, 0.7, 0.3 * (float(rng.random()) - 0.5)))
        draw_ridge(stage, rng, Ridge(700.0, 90.0, dim(far, 0.7), snow, 2.0))
        stage.open_ground([(-4000, 0, 0.5), (4000, 0, 0.5), (4000, 0, 690.0), (-4000, 0, 690.0)])
    stage.haze = haze


def _draw_set(canvas: Canvas, pieces: Pieces, kind: str) -> None:
    """Stand something about the middle that is no subject: stones, trees, dunes."""
    rng = canvas.rng("pieces")
    lamp = mix(canvas.palette.windows[0], WHITE, 0.3)
    finish = Finish(rng, canvas.palette.neon, lamp, STONE, night=canvas.air.day < 0.8)
    wide = 1.0 + 0.5 * float(rng.random())
    x, z = MIDDLE
    start = float(rng.random())
    for index in range(11):
        angle = math.tau * (index + start) / 11
        own_x, own_z = x + 5.2 * wide * math.cos(angle), z + 4.6 * wide * math.sin(angle)
        if own_z < 5.0 and abs(own_x) < 4.0:
            continue  # that would stand before the eye
        piece = pieces.at(Spot(own_x, own_z, 0.0, -angle))
        luck = float(rng.random())
        if kind == "stones":
            high, broad = 1.6 + 2.0 * luck, 0.4 + 0.2 * luck
            piece.turned(
                0,
                0,
                ((broad, 0), (broad * 1.05, high * 0.4), (broad * 0.75, high * 0.9), (broad * 0.4, high)),
                STONE,
                sides=6,
            )
            piece.rests((-broad, broad), (-broad, broad))
        elif kind in FURNITURE and (index + (luck > 0.5)) % 2:
            FURNITURE[kind](piece, replace(finish, rng=fork(rng)))


def _ground(canvas: Canvas, kind: str) -> Ground:
    wet = {"rain": 0.95, "snow": 0.3, "fog": 0.6}.get(canvas.plan.weather, 0.5) * (1 - 0.4 * canvas.air.day)
    snow = 1.0 if canvas.plan.weather == "snow" else 0.0
    tint = colour({"tree": "#a8b890", "bare_tree": "#b0a890", "dune": "#e0c898"}.get(kind, "#c8c2b4"))
    return Ground(wet * 0.7, 0.09, tint=tint, snow=snow)
