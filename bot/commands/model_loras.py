"""LoRA files added to a model on this machine: read, put beside its weights, seen to change what it paints."""

import asyncio
import filecmp
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.environment import SettingsError
from bot.settings import Settings
from generation.i18n import N_
from generation.providers.base import ProgressStep, ProviderError, ProviderRequest
from generation.providers.local.installed import ABOUT, CACHE, NAME, InstalledModel
from generation.providers.local.loras import MANIFEST, MAX_WEIGHT, Lora, check_lora_file, write_loras
from generation.providers.local.provider import LocalProvider
from storage.errors import from_os

#: What is painted to see whether a model can, and how fast.
TEST_SIDE = 512
TEST_PICTURE = ProviderRequest(
    *("test", "a rain-soaked Seattle street with neon signs at night", "location", None),
    *(TEST_SIDE, TEST_SIDE, "standard", 7),
)


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added beside a model: LoRA files, each as FILE or FILE:WEIGHT, their trigger, and a name of its own."""

    loras: tuple[str, ...] = ()
    trigger: str = ""
    name: str | None = None


def read_lora(given: str, trigger: str) -> tuple[Path, Lora]:
    """Read `FILE[:WEIGHT]`.

    Raises:
        SettingsError: there is no such file, or the weight is none.
        LoraError: it is no LoRA.

    """
    path, weight = Path(given), "1"
    if not path.is_file():
        name, _, weight = given.rpartition(":")
        path = Path(name)
    try:
        lora = Lora(path.name, float(weight), trigger.strip())
    except ValueError:
        lora = None
    if lora is None or not path.is_file() or not abs(lora.weight) <= MAX_WEIGHT:
        wrong = N_("“{given}” is no LoRA: name a file, or a file, a colon and a weight from -4 to 4.")
        raise SettingsError(wrong.format(given=given[:80]))
    check_lora_file(path)
    return path, lora


def check_name(root: Path, name: str | None) -> None:
    """See that a model can have a name.

    Raises:
        SettingsError: it cannot, or another one has it.

    """
    if name is not None and (not NAME.fullmatch(name) or (root / name).exists()):
        taken = N_("“{name}” cannot be its name: take letters, digits and dashes, and one that no model here has.")
        raise SettingsError(taken.format(name=name[:60]))


def linked(model: InstalledModel, folder: Path) -> InstalledModel:
    """Return a model under another name, whose files take no more room."""

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)

    # What is written anew for each is no link: it would be the other's as well.
    own = shutil.ignore_patterns(CACHE, ABOUT, MANIFEST, "test.png")
    try:
        shutil.copytree(model.folder, folder, copy_function=link, ignore=own)
    except OSError as error:
        raise from_os(error, str(folder)) from error
    linked = replace(model, name=folder.name, folder=folder)
    write_loras(folder, model.loras)
    linked.save()
    return linked


def _put_beside(path: Path, target: Path) -> bool:
    """Copy a file beside a model's weights; False where it is there already.

    Raises:
        SettingsError: another one of that name is.

    """
    if not target.exists():
        shutil.copyfile(path, target)
        return True
    if not filecmp.cmp(path, target, shallow=False):
        taken = N_("{name} has another file {file}. Give yours another name.")
        raise SettingsError(taken.format(name=target.parent.name, file=target.name))
    return False


async def with_loras(settings: Settings, model: InstalledModel, given: Sequence[tuple[Path, Lora]]) -> InstalledModel:
    """Put LoRA files beside a model's weights, and see that each changes what it paints.

    Raises:
        SettingsError: one fits no layer of the model; it is left without the new ones.

    """
    copied = [path for path, lora in given if await asyncio.to_thread(_put_beside, path, model.folder / lora.file)]
    names = {lora.file for _, lora in given}
    kept = [each for each in model.loras if each.file not in names]
    model = replace(model, loras=(*kept, *(lora for _, lora in given)))
    plain = await _painted(settings, replace(model, loras=()))
    for lora in model.loras:
        try:
            fits = await _painted(settings, replace(model, loras=(replace(lora, trigger=""),))) != plain
        except ProviderError:
            # Without it the model has just painted.
            fits = False
        if lora.weight and not fits:
            for path in copied:
                (model.folder / path.name).unlink()
            wrong = N_("{file} fits no layer of {name}: it was trained for another kind of model.")
            raise SettingsError(wrong.format(file=lora.file, name=model.name))
    write_loras(model.folder, model.loras)
    return model


async def _painted(settings: Settings, model: InstalledModel) -> bytes:
    provider = LocalProvider([model], settings.local_device, 60.0)
    try:
        return (await provider.generate(TEST_PICTURE, say_nothing)).data
    finally:
        await provider.aclose()


def say_nothing(_step: ProgressStep) -> None:
    """Say nothing of steps: what takes long is the loading, of which nobody tells."""
