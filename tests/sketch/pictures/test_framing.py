"""What a picture is about is large in it, whole, and on the ground."""

import numpy as np
import pytest

from benchmarks.framing import Framed, descriptions, framed
from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of
from generation.sketch.crowds.framing import Box, Shot, lens_for
from generation.sketch.people.figures import mesh_of, on_ground
from generation.sketch.people.person import make_person
from generation.sketch.planning.plan import Plan, Subject
from generation.sketch.planning.things import ITEMS
from generation.sketch.scenes.outdoors import camera_for

FRAME = Frame(512, 512)


def seen(box: Box, shot: Shot, luck: tuple[float, float] = (0.5, 0.5), length: float = 1.0) -> Box:
    """Return what a box takes of the picture through the lens of a shot."""
    lens = lens_for(FRAME, shot, luck, length)
    across = [lens.zoom * (x - lens.x) for x in (box.left, box.right)]
    down = [lens.zoom * (y - lens.y) for y in (box.top, box.bottom)]
    return Box(across[0], down[0], across[1], down[1])


def test_somebody_small_is_shown_large_and_whole() -> None:
    far = Box(0.20, 0.05, 0.28, 0.30)
    for luck in (0.0, 0.5, 1.0):
        shown = seen(far, Shot(far, far, grounded=True, horizon=0.0), (luck, luck))
        assert shown.high > 0.55
        assert -0.5 < shown.top < shown.bottom < 0.5
        assert -0.5 < shown.left < shown.right < 0.5


def test_what_the_frame_cuts_is_shown_whole() -> None:
    wide = Box(-0.8, 0.0, 0.7, 0.4)
    shown = seen(wide, Shot(wide, wide, grounded=True, horizon=-0.1))
    assert -0.5 < shown.left < shown.right < 0.5


def test_what_stands_by_is_in_the_picture_unless_that_makes_somebody_small() -> None:
    somebody, near, far = Box(-0.1, -0.2, 0.1, 0.35), Box(0.15, 0.1, 0.3, 0.3), Box(1.5, 0.0, 2.5, 0.3)
    with_near = Shot(somebody, Box(-0.1, -0.2, 0.3, 0.35), grounded=True, horizon=0.0)
    assert seen(near, with_near).right < 0.5
    with_far = Shot(somebody, Box(-0.1, -0.2, 2.5, 0.35), grounded=True, horizon=0.0)
    assert seen(somebody, with_far).high > 0.5
    assert seen(far, with_far).left > 0.5


def test_a_wide_shot_shows_somebody_smaller() -> None:
    somebody = Box(-0.1, -0.1, 0.1, 0.35)
    shot = Shot(somebody, somebody, grounded=True, horizon=0.0)
    assert seen(somebody, shot, length=0.62).high < seen(somebody, shot).high


@pytest.fixture(scope="module")
def measured() -> list[Framed]:
    return [one for one in map(framed, descriptions(short=True)) if one is not None]


def test_nine_of_ten_pictures_are_framed_as_they_should_be(measured: list[Framed]) -> None:
    assert len(measured) > 40
    unfair = [one for one in measured if not one.is_fair]
    assert len(unfair) <= len(measured) // 10, unfair


@pytest.mark.parametrize("kind", ["horse", "cow", "bear", "turtle", "ape", "lion", "goat", "car", "cat", "hellhound"])
def test_a_creature_neither_floats_nor_sinks(kind: str) -> None:
    for seed in range(4):
        canvas = Canvas(Plan("street", "neon_noir", subjects=(Subject(kind),)), seed, FRAME, lambda *_: None)
        stage = Stage(FRAME, camera_for(canvas, Camera()), 100.0)
        body = next(one for one in cast_of(canvas, stage, Blocking(passers_by=False)) if one.leads)
        _, bottom, _, top = body.framed or body.bounds
        assert -0.08 * top < bottom <= 0.0, (kind, seed)


@pytest.mark.parametrize("stance", ["stand", "run", "kneel", "crouch", "surrender", "limp", "throw"])
def test_whatever_people_do_on_the_ground_they_touch_it(stance: str) -> None:
    for metatype in ("human", "troll", "dwarf"):
        lights = ((200, 80, 90), (80, 200, 90))
        person = make_person(Subject("figure", 1, metatype), np.random.default_rng(3), lights, stance=stance)
        assert -0.03 < float(on_ground(mesh_of(person)).corners[..., 1].min()) <= 0.0


@pytest.mark.parametrize("kind", ["cup", "credstick", "pistol", "bottle"])
def test_no_thing_beside_people_is_much_larger_than_life(kind: str) -> None:
    plan = Plan("bar", "neon_noir", subjects=(Subject("figure"), Subject(kind)))
    canvas = Canvas(plan, 4, FRAME, lambda *_: None)
    stage = Stage(FRAME, camera_for(canvas, Camera()), 100.0)
    cast = cast_of(canvas, stage, Blocking(passers_by=False))
    thing = next(one for one in cast if one.framed and not one.half)
    assert thing.bounds[3] < 3.5 * 2.2 * ITEMS[kind].size  # with the little table or crate that it is on
