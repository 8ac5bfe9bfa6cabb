"""What a portrait's sitter wears and carries: coats and collars by role, hoods, hats, visors, masks, gear behind."""

import math

import numpy as np

from generation.sketch.lexicon import COLOURS
from generation.sketch.palette import WHITE, Colour, colour, dim, linear, mix
from generation.sketch.profile import face_outline
from generation.sketch.relief import Matter, Relief, Spot, curve
from generation.sketch.sitter import Sitter, skin_grain

LEATHER = colour("#262831")
STEEL = colour("#565e6a")
CASTERS = frozenset({"mage", "shaman"})
WIRED = frozenset({"decker", "rigger"})


def _circle(x: float, y: float, radius: float, steps: int = 28) -> list[Spot]:
    return [
        (x + radius * math.cos(math.tau * i / steps), y + radius * math.sin(math.tau * i / steps)) for i in range(steps)
    ]


def draw_gear_behind(relief: Relief, sitter: Sitter) -> None:
    """Draw what stands behind the sitter: a sword's hilt over the shoulder, a ring of sigils."""
    if sitter.has("katana") or sitter.subject.role == "samurai":
        relief.shape(
            [(-0.62, 0.30), (-0.56, 0.27), (-0.30, 0.95), (-0.36, 0.98)],
            Matter(linear(colour("#3a1a20")), 0.03, 1.2, 0.4),
        )
        for index in range(5):
            x, y = -0.585 + 0.033 * index, 0.315 + 0.085 * index
            relief.shape(
                [(x - 0.03, y + 0.035), (x, y), (x + 0.03, y + 0.022), (x, y + 0.058)],
                Matter(linear(colour("#7a6a48")), 0.015, 1.2, 0.5),
            )
        relief.shape(
            [(-0.515, 0.715), (-0.37, 0.655), (-0.355, 0.69), (-0.50, 0.75)],
            Matter(linear(colour("#a08850")), 0.02, 1.2, 1.0),
        )
    if sitter.subject.role in CASTERS:
        _draw_sigils(relief, sitter)


def _draw_sigils(relief: Relief, sitter: Sitter) -> None:
    light = linear(mix(sitter.palette.neon[2], WHITE, 0.2)) * np.float32(1.1)
    for radius in (0.93, 1.02):
        relief.glow([*_circle(-0.05, -0.02, radius, 90), (-0.05 + radius, -0.02)], light * np.float32(0.7), 0.007, 0.02)
    for index in range(24):
        angle = math.tau * (index + 0.3) / 24
        strokes = sitter.rng.random((3, 4)) * 0.085 - 0.0425
        for stroke in strokes.tolist():
            x, y = -0.05 + 0.975 * math.cos(angle), -0.02 + 0.975 * math.sin(angle)
            relief.glow([(x + stroke[0], y + stroke[1]), (x + stroke[2], y + stroke[3])], light, 0.010, 0.015)


def draw_clothes(relief: Relief, sitter: Sitter) -> None:
    """Draw shoulders, coat and collar; the role chooses the cut."""
    broad = {"troll": 1.3, "ork": 1.14, "dwarf": 1.16, "elf": 0.9}.get(sitter.subject.metatype, 1.0)
    broad *= 0.88 if sitter.has("woman") else 1.0
    role = sitter.subject.role
    tint = _cloth(sitter)
    grain = skin_grain(sitter.rng)
    back = [(-0.34, 0.66), (-0.56 * broad, 0.76), (-0.92 * broad, 0.95), (-1.12 * broad, 1.35),
    (-1.2 * broad, 2.6), (0.9 * broad, 2.6), (0.78 * broad, 1.5),
            (0.62 * broad, 1.12), (0.40, 0.92), (0.20, 0.84), (-0.1, 0.9)]  # fmt: skip
    folds = ((-0.55 * broad, 1.35, 0.10, 0.25, 0.03), (0.10, 1.45, 0.16, 0.3, 0.03), (-0.22, 1.3, 0.08, 0.25, -0.03))
    relief.shape(curve(back), Matter(linear(tint), 0.26, 1.0, 0.35, 14, grain, folds))
    if role == "suit":
        _draw_suit(relief, sitter)
    else:
        _draw_collar(relief, sitter, tint, broad)
    if role in {"guard", "samurai"}:
        _draw_pauldron(relief, sitter, broad)
    if role == "ganger":
        for index in range(6):
            x, y = -0.40 - 0.10 * index * broad, 0.70 + 0.052 * index
            relief.shape(
                [(x - 0.035, y + 0.02), (x - 0.02, y - 0.10), (x + 0.035, y)], Matter(linear(STEEL), 0.02, 1.3, 1.5, 30)
            )
    piping: list[Spot] = curve(
        [(-0.42, 0.86), (-0.72 * broad, 1.02), (-0.90 * broad, 1.35), (-0.96 * broad, 2.0)], 8, closed=False
    )
    relief.glow(piping, linear(sitter.first) * np.float32(0.9), 0.010, 0.02)


