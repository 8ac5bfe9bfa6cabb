"""The services that every front end is handed, and how they are built on the stores."""

import secrets
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generation.campaigns.albums import Albums
from generation.campaigns.campaigns import Campaigns
from generation.campaigns.recaps import Recaps
from generation.cast.cast import Cast
from generation.editing.editing import Editing
from generation.editing.telling import describe_edited
from generation.events import Broadcaster, RequestChanged
from generation.execution.attempts import AttemptRunner
from generation.execution.pipeline import Pipeline
from generation.execution.worker import Workers
from generation.export.export_worker import ExportWorker
from generation.export.exports import Exports
from generation.export.imports import Imports
from generation.export.staging import Staging
from generation.gallery.gallery import Gallery
from generation.gallery.opened_pages import OpenedPages
from generation.gallery.positions import Positions
from generation.gallery.reactions import Reactions
from generation.gallery.reports import Reports
from generation.gallery.reveals import Reveals
from generation.guild_keys.guild_keys import GuildKeys
from generation.guild_keys.guild_providers import GuildProviders
from generation.guild_keys.keyed_providers import KeyedProviders
from generation.guild_keys.left_guilds import LeftGuilds
from generation.guild_keys.sealing import Sealing
from generation.images.alt_text import let_describe
from generation.moderation.remote import RemoteModeration
from generation.observability.request_log import tell_change
from generation.outbox import Deliveries
from generation.privacy.person_codes import PersonCodes
from generation.privacy.personal_data import PersonalData
from generation.privacy.privacy import Privacy
from generation.privacy.retention import Retention
from generation.prompts.enhancer import Enhancer
from generation.prompts.writer import PromptWriter
from generation.providers.breaker import CircuitBreaker
from generation.providers.health import ProviderHealth
from generation.providers.pace import ProviderPace
from generation.providers.registry import Providers
from generation.requests.batch_sheets import BatchSheets
from generation.requests.budget import Budget
from generation.requests.drafts import Drafts
from generation.requests.place_choices import PlaceChoices
from generation.requests.previews import Previews
from generation.requests.queue_room import QueueRoom
from generation.requests.requests import Requests
from generation.requests.reviews import Reviews
from generation.requests.validate import RequestValidator
from generation.sessions.admin import SessionAdmin
from generation.sessions.members import Membership
from generation.sessions.permissions import Access
from generation.sessions.sessions import Sessions
from generation.sessions.styles import TableStyles
from generation.sessions.tokens import Tokens
from storage.bounds import QueueLimits
from storage.exports import Export
from storage.facts import FactStore
from storage.members import MemberStore
from storage.params import EDITOR
from storage.postings import PostingStore
from storage.records import Image
from storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """What the operator decides of the services."""

    #: Images that a user may ask for in an hour; 0 is no limit.
    hourly_limit: int = 0
    #: How many pictures may be waited for at once.
    queue_limits: QueueLimits = QueueLimits()  # noqa: RUF009  # it is frozen
    #: US dollars that a session may spend in a day; None is no limit.
    daily_budget: float | None = None
    #: For how many days pictures without a star are kept at most; None is for good.
    retention_days: int | None = None
    #: Where the gallery page is served; empty for nowhere.
    page_url: str = ""
    #: Where everybody can load an image's display copy, if there is such a place.
    image_url: Callable[[Image], str | None] = lambda _image: None
    #: Where exports are made, on this machine; None is a folder of this process alone.
    export_folder: Path | None = None
    #: Where whoever has the address can load one of an export's files, if there is such a place.
    export_link: Callable[[Export, int], str | None] | None = None
    #: What encrypts servers' own keys, which providers they set up, and what hides a key in all that is logged.
    sealing: Sealing = field(default_factory=Sealing)
    keyed: KeyedProviders = KeyedProviders()  # noqa: RUF009  # it is frozen
    hide: Callable[[Sequence[str]], None] = lambda _keys: None
    #: What hides positions in galleries; all processes of a bot need the same.
    positions_key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    #: What people's codes for providers are written with; all processes of a bot need the same.
    person_key: bytes = field(default_factory=lambda: secrets.token_bytes(32))


@dataclass(frozen=True, slots=True)
class Services:
    """The services, each small and named for what it serves."""

    requests: Requests
    batch_sheets: BatchSheets
    privacy: Privacy
    retention: Retention
    place_choices: PlaceChoices
    reviews: Reviews
    admin: SessionAdmin
    cast: Cast
    styles: TableStyles
    previews: Previews
    gallery: Gallery
    editing: Editing
    campaigns: Campaigns
    exports: Exports
    export_worker: ExportWorker
    imports: Imports
    albums: Albums
    recaps: Recaps
    views: OpenedPages
    reactions: Reactions
    sessions: Sessions
    members: MemberStore
    membership: Membership
    reveals: Reveals
    reports: Reports
    budget: Budget
    access: Access
    deliveries: Deliveries
    postings: PostingStore
    facts: FactStore
    guild_keys: GuildKeys
    left_guilds: LeftGuilds
    guild_providers: GuildProviders
    events: Broadcaster
    providers: Providers
    health: ProviderHealth
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Built:
    """The services, and what paints for them: `workers_for` one request, or for all where none is named."""

    services: Services
    pipeline: Pipeline
    workers_for: Callable[[str | None], Workers]


