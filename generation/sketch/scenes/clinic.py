"""A street clinic: a reclining chair under a ring of lamps, arms of surgery, cabinets of chrome, a cross of light."""

from dataclasses import replace

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.solids import Solids, draw_cylinder, draw_disc, draw_ring
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Camera, Point, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast, spirits_about
from generation.sketch.crowds.holograms import draw_holograms
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.effects.wisps import add_wisps
from generation.sketch.props.ground import Ground
from generation.sketch.props.machines import draw_arm, draw_rack_of_lights, draw_screen
from generation.sketch.props.signs import draw_lettering
from generation.sketch.scenes.indoors import Room, draw_shell, light_room
from generation.sketch.scenes.outdoors import View, camera_for

EYE = Camera(0.05, -0.01, 0.95, 1.65)
VIEWS = (
    View(),
    View(-1.6, 0.5, 0.30, 1.0, 0.02, 0.92),
    View(1.6, 0.8, -0.30, 0.8, 0.05, 0.92),
    View(0.4, 0.2, -0.06, 1.5, -0.16),
)
HALF, HIGH, FAR = 4.0, 3.1, 10.5  # metres: the room
CHAIR = 6.0  # metres
# What the patient lies on, from foot to head: a reclining chair, or a table.
REST: dict[bool, list[tuple[float, float]]] = {
    False: [(-1.35, 0.52), (-0.45, 0.62), (0.15, 0.50), (0.95, 1.12), (1.15, 1.34)],
    True: [(-1.4, 0.84), (-0.6, 0.84), (0.2, 0.84), (0.8, 0.84), (1.15, 0.90)],
}
TILE, STEEL, LEATHER = colour("#8a9a94"), colour("#6a727a"), colour("#2c3a40")
MEDICAL = colour("#ff3048")


def paint_clinic(canvas: Canvas) -> Image.Image:
    """Paint the clinic."""
    canvas.go_indoors()
    canvas.turn_lights()
    aside, lift = canvas.rng("seat").random(2).tolist()
    eye = replace(EYE, x=0.30 * (aside - 0.5), height=1.4 + 0.6 * lift, focal=0.88 + 0.2 * aside)
    stage = Stage(canvas.frame, camera_for(canvas, eye, 2.5, VIEWS), 70.0)
    cast = cast_of(
        canvas, stage, Blocking((1.3, 2.2), (7.0, 9.5), canvas.plan.crowd == "crowded", hero_z=5.2, ceiling=2.9)
    )
    wall = mix(TILE, canvas.palette.mid, 0.35)
    draw_shell(canvas, stage, Room(HALF, HIGH, 0.8, FAR, wall, dim(wall, 1.2)))
    _draw_tiles(stage, wall)
    _draw_tubes(canvas, stage)
    canvas.show_stage("room", 0.1, stage)
    _draw_back(canvas, stage)
    _draw_cabinets(canvas, stage)
    _draw_monitors(canvas, stage)
    canvas.show_stage("cabinets", 0.25, stage)
    _draw_chair(canvas, stage)
    canvas.show_stage("chair", 0.35, stage)
    draw_cast(stage, cast)
    _draw_arms(canvas, stage)
    draw_holograms(canvas, stage, [(2.0, 6.4)])
    canvas.show_stage("people", 0.45, stage)
    floor = Ground(wet=0.6, albedo=0.09, roughness=0.5, tint=colour("#d0e0d8"), puddles=True)
    picture, _ = light_room(canvas, stage, Gains(near=2.6, wide=5.5, fog=0.45, rim=0.7), floor)
    add_wisps(canvas, picture, spirits_about(canvas, stage))
    lamp = mix(canvas.palette.windows[1], WHITE, 0.5)
    add_beams(canvas, stage, picture, [Beam((0.3, 2.45, CHAIR), (0.2, 0.4, CHAIR), (0.5, 1.25), lamp, 0.15)])
    return canvas.finish(picture, Grade(bloom=0.55, vignette=0.6))


