"""Looks with things laid over the picture: an augmented view, and the page of a file."""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.palette import WHITE, Colour, Palette, colour, mix
from generation.sketch.canvas.sprite import font
from generation.sketch.looks.tools import (
    drawn,
    lines_of,
    look_rng,
    luma_of,
    middle,
    picture_of,
    ramp,
    scan,
    screened,
    softened,
    tones_of,
)

BYTE = np.float32(1 / 255)
TAGS = ("ID UNKNOWN", "SIN: NONE", "NODE 4F", "12.4 M")


def augmented(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Lay what a link shows over it: outlines, tagged boxes about what is brightest, a compass, bars, a horizon."""
    tones = tones_of(picture)
    luma = luma_of(tones)[..., None]
    tones = (luma + (tones - luma) * np.float32(0.62)) * np.float32(0.80)
    first, second = (np.array(tint, np.float32) * BYTE for tint in palette.neon[:2])
    tones = screened(tones, lines_of(picture, frame, 0.0026, 26, 90)[..., None] * first * np.float32(0.30))
    spots = _salient(picture)
    hud = drawn(frame, lambda pen, unit: _draw_hud(pen, frame, unit))
    boxes = drawn(frame, lambda pen, unit: _draw_boxes(pen, frame, unit, spots))
    for layer, tint in ((hud, first), (boxes, second)):
        soft = np.asarray(softened(Image.fromarray(np.asarray(layer * 255, np.uint8)), frame, 0.005), np.float32) * BYTE
        tones = screened(tones, (layer * np.float32(0.85) + soft * np.float32(0.5))[..., None] * tint)
    return picture_of(tones * (1 - np.float32(0.07) * scan(frame, 170))[..., None])


def _salient(picture: Image.Image) -> list[tuple[float, float]]:
    """Return three places, as shares of width and height, where the picture is richest, apart from each other."""
    small = np.asarray(picture.convert("L").resize((24, 24), Image.Resampling.BOX), np.float32)
    rich = np.abs(np.gradient(small, axis=0)) + np.abs(np.gradient(small, axis=1))
    rich[:4], rich[-5:], rich[:, :4], rich[:, -4:] = 0, 0, 0, 0
    spots = []
    for _ in range(3):
        row, column = divmod(int(rich.argmax()), 24)
        spots.append(((column + 0.5) / 24, (row + 0.5) / 24))
        rich[max(0, row - 5) : row + 6, max(0, column - 5) : column + 6] = 0
    return spots


def _draw_boxes(pen: ImageDraw.ImageDraw, frame: Frame, unit: float, spots: list[tuple[float, float]]) -> None:
    thin, face = max(2, round(0.0030 * unit)), font(max(8, round(0.021 * unit)))
    for index, (x, y) in enumerate(spots):
        at_x, at_y, half, arm = x * frame.width * 2, y * frame.height * 2, (0.062 - 0.012 * index) * unit, 0.02 * unit
        for side_x in (-1, 1):
            for side_y in (-1, 1):
                corner_x, corner_y = at_x + side_x * half, at_y + side_y * half
                pen.line(
                    [(corner_x - side_x * arm, corner_y), (corner_x, corner_y), (corner_x, corner_y - side_y * arm)],
                    255,
                    thin,
                )
        side = -1 if x > 0.5 else 1
        end = (at_x + side * (half + 0.05 * unit), at_y - half - 0.03 * unit)
        pen.line([(at_x + side * half, at_y - half), end, (end[0] + side * 0.12 * unit, end[1])], 220, thin)
        anchor = "ls" if side > 0 else "rs"
        pen.text((end[0], end[1] - 0.006 * unit), TAGS[index], 255, face, anchor=anchor)
        top = end[1] + 0.010 * unit
        left = end[0] if side > 0 else end[0] - 0.12 * unit
        for bar, share in enumerate((0.9, 0.55, 0.75)):
            pen.rectangle(
                (left, top + bar * 0.011 * unit, left + 0.12 * share * unit, top + (bar * 0.011 + 0.006) * unit),
                fill=150,
            )


def _draw_hud(pen: ImageDraw.ImageDraw, frame: Frame, unit: float) -> None:
    x, y = middle(frame)
    thin, face = max(1, round(0.0022 * unit)), font(max(8, round(0.020 * unit)))
    half_x, half_y = min(0.47 * unit, x - 0.03 * unit), min(0.47 * unit, y - 0.03 * unit)
    top = y - half_y + 0.02 * unit
    for index in range(-14, 15):
        at = x + index * 0.022 * unit
        pen.line([(at, top), (at, top + (0.018 if index % 5 == 0 else 0.009) * unit)], 210, thin)
        if index % 5 == 0:
            pen.text((at, top + 0.034 * unit), f"{(index * 6 + 270) % 360:03d}", 230, face, anchor="mm")
    pen.polygon(
        [(x, top - 0.006 * unit), (x - 0.008 * unit, top - 0.02 * unit), (x + 0.008 * unit, top - 0.02 * unit)], 255
    )
    for side in (-1, 1):
        edge = x + side * half_x
        pen.arc(
            (x - half_x, y - half_x, x + half_x, y + half_x), -28 + 180 * (side < 0), 28 + 180 * (side < 0), 190, thin
        )
        for tick in range(-6, 7):
            inner = edge - side * (0.020 if tick % 3 == 0 else 0.010) * unit
            pen.line([(edge, y + tick * 0.03 * unit), (inner, y + tick * 0.03 * unit)], 170, thin)
    rng = look_rng("hud")
    left, foot = x - half_x, y + half_y
    for row, share in enumerate(rng.random(5).tolist()):
        level = foot - (0.018 + 0.022 * row) * unit
        pen.rectangle((left, level, left + 0.14 * unit, level + 0.010 * unit), outline=130, width=thin)
        pen.rectangle((left, level, left + 0.14 * share * unit, level + 0.010 * unit), fill=190)
    for row, share in enumerate(rng.random(6).tolist()):
        level = foot - (0.018 + 0.020 * row) * unit
        pen.rectangle((x + half_x - (0.05 + 0.12 * share) * unit, level, x + half_x, level + 0.005 * unit), fill=150)
    pen.text((left, foot - 0.135 * unit), "LINK 98%", 255, face, anchor="ls")


def dossier(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Put it on file: a drained print with a white edge, clipped to a dark page with bars, a code and a stamp."""
    page = Image.new("RGB", picture.size, mix(palette.dark, palette.mid, 0.55))
    left, top, right, foot = _print_box(frame)
    tones = tones_of(picture)
    luma = luma_of(tones)
    steely = ramp(luma, [(0, colour("#07080c")), (0.4, colour("#4c515c")), (1, colour("#f2ede4"))])
    print_ = picture_of(np.asarray(tones * np.float32(0.55) + steely * np.float32(0.50), np.float32))
    # The print shows the picture's middle; nothing of the subject is cut.
    cut = print_.resize(
        (right - left, foot - top), Image.Resampling.LANCZOS, _crop(frame, (right - left) / (foot - top))
    )
    _draw_page(page, frame, palette)
    page.paste(cut, (left, top))
    pen = ImageDraw.Draw(page)
    edge = max(1, round(0.006 * frame.unit))
    pen.rectangle((left - edge, top - edge, right + edge - 1, foot + edge - 1), outline=palette.neon[2], width=edge)
    _stamp(page, frame, palette)
    return page


def on_page(mask: npt.NDArray[np.bool_], frame: Frame) -> npt.NDArray[np.bool_]:
    """Return where on a dossier's page, in cells, the cells of a picture are that is clipped to it."""
    left, top, right, foot = _print_box(frame)
    rows, columns = mask.shape
    scale = columns / frame.width
    cut = tuple(edge * scale for edge in _crop(frame, (right - left) / (foot - top)))
    box = round(left * scale), round(top * scale), round(right * scale), round(foot * scale)
    page = Image.new("L", (columns, rows))
    print_ = Image.fromarray(mask.astype(np.uint8) * 255)
    page.paste(print_.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR, cut), box)
    return np.asarray(page) > 0


