"""The composition root: settings -> storage -> generation -> services; the front ends are handed what stands here."""

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.environment import environment_with_files
from bot.logs import hide_too
from bot.providers_file import ProvidersFile
from bot.settings import Settings
from bot.wiring.image_urls import PERSON_KEY, POSITIONS_KEY, export_url, open_signed_urls, public_url, store_origin
from bot.wiring.key_reload import KeyReload
from bot.wiring.language_models import build_enhancer, build_moderation
from bot.wiring.own_keys import build_sealing, keyed_providers
from bot.wiring.providers import build_providers
from bot.wiring.setups import fingerprints
from generation.clock import now
from generation.events import ChangedElsewhere
from generation.execution.shared_progress import SharedProgress
from generation.execution.worker import Workers
from generation.gallery.signed_urls import SignedUrls
from generation.log_codes import write_codes_with
from generation.maintenance import sweep_orphans
from generation.moderation.builtin_terms import builtin_terms
from generation.reading.image_type import detect_type
from generation.services import ServiceOptions, Services, build
from generation.sessions.remote_member_lookup import RemoteMemberLookup
from generation.sketch.process.pool import RenderPool
from generation.text.cache import forget_texts
from storage.blobs import BlobStore
from storage.bounds import QueueLimits
from storage.errors import SceneError, from_os
from storage.params import PUBLIC
from storage.s3 import check_bucket, open_bucket
from storage.sql_database import other_processes
from storage.stores import Stores, open_postgresql_stores, open_stores

log = logging.getLogger(__name__)

PROMPTS_KEPT_FOR = timedelta(days=90)
QUESTIONS_KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class App:
    """The wired application, without its front ends.

    `workers_for` one request are the one-shot console's; `problems` are providers that could not be set up,
    `providers_file` is what the operator has set for models; `store_origin` is where browsers load pictures from the
    store itself, if they do.
    """

    settings: Settings
    stores: Stores
    services: Services
    workers: Workers
    workers_for: Callable[[str], Workers]
    render_pool: RenderPool
    problems: tuple[str, ...]
    signed_urls: SignedUrls
    providers_file: ProvidersFile
    store_origin: str | None
    shared_progress: SharedProgress
    remote_member_lookup: RemoteMemberLookup
    keys: KeyReload

    async def recover(self) -> None:
        """Take up what dead processes have left: requests and messages."""
        await self.workers.recover()
        await self.services.deliveries.recover()
        await self.services.export_worker.recover()

    async def check_storage(self) -> None:
        """Make sure that what requests need can be read and written.

        Raises:
            StorageError: it cannot.

        """
        await self.services.requests.counts()
        await self.stores.database.check_writable()
        await self.stores.blobs.check_reachable()

    async def sweep(self) -> None:
        """Delete blobs that no row points to, and drafts, opened pages, enhanced texts and tokens of no more use."""
        steps: dict[str, Callable[[], Awaitable[object]]] = {
            "files without rows": lambda: sweep_orphans(self.stores.images, self.stores.cast, self.stores.blobs),
            "drafts": self.services.previews.forget_old,
            "opened pages": self.services.views.forget_unused,
            "enhanced texts": lambda: self.stores.prompt_cache.forget_unused(now() - PROMPTS_KEPT_FOR),
            "tokens": self.services.tokens.forget_expired,
            "erasures": self.stores.images.finish_erasures,
            "exports": self.services.export_worker.forget_ended,
            "progress": self.stores.progress.forget_ended,
            "questions about members": lambda: self.stores.member_questions.forget_old(now() - QUESTIONS_KEPT_FOR),
        }
        for name, step in steps.items():
            try:
                await step()
            except SceneError as error:
                # A bucket that is away keeps nothing else from being cleaned up.
                log.warning("the sweep of %s is left for the next time: %s", name, error)

    async def watch_other_processes(self) -> None:
        """Tell this process when another one has written to the database; what was deleted for good it forgets."""
        known = None
        async for _ in other_processes(self.stores.database):
            erasures = await self.stores.images.erasures()
            if erasures != known:
                forget_texts()
                known = erasures
            self.services.events.publish(ChangedElsewhere("", PUBLIC))
            await self.services.place_choices.tell_changes()
            await self.workers.check_cancelled()
            await self.keys.look()


