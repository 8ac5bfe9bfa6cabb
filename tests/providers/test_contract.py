"""What every remote provider does with what may come from any server, the built-in ones and a plugin alike.

The tests of each provider are about its own wire: what no other has, and what its own codes and words mean.
"""

import gzip
import importlib
import logging
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from generation.provider_catalogue.builtin import BUILT_IN
from generation.providers.base import (
    AuthError,
    BillingError,
    ImageProvider,
    InvalidError,
    ModeratedError,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    UnavailableError,
    UnreadableError,
)
from tests.providers.painter import ignore, refusal
from tests.servers.faulty import Fault, FaultyServer, breaks_off, drops, quotes_the_key, says

PLUGIN = Path(__file__).parents[2] / "examples" / "provider-flux" / "src"
KEY = "a-key-that-nobody-may-read"
REQUEST = ProviderRequest("r1", "a decker in the rain", "scene", None, 1024, 1024, "standard", seed=42)
#: Which variables set each provider up, and which of them are the server's address and the key.
VARIABLES = {
    "dalle": {"OPENAI_API_KEY": "{key}", "OPENAI_BASE_URL": "{url}/v1"},
    "stability": {"STABILITY_API_KEY": "{key}", "STABILITY_BASE_URL": "{url}"},
    "gemini": {"GEMINI_API_KEY": "{key}", "GEMINI_BASE_URL": "{url}"},
    "comfyui": {"COMFYUI_URL": "{url}"},
    "sdapi": {"SDAPI_URL": "{url}"},
    "openai_compatible": {
        "OPENAI_COMPATIBLE_URL": "{url}/v1",
        "OPENAI_COMPATIBLE_MODEL": "flux",
        "OPENAI_COMPATIBLE_API_KEY": "{key}",
    },
    "aihorde": {"AIHORDE_API_KEY": "{key}", "AIHORDE_BASE_URL": "{url}/api/v2"},
    "midjourney": {"MIDJOURNEY_PROXY_URL": "{url}", "MIDJOURNEY_PROXY_SECRET": "{key}"},
    "flux": {"BFL_API_KEY": "{key}", "BFL_BASE_URL": "{url}"},
}
KEYED = [name for name, variables in VARIABLES.items() if "{key}" in variables.values()]

#: An answer is larger than this, to a test; the lists in lists are not.
TOO_LARGE = 200_000
#: What a server may answer where something failed, and what that is to whoever asked.
FAILURES: dict[str, tuple[Fault, type[ProviderError]]] = {
    "drops": (drops, UnavailableError),
    "breaks off": (breaks_off, UnavailableError),
    "408": (says(408, "{}"), UnavailableError),
    "500": (says(500, "{}"), UnavailableError),
    "502 page": (says(502, "<html>Bad gateway", "text/html"), UnavailableError),
    "503 bytes": (says(503, b"\x89\xff\x00"), UnavailableError),
    "quotes the key": (quotes_the_key(500), UnavailableError),
    "quotes the key, 400": (quotes_the_key(400), InvalidError),
    "400 list": (says(400, "[7]"), InvalidError),
    "422": (says(422, '{"detail": [{"loc": ["x"]}], "error": 7, "errors": 7}'), InvalidError),
    "401": (says(401, "{}"), AuthError),
    "403": (says(403, "<html>", "text/html"), AuthError),
    "402": (says(402, "{}"), BillingError),
    "429": (says(429, "{}", Retry_After="7"), RateLimitedError),
    "429 page": (says(429, "<html>", "text/html", Retry_After="7"), RateLimitedError),
    "redirect": (says(302, "", Location="/elsewhere"), ProviderError),
    "404": (says(404, "<html>", "text/html"), ProviderError),
}
#: What a server may answer that says it has succeeded: perhaps it is paid, and it is of no use.
USELESS: dict[str, Fault] = {
    "page": says(200, "<html>Welcome", "text/html"),
    "bytes": says(200, b"\x89\xff\x00"),
    "nothing": says(200),
    "null": says(200, "null"),
    "list": says(200, "[]"),
    "empty object": says(200, "{}"),
    "byte order mark": says(200, b"\xef\xbb\xbf{}"),
    "numbers for lists": says(200, '{"data": 7, "candidates": 7, "images": 7, "image": 7, "id": 7, "result": 7}'),
    "lists of numbers": says(200, '{"data": [7], "candidates": [7], "images": [7], "image": [7], "id": [7]}'),
    "text that is no base64": says(200, '{"data": [{"b64_json": "?"}], "images": ["?"], "image": "?", "id": ""}'),
    "half of JSON": says(200, '{"data": ['),
    "lists in lists": says(200, "[" * 100_000),
    "a number without end": says(200, '{"seed": ' + "9" * 5000 + "}"),
    "compressed": says(200, gzip.compress(b"{}"), Content_Encoding="gzip"),
    "compressed, they say": says(200, b"{}", Content_Encoding="gzip"),
    "too large": says(200, b" " * (TOO_LARGE + 1)),
}
FAULTS = {name: fault for name, (fault, _) in FAILURES.items()} | USELESS
#: Faults that leave nothing of use to a probe.
DEAD = ("drops", "500", "502 page", "401", "402", "403", "redirect", "404")
#: An answer that is an empty list is how some refuse a content.
EMPTY_LISTS = says(200, '{"data": [], "candidates": [], "images": [], "generations": []}')


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


