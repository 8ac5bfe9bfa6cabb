"""Artwork of decals: what is sprayed, chalked, spilt, shot or stuck on a surface, as flat pictures with their cover."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.canvas.field import Field
from generation.sketch.canvas.palette import BLACK, Colour, colour, dim, mix
from generation.sketch.canvas.sprite import font
from generation.sketch.models.stencils import stencil
from generation.sketch.planning.decals import Decal
from generation.sketch.planning.lexicon import COLOURS

TALL = 420  # texels
BLOOD, SOOT, RUBBER = colour("#8a0a0c"), colour("#0a0806"), colour("#1c1a19")
SPRAYS = ("#f0e6cc", "#e8402c", "#40c8e8", "#f0b820", "#60d070")
CHALKY = frozenset({"circle", "pentagram", "outline"})


@dataclass(frozen=True, slots=True)
class Art:
    """A flat picture: sRGB with its cover as RGBA, and how wide and high it is in metres."""

    picture: Image.Image
    wide: float
    high: float


@lru_cache(maxsize=8)
def art_of(decal: Decal, seed: int) -> Art:
    """Paint a decal's artwork; what is on a door brings the door."""
    rng = np.random.default_rng([seed, *decal.motif.encode()])
    art = _MOTIFS.get(decal.motif, _picture)(decal, rng)
    return _on_door(art, rng) if decal.on == "door" else art


