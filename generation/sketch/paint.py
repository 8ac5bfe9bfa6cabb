"""The entry point: a plan, a seed and a size become a picture, in the look of the plan's style."""

from PIL import Image

from generation.sketch.canvas.canvas import PREVIEW_SIDE, Canvas, OnLayer
from generation.sketch.canvas.field import Frame
from generation.sketch.looks.lettering import lettered
from generation.sketch.looks.table import look_for
from generation.sketch.planning.plan import Plan
from generation.sketch.scenes import SCENES

__all__ = ["OnLayer", "paint", "paint_scene"]

SMALLEST, LARGEST = 512, 2048  # pixels a side


def paint(plan: Plan, seed: int, width: int, height: int, on_layer: OnLayer) -> Image.Image:
    """Paint a plan as an RGB picture of exactly width x height pixels.

    The same plan, seed and size give the same bytes in every process. `on_layer` hears each layer's name, the share
    done (rising, ending at 1.0) and a small preview; what it raises ends the painting.
    """
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise ValueError(f"a side of a sketch has {SMALLEST} to {LARGEST} pixels, not {width}x{height}")
    canvas = Canvas(plan, seed, Frame(width, height), on_layer)
    canvas.show_wash()
    picture = paint_scene(canvas)
    preview = picture.copy()
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.BILINEAR, reducing_gap=1.0)
    on_layer("done", 1.0, preview)
    return picture


def paint_scene(canvas: Canvas) -> Image.Image:
    """Paint the scene of a canvas's plan, of any size, and give it the look of the plan's style."""
    picture = SCENES[canvas.plan.scene](canvas)
    look = look_for(canvas.plan.scene, canvas.plan.style)
    finished = look(picture, canvas.frame, canvas.palette) if look else picture
    return lettered(finished, canvas.plan.caption, canvas.plan.style) if canvas.plan.caption else finished
