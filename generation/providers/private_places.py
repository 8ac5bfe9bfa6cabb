"""What players do not read of providers' words: where an operator's machines and files are, and Python's own words."""

import ipaddress
import re
from urllib.parse import urlsplit

HIDDEN = "…"

_WORD = re.compile(r"(?P<host>\bhost=['\"]?)?(?P<word>[^\s'\"<>()\[\]{},;=|]+)")
#: The name of an exception, as `ConnectError`, in brackets or before what it says, and the number of a system's error.
_EXCEPTION = re.compile(
    r" ?\((?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Timeout)\)"
    r"|\b(?:[a-z_]\w*\.)*[A-Z][a-z]\w*(?:Error|Exception)(?: - |: ?)?"
    r"|\[Errno -?\d+\] ?"
)
#: What Python says of its own objects and calls.
_PYTHON = re.compile(
    r"Traceback \(most recent call last\).*|<[\w.]+ object at 0x[0-9a-f]+>|'\w+' object (?:has|is|does) [^.:;\n]*"
    r"|\b[\w.]+\(\) (?:got|missing|takes) [^.:;\n]*",
    re.DOTALL,
)
_DRIVE = re.compile(r"[a-z]:/", re.IGNORECASE)
_OWN_NETWORK = (".local", ".lan", ".home", ".internal", ".localdomain")


def hide_private_places(text: str) -> str:
    """Return a text without addresses of machines, paths of files and names of exceptions.

    Web pages that everybody can open stay.
    """
    return _WORD.sub(_shown, _EXCEPTION.sub("", _PYTHON.sub(HIDDEN, text)))


def _shown(found: re.Match[str]) -> str:
    before, word = found["host"] or "", found["word"]
    end = word[len(word.rstrip(".:")) :]
    return f"{before}{HIDDEN}{end}" if before or _is_private(word.rstrip(".:")) else found[0]


def _is_private(word: str) -> bool:
    if "\\" in word or _DRIVE.match(word):
        return True
    if "://" in word:
        return not _is_web_page(word)
    if word.startswith(("/", "~/")):
        # One alone is a command of ours, such as /image.
        return word.count("/") > 1
    host, _, port = word.rpartition(":")
    if host and port.isdecimal():
        # “5:12” is a node of ComfyUI's, and “error:500” no port.
        return _is_ip(word) or _is_ip(host) or (not host.isdecimal() and ("." in host or len(port) > 3))
    return _is_ip(word) or _is_of_own_network(word)


def _is_web_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return "." in host and port is None and not _is_ip(host) and not _is_of_own_network(host)


def _is_of_own_network(host: str) -> bool:
    return host.lower() == "localhost" or host.lower().endswith(_OWN_NETWORK)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
