"""Heads: skull and face, ears, eyes, tusks and horns of the metatypes, as meshes in head heights about the centre."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, eased, joined, sheet, tube
from generation.sketch.people.profile import BASE, BUMPS, CENTRE, EARS, NOSE_WIDTH, WIDTH, at_levels, back_of, middle_of

HORN = colour("#8a7a64")
TOOTH = colour("#d8ccb0")
EYE_X, EYE_Y, EYE_SIZE = 0.142, 0.028, 0.062


@lru_cache(maxsize=64)
def face_grid(metatype: str, *, woman: bool, rows: int, columns: int) -> Array:
    """Return the points of a head, from the chin's foot up, each row from the nape round over the face."""
    share = np.linspace(0, 1, rows + 1)
    y = -0.468 + 0.968 * (share + 0.06 * np.sin(math.tau * share))  # rows gather at the chin and the crown
    y[0], y[-1] = -0.468, 0.5
    front, base, back = _fronts(metatype, y)
    wide = at_levels(WIDTH, y, 0.03) * _broadness(metatype, y) * (1 - 0.07 * woman * np.clip((0.05 - y) / 0.3, 0, 1))
    dome = np.sqrt(1 - np.clip((y - 0.16) / 0.341, 0, 1) ** 2.6)  # the crown is round
    wide *= dome
    middle = np.clip(at_levels(CENTRE, y, 0.04), back + 0.02, base - 0.01)
    turn = np.linspace(-1, 1, columns + 1)
    angle = math.pi * np.sign(turn) * np.abs(turn) ** 1.45  # columns gather on the face
    sine, cosine = np.sin(angle), np.cos(angle)
    power = 2 / 2.25
    x = wide[:, None] * np.sign(sine) * np.abs(sine) ** power
    reach = np.where(cosine[None] > 0, (base - middle)[:, None], (middle - back)[:, None]) * dome[:, None]
    z = middle[:, None] + reach * np.sign(cosine) * np.abs(cosine) ** power
    facing = np.clip(cosine, 0, 1)[None] ** 0.5
    nose = at_levels(NOSE_WIDTH, y, 0.012)[:, None] * (1.12 if metatype in {"troll", "ork", "dwarf"} else 1.0)
    z = z + facing * ((front - base) * dome)[:, None] * np.exp(-((np.abs(x) / nose) ** 2.6))
    for at_x, at_y, across, high, amount in BUMPS:
        z = z + facing * amount * np.exp(-(((np.abs(x) - at_x) / across) ** 2) - ((y[:, None] - at_y) / high) ** 2)
    if woman:
        z = z - facing * 0.012 * np.exp(-(((y[:, None] - 0.105) / 0.05) ** 2))
    return np.stack([x, np.repeat(y[:, None], columns + 1, axis=1), z], axis=-1)


def _fronts(metatype: str, y: Array) -> tuple[Array, Array, Array]:
    """Return, for each level, how far the midline, the face beside the nose, and the back of the head reach."""
    front = at_levels(middle_of(metatype), y, 0.008)
    change = at_levels(middle_of(metatype), y, 0.03) - at_levels(middle_of("human"), y, 0.03)
    return front, at_levels(BASE, y, 0.025) + change * 0.8, at_levels(back_of(metatype), y, 0.035)


def _broadness(metatype: str, y: Array) -> Array:
    low, high = {"troll": (1.26, 0.98), "ork": (1.18, 1.0), "dwarf": (1.12, 1.05), "elf": (0.90, 0.93)}.get(
        metatype, (1.0, 1.0)
    )
    return np.asarray(np.interp(y, (-0.3, 0.15), (low, high)))


