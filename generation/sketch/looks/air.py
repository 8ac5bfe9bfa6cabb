"""Looks of air and light: noir, corporate cold, dust, poison, the astral, spellwork, the awakened wild."""

import math

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.field import Coarse, Field, Frame, noise, smoothstep, tripled
from generation.sketch.canvas.palette import WHITE, Colour, Palette, colour, mix
from generation.sketch.looks.tools import (
    drawn,
    in_colour,
    lights_of,
    look_rng,
    luma_of,
    middle,
    picture_of,
    ramp,
    screened,
    softened,
    tones_of,
)

BYTE = np.float32(1 / 255)


def _tint(tint: Colour, factor: float = 1.0) -> Field:
    return np.array(tint, np.float32) * np.float32(factor / 255)


def _mottle(frame: Frame, name: str, cell: float, octaves: int = 4, stretch: float = 1.0) -> Field:
    """Return a style's own clouds, from 0 to 1 about 0.5, at the picture's size."""
    small = frame.coarse(4)
    return Coarse(noise(look_rng(name), small, cell, octaves, 0.5, stretch), frame).full()


def _contrast(tones: Field, amount: float) -> Field:
    """Deepen shadows and lift lights by an S-curve."""
    curve = np.float32(3) - np.float32(2) * tones
    curve *= tones
    curve *= tones
    curve -= tones
    curve *= np.float32(amount)
    curve += tones
    return curve


