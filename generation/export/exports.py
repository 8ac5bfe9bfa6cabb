"""Exports: asked for by a person, made by whichever process has time, kept for a day."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from generation.clock import monotonic, now
from generation.errors import NotFoundError, QueueFullError, RefusedError
from generation.events import Broadcaster, ChangedElsewhere, Event, ExportChanged
from generation.export.choosing import checked
from generation.export.maker import MakingError, make_files
from generation.export.making.book import FORMATS
from generation.export.staging import Staging
from generation.i18n import N_, _, speaking, spoken
from generation.sessions.permissions import GM, OBSERVER, Actor
from generation.visible_text import visible
from storage.blobs import BlobStore
from storage.errors import SceneError, StorageError
from storage.exports import DONE, FAILED, WAITING, Chosen, Export, ExportFile, ExportStore, NewExport
from storage.params import PUBLIC, SECRET
from storage.process_locks import OwnerLocks, OwnerState

log = logging.getLogger(__name__)

T = TypeVar("T")

#: How long the files of an export are kept.
KEPT = timedelta(hours=24)
#: In all processes together: waiting and being made.
MOST_OPEN = 50
#: The smallest part that an export is cut into, in bytes: what is smaller would hold no picture.
SMALLEST_PART = 2 * 2**20
TITLE_LONGEST = 100
PAGES = (1, 2)
#: How often, in seconds, it is noted how far an export is.
_NOTED_EVERY = 0.5
#: How long a process whose life cannot be looked at may be silent.
_SILENT_SECONDS = 300.0

COLLECTING, MAKING, STORING = N_("Collecting pictures"), N_("Making the files"), N_("Storing the files")
_FAILED = N_("The export did not work. The operator finds why in the log; try again, or take fewer pictures.")
_EMPTY = N_("None of these pictures is in the gallery any more.")


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What somebody wants to take along, and as what."""

    format: str
    chosen: tuple[Chosen, ...]
    title: str = ""
    per_page: int = 1
    #: The most bytes of one file, where it cannot be one however large.
    part_bytes: int | None = None
    #: Whether a GM's has the secret pictures, marked as such; a player's never has any.
    secrets: bool = True


