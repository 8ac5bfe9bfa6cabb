"""A bar: a long counter under its lamps, bottles in back light, booths, and a sign over the door; or a club."""

from dataclasses import replace

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.solids import Solids, draw_cylinder, draw_disc
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast, spirits_about
from generation.sketch.crowds.holograms import draw_holograms
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.effects.wisps import add_wisps
from generation.sketch.people.figures import make_figure
from generation.sketch.planning.plan import Subject
from generation.sketch.props.ground import Ground
from generation.sketch.props.signs import draw_lettering
from generation.sketch.scenes.club import paint_club
from generation.sketch.scenes.indoors import Room, draw_shell, light_room
from generation.sketch.scenes.outdoors import View, camera_for

EYE = Camera(-0.10, -0.05, 1.02, 1.62)
# Down the room, at the counter, at the booths, low before the stools, and over the heads.
VIEWS = (
    View(),
    View(-2.1, 0.8, 0.46, 0.95, 0.03, 0.85),
    View(0.5, 0.6, -0.42, 1.0, 0.02, 0.85),
    View(-0.6, 1.6, 0.16, 0.55, 0.15),
    View(-1.2, 0.2, 0.20, 1.55, -0.28),
    View(0.4, 0.3, -0.12, 0.5, 0.30, 0.8),
)
HALF, HIGH, FAR = 4.4, 3.0, 13.0  # metres: the room
COUNTER = (1.55, 2.35, 1.10, 2.6, 11.2)  # metres: its edges, height, near and far end
SHELVES = (1.22, 1.66, 2.10)  # metres
STOOLS = (10.2, 9.0, 7.8, 6.6, 5.4, 4.3)  # metres
BOOTHS = (9.9, 7.2, 4.5)  # metres
GUESTS = {"empty": 0.0, "some": 0.6, "crowded": 1.0}  # share of seats that are taken
NAMES = ("THE DREGS", "BIG RHINO", "OASIS", "LAST STOP", "SYNTH BAR", "NO COVER", "CHROME CAT")
SEAT = 0.225  # of the height: how high somebody who sits has the seat
GUEST_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("human", ()), ("human", ("coat",)), ("human", ("woman", "long_hair")), ("ork", ("jacket",)), ("elf", ("woman",)),
    ("human", ("hood", "hoodie")), ("ork", ("mohawk", "jacket")), ("human", ("suit", "short_hair")),
)  # fmt: skip
WOOD, STEEL, LAMP = colour("#4a2c1c"), colour("#2a2c33"), colour("#ffc27a")


def paint_bar(canvas: Canvas) -> Image.Image:
    """Paint the bar, or the club."""
    if canvas.plan.place == "club":
        return paint_club(canvas)
    canvas.go_indoors()
    canvas.turn_lights()
    canvas.air = replace(canvas.air, ambient=canvas.air.ambient * np.float32(2.2))
    stage = Stage(canvas.frame, camera_for(canvas, EYE, 2.4, VIEWS), 60.0)
    cast = cast_of(
        canvas,
        stage,
        Blocking(
            aisle=(0.2, 1.0),
            depth=(8.0, 11.5),
            passers_by=canvas.plan.crowd == "crowded",
            hero_z=6.2,
            spread=2.4,
            ceiling=2.9,
        ),
    )
    wall = mix(colour("#6a4a40"), canvas.palette.mid, 0.4)
    room = Room(HALF, HIGH, 0.8, FAR, wall, dim(wall, 1.5))
    draw_shell(canvas, stage, room)
    _draw_back(canvas, stage)
    canvas.show_stage("room", 0.1, stage)
    _draw_ceiling(canvas, stage)
    _draw_shelves(canvas, stage)
    _draw_bartender(canvas, stage)
    _draw_counter(canvas, stage)
    canvas.show_stage("counter", 0.25, stage)
    _draw_booths(canvas, stage)
    draw_cast(stage, cast)
    draw_holograms(canvas, stage, [(-1.6, 8.0)])
    canvas.show_stage("guests", 0.45, stage)
    floor = Ground(wet=0.5, albedo=0.13, roughness=0.5, tint=colour("#c8a890"), puddles=False, still=0.5)
    picture, _ = light_room(canvas, stage, Gains(near=3.6, wide=10.0, fog=0.6, rim=0.7), floor)
    add_wisps(canvas, picture, spirits_about(canvas, stage))
    add_beams(canvas, stage, picture, _beams(canvas))
    return canvas.finish(picture, Grade(bloom=0.6, vignette=0.55))


