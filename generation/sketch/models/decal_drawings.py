"""Decals that somebody has put there: words, pictures, circles, arrows, posters, logos."""

import math
from itertools import pairwise

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.canvas.palette import BLACK, colour, dim, mix
from generation.sketch.canvas.sprite import font
from generation.sketch.models.decal_paint import (
    SPRAYS,
    TALL,
    Art,
    chalked,
    inked,
    sprayed,
    tint_of,
    worn,
)
from generation.sketch.models.stencils import stencil
from generation.sketch.planning.decals import Decal
from generation.sketch.planning.lexicon import COLOURS


def _lines(words: str) -> list[str]:
    """Break words into lines of much the same length."""
    parts, most = words.split(), max(9, len(words) // 2 + 2)
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + 1 + len(part) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


def draw_words(decal: Decal, rng: np.random.Generator) -> Art:
    """Spray words."""
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
    return Art(sprayed(mask, tint, rng, 9 if decal.colour != "blood" else 22), 1.5 * mask.width / TALL, 1.5)


def draw_picture(decal: Decal, rng: np.random.Generator) -> Art:
    """Spray a creature or a thing through a stencil of two tones."""
    mask, bright = stencil(decal.motif, TALL, rng)
    tint = tint_of(decal, rng)
    out = sprayed(mask.copy(), tint, rng, 7)
    shade = ImageChops.subtract(mask, bright).filter(ImageFilter.GaussianBlur(0.8))
    out.alpha_composite(inked(shade, dim(tint, 0.22)))
    return Art(out, 2.1 * mask.width / TALL, 2.1)


def draw_scrawl(decal: Decal, rng: np.random.Generator) -> Art:
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
        curve = smooth(points)
        pen.line(curve, 255, 20, joint="curve")
        tint = colour(COLOURS[decal.colour]) if decal.colour in COLOURS else colour(SPRAYS[(number + 1) % len(SPRAYS)])
        out.alpha_composite(sprayed(mask, tint, rng, 3))
    return Art(out, wide, high)


def smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Round a line of straight parts off."""
    for _ in range(3):
        points = [
            (a[0] * (1 - share) + b[0] * share, a[1] * (1 - share) + b[1] * share)
            for a, b in pairwise(points) for share in (0.25, 0.75)
        ]  # fmt: skip
    return points


def ring_points(middle: float, radius: float, count: int, start: float) -> list[tuple[float, float]]:
    """Return points on a ring at even distances, the first `start` radians on."""
    angles = [start + math.tau * step / count for step in range(count)]
    return [(middle + radius * math.cos(angle), middle + radius * math.sin(angle)) for angle in angles]


def draw_circle(decal: Decal, rng: np.random.Generator, corners: int = 7, skip: int = 3) -> Art:
    """Draw a circle of summoning: rings, a star, runes between the rings."""
    side = 760
    mask = Image.new("L", (side, side))
    pen, middle = ImageDraw.Draw(mask), side / 2
    for share, thick in ((0.475, 17), (0.385, 11), (0.17, 10)):
        radius = share * side
        pen.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), outline=255, width=thick)
    star = ring_points(middle, 0.38 * side, corners, -math.pi / 2)
    for at in range(corners):
        pen.line((star[at], star[(at + skip) % corners]), 255, 11)
    for number, (x, y) in enumerate(ring_points(middle, 0.43 * side, 18, 0.1)):
        turn, size = 0.1 + math.tau * number / 18 + math.pi / 2, 0.027 * side
        spots = [
            (x + size * (a * math.cos(turn) - b * math.sin(turn)), y + size * (a * math.sin(turn) + b * math.cos(turn)))
            for a, b in (rng.integers(-1, 2, size=(5, 2)) * np.array([0.6, 1.0])).tolist()
        ]
        pen.line([*spots, (x, y)], 255, 8, joint="curve")
    return chalked(mask, decal, rng, 3.0, 3.0)


def draw_pentagram(decal: Decal, rng: np.random.Generator) -> Art:
    """Chalk a star of five points in a circle."""
    return draw_circle(decal, rng, 5, 2)


def draw_arrow(decal: Decal, rng: np.random.Generator) -> Art:
    """Spray an arrow."""
    mask = Image.new("L", (840, TALL))
    pen = ImageDraw.Draw(mask)
    pen.polygon([(60, 160), (500, 160), (500, 60), (780, 210), (500, 360), (500, 260), (60, 260)], 255)
    return Art(inked(worn(mask.filter(ImageFilter.GaussianBlur(1.5)), rng, 0.55), tint_of(decal, rng)), 2.4, 1.2)


def draw_cross(decal: Decal, rng: np.random.Generator) -> Art:
    """Spray an X."""
    mask = Image.new("L", (TALL, TALL))
    pen = ImageDraw.Draw(mask)
    for (x, y), (to_x, to_y) in (((70, 60), (350, 320)), ((340, 50), (80, 330))):
        middle = (x + to_x) / 2 + 14, (y + to_y) / 2 - 10
        pen.line([(x, y), middle, (to_x, to_y)], 255, 40, joint="curve")
    return Art(sprayed(mask, tint_of(decal, rng), rng, 10), 1.3, 1.3)


def draw_posters(decal: Decal, rng: np.random.Generator) -> Art:
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


def draw_logo(decal: Decal, rng: np.random.Generator) -> Art:
    """Paint a company's mark: a disc cut by bars, a ring about it."""
    mask = Image.new("L", (TALL, TALL))
    pen, middle = ImageDraw.Draw(mask), TALL / 2
    pen.ellipse((20, 20, TALL - 20, TALL - 20), outline=255, width=26)
    pen.regular_polygon((middle, middle, 140), int(rng.integers(3, 7)), int(rng.integers(60)), fill=255)
    for bar in range(3):
        pen.line((60, 150 + 60 * bar, 360, 130 + 60 * bar), 0, 14)
    tint = tint_of(decal, rng)
    return Art(inked(mask.filter(ImageFilter.GaussianBlur(1)), tint), 1.8, 1.8)
