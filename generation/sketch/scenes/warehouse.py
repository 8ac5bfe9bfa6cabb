"""A warehouse: racks of crates to both sides, trusses and lamps overhead, the gate to the quay open at the end."""

from dataclasses import replace

import numpy as np
from PIL import Image

from generation.sketch.canvas.atmosphere import Air
from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.sky import paint_sky
from generation.sketch.canvas.solids import Solids, draw_cylinder
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast, spirits_about
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.effects.steam import raise_steam
from generation.sketch.effects.wisps import add_wisps
from generation.sketch.props.containers import SODIUM, add_container, container_paint
from generation.sketch.props.ground import Ground
from generation.sketch.props.signs import draw_lettering
from generation.sketch.scenes.indoors import Room, darkness, draw_shell, exposure_of
from generation.sketch.scenes.outdoors import View, camera_for, light_outdoors, vents

EYE = Camera(0.04, 0.07, 0.86, 1.8)
VIEWS = (
    View(),
    View(-2.6, 0.0, 0.34, 1.0, 0.02),
    View(2.4, 2.0, -0.24, 0.5, 0.18, 0.9),
    View(1.0, 0.0, -0.14, 2.6, -0.22),
)
HALF, HIGH, FAR = 9.0, 7.6, 40.0  # metres
GATE = (3.4, 5.0)  # metres: half its width, its height
LEVELS = (0.0, 2.1, 4.1)  # metres: the racks' boards
BAYS = (31.0, 25.5, 20.0, 14.5, 9.0, 4.2)  # metres
LAMPS = (30.0, 22.0, 15.0, 9.5)  # metres
SKYLIGHTS = (-5.0, 0.0, 5.0)  # metres
STEEL, CARD = colour("#3a3c44"), colour("#7a5c3c")


def paint_warehouse(canvas: Canvas) -> Image.Image:
    """Paint the warehouse."""
    outside = canvas.air
    canvas.go_indoors()
    canvas.air = replace(canvas.air, ambient=canvas.air.ambient * np.float32(2.6) + outside.ambient * np.float32(0.28))
    stage = Stage(canvas.frame, camera_for(canvas, EYE, 5.0, VIEWS), 85.0)
    cast = cast_of(
        canvas,
        stage,
        Blocking(
            aisle=(0.6, 4.0),
            depth=(9.0, 36.0),
            passers_by=canvas.plan.crowd == "crowded",
            lanes=(2.0, 12.0),
            ceiling=6.6,
        ),
    )
    sky = paint_sky(canvas.frame, stage.horizon, outside, canvas.seed)
    canvas.show("sky", 0.05, sky)
    wall = mix(colour("#4c4a4c"), canvas.palette.mid, 0.25)
    draw_shell(canvas, stage, Room(HALF, HIGH, 0.8, FAR, wall, dim(wall, 0.6)), 16)
    _open_gate(stage)
    _draw_roof(canvas, stage)
    for x in SKYLIGHTS:
        stage.slab(x - 0.6, x + 0.6, HIGH - 0.03, 15.0, 17.4, STEEL, dim(_outside_light(canvas), 0.9 * outside.day))
    canvas.show_stage("hall", 0.18, stage, sky)
    for z in BAYS:
        for side in (-1, 1):
            _draw_rack(canvas, stage, side, z)
    _draw_floor(canvas, stage)
    canvas.show_stage("racks", 0.35, stage, sky)
    draw_cast(stage, cast)
    canvas.show_stage("people", 0.5, stage, sky)
    floor = Ground(wet=0.45, albedo=0.10, roughness=0.7, tint=colour("#d8d4cc"))
    backdrop = sky if canvas.plan.time != "night" else darkness(canvas)
    picture, glow = light_outdoors(canvas, stage, backdrop, Gains(near=3.4, wide=8.0, fog=0.7, rim=0.9), floor)
    raise_steam(canvas, stage, picture, glow, vents(canvas))
    add_wisps(canvas, picture, spirits_about(canvas, stage))
    add_beams(canvas, stage, picture, _beams(canvas, outside))
    return canvas.finish(picture, Grade(bloom=0.55, vignette=0.5, exposure=exposure_of(picture)))


def _lamp(canvas: Canvas) -> Colour:
    return mix(SODIUM, canvas.palette.windows[1], 0.35)


def _outside_light(canvas: Canvas) -> Colour:
    """Return the light that falls through the gate."""
    return {
        "day": colour("#d8e0e8"), "dawn": colour("#d8a890"), "dusk": colour("#e08848"),
    }.get(canvas.plan.time, dim(mix(canvas.palette.neon[1], canvas.palette.mid, 0.4), 0.6))  # fmt: skip


def _open_gate(stage: Stage) -> None:
    """Open the gate at the end: what is behind it shows, and a rolled door hangs over it."""
    half, high = GATE
    stage.front(-half - 0.3, 0, half + 0.3, high + 0.3, FAR - 0.01, colour("#b08a20"))
    for index in range(14):
        x = -half - 0.3 + index * (2 * half + 0.6) / 14
        if index % 2:
            stage.front(x, high, x + 0.5, high + 0.3, FAR - 0.02, colour("#17171a"))
    corners = [(-half, 0.0, FAR), (-half, high, FAR), (half, high, FAR), (half, 0.0, FAR)]
    stage.open_ground(corners)