def face_mesh(metatype: str, skin: Colour, *, woman: bool, rows: int, columns: int) -> Mesh:
    """Make skull and face, with lips, cheeks and the shadow of a beard in the colour of the skin."""
    grid = face_grid(metatype, woman=woman, rows=rows, columns=columns)
    inside = np.stack([np.zeros(len(grid)), grid[:, 0, 1], np.full(len(grid), -0.02)], axis=-1)
    inside[:, 1] = np.clip(inside[:, 1], -0.25, 0.25)
    mesh = sheet(grid, inside, Skin(skin, 0.32))
    x, y, z = mesh.centres().T
    tint = mesh.colours.copy()

    def stain(other: Colour, amount: Array) -> None:
        nonlocal tint
        tint = tint + (np.array(other) - tint) * np.clip(amount, 0, 1)[:, None]

    front = z > 0.15
    lips = np.exp(-((np.abs(x) / 0.095) ** 4) - ((y + 0.248) / 0.036) ** 4) * front
    stain(mix(dim(skin, 0.62), colour("#8a2a30"), 0.7 if woman else 0.25), lips * 0.85)
    stain(dim(skin, 0.25), np.exp(-((np.abs(x) / 0.10) ** 4) - ((y + 0.243) / 0.007) ** 2) * front * 0.9)
    stain(dim(skin, 0.45), np.exp(-(((np.abs(x) - 0.04) / 0.018) ** 2) - ((y + 0.162) / 0.012) ** 2) * front * 0.9)
    if not woman and metatype != "elf":
        stain(mix(dim(skin, 0.6), colour("#2a2a30"), 0.3), np.clip((-0.14 - y) / 0.12, 0, 1) * (z > 0.0) * 0.35)
    stain(dim(skin, 0.55), np.exp(-(((np.abs(x) - EYE_X) / 0.085) ** 2) - ((y - 0.03) / 0.05) ** 2) * front * 0.55)
    return mesh.tinted(tint)


def features_mesh(
    metatype: str, skin: Colour, brow: Colour, iris: Colour, *, fine: bool, ears: bool, glow: float
) -> Mesh:
    """Make what stands out of the face: eyes with lids, brows, ears unless they are covered, tusks and horns."""
    parts = [ball((0, 0, 0), (0.05, 0.05, 0.05), Skin(skin), 3, 4)]
    parts += [_ear(metatype, skin, side, fine=fine) for side in (-1, 1) if ears]
    parts += [part for side in (-1, 1) for part in (_eye(metatype, skin, iris, side, glow) if fine else ())]
    if fine:
        parts += [_brow(metatype, brow, side) for side in (-1, 1)]
    if metatype in {"ork", "troll"}:
        parts += [_tusk(metatype, side) for side in (-1, 1)]
    if metatype == "troll":
        parts += [_horn(side, fine=fine) for side in (-1, 1)]
    return joined(parts)


def depth_at(metatype: str, x: float, y: float) -> float:
    """Return how far the face of a metatype stands out at a place."""
    grid = face_grid(metatype, woman=False, rows=60, columns=60)
    row = grid[int(np.argmin(np.abs(grid[:, 0, 1] - y)))]
    front = row[row[:, 2] > 0]
    return float(np.interp(x, front[:, 0], front[:, 2])) if len(front) else 0.3


def _eye(metatype: str, skin: Colour, iris: Colour, side: int, glow: float) -> list[Mesh]:
    size = EYE_SIZE * (0.92 if metatype in {"troll", "ork"} else 1.08 if metatype == "elf" else 1.0)
    centre = (side * EYE_X, EYE_Y, depth_at(metatype, EYE_X, EYE_Y) - size * 0.52)
    globe = ball((0, 0, 0), (size, size, size), Skin(colour("#b8b4ac"), 1.0), 16, 22)
    # The ball's pole looks ahead: its rows are rings about the pupil.
    globe = globe.turned(0, math.pi / 2)
    towards = globe.centres()[:, 2] / size
    tint = np.where((towards > 0.88)[:, None], np.array(iris), globe.colours)
    tint = np.where((towards > 0.965)[:, None], np.array([6, 6, 8]), tint)
    globe = replace(globe.tinted(tint), stuff=globe.stuff + glow * (towards > 0.88)[:, None] * np.array([0, 1.0, 0, 0]))
    lid = Skin(dim(skin, 0.74), 0.25)
    upper = ball((0, 0, 0), (size * 1.13, size * 1.13, size * 1.13), lid, 8, 22, (14, 90)).turned(0, 0.05)
    lower = ball((0, 0, 0), (size * 1.10, size * 1.10, size * 1.10), lid, 6, 22, (-90, -26))
    lash = tube(
        [(size * 1.17 * math.sin(a) * 0.98, size * 0.27, size * 1.12 * math.cos(a)) for a in np.linspace(-1.1, 1.1, 9)],
        [0.004] * 2 + [0.007] * 5 + [0.004] * 2, Skin(colour("#0c0a0a"), 0.1), 5,
    )  # fmt: skip
    return [part.moved(centre) for part in (globe, upper, lower, lash)]


