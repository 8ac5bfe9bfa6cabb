"""Asking for pictures: submit, cancel, look after what one has asked for."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from uuid import uuid4

from generation.access import GM, Access, Requester
from generation.clock import now
from generation.errors import LimitReachedError, NotAllowedError, NotFoundError, RefusedError
from generation.events import Broadcaster, CancelWanted, RequestChanged
from generation.prompts import clean_prompt, parse_seed, parse_type
from generation.providers.registry import Needs, Providers
from generation.references import store_references
from generation.sizes import parse_size
from generation.styles import parse_style
from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.queue import QueueStore
from storage.records import PUBLIC, NewRequest, Preferences, Request
from storage.requests import RequestStore

CANCELLED = "Cancelled; nothing was painted."


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """What somebody asks for, as typed: everything but the description may be left out."""

    prompt: str
    type: str | None = None
    style: str | None = None
    provider: str | None = None
    size: str | None = None
    quality: str | None = None
    seed: int | None = None
    priority: int = 1
    visibility: str = PUBLIC
    parent_id: str | None = None
    #: Nobody but `provider` may paint it.
    only: bool = False
    #: Pictures that are given as examples: PNG, JPEG or WebP files.
    references: tuple[bytes, ...] = ()
    #: A change of the parent picture (see `Edit` of the providers).
    edit_kind: str | None = None
    edit_strength: float = 0.5
    edit_search: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """An accepted request, how many are before it, and what the user should know."""

    request: Request
    place: int
    notes: tuple[str, ...] = ()
    repeated: bool = False


class Requests:
    """Accept, cancel and report requests."""

    def __init__(  # what a submit touches
        self,
        queue: QueueStore,
        rows: RequestStore,
        providers: Providers,
        access: Access,
        events: Broadcaster,
        blobs: BlobStore,
        user_limit: int,
    ) -> None:
        self._blobs = blobs
        self._queue = queue
        self._rows = rows
        self._providers = providers
        self._access = access
        self._events = events
        self._user_limit = user_limit

    async def submit(
        self, asked: ImageRequest, by: Requester, *, idempotency_key: str | None = None, channel_id: str | None = None
    ) -> Submitted:
        """Put a request into the queue, durably; nothing remote happens here.

        With a `channel_id` a message is owed to that channel. The same `idempotency_key` again returns the first
        request instead of a second one.

        Raises:
            RefusedError: it cannot be done as asked; nothing was stored and nothing is charged.
            StorageError: the disk or the database refused; nothing was stored.

        """
        self._access.may_generate(by)
        if await self._rows.role(by.session_id, by.user_id) is None:
            raise NotAllowedError("User not in session")
        new = self._prepare(asked, by, idempotency_key)
        keys = await store_references(self._blobs, new.session_id, new.id, asked.references)
        new = replace(new, preferences=replace(new.preferences, references=keys))
        request, fresh, place = await self._rows.enqueue(new, channel_id=channel_id, user_limit=self._user_limit)
        if not fresh:
            await self._blobs.delete(list(keys))
        if request is None:
            raise await self._limit_reached(by)
        if not fresh:
            if request.body_hash != new.body_hash:
                raise RefusedError("This idempotency key was used for another request. Use a new key for a new one.")
            return Submitted(request, await self._rows.place(request.id), request.note_lines, repeated=True)
        # Nothing is awaited between the commit and the return: no worker is heard of before the request itself, and
        # whoever submitted can prepare for the answer before one begins.
        self._events.publish(RequestChanged(request.session_id, request.visibility, request.id, request.status))
        return Submitted(request, place, request.note_lines)

    def _prepare(self, asked: ImageRequest, by: Requester, idempotency_key: str | None) -> NewRequest:
        notes = []
        prompt = clean_prompt(asked.prompt)
        width, height = parse_size(asked.size)
        needs = Needs(width, height, len(asked.references), asked.edit_kind)
        choice = self._providers.choose(asked.provider, needs, only=asked.only)
        if choice.note:
            notes.append(choice.note)
        priority = min(max(asked.priority, 1), 3)
        if priority == 3 and by.role != GM:
            priority = 2
            notes.append("Priority 3 is the GM's; yours counts as 2.")
        wishes = Preferences(
            provider=asked.provider,
            style=parse_style(asked.style),
            width=width,
            height=height,
            quality=_parse_quality(asked.quality),
            seed=parse_seed(asked.seed),
            only=asked.only,
            edit_kind=asked.edit_kind,
            edit_strength=asked.edit_strength,
            edit_search=asked.edit_search,
        )
        return NewRequest(
            id=str(uuid4()),
            session_id=by.session_id,
            user_id=by.user_id,
            request_type=parse_type(asked.type),
            context=prompt,
            preferences=wishes,
            priority=priority,
            visibility=asked.visibility,
            created_at=now(),
            idempotency_key=idempotency_key,
            body_hash=_body_hash(asked),
            parent_id=asked.parent_id,
            notes=tuple(notes),
        )

    async def _limit_reached(self, by: Requester) -> LimitReachedError:
        free_at = await self._rows.limit_ends(by.user_id, now())
        when = f" The next one is free at {free_at:%H:%M} UTC." if free_at else ""
        return LimitReachedError(f"You have had your {self._user_limit} pictures of this hour.{when}")

    async def get(self, request_id: str, by: Requester) -> Request:
        """Return a request of the session.

        Raises:
            NotFoundError: there is none that the viewer may know of.

        """
        request = await self._rows.get(request_id)
        if request is None or request.session_id != by.session_id:
            raise NotFoundError("There is no such request in this session.")
        if request.visibility != PUBLIC and not by.sees_secrets:
            raise NotFoundError("There is no such request in this session.")
        return request

    async def again(self, request_id: str, by: Requester) -> ImageRequest:
        """Return what was asked for in a request of the session, to be asked for again.

        Raises:
            NotFoundError: there is none that the viewer may know of, or its reference pictures are gone.

        """
        request = await self.get(request_id, by)
        wishes = request.preferences
        try:
            references = tuple([await self._blobs.get(key) for key in wishes.references])
        except StorageError:
            raise NotFoundError(
                "Its reference picture is kept for a day only. Ask anew with /image generate."
            ) from None
        return ImageRequest(
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
        )

    async def owed(self, request_id: str) -> Request | None:
        """Return any request; for those who deliver it, not for viewers."""
        return await self._rows.get(request_id)

    async def last_asked(self, request_id: str) -> str | None:
        """Return the name of the provider that was called last for a request."""
        return await self._rows.last_asked(request_id)

    async def cancel(self, request_id: str, by: Requester) -> bool:
        """Cancel a request: at once while it waits, as soon as the painter lets go while it is painted.

        Returns:
            False where it was done already.

        Raises:
            NotFoundError: there is no such request in the session.
            NotAllowedError: somebody else's request, and not by the GM.

        """
        request = await self.get(request_id, by)
        self._access.may_undo(by, request.user_id, "picture")
        cancelled, running = await self._queue.cancel(request_id, CANCELLED, now())
        if cancelled:
            self._events.publish(
                RequestChanged(cancelled.session_id, cancelled.visibility, cancelled.id, cancelled.status)
            )
        if running:
            self._events.publish(CancelWanted(request.session_id, request.visibility, request_id))
        return cancelled is not None or running

    async def place(self, request_id: str) -> int:
        """Count who is before a waiting request."""
        return await self._rows.place(request_id)

    async def waiting(self, by: Requester) -> list[Request]:
        """Return what the session waits for, as far as the viewer may know of it."""
        return await self._rows.open_requests(by.session_id, sees_secrets=by.sees_secrets)

    async def counts(self) -> dict[str, int]:
        """Count the requests of all sessions that are not done, by status."""
        return await self._rows.counts()


def _parse_quality(text: str | None) -> str:
    wanted = (text or "standard").strip().lower()
    if wanted in {"standard", "hd"}:
        return wanted
    raise RefusedError(f"I do not know the quality “{wanted[:40]}”. Give standard or hd.")


def _body_hash(asked: ImageRequest) -> str:
    body = asdict(asked) | {"references": [hashlib.sha256(data).hexdigest() for data in asked.references]}
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
