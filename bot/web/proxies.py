"""Where a request comes from: the connection's own peer, or what a trusted proxy says of it."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from bot.settings import UNIX_PROXY

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class TrustedProxies:
    """The proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed."""

    networks: tuple[Network, ...] = ()
    #: Whether whoever calls over the Unix socket is one.
    unix: bool = False

    @classmethod
    def parse(cls, names: Iterable[str]) -> Self:
        """Return the proxies that are named by address, by network, or as `unix`.

        Raises:
            ValueError: one is none of these.

        """
        names = tuple(names)
        networks = tuple(ipaddress.ip_network(name) for name in names if name != UNIX_PROXY)
        return cls(networks, UNIX_PROXY in names)

    def __contains__(self, address: str) -> bool:
        """Tell whether an address, as `normal_address` has it, is one of these proxies."""
        if address == UNIX_PROXY:
            return self.unix
        # Most have no proxy, and every thumbnail asks.
        return bool(self.networks) and any(ipaddress.ip_address(address) in network for network in self.networks)

    def caller(self, peer: str, forwarded: Iterable[str]) -> str:
        """Return the address that a request comes from; `forwarded` are the values of `X-Forwarded-For`.

        Each proxy appends whom it was called by. So the last address that is no proxy of ours counts; what stands
        before it is only what that caller says.
        """
        named = [each for value in forwarded for each in value.split(",")]
        while named and peer in self:
            try:
                peer = normal_address(_without_port(named.pop().strip()))
            except ValueError:
                break
        return peer


@lru_cache(maxsize=1024)
def normal_address(host: str | None) -> str:
    """Return an address in one way of writing it; `UNIX_PROXY` for that of a Unix socket, which has none.

    Raises:
        ValueError: it is no address.

    """
    if host is None:
        return UNIX_PROXY
    address = ipaddress.ip_address(host.partition("%")[0])
    return str(getattr(address, "ipv4_mapped", None) or address)


def address_group(address: str) -> str:
    """Return under what an address is counted: one subscriber has 2^64 addresses of IPv6, and is one."""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0] if host.count(":") == 1 else host
