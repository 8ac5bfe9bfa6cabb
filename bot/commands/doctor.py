"""`migrate` and `doctor`: bring the database up to date, and check settings, storage and providers."""

import asyncio
import os
import uuid
from pathlib import Path

from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.gallery.gallery import display_key
from storage.database import Database
from storage.errors import SceneError, from_os
from storage.integrity import UnfinishedError, find_damage

#: How long the database is looked through, in seconds.
CHECK_SECONDS = 60.0
#: How many pictures with lost files are named.
MOST_NAMED = 5

#: Whether it is fine (None: worth a note), and the line to print.
Finding = tuple[bool | None, str]


async def migrate(settings: Settings) -> int:
    """Apply what migrations the database lacks.

    Raises:
        StorageError: the database cannot be used.

    """
    folder = settings.database_path.parent
    try:
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    except OSError as error:
        raise from_os(error, str(folder)) from error
    async with Database(settings.database_path):
        print(f"{settings.database_path} is up to date.")  # noqa: T201  # the command's answer
    return 0


async def doctor(settings: Settings) -> int:
    """Check what the bot needs, print a line each, and return 1 where something is wrong."""
    findings = [await _check_folder(settings.data_dir), *await _check_storage(settings), _check_token(settings)]
    for fine, line in findings:
        mark = {True: "ok  ", False: "BAD ", None: "note"}[fine]
        print(f"{mark} {line}")  # noqa: T201  # the command's answer
    return int(any(fine is False for fine, _ in findings))


async def _check_folder(folder: Path) -> Finding:
    def write() -> None:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{uuid.uuid4().hex}.probe"
        probe.write_bytes(b"x")
        probe.unlink()

    try:
        await asyncio.to_thread(write)
    except OSError as error:
        return False, str(from_os(error, str(folder)))
    space = os.statvfs(folder)
    free = space.f_bavail * space.f_frsize // 2**20
    line = f"The data folder {folder} can be written; {free:,} MB are free."
    return (True, line) if free > 500 else (None, f"{line} That is little: a picture takes about 3 MB.")


async def _check_storage(settings: Settings) -> list[Finding]:
    """Look for damage in the database; only where there is none the application is opened, as that writes to it."""
    try:
        damage = await asyncio.to_thread(find_damage, settings.database_path, CHECK_SECONDS)
    except UnfinishedError:
        unfinished = (None, f"The database is large: within {CHECK_SECONDS:.0f} s no damage was found in it.")
        return [unfinished, *await _check_app(settings)]
    if damage:
        advice = "Restore the database from a backup, or move it away to start afresh; then run doctor again."
        return [*((False, line) for line in damage), (None, advice)]
    return [(True, "The database file is whole."), *await _check_app(settings)]


async def _check_images(app: App) -> Finding:
    """Look whether the files of all images are there."""
    images = await app.stores.images.unchecked_files()
    keys = {key: image.id for image in images for key in (image.image_url, image.thumbnail_url, display_key(image))}
    lost = dict.fromkeys(keys[key] for key in await app.stores.blobs.missing(keys))
    if not lost:
        return True, f"The files of {len(images)} pictures are there."
    named = ", ".join(list(lost)[:MOST_NAMED])
    return False, f"Files of {len(lost)} of {len(images)} pictures are gone: {named}. Restore them from a backup."


async def _check_app(settings: Settings) -> list[Finding]:
    """Open the application, and ask every provider that is set up how it is."""
    try:
        async with open_app(settings) as app:
            await app.services.health.refresh()
            waiting = sum((await app.services.requests.counts()).values())
            found: list[Finding] = [(True, f"The database opens; {waiting} requests are open.")]
            found.append(await _check_images(app))
            if settings.image_store_url:
                found.append((True, "The picture store takes pictures and deletes them."))
            for status in await app.services.health.all():
                if status.configured:
                    able = "can paint" if status.available else f"cannot paint: {status.reason}"
                    found.append((status.available, f"{status.name} {able.rstrip('.')}; {status.abilities}."))
                found += [(None, f"{status.name}: {warning}") for warning in status.warnings]
            return found + [(None, problem) for problem in app.problems]
    except SceneError as error:
        return [(False, str(error))]


def _check_token(settings: Settings) -> Finding:
    if settings.discord_token is None:
        return None, "DISCORD_TOKEN is not set: only the console works. README.md says how to get a token."
    if settings.discord_token.get_secret_value().count(".") != 2:
        return False, "DISCORD_TOKEN does not look like a token (three parts joined by dots). Copy it again."
    return True, "DISCORD_TOKEN is set."
