"""What `paint` promises about any picture: its size, its layers, its bytes, and that it can be stopped."""

import hashlib
import subprocess
import sys
from functools import lru_cache

import numpy as np
import pytest
from PIL import Image

from generation.sketch.paint import paint
from generation.sketch.planning.plan import plan_scene

ROOFTOP = "an elf on a rooftop over the city, rain"
SITE = "a site plan, two trolls"
Heard = list[tuple[str, float, Image.Image | None]]


@lru_cache(maxsize=8)
def painted(prompt: str, width: int = 512, height: int = 512) -> tuple[Image.Image, Heard]:
    """Paint once, however many tests look at the picture."""
    heard: Heard = []
    picture = paint(plan_scene(prompt), 3, width, height, lambda *layer: heard.append(layer))
    return picture, heard


def test_every_layer_is_shown_on_the_way() -> None:
    picture, heard = painted(ROOFTOP)
    assert picture.mode == "RGB"
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


@pytest.mark.parametrize(("width", "height"), [(512, 512), (512, 768), (769, 513)])
def test_any_size_and_ratio_is_exact(width: int, height: int) -> None:
    picture, heard = painted(SITE, width, height)
    assert picture.size == (width, height)
    assert all(preview is not None and max(preview.size) <= 384 for _, _, preview in heard)


@pytest.mark.parametrize(("width", "height"), [(511, 512), (512, 2049)])
def test_a_size_out_of_range_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="512 to 2048"):
        paint(plan_scene("a street"), 1, width, height, lambda *_: None)


def test_the_same_seed_paints_the_same_bytes_in_another_process() -> None:
    here = hashlib.sha256(painted(ROOFTOP)[0].tobytes()).hexdigest()
    code = (
        "import hashlib; from generation.sketch.paint import paint;"
        "from generation.sketch.planning.plan import plan_scene;"
        f"picture = paint(plan_scene({ROOFTOP!r}), 3, 512, 512, lambda *_: None);"
        "print(hashlib.sha256(picture.tobytes()).hexdigest())"
    )
    answer = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603  # our own code
    assert answer.stdout.strip() == here


@pytest.mark.parametrize("prompt", [SITE, "a katana"])
def test_a_larger_picture_is_the_same_picture(prompt: str) -> None:
    small, large = (
        np.asarray(painted(prompt, side, side)[0].resize((128, 128), Image.Resampling.BOX), np.float32)
        for side in (512, 768)
    )
    assert np.corrcoef(small.ravel(), large.ravel())[0, 1] > 0.97


def test_raising_in_a_preview_ends_the_painting() -> None:
    class StopError(Exception):
        pass

    heard: list[str] = []

    def stop(layer: str, done: float, preview: Image.Image | None) -> None:
        heard.append(layer)
        if len(heard) == 2:
            raise StopError

    with pytest.raises(StopError):
        paint(plan_scene("a clinic"), 1, 512, 512, stop)
    assert len(heard) == 2
