"""What things lie on, close up: planks, steel, cloth, wet concrete, an altar's stone, grass, sand, snow.

Each paints a level plane from places on it (across, away; in lengths of the thing that lies in their middle).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.field import Field, Frame, noise, smoothstep
from generation.sketch.canvas.palette import Colour, colour, linear

TILE = 512  # pixels of a pattern that is laid again and again, mirrored


@dataclass(frozen=True, slots=True)
class Ground:
    """A plane's places, its pattern, its luck and the light of signs that may glow in it."""

    across: Field
    away: Field
    tile: Field
    rng: np.random.Generator
    light: Colour

    def pattern(self, wide: float, deep: float, shift: float = 0.0) -> Field:
        """Return the pattern, from 0 to 1, its tile laid over so many lengths across and away."""
        return self.tile[
            _mirrored(self.away / np.float32(deep) + np.float32(shift)),
            _mirrored(self.across / np.float32(wide) + np.float32(1.7 * shift)),
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surface:
    """What a plane looks like: its albedo in linear light, its gloss from 0 to 1, and what it glows."""

    albedo: Field
    gloss: Field | float
    glow: Field | None = None


def pattern_tile(rng: np.random.Generator) -> Field:
    """Return a tile of noise around 0.5, its contrast stretched."""
    tile = noise(rng, Frame(TILE, TILE), 0.25, 6, 0.6)
    return np.asarray(np.clip((tile - 0.5) * 2.2 + 0.5, 0, 1), np.float32)


def _mirrored(share: Field) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """Return places on a tile that is laid mirrored, so that no seam shows."""
    turn = np.abs((share % np.float32(2)) - np.float32(1))
    return np.asarray(np.minimum(turn * np.float32(TILE), TILE - 1), np.intp)


def _between(dark: str, bright: str, share: Field) -> Field:
    first, second = linear(colour(dark)), linear(colour(bright))
    return np.asarray(first + (second - first) * np.clip(share, 0, 1)[..., None], np.float32)


def _cells(values: Field, salt: float) -> Field:
    """Return luck from 0 to 1 for each whole number."""
    return np.asarray(
        np.abs(np.sin(np.floor(values) * np.float32(12.9898) + np.float32(salt)) * np.float32(43758.5)) % 1, np.float32
    )


def wood(ground: Ground) -> Surface:
    """Paint planks with their grain, joints and stains."""
    plank = ground.away / np.float32(0.34) + np.float32(ground.rng.random() * 9)
    luck = _cells(plank, 3.1)
    grain = (
        ground.pattern(3.0, 0.16, 0.3) * 0.6
        + 0.4 * np.sin(ground.across * 3 + 26 * ground.pattern(2.6, 0.5) + 6 * luck) ** 2
    )
    edge = smoothstep(0.0, 0.045, np.abs(plank % 1 - np.float32(0.0))) * smoothstep(0.0, 0.045, 1 - plank % 1)
    albedo = _between("#2a150a", "#8a5228", 0.15 + 0.6 * grain + 0.25 * luck - 0.1) * (0.25 + 0.75 * edge)[..., None]
    return Surface(albedo, np.asarray(0.25 + 0.3 * grain * edge, np.float32))


def dark_wood(ground: Ground) -> Surface:
    """Paint a bar's polished top with rings that glasses left."""
    grain = ground.pattern(4.0, 0.22, 0.2)
    albedo = _between("#120806", "#44200f", grain)
    for x, z, radius in (
        ground.rng.random((4, 3)) * np.array([2.6, 2.0, 0.12]) + np.array([-1.3, -1.0, 0.14])
    ).tolist():
        far = np.hypot(ground.across - np.float32(x), ground.away - np.float32(z))
        albedo += (0.022 * np.exp(-(((far - np.float32(radius)) / np.float32(0.012)) ** 2)))[..., None]
    return Surface(np.asarray(albedo, np.float32), 0.95)


def steel(ground: Ground) -> Surface:
    """Paint a workbench of brushed steel with scratches and rivets."""
    brushed = ground.pattern(3.0, 0.05) * 0.55 + 0.45 * ground.pattern(1.2, 0.9, 0.4)
    albedo = _between("#23282f", "#646d78", brushed)
    x, z = (ground.across / np.float32(0.9)) % 1 - 0.5, (ground.away / np.float32(0.9)) % 1 - 0.5
    seam = np.minimum(np.abs(np.abs(x) - 0.5), np.abs(np.abs(z) - 0.5))
    rivet = np.hypot(np.abs(x) - 0.44, np.abs(z) - 0.44)
    albedo *= (0.35 + 0.65 * smoothstep(0.0, 0.012, seam))[..., None] * (1 + 0.9 * smoothstep(0.022, 0.014, rivet))[
        ..., None
    ]
    return Surface(np.asarray(albedo, np.float32), np.asarray(0.45 + 0.5 * brushed, np.float32))


def cloth(ground: Ground) -> Surface:
    """Paint a heavy cloth in folds, of one of four colours."""
    code = ("#5a0f1c", "#13294a", "#20462c", "#1c1a22")[int(ground.rng.integers(4))]
    turn = float(ground.rng.random()) * 3.0
    along = ground.across * np.float32(math.cos(turn)) + ground.away * np.float32(math.sin(turn))
    folds = np.sin(along * 3.4 + 5 * ground.pattern(3.2, 3.2, 0.6)) * 0.5 + 0.5
    away = np.clip(np.hypot(ground.across, ground.away) * 1.2 - 0.45, 0.15, 1)  # it lies smooth beneath the thing
    weave = 0.9 + 0.2 * (np.sin(ground.across * 210) * np.sin(ground.away * 210))
    shade = (0.75 + (folds - 0.5) * 1.1 * away) * weave
    return Surface(np.asarray(linear(colour(code)) * np.float32(1.5) * shade[..., None], np.float32), 0.08)


def concrete(ground: Ground, wet: float = 0.5) -> Surface:
    """Paint concrete with cracks, grit and puddles."""
    rough = 0.5 * ground.pattern(1.4, 1.4) + 0.3 * ground.pattern(0.3, 0.3, 0.5) + 0.2 * ground.pattern(0.09, 0.09, 0.8)
    albedo = _between("#1c1d20", "#8a8780", rough)
    crack = np.abs(ground.pattern(3.1, 3.1, 0.7) - 0.5)
    albedo *= (0.3 + 0.7 * smoothstep(0.0, 0.012, crack))[..., None]
    puddle = smoothstep(0.56 - 0.2 * wet, 0.60 - 0.2 * wet, ground.pattern(4.2, 4.2, 0.25)) * np.float32(
        min(1.0, wet + 0.3)
    )
    albedo *= (1 - 0.72 * puddle)[..., None]
    return Surface(np.asarray(albedo, np.float32), np.asarray(0.10 + 0.3 * wet + 0.6 * puddle, np.float32))


def altar(ground: Ground) -> Surface:
    """Paint slabs of dark stone with a circle of signs cut into them, that glows."""
    rough = 0.6 * ground.pattern(1.2, 1.2) + 0.4 * ground.pattern(0.25, 0.25, 0.4)
    albedo = _between("#17161a", "#5c5862", rough)
    joint = np.minimum(np.abs((ground.across / 0.8) % 1 - 0.5), np.abs((ground.away / 0.8 + 0.3) % 1 - 0.5))
    albedo *= (0.35 + 0.65 * smoothstep(0.0, 0.014, joint))[..., None]
    far, angle = np.hypot(ground.across, ground.away), np.arctan2(ground.away, ground.across)
    line = sum(np.exp(-(((far - radius) / 0.010) ** 2)) for radius in (0.72, 0.80, 1.06))
    signs = (
        (np.sin(angle * 17) * np.sin(angle * 41 + far * 60) > 0.25)
        * smoothstep(0.82, 0.84, far)
        * smoothstep(1.04, 1.02, far)
    )
    star = sum(
        np.exp(-((np.abs(far * np.cos(angle - turn) - np.float32(0.36)) / 0.008) ** 2)) for turn in (0.0, 2.094, 4.189)
    )
    star = star * (far < 0.72)
    glow = np.asarray(
        (line + 0.8 * signs + 0.7 * star)[..., None] * linear(ground.light) * np.float32(0.55), np.float32
    )
    return Surface(np.asarray(albedo, np.float32), 0.25, glow)


def desk(ground: Ground) -> Surface:
    """Paint a desk's smooth dark top with sheets of paper on it."""
    albedo = _between("#191c22", "#2c3038", ground.pattern(2.0, 2.0))
    gloss = np.full(ground.across.shape, 0.55, np.float32)
    for index in range(3):
        x, z, turn = (ground.rng.random(3) * np.array([2.2, 1.6, 1.2]) + np.array([-1.1, -1.2, -0.6])).tolist()
        along = (ground.across - x) * math.cos(turn) + (ground.away - z) * math.sin(turn)
        down = (ground.away - z) * math.cos(turn) - (ground.across - x) * math.sin(turn)
        sheet = (np.abs(along) < 0.36) & (np.abs(down) < 0.50)
        lines = ((down * 17) % 1 < 0.35) & (np.abs(along) < 0.30) & (_cells(down * 17, index) > 0.2)
        albedo[sheet] = linear(colour("#a8a498"))
        albedo[sheet & lines] = linear(colour("#55534e"))
        gloss[sheet] = 0.05
    return Surface(albedo, gloss)


def stone(ground: Ground) -> Surface:
    """Paint flags of old stone with moss between them."""
    rough = 0.55 * ground.pattern(0.9, 0.9) + 0.45 * ground.pattern(0.2, 0.2, 0.4)
    row = np.floor(ground.away / 0.62)
    joint = np.minimum(
        np.abs((ground.across / 0.85 + 0.37 * row) % 1 - 0.5), np.abs((ground.away / 0.62) % 1 - 0.5) + 0.02
    )
    gap = smoothstep(0.065, 0.02, joint + 0.05 * (ground.pattern(0.6, 0.6) - 0.5))
    albedo = (
        _between("#2a2824", "#8a8274", rough) * (1 - gap)[..., None]
        + _between("#141c0c", "#3c4a22", rough) * gap[..., None]
    )
    return Surface(np.asarray(albedo, np.float32), 0.12)


def grass(ground: Ground) -> Surface:
    """Paint grass, trodden, with a few leaves."""
    blades = (
        0.5 * ground.pattern(0.05, 0.32) + 0.3 * ground.pattern(0.12, 0.5, 0.3) + 0.2 * ground.pattern(1.6, 1.6, 0.7)
    )
    leaves = ground.pattern(0.5, 0.5, 0.15) > 0.95
    albedo = _between("#0c1606", "#5c7a2c", (blades - 0.2) * 1.5)
    albedo[leaves] = linear(colour("#7a5420"))
    return Surface(albedo, 0.05)


def sand(ground: Ground) -> Surface:
    """Paint sand in ripples."""
    ripple = np.sin(ground.away * 16 + 4 * ground.pattern(1.6, 1.6)) * 0.5 + 0.5
    return Surface(
        _between(
            "#6a4e2c",
            "#d8b47c",
            0.45 * ripple + 0.3 * ground.pattern(0.06, 0.06, 0.4) + 0.25 * ground.pattern(1.1, 1.1),
        ),
        0.05,
    )


def snow(ground: Ground) -> Surface:
    """Paint snow with hollows."""
    soft = np.float32(0.63) * ground.pattern(1.8, 1.8) + np.float32(0.27) * ground.pattern(0.12, 0.12, 0.5)
    return Surface(_between("#6a7a94", "#e4ebf2", soft + np.float32(0.25)), 0.18)


SURFACES: dict[str, Callable[[Ground], Surface]] = {
    "table": wood,
    "bench": steel,
    "cloth": cloth,
    "concrete": concrete,
    "altar": altar,
    "bar": dark_wood,
    "desk": desk,
    "stone": stone,
    "grass": grass,
    "sand": sand,
    "snow": snow,
}
