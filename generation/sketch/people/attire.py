"""Clothes: the shell on the body with what is sewn onto it, and what hangs from it: skirts, tails, collars, capes."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, joined
from generation.sketch.people.base_mesh import Numbers, base_mesh
from generation.sketch.people.body import bone, skinned
from generation.sketch.people.cloth import STIFFNESS
from generation.sketch.people.fur import fur_mesh, is_furred, pelt_of
from generation.sketch.people.person import Person
from generation.sketch.people.shell import WAIST, Shell, chart_of, crumpled, local, points_of, shell_mesh, shell_of
from generation.sketch.people.surface import FRONT, TRUNK, Chart, Mask, Patch, painted, patch
from generation.sketch.people.tailoring import sewn_on
from generation.sketch.people.wardrobe import OVER, TRUNKS, Worn


def body_mesh(person: Person, bottom: float = -1.0) -> Mesh:
    """Make the clothes, and the skirts and collars that belong to them; what is lower than `bottom` is left out."""
    if is_furred(person):
        bare = replace(person, outfit=pelt_of(person.outfit, person.skin))
        shell = shell_of(bare)
        return joined([shell_mesh(bare, shell, bottom), fur_mesh(bare, shell.points, shell.normals, local("tights"))])
    shell = shell_of(person)
    parts = [shell_mesh(person, shell, bottom), *sewn_on(person, shell)]
    for worn in person.outfit:
        tail = worn.cut.skirt > SHORT and _is_seated(person)  # it is sat on
        if worn.cut.skirt < 1.0 and not tail and not (worn.kind in TRUNKS and person.wears(*OVER)):
            parts.append(_skirt(person, worn, shell))
        if worn.cut.collar:
            parts.append(_collar(person, worn))
        if worn.kind in NECKWEAR:
            parts.append(NECKWEAR[worn.kind](person, worn))
    return joined([part for part in parts if len(part)])


def _is_seated(person: Person) -> bool:
    """Tell whether the thighs are raised, as of somebody who sits or squats."""
    pose = person.pose
    return min(float(pose.hips[side][1] - pose.knees[side][1]) for side in (0, 1)) < 0.12 * person.tall


def _skirt(person: Person, worn: Worn, shell: Shell) -> Mesh:
    """Hang a skirt, or the tails of a coat, from the waist: it swings out, falls in folds, and ends at its hem."""
    cut, ids, quads = worn.cut, points_of("skirt"), local("skirt")
    at = chart_of(ids)
    size, rng = person.tall / 1.7, person.rng(f"skirt {worn.kind}")
    rest = person.body.shape.points[ids]
    deep = np.clip((WAIST - at.y) / (WAIST - cut.skirt), 0, 1.1)
    out = np.stack([rest[:, 0], 0 * rest[:, 0], rest[:, 2] - rest[:, 2].mean()], axis=-1)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    angle = np.arctan2(at.x, at.z - 0.02)
    folds = np.zeros(len(ids))
    for _ in range(4):
        waves, phase, weight = int(rng.integers(5, 13)), float(rng.random()) * math.tau, float(rng.random())
        folds += weight * np.sin(waves * angle + phase + 0.8 * deep)
    hangs = worn.cut.layer > 3
    layer = 0.004 if hangs else cut.thick + 0.010
    amount = layer + cut.flare * deep**1.3 + (0.008 + 0.10 * cut.flare) * folds * deep
    hung = shell.drape.hung(rest, np.full(len(ids), STIFFNESS.get(worn.kind, 0.0) * hangs))
    moved = hung + out * (amount * size)[:, None]
    sway = 0.05 * (float(rng.random()) - 0.5) * (cut.flare > 0.04)
    moved[:, 0] += sway * deep**2 * size
    gap = cut.opened * (0.8 + 1.6 * np.clip((WAIST - at.y) / 0.7, 0, 1))
    edge = (at.z > FRONT) & (np.abs(at.x) < gap)  # the front falls in a line: its points are moved there
    moved[edge, 0] *= (gap / np.maximum(np.abs(at.x), 0.004))[edge]
    posed = skinned(moved, person.pose.matrices, person.pose.places, person.body.shape.heads, ids)
    if cut.skirt < SHORT:
        posed = _round_legs(person, posed, at.y < WAIST - 0.03, (0.012 + cut.thick) * size)
    where = at.of(quads)
    torn = (
        0.10 * person.has("ragged") * (np.sin(23 * angle[quads].mean(axis=1)) + np.sin(9 * angle[quads].mean(axis=1)))
    )
    keep = where.y > cut.skirt + np.clip(torn, 0, 0.2) * (cut.skirt < -0.2)
    if cut.opened:
        keep &= ~((where.z > FRONT) & (np.abs(where.x) < 0.6 * gap[quads].mean(axis=1)))
    if worn.kind == "apron":
        keep &= (where.z > 0.0) & (np.abs(where.x) < 0.19)
    quads = quads[keep]
    part = patch(posed, quads, (1, 2, 3)[person.detail])
    middle = Chart(np.full(len(part.source), TRUNK, np.int8), np.zeros(len(part.source)),
                   *(part.at(values, quads) for values in (at.x, at.y, at.z)))  # fmt: skip
    tint = worn.tint
    colours = np.tile(np.array(tint, np.float64), (len(middle.y), 1))
    hem = middle.y < cut.skirt + 0.055
    if worn.kind in {"robe", "kimono"}:
        other = mix(dim(tint, 0.55), colour("#8a6a3c"), 0.22) if worn.kind == "robe" else dim(tint, 0.7)
        colours[hem] = mix(tint, other, 0.6)
    over = OVER_TROUSERS * size if worn.kind in TRUNKS else 0.0
    stuff = np.tile(np.array([cut.gloss, 0.0, 1.0, over]), (len(middle.y), 1))
    return painted(
        Patch(part.corners, crumpled(person, part.normals, middle), part.source, part.shares), colours, stuff
    )


def _round_legs(person: Person, points: Array, free: Mask, over: float) -> Array:
    """Push a skirt out to where legs are, so that none steps through it."""
    pose, size = person.pose, person.tall / 1.7
    spots, reach = [], []
    for side in (0, 1):
        way = np.array([pose.hips[side], pose.knees[side], pose.ankles[side]])
        for share in np.linspace(0.1, 2.0, 14):
            spots.append([np.interp(share, range(3), way[:, axis]) for axis in range(3)])
            reach.append(np.interp(share, (0, 1, 2), (0.088, 0.066, 0.060)) * size + over)
    legs, wide = np.array(spots), np.array(reach)
    middle = np.array([pose.pelvis[0], 0.0, pose.pelvis[2]])
    flat = (points - middle) * (1, 0, 1)
    far = np.linalg.norm(flat, axis=1)
    way = flat / np.maximum(far, 1e-9)[:, None]
    rel = (legs - middle) * (1, 0, 1)
    ahead = way @ rel.T
    aside = np.sqrt(np.maximum((rel**2).sum(axis=1)[None] - ahead**2, 0))
    level = np.clip(1.3 - np.abs(points[:, 1:2] - legs[None, :, 1]) / (ROUND * wide), 0, 1)
    need = np.where(ahead > -wide, ahead + wide * np.sqrt(np.maximum(1 - (aside / (ROUND * wide)) ** 2, 0)), 0)
    need = np.where((aside < ROUND * wide) & (level > 0), need * level + far[:, None] * (1 - level), 0).max(axis=1)
    out = points + way * (np.maximum(need - far, 0) * free)[:, None]
    return np.asarray(out)


@lru_cache(maxsize=1)
def _neckline() -> Numbers:
    """Return the points at the tights' upper edge, round the neck from the back over the right to the back."""
    quads = base_mesh().quads["tights"]
    edges = np.sort(np.stack([quads.ravel(), np.roll(quads, -1, axis=1).ravel()], axis=1), axis=1)
    once, counts = np.unique(edges, axis=0, return_counts=True)
    rim = np.unique(once[counts == 1])
    rim = rim[base_mesh().points[rim, 1] > 0.5]
    spots = base_mesh().points[rim]
    return np.asarray(rim[np.argsort(np.arctan2(spots[:, 0], spots[:, 2] - 0.025))])


