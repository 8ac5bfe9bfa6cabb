"""Making exports: whichever process has time makes what is ordered, and deletes what has ended."""

import asyncio
import logging
import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from generation.clock import monotonic, now
from generation.errors import NotFoundError
from generation.events import Broadcaster, ChangedElsewhere, Event, ExportChanged
from generation.export.exports import event_of
from generation.export.maker import MakingError, make_files
from generation.export.making.export_contents import PERSONAL
from generation.export.staging import Staging
from generation.i18n import N_, speaking
from generation.sessions.permissions import GM, OBSERVER, Actor
from storage.blobs import BlobStore
from storage.errors import SceneError
from storage.exports import DONE, FAILED, WORKING, Export, ExportFile, ExportStore
from storage.process_locks import OwnerLocks, OwnerState

log = logging.getLogger(__name__)

#: How long the files of an export are kept.
KEPT = timedelta(hours=24)
#: How often, in seconds, it is noted how far an export is.
_NOTED_EVERY = 0.5
#: How long a process whose life cannot be looked at may be silent.
_SILENT_SECONDS = 300.0

COLLECTING, MAKING, STORING = N_("Collecting pictures"), N_("Making the files"), N_("Storing the files")
_FAILED = N_("The export did not work. The operator finds why in the log; try again, or take fewer pictures.")
_EMPTY = N_("None of these pictures is in the gallery any more.")


class ExportWorker:
    """Make exports, one after the other, in a folder of this machine."""

    def __init__(
        self,
        store: ExportStore,
        staging: Staging,
        blobs: BlobStore,
        events: Broadcaster,
        owners: OwnerLocks,
        folder: Path,
    ) -> None:
        self._store = store
        self._staging = staging
        self._blobs = blobs
        self._events = events
        self._owners = owners
        self._folder = folder
        self._wake = asyncio.Event()
        self._seen: dict[str, float] = {}
        events.listen(self._look_again, ExportChanged, ChangedElsewhere)

    def _look_again(self, _event: Event) -> None:
        self._wake.set()

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
        if not await self._is_made_elsewhere(export):
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        self._events.publish(event_of(export))

    async def _is_made_elsewhere(self, export: Export) -> bool:
        """Tell whether somebody else makes an export by now, with what lies in its folder."""
        current = await self._store.unchecked_get(export.id)
        return current is not None and current.state == WORKING and current.lease_token != export.lease_token

    async def _files(self, export: Export, folder: Path) -> tuple[tuple[ExportFile, ...], int]:
        """Return the stored files of an export, and how many secret pictures are in them."""
        noted = _Noted()

        async def note(stage: str, done: int, total: int) -> None:
            if not noted.is_due(stage):
                return
            if not await self._store.note(export, stage, done, total):
                raise _CancelledError
            self._events.publish(event_of(export))

        # By the role that the person had: what the GM shows to nobody is for nobody else.
        actor = Actor(export.session_id, export.user_id, GM if export.sees_secrets else OBSERVER)
        count = len(export.chosen)
        with speaking(export.language):
            contents = await self._staging.collect(export, actor, folder, lambda done: note(COLLECTING, done, count))
        if not contents.pictures and not contents.attached:
            raise NotFoundError(_EMPTY)
        await asyncio.to_thread(contents.write, folder)
        maker = (export.lease_token or "").rpartition(":")[2]
        paths = await make_files(folder, lambda done, total: note(MAKING, done, total))
        files = list[ExportFile]()
        for number, path in enumerate(paths, start=1):
            await note(STORING, number, len(paths))
            # Of two who make the same, as one was thought dead, each has files of its own to take away.
            key = f"exports/{export.id}/{maker}/{number}-{path.name}"
            await self._blobs.put_file(key, path)
            files.append(ExportFile(path.name, key, (await asyncio.to_thread(path.stat)).st_size))
        # What is a person's own is no secret to them, also when they lead no more.
        return tuple(files), 0 if export.format == PERSONAL else contents.secrets

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


def _folders(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.is_dir()] if folder.is_dir() else []
