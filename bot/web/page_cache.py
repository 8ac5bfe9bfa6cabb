"""Pages of the gallery that were answered just now: whoever follows a session asks for the same ones again."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

REMEMBERED = 256
#: Links in a page were to last for a day, or ten minutes: they may have lost so many seconds of it.
FRESH_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Page:
    version: int
    until: float
    answer: bytes


class Pages:
    """Remember answers for as long as nothing is written; `version` tells when something was."""

    def __init__(self, version: Callable[[], int]) -> None:
        self._version = version
        self._pages: OrderedDict[Hashable, _Page] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return what `make` makes, or made for this key; whose eyes it is for belongs into the key."""
        # Before it is made: what is written meanwhile may be missing in it.
        version, moment = self._version(), time.monotonic()
        known = self._pages.get(key)
        if known and known.version == version and moment < known.until:
            return known.answer
        answer = await make()
        self._pages[key] = _Page(version, moment + FRESH_SECONDS, answer)
        self._pages.move_to_end(key)
        if len(self._pages) > REMEMBERED:
            self._pages.popitem(last=False)
        return answer