class Exports:
    """Take orders for exports, make them, and hand out their files."""

    def __init__(
        self,
        store: ExportStore,
        staging: Staging,
        blobs: BlobStore,
        events: Broadcaster,
        owners: OwnerLocks,
        folder: Path,
        *,
        link: Callable[[Export, int], str | None] | None = None,
    ) -> None:
        """Work in a folder of this machine; `link` tells where whoever has the address can load a file."""
        self._link = link
        self._staging = staging
        self._store = store
        self._blobs = blobs
        self._events = events
        self._owners = owners
        self._folder = folder
        self._wake = asyncio.Event()
        self._seen: dict[str, float] = {}
        events.listen(self._look_again, ExportChanged, ChangedElsewhere)

    def _look_again(self, _event: Event) -> None:
        self._wake.set()

    async def begin(self, order: ExportOrder, actor: Actor, *, session_name: str, reply: str | None = None) -> Export:
        """Take an order, durably; `reply` is where on Discord its person waits for it.

        Raises:
            RefusedError: it cannot be made, or another one of this person is under way.

        """
        new = NewExport(
            str(uuid4()),
            actor.session_id,
            actor.user_id,
            _known(order.format, FORMATS, _("I know the formats {formats}.").format(formats=", ".join(FORMATS))),
            visible(order.title)[:TITLE_LONGEST] or session_name,
            spoken(),
            checked(order.chosen),
            actor.sees_secrets and order.secrets,
            _known(order.per_page, PAGES, _("An album has one or two pictures on a page.")),
            order.part_bytes and max(order.part_bytes, SMALLEST_PART),
            reply,
            now(),
        )
        match await self._store.add(new, most_open=MOST_OPEN):
            case "own":
                raise RefusedError(_("Your last export is still being made. Wait for it, or cancel it."))
            case "many":
                raise QueueFullError(
                    _("Many exports are being made at this moment. Try again in a few minutes."), 120.0
                )
        log.info("export %s of %d pictures as %s by user %s", new.id, len(new.chosen), new.format, actor.user_id)
        return await self._changed(new.id)

    async def get(self, export_id: str, actor: Actor) -> Export:
        """Return an export of the person.

        Raises:
            NotFoundError: there is none, it is somebody else's, its time is over, or it holds what its person must not
                see any more.

        """
        export = await self._store.unchecked_get(export_id)
        known = export is not None and export.session_id == actor.session_id and export.user_id == actor.user_id
        if export is None or not known or _is_forgotten(export) or (export.secrets and not actor.sees_secrets):
            raise NotFoundError(_("There is no such export any more. Make it anew."))
        return export

    async def of(self, actor: Actor) -> tuple[Export, ...]:
        """Return a person's exports of a session, the newest first."""
        found = await self._store.of(actor.session_id, actor.user_id, now())
        return tuple(export for export in found if actor.sees_secrets or not export.secrets)

    async def cancel(self, export_id: str, actor: Actor) -> bool:
        """Cancel a person's export; False where it was over.

        Raises:
            NotFoundError: as `get`.

        """
        export = await self.get(export_id, actor)
        cancelled = await self._store.cancel(export.id, now())
        await self._changed(export.id)
        return cancelled

    async def drop_left(self, actor: Actor) -> None:
        """Cancel what a person's process has left that died, where nobody waits for it any more."""
        await self.recover()
        for export in await self.of(actor):
            if export.state == WAITING and export.reply is None:
                await self._store.cancel(export.id, now())

    async def follow(self, export: Export) -> AsyncIterator[Export]:
        """Yield an export as it is now, and whenever it has changed, until it is over."""

        def concerns(event: Event) -> bool:
            return isinstance(event, ChangedElsewhere) or (
                isinstance(event, ExportChanged) and event.export_id == export.id
            )

        with self._events.subscribe(concerns) as changes:
            seen: Export | None = None
            while True:
                current = await self._store.unchecked_get(export.id)
                if current is None:
                    return
                if current != seen:
                    seen = current
                    yield current
                if current.is_over:
                    return
                await anext(changes)

    def link(self, export: Export, number: int) -> str | None:
        """Return where whoever has the address can load one of the files; None where there is no such place."""
        return self._link(export, number) if self._link else None

    @property
    def gives_links(self) -> bool:
        """Tell whether a file can be given by its address, however large it is."""
        return self._link is not None

    def file_of(self, export: Export, number: int) -> ExportFile:
        """Return one of an export's files, counted from 0.

        Raises:
            NotFoundError: there is no such one.

        """
        if export.state != DONE or not 0 <= number < len(export.files):
            raise NotFoundError(_("There is no such file. Is the export done?"))
        return export.files[number]

    def parts_of(self, file: ExportFile) -> AsyncIterator[bytes]:
        """Yield a file in parts (see `BlobStore.parts_of`)."""
        return self._blobs.parts_of(file.key)

    async def data_of(self, file: ExportFile) -> bytes:
        """Return a file that is small enough to be in memory."""
        return await self._blobs.get(file.key)

    async def unchecked(self, export_id: str) -> Export | None:
        """Return an export whosever it is, for who has a signed link; None where its time is over."""
        export = await self._store.unchecked_get(export_id)
        return None if export is None or _is_forgotten(export) else export

    async def to_tell(self) -> tuple[Export, ...]:
        """Return what is over and was not told on Discord yet."""
        return await self._store.to_tell(now())

    async def told(self, export_id: str) -> bool:
        """Note that its person was told; False where that was noted before."""
        return await self._store.told(export_id)

    # The making.

    async def run(self) -> None:
        """Make what is ordered, one after the other, as long as this runs."""
        while True:
            self._wake.clear()
            if not await self.make_one():
                await self._wake.wait()

    async def make_one(self, only: str | None = None) -> bool:
        """Make the oldest that waits, or the one that is named; False where there is nothing to do."""
        export = await self._store.claim(only)
        if export is None:
            return False
        token = export.lease_token or ""
        try:
            await self._make(export)
        except asyncio.CancelledError:
            # A stop, which is not its person's fault: another process, or this one after its start, goes on with it.
            await asyncio.shield(self._store.free(export.id, token))
            raise
        finally:
            self._store.held.let_go(token)
        return True

    async def _make(self, export: Export) -> None:
        folder = self._folder / export.id
        try:
            await self._end(export, *await self._files(export, folder))
        except _CancelledError:
            log.info("export %s was cancelled", export.id)
        except (SceneError, MakingError, OSError) as error:
            log.error("export %s failed: %s", export.id, error)  # noqa: TRY400  # the sentence says it all
            reason = error.sentence if isinstance(error, SceneError) else _FAILED
            await self._store.end(export, FAILED, now(), now() + KEPT, reason=reason)
        except Exception:
            log.exception("export %s failed", export.id)
            await self._store.end(export, FAILED, now(), now() + KEPT, reason=_FAILED)
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        await self._changed(export.id)

    async def _files(self, export: Export, folder: Path) -> tuple[tuple[ExportFile, ...], int]:
        """Return the stored files of an export, and how many secret pictures are in them."""
        noted = _Noted()

        async def note(stage: str, done: int, total: int) -> None:
            if not noted.is_due(stage):
                return
            if not await self._store.note(export, stage, done, total):
                raise _CancelledError
            self._events.publish(_event(export))

        # By the role that the person had: what the GM shows to nobody is for nobody else.
        actor = Actor(export.session_id, export.user_id, GM if export.sees_secrets else OBSERVER)
        count = len(export.chosen)
        with speaking(export.language):
            book = await self._staging.collect(export, actor, folder, lambda done: note(COLLECTING, done, count))
        if not book.pictures:
            raise NotFoundError(_EMPTY)
        await asyncio.to_thread(book.write, folder)
        paths = await make_files(folder, lambda done, total: note(MAKING, done, total))
        files = list[ExportFile]()
        for number, path in enumerate(paths, start=1):
            await note(STORING, number, len(paths))
            key = f"exports/{export.id}/{number}-{path.name}"
            await self._blobs.put_file(key, path)
            files.append(ExportFile(path.name, key, (await asyncio.to_thread(path.stat)).st_size))
        return tuple(files), book.secrets

    async def _end(self, export: Export, files: Sequence[ExportFile], secrets: int) -> None:
        if not await self._store.end(export, DONE, now(), now() + KEPT, files=files, secrets=secrets):
            await self._blobs.delete([file.key for file in files])
            raise _CancelledError
        log.info("export %s is done: %d files", export.id, len(files))

    async def recover(self) -> None:
        """Have exports go on whose process died: by who lives, never by a clock that may be set."""
        leased = await self._store.leased()
        self._seen = {token: self._seen.get(token, monotonic()) for _id, token in leased}
        await self._owners.look()
        for export_id, token in leased:
            if self._is_lost(token):
                await self._store.free(export_id, token)
                self._wake.set()

    def _is_lost(self, token: str) -> bool:
        if token.partition(":")[0] == self._owners.name:
            return token not in self._store.held
        state = self._owners.owner_state(token)
        if state is OwnerState.UNKNOWN:
            return monotonic() - self._seen[token] >= _SILENT_SECONDS
        return state is OwnerState.DEAD

    async def forget_ended(self) -> None:
        """Delete the files of exports whose time is over, and what a crash has left of others in the folder."""
        for export_id in await self._store.to_forget(now()):
            await self._blobs.delete_all_of(f"exports/{export_id}/")
            await self._store.forget(export_id)
        for name in await asyncio.to_thread(_folders, self._folder):
            export = await self._store.unchecked_get(name)
            if export is None or export.is_over:
                await asyncio.to_thread(shutil.rmtree, self._folder / name, ignore_errors=True)

    async def _changed(self, export_id: str) -> Export:
        export = await self._store.unchecked_get(export_id)
        if export is None:
            raise StorageError("This export is gone. Make it anew.")
        self._events.publish(_event(export))
        return export


class _CancelledError(Exception):
    """Tell who makes an export that its person has cancelled it."""


class _Noted:
    """Remember when it was last noted how far an export is."""

    def __init__(self) -> None:
        self._stage, self._at = "", 0.0

    def is_due(self, stage: str) -> bool:
        """Tell whether it is time to note that again: a new stage always is."""
        if stage == self._stage and monotonic() - self._at < _NOTED_EVERY:
            return False
        self._stage, self._at = stage, monotonic()
        return True


def _event(export: Export) -> ExportChanged:
    return ExportChanged(export.session_id, SECRET if export.sees_secrets else PUBLIC, export.id, export.user_id)


def _is_forgotten(export: Export) -> bool:
    return export.forget_at is not None and export.forget_at <= now()


def _known(value: T, known: Sequence[T], refusal: str) -> T:
    if value not in known:
        raise RefusedError(refusal)
    return value


def _folders(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.is_dir()] if folder.is_dir() else []