def _brow(metatype: str, tint: Colour, side: int) -> Mesh:
    drop = 0.012 if metatype in {"troll", "ork"} else 0.0
    spots = [(0.062, 0.098 - drop), (0.11, 0.112), (0.17, 0.122), (0.225, 0.108), (0.255, 0.088)]
    if metatype == "elf":
        spots = [(x, y + 0.05 * (x - 0.06)) for x, y in spots]
    points = [(side * x, y, depth_at(metatype, x, y) + 0.001) for x, y in spots]
    return tube(points, [0.012, 0.017, 0.016, 0.012, 0.005], Skin(tint, 0.1), 6)


def _ear(metatype: str, skin: Colour, side: int, *, fine: bool) -> Mesh:
    outline = np.array([*EARS[metatype], EARS[metatype][0]])
    outline = eased(outline, 4 if fine else 1)[:-1]
    root = np.array([-0.03, 0.0])
    share = np.array([0.05, 0.45, 0.8, 1.0, 0.94])
    bulge = np.array([0.0, 0.02, 0.05, 0.075, 0.055])
    ring = np.concatenate([outline, outline[:1]])
    flat = root + share[:, None, None] * (ring - root)[None]
    # Away from the root an ear leans out of the head; its rim rolls forward.
    out = bulge[:, None] * np.clip((root[0] - flat[..., 0]) / 0.08, 0.0, 2.2)
    grid = np.stack([side * (_side_of(metatype) + out), -flat[..., 1], flat[..., 0] - 0.01], axis=-1)
    return sheet(grid, np.array([0.0, 0.0, -0.1]), Skin(dim(skin, 0.88), 0.25, thin=True))


def _side_of(metatype: str) -> float:
    return 0.335 * float(_broadness(metatype, np.array([0.0]))[0])


def _tusk(metatype: str, side: int) -> Mesh:
    reach = 0.115 if metatype == "ork" else 0.19
    x, z = 0.098, depth_at(metatype, 0.10, -0.26) + 0.005
    points = [(side * (x + 0.022 * t), -0.285 + reach * t * (1.6 - 0.6 * t), z + 0.022 - 0.035 * (t - 0.4) ** 2)
              for t in np.linspace(0, 1, 6)]  # fmt: skip
    return tube(points, [0.030, 0.030, 0.026, 0.020, 0.012, 0.003], Skin(TOOTH, 0.8), 9)


def _horn(side: int, *, fine: bool) -> Mesh:
    spine = np.array([(0.20, 0.33, 0.16), (0.34, 0.47, 0.14), (0.54, 0.52, 0.04), (0.70, 0.42, -0.08),
                      (0.75, 0.23, -0.06), (0.68, 0.10, 0.08), (0.60, 0.08, 0.20)])  # fmt: skip
    steps = np.linspace(0, len(spine) - 1, 34 if fine else 12)
    points = [tuple(np.interp(steps, range(len(spine)), spine[:, axis])[i] for axis in range(3))
              for i in range(len(steps))]  # fmt: skip
    share = steps / steps[-1]
    ridges = 1 + (0.07 * np.cos(share * 60) if fine else 0.0)
    radii = 0.105 * (1 - share) ** 0.62 * ridges + 0.006
    return tube([(side * x, y, z) for x, y, z in points], list(radii), Skin(HORN, 0.5), 12 if fine else 7)
