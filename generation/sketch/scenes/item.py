"""An item, all of it in the frame: in a place of its own, as a measured drawing, or on a plinth with callouts."""

import math
from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, bands, noise, smoothstep
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import BYTE
from generation.sketch.canvas.palette import WHITE, colour, linear, mix
from generation.sketch.canvas.sprite import font
from generation.sketch.looks.ink import blueprint_paper, titled
from generation.sketch.looks.tools import picture_of
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.lighting import Lamp, Placement, fitted, note_sight
from generation.sketch.models.line_drawing import box_of, draw_measures, line_drawing
from generation.sketch.models.mesh import Array, Mesh, joined, turning
from generation.sketch.models.parts import Paint, Thing
from generation.sketch.models.rasterize import EVEN
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.scenes.still_life.still_life import paint_still_life

DRAWN = "gear_blueprint"  # the style whose items are drawings
SCREENS = {"ar_overlay", "matrix_deep"}  # styles that show a plan in the air over a plinth
PLINTH = 0.30  # units under the centre: where the plinth's top is
ROOM_WIDE, ROOM_HIGH = 0.80, 0.54  # share of the frame's width, and units of height, that the item may fill
ITEM_Y = -0.06  # units: the item's centre
MILLIMETRES = 310  # to one of a thing's own lengths
PREVIEW_STEP = 2
MARGIN = 0.03  # units between the item and the frame
USUAL = "case"  # what a thing without a shape of its own comes in
Spot = tuple[float, float]
Placed = tuple[str, Spot, int, bool]


def paint_item(canvas: Canvas) -> Image.Image:
    """Paint the item in a place of its own, or on a sheet if that is asked for."""
    if canvas.plan.frame != "blueprint" and canvas.plan.style != DRAWN:
        return paint_still_life(canvas)
    subject = canvas.plan.subjects[0]
    asked = colour(COLOURS[subject.colour]) if subject.colour else None
    paint = Paint(canvas.palette.neon[0], canvas.palette.neon[1], asked)
    item = ITEM_MAKERS.get(subject.kind, ITEM_MAKERS[USUAL])(paint)
    yaw, pitch, roll = item.lies
    turn = 1.0 if canvas.rng("item").random() < 0.5 else -1.0
    wobble = 0.16 * (float(canvas.rng("lie").random()) - 0.5)
    item = replace(item, lies=(turn * yaw + wobble, pitch + 0.5 * wobble, roll))
    return _display(canvas, item) if canvas.plan.style in SCREENS else _draft(canvas, item)


def _lying(canvas: Canvas, item: Thing) -> Mesh:
    """Return the item as it lies; further ones of it lie to its right, a little behind and lower or higher."""
    mesh = item.mesh.turned(*item.lies)
    low, high = mesh.corners.reshape(-1, 3).min(axis=0), mesh.corners.reshape(-1, 3).max(axis=0)
    wide, tall = float(high[0] - low[0]), float(high[1] - low[1])
    more = range(1, canvas.plan.subjects[0].count)
    return joined([mesh, *(mesh.moved((0.94 * wide * n, tall * (0.45 if n % 2 else 0.0), -1.2 * n)) for n in more)])


