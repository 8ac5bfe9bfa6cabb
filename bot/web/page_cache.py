"""A cache of gallery pages: whoever follows a session asks for the same ones again, and often all at once."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

from generation.observability.metrics import CACHE

log = logging.getLogger(__name__)

MAX_PAGES = 256
#: Links in a page were to last for a day, or ten minutes: they may have lost so many seconds of it.
FRESH_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Page:
    until: float
    body: bytes


class PageCache:
    """Keep the pages asked for last while nothing that they show changes; `version` tells when something did."""

    def __init__(self, version: Callable[[], int]) -> None:
        self._version = version
        #: The version of all pages here.
        self._made_at = version()
        self._pages: OrderedDict[Hashable, _Page] = OrderedDict()
        self._loading: dict[tuple[Hashable, int], asyncio.Task[bytes]] = {}

    async def get(self, key: Hashable, load: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return the page of a key, which names its viewer; callers who miss it at the same time share one `load`."""
        # Read before it is loaded: what is written meanwhile may be missing in it.
        self.forget_stale()
        version = self._made_at
        page = self._pages.get(key)
        is_here = page is not None and time.monotonic() < page.until
        CACHE.labels("pages", "hit" if is_here else "miss").inc()
        if page and is_here:
            self._pages.move_to_end(key)
            return page.body
        flight = (key, version)
        if flight not in self._loading:
            # Not `spawn`, which would log what whoever asks is told.
            self._loading[flight] = asyncio.create_task(self._load(key, version, load), name="load a page")
            self._loading[flight].add_done_callback(lambda task: self._landed(flight, task))
        # Shielded: a caller who hangs up must not end it for the others.
        return await asyncio.shield(self._loading[flight])

    def _landed(self, flight: tuple[Hashable, int], task: asyncio.Task[bytes]) -> None:
        del self._loading[flight]
        if not task.cancelled() and (error := task.exception()):
            # All who waited for it may have hung up.
            log.info("a page could not be loaded: %s", type(error).__name__)

    def forget_stale(self) -> None:
        """Drop the pages if something has changed since they were made: what was deleted is in none."""
        version = self._version()
        if version != self._made_at:
            self._pages.clear()
            self._made_at = version

    async def _load(self, key: Hashable, version: int, load: Callable[[], Awaitable[bytes]]) -> bytes:
        until = time.monotonic() + FRESH_SECONDS
        body = await load()
        self.forget_stale()
        if version != self._made_at:
            return body
        self._pages[key] = _Page(until, body)
        self._pages.move_to_end(key)
        if len(self._pages) > MAX_PAGES:
            self._pages.popitem(last=False)
        return body