def _draw_tiles(stage: Stage, wall: Colour) -> None:
    quads = Quads()
    for level in np.arange(0.3, 2.0, 0.3).tolist():
        for side in (-1, 1):
            quads.wall(side * (HALF - 0.02), level, level + 0.02, 0.9, FAR, dim(wall, 0.55))
        quads.front(-HALF, level, HALF, level + 0.02, FAR - 0.02, dim(wall, 0.55))
    for x in np.arange(-HALF, HALF, 0.45).tolist():
        quads.front(x, 0, x + 0.02, 2.0, FAR - 0.02, dim(wall, 0.55))
    quads.front(-HALF, 1.95, HALF, 2.03, FAR - 0.03, dim(wall, 0.4))
    quads.draw(stage)


def _draw_tubes(canvas: Canvas, stage: Stage) -> None:
    """Hang tubes of cold light along the ceiling, some of them broken."""
    lamp = mix(canvas.palette.windows[1], WHITE, 0.5)
    across, *luck = canvas.rng("tubes").random(7).tolist()
    for whole, x, z in zip(luck, (-2.6, 2.6) * 3, (8.6, 8.6, 6.4, 6.4, 4.2, 4.2), strict=True):
        wide, long = (1.1, 0.2) if across < 0.4 else (0.16, 1.5)
        stage.slab(x - wide, x + wide, HIGH - 0.03, z - 0.05, z + long + 0.05, dim(STEEL, 0.6))
        light = dim(lamp, 0.8 if whole < 0.7 else 0.06)
        stage.slab(x - wide + 0.07, x + wide - 0.07, HIGH - 0.06, z, z + long, BLACK, light)


def _draw_back(canvas: Canvas, stage: Stage) -> None:
    """Draw the far wall: curtained door, racks or a window, and the cross or the asked-for sign over it."""
    tint = canvas.palette.neon[0]
    luck = canvas.rng("back").random(2).tolist()
    door, other = (-3.2, 1.9) if luck[0] < 0.5 else (1.6, -3.3)
    quads = Quads()
    quads.front(door, 0, door + 1.6, 2.25, FAR - 0.05, colour("#0c1014"), dim(canvas.palette.neon[1], 0.16))
    for strip in range(9):  # a curtain of plastic strips
        x = door + 0.05 + 0.17 * strip
        quads.front(
            x, 0.05, x + 0.14, 2.2, FAR - 0.06, dim(TILE, 0.5), dim(canvas.palette.neon[1], 0.05 + 0.05 * (strip % 3))
        )
    quads.draw(stage)
    if luck[1] < 0.5:
        span = (other, other + 1.3)
        draw_rack_of_lights(stage, canvas.rng("rack"), span, (0.1, 2.0), FAR - 0.1, canvas.palette.neon[:3])
    else:
        _draw_window(canvas, stage, other - 0.4)
    if canvas.plan.sign:
        draw_lettering(stage, canvas.plan.sign, (0.0, 2.25, FAR - 0.1), 0.40, tint, canvas.palette.neon[1])
        return
    for left, bottom, right, top in ((-0.14, 1.95, 0.14, 2.85), (-0.45, 2.26, 0.45, 2.54)):
        stage.front(left, bottom, right, top, FAR - 0.1, BLACK, MEDICAL)


def _draw_window(canvas: Canvas, stage: Stage, left: float) -> None:
    """Let the signs of the street shine through a window with slats."""
    z, rng = FAR - 0.1, canvas.rng("window")
    stage.front(left, 0.95, left + 1.9, 2.35, z, colour("#0a0c12"), dim(canvas.palette.neon[2], 0.12))
    for _ in range(5):
        x, y, wide, high = rng.random(4).tolist()
        x, y, tint = left + 0.1 + 1.3 * x, 1.05 + 0.7 * y, canvas.palette.sign(rng)
        stage.front(x, y, x + 0.12 + 0.3 * wide, y + 0.15 + 0.4 * high, z - 0.01, BLACK, dim(tint, 0.7))
    for level in np.arange(1.0, 2.35, 0.13).tolist():
        stage.front(left, level, left + 1.9, level + 0.05, z - 0.02, colour("#20262a"))
    for x in (left, left + 1.85):
        stage.front(x, 0.9, x + 0.06, 2.4, z - 0.03, STEEL)


