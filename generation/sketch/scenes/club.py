"""A club: a stage of light at the end of the hall, beams over the dancers, and those who stand still among them."""

import math

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.solids import Solids
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast, spirits_about
from generation.sketch.crowds.extras import make_dancer
from generation.sketch.crowds.holograms import draw_holograms
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.effects.wisps import add_wisps
from generation.sketch.props.ground import Ground
from generation.sketch.props.signs import draw_lettering
from generation.sketch.scenes.indoors import Room, draw_shell, light_room
from generation.sketch.scenes.outdoors import View, camera_for

EYE = Camera(0.0, -0.12, 1.0, 2.0)
VIEWS = (
    View(),
    View(-1.8, 0.4, 0.26, 1.0, 0.02, 0.95),
    View(1.8, 0.8, -0.26, 0.7, 0.10, 0.95),
    View(0.6, 0.0, -0.1, 1.8, -0.18),
)
HALF, HIGH, FAR = 7.0, 5.3, 20.0  # metres: the hall
STAGE_AT, STAGE_HIGH = 16.0, 1.1  # metres
DANCERS = {"empty": 0, "some": 36, "crowded": 54}
NAMES = ("UMBRA", "INFERNO", "PULSE", "ZERO", "VOLT", "ECLIPSE", "HALO")
STEEL = colour("#23252d")


def paint_club(canvas: Canvas) -> Image.Image:
    """Paint the club."""
    canvas.go_indoors()
    canvas.turn_lights()
    stage = Stage(canvas.frame, camera_for(canvas, EYE, 4.6, VIEWS), 60.0)
    cast = cast_of(canvas, stage, Blocking(passers_by=False, hero_z=4.9, ceiling=4.4))
    wall = mix(colour("#3c3c48"), canvas.palette.mid, 0.4)
    draw_shell(canvas, stage, Room(HALF, HIGH, 0.8, FAR, wall, wall))
    canvas.show_stage("hall", 0.08, stage)
    _draw_screen(canvas, stage)
    _draw_rig(canvas, stage)
    _draw_booth(canvas, stage)
    canvas.show_stage("stage", 0.22, stage)
    _draw_balconies(canvas, stage)
    _draw_floor(canvas, stage)
    _draw_dancers(canvas, stage)
    draw_cast(stage, cast)
    draw_holograms(canvas, stage, [(-4.6, 11.0), (4.6, 11.0)])
    canvas.show_stage("dancers", 0.45, stage)
    floor = Ground(wet=0.7, albedo=0.02, roughness=0.25, puddles=False, still=0.7)
    picture, _ = light_room(canvas, stage, Gains(near=2.6, wide=5.0, fog=0.9, rim=0.8), floor)
    add_wisps(canvas, picture, spirits_about(canvas, stage))
    add_beams(canvas, stage, picture, _beams(canvas))
    return canvas.finish(picture, Grade(bloom=0.7, vignette=0.55))


def _draw_screen(canvas: Canvas, stage: Stage) -> None:
    """Draw the wall of light behind the stage: rays or rings about its middle, and columns beside it."""
    rng = canvas.rng("screen")
    first, second, third = canvas.palette.neon[:3]
    z, middle = FAR - 0.1, 3.1
    stage.front(-5.0, STAGE_HIGH, 5.0, 5.2, z, BLACK, dim(first, 0.10))
    if rng.random() < 0.5:
        for index in range(28):
            angle = math.tau * (index + float(rng.random()) * 0.5) / 28
            reach = 2.2 + 2.6 * float(rng.random())
            tip = (
                max(-5.0, min(5.0, reach * math.cos(angle) * 1.5)),
                max(STAGE_HIGH, min(5.2, middle + reach * math.sin(angle))),
                z,
            )
            stage.line(
                [(0.6 * math.cos(angle), middle + 0.6 * math.sin(angle), z), tip],
                0.06,
                BLACK,
                dim((first, second, third)[index % 3], 0.7),
            )
    else:
        for ring in range(7):
            half = 2.3 - 0.3 * ring
            light = dim((first, second)[ring % 2], 0.75 if ring % 2 else 0.25)
            corners = [
                (half * 1.9 * math.cos(a), middle + half * math.sin(a), z) for a in (0.0, 1.05, 2.09, 3.14, 4.19, 5.24)
            ]
            stage.polygon(corners, BLACK, light)
    stage.front(-0.45, middle - 0.45, 0.45, middle + 0.45, z, BLACK, mix(first, WHITE, 0.7))
    for side in (-1, 1):
        for column in range(4):
            x = side * (5.5 + 0.6 * column)
            for row in range(13):
                level = STAGE_HIGH + 0.3 * row
                if float(rng.random()) < 0.75 - 0.04 * row:
                    stage.front(
                        x - 0.22, level, x + 0.22, level + 0.2, z, BLACK, dim(second if row > 10 else first, 0.55)
                    )


