"""What vehicles promise: a body that the picture is about, lying where it crashed, in flames where it burns."""

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from generation.reading.chunking.chunking import noun_phrases
from generation.reading.noun_phrases import Deed, NounPhrase
from generation.reading.terms import Terms
from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.paint import paint_scene
from generation.sketch.planning.german import describe as describe_in_german
from generation.sketch.planning.plan import Plan, Subject, describe, plan_scene
from generation.sketch.planning.vehicles import BURNING, CRASHED

SIDE = 112


@cache
def painted(
    kind: str, *features: str, scene: str = "street", seed: int = 3, colour: str = ""
) -> npt.NDArray[np.float32]:
    plan = Plan(scene, "neon_noir", subjects=(Subject(kind, features=features, colour=colour),), crowd="empty")
    return np.asarray(paint_scene(Canvas(plan, seed, Frame(SIDE, SIDE), lambda *_: None)), np.float32)


def changed(first: npt.NDArray[np.float32], second: npt.NDArray[np.float32]) -> float:
    return float((np.abs(first - second).max(axis=-1) > 24).mean())


@pytest.mark.parametrize("kind", ["car", "van", "truck", "bike", "helicopter"])
def test_a_crashed_one_lies_otherwise_than_one_that_stands(kind: str) -> None:
    assert changed(painted(kind, CRASHED), painted(kind)) > 0.03


@pytest.mark.parametrize("kind", ["car", "bus", "tank"])
def test_a_burning_one_is_bright_with_fire(kind: str) -> None:
    fire, none = painted(kind, BURNING), painted(kind)
    hot = (fire[..., 0] > 180) & (fire[..., 2] < 130) & (fire[..., 0] > fire[..., 2] + 70)
    assert hot.mean() > ((none[..., 0] > 180) & (none[..., 2] < 130)).mean() + 0.01


def test_a_red_car_is_redder_than_a_blue_one_for_every_seed() -> None:
    for seed in range(4):
        red, blue = (painted("car", seed=seed, colour=tint).mean(axis=(0, 1)) for tint in ("red", "blue"))
        assert red[0] - red[2] > blue[0] - blue[2] + 1


@pytest.mark.parametrize(
    ("words", "features"),
    [
        ("a burning car in a street", {BURNING}),
        ("a car on fire at night", {BURNING}),
        ("a crashed helicopter in a snowy forest", {CRASHED}),
        ("ein abgestürzter Hubschrauber im Wald", {CRASHED}),
        ("brennendes Auto auf der Straße", {BURNING}),
        ("a wrecked, burning tank", {BURNING, CRASHED}),
        ("a parked van", set()),
        ("a van beside a burning barrel", set()),
    ],
)
def test_what_has_become_of_a_vehicle_is_read(words: str, features: set[str]) -> None:
    vehicle = plan_scene(words).subjects[0]
    assert set(vehicle.features) == features


def test_a_fire_that_a_vehicle_is_on_is_no_barrel_and_not_missing() -> None:
    plan = plan_scene("a car on fire at night")
    assert [subject.kind for subject in plan.subjects] == ["car"]
    assert not plan.missing


def test_the_state_is_said_in_both_languages() -> None:
    plan = plan_scene("a burning car in a street")
    assert "A burning car" in describe(plan)
    assert "Ein brennendes Auto" in describe_in_german(plan)


def test_a_text_of_many_vehicles_is_read_no_more_often_than_one_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A description of 4,000 characters took ten seconds: it was read again for each of its vans."""
    read = list[int]()

    def counted(terms: Terms) -> list[NounPhrase | Deed]:
        read.append(1)
        return noun_phrases(terms)

    monkeypatch.setattr("generation.sketch.planning.vehicle_states.noun_phrases", counted)
    plan_scene("van, " * 3)
    few = len(read)
    plan_scene("van, " * 60)
    assert len(read) == 2 * few
