"""Asking for pictures: submit, cancel, look after what one has asked for."""

from dataclasses import dataclass, replace

from generation.clock import now
from generation.errors import IdempotencyKeyReusedError, LimitReachedError, NotFoundError
from generation.events import Broadcaster, CancelWanted, RequestChanged
from generation.i18n import N_, _, ngettext
from generation.requests.batches import members_of, parse_count
from generation.requests.estimates import seconds_until
from generation.requests.params import GenerationParams
from generation.requests.references import store_references
from generation.requests.validate import RequestValidator, body_hash
from generation.sessions.permissions import Access, Actor
from generation.sessions.settings import SessionSettings
from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.queue import QueueStore
from storage.records import PUBLIC, QUEUED, Request
from storage.requests import RequestStore

CANCELLED = N_("Cancelled; nothing was painted.")


@dataclass(frozen=True, slots=True)
class Submitted:
    """Accepted requests (one, or a batch), how many are before the first, and what the user should know."""

    requests: tuple[Request, ...]
    place: int
    notes: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def request(self) -> Request:
        """Return the request; of a batch the first one, whose id is the batch's."""
        return self.requests[0]


class Requests:
    """Accept, cancel and report requests."""

    def __init__(  # what a submit touches
        self,
        queue: QueueStore,
        rows: RequestStore,
        validator: RequestValidator,
        access: Access,
        events: Broadcaster,
        blobs: BlobStore,
        user_limit: int,
    ) -> None:
        self._blobs = blobs
        self._queue = queue
        self._rows = rows
        self._validator = validator
        self._access = access
        self._events = events
        self._user_limit = user_limit

    async def submit(
        self,
        params: GenerationParams,
        actor: Actor,
        *,
        idempotency_key: str | None = None,
        channel_id: str | None = None,
    ) -> Submitted:
        """Put a request into the queue, durably; nothing remote happens here.

        Where several pictures are wanted it becomes a batch: as many requests, all or none of them. With a `channel_id`
        a message is owed to that channel. The same `idempotency_key` again returns the first request instead of a
        second one.

        Raises:
            RefusedError: it cannot be done as asked; nothing was stored and nothing is charged.
            IdempotencyKeyReusedError: the key was used for another request.
            StorageError: the disk or the database refused; nothing was stored.

        """
        # Before all checks: a repeat is answered whatever has changed since the first time.
        if earlier := await self._rows.of_key(actor.session_id, actor.user_id, idempotency_key):
            return await self._repeated(earlier, params)
        count = parse_count(params.count)
        new, settings = await self._validator.prepare(params, actor, idempotency_key=idempotency_key)
        keys = await store_references(self._blobs, new.session_id, new.id, params.references)
        new = replace(new, preferences=replace(new.preferences, references=keys), notes=(*new.notes, *params.notes))
        wanted = members_of(new, count)
        limit = self._limit(settings)
        requests, fresh, place = await self._rows.enqueue_all(wanted, channel_id=channel_id, user_limit=limit)
        if not fresh:
            await self._blobs.delete(list(keys))
        if not requests:
            raise await self._limit_reached(actor, limit, len(wanted))
        if not fresh:
            # Somebody was faster with the same key.
            return await self._repeated(requests, params)
        # Nothing is awaited between the commit and the return: no worker is heard of before the request itself, and
        # whoever submitted can prepare for the answer before one begins.
        for request in requests:
            self._events.publish(RequestChanged(request.session_id, request.visibility, request.id, request.status))
        return Submitted(requests, place, requests[0].note_lines)

    async def _repeated(self, earlier: tuple[Request, ...], params: GenerationParams) -> Submitted:
        """Return what was asked for with the same idempotency key before."""
        first = earlier[0]
        if first.body_hash != body_hash(params):
            raise IdempotencyKeyReusedError(
                _("This idempotency key was used for another request. Use a new key for a new one.")
            )
        return Submitted(earlier, await self._rows.place(first.id), first.note_lines, repeated=True)

    def _limit(self, settings: SessionSettings) -> int:
        """Return how many pictures a user may have in an hour; the GM's limit may be lower than the operator's."""
        return settings.pictures_an_hour(self._user_limit)

    async def _limit_reached(self, actor: Actor, limit: int, wanted: int) -> LimitReachedError:
        free_at = await self._rows.limit_ends(actor.user_id, now())
        left = max(0, limit - await self._rows.spent(actor.user_id, now()))
        if left and wanted > 1:
            sentences = [
                _("{wanted} pictures are more than the {left} that you have left in this hour.").format(
                    wanted=wanted, left=left
                )
            ]
        else:
            had = ngettext(
                "You have had your {limit} picture of this hour.",
                "You have had your {limit} pictures of this hour.",
                limit,
            )
            sentences = [had.format(limit=limit)]
        if free_at:
            sentences.append(_("The next one is free at {time} UTC.").format(time=f"{free_at:%H:%M}"))
        return LimitReachedError(" ".join(sentences))

    async def get(self, request_id: str, actor: Actor) -> Request:
        """Return a request of the session.

        Raises:
            NotFoundError: there is none that the viewer may know of.

        """
        request = await self._rows.get(request_id)
        if request is None or request.session_id != actor.session_id:
            raise NotFoundError(_("There is no such request in this session."))
        if request.visibility != PUBLIC and not actor.sees_secrets:
            raise NotFoundError(_("There is no such request in this session."))
        return request

    async def again(self, request_id: str, actor: Actor) -> GenerationParams:
        """Return what was asked for in a request of the session, to be asked for again.

        Raises:
            NotFoundError: there is none that the viewer may know of, or its reference pictures are gone.

        """
        request = await self.get(request_id, actor)
        wishes = request.preferences
        try:
            references = tuple([await self._blobs.get(key) for key in wishes.references])
        except StorageError:
            raise NotFoundError(
                _("Its reference picture is kept for a day only. Ask anew with /image generate.")
            ) from None
        return GenerationParams(
            request.prompt,
            type=request.request_type,
            style=wishes.style,
            provider=wishes.provider,
            size=f"{wishes.width}x{wishes.height}",
            quality=wishes.quality,
            seed=wishes.seed,
            visibility=request.visibility,
            parent_id=request.parent_id,
            only=wishes.only,
            references=references,
            edit_kind=wishes.edit_kind,
            edit_strength=wishes.edit_strength,
            edit_search=wishes.edit_search,
            exact=wishes.exact,
            negative=wishes.negative,
        )

    async def owed(self, request_id: str) -> Request | None:
        """Return any request; for those who deliver it, not for viewers."""
        return await self._rows.get(request_id)

    async def last_asked(self, request_id: str) -> str | None:
        """Return the name of the provider that was called last for a request."""
        return await self._rows.last_asked(request_id)

    async def cancel(self, request_id: str, actor: Actor) -> bool:
        """Cancel a request: at once while it waits, as soon as the painter lets go while it is painted.

        Returns:
            False where it was done already.

        Raises:
            NotFoundError: there is no such request in the session.
            NotAllowedError: somebody else's request, and not by the GM.

        """
        request = await self.get(request_id, actor)
        self._access.may_undo(actor, request.user_id)
        cancelled, running = await self._queue.cancel(request_id, CANCELLED, now())
        if cancelled:
            self._events.publish(
                RequestChanged(cancelled.session_id, cancelled.visibility, cancelled.id, cancelled.status)
            )
        if running:
            self._events.publish(CancelWanted(request.session_id, request.visibility, request_id))
        return cancelled is not None or running

    async def cancel_batch(self, batch_id: str, actor: Actor) -> bool:
        """Cancel what of a batch is not done yet.

        Returns:
            False where all of it was done already.

        Raises:
            NotFoundError: there is no such batch in the session.
            NotAllowedError: somebody else's, and not by the GM.

        """
        await self.get(batch_id, actor)
        return any([await self.cancel(request.id, actor) for request in await self._rows.of_batch(batch_id)])

    async def together(self, request: Request) -> tuple[Request, ...]:
        """Return the batch that a request is part of, as it stands now; one that is alone is its own."""
        return await self._rows.of_batch(request.batch_id) if request.batch_id else (request,)

    async def seconds_until(self, request: Request, place: int, painter: str | None) -> float | None:
        """Return in how many seconds a request behind `place` others may be done if this provider paints it."""
        if painter is None:
            return None
        wishes = request.preferences
        pace = await self._rows.pace(painter, request.id)
        # A worker may have begun since the request was read.
        waiting = request.status == QUEUED and not pace.begun
        return seconds_until(pace, place, wishes.width, wishes.height, waiting=waiting)

    async def order(self, most: int) -> tuple[str, ...]:
        """Return the ids of the requests of all sessions that wait, the next one first; for who shows their places."""
        return await self._rows.order(most)

    async def waiting(self, actor: Actor) -> tuple[Request, ...]:
        """Return what the session waits for, as far as the viewer may know of it."""
        return await self._rows.open_requests(actor.session_id, sees_secrets=actor.sees_secrets)

    async def counts(self) -> dict[str, int]:
        """Count the requests of all sessions that are not done, by status."""
        return await self._rows.counts()
