"""Parts: an export that must not be one large file becomes several, each of use by itself."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

#: The longest name of a file, without its ending.
_LONGEST = 40


def split(items: Sequence[T], sizes: Sequence[int], most: int | None) -> list[Sequence[T]]:
    """Return items in parts, in their order, each part of at most so many bytes or of one item; without items, one."""
    if most is None or not items:
        return [items]
    parts, first, filled = list[Sequence[T]](), 0, 0
    for at, size in enumerate(sizes):
        if at > first and filled + size > most:
            parts.append(items[first:at])
            first, filled = at, 0
        filled += size
    return [*parts, items[first:]]


def file_name(title: str, ending: str, part: int = 1, parts: int = 1) -> str:
    """Return a name that every system takes, such as `neon-nights-2-of-3.zip`."""
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "scenes"
    return f"{stem}-{part}-of-{parts}.{ending}" if parts > 1 else f"{stem}.{ending}"