def _lamp(canvas: Canvas) -> Colour:
    return mix(LAMP, canvas.palette.windows[0], 0.4)


def _draw_back(canvas: Canvas, stage: Stage) -> None:
    """Draw the far wall: the door to the street, a screen, and the sign."""
    first, second = canvas.palette.neon[0], canvas.palette.neon[1]
    rng = canvas.rng("back")
    solids = Solids(stage)
    solids.box((-1.0, 0.55), (0, 2.35), (FAR - 0.15, FAR), dim(STEEL, 0.8))
    solids.quads.front(-0.85, 0.05, 0.4, 2.2, FAR - 0.16, colour("#0c0d12"), dim(mix(second, WHITE, 0.3), 0.35))
    solids.quads.front(-0.25, 0.05, -0.2, 2.2, FAR - 0.17, STEEL)
    for index in range(7):  # shelves of a jukebox, rounded by shrinking steps
        half = 0.62 - 0.03 * index * index / 4
        level = 0.2 + 0.22 * index
        tint = (first, second, canvas.palette.neon[2])[index % 3]
        solids.quads.front(-2.4 - half, level, -2.4 + half, level + 0.2, FAR - 0.6, dim(WOOD, 0.7), dim(tint, 0.42))
    solids.quads.front(-2.75, 0.5, -2.05, 1.3, FAR - 0.62, colour("#0c0a0c"), dim(LAMP, 0.3))
    if canvas.plan.neon and not canvas.plan.sign:
        for index, luck in enumerate(rng.random((5, 2)).tolist()):
            x = -4.1 + 0.25 * index
            solids.quads.front(x, 1.5, x + 0.1, 1.6 + 0.9 * luck[0], FAR - 0.1, BLACK, dim(second, 0.5))
    solids.draw()
    if not (canvas.plan.neon or canvas.plan.sign):
        return
    text = canvas.plan.sign or NAMES[int(rng.integers(len(NAMES)))]
    draw_lettering(stage, text, (-0.5, 2.38, FAR - 0.2), 0.36, first, second)


def _draw_ceiling(canvas: Canvas, stage: Stage) -> None:
    solids = Solids(stage)
    for z in (11.5, 9.4, 7.3, 5.5, 4.0, 2.8):
        solids.box((-HALF, HALF), (HIGH - 0.22, HIGH), (z, z + 0.3), dim(WOOD, 1.1))
    solids.box((-3.4, -3.1), (HIGH - 0.55, HIGH - 0.26), (1.2, FAR), dim(STEEL, 1.2))
    solids.box((-HALF, -HALF + 0.12), (HIGH - 0.42, HIGH - 0.3), (1.2, FAR), dim(STEEL, 1.0))
    if canvas.plan.neon:
        tint = canvas.palette.neon[0]
        solids.quads.wall(-HALF + 0.03, 2.45, 2.52, 1.2, FAR, BLACK, dim(tint, 0.9))
        solids.quads.wall(HALF - 0.06, 2.68, 2.73, 2.4, 11.4, BLACK, dim(canvas.palette.neon[1], 0.9))
    solids.draw()


