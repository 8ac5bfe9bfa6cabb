"""The example plugin against a real local server: what it sends, and what it makes of each answer."""

import asyncio
import functools
import importlib
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from generation.providers.base import (
    AuthError,
    BillingError,
    ImageProvider,
    InvalidError,
    ModeratedError,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)
from tests.clock import PATIENCE
from tests.generation.fake_provider import picture_file
from tests.providers import painter
from tests.servers.flux import FakeFlux

SOURCE = Path(__file__).parents[2] / "examples" / "provider-flux" / "src"
KEY = "bfl-key-that-nobody-may-read"
PNG = picture_file()


def a_request(**wishes: Any) -> ProviderRequest:  # noqa: ANN401
    given: dict[str, Any] = {
        "request_id": "r1",
        "prompt": "a rain-soaked street",
        "type": "scene",
        "style": None,
        "width": 1024,
        "height": 1024,
        "quality": "standard",
        "seed": 77,
    }
    return ProviderRequest(**(given | wishes))


@pytest.fixture
def flux(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401
    """Return the plugin's module, as its source is."""
    monkeypatch.syspath_prepend(str(SOURCE))
    yield importlib.import_module("provider_flux.provider")
    for name in [name for name in sys.modules if name.partition(".")[0] == "provider_flux"]:
        del sys.modules[name]


@pytest.fixture
async def bfl() -> AsyncIterator[FakeFlux]:
    async with FakeFlux(PNG) as server:
        yield server


Make = Callable[..., Any]


@pytest.fixture
async def make(flux: Any, bfl: FakeFlux) -> AsyncIterator[Make]:  # noqa: ANN401
    made: list[ImageProvider] = []

    def make(**options: Any) -> ImageProvider:  # noqa: ANN401
        given = {"base_url": bfl.url, "poll_seconds": 0.01} | options
        provider: ImageProvider = flux.FluxProvider(flux.FluxOptions(KEY, **given))
        made.append(provider)
        return provider

    yield make
    for provider in made:
        await provider.aclose()


async def paint(
    provider: ImageProvider, wanted: ProviderRequest | None = None, steps: list[ProgressStep] | None = None
) -> ProviderResult:
    told = [] if steps is None else steps
    async with asyncio.timeout(PATIENCE):
        return await provider.generate(wanted or a_request(), told.append)


refused = functools.partial(painter.refused, "FLUX", KEY)


async def test_a_picture_is_ordered_polled_and_fetched(bfl: FakeFlux, make: Make) -> None:
    steps: list[ProgressStep] = []
    result = await paint(make(), a_request(width=1792, height=1020), steps)
    assert [(call.method, call.path, call.key) for call in bfl.calls] == [
        ("POST", "/v1/flux-2-pro", KEY),
        ("GET", "/v1/get_result", KEY),
        ("GET", "/v1/get_result", KEY),
        ("GET", "/sample.png", None),
    ]
    assert bfl.calls[0].body == {
        "prompt": "a rain-soaked street",
        "width": 1792,
        "height": 1024,
        "seed": 77,
        "output_format": "png",
    }
    assert result == ProviderResult(PNG, model="flux-2-pro", seed=77, cost=0.03 + 0.015, asked=(1792, 1024))
    assert steps == [
        ProgressStep("queued", 0.0, job_id=f"{bfl.url}/v1/get_result?id=task-1"),
        ProgressStep("painting", 0.5),
    ]


async def test_another_model_has_its_own_price(bfl: FakeFlux, make: Make) -> None:
    assert make(model="flux-2-max").capabilities.cost == 0.07
    assert (await paint(make(model="flux-9"))).cost == 0.07, "one that is not known counts as the dearest"
    assert bfl.calls[0].path == "/v1/flux-9"


ANSWERS: list[tuple[int, dict[str, str], Any, type[ProviderError], str]] = [
    (401, {}, {"detail": f"bad key {KEY}"}, AuthError, "does not take the key"),
    (403, {}, {"detail": "Not authenticated"}, AuthError, "should check BFL_API_KEY"),
    (402, {}, {}, BillingError, "out of credit"),
    (422, {}, {"detail": [{"loc": ["body"], "msg": "x"}]}, InvalidError, "does not understand"),
    (200, {}, {"id": "task-1"}, UnreadableError, "not to be trusted"),
]


@pytest.mark.parametrize(("status", "headers", "body", "kind", "sentence"), ANSWERS)
async def test_an_order_that_is_not_taken(
    status: int,
    headers: dict[str, str],
    body: Any,  # noqa: ANN401
    kind: type[ProviderError],
    sentence: str,
    bfl: FakeFlux,
    make: Make,
) -> None:
    bfl.instead = (status, headers, body)
    with refused(kind, sentence):
        await paint(make())
    assert len(bfl.calls) == 1


@pytest.mark.parametrize(("value", "seconds"), [("7", 7.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0), ("soon", None)])
async def test_too_many_orders(value: str, seconds: float | None, bfl: FakeFlux, make: Make) -> None:
    bfl.instead = (429, {"retry-after": value}, {})
    with refused(RateLimitedError, "is overloaded") as caught:
        await paint(make())
    assert isinstance(caught.value, RateLimitedError)
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    ("state", "kind", "sentence"),
    [
        ({"status": "Request Moderated"}, ModeratedError, "does not allow the description"),
        ({"status": "Content Moderated"}, ModeratedError, "does not allow the picture"),
        ({"status": "Error", "details": {"why": "gpu"}}, UnavailableError, "gpu"),
        ({"status": "Error"}, UnavailableError, r"FLUX failed\."),
        ({"status": "Task not found"}, UnavailableError, "no longer knows"),
        ({"status": "Ready"}, UnreadableError, "not to be trusted"),
        ({"status": "Ready", "result": {"sample": "http://169.254.169.254/"}}, UnreadableError, "not to be trusted"),
    ],
)
async def test_a_task_without_a_picture(
    state: dict[str, Any], kind: type[ProviderError], sentence: str, bfl: FakeFlux, make: Make
) -> None:
    bfl.states = [{"status": "Pending"}, state]
    with refused(kind, sentence):
        await paint(make())
    assert [call.path for call in bfl.calls].count("/v1/get_result") == 2


