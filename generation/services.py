"""What every front end is handed: the services, in one value."""

from dataclasses import dataclass

from generation.events import Broadcaster
from generation.gallery.gallery import Gallery
from generation.gallery.reactions import Reactions
from generation.gallery.reveals import Reveals
from generation.outbox import Deliveries
from generation.providers.health import ProviderHealth
from generation.providers.registry import Providers
from generation.requests.budget import Budget
from generation.requests.previews import Previews
from generation.requests.requests import Requests
from generation.requests.reviews import Reviews
from generation.sessions.admin import SessionAdmin
from generation.sessions.members import Members
from generation.sessions.permissions import Access
from generation.sessions.sessions import Sessions
from generation.sessions.styles import TableStyles
from generation.sessions.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Services:
    """The services, each small and named for what it serves."""

    requests: Requests
    reviews: Reviews
    admin: SessionAdmin
    styles: TableStyles
    previews: Previews
    gallery: Gallery
    reactions: Reactions
    sessions: Sessions
    members: Members
    reveals: Reveals
    budget: Budget
    access: Access
    deliveries: Deliveries
    events: Broadcaster
    providers: Providers
    health: ProviderHealth
    tokens: Tokens
