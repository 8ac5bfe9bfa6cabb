"""Fur: what a sasquatch wears where no clothes are asked for, tufts that lie downwards all over the body."""

from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import Colour, dim
from generation.sketch.models.mesh import Array, Mesh, Skin, strands
from generation.sketch.people.base_mesh import Numbers
from generation.sketch.people.person import Person
from generation.sketch.people.shapes import FURRED
from generation.sketch.people.wardrobe import Worn

TUFTS, THICK = (160, 900, 5200), (0.020, 0.011, 0.0045)  # how many by detail; metres


def is_furred(person: Person) -> bool:
    """Tell whether fur is all that is seen on the body."""
    return person.metatype in FURRED and not person.subject.garments


def pelt_of(outfit: tuple[Worn, ...], skin: Colour) -> tuple[Worn, ...]:
    """Return clothes that look as the hide under the fur does."""
    hide = dim(skin, 0.62)
    return tuple(replace(worn, tint=hide, cut=replace(worn.cut, gloss=0.0, belt=False)) for worn in outfit)


def fur_mesh(person: Person, points: Array, normals: Array, quads: Numbers) -> Mesh:
    """Grow fur on the quads of the posed shell: each tuft leaves the body a little, then hangs."""
    rng, size = person.rng("fur"), person.tall / 1.7
    count = TUFTS[person.detail]
    chosen = quads[rng.integers(len(quads), size=count)]
    shares = rng.dirichlet(np.ones(4), size=count)
    roots = np.einsum("nk,nkd->nd", shares, points[chosen])
    out = np.einsum("nk,nkd->nd", shares, normals[chosen])
    luck = rng.random((count, 3))
    long = (0.055 + 0.06 * luck[:, :1]) * size
    down = np.array([0.0, -1.0, 0.0]) + 0.35 * (rng.random((count, 3)) - 0.5)
    paths = np.stack(
        [roots, roots + (0.30 * out + 0.30 * down) * long, roots + (0.38 * out + 1.0 * down) * long], axis=1
    )
    radii = THICK[person.detail] * size * np.array([[1.0, 0.8, 0.12]]) * (0.7 + 0.6 * luck[:, 1:2])
    tones = np.array(person.skin, np.float64)[None] * (0.62 + 0.40 * luck[:, 2:3])
    mesh = strands(paths, radii, tones, Skin(person.skin, 0.08, lift=0.01), 4)
    smooth = 0.35 * mesh.normals + 0.65 * np.repeat(out, len(mesh) // count, axis=0)
    smooth /= np.maximum(np.linalg.norm(smooth, axis=1, keepdims=True), 1e-9)
    return Mesh(mesh.corners, smooth, mesh.colours, mesh.stuff)
