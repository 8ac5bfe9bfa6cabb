"""The sketch artist changes what it has painted itself: by its plan, with the composition kept."""

import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from PIL import Image, ImageChops, ImageStat

from generation.providers.base import Edit, InvalidError, ProgressStep, ProviderRequest, ProviderResult
from generation.sketch.process.pool import RenderPool
from generation.sketch.provider import SketchProvider

ORDER = ProviderRequest("r", "a Seattle street at night with a red van", "scene", None, 512, 512, "standard", 7)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def artist() -> AsyncIterator[SketchProvider]:
    provider = SketchProvider(RenderPool(seats=1))
    yield provider
    await provider.aclose()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def street(artist: SketchProvider) -> ProviderResult:
    return await artist.generate(ORDER, ignore)


def ignore(_step: ProgressStep) -> None:
    """Hear nothing."""


def edited(street: ProviderResult, kind: str, text: str = "", seed: int = 7) -> ProviderRequest:
    edit = Edit(kind, street.data, recipe=street.recipe, seed=street.seed)
    return replace(ORDER, prompt=text or ORDER.prompt, edit=edit, seed=seed)


def looks(painting: ProviderResult) -> Image.Image:
    return Image.open(io.BytesIO(painting.data)).convert("L").resize((64, 64))


def apart(first: ProviderResult, second: ProviderResult) -> float:
    """Return the mean difference of two pictures in grey levels."""
    return float(ImageStat.Stat(ImageChops.difference(looks(first), looks(second))).mean[0])


@pytest.mark.asyncio(loop_scope="module")
async def test_a_change_keeps_seed_and_plan_but_for_what_it_names(
    artist: SketchProvider, street: ProviderResult
) -> None:
    changed = await artist.generate(edited(street, "change", "remove the van, make it day", seed=99), ignore)
    before, after = (json.loads(painting.recipe or "") for painting in (street, changed))
    assert changed.seed == street.seed == 7
    assert (before["time"], after["time"]) == ("night", "day")
    assert [each["kind"] for each in before["subjects"]] == ["van"]
    assert after["subjects"] == []
    assert apart(street, changed) > 5


@pytest.mark.asyncio(loop_scope="module")
async def test_a_variation_keeps_the_composition_and_changes_the_light(
    artist: SketchProvider, street: ProviderResult
) -> None:
    varied = await artist.generate(edited(street, "vary", seed=12), ignore)
    other = await artist.generate(replace(ORDER, seed=8), ignore)
    before, after = (json.loads(painting.recipe or "") for painting in (street, varied))
    assert {name for name in before if before[name] != after[name]} <= {"time", "style"}
    assert apart(street, varied) > 1
    assert varied.seed == street.seed
    assert varied.data != other.data


@pytest.mark.asyncio(loop_scope="module")
async def test_an_upscale_is_the_same_picture_at_twice_the_size(artist: SketchProvider, street: ProviderResult) -> None:
    larger = await artist.generate(edited(street, "upscale"), ignore)
    assert Image.open(io.BytesIO(larger.data)).size == (1024, 1024)
    assert larger.recipe == street.recipe
    assert apart(street, larger) < 6


@pytest.mark.asyncio(loop_scope="module")
async def test_anothers_picture_is_not_the_artists_to_change(artist: SketchProvider, street: ProviderResult) -> None:
    with pytest.raises(InvalidError, match="painted itself"):
        await artist.generate(replace(ORDER, edit=Edit("change", street.data)), ignore)


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_to_be_avoided_is_not_painted(artist: SketchProvider) -> None:
    avoided = await artist.generate(replace(ORDER, negative="van"), ignore)
    assert "van" not in [each["kind"] for each in json.loads(avoided.recipe or "")["subjects"]]
