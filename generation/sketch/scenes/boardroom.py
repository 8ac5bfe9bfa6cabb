"""A boardroom high over the city: a wall of glass, a long table under a hologram, those who decide."""

from dataclasses import replace
from functools import partial

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, bands, blur, fork
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import BYTE, Gains
from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, linear, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.solids import Solids, draw_cylinder, draw_ring
from generation.sketch.canvas.sprite import Sprite, showing
from generation.sketch.canvas.stage import Camera, Point, Stage
from generation.sketch.crowds.crowd import cloth_for, paint_of
from generation.sketch.people.figures import Figure, make_figure
from generation.sketch.planning.subject import Subject
from generation.sketch.props.city import Row, draw_arcology, draw_needle, draw_towers
from generation.sketch.props.furniture import TOP as TABLE_TOP
from generation.sketch.props.furniture import draw_end_chair, draw_place, draw_side_chair, draw_table
from generation.sketch.props.ground import Ground
from generation.sketch.props.projections import draw_city_model, draw_globe, draw_rings
from generation.sketch.props.vehicles import DRONE_BODY, make_drone
from generation.sketch.scenes.outdoors import View, camera_for, light_outdoors

EYE = Camera(0.0, -0.05, 0.92, 2.0)
# From the table's end, from either corner, and low along its edge.
VIEWS = (
    View(),
    View(-3.2, 0.3, 0.30, 1.0, 0.02, 0.9),
    View(3.2, 2.0, -0.40, 0.8, 0.06, 0.85),
    View(0.8, 0.6, -0.1, 0.62, 0.16),
)
HALF, HIGH, NEAR, FAR = 4.7, 4.3, 1.0, 14.5  # metres: the room
TABLE = (1.45, 4.3, 11.6)  # metres: half its width, its near and far ends
SEATS = (10.6, 9.4, 8.2, 7.0, 5.8)  # metres
OCCUPIED = {"empty": 0.0, "some": 0.55, "crowded": 1.0}
# Lamps in the ceiling: where their rows run, half their width, where they begin, how many, how long against how far.
LAMPS = (
    ((-2.9, 0.0, 2.9), 0.13, 1.8, 7, 1.26),
    ((0.0,), 3.4, 2.4, 8, 1.06),
    ((-2.6, 0.0, 2.6), 0.8, 2.6, 5, 1.17),
)
FRAME = colour("#22252d")
SEAT, LAP = 0.50, 0.225  # metres: the seat's height; that of a lap over the feet, as a share of how tall one is
UP_TO_TABLE, UNDER = 0.08, 0.40  # metres: how far behind the chair's middle one sits, and before one the table is
EXECUTIVE = colour("#2a3040")  # their suits
LAMPLIGHT = colour("#aab4c8")


def paint_boardroom(canvas: Canvas) -> Image.Image:
    """Paint the boardroom."""
    aside, lift = canvas.rng("seat").random(2).tolist()
    eye = replace(EYE, x=0.34 * (aside - 0.5), height=1.7 + 1.1 * lift, y=-0.02 - 0.09 * lift)
    stage = Stage(canvas.frame, camera_for(canvas, eye, 3.6, VIEWS), 560.0 * canvas.air.sight)
    sky = paint_sky(canvas.frame, stage.horizon + 0.1 * canvas.frame.unit, canvas.air, canvas.seed)
    canvas.show("sky", 0.06, sky)
    _draw_view(canvas, stage)
    canvas.show_stage("city", 0.18, stage, sky)
    stage.haze = 900.0
    # A boardroom is lit evenly, whatever the hour outside.
    canvas.air = replace(
        canvas.air, ambient=canvas.air.ambient * np.float32(0.55) + linear(LAMPLIGHT) * np.float32(0.16)
    )
    _draw_room(canvas, stage)
    canvas.show_stage("room", 0.3, stage, sky)
    _draw_meeting(canvas, stage)
    canvas.show_stage("meeting", 0.45, stage, sky)
    floor = Ground(wet=0.65, albedo=0.03, roughness=0.1, puddles=False)
    picture, _ = light_outdoors(canvas, stage, sky, Gains(near=1.7, wide=3.2, fog=0.2, rim=1.0), floor)
    _add_beam(canvas, stage, picture)
    return canvas.finish(picture, Grade(bloom=0.5, saturation=1.06))


