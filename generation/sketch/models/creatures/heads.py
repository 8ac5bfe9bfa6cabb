"""Heads of beasts, looking at the viewer (z) from the middle of their skull, in lengths of half a skull's width."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, mix
from generation.sketch.models.creatures.anatomy import deep, ear, eye, pale, teeth, whiskers
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, strands, tube

PINK, NOSE = colour("#c88a86"), Skin(colour("#141013"), 0.9)
GUMS = Skin(colour("#6e1f24"), 0.6)


@dataclass(frozen=True, slots=True)
class Face:
    """What a head is coloured in: coat, muzzle, eyes, how they glow; and whether it bares its teeth."""

    coat: Colour
    muzzle: Colour
    iris: Colour
    glow: float = 0.0
    snarls: bool = False


def cat_head(face: Face) -> Mesh:
    """Make a cat's head: round, with large ears and eyes and a short muzzle."""
    coat, muzzle = Skin(face.coat, 0.12), Skin(face.muzzle, 0.12)
    parts = [
        ball((0, 0, 0), (1.0, 0.86, 0.88), coat, 16, 24),
        ball((0, 0.22, 0.30), (0.66, 0.56, 0.55), coat, 12, 18),
        ball((0, -0.20, 0.70), (0.32, 0.36, 0.34), coat, 10, 14),
        ball((0, -0.60, 0.58), (0.30, 0.20, 0.30), muzzle, 8, 12),
        ball((0, -0.12, 1.02), (0.13, 0.085, 0.08), Skin(PINK, 0.6, lift=0.3), 6, 10),
        whiskers((0, -0.36, 0.92), 1.15),
    ]
    for side in (-1, 1):
        parts += [
            ball((side * 0.58, -0.30, 0.24), (0.46, 0.42, 0.48), coat, 10, 14),
            ball((side * 0.20, -0.36, 0.82), (0.27, 0.22, 0.26), muzzle, 10, 14),
            *eye(
                (side * 0.43, 0.10, 0.72),
                0.25,
                face.iris,
                glow=max(0.30, face.glow),
                slit=True,
                front=(side * 0.15, 0, 1),
            ),
            *ear((side * 0.60, 0.46, 0.0), (side * 0.88, 1.52, -0.05), 0.44, coat, mix(PINK, face.coat, 0.3)),
        ]
    return joined(parts)


def canine_head(face: Face, long: float = 1.0, deep_: float = 1.0, ears: str = "up", ruff: float = 0.0) -> Mesh:
    """Make a dog's or wolf's head: a muzzle `long` skull lengths long; ears "up", "drop" or "cropped"."""
    coat, muzzle = Skin(face.coat, 0.12), Skin(face.muzzle, 0.12)
    open_ = 0.42 if face.snarls else 0.10
    tip = 0.95 + 0.85 * long
    parts = [
        ball((0, 0, 0), (0.82, 0.78, 0.92), coat, 14, 20),
        ball((0, 0.10, 0.45), (0.55, 0.46, 0.5), coat, 10, 16),
        tube([(0, -0.14, 0.35), (0, -0.20, 0.9), (0, -0.26, tip - 0.12)],
             [0.52 * deep_, 0.37 * deep_, 0.27 * deep_], muzzle, 16),
        tube([(0, -0.46, 0.2), (0, -0.50 - 0.5 * open_, 0.75), (0, -0.50 - 1.1 * open_, tip - 0.30)],
             [0.38 * deep_, 0.26 * deep_, 0.16 * deep_], muzzle, 12),
        ball((0, -0.14, tip), (0.17, 0.13, 0.13), replace(NOSE, lift=0.2), 8, 12),
    ]  # fmt: skip
    if face.snarls:
        upper, lower = -0.36 * deep_, -0.50 - 0.75 * open_
        for side in (-1, 1):
            rows = [((side * 0.20 * deep_, upper, tip - 0.16), -0.34), ((side * 0.24 * deep_, upper, tip - 0.42),
                -0.20),
                    ((side * 0.27 * deep_, upper, tip - 0.62), -0.18), ((side * 0.13 * deep_, lower - 0.06,
                    tip - 0.36), 0.28),
                    ((side * 0.19 * deep_, lower, tip - 0.60), 0.18)]  # fmt: skip
            parts += teeth(rows)
        parts.append(tube([(0, -0.50, 0.4), (0, -0.52 - 0.5 * open_, tip - 0.5)], [0.26, 0.18],
                          Skin(GUMS.colour, 0.6, face.glow), 10, 0.7))  # fmt: skip
    for side in (-1, 1):
        front = (side * 0.35, 0.05, 1.0)
        parts += eye((side * 0.40, 0.16, 0.68), 0.155, face.iris, glow=face.glow, front=front)
        parts.append(tube([(side * 0.14, 0.20, 0.90), (side * 0.40, 0.36, 0.74), (side * 0.60, 0.28, 0.45)],
                          [0.05, 0.10, 0.06], coat, 8))  # fmt: skip
        if ears == "drop":
            parts.append(tube([(side * 0.66, 0.55, -0.05), (side * 1.0, 0.30, 0.05), (side * 1.02, -0.35, 0.12)],
                              [0.20, 0.30, 0.20], Skin(deep(face.coat, 0.8), 0.12), 10, 0.5))  # fmt: skip
        else:
            high, wide = (1.42, 0.36) if ears == "up" else (1.15, 0.24)
            parts += ear(
                (side * 0.50, 0.42, -0.15), (side * 0.74, high, -0.20), wide, coat, deep(mix(face.coat, PINK, 0.3), 0.7)
            )
        if ruff:
            parts.append(_ruff(side, ruff, face))
    return joined(parts)


