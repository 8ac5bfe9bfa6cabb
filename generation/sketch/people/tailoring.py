"""What is sewn onto clothes in front: necklines and what shows in them, lapels, zips, buttons, ties, badges.

All are strips laid on the shell of the clothes, by their places on the base mesh: their edges are sharp as cut cloth.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin
from generation.sketch.people.base_mesh import Numbers, base_mesh
from generation.sketch.people.person import Person
from generation.sketch.people.shell import Shell, edge_of, lapel_width, points_of
from generation.sketch.people.surface import FRONT, HEAD, TRUNK, chart
from generation.sketch.people.wardrobe import METAL, Worn

TOP = 0.603  # metres of the base mesh: how high the neckline is
STEEL, BRASS = colour("#8a9098"), colour("#c8a040")
LAPELS = frozenset({"suit", "lab_coat", "coat", "jacket", "vest"})
Pair = tuple[float, float]


@lru_cache(maxsize=1)
def _front() -> tuple[Numbers, Array]:
    """Return the triangles of the tights over chest and belly, in their own points, and their corners' x and y."""
    base, places, ids = base_mesh(), chart(), points_of("tights")
    quads = base.quads["tights"]
    where = places.of(quads)
    quads = quads[((where.limb == TRUNK) | (where.limb == HEAD)) & (where.z > FRONT - 0.02)]
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    spots = base.points[triangles][..., :2]
    return np.searchsorted(ids, triangles), spots


