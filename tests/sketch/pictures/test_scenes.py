"""What every scene promises: it is never blank, what the plan says shows, a seed is a composition, a size a frame."""

from collections.abc import Callable
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageOps

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.paint import paint_scene
from generation.sketch.planning.edits import edit_plan, vary_plan
from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.scenery import SCENERY

Pixels = npt.NDArray[np.float32]

SIDE = 112  # pixels: enough to see what changed, small enough for many pictures
PROMPTS = {
    "street": "a street in the rain, an ork, a van",
    "market": "an alley market",
    "skyline": "a rooftop",
    "boardroom": "a boardroom",
    "bar": "a bar, a decker",
    "bar/club": "a club",
    "docks": "the docks",
    "docks/warehouse": "a warehouse, a guard",
    "barrens": "the barrens",
    "lab": "a laboratory",
    "lab/clinic": "a clinic",
    "highway": "a highway",
    "matrix": "a matrix host",
    "astral": "the astral plane",
    "wilderness": "a lake",
    "wilderness/forest": "a forest",
    "wilderness/mountain": "a mountain",
    "siteplan": "a site plan",
    "castle": "a castle",
    "village": "a village",
    "desert": "the desert",
    "sea": "the open sea",
    "sea/deck": "a ship deck",
    "bridge": "a bridge",
    "park": "a park",
    "park/cemetery": "a cemetery",
    "construction": "a construction site",
    "outdoors/junkyard": "a junkyard",
    "stage": "a whatchamacallit",
    "portrait": "portrait of an ork",
    "item": "a katana",
}


Heard = list[tuple[float, Image.Image | None]]


def painted(plan: Plan, seed: int = 3, width: int = SIDE, height: int = SIDE) -> Image.Image:
    return _painted(plan, seed, width, height)[0]


@lru_cache(maxsize=96)
def _painted(plan: Plan, seed: int, width: int, height: int) -> tuple[Image.Image, Heard]:
    """Paint once, however many tests look at the picture."""
    heard: Heard = []
    canvas = Canvas(plan, seed, Frame(width, height), lambda _, done, preview: heard.append((done, preview)))
    return paint_scene(canvas), heard


def pixels(plan: Plan | str, seed: int = 3) -> Pixels:
    chosen = plan_scene(plan) if isinstance(plan, str) else plan
    return np.asarray(painted(chosen, seed), np.float32)


def changed(first: Pixels, second: Pixels) -> float:
    """Return the share of pixels that differ by more than grain."""
    return float((np.abs(first - second).max(axis=-1) > 24).mean())


def fingerprint(picture: Image.Image) -> npt.NDArray[np.bool_]:
    """Return a difference hash: whether it gets brighter from each of 16 x 16 places to the next."""
    small = np.asarray(picture.convert("L").resize((17, 16), Image.Resampling.BOX), np.int16)
    return small[:, 1:] > small[:, :-1]


def test_there_is_a_prompt_here_for_every_scene_and_place() -> None:
    assert {name.split("/")[0] for name in PROMPTS} == set(SCENERY) - {"room"}  # its places are in test_rooms
    for name, prompt in PROMPTS.items():
        plan = plan_scene(prompt)
        assert f"{plan.scene}/{plan.place}".rstrip("/") == name


@pytest.mark.parametrize("name", PROMPTS)
def test_a_scene_is_neither_blank_nor_clipped(name: str) -> None:
    picture = pixels(PROMPTS[name])
    assert picture.std() > 14
    assert 8 < picture.mean() < 200
    assert (picture >= 254).all(axis=-1).mean() < 0.12
    assert (picture <= 1).all(axis=-1).mean() < 0.35


@pytest.mark.parametrize("name", PROMPTS)
def test_every_layer_is_shown_on_the_way(name: str) -> None:
    heard = _painted(plan_scene(PROMPTS[name]), 3, SIDE, SIDE)[1]
    shares = [done for done, _ in heard]
    assert len(shares) >= 4
    assert shares == sorted(shares)
    assert shares[0] <= 0.15
    assert all(preview is not None and np.asarray(preview).max() > 8 for _, preview in heard)


ABLATIONS = [
    ("a street", "rain"),
    ("the docks", "snow"),
    ("the docks", "fog"),
    ("the docks", "overcast"),
    ("a highway", "a red truck"),
    ("a rooftop", "a helicopter"),
    ("a lake", "two spirits"),
    ("a bar", "a hologram"),
    ("the docks", "steam"),
    ("a street", "no neon"),
    ("a street", "neon drenched"),
    ("the docks", "high angle"),
    ("a street", 'a sign saying "OPEN"'),
    ("a bar", "a troll"),
    ("a bar", "deserted"),
    ("a bar", "green neon"),
    ("a club", "low angle"),
    ("an alley market", "by day"),
    ("the docks", "at dawn"),
    ("the docks", "a bike"),
    ("a warehouse", "by day"),
    ("a clinic", 'a sign saying "DOC"'),
    ("a laboratory", "an ork"),
    ("a laboratory", "deserted"),
    ("the docks", "crowded"),
    ("a laboratory", "close up"),
    ("a highway", "a red van"),
    ("a highway", "rush hour"),
    ("a forest", "a campfire"),
    ("a mountain", "a dragon"),
    ("a lake", "ash"),
    ("a rooftop", "full moon, fog"),
    ("a site plan", "two trolls"),
    ("a site plan", "a truck"),
    ("the astral plane", "wide angle"),
    ("a matrix host", "black ic"),
]


@pytest.mark.parametrize(("place", "word"), ABLATIONS)
def test_a_word_changes_pixels(place: str, word: str) -> None:
    assert changed(pixels(place), pixels(f"{place}, {word}")) > 0.002


