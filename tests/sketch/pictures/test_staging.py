"""How people stand for what they do together: everybody is there, apart from each other, and in a pose that says it."""

from itertools import combinations

import numpy as np
import pytest

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.crowds.staging import ACTIONS, Mark, marks_for
from generation.sketch.paint import paint_scene
from generation.sketch.planning.plan import Plan

SIDE = 128  # pixels


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7])
@pytest.mark.parametrize("action", ["", *sorted(ACTIONS)])
def test_everybody_has_a_place_of_their_own(action: str, count: int) -> None:
    marks = marks_for(action, count, np.random.default_rng(3))
    assert len(marks) == count
    for one, other in combinations(marks, 2):
        assert np.hypot(one.aside - other.aside, one.behind - other.behind) > 0.3
    assert all(abs(mark.aside) < 8 and -0.5 < mark.behind < 9 for mark in marks)


def test_nobody_needs_no_place() -> None:
    assert marks_for("ritual", 0, np.random.default_rng(3)) == []


def test_enemies_aim_at_each_other() -> None:
    first, second = marks_for("gunfight", 2, np.random.default_rng(3))
    assert first.facing is not None
    assert second.facing is not None
    assert first.aside * second.aside < 0
    assert first.aside * first.facing < 0
    assert {first.pose, second.pose} == {"aim"}


def test_who_is_chased_runs_ahead_and_everybody_the_same_way() -> None:
    marks = marks_for("chase", 3, np.random.default_rng(3))
    assert len({mark.facing for mark in marks}) == 1
    assert all(mark.facing is not None and marks[0].aside * mark.facing > 0 for mark in marks)
    assert marks[0].behind < marks[1].behind < marks[2].behind


def test_looking_somewhere_turns_no_back() -> None:
    assert abs(Mark(0.0, 0.0).towards(0.0, 5.0).facing or 0.0) < 1.4


@pytest.mark.parametrize("action", ["table_talk", "play_cards", "interrogate", "ritual", "gunfight"])
def test_what_an_action_needs_is_painted(action: str) -> None:
    """With the same people, a table, a circle of light or a flash makes another picture than standing about does."""
    people = [{"kind": "figure", "count": 2, "pose": "stand"}]
    plain, staged = (
        np.asarray(
            _painted(Plan.from_dict({"scene": "stage", "style": "neon_noir", "subjects": people, "action": name}))
        )
        for name in ("", action)
    )
    assert (np.abs(plain.astype(int) - staged).max(axis=-1) > 24).mean() > 0.01


def _painted(plan: Plan) -> object:
    return paint_scene(Canvas(plan, 4, Frame(SIDE, SIDE), lambda *_: None))
