"""Whether an image lies with a Horde of the operator's own, which may be within the bot's network."""

import httpx

from generation.providers.aihorde.api import TITLE
from generation.providers.http.elsewhere import is_public, lookup


async def is_own(address: str, own: str) -> bool:
    """Tell whether an address is on the host that was asked, where that is a private one.

    Raises:
        UnreadableError: that host is not known.

    """
    try:
        wanted, home = httpx.URL(address), httpx.URL(own)
    except httpx.InvalidURL:
        return False
    if wanted.scheme not in {"http", "https"} or wanted.raw_host != home.raw_host:
        return False
    return not all(map(is_public, await lookup(TITLE, home.raw_host.decode("ascii"))))
