"""Which addresses of images may be followed: an answer must not make the bot ask inside its own network."""

import asyncio
import ipaddress
import socket

import httpx

from generation.i18n import N_
from generation.providers.base import UnavailableError


async def check_address(address: str, own: str, title: str) -> None:
    """Check the address of an image: https and public, or on the host that was asked when that one is private.

    The name is looked up here and again by the download; a name that changes in between is not caught.

    Raises:
        UnavailableError: it is another one, or its host is not known.

    """
    try:
        wanted, home = httpx.URL(address), httpx.URL(own)
    except httpx.InvalidURL as error:
        raise UnavailableError(
            N_("{provider} sent a picture's address that makes no sense.").format(provider=title)
        ) from error
    if wanted.scheme in {"http", "https"} and wanted.host == home.host and not await _is_public(home.host, title):
        return
    if wanted.scheme != "https" or wanted.userinfo or not await _is_public(wanted.host, title):
        raise UnavailableError(
            N_("{provider} sent a picture's address that the bot does not follow.").format(provider=title)
        )


async def _is_public(host: str, title: str) -> bool:
    """Tell whether every address of a host is one of the public internet."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnavailableError(N_("{provider}'s store of pictures cannot be found.").format(provider=title)) from error
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)
