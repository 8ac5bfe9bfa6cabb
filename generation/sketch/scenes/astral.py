"""The astral plane: veils of light, ley lines that wind into a bright heart, a caster on a rock, spirits."""

import math

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, Frame, bands, blur, fork, noise, resize, smoothstep
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import BYTE, Gains, reduced, relight
from generation.sketch.canvas.palette import LINEAR, WHITE, colour, dim, linear, mix
from generation.sketch.canvas.sprite import showing
from generation.sketch.canvas.stage import Camera, Point, Stage
from generation.sketch.crowds.crowd import paint_of
from generation.sketch.effects.wisps import Wisp, add_wisps
from generation.sketch.people.figures import make_figure
from generation.sketch.planning.plan import Subject
from generation.sketch.props.vehicles import make_dragon

PLANE = 10.0  # metres: everything stands on one plane, the depths are light
METRES = PLANE / 0.8  # metres to a unit on that plane
HEART = (0.0, -0.08)  # units: the bright heart
CLIFF = 0.335  # units under the centre
ROCK = colour("#0c0a16")
# How large the casters are and how far the cliff is moved down, in units, for a camera.
VIEWS = {"close": (1.55, 0.10), "wide": (0.62, 0.03), "low": (1.12, 0.09), "high": (0.80, -0.12)}


def paint_astral(canvas: Canvas) -> Image.Image:
    """Paint the astral plane."""
    stage = Stage(canvas.frame, Camera(0.0, 0.0, 0.8, 0.0), 1e5)
    veils = _paint_veils(canvas)
    canvas.show("veils", 0.15, veils)
    _add_ley_lines(canvas, veils)
    canvas.show("ley lines", 0.25, veils)
    _draw_rocks(canvas, stage)
    canvas.show_stage("rocks", 0.35, stage, veils)
    before = _covered(stage)
    _draw_casters(canvas, stage)
    aura = np.clip(_covered(stage) - before, 0, 1)
    _draw_dragons(canvas, stage)
    canvas.show_stage("caster", 0.5, stage, veils)
    canvas.look_at(stage)
    lit = relight(stage.direct, canvas.frame, canvas.air, Gains(near=1.6, wide=1.2, fog=0.0, rim=2.4))
    picture = lit.over(veils)
    _add_aura(canvas, picture, aura)
    add_wisps(canvas, picture, _spirits(canvas))
    _add_motes(canvas, picture)
    canvas.show("aura", 0.75, picture)
    return canvas.finish(picture, Grade(bloom=0.5, vignette=0.65, exposure=0.95))


def _view(canvas: Canvas) -> tuple[float, float]:
    scale, drop = VIEWS.get(canvas.plan.camera, (1.0, 0.0))
    return scale, CLIFF + drop


def _at(x: float, y: float) -> Point:
    """Return the world point at (x, y) units from the centre of the picture, y downwards."""
    return x * METRES, -y * METRES, PLANE


def _warped(field: Field, across: Field, down: Field, reach: float) -> Field:
    """Look a field up at places pushed about by two others, mirrored at the edges; reach in pixels."""
    height, width = field.shape
    row: Field = np.abs(np.arange(height, dtype=np.float32)[:, None] + (down - np.float32(0.5)) * np.float32(reach))
    column = np.abs(np.arange(width, dtype=np.float32)[None] + (across - np.float32(0.5)) * np.float32(reach))
    row = (height - 1) - np.abs((height - 1) - row)
    column = (width - 1) - np.abs((width - 1) - column)
    flat = np.clip(row, 0, height - 1).astype(np.intp) * width + np.clip(column, 0, width - 1).astype(np.intp)
    return np.asarray(field.reshape(-1).take(flat), np.float32)


