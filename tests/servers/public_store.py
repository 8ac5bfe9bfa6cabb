"""A store of files on the public internet: https under a name of its own, on a local port."""

import ssl
from typing import Self

import pytest
import trustme
from aiohttp import web
from aiohttp.test_utils import TestServer


class PublicStore:
    """Answer with `file`; while it is open its name is looked up as `addresses`, and its certificate is trusted."""

    def __init__(self, patch: pytest.MonkeyPatch, *addresses: str) -> None:
        self.file = web.Response(status=404)
        self.asked: list[web.Request] = []
        self.looked_up: list[str] = []
        self._patch = patch
        self._addresses = addresses or ("127.0.0.1",)
        application = web.Application()
        application.router.add_get("/{path:.*}", self._answer)
        self._server = TestServer(application, scheme="https")

    @property
    def host(self) -> str:
        return f"images.example:{self._server.port}"

    def address(self, path: str) -> str:
        return f"https://{self.host}/{path}"

    async def __aenter__(self) -> Self:
        own = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority = trustme.CA()
        authority.issue_cert("images.example").configure_cert(own)
        await self._server.start_server(ssl=own)

        async def lookup(_title: str, host: str) -> list[str]:
            self.looked_up.append(host)
            return list(self._addresses)

        module = "generation.providers.http.elsewhere"
        trusted = ssl.create_default_context()
        authority.configure_trust(trusted)
        self._patch.setattr(f"{module}.lookup", lookup)
        self._patch.setattr(f"{module}.tls", lambda: trusted)
        if self._addresses == ("127.0.0.1",):
            self._patch.setattr(f"{module}.is_public", lambda _address: True)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        return self.file