def _draw_rig(canvas: Canvas, stage: Stage) -> None:
    """Draw trusses under the ceiling with their lamps."""
    solids = Solids(stage)
    for z in (15.0, 10.5, 6.8):
        for level in (4.4, 4.85):
            solids.box((-HALF, HALF), (level, level + 0.08), (z, z + 0.08), STEEL)
        for x in np.arange(-HALF, HALF, 0.9).tolist():
            solids.quads.front(x, 4.4, x + 0.06, 4.9, z, STEEL)
    for index, x in enumerate((-4.5, -1.5, 1.5, 4.5)):  # tubes of light under the ceiling, towards the stage
        tint = canvas.palette.neon[index % 2]
        solids.quads.slab(x - 0.05, x + 0.05, HIGH - 0.05, 1.5, 14.5, BLACK, dim(tint, 0.8))
    for x in _spots():
        solids.box((x - 0.16, x + 0.16), (4.05, 4.4), (14.9, 15.2), STEEL)
        solids.quads.front(x - 0.11, 4.05, x + 0.11, 4.18, 14.88, WHITE, mix(_spot_tint(canvas, x), WHITE, 0.5))
    solids.draw()
    if canvas.plan.sign or canvas.plan.neon:
        text = canvas.plan.sign or NAMES[int(canvas.rng("name").integers(len(NAMES)))]
        draw_lettering(stage, text, (0.0, 4.0, 14.7), 0.8, canvas.palette.neon[2], canvas.palette.neon[1])


def _spots() -> tuple[float, ...]:
    return (-6.0, -3.6, -1.2, 1.2, 3.6, 6.0)


def _spot_tint(canvas: Canvas, x: float) -> Colour:
    return canvas.palette.neon[_spots().index(x) % 3]


def _draw_booth(canvas: Canvas, stage: Stage) -> None:
    """Draw the stage, the desk on it, its speakers, and who plays."""
    solids = Solids(stage)
    tint = canvas.palette.neon[1]
    solids.box((-6.6, 6.6), (0, STAGE_HIGH), (STAGE_AT, FAR), colour("#14141a"))
    solids.quads.front(-6.6, STAGE_HIGH - 0.1, 6.6, STAGE_HIGH - 0.03, STAGE_AT - 0.01, BLACK, dim(tint, 0.9))
    for side in (-1, 1):
        for level in range(3):
            left = side * 4.4 - 0.7
            solids.box(
                (left, left + 1.4),
                (STAGE_HIGH + level * 1.05, STAGE_HIGH + 1.0 + level * 1.05),
                (STAGE_AT + 0.5, STAGE_AT + 1.2),
                colour("#17171c"),
            )
            solids.quads.front(
                left + 0.25,
                STAGE_HIGH + 0.15 + level * 1.05,
                left + 1.15,
                STAGE_HIGH + 0.85 + level * 1.05,
                STAGE_AT + 0.48,
                colour("#08080a"),
            )
    solids.draw()

    def draw_player(sprite: Sprite) -> None:
        black = colour("#050507")
        sprite.limb([(0, 0.2), (0, 0.75)], (0.42, 0.36), black)
        sprite.disc(0.03, 1.02, 0.13, 0.16, black)
        sprite.limb([(0.18, 0.72), (0.42, 0.95), (0.50, 1.35)], (0.13, 0.1, 0.08), black)
        sprite.limb([(-0.18, 0.72), (-0.36, 0.45), (-0.2, 0.3)], (0.13, 0.1, 0.08), black)

    if canvas.plan.crowd != "empty":
        stage.stand(draw_player, 0.0, STAGE_AT + 1.4, (-0.7, 0, 0.7, 1.5), y=STAGE_HIGH + 0.75)
    solids.box((-1.7, 1.7), (STAGE_HIGH, STAGE_HIGH + 1.05), (STAGE_AT + 0.4, STAGE_AT + 1.1), colour("#101016"))
    for index in range(11):
        x = -1.5 + 0.28 * index
        high = 0.2 + 0.6 * abs(math.sin(index * 1.7))
        solids.quads.front(
            x,
            STAGE_HIGH + 0.15,
            x + 0.2,
            STAGE_HIGH + 0.15 + high,
            STAGE_AT + 0.38,
            BLACK,
            dim(canvas.palette.neon[index % 3], 0.75),
        )
    solids.draw()


