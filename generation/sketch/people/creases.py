"""Creases: the dark strokes in which cloth folds about joints, its seams and hems, as an illustrator would ink them."""

import math

import numpy as np

from generation.sketch.models.mesh import Array
from generation.sketch.people.person import Person
from generation.sketch.people.surface import ARM, FRONT, LEG, TRUNK, Chart

FADING = (80.0, 150.0)  # pixels that a head is high: from where to where strokes fade
NEAR = 0.22  # of all strokes, where somebody is so near that the cloth's own form shows
DEEP, SEAM, LIT = 0.42, 0.20, 0.10  # how much darker a fold and a seam are; how much paler the ridge beside a fold is
SHARP = 0.55  # of a wave: what of it is no stroke
ARMHOLE = 0.035  # in `along`: where a sleeve is sewn on


def creased(person: Person, at: Chart) -> Array:
    """Return by how much to multiply the colours of cloth at places on the body: under 1 in folds and along seams."""
    strong = float(np.interp(person.head_pixels, FADING, (1.0, NEAR)))
    first, second, third = (float(value) * math.tau for value in person.rng("creases").random(3))
    limb = (at.limb == ARM) | (at.limb == LEG)
    side = np.sign(at.x)
    around = np.where(at.limb == ARM, 38 * at.z + 30 * at.y, 26 * at.z + 30 * np.abs(at.x)) + side * 1.7
    bent = 1.0 * np.exp(-(((at.along - 1.0) / 0.17) ** 2)) + 0.75 * np.exp(-(((at.along - 1.80) / 0.15) ** 2))
    bent *= np.where((at.limb == ARM) | (at.along > 0.5), 1.0, 0.0)
    # Slanting strokes, each of which ends part of the way round the limb.
    wave = np.sin(math.tau * 5.2 * at.along + 1.1 * np.sin(around + first) + 0.6 * np.sin(2.1 * around + second))
    ends = np.clip(0.55 + 0.75 * np.sin(0.9 * around + 5.1 * at.along + third), 0, 1)
    folds, ridges = _strokes(wave, bent * ends * limb)

    trunk = at.limb == TRUNK
    waist = np.exp(-(((at.y - 0.15) / 0.085) ** 2)) * np.clip(0.25 + np.abs(at.x) / 0.12, 0, 1)
    wave = np.sin(math.tau * 15 * (at.y + 0.45 * np.abs(at.x)) + 1.3 * np.sin(17 * at.x + first))
    over, up = _strokes(wave, waist * trunk * np.clip(0.6 + 0.7 * np.sin(31 * at.x + second), 0, 1))
    folds, ridges = folds + over, ridges + up

    aside, above = np.abs(at.x) - 0.155, at.y - 0.45  # rays out of the armpit
    far = np.hypot(aside, above) + 1e-6
    wave = np.cos(6.5 * np.arctan2(above, aside) + third)
    over, up = _strokes(wave, np.exp(-(((far - 0.05) / 0.07) ** 2)) * (trunk | ((at.limb == ARM) & (at.along < 0.3))))
    folds, ridges = folds + over, ridges + up

    hip, crotch = at.y - 0.02, np.hypot(at.x, at.y + 0.02) + 1e-6  # rays out of the crotch, in front
    wave = np.cos(7.0 * np.arctan2(hip, np.abs(at.x)) + second)
    lap = np.exp(-(((crotch - 0.07) / 0.06) ** 2)) * (at.z > 0.0) * (trunk | ((at.limb == LEG) & (at.along < 0.35)))
    over, up = _strokes(wave, 0.8 * lap)
    folds, ridges = folds + over, ridges + up
    return np.asarray(
        (1 - DEEP * strong * np.clip(folds, 0, 1))
        * (1 + LIT * strong * np.clip(ridges, 0, 1))
        * (1 - SEAM * strong * _seams(person, at))
    )


def _strokes(wave: Array, share: Array) -> tuple[Array, Array]:
    """Return the dark strokes of a wave, and the pale ridges between them."""
    return np.clip((wave - SHARP) / (1 - SHARP), 0, 1) * share, np.clip((-wave - SHARP) / (1 - SHARP), 0, 1) * share


def _seams(person: Person, at: Chart) -> Array:
    """Return 1 where cloth is sewn or ends: armholes, cuffs, hems of trousers, the edge of what hangs over them."""
    out = (at.limb == ARM) & (np.abs(at.along - ARMHOLE) < 0.022)
    for worn in person.outfit:
        cut = worn.cut
        if cut.sleeve:
            out |= (at.limb == ARM) & (np.abs(at.along - cut.sleeve + 0.10) < 0.018)
        if cut.leg:
            out |= (at.limb == LEG) & (np.abs(at.along - cut.leg + 0.05) < 0.016)
            out |= (at.limb == TRUNK) & (at.z > FRONT) & (np.abs(at.x) < 0.004) & (at.y < 0.10)  # the fly
    return np.asarray(out, np.float64)
