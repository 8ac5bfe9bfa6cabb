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
from collections.abc import AsyncIterator
from typing import Any

from generation.child_process.child import Child
from generation.child_process.memory import available_mb
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
from generation.sketch.process.renderer import ABOUT, DISPLAY, ERROR, ORDER, PREVIEW, RESULT, STEP, THUMBNAIL

log = logging.getLogger(__name__)

MODEL = "sketch-1"
TUNING = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # numpy's own threads would fight over the cores
MEGAPIXEL = 1024 * 1024
#: What a child holds besides the picture, and what a megapixel of picture costs it, in MB (benchmarks/sketch.py).
BASE_MB, MEGAPIXEL_MB = 60, 90
#: The largest frame that is believed: a 2048x2048 picture that did not compress at all.
MAX_FRAME = 32 * 2**20


class RenderPool:
    """Render requests in child processes, at most `seats` at once and within `memory_mb`.

    `captions` tells whether the player's words are set into a picture of which something could not be painted.
    """

    def __init__(self, seats: int | None = None, memory_mb: int | None = None, *, captions: bool = True) -> None:
        self._captions = captions
        self._seats = seats or os.cpu_count() or 1
        self._memory_mb = memory_mb or available_mb() * 3 // 4
        self._idle: list[Child] = []
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

    async def _converse(self, child: Child, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        preview = None
        about: dict[str, Any] = {}
        display = thumbnail = b""
        try:
            await child.send(ORDER, _order_of(request, captions=self._captions))
            while True:
                kind, payload = await child.frame(MAX_FRAME)
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

    async def _take(self) -> Child:
        if self._closed:
            raise UnavailableError(N_("The bot is shutting down."))
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
        return await self._start()

    async def _start(self) -> Child:
        return await Child.start("generation.sketch.process.renderer", tuning=TUNING)

    async def close(self) -> None:
        """End the children: their stdin closes, and what does not end by that is killed."""
        self._closed = True
        for child in self._idle:
            child.dismiss()
        for child in self._idle:
            await child.ended()
        self._idle.clear()


def _order_of(request: ProviderRequest, *, captions: bool) -> bytes:
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
    return json.dumps(body).encode()