def _located(x: Array, y: Array) -> tuple[Numbers, Array]:
    """Return the three points of the tights about each place of the front, and their shares."""
    triangles, spots = _front()
    a, b, c = spots[:, 0], spots[:, 1], spots[:, 2]
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1])
    area = np.where(np.abs(area) < 1e-12, 1e-12, area)
    px, py = x[:, None], y[:, None]
    second = ((px - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (py - a[:, 1])) / area
    third = ((b[:, 0] - a[:, 0]) * (py - a[:, 1]) - (px - a[:, 0]) * (b[:, 1] - a[:, 1])) / area
    least = np.minimum(np.minimum(second, third), 1 - second - third)
    best = (np.arange(len(x)), least.argmax(axis=1))
    mine = np.clip(np.stack([1 - second[best] - third[best], second[best], third[best]], axis=-1), 0, 1)
    return triangles[best[1]], mine / mine.sum(axis=1, keepdims=True)


def strip(shell: Shell, levels: Array, left: Array, right: Array, skin: Skin, *, out: float, columns: int = 6) -> Mesh:
    """Lay a strip on the front: rows at levels, from `left` to `right`, `out` metres over the cloth."""
    share = np.linspace(0, 1, columns + 1)[None]
    x = left[:, None] + (right - left)[:, None] * share
    y = np.repeat(levels[:, None], columns + 1, axis=1)
    points, shares = _located(x.ravel(), y.ravel())
    spots = np.einsum("nk,nkd->nd", shares, shell.points[points])
    normals = np.einsum("nk,nkd->nd", shares, shell.normals[points])
    spots = spots + normals * (out * shell.size)
    numbers = np.arange(x.size).reshape(x.shape)
    quads = np.stack([numbers[:-1, :-1], numbers[1:, :-1], numbers[1:, 1:], numbers[:-1, 1:]], axis=-1).reshape(-1, 4)
    smooth = normals[quads].sum(axis=1)  # those of the cloth: the strip's own would show its facets
    smooth /= np.maximum(np.linalg.norm(smooth, axis=1, keepdims=True), 1e-12)
    row = [skin.gloss, skin.glow, 0.0, (0.014 + 1.5 * out) * shell.size]
    count = len(quads)
    tints, stuff = np.tile(np.array(skin.colour, np.float64), (count, 1)), np.tile(np.array(row), (count, 1))
    return Mesh(spots[quads], smooth, tints, stuff)


def sewn_on(person: Person, shell: Shell) -> list[Mesh]:
    """Make all that is sewn onto the clothes in front."""
    rows = (8, 16, 44)[person.detail]
    parts: list[Mesh] = []
    under: Worn | None = None
    for worn in [item for item in person.outfit if item.cut.layer and item.cut.high > 0.4]:
        parts += _opening(person, shell, worn, under, rows)
        if worn.kind in {"shirt", "uniform"}:
            parts += _buttons(shell, worn, rows)
        if worn.kind == "shirt" and person.wears("tie"):
            parts.append(_tie(person, shell, rows))
        if worn.kind == "hoodie":
            parts += _two_lines(shell, (0.57, 0.46), (0.03, 0.004), Skin(mix(worn.tint, WHITE, 0.6)), rows)
        if worn.kind == "robe":
            trim = Skin(mix(person.accent, colour("#c09a50"), 0.5), 0.5, 0.18)
            parts += _two_lines(shell, (TOP, -0.03), (0.034, 0.007), trim, rows)
        if worn.kind in FITTINGS:
            parts += FITTINGS[worn.kind](shell, worn)
        if worn.kind == "kimono":
            parts += _crossed(shell, worn, rows)
        under = worn
    return parts


def _two_lines(shell: Shell, levels: Pair, place: Pair, skin: Skin, rows: int) -> list[Mesh]:
    """Sew a line on each side of the middle, between two levels: how far aside, and half how wide."""
    (top, low), (aside, half) = levels, place
    return [strip(shell, np.linspace(top, low, rows), np.full(rows, x - half), np.full(rows, x + half), skin, out=0.006,
                  columns=1) for x in (-aside, aside)]  # fmt: skip


def _opening(person: Person, shell: Shell, worn: Worn, under: Worn | None, rows: int) -> list[Mesh]:
    """Cut the neckline, or the front, open: what is worn under it shows, or skin; lapels or a hem lie at the edge."""
    cut = worn.cut
    parts: list[Mesh] = []
    if not (cut.neck or cut.opened) or worn.kind == "kimono":
        return parts
    low = 0.605 - cut.neck if not cut.opened else max(cut.low, -0.04)
    levels = np.linspace(min(TOP, cut.high + 0.01), low, rows)
    edge = edge_of(cut, levels)
    tint, gloss = (under.tint, under.cut.gloss) if under is not None else (person.skin, 0.3)
    lift = 0.0012 * (8 - cut.layer)  # what is under a garment shows in its opening, and has an opening of its own
    parts.append(strip(shell, levels, -edge, edge, Skin(tint, gloss), out=0.003 + lift, columns=8))
    tone = dim(worn.tint, 1.25 if sum(worn.tint) < 360 else 0.88)
    for side in (-1, 1):
        if worn.kind in LAPELS and worn.kind != "vest":
            wide = lapel_width(cut, levels)
            notch = np.where(np.abs(levels - 0.50) < 0.010, 0.45, 1.0) if worn.kind in {"suit", "lab_coat"} else 1.0
            outer = edge + wide * notch
            parts.append(
                strip(shell, levels, side * edge, side * outer, Skin(tone, cut.gloss + 0.05), out=0.013 + lift)
            )
        if worn.kind == "jacket":
            parts.append(
                strip(
                    shell,
                    levels,
                    side * (edge - 0.003),
                    side * (edge + 0.004),
                    Skin(STEEL, METAL),
                    out=0.013 + lift,
                    columns=1,
                )
            )
        elif not cut.opened:
            parts.append(
                strip(
                    shell,
                    levels,
                    side * (edge - 0.002),
                    side * (edge + 0.006),
                    Skin(dim(worn.tint, 0.8)),
                    out=0.003 + lift,
                    columns=1,
                )
            )
    return parts


def _buttons(shell: Shell, worn: Worn, rows: int) -> list[Mesh]:
    levels = np.linspace(TOP - 0.01, max(worn.cut.low, 0.02), rows)
    line = np.full(rows, 0.015)
    parts = [strip(shell, levels, line, line + 0.0025, Skin(dim(worn.tint, 0.72)), out=0.0095, columns=1)]
    for level in np.linspace(0.565, 0.15, 6):
        spot = np.array([level + 0.006, level - 0.006])
        tint = BRASS if worn.kind == "uniform" else mix(worn.tint, colour("#202024"), 0.5)
        parts.append(strip(shell, spot, np.full(2, -0.006), np.full(2, 0.006), Skin(tint, 0.7), out=0.011, columns=1))
    return parts


def _tie(person: Person, shell: Shell, rows: int) -> Mesh:
    """Hang a tie from the collar, down to where what is worn over it closes."""
    worn = next(item for item in person.outfit if item.kind == "tie")
    over = [item.cut for item in person.outfit if item.cut.layer > 1 and item.cut.neck and item.cut.opened < 0.03]
    low = max([0.17, *(0.612 - cut.neck for cut in over)])
    levels = np.linspace(0.598, low, rows)
    half = np.interp(levels, (0.17, 0.21, 0.555, 0.562, 0.598), (0.002, 0.036, 0.016, 0.013, 0.023))
    for cut in over:
        half = np.minimum(half, edge_of(cut, levels))
    return strip(shell, levels, -half, half, Skin(worn.tint, worn.cut.gloss), out=0.0125, columns=4)


def _pockets(shell: Shell, worn: Worn) -> list[Mesh]:
    parts = []
    for side in (-1, 1):
        near, far = np.full(4, side * 0.048), np.full(4, side * 0.120)
        pocket, flap = np.linspace(0.435, 0.365, 4), np.linspace(0.440, 0.415, 4)
        parts.append(strip(shell, pocket, near, far, Skin(dim(worn.tint, 1.12)), out=0.003))
        parts.append(strip(shell, flap, near * 0.97, far * 1.02, Skin(dim(worn.tint, 0.85)), out=0.005))
    badge = np.array([0.462, 0.448])
    parts.append(strip(shell, badge, np.full(2, 0.07), np.full(2, 0.10), Skin(BRASS, 0.9), out=0.004, columns=2))
    return parts


def _zips(shell: Shell, worn: Worn) -> list[Mesh]:
    """Close a jacket's pockets with zips: two slanted ones, one on the breast."""
    steel, parts = Skin(STEEL, METAL), []
    levels = np.linspace(0.235, 0.125, 10)
    for side in (-1, 1):
        line = side * (0.105 + 0.25 * (0.235 - levels))
        parts.append(strip(shell, levels, line - 0.0028, line + 0.0028, steel, out=0.005, columns=1))
        yoke = np.array([0.500, 0.494])
        parts.append(
            strip(shell, yoke, np.full(2, side * 0.085), np.full(2, side * 0.150), Skin(dim(worn.tint, 0.6)), out=0.004)
        )
    breast = np.array([0.425, 0.4195])
    parts.append(strip(shell, breast, np.full(2, 0.085), np.full(2, 0.135), steel, out=0.005))
    return parts


def _flaps(shell: Shell, worn: Worn) -> list[Mesh]:
    """Sew a coat's or a suit's pockets on, and the buttons beside its edge."""
    flap, levels = Skin(dim(worn.tint, 0.8)), np.linspace(0.150, 0.122, 4)
    near, far = np.full(4, 0.075), np.full(4, 0.145)
    parts = [strip(shell, levels, side * near, side * far, flap, out=0.005) for side in (-1, 1)]
    breast = np.array([0.425, 0.412])
    parts.append(strip(shell, breast, np.full(2, 0.085), np.full(2, 0.130), flap, out=0.005))
    for level in (0.30, 0.23, 0.16) if worn.kind != "suit" else (0.305, 0.22):
        edge = float(edge_of(worn.cut, np.array([level]))[0]) + 0.014
        spot = np.array([level + 0.007, level - 0.007])
        button = Skin(mix(worn.tint, colour("#0c0c10"), 0.6), 0.6)
        parts.append(
            strip(shell, spot, np.full(2, edge - 0.006), np.full(2, edge + 0.008), button, out=0.009, columns=1)
        )
    return parts


def _crossed(shell: Shell, worn: Worn, rows: int) -> list[Mesh]:
    """Cross the two sides of a kimono over the chest, the left over the right, over a white under-robe."""
    levels = np.linspace(TOP, 0.22, rows)
    down = (TOP - levels) / (TOP - 0.22)
    parts = []
    white = Skin(mix(worn.tint, WHITE, 0.75))
    trim = Skin(mix(worn.tint, WHITE, 0.45), 0.2)
    parts.append(strip(shell, levels, -0.058 * (1 - down), 0.058 * (1 - down), white, out=0.002))
    for side, over in ((-1, 0.004), (1, 0.006)):
        middle = side * (0.062 - 0.120 * down)
        parts.append(strip(shell, levels, middle - 0.016, middle + 0.016, trim, out=over, columns=3))
    return parts


FITTINGS: dict[str, Callable[[Shell, Worn], list[Mesh]]] = {
    "uniform": _pockets, "jacket": _zips, "coat": _flaps, "lab_coat": _flaps, "suit": _flaps,
}  # fmt: skip