def _draw_cabinets(canvas: Canvas, stage: Stage) -> None:
    """Draw the cabinets on the right: lit shelves with arms, hands and jars, drawers below."""
    rng = canvas.rng("cabinets")
    glow = mix(canvas.palette.neon[1], WHITE, 0.25)
    face = HALF - 0.05
    solids = Solids(stage)
    for near, far in ((7.2, 9.8), (4.4, 6.9), (2.0, 4.1)):
        solids.box((3.35, HALF), (0.0, 0.9), (near, far), dim(STEEL, 0.75))
        for z in np.linspace(near + 0.1, far - 0.7, 3).tolist():
            for level in (0.12, 0.40, 0.66):
                solids.quads.wall(3.34, level, level + 0.2, z, z + 0.6, dim(STEEL, 0.45))
        solids.quads.wall(face, 1.1, 2.5, near, far, colour("#0a1014"), dim(glow, 0.26))
        for level in (1.12, 1.58, 2.04):
            z = far - 0.35
            while z > near + 0.1:
                kind, high = rng.random(2).tolist()
                if kind < 0.45:  # a forearm of chrome, hand upwards
                    solids.quads.wall(face - 0.04, level, level + 0.22, z, z + 0.10, dim(STEEL, 0.5))
                    for finger in range(4):
                        solids.quads.wall(
                            face - 0.05,
                            level + 0.22,
                            level + 0.29 + 0.03 * (finger % 2),
                            z + 0.028 * finger,
                            z + 0.028 * finger + 0.018,
                            dim(STEEL, 0.6),
                        )
                    solids.quads.wall(face - 0.05, level + 0.12, level + 0.14, z, z + 0.10, BLACK, dim(glow, 0.8))
                else:
                    tint = canvas.palette.neon[int(high * 3)]
                    solids.quads.wall(
                        face - 0.04,
                        level,
                        level + 0.14 + 0.16 * high,
                        z,
                        z + 0.14,
                        dim(tint, 0.2),
                        dim(tint, 0.35 * kind),
                    )
                z -= 0.24 + 0.12 * high
            solids.quads.wall(face - 0.06, level - 0.04, level, near, far, STEEL)
        solids.quads.wall(face - 0.07, 2.46, 2.5, near, far, BLACK, dim(glow, 0.9))
    solids.draw()


def _draw_monitors(canvas: Canvas, stage: Stage) -> None:
    rng = canvas.rng("monitors")
    green = mix(colour("#40ff90"), canvas.palette.neon[0], 0.3)
    for index, (near, far) in enumerate(((7.6, 9.4), (5.2, 7.1), (2.6, 4.6))):
        draw_screen(
            stage, rng, (-HALF + 0.05, 1.35, 2.35), (near, far), green if index != 1 else canvas.palette.neon[0]
        )
    solids = Solids(stage)
    solids.box((-HALF, -3.3), (0.72, 0.8), (2.2, 9.6), STEEL)
    solids.quads.wall(-3.3, 0.0, 0.72, 2.2, 9.6, dim(STEEL, 0.35))
    solids.draw()
    for z in np.geomspace(9.0, 2.8, 7).tolist():
        kind, high = rng.random(2).tolist()
        draw_cylinder(stage, -3.6, z, 0.06, (0.8, 0.95 + 0.15 * high), dim(STEEL, 0.9), dim(green, 0.3 * kind))


