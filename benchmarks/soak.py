"""Send thousands of requests through queue, workers, outbox and gallery of one process: nothing may grow with them.

A stub paints at once, and what is posted goes nowhere. The slopes are those of the straight line through the windows.
Between two requests the machine itself is timed by what every request needs of it, a durable commit of a bare database
and a step through the event loop; p99 is judged by how many such steps of its own window it is, late against early,
so that neighbours who come or go are not taken for growth.

    uv run python -m benchmarks.soak [requests]
"""

import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from math import nan
from pathlib import Path

import aiosqlite

from generation.moderation.moderator import judge
from generation.prompts.enhancer import Enhancer
from generation.providers.base import Capabilities, Health, ProviderRequest, ProviderResult, ReportProgress
from generation.providers.registry import Providers
from generation.requests.requests import Submitted
from generation.services import Services, build
from generation.sessions.permissions import Actor
from storage.blobs import BlobStore
from storage.database import Database
from storage.gallery_filters import GalleryFilter
from storage.params import GenerationParams
from storage.postings import Posted
from storage.process_locks import lock_process
from storage.spool import Spool
from storage.stores import Stores
from tests.generation.fake_provider import picture_file

REQUESTS, WINDOWS = 20_000, 20
#: So many users ask, each for one picture after the other.
USERS, WORKERS = 12, 4
#: The first windows warm caches up; the slopes are those of the others.
WARM_UP = 4
#: The first and the last of the others that are set against each other, and what the late may be of the early.
COMPARED, MOST_RATIO = 5, 1.25
#: How long the machine rests between two looks at it, in seconds.
BETWEEN_LOOKS = 0.02
TABLE = "table"


class Stub:
    """Paint the same picture at once."""

    name = "sketch"
    title = "Stub"
    capabilities = Capabilities(seed=True)

    def __init__(self) -> None:
        self._picture = picture_file("PNG", 512, 512)

    async def generate(self, order: ProviderRequest, _report: ReportProgress) -> ProviderResult:
        """Hand the picture over."""
        return ProviderResult(self._picture, model="stub", seed=order.seed)

    async def probe(self) -> Health:
        """Be able."""
        return Health(able=True)

    async def aclose(self) -> None:
        """Hold nothing."""


@dataclass(frozen=True, slots=True)
class Window:
    """What was measured over a share of the requests."""

    p99_ms: float
    #: What the machine needed for the baseline, on average: its own p99 would be told by one pause.
    machine_ms: float
    memory_mb: float
    handles: int
    tasks: int


class Machine:
    """Time what a machine needs for a durable commit and a step through its event loop, again and again."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._took: list[float] = []

    async def watch(self) -> None:
        """Look until cancelled."""
        await self._connection.execute("PRAGMA journal_mode = WAL")
        await self._connection.execute("PRAGMA synchronous = FULL")
        await self._connection.execute("CREATE TABLE look (number INTEGER)")
        while True:
            began = time.perf_counter()
            await self._connection.execute("INSERT INTO look VALUES (1)")
            await self._connection.commit()
            self._took.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(BETWEEN_LOOKS)

    def take_mean(self) -> float:
        """Return the mean since this was last asked."""
        took, self._took = self._took, []
        return statistics.mean(took) if took else nan


@dataclass(slots=True)
class Soak:
    """One run: the milliseconds from each submit to the end of its delivery, and the windows of those that are over."""

    services: Services
    requests: int
    machine: "Machine"
    windows: list[Window] = field(default_factory=list)
    _begun: dict[str, float] = field(default_factory=dict)
    _posted: dict[str, asyncio.Event] = field(default_factory=dict)
    _took: list[float] = field(default_factory=list)
    _messages: Iterator[int] = field(default_factory=count)

    async def post(self) -> None:
        """Be the outbox's sender: everything is delivered at once."""
        deliveries, gallery = self.services.deliveries, self.services.gallery
        async for claimed in deliveries.due():
            await deliveries.attempt(claimed.delivery)
            shown = [image.id for image in await gallery.unchecked_of_request(claimed.request.id)]
            await deliveries.delivered(claimed.delivery, Posted(f"message {next(self._messages)}", TABLE, shown))
            deliveries.let_go(claimed.delivery)
            self._took.append((time.perf_counter() - self._begun.pop(claimed.request.id)) * 1000)
            self._posted[claimed.request.id].set()
            if len(self._took) == self.requests // WINDOWS:
                self._end_window()

    async def ask(self, user: Actor, numbers: Iterator[int]) -> None:
        """Ask for one picture after the other, look at the gallery, and star some."""
        services = self.services
        while (number := next(numbers)) < self.requests:
            submitted = await self._submit(user, number)
            await self._posted[submitted.request.id].wait()
            del self._posted[submitted.request.id]
            if number % 10 == 0:
                page = await services.gallery.page(user, GalleryFilter(member=user.user_id))
                await services.gallery.toggle_favorite(page.images[0].id, await services.sessions.context(user))

    async def _submit(self, user: Actor, number: int) -> Submitted:
        context = await self.services.sessions.context(user)
        params = GenerationParams(f"alley number {number}", width=512, height=512)
        began = time.perf_counter()
        submitted = await self.services.requests.submit(params, context, channel_id=TABLE)
        self._begun[submitted.request.id], self._posted[submitted.request.id] = began, asyncio.Event()
        return submitted

    def _end_window(self) -> None:
        gc.collect()
        p99 = statistics.quantiles(self._took, n=100)[98]
        handles = len(list(Path("/proc/self/fd").iterdir()))
        window = Window(p99, self.machine.take_mean(), _memory_mb(), handles, len(asyncio.all_tasks()))
        self.windows.append(window)
        self._took.clear()
        print(
            f"{len(self.windows) * (self.requests // WINDOWS):>8} {window.p99_ms:>8.0f} {window.machine_ms:>8.1f} "
            f"{window.memory_mb:>8.1f} {window.handles:>8} {window.tasks:>8}",
            flush=True,
        )


