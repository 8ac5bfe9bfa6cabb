"""A laboratory: vats of glowing liquid, benches of screens, white panels, an arm over its work; or a clinic."""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.solids import Solids, draw_cylinder, draw_disc, draw_ring
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, draw_cast, spirits_about
from generation.sketch.crowds.holograms import draw_holograms
from generation.sketch.effects.beams import Beam, add_beams
from generation.sketch.effects.wisps import add_wisps
from generation.sketch.people.figures import make_figure
from generation.sketch.planning.plan import Subject
from generation.sketch.props.ground import Ground
from generation.sketch.props.machines import draw_arm, draw_rack_of_lights, draw_screen
from generation.sketch.props.signs import draw_lettering
from generation.sketch.scenes.clinic import paint_clinic
from generation.sketch.scenes.indoors import Room, draw_shell, light_room
from generation.sketch.scenes.outdoors import View, camera_for

EYE = Camera(0.0, -0.01, 0.92, 1.7)
# Down the room, at the vats, at the benches, from low, and over it.
VIEWS = (
    View(),
    View(2.0, 0.5, -0.40, 1.0, 0.02, 0.9),
    View(-1.8, 0.5, 0.42, 0.9, 0.04, 0.9),
    View(0.8, 1.5, -0.14, 0.5, 0.18),
    View(-1.0, 0.0, 0.16, 1.5, -0.18),
)
HALF, HIGH, FAR = 4.9, 3.3, 16.0  # metres: the room
VATS = (13.4, 11.2, 9.0, 6.9, 4.9)  # metres
VAT = (0.62, 0.55, 2.55)  # metres: radius, lower and upper edge of the glass
PANEL, STEEL = colour("#9aa2ac"), colour("#4c525c")


def paint_lab(canvas: Canvas) -> Image.Image:
    """Paint the laboratory, or the clinic."""
    if canvas.plan.place == "clinic":
        return paint_clinic(canvas)
    canvas.go_indoors()
    canvas.turn_lights()
    stage = Stage(canvas.frame, camera_for(canvas, EYE, 2.6, VIEWS), 80.0)
    cast = cast_of(
        canvas, stage, Blocking((0.2, 1.3), (8.5, 13.0), canvas.plan.crowd == "crowded", hero_z=5.0, ceiling=3.0)
    )
    wall = mix(PANEL, canvas.palette.mid, 0.35)
    draw_shell(canvas, stage, Room(HALF, HIGH, 0.8, FAR, wall, dim(wall, 0.8)))
    _draw_lights(canvas, stage)
    canvas.show_stage("room", 0.1, stage)
    _draw_back(canvas, stage)
    _draw_benches(canvas, stage)
    canvas.show_stage("benches", 0.22, stage)
    _draw_vats(canvas, stage)
    canvas.show_stage("vats", 0.35, stage)
    _draw_work(canvas, stage)
    _draw_staff(canvas, stage)
    draw_cast(stage, cast)
    draw_holograms(canvas, stage, [(1.4, 6.5)])
    canvas.show_stage("people", 0.45, stage)
    floor = Ground(wet=0.75, albedo=0.10, roughness=0.12, puddles=False, still=0.85)
    picture, _ = light_room(canvas, stage, Gains(near=2.4, wide=4.6, fog=0.35, rim=0.7), floor)
    add_wisps(canvas, picture, spirits_about(canvas, stage))
    add_beams(
        canvas, stage, picture, [Beam((0.0, 2.5, 8.2), (0.0, 0.95, 8.2), (0.12, 0.55), canvas.palette.neon[0], 0.35)]
    )
    return canvas.finish(picture, Grade(bloom=0.5, saturation=1.06))


def _draw_lights(canvas: Canvas, stage: Stage) -> None:
    lamp = mix(canvas.palette.windows[1], WHITE, 0.55)
    solids = Solids(stage)
    for z in np.geomspace(13.0, 1.6, 7).tolist():
        for x in (-2.6, 0.0, 2.6):
            solids.quads.slab(x - 0.75, x + 0.75, HIGH - 0.02, z, z * 1.12, BLACK, dim(lamp, 0.62))
    for side in (-1, 1):
        face = side * (HALF - 0.03)
        solids.quads.wall(face, 2.55, 2.60, 0.9, FAR, BLACK, dim(canvas.palette.neon[0], 0.7))
        solids.quads.wall(face, 0.14, 0.20, 0.9, FAR, BLACK, dim(canvas.palette.neon[0], 0.35))
    solids.draw()


