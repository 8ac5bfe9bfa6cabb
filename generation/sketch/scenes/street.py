"""A street of the sprawl: fronts on both sides, signs, people and vehicles, and all of it again in the wet ground."""

from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import in_turn
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.canvas.sky import Disc, paint_sky
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast
from generation.sketch.crowds.holograms import draw_holograms
from generation.sketch.effects.steam import raise_steam
from generation.sketch.props.city import Row, draw_arcology, draw_cables, draw_needle, draw_towers
from generation.sketch.props.elevated import draw_elevated
from generation.sketch.props.facade import Front, draw_front
from generation.sketch.props.ground import Ground
from generation.sketch.scenes.outdoors import View, by_night, camera_for, let_weather_pass, light_outdoors, vents

EYE = Camera(0.0, 0.06, 0.82, 1.55)
# Down the middle, across to either side, from the gutter, and from a window.
VIEWS = (
    View(),
    View(-4.2, 0.0, 0.40, 1.0, 0.03),
    View(4.6, 2.0, -0.20, 0.5, 0.16, 0.9),
    View(2.5, 0.0, -0.30, 3.0, -0.20),
    View(-2.8, 3.0, 0.62, 0.9, 0.05, 0.9),
    View(3.4, 0.0, -0.52, 1.2, -0.05, 1.1),
)
WIDTHS = (7.6, 6.3, 9.8)  # metres: half a street's breadth between its houses
ELEVATED = 0.38  # how often a railway runs over it
DRY = 0.3  # how often it has not rained: the ground mirrors little
HAZE = 78.0  # metres
REACH = 190.0  # metres of street
SIGN_FROM = 9.0  # metres; nearer signs would run out of the frame


def paint_street(canvas: Canvas) -> Image.Image:
    """Paint the street: how broad it is, what runs over it, which colours lead and how wet it is, chance decides."""
    canvas.turn_lights()
    stage = Stage(canvas.frame, camera_for(canvas, EYE, views=VIEWS), HAZE * canvas.air.sight)
    cast = cast_of(canvas, stage, Blocking())
    sky = paint_sky(canvas.frame, stage.horizon, canvas.air, canvas.seed, _moon(canvas))
    canvas.show("sky", 0.05, sky)
    _draw_city(canvas, stage)
    canvas.show_stage("city", 0.15, stage, sky)
    for side in (-1, 1):
        _draw_side(canvas, stage, side)
        canvas.show_stage("left side" if side < 0 else "right side", 0.3 + 0.075 * (side + 1), stage, sky)
    aside, over = canvas.rng("elevated place").random(2).tolist()
    if over < ELEVATED:
        draw_elevated(canvas, stage, 2.4 if aside < 0.5 else -2.4, 0.6 * REACH)
    draw_cast(stage, cast)
    draw_holograms(canvas, stage, [(-2.6, 11.0), (2.8, 14.0)])
    canvas.show_stage("people", 0.5, stage, sky)
    picture, glow = light_outdoors(canvas, stage, sky, Gains(), _ground(canvas))
    raise_steam(canvas, stage, picture, glow, vents(canvas))
    return canvas.finish(let_weather_pass(canvas, stage, picture, glow), Grade(exposure=by_night(picture)))


def _moon(canvas: Canvas) -> Disc | None:
    """Hang a moon between the houses, where one is asked for: the street shows little sky."""
    return canvas.disc_in_the_sky(-0.38) if canvas.plan.of("moon") else None


def _ground(canvas: Canvas) -> Ground:
    wet = {"rain": 0.95, "snow": 0.35, "fog": 0.6}.get(
        canvas.plan.weather, 0.12 if canvas.rng("dry").random() < DRY else 0.5
    )
    return Ground(
        wet=wet * (1 - 0.35 * canvas.air.day),
        marks="street",
        snow=1.0 if canvas.plan.weather == "snow" else 0.0,
        shaded=canvas.sun_side,
    )


def _draw_city(canvas: Canvas, stage: Stage) -> None:
    day = canvas.air.day
    haze, stage.haze = stage.haze, 300.0 * canvas.air.sight
    rng = canvas.rng("landmarks")
    far, middle = (
        mix(colour("#0b0d18"), colour("#8a98a8"), day * 0.6),
        mix(colour("#0c0f1b"), colour("#6c7a8a"), day * 0.6),
    )
    draw_towers(canvas, stage, Row("far", 520, 38, (60, 330), far, 0.22, aside=0.82))
    draw_arcology(canvas, stage, 0.12 - 0.24 * float(rng.random()), 500, 390)
    draw_towers(canvas, stage, Row("middle", 300, 30, (30, 150), middle, 0.28, aside=0.82))
    draw_needle(canvas, stage, -0.14 + 0.28 * float(rng.random()), 290, 185)
    stage.haze = haze


def _wall_colour(canvas: Canvas, tone: float, bright: float) -> Colour:
    night = dim(mix(colour("#4a5262"), colour("#5c4a4c"), tone), 0.6 + 0.5 * bright)
    return mix(night, dim(mix(colour("#8a8a88"), colour("#8c7468"), tone), 0.7 + 0.4 * bright), canvas.air.day * 0.7)


def _draw_side(canvas: Canvas, stage: Stage, side: int) -> None:
    """Draw one side of the street from far to near."""
    rng = canvas.rng(f"side {side}")
    lots, half = [], WIDTHS[in_turn(canvas.seed, "breadth", len(WIDTHS))]
    z = 2.2
    while z < REACH:
        length = 7 + 11 * float(rng.random())
        lots.append((z, z + length, rng.random(5)))
        z += length + (2.5 if rng.random() < 0.22 else 0.0)
    signed = next(
        near for near, _, _ in lots if near > SIGN_FROM
    )  # the asked-for sign hangs once a side, where it is read
    for near, far, luck in reversed(lots):
        x = side * (half + 1.4 * float(luck[0]))
        height = (11 + 30 * float(luck[1]) ** 1.5) * (1.0 if near < 60 else 1.25)
        wall = dim(_wall_colour(canvas, float(luck[2]), float(luck[3])), canvas.sunlit(-side))
        # Nothing hangs before the sign that is asked for.
        front = Front(x, height, near, far, wall, signs_from=9.5 if canvas.plan.sign and near < signed else 3.2)
        here = near == signed
        draw_front(canvas, stage, front, canvas.rng(f"front {side} {near:.1f}"), canvas.plan.sign if here else "")
        if luck[4] < 0.35 and near > 8:
            draw_cables(
                stage,
                canvas.rng(f"cable {side} {near:.1f}"),
                abs(x),
                near,
                canvas.palette.neon[2],
                lanterns=canvas.plan.neon > 0,
            )