def _draw_chair(canvas: Canvas, stage: Stage) -> None:
    """Draw the chair, a patient in it unless the place is empty, and a trolley of tools."""
    draw_disc(stage, (0.2, 0.02, CHAIR), 0.8, dim(STEEL, 0.5))
    occupied, flat = canvas.plan.crowd != "empty", bool(canvas.rng("rest").random() < 0.45)
    draw_cylinder(stage, 0.2, CHAIR, 0.22, (0.02, 0.74 if flat else 0.45), dim(STEEL, 0.8))
    tint = canvas.palette.neon[0]

    def draw(sprite: Sprite) -> None:
        frame = REST[flat]
        sprite.limb([(x, y - 0.10) for x, y in frame], (0.10, 0.14, 0.16, 0.14, 0.10), STEEL)
        sprite.limb(frame, (0.16, 0.20, 0.22, 0.20, 0.16), LEATHER)
        sprite.line([(x, y + 0.09) for x, y in frame], 0.02, dim(LEATHER, 1.8))
        if not occupied:
            return
        skin, cloth = colour("#8a6450"), colour("#5a666a")
        if flat:  # under a sheet, an arm and the head out of it
            sprite.limb([(-1.25, 0.98), (-0.4, 1.02), (0.45, 1.04)], (0.18, 0.24, 0.30), mix(cloth, WHITE, 0.25))
            sprite.limb([(0.45, 1.10), (0.05, 1.14), (-0.3, 1.16)], (0.11, 0.09, 0.07), STEEL)
            sprite.line([(0.4, 1.12), (0.05, 1.16), (-0.28, 1.18)], 0.02, BLACK, tint)
            sprite.disc(0.86, 1.12, 0.125, 0.105, skin)
            sprite.line([(0.84, 1.20), (0.93, 1.18)], 0.03, BLACK, dim(tint, 0.8))
            return
        sprite.limb([(-1.2, 0.70), (-0.5, 0.84), (0.1, 0.72)], (0.10, 0.15, 0.20), colour("#22262e"))
        sprite.limb([(0.1, 0.74), (0.78, 1.22)], (0.26, 0.30), cloth)
        sprite.limb([(0.72, 1.18), (0.35, 0.88), (-0.05, 0.92)], (0.11, 0.09, 0.07), STEEL)
        sprite.line([(0.6, 1.10), (0.35, 0.88), (0.0, 0.93)], 0.02, BLACK, tint)
        sprite.disc(0.99, 1.42, 0.105, 0.125, skin)
        sprite.line([(0.92, 1.48), (1.05, 1.49)], 0.03, BLACK, dim(tint, 0.8))

    stage.stand(draw, 0.2, CHAIR, (-1.6, 0.0, 1.5, 1.7))
    solids = Solids(stage)
    solids.box((1.75, 2.5), (0.86, 0.90), (5.0, 5.4), dim(STEEL, 1.2))
    for x in (1.8, 2.45):
        solids.box((x - 0.02, x + 0.02), (0.0, 0.86), (5.0, 5.04), STEEL)
    for index in range(5):
        x = 1.82 + 0.13 * index
        solids.quads.slab(x, x + 0.03, 0.905, 5.05, 5.32, WHITE, dim(tint, 0.2 * (index % 2)))
    solids.draw()


def _draw_arms(canvas: Canvas, stage: Stage) -> None:
    """Draw the ring of lamps over the chair and the arms that hang beside it."""
    lamp = mix(canvas.palette.windows[1], WHITE, 0.6)
    stage.line([(0.3, 2.55, CHAIR), (0.3, HIGH, CHAIR)], 0.09, STEEL)
    if canvas.rng("lamp").random() < 0.5:
        draw_disc(stage, (0.3, 2.55, CHAIR), 0.72, dim(STEEL, 0.6))
        draw_ring(stage, (0.3, 2.50, CHAIR), 0.58, 0.08, dim(lamp, 0.72))
        draw_ring(stage, (0.3, 2.49, CHAIR), 0.30, 0.05, dim(lamp, 0.55))
    else:  # four lamps on a cross
        for x, z in ((-0.55, 0.0), (1.15, 0.0), (0.3, 0.5), (0.3, -0.5)):
            stage.line([(0.3, 2.62, CHAIR), (x, 2.56, CHAIR + z)], 0.06, STEEL)
            draw_disc(stage, (x, 2.52, CHAIR + z), 0.30, dim(STEEL, 0.7))
            draw_disc(stage, (x, 2.50, CHAIR + z), 0.23, BLACK, dim(lamp, 0.72))
    tint = canvas.palette.neon[0]
    left: list[Point] = [(-0.9, HIGH, CHAIR), (-1.1, 2.35, CHAIR), (-0.55, 1.95, CHAIR), (-0.15, 1.45, CHAIR)]
    right: list[Point] = [(1.5, HIGH, CHAIR), (1.75, 2.4, CHAIR), (1.25, 2.15, CHAIR), (0.95, 1.85, CHAIR)]
    for joints in (left, right):
        draw_arm(stage, joints, dim(STEEL, 1.25), tint)
    for x in (-2.2, 2.6):  # cables that hang from the ceiling
        sag: list[Point] = [
            (x + 1.8 * t, HIGH - 0.9 * (t * (1 - t) * 4) ** 0.8, CHAIR + 0.4) for t in np.linspace(0, 1, 9).tolist()
        ]
        stage.line(sag, 0.035, colour("#0c0e12"))
