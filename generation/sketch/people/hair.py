"""Hair and beards as meshes: caps that follow the skull, locks, blades and braids; in head heights about the centre."""

import math
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, eased, joined, sheet, strands, tube
from generation.sketch.people.person import Person
from generation.sketch.people.skull import face_grid

NATURAL = ("#1c1614", "#3a2618", "#0e0d10", "#5a3a20", "#7a6a58", "#8a4a22")


OVER = 0.03  # head heights: how much strands are put before the cap of hair they lie on
BRASS = Skin(colour("#b89048"), 0.9)


def hair_style(person: Person) -> str:
    """Return what hair the person has: as asked, or what fits."""
    asked = next((style for style in ("mohawk", "dreads", "long_hair", "bald", "short_hair") if person.has(style)), "")
    if asked:
        return "short" if asked == "short_hair" else asked
    luck = float(person.rng("hair style").random())
    if person.has("woman") or person.metatype == "elf":
        return "long_hair" if luck < 0.75 else "swept"
    if person.metatype == "troll":
        return "bald" if luck < 0.6 else "dreads"
    return "short" if luck < 0.55 else "swept" if luck < 0.9 else "dreads"


def hair_colour(person: Person) -> Colour:
    """Return the hair's colour: natural, or dyed in a sign's colour where the cut asks for it."""
    rng = person.rng("hair colour")
    natural = colour(NATURAL[int(rng.integers(len(NATURAL)))])
    style = hair_style(person)
    dyed = style == "mohawk" or (style in {"dreads", "swept"} and rng.random() < 0.4)
    return mix(natural, person.accent, 0.75 if dyed else 0.06)


def hair_mesh(person: Person) -> Mesh | None:
    """Make hair and beard, or nothing for a bald head."""
    style, tint = hair_style(person), hair_colour(person)
    covered = person.has("hood", "hat", "helmet") or person.subject.role == "guard"
    if covered and style not in {"bald", "mohawk"}:
        style = "long_hair" if style == "long_hair" and not person.has("hood") else "short"
    parts: list[Mesh] = []
    if style == "short":
        parts.append(_cap(person, dim(tint, 0.75), 0.014, 0.020, 0.0))
        if person.detail == 2 and not covered:
            parts.append(_tousled(person, tint))
    elif style == "swept":
        parts += [_cap(person, dim(tint, 0.7), 0.010, 0.012, 0.0), *([] if covered else [_sweep(person, tint)])]
    elif style == "long_hair":
        parts += [_cap(person, tint, 0.040, 0.055, 0.30), _locks(person, tint)]
    elif style == "dreads":
        parts += [_cap(person, tint, 0.030, 0.040, 0.0), _dreads(person, tint)]
    elif style == "mohawk":
        parts.append(_cap(person, dim(colour(NATURAL[2]), 1.0), 0.006, 0.008, 0.0))
        parts += [] if covered else [_mohawk(person, tint)]
    if person.has("beard") or (person.metatype == "dwarf" and not person.has("woman")):
        parts.append(_beard(person, mix(tint, colour("#5a2c14"), 0.5)))
    return joined(parts) if parts else None


def _scalp(person: Person) -> Array:
    rows, columns = ((10, 12), (16, 20), (70, 84))[person.detail]
    return face_grid(person.metatype, woman=person.has("woman"), rows=rows, columns=columns)


