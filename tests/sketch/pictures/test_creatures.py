"""What creatures promise: a body of its own for each kind, in its poses and colours, and a place in the picture."""

from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.palette import colour
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.creatures.menagerie import CREATURE_MAKERS
from generation.sketch.models.mesh import Mesh
from generation.sketch.models.painting import bounds_of
from generation.sketch.models.vehicles import VEHICLE_MAKERS
from generation.sketch.paint import paint_scene
from generation.sketch.planning.creatures import CREATURES, SEATS
from generation.sketch.planning.plan import Plan, Subject, describe, only_shown, plan_scene
from generation.sketch.planning.vehicles import VEHICLES

SIDE = 112
Pixels = npt.NDArray[np.float32]


@cache
def body(kind: str, pose: str = "", tint: str = "", seed: int = 5) -> Mesh:
    look = Look(pose, colour(tint) if tint else None, colour("#ff2fa0"), colour("#22e6ff"))
    return CREATURE_MAKERS[kind](look, np.random.default_rng(seed))


@cache
def painted(*subjects: Subject, scene: str = "street", seed: int = 3) -> Pixels:
    plan = Plan(scene, "neon_noir", subjects=subjects, crowd="empty")
    return np.asarray(paint_scene(Canvas(plan, seed, Frame(SIDE, SIDE), lambda *_: None)), np.float32)


def difference(first: Pixels, second: Pixels) -> npt.NDArray[np.bool_]:
    """Return where two pictures differ by more than grain."""
    return np.asarray(np.abs(first - second).max(axis=-1) > 24)


def test_every_creature_that_can_be_planned_can_be_made() -> None:
    assert set(CREATURES) == set(CREATURE_MAKERS)
    assert set(VEHICLES) == set(VEHICLE_MAKERS)


@pytest.mark.parametrize("kind", sorted(VEHICLES))
def test_a_vehicle_has_its_size_and_shows(kind: str) -> None:
    mesh = VEHICLE_MAKERS[kind](Look(), np.random.default_rng(5))
    left, bottom, right, top = bounds_of(mesh, 0.0)
    assert 0.5 < (right - left) / VEHICLES[kind].length < 1.6
    assert -0.3 < bottom <= 0.2
    assert 0.4 < top / VEHICLES[kind].height < 2.0
    assert difference(painted(Subject(kind)), painted()).mean() > 0.02


@pytest.mark.parametrize("kind", sorted(CREATURES))
def test_a_creature_has_its_size_and_is_made_alike_each_time(kind: str) -> None:
    mesh, known = body(kind), CREATURES[kind]
    assert np.isfinite(mesh.corners).all()
    left, bottom, right, top = bounds_of(mesh, 0.0)
    assert 0.35 < max(right - left, top - bottom) / max(known.length, known.height) < 2.6
    assert np.array_equal(mesh.corners, body.__wrapped__(kind).corners)


@pytest.mark.parametrize("kind", ["cat", "wolf", "horse", "bear", "hellhound"])
def test_a_beast_that_stands_has_its_feet_on_the_ground(kind: str) -> None:
    bottom = bounds_of(body(kind, "stand"), 0.0)[1]
    assert abs(bottom) < 0.08 * CREATURES[kind].height


@pytest.mark.parametrize("kind", sorted(CREATURES))
def test_a_creature_changes_the_picture_it_leads(kind: str) -> None:
    share = difference(painted(Subject(kind)), painted()).mean()
    assert share > 0.02


@pytest.mark.parametrize("kind", ["cat", "horse", "dragon_western", "eagle"])
def test_poses_are_told_apart(kind: str) -> None:
    for one, other in combinations(CREATURES[kind].poses[:4], 2):
        first, second = body(kind, one).corners, body(kind, other).corners
        assert len(first) != len(second) or np.abs(first - second).max() > 0.1 * CREATURES[kind].height, (one, other)


