"""The image endpoints of an OpenAI-shaped server, through the openai SDK.

Import this module late: the SDK takes over two seconds. Its transport is httpx2, not the httpx of `Remote`.
"""

import asyncio
import codecs
import ssl
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import httpx2
import openai
from openai import AsyncAPIResponse
from pydantic_core import from_json

from generation.i18n import N_
from generation.providers.base import (
    InvalidError,
    ProgressStep,
    ReportProgress,
    UnavailableError,
    UnreadableError,
)
from generation.providers.http.client import CONNECT_SECONDS
from generation.providers.http.media import from_base64, media_type
from generation.providers.http.unreadable import without_picture
from generation.providers.openai.answers import BoundedBytes, events
from generation.providers.openai.download import fetch_image
from generation.providers.openai.errors import Failures

#: What it says it takes to begin with.
TAKEN = frozenset({"image/png", "image/jpeg", "image/webp"})
#: So gateways answer that do not know `stream`, which say by another code, or none, what they dislike.
_STREAM_REFUSALS = frozenset({400, 422, 500, 501})
_Answered = TypeVar("_Answered")


class StreamRefusedError(UnavailableError):
    """The server may not be able to stream: the same call without one may succeed."""


@dataclass(frozen=True, slots=True)
class ImageCall:
    """An image to ask for: the endpoint's own fields; with `images` it is an edit of the first of them."""

    fields: Mapping[str, Any]
    images: tuple[bytes, ...] = ()
    mask: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: an image file, or the address of one, or neither where the list was empty; and the tokens used."""

    data: bytes | None = None
    url: str | None = None
    usage: Mapping[str, Any] = field(default_factory=dict)


class OpenAIImages:
    """One server's image endpoints. Retries are not made here: attempts are counted in one place, the worker."""

    def __init__(
        self, title: str, base_url: str, api_key: str, *, read_seconds: float, hidden_headers: Sequence[str] = ()
    ) -> None:
        self.title = title
        self._base_url, self._api_key, self._read_seconds = base_url, api_key, read_seconds
        self._failures = Failures(title, api_key)
        self._hidden = tuple(hidden_headers)
        # One answer at a time: to read one holds the interpreter, and several would keep the event loop from its turn.
        self._reading = asyncio.Lock()
        timeout = httpx2.Timeout(read_seconds, connect=CONNECT_SECONDS)
        self._client = openai.AsyncOpenAI(
            # Without one the SDK would take OPENAI_API_KEY, and send it to whatever server this is.
            api_key=api_key or "none",
            base_url=base_url,
            max_retries=0,
            timeout=timeout,
            # What is compressed cannot be bounded before it is unpacked.
            default_headers={"Accept-Encoding": "identity"},
            http_client=openai.DefaultAioHttpClient(
                verify=_trusted(),
                timeout=timeout,
                # A redirect would carry prompt and images to whoever the answer names.
                follow_redirects=False,
                event_hooks={"request": [self._hide], "response": [self._bound]},
            ),
        )
        # The SDK imports these when they are first asked for: here, where the caller has a thread for it.
        self._images = self._client.images.with_streaming_response
        self._models = self._client.models.with_streaming_response

    async def generate(self, asked: ImageCall) -> Answer:
        """Ask for an image.

        Raises:
            ProviderError: as the server's answer says.

        """
        return await self._translated(self._generate(asked))

    async def generate_live(self, asked: ImageCall, report: ReportProgress) -> Answer | None:
        """Ask for an image and its previews; `None` where they ended without an image.

        Raises:
            StreamRefusedError: it failed in a way that may be the stream's fault.
            ProviderError: as `generate`.

        """
        return await self._translated(self._generate_live(asked, report), live=True)

    async def image_of(self, answer: Answer) -> bytes | None:
        """Return an answer's image, fetched where only its address came; `None` where it holds neither.

        Raises:
            UnreadableError: it could not be had.

        """
        if answer.data is not None or answer.url is None:
            return answer.data
        return await fetch_image(
            self.title,
            answer.url,
            base_url=self._base_url,
            api_key=self._api_key,
            read_seconds=self._read_seconds,
        )

    async def models(self, seconds: float) -> dict[str, Any]:
        """Return the names of the models that the key may use, each with its end where that is announced.

        Raises:
            ProviderError: as the server's answer says, or it is no list of models.

        """
        return await self._translated(self._listed_models(seconds))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _translated(self, work: Awaitable[_Answered], *, live: bool = False) -> _Answered:
        try:
            return await work
        except openai.APIStatusError as error:
            failure = self._failures.of(error)
            refused = live and error.status_code in _STREAM_REFUSALS
            if refused and type(failure) in {InvalidError, UnavailableError}:
                failure = StreamRefusedError(str(failure))
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, ValueError) as error:
            failure = self._failures.of(error)
        # Outside of the handler: chained, the transport's message could show a malformed key.
        raise failure

    async def _listed_models(self, seconds: float) -> dict[str, Any]:
        # Read as it comes: the SDK's own pages fail with an AttributeError over an answer that is no JSON.
        try:
            async with self._models.list(timeout=seconds) as response:
                answer = from_json((await response.read()).removeprefix(codecs.BOM_UTF8))
        except openai.NotFoundError:
            answer = None
        found = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise UnavailableError(
                N_("{provider} did not answer with a list of models; the operator should check its URL.").format(
                    provider=self.title
                )
            )
        return {str(each["id"]): each.get("shutdown_date") for each in found if isinstance(each, dict) and "id" in each}

    async def _generate(self, asked: ImageCall) -> Answer:
        async with self._call(asked) as response:
            return await self._read(await response.read())

    async def _generate_live(self, asked: ImageCall, report: ReportProgress) -> Answer | None:
        async with self._call(asked, stream=True) as response:
            if "text/event-stream" in response.headers.get("content-type", ""):
                return await self._follow(response.iter_bytes(), asked.fields.get("partial_images", 0), report)
            # A server that ignores `stream` answers JSON: the SDK's stream would yield no event from it, silently,
            # and the image, paid for, would be lost.
            return await self._read(await response.read())

    def _call(self, asked: ImageCall, **more: bool) -> AbstractAsyncContextManager[AsyncAPIResponse[Any]]:
        fields: dict[str, Any] = {**asked.fields, **more}
        if not asked.images:
            return self._images.generate(**fields)
        fields["image"] = [self._upload(f"image-{number}", each) for number, each in enumerate(asked.images, 1)]
        if asked.mask is not None:
            fields["mask"] = self._upload("mask", asked.mask)
        return self._images.edit(**fields)

    def _upload(self, name: str, data: bytes) -> tuple[str, bytes, str]:
        kind = media_type(data)
        if kind is None or kind not in TAKEN:
            raise InvalidError(N_("{provider} takes PNG, JPEG and WebP pictures only.").format(provider=self.title))
        return f"{name}.{kind.rpartition('/')[2]}", data, kind

    async def _follow(self, chunks: AsyncIterator[bytes], previews: int, report: ReportProgress) -> Answer | None:
        """Report the previews of a stream and return its image, if it has one.

        The SDK's own reader would take apart megabytes on the event loop.
        """
        seen = 0
        async for block in events(chunks):
            async with self._reading:
                kind, answer = await asyncio.to_thread(self._event, block)
            if kind.endswith(".completed"):
                return answer
            if kind.endswith(".partial_image"):
                seen += 1
                report(ProgressStep(N_("painting"), min(seen / (previews + 1), 1.0), answer.data))
        return None

    def _event(self, block: bytes) -> tuple[str, Answer]:
        """Return what kind of event this is, and its image; no kind where it holds none."""
        block = block.removeprefix(codecs.BOM_UTF8)
        lines = (line[5:].strip() for line in block.splitlines() if line.startswith(b"data:"))
        data = b"\n".join(lines)
        event = from_json(data) if data and data != b"[DONE]" else None
        if not isinstance(event, dict):
            return "", Answer()
        if event.get("error") or event.get("type") == "error":
            raise self._failures.from_body(event.get("error") or event)
        kind, text, usage = str(event.get("type", "")), event.get("b64_json"), event.get("usage")
        if not isinstance(text, str):
            return "", Answer()
        image = from_base64(self.title, text) if kind.endswith(".completed") else _preview(text)
        return kind, Answer(data=image, usage=usage if isinstance(usage, dict) else {})

    async def _read(self, body: bytes) -> Answer:
        """Return what a JSON answer holds, read in a thread."""
        async with self._reading:
            return await asyncio.to_thread(self._answer, body)

    def _answer(self, body: bytes) -> Answer:
        answer = from_json(body.removeprefix(codecs.BOM_UTF8))
        if isinstance(answer, dict) and answer.get("error"):
            raise self._failures.from_body(answer["error"])
        listed = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            raise without_picture(self.title)
        first = listed[0] if listed else {}
        text, url, usage = first.get("b64_json"), first.get("url"), answer.get("usage")
        return Answer(
            data=from_base64(self.title, text) if isinstance(text, str) and text else None,
            url=url if isinstance(url, str) and url else None,
            usage=usage if isinstance(usage, dict) else {},
        )

    async def _hide(self, request: httpx2.Request) -> None:
        for name in self._hidden:
            request.headers.pop(name, None)

    async def _bound(self, response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise UnreadableError(
                N_("{provider} sent a compressed answer, which it was asked not to do.").format(provider=self.title)
            )
        response.stream = BoundedBytes(response.stream, self.title)


@cache
def _trusted() -> ssl.SSLContext:
    """Return the authorities to trust, read once for all servers: that takes a tenth of a second."""
    return httpx2.create_ssl_context()


def _preview(text: str) -> bytes | None:
    """Return a preview, or none: the image is still to come, and paid for."""
    try:
        return from_base64("", text)
    except UnavailableError:
        return None