async def open_blobs(settings: Settings) -> BlobStore:
    """Open the place of the images: a bucket where one is named, else a folder of DATA_DIR."""
    if settings.image_store_url is None:
        return BlobStore.local(settings.data_dir / "images")
    return await open_bucket_at(settings.image_store_url)


async def open_bucket_at(address: str) -> BlobStore:
    """Open the bucket at `s3://bucket/prefix` with the AWS_ variables of the environment, and try it out.

    Raises:
        StorageError: the address is none, or the bucket cannot be used.

    """
    for name in [name for name, value in os.environ.items() if name.startswith("AWS_") and not value]:
        # obstore would take what is empty for a value; a container's env file has it for what is not set.
        del os.environ[name]
    variables = environment_with_files()
    bucket = open_bucket(address, variables)
    await check_bucket(bucket, variables)
    return BlobStore.remote(bucket)


def _open_stores(settings: Settings, blobs: BlobStore) -> AbstractAsyncContextManager[Stores]:
    if settings.postgresql_url:
        return open_postgresql_stores(settings.postgresql_url, settings.data_dir, blobs, settings.shards)
    return open_stores(settings.database_path, blobs, settings.shards)


@contextlib.asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    """Open storage and providers and wire the services.

    Raises:
        StorageError: the data folder, the database or the image store cannot be used.

    """
    async with contextlib.AsyncExitStack() as stack:
        try:
            await asyncio.to_thread(settings.data_dir.mkdir, parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, str(settings.data_dir)) from error
        stores = await stack.enter_async_context(_open_stores(settings, await open_blobs(settings)))
        render_pool = RenderPool()
        built, sealing = build_providers(settings, render_pool), build_sealing(settings)
        # The first description would otherwise have the word lists read while others wait.
        await asyncio.to_thread(builtin_terms)
        await asyncio.to_thread(detect_type, "a street")
        enhancer = build_enhancer(settings, stores.prompt_cache)
        stack.push_async_callback(enhancer.aclose)
        moderation = build_moderation(settings)
        if moderation is not None:
            stack.push_async_callback(moderation.aclose)
        signed_urls = await open_signed_urls(settings, stores.facts)
        write_codes_with(signed_urls.key_for(b"people in the log"))
        key = signed_urls.key_for(b"how providers are set up")
        keys = KeyReload(built, enhancer, moderation, stores.providers, stores.facts, key, sealing)
        # How often they were read again is known from here on.
        await keys.look()
        stack.push_async_callback(keys.aclose)
        await stores.providers.begin(fingerprints(built.known, built.variables, built.file.models, key))
        options = ServiceOptions(
            hourly_limit=settings.user_hourly_limit,
            queue_limits=QueueLimits(settings.queue_limit_user, settings.queue_limit_session, settings.queue_limit),
            daily_budget=settings.session_daily_budget,
            retention_days=settings.retention_days,
            page_url=settings.base_url if settings.serves_web else "",
            image_url=partial(public_url, settings.cdn_base_url, signed_urls),
            # Its files are made by a process that stands elsewhere.
            export_folder=(settings.data_dir / "exports").resolve(),
            export_link=(
                partial(export_url, settings.public_base_url, signed_urls)
                if settings.public_base_url and settings.serves_web
                else None
            ),
            sealing=sealing,
            keyed=keyed_providers(built.known, built.variables),
            hide=hide_too,
            positions_key=signed_urls.key_for(POSITIONS_KEY),
            person_key=signed_urls.key_for(PERSON_KEY),
        )
        generation = build(stores, built.providers, enhancer, moderation, options)
        stack.push_async_callback(generation.services.guild_providers.aclose)
        yield App(
            settings,
            stores,
            generation.services,
            generation.workers_for(None),
            generation.workers_for,
            render_pool,
            built.problems,
            signed_urls,
            built.file,
            await store_origin(stores.blobs) if settings.image_store_links else None,
            SharedProgress(stores.progress, generation.services.events),
            RemoteMemberLookup(stores.member_questions, stores.gateways, generation.services.events),
            keys,
        )
