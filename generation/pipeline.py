"""One try at a request: along the chain of providers until one paints, then check, and store the blobs."""

import asyncio
import hashlib
import json
import logging
import os
import time
from dataclasses import dataclass
from uuid import uuid4

from generation.calling import Caller
from generation.clock import now
from generation.errors import FinalError, RefusedError
from generation.gate import Closed, Gate
from generation.pictures import Picture, prepare
from generation.providers.base import (
    Edit,
    ImageProvider,
    ModeratedError,
    Order,
    Painting,
    ProviderError,
    RateLimitedError,
)
from generation.providers.registry import Needs, Providers
from generation.routing import chain, try_again_here, worth_trying
from storage.blobs import BlobStore, blob_key
from storage.gallery import ImageStore
from storage.ledger import LedgerStore
from storage.records import PUBLIC, Claim, CompletedImage, Request
from storage.sessions import SessionStore

log = logging.getLogger(__name__)

MAX_ALT_TEXT = 1000
#: Decoding a 4096x4096 picture takes 50 MB: as many at once as there are cores, however many calls come home together.
AT_ONCE = os.cpu_count() or 2


@dataclass(frozen=True, slots=True)
class Stored:
    """Finished pictures whose blobs are stored; `keys` are to be deleted if their rows are never completed."""

    images: tuple[CompletedImage, ...]
    keys: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Painted:
    painting: Painting
    provider: ImageProvider
    seconds: float