def _paint_veils(canvas: Canvas) -> Coarse:
    small = canvas.frame.coarse(2)
    rng = canvas.rng("veils")
    first, second, third = (noise(rng, small, cell, 6, 0.52) for cell in (0.35, 0.25, 0.5))
    reach = small.unit * 0.85
    veil = _warped(third, first, second, reach)
    fold = _warped(second, veil, first, reach)
    gold = _warped(first, fold, veil, reach * 0.8)
    x, y = small.grid()
    distance = np.hypot(x - HEART[0], y - HEART[1])
    neon = canvas.palette.neon
    light = linear(canvas.palette.dark) * np.float32(0.8)
    for field, low, high, power, tint, strength in (
        (veil, 0.38, 0.72, 1.5, neon[0], 0.40),
        (fold, 0.46, 0.78, 2.0, neon[1], 0.50),
        (gold, 0.50, 0.80, 2.0, mix(neon[0], neon[2], 0.6), 0.55),
    ):
        light = light + (smoothstep(low, high, field) ** np.float32(power))[..., None] * linear(tint) * np.float32(
            strength
        )
    light = light * (0.22 + 0.85 * np.exp(-distance * 2.1))[..., None]
    light += np.exp(-distance * 7.5)[..., None] * linear(neon[2]) * np.float32(0.55)
    threads = np.exp(-np.abs(fold - gold) * 85) * smoothstep(0.9, 0.1, distance)
    light += threads[..., None] * linear(neon[1]) * np.float32(0.45)
    return Coarse(np.asarray(light, np.float32), canvas.frame)


def _add_ley_lines(canvas: Canvas, veils: Coarse) -> None:
    """Wind bright lines into the heart, drawn over the veils."""
    frame = canvas.frame
    layer = Image.new("RGB", (veils.frame.coarse(2).width * 2, veils.frame.coarse(2).height * 2))
    pen = ImageDraw.Draw(layer)
    rng = canvas.rng("ley lines")
    for index in range(26):
        phase, start, bright, thick = (float(value) for value in rng.random(4))
        radius = 0.22 + 1.1 * start
        points = []
        for step in range(90):
            turn = 5.2 * step / 89
            reach = radius * math.exp(-turn * 0.34)
            x = HEART[0] + reach * math.cos(turn + phase * math.tau)
            y = HEART[1] + 0.72 * reach * math.sin(turn + phase * math.tau + 0.4)
            points.append((frame.width / 2 + x * frame.unit, frame.height / 2 + y * frame.unit))
        width = max(1, round((0.0008 + 0.0022 * thick) * frame.unit))
        pen.line(points, dim(canvas.palette.neon[index % 3], 0.3 + 0.5 * bright), width, joint="curve")
    lines = LINEAR[np.asarray(layer.reduce(2))]
    veils.values[:] += lines * np.float32(1.3)


def _draw_rocks(canvas: Canvas, stage: Stage) -> None:
    """Draw drifting shards, then the cliff that the caster stands on."""
    rng = canvas.rng("rocks")
    cliff = _view(canvas)[1]
    for _ in range(16):
        aside, down, size, turn = (float(value) for value in rng.random(4))
        x, y = (aside - 0.5) * 2.6, -0.34 + 0.62 * down
        radius = 0.012 + 0.05 * size * size
        if abs(x) < 0.24:
            continue
        outline = []
        for index in range(11):
            angle = math.tau * index / 11
            jag = 0.7 + 0.5 * float(rng.random())
            outline.append(
                _at(
                    x + radius * math.cos(angle) * 1.2,
                    y + radius * math.sin(angle) * (0.45 if math.sin(angle) < 0 else 1.9) * jag,
                )
            )
        stage.polygon(outline, dim(ROCK, 1.5 + turn))
    ridge = []
    for index in range(97):
        x = -2.0 + 4.0 * index / 96
        rise = 0.10 * math.exp(-((x / 0.16) ** 2)) - 0.05 * math.exp(-((abs(x) - 0.62) ** 2) / 0.06)
        ridge.append((x, cliff + 0.07 - rise + 0.022 * (float(rng.random()) - 0.5) * min(1.0, abs(x) * 6)))
    stage.polygon([_at(-2.0, 2.0), *(_at(x, y) for x, y in ridge), _at(2.0, 2.0)], ROCK)
    for index in range(2, 95, 3):
        x, y = ridge[index]
        down = 0.06 + 0.16 * float(rng.random())
        stage.polygon(
            [_at(x, y + 0.004), _at(ridge[index + 1][0], ridge[index + 1][1] + 0.004), _at(x + 0.02, y + down)],
            dim(ROCK, 1.9),
        )