def _display(canvas: Canvas, item: Thing) -> Image.Image:
    """Show the item on a plinth before a screen."""
    backdrop = _paint_backdrop(canvas)
    canvas.show("backdrop", 0.1, backdrop)
    picture = backdrop.full()
    _add_screen(canvas, picture)
    canvas.show("screen", 0.25, picture)
    _add_plinth(canvas, picture)
    canvas.show("plinth", 0.4, picture)
    mesh = _lying(canvas, item)
    room = min(ROOM_HIGH, canvas.frame.height / canvas.frame.unit + 2 * (ITEM_Y - MARGIN))
    placement = fitted(canvas.frame, mesh, (0.0, ITEM_Y), (ROOM_WIDE * canvas.frame.width / canvas.frame.unit, room))
    maps = placement.maps(mesh, 0.004)
    canvas.show("item", 0.55, picture)
    if maps is not None:
        note_sight(canvas.sightings, canvas.plan.subjects[0].kind, maps)
        grain = (noise(canvas.rng("finish"), canvas.frame, 0.02, 2) - np.float32(0.5)) * np.float32(0.05)
        ambient = np.asarray(linear(canvas.palette.mid) * np.float32(1.6) + np.float32(0.05), np.float32)
        placement.draw_lit(picture, maps, _lamps(canvas), ambient, grain)
    canvas.show("light", 0.65, picture)
    _add_callouts(canvas, picture, _placed_labels(placement, item))
    canvas.show("callouts", 0.75, picture)
    return canvas.finish(picture, Grade(bloom=0.5, grain=0.016, saturation=1.05))


def _lamps(canvas: Canvas) -> list[Lamp]:
    first, second = canvas.palette.neon[0], canvas.palette.neon[1]
    return [
        Lamp((-0.55, -0.75, 0.50), linear(mix(WHITE, first, 0.15)) * np.float32(1.25)),
        Lamp((0.95, 0.10, 0.20), linear(mix(second, WHITE, 0.2)) * np.float32(1.5), 0.8),
        Lamp((-0.95, 0.35, 0.10), linear(first) * np.float32(1.8), 0.9),
        Lamp((0.0, 0.95, 0.20), linear(first) * np.float32(1.1), 0.3),
    ]


def _draft(canvas: Canvas, item: Thing) -> Image.Image:
    """Draw the item on blue paper: at an angle with callouts, and from the front and above with its measures."""
    frame, unit = canvas.frame, canvas.frame.unit * EVEN
    wide, high = frame.width / frame.unit, frame.height / frame.unit
    views = (
        (_lying(canvas, item), (0.0, -0.16 * high), (0.66 * wide, 0.40 * high)),
        (item.mesh, (-0.20 * wide, 0.26 * high), (0.36 * wide, 0.20 * high)),
        (item.mesh.turned(0.0, math.pi / 2), (0.24 * wide, 0.22 * high), (0.24 * wide, 0.15 * high)),
    )
    sheet = Image.new("L", (frame.width * EVEN, frame.height * EVEN))
    pen = ImageDraw.Draw(sheet)
    paper = blueprint_paper(frame, canvas.palette)
    _show_draft(canvas, "paper", 0.15, paper, sheet)
    low, far = item.mesh.corners.reshape(-1, 3).min(axis=0), item.mesh.corners.reshape(-1, 3).max(axis=0)
    size = ((far - low) * MILLIMETRES).tolist()
    for index, (mesh, middle, room) in enumerate(views):
        placement = fitted(frame, mesh, middle, room)
        lines = line_drawing(placement, mesh)
        sheet.paste(lines, mask=lines)
        _show_draft(canvas, f"view {index + 1}", 0.35 + 0.2 * index, paper, sheet)
        if index:
            draw_measures(pen, frame, box_of(placement, mesh), (size[0], size[index]))
        else:
            if (maps := placement.maps(mesh, 0.004)) is not None:
                note_sight(canvas.sightings, canvas.plan.subjects[0].kind, maps)
            _draw_labels(canvas, pen, unit, _placed_labels(placement, item))
            _show_draft(canvas, "callouts", 0.45, paper, sheet)
    lines_drawn = (np.asarray(sheet.reduce(EVEN), np.float32) * BYTE)[..., None]
    grain = noise(canvas.rng("paper"), frame, 0.01, 2)[..., None] - np.float32(0.5)
    ink = _ink(canvas)
    drawn = paper * (1 + np.float32(0.10) * grain) + (ink - paper) * np.minimum(lines_drawn * np.float32(1.1), 1)
    return titled(picture_of(np.asarray(drawn, np.float32)), frame, canvas.palette)