def _cloth(sitter: Sitter) -> Colour:
    role_tint = {
        "mage": "#2c2440",
        "shaman": "#3a3022",
        "suit": "#20242e",
        "squatter": "#3a342c",
        "guard": "#2a323c",
    }.get(sitter.subject.role, "#262831")
    cloth = colour(role_tint)
    asked = sitter.subject.colour
    return mix(cloth, dim(colour(COLOURS[asked]), 0.5), 0.7) if asked else cloth


def _draw_collar(relief: Relief, sitter: Sitter, tint: Colour, broad: float) -> None:
    """Stand the collar up about the neck, open at the throat."""
    grain = skin_grain(sitter.rng)
    far = [(0.10, 0.86), (0.24, 0.56), (0.36, 0.62), (0.40, 0.92), (0.26, 1.05)]
    relief.shape(curve(far), Matter(linear(dim(tint, 0.7)), 0.035, 0.9, 0.3, 12, grain))
    near = [
        (-0.40, 0.40),
        (-0.28, 0.47),
        (-0.08, 0.66),
        (0.12, 0.80),
        (0.24, 0.93),
        (0.20, 1.16),
        (-0.10, 1.08),
        (-0.42, 0.90),
        (-0.52, 0.70),
    ]
    relief.shape(curve(near), Matter(linear(dim(tint, 1.25)), 0.045, 0.9, 0.4, 12, grain))
    relief.darken(curve([(-0.36, 0.50), (-0.10, 0.73), (0.16, 0.92)], 8, closed=False), 0.6, 0.004, 0.008)


def _draw_suit(relief: Relief, sitter: Sitter) -> None:
    relief.shape(
        curve([(-0.28, 0.62), (-0.05, 0.72), (0.16, 0.80), (0.26, 0.95), (0.10, 1.02), (-0.22, 0.85)]),
        Matter(linear(colour("#b8bcc8")), 0.05, 1.0, 0.3),
    )
    relief.shape(
        [(0.17, 0.92), (0.30, 0.90), (0.36, 1.5), (0.26, 1.75), (0.18, 1.5)],
        Matter(linear(dim(sitter.first, 0.35)), 0.04, 1.0, 0.5),
    )
    lapel = [(-0.30, 0.72), (-0.10, 0.84), (0.14, 1.0), (0.16, 1.8), (-0.06, 1.5), (-0.20, 1.15), (-0.34, 1.1)]
    relief.shape(lapel, Matter(linear(colour("#2a2f3c")), 0.05, 1.0, 0.4))


def _draw_pauldron(relief: Relief, sitter: Sitter, broad: float) -> None:
    plate = Matter(linear(colour("#3c444f")), 0.09, 1.3, 1.2, 26)
    for index in range(3):
        drop = 0.17 * index
        points = [
            (-0.46 * broad, 0.82 + drop),
            (-0.74 * broad, 0.86 + drop),
            (-1.00 * broad, 1.06 + drop),
            (-1.10 * broad, 1.30 + drop),
            (-0.92 * broad, 1.26 + drop),
            (-0.62 * broad, 1.08 + drop),
        ]
        relief.shape(curve(points), plate)
    relief.glow(
        curve([(-0.56 * broad, 0.92), (-0.78 * broad, 1.0), (-0.94 * broad, 1.16)], 6, closed=False),
        linear(sitter.second) * np.float32(1.4),
        0.012,
        0.02,
    )


def draw_headgear(relief: Relief, sitter: Sitter) -> None:
    """Draw what is worn on the head, over everything."""
    if sitter.has("mask"):
        _draw_mask(relief)
    if sitter.has("visor"):
        _draw_visor(relief, sitter)
    if sitter.has("hood"):
        _draw_hood(relief, sitter)
    if sitter.has("hat"):
        brim = [
            (0.62, -0.22),
            (0.40, -0.30),
            (-0.10, -0.30),
            (-0.58, -0.20),
            (-0.40, -0.14),
            (0.0, -0.19),
            (0.42, -0.17),
        ]
        crown = [
            (0.30, -0.26),
            (0.28, -0.52),
            (0.12, -0.66),
            (-0.10, -0.60),
            (-0.34, -0.62),
            (-0.44, -0.42),
            (-0.45, -0.22),
        ]
        relief.shape(curve(crown), Matter(linear(LEATHER), 0.14, 1.0, 0.3))
        relief.shape(curve(brim), Matter(linear(dim(LEATHER, 1.2)), 0.04, 1.2, 0.4))
        relief.darken(curve([(0.40, -0.17), (0.42, 0.02), (0.05, 0.06), (-0.1, -0.15)]), 0.75, 0.05)
    if sitter.subject.role in WIRED:
        _draw_wires(relief, sitter)


