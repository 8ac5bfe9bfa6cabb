"""ComfyUI's WebSocket: one for all jobs, whose messages are handed to the job that they are about."""

import asyncio
import contextlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp

from generation.providers.http.address import Address
from storage.tasks import spawn

log = logging.getLogger(__name__)

MAX_MESSAGE = 16 * 2**20
OPEN_SECONDS = 5.0
#: How long after a try that got no answer the next one is made.
AGAIN_SECONDS = 10.0
HEARTBEAT_SECONDS = 20.0

#: A binary message begins with its type and, for a preview, the image's format, each as four bytes.
_PREVIEW = 1
_MAGIC = {1: b"\xff\xd8\xff", 2: b"\x89PNG"}
_ENDS = ("execution_success", "execution_error", "execution_interrupted")


@dataclass(frozen=True, slots=True)
class News:
    """What the socket tells a job: that it paints, how far it is, a preview, its end, or that no more will be told."""

    fraction: float | None = None
    preview: bytes | None = None
    ended: bool = False
    dropped: bool = False


class ComfySocket:
    """Hold one WebSocket: opened when it is first needed, and again when a job needs it after it dropped."""

    def __init__(self, address: Address, client_id: str) -> None:
        self._url = f"ws{address.url.removeprefix('http')}/ws"
        self._headers = address.headers
        #: Under which name jobs are queued and listened for; another one counts from the next opening on.
        self.client_id = client_id
        self._session: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None
        self._opening: asyncio.Task[None] | None = None
        self._next_try = 0.0
        self._hung = False
        self._refused = False
        self._jobs: dict[str, asyncio.Queue[News]] = {}
        self._executing: str | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether news can come."""
        return self._socket is not None and not self._socket.closed

    async def open(self) -> None:
        """Open the socket unless it is open; where that cannot be, jobs do without its news.

        All jobs wait for the same try. After one that got no answer nobody waits again: later ones go on behind them.
        """
        if self.is_open:
            return
        if self._opening is None and asyncio.get_running_loop().time() >= self._next_try:
            self._opening = spawn(self._open(), "opening ComfyUI's WebSocket")
        if self._opening and not self._hung:
            # `wait`, not `await`: a job that is cancelled must not end it for the others.
            await asyncio.wait({self._opening})

    async def _open(self) -> None:
        await self._end_reader()
        self._session = self._session or aiohttp.ClientSession()
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                self._socket = await self._session.ws_connect(
                    self._url,
                    params={"clientId": self.client_id},
                    headers=self._headers,
                    heartbeat=HEARTBEAT_SECONDS,
                    max_msg_size=MAX_MESSAGE,
                )
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if not self._refused:
                log.info("ComfyUI's WebSocket cannot be opened (%s); its queue is asked instead.", type(error).__name__)
            self._refused = True
            if isinstance(error, TimeoutError):
                self._hung = True
                self._next_try = asyncio.get_running_loop().time() + AGAIN_SECONDS
        else:
            self._hung = self._refused = False
            self._reader = spawn(self._read(self._socket), "reading ComfyUI's WebSocket")
        finally:
            self._opening = None

    @contextlib.contextmanager
    def watch(self, job_id: str) -> Iterator[asyncio.Queue[News]]:
        """Return where the news of a job will come."""
        news: asyncio.Queue[News] = asyncio.Queue()
        self._jobs[job_id] = news
        try:
            yield news
        finally:
            del self._jobs[job_id]

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._on_text(message.data)
                elif message.type is aiohttp.WSMsgType.BINARY:
                    self._on_binary(message.data)
        finally:
            self._executing = None
            for news in self._jobs.values():
                news.put_nowait(News(dropped=True))

    def _on_text(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        data = message.get("data") if isinstance(message, dict) else None
        if isinstance(data, dict) and isinstance(job_id := data.get("prompt_id"), str):
            self._on_event(str(message.get("type")), job_id, data)

    def _on_event(self, kind: str, job_id: str, data: dict[str, Any]) -> None:
        if kind in _ENDS or (kind == "executing" and data.get("node") is None):
            self._executing = None
            self._tell(job_id, News(ended=True))
        elif kind in {"execution_start", "executing", "progress"}:
            self._executing = job_id
            self._tell(job_id, News(fraction=_fraction(data)))

    def _on_binary(self, frame: bytes) -> None:
        """Hand a preview to the job that is executing: the frame itself does not say whose it is."""
        kind, image_format, image = (int.from_bytes(frame[:4]), int.from_bytes(frame[4:8]), frame[8:])
        magic = _MAGIC.get(image_format)
        if kind == _PREVIEW and magic and image.startswith(magic) and self._executing:
            self._tell(self._executing, News(preview=image))

    def _tell(self, job_id: str, news: News) -> None:
        if job_id in self._jobs:
            self._jobs[job_id].put_nowait(news)

    async def _end_reader(self) -> None:
        if self._reader:
            self._reader.cancel()
            # `wait`, not `await`: the reader's CancelledError must not be taken for one of our own, nor hide one.
            await asyncio.wait({self._reader})
            self._reader = None

    async def aclose(self) -> None:
        """Close the socket."""
        if self._opening:
            self._opening.cancel()
            await asyncio.wait({self._opening})
        if self._socket:
            await self._socket.close()
        await self._end_reader()
        if self._session:
            await self._session.close()


def _fraction(data: dict[str, Any]) -> float | None:
    """Return how much of a node is done, where the message says so."""
    value, most = data.get("value"), data.get("max")
    if isinstance(value, int | float) and isinstance(most, int | float) and most > 0:
        return min(max(value / most, 0.0), 1.0)
    return None
