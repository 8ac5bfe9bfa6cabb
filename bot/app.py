"""The composition root: settings -> storage -> generation -> services; the front ends are handed what stands here."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from bot.providers import build_providers
from bot.settings import Settings
from generation.access import Access
from generation.calling import Caller
from generation.deliveries import Deliveries
from generation.events import Broadcaster, ChangedElsewhere
from generation.gallery import Gallery
from generation.gate import Gate
from generation.pipeline import Pipeline
from generation.requests import Requests
from generation.services import Services
from generation.sessions import Sessions
from generation.sketch.children import Studio
from generation.status import Statuses
from generation.sweep import sweep_orphans
from generation.worker import Workers
from storage.blobs import BlobStore
from storage.database import Database, other_processes
from storage.deliveries import DeliveryStore
from storage.errors import from_os
from storage.gallery import ImageStore
from storage.ledger import LedgerStore
from storage.owner import own
from storage.providers import ProviderStore
from storage.queue import QueueStore
from storage.records import PUBLIC
from storage.requests import RequestStore
from storage.sessions import SessionStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class App:
    """The wired application, without its front ends.

    `workers_for` one request are the one-shot console's; `problems` are providers that could not be set up.
    """

    settings: Settings
    services: Services
    workers: Workers
    studio: Studio
    database: Database
    images: ImageStore
    blobs: BlobStore
    workers_for: Callable[[str], Workers]
    problems: tuple[str, ...]

    async def recover(self) -> None:
        """Take up what dead processes have left: requests and messages."""
        await self.workers.recover()
        await self.services.deliveries.recover()

    async def sweep(self) -> None:
        """Delete blobs that no row points to."""
        await sweep_orphans(self.images, self.blobs)

    async def watch_other_processes(self) -> None:
        """Tell this process when another one has written to the database."""
        async for _ in other_processes(self.database):
            self.services.events.publish(ChangedElsewhere("", PUBLIC))
            await self.workers.check_cancelled()


@contextlib.asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    """Open storage and providers and wire the services.

    Raises:
        StorageError: the data folder or the database cannot be used.

    """
    async with contextlib.AsyncExitStack() as stack:
        try:
            await asyncio.to_thread(settings.data_dir.mkdir, parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, str(settings.data_dir)) from error
        # Beside the database, not in DATA_DIR: whoever shares the one must see the other's locks.
        owners = stack.enter_context(own(settings.database_path.parent / "owners"))
        database = await stack.enter_async_context(Database(settings.database_path))
        blobs = BlobStore.local(settings.data_dir / "images")
        studio = Studio()
        built = build_providers(settings, studio)
        for provider in built.providers:
            stack.push_async_callback(provider.aclose)

        events, access, providers = Broadcaster(), Access(), built.providers
        queue, images = QueueStore(database, owners.name), ImageStore(database)
        ledger, sessions, states = LedgerStore(database), SessionStore(database), ProviderStore(database)
        pipeline = Pipeline(providers, Gate(states), Caller(ledger, events), ledger, blobs, images, sessions)
        services = Services(
            requests=Requests(
                queue, RequestStore(database), providers, access, events, blobs, settings.user_hourly_limit
            ),
            gallery=Gallery(images, blobs, access, events),
            sessions=Sessions(sessions),
            access=access,
            deliveries=Deliveries(DeliveryStore(database, owners.name), events, owners),
            events=events,
            providers=providers,
            statuses=Statuses(providers, states, built.missing),
        )

        def workers_for(request_id: str | None = None) -> Workers:
            return Workers(queue, pipeline, events, owners, only=request_id)

        yield App(settings, services, workers_for(), studio, database, images, blobs, workers_for, built.problems)
