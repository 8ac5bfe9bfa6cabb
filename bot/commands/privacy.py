"""`bot.py privacy`: answer a person's request by hand: show, export or delete what is kept of them."""

import asyncio
from pathlib import Path

from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.export.local import make_into
from generation.i18n import _, ngettext
from generation.log_codes import person_code
from generation.sessions.permissions import GM, Actor
from storage.records import columns

#: What was typed at this machine's console, beside the database.
CONSOLE_HISTORY = "console_history"


async def print_kept(settings: Settings, user_id: str) -> int:
    """Print how much is kept of a person, and return the exit status."""
    async with open_app(settings) as app:
        for name, count in columns(await app.services.privacy.kept(user_id)).items():
            print(f"{name}: {count}")  # noqa: T201  # the answer
        for name in await app.services.privacy.names(user_id):
            print(_("called {name}").format(name=name))  # noqa: T201  # as above
        print(_("{code} in the log").format(code=person_code(user_id)))  # noqa: T201  # as above
    return 0


async def export_person(settings: Settings, user_id: str, folder: Path) -> int:
    """Put everything that is kept of a person into a folder as a ZIP file, and return the exit status.

    Raises:
        RefusedError: it cannot be made.
        StorageError: the folder takes no files.

    """
    async with open_app(settings) as app:
        services = app.services
        images = await services.privacy.images(user_id)
        export = await services.exports.begin_personal(user_id, images, part_bytes=None)
        actor = Actor(export.session_id, user_id, GM)
        _export, paths = await make_into(
            folder, export, actor, services.exports, services.export_worker, report=lambda _stage, _fraction: None
        )
    for path in paths:
        print(path)  # noqa: T201  # the answer
    return 0


async def delete_person(settings: Settings, user_id: str, *, keeps_pictures: bool) -> int:
    """Delete for good what is kept of a person, and return the exit status: 1 where something is painted still."""
    async with open_app(settings) as app:
        count = (await app.services.privacy.kept(user_id)).pictures
        is_done = await app.services.privacy.delete(user_id, keeps_pictures=keeps_pictures)
        await _forget_console(app)
    if not is_done:
        print(_("Something of theirs is being painted. The running bot deletes the rest when it ends."))  # noqa: T201  # the answer
        return 1
    deleted = ngettext("Deleted; {count} picture.", "Deleted; {count} pictures.", count)
    print(_("Left as nobody's.") if keeps_pictures else deleted.format(count=count))  # noqa: T201  # as above
    print(_("A running bot takes its messages down. Backups and log files keep what was in them."))  # noqa: T201  # as above
    return 0


async def _forget_console(app: App) -> None:
    history = app.settings.data_dir / CONSOLE_HISTORY
    await asyncio.to_thread(history.unlink, missing_ok=True)
