"""Further weights beside a model: they change its pictures, are chosen by a name, and refused where they do not fit."""

import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import model as command
from bot.commands.model_loras import Addition
from bot.environment import SettingsError
from bot.settings import Settings
from generation.providers.base import Edit, ModelSettings, ProviderRequest
from generation.providers.local.installed import InstalledModel, damaged_models, installed_models
from generation.providers.local.loras import Lora, LoraError, read_loras, write_loras
from generation.providers.local.provider import LocalProvider
from tests.local_models.conftest import LCM, NEVER, model_in
from tests.local_models.lora_file import BLOCKS, write_lora

STREET = ProviderRequest("r", "a street in the rain", "location", None, 256, 256, "standard", 7)
NEON = "neon.safetensors"


@contextlib.asynccontextmanager
async def painting(*models: InstalledModel) -> AsyncIterator[LocalProvider]:
    provider = LocalProvider(models, "CPU", NEVER)
    try:
        yield provider
    finally:
        await provider.aclose()


async def painted(model: InstalledModel, request: ProviderRequest = STREET) -> bytes:
    async with painting(model) as provider:
        return (await provider.generate(request, lambda _step: None)).data


@pytest.fixture
def plain(exported: Path, tmp_path: Path) -> InstalledModel:
    """A model of its own for a test that writes beside its weights."""
    model = model_in(exported, LCM)
    folder = tmp_path / "models" / LCM
    shutil.copytree(model.folder, folder)
    model = replace(model, folder=folder)
    model.save()
    return model


@pytest.fixture
def settings_here(settings: Settings, plain: InstalledModel) -> Settings:
    return settings.model_copy(update={"local_models": plain.folder.parent, "local_device": "CPU"})


async def test_a_lora_changes_the_picture_and_the_same_seed_paints_the_same_bytes(plain: InstalledModel) -> None:
    write_lora(plain.folder / NEON)
    full, half = (replace(plain, loras=(Lora(NEON, weight),)) for weight in (1.0, 0.5))
    pictures = [await painted(model) for model in (plain, full, half)]
    assert len(set(pictures)) == 3
    assert [await painted(model) for model in (plain, full, half)] == pictures


@pytest.mark.parametrize("kind", ["vary", "erase"])
async def test_it_is_there_in_a_variation_and_in_a_mask_as_well(plain: InstalledModel, kind: str) -> None:
    write_lora(plain.folder / NEON)
    image = await painted(plain)
    edit = Edit("vary", image, strength=0.8) if kind == "vary" else Edit("erase", image, mask=image)
    request = replace(STREET, edit=edit)
    pictures = [
        await painted(replace(plain, loras=loras), request) for loras in ((), (Lora(NEON, 0.5),), (Lora(NEON),))
    ]
    assert len(set(pictures)) == 3


async def test_its_trigger_is_said_once_and_has_room(plain: InstalledModel) -> None:
    write_lora(plain.folder / NEON)
    model = replace(plain, loras=(Lora(NEON, trigger="Neonstyle"),))
    asked = replace(STREET, prompt="a street")
    said = replace(STREET, prompt="Neonstyle, a street")
    silent = replace(plain, loras=(Lora(NEON),))
    assert await painted(model, asked) == await painted(model, said) == await painted(silent, said)
    assert await painted(silent, asked) != await painted(model, asked)
    async with painting(plain) as without, painting(model) as with_it:
        assert without.capabilities.clip_tokens == 77
        assert with_it.capabilities.clip_tokens == 77 - 5