def _ink(canvas: Canvas) -> Field:
    return np.array(mix(canvas.palette.neon[1], WHITE, 0.4), np.float32) * BYTE


def _show_draft(canvas: Canvas, layer: str, done: float, paper: Field, sheet: Image.Image) -> None:
    """Show the drawing so far, small and as the light that makes such tones."""
    small = paper[::PREVIEW_STEP, ::PREVIEW_STEP]
    lines = np.asarray(sheet.resize((small.shape[1], small.shape[0]), Image.Resampling.BOX), np.float32)
    tones = small + (_ink(canvas) - small) * np.minimum(lines * BYTE * np.float32(2), 1)[..., None]
    canvas.show(layer, done, np.asarray(np.square(tones), np.float32))


def _paint_backdrop(canvas: Canvas) -> Coarse:
    small = canvas.frame.coarse(2)
    x, y = small.grid()
    dark, mid = linear(canvas.palette.dark), linear(canvas.palette.mid)
    share = np.clip(0.5 + y, 0, 1)[..., None] ** np.float32(1.4)
    glow = np.exp(-np.hypot(x, (y + 0.05) * 1.1) * 3.6)[..., None]
    clouds = noise(canvas.rng("backdrop"), small, 0.3, 5)[..., None]
    backdrop = ((dark * (1 - share) + mid * 0.7 * share) * 0.5 + glow * mid * np.float32(2.0)) * (0.6 + 0.8 * clouds)
    return Coarse(np.asarray(backdrop, np.float32), canvas.frame)


def _add_screen(canvas: Canvas, picture: Field) -> None:
    """Draw rings and tick marks behind the item, fading outwards."""
    frame = canvas.frame
    layer = Image.new("L", (frame.width * EVEN, frame.height * EVEN))
    pen = ImageDraw.Draw(layer)
    x, y, unit = frame.width, frame.height + ITEM_Y * EVEN * frame.unit, frame.unit * EVEN
    thin = max(1, round(unit * 0.0007))
    arcs = ((0.40, 0, 360, 1), (0.415, 20, 70, 5), (0.415, 140, 165, 5), (0.415, 250, 330, 5), (0.45, 0, 360, 1),
            (0.28, 0, 360, 1))  # fmt: skip
    for radius, start, stop, width in arcs:
        reach = radius * unit
        pen.arc((x - reach, y - reach, x + reach, y + reach), start, stop, 150, width * thin)
    for index in range(120):
        angle = index * math.tau / 120
        inner, outer = 0.435 * unit, (0.45 if index % 10 else 0.468) * unit
        dx, dy = math.cos(angle), math.sin(angle)
        pen.line((x + inner * dx, y + inner * dy, x + outer * dx, y + outer * dy), 140, thin)
    lines = np.asarray(layer.reduce(EVEN), np.float32) * BYTE
    tint = linear(canvas.palette.neon[0]) * np.float32(0.4)
    across, down = frame.grid()
    for rows in bands(frame.height):
        fade = np.exp(-np.hypot(across, down[rows] - np.float32(ITEM_Y)) * 1.2)
        picture[rows] += (lines[rows] * fade)[..., None] * tint


def _add_plinth(canvas: Canvas, picture: Field) -> None:
    frame = canvas.frame
    x, y = frame.grid()
    tint = linear(canvas.palette.neon[0])
    stone, side_stone = linear(colour("#141a24")), linear(colour("#171d28"))
    half = np.float32(min(0.36, 0.42 * frame.width / frame.unit))
    for rows in bands(frame.height):
        level = y[rows]
        band = picture[rows]
        reach = np.hypot(x / half, (level - PLINTH) / (half * np.float32(0.2)))
        top = smoothstep(1.005, 0.995, reach)[..., None]
        body = ((np.abs(x) < half) & (level > PLINTH)).astype(np.float32)[..., None] * (1 - top)
        curve_light = np.clip(1 - (x / half) ** 2, 0, 1)[..., None] ** 2
        band[:] = (
            band * (1 - body)
            + body * side_stone * (0.15 + 0.9 * curve_light) * np.exp(-np.maximum(level - PLINTH, 0) * 3)[..., None]
        )
        band[:] = band * (1 - 0.85 * top) + top * (stone * 0.5 + tint * 0.10 * np.clip(1 - reach, 0, 1)[..., None])
        for radius, strength in ((1.0, 1.9), (0.82, 1.0)):
            ring = np.exp(-(((reach - radius) / np.float32(0.012)) ** 2))
            band += ring[..., None] * tint * np.float32(strength)
        rise = np.maximum(PLINTH - level, 0)
        beam = np.exp(-((x / (0.10 + 0.30 * rise)) ** 2)) * np.exp(-rise / 0.28) * (level < PLINTH)
        band += beam[..., None] * tint * np.float32(0.20)


