"""An item on a plinth: a blueprint behind it, lamps from both sides, callouts about it, all of it in the frame."""

import math

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.easel import Easel
from generation.sketch.field import Coarse, Field, bands, noise, smoothstep
from generation.sketch.items import ITEM_MAKERS
from generation.sketch.lexicon import COLOURS
from generation.sketch.light import BYTE
from generation.sketch.palette import WHITE, colour, linear, mix
from generation.sketch.post import Grade
from generation.sketch.relief import Lamp, Matter, Relief
from generation.sketch.shapes import Item, Part
from generation.sketch.sprite import font

PLINTH = 0.30  # units under the centre: where the plinth's top is
ROOM_WIDE, ROOM_HIGH = 0.80, 0.56  # share of the frame's width, and units of height, that the item may fill
ITEM_Y = -0.06  # units: the item's centre
MARGIN = 0.03  # units between the item and the frame


def paint_item(easel: Easel) -> Image.Image:
    """Paint the item."""
    item = ITEM_MAKERS[easel.plan.subjects[0].kind]()
    backdrop = _paint_backdrop(easel)
    easel.show("backdrop", 0.1, backdrop)
    picture = backdrop.full()
    _add_blueprint(easel, picture)
    easel.show("blueprint", 0.25, picture)
    _add_plinth(easel, picture)
    easel.show("plinth", 0.4, picture)
    relief = _relief(easel, picture, item)
    for part in item.parts:
        _lay_part(easel, relief, part)
    easel.show("item", 0.65, picture)
    _add_callouts(easel, picture, relief, item)
    easel.show("callouts", 0.75, picture)
    return easel.finish(picture, Grade(bloom=0.5, grain=0.016, saturation=1.05))


def _paint_backdrop(easel: Easel) -> Coarse:
    small = easel.frame.coarse(2)
    x, y = small.grid()
    dark, mid = linear(easel.palette.dark), linear(easel.palette.mid)
    share = np.clip(0.5 + y, 0, 1)[..., None] ** np.float32(1.4)
    glow = np.exp(-np.hypot(x, (y + 0.05) * 1.1) * 3.6)[..., None]
    clouds = noise(easel.rng("backdrop"), small, 0.3, 5)[..., None]
    backdrop = ((dark * (1 - share) + mid * 0.7 * share) * 0.5 + glow * mid * np.float32(2.0)) * (0.6 + 0.8 * clouds)
    return Coarse(np.asarray(backdrop, np.float32), easel.frame)


def _add_blueprint(easel: Easel, picture: Field) -> None:
    """Draw a grid, rings and tick marks behind the item, fading outwards."""
    frame = easel.frame
    layer = Image.new("L", (frame.width * 2, frame.height * 2))
    pen = ImageDraw.Draw(layer)
    middle_x, middle_y, unit = frame.width, frame.height + ITEM_Y * 2 * frame.unit, frame.unit * 2
    thin = max(1, round(unit * 0.0007))
    for index in range(-48, 49):
        tone = 74 if index % 4 == 0 else 28
        column, row = middle_x + index * unit / 32, middle_y + index * unit / 32
        pen.line((column, 0, column, layer.height), tone, thin)
        pen.line((0, row, layer.width, row), tone, thin)
    rings = (
        (0.40, 0, 360, 1),
        (0.415, 20, 70, 5),
        (0.415, 140, 165, 5),
        (0.415, 250, 330, 5),
        (0.45, 0, 360, 1),
        (0.28, 0, 360, 1),
    )
    for radius, start, stop, width in rings:
        reach = radius * unit
        pen.arc(
            (middle_x - reach, middle_y - reach, middle_x + reach, middle_y + reach), start, stop, 150, width * thin
        )
    for index in range(120):
        angle = index * math.tau / 120
        inner, outer = 0.435 * unit, (0.45 if index % 10 else 0.468) * unit
        dx, dy = math.cos(angle), math.sin(angle)
        pen.line(
            (middle_x + inner * dx, middle_y + inner * dy, middle_x + outer * dx, middle_y + outer * dy), 140, thin
        )
    lines = np.asarray(layer.reduce(2), np.float32) * BYTE
    tint = linear(easel.palette.neon[0]) * np.float32(0.5)
    x, y = frame.grid()
    for rows in bands(frame.height):
        fade = np.exp(-np.hypot(x, y[rows] - np.float32(ITEM_Y)) * 1.2)
        picture[rows] += (lines[rows] * fade)[..., None] * tint


def _add_plinth(easel: Easel, picture: Field) -> None:
    frame = easel.frame
    x, y = frame.grid()
    tint = linear(easel.palette.neon[0])
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