def _ring(person: Person, rows: list[tuple[float, float]], gap: float, tint: Colour, gloss: float) -> Mesh:
    """Span a band about the neck through rows of (outwards, up) in metres from the tights' edge.

    It is open over `gap` radians to both sides of the front, where it is lower, as the ends of a collar are.
    """
    loop, size = _neckline(), person.tall / 1.7
    posed = skinned(
        person.body.shape.points[loop], person.pose.matrices, person.pose.places, person.body.shape.heads, loop
    )
    neck, head = bone("neck_01"), bone("head")
    axis = person.pose.places[head] - person.pose.places[neck]
    axis /= np.linalg.norm(axis)
    usual = base_mesh().points[loop]
    angle = np.arctan2(usual[:, 0], usual[:, 2] - 0.025)  # 0 in front
    columns = (10, 20, 56)[person.detail]
    want = np.linspace(gap, math.tau - gap, columns + 1)
    turn = np.concatenate([angle - math.tau, angle, angle + math.tau])
    three = np.concatenate([posed] * 3)
    ring = np.stack([np.interp(want, turn, three[:, index]) for index in range(3)], axis=-1)
    middle = ring.mean(axis=0)
    out = ring - middle
    out -= axis * (out @ axis)[:, None]
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    fade = np.clip((np.minimum(want, math.tau - want) - gap) / 0.9, 0, 1) if gap else np.ones(columns + 1)
    grid = []
    for away, up in rows:
        rise = up * (0.35 + 0.65 * fade) if up > 0 else np.full(columns + 1, up)
        rise = rise - 0.018 * fade  # the nape is higher than the throat
        grid.append(ring + out * (away * size) + axis * (rise * size)[:, None])
    spots = np.array(grid)
    numbers = np.arange(spots.shape[0] * spots.shape[1]).reshape(spots.shape[:2])
    quads = np.stack([numbers[:-1, :-1], numbers[:-1, 1:], numbers[1:, 1:], numbers[1:, :-1]], axis=-1).reshape(-1, 4)
    part = patch(spots.reshape(-1, 3), quads, (1, 1, 2)[person.detail])
    away_from = part.corners.mean(axis=1) - middle
    flip = np.where((part.normals * away_from).sum(axis=1) < 0, -1.0, 1.0)[:, None]
    stuff = np.tile(np.array([gloss, 0.0, 1.0, 0.012 * size]), (len(part.source), 1))
    tints = np.tile(np.array(tint, np.float64), (len(part.source), 1))
    return painted(Patch(part.corners, part.normals * flip, part.source, part.shares), tints, stuff)


