"""Floors: what they are laid with, as the share of a second colour at each place."""

import numpy as np

from generation.sketch.canvas.field import Field, smoothstep

ASIDE = 0.36  # of a slab: a joint in the middle runs straight down the picture, as a pole would
WORN = 26.0  # metres away, where a pattern has faded into one tone


def laid(pattern: str, x: Field, z: Field, away: Field) -> Field:
    """Return the share of the second colour, 0 to 1, on a floor laid in a pattern, at places in metres.

    `away` is how far from the eye they are: what is too fine to be seen there fades.
    """
    share = np.asarray(_PATTERNS[pattern](x, z), np.float32)
    return np.asarray(share * smoothstep(WORN, WORN / 3, away), np.float32)


def _joints(x: Field, z: Field, wide: float, long: float, joint: float) -> Field:
    across, along = np.abs(x / wide % 1 - 0.5), np.abs(z / long % 1 - 0.5)
    return np.asarray((across > 0.5 - joint / wide / 2) | (along > 0.5 - joint / long / 2), np.float32)


def _tiles(x: Field, z: Field) -> Field:
    return _joints(x, z, 0.6, 0.6, 0.02) * np.float32(0.7)


def _small_tiles(x: Field, z: Field) -> Field:
    return _joints(x, z, 0.22, 0.22, 0.015) * np.float32(0.55)


def _checker(x: Field, z: Field) -> Field:
    return np.asarray((np.floor(x / 0.7) + np.floor(z / 0.7)) % 2, np.float32)


def _planks(x: Field, z: Field) -> Field:
    board = np.floor(x / 0.2)
    tone = np.abs(np.sin(board * 12.9898 + np.floor(z / 1.6 + np.sin(board * 4.1)) * 78.233) * 43.7) % 1
    return np.asarray(np.maximum(_joints(x, z, 0.2, 99.0, 0.014), np.float32(0.55) * tone), np.float32)


def _carpet(x: Field, z: Field) -> Field:
    a, b = (x + z) / 0.9, (x - z) / 0.9
    figure = np.hypot(a % 1 - 0.5, b % 1 - 0.5)
    return np.asarray(((figure < 0.16) | ((figure > 0.36) & (figure < 0.43))), np.float32) * np.float32(0.75)


def _runner(x: Field, z: Field) -> Field:
    """Lay a carpet down the middle."""
    wide = np.abs(x)
    return np.asarray((wide < 0.85) & ~((wide > 0.68) & (wide < 0.74)), np.float32) + 0 * z


def _flags(x: Field, z: Field) -> Field:
    row = np.floor(z / 0.7)
    shifted = x + np.float32(0.5) * (row % 2) + np.float32(0.3) * np.sin(row * 5.1)
    tone = np.abs(np.sin(np.floor(shifted / 1.0) * 12.9898 + row * 78.233) * 43.7) % 1
    return np.asarray(np.maximum(_joints(shifted, z, 1.0, 0.7, 0.035), np.float32(0.4) * tone), np.float32)


def _bays(x: Field, z: Field) -> Field:
    """Cast a floor in bays of concrete: joints, bays of several tones, stains."""
    x = x + np.float32(ASIDE * 2.4)
    bay = np.abs(np.sin(np.floor(x / 2.4) * 12.9898 + np.floor(z / 2.4) * 78.233) * 43.7) % 1
    stain = np.sin(x * 1.7 + 2 * np.sin(z * 0.9)) * np.sin(z * 2.1 + 2 * np.sin(x * 1.1))
    worn = np.float32(0.20) * bay + np.float32(0.55) * smoothstep(0.45, 0.95, stain)
    return np.asarray(np.maximum(np.float32(0.7) * _joints(x, z, 2.4, 2.4, 0.018), worn), np.float32)


def _grating(x: Field, z: Field) -> Field:
    return np.asarray(np.maximum(_joints(x, z, 0.12, 0.5, 0.05), _joints(x, z, 1.2, 1.2, 0.12)), np.float32)


def _parquet(x: Field, z: Field) -> Field:
    turned = (np.floor(x / 0.6) + np.floor(z / 0.6)) % 2 > 0.5
    strip = np.where(turned, x, z)
    tone = np.abs(np.sin(np.floor(strip / 0.12) * 12.9898 + np.floor(x / 0.6) * 3.1 + np.floor(z / 0.6)) * 43.7) % 1
    return np.asarray(0.65 * tone, np.float32)


def _court(x: Field, z: Field) -> Field:
    """Paint the lines of a games field on boards."""
    ring = np.abs(np.hypot(x, z - 8.0) - 1.8) < 0.05
    lines = (np.abs(np.abs(x) - 4.6) < 0.05) | (np.abs(z - 8.0) < 0.05) | ring
    return np.asarray(np.maximum(lines, np.float32(0.3) * _planks(x, z)), np.float32)


def _platform(x: Field, z: Field) -> Field:
    """Mark a platform's edge on small tiles."""
    return np.asarray(np.maximum(_small_tiles(x, z) * np.float32(0.4), np.abs(x + 0.35) < 0.14), np.float32)


def _slabs(x: Field, z: Field) -> Field:
    """Pour concrete in large slabs, each of its own grey."""
    x = x + np.float32(ASIDE * 1.9)
    tone = np.abs(np.sin(np.floor(x / 1.9) * 12.9898 + np.floor(z / 1.9) * 78.233) * 43.7) % 1
    return np.asarray(np.maximum(np.float32(0.7) * _joints(x, z, 1.9, 1.9, 0.016), np.float32(0.5) * tone), np.float32)


_PATTERNS = {
    "tiles": _tiles, "small_tiles": _small_tiles, "checker": _checker, "planks": _planks, "carpet": _carpet,
    "runner": _runner, "flags": _flags, "grating": _grating, "parquet": _parquet, "court": _court,
    "platform": _platform, "slabs": _slabs, "bays": _bays,
}  # fmt: skip
PATTERNS = frozenset(_PATTERNS)