def _draw_roof(canvas: Canvas, stage: Stage) -> None:
    """Draw trusses across the hall, ducts along it, and the lamps that hang between."""
    solids = Solids(stage)
    light = mix(_lamp(canvas), WHITE, 0.3)
    for z in (37.0, 30.5, 24.0, 18.0, 12.5, 8.0, 5.0):
        for level in (HIGH - 1.1, HIGH - 0.25):
            solids.box((-HALF, HALF), (level, level + 0.14), (z, z + 0.14), STEEL)
        for index in range(16):
            x = -HALF + 2 * HALF * index / 16
            solids.draw()
            rise = 0.95 * (index % 2)
            stage.line([(x, HIGH - 1.1 + rise, z), (x + HALF / 8, HIGH - 0.15 - rise, z)], 0.07, STEEL)
        for lamp_z in LAMPS:
            if z - 6.5 < lamp_z <= z:
                for x in (-3.0, 3.0):
                    _draw_lamp(stage, x, lamp_z, light)
    solids.box((5.6, 6.4), (HIGH - 2.0, HIGH - 1.3), (1.5, FAR), dim(STEEL, 1.3))
    solids.draw()
    if canvas.plan.sign:
        draw_lettering(
            stage, canvas.plan.sign, (0.0, 5.45, FAR - 0.3), 0.9, canvas.palette.neon[0], canvas.palette.neon[1]
        )


def _draw_lamp(stage: Stage, x: float, z: float, light: Colour) -> None:
    stage.line([(x, 5.6, z), (x, HIGH - 1.1, z)], 0.03, BLACK)
    stage.polygon([(x - 0.12, 5.65, z), (x + 0.12, 5.65, z), (x + 0.5, 5.25, z), (x - 0.5, 5.25, z)], dim(STEEL, 1.2))
    stage.front(x - 0.44, 5.17, x + 0.44, 5.26, z, WHITE, light)


def _draw_rack(canvas: Canvas, stage: Stage, side: int, near: float) -> None:
    """Draw a bay of a rack: posts, boards, and crates of many sizes."""
    rng = canvas.rng(f"rack {side} {near:.0f}")
    inner, outer = 4.7, 7.4
    span = (inner, outer) if side > 0 else (-outer, -inner)
    far = near + 4.9
    solids = Solids(stage)
    for level, bottom in enumerate(LEVELS):
        if bottom:
            solids.box(span, (bottom - 0.14, bottom), (near, far), colour("#8a4a1c"))
        z = far - 0.2
        while z > near + 1.1:
            own = fork(rng)
            deep, high, kind, gap = own.random(4).tolist()
            long, tall = 0.7 + 0.9 * deep, (0.6 + 1.15 * high) * (0.9 if level else 1.0)
            if gap < 0.86:
                paint = dim(mix(CARD, container_paint(own, 0.3), 0.55 if kind < 0.5 else 0.1), 0.8 + 0.5 * kind)
                solids.box((span[0] + 0.2, span[1] - 0.2), (bottom, bottom + tall), (z - long, z), paint)
                face = inner + 0.19 if side > 0 else -inner - 0.19
                solids.quads.wall(face, bottom + tall * 0.42, bottom + tall * 0.55, z - long, z, dim(paint, 0.4))
                solids.quads.wall(
                    face,
                    bottom + tall * 0.6,
                    bottom + tall * 0.8,
                    z - long * 0.4,
                    z - long * 0.15,
                    mix(paint, WHITE, 0.5),
                )
            z -= long + 0.1
    for z in (far, near):
        for x in span:
            solids.box((x - 0.07, x + 0.07), (0, 6.0), (z, z + 0.14), colour("#2c4a6a"))
    solids.draw()


def _draw_floor(canvas: Canvas, stage: Stage) -> None:
    """Put crates, barrels and perhaps a container on the floor."""
    rng = canvas.rng("floor")
    side = 1 if rng.random() < 0.5 else -1
    solids = Solids(stage)
    left = side * 3.2 - 1.22
    add_container(solids, left, 0.0, 21.0, container_paint(rng, 0.4))
    solids.draw()
    for index, (x, z) in enumerate(((-3.4, 13.2), (3.3, 11.0), (-3.3, 7.6))):
        for level in range(1 + int(rng.integers(2))):
            half = 0.6 - 0.08 * level
            paint = dim(CARD, 0.8 + 0.3 * float(rng.random()))
            solids.box((x - half, x + half), (level * 1.05, level * 1.05 + 1.0), (z, z + 1.1), paint)
            for line in (0.1, 0.85):
                solids.quads.front(
                    x - half, level * 1.05 + line, x + half, level * 1.05 + line + 0.06, z - 0.01, dim(paint, 0.5)
                )
            if index == 1 and level == 0:
                solids.quads.front(
                    x - 0.25, 0.3, x + 0.25, 0.75, z - 0.02, colour("#0a0c10"), dim(canvas.palette.neon[1], 0.5)
                )
        solids.draw()
    for index in range(4):
        x = -side * (3.9 - 0.55 * (index % 2))
        draw_cylinder(stage, x, 17.0 - 0.6 * index, 0.30, (0.0, 0.92), colour(("#2c4a6a", "#8a3a20")[index % 2]))


def _beams(canvas: Canvas, outside: Air) -> list[Beam]:
    beams = [Beam((x, 5.2, z), (x, 0.0, z), (0.4, 2.4), _lamp(canvas), 0.10) for z in LAMPS for x in (-3.0, 3.0)]
    light = _outside_light(canvas)
    strength = 0.12 + 0.25 * outside.day
    beams.append(Beam((0.0, 3.4, FAR), (0.0, -0.4, 9.0), (GATE[0] * 0.8, 3.4), light, strength))
    falling = [Beam((x, HIGH, 16.0), (x - 3.0, 0.0, 14.0), (0.5, 1.2), light, 0.12 * outside.day) for x in SKYLIGHTS]
    return beams + falling