def _draw_mask(relief: Relief) -> None:
    rubber = Matter(linear(colour("#23272e")), 0.07, 1.3, 0.9, 24)
    relief.shape(
        curve([(0.39, 0.02), (0.50, 0.12), (0.50, 0.30), (0.42, 0.46), (0.24, 0.50), (0.13, 0.36), (0.20, 0.12)]),
        rubber,
    )
    relief.shape(_circle(0.36, 0.36, 0.115), Matter(linear(STEEL), 0.05, 1.3, 1.3, 30))
    relief.shape(_circle(0.36, 0.36, 0.075), Matter(linear(colour("#15181c")), 0.03, 1.2, 0.8))
    for x, y in ((0.50, 0.20), (0.49, 0.26)):
        relief.darken([(x, y), (0.40, y + 0.01)], 0.6, 0.003, 0.008)
    relief.shape(
        [(0.16, 0.16), (-0.30, 0.02), (-0.30, 0.09), (0.16, 0.26)], Matter(linear(colour("#1a1c22")), 0.03, 1.0, 0.5)
    )


def _draw_visor(relief: Relief, sitter: Sitter) -> None:
    shell = [
        (0.40, -0.125),
        (0.425, -0.05),
        (0.385, 0.035),
        (0.24, 0.055),
        (-0.14, 0.0),
        (-0.16, -0.075),
        (0.12, -0.13),
    ]
    relief.shape(curve(shell), Matter(linear(colour("#12141a")), 0.05, 1.2, 1.6, 34))
    light = linear(mix(sitter.first, WHITE, 0.15))
    relief.glow(
        curve([(0.412, -0.045), (0.28, -0.040), (0.06, -0.047)], 8, closed=False), light * np.float32(3.0), 0.022, 0.045
    )
    relief.glow([(-0.10, -0.045), (-0.06, -0.045)], light * np.float32(1.5), 0.02, 0.02)


def _draw_hood(relief: Relief, sitter: Sitter) -> None:
    """Pull the hood up: its edge stands before the brow, its folds fall to the shoulders, the face is in shadow."""
    shade = [(0.46, -0.40), (0.54, -0.10), (0.34, 0.04), (0.20, 0.30), (0.12, 0.50), (-0.30, 0.40), (-0.30, -0.40)]
    relief.darken(curve(shade), 0.85, 0.05, within=curve(face_outline(sitter.subject.metatype)))
    cloth = dim(_cloth(sitter), 1.2)
    outer = [(0.44, -0.30), (0.36, -0.52), (0.08, -0.66), (-0.28, -0.62), (-0.54, -0.36), (-0.60, 0.05),
    (-0.62, 0.45), (-0.86, 0.86), (-0.60, 1.10), (-0.20, 1.16),
             (0.10, 1.0), (0.02, 0.76), (-0.06, 0.50), (0.0, 0.22), (0.12, -0.02), (0.24, -0.16),
             (0.40, -0.20)]  # fmt: skip
    folds = (
        (-0.36, 0.2, 0.10, 0.35, 0.03),
        (-0.18, 0.55, 0.07, 0.25, -0.025),
        (-0.16, -0.30, 0.25, 0.08, 0.03),
        (-0.45, 0.7, 0.08, 0.2, -0.025),
    )
    relief.shape(curve(outer), Matter(linear(cloth), 0.18, 1.0, 0.25, 10, skin_grain(sitter.rng), folds))
    if not sitter.has("visor") and not sitter.has("cybereye"):
        light = linear(mix(sitter.palette.neon[2], WHITE, 0.3))
        relief.glow([(0.268, -0.036), (0.310, -0.038)], light * np.float32(1.6), 0.016, 0.03)


def _draw_wires(relief: Relief, sitter: Sitter) -> None:
    """Plug a cable into the temple; the jack is lit."""
    light = linear(mix(sitter.first, WHITE, 0.2))
    cable = curve([(-0.14, -0.16), (-0.30, -0.10), (-0.42, 0.20), (-0.36, 0.60), (-0.52, 1.0)], 10, closed=False)
    wide = [(x + 0.018, y) for x, y in cable] + [(x - 0.018, y) for x, y in reversed(cable)]
    relief.shape(wide, Matter(linear(colour("#1c1e24")), 0.016, 1.2, 1.0))
    relief.shape(_circle(-0.13, -0.165, 0.045), Matter(linear(STEEL), 0.02, 1.3, 1.4))
    relief.glow(_circle(-0.13, -0.165, 0.018), light * np.float32(3.0), 0.0, 0.03)
    for share in range(3, len(cable), 6):
        x, y = cable[share]
        relief.glow(_circle(x, y, 0.010), light * np.float32(1.2), 0.0, 0.015)
