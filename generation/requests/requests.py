"""Asking for images: submit, cancel, look after what one has asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generation.clock import now
from generation.errors import (
    AlreadyRunningError,
    IdempotencyKeyReusedError,
    LimitReachedError,
    NotFoundError,
    QueueFullError,
)
from generation.events import Broadcaster, CancelWanted, RequestChanged
from generation.gallery.gallery_pages import GONE
from generation.i18n import N_, _, ngettext
from generation.images.given import check_references
from generation.providers.base import ImageProvider
from generation.requests.budget import Budget
from generation.requests.estimates import seconds_until
from generation.requests.params import params_hash
from generation.requests.queue_room import UNKNOWN_SECONDS
from generation.requests.references import read_references, store_references
from generation.requests.validate import RequestValidator
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Access, Actor
from storage.blobs import BlobStore
from storage.enqueueing import Enqueued
from storage.params import PIXELS, PUBLIC, GenerationParams
from storage.queue import QueueStore
from storage.records import QUEUED, NewRequest, Request
from storage.requests import RequestStore

CANCELLED = N_("Cancelled; nothing was painted.")
#: How often it is looked anew what there is room for where others are faster.
TRIES = 5
REFERENCES_GONE = N_("Its reference picture was kept for a day and is gone; this is painted without it.")


@dataclass(frozen=True, slots=True)
class Submitted:
    """Accepted requests (one, or a batch), how many are before the first, and what the user should know."""

    requests: tuple[Request, ...]
    position: int
    notes: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def request(self) -> Request:
        """Return the request; of a batch the first one, whose id is the batch's."""
        return self.requests[0]


def is_erased(request: Request) -> bool:
    """Tell whether a request's words were deleted with its last image."""
    return not request.prompt


