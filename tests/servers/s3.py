"""What of S3 a picture store uses, on a local port: put (in parts, too), get, head, delete, list."""

import asyncio
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import unquote
from xml.sax.saxutils import escape, unescape

from aiohttp import web
from aiohttp.test_utils import TestServer

KEY_ID, SECRET_KEY = "AKIDSCENES", "s3cr3t/of+the+bucket"
BUCKET = "pictures"


@dataclass
class FakeS3:
    """Hold one bucket, open to one key; `broken` answers in its place, and every answer takes `seconds`."""

    objects: dict[str, bytes] = field(default_factory=dict)
    changed_at: dict[str, datetime] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    broken: Callable[[], web.Response] | None = None
    seconds: float = 0.0
    _parts: dict[str, dict[int, bytes]] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=2**26)
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._server = TestServer(application)
        await self._server.start_server()
        self.url = str(self._server.make_url("/")).rstrip("/")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    @property
    def variables(self) -> dict[str, str]:
        """Return the environment in which this bucket opens."""
        return {
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": "us-east-1",
        }

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        bucket, _, key = unquote(request.path).lstrip("/").partition("/")
        body = await request.read()
        self.asked.append(f"{request.method} {request.path_qs}")
        await asyncio.sleep(self.seconds)
        if self.broken:
            return self.broken()
        if f"Credential={KEY_ID}/" not in request.headers.get("Authorization", ""):
            return _error(403, "InvalidAccessKeyId", "The key does not exist in our records.")
        if bucket != BUCKET:
            return _error(404, "NoSuchBucket", "The specified bucket does not exist.")
        return self._do(request, key, body)

    def _do(self, request: web.Request, key: str, body: bytes) -> web.Response:
        match request.method:
            case "PUT":
                return self._put(request, key, body)
            case "POST":
                return self._in_parts(request, key, body)
            case "GET" if not key:
                return self._list(request.query.get("prefix", ""), request.query.get("continuation-token", ""))
            case "DELETE":
                self.objects.pop(key, None)
                return web.Response(status=204)
        return self._get(key)

    def _put(self, request: web.Request, key: str, body: bytes) -> web.Response:
        if "partNumber" in request.query:
            self._parts[request.query["uploadId"]][int(request.query["partNumber"])] = body
        else:
            self.store(key, body)
        return web.Response(headers={"ETag": _etag(body)})

    def store(self, key: str, body: bytes, changed_at: datetime | None = None) -> None:
        self.objects[key], self.changed_at[key] = body, changed_at or datetime.now(UTC)

    def _in_parts(self, request: web.Request, key: str, body: bytes) -> web.Response:
        if "uploads" in request.query:
            upload = f"upload-{len(self._parts)}"
            self._parts[upload] = {}
            found = f"<Bucket>{BUCKET}</Bucket><Key>{escape(key)}</Key><UploadId>{upload}</UploadId>"
            return _xml(f"<InitiateMultipartUploadResult>{found}</InitiateMultipartUploadResult>")
        if "delete" in request.query:
            keys = [unescape(each) for each in re.findall(r"<Key>(.*?)</Key>", body.decode())]
            for each in keys:
                self.objects.pop(each, None)
            gone = "".join(f"<Deleted><Key>{escape(each)}</Key></Deleted>" for each in keys)
            return _xml(f"<DeleteResult>{gone}</DeleteResult>")
        parts = self._parts.pop(request.query["uploadId"])
        whole = b"".join(parts[number] for number in sorted(parts))
        self.store(key, whole)
        return _xml(
            f"<CompleteMultipartUploadResult><Bucket>{BUCKET}</Bucket><Key>{escape(key)}</Key>"
            f"<ETag>{escape(_etag(whole))}</ETag></CompleteMultipartUploadResult>"
        )

    def _list(self, prefix: str, after: str) -> web.Response:
        """List two objects at a time, so that a reader has to ask on."""
        keys = [key for key in sorted(self.objects) if key.startswith(prefix) and key > after]
        page, more = keys[:2], len(keys) > 2
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>{self.changed_at[key]:%Y-%m-%dT%H:%M:%S.000Z}</LastModified>"
            f"<ETag>{escape(_etag(self.objects[key]))}</ETag><Size>{len(self.objects[key])}</Size></Contents>"
            for key in page
        )
        on = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        return _xml(f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{on}{rows}</ListBucketResult>")

    def _get(self, key: str) -> web.Response:
        if key not in self.objects:
            return _error(404, "NoSuchKey", "The specified key does not exist.")
        changed = f"{self.changed_at[key]:%a, %d %b %Y %H:%M:%S} GMT"
        return web.Response(
            body=self.objects[key], headers={"ETag": _etag(self.objects[key]), "Last-Modified": changed}
        )


def _etag(body: bytes) -> str:
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'


def _xml(text: str, status: int = 200) -> web.Response:
    return web.Response(
        text=f'<?xml version="1.0" encoding="UTF-8"?>{text}', status=status, content_type="application/xml"
    )


def _error(status: int, code: str, message: str) -> web.Response:
    return _xml(f"<Error><Code>{code}</Code><Message>{message}</Message></Error>", status)
