"""A hub of models with Hugging Face's interface on a local port, which cuts downloads off as it is told."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer

REPOSITORY, COMMIT = "table/model", "c0ffee" * 6 + "c0ff"
#: From this size on a file is told of by its sha256, as one that git keeps elsewhere.
LARGE = 1000


class FakeHub:
    """Serve a model's files; `cut_after` bytes of an answer the connection is cut, so often as `cuts` says."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.told = dict(files)
        self.cuts, self.cut_after = 0, 0
        self.ranges: list[str | None] = []
        self.asked: Counter[str] = Counter()
        #: What is answered in place of the list of files.
        self.tree: bytes | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get(f"/api/models/{REPOSITORY}/revision/main", self._revision)
        app.router.add_get(f"/api/models/{REPOSITORY}/tree/{COMMIT}", self._tree)
        app.router.add_get(f"/{REPOSITORY}/resolve/{COMMIT}/{{path:.+}}", self._file)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url("/")).rstrip("/")

    async def _revision(self, _: web.Request) -> web.Response:
        return web.json_response({"sha": COMMIT})

    async def _tree(self, _: web.Request) -> web.Response:
        if self.tree is not None:
            return web.Response(body=self.tree, content_type="application/json")
        entries = [{"type": "directory", "path": "unet", "size": 0, "oid": "0"}]
        return web.json_response([*entries, *(_entry(path, content) for path, content in self.told.items())])

    async def _file(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        self.asked[path] += 1
        if path not in self.files:
            raise web.HTTPNotFound
        self.ranges.append(request.headers.get("Range"))
        begin = int((request.headers.get("Range") or "bytes=0-").removeprefix("bytes=").rstrip("-"))
        content = self.files[path][begin:]
        response = web.StreamResponse(status=206 if begin else 200, headers={"Content-Length": str(len(content))})
        await response.prepare(request)
        if self.cuts and len(content) > self.cut_after:
            self.cuts -= 1
            await response.write(content[: self.cut_after])
            assert request.transport is not None
            request.transport.close()
            return response
        await response.write(content)
        return response


def _entry(path: str, content: bytes) -> dict[str, object]:
    git = hashlib.sha1(f"blob {len(content)}\0".encode() + content, usedforsecurity=False).hexdigest()
    entry: dict[str, object] = {"type": "file", "path": path, "size": len(content), "oid": git}
    if len(content) >= LARGE:
        entry["lfs"] = {"oid": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return entry
