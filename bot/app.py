"""The composition root: settings -> storage -> generation -> services; the front ends are handed what stands here."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from bot.settings import Settings
from generation.access import Access
from generation.deliveries import Deliveries
from generation.events import Broadcaster, ChangedElsewhere
from generation.gallery import Gallery
from generation.pipeline import Pipeline
from generation.providers.base import ImageProvider
from generation.providers.registry import Providers
from generation.providers.sketch import SketchProvider
from generation.requests import Requests
from generation.services import Services
from generation.sessions import Sessions
from generation.sketch.children import Studio
from generation.sweep import sweep_orphans
from generation.worker import Workers
from storage.blobs import BlobStore
from storage.database import Database, other_processes
from storage.deliveries import DeliveryStore
from storage.errors import from_os
from storage.gallery import ImageStore
from storage.ledger import LedgerStore
from storage.owner import own
from storage.queue import QueueStore
from storage.records import PUBLIC
from storage.requests import RequestStore
from storage.sessions import SessionStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class App:
    """The wired application, without its front ends; `workers_for` one request are the one-shot console's."""

    settings: Settings
    services: Services
    workers: Workers
    studio: Studio
    database: Database
    images: ImageStore
    blobs: BlobStore
    workers_for: Callable[[str], Workers]

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
        stack.push_async_callback(studio.close)

        events, access = Broadcaster(), Access()
        providers = Providers(_in_order(settings, [SketchProvider(studio)]))
        queue, images = QueueStore(database, owners.name), ImageStore(database)
        pipeline = Pipeline(providers, LedgerStore(database), blobs, events)
        services = Services(
            requests=Requests(
                queue, RequestStore(database), providers, access, events, user_limit=settings.user_hourly_limit
            ),
            gallery=Gallery(images, blobs, access, events),
            sessions=Sessions(SessionStore(database)),
            access=access,
            deliveries=Deliveries(DeliveryStore(database, owners.name), events, owners),
            events=events,
            providers=providers,
        )

        def workers_for(request_id: str | None = None) -> Workers:
            return Workers(queue, pipeline, events, owners, only=request_id)

        yield App(settings, services, workers_for(), studio, database, images, blobs, workers_for)


def _in_order(settings: Settings, providers: list[ImageProvider]) -> list[ImageProvider]:
    """Order the providers that are set up as the operator wishes; what the wish leaves out is left out."""
    by_name = {provider.name: provider for provider in providers}
    order = [name for name in settings.provider_order if name in by_name] or list(by_name)
    first = settings.default_provider
    if first in order:
        order = [first, *(name for name in order if name != first)]
    elif first:
        log.warning("DEFAULT_PROVIDER is %s, which is not set up here; %s is the default", first, order[0])
    for name in settings.provider_order:
        if name not in by_name:
            log.warning("PROVIDER_ORDER names %s, which is not set up here", name)
    return [by_name[name] for name in order]