async def test_one_is_added_under_a_name_of_its_own_beside_the_model(
    settings_here: Settings, plain: InstalledModel, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_lora(tmp_path / NEON)
    more = Addition((f"{file}:0.8",), "neonstyle", "neon")
    assert await command.add(settings_here, LCM, agreed=True, more=more) == 0
    assert "neon paints" in capsys.readouterr().out
    without, neon = installed_models(plain.folder.parent)
    assert (without.name, without.loras) == (LCM, ())
    assert neon.loras == (Lora(NEON, 0.8, "neonstyle"),)
    weights = "unet/openvino_model.bin"
    assert (neon.folder / weights).samefile(without.folder / weights)
    async with painting(without, neon) as local:
        named = [replace(STREET, model=ModelSettings(name=name, model=name)) for name in (LCM, "neon")]
        results = [await local.generate(request, lambda _step: None) for request in named]
    assert [result.model for result in results] == [LCM, "neon"]
    assert results[0].data != results[1].data


async def test_an_exported_folder_brings_its_own(
    settings_here: Settings, plain: InstalledModel, exported: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(exported / LCM, folder)
    write_lora(folder / NEON)
    write_loras(folder, [Lora(NEON, -0.5)])
    assert await command.add(settings_here, str(folder), agreed=True) == 0
    assert [model.loras for model in installed_models(plain.folder.parent)] == [(Lora(NEON, -0.5),), ()]


@pytest.mark.parametrize(
    ("blocks", "width"),
    [(("down_blocks_1_attentions_7",), 16), (("middle_block_7",), 16), (BLOCKS, 32)],
    ids=["names of no layer", "names that nobody knows", "another width"],
)
async def test_one_that_fits_no_layer_is_refused_and_the_model_left_as_it_was(
    settings_here: Settings, plain: InstalledModel, tmp_path: Path, blocks: tuple[str, ...], width: int
) -> None:
    file = write_lora(tmp_path / NEON, blocks=blocks, width=width)
    with pytest.raises(SettingsError, match=r"neon\.safetensors fits no layer of mini-lcm"):
        await command.add(settings_here, LCM, agreed=True, more=Addition((str(file),)))
    (model,) = installed_models(plain.folder.parent)
    assert model.loras == ()
    assert not (model.folder / NEON).exists()


async def test_one_that_fits_no_layer_leaves_no_copy(
    settings_here: Settings, plain: InstalledModel, tmp_path: Path
) -> None:
    file = write_lora(tmp_path / NEON, blocks=("middle_block_7",))
    with pytest.raises(SettingsError):
        await command.add(settings_here, LCM, agreed=True, more=Addition((str(file),), name="neon"))
    assert [model.name for model in installed_models(plain.folder.parent)] == [LCM]


async def test_an_exported_folder_whose_own_fits_no_layer_is_not_taken(
    settings_here: Settings, plain: InstalledModel, exported: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(exported / LCM, folder)
    write_lora(folder / NEON, width=32)
    write_loras(folder, [Lora(NEON)])
    with pytest.raises(SettingsError, match="fits no layer"):
        await command.add(settings_here, str(folder), agreed=True)
    assert [model.name for model in installed_models(plain.folder.parent)] == [LCM]
    assert (folder / NEON).exists()


async def test_another_file_of_the_same_name_is_not_written_over(
    settings_here: Settings, plain: InstalledModel, tmp_path: Path
) -> None:
    first, second = (write_lora(tmp_path / NEON, seed=seed).read_bytes() for seed in (1, 2))
    (plain.folder / NEON).write_bytes(first)
    write_loras(plain.folder, [Lora(NEON)])
    assert first != second
    with pytest.raises(SettingsError, match="has another file"):
        await command.add(settings_here, LCM, agreed=True, more=Addition((str(tmp_path / NEON),)))
    assert (plain.folder / NEON).read_bytes() == first


@pytest.mark.parametrize("given", ["nothing.safetensors", "nothing.safetensors:0.5", f"{NEON}:strong", f"{NEON}:9"])
async def test_what_is_no_file_or_no_weight_is_refused(
    settings_here: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_lora(tmp_path / NEON)
    with pytest.raises(SettingsError, match="is no LoRA"):
        await command.add(settings_here, LCM, agreed=True, more=Addition((given,)))


@pytest.mark.parametrize(
    ("content", "why"), [(b"hello" * 9, "no safetensors file"), (b"\x02\0\0\0\0\0\0\0{}", "no weights of a LoRA")]
)
async def test_what_is_no_lora_is_refused(settings_here: Settings, tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / NEON).write_bytes(content)
    with pytest.raises(LoraError, match=why):
        await command.add(settings_here, LCM, agreed=True, more=Addition((str(tmp_path / NEON),)))


@pytest.mark.parametrize(
    "text",
    [
        '[[lora]]\nfile = "gone.safetensors"',
        '[[lora]]\nfile = "../scene-visualizer.json"',
        f'[[lora]]\nfile = "{NEON}"\nweight = "much"',
        f'[[lora]]\nfile = "{NEON}"\nstrength = 1',
        'lora = "neon"',
        "[[lora",
    ],
)
def test_a_model_toml_that_is_wrong_is_said_to_be(
    plain: InstalledModel, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    write_lora(plain.folder / NEON)
    (plain.folder / "model.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LoraError, match=r"model\.toml"):
        read_loras(plain.folder)
    assert "model.toml" in damaged_models(plain.folder.parent)[LCM]
    assert "model.toml" in caplog.text