class Pipeline:
    """Turn a claimed request into stored pictures."""

    def __init__(  # each store that a painting touches
        self,
        providers: Providers,
        gate: Gate,
        caller: Caller,
        ledger: LedgerStore,
        blobs: BlobStore,
        images: ImageStore,
        sessions: SessionStore,
    ) -> None:
        self._providers = providers
        self._gate = gate
        self._caller = caller
        self._ledger = ledger
        self._blobs = blobs
        self._images = images
        self._sessions = sessions
        self._room = asyncio.Semaphore(AT_ONCE)

    async def paint(self, claim: Claim) -> Stored:
        """Paint and store.

        Raises:
            ProviderError: nobody painted; the error is the last one's, and says whether another try may help.
            StorageError: the blobs could not be stored.
            RefusedError: nobody who is set up here can do what was asked for.

        """
        order = await self._order(claim.request)
        painted = await self._resume(claim.request, order) or await self._paint_along_chain(claim.request, order)
        async with self._room:
            about = await self._about(claim.request, order, painted)
            files = (painted.painting.data, *painted.painting.more)
            try:
                pictures = [await prepare(data, about, painted.painting.copies) for data in files]
            except ProviderError as error:
                # It answered, and was paid, but what it sends is of no use: that counts against it.
                await self._gate.failed(painted.provider, error)
                raise
        await self._caller.settled()
        return await self._store(claim, order, painted, pictures)

    async def _order(self, request: Request) -> Order:
        wishes = request.preferences
        edit = None
        if wishes.edit_kind and request.parent_id:
            source = await self._images.get(request.parent_id, sees_secrets=True)
            if source is None or source.image_url is None:
                raise RefusedError("The picture that was to be changed is not in the gallery any more.")
            picture = await self._blobs.get(source.image_url)
            edit = Edit(wishes.edit_kind, picture, strength=wishes.edit_strength, search=wishes.edit_search)
        return Order(
            request_id=request.id,
            prompt=request.prompt,
            type=request.request_type,
            style=wishes.style,
            width=wishes.width,
            height=wishes.height,
            quality=wishes.quality,
            seed=_seed(request.id) if wishes.seed is None else wishes.seed,
            requester=hashlib.sha256(f"scene/{request.user_id}".encode()).hexdigest()[:32],
            references=tuple([await self._blobs.get(key) for key in wishes.references]),
            edit=edit,
        )

    async def _resume(self, request: Request, order: Order) -> _Painted | None:
        """Go on with a job that a dead process had begun at a provider which can do that."""
        job = await self._ledger.take_open_job(request.id, now())
        if job is None:
            return None
        provider = self._providers.get(job.provider)
        if provider is None or not provider.capabilities.resume:
            await self._ledger.close(job.attempt_id, "lost", now())
            return None
        began = time.monotonic()
        try:
            painting = await self._caller.resume(provider, job, order, request)
        except ModeratedError:
            raise
        except ProviderError as error:
            log.info("request %s could not go on with its job: %s", request.id, error.sentence)
            return None
        return _Painted(painting, provider, time.monotonic() - began)

    async def _paint_along_chain(self, request: Request, order: Order) -> _Painted:
        """Try one provider after the other; an error that a pause may cure leaves the rest for a later try."""
        wishes = request.preferences
        able = chain(self._providers, order, wishes.provider, only=wishes.only)
        if not able:
            needs = Needs(order.width, order.height, len(order.references), wishes.edit_kind)
            raise RefusedError(f"No provider that is set up here can {needs.in_words}. See /image providers.")
        resting: list[tuple[ImageProvider, Closed]] = []
        last: ProviderError | None = None
        for number, provider in enumerate(able):
            history = await self._ledger.of_request(request.id)
            alone = not any(worth_trying(other, history, alone=False) for other in able[number + 1 :])
            if not worth_trying(provider, history, alone=alone):
                continue
            closed = await self._gate.admit(provider)
            if closed is not None:
                resting.append((provider, closed))
                await self._ledger.skip(request.id, provider.name, now(), closed.reason)
                continue
            turn = await self._turn(provider, request, order, alone=alone)
            if isinstance(turn, _Painted):
                return turn
            last = turn
        return await self._last_resort(request, order, resting, last)

    async def _turn(
        self, provider: ImageProvider, request: Request, order: Order, *, alone: bool
    ) -> _Painted | ProviderError:
        """Have one provider paint; return its error where the next one should take over."""
        began = time.monotonic()
        try:
            painting = await self._caller.generate(provider, order, request)
        except ProviderError as error:
            await self._gate.failed(provider, error)
            history = await self._ledger.of_request(request.id)
            # A refusal of the content is explained, never shopped around.
            if isinstance(error, ModeratedError) or try_again_here(error, provider, history, alone=alone):
                raise
            return error
        await self._gate.succeeded(provider)
        return _Painted(painting, provider, time.monotonic() - began)

    async def _last_resort(
        self,
        request: Request,
        order: Order,
        resting: list[tuple[ImageProvider, Closed]],
        last: ProviderError | None,
    ) -> _Painted:
        """Where nobody else is left, ask one that rests after failures after all, or wait for one that will be free."""
        for provider, closed in resting:
            if closed.after_failures:
                turn = await self._turn(provider, request, order, alone=True)
                if isinstance(turn, _Painted):
                    return turn
                last = turn
        waits = [closed for _, closed in resting if not closed.after_failures]
        if waits:
            soonest = min(waits, key=lambda closed: closed.until)
            raise RateLimitedError(soonest.reason, max(1.0, (soonest.until - now()).total_seconds()))
        if last is None:
            history = await self._ledger.of_request(request.id)
            raise FinalError(history[-1].outcome, history[-1].reason or "No provider is left that could paint this.")
        raise FinalError(last.code, last.sentence)

    async def _about(self, request: Request, order: Order, painted: _Painted) -> dict[str, str]:
        """Return what the picture file is to say of itself; a secret picture does not tell its description."""
        about = {
            "Software": "Scene Visualizer",
            "provider": painted.provider.name,
            "model": painted.painting.model,
            "seed": str(_seed_of(order, painted.painting)),
        }
        session = await self._sessions.get(request.session_id)
        wanted = session is None or json.loads(session.settings).get("embed_prompt", True)
        return about | {"Description": request.prompt} if wanted and request.visibility == PUBLIC else about

    async def _store(self, claim: Claim, order: Order, painted: _Painted, pictures: list[Picture]) -> Stored:
        """Store the blobs of every picture that came and describe their rows."""
        blobs: dict[str, bytes] = {}
        images = []
        for number, picture in enumerate(pictures):
            image_id = claim.image_id if number == 0 else str(uuid4())
            # The lease is in the name: a worker that lost its lease must not overwrite, or delete, the other's files.
            original, display, thumbnail = (
                blob_key(claim.request.session_id, image_id, f"{claim.token[-8:]}-{name}")
                for name in (f"original.{picture.format}", "display.jpg", "thumbnail.jpg")
            )
            blobs |= {original: picture.original, display: picture.display, thumbnail: picture.thumbnail}
            images.append(_completed(image_id, order, painted, picture, original, thumbnail, len(pictures)))
        await self._blobs.put_all(blobs)
        notes = await self._notes(claim.request, painted)
        return Stored(tuple(images), tuple(blobs), notes)

    async def _notes(self, request: Request, painted: _Painted) -> tuple[str, ...]:
        """Say who could not paint before the one who did."""
        notes = []
        reasons = {turn.provider: turn.reason for turn in await self._ledger.of_request(request.id) if turn.reason}
        for name, reason in reasons.items():
            if name != painted.provider.name:
                notes.append(f"{reason.rstrip('.')}; painted by {painted.provider.title}.")
        return tuple(notes)

    async def discard(self, stored: Stored) -> None:
        """Delete the blobs of pictures whose rows will not be completed."""
        await self._blobs.delete(list(stored.keys))


def _completed(  # the parts of one row
    image_id: str, order: Order, painted: _Painted, picture: Picture, original: str, thumbnail: str, of: int
) -> CompletedImage:
    return CompletedImage(
        id=image_id,
        enhanced_prompt=order.prompt,
        negative_prompt=order.negative or None,
        image_url=original,
        thumbnail_url=thumbnail,
        provider=painted.provider.name,
        model=painted.painting.model,
        generation_time=round(painted.seconds, 3),
        seed=_seed_of(order, painted.painting),
        width=picture.width,
        height=picture.height,
        bytes=len(picture.original),
        sha256=picture.sha256,
        format=picture.format,
        alt_text=_alt_text(order, painted.painting),
        cost=painted.painting.cost / of,
    )


def _seed(request_id: str) -> int:
    """Return a seed of the request's own, so that another try of it paints the same picture."""
    return int.from_bytes(hashlib.sha256(request_id.encode()).digest()[:4], "big") & 0x7FFFFFFF


def _seed_of(order: Order, painting: Painting) -> int:
    return order.seed if painting.seed is None else painting.seed


def _alt_text(order: Order, painting: Painting) -> str:
    said = painting.alt_text or f"A picture of the {order.type}."
    text = f"{said} Asked for: {order.prompt}"
    return text if len(text) <= MAX_ALT_TEXT else text[: MAX_ALT_TEXT - 1] + "…"
