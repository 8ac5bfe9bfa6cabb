"""Who is drawn, as a small figure or as a portrait: the subject, its body, its colours, and how finely it is made."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.field import rng_for
from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.people.pose import Build, Pose
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.plan import Subject

# What the clothes of a role are made of, where the prompt names no colour.
CLOTHS = {
    "samurai": "#3a3238", "decker": "#2c3440", "mage": "#3c3058", "shaman": "#4a3c28", "rigger": "#4a4630",
    "ganger": "#2c2a30", "suit": "#2a3040", "guard": "#38424e", "detective": "#4a3f34", "squatter": "#4a4238",
    "medic": "#5c6468", "worker": "#5a4a2c", "server": "#28282e", "dancer": "#503048",
    "adept": "#4a4038", "face": "#4a2438", "docwagon": "#a8242c",
}  # fmt: skip
USUAL_CLOTH = "#34363e"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is drawn. `seed` stands for its own randomness; `detail` is 0 (far away), 1 or 2 (a portrait)."""

    subject: Subject
    build: Build
    pose: Pose
    cloth: Colour
    accent: Colour
    second: Colour
    seed: int
    detail: int

    @property
    def metatype(self) -> str:
        """Return the subject's metatype."""
        return self.subject.metatype

    @property
    def sides(self) -> int:
        """Return how many sides a limb has."""
        return (6, 10, 26)[self.detail]

    def has(self, *features: str) -> bool:
        """Tell whether the person wears or has one of these."""
        return any(feature in self.subject.features for feature in features)

    def rng(self, layer: str) -> np.random.Generator:
        """Return the randomness of one part, the same at every detail."""
        return rng_for(self.seed, layer)


def cloth_of(subject: Subject, rng: np.random.Generator) -> Colour:
    """Return the colour of a subject's clothes: as asked, or what its role wears, a little lighter or darker."""
    usual = dim(colour(CLOTHS.get(subject.role, USUAL_CLOTH)), 0.8 + 0.4 * float(rng.random()))
    asked = next((garment.colour for garment in subject.garments if garment.colour), subject.colour)
    return mix(usual, dim(colour(COLOURS[asked]), 0.75), 0.8) if asked else usual
