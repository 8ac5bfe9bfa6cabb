"""What the routes work with: services, options and counters in one value."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from bot.web.page_cache import PageCache
from bot.web.proxies import TrustedProxies
from bot.web.readiness import Readiness
from generation.execution.worker import Workers
from generation.gallery.signed_urls import SignedUrls
from generation.services import Services


@dataclass(frozen=True, slots=True)
class WebOptions:
    """Options and limits: times in seconds, sizes in bytes."""

    host: str = "127.0.0.1"
    port: int = 8080
    #: Whether `user_id` is believed without a token.
    trusted: bool = False
    public_base_url: str | None = None
    cdn_base_url: str | None = None
    #: The origin of the picture store, where browsers load pictures from the store itself.
    store_origin: str | None = None
    cors_origins: tuple[str, ...] = ()
    #: How long the instant route waits for its image, and how many run beside the usual workers.
    instant_seconds: float = 120.0
    instant_slots: int = 2
    #: Whose word counts on where a request comes from.
    trusted_proxies: TrustedProxies = TrustedProxies()  # noqa: RUF009  # it is frozen
    #: Requests a second for each token, and wrong codes for each address and session; `burst` may come at once.
    rate: float = 50.0
    burst: int = 300
    failure_rate: float = 5.0
    failure_burst: int = 50
    #: A request's head with its first line, and how many headers it has.
    head_bytes: int = 64 * 2**10
    head_count: int = 100
    body_bytes: int = 64 * 2**10
    references_bytes: int = 16 * 2**20
    #: In all, and for one address that is no trusted proxy.
    connections: int = 256
    connections_per_peer: int = 64
    #: In how long a request has to be whole, how long a reader may stall, how long a connection may idle.
    request_seconds: float = 30.0
    #: The same for an archive that is imported, and how large it may be.
    import_seconds: float = 600.0
    import_bytes: int = 512 * 2**20
    stalled_seconds: float = 10.0
    idle_seconds: float = 30.0
    heartbeat_seconds: float = 15.0
    streams_per_member: int = 16
    exports_per_member: int = 2

    @property
    def base_path(self) -> str:
        """Return the path below which browsers reach us, without a slash at its end; most often none."""
        return urlsplit(self.public_base_url or "").path


@dataclass(frozen=True, slots=True)
class WebState:
    """The services, the signed URLs, the page cache, the options, the readiness and the counters."""

    services: Services
    signed_urls: SignedUrls
    page_cache: PageCache
    options: WebOptions
    readiness: Readiness
    #: Workers for one request alone.
    workers_for: Callable[[str], Workers]
    #: Set when the server stops: streams end.
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    #: Open event streams of each member, and exports that are being sent.
    streams: Counter[str] = field(default_factory=Counter)
    exports: Counter[str] = field(default_factory=Counter)
    #: The sessions whose archives are being received.
    receiving: set[str] = field(default_factory=set)


async def _state(request: Request) -> WebState:
    state: WebState = request.app.state.state
    return state


State = Annotated[WebState, Depends(_state)]
