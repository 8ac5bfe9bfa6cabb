"""One try at a request: call the provider, check what it sends, store the blobs."""

import asyncio
import hashlib
import logging
import time
from dataclasses import dataclass

from generation.clock import now
from generation.events import Broadcaster, Progress
from generation.pictures import Picture, prepare
from generation.providers.base import ImageProvider, Order, Painting, ProviderError, Step, TimedOutError
from generation.providers.registry import Providers
from storage.blobs import BlobStore, blob_key
from storage.ledger import LedgerStore
from storage.records import Claim, CompletedImage

log = logging.getLogger(__name__)

MAX_ALT_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Stored:
    """A finished picture whose blobs are stored; `keys` are to be deleted if its row is never completed."""

    image: CompletedImage
    keys: tuple[str, ...]


class Pipeline:
    """Turn a claimed request into a stored picture."""

    def __init__(self, providers: Providers, ledger: LedgerStore, blobs: BlobStore, events: Broadcaster) -> None:
        self._providers = providers
        self._ledger = ledger
        self._blobs = blobs
        self._events = events

    async def paint(self, claim: Claim) -> Stored:
        """Paint and store.

        Raises:
            ProviderError: the provider did not paint.
            StorageError: the blobs could not be stored.

        """
        request = claim.request
        wishes = request.preferences
        provider = self._providers.choose(wishes.provider, wishes.width, wishes.height).provider
        order = Order(
            request_id=request.id,
            prompt=request.prompt,
            type=request.request_type,
            style=wishes.style,
            width=wishes.width,
            height=wishes.height,
            quality=wishes.quality,
            seed=_seed(request.id) if wishes.seed is None else wishes.seed,
        )
        began = time.monotonic()
        painting = await self._call(provider, order, claim)
        picture = await prepare(painting.data)
        return await self._store(claim, order, painting, picture, provider.name, time.monotonic() - began)

    async def _call(self, provider: ImageProvider, order: Order, claim: Claim) -> Painting:
        """Call the provider between the opening and the closing of a row in the ledger."""
        attempt = await self._ledger.open(order.request_id, provider.name, now())
        outcome, error, cost = "abandoned", None, None
        try:
            async with asyncio.timeout(provider.capabilities.deadline):
                painting = await provider.generate(order, lambda step: self._report(claim, step))
        except TimeoutError as timeout:
            outcome = TimedOutError.code
            limit = provider.capabilities.deadline
            raise TimedOutError(f"{provider.title} did not finish within {limit:.0f} seconds.") from timeout
        except ProviderError as refusal:
            outcome, error = refusal.code, refusal.sentence
            raise
        else:
            outcome, cost = "completed", painting.cost
            return painting
        finally:
            await asyncio.shield(self._ledger.close(attempt, outcome, now(), error=error, cost=cost))

    def _report(self, claim: Claim, step: Step) -> None:
        request = claim.request
        fraction = min(max(step.fraction, 0.0), 1.0)
        self._events.publish(
            Progress(request.session_id, request.visibility, request.id, step.stage, fraction, step.preview)
        )

    async def _store(
        self, claim: Claim, order: Order, painting: Painting, picture: Picture, provider: str, seconds: float
    ) -> Stored:
        # The lease is in the name: a worker that lost its lease must not overwrite, or delete, the other's files.
        lease = claim.token[-8:]
        original, display, thumbnail = (
            blob_key(claim.request.session_id, claim.image_id, f"{lease}-{name}")
            for name in (f"original.{picture.format}", "display.jpg", "thumbnail.webp")
        )
        await self._blobs.put_all({original: picture.original, display: picture.display, thumbnail: picture.thumbnail})
        image = CompletedImage(
            id=claim.image_id,
            enhanced_prompt=order.prompt,
            negative_prompt=None,
            image_url=original,
            thumbnail_url=thumbnail,
            provider=provider,
            model=painting.model,
            generation_time=round(seconds, 3),
            seed=order.seed if painting.seed is None else painting.seed,
            width=picture.width,
            height=picture.height,
            bytes=len(picture.original),
            sha256=picture.sha256,
            format=picture.format,
            alt_text=_alt_text(order, painting),
            cost=painting.cost,
        )
        return Stored(image, (original, display, thumbnail))

    async def discard(self, stored: Stored) -> None:
        """Delete the blobs of a picture whose row will not be completed."""
        await self._blobs.delete(list(stored.keys))


def _seed(request_id: str) -> int:
    """Return a seed of the request's own, so that another try of it paints the same picture."""
    return int.from_bytes(hashlib.sha256(request_id.encode()).digest()[:4], "big") & 0x7FFFFFFF


def _alt_text(order: Order, painting: Painting) -> str:
    said = painting.alt_text or f"A picture of the {order.type}."
    text = f"{said} Asked for: {order.prompt}"
    return text if len(text) <= MAX_ALT_TEXT else text[: MAX_ALT_TEXT - 1] + "…"
