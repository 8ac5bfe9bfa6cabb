"""A table to play at: the services and one set of workers on a real database, with a fake painter."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generation.clock import now
from generation.editing.editing import Editing
from generation.events import Broadcaster, Event, Progress, RequestChanged
from generation.execution.pipeline import Pipeline
from generation.execution.worker import Workers
from generation.export.export_worker import ExportWorker
from generation.export.exports import Exports
from generation.export.imports import Imports
from generation.gallery.gallery import Gallery
from generation.moderation.moderator import judge
from generation.outbox import Deliveries
from generation.privacy.privacy import Privacy
from generation.prompts.enhancer import Enhancer
from generation.provider_catalogue.builtin import BUILT_IN
from generation.providers.registry import Providers
from generation.requests.params import parse_params
from generation.requests.place_choices import PlaceChoices
from generation.requests.requests import Requests
from generation.requests.reviews import Reviews
from generation.services import ServiceOptions, build
from generation.sessions.permissions import GM, PLAYER, Actor
from generation.sessions.sessions import Sessions
from storage.bounds import QueueLimits
from storage.params import PUBLIC, GenerationParams
from storage.postgresql.database import PostgresqlDatabase
from storage.process_locks import ProcessLocks, lock_process
from storage.records import TERMINAL, Request
from tests.clock import PATIENCE
from tests.generation.fake_provider import FakeProvider
from tests.storage.stores import Stores, stores_on

ANN, BOB = Actor("table", "ann"), Actor("table", "bob")
THE_GM = Actor("table", "gm", GM)
STREET = parse_params("a rain-soaked street", size="512x512")

__all__ = ["ANN", "BOB", "PLAYER", "STREET", "THE_GM", "WiredServices", "changed", "until", "wire_services"]


def changed(request_id: str, status: str, visibility: str = PUBLIC) -> RequestChanged:
    """Return the event that a request of the table has come to a status; events are compared without the row."""
    params = GenerationParams("", visibility=visibility)
    row = {"id": request_id, "session_id": "table", "status": status, "params": params}
    return RequestChanged.of(Request(**dict.fromkeys(Request.__slots__) | row))  # type: ignore[arg-type]  # the rest of the row is of no interest


async def until(true: Callable[[], bool]) -> None:
    """Wait for what is told by no event."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110  # as said
            await asyncio.sleep(0.002)


@dataclass(slots=True)
class WiredServices:
    """The services, what a test looks behind them for, and everything that was told."""

    stores: Stores
    painter: FakeProvider
    providers: Providers
    events: Broadcaster
    requests: Requests
    choices: PlaceChoices
    reviews: Reviews
    sessions: Sessions
    gallery: Gallery
    editing: Editing
    exports: Exports
    export_worker: ExportWorker
    imports: Imports
    deliveries: Deliveries
    workers: Workers
    pipeline: Pipeline
    owners: ProcessLocks
    heard: list[Event]
    privacy: Privacy

    async def ask(self, params: GenerationParams = STREET, by: Actor = ANN) -> str:
        """Submit as somebody who is in the session, and return the request's id."""
        await self.stores.sessions.join(by.session_id, by.user_id, by.role, now())
        return (await self.requests.submit(params, await self.sessions.context(by))).request.id

    async def ended(self, request_id: str) -> Request:
        """Wait until a request is done, and its worker has told all there is to tell."""
        request = await self.reached(request_id, *TERMINAL)
        await until(lambda: request_id not in self.workers._running)
        return request

    async def reached(self, request_id: str, *statuses: str) -> Request:
        """Wait until a request has come to one of these statuses."""
        with self.events.subscribe(lambda event: isinstance(event, RequestChanged)) as changes:
            async with asyncio.timeout(PATIENCE):
                while (request := await self.stores.again(request_id)).status not in statuses:
                    await anext(changes)
        return request

    def told(self, request_id: str) -> list[str]:
        """Return the statuses that were told of a request, in order."""
        return [
            event.status for event in self.heard if isinstance(event, RequestChanged) and event.request_id == request_id
        ]

    def stages(self, request_id: str) -> list[str]:
        """Return the stages that were told of a request, in order."""
        return [event.stage for event in self.heard if isinstance(event, Progress) and event.request_id == request_id]

    @contextlib.asynccontextmanager
    async def working(self, workers: int = 1) -> AsyncIterator[list[asyncio.Task[None]]]:
        """Run workers and the watch over delays while the context is open."""
        tasks = [asyncio.create_task(self.workers.run()) for _ in range(workers)]
        watch = asyncio.create_task(self.workers.watch_delays())
        try:
            yield tasks
        finally:
            for task in (*tasks, watch):
                task.cancel()
            await asyncio.wait((*tasks, watch))
            await self._claims_under_way()

    async def _claims_under_way(self) -> None:
        """Wait for claims that outlive their worker: they are not cut short, and take what the test looks at."""
        if isinstance(self.stores.database, PostgresqlDatabase) and self.stores.database._writing:
            await asyncio.wait(self.stores.database._writing)

    def files(self) -> list[str]:
        """Return the picture files that are stored."""
        folder = self.stores.blobs.path("")
        assert folder is not None
        return sorted(path.name for path in folder.rglob("*") if path.is_file())


@contextlib.asynccontextmanager
async def wire_services(
    stores: Stores,
    painter: FakeProvider,
    owners_folder: Path,
    *,
    user_limit: int = 0,
    queue_limits: QueueLimits = QueueLimits(),  # noqa: B008  # it is frozen
    others: Sequence[FakeProvider] = (),
    daily_budget: float | None = None,
) -> AsyncIterator[WiredServices]:
    """Wire the services of one process."""
    with lock_process(owners_folder) as owners:
        own_stores = await stores_on(stores.database, stores.blobs.path("") or owners_folder, owner=owners.name)
        providers = Providers([painter, *others], known=BUILT_IN)
        enhancer = Enhancer(None, own_stores.prompt_cache, judge)
        options = ServiceOptions(
            hourly_limit=user_limit,
            queue_limits=queue_limits,
            daily_budget=daily_budget,
            export_folder=owners_folder.parent / "exports",
        )
        built = build(own_stores, providers, enhancer, options=options)
        services = built.services
        for person in (ANN, BOB, THE_GM):
            await own_stores.sessions.join(person.session_id, person.user_id, person.role, now())
        heard: list[Event] = []
        services.events.listen(heard.append)
        yield WiredServices(
            own_stores,
            painter,
            providers,
            services.events,
            services.requests,
            services.place_choices,
            services.reviews,
            services.sessions,
            services.gallery,
            services.editing,
            services.exports,
            services.export_worker,
            services.imports,
            services.deliveries,
            built.workers_for(None),
            built.pipeline,
            owners,
            heard,
            services.privacy,
        )
