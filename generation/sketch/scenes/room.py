"""A room of any place in `places/rooms.toml`: its shell and what stands in it, seen by one of several cameras."""

from dataclasses import replace

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import Colour, colour, dim, linear, mix
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.crowd import spirits_about
from generation.sketch.crowds.holograms import draw_holograms
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.effects.wisps import add_wisps
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.props.ground import Ground
from generation.sketch.props.sets.finish import Finish
from generation.sketch.props.sets.lamplight import Lamp, Lamplight
from generation.sketch.props.sets.pieces import Pieces
from generation.sketch.props.sets.shell import draw_shell
from generation.sketch.scenes.indoors import darkness, exposure_of
from generation.sketch.scenes.outdoors import light_outdoors
from generation.sketch.scenes.places.cameras import camera_of
from generation.sketch.scenes.places.decals import on_ground, on_walls, views_of_ground
from generation.sketch.scenes.places.floor import light_on_floor
from generation.sketch.scenes.places.furnishing import furnish
from generation.sketch.scenes.places.lamps import draw_lamps, plan_lamps
from generation.sketch.scenes.places.people import add_standing, cast_in, place_guests
from generation.sketch.scenes.places.place import Place, places
from generation.sketch.scenes.places.sightlines import clear, views_of
from generation.sketch.scenes.places.states import DAY, in_states

USUAL = "room"
HAZE = 75.0  # metres
EVEN = 0.62  # how bright the light is that comes from everywhere
STRONGER = 1.5  # how much more of the light comes from lamps than from everywhere, which is what lights people
DIMMED = frozenset({"abandoned", "blackout", "overgrown"})
DIM = 0.92  # of the usual exposure, where lamps are off: one sees that it is dark
DRY = 0.72  # of what a floor mirrors: it is worn
DAYLIGHT = {"day": 0.28, "dawn": 0.14, "dusk": 0.08}


def paint_room(canvas: Canvas) -> Image.Image:
    """Paint the room of the plan's place, or a plain one."""
    return paint_interior(canvas, places().get(canvas.plan.place) or places()[USUAL])


def paint_interior(canvas: Canvas, kit: Place) -> Image.Image:
    """Paint a room of the kit that it is built of."""
    place = in_states(_tinged(canvas, kit), canvas.plan.states, canvas.rng("states"), roofed=True)
    lamp = _lamp_colour(canvas, place)
    if place.lamps != "edges":  # where the lamps are signs
        canvas.light_people(lamp)
    outside = canvas.air
    canvas.go_indoors()
    tone = linear(mix(colour("#8a8a8e"), canvas.palette.mid, 0.22))
    canvas.air = replace(
        canvas.air, ambient=tone / tone.mean() * np.float32(EVEN / STRONGER), fog=canvas.air.fog * np.float32(1.2)
    )
    stage = Stage(canvas.frame, camera_of(canvas, place), HAZE)
    cast = cast_in(canvas, stage, place)
    light = plan_lamps(place, lamp)
    lamps = _uneven(canvas, place, light.lamps)
    base = place.base + DAYLIGHT.get(canvas.plan.time, 0.0) * outside.day
    pieces = Pieces(stage, Lamplight(base * STRONGER, lamps))
    draw_shell(pieces, place.shell, canvas.rng("shell"))
    canvas.show_stage("room", 0.12, stage)
    draw_lamps(pieces, place, _lit(canvas, place, lamp))
    room = (place.shell.half, place.shell.high)
    night = canvas.plan.time != "day"
    finish = Finish(
        canvas.rng("things"),
        canvas.palette.neon,
        lamp,
        place.accent,
        night=night,
        hour=canvas.plan.time,
        room=room,
        weather=canvas.plan.weather,
        lights=not place.dark,
        bare_walls=any(decal.on in {"wall", "door"} for decal in canvas.plan.decals),
    )
    views = [*views_of(stage, cast), *views_of_ground(stage, on_ground(canvas, stage))]
    furnish(canvas, pieces, place, finish, views)
    clear(pieces, views)
    on_walls(canvas, stage, pieces, views, place.shell)
    for standing in cast:
        add_standing(pieces, standing)
    place_guests(canvas, stage, pieces, place)
    on_floor = light_on_floor(canvas, stage, pieces)
    pieces.draw()
    draw_holograms(canvas, stage, [stage.in_world(aside, away) for aside, away in ((0.9, 4.6), (-1.1, 5.4))])
    canvas.show_stage("things", 0.4, stage)
    floor = Ground(
        wet=place.wet if place.water else DRY * place.wet, albedo=0.38, roughness=0.45, tint=place.floor, puddles=False,
        still=0.75 if place.water else 0.45, pattern=place.pattern or "bays",
        second=place.second if place.pattern else dim(place.floor, 0.55),
    )  # fmt: skip
    gains = Gains(near=1.5, wide=2.0, fog=0.35, rim=0.35)
    picture, _ = light_outdoors(canvas, stage, darkness(canvas), gains, floor, on_floor)
    add_wisps(canvas, picture, spirits_about(canvas, stage))
    add_beams(canvas, stage, picture, _seen(stage, _shafts(place) if place.dark else light.beams))
    return canvas.finish(
        picture,
        Grade(
            bloom=0.5, vignette=0.5, exposure=exposure_of(picture) * (DIM if DIMMED & set(canvas.plan.states) else 1.0)
        ),
    )


