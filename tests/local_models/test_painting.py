"""What a model on this machine paints: the same for the same seed, at the size asked for, from an image, in a mask."""

import io
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from generation.providers.base import Edit, InvalidError, ModelSettings, ProgressStep, ProviderRequest
from generation.providers.local.provider import LocalProvider
from tests.local_models.conftest import FLUX, NEVER, SD, model_in

STREET = ProviderRequest("r", "a street in the rain", "location", None, 512, 512, "standard", 7)


def pixels(file: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Image.open(io.BytesIO(file)) as image:
        return np.asarray(image.convert("RGB"))


def ignore(_step: ProgressStep) -> None:
    pass


async def painted(local: LocalProvider, request: ProviderRequest = STREET) -> bytes:
    return (await local.generate(request, ignore)).data


async def test_the_same_seed_paints_the_same_bytes_and_another_seed_does_not(local: LocalProvider) -> None:
    first = await painted(local)
    assert await painted(local) == first
    assert await painted(local, replace(STREET, seed=8)) != first
    assert pixels(first).shape == (512, 512, 3)


async def test_another_model_paints_another_picture(local: LocalProvider) -> None:
    other = replace(STREET, model=ModelSettings(name=SD, model=SD, steps=4))
    result = await local.generate(other, ignore)
    assert result.model == SD
    assert result.data != await painted(local)


async def test_each_step_is_told_with_a_preview(local: LocalProvider) -> None:
    steps = list[ProgressStep]()
    await local.generate(STREET, steps.append)
    painting = [step for step in steps if step.stage.startswith("step")]
    assert [step.stage for step in painting] == [f"step {number} of 4" for number in range(1, 5)]
    assert [step.fraction for step in painting] == sorted(step.fraction for step in painting)
    for step in painting:
        assert step.preview is not None
        with Image.open(io.BytesIO(step.preview)) as preview:
            assert preview.format == "JPEG"


async def test_what_is_larger_than_the_model_paints_well_is_enlarged_and_said(local: LocalProvider) -> None:
    result = await local.generate(replace(STREET, width=1360, height=768), ignore)
    assert pixels(result.data).shape == (768, 1360, 3)
    assert result.notes == ("Painted at 680x384, which is what this model paints well, and enlarged.",)
    assert (await local.generate(STREET, ignore)).notes == ()


async def test_a_negative_prompt_goes_only_to_models_that_take_one(local: LocalProvider) -> None:
    avoiding = replace(STREET, negative="neon", model=ModelSettings(steps=3))
    assert await painted(local, avoiding) == await painted(local, replace(avoiding, negative=""))
    other = replace(avoiding, model=ModelSettings(name=SD, model=SD, steps=3))
    assert await painted(local, other) != await painted(local, replace(other, negative=""))


async def test_a_variation_starts_from_the_image(local: LocalProvider) -> None:
    image = await painted(local)
    original = pixels(image).astype(float)

    async def distance(strength: float) -> float:
        varied = await painted(local, replace(STREET, seed=9, edit=Edit("vary", image, strength=strength)))
        return float(abs(pixels(varied) - original).mean())

    assert await distance(0.3) < await distance(0.9)


async def test_within_a_mask_it_is_painted_anew_and_the_rest_stays(local: LocalProvider) -> None:
    image = await painted(local)
    mask = Image.new("L", (512, 512), 0)
    mask.paste(255, (100, 100, 300, 300))
    file = io.BytesIO()
    mask.save(file, "PNG")
    erased = pixels(await painted(local, replace(STREET, seed=9, edit=Edit("erase", image, mask=file.getvalue()))))
    original = pixels(image)
    outside = np.ones((512, 512), bool)
    outside[90:310, 90:310] = False
    assert (erased[outside] == original[outside]).all()
    assert (erased[120:280, 120:280] != original[120:280, 120:280]).any()


async def test_what_is_to_be_erased_has_to_be_marked(local: LocalProvider) -> None:
    with pytest.raises(InvalidError, match="Mark the part"):
        await painted(local, replace(STREET, edit=Edit("erase", await painted(local))))


async def test_what_can_be_asked_for_is_told_by_the_model(exported: Path, opened: AsyncExitStack) -> None:
    provider = LocalProvider([model_in(exported, FLUX), model_in(exported, SD)], "CPU", NEVER)
    opened.push_async_callback(provider.aclose)
    flux, sd = provider.capabilities, provider.capabilities_with(ModelSettings(model=SD))
    assert (flux.clip_tokens, flux.negative, "erase" in flux.edits) == (None, False, False)
    assert (sd.clip_tokens, sd.negative, "erase" in sd.edits) == (77, True, True)


async def test_a_class_without_masks_paints_from_words_and_from_an_image(
    exported: Path, opened: AsyncExitStack
) -> None:
    provider = LocalProvider([model_in(exported, FLUX)], "CPU", NEVER)
    opened.push_async_callback(provider.aclose)
    image = await painted(provider, replace(STREET, width=528))
    assert pixels(image).shape == (512, 528, 3)
    varied = await painted(provider, replace(STREET, width=528, edit=Edit("vary", image)))
    assert pixels(varied).shape == (512, 528, 3)
    assert await painted(provider, replace(STREET, width=528)) == image
