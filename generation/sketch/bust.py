"""The bust of a portrait in profile: neck, head, eye, ear and horns, with hair and attire laid in their order."""

from collections.abc import Callable

import numpy as np

from generation.sketch import profile
from generation.sketch.attire import draw_clothes, draw_gear_behind, draw_headgear
from generation.sketch.hair import draw_back_hair, draw_hair
from generation.sketch.palette import WHITE, Colour, colour, dim, linear, mix
from generation.sketch.relief import Matter, Relief, Spot, curve
from generation.sketch.sitter import Sitter, skin_grain


def draw_sitter(relief: Relief, sitter: Sitter, on_part: Callable[[str, float], None]) -> None:
    """Draw the sitter over the picture; `on_part` hears each part's name and the share done."""
    skin = _skin(sitter)
    draw_gear_behind(relief, sitter)
    if not sitter.has("hood"):
        draw_back_hair(relief, sitter)
    _draw_neck(relief, sitter, skin)
    draw_clothes(relief, sitter)
    on_part("clothes", 0.35)
    _draw_head(relief, sitter, skin)
    _draw_eye(relief, sitter)
    on_part("face", 0.6)
    if not sitter.has("hood"):
        draw_hair(relief, sitter)
    _draw_ear(relief, sitter, skin)
    _draw_horns(relief, sitter)
    on_part("hair", 0.85)
    draw_headgear(relief, sitter)
    on_part("gear", 1.0)


def _skin(sitter: Sitter) -> Colour:
    tones = profile.SKINS[sitter.subject.metatype]
    return colour(tones[int(sitter.rng.integers(len(tones)))])


def _draw_neck(relief: Relief, sitter: Sitter, skin: Colour) -> None:
    thick = {"troll": 1.25, "ork": 1.12, "dwarf": 1.15, "elf": 0.86}.get(sitter.subject.metatype, 1.0)
    thick *= 0.86 if sitter.has("woman") else 1.0
    points = [
        (0.16, 0.36),
        (0.10 * thick, 0.55),
        (0.13 * thick, 0.80),
        (0.20, 1.0),
        (-0.45, 1.0),
        (-0.33 * thick, 0.72),
        (-0.29 * thick, 0.45),
        (-0.27, 0.15),
    ]
    relief.shape(curve(points), Matter(linear(dim(skin, 0.8)), 0.16, 0.9, 0.2, bumps=((0.02, 0.6, 0.03, 0.3, 0.03),)))


def _draw_head(relief: Relief, sitter: Sitter, skin: Colour) -> None:
    points = profile.face_outline(sitter.subject.metatype)
    if sitter.has("woman"):
        points = [(x - 0.015 if y > 0.3 and x > 0.1 else x, y) for x, y in points]
    matter = Matter(linear(skin), 0.20, 1.0, 0.30, 14, skin_grain(sitter.rng), profile.BUMPS)
    relief.shape(curve(points), matter)
    relief.darken([(0.385, 0.243), (0.30, 0.250), (0.265, 0.262)], 0.55, 0.006, 0.010)
    if sitter.subject.metatype in {"ork", "troll"}:
        reach = 1.0 if sitter.subject.metatype == "ork" else 1.35
        tusk = [
            (0.300, 0.300),
            (0.315, 0.24),
            (0.345, 0.24 - 0.10 * reach),
            (0.362, 0.24 - 0.11 * reach),
            (0.360, 0.25),
            (0.350, 0.305),
        ]
        relief.shape(curve(tusk), Matter(linear(colour("#e8dcc0")), 0.03, 1.2, 0.8))


def _draw_eye(relief: Relief, sitter: Sitter) -> None:
    """Draw the eye as a lid line and a glint; a cybereye as a ring of light in a steel plate."""
    relief.darken(
        curve([(0.215, -0.035), (0.265, -0.062), (0.318, -0.048), (0.325, -0.02), (0.265, -0.008)]), 0.8, 0.012
    )
    relief.darken([(0.200, -0.112), (0.270, -0.135), (0.345, -0.122)], 0.7, 0.008, 0.022)
    if sitter.has("cybereye"):
        plate = [(0.275 + 0.085 * np.cos(a), -0.035 + 0.085 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 25)]
        relief.shape(plate, Matter(linear(colour("#5a626e")), 0.03, 1.2, 1.4, 30))
        light = linear(mix(sitter.palette.neon[2], WHITE, 0.1))
        for radius, width in ((0.058, 0.008), (0.020, 0.020)):
            ring = [(0.285 + radius * np.cos(a), -0.035 + radius * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 25)]
            relief.glow(ring, light * np.float32(2.4), width, 0.03)
        for seam in (
            [(0.22, 0.03), (0.19, 0.13), (0.22, 0.22), (0.19, 0.33)],
            [(0.19, -0.05), (0.08, -0.05), (0.02, -0.12)],
        ):
            relief.darken(seam, 0.7, 0.003, 0.009)
            relief.glow(seam, light * np.float32(0.25), 0.003, 0.012)
        return
    relief.glow(
        curve([(0.262, -0.038), (0.288, -0.050), (0.316, -0.038), (0.290, -0.024)]),
        linear(mix(sitter.first, WHITE, 0.6)) * np.float32(0.22),
    )
    relief.glow(
        [(0.300, -0.042), (0.306, -0.042), (0.306, -0.034), (0.300, -0.034)],
        linear(WHITE) * np.float32(1.1),
        0.0,
        0.004,
    )


def _draw_ear(relief: Relief, sitter: Sitter, skin: Colour) -> None:
    covered = sitter.has("hood") or (sitter.has("long_hair") and sitter.subject.metatype not in {"elf", "ork", "troll"})
    if covered:
        return
    ear = list(profile.EARS[sitter.subject.metatype])
    relief.shape(curve(ear), Matter(linear(skin), 0.035, 1.3, 0.3))
    relief.darken(curve([(-0.05, -0.04), (-0.10, -0.05), (-0.10, 0.02), (-0.06, 0.05)]), 0.55, 0.012)


def _draw_horns(relief: Relief, sitter: Sitter) -> None:
    if sitter.subject.metatype != "troll":
        return
    ridges = [(-0.10 - 0.05 * index, -0.50 - 0.035 * index, 0.012, 0.09, 0.012) for index in range(9)]
    for shift, tone in ((0.16, 0.45), (0.0, 1.0)):
        horn: list[Spot] = [
            (0.14 + shift, -0.36), (0.10 + shift, -0.56), (-0.10 + shift, -0.76), (-0.38 + shift, -0.80),
            (-0.60 + shift, -0.66),
            (-0.66 + shift, -0.44), (-0.56 + shift, -0.58), (-0.38 + shift, -0.64), (-0.18 + shift, -0.58),
            (-0.06 + shift, -0.42), (-0.05 + shift, -0.30),
        ]  # fmt: skip
        relief.shape(curve(horn), Matter(linear(dim(colour("#8a7a64"), tone)), 0.08, 1.2, 0.5, 20, None, ridges))
