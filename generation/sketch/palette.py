"""Colours: conversion to linear light, mixing, and the palette of each style."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from generation.sketch.field import Field

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
    red, green, blue = (max(0, min(255, int(channel * factor))) for channel in tint)
    return red, green, blue


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


# Five colours a style: dark, mid, first and second light, accent. Kept as the style templates have them.
_SWATCHES = {
    "neon_noir": ("#05060f", "#3a1a55", "#ff2fa0", "#22e6ff", "#ffe14a"),
    "corp_sterile": ("#04080f", "#12385a", "#3fd0ff", "#ffffff", "#ff3b5c"),
    "barrens_grit": ("#0a0806", "#6a3412", "#ff7a1a", "#ffb03a", "#28d7c8"),
    "matrix_deep": ("#000406", "#003a3c", "#19ffb0", "#22c8ff", "#ff3b6a"),
    "ar_overlay": ("#0b0f1a", "#24304a", "#40e0ff", "#ff4fd8", "#c8ff4a"),
    "astral_dream": ("#070418", "#5a2a7a", "#c080ff", "#60f0ff", "#ffd070"),
    "street_magic": ("#0b0a14", "#2a1f45", "#ffb347", "#7cf5ff", "#d04bff"),
    "dossier": ("#0a0a12", "#222034", "#ff2fa0", "#22e6ff", "#e8d8c8"),
    "gear_blueprint": ("#04080f", "#0e2440", "#3fd0ff", "#cfeaff", "#ff3b5c"),
    "graphic_novel": ("#0a0a0a", "#2b2b33", "#f2efe6", "#ff3355", "#19d3ff"),
    "painted_cover": ("#120d0b", "#3d2a2a", "#d9853b", "#3fa7a0", "#f0d9a8"),
    "vhs_90s": ("#0b0716", "#2d1450", "#ff5fa2", "#49e3ff", "#f7f26b"),
    "security_cam": ("#060a08", "#1b2620", "#8fd8a8", "#d8ffe6", "#ff4a3a"),
    "wild_awakened": ("#050a06", "#1d3a2a", "#7cffb0", "#ffd27a", "#5ac8ff"),
    "toxic": ("#050a06", "#2c4a18", "#a6ff2f", "#ffcf2f", "#ff4a6a"),
    "tactical_map": ("#0a0e14", "#1c2633", "#3fd0ff", "#9fb6c8", "#ff7a1a"),
}


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


PALETTES = {style: _palette(*(colour(code) for code in codes)) for style, codes in _SWATCHES.items()}
