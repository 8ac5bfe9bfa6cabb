"""What lies on a model's surface: rust, blood, dirt, dust, snow, frost, moss, water, soot."""

from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import Colour, colour
from generation.sketch.models.mesh import Array, Mesh, Skin, Vector, ball, joined, strands, tube
from generation.sketch.models.states.finer import ends_of, finer, patches, size_of, spread

FINE = 0.028  # of the longest side: how fine a mesh is that something lies on
RUST, BLOOD, MUD, DUST = colour("#8a4218"), colour("#6a0509"), colour("#3d2c19"), colour("#a89c86")
SNOW, RIME, MOSS, SOOT = colour("#eef3fa"), colour("#cfe6f4"), colour("#4a6a26"), colour("#15120f")
LEAF = 2.2  # lengths of a mesh from which on leaves grow no more
LEAVES = ("#3e6a24", "#56862e", "#2f5420")
WATER, POOL = colour("#9fc4d8"), colour("#1e2a32")  # in drops, and lying in a pool


def _covered(mesh: Mesh, tint: Colour, share: Array, gloss: float | None = None, tone: Array | None = None) -> Mesh:
    """Lay a colour over a mesh, as much of it as each quad's share says; what is covered does not glow."""
    part = np.clip(share, 0, 1)[:, None]
    over = np.array(tint, np.float64)[None] * (1.0 if tone is None else tone[:, None])
    stuff = mesh.stuff.copy()
    if gloss is not None:
        stuff[:, 0] += (gloss - stuff[:, 0]) * part[:, 0]
    stuff[:, 1] *= 1 - part[:, 0]
    return replace(mesh.tinted(mesh.colours * (1 - part) + over * part), stuff=stuff)


def _places(mesh: Mesh) -> Array:
    low, _ = ends_of(mesh)
    return np.asarray((mesh.centres() - low) / size_of(mesh))


def _edge(values: Array, level: float, soft: float) -> Array:
    return np.asarray(np.clip((values - level) / soft + 0.5, 0, 1))


