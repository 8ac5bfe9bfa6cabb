"""A small OpenTelemetry collector: traces by OTLP over HTTP, as protobuf, read into what a test asks of them."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True, slots=True)
class ReceivedSpan:
    """A span as the collector got it; ids are hexadecimal."""

    trace: str
    id: str
    parent: str
    name: str
    start: int
    end: int
    facts: dict[str, Any]
    follows: tuple[tuple[str, str], ...]
    failed: str
    service: str


@dataclass(slots=True)
class Collector:
    """Take what comes, or answer with another status; where it `hangs`, it answers nobody before it is closed."""

    status: int = 200
    hangs: bool = False
    spans: list[ReceivedSpan] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    _closed: asyncio.Event = field(default_factory=asyncio.Event)
    _server: TestServer = field(init=False)

    def __post_init__(self) -> None:
        app = web.Application()
        app.router.add_post("/v1/traces", self._take)
        self._server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.headers = dict(request.headers)
        self.bodies.append(body)
        self.came.set()
        if self.hangs:
            await self._closed.wait()
        if self.status == 200:
            self.spans += _spans(ExportTraceServiceRequest.FromString(body))
        return web.Response(status=self.status, content_type="application/x-protobuf")

    def of(self, request_id: str) -> list[ReceivedSpan]:
        """Return a request's spans in the order in which they began."""
        trace = request_id.replace("-", "")
        return sorted((each for each in self.spans if each.trace == trace), key=lambda each: each.start)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed.set()
        await self._server.close()


def tree(spans: list[ReceivedSpan]) -> dict[str, list[str]]:
    """Return which spans, by name, are within which; those that are within none are within ""."""
    names = {each.id: each.name for each in spans}
    found: dict[str, list[str]] = {}
    for each in spans:
        found.setdefault(names[each.parent] if each.parent else "", []).append(each.name)
    return found


def _spans(sent: Any) -> Iterator[ReceivedSpan]:  # noqa: ANN401  # protobuf's classes are made at run time
    for resource in sent.resource_spans:
        service = next(each.value.string_value for each in resource.resource.attributes if each.key == "service.name")
        for span in (span for scope in resource.scope_spans for span in scope.spans):
            yield ReceivedSpan(
                span.trace_id.hex(),
                span.span_id.hex(),
                span.parent_span_id.hex(),
                span.name,
                span.start_time_unix_nano,
                span.end_time_unix_nano,
                {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in span.attributes},
                tuple((link.trace_id.hex(), link.span_id.hex()) for link in span.links),
                span.status.message,
                service,
            )