def _draw_view(canvas: Canvas, stage: Stage) -> None:
    day = canvas.air.day
    rng = canvas.rng("landmarks")
    far, near = (
        mix(colour("#0d1422"), colour("#9aaabc"), day * 0.8),
        mix(colour("#080d18"), colour("#506274"), day * 0.8),
    )
    draw_towers(canvas, stage, Row("far", 700, 46, (20, 260), far, 0.25, -200))
    draw_arcology(canvas, stage, -0.14 + 0.28 * float(rng.random()), 680, 330, foot=-200)
    draw_towers(canvas, stage, Row("middle", 420, 44, (-60, 120), mix(far, near, 0.5), 0.35, -200))
    draw_needle(canvas, stage, 0.16 - 0.32 * float(rng.random()), 400, 120)
    draw_towers(canvas, stage, Row("near", 220, 36, (-70, 14), near, 0.4, -200))


def _draw_room(canvas: Canvas, stage: Stage) -> None:
    tint = canvas.palette.neon[0]
    stage.open_ground([(-HALF, 0, 0.8), (HALF, 0, 0.8), (HALF, 0, FAR), (-HALF, 0, FAR)])
    for index in range(7):
        x = -HALF + 2 * HALF * index / 6
        stage.front(x - 0.05, 0, x + 0.05, HIGH, FAR, FRAME)
    for level, thick in ((0.0, 0.28), (3.1, 0.07), (HIGH - 0.3, 0.3)):
        stage.front(-HALF, level, HALF, level + thick, FAR, FRAME)
    stage.slab(-HALF, HALF, HIGH, NEAR, FAR, colour("#23262f"))
    _draw_ceiling(canvas, stage)
    for side in (-1, 1):
        _draw_wall(canvas, stage, side)
    _draw_plants(canvas, stage)
    if canvas.plan.sign:
        _draw_name(canvas, stage)
    stage.line([(-HALF, 0.05, FAR), (HALF, 0.05, FAR)], 0.04, BLACK, dim(tint, 0.7))


def _draw_ceiling(canvas: Canvas, stage: Stage) -> None:
    """Light the ceiling: along its edges, and by rows of strips, by rings, by bars across, or by panels."""
    lamp = dim(mix(canvas.palette.windows[1], WHITE, 0.6), 0.72)
    kind = int(canvas.rng("ceiling").integers(len(LAMPS) + 1))
    if kind == len(LAMPS):
        for z, radius in ((11.0, 1.3), (8.0, 1.9), (5.4, 1.3)):
            draw_ring(stage, (0.0, HIGH - 0.5, z), radius, 0.11, lamp)
            for x in (-radius, radius):
                stage.line([(x, HIGH - 0.5, z), (x, HIGH, z)], 0.02, FRAME)
    else:
        columns, half, near, rows, reach = LAMPS[kind]
        for z in np.geomspace(near, 12.0, rows).tolist():
            for x in columns:
                stage.slab(x - half, x + half, HIGH - 0.02, z, z * reach, BLACK, lamp)
    light = dim(canvas.palette.neon[0], 0.55)
    for left, right in ((-HALF, 0.28 - HALF), (HALF - 0.28, HALF)):
        stage.slab(left, right, HIGH - 0.03, NEAR, FAR, BLACK, light)


