"""The sitter of a portrait: who it is and the colours about them, shared by all that draws a part of them."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.field import Field, Frame, noise
from generation.sketch.palette import Colour, Palette
from generation.sketch.plan import Subject

GRAIN_FRAME = Frame(256, 256)


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits: the subject, the colours about them, and the layer's randomness."""

    subject: Subject
    palette: Palette
    first: Colour
    second: Colour
    rng: np.random.Generator

    def has(self, feature: str) -> bool:
        """Tell whether the sitter wears or has something."""
        return feature in self.subject.features


def skin_grain(rng: np.random.Generator) -> Field:
    """Return the fine unevenness of skin and cloth, tileable enough, in head heights."""
    return (noise(rng, GRAIN_FRAME, 0.05, 4) - np.float32(0.5)) * np.float32(0.004)