def rusty(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Let rust eat into it in patches, with pits and runs below them."""
    mesh = finer(mesh, FINE)
    at = _places(mesh)
    share = _edge(patches(at * (1 - 0.45 * np.abs(up)), rng, 0.16), 0.44, 0.22)
    share = np.maximum(0.92 * share, 0.30 * patches(at, rng, 0.3))
    tone = 0.55 + 0.65 * patches(at, rng, 0.05) + 0.3 * (rng.random(len(mesh)) - 0.5)
    return _covered(mesh.tinted(mesh.colours * 0.85), RUST, share, 0.02, tone)


def bloody(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Splash blood over it: pools of it, and drops about them."""
    mesh = finer(mesh, FINE)
    at = mesh.centres()
    size = size_of(mesh)
    share = np.zeros(len(mesh))
    wild = 0.25 + 1.5 * patches(at / size, rng, 0.05)
    for number, middle in enumerate(at[spread(mesh, rng, 26)]):
        reach = size * (0.10 + 0.08 * float(rng.random()) if number < 6 else 0.012 + 0.025 * float(rng.random()))
        away = at - middle
        away -= 0.45 * np.minimum(away @ up, 0)[:, None] * up  # it runs down
        far = np.linalg.norm(away, axis=1) * (1 + 0.5 * (1 - wild))
        share = np.maximum(share, np.clip((reach - far) / (0.18 * reach), 0, 0.94))
    return _covered(mesh, BLOOD, share, 0.75)


def dirty(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Smear mud and grime over it, more of it low down."""
    mesh = finer(mesh, FINE)
    at = _places(mesh)
    level = at @ up
    high = (level - level.min()) / max(float(np.ptp(level)), 1e-6)
    share = np.maximum(0.42, 0.95 * _edge(patches(at, rng, 0.13) + 0.30 * (0.55 - high), 0.46, 0.22))
    return _covered(mesh, MUD, share, 0.03, 0.7 + 0.7 * patches(at, rng, 0.04))


def dusty(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Let dust settle on it, thick on what faces up."""
    mesh = finer(mesh, FINE)
    at = _places(mesh)
    level = np.clip(mesh.normals @ up, 0, 1)
    share = 0.38 + 0.52 * level * _edge(patches(at, rng, 0.2), 0.25, 0.3)
    return _covered(mesh, DUST, share, 0.0, 0.85 + 0.3 * patches(at, rng, 0.05))


def snowy(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Lay snow on all that faces up."""
    mesh = finer(mesh, FINE)
    at = _places(mesh)
    steep = mesh.normals @ up + 0.35 * (patches(at, rng, 0.12) - 0.5)
    share = np.maximum(_edge(steep, 0.42, 0.18), 0.45 * _edge(patches(at, rng, 0.13), 0.72, 0.1))
    thick = 0.020 * size_of(mesh) * share
    mesh = replace(mesh, corners=mesh.corners + (thick[:, None] * up)[:, None])
    return _covered(mesh, SNOW, share, 0.06)


def frozen(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Coat it with ice: rime on it, icicles under it."""
    mesh = finer(mesh, FINE)
    at, size = _places(mesh), size_of(mesh)
    share = 0.50 + 0.45 * _edge(mesh.normals @ up + 0.8 * (patches(at, rng, 0.08) - 0.5), 0.3, 0.3)
    iced = _covered(mesh, RIME, share, 1.0, 0.75 + 0.4 * patches(at, rng, 0.04))
    under = np.clip(0.25 - mesh.normals @ up, 0, 1) * (np.abs(mesh.normals @ up) < 0.95)
    level = mesh.centres() @ up
    floor = float(level.min())
    roots = mesh.centres()[spread(mesh, rng, 60, under)]
    roots = roots[roots @ up > floor + 0.08 * size][:34]
    if not len(roots):
        return iced
    long = np.minimum((0.04 + 0.10 * rng.random(len(roots))) * size, 0.9 * (roots @ up - floor))
    paths = np.stack([roots + up * 0.01 * size, roots - up * 0.5 * long[:, None], roots - up * long[:, None]], axis=1)
    thick = (0.011 + 0.006 * rng.random(len(roots))) * size
    radii = np.stack([thick, 0.6 * thick, 0.08 * thick], axis=1)
    tints = np.tile(np.array(RIME, np.float64), (len(roots), 1))
    return joined([iced, strands(paths, radii, tints, Skin(RIME, 1.0, 0.06), 6)])


def overgrown(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Let moss grow on it and ivy up it."""
    mesh = finer(mesh, FINE)
    at, size = _places(mesh), size_of(mesh)
    share = _edge(patches(at, rng, 0.14) + 0.18 * (mesh.normals @ up), 0.46, 0.16)
    mossy = _covered(mesh, MOSS, 0.92 * share, 0.0, 0.6 + 0.7 * patches(at, rng, 0.03))
    small = min(1.0, LEAF / size)
    chosen = spread(mesh, rng, int(420 / small), 0.15 + share)
    roots, out = mesh.centres()[chosen], mesh.normals[chosen]
    aside = rng.normal(size=(len(roots), 3))
    aside -= (aside * out).sum(axis=1, keepdims=True) * out
    aside /= np.maximum(np.linalg.norm(aside, axis=1, keepdims=True), 1e-6)
    long = ((0.020 + 0.022 * rng.random(len(roots))) * size * small)[:, None]
    lifted = roots + out * 0.012 * size
    paths = np.stack([lifted - aside * 0.5 * long, lifted + out * 0.3 * long, lifted + aside * 0.5 * long], axis=1)
    wide = long * np.array([0.08, 0.34, 0.06])
    tints = np.array([colour(LEAVES[index]) for index in rng.integers(len(LEAVES), size=len(roots))], np.float64)
    return joined([mossy, strands(paths, wide, tints, Skin(MOSS, 0.15), 4)])


def wet(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Wet it: darker and shining, with drops on it and a puddle beneath."""
    size = size_of(mesh)
    stuff = mesh.stuff.copy()
    stuff[:, 0] = np.maximum(stuff[:, 0], 0.95)
    parts = [replace(mesh.tinted(mesh.colours * 0.70), stuff=stuff)]
    skin = Skin(WATER, 1.0, 0.05)
    for index in spread(mesh, rng, 46, np.clip(mesh.normals @ up + 0.6, 0, 1)).tolist():
        x, y, z = mesh.centres()[index].tolist()
        radius = (0.006 + 0.008 * float(rng.random())) * size
        parts.append(ball((x, y, z), (radius, radius, radius), skin, 4, 6))
    return joined([*parts, puddle(mesh, up, rng, POOL)])


def puddle(mesh: Mesh, up: Array, rng: np.random.Generator, tint: Colour, aside: Array | None = None) -> Mesh:
    """Make a puddle of a liquid under a model, or beside it."""
    size, spots = size_of(mesh), mesh.corners.reshape(-1, 3)
    level = float((spots @ up).min())
    low, high = ends_of(mesh)
    middle = (low + high) / 2
    flat = np.abs(up) < 0.5
    half = np.maximum((high - low) / 2, 0.12 * size)
    middle = middle - up * (middle @ up) + up * (level + 0.003 * size)
    middle = middle + (np.zeros(3) if aside is None else aside)
    axes = np.eye(3)[flat]
    reach = half[flat] * (1.25 if aside is None else 0.0) + (0.0 if aside is None else 0.34 * size)
    angle = np.linspace(0, np.pi * 2, 49)
    phases = rng.random(3) * 6
    wild = 1 + 0.10 * np.sin(3 * angle + phases[0]) + 0.07 * np.sin(5 * angle + phases[1])
    wild[-1] = wild[0]
    ring = np.cos(angle)[:, None] * axes[0] * reach[0] + np.sin(angle)[:, None] * axes[1] * reach[1]
    rows = [middle + ring * (share * wild)[:, None] for share in (0.02, 0.5, 0.92, 1.0)]
    grid = np.stack([*rows[:3], rows[3] - up * 0.003 * size])
    count = 3 * 48
    corners = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=2).reshape(-1, 4, 3)
    stuff = np.tile(np.array([1.0, 0.0, 1.0, 0.0]), (count, 1))
    return Mesh(corners, np.tile(up, (count, 1)), np.tile(np.array(tint, np.float64), (count, 1)), stuff)


def dripping(mesh: Mesh, up: Array, rng: np.random.Generator, tint: Colour) -> Mesh:
    """Let a liquid run down it and drip from it into a puddle."""
    size = size_of(mesh)
    fine = finer(mesh, FINE)
    side = np.clip(1 - np.abs(fine.normals @ up), 0.05, 1)
    level = fine.centres() @ up
    floor = float(level.min())
    parts = [mesh, puddle(mesh, up, rng, POOL if tint == WATER else tint)]
    chosen = spread(fine, rng, 40, side)
    for index in chosen.tolist():
        start = fine.centres()[index] + fine.normals[index] * 0.006 * size
        fall = min((0.05 + 0.16 * float(rng.random())) * size, float(level[index]) - floor)
        if fall < 0.02 * size:
            continue
        end = start - up * fall
        radius = (0.006 + 0.005 * float(rng.random())) * size
        ends: list[Vector] = [(x, y, z) for x, y, z in np.array([start, (start + end) / 2, end]).tolist()]
        parts.append(tube(ends, [0.6 * radius, 0.8 * radius, 1.3 * radius], Skin(tint, 1.0, 0.02, lift=0.004), 6))
    return joined(parts)


def charred(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Burn it out: black, dull, with ash and bare rust on it."""
    mesh = finer(mesh, FINE)
    at = _places(mesh)
    black = _covered(mesh, SOOT, 0.72 + 0.26 * patches(at, rng, 0.2), 0.02, 0.6 + 0.9 * patches(at, rng, 0.04))
    bare = 0.22 * _edge(patches(at, rng, 0.06), 0.70, 0.2)
    ash = 0.18 * _edge(patches(at, rng, 0.04) + 0.2 * (mesh.normals @ up), 0.72, 0.2)
    return _covered(_covered(black, RUST, bare, 0.02, np.full(len(mesh), 0.75)), (150, 146, 140), ash, 0.0)
