"""The entry point: a plan, a seed and a size become a picture, in the look of the plan's style."""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import PREVIEW_SIDE, Canvas, HiddenSubjectError, OnLayer
from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.sightings import Mask
from generation.sketch.looks.lettering import InTheWay, lettered
from generation.sketch.looks.overlay import dossier, on_page
from generation.sketch.looks.table import look_for
from generation.sketch.planning.in_view import InView, in_view, shown_as
from generation.sketch.planning.plan import Plan
from generation.sketch.scenes import SCENES
from generation.sketch.scenes.stage import setting_of

__all__ = ["OnLayer", "paint", "paint_scene"]

FACE = 0.3  # of somebody's height: what a caption leaves free of each
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
        picture = lettered(picture, plan.caption, plan.style, _to_keep_clear(canvas))
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
    look = look_for(canvas.plan.scene, canvas.plan.style)
    return look(picture, canvas.frame, canvas.palette) if look else picture


def _faces_of(body: Mask) -> Mask:
    """Return the upper part of where somebody is seen: no words stand over a face."""
    rows = np.flatnonzero(body.any(axis=1))
    end = int(rows[0] + FACE * (rows[-1] - rows[0] + 1)) if len(rows) else 0
    return np.asarray(body & (np.arange(len(body)) < end)[:, None], np.bool_)


def _to_keep_clear(canvas: Canvas) -> InTheWay:
    """Return where what the picture is about stands, and where the others do."""
    names = [shown_as(subject) for subject in canvas.plan.subjects]
    lead, others = (canvas.sightings.where(set(some)) for some in (names[:1], names[1:]))
    for subject, name in zip(canvas.plan.subjects, names, strict=True):
        if subject.kind == "figure":
            lead |= _faces_of(canvas.sightings.where({name}))
    if look_for(canvas.plan.scene, canvas.plan.style) is dossier:
        lead, others = on_page(lead, canvas.frame), on_page(others, canvas.frame)
    return InTheWay(lead, others)
