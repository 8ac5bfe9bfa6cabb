"""Measures how alike the compositions of one prompt are: six seeds, seen small, each compared with each.

`uv run python -m benchmarks.layouts` prints, for each plan, the mean and the highest correlation of two pictures'
layouts. What is the same in all of a style (its colours, its vignette) is taken out by comparing edges and light
and dark about their own mean; pictures that are told apart at a glance stay below 0.4.
"""

import argparse
from collections.abc import Iterator
from itertools import combinations
from statistics import mean

import numpy as np
import numpy.typing as npt
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.paint import paint_scene
from generation.sketch.planning.outdoor_places import OUTDOOR_PLACES
from generation.sketch.planning.plan import Plan, Subject
from generation.sketch.planning.rooms import ROOMS
from generation.sketch.planning.scenery import SCENERY, usual_style, usual_time

SEEDS = (11, 12, 13, 14, 15, 16)
SIDE, SMALL = 256, 32  # pixels: how large pictures are painted, and how small they are compared
SUBJECTS = {  # things and creatures, whose cameras are chosen for them
    "a katana": Plan("item", "neon_noir", subjects=(Subject("katana"),)),
    "a bottle": Plan("item", "neon_noir", subjects=(Subject("bottle"),)),
    "a skull": Plan("item", "neon_noir", subjects=(Subject("skull"),)),
    "a pistol": Plan("item", "neon_noir", subjects=(Subject("pistol"),)),
    "a cat in a street": Plan("street", "neon_noir", subjects=(Subject("cat"),)),
    "a hellhound in a street": Plan("street", "neon_noir", subjects=(Subject("hellhound"),)),
    "a dragon over a skyline": Plan("skyline", "neon_noir", subjects=(Subject("dragon_western"),)),
    "a wolf in a forest": Plan("wilderness", "wild_awakened", place="forest", subjects=(Subject("wolf"),)),
}
PLANS = {
    **SUBJECTS,
    **{
        scene: Plan(scene, SCENERY[scene].style, SCENERY[scene].default_time)
        for scene in (
            "street", "bar", "market", "docks", "skyline", "boardroom", "lab", "barrens", "highway", "castle",
            "village", "desert", "sea", "bridge", "park", "construction", "stage",
        )
    },
    **{f"outdoors/{place}": Plan("outdoors", "neon_noir", usual_time("outdoors", place), place=place)
       for place in OUTDOOR_PLACES},
    **{f"room/{place}": Plan("room", usual_style("room", place), place=place) for place in ROOMS},
}  # fmt: skip


def layout(picture: Image.Image) -> npt.NDArray[np.float32]:
    """Return where a picture is light and dark: seen small, against its own soft mean."""
    grey = np.asarray(picture.convert("L").resize((SMALL, SMALL), Image.Resampling.BOX), np.float32)
    return np.asarray((grey - grey.mean()).ravel() / max(float(grey.std()), 1e-6), np.float32)


def alikeness(layouts: list[npt.NDArray[np.float32]]) -> Iterator[float]:
    """Return the correlation of each two layouts."""
    for first, second in combinations(layouts, 2):
        yield float((first * second).mean())


def painted(plan: Plan, seed: int) -> Image.Image:
    """Paint a plan small."""
    return paint_scene(Canvas(plan, seed, Frame(SIDE, SIDE), lambda *_: None))


def main() -> None:
    """Run the measure."""
    parser = argparse.ArgumentParser(description="Measure how alike six seeds of a prompt are.")
    parser.parse_args()
    print(f"{'plan':<28}{'mean':>8}{'highest':>10}")
    for name, plan in PLANS.items():
        values = list(alikeness([layout(painted(plan, seed)) for seed in SEEDS]))
        print(f"{name:<28}{mean(values):>8.2f}{max(values):>10.2f}")


if __name__ == "__main__":
    main()
