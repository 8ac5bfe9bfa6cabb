"""What a still life lies on: what is asked for, what the weather leaves, or what becomes the thing."""

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.planning.things import ITEMS
from generation.sketch.props.surfaces import SURFACES

TOPS = frozenset({"table", "bench", "bar", "desk", "altar", "cloth"})
OUTSIDE = frozenset({"concrete", "stone", "grass", "sand", "snow"})


def surface_of(canvas: Canvas, kind: str, rng: np.random.Generator) -> str:
    """Choose what a thing of a kind lies on."""
    if canvas.plan.place in SURFACES:
        return canvas.plan.place
    if canvas.plan.weather in {"rain", "fog", "ash"}:
        return "concrete"
    if canvas.plan.weather == "snow":
        return "snow"
    fits = ITEMS[kind].lies_on
    return fits[int(rng.integers(len(fits)))]
