"""`blobs move`: all pictures from one store to another, while the bot runs."""

import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

from bot.settings import Settings
from bot.wiring.app import open_blobs, open_bucket_at
from generation.i18n import N_, _, ngettext
from storage.blob_moving import move_blobs
from storage.blobs import BlobStore
from storage.errors import StorageError

_MEGABYTE = 1_000_000
_NEXT = N_(
    "Now set IMAGE_STORE_URL={setting} and restart the bot. Then run this once more, with --from {place}, for pictures "
    "that were painted meanwhile."
)


@dataclass(frozen=True, slots=True)
class BlobMove:
    """From where to where: addresses of buckets or folders; no source is the store that the bot uses."""

    source: str | None
    target: str
    verify: bool = False
    delete: bool = False


async def print_blob_move(settings: Settings, move: BlobMove) -> int:
    """Move, and say what was done and what is to be done next.

    Raises:
        StorageError: there is no such store, one of them refuses, or the bot uses what is to be emptied.

    """
    used = _place(settings.image_store_url or str(settings.data_dir / "images"))
    source, target = _place(move.source) if move.source else used, _place(move.target)
    if source == target:
        raise StorageError("The pictures are at {place} already.", place=target)
    if f"{source}/".startswith(f"{target}/") or f"{target}/".startswith(f"{source}/"):
        # The outer one's files are the inner one's as well: to empty the one would empty the other.
        raise StorageError(
            "{place} and {target} lie within each other. Choose a place apart.", place=source, target=target
        )
    if "://" not in target and source == used and target != _place(str(settings.data_dir / "images")):
        raise StorageError(
            "The bot keeps pictures in a bucket or in {place}, in no other folder.",
            place=settings.data_dir / "images",
        )
    if move.delete and source == used:
        raise StorageError(
            "The bot still uses {place}. Set IMAGE_STORE_URL to the new store, restart the bot, then run: "
            "bot.py blobs move --from {place} --to {target} --delete",
            place=source,
            target=target,
        )
    blobs = await open_blobs(settings) if source == used else await _open(source)
    with Progress(
        *Progress.get_default_columns()[:2],
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    ) as bar:
        task = bar.add_task(_("Pictures"), total=None)
        moved = await move_blobs(
            blobs,
            await _open(target),
            verify=move.verify,
            delete=move.delete,
            told=lambda done, of: bar.update(task, completed=done, total=of),
        )
    print(  # noqa: T201  # the command's answer
        _("{files} files ({size:.1f} MB): {copied} copied, {there} there already.").format(
            files=moved.files, size=moved.size / _MEGABYTE, copied=moved.copied, there=moved.there
        )
    )
    if moved.gone:
        gone = ngettext("{count} file was deleted meanwhile.", "{count} files were deleted meanwhile.", moved.gone)
        print(gone.format(count=moved.gone))  # noqa: T201  # as above
    if moved.taken_away:
        text = ngettext(
            "{count} file was deleted in the old store.",
            "{count} files were deleted in the old store.",
            moved.taken_away,
        )
        print(text.format(count=moved.taken_away))  # noqa: T201  # as above
    if source == used:
        print(_(_NEXT).format(setting=move.target if "://" in target else "", place=source))  # noqa: T201  # as above
    return 0


def _place(store: str) -> str:
    """Return a store's address or full path, by which two can be compared."""
    return store.rstrip("/") if "://" in store else str(Path(store).expanduser().resolve())


async def _open(place: str) -> BlobStore:
    return await open_bucket_at(place) if "://" in place else BlobStore.local(Path(place))