def _draw_wall(canvas: Canvas, stage: Stage, side: int) -> None:
    rng = canvas.rng(f"wall {side}")
    x, tint = side * HALF, canvas.palette.neon[0]
    joints = np.geomspace(NEAR, FAR, 12).tolist()
    for near, far in zip(joints[-2::-1], joints[:0:-1], strict=True):
        stage.wall(x, 0, HIGH, near, far, dim(colour("#474d5c"), 0.8 + 0.35 * float(rng.random())))
        stage.wall(x - side * 0.02, 0, HIGH, near, near + (far - near) * 0.03, colour("#0a0b0e"))
    stage.wall(x - side * 0.03, 0.05, 0.10, NEAR, FAR, BLACK, dim(tint, 0.8))
    near, far, face = 7.4, 12.6, x - side * 0.08
    if rng.random() < 0.4:
        _draw_slats(canvas, stage, side)
        return
    stage.wall(face, 1.0, 3.1, near, far, colour("#04080e"), dim(tint, 0.14))
    for index in range(14):
        z = near + 0.35 + (far - near - 0.7) * index / 14
        light = canvas.palette.neon[2] if index % 5 == 4 else tint
        stage.wall(face - side * 0.02, 1.2, 1.4 + 1.3 * float(rng.random()), z, z + 0.22, BLACK, dim(light, 0.7))
    trend = [
        (face - side * 0.03, 2.1 + 0.8 * (float(rng.random()) - 0.4), near + 0.35 + (far - near - 0.7) * index / 11)
        for index in range(12)
    ]
    stage.line(trend, 0.03, BLACK, WHITE)


def _draw_slats(canvas: Canvas, stage: Stage, side: int) -> None:
    """Panel a wall with slats of wood under a lit company sign."""
    x, wood = side * (HALF - 0.06), colour("#6a4a32")
    for index, z in enumerate(np.geomspace(12.9, 3.2, 34).tolist()):
        stage.wall(x, 0.2, 3.6, z, z * 1.022, dim(wood, 0.8 + 0.25 * (index % 3)))
    tint = mix(canvas.palette.neon[0], WHITE, 0.4)
    for half, high in ((0.9, 0.62), (0.55, 0.36)):
        corners: list[Point] = [
            (x - side * 0.05, 2.1, 9.4 - half), (x - side * 0.05, 2.1 + high, 9.4),
            (x - side * 0.05, 2.1, 9.4 + half), (x - side * 0.05, 2.1 - high, 9.4),
        ]  # fmt: skip
        stage.line([*corners, corners[0], corners[1]], 0.05, BLACK, dim(tint, 0.9))


def _draw_plants(canvas: Canvas, stage: Stage) -> None:
    """Stand plants in lit pots by the window, and low cupboards along the walls."""
    leaf, rng = colour("#2c5a3c"), canvas.rng("plants")
    solids = Solids(stage)
    for side in (-1, 1):
        span = (HALF - 0.55, HALF) if side > 0 else (-HALF, 0.55 - HALF)
        solids.box(span, (0.0, 0.62), (8.0, 12.4), colour("#3c4250"))
        solids.draw()
        x, z = side * (HALF - 0.5), FAR - 0.7
        for blade in range(15):
            lean = (float(rng.random()) - 0.5) * 1.5
            high = 0.8 + 0.9 * float(rng.random())
            stage.polygon(
                [
                    (x - 0.04, 0.5, z),
                    (x + lean * 0.4, 0.5 + high, z),
                    (x + lean, 0.55 + high * 0.8, z),
                    (x + 0.04, 0.5, z),
                ],
                dim(leaf, 0.7 + 0.05 * blade),
            )
        draw_cylinder(stage, x, z, 0.24, (0.0, 0.55), colour("#8a8e98"))


def _draw_name(canvas: Canvas, stage: Stage) -> None:
    """Write the asked-for sign over the window."""
    text, tint = canvas.plan.sign, mix(canvas.palette.neon[0], WHITE, 0.35)
    half = 0.26 * len(text) + 0.3

    def draw(sprite: Sprite) -> None:
        sprite.polygon([(-half, 0), (-half, 0.75), (half, 0.75), (half, 0)], colour("#0a0c12"), dim(tint, 0.05))
        sprite.letter(text, 0, 0.37, 0.62, colour("#0a0c12"), tint)

    stage.stand(draw, 0, FAR - 0.1, (-half, 0, half, 0.75), y=3.2, rim=False, written=True)


