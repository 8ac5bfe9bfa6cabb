"""Decals that something has left: blood, holes, soot, tyres, hands and feet, the outline of a body."""

import math

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.canvas.palette import colour
from generation.sketch.models.decal_paint import (
    RUBBER,
    SOOT,
    TALL,
    Art,
    blank,
    chalked,
    clouds,
    inked,
    tint_of,
    worn,
)
from generation.sketch.planning.decals import Decal


def draw_outline(decal: Decal, rng: np.random.Generator) -> Art:
    """Draw the outline of somebody who lay there, arms and a knee bent."""
    mask, pen = blank(1.5, 2.1)
    scale = TALL / 2.1

    def limb(points: list[tuple[float, float]], thick: float) -> None:
        spots = [(x * scale, y * scale) for x, y in points]
        pen.line(spots, 255, int(thick * scale), joint="curve")
        for x, y in spots:
            half = thick * scale / 2
            pen.ellipse((x - half, y - half, x + half, y + half), 255)

    limb([(0.78, 0.30)], 0.26)
    limb([(0.76, 0.55), (0.72, 1.05)], 0.40)
    limb([(0.60, 0.56), (0.32, 0.42), (0.24, 0.16)], 0.13)
    limb([(0.92, 0.58), (1.20, 0.76), (1.10, 1.06)], 0.13)
    limb([(0.64, 1.10), (0.56, 1.50), (0.60, 1.92)], 0.17)
    limb([(0.82, 1.10), (1.10, 1.38), (0.98, 1.78)], 0.17)
    edge = ImageChops.subtract(mask.filter(ImageFilter.MaxFilter(15)), mask.filter(ImageFilter.MaxFilter(3)))
    return chalked(edge, decal, rng, 1.5, 2.1)


def draw_pool(decal: Decal, rng: np.random.Generator) -> Art:
    """Spill a pool: an uneven blob with a bright rim of light, drops about it."""
    side = 420
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side * 2 - 1
    field = np.hypot(x, y * 1.15) + 0.62 * (clouds(rng, (side, side), 90) - 0.5)
    cover = np.clip((0.60 - field) * 40, 0, 1)
    pen_mask = Image.fromarray(np.asarray(cover * 255, np.uint8))
    pen = ImageDraw.Draw(pen_mask)
    for angle, far, size in zip(rng.random(16) * math.tau, rng.random(16), rng.random(16), strict=True):
        radius, half = side * (0.36 + 0.13 * far), side * (0.004 + 0.014 * size)
        cx, cy = side / 2 + radius * math.cos(angle), side / 2 + radius * math.sin(angle) / 1.15
        pen.ellipse((cx - half, cy - half, cx + half, cy + half), 255)
    deep = np.clip((0.60 - field) * 5, 0, 1)[..., None]
    tint = np.array(tint_of(decal, rng), np.float32)
    body = Image.fromarray(np.asarray(np.clip(tint * (1.5 - 0.7 * deep), 0, 255), np.uint8)).convert("RGBA")
    body.putalpha(pen_mask.filter(ImageFilter.GaussianBlur(1)).point([int(value * 0.95) for value in range(256)]))
    return Art(body, 1.9, 1.9)


def draw_spatter(decal: Decal, rng: np.random.Generator) -> Art:
    """Splash drops out of one place, more and larger near it, and let the large ones run."""
    wide, high = 2.2, 1.8
    mask, pen = blank(wide, high)
    middle = np.array([0.45 * mask.width, 0.42 * mask.height])
    for luck in rng.random((190, 4)).tolist():
        far, angle = luck[0] ** 1.5, math.tau * luck[1]
        size = TALL * 0.050 * (1 - 0.75 * far) * luck[2] ** 2.6 + 1.2
        way = np.array([math.cos(angle), 0.75 * math.sin(angle)])
        spot = middle + far * 0.46 * mask.width * way
        tail = spot + way * size * (1 + 2.5 * far)
        pen.line((*spot.tolist(), *tail.tolist()), 255, max(1, int(size)))
        pen.ellipse((*(spot - size).tolist(), *(spot + size).tolist()), 255)
        if size > 0.018 * TALL and luck[3] < 0.7:
            end = spot + np.array([0, TALL * (0.1 + 0.42 * luck[3])])
            pen.line((*spot.tolist(), *end.tolist()), 255, max(3, int(size * 0.42)))
    soft = mask.filter(ImageFilter.GaussianBlur(1.2))
    return Art(inked(worn(soft, rng, 0.8), tint_of(decal, rng)), wide, high)