def _on_door(art: Art, rng: np.random.Generator) -> Art:
    """Put a picture on a door of steel, in its frame."""
    wide, high = 1.36, 2.36
    scale = 260
    door = Image.new("RGBA", (round(wide * scale), round(high * scale)), (*colour("#2c2a2a"), 255))
    pen = ImageDraw.Draw(door)
    steel = colour(("#5a6068", "#6a4a3a", "#4a5a50")[int(rng.integers(3))])
    inner = 26
    pen.rectangle((inner, inner, door.width - inner, door.height), steel)
    for top, bottom in ((0.08, 0.46), (0.52, 0.94)):
        box = (2.4 * inner, top * door.height, door.width - 2.4 * inner, bottom * door.height)
        pen.rectangle(box, dim(steel, 0.9), dim(steel, 0.6), 4)
    pen.rounded_rectangle(
        (door.width - 66, 0.49 * door.height, door.width - 40, 0.56 * door.height), 6, (200, 196, 180)
    )
    room = door.width - 3 * inner
    size = min(room / art.picture.width, 0.62 * door.height / art.picture.height)
    picture = art.picture.resize(
        (int(art.picture.width * size), int(art.picture.height * size)), Image.Resampling.LANCZOS
    )
    door.alpha_composite(picture, ((door.width - picture.width) // 2, int(0.24 * door.height)))
    return Art(door, wide, high)


def tint_of(decal: Decal, rng: np.random.Generator) -> Colour:
    """Return the colour of a decal's paint."""
    if decal.colour == "blood":
        return BLOOD
    if decal.colour:
        return colour(COLOURS[decal.colour])
    return colour(SPRAYS[int(rng.integers(len(SPRAYS)))])


def _canvas(wide: float, high: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return an empty mask of a ratio, and a pen on it."""
    mask = Image.new("L", (max(8, round(TALL * wide / high)), TALL))
    return mask, ImageDraw.Draw(mask)


def _noise(rng: np.random.Generator, size: tuple[int, int], cell: int) -> Field:
    """Return smooth noise of 0 to 1, its features about a cell large."""
    small = rng.random((max(2, size[1] // cell + 2), max(2, size[0] // cell + 2)), dtype=np.float32)
    return np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC), np.float32)


def _inked(mask: Image.Image, tint: Colour) -> Image.Image:
    out = Image.new("RGBA", mask.size, (*tint, 0))
    out.putalpha(mask)
    return out


def _worn(mask: Image.Image, rng: np.random.Generator, least: float, cell: int = 3) -> Image.Image:
    """Let a surface's grain show through, as it does through chalk and old paint."""
    grain = np.clip((_noise(rng, mask.size, cell) - 0.28) * 4, least, 1)
    return Image.fromarray(np.asarray(np.asarray(mask, np.float32) * grain, np.uint8))


def _chalked(mask: Image.Image, decal: Decal, rng: np.random.Generator, wide: float, high: float) -> Art:
    """Draw lines in chalk, in salt or in blood."""
    bloody = decal.colour == "blood"
    soft = mask.filter(ImageFilter.GaussianBlur(2.2 if bloody else 1.4))
    mask = soft.point([min(255, int(value * (2.4 if bloody else 1.6))) for value in range(256)])
    return Art(_inked(_worn(mask, rng, 0.75 if bloody else 0.42), tint_of(decal, rng)), wide, high)


def _sprayed(mask: Image.Image, tint: Colour, rng: np.random.Generator, drips: int) -> Image.Image:
    """Spray a form: its fine mist, its dark outline, its colour, and drips that run from its lower edge."""
    pen = ImageDraw.Draw(mask)
    filled = np.asarray(mask) > 128
    for x in rng.integers(0, mask.width, size=drips).tolist():
        rows = np.flatnonzero(filled[:, x])
        if len(rows):
            end = int(rows[-1] + mask.height * (0.05 + 0.20 * float(rng.random())))
            pen.line((x, int(rows[-1]) - 4, x, end), 255, 4)
            pen.ellipse((x - 4, end - 5, x + 4, end + 4), 255)
    wide = mask.filter(ImageFilter.MaxFilter(13)).filter(ImageFilter.GaussianBlur(2))
    mist = mask.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(16))
    light = 0.3 * tint[0] + 0.59 * tint[1] + 0.11 * tint[2] > 70
    edge = dim(tint, 0.14) if light else mix(tint, (255, 255, 255), 0.75)
    out = _inked(mist.point([value * 2 // 5 for value in range(256)]), tint)
    out.alpha_composite(_inked(_worn(wide, rng, 0.86), edge))
    high = np.linspace(1.12, 0.72, mask.height)[:, None]
    body = np.clip(np.array(tint)[None, None] * high[..., None], 0, 255).repeat(mask.width, axis=1).astype(np.uint8)
    paint = Image.fromarray(body).convert("RGBA")
    paint.putalpha(_worn(mask.filter(ImageFilter.GaussianBlur(0.8)), rng, 0.88))
    out.alpha_composite(paint)
    return out


def _lines(words: str) -> list[str]:
    """Break words into lines of much the same length."""
    parts, most = words.split(), max(9, len(words) // 2 + 2)
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + 1 + len(part) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


def _words(decal: Decal, rng: np.random.Generator) -> Art:
    lines = _lines(decal.words)
    size = int(0.62 * TALL / max(1.0, 0.62 * len(lines) + 0.38))
    face = font(size)
    long = max(face.getlength(line) for line in lines)
    mask = Image.new("L", (int(long * 1.16 + 60), TALL))
    for number, line in enumerate(lines):
        at = TALL * 0.44 + (number - (len(lines) - 1) / 2) * size * 1.02
        x = mask.width / 2 - face.getlength(line) / 2
        for letter in line:
            glyph = Image.new("L", (size * 2, size * 2))
            ImageDraw.Draw(glyph).text((size, size), letter, 255, face, anchor="mm", stroke_width=max(2, size // 16))
            turned = glyph.rotate(float(rng.normal()) * 4.5, Image.Resampling.BICUBIC)
            step = face.getlength(letter)
            spot = int(x + step / 2 - size), int(at - size + float(rng.normal()) * size * 0.03)
            mask.paste(255, spot, turned)
            x += step
    tint = tint_of(decal, rng)
    return Art(_sprayed(mask, tint, rng, 9 if decal.colour != "blood" else 22), 1.5 * mask.width / TALL, 1.5)


def _picture(decal: Decal, rng: np.random.Generator) -> Art:
    """Spray a creature or a thing through a stencil of two tones."""
    mask, bright = stencil(decal.motif, TALL, rng)
    tint = tint_of(decal, rng)
    out = _sprayed(mask.copy(), tint, rng, 7)
    shade = ImageChops.subtract(mask, bright).filter(ImageFilter.GaussianBlur(0.8))
    out.alpha_composite(_inked(shade, dim(tint, 0.22)))
    return Art(out, 2.1 * mask.width / TALL, 2.1)


def _scrawl(decal: Decal, rng: np.random.Generator) -> Art:
    """Spray some tags over one another: loops and angles that are no letters."""
    wide, high = 4.4, 1.9
    size = (round(TALL * wide / high), TALL)
    out = Image.new("RGBA", size)
    for number in range(5):
        mask = Image.new("L", size)
        pen = ImageDraw.Draw(mask)
        x, y = (0.10 + 0.17 * number) * size[0], TALL * (0.42 + 0.16 * float(rng.normal()))
        points = []
        for step in range(9):
            x += 0.021 * size[0]
            y += TALL * 0.17 * (1 if step % 2 else -1) * (0.6 + float(rng.random()))
            points.append((x, min(0.85 * TALL, max(0.12 * TALL, y))))
        curve = _smooth(points)
        pen.line(curve, 255, 20, joint="curve")
        tint = colour(COLOURS[decal.colour]) if decal.colour in COLOURS else colour(SPRAYS[(number + 1) % len(SPRAYS)])
        out.alpha_composite(_sprayed(mask, tint, rng, 3))
    return Art(out, wide, high)


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Round a line of straight parts off."""
    for _ in range(3):
        points = [
            (a[0] * (1 - share) + b[0] * share, a[1] * (1 - share) + b[1] * share)
            for a, b in pairwise(points) for share in (0.25, 0.75)
        ]  # fmt: skip
    return points


def _ring_points(middle: float, radius: float, count: int, start: float) -> list[tuple[float, float]]:
    angles = [start + math.tau * step / count for step in range(count)]
    return [(middle + radius * math.cos(angle), middle + radius * math.sin(angle)) for angle in angles]


def _circle(decal: Decal, rng: np.random.Generator, corners: int = 7, skip: int = 3) -> Art:
    """Draw a circle of summoning: rings, a star, runes between the rings."""
    side = 760
    mask = Image.new("L", (side, side))
    pen, middle = ImageDraw.Draw(mask), side / 2
    for share, thick in ((0.475, 17), (0.385, 11), (0.17, 10)):
        radius = share * side
        pen.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), outline=255, width=thick)
    star = _ring_points(middle, 0.38 * side, corners, -math.pi / 2)
    for at in range(corners):
        pen.line((star[at], star[(at + skip) % corners]), 255, 11)
    for number, (x, y) in enumerate(_ring_points(middle, 0.43 * side, 18, 0.1)):
        turn, size = 0.1 + math.tau * number / 18 + math.pi / 2, 0.027 * side
        spots = [
            (x + size * (a * math.cos(turn) - b * math.sin(turn)), y + size * (a * math.sin(turn) + b * math.cos(turn)))
            for a, b in (rng.integers(-1, 2, size=(5, 2)) * np.array([0.6, 1.0])).tolist()
        ]
        pen.line([*spots, (x, y)], 255, 8, joint="curve")
    return _chalked(mask, decal, rng, 3.0, 3.0)


def _pentagram(decal: Decal, rng: np.random.Generator) -> Art:
    return _circle(decal, rng, 5, 2)


def _outline(decal: Decal, rng: np.random.Generator) -> Art:
    """Draw the outline of somebody who lay there, arms and a knee bent."""
    mask, pen = _canvas(1.5, 2.1)
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
    return _chalked(edge, decal, rng, 1.5, 2.1)


def _pool(decal: Decal, rng: np.random.Generator) -> Art:
    """Spill a pool: an uneven blob with a bright rim of light, drops about it."""
    side = 420
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side * 2 - 1
    field = np.hypot(x, y * 1.15) + 0.62 * (_noise(rng, (side, side), 90) - 0.5)
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


def _spatter(decal: Decal, rng: np.random.Generator) -> Art:
    """Splash drops out of one place, more and larger near it, and let the large ones run."""
    wide, high = 2.2, 1.8
    mask, pen = _canvas(wide, high)
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
    return Art(_inked(_worn(soft, rng, 0.8), tint_of(decal, rng)), wide, high)


def _holes(decal: Decal, rng: np.random.Generator) -> Art:
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


def _scorch(decal: Decal, rng: np.random.Generator) -> Art:
    """Burn a place: black in its middle, streaks outwards, brown where it ends."""
    side = 420
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side * 2 - 1
    angle = np.arctan2(y, x)
    rays = sum(np.cos(angle * waves + phase) for waves, phase in zip((5, 9, 14, 23), rng.random(4) * 6, strict=True))
    far = np.hypot(x, y) * (1 + 0.07 * rays) + 0.22 * (_noise(rng, (side, side), 40) - 0.5)
    cover = np.clip((0.82 - far) * 1.9, 0, 0.95)
    heat = np.clip((0.62 - far) * 4, 0, 1)[..., None]
    tint = np.array(SOOT) * heat + np.array(colour("#2c1a0c")) * (1 - heat)
    body = Image.fromarray(np.asarray(tint, np.uint8)).convert("RGBA")
    body.putalpha(Image.fromarray(np.asarray(cover * 255, np.uint8)))
    return Art(body, 2.2, 2.2)


def _tyre_marks(decal: Decal, rng: np.random.Generator) -> Art:
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
    return Art(_inked(_worn(mask.filter(ImageFilter.GaussianBlur(1)), rng, 0.35), RUBBER), wide, high)


def _arrow(decal: Decal, rng: np.random.Generator) -> Art:
    mask = Image.new("L", (840, TALL))
    pen = ImageDraw.Draw(mask)
    pen.polygon([(60, 160), (500, 160), (500, 60), (780, 210), (500, 360), (500, 260), (60, 260)], 255)
    return Art(_inked(_worn(mask.filter(ImageFilter.GaussianBlur(1.5)), rng, 0.55), tint_of(decal, rng)), 2.4, 1.2)


def _cross(decal: Decal, rng: np.random.Generator) -> Art:
    mask = Image.new("L", (TALL, TALL))
    pen = ImageDraw.Draw(mask)
    for (x, y), (to_x, to_y) in (((70, 60), (350, 320)), ((340, 50), (80, 330))):
        middle = (x + to_x) / 2 + 14, (y + to_y) / 2 - 10
        pen.line([(x, y), middle, (to_x, to_y)], 255, 40, joint="curve")
    return Art(_sprayed(mask, tint_of(decal, rng), rng, 10), 1.3, 1.3)


def _prints(decal: Decal, rng: np.random.Generator) -> Art:
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
    return Art(_inked(_worn(mask.filter(ImageFilter.GaussianBlur(0.8)), rng, 0.5), tint_of(decal, rng)), wide, high)


def _handprint(decal: Decal, rng: np.random.Generator) -> Art:
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
    return Art(_inked(_worn(mask.filter(ImageFilter.GaussianBlur(2)), rng, 0.72, 4), tint_of(decal, rng)), 0.62, 0.72)


def _posters(decal: Decal, rng: np.random.Generator) -> Art:
    """Paste four bills side by side: paper of several colours, a figure or a sign on each, lines, torn corners."""
    wide, high = 3.6, 1.35
    size = round(TALL * wide / high), TALL
    out = Image.new("RGBA", size)
    wanted = any(word in decal.said.lower() for word in ("wanted", "steckbrief", "fahndung"))
    papers = ("#d8cca8",) * 4 if wanted else ("#d8cca8", "#b83a30", "#2c5a80", "#d8a030")
    for number, paper in enumerate(papers):
        sheet = Image.new("RGBA", (240, 340), (*colour(paper), 255))
        pen = ImageDraw.Draw(sheet)
        ink = colour("#1c1814") if number in (0, 3) or wanted else colour("#ece4d0")
        word = "WANTED" if wanted else ("LIVE", "TONIGHT", "VOTE", "NEW")[number]
        pen.text((120, 42), word, ink, font(52), anchor="mm")
        if wanted or number % 2 == 0:
            pen.rectangle((52, 78, 188, 236), mix(colour(paper), BLACK, 0.25))
            pen.ellipse((90, 98, 150, 176), ink)
            pen.pieslice((62, 172, 178, 300), 180, 360, ink)
            pen.rectangle((52, 236, 188, 300), colour(paper))
        else:
            middle, radius = (120, 160), 74
            pen.regular_polygon((*middle, radius), 5 + number, 18 * number, fill=ink)
            pen.ellipse((96, 136, 144, 184), colour(paper))
        for line in range(3):
            pen.rectangle((44, 256 + 22 * line, 196 - 30 * line, 266 + 22 * line), ink)
        corner = int(rng.integers(2))
        pen.polygon([(240 * corner, 340), (abs(240 * corner - 50), 340), (240 * corner, 290)], (0, 0, 0, 0))
        turned = sheet.rotate(3.5 * float(rng.normal()), Image.Resampling.BICUBIC, expand=True)
        at = int(size[0] * (0.02 + 0.245 * number)), int(24 + 26 * float(rng.random()))
        out.alpha_composite(turned, at)
    return Art(out, wide, high)


def _logo(decal: Decal, rng: np.random.Generator) -> Art:
    """Paint a company's mark: a disc cut by bars, a ring about it."""
    mask = Image.new("L", (TALL, TALL))
    pen, middle = ImageDraw.Draw(mask), TALL / 2
    pen.ellipse((20, 20, TALL - 20, TALL - 20), outline=255, width=26)
    pen.regular_polygon((middle, middle, 140), int(rng.integers(3, 7)), int(rng.integers(60)), fill=255)
    for bar in range(3):
        pen.line((60, 150 + 60 * bar, 360, 130 + 60 * bar), 0, 14)
    tint = tint_of(decal, rng)
    return Art(_inked(mask.filter(ImageFilter.GaussianBlur(1)), tint), 1.8, 1.8)


_MOTIFS: dict[str, Callable[[Decal, np.random.Generator], Art]] = {
    "words": _words, "scrawl": _scrawl, "circle": _circle, "pentagram": _pentagram, "outline": _outline, "pool": _pool,
    "spatter": _spatter, "prints": _prints, "handprint": _handprint, "holes": _holes, "scorch": _scorch,
    "tyre_marks": _tyre_marks, "arrow": _arrow, "cross": _cross, "posters": _posters, "logo": _logo,
}  # fmt: skip