def _draw_balconies(canvas: Canvas, stage: Stage) -> None:
    solids = Solids(stage)
    for side in (-1, 1):
        edge = side * (HALF - 1.5)
        solids.box((min(edge, side * HALF), max(edge, side * HALF)), (2.9, 3.2), (2.2, STAGE_AT), dim(STEEL, 0.8))
        solids.quads.wall(
            edge - side * 0.02, 2.93, 3.0, 2.2, STAGE_AT, BLACK, dim(canvas.palette.neon[0 if side < 0 else 1], 0.9)
        )
        solids.quads.wall(edge, 4.1, 4.15, 2.2, STAGE_AT, STEEL)
        for z in np.geomspace(2.4, STAGE_AT, 14).tolist():
            solids.quads.wall(edge, 3.2, 4.1, z, z + 0.03 + 0.004 * z, STEEL)
        for z in (5.0, 9.0, 14.0):
            solids.box((edge - 0.15, edge + 0.15), (0, 2.9), (z, z + 0.3), dim(STEEL, 0.9))
    solids.draw()


def _draw_floor(canvas: Canvas, stage: Stage) -> None:
    """Lay the lit tiles of the dance floor."""
    rng = canvas.rng("tiles")
    quads = Quads()
    for row in range(14):  # as far as under the eye
        for column in range(10):
            bright, kind = rng.random(2).tolist()
            x, z = (column - 5) * 1.2, 15.2 - row * 1.1
            light = dim(canvas.palette.neon[int(kind * 3)], 0.04 + 0.22 * bright**3)
            quads.slab(x + 0.06, x + 1.14, 0.005, z + 0.06, z + 1.04, colour("#101014"), light)
    quads.draw(stage)


def _draw_dancers(canvas: Canvas, stage: Stage) -> None:
    """Fill the floor with dancers, far ones first, leaving a lane in the middle."""
    rng = canvas.rng("dancers")
    places = rng.random((DANCERS[canvas.plan.crowd], 2))
    for far, aside in places[np.argsort(-places[:, 0])].tolist():
        z = 4.2 + 10.6 * far
        x = (aside - 0.5) * 2
        x = math.copysign(1.0 + 4.2 * abs(x), x) if far < 0.4 else 5.2 * x
        dancer = make_dancer(canvas.palette, fork(rng))
        stage.stand(dancer.draw, x, z, dancer.bounds)


def _beams(canvas: Canvas) -> list[Beam]:
    rng = canvas.rng("spots")
    beams = []
    for x in _spots():
        for _ in range(2):
            target = (x + (float(rng.random()) - 0.5) * 11, 0.4 + 2.4 * float(rng.random()), 9.0)
            beams.append(Beam((x, 4.1, 14.9), target, (0.08, 0.75), _spot_tint(canvas, x), 0.30))
    beams.append(Beam((0.0, 3.1, FAR), (0.0, 0.0, 7.0), (0.3, 3.5), canvas.palette.neon[0], 0.10))
    return beams