def _cap(person: Person, tint: Colour, side: float, top: float, fall: float) -> Mesh:
    """Lay hair over the scalp, `side` and `top` thick; below its line it hides under the skin."""
    grid, rng = _scalp(person), person.rng("cap")
    y, z = grid[..., 1], grid[..., 2]
    line = np.interp(z, (-0.45, -0.12, 0.02, 0.08, 0.20, 0.33), (-0.20, -0.17, -0.06, 0.12, 0.25, 0.335))
    line = line - fall * np.clip(0.05 - z, 0, 0.3) / 0.3
    jag = np.interp(np.arange(grid.shape[1]), np.arange(0, grid.shape[1] + 8, 4), rng.random(grid.shape[1] // 4 + 3))
    line = line + 0.035 * (jag[None] - 0.5)
    over = np.clip((y - line) / 0.05, -1, 1)
    side, top = (side, top) if person.detail == 2 else (side + 0.02, top + 0.02)  # a coarse skull bulges through
    thick = (side + (top - side) * np.clip(y / 0.4, 0, 1)) * np.sqrt(np.maximum(over, 0)) + 0.02 * np.minimum(over, 0)
    comb = rng.random(grid.shape[1]) - 0.5 + 0.8 * np.sin(np.arange(grid.shape[1]) * 1.9 + 4 * z[:, :1] + 7 * y)
    thick = thick * (1 + 0.16 * comb * (thick > 0.008))
    away = grid - np.array([0, 0.02, -0.04])
    away = away / np.linalg.norm(away, axis=-1, keepdims=True)
    mesh = sheet(grid + away * thick[..., None], np.array([0, 0.02, -0.04]), Skin(tint, 0.45))
    shown = (over > 0)[:-1, :-1].ravel() | (over > 0)[1:, 1:].ravel()
    return _streaked(_kept(mesh, shown), person, grid.shape[1] - 1)


def _kept(mesh: Mesh, shown: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Mesh:
    return Mesh(mesh.corners[shown], mesh.normals[shown], mesh.colours[shown], mesh.stuff[shown])


def _streaked(mesh: Mesh, person: Person, columns: int) -> Mesh:
    """Let strands differ in colour, along the flow from the crown."""
    x, y, z = mesh.centres().T
    strand = (np.arctan2(x, z) * 26 + 3 * np.sin(y * 9)).astype(int)
    tone = person.rng("strands").random(400)[strand % 400]
    return mesh.tinted(mesh.colours * (0.86 + 0.26 * tone[:, None]))


@dataclass(frozen=True, slots=True)
class _Strand:
    """A lock or a hair's width: its path, its radius, what is left of that at its end, its colour."""

    path: Array
    radius: float
    tint: Colour
    tip: float = 0.15


def _grown(person: Person, hairs: list[_Strand]) -> Mesh:
    """Make strands as one mesh."""
    count = (4, 6, 15)[person.detail]
    share = np.linspace(0, 1, count)
    paths = np.stack([_resampled(hair.path, count) for hair in hairs])
    radii = np.stack([hair.radius * (1 - (1 - hair.tip) * share**2) for hair in hairs])
    tints = np.array([hair.tint for hair in hairs], np.float64)
    mesh = strands(paths, radii, tints, Skin((0, 0, 0), 0.5), (4, 4, 6)[person.detail])
    over = OVER * (1 + person.rng("over").random(len(hairs)))  # one strand lies over another with all its length
    mesh.stuff[:, 3] = np.repeat(over, len(mesh) // len(hairs))
    return mesh


def _resampled(path: Array, count: int) -> Array:
    smooth = eased(path, 6)
    at = np.linspace(0, len(smooth) - 1, count)
    return np.stack([np.interp(at, range(len(smooth)), smooth[:, axis]) for axis in range(3)], axis=-1)


def _toned(tint: Colour, luck: float) -> Colour:
    return dim(tint, 0.6 + 0.8 * luck)


def _locks(person: Person, tint: Colour) -> Mesh:
    """Let locks fall from the parting over the sides and the back, to the shoulders."""
    rng, count = person.rng("locks"), (10, 18, 150)[person.detail]
    thick = (0.036, 0.036, 0.023)[person.detail]
    broad = 0.36
    parts = []
    for index in range(count):
        luck = rng.random(5)
        share = (index + float(luck[0])) / count
        angle = 0.62 + (math.tau - 1.24) * share  # from one temple round the back to the other
        x, z = math.sin(angle), math.cos(angle)
        wave = 0.03 * math.sin(index * 1.7)
        length = 0.85 + 0.35 * float(luck[1]) - 0.25 * max(0.0, z)
        flare = 0.06 + 0.10 * float(luck[2])
        points = np.array([
            (0.14 * broad * x, 0.515, 0.05 * z - 0.06), (0.62 * broad * x, 0.475, 0.22 * z - 0.04),
            (1.06 * broad * x, 0.24, 0.42 * z - 0.05), (1.14 * broad * x, -0.05, 0.44 * z - 0.07),
            ((1.10 + flare) * broad * x + wave, -0.38, 0.42 * z - 0.10),
            ((1.20 + flare) * broad * x - wave, -length, 0.40 * z - 0.08),
        ])  # fmt: skip
        parts.append(_Strand(points, thick + 0.4 * thick * float(luck[3]), _toned(tint, float(luck[4]))))
    return _grown(person, parts)


def _tousled(person: Person, tint: Colour) -> Mesh:
    """Lay short strands over the scalp from the crown outwards; their ends stand off."""
    rng, parts = person.rng("tousled"), []
    for luck in rng.random((240, 6)):
        round_ = math.tau * float(luck[0])
        reach = 1.25 - 0.45 * max(0.0, math.cos(round_)) ** 2  # the brow is nearer to the crown than the nape
        start = reach * (0.05 + 0.62 * float(luck[1]))
        angles = start + np.linspace(0, 0.38 + 0.15 * float(luck[2]), 4)
        turn = round_ + np.linspace(0, 0.5 * (float(luck[3]) - 0.35), 4)
        lift = 1.0 + np.array([0.0, 0.05, 0.06, 0.04 + 0.06 * float(luck[4])])
        points = np.stack([0.385 * np.sin(angles) * np.sin(turn) * lift, 0.02 + 0.505 * np.cos(angles) * lift,
                           -0.055 + 0.435 * np.sin(angles) * np.cos(turn) * lift], axis=-1)  # fmt: skip
        parts.append(_Strand(points, 0.026, _toned(tint, float(luck[5])), 0.1))
    return _grown(person, parts)


def _dreads(person: Person, tint: Colour) -> Mesh:
    rng, count = person.rng("dreads"), (9, 14, 40)[person.detail]
    parts = []
    for index in range(count):
        luck = rng.random(4)
        angle = 0.55 + (math.tau - 1.1) * (index + float(luck[0])) / count
        x, z = math.sin(angle), math.cos(angle)
        out = 0.42 + 0.12 * float(luck[1])
        points = np.array([(0.22 * x, 0.47, 0.2 * z - 0.04), (0.40 * x, 0.36, 0.42 * z - 0.05),
                           (out * x, 0.05, out * z - 0.06), (out * x, -0.25, out * z - 0.1),
                           (0.42 * x, -0.45 - 0.25 * float(luck[2]), 0.40 * z - 0.1)])  # fmt: skip
        parts.append(_Strand(points, 0.034, _toned(tint, float(luck[3])), 0.7))
    return _grown(person, parts)


def _sweep(person: Person, tint: Colour) -> Mesh:
    """Comb the hair on top to one side and back, over shorn sides."""
    rng, count = person.rng("sweep"), (8, 16, 110)[person.detail]
    side = 1 if rng.random() < 0.5 else -1
    parts = []
    for index in range(count):
        luck = rng.random(5)
        across = -0.21 + 0.42 * (index + float(luck[0])) / count
        lift, drift = 0.03 * float(luck[1]) + 0.05 * float(luck[2]) ** 3, 0.10 + 0.10 * float(luck[3])
        path = (
            (0.8 * across, 0.385 - 0.35 * abs(across), 0.265),
            (across, 0.495 + lift - 0.3 * across**2, 0.19),
            (across + 0.6 * drift, 0.525 + lift - 0.5 * across**2, -0.03),
            (1.1 * across + drift, 0.40 + lift, -0.31),
        )
        points = np.array([(side * x, y, z) for x, y, z in path])
        parts.append(_Strand(points, (0.045, 0.035, 0.021)[person.detail], _toned(tint, float(luck[4]))))
    return _grown(person, parts)


def _mohawk(person: Person, tint: Colour) -> Mesh:
    """Stand blades of hair along the middle of the skull, in three rows."""
    rng, count = person.rng("mohawk"), (9, 13, 26)[person.detail]
    parts = []
    for row in (-1, 0, 1):
        for index in range(count):
            luck = rng.random(3)
            angle = -0.75 + 2.35 * (index + 0.5 * (row % 2)) / count  # from the forehead over the crown to the nape
            foot = np.array([row * 0.035, 0.06 + 0.40 * math.cos(angle), -0.05 - 0.36 * math.sin(angle)])
            reach = 0.36 - 0.05 * abs(row) + 0.12 * float(luck[0]) - 0.06 * abs(angle)
            lean = angle + 0.20 + 0.2 * (float(luck[1]) - 0.5)
            tip = foot + reach * np.array([row * 0.16, math.cos(lean), -math.sin(lean)])
            path = np.array([foot, foot * 0.45 + tip * 0.55, tip])
            parts.append(_Strand(path, 0.042, _toned(tint, 0.4 + 0.6 * float(luck[2])), 0.03))
    return _grown(person, parts)


def _beard(person: Person, tint: Colour) -> Mesh:
    """Let a beard grow along the jaw and from the lip; a dwarf's is long and ends in two braids."""
    rng, count = person.rng("beard"), (9, 14, 120 if person.metatype == "dwarf" else 240)[person.detail]
    long = 0.42 if person.metatype == "dwarf" else 0.10
    grid = _scalp(person)
    parts = []
    for row, level in enumerate((-0.20, -0.30, -0.40, -0.44)):
        thick = (0.034, 0.034, 0.019 if person.metatype == "dwarf" else 0.013)[person.detail]
        ring = grid[int(np.argmin(np.abs(grid[:, 0, 1] - level)))]
        front = ring[ring[:, 2] > 0.0]
        for index in range(count // 3):
            luck = rng.random(4)
            share = (index + float(luck[0])) / (count // 3)
            if row == 0 and 0.30 < share < 0.70:  # the mouth
                continue
            x, y, z = (
                float(np.interp(share * (len(front) - 1), range(len(front)), front[:, axis])) for axis in range(3)
            )
            middle = 1 - abs(2 * share - 1)
            drop = long * (0.35 + 0.65 * middle) * (0.75 + 0.4 * float(luck[1]))
            points = np.array([(x, y, z - 0.01), (x * 0.98, y - 0.4 * drop, z + 0.03), (x * 0.75, y - drop, z + 0.01)])
            parts.append(_Strand(points, thick, _toned(tint, float(luck[2]))))
    for side in (-1, 1):
        lip = np.array([(side * 0.01, -0.185, 0.40), (side * 0.09, -0.20, 0.37), (side * 0.15, -0.29, 0.31)])
        parts.append(_Strand(lip, 0.026, tint))
        if person.metatype == "dwarf":
            braid = np.array([(side * 0.07, -0.50, 0.34), (side * 0.08, -0.72, 0.34), (side * 0.07, -0.98, 0.32)])
            parts.append(_Strand(braid, 0.045, tint, 0.5))
    if person.metatype != "dwarf":
        return _grown(person, parts)
    rings = [
        tube([(side * 0.075, -0.86, 0.33), (side * 0.074, -0.90, 0.33)], [0.05, 0.05], BRASS, 8) for side in (-1, 1)
    ]
    return joined([_grown(person, parts), *rings])
