"""What is wound about a model: chains, ropes, tape; in loops that lie close about its outline."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, Vector, beam, joined, tube
from generation.sketch.models.states.finer import ends_of, size_of

IRON, HEMP, TAPE = colour("#8a8f98"), colour("#b08a54"), colour("#a9adb2")
LINK = 0.17  # metres or lengths: of a chain, at most


def _hull(flat: Array) -> Array:
    """Return the convex outline of points (n, 2), once round."""
    order = flat[np.lexsort((flat[:, 1], flat[:, 0]))].tolist()

    def half(points: list[list[float]]) -> list[list[float]]:
        out: list[list[float]] = []
        for x, y in points:
            while len(out) > 1 and (out[-1][0] - out[-2][0]) * (y - out[-2][1]) <= (out[-1][1] - out[-2][1]) * (
                x - out[-2][0]
            ):
                out.pop()
            out.append([x, y])
        return out[:-1]

    return np.array(half(order) + half(order[::-1]))


def loops(mesh: Mesh, count: int, lean: float, away: float) -> list[Array]:
    """Return closed lines about a model, across its longest side and leaning in turn, `away` off it."""
    low, high = ends_of(mesh)
    sides = high - low
    axis = int(np.argmax(sides))
    others = [each for each in range(3) if each != axis]
    spots, out = mesh.corners.reshape(-1, 3), list[Array]()
    for number in range(count):
        share = (number + 1) / (count + 1)
        way = lean if number % 2 else -lean
        level = low[axis] + sides[axis] * share
        tilted = spots[:, axis] - level - way * (spots[:, others[0]] - (low + high)[others[0]] / 2)
        near = np.abs(tilted) < 0.05 * sides[axis]
        if near.sum() < 8:
            continue
        outline = _hull(spots[near][:, others])
        if len(outline) < 3:
            continue
        middle = outline.mean(axis=0)
        outward = outline - middle
        outline = outline + outward / np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-6) * away
        ring = np.concatenate([outline, outline[:1]])
        far = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
        steps = np.linspace(0, far[-1], max(24, int(far[-1] / (0.03 * sides[axis]))))
        flat = np.stack([np.interp(steps, far, ring[:, column]) for column in range(2)], axis=-1)
        line = np.empty((len(flat), 3))
        line[:, others] = flat
        line[:, axis] = level + way * (flat[:, 0] - (low + high)[others[0]] / 2)
        out.append(line)
    return out


def _path(line: Array) -> list[Vector]:
    return [(float(x), float(y), float(z)) for x, y, z in line]


def chained(mesh: Mesh, _up: Array, _rng: np.random.Generator) -> Mesh:
    """Lay chains about it, with a padlock."""
    size = size_of(mesh)
    link = min(0.062 * size, LINK)
    thick = 0.16 * link
    parts = [mesh]
    for number, line in enumerate(loops(mesh, 3, 0.35, 0.018 * size)):
        far = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        count = max(6, round(far[-1] / (0.78 * link)))
        middle = line.mean(axis=0)
        at = np.linspace(0, far[-1], count, endpoint=False)
        spots = np.stack([np.interp(at, far, line[:, axis]) for axis in range(3)], axis=-1)
        ahead = np.roll(spots, -1, axis=0) - np.roll(spots, 1, axis=0)
        for index in range(count):
            along = ahead[index] / max(float(np.linalg.norm(ahead[index])), 1e-9)
            out = spots[index] - middle
            out -= (out @ along) * along
            out /= max(float(np.linalg.norm(out)), 1e-9)
            side = out if index % 2 else np.cross(along, out)
            turn = np.linspace(0, math.tau, 9)
            ring = (
                spots[index] + 0.5 * link * np.cos(turn)[:, None] * along + 0.27 * link * np.sin(turn)[:, None] * side
            )
            parts.append(tube(_path(ring), [thick] * 9, Skin(IRON, 0.9, lift=0.02 * size), 5))
        if number == 1:
            parts.append(_padlock(line[int(np.argmax(line[:, 2] + 0.4 * line[:, 1]))], size))
    return joined(parts)


def _padlock(at: Array, size: float) -> Mesh:
    x, y, z = (float(value) for value in at)
    half, brass = 0.055 * size, Skin(colour("#c09a3a"), 0.9, lift=0.04 * size)
    z += 0.02 * size
    body = beam((x, y - 2.2 * half, z), (x, y - 0.4 * half, z), 1.9 * half, 0.8 * half, brass, (0, 0, 1))
    shackle = [
        (x + 0.6 * half * math.cos(a), y - 0.4 * half + 0.9 * half * math.sin(a), z) for a in np.linspace(0, math.pi, 9)
    ]
    hole = beam((x, y - 1.5 * half, z + 0.42 * half), (x, y - 1.0 * half, z + 0.42 * half), 0.3 * half, 0.1 * half,
                Skin((12, 12, 12), 0.0, lift=0.05 * size), (0, 0, 1))  # fmt: skip
    return joined([body, tube(shackle, [0.18 * half] * 9, Skin(IRON, 1.0, lift=0.04 * size), 8), hole])


def tied(mesh: Mesh, _up: Array, _rng: np.random.Generator) -> Mesh:
    """Tie a rope about it, with a knot."""
    size = size_of(mesh)
    parts = [mesh]
    for line in loops(mesh, 5, 0.22, 0.012 * size):
        rope = tube(_path(line), [0.016 * size] * len(line), Skin(HEMP, 0.05, lift=0.015 * size), 8)
        twist = 0.78 + 0.36 * ((np.arange(len(rope)) // 8 + np.arange(len(rope)) % 8) % 4 < 2)
        parts.append(rope.tinted(rope.colours * twist[:, None]))
        knot = line[int(np.argmax(line[:, 2]))]
        turn = np.linspace(0, math.tau * 1.5, 14)
        bow = knot + 0.032 * size * np.stack([np.cos(turn), np.sin(turn), 0.4 + 0.3 * np.sin(2 * turn)], axis=-1)
        parts.append(tube(_path(bow), [0.014 * size] * 14, Skin(dim(HEMP, 0.9), 0.05, lift=0.03 * size), 6))
    return joined(parts)


def _bands(mesh: Mesh, tint: Colour, count: int, wide: float, gloss: float) -> Mesh:
    size = size_of(mesh)
    low, high = ends_of(mesh)
    axis = int(np.argmax(high - low))
    parts = [mesh]
    for number, line in enumerate(loops(mesh, count, 0.30, 0.008 * size)):
        middle = line.mean(axis=0)
        step = np.zeros(3)
        step[axis] = wide * size / 2
        grid = np.stack([line - step, line, line + step])
        corners = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=2).reshape(-1, 4, 3)
        out = corners.mean(axis=1) - middle
        out[:, axis] = 0.0
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        shade = mix(tint, WHITE, 0.10) if number % 2 else dim(tint, 0.86)
        stuff = np.tile(np.array([gloss, 0.0, 1.0, 0.012 * size]), (len(corners), 1))
        parts.append(Mesh(corners, out, np.tile(np.array(shade, np.float64), (len(corners), 1)), stuff))
    return joined(parts)


def taped(mesh: Mesh, _up: Array, _rng: np.random.Generator) -> Mesh:
    """Wind grey tape about it."""
    return _bands(mesh, TAPE, 5, 0.085, 0.55)
