"""The entry point: a plan, a seed and a size become a picture, in the look of the plan's style."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import PREVIEW_SIDE, Canvas, HiddenSubjectError, OnLayer
from generation.sketch.canvas.field import Field, Frame, blur, resize
from generation.sketch.looks.brush import brushed
from generation.sketch.looks.lettering import InTheWay, detail_of, lettered
from generation.sketch.looks.overlay import dossier, on_page
from generation.sketch.looks.table import is_brushed, look_for
from generation.sketch.planning.in_view import InView, in_view, shown_as
from generation.sketch.planning.plan import Plan
from generation.sketch.scenes import SCENES
from generation.sketch.scenes.stage import setting_of

__all__ = ["OnLayer", "paint", "paint_scene"]

FACE = 0.3  # of somebody's height: what a caption leaves free of each, and what is painted finely
SOFT = 1.5  # cells: the border of what is painted finely
OTHERWISE = 7_919  # to the seed of a second try
SMALLEST, LARGEST = 512, 2048  # pixels a side


@dataclass(frozen=True, slots=True)
class Painting:
    """A picture, and what of its plan is to be seen in it."""

    picture: Image.Image
    in_view: InView


def paint(plan: Plan, seed: int, width: int, height: int, on_layer: OnLayer) -> Image.Image:
    """Paint a plan as an RGB picture of exactly width x height pixels.

    The same plan, seed and size give the same bytes in every process. `on_layer` hears each layer's name, the share
    done (rising, ending at 1.0) and a small preview; what it raises ends the painting.
    """
    return painting_of(plan, seed, width, height, on_layer).picture


def painting_of(plan: Plan, seed: int, width: int, height: int, on_layer: OnLayer) -> Painting:
    """Paint a plan as `paint` does, and tell what of it is to be seen in the picture."""
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise ValueError(f"a side of a sketch has {SMALLEST} to {LARGEST} pixels, not {width}x{height}")
    report = _rising(on_layer)
    canvas = Canvas(plan, seed, Frame(width, height), report, insists=True)
    canvas.show_wash()
    try:
        picture = paint_scene(canvas)
    except HiddenSubjectError:
        canvas = Canvas(plan, seed + OTHERWISE, Frame(width, height), report)
        picture = paint_scene(canvas)
    view = in_view(plan, canvas.sightings.measured(picture))
    if plan.scene == "stage" and not plan.place:
        view = replace(view, plan=replace(view.plan, place=setting_of(plan, canvas.seed)))
    if plan.caption:
        picture = lettered(picture, plan.caption, plan.style, _to_keep_clear(canvas, picture))
    preview = picture.copy()
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.BILINEAR, reducing_gap=1.0)
    report("done", 1.0, preview)
    return Painting(picture, view)


def _rising(on_layer: OnLayer) -> OnLayer:
    """Return what passes progress on, never less than before: a second try begins from the start."""
    most = 0.0

    def report(layer: str, done: float, preview: Image.Image | None) -> None:
        nonlocal most
        most = max(most, done)
        on_layer(layer, most, preview)

    return report


def paint_scene(canvas: Canvas) -> Image.Image:
    """Paint the scene of a canvas's plan, of any size, and give it the look of the plan's style."""
    picture = SCENES[canvas.plan.scene](canvas)
    if is_brushed(canvas.plan.scene, canvas.plan.style):
        picture = brushed(picture, canvas.frame, _faces(canvas))
    look = look_for(canvas.plan.scene, canvas.plan.style)
    return look(picture, canvas.frame, canvas.palette) if look else picture


def _people(plan: Plan) -> set[Hashable]:
    return {shown_as(subject) for subject in plan.subjects if subject.kind == "figure"}


def _faces(canvas: Canvas) -> Field:
    """Return, 0 to 1 at the picture's size, where faces are, softly bordered."""
    cells = canvas.sightings.tops(_people(canvas.plan), FACE)
    if not cells.any():
        return np.zeros((canvas.frame.height, canvas.frame.width), np.float32)
    soft = blur(np.asarray(cells, np.float32), SOFT)
    return resize(soft, canvas.frame.width, canvas.frame.height)


def _to_keep_clear(canvas: Canvas, picture: Image.Image) -> InTheWay:
    """Return where what the picture is about stands, where the others do, and how uneven the picture is."""
    names = [shown_as(subject) for subject in canvas.plan.subjects]
    lead, others = (canvas.sightings.where(set(some)) for some in (names[:1], names[1:]))
    lead |= canvas.sightings.tops(_people(canvas.plan), FACE)
    if look_for(canvas.plan.scene, canvas.plan.style) is dossier:
        lead, others = on_page(lead, canvas.frame), on_page(others, canvas.frame)
    return InTheWay(lead, others, detail_of(picture))
