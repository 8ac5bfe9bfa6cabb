"""Exports of whoever sits at the machine: made at once, by this process, into a folder."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from generation.errors import RefusedError
from generation.export.export_worker import ExportWorker
from generation.export.exports import ExportOrder, Exports
from generation.i18n import _
from generation.sessions.permissions import Actor
from storage.errors import from_os
from storage.exports import DONE, Export

#: Told the stage in words, and the fraction done.
Report = Callable[[str, float], None]


async def export_into(
    folder: Path,
    order: ExportOrder,
    actor: Actor,
    exports: Exports,
    worker: ExportWorker,
    *,
    session_name: str,
    report: Report,
) -> tuple[Export, tuple[Path, ...]]:
    """Make an export and put its files into a folder, in place of older ones of their names.

    Raises:
        RefusedError: it cannot be made, or did not work.
        StorageError: the folder takes no files, or the database refuses.

    """
    await worker.recover()
    await exports.drop_left(actor)
    begun = await exports.begin(order, actor, session_name=session_name)
    return await make_into(folder, begun, actor, exports, worker, report=report)


async def make_into(
    folder: Path, begun: Export, actor: Actor, exports: Exports, worker: ExportWorker, *, report: Report
) -> tuple[Export, tuple[Path, ...]]:
    """Make an export that was ordered, and put its files into a folder, in place of older ones of their names.

    Raises:
        RefusedError: it did not work.
        StorageError: the folder takes no files, or the database refuses.

    """
    following = asyncio.create_task(_end_of(begun, exports, report))
    try:
        await worker.make_one(begun.id)
        ended = await following
    except asyncio.CancelledError:
        await asyncio.shield(exports.cancel(begun.id, actor))
        raise
    finally:
        following.cancel()
    if ended.state != DONE:
        raise RefusedError(ended.error_message or _("Cancelled; nothing was exported."))
    paths = list[Path]()
    for file in ended.files:
        path = folder / file.name
        partial = folder / f".{file.name}"
        try:
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            with partial.open("wb") as written:
                async for part in exports.parts_of(file):
                    await asyncio.to_thread(written.write, part)
            await asyncio.to_thread(partial.replace, path)
        except OSError as error:
            raise from_os(error, str(folder)) from error
        paths.append(path)
    return ended, tuple(paths)


async def _end_of(begun: Export, exports: Exports, report: Report) -> Export:
    """Follow an export, whoever makes it, and return how it ended."""
    ended = begun
    async for ended in exports.follow(begun):
        report(ended.stage, ended.done / ended.total if ended.total else 0.0)
    return ended