async def main(requests: int) -> None:
    """Run, and print windows and slopes."""
    with tempfile.TemporaryDirectory(prefix="soak-") as name, lock_process(Path(name) / "owners") as owners:
        folder = Path(name)
        async with Database(folder / "scenes.db") as database, AsyncExitStack() as stack:
            blobs = BlobStore.local(folder / "images")
            stores = Stores.on(database, blobs, Spool(folder / "spool"), owners)
            built = build(stores, Providers([Stub()]), Enhancer(None, stores.prompt_cache, judge))
            bare = await stack.enter_async_context(aiosqlite.connect(folder / "bare.db"))
            soak, workers = Soak(built.services, requests, Machine(bare)), built.workers_for(None)
            users = [Actor(TABLE, f"user {number}") for number in range(USERS)]
            for user in users:
                await built.services.sessions.enter(user, "The table")
            running = [asyncio.create_task(workers.run()) for _ in range(WORKERS)]
            running += [asyncio.create_task(soak.post()), asyncio.create_task(soak.machine.watch())]
            print(f"{'requests':>8} {'p99 ms':>8} {'machine':>8} {'MB':>8} {'handles':>8} {'tasks':>8}")
            began, numbers = time.monotonic(), count()
            await asyncio.gather(*(soak.ask(user, numbers) for user in users))
            seconds = time.monotonic() - began
            for task in running:
                task.cancel()
            await asyncio.wait(running)
    _print_slopes(soak.windows, requests, seconds)


def _print_slopes(windows: Sequence[Window], requests: int, seconds: float) -> None:
    """Print how each figure changes with 10,000 requests, and as a share of its mean."""
    print(f"{requests} requests in {seconds:.0f} s: {requests / seconds:.0f} a second")
    places = [number * requests / WINDOWS / 10_000 for number in range(WARM_UP, len(windows))]
    for title, unit in (("p99_ms", "ms"), ("memory_mb", "MB"), ("handles", ""), ("tasks", "")):
        figures = [float(getattr(window, title)) for window in windows[WARM_UP:]]
        slope = statistics.linear_regression(places, figures).slope
        share = slope / statistics.mean(figures)
        print(f"{title:<10} {slope:>+8.2f} {unit} per 10,000 requests ({share:+.1%} of {statistics.mean(figures):.1f})")
    of_machine = [window.p99_ms / window.machine_ms for window in windows[WARM_UP:]]
    early, late = statistics.median(of_machine[:COMPARED]), statistics.median(of_machine[-COMPARED:])
    verdict = "flat" if late <= early * MOST_RATIO else "GROWS"
    print(f"p99 in steps of the machine: {early:.0f} early, {late:.0f} late, {late / early:.2f} of it: {verdict}")


def _memory_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS))