def _ruff(side: int, long: float, face: Face) -> Mesh:
    """Make the long hair of a cheek."""
    levels = np.linspace(0.35, -0.75, 9)
    start = np.stack([np.full(9, side * 0.62), levels, np.full(9, 0.1)], axis=-1)
    end = start + long * np.stack([np.full(9, side * 0.75), -0.35 - 0.3 * (0.35 - levels), np.full(9, -0.35)], axis=-1)
    paths = np.stack([start, (start + end) / 2 + np.array([0, 0.05, 0.05]), end], axis=1)
    tints = np.tile(np.array(mix(face.coat, face.muzzle, 0.4), np.float64), (9, 1))
    return strands(paths, np.tile(np.array([0.22, 0.17, 0.02]), (9, 1)), tints, Skin(BLACK, 0.1), 6)


def horse_head(face: Face, *, horn: Colour | None = None) -> Mesh:
    """Make a horse's head: long, with flat cheeks and wide nostrils; a unicorn's with its horn."""
    coat, muzzle = Skin(face.coat, 0.3), Skin(face.muzzle, 0.25)
    parts = [
        tube(
            [(0, 0.22, -0.35), (0, 0.10, 0.35), (0, -0.40, 1.35), (0, -0.70, 2.0)], [0.74, 0.74, 0.50, 0.42], coat, 18
        ),
        ball((0, -0.74, 2.12), (0.40, 0.36, 0.34), muzzle, 12, 16),
        ball((0, -1.02, 1.95), (0.26, 0.20, 0.30), muzzle, 8, 12),
    ]
    for side in (-1, 1):
        parts += [
            ball((side * 0.34, -0.38, 0.42), (0.36, 0.52, 0.55), coat, 10, 14),
            ball((side * 0.22, -0.66, 2.36), (0.11, 0.13, 0.10), Skin(BLACK, 0.4, lift=0.15), 6, 8),
            *eye((side * 0.60, 0.12, 0.62), 0.17, face.iris, glow=face.glow, front=(side, 0.1, 0.6)),
            tube([(side * 0.46, 0.34, 0.72), (side * 0.66, 0.36, 0.55)], [0.10, 0.08], coat, 8),
            *ear((side * 0.36, 0.70, -0.25), (side * 0.46, 1.48, -0.15), 0.21, coat, deep(face.coat, 0.6)),
        ]
    if horn:
        spiral = [(0.05 * np.cos(turn * 1.4), 0.72 + 0.19 * turn, 0.50 + 0.145 * turn) for turn in range(13)]
        parts.append(
            tube([(0, 0.62, 0.42), (0, 1.8, 1.3), (0, 3.0, 2.2)], [0.19, 0.12, 0.01], Skin(horn, 1.0, 0.55), 12)
        )
        parts += [ball((x, y, z), (0.20 * (1 - i / 14), 0.05, 0.20 * (1 - i / 14)), Skin(WHITE, 1.0, 0.35,
            lift=0.05), 5, 10)
                  for i, (x, y, z) in enumerate(spiral)]  # fmt: skip
    return joined(parts)


