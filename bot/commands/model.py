"""`bot.py model`: list, add, remove and test models that paint on this machine."""

import asyncio
import time
from pathlib import Path

from bot.commands.answers import Ask, agrees, ask_person
from bot.commands.model_files import copied, fetched, in_sentences
from bot.commands.model_loras import (
    TEST_PICTURE,
    TEST_SIDE,
    Addition,
    check_name,
    linked,
    read_lora,
    say_nothing,
    with_loras,
)
from bot.environment import SettingsError
from bot.settings import Settings
from generation.child_process.memory import available_mb
from generation.i18n import N_, _, said
from generation.providers.base import ProviderError
from generation.providers.local.download import only_one
from generation.providers.local.installed import (
    ARRIVING,
    NAME,
    InstalledModel,
    damaged_models,
    installed_models,
    remove_model,
)
from generation.providers.local.manifest import ListedModel, listed_models
from generation.providers.local.process import NotLoadedError
from generation.providers.local.provider import LocalProvider, is_there
from storage.errors import SceneError

_NONE_HERE = N_("There is no such model here. `bot.py model list` shows what there is.")
EXTRA_MISSING = N_("The extra is not installed: run it as `uv run --extra local bot.py model …`.")


def print_models(settings: Settings) -> int:
    """Print the models that are there and those that can be added."""
    there = {model.name: model for model in installed_models(settings.models_folder)}
    for model in there.values():
        seconds = _("{seconds} s a picture here").format(seconds=model.seconds) if model.seconds else _("not tried yet")
        _say(_("{name}: installed, {title}; {seconds}; {licence}").format(
            name=model.name, title=model.title or model.class_name, seconds=seconds, licence=model.licence or "?"
        ))  # fmt: skip
    for name, why in damaged_models(settings.models_folder).items():
        _say(_("{name}: damaged. {reason}").format(name=name, reason=said(why)))
    for listed in listed_models().values():
        if listed.name not in there:
            _say(about_model(listed))
    if not is_there():
        _say(_(EXTRA_MISSING))
    return 0


def about_model(listed: ListedModel) -> str:
    """Return in a line what a model is for, and what it takes."""
    line = _(
        "{name}: can be added, {title}: {purpose}; {download} MB to fetch, {memory} MB of memory, about {seconds} s a"
        " picture"
    )
    return line.format(
        name=listed.name,
        title=listed.title,
        purpose=listed.purpose,
        download=listed.download_mb,
        memory=listed.memory_mb,
        seconds=round(listed.seconds),
    )


async def add(
    settings: Settings, what: str, *, agreed: bool, ask: Ask = ask_person, more: Addition | None = None
) -> int:
    """Add a listed model, or a copy of an exported folder, and paint a picture to see that it can.

    With LoRA files it may be a model that is there already.

    Raises:
        SettingsError: there is no such model, the extra is missing, its licence is not agreed to, or a LoRA fits not.
        StorageError: it cannot be fetched or stored, or is none.

    """
    if not is_there():
        raise SettingsError(EXTRA_MISSING)
    more = more or Addition()
    given = [read_lora(each, more.trigger) for each in more.loras]
    root, listed = settings.models_folder.absolute(), listed_models().get(what)
    check_name(root, more.name)
    before = {model.name: model for model in installed_models(root)}
    there = before.get(what)
    if there is not None and (given or more.name):
        model = there
    elif listed is not None:
        model = await _agreed(listed, root, there, agreed=agreed, ask=ask)
    else:
        model = await asyncio.to_thread(copied, Path(what), root)
    if more.name:
        model = await asyncio.to_thread(linked, model, root / more.name)
    if given or model.loras:
        try:
            model = await with_loras(settings, model, given)
        except SceneError:
            in_place = model.source == str(model.folder)
            if model.name not in before and (more.name or (listed is None and not in_place)):
                # Nobody asked for it without them.
                remove_model(root, model.name)
            raise
    painted = await _try(settings, model)
    _say(_("A running bot paints with it from its next start on."))
    return painted


async def _agreed(
    listed: ListedModel, root: Path, there: InstalledModel | None, *, agreed: bool, ask: Ask
) -> InstalledModel:
    """Fetch a model whose licence is agreed to.

    Raises:
        SettingsError: it is not.
        StorageError: it cannot be fetched or stored.

    """
    _say(about_model(listed))
    _say(_("Licence: {licence}. {url}").format(licence=listed.licence, url=listed.licence_url))
    free = available_mb()
    if free < listed.memory_mb:
        _say(
            _("Careful: painting needs {needed} MB of memory, and {free} MB are free.").format(
                needed=listed.memory_mb, free=free
            )
        )
    if not agreed and not agrees(ask, _("Do you agree to the licence, and fetch it?")):
        raise SettingsError(N_("Nothing was fetched."))
    model = await fetched(listed, root, there)
    if model is there:
        _say(_("{name} is here already, as it is at {repository}.").format(name=model.name, repository=model.source))
    return model


async def test(settings: Settings, name: str | None) -> int:
    """Paint a picture with a model, or with each that is there, and say how long it took.

    Raises:
        SettingsError: there is no such model, or the extra is missing.

    """
    if not is_there():
        raise SettingsError(EXTRA_MISSING)
    models = [each for each in installed_models(settings.models_folder.absolute()) if name in {None, each.name}]
    if not models:
        damaged = damaged_models(settings.models_folder.absolute())
        raise SettingsError(damaged.get(name or "", _NONE_HERE))
    return max([await _try(settings, model) for model in models])


def remove(settings: Settings, name: str) -> int:
    """Delete a model, or what has arrived of one.

    Raises:
        SettingsError: there is none.
        StorageError: it is being added, or cannot be deleted.

    """
    root = settings.models_folder
    places = (root / name, root / ARRIVING / name)
    if not NAME.fullmatch(name) or not any(each.is_dir() or each.is_symlink() for each in places):
        raise SettingsError(_NONE_HERE)
    with in_sentences(root / name), only_one(root / ARRIVING, name):
        remove_model(root, name)
    _say(_("{name} is deleted. A running bot asks for it in vain until it is started anew.").format(name=name))
    return 0


async def _try(settings: Settings, model: InstalledModel) -> int:
    """Paint twice, as the first picture takes longer, and keep what the second one took."""
    provider = LocalProvider([model], settings.local_device, 60.0)
    _say(
        _("{name} is loaded and paints two pictures, to see that it can and how long one takes.").format(
            name=model.name
        )
    )
    try:
        await provider.generate(TEST_PICTURE, say_nothing)
        began = time.monotonic()
        result = await provider.generate(TEST_PICTURE, say_nothing)
        with in_sentences(model.folder):
            model = model.measured(time.monotonic() - began)
            path = model.folder / "test.png"
            await asyncio.to_thread(path.write_bytes, result.data)
    except NotLoadedError as error:
        _say(_("{name} cannot be loaded: {error}").format(name=model.name, error=error.why))
        _say(_("If a file of it is damaged, remove it and add it anew."))
        return 1
    except ProviderError as error:
        _say(said(str(error)))
        return 1
    finally:
        await provider.aclose()
    painted = _("{name} paints: {seconds} s a picture of {side}x{side} here. {path} is one.")
    _say(painted.format(name=model.name, seconds=model.seconds, side=TEST_SIDE, path=path))
    return 0


def _say(text: str) -> None:
    print(text)  # noqa: T201  # the command's answer
