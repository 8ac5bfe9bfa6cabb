"""The address of a PostgreSQL database: whether it can be read, what of it may be shown, and what is a secret."""

import re
from urllib.parse import parse_qs, unquote, urlsplit


def is_readable(url: str) -> bool:
    """Tell whether each part of an address is where it belongs.

    A password with a character that ends a part, such as `/` or `#`, moves its own end into the next one, where it
    would be taken for what may be shown.
    """
    try:
        parts = urlsplit(url)
        queried = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    except ValueError:
        return False
    user, at, hosts = parts.netloc.rpartition("@")
    ports = [host.rpartition("]")[2].partition(":")[2] for host in hosts.split(",")]
    astray = "@" in parts.path or parts.fragment or "@" in user or ("@" in parts.query and not (at and queried))
    return not astray and all(not port or port.isdecimal() for port in ports)


def place_of(url: str) -> str:
    """Return where a database is, without user and password."""
    parts = urlsplit(url)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}"


def passwords_in(url: str) -> tuple[str, ...]:
    """Return the passwords in an address, as they stand there and as they are meant."""
    parts = urlsplit(url)
    written = [parts.password] if parts.password else []
    written += re.findall(r"(?:^|&)(?:ssl)?password=([^&]+)", parts.query)
    return tuple({*written, *map(unquote, written)})