def _relief(easel: Easel, picture: Field, item: Item) -> Relief:
    """Return the relief whose units make the whole item fit its room."""
    frame = easel.frame
    xs = [x for part in item.parts for x, _ in part.points]
    ys = [y for part in item.parts for _, y in part.points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    room = min(ROOM_HIGH, frame.height / frame.unit + 2 * (ITEM_Y - MARGIN))
    size = min(ROOM_WIDE * frame.width / frame.unit / wide, room / high, 1.0)
    origin = (-(max(xs) + min(xs)) / 2 * size, ITEM_Y - (max(ys) + min(ys)) / 2 * size)
    first, second = easel.palette.neon[0], easel.palette.neon[1]
    lamps = [
        Lamp((-0.6, -0.7, 0.45), linear(WHITE) * np.float32(1.5)),
        Lamp((0.95, 0.10, 0.20), linear(mix(second, WHITE, 0.2)) * np.float32(3.0), 0.4),
        Lamp((-0.95, 0.35, 0.20), linear(first) * np.float32(3.5), 0.5),
        Lamp((0.0, 0.95, 0.20), linear(first) * np.float32(1.2), 0.3),
    ]
    return Relief(picture, frame, origin, size, lamps, linear(easel.palette.mid) * np.float32(1.5) + np.float32(0.02))


def _lay_part(easel: Easel, relief: Relief, part: Part) -> None:
    asked = easel.plan.subjects[0].colour
    named = {"accent": easel.palette.neon[0], "second": easel.palette.neon[1]}.get(part.colour)
    base = named or colour(part.colour)
    if part.tinted and asked:
        base = mix(base, colour(COLOURS[asked]), 0.75)
    relief.shape(part.points, Matter(linear(base), part.rounding, 1.0, part.gloss, 26))
    if part.glow:
        relief.glow(part.points, linear(mix(base, WHITE, 0.15)) * np.float32(part.glow), 0.0, 0.012)


def _placed_labels(relief: Relief, item: Item) -> list[tuple[str, tuple[float, float], int, bool]]:
    """Give each label a corner: the left half of the spots to the left, and on each side the lower one below."""
    spots = sorted(((text, relief.pixels([spot])[0]) for text, spot in item.labels), key=lambda label: label[1][0])
    middle = len(spots) // 2
    placed = []
    for side, labels in ((-1, spots[:middle]), (1, spots[middle:])):
        for index, (text, spot) in enumerate(sorted(labels, key=lambda label: label[1][1])):
            placed.append((text, spot, side, index > 0 or (len(labels) == 1 and side < 0)))
    return placed


def _add_callouts(easel: Easel, picture: Field, relief: Relief, item: Item) -> None:
    """Draw a ring at each labelled spot, a line to the side, and the text there, inside the frame."""
    frame = easel.frame
    layer = Image.new("L", (frame.width * 2, frame.height * 2))
    pen = ImageDraw.Draw(layer)
    unit, thin = frame.unit * 2, max(2, round(frame.unit * 0.0026))
    half = min(0.46 * frame.width / frame.unit, 0.62) * unit
    rng = easel.rng("callouts")
    for text, (spot_x, spot_y), side, low in _placed_labels(relief, item):
        x, y = spot_x * 2, spot_y * 2
        edge = frame.height / frame.unit / 2
        level = frame.height + (min(0.225, edge - 0.06) if low else max(-0.40, 0.06 - edge)) * unit
        end = frame.width + side * half
        ring = 0.007 * unit
        pen.line([(x, y), (x + (end - x) * 0.5, level), (end, level)], 205, thin)
        pen.ellipse((x - ring, y - ring, x + ring, y + ring), outline=255, width=thin)
        anchor = "rs" if side > 0 else "ls"
        pen.text((end, level - 0.008 * unit), text, 235, font(round(0.026 * unit)), anchor=anchor)
        code = f"{int(rng.integers(1000)):03d}-{int(rng.integers(100)):02d} / {float(rng.random()):.3f}"
        pen.text((end, level + 0.008 * unit), code, 150, font(round(0.016 * unit)), anchor="rt" if side > 0 else "lt")
    if easel.plan.sign:
        pen.text(
            (frame.width, frame.height + 0.455 * unit), easel.plan.sign, 255, font(round(0.045 * unit)), anchor="mm"
        )
    lines = np.asarray(layer.reduce(2), np.float32) * BYTE
    tint = linear(mix(easel.palette.neon[0], WHITE, 0.35)) * np.float32(1.1)
    for rows in bands(frame.height):
        picture[rows] += lines[rows, :, None] * tint