def noir(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Crush the blacks, and let bright lights smear sideways as an old wide lens does."""
    bright = lights_of(picture, 168)
    small = bright.resize((max(1, frame.width // 32), max(1, frame.height // 2)), Image.Resampling.BOX)
    streak = tones_of(small.resize(bright.size, Image.Resampling.BILINEAR))
    tones = _contrast(tones_of(picture), 0.34)
    return picture_of(screened(tones, in_colour(streak, mix(palette.neon[1], WHITE, 0.3), 0.55)))


def corporate(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Cool it: colours drained, shadows blue, whites that glare, light that falls in panes."""
    tones = tones_of(picture)
    luma = luma_of(tones)
    cold = ramp(
        np.clip(luma * 1.12, 0, 1),
        [(0, colour("#061018")), (0.3, colour("#29506e")), (0.65, colour("#a3c4d6")), (1, WHITE)],
    )
    # A low sun in the windows stays warm.
    warm = np.clip((tones[..., :1] - tones[..., 2:] - np.float32(0.16)) * np.float32(3.0), 0, np.float32(0.75))
    tones = tones * (np.float32(0.48) + warm * np.float32(0.48)) + cold * (np.float32(0.55) * (1 - warm))
    x, y = frame.grid()
    across = x * np.float32(0.92) + y * np.float32(0.38)
    panes = smoothstep(0.05, 0.09, np.abs((across * np.float32(1.6) + 0.12) % 1 - 0.5)) * smoothstep(0.7, -0.5, y)
    tones = screened(tones, in_colour((1 - panes) * smoothstep(0.65, -0.5, y), colour("#cfe6f2"), 0.11))
    glare = tones_of(softened(lights_of(picture, 150), frame, 0.02))
    return picture_of(screened(tones, in_colour(luma_of(glare), colour("#e8f4ff"), 0.38)))


def barrens(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Fill the air with dust under a sodium light: ochre, coarse grain, specks and scratches."""
    tones = tones_of(picture)
    luma = luma_of(tones)
    x, y = frame.grid()
    sodium = ramp(
        luma, [(0, colour("#140b06")), (0.25, colour("#54300f")), (0.6, colour("#c87c2c")), (1, colour("#ffe2a8"))]
    )
    tones = _contrast(tones, 0.3) * np.float32(0.66) + sodium * np.float32(0.36)
    dust = _mottle(frame, "dust", 0.5, 5, 2.2)
    veil = smoothstep(-0.25, 0.6, y) * (0.10 + 0.55 * np.clip(dust - 0.35, 0, 1))
    tones *= tripled(1 - veil)
    tones += in_colour(veil, colour("#c89458"))
    rng = look_rng("grit")
    grain = np.asarray(rng.standard_normal((-(-frame.height // 2), -(-frame.width // 2)), np.float32))
    coarse = np.repeat(np.repeat(grain, 2, axis=0), 2, axis=1)[: frame.height, : frame.width]
    tones += tripled(coarse * np.float32(0.012))
    marks = drawn(frame, lambda pen, unit: _draw_wear(pen, frame, unit))
    tones = screened(np.clip(tones, 0, 1, out=tones), in_colour(marks, colour("#ffe8c0"), 0.5))
    fall = 1 - np.float32(0.5) * np.clip((x * x + y * y) * 2 - 0.25, 0, 1)
    tones *= tripled(np.asarray(fall, np.float32))
    return picture_of(tones)


def _draw_wear(pen: ImageDraw.ImageDraw, frame: Frame, unit: float) -> None:
    x, y = middle(frame)
    rng = look_rng("wear")
    for aside, down, size, bright in rng.random((140, 4)).tolist():
        at_x, at_y, radius = (
            x + (aside - 0.5) * 3 * unit,
            y + (down - 0.5) * 3 * unit,
            (0.0006 + 0.0022 * size**4) * unit,
        )
        pen.ellipse((at_x - radius, at_y - radius, at_x + radius, at_y + radius), fill=round(60 + 150 * bright))
    for aside, down, long, bend in rng.random((9, 4)).tolist():
        at_x, at_y = x + (aside - 0.5) * 2 * unit, y + (down - 0.5) * 2 * unit
        pen.line([(at_x, at_y), (at_x + 0.02 * (bend - 0.5) * unit, at_y + (0.05 + 0.3 * long) * unit)], 90, 1)


def toxic(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Poison it: acid green to warning amber, a low cloud that glows, drops that run down the lens."""
    tones = tones_of(picture)
    luma = luma_of(tones)
    acid = ramp(
        luma,
        [
            (0, colour("#030a04")),
            (0.22, colour("#1c4310")),
            (0.55, palette.neon[0]),
            (0.85, palette.neon[1]),
            (1, colour("#fffbd0")),
        ],
    )
    tones = tones * np.float32(0.22) + acid * np.float32(0.80)
    x, y = frame.grid()
    cloud = _mottle(frame, "poison", 0.36, 5, 1.8)
    veil = smoothstep(0.0, 0.62, y) * np.clip(cloud * 1.7 - 0.42, 0, 1)
    tones = screened(tones, in_colour(veil, palette.neon[0], 0.62))
    drips = drawn(frame, lambda pen, unit: _draw_drips(pen, frame, unit))
    soft = np.asarray(softened(Image.fromarray(np.asarray(drips * 255, np.uint8)), frame, 0.003), np.float32) * BYTE
    tones = tones * (1 - np.float32(0.45) * drips[..., None]) + soft[..., None] * _tint(palette.neon[0], 0.50)
    return picture_of(tones * (1 - np.float32(0.55) * np.clip((x * x + y * y) * 1.9 - 0.3, 0, 1))[..., None])


def _draw_drips(pen: ImageDraw.ImageDraw, frame: Frame, unit: float) -> None:
    """Let drops run down from the upper edge."""
    x, _ = middle(frame)
    for aside, long, wide in look_rng("drips").random((34, 3)).tolist():
        at_x, foot, half = (
            x + (aside - 0.5) * 3.2 * unit,
            (0.02 + 0.19 * long**2.2) * unit,
            (0.003 + 0.006 * wide) * unit,
        )
        pen.polygon([(at_x - 2.6 * half, 0), (at_x - half, 0.3 * foot), (at_x - half, foot), (at_x + half, foot),
                     (at_x + half, 0.3 * foot), (at_x + 2.6 * half, 0)], fill=235)  # fmt: skip
        pen.ellipse((at_x - 1.5 * half, foot - 1.5 * half, at_x + 1.5 * half, foot + 2.0 * half), fill=235)


def astral(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Dream it: outlines sway, everything glows, colours drift to violet, veils of light hang over it."""
    pixels = np.asarray(picture)
    x, y = frame.grid()
    sway = 0.0055 * np.sin(y * 13 + 1.5 * np.sin(x * 5)) + 0.003 * np.sin(y * 31 + x * 9)
    lift = 0.0045 * np.sin(x * 11 + 1.3 * np.sin(y * 6))
    columns = np.clip((x + sway) * frame.unit + frame.width / 2, 0, frame.width - 1).astype(np.int32)
    rows = np.clip((y + lift) * frame.unit + frame.height / 2, 0, frame.height - 1).astype(np.int32)
    rows *= frame.width
    rows += columns
    swayed = Image.fromarray(pixels.reshape(-1, 3).take(rows, axis=0))
    del rows, columns
    tones = tones_of(swayed)
    mixing = np.array([[0.86, 0.04, 0.20], [0.10, 0.72, 0.16], [0.16, 0.10, 1.0]], np.float32)
    tones = tones @ mixing
    tones *= np.float32(0.86)
    np.clip(tones, 0, np.float32(0.86), out=tones)
    glow = tones_of(softened(swayed, frame, 0.022))
    tones = screened(tones, in_colour(glow, mix(palette.neon[0], WHITE, 0.35), 0.85))
    veil = _mottle(frame, "veil", 0.55, 5, 0.45)
    ridge = np.exp(-(((veil - 0.5) / 0.025) ** 2)) * 0.5 + np.clip(veil - 0.5, 0, 1) * 0.9
    return picture_of(screened(tones, in_colour(ridge, mix(palette.neon[0], palette.neon[1], 0.5), 0.42)))


def magic(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Light it by spellwork: warm lights, teal shadows, a circle of signs in the air, sparks that rise."""
    tones = tones_of(picture)
    luma = luma_of(tones)
    spell = ramp(
        luma,
        [
            (0, colour("#04161a")),
            (0.28, colour("#0f4a50")),
            (0.6, mix(palette.neon[0], colour("#d88a3c"), 0.6)),
            (1, colour("#fff2cc")),
        ],
    )
    tones = _contrast(tones, 0.25) * np.float32(0.66) + spell * np.float32(0.44)
    lines = drawn(frame, lambda pen, unit: _draw_circle(pen, frame, unit))
    soft = np.asarray(softened(Image.fromarray(np.asarray(lines * 255, np.uint8)), frame, 0.010), np.float32) * BYTE
    warm = in_colour(lines * np.float32(0.9) + soft * np.float32(1.7), mix(palette.neon[0], WHITE, 0.2))
    tones = screened(np.clip(tones, 0, 1), warm)
    sparks = drawn(frame, lambda pen, unit: _draw_motes(pen, frame, unit, 120, 0.0065))
    halo = np.asarray(softened(Image.fromarray(np.asarray(sparks * 255, np.uint8)), frame, 0.007), np.float32) * BYTE
    light = in_colour(np.clip(sparks + 1.6 * halo, 0, 1), mix(palette.neon[1], WHITE, 0.3))
    return picture_of(screened(tones, light))


def _draw_circle(pen: ImageDraw.ImageDraw, frame: Frame, unit: float) -> None:
    """Draw a tilted circle of strokes low in the picture."""
    x, y = middle(frame)
    y += 0.30 * unit
    thin = max(1, round(0.0022 * unit))
    for radius in (0.40, 0.34, 0.22):
        pen.ellipse(
            (x - radius * unit, y - 0.3 * radius * unit, x + radius * unit, y + 0.3 * radius * unit),
            outline=230,
            width=thin,
        )
    for index in range(6):
        a, b = index * math.tau / 6, (index + 2) * math.tau / 6
        pen.line([(x + 0.34 * unit * math.cos(a), y + 0.102 * unit * math.sin(a)),
                  (x + 0.34 * unit * math.cos(b), y + 0.102 * unit * math.sin(b))], 170, thin)  # fmt: skip
    rng = look_rng("signs")
    for index in range(30):
        angle = index * math.tau / 30
        at_x, at_y = x + 0.37 * unit * math.cos(angle), y + 0.111 * unit * math.sin(angle)
        for x0, y0, x1, y1 in (rng.random((3, 4)) * 0.026 - 0.013).tolist():
            pen.line(
                [(at_x + x0 * unit, at_y + 0.5 * y0 * unit), (at_x + x1 * unit, at_y + 0.5 * y1 * unit)], 235, thin
            )


def _draw_motes(pen: ImageDraw.ImageDraw, frame: Frame, unit: float, count: int, largest: float) -> None:
    x, y = middle(frame)
    for aside, down, size, bright in look_rng("motes").random((count, 4)).tolist():
        at_x, at_y = x + (aside - 0.5) * 2.4 * unit, y + (0.55 - 1.1 * down) * unit
        radius = (0.0008 + largest * size**3) * unit
        pen.ellipse((at_x - radius, at_y - radius, at_x + radius, at_y + radius), fill=round(110 + 140 * bright))


def wild(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Let shafts of light fall through leaves: green shadows, gold lights, motes that glow."""
    tones = tones_of(picture)
    luma = luma_of(tones)
    leaf = ramp(
        luma, [(0, colour("#04100a")), (0.3, colour("#1f4a30")), (0.65, colour("#8fae5c")), (1, colour("#fff2c0"))]
    )
    tones = tones * np.float32(0.74) + leaf * np.float32(0.30)
    x, y = frame.grid()
    # The gap in the leaves is over the brighter half, so that not every picture's shafts fall alike.
    side = np.float32(1 if luma[:, : frame.width // 2].mean() > luma[:, frame.width // 2 :].mean() else -1)
    angle = np.arctan2(x * side + np.float32(0.42), y + np.float32(1.05))
    at = np.asarray((angle + 1.2) / 2.4 * 400, np.float32)
    shaft = np.interp(at, np.arange(400), _bundles(400)).astype(np.float32)
    fall = smoothstep(0.55, -0.5, y) * np.float32(0.75) + np.float32(0.12)
    tones = screened(tones, in_colour(shaft * fall, colour("#ffe9a0"), 0.55))
    motes = drawn(frame, lambda pen, unit: _draw_motes(pen, frame, unit, 130, 0.0055))
    halo = np.asarray(softened(Image.fromarray(np.asarray(motes * 255, np.uint8)), frame, 0.006), np.float32) * BYTE
    return picture_of(screened(tones, in_colour(np.clip(0.8 * motes + 1.5 * halo, 0, 1), palette.neon[0], 0.9)))


def _bundles(count: int) -> Field:
    """Return how bright shafts are from one side to the other."""
    rng = look_rng("shafts")
    raw = np.convolve(np.clip(rng.random(count) - 0.72, 0, 1) * 3, np.hanning(13), mode="same")
    return np.asarray(np.clip(raw / 2.2, 0, 1), np.float32)
