"""What outdoor scenes share: where the eye is, and how a stage over a ground is lit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, bands, blur, in_turn
from generation.sketch.canvas.key_light import light_lead
from generation.sketch.canvas.light import Gains, relight
from generation.sketch.canvas.palette import WHITE, linear, mix
from generation.sketch.canvas.sky import with_disc
from generation.sketch.canvas.stage import MIRROR_STEP, Camera, Stage
from generation.sketch.crowds.creature_shots import creature_camera
from generation.sketch.crowds.crowd import spirits_about
from generation.sketch.crowds.grouping import with_people
from generation.sketch.effects.steam import Column, raise_steam
from generation.sketch.effects.weather import drift_fog, fall
from generation.sketch.effects.wisps import add_wisps
from generation.sketch.props.ground import Ground, lay_ground, seen_on_ground
from generation.sketch.scenes.places.decals import on_ground

SEEN_PAINT = 0.3  # the cover from which on paint on the ground is seen
SMOKE = np.array([0.026, 0.023, 0.022], np.float32)  # linear: black smoke of oil and tyres
CITY, MOST_EXPOSED = 0.055, 1.8  # of linear light in the middle of a night street; how much is made up for
FOG_GLOW = 2.2  # how much more fog glows than clear air


@dataclass(frozen=True, slots=True)
class View:
    """One of the places from which a scene is seen, against its usual camera.

    `aside` and `ahead` are metres to the right and onwards, `turn` is how far the eye is turned to the right, in
    radians; `level` and `reach` are factors of the eye's height and of the focal length, `lift` moves the horizon down.
    """

    aside: float = 0.0
    ahead: float = 0.0
    turn: float = 0.0
    level: float = 1.0
    lift: float = 0.0
    reach: float = 1.0


def camera_for(canvas: Canvas, usual: Camera, ceiling: float = 12.0, views: Sequence[View] = ()) -> Camera:
    """Choose where the eye of a scene is: one of its views, moved as the plan wants it and a little by chance.

    Chance also decides whether left and right are exchanged. `ceiling` is the greatest height that the scene allows,
    in metres.
    """
    of_creature = creature_camera(canvas, usual, ceiling)
    if of_creature is not None:
        return of_creature
    aside, lift, reach, sink = canvas.rng("camera").random(4).tolist()
    mirrored = bool(canvas.rng("mirror").random() < 0.5)
    x = (-usual.x if mirrored else usual.x) + (aside - 0.5) * 0.22
    y, focal = usual.y + (sink - 0.5) * 0.14, usual.focal * (0.92 + 0.2 * reach)
    height = min(ceiling, usual.height * (0.85 + 0.3 * lift))
    view = views[in_turn(canvas.seed, "view", len(views))] if views else View()
    y, focal, height = y + view.lift, focal * view.reach, min(ceiling, height * view.level)
    if canvas.plan.camera == "low":
        y, focal, height = y + 0.14, focal * 0.95, height * 0.45
    elif canvas.plan.camera == "high":
        y, height = y - 0.22, min(ceiling, height * 3.3)
    elif canvas.plan.camera == "close":
        y, focal = y + 0.02, focal * 1.5
    elif canvas.plan.camera == "wide":
        y, focal = y - 0.01, focal * 0.72
    return with_people(canvas, Camera(x, y, focal, height, mirrored, (view.aside, view.ahead), view.turn))


def light_outdoors(
    canvas: Canvas, stage: Stage, sky: Coarse, gains: Gains, ground: Ground, cast: Coarse | None = None
) -> tuple[Field, Coarse]:
    """Light a stage over its ground; return the picture and the glow in its air.

    `cast` is how much of the light falls on each place of the ground, where that is known.
    """
    if canvas.plan.weather == "fog":
        gains = replace(gains, fog=gains.fog * FOG_GLOW)
    canvas.look_at(stage)
    sky = _with_moon(canvas, stage, sky)
    lit = relight(stage.direct, canvas.frame, canvas.air, gains)
    lit.over(_without_ground(sky, stage))
    light_lead(canvas, lit.colour)
    canvas.show("light", 0.6, lit.colour)
    below = relight(stage.mirror, canvas.frame.coarse(MIRROR_STEP), canvas.air, gains)
    below.over(Coarse(sky.values[::-1] * 0.6, below.glow.frame))
    decals = on_ground(canvas, stage)
    for each in decals:
        seen = seen_on_ground(each, stage, lit)
        canvas.sightings.add(each.what, seen > SEEN_PAINT, (slice(None), slice(None)), 1.0)
    picture = lay_ground(lit, below.colour, stage, canvas.air, ground, canvas.seed, cast, decals)
    canvas.show("ground", 0.72, picture)
    return picture, lit.glow


def _with_moon(canvas: Canvas, stage: Stage, sky: Coarse) -> Coarse:
    """Let a moon that is asked for rise where nothing stands before it, if there is any sky."""
    if canvas.asked_moon is None:
        return sky
    horizon = (stage.horizon - canvas.frame.height / 2) / canvas.frame.unit
    moon = canvas.sightings.free_of(canvas.asked_moon, horizon)
    if not canvas.sightings.is_free(moon):
        canvas.give_up()
        return sky
    canvas.sightings.look_at_sky(moon)
    return with_disc(sky, moon, canvas.seed)


def _without_ground(sky: Coarse, stage: Stage) -> Coarse:
    """Darken the sky below the horizon: what shone through there would edge everything that stands on the ground."""
    values = sky.values.copy()
    values[int(stage.horizon * values.shape[0] / stage.frame.height) + 2 :] *= np.float32(0.06)
    return Coarse(values, sky.frame)


def by_night(picture: Field) -> float:
    """Return how much longer to expose a picture of the city: the darker most of it is, the longer, for signs glare."""
    middle = float(np.exp(np.log(picture[::8, ::8].mean(axis=-1) + np.float32(0.004)).mean()))
    return float(np.clip((CITY / middle) ** 0.5, 1.0, MOST_EXPOSED))


def let_weather_pass(canvas: Canvas, stage: Stage, picture: Field, glow: Coarse) -> Field:
    """Lay fog about the horizon and let rain, snow or ash fall."""
    smoke = [Column(at, 5.0 * half, 0.55 * half, 0.95, 0.5) for at, half in stage.burning]
    raise_steam(canvas, stage, picture, glow, smoke, SMOKE)
    add_wisps(canvas, picture, spirits_about(canvas, stage))
    amount = 0.85 if canvas.plan.weather == "fog" else 0.45
    drift_fog(picture, canvas.frame, stage.horizon, canvas.air.fog, glow, canvas.seed, amount)
    return fall(picture, canvas.frame, canvas.plan.weather, canvas.air, canvas.seed)


def vents(canvas: Canvas) -> list[Column]:
    """Return the plan's steam: columns over vents in the ground, near enough to be seen."""
    rng = canvas.rng("vents")
    columns = []
    for index in range(2 * canvas.plan.count("steam")):
        x = (1.6 + 1.8 * float(rng.random())) * (1 if index % 2 else -1)
        columns.append(Column((x, 0.0, 6.5 + 3.2 * index), 3.4, 0.6, 0.75))
    return columns


def add_fireflies(canvas: Canvas, stage: Stage, picture: Field) -> None:
    """Let small lights hang over the shore and the water; more of them in awakened places."""
    frame = canvas.frame
    light = linear(mix(canvas.palette.neon[0], WHITE, 0.2))
    small = frame.coarse(2)
    glow = np.zeros((small.height, small.width, 3), np.float32)
    for across, up, near, bright in canvas.rng("fireflies").random((70, 4)).tolist():
        x, y = stage.project(((across - 0.5) * 16, 0.3 + 2.2 * up * up, 5 + 12 * near))
        column, row = int(x / 2), int(y / 2)
        reach = max(1, round(small.unit * (0.0012 + 0.0022 * (1 - near))))
        if reach <= column < small.width - reach and reach <= row < small.height - reach:
            glow[row - reach : row + reach, column - reach : column + reach] += light * np.float32(3.5 * bright)
    soft = Coarse(blur(glow, small.unit * 0.0016), frame)
    for rows in bands(frame.height):
        picture[rows] += soft.rows(rows)
