"""The stores on one database, and rows to put into them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from storage import stores
from storage.blobs import BlobStore
from storage.outbox import RESULT
from storage.params import PUBLIC, GenerationParams
from storage.postings import Posted, attach_images
from storage.process_locks import ProcessLocks
from storage.records import Claim, CompletedImage, NewRequest, Request
from storage.spool import Spool
from storage.sql_database import SqlDatabase

MOMENT = datetime(2071, 3, 14, 21, 5, 9, 123456, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Stores(stores.Stores):
    """Every store, and the few steps that most tests begin with."""

    async def submit(
        self, new: NewRequest, *, channel_id: str | None = None, user_limit: int = 0
    ) -> tuple[Request | None, bool, int]:
        """Enqueue one request; return its row, where there is one, whether it is new, and its position."""
        enqueued = await self.requests.enqueue((new,), channel_id=channel_id, user_limit=user_limit)
        return enqueued.requests[0] if enqueued.requests else None, enqueued.fresh, enqueued.position

    async def enqueue(self, new: NewRequest, *, channel_id: str | None = None) -> Request:
        """Put a request into the queue, without a limit."""
        request, _, _ = await self.submit(new, channel_id=channel_id)
        assert request is not None
        return request

    async def attach(self, posted: Posted) -> None:
        """Note which images a message shows, as its delivery does."""
        image = await self.images.get(posted.image_ids[0], sees_secrets=True)
        assert image is not None
        request_id = image.request_id or ""
        await self.database.write(lambda tx: attach_images(tx, posted, request_id, RESULT))

    async def claim(self, now: datetime = MOMENT) -> Claim:
        """Claim what must be there."""
        claim = await self.queue.claim(now)
        assert claim is not None
        return claim

    async def add_image(self, visibility: str = PUBLIC, *, user: str = "ann", session: str = "table") -> str:
        """Add an image to the gallery and return its id."""
        request = await self.enqueue(new_request(user, visibility=visibility, session=session))
        claim = await self.queue.claim(MOMENT, only=request.id)
        assert claim is not None
        await self.queue.complete(claim, [finished(claim)], MOMENT)
        return claim.image_id

    async def set_settings(self, settings: str) -> None:
        """Give the session `table` these settings, a JSON object."""
        await self.sessions.change_settings("table", lambda _session, _styles: settings)

    async def turns(self, request_id: str) -> list[tuple[str, str]]:
        """Return provider and outcome of every call that was made for a request."""
        return [(turn.provider, turn.outcome) for turn in await self.attempts.of_request(request_id)]

    async def again(self, request_id: str) -> Request:
        """Read a request's row."""
        request = await self.requests.unchecked_get(request_id)
        assert request is not None
        return request


async def stores_on(database: SqlDatabase, images: Path, *, owner: str = "owner") -> Stores:
    """Return the stores on a database, with the session `table` opened."""
    folder = images.parent
    opened = Stores.on(
        database, BlobStore.local(images), Spool(folder / "spool"), ProcessLocks(folder / "owners", owner)
    )
    await opened.sessions.open("table", "The table", MOMENT)
    return opened


def new_request(
    user: str = "ann",
    *,
    session: str = "table",
    priority: int = 1,
    visibility: str = PUBLIC,
    at: datetime = MOMENT,
    key: str | None = None,
    prompt: str = "a rain-soaked street",
) -> NewRequest:
    """Return a request as `generation` would hand it over."""
    return NewRequest(
        id=str(uuid4()),
        session_id=session,
        user_id=user,
        params=GenerationParams(prompt, "scene", priority=priority, visibility=visibility),
        created_at=at,
        idempotency_key=key,
        body_hash=prompt if key else None,
    )


def finished(claim: Claim, *, name: str = "original.png") -> CompletedImage:
    """Return what a worker would complete a claim with."""
    stem = f"{claim.request.session_id}/{claim.image_id}/{claim.token[-8:]}"
    return CompletedImage(
        id=claim.image_id,
        enhanced_prompt=None,
        negative_prompt=None,
        image_url=f"{stem}-{name}",
        thumbnail_url=f"{stem}-thumbnail.webp",
        provider="fake",
        model="fake-1",
        generation_time=1.5,
        seed=7,
        width=512,
        height=512,
        bytes=1000,
        sha256="0" * 64,
        format="png",
        alt_text="A street.",
        cost=0.0,
    )
