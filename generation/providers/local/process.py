"""A model's process as the bot holds it: started when something is to be painted, ended when it has idled for long."""

import asyncio
import contextlib
import json
import logging
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass

from generation.child_process.child import Child
from generation.child_process.memory import available_mb
from generation.i18n import N_
from generation.providers.base import InvalidError, ProgressStep, ReportProgress, UnavailableError
from generation.providers.local.installed import InstalledModel
from generation.providers.local.renderer import ERROR, IMAGE, LOADED, MASK, ORDER, PREVIEW, RESULT, STEP
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: The largest frame that is believed: a picture of four megapixels that did not compress at all.
MAX_FRAME = 32 * 2**20
LOADING = N_("loading the model")


class NotLoadedError(UnavailableError):
    """Say that a model cannot be loaded; `why` is what the library says, for the operator."""

    def __init__(self, name: str, why: str) -> None:
        broken = N_("The model {name} cannot be loaded. `bot.py model test {name}` says why.")
        super().__init__(broken.format(name=name))
        self.why = why


@dataclass(frozen=True, slots=True)
class PaintOrder:
    """What is to be painted: sizes in pixels; with an `image` it starts from that, with a `mask` only there."""

    prompt: str
    negative: str
    width: int
    height: int
    steps: int
    guidance: float
    seed: int
    strength: float = 1.0
    image: bytes = b""
    mask: bytes = b""

    def to_json(self) -> bytes:
        """Return what the process reads beside the images."""
        names = ("prompt", "negative", "width", "height", "steps", "guidance", "seed", "strength")
        return json.dumps({name: getattr(self, name) for name in names}).encode()


class ModelProcess:
    """Paint with one model in a process of its own, one picture after the other; `idle_seconds` end it."""

    def __init__(self, model: InstalledModel, device: str, idle_seconds: float) -> None:
        self.model = model
        self._device = device
        self._idle_seconds = idle_seconds
        self._turn = asyncio.Lock()
        self._child: Child | None = None
        self._idling: asyncio.Task[None] | None = None
        self._closed = False

    async def paint(self, order: PaintOrder, report: ReportProgress) -> bytes:
        """Return a picture as a PNG file; whoever cancels this ends the process.

        Raises:
            InvalidError: the model failed at this.
            UnavailableError: there is not enough memory, the process died, or the model cannot be loaded.

        """
        if self._turn.locked():
            report(ProgressStep(N_("waiting for its turn"), 0.0))
        async with self._turn, self._kept_busy():
            child = await self._loaded(report)
            try:
                return await self._converse(child, order, report)
            except InvalidError:
                raise
            except BaseException:
                # Also when cancelled: it cannot be talked out of what it paints.
                await asyncio.shield(self._end())
                raise

    @contextlib.asynccontextmanager
    async def _kept_busy(self) -> AsyncIterator[None]:
        if self._idling is not None:
            self._idling.cancel()
        try:
            yield
        finally:
            self._idling = spawn(self._end_when_idle(), f"idle {self.model.name}")

    async def _end_when_idle(self) -> None:
        await asyncio.sleep(self._idle_seconds)
        async with self._turn:
            if self._child is not None:
                log.info(
                    "the model %s has painted nothing for %.0f s, and is let go of", self.model.name, self._idle_seconds
                )
            await self._end()

    async def _loaded(self, report: ReportProgress) -> Child:
        if self._closed:
            raise UnavailableError(N_("The bot is shutting down."))
        if self._child is not None and self._child.alive:
            return self._child
        free = await asyncio.to_thread(available_mb)
        if free < self.model.memory_mb:
            too_little = N_("The model {name} needs {needed} MB of memory, and {free} MB are free.")
            raise UnavailableError(too_little.format(name=self.model.name, needed=self.model.memory_mb, free=free))
        if not await asyncio.to_thread(self.model.folder.is_dir):
            gone = N_("The model {name} is not on this machine any more.")
            raise UnavailableError(gone.format(name=self.model.name))
        report(ProgressStep(LOADING, 0.0))
        masks = "1" if self.model.kind.masks else "0"
        loras = json.dumps([(str(self.model.folder / each.file), each.weight) for each in self.model.loras])
        arguments = (
            str(self.model.folder),
            self._device,
            str(self.model.cache),
            str(os.cpu_count() or 1),
            masks,
            loras,
        )
        self._child = child = await Child.start("generation.providers.local.renderer", arguments)
        try:
            kind_of, payload = await child.frame(MAX_FRAME)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            await self._end()
            raise UnavailableError(
                N_("The model {name} crashed when it was loaded.").format(name=self.model.name)
            ) from error
        except BaseException:
            await asyncio.shield(self._end())
            raise
        if kind_of != LOADED:
            await self._end()
            why = str(json.loads(payload).get("error"))
            log.error("the model %s cannot be loaded: %s", self.model.name, why)
            raise NotLoadedError(self.model.name, why)
        log.info("the model %s is loaded, in %.1f s", self.model.name, json.loads(payload)["seconds"])
        return child

    async def _converse(self, child: Child, order: PaintOrder, report: ReportProgress) -> bytes:
        preview = None
        try:
            for kind, given in ((IMAGE, order.image), (MASK, order.mask)):
                if given:
                    await child.send(kind, given)
            await child.send(ORDER, order.to_json())
            while True:
                kind, payload = await child.frame(MAX_FRAME)
                if kind == PREVIEW:
                    preview = payload
                elif kind == STEP:
                    step = json.loads(payload)
                    stage = N_("step {step} of {steps}").format(step=step["step"], steps=step["steps"])
                    report(ProgressStep(stage, step["step"] / (step["steps"] + 1), preview))
                    preview = None
                elif kind == RESULT:
                    return payload
                elif kind == ERROR:
                    log.error("the model %s failed: %s", self.model.name, json.loads(payload)["error"])
                    raise InvalidError(N_("The model {name} stumbled over this picture.").format(name=self.model.name))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            log.warning("the process of the model %s died", self.model.name)
            raise UnavailableError(
                N_("The model {name} crashed on this picture.").format(name=self.model.name)
            ) from error

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            await child.kill()

    async def close(self) -> None:
        """End the process, for good."""
        self._closed = True
        if self._idling is not None:
            self._idling.cancel()
        await self._end()