def bear_head(face: Face) -> Mesh:
    """Make a bear's head: broad, with a short muzzle and round ears."""
    coat, muzzle = Skin(face.coat, 0.12), Skin(face.muzzle, 0.12)
    parts = [
        ball((0, 0, 0), (1.0, 0.88, 0.92), coat, 16, 22),
        tube([(0, -0.22, 0.45), (0, -0.28, 0.95), (0, -0.32, 1.32)], [0.52, 0.42, 0.32], muzzle, 16),
        ball((0, -0.16, 1.56), (0.21, 0.15, 0.13), replace(NOSE, lift=0.25), 8, 12),
        tube([(0, -0.62, 0.4), (0, -0.66, 1.16)], [0.34, 0.22], muzzle, 12),
    ]
    for side in (-1, 1):
        parts += [
            *eye((side * 0.40, 0.16, 0.82), 0.12, face.iris, glow=face.glow, front=(side * 0.2, 0, 1)),
            ball((side * 0.55, -0.2, 0.2), (0.5, 0.55, 0.5), coat, 10, 14),
            ball((side * 0.76, 0.72, -0.1), (0.34, 0.34, 0.18), coat, 10, 14),
            ball((side * 0.76, 0.70, 0.06), (0.20, 0.20, 0.10), Skin(deep(face.coat, 0.5), 0.1, lift=0.15), 8, 10),
        ]
    if face.snarls:
        parts += teeth([((-0.18, -0.52, 1.38), -0.26), ((0.18, -0.52, 1.38), -0.26)])
    return joined(parts)


def rat_head(face: Face) -> Mesh:
    """Make a rat's head: a pointed snout, round bare ears, dark eyes, long front teeth."""
    coat, muzzle = Skin(face.coat, 0.15), Skin(face.muzzle, 0.15)
    parts = [
        tube([(0, 0.04, -0.4), (0, 0.0, 0.25), (0, -0.24, 1.05), (0, -0.36, 1.55)], [0.72, 0.72, 0.40, 0.17], coat, 18),
        ball((0, -0.34, 1.72), (0.13, 0.11, 0.10), Skin(PINK, 0.6, lift=0.1), 6, 10),
        tube([(0, -0.50, 0.5), (0, -0.60, 1.25)], [0.28, 0.13], muzzle, 10),
        whiskers((0, -0.40, 1.45), 1.0),
        *teeth([((-0.06, -0.46, 1.52), -0.34 if face.snarls else -0.24), ((0.06, -0.46, 1.52),
        -0.34 if face.snarls else -0.24)],
               Skin(colour("#d8b860"), 0.7)),
    ]  # fmt: skip
    for side in (-1, 1):
        parts += [
            *eye((side * 0.47, 0.20, 0.55), 0.18, face.iris, glow=face.glow, front=(side * 0.7, 0.1, 0.8)),
            *ear((side * 0.48, 0.46, -0.15), (side * 0.86, 1.10, -0.2), 0.46, Skin(mix(PINK, face.coat, 0.35), 0.2),
                 pale(PINK, 0.1), blunt=0.7),
        ]  # fmt: skip
    return joined(parts)


def eagle_head(face: Face) -> Mesh:
    """Make a bird of prey's head: a hooked beak and a heavy brow."""
    coat = Skin(face.coat, 0.15)
    horn = Skin(face.muzzle, 0.7)
    parts = [
        ball((0, 0, 0), (0.80, 0.80, 0.88), coat, 14, 20),
        tube(
            [(0, -0.02, 0.60), (0, 0.0, 1.05), (0, -0.16, 1.42), (0, -0.55, 1.52)], [0.36, 0.31, 0.20, 0.03], horn, 12
        ),
        tube([(0, -0.28, 0.60), (0, -0.34, 1.10)], [0.24, 0.09], Skin(deep(face.muzzle, 0.8), 0.6), 10),
    ]
    for side in (-1, 1):
        parts += eye((side * 0.46, 0.12, 0.62), 0.19, face.iris, glow=face.glow, front=(side * 0.5, 0, 1))
        parts.append(tube([(side * 0.20, 0.26, 0.86), (side * 0.46, 0.36, 0.70), (side * 0.72, 0.26, 0.30)],
                          [0.07, 0.12, 0.05], coat, 8))  # fmt: skip
    return joined(parts)


HEADS: dict[str, Callable[[Face], Mesh]] = {
    "cat": cat_head,
    "dog": lambda face: canine_head(face, 0.75, 1.05, "drop"),
    "wolf": lambda face: canine_head(face, 1.0, 1.0, "up", 0.75),
    "hound": lambda face: canine_head(face, 0.95, 1.2, "up"),
    "barghest": lambda face: canine_head(face, 0.62, 1.5, "cropped"),
    "horse": horse_head,
    "bear": bear_head,
    "rat": rat_head,
    "eagle": eagle_head,
}
