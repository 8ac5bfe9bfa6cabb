"""Light tells the scene: no colour is lost in full strength, edges of people catch the light of the place."""

import numpy as np
import pytest

from generation.sketch.canvas.canvas import FIRELIGHT, Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.finish import Grade, finish
from generation.sketch.canvas.palette import PALETTES
from generation.sketch.paint import paint
from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.subject import Subject

FRAME = Frame(512, 512)


def _finished(light: tuple[float, float, float]) -> np.ndarray:
    ramp = np.linspace(0.02, 3.0, 512, dtype=np.float32)[:, None, None]
    picture = np.asarray(ramp * np.array(light, np.float32) * np.ones((1, 512, 1), np.float32), np.float32)
    grade = Grade(bloom=0.0, vignette=0.0, grain=0.0)
    return np.asarray(finish(picture, FRAME, PALETTES["neon_noir"], grade, np.random.default_rng(1)))


def test_a_red_room_keeps_its_form() -> None:
    rows = _finished((1.0, 0.12, 0.06)).mean(axis=1)
    assert (rows[:, 0] >= 254).mean() <= 0.02
    assert np.unique(rows[:, 0].round()).size > 60


def test_white_light_may_be_white() -> None:
    assert _finished((1.0, 1.0, 1.0)).max() > 240


@pytest.mark.parametrize("description", ["a red lit noodle bar", "a cellar with red light", "a club with green neon"])
def test_hardly_any_of_a_picture_has_lost_one_colour(description: str) -> None:
    picture = np.asarray(paint(plan_scene(description), 15, 512, 512, lambda *_: None))
    lost = (picture.max(axis=-1) >= 254) & (picture.min(axis=-1) < 120)
    assert lost.mean() <= 0.02


def test_people_are_lit_by_the_fire_that_is_there_and_by_signs_where_they_are_asked_for() -> None:
    lamp = (200, 220, 255)
    for plan, expected in (
        (Plan("room", "neon_noir", place="office", subjects=(Subject("fire"),)), FIRELIGHT),
        (Plan("room", "neon_noir", place="office", tint="green"), None),
    ):
        canvas = Canvas(plan, 1, FRAME, lambda *_: None)
        canvas.light_people(lamp)
        assert canvas.on_people.neon[0] == (expected or canvas.palette.neon[0])
    canvas = Canvas(Plan("room", "neon_noir", place="office"), 1, FRAME, lambda *_: None)
    canvas.light_people(lamp)
    assert min(canvas.on_people.neon[0]) > 190
