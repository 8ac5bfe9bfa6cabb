"""`migrate --to`: copy all rows into another database, and where it is asked for, the pictures into another store."""

import time
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path

from bot.commands.blobs import BlobMove, print_blob_move
from bot.settings import POSTGRESQL, SQLITE, UNREADABLE_URL, Settings
from generation.i18n import N_, _, ngettext
from storage.errors import SceneError
from storage.moving.rows import Side, copy_rows
from storage.moving.sqlite_side import open_sqlite
from storage.postgresql_url import is_readable

#: How often it is said how far a table has come, in seconds.
_SAID_EVERY = 1.0


class _Said:
    """Say how far it has come: at the end of each table, and once a second meanwhile."""

    def __init__(self) -> None:
        self._at = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        if done < total and time.monotonic() - self._at < _SAID_EVERY:
            return
        self._at = time.monotonic()
        print(_("{what}: {done} of {total}").format(what=what, done=done, total=total), flush=True)  # noqa: T201  # as asked


async def move(settings: Settings, database: str, pictures: str | None) -> int:
    """Copy what the settings' database holds into another one, and say what was done.

    Raises:
        StorageError: the bot runs on one of the two, the target holds something else, or one of the two refuses.

    """
    here = settings.postgresql_url or f"{SQLITE}{settings.database_path}"
    if database == here:
        raise SceneError(N_("{url} is where everything is already.").format(url=_shown(database)))
    _refuse_left_results(settings, here, database)
    async with AsyncExitStack() as stack:
        source = await stack.enter_async_context(_open(here, changed=False))
        target = await stack.enter_async_context(_open(database, changed=True))
        if pictures is not None:
            # First, so that no row is in the new database whose picture is not in the new store.
            await print_blob_move(settings, BlobMove(None, pictures))
        rows = await copy_rows(source, target, _Said())
    text = ngettext(
        "{count} row is the same in both, by counts and hashes.",
        "{count} rows are the same in both, by counts and hashes.",
        rows,
    )
    print(text.format(count=rows))  # noqa: T201  # the command's answer
    print(_("Now set DATABASE_URL to the new database and start the bot."))  # noqa: T201  # as above
    return 0


def _refuse_left_results(settings: Settings, here: str, database: str) -> None:
    """Refuse where results wait in a folder beside the old database in which the bot would not look any more."""
    left, looked_in = _spool_of(settings, here), _spool_of(settings, database)
    if left != looked_in and left.is_dir() and any(path.is_file() for path in left.iterdir()):
        raise SceneError(
            N_(
                "Pictures that are painted and not stored yet wait in {folder}. Start the bot once more, so that it "
                "stores them, or move them to {other}."
            ).format(folder=left, other=looked_in)
        )


def _spool_of(settings: Settings, url: str) -> Path:
    beside = Path(url.removeprefix(SQLITE)).parent if url.startswith(SQLITE) else settings.data_dir
    return (beside / "spool").resolve()


def _shown(url: str) -> str:
    """Return an address without user and password."""
    scheme, _sign, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"


def _open(url: str, *, changed: bool) -> AbstractAsyncContextManager[Side]:
    if url.startswith(POSTGRESQL):
        if not is_readable(url):
            raise SceneError(N_("Write another --to: {reason}.").format(reason=UNREADABLE_URL))
        # Who runs on SQLite does not wait for the driver's import.
        from storage.postgresql.copying import open_postgresql  # noqa: PLC0415  # as said

        return open_postgresql(url, changed=changed)
    if url.startswith(SQLITE):
        return open_sqlite(Path(url.removeprefix(SQLITE)), changed=changed)
    raise SceneError(
        N_("{url} names no database: write postgresql://user:password@host/name or sqlite:///path.").format(
            url=_shown(url)
        )
    )
