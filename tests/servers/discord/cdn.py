"""Discord's CDN: stored files behind signed addresses that expire."""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from .faults import Faults
from .snowflakes import Json, snowflake

_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Upload:
    """A file on its way to Discord."""

    name: str
    data: bytes
    content_type: str = "image/png"


@dataclass(frozen=True, eq=False)
class Attachment:
    """A stored file. Its `url` is signed anew each time it is read."""

    cdn: "Cdn"
    id: int
    path: str
    name: str
    data: bytes
    content_type: str
    description: str | None

    @property
    def url(self) -> str:
        return self.cdn.sign(self.path)

    def media(self) -> Json:
        """What an embed or a component shows of this file."""
        size = _png_size(self.data)
        return {"url": self.url, "proxy_url": self.url, "content_type": self.content_type} | size

    def to_json(self) -> Json:
        facts = {"id": str(self.id), "filename": self.name, "size": len(self.data), "flags": 0}
        return facts | {"description": self.description} | self.media()


class Cdn:
    """The files, and the key that signs their addresses."""

    def __init__(self, base_url: str, faults: Faults) -> None:
        self._base_url = base_url
        self._faults = faults
        self._files: dict[str, Attachment] = {}
        self._key = secrets.token_bytes(16)

    def store(self, channel_id: int, upload: Upload, description: str | None = None) -> Attachment:
        attachment_id = snowflake()
        path = f"/cdn/attachments/{channel_id}/{attachment_id}/{upload.name}"
        stored = Attachment(self, attachment_id, path, upload.name, upload.data, upload.content_type, description)
        self._files[path] = stored
        return stored

    def sign(self, path: str) -> str:
        issued = int(time.time())
        terms = f"ex={issued + _DAY:x}&is={issued:x}"
        return f"{self._base_url}{path}?{terms}&hm={self._signature(path, terms)}&"

    def expire_urls(self) -> None:
        """Every address given out so far stops working, as after a day."""
        self._key = secrets.token_bytes(16)

    def read(self, url: str) -> Attachment:
        """The file behind a signed address; LookupError when Discord would not serve it."""
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        terms = "&".join(f"{key}={query[key][0]}" for key in ("ex", "is"))
        if query["hm"][0] != self._signature(parts.path, terms) or int(query["ex"][0], 16) < time.time():
            raise LookupError(url)
        return self._files[parts.path]

    async def serve(self, request: web.Request) -> web.Response:
        if refused := self._faults.refuse(request):
            return refused
        try:
            found = self.read(str(request.rel_url))
        except LookupError:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=found.data, headers={"Content-Type": found.content_type})

    def _signature(self, path: str, terms: str) -> str:
        return hmac.new(self._key, f"{path}?{terms}".encode(), hashlib.sha256).hexdigest()


def _png_size(data: bytes) -> Json:
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return {}
    return {"width": int.from_bytes(data[16:20], "big"), "height": int.from_bytes(data[20:24], "big")}
