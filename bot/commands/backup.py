"""`backup` and `restore`: database and pictures into a folder, while the bot runs, and back."""

from pathlib import Path

from bot.settings import Settings
from bot.wiring.app import open_blobs
from generation.i18n import N_, _, ngettext
from storage.backup import back_up, restore
from storage.errors import SceneError

_MEGABYTE = 1_000_000
#: How many pictures that a backup lacks are named.
_MOST_NAMED = 5


async def print_backup(settings: Settings, target: Path, keep: int | None) -> int:
    """Back up into a folder and say what was kept.

    Raises:
        StorageError: disk, database or picture store refuses.

    """
    _refuse_postgresql(settings)
    made = await back_up(settings.database_path, await open_blobs(settings), target, keep=keep)
    size = made.database_bytes / _MEGABYTE
    print(_("Backed up to {path}: {name}").format(path=target, name=made.name))  # noqa: T201  # the command's answer
    print(  # noqa: T201  # as above
        _("database {size:.1f} MB, {pictures} files of pictures, {new} of them new").format(
            size=size, pictures=made.pictures, new=made.new
        )
    )
    if made.gone:
        text = ngettext(
            "{count} file was deleted while the backup was made.",
            "{count} files were deleted while the backup was made.",
            made.gone,
        )
        print(text.format(count=made.gone))  # noqa: T201  # as above
    if made.forgotten:
        text = ngettext(
            "{count} older backup was taken away.", "{count} older backups were taken away.", made.forgotten
        )
        print(text.format(count=made.forgotten))  # noqa: T201  # as above
    print(_("Settings and keys (.env) are not in it: keep them elsewhere."))  # noqa: T201  # as above
    return 0


async def print_restore(settings: Settings, target: Path, name: str | None, *, replace: bool) -> int:
    """Restore a backup and say what was put back; return 1 where pictures are lost.

    Raises:
        StorageError: there is no such backup, or disk, database or picture store refuses.

    """
    _refuse_postgresql(settings)
    blobs = await open_blobs(settings)
    done = await restore(target, settings.database_path, blobs, name=name, replace=replace)
    print(  # noqa: T201  # the command's answer
        _("Restored {name}: {pictures} files of pictures, {count} of them put back.").format(
            name=done.name, pictures=done.pictures, count=done.put_back
        )
    )
    if done.set_aside:
        print(_("The database that was there is now {path}.").format(path=done.set_aside))  # noqa: T201  # as above
    if not done.lacking:
        return 0
    named = ", ".join(done.lacking[:_MOST_NAMED]) + (" …" if len(done.lacking) > _MOST_NAMED else "")
    text = ngettext(
        "{count} file is in neither backup nor store: {named}",
        "{count} files are in neither backup nor store: {named}",
        len(done.lacking),
    )
    print(text.format(count=len(done.lacking), named=named))  # noqa: T201  # as above
    return 1


def _refuse_postgresql(settings: Settings) -> None:
    if settings.postgresql_url:
        raise SceneError(
            N_("This keeps an SQLite database. Back PostgreSQL up with pg_dump, then copy the pictures behind it.")
        )