def _collar(person: Person, worn: Worn) -> Mesh:
    """Stand a collar up about the neck, open at the throat."""
    high, over = worn.cut.collar, worn.cut.thick
    low = person.has("long_hair", "hood", "dreads", "braids")
    high = min(high, 0.035) if low else high
    tint = dim(worn.tint, 1.15 if sum(worn.tint) < 400 else 0.92)
    rows = [(over + 0.016, -0.060), (over + 0.008, -0.034), (over + 0.004, 0.3 * high - 0.012)]
    rows.append((over + 0.006 + 0.30 * high, 0.85 * high - 0.012))
    gap = {"coat": 0.55, "jacket": 0.5, "robe": 0.35}.get(worn.kind, 0.22)
    if worn.kind in ROLLED:  # a band, closed all round
        rows = [(over - 0.002, -0.040), (over + 0.004, -0.022), (over + 0.006, 0.2 * high), (over + 0.004, 0.7 * high),
                (over - 0.003, 0.75 * high)]  # fmt: skip
        gap = 0.0
    if worn.kind in TURNED_DOWN or (
        worn.kind in FOLDED and person.rng("collar").random() < OFTEN
    ):  # a band about the neck, and the leaf that falls over it
        rows = [(over - 0.002, -0.022), (over - 0.002, 0.1 * high), (over - 0.001, 0.5 * high),
                (over + 0.004, 0.48 * high), (over + 0.010, -0.012), (over + 0.016, -0.040)]  # fmt: skip
        gap = 0.13 if worn.kind in TURNED_DOWN else 0.42
    return _ring(person, rows, gap, tint, worn.cut.gloss + 0.1)


