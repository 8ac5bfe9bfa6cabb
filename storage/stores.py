"""All stores on one database, opened together and handed on as one value."""

import contextlib
import hashlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from storage.albums import AlbumStore
from storage.attempts import AttemptStore
from storage.blobs import BlobStore
from storage.campaign_gallery import CampaignGalleryStore
from storage.campaigns import CampaignStore
from storage.cast import CastStore
from storage.database import Database
from storage.drafts import DraftStore
from storage.errors import StorageError
from storage.exports import ExportStore
from storage.facts import FactStore
from storage.gateway_processes import GatewayProcessStore
from storage.guild_keys import GuildKeyStore
from storage.images import ImageStore
from storage.member_questions import MemberQuestionStore
from storage.members import MemberStore
from storage.moving.tables import UNFINISHED
from storage.outbox import DeliveryStore
from storage.places import PlaceStore
from storage.postgresql_url import place_of
from storage.postings import PostingStore
from storage.privacy import PrivacyStore
from storage.process_locks import OwnerLocks, lock_process
from storage.progress import ProgressStore
from storage.prompt_cache import PromptCache
from storage.provider_state import ProviderStore
from storage.queue import QueueStore
from storage.recaps import RecapStore
from storage.reports import ReportStore
from storage.requests import RequestStore
from storage.retention import RetentionStore
from storage.reveals import RevealStore
from storage.reviews import ReviewStore
from storage.sessions import SessionStore
from storage.shards import ALL_SHARDS, Shards
from storage.spool import Spool
from storage.sql_database import SqlDatabase
from storage.styles import StyleStore
from storage.tokens import TokenStore
from storage.usage import UsageStore


@dataclass(frozen=True, slots=True)
class Stores:
    """The database, the files of the images, the spool, this process's lock, and a store for each group of tables."""

    database: SqlDatabase
    blobs: BlobStore
    spool: Spool
    locks: OwnerLocks
    albums: AlbumStore
    attempts: AttemptStore
    campaign_gallery: CampaignGalleryStore
    campaigns: CampaignStore
    cast: CastStore
    deliveries: DeliveryStore
    drafts: DraftStore
    exports: ExportStore
    facts: FactStore
    gateways: GatewayProcessStore
    guild_keys: GuildKeyStore
    images: ImageStore
    member_questions: MemberQuestionStore
    members: MemberStore
    places: PlaceStore
    postings: PostingStore
    privacy: PrivacyStore
    progress: ProgressStore
    prompt_cache: PromptCache
    providers: ProviderStore
    queue: QueueStore
    recaps: RecapStore
    reports: ReportStore
    requests: RequestStore
    retention: RetentionStore
    reveals: RevealStore
    reviews: ReviewStore
    sessions: SessionStore
    styles: StyleStore
    tokens: TokenStore
    usage: UsageStore

    @classmethod
    def on(
        cls, database: SqlDatabase, blobs: BlobStore, spool: Spool, locks: OwnerLocks, shards: Shards = ALL_SHARDS
    ) -> Self:
        """Return the stores on an open database; leases are taken in the name of `locks`.

        Of what is to be done on Discord they hand out what is due on the `shards`.
        """
        return cls(
            database,
            blobs,
            spool,
            locks,
            albums=AlbumStore(database),
            attempts=AttemptStore(database),
            campaign_gallery=CampaignGalleryStore(database),
            campaigns=CampaignStore(database),
            cast=CastStore(database),
            deliveries=DeliveryStore(database, locks.name, shards),
            drafts=DraftStore(database),
            exports=ExportStore(database, locks.name),
            facts=FactStore(database),
            gateways=GatewayProcessStore(database, locks),
            guild_keys=GuildKeyStore(database),
            images=ImageStore(database),
            member_questions=MemberQuestionStore(database, shards),
            members=MemberStore(database),
            places=PlaceStore(database),
            postings=PostingStore(database, shards),
            privacy=PrivacyStore(database),
            progress=ProgressStore(database),
            prompt_cache=PromptCache(database),
            providers=ProviderStore(database),
            queue=QueueStore(database, locks.name),
            recaps=RecapStore(database),
            reports=ReportStore(database),
            requests=RequestStore(database),
            retention=RetentionStore(database),
            reveals=RevealStore(database),
            reviews=ReviewStore(database),
            sessions=SessionStore(database, shards),
            styles=StyleStore(database),
            tokens=TokenStore(database),
            usage=UsageStore(database),
        )


@contextlib.asynccontextmanager
async def open_postgresql_stores(
    url: str, data_dir: Path, blobs: BlobStore, shards: Shards = ALL_SHARDS
) -> AsyncIterator[Stores]:
    """Open a PostgreSQL database and lock a name for this process there; `data_dir` holds what is this machine's alone.

    Raises:
        StorageError: the database or the folder cannot be used.

    """
    # Who runs on SQLite does not wait for the driver's import.
    from storage.postgresql.database import PostgresqlDatabase  # noqa: PLC0415  # as said
    from storage.postgresql.process_locks import lock_name  # noqa: PLC0415  # as said

    async with PostgresqlDatabase(url) as database, lock_name(database.held) as locks:
        spool = Spool(data_dir / "spool", _spare_folder(data_dir / "spool"))
        await _refuse_unfinished(database)
        yield Stores.on(database, blobs, spool, locks, shards)


async def migrate_postgresql(url: str) -> str:
    """Apply what migrations a PostgreSQL database lacks, and return where it is, without user and password.

    Raises:
        StorageError: the database cannot be used.

    """
    from storage.postgresql.database import PostgresqlDatabase  # noqa: PLC0415  # as above

    async with PostgresqlDatabase(url):
        return place_of(url)


@contextlib.asynccontextmanager
async def open_stores(database_path: Path, blobs: BlobStore, shards: Shards = ALL_SHARDS) -> AsyncIterator[Stores]:
    """Open the database and lock a name for this process, for as long as the block runs.

    Raises:
        StorageError: the database or its folder cannot be used.

    """
    # The locks lie beside the database: processes that share the one must see each other's.
    with lock_process(database_path.parent / "owners") as locks:
        async with Database(database_path) as database:
            spool = Spool(database_path.parent / "spool", _spare_folder(database_path))
            await _refuse_unfinished(database)
            yield Stores.on(database, blobs, spool, locks, shards)


async def _refuse_unfinished(database: SqlDatabase) -> None:
    """Refuse a database that holds a part of what is to be copied into it."""
    source = await database.value(str, "fact", name=UNFINISHED)
    if source is not None:
        raise StorageError(
            "The bot's database is not complete. The operator finds in the log what to do.",
            "The database is an unfinished copy of {source}. Begin `migrate --to` again: it goes on where it stopped.",
            source=source,
        )


def _spare_folder(database_path: Path) -> Path:
    """Return where results are kept that the database's own disk does not take: the same one after a restart."""
    name = hashlib.sha256(str(database_path.resolve()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"scenes-{name}"
