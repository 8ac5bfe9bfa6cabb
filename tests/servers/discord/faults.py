"""Failures a test asks for."""

import json
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from aiohttp import web

from .snowflakes import Json

API_PREFIX = "/api/v10"


@dataclass
class Fault:
    """What happens to the next `times` requests that match.

    `refused`: not done, the status is the answer. `lost`: done, the connection breaks before the answer.
    `held`: done, and the answer never comes.
    """

    method: str
    path: str
    times: int
    outcome: Literal["refused", "lost", "held"]
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    body: Json | None = None

    def response(self) -> web.Response:
        body = self.body or {"message": "injected by the test", "code": 0}
        if self.status == 429:
            body = {"retry_after": 0.1, "global": False} | body
        # discord.py believes a 429 without Via to be Cloudflare's ban.
        headers = {"Via": "1.1 google"} | self.headers
        return json_response(body, self.status, headers)


class Faults:
    """The failures still to come."""

    def __init__(self) -> None:
        self._pending: list[Fault] = []
        #: While set, everything is refused.
        self.down = False

    def add(self, fault: Fault) -> None:
        self._pending.append(fault)

    def forget(self) -> None:
        """End all failures."""
        self._pending.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The failure for this request, used up by it."""
        if self.down:
            return Fault(method, path, 1, "refused", 503)
        for fault in self._pending:
            if fault.method == method and fnmatchcase(path, fault.path):
                fault.times -= 1
                if fault.times == 0:
                    self._pending.remove(fault)
                return fault
        return None

    def refuse(self, request: web.Request) -> web.Response | None:
        """The answer to a CDN or gateway request that a test wants refused."""
        fault = self.take(request.method, request.path)
        return fault.response() if fault else None


def json_response(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON under exactly the content type discord.py wants: a charset would make it a string."""
    content_type = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=content_type | (headers or {}))
