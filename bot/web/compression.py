"""Compression by gzip of what is read as text; pictures are compressed as they are."""

import gzip
import re

from fastapi import Request

#: That a caller takes gzip, and does not refuse it by its weight.
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
#: Headers of what is compressed, and of what would be for another caller.
COMPRESSED = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
PLAIN = {"Vary": "Accept-Encoding"}


def takes_gzip(request: Request) -> bool:
    """Tell whether the caller takes what is compressed."""
    return bool(_GZIP.search(request.headers.get("accept-encoding", "")))


def compress(body: bytes, level: int) -> bytes:
    """Return a body compressed: the same for the same body, at every start and in every process."""
    return gzip.compress(body, level, mtime=0)
