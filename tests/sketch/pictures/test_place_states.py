"""What states promise: any place can be in them, they are said of the place alone, they are seen and told."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pytest

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.paint import paint_scene
from generation.sketch.planning import german
from generation.sketch.planning.place_states import BUILT_OF_SETS, PLACE_STATES, SHOWN_AS
from generation.sketch.planning.plan import Plan, describe, plan_scene
from generation.sketch.planning.scenery import SCENERY

SIDE = 96  # pixels


@lru_cache(maxsize=64)
def painted(scene: str, place: str, *states: str) -> npt.NDArray[np.float32]:
    plan = Plan(scene, "neon_noir", SCENERY[scene].default_time, place=place, states=states)
    return np.asarray(paint_scene(Canvas(plan, 3, Frame(SIDE, SIDE), lambda *_: None)), np.float32)


@pytest.mark.parametrize("state", PLACE_STATES)
@pytest.mark.parametrize("where", ["room/subway_station", "outdoors/alley", "street/", "bar/"])
def test_a_state_is_seen_in_any_place(where: str, state: str) -> None:
    scene, _, place = where.partition("/")
    usual, changed = painted(scene, place), painted(scene, place, state)
    assert (np.abs(usual - changed).max(axis=-1) > 20).mean() > 0.01
    assert changed.std() > 8
    assert (changed >= 254).all(axis=-1).mean() < 0.15


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("an abandoned subway station", ("abandoned",)),
        ("verlassener Freizeitpark bei Nebel", ("abandoned",)),
        ("the bar after the fight", ("wrecked",)),
        ("a burning building", ("burning",)),
        ("a burning car on a street", ()),
        ("eine überflutete Straße", ("flooded",)),
        ("a shopping mall at Christmas", ("decorated",)),
        ("an overgrown greenhouse by candlelight", ("overgrown", "candlelit")),
        ("a server room during a power cut", ("blackout",)),
        ("a casino", ()),
    ],
)
def test_a_description_says_the_state_of_its_place(text: str, states: tuple[str, ...]) -> None:
    plan = plan_scene(text)
    assert plan.states == states
    assert not plan.missing


def test_a_state_is_told_in_both_languages() -> None:
    for state, words in PLACE_STATES.items():
        plan = Plan("room", "neon_noir", place="library", states=(state,))
        assert words in describe(plan)
        assert german.word(state) in german.describe(plan)
    assert describe(plan_scene("an abandoned library")) == "An abandoned library."
    assert german.describe(plan_scene("an abandoned library")) == "Eine verlassene Bibliothek."


def test_a_plan_keeps_its_states_through_json() -> None:
    plan = plan_scene("a flooded library")
    assert Plan.from_dict(plan.to_dict()) == plan


def test_every_scene_that_is_built_otherwise_has_a_place_of_sets() -> None:
    assert set(SCENERY) >= BUILT_OF_SETS
    assert {name.partition("/")[0] for name in SHOWN_AS} | BUILT_OF_SETS >= set(SCENERY) - {
        "matrix", "astral", "siteplan", "portrait", "item", "wilderness", "barrens",
    }  # fmt: skip
