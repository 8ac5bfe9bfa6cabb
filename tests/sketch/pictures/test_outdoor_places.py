"""What places under the sky promise: each is built as its own, its words lead to it, seeds show it from elsewhere."""

from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from generation.reading.lexicon import tables
from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.paint import paint_scene
from generation.sketch.planning import german
from generation.sketch.planning.outdoor_places import OUTDOOR_PLACES
from generation.sketch.planning.plan import Plan, describe, plan_scene
from generation.sketch.props.floors import PATTERNS
from generation.sketch.props.sets.catalogue import FURNITURE
from generation.sketch.scenes.places.place import open_places

SIDE = 96  # pixels


@lru_cache(maxsize=64)
def painted(name: str, seed: int = 3, time: str = "day") -> Image.Image:
    plan = Plan("outdoors", "neon_noir", time, place=name)
    return paint_scene(Canvas(plan, seed, Frame(SIDE, SIDE), lambda *_: None))


def small(picture: Image.Image) -> npt.NDArray[np.float64]:
    return np.asarray(picture.convert("L").resize((24, 24), Image.Resampling.BOX), np.float64).ravel()


def test_every_place_of_the_plan_is_built_and_the_other_way_round() -> None:
    assert {name.partition("/")[2] for name in open_places() if name.startswith("outdoors/")} == set(OUTDOOR_PLACES)


@pytest.mark.parametrize("name", open_places())
def test_a_place_names_what_there_is(name: str) -> None:
    place = open_places()[name]
    assert {put.what for put in place.puts} <= set(FURNITURE)
    assert not place.pattern or place.pattern in PATTERNS


@pytest.mark.parametrize("time", ["day", "night"])
@pytest.mark.parametrize("name", OUTDOOR_PLACES)
def test_a_place_is_neither_blank_nor_clipped(name: str, time: str) -> None:
    picture = np.asarray(painted(name, time=time), np.float32)
    assert picture.std() > 14
    assert 6 < picture.mean() < 215
    assert (picture >= 254).all(axis=-1).mean() < 0.15
    assert (picture <= 1).all(axis=-1).mean() < 0.35


def test_places_are_told_apart() -> None:
    seen = {name: np.asarray(painted(name).resize((16, 16)), np.float32) for name in OUTDOOR_PLACES}
    for first, second in combinations(seen, 2):
        assert np.abs(seen[first] - seen[second]).mean() > 5, (first, second)


def test_seeds_show_a_place_from_elsewhere() -> None:
    alike: list[float] = []
    for name in ("junkyard", "amusement_park", "courtyard", "gas_station", "pyramid", "square"):
        views = [small(painted(name, seed)) for seed in range(6)]
        alike += [float(np.corrcoef(first, second)[0, 1]) for first, second in combinations(views, 2)]
    assert sum(alike) / len(alike) < 0.5  # the sky is over all of them


@pytest.mark.parametrize("name", OUTDOOR_PLACES)
def test_words_of_both_languages_lead_to_a_place(name: str) -> None:
    phrases = [phrase for phrase, effect in tables()["places"].items() if effect == f"outdoors/{name}"]
    assert len(phrases) >= 2
    for phrase in phrases:
        plan = plan_scene(phrase, kind="location")
        assert (plan.scene, plan.place, plan.missing) == ("outdoors", name, ()), phrase


def test_a_place_is_seen_at_its_usual_hour_and_named_in_both_languages() -> None:
    for name, place in OUTDOOR_PLACES.items():
        plan = plan_scene(next(phrase for phrase, at in tables()["places"].items() if at == f"outdoors/{name}"))
        assert plan.time == place.time, name
        assert place.caption in describe(plan)
        assert german.noun("places", f"outdoors/{name}") is not None, name


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a raven on a cliff over the sea", "cliff"),
        ("kids playing soccer in the backyard of a tenement", "courtyard"),
        ("ein Hund auf einem Schrottplatz", "junkyard"),
        ("die Schwebebahn bei Nacht", "suspension_railway"),
        ("two guards at the gate", "checkpoint"),
    ],
)
def test_a_sentence_plays_where_it_says(text: str, place: str) -> None:
    plan = plan_scene(text)
    assert (plan.scene, plan.place) == ("outdoors", place)
    assert "sea" not in plan.missing


def test_a_place_that_is_not_known_is_painted_all_the_same() -> None:
    assert painted("").tobytes() == painted("meadow").tobytes()
