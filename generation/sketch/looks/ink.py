"""Looks drawn in lines: comic ink, blueprint, wireframe and tactical display."""

import math
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.field import Field, Frame, smoothstep
from generation.sketch.canvas.palette import WHITE, Colour, Palette, colour, mix
from generation.sketch.canvas.sprite import font
from generation.sketch.looks.tools import (
    drawn,
    levelled,
    lines_of,
    luma_of,
    middle,
    picture_of,
    ramp,
    scan,
    screened,
    simplified,
    softened,
    tones_of,
)

DOTS = 150  # of a screen tint, to a unit
PAPER = colour("#efe9da")


def inked(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Ink it: black shapes and outlines on paper, dots for the half-tones, two spot colours, a border."""
    flat = simplified(levelled(picture))
    tones = tones_of(flat)
    luma = luma_of(tones)
    local = luma_of(tones_of(softened(flat, frame, 0.10)))
    level = np.asarray(np.clip(luma * 1.1 + 0.55 * (luma - local) + 0.06, 0, 1), np.float32)
    x, y = frame.grid()
    turned_x, turned_y = (x + y) * np.float32(DOTS * math.pi), (y - x) * np.float32(DOTS * math.pi)
    dots = (np.cos(turned_x) + np.cos(turned_y)) * np.float32(0.25) + np.float32(0.5)
    half = smoothstep(-0.10, 0.10, np.asarray(level * 2.6 - 0.30 - dots, np.float32))
    ink = np.asarray(1 - half * smoothstep(0.10, 0.16, level), np.float32)
    ink = np.maximum(ink, lines_of(flat, frame, 0.0030, 14, 34))
    spread = tones.max(axis=-1) - tones.min(axis=-1)
    spot = smoothstep(0.22, 0.40, spread) * smoothstep(0.16, 0.32, luma)
    warm = smoothstep(-0.05, 0.10, tones[..., 0] - tones[..., 2])[..., None]
    tint = np.array(palette.neon[1], np.float32) * warm + np.array(palette.neon[2], np.float32) * (1 - warm)
    paper = np.array(PAPER, np.float32) * (1 - spot[..., None]) + tint * spot[..., None]
    out = paper * np.float32(1 / 255) * (1 - ink)[..., None] + np.float32(0.035) * ink[..., None]
    return _bordered(picture_of(np.asarray(out, np.float32)), frame, PAPER, 0.022, 0.005)


def _bordered(picture: Image.Image, frame: Frame, paper: Colour, margin: float, line: float) -> Image.Image:
    pen = ImageDraw.Draw(picture)
    outer, thick = round(margin * frame.unit), max(1, round(line * frame.unit))
    pen.rectangle((0, 0, frame.width - 1, frame.height - 1), outline=paper, width=outer)
    pen.rectangle((outer, outer, frame.width - 1 - outer, frame.height - 1 - outer), outline=(10, 10, 10), width=thick)
    return picture


def blueprint(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Draw it as a blueprint: pale lines on blue paper with a grid, hatched shadows and a title block."""
    sheet, picture = blueprint_paper(frame, palette), levelled(picture)
    fine = lines_of(picture, frame, 0.0022, 10, 46)
    broad = lines_of(simplified(picture), frame, 0.005, 24, 90)
    luma = luma_of(tones_of(softened(picture, frame, 0.006)))
    x, y = frame.grid()
    hatch = smoothstep(0.55, 0.8, np.asarray(np.cos((x + y) * np.float32(2 * math.pi * 95)), np.float32))
    shade = hatch * smoothstep(0.10, 0.05, luma) * np.float32(0.10) + smoothstep(0.25, 0.9, luma) * np.float32(0.16)
    strength = np.clip(0.75 * fine + 0.55 * broad + shade, 0, 1)[..., None]
    line = np.array(mix(palette.neon[1], WHITE, 0.35), np.float32) * np.float32(1 / 255)
    return titled(picture_of(np.asarray(sheet + (line - sheet) * strength, np.float32)), frame, palette)


def blueprint_paper(frame: Frame, palette: Palette) -> Field:
    """Return blue paper with a grid, from 0 to 1."""
    x, y = frame.grid()

    def grid(pitch: float, width: float) -> Field:
        lines = [np.abs((axis / np.float32(pitch) + 0.5) % 1 - 0.5) * np.float32(pitch) for axis in (x, y)]
        soft = np.float32(max(width, 0.7 / frame.unit))
        return np.asarray(np.maximum(*(np.clip(1.5 - line / soft, 0, 1) for line in lines)), np.float32)

    paper = np.array(mix(palette.mid, colour("#1a4a8a"), 0.55), np.float32) * np.float32(1 / 255)
    fall = (1 - 0.35 * (x * x + y * y))[..., None]
    rule = (0.05 * grid(1 / 40, 0.0006) + 0.09 * grid(1 / 8, 0.0009))[..., None]
    return np.asarray(paper * fall + rule * np.array([0.7, 0.9, 1.0]), np.float32)


def titled(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Add the border and the title block of a drawing."""
    pen, unit = ImageDraw.Draw(picture), frame.unit
    tint, thin = mix(palette.neon[1], WHITE, 0.2), max(1, round(0.0022 * unit))
    inset = 0.022 * unit
    right, foot = frame.width - inset, frame.height - inset
    pen.rectangle((inset, inset, right, foot), outline=tint, width=thin)
    left, top = right - 0.27 * unit, foot - 0.085 * unit
    pen.rectangle((left, top, right, foot), outline=tint, width=thin)
    pen.line([(left, top + 0.042 * unit), (right, top + 0.042 * unit)], tint, thin)
    pen.line([(left + 0.16 * unit, top + 0.042 * unit), (left + 0.16 * unit, foot)], tint, thin)
    face = font(max(7, round(0.020 * unit)))
    for text, x, y in (("DRAWN BY HAND", 0.012, 0.021), ("SCALE 1:8", 0.012, 0.064), ("REV C", 0.172, 0.064)):
        pen.text((left + x * unit, top + y * unit), text, tint, face, anchor="lm")
    return picture


def wireframe(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Show it as a host renders it: edges that glow over a dark ground, cells, and rows that flicker."""
    tones = tones_of(picture)
    luma = luma_of(tones)
    edge = lines_of(picture, frame, 0.0026, 12, 55)
    first, second = (np.array(tint, np.float32) * np.float32(1 / 255) for tint in palette.neon[:2])
    glow = np.asarray(
        softened(Image.fromarray(np.asarray(edge * 255, np.uint8)), frame, 0.006), np.float32
    ) * np.float32(1 / 255)
    base = tones * np.float32(0.42) + ramp(
        luma, [(0, palette.dark), (0.5, palette.mid), (1, palette.neon[0])]
    ) * np.float32(0.45)
    x, y = frame.grid()
    cells = np.maximum(smoothstep(0.90, 1.0, np.abs(np.cos(x * 125))), smoothstep(0.90, 1.0, np.abs(np.cos(y * 125))))
    base *= (1 - np.float32(0.16) * scan(frame, 130) - np.float32(0.10) * cells)[..., None]
    share = np.clip(0.5 + y, 0, 1)[..., None]
    light = (edge * np.float32(0.80) + glow * np.float32(0.9))[..., None] * (first * (1 - share) + second * share)
    return picture_of(screened(base, light))


def tactical(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Show it as a tactical display: dim slate, outlines, a lettered grid, rings of range, a compass and marks."""
    luma = luma_of(tones_of(simplified(picture)))
    stops = [
        (0.0, palette.dark),
        (0.35, palette.mid),
        (0.8, mix(palette.mid, palette.neon[1], 0.55)),
        (1.0, palette.neon[1]),
    ]
    steps = np.floor(luma * 6 + 0.5) / np.float32(6)  # in steps, as a map tints its heights
    tones = ramp(np.asarray(steps, np.float32), stops) * np.float32(0.85)
    line = lines_of(picture, frame, 0.0024, 14, 60)
    cold = np.array(palette.neon[0], np.float32) * np.float32(1 / 255)
    tones = screened(tones, line[..., None] * cold * np.float32(0.85))
    overlay = drawn(frame, lambda pen, unit: _draw_grid(pen, frame, unit))
    tones = screened(tones, overlay[..., None] * cold * np.float32(0.75))
    marks = drawn(frame, lambda pen, unit: _draw_marks(pen, frame, unit))
    warm = np.array(palette.neon[2], np.float32) * np.float32(1 / 255)
    return picture_of(np.asarray(tones + (warm - tones) * marks[..., None], np.float32))


def _draw_grid(pen: ImageDraw.ImageDraw, frame: Frame, unit: float) -> None:
    x, y = middle(frame)
    thin, pitch = max(1, round(0.0018 * unit)), unit / 8
    face = font(max(8, round(0.020 * unit)))
    for index in range(-16, 17):
        at_x, at_y = x + index * pitch, y + index * pitch
        pen.line([(at_x, 0), (at_x, 2 * y)], 46, thin)
        pen.line([(0, at_y), (2 * x, at_y)], 46, thin)
        pen.text((at_x + pitch / 2, 0.030 * unit), chr(ord("A") + (index + 4) % 26), 190, face, anchor="mm")
        pen.text((0.024 * unit, at_y + pitch / 2), str((index + 4) % 32 + 1), 190, face, anchor="mm")
    for radius in (0.16, 0.30, 0.44):
        reach = radius * unit
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=110, width=thin)
        pen.text((x + reach * 0.72, y - reach * 0.72), f"{round(radius * 100)} M", 200, face, anchor="lb")
    left, foot = 0.07 * unit, 2 * y - 0.05 * unit
    for step in range(4):
        box = (left + step * 0.05 * unit, foot - 0.010 * unit, left + (step + 1) * 0.05 * unit, foot)
        pen.rectangle(box, outline=230, width=thin, fill=230 if step % 2 else 0)
    pen.text((left + 0.21 * unit, foot), "20 M", 230, face, anchor="ls")
    top, at = 0.12 * unit, 2 * x - 0.10 * unit
    pen.polygon(
        [
            (at, top - 0.05 * unit),
            (at - 0.018 * unit, top + 0.02 * unit),
            (at, top),
            (at + 0.018 * unit, top + 0.02 * unit),
        ],
        230,
    )
    pen.text((at, top + 0.045 * unit), "N", 230, font(round(0.030 * unit)), anchor="mm")


def _draw_marks(pen: ImageDraw.ImageDraw, frame: Frame, unit: float) -> None:
    """Mark a way in and three posts."""
    x, y = middle(frame)
    thin = max(2, round(0.003 * unit))
    spots = [(-0.38, 0.36), (-0.20, 0.28), (-0.08, 0.12), (0.05, 0.10)]
    way = [(x + a * unit, y + b * unit) for a, b in spots]
    for (x0, y0), (x1, y1) in pairwise(way):
        for dash in range(6):
            a, b = dash / 6, (dash + 0.55) / 6
            pen.line([(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a), (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)], 235, thin)
    for a, b in ((0.05, 0.10), (0.27, -0.12), (-0.24, -0.20)):
        at_x, at_y, half = x + a * unit, y + b * unit, 0.018 * unit
        pen.polygon(
            [(at_x, at_y - half), (at_x + half, at_y), (at_x, at_y + half), (at_x - half, at_y)],
            outline=245,
            width=thin,
        )
