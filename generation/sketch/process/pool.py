"""A pool of warm rendering processes, one a core; a render starts when a seat and memory are free.

Not a ProcessPoolExecutor: there one dead child breaks the whole pool, a running job cannot be cancelled, and after a
`kill -9` of the parent its children live on (tried). Here a cancel kills the one child, a crash costs one try, and a
closed pipe ends a child in whatever it does.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generation.i18n import N_
from generation.providers.base import (
    Copies,
    InvalidError,
    ProgressStep,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
    UnavailableError,
)
from generation.sketch.process.renderer import ABOUT, DISPLAY, ERROR, HEADER, ORDER, PREVIEW, RESULT, STEP, THUMBNAIL

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[3]
MODEL = "sketch-1"
TUNING = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # numpy's own threads would fight over the cores
MEGAPIXEL = 1024 * 1024
#: What a child holds besides the picture, and what a megapixel of picture costs it, in MB (benchmarks/sketch.py).
BASE_MB, MEGAPIXEL_MB = 60, 90
#: What is taken to be available where the system does not say.
UNKNOWN_MB = 2048
#: The largest frame that is believed: a 2048x2048 picture that did not compress at all.
MAX_FRAME = 32 * 2**20


@dataclass(slots=True)
class _Child:
    process: asyncio.subprocess.Process

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    async def send(self, request: ProviderRequest, *, captions: bool) -> None:
        assert self.process.stdin is not None  # noqa: S101  # it was made with a pipe
        body: dict[str, Any] = {
            "prompt": request.prompt,
            "type": request.type,
            "style": request.style,
            "seed": request.seed,
            "width": request.width,
            "height": request.height,
            "negative": request.negative,
            "description": request.description,
            "captions": captions,
            "cast": [
                {"first": each.first, "later": each.later, "noun": each.noun, "looks": each.looks, "face": each.face}
                for each in request.cast
            ],
            "edit": None,
        }
        if request.edit is not None:
            edit = request.edit
            body["edit"] = {"kind": edit.kind, "recipe": edit.recipe, "seed": edit.seed, "view": edit.search}
        payload = json.dumps(body).encode()
        self.process.stdin.write(HEADER.pack(ORDER, len(payload)) + payload)
        await self.process.stdin.drain()

    async def frame(self) -> tuple[bytes, bytes]:
        assert self.process.stdout is not None  # noqa: S101  # it was made with a pipe
        kind, length = HEADER.unpack(await self.process.stdout.readexactly(HEADER.size))
        if length > MAX_FRAME:
            raise asyncio.IncompleteReadError(b"", length)
        return kind, await self.process.stdout.readexactly(length)

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()


class RenderPool:
    """Render requests in child processes, at most `seats` at once and within `memory_mb`.

    `captions` tells whether the player's words are set into a picture of which something could not be painted.
    """

    def __init__(self, seats: int | None = None, memory_mb: int | None = None, *, captions: bool = True) -> None:
        self._captions = captions
        self._seats = seats or os.cpu_count() or 1
        self._memory_mb = memory_mb or _available_mb() * 3 // 4
        self._idle: list[_Child] = []
        self._used_seats = 0
        self._used_mb = 0
        self._freed = asyncio.Condition()
        self._closed = False

    async def warm_up(self) -> None:
        """Start the first child, so that the first picture need not wait for it."""
        if not self._idle:
            self._idle.append(await self._start())

    async def paint(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Paint a request in a child of its own for the time.

        Raises:
            InvalidError: the painter failed at this request.
            UnavailableError: the child died; a new one takes its place at the next request.

        """
        async with self._admitted(BASE_MB + MEGAPIXEL_MB * request.width * request.height // MEGAPIXEL, report):
            child = await self._take()
            try:
                painting = await self._converse(child, request, report)
            except InvalidError:
                # It said so itself: the child is well.
                self._idle.append(child)
                raise
            except BaseException:
                # Also when cancelled: what it paints is not wanted any more, and a child cannot be talked out of it.
                await asyncio.shield(child.kill())
                raise
            self._idle.append(child)
            return painting

    async def _converse(self, child: _Child, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        preview = None
        about: dict[str, Any] = {}
        display = thumbnail = b""
        try:
            await child.send(request, captions=self._captions)
            while True:
                kind, payload = await child.frame()
                if kind == PREVIEW:
                    preview = payload
                elif kind == STEP:
                    step = json.loads(payload)
                    report(ProgressStep(step["stage"], step["fraction"], preview))
                    preview = None
                elif kind == ABOUT:
                    about = json.loads(payload)
                elif kind == DISPLAY:
                    display = payload
                elif kind == THUMBNAIL:
                    thumbnail = payload
                elif kind == RESULT:
                    return ProviderResult(
                        payload,
                        MODEL,
                        seed=about["seed"],
                        alt_text=about["alt_text"],
                        copies=Copies(display, thumbnail),
                        asked=(request.width, request.height),
                        recipe=about["recipe"],
                        notes=tuple(about["notes"]),
                    )
                elif kind == ERROR:
                    log.error("the sketch artist failed: %s", json.loads(payload)["error"])
                    # The same request fails the same way again; Retry asks with another seed.
                    raise InvalidError(
                        N_("The sketch artist stumbled over this picture. Press Retry, or use other words.")
                    )
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            code = await child.process.wait() if child.process.returncode is not None else None
            log.warning("a rendering child died (exit status %s)", code)
            raise UnavailableError(N_("The sketch artist crashed on this picture.")) from error

    @contextlib.asynccontextmanager
    async def _admitted(self, need_mb: int, report: ReportProgress) -> AsyncIterator[None]:
        """Wait for a seat and for memory; one picture is always admitted, however large."""

        def fits() -> bool:
            if self._used_seats == 0:
                return True
            return self._used_seats < self._seats and self._used_mb + need_mb <= self._memory_mb

        async with self._freed:
            if not fits():
                report(ProgressStep(N_("waiting for a free slot"), 0.0))
            await self._freed.wait_for(fits)
            self._used_seats += 1
            self._used_mb += need_mb
        try:
            yield
        finally:
            self._used_seats -= 1
            self._used_mb -= need_mb
            await asyncio.shield(self._tell_freed())

    async def _tell_freed(self) -> None:
        async with self._freed:
            self._freed.notify_all()

    async def _take(self) -> _Child:
        if self._closed:
            raise UnavailableError(N_("The bot is shutting down."))
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
        return await self._start()

    async def _start(self) -> _Child:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "generation.sketch.process.renderer",
            cwd=ROOT,
            env=_bare_environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        return _Child(process)

    async def close(self) -> None:
        """End the children: their stdin closes, and what does not end by that is killed."""
        self._closed = True
        for child in self._idle:
            if child.process.stdin:
                child.process.stdin.close()
        for child in self._idle:
            try:
                async with asyncio.timeout(2):
                    await child.process.wait()
            except TimeoutError:
                await child.kill()
        self._idle.clear()


def _bare_environment() -> dict[str, str]:
    """Return an environment without the bot's secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | TUNING | {"PYTHONPATH": str(ROOT)}


def _available_mb() -> int:
    """Return the memory that can be had without swapping: what is free, and the caches that would make room."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return UNKNOWN_MB
    found = (int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:"))
    return next(found, UNKNOWN_MB)