def _print_box(frame: Frame) -> tuple[int, int, int, int]:
    inset = 0.055 * frame.unit
    return (
        round(inset),
        round(1.5 * inset),
        round(frame.width - 0.20 * frame.unit),
        round(frame.height - 0.17 * frame.unit),
    )


def _crop(frame: Frame, ratio: float) -> tuple[float, float, float, float]:
    wide, high = frame.width, frame.height
    if wide / high > ratio:
        wide = round(high * ratio)
    else:
        high = round(wide / ratio)
    return (frame.width - wide) / 2, (frame.height - high) / 2, (frame.width + wide) / 2, (frame.height + high) / 2


def _draw_page(page: Image.Image, frame: Frame, palette: Palette) -> None:
    """Draw what is printed about the picture: file number, data rows, a fingerprint, a bar code."""
    pen, unit = ImageDraw.Draw(page), frame.unit
    paper, dim_paper = palette.neon[2], mix(palette.mid, palette.neon[2], 0.35)
    rng = look_rng("file")
    left, top, right, foot = _print_box(frame)
    pen.text((left, top - 0.020 * unit), "FILE 0417-K", paper, font(max(8, round(0.036 * unit))), anchor="ls")
    pen.text(
        (frame.width - 0.05 * unit, top - 0.020 * unit),
        "EYES ONLY",
        palette.neon[0],
        font(max(8, round(0.026 * unit))),
        anchor="rs",
    )
    column = right + 0.030 * unit
    for row in range(int((foot - top) / (0.040 * unit)) - 4):
        level, long = top + row * 0.040 * unit, float(rng.random())
        pen.rectangle(
            (column, level, column + 0.045 * unit, level + 0.007 * unit), fill=mix(palette.dark, palette.neon[1], 0.6)
        )
        pen.rectangle(
            (column, level + 0.013 * unit, column + (0.05 + 0.075 * long) * unit, level + 0.022 * unit), fill=dim_paper
        )
    at_x, at_y = column + 0.06 * unit, foot - 0.065 * unit
    for ring in range(1, 9):
        reach = ring * 0.0075 * unit
        pen.arc(
            (at_x - reach, at_y - 1.25 * reach, at_x + reach, at_y + 1.25 * reach),
            -150 + ring * 19,
            140 + ring * 23,
            dim_paper,
            max(1, round(0.0024 * unit)),
        )
    at = float(left)
    while at < left + 0.30 * unit:
        wide = (0.002 + 0.007 * float(rng.random())) * unit
        pen.rectangle((at, foot + 0.045 * unit, at + wide, foot + 0.105 * unit), fill=paper)
        at += wide + (0.003 + 0.006 * float(rng.random())) * unit
    for row in range(3):
        level = foot + (0.045 + 0.024 * row) * unit
        pen.rectangle(
            (left + 0.34 * unit, level, left + (0.48 + 0.10 * float(rng.random())) * unit, level + 0.009 * unit),
            fill=dim_paper,
        )


def _stamp(page: Image.Image, frame: Frame, palette: Palette) -> None:
    """Stamp the page aslant, over the print's corner."""
    unit = frame.unit
    wide, high = round(0.30 * unit), round(0.085 * unit)
    layer = Image.new("L", (wide, high))
    pen = ImageDraw.Draw(layer)
    pen.rectangle((2, 2, wide - 3, high - 3), outline=200, width=max(2, round(0.006 * unit)))
    pen.text((wide / 2, high / 2), "ACTIVE", 200, font(max(10, round(0.055 * unit))), anchor="mm")
    turned = layer.rotate(9, Image.Resampling.BICUBIC, expand=True)
    ink: Colour = palette.neon[0]
    _, _, right, foot = _print_box(frame)
    at = (round(right - 0.80 * turned.width), round(foot - 0.55 * turned.height))
    page.paste(Image.new("RGB", turned.size, mix(ink, WHITE, 0.1)), at, turned)
