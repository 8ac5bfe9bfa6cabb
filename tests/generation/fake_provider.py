"""A provider that paints a simple real picture at once, or does what it is told instead."""

import asyncio
import io
from collections import deque
from collections.abc import Awaitable, Callable
from functools import cache

from PIL import Image

from generation.providers.base import (
    Capabilities,
    Health,
    ProgressStep,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)

Behaviour = Callable[[ProviderRequest, ReportProgress], Awaitable[ProviderResult]]


@cache
def picture_file(kind: str = "PNG", width: int = 64, height: int = 48) -> bytes:
    """Return a simple picture, by default a small one, as a file of this kind."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, kind)
    return file.getvalue()


def pixels(file: bytes) -> bytes:
    """Return what a picture file shows, whatever it says of itself."""
    return Image.open(io.BytesIO(file)).convert("RGB").tobytes()


class FakeProvider:
    """Paint at once; what `then` was given is done first, one deed a call."""

    name = "sketch"
    title = "Fake painter"

    def __init__(self) -> None:
        self.capabilities = Capabilities(seed=True, progress=True, cancel=True, deadline=5.0)
        self.orders: list[ProviderRequest] = []
        self.cancelled: list[str] = []
        #: The ids of jobs that were called off while no call waited for them.
        self.called_off: list[str] = []
        self.painting = asyncio.Event()
        self._deeds: deque[Behaviour] = deque()
        self.always: Behaviour | None = None

    def then(self, *deeds: Behaviour) -> None:
        """Do these at the next calls, in order."""
        self._deeds.extend(deeds)

    async def generate(self, order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Do the next deed, or paint."""
        self.orders.append(order)
        self.painting.set()
        deed = self._deeds.popleft() if self._deeds else self.always or paint
        try:
            return await deed(order, report)
        except asyncio.CancelledError:
            self.cancelled.append(order.request_id)
            raise

    async def call_off(self, job_id: str) -> None:
        """Note which job is not wanted any more."""
        self.called_off.append(job_id)

    async def probe(self) -> Health:
        """Be able."""
        return Health(able=True)

    async def aclose(self) -> None:
        """Hold nothing."""


async def paint(order: ProviderRequest, _report: ReportProgress) -> ProviderResult:
    """Hand over a picture of the size that was asked for."""
    return ProviderResult(
        picture_file("PNG", order.width, order.height),
        model="fake-1",
        seed=order.seed,
        alt_text="A gradient.",
        cost=0.25,
    )


async def hang(_order: ProviderRequest, _report: ReportProgress) -> ProviderResult:
    """Paint for ever."""
    await asyncio.Event().wait()
    raise AssertionError


def paint_when(free: asyncio.Event) -> Behaviour:
    """Return a deed that paints when `free` is set."""

    async def deed(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        await free.wait()
        return await paint(order, report)

    return deed


def fail(error: BaseException) -> Behaviour:
    """Return a deed that fails."""

    async def deed(_order: ProviderRequest, _report: ReportProgress) -> ProviderResult:
        raise error

    return deed


def deliver(data: bytes) -> Behaviour:
    """Return a deed that hands over these bytes as the picture."""

    async def deed(_order: ProviderRequest, _report: ReportProgress) -> ProviderResult:
        return ProviderResult(data, model="fake-1")

    return deed


async def paint_in_steps(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
    """Report two steps, the second with a preview, and paint."""
    report(ProgressStep("sky", 0.25))
    report(ProgressStep("street", 0.75, b"preview"))
    return await paint(order, report)
