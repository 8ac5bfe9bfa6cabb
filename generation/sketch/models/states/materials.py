"""What a model is made of, whatever it usually is: gold, glass, stone, ice; its form and its details stay."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.palette import Colour, colour
from generation.sketch.models.mesh import CLEAR, Array, Mesh
from generation.sketch.models.states.finer import ends_of, finer, patches, size_of

Grain = Callable[[Array, Array, np.random.Generator], Array]  # places in lengths, normals: a tone for each quad


@dataclass(frozen=True, slots=True)
class Material:
    """A material: its colour, gloss and glow, its grain, how much of the details is left, and whether it is clear."""

    tint: Colour
    gloss: float
    grain: Grain
    glow: float = 0.0
    details: float = 0.45
    clear: bool = False
    fine: float = 0.045


def _mirrors(_at: Array, normals: Array, _rng: np.random.Generator) -> Array:
    """Mirror a room: a bright sky, a dark line where it meets the ground, and a paler ground."""
    level = normals[:, 1] * 0.8 + normals[:, 0] * 0.35
    return np.asarray(
        0.80 + 0.45 * np.clip(level, 0, 1) - 0.62 * np.exp(-(((level + 0.12) / 0.16) ** 2))
        + 0.25 * np.exp(-(((level - 0.35) / 0.12) ** 2))
    )  # fmt: skip


def _rings(at: Array, _normals: Array, rng: np.random.Generator) -> Array:
    """Run the rings of a tree along it."""
    bent = at[:, 1] + 0.35 * at[:, 2] + 0.05 * np.sin(5 * at[:, 0] + rng.random() * 6)
    rings = np.abs((bent * 16 + 0.3 * np.sin(9 * at[:, 0])) % 1 - 0.5)
    fibre = 0.10 * np.sin(bent * 190 + 4 * at[:, 0])
    return np.asarray(0.72 + 0.75 * rings + fibre)


def _speckles(at: Array, _normals: Array, rng: np.random.Generator) -> Array:
    return np.asarray(0.78 + 0.34 * patches(at, rng, 0.10) + 0.22 * (rng.random(len(at)) - 0.5))


def _pits(at: Array, _normals: Array, rng: np.random.Generator) -> Array:
    holes = patches(at, rng, 0.035)
    return np.asarray(1.05 - 0.14 * np.clip((holes - 0.74) / 0.12, 0, 1) - 0.15 * patches(at, rng, 0.30))


def _flaws(at: Array, normals: Array, rng: np.random.Generator) -> Array:
    """Let light break in it: pale edges, milky clouds."""
    edge = 1 - np.abs(normals[:, 2])
    return np.asarray(0.28 + 0.75 * edge**2 + 0.22 * patches(at, rng, 0.22))


def _folds(at: Array, normals: Array, rng: np.random.Generator) -> Array:
    creases = np.abs((at @ rng.normal(size=3) * 4) % 1 - 0.5)
    return np.asarray(0.90 + 0.18 * creases + 0.08 * normals[:, 0])


MATERIALS: dict[str, Material] = {
    "gold": Material(colour("#e0a92e"), 1.0, _mirrors, 0.03),
    "silver": Material(colour("#c4c8ce"), 1.0, _mirrors),
    "chrome": Material(colour("#aab4c2"), 1.0, _mirrors, details=0.25),
    "copper": Material(colour("#b8683c"), 0.9, _mirrors),
    "wood": Material(colour("#96612f"), 0.18, _rings, fine=0.022),
    "stone": Material(colour("#8d8a84"), 0.04, _speckles, fine=0.025),
    "bone": Material(colour("#dccfae"), 0.22, _pits, fine=0.025),
    "ice": Material(colour("#b4dcf2"), 1.0, _flaws, 0.10, 0.35, clear=True),
    "glass": Material(colour("#bfe2dc"), 1.0, _flaws, 0.05, 0.25, clear=True),
    "crystal": Material(colour("#cdb8f0"), 1.0, _flaws, 0.14, 0.25, clear=True),
    "paper": Material(colour("#e8e4d8"), 0.0, _folds, details=0.25),
}


def made_of(mesh: Mesh, name: str, rng: np.random.Generator) -> Mesh:
    """Make a model of a material."""
    material = MATERIALS[name]
    mesh = finer(mesh, material.fine)
    low, high = ends_of(mesh)
    at = (mesh.centres() - (low + high) / 2) / size_of(mesh)
    bright = mesh.colours.mean(axis=1)
    detail = np.clip(bright / max(float(np.median(bright)), 24.0), 0.35, 1.5)
    tone = material.grain(at, mesh.normals, rng) * (1 + material.details * (detail - 1))
    stuff = mesh.stuff.copy()
    stuff[:, 0], stuff[:, 1] = material.gloss, material.glow
    mesh = replace(mesh.tinted(np.array(material.tint, np.float64) * tone[:, None]), stuff=stuff)
    return mesh.named(CLEAR) if material.clear else mesh


def seen_through(mesh: Mesh, rng: np.random.Generator) -> Mesh:
    """Make a model of something clear, in its own colours, paler."""
    stuff = mesh.stuff.copy()
    stuff[:, 0] = np.maximum(stuff[:, 0], 0.9)
    tone = 0.55 + 0.6 * _flaws(mesh.centres() / size_of(mesh), mesh.normals, rng)[:, None]
    pale = mesh.colours * 0.55 + np.array([96.0, 108.0, 112.0])
    return replace(mesh.tinted(pale * tone), stuff=stuff).named(CLEAR)
