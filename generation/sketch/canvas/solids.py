"""Solids: boxes and upright cylinders with a lit top, a shaded side and an edge, for all that people build."""

import math

from generation.sketch.canvas.palette import BLACK, Colour, dim
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.stage import Point, Stage

TOP, SIDE, UNDER = 1.45, 0.62, 0.4  # brightness of a face against the front


class Solids:
    """Collects boxes in drawing order, each with the faces that the stage's eye can see."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.quads = Quads()

    def box(
        self,
        across: tuple[float, float],
        up: tuple[float, float],
        along: tuple[float, float],
        albedo: Colour,
        light: Colour = BLACK,
    ) -> None:
        """Add a box from (left, right), (bottom, top) and (near, far), in metres."""
        (left, right), (bottom, top), (near, far) = across, up, along
        eye_x, eye_z = self.stage.camera.at
        eye = self.stage.camera.height
        if top < eye:
            self.quads.slab(left, right, top, near, far, dim(albedo, TOP), light)
        elif bottom > eye:
            self.quads.slab(left, right, bottom, near, far, dim(albedo, UNDER), dim(light, UNDER))
        if left > eye_x:
            self.quads.wall(left, bottom, top, near, far, dim(albedo, SIDE), dim(light, SIDE))
        elif right < eye_x:
            self.quads.wall(right, bottom, top, near, far, dim(albedo, SIDE), dim(light, SIDE))
        if far < eye_z:
            self.quads.front(left, bottom, right, top, far, albedo, light)
        else:
            self.quads.front(left, bottom, right, top, near, albedo, light)

    def draw(self) -> None:
        """Draw what was added, and forget it."""
        self.quads.draw(self.stage)


def draw_cylinder(
    stage: Stage, x: float, z: float, radius: float, up: tuple[float, float], albedo: Colour, light: Colour = BLACK
) -> None:
    """Draw an upright cylinder in seven strips, bright towards the left, with its top if the eye is above it."""
    bottom, top = up
    strips = 7
    for strip in range(strips):
        start, stop = (math.cos(math.pi * (1 - edge / strips)) for edge in (strip, strip + 1))
        tone = 0.55 + 0.75 * math.sin(math.pi * (strip + 0.8) / (strips + 1.4))
        stage.front(x + radius * start, bottom, x + radius * stop, top, z - radius, dim(albedo, tone), dim(light, tone))
    if top < stage.camera.height:
        draw_disc(stage, (x, top, z), radius, dim(albedo, TOP), light)


def draw_disc(stage: Stage, centre: Point, radius: float, albedo: Colour, light: Colour = BLACK) -> None:
    """Draw a level disc."""
    x, y, z = centre
    turn = [math.tau * step / 20 for step in range(20)]
    outline: list[Point] = [(x + radius * math.cos(angle), y, z + radius * math.sin(angle)) for angle in turn]
    stage.polygon(outline, albedo, light)


def draw_ring(stage: Stage, centre: Point, radius: float, width: float, light: Colour) -> None:
    """Draw a level ring of light."""
    x, y, z = centre
    turn = [math.tau * step / 28 for step in range(29)]
    stage.line([(x + radius * math.cos(a), y, z + radius * math.sin(a)) for a in turn], width, BLACK, light)