def _draw_shelves(canvas: Canvas, stage: Stage) -> None:
    """Draw the wall behind the counter: mirrors of light with rows of bottles before them."""
    rng = canvas.rng("bottles")
    glow = mix(canvas.palette.neon[1], canvas.palette.windows[0], 0.45)
    solids = Solids(stage)
    face = HALF - 0.05
    solids.quads.wall(face, 1.12, 2.62, 2.4, 11.4, colour("#0c0c12"), dim(glow, 0.20))
    for z in np.geomspace(2.4, 10.4, 6).tolist():
        solids.quads.wall(face - 0.01, 1.12, 2.62, z, z + 0.10 + 0.01 * z, dim(WOOD, 0.8))
    for level in SHELVES:
        solids.quads.wall(face - 0.02, level + 0.02, level + 0.34, 2.5, 11.3, BLACK, dim(glow, 0.36))
        z = 11.2
        while z > 2.5:
            luck = rng.random(4).tolist()
            wide, tall = 0.07 + 0.05 * luck[0], 0.20 + 0.16 * luck[1]
            tint = canvas.palette.neon[int(luck[2] * 3)] if luck[3] < 0.5 else LAMP
            glass = dim(mix(tint, colour("#203028"), 0.4), 0.4)
            solids.quads.wall(
                face - 0.04,
                level + 0.02,
                level + tall * 0.7,
                z,
                z + wide,
                glass,
                dim(tint, 0.10 + 0.35 * luck[1] * luck[0]),
            )
            solids.quads.wall(face - 0.04, level + tall * 0.7, level + tall, z + wide * 0.35, z + wide * 0.65, glass)
            z -= wide + 0.05 + 0.12 * luck[3] ** 3
        solids.quads.wall(face - 0.05, level - 0.03, level + 0.02, 2.4, 11.4, WOOD, dim(glow, 0.15))
    solids.box((3.75, HALF), (0, 1.0), (2.6, 11.2), dim(WOOD, 0.6))
    solids.draw()


def _draw_bartender(canvas: Canvas, stage: Stage) -> None:
    if canvas.plan.crowd == "empty":
        return
    rng = canvas.rng("bartender")
    subject = Subject("figure", role="server", features=("suit",))
    figure = make_figure(subject, canvas.palette, rng, colour("#2a2628"))
    stage.stand(figure.draw, 3.05, 6.0 + 2.5 * float(rng.random()), figure.bounds)


def _draw_counter(canvas: Canvas, stage: Stage) -> None:
    """Draw the counter from far to near, with the lamps over it, the stools before it and who sits on them."""
    left, right, high, near, far = COUNTER
    tint = canvas.palette.neon[0]
    solids = Solids(stage)
    solids.box((left + 0.12, right), (0, high - 0.07), (near + 0.1, far), WOOD)
    for z in np.geomspace(near + 0.3, far - 0.4, 12).tolist():
        solids.quads.wall(left + 0.11, 0.12, high - 0.2, z, z + 0.05 + 0.012 * z, dim(WOOD, 0.35))
    solids.box((left - 0.08, right), (high - 0.07, high), (near, far), dim(WOOD, 1.5))
    if canvas.plan.neon:
        solids.quads.wall(left + 0.05, high - 0.15, high - 0.09, near, far, BLACK, dim(tint, 0.95))
    solids.quads.wall(left - 0.1, 0.16, 0.20, near, far, colour("#8a6a3a"))
    solids.draw()
    rng = canvas.rng("stools")
    lamp = _lamp(canvas)
    for z in STOOLS:
        own = fork(rng)
        luck = own.random(4).tolist()
        _draw_lamp(stage, 1.95, z + 0.5, lamp)
        for x, tall in ((1.75, 0.16), (1.95, 0.12)):
            if luck[3] < 0.7:
                draw_cylinder(stage, x, z + 0.6 * luck[2], 0.035, (high, high + tall), dim(LAMP, 0.5), dim(LAMP, 0.25))
        draw_cylinder(stage, 1.02, z, 0.045, (0.03, 0.72), STEEL)
        draw_disc(stage, (1.02, 0.03, z), 0.22, dim(STEEL, 0.8))
        draw_cylinder(stage, 1.02, z, 0.22, (0.70, 0.80), colour("#5a1c20"))
        if luck[0] < GUESTS[canvas.plan.crowd]:
            _seat_guest(canvas, stage, own, 1, (1.03, 0.80, z - 0.05))