class Requests:
    """Accept, cancel and report requests."""

    def __init__(
        self,
        queue: QueueStore,
        rows: RequestStore,
        validator: RequestValidator,
        budget: Budget,
        access: Access,
        events: Broadcaster,
        blobs: BlobStore,
    ) -> None:
        self._queue = queue
        self._rows = rows
        self._validator = validator
        self._budget = budget
        self._access = access
        self._events = events
        self._blobs = blobs

    async def submit(
        self,
        params: GenerationParams,
        context: SessionContext,
        *,
        files: Sequence[bytes] = (),
        notes: Sequence[str] = (),
        idempotency_key: str | None = None,
        channel_id: str | None = None,
        repeat_of: str | None = None,
    ) -> Submitted:
        """Put a request into the queue, durably; nothing remote happens here.

        Where several images are wanted, of several styles or providers perhaps, it becomes a batch: as many requests,
        all or none of them. `files` are reference images; without any, those of the earlier request that `params` come
        from are copied. `notes` are what the
        requester is to be told besides. With a `channel_id` a message is owed to that channel. The same
        `idempotency_key` again returns the first request instead of a second one. `repeat_of` names what is repeated (a
        verb and an id): while that runs, nobody else's repeat of the same is accepted.

        Raises:
            AlreadyRunningError: the same repeat runs already.
            QueueFullError: too much is waited for already; as below.
            RefusedError: it cannot be done as asked; nothing was stored and nothing is charged.
            IdempotencyKeyReusedError: the key was used for another request.
            StorageError: the disk or the database refused; nothing was stored.

        """
        actor = context.actor
        # Before all checks: a repeat is answered whatever has changed since the first time.
        if earlier := await self._rows.of_key(actor.session_id, actor.user_id, idempotency_key):
            return await self._repeated(earlier, await params_hash(params, files))
        body_hash = await params_hash(params, files)
        for _try in range(TRIES):
            batch = await self._validator.prepare_all(params, context, files=len(files))
            batch = tuple(
                replace(
                    new,
                    notes=(*new.notes, *notes),
                    idempotency_key=None if number else idempotency_key,
                    body_hash=body_hash,
                    repeat_of=repeat_of,
                )
                for number, new in enumerate(batch)
            )
            enqueued = await self._enqueue(batch, context, files, channel_id)
            # Where somebody was faster, what there was room for is refused now, or painted for free.
            if not enqueued.crowded:
                break
        else:
            raise QueueFullError(_("Too many ask for pictures at this moment. Ask again in a minute."), UNKNOWN_SECONDS)
        requests, position = enqueued.requests, enqueued.position
        if not enqueued.fresh:
            # Somebody was faster with the same key.
            return await self._repeated(requests, body_hash)
        # Nothing is awaited between the commit and the return: no worker is heard of before the request itself, and
        # whoever submitted can prepare for the answer before one begins.
        for request in requests:
            self._events.publish(RequestChanged.of(request))
        return Submitted(requests, position, requests[0].notes)

    async def _enqueue(
        self, batch: tuple[NewRequest, ...], context: SessionContext, files: Sequence[bytes], channel_id: str | None
    ) -> Enqueued:
        """Put requests into the queue, or return what was there already; nothing is stored where there is no room."""
        params = batch[0].params
        # What is done to pixels here costs nobody anything, and counts against nothing.
        limit = 0 if params.edit_kind == PIXELS else self._budget.hourly_limit(context.settings)
        bounds = await self._validator.bounds(batch, context)
        if files or params.references:
            batch = await self._with_references(batch, files, limit)
        enqueued = await self._rows.enqueue(batch, channel_id=channel_id, user_limit=limit, bounds=bounds)
        if not enqueued.fresh:
            await self._blobs.delete(list(batch[0].params.references))
        if enqueued.repeating:
            raise AlreadyRunningError(_("This is being painted already. It comes into this channel when it is done."))
        if not enqueued.requests and not enqueued.crowded:
            raise await self._limit_reached(batch[0].user_id, limit, len(batch))
        return enqueued

    async def _with_references(
        self, batch: Sequence[NewRequest], files: Sequence[bytes], limit: int
    ) -> tuple[NewRequest, ...]:
        """Return the requests with their reference images stored; nothing is stored for who is over the limit.

        Those of an earlier request are kept for a day. Once they are gone, its repeat is painted without them.
        """
        first = batch[0]
        if not files:
            files = await read_references(self._blobs, first.params.references)
        if not files:
            return tuple(
                replace(each, params=replace(each.params, references=()), notes=(*each.notes, REFERENCES_GONE))
                for each in batch
            )
        images = await check_references(files)
        if limit and await self._rows.spent(first.user_id, now()) + len(batch) > limit:
            raise await self._limit_reached(first.user_id, limit, len(batch))
        keys = await store_references(self._blobs, first.session_id, first.id, images)
        return tuple(replace(each, params=replace(each.params, references=keys)) for each in batch)

    async def _repeated(self, earlier: tuple[Request, ...], body_hash: str | None) -> Submitted:
        """Return what was asked for with the same idempotency key before."""
        first = earlier[0]
        if is_erased(first):
            raise NotFoundError(_("The request with this idempotency key was deleted. Use a new key for a new one."))
        if first.body_hash != body_hash:
            raise IdempotencyKeyReusedError(
                _("This idempotency key was used for another request. Use a new key for a new one.")
            )
        return Submitted(earlier, await self._rows.position(first.id), first.notes, repeated=True)

    async def _limit_reached(self, user_id: str, limit: int, wanted: int) -> LimitReachedError:
        free_at = await self._rows.limit_ends(user_id, now())
        left = max(0, limit - await self._rows.spent(user_id, now()))
        if left and wanted > 1:
            sentences = [
                _("{wanted} pictures are more than the {left} you have left this hour.").format(
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
            sentences.append(_("You can paint again at {time} UTC.").format(time=f"{free_at:%H:%M}"))
        return LimitReachedError(" ".join(sentences))

    async def get(self, request_id: str, actor: Actor) -> Request:
        """Return a request of the session.

        Raises:
            NotFoundError: there is none that the viewer may know of.

        """
        request = await self._rows.unchecked_get(request_id)
        if request is None or request.session_id != actor.session_id:
            raise NotFoundError(_("There is no such request in this session."))
        if request.visibility != PUBLIC and not actor.sees_secrets:
            raise NotFoundError(_("There is no such request in this session."))
        return request

    async def again(self, request_id: str, actor: Actor) -> GenerationParams:
        """Return what was asked for in a request of the session, to be asked for again with a priority of its own.

        Raises:
            NotFoundError: there is none that the viewer may know of, or its words are deleted.

        """
        request = await self.get(request_id, actor)
        if is_erased(request):
            raise NotFoundError(GONE)
        return replace(request.params, priority=1, repeats=True)

    async def unchecked_request(self, request_id: str) -> Request | None:
        """Return any request, whoever may know of it: for its delivery, not for viewers."""
        return await self._rows.unchecked_get(request_id)

    async def unchecked_last_provider(self, request_id: str) -> str | None:
        """Return the name of the provider that was called last for a request."""
        return await self._rows.unchecked_last_provider(request_id)

    async def cancel(self, request_id: str, actor: Actor) -> bool:
        """Cancel a request: at once while it waits, as soon as the painter lets go while it is painted.

        Returns:
            False where it was done already.

        Raises:
            NotFoundError: there is no such request in the session.
            NotAllowedError: somebody else's request, and not by the GM.

        """
        request = await self.get(request_id, actor)
        self._access.require_author_or_gm(actor, request.user_id)
        cancelled, running = await self._queue.cancel(request_id, CANCELLED, now())
        if cancelled:
            self._events.publish(RequestChanged.of(cancelled))
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
        batch = await self._rows.unchecked_of_batch(batch_id)
        # From the end: what is painted at the head would else set a worker free for what is still to be cancelled.
        return any([await self.cancel(request.id, actor) for request in reversed(batch)])

    async def batch_of(self, request: Request) -> tuple[Request, ...]:
        """Return the batch that a request is part of, as it stands now; one that is alone is its own."""
        return await self._rows.unchecked_of_batch(request.batch_id) if request.batch_id else (request,)

    async def seconds_until(self, request: Request, position: int, provider: ImageProvider | None) -> float | None:
        """Return in how many seconds a request behind `position` others may be done if this provider paints it."""
        if provider is None:
            return None
        pace = await self._rows.pace(provider.name, request.id)
        # A worker may have begun since the request was read.
        waiting = request.status == QUEUED and not pace.begun
        usual = provider.capabilities.usual_seconds
        return seconds_until(pace, position, *request.params.size, waiting=waiting, usual=usual)

    async def unchecked_order(self, most: int) -> tuple[str, ...]:
        """Return the ids of the requests of all sessions that wait, the next one first; for who shows their places."""
        return await self._rows.unchecked_order(most)

    async def waiting(self, actor: Actor) -> tuple[Request, ...]:
        """Return what the session waits for, as far as the viewer may know of it."""
        return await self._rows.open_requests(actor.session_id, sees_secrets=actor.sees_secrets)

    async def oldest_waits(self) -> float:
        """Return for how many seconds the oldest request of all sessions has been queued; 0 where none is."""
        since = await self._rows.oldest_queued()
        return max(0.0, (now() - since).total_seconds()) if since else 0.0

    async def counts(self) -> dict[str, int]:
        """Count the requests of all sessions that are not done, by status."""
        return await self._rows.counts()
