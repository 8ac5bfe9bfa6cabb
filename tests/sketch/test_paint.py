"""What the painter promises about any picture it paints."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest
from PIL import Image

from generation.sketch.lexicon import SCENES
from generation.sketch.paint import paint
from generation.sketch.plan import Plan, plan_scene

PROMPTS = {
    "street": "a rainy street at night, a van, a drone",
    "boardroom": "a corporate boardroom",
    "matrix": "a decker and black ice in a matrix host",
    "astral": "a mage in the astral plane",
    "barrens": "the redmond barrens at sunset",
    "skyline": "an elf on a rooftop over the city",
    "wilderness": "a forest lake at dawn",
    "portrait": "portrait of an ork ganger with a mohawk",
    "item": "a blueprint of a katana",
}
Heard = list[tuple[str, float, Image.Image | None]]


def painted(plan: Plan, seed: int = 3, width: int = 512, height: int = 512) -> tuple[Image.Image, Heard]:
    """Paint once, however many tests look at the picture."""
    return _painted(plan, seed, width, height)


@lru_cache(maxsize=48)
def _painted(plan: Plan, seed: int, width: int, height: int) -> tuple[Image.Image, Heard]:
    heard: Heard = []
    picture = paint(plan, seed, width, height, lambda *layer: heard.append(layer))
    return picture, heard


def pixels(prompt: str, seed: int = 3) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.asarray(painted(plan_scene(prompt), seed)[0], np.float32)


def test_there_is_a_prompt_here_for_every_scene() -> None:
    assert set(PROMPTS) == set(SCENES)
    assert all(plan_scene(prompt).scene == scene for scene, prompt in PROMPTS.items())


@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_is_neither_blank_nor_clipped(scene: str) -> None:
    picture = pixels(PROMPTS[scene])
    assert picture.std() > 18
    assert 12 < picture.mean() < 200
    assert (picture >= 254).all(axis=-1).mean() < 0.12
    assert (picture <= 1).all(axis=-1).mean() < 0.35


@pytest.mark.parametrize("scene", SCENES)
def test_every_layer_is_shown_on_the_way(scene: str) -> None:
    picture, heard = painted(plan_scene(PROMPTS[scene]))
    assert picture.mode == "RGB"
    assert picture.size == (512, 512)
    done = [share for _, share, _ in heard]
    assert len(heard) >= 6
    assert done == sorted(done)
    assert done[0] <= 0.2
    assert done[-1] == 1.0
    for _, _, preview in heard:
        assert preview is not None
        assert preview.mode == "RGB"
        assert max(preview.size) <= 384
        assert np.asarray(preview).std() > 2


@pytest.mark.parametrize(("width", "height"), [(512, 768), (769, 513)])
def test_any_size_and_ratio_is_exact(width: int, height: int) -> None:
    picture, heard = painted(plan_scene(PROMPTS["skyline"]), 3, width, height)
    assert picture.size == (width, height)
    assert all(preview is not None and max(preview.size) <= 384 for _, _, preview in heard)


@pytest.mark.parametrize(("width", "height"), [(511, 512), (512, 2049)])
def test_a_size_out_of_range_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="512 to 2048"):
        paint(plan_scene("a street"), 1, width, height, lambda *_: None)


def test_the_same_seed_paints_the_same_bytes_in_another_process() -> None:
    prompt = PROMPTS["skyline"]
    here = hashlib.sha256(painted(plan_scene(prompt))[0].tobytes()).hexdigest()
    code = (
        "import hashlib; from generation.sketch.paint import paint; from generation.sketch.plan import plan_scene;"
        f"picture = paint(plan_scene({prompt!r}), 3, 512, 512, lambda *_: None);"
        "print(hashlib.sha256(picture.tobytes()).hexdigest())"
    )
    answer = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    assert answer.stdout.strip() == here


def test_the_same_seed_paints_the_same_bytes_twice() -> None:
    plan = plan_scene(PROMPTS["astral"])
    assert paint(plan, 3, 512, 512, lambda *_: None).tobytes() == painted(plan)[0].tobytes()


def test_another_seed_paints_another_picture() -> None:
    assert likeness(pixels(PROMPTS["astral"], 3), pixels(PROMPTS["astral"], 4)) < 0.9


def likeness(first: np.ndarray, second: np.ndarray) -> float:
    """Correlate two pictures of one size."""
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])


@pytest.mark.parametrize("scene", ["skyline", "item"])
def test_a_larger_picture_is_the_same_picture(scene: str) -> None:
    plan = plan_scene(PROMPTS[scene])
    large = paint(plan, 3, 1024, 1024, lambda *_: None).resize((128, 128), Image.Resampling.BOX)
    small = painted(plan)[0].resize((128, 128), Image.Resampling.BOX)
    assert likeness(np.asarray(large, np.float32), np.asarray(small, np.float32)) > 0.97


def test_raising_in_a_preview_ends_the_painting() -> None:
    class StopError(Exception):
        pass

    heard: list[str] = []

    def stop(layer: str, done: float, preview: Image.Image | None) -> None:
        heard.append(layer)
        if len(heard) == 2:
            raise StopError

    with pytest.raises(StopError):
        paint(plan_scene("a street"), 1, 512, 512, stop)
    assert len(heard) == 2


@pytest.mark.parametrize(
    ("without", "with_it"),
    [
        ("a rooftop, a figure", "a rooftop, a figure, rain"),
        ("the barrens, a figure", "the barrens, a figure, a van"),
        ("a rooftop, a figure", "a rooftop, a figure, a drone"),
        ("a rooftop, a figure", "a rooftop, a troll figure"),
        ("a rooftop, a figure", "a rooftop, a figure, no neon"),
        ("a rooftop, a figure", 'a rooftop, a figure, a sign saying "BAR"'),
        ("a rooftop, a figure", "a rooftop by day, a figure"),
        ("portrait of an elf decker", "portrait of a troll decker"),
        ("portrait of an elf decker", "portrait of an elf decker with a visor"),
        ("portrait of an elf decker", "portrait of an elf mage"),
    ],
)
def test_a_word_changes_pixels(without: str, with_it: str, changed: Callable[..., float]) -> None:
    assert changed(pixels(without), pixels(with_it)) > 0.001


@pytest.fixture
def changed() -> Callable[..., float]:
    """Return the share of pixels that differ by more than grain."""

    def share(first: np.ndarray, second: np.ndarray) -> float:
        return float((np.abs(first - second).max(axis=-1) > 24).mean())

    return share


def test_styles_differ_at_a_glance() -> None:
    tints = {
        style: np.asarray(painted(plan_scene("a katana", kind="item", style=style))[0], np.float32).mean(axis=(0, 1))
        for style in ("neon_noir", "toxic", "barrens_grit")
    }
    assert tints["toxic"].argmax() == 1
    assert tints["barrens_grit"].argmax() == 0
    assert tints["neon_noir"][2] > tints["toxic"][2]


def test_a_camera_feed_has_one_colour() -> None:
    feed = np.asarray(painted(plan_scene("a katana", kind="item", style="security_cam"))[0].convert("HSV"), np.float32)
    lit = feed[..., 2] > 90
    assert feed[..., 0][lit].std() < 12