def _scarf(person: Person, worn: Worn) -> Mesh:
    rows = [(0.012, -0.05), (0.040, -0.045), (0.052, -0.015), (0.046, 0.02), (0.020, 0.035), (0.004, 0.02)]
    return _ring(person, rows, 0.0, worn.tint, 0.1)


def _cape(person: Person, worn: Worn) -> Mesh:
    """Let a cape fall from the shoulders down the back."""
    pose, tall = person.pose, person.tall
    columns = (10, 18, 40)[person.detail]
    turn = np.linspace(-2.1, 2.1, columns + 1)
    across, back = np.sin(turn * 0.82), -np.cos(turn * 0.80)
    middle = (pose.shoulders[0] + pose.shoulders[1]) / 2
    half = float(np.linalg.norm(pose.shoulders[1] - pose.shoulders[0])) / 2
    rng = person.rng("cape")
    folds = sum(
        float(rng.random()) * np.sin(int(rng.integers(4, 10)) * turn + float(rng.random()) * 6) for _ in range(3)
    )
    rows = []
    for up, wide, deep, wave in ((0.080, 0.50, 0.50, 0.0), (0.055, 0.95, 0.72, 0.0), (0.0, 1.42, 0.92, 0.02),
                                 (-0.12, 1.62, 1.02, 0.05), (-0.35, 1.85, 1.15, 0.09),
                                 (-0.60, 2.10, 1.35, 0.13)):  # fmt: skip
        reach = half * (1 + wave * folds)
        level = max(middle[1] + up * tall, 0.03 * tall)
        rows.append(
            np.stack(
                [middle[0] + across * wide * reach, np.full(len(turn), level), middle[2] + back * deep * reach - 0.01],
                axis=-1,
            )
        )
    grid = np.array(rows)
    numbers = np.arange(grid.shape[0] * grid.shape[1]).reshape(grid.shape[:2])
    quads = np.stack([numbers[:-1, :-1], numbers[1:, :-1], numbers[1:, 1:], numbers[:-1, 1:]], axis=-1).reshape(-1, 4)
    part = patch(grid.reshape(-1, 3), quads, (1, 1, 2)[person.detail])
    away = part.corners.mean(axis=1) - middle
    flip = np.where((part.normals * away * (1, 0, 1)).sum(axis=1) < 0, -1.0, 1.0)[:, None]
    stuff = np.tile(np.array([worn.cut.gloss, 0.0, 1.0, 0.0]), (len(part.source), 1))
    tints = np.tile(np.array(worn.tint, np.float64), (len(part.source), 1))
    cloth = painted(Patch(part.corners, part.normals * flip, part.source, part.shares), tints, stuff)
    rows_of_collar = [(0.020, -0.05), (0.030, -0.01), (0.045, 0.04), (0.075, 0.085)]
    return joined([cloth, _ring(person, rows_of_collar, 0.75, worn.tint, worn.cut.gloss)])


OVER_TROUSERS = 0.02  # metres that a shirt's tail is drawn nearer than what it hangs over
ROUND = 1.25  # of a leg's breadth: how far beside it a skirt is pushed out
SHORT = -0.15  # the level of a hem: what ends above it is the tail of a jacket
ROLLED = frozenset({"sweater", "hoodie", "armour", "plate"})
TURNED_DOWN = frozenset({"shirt", "uniform", "overalls"})
FOLDED, OFTEN = (
    frozenset({"jacket", "coat", "suit", "school_uniform", "lab_coat"}),
    0.75,
)  # whose collars often are, too
NECKWEAR: dict[str, Callable[[Person, Worn], Mesh]] = {"scarf": _scarf, "cape": _cape}