async def test_the_key_goes_only_where_it_belongs(flux: Any, bfl: FakeFlux, make: Make) -> None:  # noqa: ANN401
    async with FakeFlux(PNG) as elsewhere:
        bfl.polling_url = f"{elsewhere.url}/v1/get_result?id=task-1"
        with refused(UnavailableError, "not to be trusted"):
            await paint(make())
        with refused(InvalidError, "no such task"):
            await make().resume(bfl.polling_url, a_request(), lambda _: None)
        assert elsewhere.calls == []
    allowed = flux.is_allowed
    for url in ("https://api.us1.bfl.ai/v1/get_result?id=1", "https://delivery-eu1.bfl.ai/a.png"):
        assert allowed(url, "https://api.bfl.ai")
    for url in (
        "http://api.bfl.ai/",
        "https://bfl.ai.evil.example/",
        "https://evilbfl.ai/",
        "https://a@api.eu.bfl.ai/",
        "",
    ):
        assert not allowed(url, "https://api.bfl.ai")


@pytest.mark.parametrize("body", [b"", b"<html>"])
async def test_what_is_no_picture(body: bytes, bfl: FakeFlux, make: Make) -> None:
    bfl.picture = body
    with refused(UnreadableError, "not a picture"):
        await paint(make())


async def test_lost_polls_lose_no_task(bfl: FakeFlux, make: Make) -> None:
    bfl.lost_polls = 3
    assert (await paint(make())).data == PNG
    bfl.lost_polls = 4
    with refused(UnavailableError, "error: 503") as caught:
        await paint(make())
    assert caught.value.cost == 0.03, "the task goes on and is paid"


async def test_a_limit_on_polls_is_waited_out(bfl: FakeFlux, make: Make) -> None:
    bfl.lost_polls, bfl.loses_with = 20, (429, {"Retry-After": "0"})
    assert (await paint(make())).data == PNG


async def test_a_task_that_takes_too_long_is_cut(bfl: FakeFlux, make: Make) -> None:
    bfl.states = [{"status": "Pending"}]
    with refused(TimedOutError, r"within 0\.1 seconds"):
        await paint(make(deadline=0.1))


async def test_a_cancel_passes_through(bfl: FakeFlux, make: Make) -> None:
    bfl.states = [{"status": "Pending"}]
    task = asyncio.create_task(paint(make()))
    await asyncio.wait_for(bfl.polled.wait(), PATIENCE)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_task_that_is_paid_for_is_taken_up_again(bfl: FakeFlux, make: Make) -> None:
    result = await make().resume(f"{bfl.url}/v1/get_result?id=task-1", a_request(), lambda _: None)
    assert result.data == PNG
    assert {call.method for call in bfl.calls} == {"GET"}


async def test_the_probe(flux: Any, bfl: FakeFlux, make: Make) -> None:  # noqa: ANN401
    assert (await make().probe()).able
    assert [(call.method, call.path) for call in bfl.calls] == [("GET", "/v1/credits")]
    bfl.credits_status = 403
    assert "BFL_API_KEY" in (await make().probe()).reason
    assert not (await make(base_url="http://127.0.0.1:9").probe()).able
    assert KEY not in repr(flux.FluxOptions(KEY))
