"""Spirits: wisps of light that sway upwards, with two eyes. They are added over a lit picture: they cover nothing."""

import math
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, bands, noise, smoothstep
from generation.sketch.canvas.palette import WHITE, Colour, linear, mix

WISP_STEP = 2
BODY = 0.16  # of linear light: what shines less is its halo


@dataclass(frozen=True, slots=True)
class Wisp:
    """A spirit: its foot in units from the centre of the picture, its height in units, its colour and layer."""

    x: float
    y: float
    height: float
    tint: Colour
    layer: str


def add_wisps(canvas: Canvas, picture: Field, wisps: list[Wisp]) -> None:
    """Add spirits to a lit picture, in place."""
    if not wisps:
        return
    small = canvas.frame.coarse(WISP_STEP)
    light = np.zeros((small.height, small.width, 3), np.float32)
    x, y = small.grid()
    for wisp in wisps:
        columns = _span(wisp.x - 0.8 * wisp.height, wisp.x + 0.8 * wisp.height, small.width, small.unit)
        rows = _span(wisp.y - 1.5 * wisp.height, wisp.y + 0.3 * wisp.height, small.height, small.unit)
        own = np.zeros((small.height, small.width), np.bool_)
        if columns.start < columns.stop and rows.start < rows.stop:
            swirl = noise(canvas.rng(wisp.layer), small, 0.10, 5, 0.55, 0.6)[rows, columns]
            phase = float(canvas.rng(f"{wisp.layer} phase").random()) * math.tau
            shone = _wisp_light(wisp, x[:, columns], y[rows], swirl, phase)
            light[rows, columns] += shone
            own[rows, columns] = shone.max(axis=-1) > BODY
        if wisp.layer.startswith("spirit"):
            canvas.sightings.add(
                "spirit", own.repeat(WISP_STEP, 0).repeat(WISP_STEP, 1), (slice(None), slice(None)), 1.0
            )
    glow = Coarse(light, canvas.frame)
    for rows in bands(canvas.frame.height):
        picture[rows] += glow.rows(rows)


def _span(start: float, stop: float, pixels: int, unit: float) -> slice:
    low, high = (round(pixels / 2 + value * unit) for value in (start, stop))
    return slice(min(pixels, max(0, low)), min(pixels, max(0, high)))


def _wisp_light(wisp: Wisp, x: Field, y: Field, swirl: Field, phase: float) -> Field:
    across = (x - np.float32(wisp.x)) / np.float32(wisp.height)
    up = (np.float32(wisp.y) - y) / np.float32(wisp.height)
    climb = np.clip(up, 0, 1.3)
    sway = 0.16 * np.sin(phase + 4.6 * climb) * (1.05 - np.clip(climb, 0, 1)) + (swirl - 0.5) * 0.42
    width = 0.05 + 0.16 * np.maximum(np.sin(np.pi * np.clip(climb * 0.92, 0, 1)), 0) ** 1.5
    body = np.exp(-(((across - sway) / width) ** 2)) * smoothstep(-0.04, 0.25, up) * smoothstep(1.25, 0.75, up)
    threads = (
        np.exp(-np.abs(swirl - 0.5) * 26)
        * np.exp(-((across / 0.30) ** 2))
        * smoothstep(0.0, 0.3, up)
        * smoothstep(1.4, 0.8, up)
    )
    head = np.exp(-(((across - 0.16 * math.sin(phase + 3.6) * 0.25) / 0.11) ** 2) - ((up - 0.80) / 0.14) ** 2)
    halo = np.exp(-((across / 0.42) ** 2) - ((up - 0.6) / 0.6) ** 2)
    tint, bright = linear(wisp.tint), linear(mix(wisp.tint, WHITE, 0.6))
    light = (body * (0.35 + 0.9 * swirl) + 0.55 * threads + 0.14 * halo)[..., None] * tint * np.float32(1.3)
    light += (body * head)[..., None] * bright * np.float32(0.9)
    middle = 0.16 * math.sin(phase + 3.6) * 0.25
    for side in (-1, 1):
        eye = np.exp(-(((across - middle - side * 0.055) / 0.020) ** 2) - ((up - 0.80) / 0.014) ** 2)
        light += eye[..., None] * np.float32(2.6)
    return np.asarray(light, np.float32)
