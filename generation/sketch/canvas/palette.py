"""Colours: conversion to linear light, mixing, and the palette of each style."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from generation.sketch.canvas.field import Field
from generation.styles.catalogue import all_styles

Colour: TypeAlias = tuple[int, int, int]  # sRGB bytes

LINEAR = ((np.arange(256, dtype=np.float32) / np.float32(255)) ** np.float32(2.2)).astype(np.float32)
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)


def colour(code: str) -> Colour:
    """Read '#rrggbb'."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours, `share` of the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def dim(tint: Colour, factor: float) -> Colour:
    """Scale a colour's brightness, clipped to what a byte holds."""
    red, green, blue = int(tint[0] * factor), int(tint[1] * factor), int(tint[2] * factor)
    if red <= 255 and green <= 255 and blue <= 255:  # called ten thousand times a picture
        return red, green, blue
    return min(255, red), min(255, green), min(255, blue)


def linear(tint: Colour) -> Field:
    """Return the colour as three floats of linear light."""
    return np.asarray(LINEAR[list(tint)], np.float32)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a style: from the darkest sky to the brightest sign."""

    dark: Colour
    mid: Colour
    neon: tuple[Colour, ...]
    windows: tuple[Colour, ...]
    shadow: Colour
    highlight: Colour

    def sign(self, rng: np.random.Generator) -> Colour:
        """Pick a colour for something that glows."""
        return self.neon[int(rng.integers(len(self.neon)))]

    def window(self, rng: np.random.Generator) -> Colour:
        """Pick a colour for a lit window."""
        return self.windows[int(rng.integers(len(self.windows)))]


#: The darkness and the haze of nights over a city, beside that of a style: sodium lamps, smog, cold rain.
NIGHTS = ((), ("#130b06", "#56341a"), ("#070d0a", "#2c4034"), ("#060b14", "#1e3854"))
OF_NIGHT = 0.78  # how much of a night is in the colours of a style


def by_night(palette: Palette, night: int) -> Palette:
    """Return a palette with the darkness and the haze of one of the NIGHTS."""
    if not NIGHTS[night]:
        return palette
    dark, mid = (colour(code) for code in NIGHTS[night])
    return replace(palette, dark=mix(palette.dark, dark, OF_NIGHT), mid=mix(palette.mid, mid, OF_NIGHT))


def _palette(dark: Colour, mid: Colour, first: Colour, second: Colour, accent: Colour) -> Palette:
    return Palette(
        dark=dark,
        mid=mid,
        neon=(first, second, accent, mix(first, second, 0.5), first, second),
        windows=(
            mix(mix(accent, colour("#ffcf8a"), 0.65), WHITE, 0.1),
            mix(second, WHITE, 0.45),
            mix(first, WHITE, 0.5),
        ),
        shadow=mix(mid, second, 0.15),
        highlight=mix(first, WHITE, 0.6),
    )


PALETTES = {style.id: _palette(*(colour(code) for code in style.palette)) for style in all_styles().values()}
