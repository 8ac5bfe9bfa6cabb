"""What a picture is about is large in it, whole, and not always at the same place."""

import pytest

from benchmarks.framing import Framed, descriptions, framed
from generation.sketch.canvas.field import Frame
from generation.sketch.crowds.framing import Box, Shot, lens_for

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
