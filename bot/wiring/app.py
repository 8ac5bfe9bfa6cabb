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
from storage.attempts import AttemptStore
from storage.blobs import BlobStore
from storage.database import Database, other_processes
from storage.drafts import DraftStore
from storage.errors import from_os
from storage.images import ImageStore
from storage.members import MemberStore
from storage.outbox import DeliveryStore
from storage.process_locks import own
from storage.prompt_cache import PromptCache
from storage.provider_state import ProviderStore
from storage.queue import QueueStore
from storage.records import PUBLIC
from storage.requests import RequestStore
from storage.reveals import RevealStore
from storage.reviews import ReviewStore
from storage.s3 import check_bucket, open_bucket
from storage.sessions import SessionStore
from storage.styles import StyleStore
from storage.tokens import TokenStore
from storage.usage import UsageStore

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
        # Beside the database, not in DATA_DIR: whoever shares the one must see the other's locks.
        owners = stack.enter_context(own(settings.database_path.parent / "owners"))
        database = await stack.enter_async_context(Database(settings.database_path))
        blobs = await _open_blobs(settings)
        studio = RenderPool()
        built = build_providers(settings, studio)
        for provider in built.providers:
            stack.push_async_callback(provider.aclose)

        events, access, providers = Broadcaster(), Access(), built.providers
        queue, images = QueueStore(database, owners.name), ImageStore(database)
        ledger, sessions, states = AttemptStore(database), SessionStore(database), ProviderStore(database)
        rows, styles = RequestStore(database), TableStyles(StyleStore(database), access)
        reviews = Reviews(ReviewStore(database), rows, sessions, access, events)
        members = MemberStore(database)
        budget = Budget(
            UsageStore(database),
            ledger,
            sessions,
            providers,
            hourly_limit=settings.user_hourly_limit,
            daily_budget=settings.session_daily_budget,
        )
        validator = RequestValidator(providers, sessions, styles, access, reviews, budget)
        prompt_cache, drafts = PromptCache(database), Drafts(DraftStore(database))
        # The first description would otherwise have the word lists read while others wait.
        await asyncio.to_thread(lexicon)
        await asyncio.to_thread(detect_type, "a street")
        enhancer = build_enhancer(settings, prompt_cache)
        stack.push_async_callback(enhancer.aclose)
        remote = build_moderation(settings)
        if remote is not None:
            stack.push_async_callback(remote.aclose)
        writer = PromptWriter(enhancer, remote, sessions, styles, blobs)
        pipeline = Pipeline(
            providers, CircuitBreaker(states), AttemptRunner(ledger, events, budget), ledger, blobs, images, writer
        )
        links = await picture_links(settings, Sessions(sessions))
        services = Services(
            requests=Requests(queue, rows, validator, access, events, blobs, settings.user_hourly_limit),
            reviews=reviews,
            admin=SessionAdmin(sessions, access, styles, members),
            styles=styles,
            previews=Previews(validator, writer, drafts, providers),
            gallery=Gallery(
                images,
                blobs,
                sessions,
                access,
                events,
                picture_url=partial(public_address, settings.cdn_base_url, links),
            ),
            reactions=Reactions(images, sessions, events),
            sessions=Sessions(sessions),
            members=Members(members),
            reveals=Reveals(RevealStore(database), images, sessions, access, events),
            budget=budget,
            access=access,
            deliveries=Deliveries(DeliveryStore(database, owners.name), events, owners),
            events=events,
            providers=providers,
            health=ProviderHealth(providers, states, built.missing),
            tokens=Tokens(TokenStore(database), access, events, settings.base_url if settings.serves_web else ""),
        )

        def workers_for(request_id: str | None = None) -> Workers:
            return Workers(queue, pipeline, events, owners, reviews.hold, only=request_id)

        yield App(
            settings,
            services,
            workers_for(),
            studio,
            database,
            images,
            blobs,
            drafts,
            prompt_cache,
            workers_for,
            built.problems,
            services.tokens,
            Membership(sessions, services.members),
            links,
        )