def build(
    stores: Stores,
    providers: Providers,
    enhancer: Enhancer,
    moderation: RemoteModeration | None = None,
    options: ServiceOptions | None = None,
) -> Built:
    """Build the services on opened stores; `moderation` is None where no moderation service is set up."""
    options = options or ServiceOptions()
    events, access = Broadcaster(), Access()
    events.listen(tell_change, RequestChanged)
    styles = TableStyles(stores.styles, access)
    sessions = Sessions(stores.sessions, styles)
    membership = Membership(stores.sessions, sessions)
    reviews = Reviews(stores.reviews, stores.requests, sessions, membership, access, events)
    asked = GuildProviders(providers, stores.guild_keys, options.sealing, options.keyed, options.hide)
    budget = Budget(
        stores.usage,
        stores.attempts,
        asked,
        stores.guild_keys,
        hourly_limit=options.hourly_limit,
        daily_budget=options.daily_budget,
    )
    pace = ProviderPace(stores.attempts)
    room = QueueRoom(stores.requests, asked, options.queue_limits)
    gallery = Gallery(
        stores.images,
        stores.blobs,
        access,
        events,
        image_url_of=options.image_url,
        positions=Positions(options.positions_key),
    )
    campaigns = Campaigns(stores.campaigns, stores.campaign_gallery, gallery, sessions, membership, access, events)
    cast = Cast(stores.cast, stores.images, stores.blobs, access, events, campaigns.sharing_sessions)
    validator = RequestValidator(asked, styles, access, reviews, budget, room, cast)
    writer = PromptWriter(enhancer, moderation)
    let_describe(EDITOR, describe_edited)
    requests = Requests(stores.queue, stores.requests, validator, budget, access, events, stores.blobs)
    drafts = Drafts(stores.drafts)
    export_worker = ExportWorker(
        stores.exports,
        Staging(gallery, campaigns, stores.exports.caption_of, PersonalData(stores.privacy)),
        stores.blobs,
        events,
        stores.locks,
        options.export_folder or Path(tempfile.gettempdir()) / f"scenes-exports-{stores.locks.name}",
    )
    guild_keys = GuildKeys(stores.guild_keys, asked, options.keyed, options.sealing)
    services = Services(
        requests=requests,
        batch_sheets=BatchSheets(gallery),
        privacy=Privacy(stores, gallery, events, export_worker.forget_ended),
        retention=Retention(stores.retention, stores.images, gallery, options.retention_days),
        place_choices=PlaceChoices(stores.places, requests, access, events),
        reviews=reviews,
        admin=SessionAdmin(stores.sessions, access, stores.members, events),
        cast=cast,
        styles=styles,
        previews=Previews(validator, writer, drafts, asked, styles),
        gallery=gallery,
        editing=Editing(gallery, stores.images, requests, drafts, asked, access),
        campaigns=campaigns,
        exports=Exports(stores.exports, stores.blobs, events, link=options.export_link),
        export_worker=export_worker,
        imports=Imports(stores.exports, stores.blobs, styles, access, events, moderation),
        albums=Albums(stores.albums, gallery, campaigns, sessions, access, events),
        recaps=Recaps(stores.recaps, gallery, sessions, access, events),
        views=OpenedPages(stores.sessions),
        reactions=Reactions(stores.images, stores.sessions, membership, events),
        sessions=sessions,
        members=stores.members,
        membership=membership,
        reports=Reports(stores.reports, gallery, reviews.channel_of, events),
        reveals=Reveals(stores.reveals, stores.images, stores.sessions, access, events),
        budget=budget,
        access=access,
        postings=stores.postings,
        facts=stores.facts,
        guild_keys=guild_keys,
        left_guilds=LeftGuilds(guild_keys, stores.facts),
        guild_providers=asked,
        deliveries=Deliveries(stores.deliveries, events, stores.locks),
        events=events,
        providers=providers,
        health=ProviderHealth(providers, stores.providers, pace, asked.probed),
        tokens=Tokens(stores.tokens, access, events, options.page_url),
    )
    pipeline = Pipeline(
        asked,
        CircuitBreaker(stores.providers),
        AttemptRunner(stores.attempts, events, budget, pace),
        stores.attempts,
        stores.blobs,
        stores.spool,
        stores.images,
        sessions,
        writer,
        stores.places,
        PersonCodes(options.person_key),
    )

    def workers_for(request_id: str | None) -> Workers:
        return Workers(stores.queue, pipeline, events, stores.locks, reviews.hold, only=request_id)

    return Built(services, pipeline, workers_for)