def _placed_labels(placement: Placement, item: Thing) -> list[Placed]:
    """Give each label a corner: the left half of the spots to the left, and on each side the lower one below."""
    turn = turning(*item.lies)
    where: Array = placement.pixels(np.array([spot for _, spot in item.labels]) @ turn)
    spots = sorted(
        ((text, (float(x), float(y))) for (text, _), (x, y) in zip(item.labels, where, strict=True)),
        key=lambda label: label[1][0],
    )
    half = len(spots) // 2
    placed = []
    for side, labels in ((-1, spots[:half]), (1, spots[half:])):
        for index, (text, spot) in enumerate(sorted(labels, key=lambda label: label[1][1])):
            placed.append((text, spot, side, index > 0 or (len(labels) == 1 and side < 0)))
    return placed


def _draw_labels(canvas: Canvas, pen: ImageDraw.ImageDraw, unit: float, labels: list[Placed]) -> None:
    """Draw a ring at each labelled spot, a line to the side, and the text there, inside the frame."""
    frame = canvas.frame
    drawn = canvas.plan.style not in SCREENS
    thin = max(2, round(unit * 0.0013))
    half = min(0.46 * frame.width / frame.unit, 0.62) * unit
    edge = frame.height / frame.unit / 2
    low_level = 0.06 * frame.height / frame.unit if drawn else min(0.225, edge - 0.06)
    rng = canvas.rng("callouts")
    for text, (spot_x, spot_y), side, low in labels:
        x, y, ring = spot_x * EVEN, spot_y * EVEN, 0.007 * unit
        level = frame.height + (low_level if low else max(-0.40, 0.06 - edge)) * unit
        end = frame.width + side * half
        pen.line([(x, y), (x + (end - x) * 0.5, level), (end, level)], 205, thin)
        pen.ellipse((x - ring, y - ring, x + ring, y + ring), outline=255, width=thin)
        pen.text((end, level - 0.008 * unit), text, 235, font(round(0.026 * unit)), anchor="rs" if side > 0 else "ls")
        code = f"{int(rng.integers(1000)):03d}-{int(rng.integers(100)):02d} / {float(rng.random()):.3f}"
        pen.text((end, level + 0.008 * unit), code, 150, font(round(0.016 * unit)), anchor="rt" if side > 0 else "lt")
    if canvas.plan.sign:
        foot = frame.height + (-0.455 if drawn else 0.455) * unit
        pen.text((frame.width, foot), canvas.plan.sign, 255, font(round(0.045 * unit)), anchor="mm")


def _add_callouts(canvas: Canvas, picture: Field, labels: list[Placed]) -> None:
    frame = canvas.frame
    layer = Image.new("L", (frame.width * EVEN, frame.height * EVEN))
    _draw_labels(canvas, ImageDraw.Draw(layer), frame.unit * EVEN, labels)
    lines = np.asarray(layer.reduce(EVEN), np.float32) * BYTE
    tint = linear(mix(canvas.palette.neon[0], WHITE, 0.35)) * np.float32(1.1)
    for rows in bands(frame.height):
        picture[rows] += lines[rows, :, None] * tint
