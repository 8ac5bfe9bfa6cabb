"""The brush: a picture laid down in dabs of even colour with crisp edges, as a concept artist paints.

Each pixel takes the mean of those windows about it in which least happens (Kuwahara's filter, weighted as by Papari,
Petkov and Campisi in "Artistic Edge and Corner Enhancing Smoothing", 2007), so that what is flat becomes flatter and
edges stay. Grain and the facets of meshes go; faces, lettering and small lights keep their details.
"""

import numpy as np
from PIL import Image, ImageFilter

from generation.sketch.canvas.field import Bytes, Field, Frame, bands, noise, smoothstep
from generation.sketch.looks.tools import look_rng, luma_of, tones_of

REACH, FINE_REACH = 0.0063, 0.0021  # units: how far a dab reaches, and one of a face
LEAST = 2.0  # variance, of 255², below which windows count alike
DIAGONAL = 0.75  # of a step aside, for windows at the corners
UNEVEN, UNEVEN_CELL = 0.022, 0.016  # how much colour differs from dab to dab, and units across
LOST = (0.10, 0.28)  # how far a detail is from its dab that is let go, and that is wholly kept


def brushed(picture: Image.Image, frame: Frame, details: Field) -> Image.Image:
    """Paint it in dabs; `details`, 0 to 1 at the picture's size, is where the brush is a fine one."""
    out = _dabs(_uneven(picture, frame), max(1, round(REACH * frame.unit / 2)))
    rows, columns = np.flatnonzero(details.any(axis=1)), np.flatnonzero(details.any(axis=0))
    if len(rows):
        box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
        place = slice(box[1], box[3]), slice(box[0], box[2])
        fine = _dabs(picture.crop(box), max(1, round(FINE_REACH * frame.unit / 2)))
        out[place] = _blended(out[place], fine, details[place])
    return Image.fromarray(_blended(out, np.asarray(picture), _small_things(picture, out, details)))


def _uneven(picture: Image.Image, frame: Frame) -> Image.Image:
    """Let colour differ a little from place to place: even walls are where one sees that nobody painted them."""
    clouds = noise(look_rng("brush"), frame, UNEVEN_CELL, octaves=2)
    tones = np.asarray(picture, np.float32)
    tones = tones + (tones + 16) * ((clouds - np.float32(0.5)) * np.float32(2 * UNEVEN))[..., None]
    return Image.fromarray(np.asarray(np.clip(tones, 0, 255), np.uint8))


def _dabs(picture: Image.Image, step: int) -> Bytes:
    """Return each pixel as the mean of windows `step` pixels aside, weighted by how little happens in them."""
    grey = np.asarray(picture.convert("L"), np.float32)
    variance = _box_mean(grey * grey, step) - _box_mean(grey, step) ** 2
    weight = 1 / np.square(np.maximum(variance, 0) + np.float32(LEAST))
    mean = np.asarray(picture.filter(ImageFilter.BoxBlur(step)), np.float32) * weight[..., None]
    height, width = grey.shape
    weight = np.pad(weight, step, mode="edge")
    mean = np.pad(mean, ((step, step), (step, step), (0, 0)), mode="edge")
    aside = max(1, round(step * DIAGONAL))
    windows = [(-step, 0), (step, 0), (0, -step), (0, step)]
    windows += [(down, across) for down in (-aside, aside) for across in (-aside, aside)]
    out = np.empty((height, width, 3), np.uint8)
    for rows in bands(height):
        colour = np.zeros((rows.stop - rows.start, width, 3), np.float32)
        total = np.zeros((rows.stop - rows.start, width), np.float32)
        for down, across in windows:
            place = (
                slice(rows.start + step + down, rows.stop + step + down),
                slice(step + across, step + across + width),
            )
            colour += mean[place]
            total += weight[place]
        colour /= total[..., None]
        out[rows] = np.clip(colour, 0, 255, out=colour)
    return out


def _box_mean(plane: Field, radius: int) -> Field:
    """Return the mean of the squares of 2 x `radius` + 1 pixels about each; sums in double precision, which cancel."""
    side = 2 * radius + 1
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (radius + 1, radius)
        sums = np.pad(plane, padding, mode="edge").cumsum(axis, dtype=np.float64)
        length = plane.shape[axis]
        plane = np.asarray(
            (sums.take(range(side, side + length), axis) - sums.take(range(length), axis)) / side, np.float32
        )
    return plane


def _small_things(picture: Image.Image, dabs: Bytes, details: Field) -> Field:
    """Return, 0 to 1, where a dab hides what is brighter (letters, lamps), or in a face darker (eyes, mouths)."""
    beyond = luma_of(tones_of(picture)) - luma_of(tones_of(Image.fromarray(dabs)))
    lost = np.maximum(smoothstep(*LOST, beyond), details * smoothstep(*LOST, -beyond))
    wider = Image.fromarray(np.asarray(lost * 255, np.uint8)).filter(ImageFilter.MaxFilter(3))
    return np.asarray(wider.filter(ImageFilter.GaussianBlur(1)), np.float32) * np.float32(1 / 255)


def _blended(one: Bytes, other: Bytes, share: Field) -> Bytes:
    """Return `one`, and `other` where `share` is 1."""
    mixed = np.asarray(one, np.float32)
    mixed = mixed + (other - mixed) * share[..., None]
    return np.asarray(mixed, np.uint8)
