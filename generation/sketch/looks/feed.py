"""Looks of what came over a wire: a camera's feed and an analogue broadcast."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.canvas.field import Bytes, Frame, smoothstep
from generation.sketch.canvas.palette import WHITE, Palette, mix
from generation.sketch.canvas.sprite import font
from generation.sketch.looks.tools import look_rng, luma_of, picture_of, ramp, scan, tones_of

LINES = 260  # scan lines to a unit


def surveillance(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Show it as a camera feed: bulged by the lens, one colour, scan lines, torn rows, brackets, date and a lit dot."""
    luma = luma_of(tones_of(_bulged(picture, frame)))
    luma = np.asarray(np.clip(luma * 1.15 + 0.03, 0, 1), np.float32)
    rng = look_rng("feed")
    luma = luma + np.asarray(rng.standard_normal((frame.height, frame.width), np.float32)) * np.float32(0.035)
    stops = [(0.0, palette.dark), (0.28, palette.mid), (0.72, palette.neon[0]), (1.0, palette.neon[1])]
    tones = ramp(luma, stops) * (1 - np.float32(0.26) * scan(frame, LINES))[..., None]
    out = picture_of(tones)
    _tear(out, frame)
    pen = ImageDraw.Draw(out)
    thin, arm, inset = max(1, round(frame.unit * 0.003)), 0.07 * frame.unit, 0.035 * frame.unit
    for x, inward_x in ((inset, 1), (frame.width - inset, -1)):
        for y, inward_y in ((inset, 1), (frame.height - inset, -1)):
            pen.line([(x + inward_x * arm, y), (x, y), (x, y + inward_y * arm)], palette.neon[1], thin)
    x, y, half = frame.width / 2, frame.height / 2, 0.022 * frame.unit
    pen.line([(x - half, y), (x + half, y)], palette.neon[0], thin)
    pen.line([(x, y - half), (x, y + half)], palette.neon[0], thin)
    face = font(max(8, round(0.030 * frame.unit)))
    pen.text((2 * inset, 2 * inset), "CAM 12", palette.neon[1], face)
    pen.text((2 * inset, frame.height - 2 * inset), "SECTOR 7  02:47:13", palette.neon[1], face, anchor="ls")
    dot = 0.011 * frame.unit
    x, y = frame.width - 2.4 * inset, 2.4 * inset
    pen.ellipse((x - dot, y - dot, x + dot, y + dot), fill=palette.neon[2])
    pen.text((x - 2 * dot, y), "REC", palette.neon[2], face, anchor="rm")
    return out


def _bulged(picture: Image.Image, frame: Frame) -> Image.Image:
    """Bend the picture outwards, as a wide lens does."""
    x, y = frame.grid()
    radius = x * x + y * y
    # Sampled nearest: the feed is coarse anyway.
    pull = 0.88 + 0.26 * radius / (frame.width**2 + frame.height**2) * 4 * frame.unit**2 * np.float32(0.45)
    rows = np.clip(y * pull * frame.unit + frame.height / 2, 0, frame.height - 1).astype(np.intp)
    columns = np.clip(x * pull * frame.unit + frame.width / 2, 0, frame.width - 1).astype(np.intp)
    return Image.fromarray(np.asarray(picture)[rows, columns])


def _tear(picture: Image.Image, frame: Frame) -> None:
    """Shift a few bands of rows sideways, in place."""
    for top, high, shift in ((-0.21, 0.012, 0.018), (0.17, 0.006, -0.030), (0.335, 0.020, 0.010)):
        y = round(frame.height / 2 + top * frame.unit)
        box = (0, max(0, y), frame.width, max(1, y + max(1, round(high * frame.unit))))
        picture.paste(ImageChops.offset(picture.crop(box), round(shift * frame.unit), 0), box)


def broadcast(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Show it as an analogue broadcast: colours that bleed sideways, scan lines, a rolling band, noise at the foot."""
    luma, blue, red = picture.convert("YCbCr").split()
    smear = max(1, round(frame.unit * 0.011))
    blue, red = (ImageChops.offset(plane.filter(ImageFilter.BoxBlur((smear, 1))), smear, 0) for plane in (blue, red))
    blue, red = (
        plane.point([min(255, max(0, round(128 + (v - 128) * 1.45))) for v in range(256)]) for plane in (blue, red)
    )
    ghost = ImageChops.offset(luma, round(0.016 * frame.unit), 0)
    luma = Image.blend(luma, ghost, 0.14).filter(ImageFilter.UnsharpMask(max(1.0, frame.unit * 0.002), 90, 0))
    tones = tones_of(Image.merge("YCbCr", (luma, blue, red)).convert("RGB"))
    _, y = frame.grid()
    tones = tones * np.float32(0.93) + np.array(palette.mid, np.float32) * np.float32(0.16 / 255)
    tones *= (1 - 0.20 * scan(frame, LINES) + 0.10 * np.exp(-(((y + 0.18) / 0.05) ** 2)))[..., None].astype(np.float32)
    rng = look_rng("broadcast")
    rows = rng.random((frame.height, 1), np.float32)
    noise = rng.random((frame.height, frame.width), np.float32)
    foot = smoothstep(frame.height / frame.unit / 2 - 0.045, frame.height / frame.unit / 2 - 0.01, y)
    drop = ((rows > 0.985) & (noise > 0.55)) * 0.35 + foot * (noise - 0.35)
    out = picture_of(tones + np.asarray(drop, np.float32)[..., None])
    out = Image.fromarray(_wobbled(np.asarray(out), frame, foot[:, 0]))
    return _captioned(out, frame, palette)


def _wobbled(pixels: Bytes, frame: Frame, foot: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> Bytes:
    """Shift each row a little: a slow wave, and a pull at the foot where the tape's head switches."""
    y = (np.arange(frame.height) - frame.height / 2) / frame.unit
    shift = np.rint((0.0016 * np.sin(y * 40) + 0.06 * foot) * frame.unit).astype(np.intp)
    columns = (np.arange(frame.width)[None] - shift[:, None]) % frame.width
    return np.take_along_axis(pixels, columns[..., None], axis=1)


def _captioned(picture: Image.Image, frame: Frame, palette: Palette) -> Image.Image:
    """Add a lower third and the mark of a station."""
    pen = ImageDraw.Draw(picture)
    unit, foot = frame.unit, frame.height - 0.085 * frame.unit
    left = 0.05 * unit
    pen.rectangle((left, foot - 0.052 * unit, left + 0.30 * unit, foot), fill=palette.neon[0])
    pen.rectangle((left, foot, left + 0.42 * unit, foot + 0.024 * unit), fill=mix(palette.dark, palette.mid, 0.5))
    pen.text(
        (left + 0.015 * unit, foot - 0.026 * unit),
        "TRID 7  LIVE",
        WHITE,
        font(max(8, round(0.036 * unit))),
        anchor="lm",
    )
    pen.text(
        (frame.width - 0.06 * unit, 0.06 * unit),
        "CH 07",
        palette.neon[2],
        font(max(8, round(0.040 * unit))),
        anchor="rm",
    )
    return picture