def _draw_back(canvas: Canvas, stage: Stage) -> None:
    """Draw the far wall: racks of machines behind glass, a sealed door, and what is written over it."""
    tint = canvas.palette.neon[0]
    rng = canvas.rng("back")
    for x in (-4.2, -2.9, 1.7, 3.0):
        draw_rack_of_lights(stage, rng, (x, x + 1.1), (0.1, 2.5), FAR - 0.2, canvas.palette.neon[:3])
    stage.front(-1.3, 0, 1.3, 2.7, FAR - 0.2, dim(STEEL, 0.7))
    for side in (-1, 1):
        stage.polygon(
            [
                (side * 0.03, 0.05, FAR - 0.22),
                (side * 1.15, 0.05, FAR - 0.22),
                (side * 1.15, 2.5, FAR - 0.22),
                (side * 0.03, 2.5, FAR - 0.22),
            ],
            dim(STEEL, 1.3),
        )
        stage.front(side * 0.5 - 0.2, 1.4, side * 0.5 + 0.2, 1.9, FAR - 0.24, colour("#0a1016"), dim(tint, 0.5))
    stage.front(-1.15, 1.02, 1.15, 1.14, FAR - 0.24, colour("#c8a020"))
    draw_lettering(
        stage, canvas.plan.sign or f"LAB {1 + int(rng.integers(9))}", (0.0, 2.66, FAR - 0.3), 0.34, tint, tint
    )


def _draw_benches(canvas: Canvas, stage: Stage) -> None:
    """Draw the benches along the right wall, with screens, glassware and shelves over them."""
    rng = canvas.rng("benches")
    tint = canvas.palette.neon
    face = HALF - 0.04
    for near in (11.5, 8.4, 5.3, 2.4):
        solids = Solids(stage)
        far = near + 2.8
        solids.box((3.7, HALF), (0.0, 0.82), (near, far), dim(PANEL, 0.75))
        solids.box((3.62, HALF), (0.82, 0.9), (near - 0.04, far), PANEL)
        for z in np.linspace(near + 0.3, far - 0.7, 3).tolist():
            solids.quads.wall(3.69, 0.2, 0.72, z, z + 0.6, dim(PANEL, 0.5))
        solids.quads.wall(face, 1.75, 1.8, near, far, STEEL)
        solids.draw()
        draw_screen(stage, rng, (face - 0.02, 1.0, 1.65), (near + 0.25, near + 1.5), tint[0])
        for z in np.linspace(far - 0.3, near + 1.7, 5).tolist():
            kind, high = rng.random(2).tolist()
            glow = dim(tint[int(kind * 3)], 0.5)
            draw_cylinder(stage, 4.1 + 0.4 * kind, z, 0.07, (0.9, 1.05 + 0.2 * high), dim(glow, 0.7), dim(glow, 0.6))
        for z in np.linspace(far - 0.2, near + 0.1, 9).tolist():
            kind, high = rng.random(2).tolist()
            stage.wall(
                face - 0.03, 1.8, 1.95 + 0.2 * high, z, z + 0.14, dim(PANEL, 0.6), dim(tint[int(kind * 3)], 0.4 * high)
            )


