"""The composition root: settings -> storage -> generation -> services; the front ends are handed what stands here."""

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.settings import Settings, environment_with_files
from bot.wiring.image_urls import picture_links, public_address
from bot.wiring.language_models import build_enhancer, build_moderation
from bot.wiring.providers import build_providers
from generation.clock import now
from generation.events import Broadcaster, ChangedElsewhere
from generation.execution.attempts import AttemptRunner
from generation.execution.pipeline import Pipeline
from generation.execution.worker import Workers
from generation.gallery.gallery import Gallery
from generation.gallery.reactions import Reactions
from generation.gallery.reveals import Reveals
from generation.gallery.signed_urls import Links
from generation.maintenance import sweep_orphans
from generation.moderation.terms import lexicon
from generation.outbox import Deliveries
from generation.prompts.reading.image_type import detect_type
from generation.prompts.writer import PromptWriter
from generation.providers.breaker import CircuitBreaker
from generation.providers.health import ProviderHealth
from generation.requests.budget import Budget
from generation.requests.drafts import Drafts
from generation.requests.previews import Previews
from generation.requests.requests import Requests
from generation.requests.reviews import Reviews
from generation.requests.validate import RequestValidator
from generation.services import Services
from generation.sessions.admin import SessionAdmin
from generation.sessions.entry import Membership
from generation.sessions.members import Members
from generation.sessions.permissions import Access
from generation.sessions.sessions import Sessions
from generation.sessions.styles import TableStyles
from generation.sessions.tokens import Tokens
from generation.sketch.process.pool import RenderPool
from storage.blobs import BlobStore
from storage.database import Database, other_processes
from storage.errors import from_os
from storage.images import ImageStore
from storage.prompt_cache import PromptCache
from storage.records import PUBLIC
from storage.s3 import check_bucket, open_bucket
from storage.stores import open_stores

log = logging.getLogger(__name__)

CRAFTS_KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class App:
    """The wired application, without its front ends.

    `workers_for` one request are the one-shot console's; `problems` are providers that could not be set up.
    """

    settings: Settings
    services: Services
    workers: Workers
    studio: RenderPool
    database: Database
    images: ImageStore
    blobs: BlobStore
    drafts: Drafts
    prompt_cache: PromptCache
    workers_for: Callable[[str], Workers]
    problems: tuple[str, ...]
    tokens: Tokens
    membership: Membership
    links: Links

    async def recover(self) -> None:
        """Take up what dead processes have left: requests and messages."""
        await self.workers.recover()
        await self.services.deliveries.recover()

    async def sweep(self) -> None:
        """Delete blobs that no row points to, and forget drafts, enhanced texts and tokens that are of no more use."""
        await sweep_orphans(self.images, self.blobs)
        await self.drafts.forget_old()
        await self.prompt_cache.forget_unused(now() - CRAFTS_KEPT_FOR)
        await self.tokens.forget_expired()

    async def watch_other_processes(self) -> None:
        """Tell this process when another one has written to the database."""
        async for _ in other_processes(self.database):
            self.services.events.publish(ChangedElsewhere("", PUBLIC))
            await self.workers.check_cancelled()


async def _open_blobs(settings: Settings) -> BlobStore:
    """Open the place of the pictures: a bucket where one is named, else a folder of DATA_DIR."""
    if settings.image_store_url is None:
        return BlobStore.local(settings.data_dir / "images")
    for name in [name for name, value in os.environ.items() if name.startswith("AWS_") and not value]:
        # obstore would take what is empty for a value; a container's env file has it for what is not set.
        del os.environ[name]
    variables = environment_with_files()
    bucket = open_bucket(settings.image_store_url, variables)
    await check_bucket(bucket, variables)
    return BlobStore.remote(bucket)


@contextlib.asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    """Open storage and providers and wire the services.

    Raises:
        StorageError: the data folder, the database or the picture store cannot be used.

    """
    async with contextlib.AsyncExitStack() as stack:
        try:
            await asyncio.to_thread(settings.data_dir.mkdir, parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, str(settings.data_dir)) from error
        stores = await stack.enter_async_context(open_stores(settings.database_path, await _open_blobs(settings)))
        studio = RenderPool()
        built = build_providers(settings, studio)
        for provider in built.providers:
            stack.push_async_callback(provider.aclose)

        events, access, providers = Broadcaster(), Access(), built.providers
        styles = TableStyles(stores.styles, access)
        reviews = Reviews(stores.reviews, stores.requests, stores.sessions, access, events)
        budget = Budget(
            stores.usage,
            stores.attempts,
            stores.sessions,
            providers,
            hourly_limit=settings.user_hourly_limit,
            daily_budget=settings.session_daily_budget,
        )
        validator = RequestValidator(providers, stores.sessions, styles, access, reviews, budget)
        drafts = Drafts(stores.drafts)
        # The first description would otherwise have the word lists read while others wait.
        await asyncio.to_thread(lexicon)
        await asyncio.to_thread(detect_type, "a street")
        enhancer = build_enhancer(settings, stores.prompt_cache)
        stack.push_async_callback(enhancer.aclose)
        remote = build_moderation(settings)
        if remote is not None:
            stack.push_async_callback(remote.aclose)
        writer = PromptWriter(enhancer, remote, stores.sessions, styles)
        pipeline = Pipeline(
            providers,
            CircuitBreaker(stores.providers),
            AttemptRunner(stores.attempts, events, budget),
            stores.attempts,
            stores.blobs,
            stores.images,
            writer,
        )
        links = await picture_links(settings, Sessions(stores.sessions))
        services = Services(
            requests=Requests(
                stores.queue,
                stores.requests,
                validator,
                access,
                events,
                stores.blobs,
                settings.user_hourly_limit,
            ),
            reviews=reviews,
            admin=SessionAdmin(stores.sessions, access, styles, stores.members),
            styles=styles,
            previews=Previews(validator, writer, drafts, providers),
            gallery=Gallery(
                stores.images,
                stores.blobs,
                stores.sessions,
                access,
                events,
                picture_url=partial(public_address, settings.cdn_base_url, links),
            ),
            reactions=Reactions(stores.images, stores.sessions, events),
            sessions=Sessions(stores.sessions),
            members=Members(stores.members),
            reveals=Reveals(stores.reveals, stores.images, stores.sessions, access, events),
            budget=budget,
            access=access,
            deliveries=Deliveries(stores.deliveries, events, stores.locks),
            events=events,
            providers=providers,
            health=ProviderHealth(providers, stores.providers),
            tokens=Tokens(stores.tokens, access, events, settings.base_url if settings.serves_web else ""),
        )

        def workers_for(request_id: str | None = None) -> Workers:
            return Workers(stores.queue, pipeline, events, stores.locks, reviews.hold, only=request_id)

        yield App(
            settings,
            services,
            workers_for(),
            studio,
            stores.database,
            stores.images,
            stores.blobs,
            drafts,
            stores.prompt_cache,
            workers_for,
            built.problems,
            services.tokens,
            Membership(stores.sessions, services.members),
            links,
        )
