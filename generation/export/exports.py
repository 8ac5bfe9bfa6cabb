"""Exports as those who asked for them know them: ordered, followed, cancelled, and their files handed out for a day."""

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from generation.clock import now
from generation.errors import NotFoundError, QueueFullError, RefusedError
from generation.events import Broadcaster, ChangedElsewhere, Event, ExportChanged
from generation.export.choosing import checked
from generation.export.making.export_contents import FORMATS, PERSONAL
from generation.i18n import _, spoken
from generation.log_codes import person_code
from generation.sessions.permissions import Actor
from generation.text.visible import visible
from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.exports import DONE, WAITING, Chosen, Export, ExportFile, ExportStore, NewExport
from storage.params import PUBLIC, SECRET

log = logging.getLogger(__name__)

T = TypeVar("T")

#: In all processes together: waiting and being made.
MOST_OPEN = 50
#: Of one person in one session, with the one that is being made: each may have gigabytes.
MOST_KEPT = 5
#: The smallest part that an export is cut into, in bytes: what is smaller would hold no picture.
SMALLEST_PART = 2 * 2**20
TITLE_LONGEST = 100
PAGES = (1, 2)


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
    """Take orders for exports, and hand out their files; an `ExportWorker` makes them."""

    def __init__(
        self,
        store: ExportStore,
        blobs: BlobStore,
        events: Broadcaster,
        *,
        link: Callable[[Export, int], str | None] | None = None,
    ) -> None:
        """`link` tells where whoever has the address can load a file."""
        self._store = store
        self._blobs = blobs
        self._events = events
        self._link = link

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
        return await self._add(new)

    async def begin_personal(
        self, user_id: str, chosen: Sequence[str], *, part_bytes: int | None, reply: str | None = None
    ) -> Export:
        """Take an order for everything that is kept of a person, with these of their pictures, whatever their role.

        Raises:
            RefusedError: another export of this person is under way.

        """
        new = NewExport(
            str(uuid4()),
            personal_session(user_id),
            user_id,
            PERSONAL,
            _("My data"),
            spoken(),
            tuple(map(Chosen, chosen)),
            sees_secrets=True,
            per_page=1,
            part_bytes=part_bytes and max(part_bytes, SMALLEST_PART),
            reply=reply,
            created_at=now(),
        )
        return await self._add(new)

    async def _add(self, new: NewExport) -> Export:
        match await self._store.add(new, most_open=MOST_OPEN, kept=MOST_KEPT - 1):
            case "own":
                raise RefusedError(_("Your last export is still being made. Wait for it, or cancel it."))
            case "many":
                raise QueueFullError(
                    _("Many exports are being made at this moment. Try again in a few minutes."), 120.0
                )
        log.info(
            "export %s of %d pictures as %s by user %s", new.id, len(new.chosen), new.format, person_code(new.user_id)
        )
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
        found = await self._store.of(actor.session_id, actor.user_id, now(), most=MOST_KEPT)
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
        """Cancel what waits of a person's and of which nobody is to be told: a process that died has left it."""
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

    async def _changed(self, export_id: str) -> Export:
        export = await self._store.unchecked_get(export_id)
        if export is None:
            raise StorageError("This export is gone. Make it anew.")
        self._events.publish(event_of(export))
        return export


def personal_session(user_id: str) -> str:
    """Return what stands for a session in the export of a person's data, which is of all of theirs."""
    return f"of-{user_id}"


def event_of(export: Export) -> ExportChanged:
    """Return what tells others of an export that it has changed."""
    return ExportChanged(export.session_id, SECRET if export.sees_secrets else PUBLIC, export.id, export.user_id)


def _is_forgotten(export: Export) -> bool:
    return export.forget_at is not None and export.forget_at <= now()


def _known(value: T, known: Sequence[T], refusal: str) -> T:
    if value not in known:
        raise RefusedError(refusal)
    return value