def _draw_meeting(canvas: Canvas, stage: Stage) -> None:
    tint, accent = canvas.palette.neon[0], canvas.palette.neon[2]
    rng = canvas.rng("meeting")
    named = _named(canvas)
    # Who is named sits there alone, unless the room is to be full.
    share = 0.0 if named and canvas.plan.crowd != "crowded" else OCCUPIED[canvas.plan.crowd]
    half, near, far = TABLE
    head = _sitter(canvas, rng, 0.0)
    draw_end_chair(stage, far + 0.75, tint, partial(_seat, stage, head, 0.0, far + 0.7, 0) if share > 0 else None)
    luck = rng.random((len(SEATS), 2))
    draw_table(stage, half, near, far, tint)
    for row, z in enumerate(SEATS):
        for column, side in enumerate((-1, 1)):
            draw_place(stage, side * (half - 0.42), z, tint, float(luck[row, column]))
            subject = named.get((row, column))
            person = subject is not None or float(luck[row, column]) < share
            own = fork(rng)
            turn = -side * (1.15 + 0.35 * float(own.random()))
            sitter = _sitter(canvas, own, turn, subject)
            x = side * (half + 0.42)
            sit = partial(_seat, stage, sitter, x + side * UP_TO_TABLE, z - 0.02, -side)
            draw_side_chair(stage, x, z, sit if person else None)
    rng_hologram = canvas.rng("hologram")
    draw = (draw_globe, draw_city_model, draw_rings)[int(rng_hologram.integers(3))]
    draw(stage, rng_hologram, 8.0, tint, accent)
    for index in range(canvas.plan.count("drone")):
        drone = make_drone(accent, paint_of(canvas.plan.of("drone"), DRONE_BODY))
        stage.stand(
            showing(drone.draw, "drone"),
            (-2.4, 2.5, -1.2, 1.3, 0.2, -3.2)[index],
            9.2 - 0.4 * index,
            drone.bounds,
            y=3.0 + 0.2 * (index % 3),
        )


def _named(canvas: Canvas) -> dict[tuple[int, int], Subject]:
    """Return who is asked for by seat, as row and column: the nearest first, on either side by turns."""
    people = [subject for subject in canvas.plan.subjects if subject.kind == "figure" for _ in range(subject.count)]
    seats = [(row, column) for row in reversed(range(len(SEATS))) for column in (0, 1)]
    return dict(zip(seats, people, strict=False))


def _sitter(canvas: Canvas, rng: np.random.Generator, turn: float, asked: Subject | None = None) -> Figure:
    """Make somebody who sits at the table, turned by `turn`: who is asked for, else an executive."""
    old = "old" if rng.random() < 0.3 else ""
    subject = Subject("figure", role="suit", age=old) if asked is None else replace(asked, pose="")
    cloth = EXECUTIVE if asked is None else cloth_for(canvas)
    return make_figure(subject, canvas.palette, rng, cloth, "perch", turn, grounded=False)


def _seat(stage: Stage, person: Figure, x: float, z: float, facing: int) -> None:
    """Seat somebody who looks to the right (1), to the left (-1) or at the viewer, with the legs under the table."""
    left, bottom, right, top = person.bounds
    lift = SEAT - LAP * person.height

    def draw(sprite: Sprite) -> None:
        person.draw(sprite)
        across, down = sprite.mask.width / (right - left), sprite.mask.height / (top - bottom)
        edge, level = (facing * UNDER - left) * across, (top - (TABLE_TOP - lift)) * down
        start, end = (round(edge) if facing > 0 else 0), (round(edge) if facing < 0 else sprite.mask.width)
        box = (start, round(level), end, sprite.mask.height)
        for layer in (sprite.mask, sprite.surface, sprite.light):
            layer.paste(0, box)

    stage.stand(draw, x, z, person.bounds, y=lift)


def _add_beam(canvas: Canvas, stage: Stage, picture: Field) -> None:
    """Let the table's projector shine up through the air."""
    frame = canvas.frame.coarse(2)
    layer = Image.new("L", (frame.width, frame.height))
    corners = [
        stage.project(point) for point in ((-0.25, 0.76, 8.0), (0.25, 0.76, 8.0), (1.2, 2.9, 8.0), (-1.2, 2.9, 8.0))
    ]
    ImageDraw.Draw(layer).polygon([(x / 2, y / 2) for x, y in corners], fill=255)
    beam = Coarse(blur(np.asarray(layer, np.float32) * BYTE, frame.unit * 0.012), canvas.frame)
    tint = linear(canvas.palette.neon[0]) * np.float32(0.16)
    for rows in bands(canvas.frame.height):
        picture[rows] += beam.rows(rows)[..., None] * tint
