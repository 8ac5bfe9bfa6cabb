"""What is behind a person who is portrayed at a place: the scene itself, small, empty of people, and out of focus."""

from dataclasses import replace

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Field, Frame, blur, resize
from generation.sketch.canvas.palette import LINEAR
from generation.sketch.planning.scenery import SCENERY

STEP = 3  # it is out of focus: a third of the size is enough
SOFT = 0.011  # units
DARKER = 0.72  # so that the person stands out
NOWHERE = frozenset({"portrait", "item", "siteplan", "stage"})


def is_somewhere(place: str) -> bool:
    """Tell whether a portrait's place is a scene that can be painted behind it."""
    scene = place.partition("/")[0]
    return scene in SCENERY and scene not in NOWHERE


def paint_behind(canvas: Canvas) -> Field:
    """Paint the scene of the plan's place as linear light of the picture's size."""
    from generation.sketch.scenes import SCENES  # noqa: PLC0415 - portraits are among the scenes, too

    plan = canvas.plan
    scene, _, place = plan.place.partition("/")
    crowd = "crowded" if plan.crowd == "crowded" else "empty"
    there = replace(plan, scene=scene, place=place, subjects=(), crowd=crowd, action="", camera="eye", sign="")
    frame = Frame(max(64, canvas.frame.width // STEP), max(64, canvas.frame.height // STEP))
    painted = SCENES[scene](Canvas(there, canvas.seed, frame, lambda *_: None))
    light = LINEAR[np.asarray(painted)]
    soft = blur(np.asarray(light, np.float32), SOFT * frame.unit)
    return np.asarray(resize(soft, canvas.frame.width, canvas.frame.height) * np.float32(DARKER), np.float32)
