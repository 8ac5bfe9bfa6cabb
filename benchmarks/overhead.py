"""What the bot adds to a provider's own time, from submit to the stored picture.

The provider hands over a ready 1024x1024 PNG of about 2 MB after 200 ms; one request at a time, so that nothing else
overlaps with the parts. Three ways: as the sketch artist does, with its smaller copies; as bytes without them; and as
base64 in the JSON answer of a server in another process, asked by a provider of ours, without the server's own time.

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

from benchmarks.image_server import image_server
from generation.clock import now
from generation.events import RequestChanged
from generation.execution.results import ResultStore
from generation.images.renditions import display_copy, thumbnail_of
from generation.moderation.moderator import judge
from generation.prompts.enhancer import Enhancer
from generation.providers.base import (
    Capabilities,
    Copies,
    Health,
    ImageProvider,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from generation.providers.openai.compatible import OpenAICompatibleOptions, OpenAICompatibleProvider
from generation.providers.registry import Providers
from generation.services import build
from generation.sessions.permissions import Actor
from generation.sketch.paint import paint
from generation.sketch.planning.plan import plan_scene
from storage.blobs import BlobStore
from storage.database import Database
from storage.params import GenerationParams
from storage.process_locks import lock_process
from storage.records import TERMINAL
from storage.spool import Spool
from storage.stores import Stores

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
        self._seconds = 0.0

    def took(self) -> float:
        """Return how many seconds the last picture took."""
        return self._seconds

    async def generate(self, order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Wait and hand over."""
        began = time.perf_counter()
        await asyncio.sleep(PROVIDER_SECONDS)
        self._seconds = time.perf_counter() - began
        return ProviderResult(self._data, model="ready", seed=order.seed, copies=self._copies)

    async def probe(self) -> Health:
        """Be able."""
        return Health(able=True)

    async def aclose(self) -> None:
        """Hold nothing."""


class Parts:
    """Add up how long the parts of a request took, in milliseconds."""

    def __init__(self) -> None:
        self.sums = dict.fromkeys(("saving", "database"), 0.0)

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
    def watching(self, database: Database) -> Iterator[None]:
        """Time the parts while the context is open."""
        with (
            patch.object(ResultStore, "save", self.timed("saving", ResultStore.save)),
            patch.object(database, "write", self.timed("database", database.write)),
            patch.object(database, "read", self.timed("database", database.read)),
        ):
            yield


async def measure(
    folder: Path, provider: ImageProvider, took: Callable[[], float]
) -> tuple[list[float], list[dict[str, float]]]:
    """Bring pictures through, one at a time; return what each cost beyond what its provider `took`, and its parts."""
    wholes, parts_of_each = list[float](), list[dict[str, float]]()
    ann = Actor("table", "ann")
    blobs = BlobStore.local(folder / "images")
    with lock_process(folder / "owners") as owners:
        async with Database(folder / "scenes.db") as database:
            stores = Stores.on(database, blobs, Spool(folder / "spool"), owners)
            await stores.sessions.open("table", "The table", now())
            await stores.sessions.join("table", "ann", "player", now())
            enhancer = Enhancer(None, stores.prompt_cache, judge)
            built = build(stores, Providers([provider]), enhancer)
            services, workers = built.services, built.workers_for(None)
            running = asyncio.create_task(workers.run())
            for _ in range(WARM_UP + PICTURES):
                parts = Parts()
                with parts.watching(database), services.events.subscribe(_is_done) as done:
                    began = time.perf_counter()
                    context = await services.sessions.context(ann)
                    await services.requests.submit(GenerationParams("a rain-soaked street"), context)
                    await anext(done)
                    wholes.append((time.perf_counter() - began - took()) * 1000)
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
    print(f"A PNG of {len(data) / 1e6:.1f} MB; {PICTURES} pictures, one at a time")
    sketch, plain = ReadyProvider(data, Copies(display_copy(image), thumbnail_of(image))), ReadyProvider(data, None)
    with image_server(data, PROVIDER_SECONDS) as server:
        remote = OpenAICompatibleProvider(OpenAICompatibleOptions(server.url, "ready"))
        await print_way("bytes with copies (sketch)", sketch, sketch.took)
        await print_way("bytes alone", plain, plain.took)
        await print_way("base64 in JSON (openai_compatible)", remote, server.took)
        await remote.aclose()


async def print_way(way: str, provider: ImageProvider, took: Callable[[], float]) -> None:
    """Measure one way and print what it costs."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        wholes, parts_of_each = await measure(Path(folder), provider, took)
    whole = statistics.median(wholes)
    print(f"\n{way}")
    print(f"{'beyond the provider':<22}{'p50 ms':>8}{'share':>8}")
    for part in parts_of_each[0]:
        share = statistics.median(parts[part] for parts in parts_of_each)
        print(f"  {part:<20}{share:>8.1f}{share / whole:>8.0%}")
    print(f"{'submit to stored':<22}{whole:>8.1f}{whole / TARGET_MS:>8.0%}  of the {TARGET_MS} ms it may cost")
    print(f"{'p90':<22}{sorted(wholes)[int(len(wholes) * 0.9)]:>8.1f}")


if __name__ == "__main__":
    asyncio.run(main())
