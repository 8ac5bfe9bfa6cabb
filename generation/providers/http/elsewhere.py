"""Images at an address elsewhere that an answer names: fetched without our key, never from the bot's own network."""

import asyncio
import ipaddress
import socket
import ssl

import httpx

from generation.i18n import N_
from generation.providers.base import UnreadableError
from generation.providers.http.client import CONNECT_SECONDS, tls
from generation.providers.http.media import from_base64, media_type
from generation.providers.http.unreadable import not_a_picture, too_large

#: An image that is larger, or takes longer, is given up.
MAX_FILE, MAX_SECONDS = 50 * 2**20, 60.0
MAX_PORT = 2**16 - 1
#: All of IPv6 that is the public internet; what Python calls global is more.
_UNICAST = ipaddress.ip_network("2000::/3")
#: Addresses of the public internet that stand for one of an IPv4 network, whichever that is.
_TRANSLATED = tuple(map(ipaddress.ip_network, ("2002::/16", "2001::/32")))


async def fetch_elsewhere(title: str, address: str) -> bytes:
    """Return the image at a public https address, or in a `data:` URL.

    The host's name is looked up once, and the connection goes to what was found and checked.

    Raises:
        UnreadableError: it is no such address, or no image came from there in time.

    """
    if address.startswith("data:"):
        return await asyncio.to_thread(from_base64, title, address)
    url = _public_url(title, address)
    try:
        async with asyncio.timeout(MAX_SECONDS):
            data = await _read(title, url, await _public_ip(title, url))
    except TimeoutError as error:
        raise UnreadableError(
            N_("{provider}'s picture did not come within {seconds:g} seconds.").format(
                provider=title, seconds=MAX_SECONDS
            )
        ) from error
    except (httpx.HTTPError, httpx.StreamError, ssl.SSLError) as error:
        raise UnreadableError(
            N_("{provider}'s picture could not be fetched ({status}).").format(
                provider=title, status=type(error).__name__
            )
        ) from error
    if media_type(data) is None:
        raise not_a_picture(title)
    return data


def _public_url(title: str, address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise UnreadableError(
            N_("{provider} sent a picture's address that makes no sense.").format(provider=title)
        ) from error
    if url.scheme != "https" or not url.raw_host or url.userinfo or (url.port or 0) > MAX_PORT:
        raise _not_followed(title)
    return url


async def _public_ip(title: str, url: httpx.URL) -> str:
    """Return one of a host's addresses, all of which are public."""
    # Decoded, its name may be none, or be looked up as another one than its certificate is of.
    found = await lookup(title, url.raw_host.decode("ascii"))
    if not found or not all(is_public(each) for each in found):
        raise _not_followed(title)
    return found[0]


async def lookup(title: str, host: str) -> list[str]:
    """Return the addresses of a host.

    Raises:
        UnreadableError: it is not known.

    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableError(N_("{provider}'s store of pictures cannot be found.").format(provider=title)) from error
    return [str(entry[4][0]).partition("%")[0] for entry in found]


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, also where it stands for another one."""
    ip = ipaddress.ip_address(address)
    mapped = getattr(ip, "ipv4_mapped", None)
    if mapped is not None:
        return is_public(str(mapped))
    if ip.version == 6 and (ip not in _UNICAST or any(ip in network for network in _TRANSLATED)):
        return False
    return ip.is_global and not ip.is_multicast


async def _read(title: str, url: httpx.URL, ip: str) -> bytes:
    """Read a file from one address of its host; the certificate is still the host's own."""
    # No proxy of the environment: it would look the name up again.
    async with (
        httpx.AsyncClient(
            verify=tls(), timeout=httpx.Timeout(MAX_SECONDS, connect=CONNECT_SECONDS), trust_env=False
        ) as client,
        client.stream(
            "GET",
            url.copy_with(host=ip),
            headers={"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
            follow_redirects=False,
        ) as response,
    ):
        if response.status_code != 200:
            raise UnreadableError(
                N_("{provider}'s picture could not be fetched ({status}).").format(
                    provider=title, status=response.status_code
                )
            )
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > MAX_FILE:
                raise too_large(title)
    return bytes(body)


def _not_followed(title: str) -> UnreadableError:
    return UnreadableError(
        N_("{provider} sent a picture's address that the bot does not follow.").format(provider=title)
    )
