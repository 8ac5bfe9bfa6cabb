"""What every remote provider does with what may come from any server, the built-in ones and a plugin alike."""

import importlib
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from generation.builtin_providers import BUILT_IN
from generation.providers.base import (
    AuthError,
    BillingError,
    ImageProvider,
    ProgressStep,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    UnavailableError,
)
from tests.servers.faulty import Fault, FaultyServer, breaks_off, drops, quotes_the_key, says

PLUGIN = Path(__file__).parents[2] / "examples" / "provider-flux" / "src"
KEY = "a-key-that-nobody-may-read"
REQUEST = ProviderRequest("r1", "a decker in the rain", "scene", None, 1024, 1024, "standard", seed=42)
#: Which variables set each provider up, and which of them is the server's address.
VARIABLES = {
    "dalle": {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "{url}/v1"},
    "stability": {"STABILITY_API_KEY": KEY, "STABILITY_BASE_URL": "{url}"},
    "gemini": {"GEMINI_API_KEY": KEY, "GEMINI_BASE_URL": "{url}"},
    "comfyui": {"COMFYUI_URL": "{url}"},
    "sdapi": {"SDAPI_URL": "{url}"},
    "openai_compatible": {
        "OPENAI_COMPATIBLE_URL": "{url}/v1",
        "OPENAI_COMPATIBLE_MODEL": "flux",
        "OPENAI_COMPATIBLE_API_KEY": KEY,
    },
    "aihorde": {"AIHORDE_API_KEY": KEY, "AIHORDE_BASE_URL": "{url}/api/v2"},
    "midjourney": {"MIDJOURNEY_PROXY_URL": "{url}", "MIDJOURNEY_PROXY_SECRET": KEY},
    "flux": {"BFL_API_KEY": KEY, "BFL_BASE_URL": "{url}"},
}

#: What a server may answer, and what that is to whoever asked: any of these kinds.
FAULTS: dict[str, tuple[Fault, tuple[type[ProviderError], ...]]] = {
    "drops": (drops, (UnavailableError,)),
    "breaks off": (breaks_off, (UnavailableError,)),
    "500": (says(500, "{}"), (UnavailableError,)),
    "502 page": (says(502, "<html>Bad gateway", "text/html"), (UnavailableError,)),
    "quotes the key": (quotes_the_key, (UnavailableError,)),
    "401": (says(401, "{}"), (AuthError,)),
    "402": (says(402, "{}"), (BillingError,)),
    "429": (says(429, "{}", Retry_After="7"), (RateLimitedError,)),
    "page": (says(200, "<html>Welcome", "text/html"), (ProviderError,)),
    "bytes": (says(200, b"\x89\xff\x00"), (ProviderError,)),
    "nothing": (says(200), (ProviderError,)),
    "list": (says(200, "[]"), (ProviderError,)),
    "empty object": (says(200, "{}"), (ProviderError,)),
    "half of JSON": (says(200, '{"data": ['), (ProviderError,)),
    "lists in lists": (says(200, "[" * 100_000), (ProviderError,)),
    "redirect": (says(302, "", Location="/elsewhere"), (ProviderError,)),
    "404": (says(404, "<html>", "text/html"), (ProviderError,)),
}
#: Faults that leave nothing of use to a probe.
DEAD = ("drops", "500", "502 page", "401", "redirect", "404")


def descriptions() -> dict[str, ProviderDescription]:
    """Return the remote providers: those of the bot, and the example plugin from its source."""
    plugin = importlib.import_module("provider_flux").PROVIDER
    return {each.name: each for each in (*BUILT_IN, plugin) if each.name != "sketch"}


@pytest.fixture(autouse=True)
def _plugin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PLUGIN))
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "provider_flux"]:
        del sys.modules[name]


def set_up(name: str, url: str) -> ImageProvider:
    provider = descriptions()[name].set_up({key: value.format(url=url) for key, value in VARIABLES[name].items()})
    assert provider is not None
    return provider


def ignore(step: ProgressStep) -> None:
    """Report to nobody."""


def test_nobody_is_left_out() -> None:
    assert set(descriptions()) == set(VARIABLES)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", VARIABLES)
async def test_whatever_comes_is_an_error_of_its_kind_in_a_sentence_of_the_providers(name: str, fault: str) -> None:
    answer, kinds = FAULTS[fault]
    async with FaultyServer(answer) as server:
        provider = set_up(name, server.url)
        with pytest.raises(ProviderError) as caught:
            await provider.generate(REQUEST, ignore)
        await provider.aclose()
        assert "/elsewhere" not in server.asked
    error = caught.value
    assert isinstance(error, kinds)
    assert error.sentence.startswith(provider.title)
    assert "\n" not in error.sentence
    assert "Error)" not in error.sentence
    assert KEY not in "".join(traceback.format_exception(error))
    if isinstance(error, RateLimitedError):
        assert error.retry_after == 7


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", VARIABLES)
async def test_a_probe_never_raises_and_takes_nothing_dead_for_alive(name: str, fault: str) -> None:
    async with FaultyServer(FAULTS[fault][0]) as server:
        provider = set_up(name, server.url)
        health = await provider.probe()
        await provider.aclose()
        assert "/elsewhere" not in server.asked
    if fault in DEAD:
        assert not health.able
    assert health.able or health.reason
    assert KEY not in str(health)


@pytest.mark.parametrize("name", VARIABLES)
async def test_a_server_that_is_not_there_is_said_to_be_so(name: str) -> None:
    provider = set_up(name, "http://127.0.0.1:9")
    with pytest.raises(UnavailableError, match="cannot be reached"):
        await provider.generate(REQUEST, ignore)
    assert not (await provider.probe()).able
    await provider.aclose()
