"""What the bot adds to a provider's own time, from submit to the stored picture.

The provider hands over a ready 1024x1024 PNG of about 2 MB after 200 ms; one request at a time, so that nothing else
overlaps with the parts. Once as the sketch artist does, with its smaller copies, and once as all others do, without.

    uv run python -m benchmarks.overhead
"""

import asyncio
import contextlib
import functools
import io
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from PIL import Image

from generation.access import Access, Requester
from generation.calling import Caller
from generation.clock import now
from generation.copies import display_copy, thumbnail_of
from generation.events import Broadcaster, RequestChanged
from generation.gate import Gate
from generation.pictures import prepare
from generation.pipeline import Pipeline
from generation.providers.base import Capabilities, Copies, Health, Order, Painting, ReportStep
from generation.providers.registry import Providers
from generation.requests import ImageRequest, Requests
from generation.sketch.paint import paint
from generation.sketch.plan import plan_scene
from generation.worker import Workers
from storage.blobs import BlobStore
from storage.database import Database
from storage.gallery import ImageStore
from storage.ledger import LedgerStore
from storage.owner import own
from storage.providers import ProviderStore
from storage.queue import QueueStore
from storage.records import TERMINAL
from storage.requests import RequestStore
from storage.sessions import SessionStore

P = ParamSpec("P")
T = TypeVar("T")

PICTURES, WARM_UP = 40, 3
PROVIDER_SECONDS = 0.2
TARGET_MS = 60


def ready_picture() -> bytes:
    """Return a PNG of 1024x1024 pixels as the sketch artist delivers it: about 2 MB, most of it grain."""
    picture = paint(plan_scene("a rain-soaked Seattle street with neon signs"), 3, 1024, 1024, lambda *_layer: None)
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


class ReadyProvider:
    """Hand over a picture that is ready after a fixed time."""

    name = "sketch"
    title = "Ready"
    capabilities = Capabilities(seed=True)

    def __init__(self, data: bytes, copies: Copies | None) -> None:
        self._data = data
        self._copies = copies
        self.seconds = 0.0

    async def generate(self, order: Order, report: ReportStep) -> Painting:
        """Wait and hand over."""
        began = time.perf_counter()
        await asyncio.sleep(PROVIDER_SECONDS)
        self.seconds = time.perf_counter() - began
        return Painting(self._data, model="ready", seed=order.seed, copies=self._copies)

    async def probe(self) -> Health:
        """Be able."""
        return Health(able=True)

    async def aclose(self) -> None:
        """Hold nothing."""


class Parts:
    """Add up how long the parts of a request took, in milliseconds."""

    def __init__(self) -> None:
        self.sums = dict.fromkeys(("prepare", "blobs", "database"), 0.0)

    def timed(self, part: str, step: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        """Return `step`, its time added to a part."""

        @functools.wraps(step)
        async def wrapped(*arguments: P.args, **named: P.kwargs) -> T:
            began = time.perf_counter()
            try:
                return await step(*arguments, **named)
            finally:
                self.sums[part] += (time.perf_counter() - began) * 1000

        return wrapped

    @contextlib.contextmanager
    def watching(self, database: Database, blobs: BlobStore) -> Iterator[None]:
        """Time the parts while the context is open."""
        with (
            patch("generation.pipeline.prepare", self.timed("prepare", prepare)),
            patch.object(blobs, "put_all", self.timed("blobs", blobs.put_all)),
            patch.object(database, "write", self.timed("database", database.write)),
            patch.object(database, "read", self.timed("database", database.read)),
        ):
            yield


async def measure(folder: Path, data: bytes, copies: Copies | None) -> tuple[list[float], list[dict[str, float]]]:
    """Bring pictures through, one at a time, and return what each cost beyond the provider, whole and in parts."""
    provider, events, wholes, parts_of_each = (
        ReadyProvider(data, copies),
        Broadcaster(),
        list[float](),
        list[dict[str, float]](),
    )
    ann = Requester("table", "ann")
    blobs = BlobStore.local(folder / "images")
    with own(folder / "owners") as owners:
        async with Database(folder / "scenes.db") as database:
            sessions = SessionStore(database)
            await sessions.open("table", "The table", now())
            await sessions.join("table", "ann", "player", now())
            queue, providers = QueueStore(database, owners.name), Providers([provider])
            requests = Requests(queue, RequestStore(database), providers, Access(), events, blobs, user_limit=0)
            ledger, images = LedgerStore(database), ImageStore(database)
            gate, caller = Gate(ProviderStore(database)), Caller(ledger, events)
            pipeline = Pipeline(providers, gate, caller, ledger, blobs, images, sessions)
            workers = Workers(queue, pipeline, events, owners)
            running = asyncio.create_task(workers.run())
            for _ in range(WARM_UP + PICTURES):
                parts = Parts()
                with parts.watching(database, blobs), events.subscribe(_is_done) as done:
                    began = time.perf_counter()
                    await requests.submit(ImageRequest("a rain-soaked street"), ann)
                    await anext(done)
                    wholes.append((time.perf_counter() - began - provider.seconds) * 1000)
                parts_of_each.append(parts.sums)
            await workers.drain(1)
            await running
    return wholes[WARM_UP:], parts_of_each[WARM_UP:]


def _is_done(event: object) -> bool:
    return isinstance(event, RequestChanged) and event.status in TERMINAL


async def main() -> None:
    """Measure and print."""
    data = ready_picture()
    image = Image.open(io.BytesIO(data)).convert("RGB")
    ways = {"with copies (sketch)": Copies(display_copy(image), thumbnail_of(image)), "without (all others)": None}
    print(f"A PNG of {len(data) / 1e6:.1f} MB; {PICTURES} pictures, one at a time")
    for way, copies in ways.items():
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            print_way(way, *await measure(Path(folder), data, copies))


def print_way(way: str, wholes: list[float], parts_of_each: list[dict[str, float]]) -> None:
    """Print what one way costs."""
    whole = statistics.median(wholes)
    print(f"\n{way}")
    print(f"{'beyond the provider':<22}{'p50 ms':>8}{'share':>8}")
    for part in parts_of_each[0]:
        took = statistics.median(parts[part] for parts in parts_of_each)
        print(f"  {part:<20}{took:>8.1f}{took / whole:>8.0%}")
    print(f"{'submit to stored':<22}{whole:>8.1f}{whole / TARGET_MS:>8.0%}  of the {TARGET_MS} ms it may cost")
    print(f"{'p90':<22}{sorted(wholes)[int(len(wholes) * 0.9)]:>8.1f}")


if __name__ == "__main__":
    asyncio.run(main())
