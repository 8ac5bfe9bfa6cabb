"""A host of the Matrix: a lit grid, towers of data, streams, falling code, a persona and what hunts it."""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, bands, noise
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import BYTE, Gains
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, linear, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.sprite import Sprite, font
from generation.sketch.canvas.stage import Camera, Point, Stage
from generation.sketch.people.figures import Figure, make_figure
from generation.sketch.planning.plan import Subject
from generation.sketch.props.ground import Ground
from generation.sketch.scenes.outdoors import camera_for, light_outdoors

EYE = Camera(0.0, 0.05, 0.80, 2.5)
TOWERS = 54
STREAMS = 16
PERSONA_Z = 6.2
DANGER = colour("#ff2040")
CODE = "01<>/=+*#$&%"


def paint_matrix(canvas: Canvas) -> Image.Image:
    """Paint a host."""
    stage = Stage(canvas.frame, camera_for(canvas, EYE, 4.0), 105.0)
    void = _paint_void(canvas, stage)
    canvas.show("void", 0.05, void)
    _draw_grid(canvas, stage)
    canvas.show_stage("grid", 0.12, stage, void)
    _draw_host(canvas, stage)
    _draw_towers(canvas, stage)
    canvas.show_stage("towers", 0.35, stage, void)
    _draw_streams(canvas, stage)
    for index in range(canvas.plan.count("ice")):
        _draw_ice(canvas, stage, (4.6, -5.4, 8.5, -9.5, 0.6, 12.0)[index], 17.0 + 3.5 * (index // 2), index)
    _draw_personas(canvas, stage)
    canvas.show_stage("personas", 0.45, stage, void)
    floor = Ground(wet=0.8, albedo=0.004, roughness=0.12, puddles=False)
    picture, _ = light_outdoors(canvas, stage, void, Gains(near=2.4, wide=2.6, fog=0.65, rim=2.2), floor)
    _add_code(canvas, stage, picture)
    return canvas.finish(picture, Grade(bloom=0.8, fringe=0.0024, vignette=0.55))


def _paint_void(canvas: Canvas, stage: Stage) -> Coarse:
    small = canvas.frame.coarse(2)
    x, y = small.grid()
    level = (stage.horizon - canvas.frame.height / 2) / canvas.frame.unit
    aside = (stage.centre_x - canvas.frame.width / 2) / canvas.frame.unit
    share = np.clip(1 - np.abs(y - level) / 0.75, 0, 1) ** 2
    clouds = noise(canvas.rng("void"), small, 0.3, 5)
    palette = canvas.palette
    deep = linear(palette.dark) + (linear(palette.mid) - linear(palette.dark)) * share[..., None]
    glow = np.exp(-np.hypot((x - aside) * 0.8, (y - level) * 1.6) * 8)
    void = deep * (0.5 + clouds[..., None]) + glow[..., None] * linear(palette.neon[1]) * np.float32(0.9)
    return Coarse(np.asarray(void, np.float32), canvas.frame)


def _draw_grid(canvas: Canvas, stage: Stage) -> None:
    tint = dim(canvas.palette.neon[0], 0.55)
    for x in range(-96, 97, 3):
        stage.line([(x, 0, 1.4), (x, 0, 40)], 0.03, BLACK, tint)
        stage.line([(x, 0, 40), (x, 0, 220)], 0.10, BLACK, dim(tint, 0.45))
    for z in [*range(2, 40, 2), *range(40, 200, 8)]:
        stage.line([(-190, 0, z), (190, 0, z)], 0.035, BLACK, dim(tint, math.exp(-z / 90)))


def _draw_host(canvas: Canvas, stage: Stage) -> None:
    """Draw the host itself: a stack of shrinking terraces under a beam, behind everything."""
    first, second = canvas.palette.neon[0], canvas.palette.neon[1]
    z, half, base = 150.0, 34.0, 0.0
    for step in range(7):
        high = 15.0 - step * 1.2
        stage.front(-half, base, half, base + high, z, dim(canvas.palette.mid, 0.4), dim(second, 0.03))
        edge: list[Point] = [(-half, base, z), (-half, base + high, z), (half, base + high, z), (half, base, z)]
        stage.line(edge, 0.35, BLACK, dim(second, 0.55))
        for slot in range(11 - step):
            x = -half * 0.9 + 1.8 * half * (slot + 0.5) / (11 - step)
            stage.front(
                x - 1.3,
                base + high * 0.25,
                x + 1.3,
                base + high * 0.7,
                z,
                BLACK,
                dim(first if slot % 3 else second, 0.30),
            )
        base, half = base + high, half * 0.80
    stage.front(-1.6, base, 1.6, base + 190, z, BLACK, dim(mix(second, WHITE, 0.3), 0.7))
    stage.front(-5, base, 5, base + 2, z, BLACK, WHITE)


def _draw_towers(canvas: Canvas, stage: Stage) -> None:
    rng = canvas.rng("towers")
    towers = []
    for _ in range(TOWERS):
        luck = rng.random(5)
        z = 12 + 120 * float(luck[0]) ** 0.9
        x = (5.5 + 60 * float(luck[1])) * (1 if luck[2] < 0.5 else -1)
        tint = canvas.palette.neon[(0, 0, 0, 1, 1, 1, 3, 2)[int(rng.integers(8))]]
        towers.append((z, x, 2 + 4 * float(luck[3]), 3 + 32 * float(luck[4]) ** 2.2, tint, rng.random((30, 5, 3))))
    quads = Quads()
    for z, x, wide, high, tint, bits in sorted(towers, key=lambda tower: -tower[0]):
        _draw_tower(stage, (x, wide, high, z), tint)
        rows = min(30, int(3 + high / 1.4))
        for row in range(rows):
            level = (row + 0.4) * high / rows
            for column in range(5):
                shown, length, bright = (float(value) for value in bits[row, column])
                if shown < 0.5:
                    left = x + wide * (0.08 + 0.18 * column)
                    quads.front(
                        left,
                        level,
                        left + wide * 0.13 * length,
                        level + high / rows * 0.4,
                        z,
                        BLACK,
                        dim(tint, 0.15 + 0.6 * bright * bright),
                    )
        quads.draw(stage)


def _draw_tower(stage: Stage, place: tuple[float, float, float, float], tint: Colour) -> None:
    x, wide, high, z = place
    back = z + wide
    inner = x if x > 0 else x + wide
    stage.front(x, 0, x + wide, high, z, colour("#060e12"))
    stage.wall(inner, 0, high, z, back, colour("#0a1a1e"))
    if high < stage.camera.height:
        stage.slab(x, x + wide, high, z, back, colour("#0a1a1e"))
    light = dim(tint, 0.35 + 0.65 * math.exp(-z / 120))
    thick = 0.06 + z * 0.0008
    stage.line([(x, 0, z), (x, high, z), (x + wide, high, z), (x + wide, 0, z)], thick, BLACK, light)
    stage.line([(inner, high, z), (inner, high, back), (inner, 0, back)], thick, BLACK, light)


def _draw_streams(canvas: Canvas, stage: Stage) -> None:
    rng = canvas.rng("streams")
    for index in range(STREAMS):
        aside, rise, kind = (float(value) for value in rng.random(3))
        x, y = (aside - 0.5) * 44, 1.5 + 15 * rise
        tint = dim(canvas.palette.neon[int(kind * 3)], 0.8)
        points: list[Point] = []
        for step in range(40):
            t = step / 39
            points.append(
                (
                    x * (0.3 + 0.7 * t) + 2 * math.sin(6 * t + index),
                    y * (0.3 + 0.7 * t) + 1.2 * math.sin(9 * t),
                    140 - 128 * t,
                )
            )
        for near, far in zip(points[1:], points, strict=False):
            stage.line([far, near], 0.05 + 0.0006 * far[2], BLACK, dim(tint, 0.35 + 0.65 * math.exp(-far[2] / 60)))
        for px, py, pz in points[index % 4 :: 6]:
            size = 0.07 + 0.0006 * pz
            stage.front(px - size * 2.4, py - size, px + size * 2.4, py + size, pz, BLACK, WHITE)


def _draw_ice(canvas: Canvas, stage: Stage, x: float, z: float, index: int) -> None:
    """Draw intrusion countermeasures: a black burr of blades around a burning eye."""
    rng = canvas.rng(f"ice {index}")
    y = 5.4

    def draw(sprite: Sprite) -> None:
        spikes = sorted(
            (
                (float(a) * math.tau, 1.7 + 2.6 * float(b) ** 1.5, 0.22 + 0.3 * float(c))
                for a, b, c in rng.random((34, 3))
            ),
            key=lambda spike: -spike[1],
        )
        for angle, length, width in spikes:
            dx, dy = math.cos(angle), math.sin(angle)
            left, right = (-dy * width, dx * width), (dy * width, -dx * width)
            tip = (dx * length, dy * length)
            sprite.polygon([left, tip, right], colour("#060507"), dim(DANGER, 0.10))
            sprite.line([left, tip], 0.035, BLACK, DANGER)
            sprite.line([(0, 0), tip], 0.02, BLACK, dim(DANGER, 0.6))
        sprite.disc(0, 0, 1.35, 1.35, colour("#040304"), dim(DANGER, 0.16))
        sprite.disc(0, 0, 1.0, 0.42, BLACK, dim(DANGER, 0.55))
        sprite.disc(0, 0, 0.62, 0.24, BLACK, mix(DANGER, WHITE, 0.35))
        sprite.disc(0, 0, 0.13, 0.22, BLACK)

    stage.stand(draw, x, z, (-4.6, -4.6, 4.6, 4.6), y=y, rim=False)


def _draw_personas(canvas: Canvas, stage: Stage) -> None:
    people = [subject for subject in canvas.plan.subjects if subject.kind == "figure"]
    people = people or [Subject("figure", role="decker", features=("coat",))]
    everyone = [subject for subject in people for _ in range(subject.count)][:5]
    rng = canvas.rng("persona")
    for index, subject in enumerate(everyone):
        x = -0.5 + 1.3 * (index - (len(everyone) - 1) / 2)
        figure = make_figure(subject, canvas.palette, rng, colour("#03090b"))
        draw = _as_persona(canvas, figure)
        stage.stand(draw, x, PERSONA_Z + 0.4 * abs(x), figure.bounds)


def _as_persona(canvas: Canvas, figure: Figure) -> Callable[[Sprite], None]:
    def draw(sprite: Sprite) -> None:
        figure.draw(sprite)
        _overlay_code(sprite, canvas, canvas.palette.neon[0], figure.height)

    return draw


def _overlay_code(sprite: Sprite, canvas: Canvas, tint: Colour, tall: float) -> None:
    """Make a figure a persona: rows of light inside its outline, and nothing outside it."""
    rng = canvas.rng("persona code")
    inside = sprite.mask.copy()
    layer = Image.new("RGB", sprite.light.size)
    pen = ImageDraw.Draw(layer)
    row = max(2.0, tall * sprite.scale / 95)
    for index in range(int(sprite.mask.height / row)):
        y = index * row
        pen.rectangle((0, y, sprite.mask.width, y + row * 0.25), dim(tint, 0.16))
        for start, length, bright in rng.random((5, 3)).tolist():
            x = start * sprite.mask.width
            pen.rectangle(
                (x, y, x + length * sprite.mask.width * 0.07, y + row * 0.45), dim(tint, 0.2 + 0.6 * bright * bright)
            )
    lit = np.maximum(np.asarray(sprite.light), np.asarray(layer) * (np.asarray(inside)[..., None] == 255))
    sprite.light.paste(Image.fromarray(np.asarray(lit, np.uint8)))


def _add_code(canvas: Canvas, stage: Stage, picture: Field) -> None:
    """Let columns of code fall in the sky."""
    frame = canvas.frame
    rng = canvas.rng("code")
    layer = Image.new("L", (frame.width, frame.height))
    pen = ImageDraw.Draw(layer)
    size = 0.012 * frame.unit
    face = font(max(6, round(size)))
    for column in range(-100, 101):
        start, count = float(rng.random()) * 1.6 - 1.3, int(rng.integers(5, 26))
        letters = rng.integers(len(CODE), size=26)
        if rng.random() > 0.42:
            continue
        x = frame.width / 2 + column * size
        for row in range(count):
            y = stage.horizon + (start * frame.unit) + row * size * 1.15
            if -size < x < frame.width and -size < y < stage.horizon:
                pen.text((x, y), CODE[int(letters[row])], font=face, fill=int(20 + 90 * (row / count) ** 2))
    tint = linear(canvas.palette.neon[0]) * np.float32(0.8)
    code = np.asarray(layer, np.float32) * BYTE
    for rows in bands(frame.height):
        depth = np.clip((stage.horizon - np.arange(rows.start, rows.stop)) / frame.unit / 0.5, 0, 1)
        picture[rows] += (code[rows] * depth.astype(np.float32)[:, None])[..., None] * tint