@pytest.fixture(autouse=True)
def _small_answers(_plugin: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # Who takes the limit over from the client first: imported later, it would keep the small one for good.
    for module in ("generation.providers.openai.answers", "provider_flux.provider", "generation.providers.http.client"):
        monkeypatch.setattr(f"{module}.MAX_ANSWER", TOO_LARGE)


def set_up(name: str, url: str, key: str = KEY) -> ImageProvider:
    variables = {variable: value.format(url=url, key=key) for variable, value in VARIABLES[name].items()}
    provider = descriptions()[name].set_up(variables)
    assert provider is not None
    return provider


async def asked(name: str, fault: Fault) -> tuple[ImageProvider, ProviderError]:
    """Return the error of a provider that asks a server which answers so."""
    async with FaultyServer(fault) as server:
        provider = set_up(name, server.url)
        error = await refusal(provider, REQUEST, KEY)
        await provider.aclose()
        assert "/elsewhere" not in server.asked
    return provider, error


def test_nobody_is_left_out() -> None:
    # A model on this machine is no server: tests/local_models.
    assert set(descriptions()) - {"local"} == set(VARIABLES)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", VARIABLES)
async def test_whatever_comes_is_an_error_of_its_kind_in_a_sentence_of_the_providers(
    name: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    provider, error = await asked(name, FAULTS[fault])
    if fault in FAILURES:
        assert isinstance(error, FAILURES[fault][1])
    assert error.sentence.startswith(provider.title)
    assert "Error" not in error.sentence
    assert KEY not in f"{caplog.text} {provider!r} {vars(provider)}"
    if isinstance(error, RateLimitedError):
        assert error.retry_after == 7


@pytest.mark.parametrize("fault", USELESS)
@pytest.mark.parametrize("name", VARIABLES)
async def test_what_may_be_paid_and_is_of_no_use_is_not_bought_again(name: str, fault: str) -> None:
    provider, error = await asked(name, FAULTS[fault])
    assert isinstance(error, UnreadableError) or not provider.capabilities.charges


@pytest.mark.parametrize("name", VARIABLES)
async def test_an_answer_without_pictures_is_never_a_picture_nor_bought_again(name: str) -> None:
    provider, error = await asked(name, EMPTY_LISTS)
    assert isinstance(error, UnreadableError | ModeratedError) or not provider.capabilities.charges


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", VARIABLES)
async def test_a_probe_never_raises_and_takes_nothing_dead_for_alive(name: str, fault: str) -> None:
    async with FaultyServer(FAULTS[fault]) as server:
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
    error = await refusal(provider, REQUEST, KEY)
    assert isinstance(error, UnavailableError)
    assert "cannot be reached" in error.sentence
    assert not (await provider.probe()).able
    await provider.aclose()


@pytest.mark.parametrize("address", ["http://127.0.0.1:x", "http://[::1", "nonsense", "ftp://127.0.0.1", "https://"])
@pytest.mark.parametrize("name", VARIABLES)
async def test_an_address_that_is_none_is_said_to_be_so_at_the_start_or_when_it_is_asked(
    name: str, address: str
) -> None:
    with pytest.raises((ValueError, UnavailableError), match=r"the address of|cannot be reached"):
        await set_up(name, address).generate(REQUEST, ignore)


@pytest.mark.parametrize("key", ["a-bad\nkey-0123456789", "a-bäd-key-0123456789"])
@pytest.mark.parametrize("name", KEYED)
async def test_a_key_that_cannot_be_sent_is_not_shown(name: str, key: str) -> None:
    async with FaultyServer(says(500, "{}")) as server:
        try:
            provider = set_up(name, server.url, key)
        except ValueError as error:
            said = "".join(traceback.format_exception(error))
        else:
            said = (await refusal(provider, REQUEST, key)).sentence + str(await provider.probe())
            await provider.aclose()
    assert "key" in said
    assert "0123456789" not in said


@pytest.mark.parametrize("name", VARIABLES)
async def test_nothing_is_asked_twice_by_a_provider_itself(name: str) -> None:
    async with FaultyServer(says(503, "{}")) as server:
        provider = set_up(name, server.url)
        error = await refusal(provider, REQUEST, KEY)
        await provider.aclose()
    assert isinstance(error, UnavailableError)
    assert len(server.posted) <= 1
