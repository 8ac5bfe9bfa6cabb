"""A model's files come to this machine: fetched from a hub, or copied from a folder, and put in place when whole."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

from bot.environment import SettingsError
from generation.i18n import N_
from generation.providers.local.download import Hub, check_room, only_one
from generation.providers.local.installed import ARRIVING, CACHE, NAME, InstalledModel, class_of, install
from generation.providers.local.loras import read_loras
from generation.providers.local.manifest import ListedModel, listed_models
from storage.errors import from_os


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Say what the operating system refuses of a path in a sentence.

    Raises:
        StorageError: it refuses something.

    """
    try:
        yield
    except OSError as error:
        raise from_os(error, str(path)) from error


async def fetched(listed: ListedModel, root: Path, there: InstalledModel | None) -> InstalledModel:
    """Fetch a model; one that is there as the hub has it stays as it is.

    Raises:
        StorageError: it cannot be fetched or stored.

    """
    arriving, hub = root / ARRIVING / listed.name, Hub()
    with only_one(root / ARRIVING, listed.name):
        try:
            snapshot = await hub.snapshot(listed.repository, listed.revision)
            source = f"{snapshot.repository}@{snapshot.commit}"
            if there is not None and there.source == source:
                return there
            columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
            with Progress(*columns, disable=not sys.stderr.isatty()) as progress:
                bar = progress.add_task(listed.name, total=snapshot.size)
                await hub.fetch(snapshot, arriving, lambda done, _all: progress.update(bar, completed=done))
        finally:
            await hub.aclose()
        model = InstalledModel(
            listed.name,
            arriving,
            class_of(arriving),
            title=listed.title,
            licence=listed.licence,
            source=source,
            memory_mb=listed.memory_mb,
            steps=listed.steps,
            guidance=listed.guidance,
        )
        with in_sentences(root / listed.name):
            return install(model, root)


def copied(source: Path, root: Path) -> InstalledModel:
    """Copy an exported folder; its name is the model's. One that lies among the models already is used as it is.

    Raises:
        SettingsError: its name cannot be a model's.
        StorageError: it is no model, or cannot be copied.

    """
    if not source.is_dir():
        unknown = N_("There is no model “{name}”, and no folder. Models are {names}.")
        raise SettingsError(unknown.format(name=str(source)[:60], names=", ".join(listed_models())))
    class_name, name = class_of(source), source.resolve().name.lower()
    if not NAME.fullmatch(name):
        raise SettingsError(
            N_("“{name}” cannot be a model's name. Name the folder in letters, digits and dashes.").format(name=name)
        )
    folder = root / name
    with in_sentences(folder), only_one(root / ARRIVING, name):
        size = sum(file.stat().st_size for file in source.rglob("*") if file.is_file())
        # Weights, what they are turned into, and the picture: three times as much was seen at most.
        memory_mb = max(500, size * 3 // 10**6)
        model = InstalledModel(
            name, folder, class_name, source=str(source.resolve()), memory_mb=memory_mb, loras=read_loras(source)
        )
        if source.resolve() == folder.resolve():
            model.save()
            return model
        arriving = root / ARRIVING / name
        if arriving.exists():
            shutil.rmtree(arriving)
        check_room(arriving.parent, size)
        try:
            shutil.copytree(source, arriving, ignore=shutil.ignore_patterns(CACHE))
            return install(replace(model, folder=arriving), root)
        except BaseException:
            shutil.rmtree(arriving, ignore_errors=True)
            raise
