"""LoRA files added to a model on this machine: read, put beside its weights, seen to change what it paints."""

import asyncio
import filecmp
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.commands.model_files import in_sentences
from bot.environment import SettingsError
from bot.settings import Settings
from generation.i18n import N_
from generation.providers.base import ProgressStep, ProviderError, ProviderRequest
from generation.providers.local.installed import ABOUT, CACHE, NAME, InstalledModel
from generation.providers.local.loras import (
    MANIFEST,
    MAX_TRIGGER,
    MAX_WEIGHT,
    Lora,
    check_lora_file,
    is_trigger,
    write_loras,
)
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
    trigger = trigger.strip()
    if not is_trigger(trigger):
        raise SettingsError(N_("A trigger is words in one line, of at most {most} letters.").format(most=MAX_TRIGGER))
    try:
        lora = Lora(path.name, float(weight), trigger)
    except ValueError:
        lora = None
    if lora is None or not path.is_file() or not abs(lora.weight) <= MAX_WEIGHT or not path.name.isprintable():
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
    linked = replace(model, name=folder.name, folder=folder)
    try:
        shutil.copytree(model.folder, folder, copy_function=link, ignore=own)
        write_loras(folder, model.loras)
        linked.save()
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise from_os(error, str(folder)) from error
    return linked


def _put_beside(path: Path, target: Path) -> bool:
    """Copy a file beside a model's weights; False where it is there already.

    Raises:
        SettingsError: another one of that name is.
        StorageError: it cannot be copied.

    """
    if not target.exists():
        # A part of it under its name would be another file to whoever adds it again.
        partial = target.with_name(f"{target.name}.part")
        try:
            shutil.copyfile(path, partial)
            partial.replace(target)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise from_os(error, str(target)) from error
        return True
    if not filecmp.cmp(path, target, shallow=False):
        taken = N_("{name} has another file {file}. Give yours another name.")
        raise SettingsError(taken.format(name=target.parent.name, file=target.name))
    return False


async def with_loras(settings: Settings, model: InstalledModel, given: Sequence[tuple[Path, Lora]]) -> InstalledModel:
    """Put LoRA files beside a model's weights, and see that each changes what it paints.

    Raises:
        SettingsError: one fits no layer of the model; it is left without the new ones.
        StorageError: they cannot be written.
        ProviderError: the model does not paint.

    """
    copied = list[Path]()
    try:
        for path, lora in given:
            target = model.folder / lora.file
            if await asyncio.to_thread(_put_beside, path, target):
                copied.append(target)
        names = {lora.file for _, lora in given}
        kept = [each for each in model.loras if each.file not in names]
        model = replace(model, loras=(*kept, *(lora for _, lora in given)))
        await _require_fitting(settings, model)
        with in_sentences(model.folder):
            write_loras(model.folder, model.loras)
    except BaseException:
        for target in copied:
            target.unlink(missing_ok=True)
        raise
    return model


async def _require_fitting(settings: Settings, model: InstalledModel) -> None:
    """See that each LoRA of a model changes what it paints.

    Raises:
        SettingsError: one fits no layer of it.
        ProviderError: it does not paint without them either.

    """
    plain = await _painted(settings, replace(model, loras=()))
    for lora in model.loras:
        try:
            fits = await _painted(settings, replace(model, loras=(replace(lora, trigger=""),))) != plain
        except ProviderError:
            # Without it the model has just painted.
            fits = False
        if lora.weight and not fits:
            wrong = N_("{file} fits no layer of {name}: it was trained for another kind of model.")
            raise SettingsError(wrong.format(file=lora.file, name=model.name))


async def _painted(settings: Settings, model: InstalledModel) -> bytes:
    provider = LocalProvider([model], settings.local_device, 60.0)
    try:
        return (await provider.generate(TEST_PICTURE, say_nothing)).data
    finally:
        await provider.aclose()


def say_nothing(_step: ProgressStep) -> None:
    """Say nothing of steps: what takes long is the loading, of which nobody tells."""
