"""Graphic faces: what an illustrator leaves of a face that is few pixels high: eyes, brows, a nose's shadow, a mouth.

A modelled face of that size is a smear. Every stroke has a least width in pixels, so that it is there at any size.
"""

from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, joined, sheet
from generation.sketch.people.face import HEAVY_BROWED, eye_at, iris_of, mouth_at, surface_of
from generation.sketch.people.person import Person

DOTS = 24.0  # pixels: in heads that are smaller than that an eye is one dark stroke
LIT_EYES = 40.0  # pixels: from there on eyes have a lamp's image in them
INK, OF_LIPS, TEETH = colour("#120c0c"), colour("#7a2a30"), colour("#cfc8ba")
EYELESS = frozenset({"visor", "sunglasses", "goggles"})
MOUTHLESS = frozenset({"mask", "surgical_mask", "balaclava"})
LIFT = 0.012  # head heights
#: By expression: how far the corners of the mouth are up, how far it is open, how broad it is; the brows within, in
#: the middle and without; how far the eyes are open.
Mood = tuple[float, float, float, tuple[float, float, float], float]
AT_REST: Mood = (0.014, 0.0, 1.0, (0.0, 0.0, 0.0), 1.0)
MOODS: dict[str, Mood] = {
    "smile": (0.055, 0.0, 1.1, (0.0, 0.012, 0.0), 0.85), "grin": (0.050, 0.050, 1.2, (0.0, 0.012, 0.0), 0.75),
    "laugh": (0.055, 0.105, 1.15, (0.006, 0.022, 0.0), 0.55), "angry": (-0.030, 0.0, 0.95, (-0.055, 0.0, 0.035), 0.75),
    "sad": (-0.045, 0.0, 0.9, (0.045, 0.0, -0.035), 0.75), "cry": (-0.050, 0.035, 0.9, (0.055, 0.0, -0.035), 0.45),
    "shout": (0.0, 0.160, 0.95, (-0.050, 0.0, 0.035), 0.9), "fear": (-0.025, 0.055, 0.85, (0.060, 0.035, 0.0), 1.35),
    "surprise": (0.0, 0.105, 0.6, (0.045, 0.055, 0.035), 1.35),
    "bored": (-0.020, 0.0, 0.9, (0.015, 0.012, 0.0), 0.5), "calm": (0.016, 0.0, 1.0, (0.0, 0.0, 0.0), 0.85),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A face that is drawn on somebody's head, a pixel being `1 / pixels` of it."""

    person: Person
    surface: Array  # points of the front of the head, in head heights
    pixels: float
    mood: Mood

    def least(self, usual: float, pixels: float) -> float:
        """Return a length in head heights that is so many pixels at least."""
        return max(usual, pixels / self.pixels)

    def on_face(self, x: Array, y: Array) -> Array:
        """Return how far the face stands out at places."""
        away = (x[..., None] - self.surface[:, 0]) ** 2 + (y[..., None] - self.surface[:, 1]) ** 2
        nearest = np.argpartition(away - 0.004 * self.surface[:, 2], 3, axis=-1)[..., :3]
        return np.asarray(self.surface[nearest, 2].max(axis=-1))

    def patch(self, x: Array, y: Array, z: Array, tint: Colour, over: int, glow: float = 0.0) -> Mesh:
        """Span a grid of places on the face, `over` so many others."""
        grid = np.stack([x, y, z + 0.004 * over], axis=-1)
        return sheet(grid, np.zeros(3), Skin(tint, 0.1, glow, lift=LIFT + 0.003 * over))

    def stroke(self, x: Array, y: Array, wide: Array, tint: Colour, over: int) -> Mesh:
        """Draw a line through places, so wide at each."""
        ahead = np.stack([np.gradient(x), np.gradient(y)])
        ahead /= np.maximum(np.hypot(*ahead), 1e-9)
        sides = np.array([-0.5, 0.0, 0.5])[:, None] * wide
        depth = self.on_face(x, y) + 0.004
        return self.patch(x - sides * ahead[1], y + sides * ahead[0], depth + 0 * sides, tint, over)


def graphic_face(person: Person, brow: Colour) -> Mesh:
    """Draw eyes, brows, the shadows of the nose and the mouth as large as they must be, in head heights."""
    mood = MOODS.get(person.subject.expression, AT_REST)
    face = _Drawing(person, surface_of(person), max(person.head_pixels, 6.0), mood)
    parts = [] if person.has("balaclava") else [*(_brow(face, brow, side) for side in (-1, 1)), *_nose(face)]
    if not person.has(*EYELESS):
        parts += [part for side in (-1, 1) for part in _eye(face, side)]
    if not person.has(*MOUTHLESS):
        parts += _mouth(face)
    return joined(parts)


def _eye(face: _Drawing, side: int) -> list[Mesh]:
    """Draw an eye: the white, the iris, the dark of the lashes above and a finer line below."""
    person = face.person
    x0, y0, z0 = (float(value) for value in eye_at(person, 1 if side > 0 else 0))
    x0 = side * min(0.165, max(abs(x0), face.least(0.0, 3.2)))
    wide = min(0.105, face.least(0.070 if person.metatype in HEAVY_BROWED else 0.082, 2.1))
    high = min(0.070, face.least(0.040 if person.woman else 0.033, 1.25)) * face.mood[4]
    share = np.linspace(-1, 1, 9)
    arch, x = 1 - share**2, x0 + side * share * wide
    tilt = 0.10 * wide * share if person.metatype in {"elf", "vampire", "pixie"} or person.woman else 0 * share
    upper, lower = y0 + tilt + high * arch**0.7, y0 + tilt - 0.75 * high * arch
    front = np.maximum(face.on_face(x, np.full(9, y0)), z0 + 0.064 - 2.2 * (x - x0) ** 2) + 0.004
    iris, glow = iris_of(person)
    lashes = mix(dim(person.skin, 0.16), INK, 0.7)
    lid = face.least(0.017 if not person.woman else 0.022, 0.85)
    if face.pixels < DOTS and glow < 1:
        level, half = (lower + upper) / 2, 0.55 / face.pixels + 0.4 * high * arch
        line = np.stack([level - half, level + half])
        return [face.patch(np.stack([x, x]), line, np.stack([front, front]), lashes, 2)]
    white = iris if glow >= 1 else mix(colour("#d8d2c8"), person.skin, 0.12)
    parts = [face.patch(np.stack([x, x]), np.stack([lower, upper]), np.stack([front, front]), white, 0, glow)]
    if glow < 1:
        round_ = min(0.8 * wide, max(1.05 * high, face.least(0.036, 0.8)))
        middle = x0 + 0.045 * float(np.sin(person.gaze))
        inside = np.abs(x - middle) <= round_ * 1.1
        cut = x[inside] if inside.sum() > 1 else np.array([middle - 0.5 * round_, middle + 0.5 * round_])
        half = np.sqrt(np.maximum(1.0 - ((cut - middle) / (1.25 * round_)) ** 2, 0.15)) * 1.15 * high
        top = np.minimum(y0 + half, np.interp(cut * side, x * side, upper))
        low = np.maximum(y0 - half, np.interp(cut * side, x * side, lower))
        depth = np.interp(cut * side, x * side, front)
        dark = dim(iris, 0.85) if person.metatype in {"vampire", "ghoul", "zombie"} else mix(dim(iris, 0.55), INK, 0.35)
        parts.append(face.patch(np.stack([cut, cut]), np.stack([low, top]), np.stack([depth, depth]), dark, 2))
        if face.pixels > LIT_EYES:
            spot, size = np.array([middle + 0.2 * round_, middle + 0.75 * round_]), 0.30 * high
            level = np.stack([np.full(2, y0 + 0.15 * high), np.full(2, y0 + 0.15 * high + 2 * size)])
            parts.append(face.patch(np.stack([spot, spot]), level, np.full((2, 2), front[4]), WHITE, 4, 0.35))
    edge = lid * (0.55 + 0.45 * arch)
    flick = 0.02 * (share > 0.6) * person.woman
    parts.append(
        face.patch(np.stack([x, x]), np.stack([upper - 0.25 * edge, upper + edge + flick]),
                   np.stack([front, front]), lashes, 3)
    )  # fmt: skip
    under = mix(dim(person.skin, 0.45), INK, 0.25)
    parts.append(
        face.patch(np.stack([x, x]), np.stack([lower - 0.45 * lid, lower]), np.stack([front, front]), under, 3)
    )
    return parts


def _brow(face: _Drawing, tint: Colour, side: int) -> Mesh:
    """Draw a brow in one stroke: never so pale that it is lost on the skin."""
    person = face.person
    eye = eye_at(person, 1)
    if face.pixels < DOTS:  # the eyes are all that there is room for
        return face.stroke(side * np.array([0.08, 0.18]), np.full(2, eye[1] + 0.09), np.full(2, 0.6 / face.pixels),
                           dim(person.skin, 0.55), 1)  # fmt: skip
    heavy = 1.5 if person.metatype in HEAVY_BROWED else 0.75 if person.woman or person.subject.age == "child" else 1.1
    share = np.linspace(0, 1, 7)
    x = 0.050 + 0.180 * share
    y = eye[1] + 0.086 + 0.022 * np.sin(np.pi * share) - 0.012 * share + np.interp(share, (0, 0.5, 1), face.mood[3])
    if person.metatype in {"elf", "vampire", "pixie"}:
        y = y + 0.055 * share
    if person.metatype in HEAVY_BROWED and not face.mood[3][0]:
        y = y + 0.028 * (share - 0.5)
    wide = face.least(0.024 * heavy, 1.1) * np.interp(share, (0, 0.3, 1), (0.8, 1.0, 0.45))
    ink = mix(dim(person.skin, 0.34), INK, 0.25)
    return face.stroke(side * x, y, wide, tint if sum(tint) < sum(ink) else mix(ink, tint, 0.35), 1)


def _nose(face: _Drawing) -> list[Mesh]:
    """Draw the nose by its shadows: under its tip, and along the side that is turned away."""
    person = face.person
    eye, (mouth, _) = eye_at(person, 1), mouth_at(person)
    level = float(mouth[1]) + 0.25 * (float(eye[1]) - float(mouth[1]))
    broad = 0.095 if person.metatype in {"ork", "troll", "minotaur", "dwarf"} else 0.055 if person.woman else 0.066
    share = np.linspace(-1, 1, 7)
    tint = mix(dim(person.skin, 0.42), OF_LIPS, 0.12)
    under = face.stroke(broad * share, level + 0.010 * np.abs(share), face.least(0.020, 1.0) * (1 - 0.5 * share**2),
                        tint, 1)  # fmt: skip
    away = 1.0 if person.pose.turn > 0 else -1.0
    down = np.linspace(0, 1, 7)
    x = away * (0.052 + (0.85 * broad - 0.030) * down)
    side = face.stroke(x, eye[1] - 0.01 + (level + 0.02 - eye[1]) * down,
                       face.least(0.020, 0.8) * (0.5 + 0.5 * down), dim(person.skin, 0.66), 0)  # fmt: skip
    return [side, under]


def _mouth(face: _Drawing) -> list[Mesh]:
    """Draw the mouth: lips, the line between them or what is seen between open ones, the shade under it."""
    person, (up, opened, breadth, _, _) = face.person, face.mood
    middle, half = mouth_at(person)
    wide = min(0.20, face.least(0.95 * half, 2.6)) * breadth
    share = np.linspace(-1, 1, 11)
    x, arch = share * wide, 1 - share**2
    y = float(middle[1]) + up * (share**2 - 0.35)
    line = face.least(0.017, 0.95)
    dark = mix(dim(person.skin, 0.26), colour("#2a0c0e"), 0.55)
    lips = mix(dim(person.skin, 0.62), OF_LIPS, 0.62 if person.woman else 0.32)
    full = (0.050 if person.woman else 0.036) * arch**0.6
    depth = np.maximum(face.on_face(x, y), float(middle[2]) - 2.4 * x**2) + 0.004

    def band(low: Array, top: Array, tint: Colour, over: int) -> Mesh:
        return face.patch(np.stack([x, x]), np.stack([low, top]), np.stack([depth, depth]), tint, over)

    gap = 0.5 * opened * arch**0.5
    parts = [band(y - gap - full, y + gap + 0.65 * full, lips, 0)]
    parts.append(band(y - gap - 0.5 * line * (0.5 + 0.5 * arch), y + gap + 0.5 * line * (0.5 + 0.5 * arch), dark, 2))
    if opened and up >= 0:  # upper teeth
        tooth = np.minimum(0.040, 1.3 * gap)
        parts.append(band(y + gap - tooth, y + gap - 0.006, TEETH, 3))
    shade = 0.62 * share
    parts.append(face.stroke(shade * wide, np.full(11, float(middle[1]) - 0.075 - 0.5 * opened),
                             face.least(0.022, 0.9) * arch, dim(person.skin, 0.66), 0))  # fmt: skip
    return parts