def draw_holes(decal: Decal, rng: np.random.Generator) -> Art:
    """Shoot holes in a line that wanders: a black pit, a pale chipped rim, cracks."""
    wide, high = 2.6, 1.5
    size = round(TALL * wide / high), TALL
    out = Image.new("RGBA", size)
    pen = ImageDraw.Draw(out)
    for number in range(15):
        x = size[0] * (0.06 + 0.88 * (number + float(rng.random())) / 15)
        y = TALL * (0.48 + 0.26 * math.sin(0.5 * number) * float(rng.random()) + 0.14 * float(rng.normal()))
        radius = TALL * (0.018 + 0.012 * float(rng.random()))
        ring = [
            (x + radius * r * math.cos(a), y + radius * r * math.sin(a))
            for a, r in zip(np.linspace(0, math.tau, 13)[:-1], 1.6 + 1.5 * rng.random(12), strict=True)
        ]
        pen.polygon(ring, (176, 168, 156, 235))
        for angle in (rng.random(4) * math.tau).tolist():
            far = radius * (3 + 3 * float(rng.random()))
            pen.line((x, y, x + far * math.cos(angle), y + far * math.sin(angle)), (24, 22, 20, 210), 2)
        pen.ellipse((x - radius * 1.35, y - radius * 1.35, x + radius * 1.35, y + radius * 1.35), (46, 42, 38, 255))
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), (4, 4, 5, 255))
    return Art(out, wide, high)


def draw_scorch(decal: Decal, rng: np.random.Generator) -> Art:
    """Burn a place: black in its middle, streaks outwards, brown where it ends."""
    side = 420
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side * 2 - 1
    angle = np.arctan2(y, x)
    rays = sum(np.cos(angle * waves + phase) for waves, phase in zip((5, 9, 14, 23), rng.random(4) * 6, strict=True))
    far = np.hypot(x, y) * (1 + 0.07 * rays) + 0.22 * (clouds(rng, (side, side), 40) - 0.5)
    cover = np.clip((0.82 - far) * 1.9, 0, 0.95)
    heat = np.clip((0.62 - far) * 4, 0, 1)[..., None]
    tint = np.array(SOOT) * heat + np.array(colour("#2c1a0c")) * (1 - heat)
    body = Image.fromarray(np.asarray(tint, np.uint8)).convert("RGBA")
    body.putalpha(Image.fromarray(np.asarray(cover * 255, np.uint8)))
    return Art(body, 2.2, 2.2)


def draw_tyre_marks(decal: Decal, rng: np.random.Generator) -> Art:
    """Rub two tracks of a tread onto a road, which swerve together."""
    wide, high = 2.7, 9.0
    size = 270, 900
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)
    swerve = 0.16 * (1 if float(rng.random()) < 0.5 else -1)
    for aside in (0.30, 0.70):
        for step in range(0, size[1], 3):
            along = step / size[1]
            x = size[0] * (aside + swerve * math.sin(2.6 * along - 0.8))
            strong = int(235 * min(1.0, 3.2 * along, 3.2 * (1 - along) + 0.25))
            for groove in (-9, -3, 3, 9):
                pen.line((x + groove - 2, step + (2 if groove in (-3, 3) else 0), x + groove + 2, step + 3), strong, 3)
    return Art(inked(worn(mask.filter(ImageFilter.GaussianBlur(1)), rng, 0.35), RUBBER), wide, high)


def draw_prints(decal: Decal, rng: np.random.Generator) -> Art:
    """Tread a trail of soles, left and right in turn, fainter the farther."""
    wide, high = 0.9, 5.2
    size = 150, 867
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)
    for step in range(8):
        x, y = size[0] * (0.32 if step % 2 else 0.68), size[1] * (0.94 - 0.12 * step)
        strong = 255 - 17 * step
        pen.ellipse((x - 11, y - 34, x + 11, y + 6), strong)
        pen.ellipse((x - 9, y + 10, x + 9, y + 30), strong)
        for row in range(5):
            pen.line((x - 12, y - 26 + 8 * row, x + 12, y - 26 + 8 * row), 0, 2)
    return Art(inked(worn(mask.filter(ImageFilter.GaussianBlur(0.8)), rng, 0.5), tint_of(decal, rng)), wide, high)


def draw_handprint(decal: Decal, rng: np.random.Generator) -> Art:
    """Press a wet hand on: a palm, five fingers, what runs from it."""
    mask = Image.new("L", (360, TALL))
    pen = ImageDraw.Draw(mask)
    pen.ellipse((112, 170, 248, 300), 255)
    for start, end in (
        ((128, 200), (92, 86)), ((160, 182), (152, 44)), ((192, 180), (206, 44)), ((222, 196), (258, 78)),
        ((122, 262), (48, 196)),
    ):  # fmt: skip
        pen.line((*start, *end), 255, 30)
        for x, y in (start, end):
            pen.ellipse((x - 15, y - 15, x + 15, y + 15), 255)
    for x in (138, 176, 214):
        low = 300 + int(100 * float(rng.random()))
        pen.line((x, 270, x, low), 255, 7)
    return Art(inked(worn(mask.filter(ImageFilter.GaussianBlur(2)), rng, 0.72, 4), tint_of(decal, rng)), 0.62, 0.72)
