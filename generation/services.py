"""What every front end is handed: the services, in one value."""

from dataclasses import dataclass

from generation.access import Access
from generation.deliveries import Deliveries
from generation.events import Broadcaster
from generation.gallery import Gallery
from generation.providers.registry import Providers
from generation.requests import Requests
from generation.sessions import Sessions
from generation.status import Statuses


@dataclass(frozen=True, slots=True)
class Services:
    """The services, each small and named for what it serves."""

    requests: Requests
    gallery: Gallery
    sessions: Sessions
    access: Access
    deliveries: Deliveries
    events: Broadcaster
    providers: Providers
    statuses: Statuses