@pytest.mark.parametrize("kind", ["cat", "wolf", "dragon_western", "spider", "eagle", "drone_small"])
def test_a_creature_takes_the_colour_that_is_asked_for(kind: str) -> None:
    red, blue = (body(kind, tint=tint).colours.mean(axis=0) for tint in ("#d8242c", "#2858d8"))
    assert red[0] > blue[0] + 12
    assert blue[2] > red[2] + 12


def test_a_dragon_on_a_tower_is_in_the_upper_half_over_what_bears_it() -> None:
    perched = difference(painted(Subject("dragon_western", place="tower"), scene="skyline"), painted(scene="skyline"))
    assert perched[: SIDE // 2, SIDE // 4 : 3 * SIDE // 4].mean() > 0.12
    assert perched[SIDE // 2 : SIDE * 3 // 4, SIDE // 3 : 2 * SIDE // 3].mean() > 0.1


def test_the_second_cat_is_another_cat() -> None:
    assert difference(painted(Subject("cat", 2)), painted(Subject("cat"))).mean() > 0.02


def test_a_dog_beside_somebody_leaves_the_person_in_the_picture() -> None:
    runner = Subject("figure", role="runner", features=("coat",))
    both = painted(runner, Subject("dog"))
    assert 0.003 < difference(both, painted(runner)).mean() < 0.6
    assert difference(both, painted(Subject("dog"))).mean() > 0.02


def test_a_creature_is_kept_in_a_plan_and_called_by_its_name() -> None:
    plan = only_shown(Plan("street", "neon_noir", subjects=(Subject("devil_rat", 2, colour="red"), Subject("wolf"))))
    assert [subject.kind for subject in plan.subjects] == ["devil_rat", "wolf"]
    assert "Two red devil rats and a wolf" in describe(plan)


@pytest.mark.parametrize(
    ("words", "perch"),
    [
        ("a dragon on a tower", "tower"),
        ("ein Drache auf einem alten Turm", "tower"),
        ("a cat sitting on a wall", "wall"),
        ("a griffin on the rock", "rock"),
        ("a raven on a roof at night", "roof"),
        ("a dragon flying over a tower", ""),
        ("a dog in a bar", ""),
    ],
)
def test_a_creature_is_on_what_it_is_said_to_be_on(words: str, perch: str) -> None:
    assert plan_scene(words).subjects[0].place == perch


def test_a_bottle_lies_about_where_people_are() -> None:
    runner = Subject("figure", role="runner", features=("coat",))
    assert difference(painted(runner, Subject("bottle"), scene="bar"), painted(runner, scene="bar")).mean() > 0.005


def test_two_kinds_of_creatures_are_both_seen() -> None:
    both = painted(Subject("bear"), Subject("wolf"))
    assert difference(both, painted(Subject("bear"))).mean() > 0.02
    assert difference(both, painted(Subject("wolf"))).mean() > 0.02


def test_a_herd_is_a_herd() -> None:
    assert difference(painted(Subject("rat", 6)), painted(Subject("rat", 3))).mean() > 0.02


@pytest.mark.parametrize(
    ("words", "seat", "where"),
    [
        ("a cat on a motorcycle", "bike", "street"),
        ("a raven on a gravestone", "gravestone", "park"),
        ("eine Eule auf einem Bücherregal", "shelf", "room"),
        ("a raven on a street lamp", "street_lamp", "street"),
        ("an eagle on a statue", "statue", "wilderness"),
        ("eine Katze auf einem Autodach", "car", "street"),
    ],
)
def test_what_a_creature_sits_on_is_in_the_picture_and_not_missing(words: str, seat: str, where: str) -> None:
    plan = plan_scene(words)
    assert [(subject.kind != "bike", subject.place) for subject in plan.subjects] == [(True, seat)]
    assert plan.scene == where
    assert not plan.missing


@pytest.mark.parametrize("seat", [*SEATS, "branch", "street_lamp"])
def test_every_seat_is_seen(seat: str) -> None:
    assert difference(painted(Subject("cat", place=seat)), painted(Subject("cat"))).mean() > 0.05
