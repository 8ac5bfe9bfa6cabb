"""What rooms promise: each place is furnished as its own, seeds show it from elsewhere, nothing is out of order."""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.depth_order import back_to_front
from generation.sketch.canvas.field import Frame
from generation.sketch.paint import paint_scene
from generation.sketch.planning.plan import Plan, Subject, describe, plan_scene
from generation.sketch.planning.rooms import ROOMS
from generation.sketch.props.floors import PATTERNS
from generation.sketch.props.sets.catalogue import FURNITURE
from generation.sketch.props.sets.shell import MATERIALS
from generation.sketch.scenes.places.cameras import VIEWS
from generation.sketch.scenes.places.place import places

SIDE = 96  # pixels


def painted(plan: Plan, seed: int = 3, side: int = SIDE) -> Image.Image:
    return paint_scene(Canvas(plan, seed, Frame(side, side), lambda *_: None))


def room(place: str, **more: object) -> Plan:
    return Plan.from_dict({"scene": "room", "style": "neon_noir", "place": place, **more})


def small(picture: Image.Image) -> npt.NDArray[np.float64]:
    return np.asarray(picture.convert("L").resize((24, 24), Image.Resampling.BOX), np.float64).ravel()


def test_every_place_of_the_plan_is_furnished_and_the_other_way_round() -> None:
    assert set(places()) == set(ROOMS)


@pytest.mark.parametrize("name", ROOMS)
def test_a_place_names_what_there_is(name: str) -> None:
    place = places()[name]
    assert {put.what for put in place.puts} <= set(FURNITURE)
    assert {place.shell.walls, place.shell.over} <= set(MATERIALS)
    assert not place.pattern or place.pattern in PATTERNS
    assert set(place.eyes) <= set(VIEWS)


@pytest.mark.parametrize("name", ROOMS)
def test_a_place_is_neither_blank_nor_clipped(name: str) -> None:
    picture = np.asarray(painted(room(name)), np.float32)
    assert picture.std() > 14
    assert 12 < picture.mean() < 205
    assert (picture >= 254).all(axis=-1).mean() < 0.15
    assert (picture <= 1).all(axis=-1).mean() < 0.35


def test_places_are_told_apart() -> None:
    seen = {name: np.asarray(painted(room(name)).resize((16, 16)), np.float32) for name in ROOMS}
    for first, second in combinations(seen, 2):
        assert np.abs(seen[first] - seen[second]).mean() > 5, (first, second)


def test_seeds_show_a_place_from_elsewhere() -> None:
    alike: list[float] = []
    for name in ("casino", "safehouse", "cathedral", "mall", "kitchen", "hospital", "prison", "garage"):
        views = [small(painted(room(name), seed)) for seed in range(6)]
        alike += [float(np.corrcoef(first, second)[0, 1]) for first, second in combinations(views, 2)]
    assert sum(alike) / len(alike) < 0.4


@pytest.mark.parametrize("camera", ["low", "high", "close", "wide"])
def test_words_move_the_camera(camera: str) -> None:
    usual, moved = (np.asarray(painted(room("office", camera=name)), np.float32) for name in ("eye", camera))
    assert (np.abs(usual - moved).max(axis=-1) > 24).mean() > 0.02


@pytest.mark.parametrize("name", ["casino", "cell", "sewer", "elevator"])
def test_who_is_asked_for_stands_in_the_room(name: str) -> None:
    empty, peopled = (painted(room(name, subjects=subjects), side=128) for subjects in ((), ({"kind": "figure"},)))
    changed = np.abs(np.asarray(empty, np.float32) - np.asarray(peopled, np.float32)).max(axis=-1) > 24
    assert changed.mean() > 0.03  # the eye is where somebody is seen well, so the room moves, too


@pytest.mark.parametrize(
    "more",
    [
        {"sign": "SALE"},
        {"subjects": ({"kind": "hologram"},)},
        {"subjects": ({"kind": "spirit"},)},
        {"tint": "green"},
    ],
)
def test_what_a_room_is_asked_to_show_is_seen(more: dict[str, object]) -> None:
    plain, other = (np.asarray(painted(room("cell", **given)), np.float32) for given in ({}, more))
    assert (np.abs(plain - other).max(axis=-1) > 20).mean() > 0.003


@pytest.mark.parametrize("scene", ["stage", "castle", "park"])
def test_a_fire_burns_under_the_sky(scene: str) -> None:
    plain, lit = (
        np.asarray(painted(Plan(scene, "neon_noir", subjects=subjects), side=160), np.float32)
        for subjects in ((), (Subject("fire"),))
    )
    assert (np.abs(plain - lit).max(axis=-1) > 24).mean() > 0.002


def test_a_room_that_is_not_known_is_a_plain_one() -> None:
    assert painted(room("")).tobytes() == painted(room("room")).tobytes()


def test_the_same_seed_paints_the_same_room() -> None:
    assert painted(room("casino")).tobytes() == painted(room("casino")).tobytes()


def test_the_caption_names_the_place() -> None:
    assert "subway station" in describe(room("subway_station"))
    assert "classroom" in describe(room("school"))


def test_the_empty_stage_differs_by_hour_weather_and_seed() -> None:
    pictures = [
        small(painted(Plan("stage", "neon_noir", time, weather), seed))
        for time, weather, seed in (
            ("night", "clear", 1),
            ("day", "clear", 1),
            ("night", "fog", 1),
            ("night", "clear", 2),
        )
    ]
    for picture in pictures[1:]:
        assert np.abs(picture - pictures[0]).mean() > 5


def test_what_is_nearer_is_drawn_later() -> None:
    low = np.array([[0, 0, 1], [0, 0, 5], [-4, 0, 0], [0, 1, 1]], float)
    high = low + np.array([[1, 1, 1], [1, 1, 1], [1, 1, 9], [1, 1, 1]], float)
    order = back_to_front(low, high, (0.5, 1.6, -3.0))
    assert order.index(1) < order.index(0) < order.index(3)


def test_what_touches_is_in_order_however_long_it_is() -> None:
    """A long table is behind the chair before it and before the chair behind it, whichever middle is nearer."""
    table, before, behind = ([0, 0, 2], [4, 1, 3]), ([3.5, 0, 1.5], [4, 1, 2]), ([0, 0, 3], [0.5, 1, 3.5])
    low, high = (np.array([box[end] for box in (table, before, behind)], float) for end in (0, 1))
    order = back_to_front(low, high, (2.0, 1.6, 0.0))
    assert order.index(2) < order.index(0) < order.index(1)


@pytest.mark.parametrize("weather", ["rain", "snow", "fog"])
def test_weather_is_seen_on_the_windows_of_a_room_that_has_some(weather: str) -> None:
    plan = plan_scene(f"{weather} on the window of a noodle bar")
    assert (plan.scene, plan.weather) == ("room", weather)
    clear, other = (
        np.asarray(painted(room("hotel_room", weather=each), side=160), np.float32) for each in ("clear", weather)
    )
    assert (np.abs(clear - other).max(axis=-1) > 24).mean() > 0.002
    assert plan_scene(f"{weather} in a bunker").weather == "clear"