def _shafts(place: Place) -> list[Beam]:
    """Return what one sees of light that falls into a dark place from a hole over it."""
    return [
        Beam((x + 1.2, y + 2.2, z + 0.4), (x - 0.5, 0.0, z - 0.3), (0.25, 0.9), tint, 0.16)
        for x, y, z, tint, _, _ in place.glows if tint == DAY
    ]  # fmt: skip


def _seen(stage: Stage, beams: list[Beam]) -> list[Beam]:
    """Leave out beams that are at the eye or behind it."""
    return [beam for beam in beams if min(stage.before_eye(end)[2] for end in (beam.start, beam.end)) > 1.8]


def _lamp_colour(canvas: Canvas, place: Place) -> Colour:
    if canvas.plan.tint:
        return mix(place.lamp, colour(COLOURS[canvas.plan.tint]), 0.75)
    return mix(place.lamp, canvas.palette.windows[0], 0.2)


def _lit(canvas: Canvas, place: Place, lamp: Colour) -> Colour:
    """Return the colour that the lamps are seen to have: strips along the walls have the palette's."""
    if place.dark:
        return dim(lamp, 0.06)
    return mix(canvas.palette.neon[0], lamp, 0.3) if place.lamps == "edges" else lamp


def _uneven(canvas: Canvas, place: Place, lamps: list[Lamp]) -> tuple[Lamp, ...]:
    """Let the lamps burn brighter on one side, and at one end: no two pictures of a place are lit alike."""
    aside, along = ((canvas.rng("uneven").random(2) - 0.5) * (1.7, 1.3)).tolist()
    shell = place.shell
    return tuple(
        replace(
            lamp,
            power=STRONGER
            * lamp.power
            * max(0.2, 1 + aside * lamp.at[0] / shell.half + along * (lamp.at[2] / shell.far - 0.5)),
        )
        for lamp in lamps
    )


def _tinged(canvas: Canvas, place: Place) -> Place:
    """Paint and light a place a little otherwise for every seed."""
    luck = canvas.rng("tinge").random(8).tolist()
    shell = place.shell
    other = colour(("#6a3a34", "#34506a", "#4a5a3c", "#6a5a3a", "#54406a")[int(luck[0] * 5)])
    wall = dim(mix(shell.wall, other, 0.22 * luck[1]), 0.85 + 0.3 * luck[2])
    accent = mix(place.accent, other, 0.35 * luck[3])
    far = shell.far * (0.94 + 0.12 * luck[4]) if shell.far > 6 else shell.far
    ceiling, floor = dim(shell.ceiling, 0.40 + 0.34 * luck[6]), dim(place.floor, 0.7 + 0.5 * luck[7])
    shell = replace(shell, wall=wall, ceiling=ceiling, far=far)
    return replace(place, shell=shell, floor=floor, accent=accent, base=place.base * (0.8 + 0.3 * luck[5]))