def _seat_guest(
    canvas: Canvas, stage: Stage, rng: np.random.Generator, facing: int, spot: tuple[float, float, float]
) -> None:
    """Seat somebody who looks to the right (1) or the left at a place: x, the seat's height, z."""
    metatype, features = GUEST_KINDS[int(rng.integers(len(GUEST_KINDS)))]
    subject = Subject("figure", 1, metatype, features=features)
    turn = facing * (1.1 + 0.35 * float(rng.random()))
    figure = make_figure(subject, canvas.palette, rng, stance="perch", facing=turn, grounded=False)
    left, bottom, right, top = figure.bounds
    x, high, z = spot
    seat = SEAT * figure.height
    stage.stand(figure.draw, x, z, (left, bottom, right, top), y=high - seat)


def _draw_lamp(stage: Stage, x: float, z: float, lamp: Colour) -> None:
    stage.line([(x, 2.5, z), (x, HIGH, z)], 0.02, BLACK)
    stage.polygon([(x - 0.07, 2.52, z), (x + 0.07, 2.52, z), (x + 0.24, 2.28, z), (x - 0.24, 2.28, z)], dim(STEEL, 0.9))
    stage.front(x - 0.20, 2.23, x + 0.20, 2.28, z, WHITE, mix(lamp, WHITE, 0.3))


def _draw_booths(canvas: Canvas, stage: Stage) -> None:
    rng = canvas.rng("booths")
    leather = mix(colour("#5a2026"), canvas.palette.mid, 0.35)
    lamp = _lamp(canvas)
    for z in BOOTHS:
        own = fork(rng)
        solids = Solids(stage)
        solids.box((-HALF, -2.6), (0, 1.35), (z + 1.35, z + 1.55), leather)
        solids.box((-HALF, -2.6), (0, 0.46), (z + 0.85, z + 1.35), dim(leather, 0.9))
        solids.draw()
        luck = own.random(4).tolist()
        for share, x in ((luck[0], -3.7), (luck[1], -3.0)):
            if share < GUESTS[canvas.plan.crowd]:
                _seat_guest(canvas, stage, own, 1 if own.random() < 0.5 else -1, (x, 0.46, z + 0.95))
        solids.box((-HALF, -2.5), (0.70, 0.76), (z - 0.15, z + 0.7), dim(WOOD, 1.3))
        solids.box((-3.5, -3.4), (0, 0.70), (z + 0.2, z + 0.3), STEEL)
        solids.quads.front(-3.62, 0.76, -3.46, 0.98, z + 0.25, LAMP, dim(lamp, 0.9))
        for x in (-3.1, -2.8):
            solids.quads.front(x, 0.76, x + 0.06, 0.9, z + 0.2, dim(LAMP, 0.4), dim(LAMP, 0.18))
        solids.box((-HALF, -2.6), (0, 0.46), (z - 0.8, z - 0.3), dim(leather, 0.9))
        solids.box((-HALF, -2.6), (0, 1.35), (z - 1.0, z - 0.8), leather)
        _add_poster(canvas, solids, z, own)
        solids.draw()


def _add_poster(canvas: Canvas, solids: Solids, z: float, rng: np.random.Generator) -> None:
    """Hang a lit print on the wall over a booth."""
    tint = canvas.palette.sign(rng)
    face = -HALF + 0.04
    solids.quads.wall(
        face, 1.55, 2.4, z - 0.3, z + 0.9, colour("#0c0a10"), dim(tint, 0.35 if canvas.plan.neon else 0.08)
    )
    for bar in range(4):
        level = 1.65 + 0.18 * bar
        solids.quads.wall(
            face + 0.01,
            level,
            level + 0.07,
            z - 0.2,
            z - 0.1 + 0.9 * float(rng.random()),
            BLACK,
            dim(mix(tint, WHITE, 0.4), 0.6),
        )


def _beams(canvas: Canvas) -> list[Beam]:
    lamp = _lamp(canvas)
    return [Beam((1.95, 2.28, z + 0.5), (1.95, 0.9, z + 0.5), (0.2, 0.85), lamp, 0.16) for z in STOOLS[-4:]]
