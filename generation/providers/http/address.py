"""An operator's address of a server, with the login that may stand in it taken out, and their key to it."""

import base64
from dataclasses import dataclass, field

import httpx

from generation.i18n import N_


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and how to log in there: httpx logs the address of each call, so no login may be in it."""

    url: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)


def parse_address(title: str, url: str) -> Address:
    """Return an address without its login, which becomes a header.

    Raises:
        ValueError: it is no address of a web server.

    """
    try:
        address = httpx.URL(url.strip().rstrip("/"))
    except httpx.InvalidURL:
        address = httpx.URL()
    if address.scheme not in {"http", "https"} or not address.host:
        # Without the address in the sentence, for it may hold a password.
        bad = N_("the address of {what} must begin with http:// or https:// and name a server")
        raise ValueError(bad.format(what=title))
    if not address.userinfo:
        return Address(str(address))
    token = base64.b64encode(f"{address.username}:{address.password}".encode()).decode("ascii")
    headers = {"Authorization": f"Basic {token}"}
    return Address(str(address.copy_with(userinfo=b"")), headers, (address.password, token))


def check_key(key: str) -> None:
    """See that a key can be sent in a header.

    Raises:
        ValueError: it cannot, as where it was copied with the end of its line.

    """
    if not (key.isascii() and key.isprintable()):
        raise ValueError(N_("its key holds a character that cannot be sent"))
