"""What every front end is handed: the services, in one value."""

from dataclasses import dataclass

from generation.access import Access
from generation.deliveries import Deliveries
from generation.direction import Direction
from generation.events import Broadcaster
from generation.gallery import Gallery
from generation.members import Members
from generation.previews import Previews
from generation.providers.registry import Providers
from generation.reactions import Reactions
from generation.requests import Requests
from generation.reveals import Reveals
from generation.reviews import Reviews
from generation.sessions import Sessions
from generation.status import Statuses
from generation.table_styles import TableStyles
from generation.tokens import Tokens
from generation.usage import Spending


@dataclass(frozen=True, slots=True)
class Services:
    """The services, each small and named for what it serves."""

    requests: Requests
    reviews: Reviews
    direction: Direction
    styles: TableStyles
    previews: Previews
    gallery: Gallery
    reactions: Reactions
    sessions: Sessions
    members: Members
    reveals: Reveals
    spending: Spending
    access: Access
    deliveries: Deliveries
    events: Broadcaster
    providers: Providers
    statuses: Statuses
    tokens: Tokens
