"""Signs: blade signs with letters or invented ideograms, and billboards that run along a wall."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, Palette, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.sprite import Spot, Sprite
from generation.sketch.canvas.stage import Point, Stage

Area: TypeAlias = tuple[float, float, float, float]

WORDS = (
    "NOODLES", "BAR", "24H", "PAWN", "RAMEN", "HOTEL", "CLUB", "CYBER", "TATTOO", "ARCADE", "SOY", "SYNTH",
    "CHROME", "SIM",
    "TEA", "LOANS", "NUYEN", "DOC", "TRID",
)  # fmt: skip
BOARD = colour("#100e16")


def ideogram(rng: np.random.Generator) -> list[list[Spot]]:
    """Invent an ideogram: strokes on a four by four lattice, in a unit square about its centre."""

    def at(column: int, row: int) -> Spot:
        return column * 0.27 - 0.40, 0.40 - row * 0.27

    strokes: list[list[Spot]] = []
    for _ in range(int(rng.integers(4, 8))):
        kind, first, second = (int(value) for value in rng.integers((4, 3, 4)))
        if kind == 0:
            strokes.append([at(0, second), at(3, second)])
        elif kind == 1:
            strokes.append([at(second, first), at(second, 3)])
        elif kind == 2:
            strokes.append([at(0, first), at(3, second)])
        else:
            strokes.append([at(first, first), at(first + 1, first), at(first + 1, min(3, first + 2))])
    return strokes


def blade_sign(
    width: float, tint: Colour, text: str, rng: np.random.Generator
) -> tuple[Callable[[Sprite], None], float]:
    """Return the painter of an upright sign about its foot, and its height in metres; no text means ideograms."""
    cell = width * 0.95
    glyphs = [] if text else [ideogram(rng) for _ in range(int(rng.integers(2, 6)))]
    count = len(text) or len(glyphs)
    height = count * cell + 0.3
    glow = mix(tint, WHITE, 0.35)

    def draw(sprite: Sprite) -> None:
        half, frame = width / 2, 0.055
        sprite.polygon([(-half, 0), (-half, height), (half, height), (half, 0)], BOARD, dim(tint, 0.13))
        edge: list[Spot] = [
            (-half + frame, frame),
            (-half + frame, height - frame),
            (half - frame, height - frame),
            (half - frame, frame),
        ]
        sprite.line([*edge, edge[0], edge[1]], frame, BOARD, dim(tint, 0.95))
        for index in range(count):
            y = height - 0.15 - (index + 0.5) * cell
            if text:
                sprite.letter(text[index], 0, y, cell * 0.92, BOARD, glow)
                continue
            for stroke in glyphs[index]:
                sprite.line([(x * cell * 0.8, y + up * cell * 0.8) for x, up in stroke], cell * 0.09, BOARD, glow)

    return draw, height


def hang_blade_sign(stage: Stage, foot: Point, width: float, tint: Colour, text: str, rng: np.random.Generator) -> None:
    """Hang an upright sign with its foot's centre at a point."""
    x, y, z = foot
    draw, height = blade_sign(width, tint, text, rng)
    stage.stand(draw, x, z, (-width / 2, 0.0, width / 2, height), y=y, rim=False, written=True)


def draw_lettering(stage: Stage, text: str, foot: Point, size: float, tint: Colour, frame: Colour) -> None:
    """Write a neon text that faces the viewer, in a frame of light; `size` is the height of its letters in metres."""
    half, high = 0.40 * size * len(text) + 0.35 * size, 1.5 * size
    glow = mix(tint, WHITE, 0.4)

    def draw(sprite: Sprite) -> None:
        sprite.polygon([(-half, 0), (-half, high), (half, high), (half, 0)], BOARD, dim(tint, 0.06))
        inset = 0.08 * size
        edge: list[Spot] = [
            (inset - half, inset),
            (inset - half, high - inset),
            (half - inset, high - inset),
            (half - inset, inset),
        ]
        sprite.line([*edge, edge[0], edge[1]], 0.05 * size, BOARD, dim(frame, 0.8))
        sprite.letter(text, 0, high / 2, size, BOARD, glow)

    x, y, z = foot
    stage.stand(draw, x, z, (-half, 0.0, half, high), y=y, rim=False, written=True)


def billboard(quads: Quads, x: float, area: Area, tint: Colour, rng: np.random.Generator) -> None:
    """Add a lit advertisement on a wall at x, over (bottom, top, near, far): a screen with bars or a bright shape."""
    bottom, top, near, far = area
    inward = -0.2 if x > 0 else 0.2
    face = x + inward
    quads.wall(face, bottom, top, near, far, BOARD, dim(tint, 0.42))
    length, height = far - near, top - bottom
    layer = face + inward * 0.05
    if rng.random() < 0.5:
        rows = max(3, int(height / 0.5))
        for row in range(rows):
            start, stop = (float(share) for share in rng.random(2) * (0.35, 0.4))
            y = bottom + height * (row + 0.35) / rows
            quads.wall(layer, y, y + height * 0.36 / rows, near + length * (0.06 + start), far - length * (0.06 + stop),
                       BOARD, dim(mix(tint, WHITE, 0.35), 0.9))  # fmt: skip
        return
    for ring in range(4):
        share = 0.42 - 0.10 * ring
        middle, level = near + length * 0.5, bottom + height * 0.52
        light = dim(mix(tint, WHITE, 0.4), 0.95) if ring % 2 == 0 else dim(tint, 0.25)
        quads.wall(
            layer,
            level - height * share,
            level + height * share,
            middle - length * share * 0.8,
            middle + length * share * 0.8,
            BOARD,
            light,
        )


def holo_advert(quads: Quads, area: Area, z: float, tint: Colour, rng: np.random.Generator) -> None:
    """Add an advertisement that faces the viewer, on a tower, over (left, bottom, right, top)."""
    left, bottom, right, top = area
    quads.front(left, bottom, right, top, z, BOARD, dim(tint, 0.35))
    width, height = right - left, top - bottom
    if rng.random() < 0.5:
        for row in range(6):
            end = left + width * (0.35 + 0.55 * float(rng.random()))
            y = bottom + height * (0.10 + row * 0.14)
            quads.front(left + width * 0.1, y, end, y + height * 0.06, z, BOARD, tint)
        return
    x, y = (left + right) / 2, (bottom + top) / 2
    for ring, share in enumerate((0.40, 0.30, 0.18)):
        light = tint if ring % 2 == 0 else dim(tint, 0.25)
        quads.front(x - width * share, y - height * share, x + width * share, y + height * share, z, BOARD, light)


def house_sign(palette: Palette, rng: np.random.Generator) -> tuple[str, Colour]:
    """Choose what an ordinary sign says (often ideograms, an empty text) and its colour."""
    word = WORDS[int(rng.integers(len(WORDS)))]
    return (word if rng.random() < 0.42 else ""), palette.sign(rng)