def _draw_vats(canvas: Canvas, stage: Stage) -> None:
    """Draw the vats along the left wall: liquid, what floats in it, bubbles, collars of steel, pipes."""
    radius, low, high = VAT
    rng = canvas.rng("vats")
    for index, z in enumerate(VATS):
        tint = canvas.palette.neon[0 if index % 3 else 1]
        x = -3.7
        stage.line([(x - 0.3, high + 0.3, z), (x - 0.3, HIGH, z)], 0.14, STEEL)
        stage.line([(x + 0.25, high + 0.3, z), (x + 0.25, HIGH, z)], 0.07, dim(STEEL, 0.8))
        draw_cylinder(stage, x, z, radius, (low, high), dim(tint, 0.35), dim(tint, 0.34))
        stage.stand(_specimen(rng, tint), x, z - radius, (-0.5, 0.0, 0.5, 2.0), y=low, rim=False)
        for _ in range(9):
            across, up = rng.random(2).tolist()
            left, level, size = x + (across - 0.5) * 0.9, low + 0.1 + (high - low - 0.2) * up, 0.012 + 0.02 * across
            stage.front(left, level, left + size, level + size, z - radius, BLACK, mix(tint, WHITE, 0.5))
        draw_cylinder(stage, x, z, radius + 0.08, (0.0, low), STEEL)
        draw_cylinder(stage, x, z, radius + 0.08, (high, high + 0.32), STEEL)
        draw_ring(stage, (x, low + 0.01, z), radius + 0.06, 0.03, tint)
        stage.front(x - 0.2, 0.18, x + 0.2, 0.40, z - radius - 0.1, BLACK, dim(tint, 0.55))


def _specimen(rng: np.random.Generator, tint: Colour) -> Callable[[Sprite], None]:
    """Return the painter of what floats in a vat: a curled body, seen against the light."""
    lean, grown = rng.random(2).tolist()

    def draw(sprite: Sprite) -> None:
        dark = dim(tint, 0.05)
        size = 0.75 + 0.3 * grown
        sway = (lean - 0.5) * 0.2
        hips, neck = (sway, 0.72 * size), (0.04, 1.25 * size)
        for side in (-1, 1):
            sprite.limb([hips, (side * 0.11, 0.5 * size), (side * 0.07 + sway, 0.2 * size)], (0.15, 0.11, 0.06), dark)
            sprite.limb(
                [(side * 0.14, 1.2 * size), (side * 0.2, 0.95 * size), (side * 0.1, 0.78 * size)],
                (0.1, 0.08, 0.06),
                dark,
            )
        sprite.limb([hips, neck], (0.24, 0.30), dark)
        sprite.disc(0.03 + sway * 0.3, 1.45 * size, 0.10, 0.13, dark)
        wave = [(0.02 + 0.1 * math.sin(step), 1.58 * size + 0.07 * step) for step in range(4)]
        sprite.line(wave, 0.03, dark)

    return draw


def _draw_staff(canvas: Canvas, stage: Stage) -> None:
    """Put somebody in a white coat to work at a bench, unless the place is to be empty."""
    if canvas.plan.crowd == "empty":
        return
    rng = canvas.rng("staff")
    figure = make_figure(Subject("figure", role="medic", features=("coat",)), canvas.palette, rng, colour("#a8aeb4"))
    stage.stand(figure.draw, 2.75, 7.2 + 2.5 * float(rng.random()), figure.bounds)


def _draw_work(canvas: Canvas, stage: Stage) -> None:
    """Draw the table in the middle, a jointed arm over it and the crystal or core it works at."""
    tint = canvas.palette.neon[0]
    draw_arm(stage, [(1.5, HIGH, 8.6), (1.3, 2.3, 8.6), (0.6, 2.55, 8.4), (0.12, 1.65, 8.3)], dim(PANEL, 0.9), tint)
    draw_cylinder(stage, 0.0, 8.3, 0.5, (0.0, 0.12), STEEL)
    draw_cylinder(stage, 0.0, 8.3, 0.16, (0.12, 0.8), dim(STEEL, 1.2))
    draw_disc(stage, (0.0, 0.86, 8.3), 0.85, dim(PANEL, 0.8))
    draw_ring(stage, (0.0, 0.87, 8.3), 0.75, 0.03, tint)

    def draw_core(sprite: Sprite) -> None:
        sprite.polygon([(0, 0.0), (-0.16, 0.22), (0, 0.52), (0.16, 0.22)], dim(tint, 0.5), mix(tint, WHITE, 0.35))
        sprite.polygon([(0, 0.0), (0.16, 0.22), (0, 0.52)], dim(tint, 0.5), dim(tint, 0.75))

    stage.stand(draw_core, 0.0, 8.3, (-0.2, 0.0, 0.2, 0.55), y=0.95, rim=False)