def _draw_casters(canvas: Canvas, stage: Stage) -> None:
    people = [subject for subject in canvas.plan.subjects if subject.kind == "figure"] or [
        Subject("figure", role="mage", features=("robe", "staff"))
    ]
    everyone = [subject for subject in people for _ in range(subject.count)][:5]
    rng = canvas.rng("casters")
    larger, cliff = _view(canvas)
    for index, subject in enumerate(everyone):
        x = (index - (len(everyone) - 1) / 2) * 0.15 * larger
        scale = (4.6 if len(everyone) < 3 else 3.4) * larger
        figure = make_figure(subject, canvas.palette, fork(rng), colour("#08070e"))
        # Figures are drawn in their own metres; bringing them nearer makes them as tall as the composition wants.
        z = PLANE * 1.8 / scale
        foot = -(cliff - 0.028 + 0.35 * x * x) * METRES * z / PLANE
        stage.stand(figure.draw, x * METRES * z / PLANE, z, figure.bounds, y=foot)


def _draw_dragons(canvas: Canvas, stage: Stage) -> None:
    for index in range(min(2, canvas.plan.count("dragon"))):
        hide = paint_of(canvas.plan.of("dragon"), mix(colour("#0a0812"), canvas.palette.neon[0], 0.12))
        dragon = make_dragon(hide, mix(canvas.palette.neon[2], WHITE, 0.3))
        z = 46.0
        stage.stand(
            showing(dragon.draw, "dragon_western"), (-0.06 + 0.3 * index) * z / 0.8, z, dragon.bounds, y=0.28 * z / 0.8
        )


def _spirits(canvas: Canvas) -> list[Wisp]:
    places = ((-0.33, 0.06), (0.35, 0.0), (0.22, 0.24), (-0.20, 0.25), (-0.44, -0.16), (0.46, 0.26))
    rng = canvas.rng("spirits")
    wisps = []
    turn = 1 if rng.random() < 0.5 else -1
    for index in range(canvas.plan.count("spirit") or 2):
        x, y = places[index]
        x, y = turn * x + 0.08 * (float(rng.random()) - 0.5), y + 0.10 * (float(rng.random()) - 0.5)
        tint = paint_of(canvas.plan.of("spirit"), canvas.palette.neon[(index + 1) % 3])
        wisps.append(Wisp(x, y, 0.24 + 0.10 * float(rng.random()), tint, f"spirit {index}"))
    return wisps


def _covered(stage: Stage) -> Field:
    """Return how much of each pixel, at a quarter of the size, something covers."""
    return reduced(stage.direct.emission, stage.direct.step * 4)[..., 3].astype(np.float32) * BYTE


def _add_aura(canvas: Canvas, picture: Field, figure: Field) -> None:
    """Let the casters' auras burn about them, uneven as flames."""
    unit = canvas.frame.unit / 4
    small = Frame(figure.shape[1], figure.shape[0])
    flames = noise(canvas.rng("aura"), canvas.frame.coarse(4), 0.09, 4, 0.55, 0.5)
    flames = resize(flames, small.width, small.height)
    first, second = linear(canvas.palette.neon[1]), linear(canvas.palette.neon[2])
    glow = (blur(figure, unit * 0.022) + blur(figure, unit * 0.06) * 1.3) * (0.4 + 1.2 * flames)
    light = glow[..., None] * first * np.float32(0.5) + blur(figure, unit * 0.007)[..., None] * second * np.float32(0.5)
    aura = Coarse(np.asarray(light * (1 - figure)[..., None], np.float32), canvas.frame)
    for rows in bands(canvas.frame.height):
        picture[rows] += aura.rows(rows)


def _add_motes(canvas: Canvas, picture: Field) -> None:
    """Scatter motes of light, soft points that a smaller picture shows smaller."""
    frame = canvas.frame
    x, y, power = canvas.rng("motes").random((3, 420))
    for across, down, bright in zip(((x - 0.5) * 3).tolist(), ((y - 0.5) * 2).tolist(), power.tolist(), strict=True):
        column, row = int(frame.width / 2 + across * frame.unit), int(frame.height / 2 + down * frame.unit)
        reach = max(0, round(frame.unit * (0.0004 + 0.0014 * bright**4)))
        top, left = row - reach, column - reach
        if top >= 0 and left >= 0 and row + reach < frame.height and column + reach < frame.width:
            picture[top : row + reach + 1, left : column + reach + 1] += linear(
                mix(canvas.palette.neon[2], WHITE, 0.5)
            ) * np.float32(1.4 * bright)
