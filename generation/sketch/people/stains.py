"""Stains on cloth and skin: blood, dirt and wet, where the words say so, in blotches that lie over folds and seams."""

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.mesh import Array
from generation.sketch.people.person import Person
from generation.sketch.people.surface import Chart

WET = 0.34  # gloss
FRAYED, HOLE = 0.80, 0.985  # of a blotch
BLOOD, DIRT = colour("#4c0a0a"), colour("#3a2c1c")


def blotches(person: Person, layer: str, x: Array, y: Array, z: Array, size: float) -> Array:
    """Return how much of a stain there is at places, 0 to 1; `size` is that of blotches, in the places' lengths."""
    rng = person.rng(layer)
    ways, phases = rng.normal(size=(3, 7)) / size, rng.random(7) * 6
    waves = np.sin(np.stack([x, y, z], axis=-1) @ ways + phases).sum(axis=1)
    return np.asarray(np.clip((waves - 0.9) / 0.7, 0, 1))


def stain_cloth(person: Person, colours: Array, stuff: Array, at: Chart) -> None:
    """Stain clothes, in place: blood on the trunk and the arms, dirt more the lower it is."""
    if person.has("dirty"):
        low = np.clip((0.55 - at.y) / 1.2, 0.25, 1)
        share = (0.85 * low * np.maximum(blotches(person, "dirt", at.x, at.y, at.z, 0.055), 0.35))[:, None]
        colours += (np.array(DIRT) - colours) * share
    if person.has("wet"):
        colours *= 0.72
        stuff[:, 0] = np.maximum(stuff[:, 0], WET)
    if person.has("ragged"):  # holes, and the frayed cloth about them
        torn = blotches(person, "torn", at.x, at.y, at.z, 0.042)
        colours[torn > FRAYED] *= 1.35
        colours[torn > HOLE] = np.array(person.skin) * 0.6
        stuff[torn > FRAYED, 0] = 0.0
    if person.has("bloodied"):
        share = blotches(person, "blood", at.x, at.y, at.z, 0.050) * (at.y > 0.05)
        colours += (np.array(BLOOD) - colours) * (0.92 * share)[:, None]
        stuff[:, 0] = np.maximum(stuff[:, 0], 0.12 * share)