def test_a_van_is_where_it_is_and_leaves_the_rest_alone() -> None:
    with_van, without = pixels("a runner on the docks, a van"), pixels("a runner on the docks")
    assert 0.004 < changed(with_van, without) < 0.6


def test_a_colour_colours_the_thing() -> None:
    red, blue = pixels("a highway by day, a red van"), pixels("a highway by day, a blue van")
    place = np.abs(red - blue).max(axis=-1) > 24
    assert place.mean() > 0.002
    assert (red - blue)[place].mean(axis=0)[0] > 10
    assert (red - blue)[place].mean(axis=0)[2] < -10


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        ("skyline", "wide angle"),
        ("boardroom", "low angle"),
        ("barrens", "high angle"),
        ("matrix", "close up"),
        ("astral", "low angle"),
        ("wilderness", "high angle"),
        ("siteplan", "low angle"),
        ("lab/clinic", "wide angle"),
    ],
)
def test_every_camera_sees_the_scene_differently(scene: str, words: str) -> None:
    assert changed(pixels(PROMPTS[scene]), pixels(f"{PROMPTS[scene]}, {words}")) > 0.02


def test_fifty_seeds_are_fifty_compositions() -> None:
    plan = plan_scene(PROMPTS["siteplan"])
    prints = [fingerprint(paint_scene(Canvas(plan, seed, Frame(96, 96), lambda *_: None))) for seed in range(50)]
    distances = [int((first ^ second).sum()) for first, second in combinations(prints, 2)]
    assert min(distances) >= 30
    assert sum(distances) / len(distances) > 70


@pytest.mark.parametrize("name", ["boardroom", "bar", "docks/warehouse", "lab/clinic", "wilderness/mountain"])
def test_fifty_seeds_over_five_scenes_are_fifty_compositions(name: str) -> None:
    """Seeds differ by far more than one picture does from itself in another size, even if one is seen in a mirror."""
    plan = plan_scene(PROMPTS[name])
    pictures = [painted(plan, seed, SIDE, SIDE) for seed in range(10)]
    usual = [fingerprint(picture) for picture in pictures]
    mirrored = [fingerprint(ImageOps.mirror(picture)) for picture in pictures]
    itself = int((usual[0] ^ fingerprint(painted(plan, 0, SIDE * 5 // 4, SIDE * 5 // 4))).sum())
    distances = [
        int(min((usual[first] ^ usual[second]).sum(), (usual[first] ^ mirrored[second]).sum()))
        for first, second in combinations(range(10), 2)
    ]
    assert min(distances) > max(40, itself)
    assert sum(distances) / len(distances) > 64


@pytest.mark.parametrize("name", ["bar", "docks", "wilderness/forest", "siteplan"])
def test_another_size_is_the_same_scene_in_another_frame(name: str) -> None:
    plan = plan_scene(PROMPTS[name])
    square, wide = painted(plan), painted(plan, 3, SIDE * 3 // 2, SIDE)
    unit = min(square.size) if name == "siteplan" else Frame(*wide.size).unit
    reach = Frame(*square.size).unit / unit * wide.height / 2 / (SIDE / 2)  # how much more or less is seen up and down
    middle = wide.crop(box_about(wide, unit / 2 * min(1.0, reach)))
    same = square.crop(box_about(square, SIDE / 2 * min(1.0, reach)))
    assert likeness(middle, same) > (0.4 if name == "bar" else 0.75)  # who is there has more room at the sides


def box_about(picture: Image.Image, half: float) -> tuple[int, int, int, int]:
    x, y = picture.width / 2, picture.height / 2
    return round(x - half), round(y - half), round(x + half), round(y + half)


def likeness(first: Image.Image, second: Image.Image) -> float:
    """Correlate two pictures, seen small."""
    one, other = (
        np.asarray(picture.convert("L").resize((40, 40), Image.Resampling.BOX), np.float32)
        for picture in (first, second)
    )
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


@pytest.mark.parametrize("name", ["docks", "wilderness"])
def test_a_variation_keeps_the_outlines(name: str) -> None:
    plan = plan_scene(PROMPTS[name])
    variation = painted(vary_plan(plan, 1))
    stranger = painted(plan, 9)
    assert likeness(edges(painted(plan)), edges(variation)) > likeness(edges(painted(plan)), edges(stranger)) + 0.1


def edges(picture: Image.Image) -> Image.Image:
    grey = np.asarray(picture.convert("L"), np.float32)
    steps = np.abs(np.diff(grey, axis=1))[:-1] + np.abs(np.diff(grey, axis=0))[:, :-1]
    return Image.fromarray(np.asarray(np.clip(steps * 4, 0, 255), np.uint8))


def test_an_edit_changes_the_picture_where_the_plan_changed() -> None:
    plan = plan_scene("the docks, a van, an ork")
    without = edit_plan(plan, "remove the van")
    assert 0.004 < changed(pixels(plan), pixels(without)) < 0.6
    assert pixels(edit_plan(plan, "make it day")).mean() > pixels(plan).mean() * 1.3


@pytest.mark.parametrize("name", ["bar/club", "wilderness/mountain"])
def test_the_same_seed_paints_the_same_bytes(name: str, again: Callable[..., bytes]) -> None:
    plan = plan_scene(PROMPTS[name])
    assert again(plan) == painted(plan).tobytes()


@pytest.fixture
def again() -> Callable[..., bytes]:
    def paint_again(plan: Plan) -> bytes:
        picture: Any = paint_scene(Canvas(plan, 3, Frame(SIDE, SIDE), lambda *_: None))
        return bytes(picture.tobytes())

    return paint_again
