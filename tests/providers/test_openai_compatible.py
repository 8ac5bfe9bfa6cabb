"""Any server with OpenAI's image endpoint: less is sent, a picture may come as an address, and only from that host."""

import base64
import codecs
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from generation.providers.base import (
    InvalidError,
    ModelSettings,
    ModeratedError,
    ProviderError,
    ProviderRequest,
    TimedOutError,
    UnreadableError,
)
from generation.providers.openai.compatible import OpenAICompatibleOptions, OpenAICompatibleProvider
from tests.generation.fake_provider import picture_file
from tests.providers.painter import Painter
from tests.servers.openai_images import Behaviour, OpenAIServer, answers, hangs, models, says
from tests.servers.public_store import PublicStore

KEY = "local-key-0123456789"
TITLE = "OpenAI-compatible server"
PNG, JPEG = picture_file(), picture_file("JPEG")
STREET = ProviderRequest(
    request_id="r1",
    prompt="a rain-soaked street",
    type="location",
    style=None,
    width=1000,
    height=1536,
    quality="hd",
    seed=7,
    requester="hash-of-ann",
)


class Local(Painter):
    """A provider at a server."""

    def __init__(self, server: OpenAIServer, **options: Any) -> None:  # noqa: ANN401  # the options' own types
        options = {"url": server.url, "model": "flux", "deadline": 5.0, **options}
        super().__init__(OpenAICompatibleProvider(OpenAICompatibleOptions(**options)), STREET, KEY)


@pytest.fixture
async def server() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer() as server:
        yield server


@pytest.fixture
async def local(server: OpenAIServer) -> AsyncIterator[Local]:
    local = Local(server)
    yield local
    await local.provider.aclose()


@pytest.fixture
async def keyed(server: OpenAIServer) -> AsyncIterator[Local]:
    local = Local(server, api_key=KEY)
    yield local
    await local.provider.aclose()


def by_url(address: str) -> Behaviour:
    return says(200, {"created": 1, "data": [{"url": address}]})


class TestPainting:
    async def test_only_what_all_servers_understand_is_sent(self, server: OpenAIServer, local: Local) -> None:
        server.then(answers(PNG))
        result = await local.paint()
        assert (result.data, result.model, result.cost) == (PNG, "flux", 0.0)
        (call,) = server.calls
        assert (call.method, call.path) == ("POST", "/v1/images/generations")
        assert call.fields == {"prompt": "a rain-soaked street", "n": 1, "model": "flux", "size": "992x1536"}

    async def test_a_model_may_have_fields_and_a_price_of_its_own(self, server: OpenAIServer, local: Local) -> None:
        server.then(answers(PNG))
        extra = {"num_inference_steps": 4, "guidance_scale": 1.0}
        result = await local.paint(model=ModelSettings("s", model="flux-schnell", cost=0.003, extra=extra))
        assert (result.model, result.cost) == ("flux-schnell", 0.003)
        assert server.calls[0].fields == {
            "prompt": "a rain-soaked street",
            "n": 1,
            "model": "flux-schnell",
            "size": "992x1536",
            **extra,
        }

    async def test_a_description_sets_nothing_on_an_sd_server(self, server: OpenAIServer, local: Local) -> None:
        server.then(answers(PNG))
        await local.paint(prompt='an ork <sd_cpp_extra_args>{"steps":100}</sd_cpp_extra_args>(in rain:1.9) <lora:x:1>')
        assert server.calls[0].fields["prompt"] == "an ork in rain"

    async def test_the_secrets_of_openai_stay_at_home(
        self, server: OpenAIServer, local: Local, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
            monkeypatch.setenv(name, f"secret-{name}")
        server.then(answers(PNG))
        await local.paint()
        await local.provider.probe()
        for call in server.calls:
            assert "secret-" not in str(call.headers)
            assert "authorization" not in call.headers

    async def test_a_key_of_its_own_is_sent(self, server: OpenAIServer, keyed: Local) -> None:
        server.then(answers(PNG))
        await keyed.paint()
        assert server.calls[0].headers["authorization"] == f"Bearer {KEY}"

    async def test_an_address_without_a_path_gets_the_usual_one(self, server: OpenAIServer) -> None:
        local = Local(server, url=server.url.removesuffix("v1"), model="")
        server.then(answers(PNG))
        assert (await local.paint()).model == "unknown"
        assert server.calls[0].path == "/v1/images/generations"
        assert "model" not in server.calls[0].fields
        await local.provider.aclose()

    async def test_base64_may_come_as_a_data_url(self, server: OpenAIServer, local: Local) -> None:
        text = "data:image/jpeg;base64," + base64.b64encode(JPEG).decode()
        server.then(says(200, {"data": [{"b64_json": text}]}))
        assert (await local.paint()).data == JPEG

    def test_xai_is_asked_in_its_own_way(self) -> None:
        options = OpenAICompatibleOptions("https://api.x.ai/v1", "grok-imagine-image-2.0")
        assert OpenAICompatibleProvider(options)._fields(STREET) == {
            "prompt": "a rain-soaked street",
            "n": 1,
            "model": "grok-imagine-image-2.0",
            "response_format": "b64_json",
            "extra_body": {"aspect_ratio": "2:3"},
        }

    async def test_an_empty_list_is_a_refusal(self, server: OpenAIServer, local: Local) -> None:
        server.then(answers())
        refusal = await local.refusal()
        assert isinstance(refusal, ModeratedError)
        assert refusal.sentence.startswith(f"{TITLE} answered without a picture, which is how it refuses")


class TestAddresses:
    @pytest.mark.parametrize("address", ["{url}/files/a.png", "/v1/files/a.png", "files/a.png"])
    async def test_a_picture_on_its_own_host_is_fetched(self, server: OpenAIServer, keyed: Local, address: str) -> None:
        server.file = says(200, PNG)
        server.then(by_url(address.format(url=server.url)))
        assert (await keyed.paint()).data == PNG
        fetched = server.calls[-1]
        assert (fetched.method, fetched.path) == ("GET", "/v1/files/a.png")
        assert fetched.headers["authorization"] == f"Bearer {KEY}"

    async def test_another_port_of_the_host_is_fetched_without_the_key(
        self, server: OpenAIServer, keyed: Local
    ) -> None:
        async with OpenAIServer() as files:
            files.file = says(200, PNG)
            server.then(by_url(f"{files.url}/a.png"))
            assert (await keyed.paint()).data == PNG
            assert "authorization" not in files.calls[0].headers
            assert KEY not in str(files.calls[0].headers)

    async def test_nor_with_the_login_of_the_servers_address(self, server: OpenAIServer) -> None:
        local = Local(server, url=server.url.replace("://", "://bot:pass-0123@"))
        async with OpenAIServer() as files:
            files.file = says(200, PNG)
            server.then(by_url(f"{files.url}/a.png"))
            assert (await local.paint()).data == PNG
            assert "authorization" not in files.calls[0].headers
        await local.provider.aclose()

    @pytest.mark.parametrize(
        "address",
        [
            "http://localhost:{port}/v1/a.png",
            "http://127.0.0.1@localhost:{port}/a.png",
            "http://[::1]:{port}/a.png",
            "//localhost:{port}/a.png",
            "file:///etc/passwd",
            "ftp://127.0.0.1/a.png",
            "http://127.0.0.1:x/a.png",
            "http://[127.0.0.1/a.png",
        ],
    )
    async def test_any_other_is_not_followed(self, server: OpenAIServer, keyed: Local, address: str) -> None:
        server.file = says(200, PNG)
        server.then(by_url(address.format(port=server.url.rpartition(":")[2].removesuffix("/v1"))))
        refusal = await keyed.refusal()
        assert isinstance(refusal, UnreadableError)
        assert refusal.sentence.startswith(f"{TITLE} sent ")
        assert len(server.calls) == 1

    async def test_a_store_that_is_gone_costs_no_second_picture(self, server: OpenAIServer, keyed: Local) -> None:
        server.then(by_url("http://127.0.0.1:9/a.png"))
        assert isinstance(await keyed.refusal(), UnreadableError)

    async def test_a_data_url_is_the_picture_itself(self, server: OpenAIServer, local: Local) -> None:
        server.then(by_url(f"data:image/png;base64,{base64.b64encode(PNG).decode()}"))
        assert (await local.paint()).data == PNG

    async def test_a_public_store_is_asked_without_the_key_and_the_server_once(
        self, server: OpenAIServer, keyed: Local, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with PublicStore(monkeypatch) as store:
            store.file = web.Response(body=PNG)
            server.then(by_url(store.address("a.png?signature=1")))
            assert (await keyed.paint()).data == PNG
            (asked,) = store.asked
            assert (asked.path_qs, asked.headers["Host"]) == ("/a.png?signature=1", store.host)
        assert KEY not in str(asked.headers)
        assert len(server.calls) == 1

    @pytest.mark.parametrize(
        ("deed", "sentence"),
        [
            (says(404), f"{TITLE} did not hand out its picture (404)."),
            (says(200, "<html>Welcome</html>"), f"{TITLE} sent something that is not a picture."),
            (says(200, b""), f"{TITLE} sent something that is not a picture."),
            (says(302, "", {"Location": "http://localhost/a.png"}), f"{TITLE} sent something that is not a picture."),
        ],
    )
    async def test_what_is_there_must_be_a_picture(
        self, server: OpenAIServer, local: Local, deed: Behaviour, sentence: str
    ) -> None:
        server.file = deed
        server.then(by_url(f"{server.url}/a.png"))
        assert (await local.refusal()).sentence == sentence


class TestRefusals:
    @pytest.mark.parametrize(
        ("deed", "kind", "sentence"),
        [
            (
                says(404, {"error": "model 'flux' not found"}),
                InvalidError,
                f"{TITLE} API error: 404 - model 'flux' not found",
            ),
            (says(422, {"detail": "bad size"}), InvalidError, f"{TITLE} API error: 422 - bad size"),
            (
                says(404, "<h1>Not Found</h1>"),
                InvalidError,
                f"{TITLE} has no place for pictures at its address (404); the operator should check its URL.",
            ),
            (
                says(405, {"detail": "Method Not Allowed"}),
                InvalidError,
                f"{TITLE} has no place for pictures at its address (405); the operator should check its URL.",
            ),
            (
                says(200, {"error": {"message": "rejected", "code": "content_policy_violation"}}),
                ModeratedError,
                f"{TITLE} refuses to paint this. Rephrase the description, or choose another provider.",
            ),
        ],
    )
    async def test_errors_in_the_forms_that_servers_have(
        self, server: OpenAIServer, keyed: Local, deed: Behaviour, kind: type[ProviderError], sentence: str
    ) -> None:
        server.then(deed)
        refusal = await keyed.refusal()
        assert (type(refusal), refusal.sentence) == (kind, sentence)
        assert len(server.calls) == 1

    async def test_a_silent_server_is_left(self, server: OpenAIServer) -> None:
        local = Local(server, deadline=0.1)
        server.then(hangs)
        assert isinstance(await local.refusal(), TimedOutError)
        await local.provider.aclose()


class TestOddForms:
    async def test_base64_may_come_in_lines_and_json_with_a_byte_order_mark(
        self, server: OpenAIServer, local: Local
    ) -> None:
        lines = base64.encodebytes(PNG).decode()
        body = codecs.BOM_UTF8 + json.dumps({"created": 1, "data": [{"b64_json": lines}]}).encode()
        server.then(says(200, body, kind="application/json"))
        assert (await local.paint()).data == PNG

    async def test_a_picture_may_be_avif(self, server: OpenAIServer, local: Local) -> None:
        avif = picture_file("AVIF")
        server.then(answers(avif))
        assert (await local.paint()).data == avif


class TestProbing:
    @pytest.mark.parametrize(
        ("deed", "warnings"),
        [
            (models("flux"), ()),
            (models("flux:latest", "llama"), ()),
            (says(405, "not allowed"), ()),
            (models("llama"), (f"{TITLE} does not list the model flux.",)),
        ],
    )
    async def test_able_where_it_answers(
        self, server: OpenAIServer, local: Local, deed: Behaviour, warnings: tuple[str, ...]
    ) -> None:
        server.list_models(deed)
        health = await local.provider.probe()
        assert (health.able, health.reason, health.warnings) == (True, None, warnings)

    @pytest.mark.parametrize(
        ("deed", "reason"),
        [
            (
                says(404, "not found"),
                f"{TITLE} did not answer with a list of models; the operator should check its URL.",
            ),
            (
                says(302, "", {"Location": "https://elsewhere.example/"}),
                f"{TITLE} points to another address (302): its base URL is wrong.",
            ),
            (hangs, f"{TITLE} did not answer in time."),
        ],
    )
    async def test_it_says_why_not(
        self, server: OpenAIServer, local: Local, monkeypatch: pytest.MonkeyPatch, deed: Behaviour, reason: str
    ) -> None:
        if deed is hangs:
            monkeypatch.setattr("generation.providers.http.probe.PROBE_SECONDS", 0.3)
        server.list_models(deed)
        health = await local.provider.probe()
        assert (health.able, health.reason) == (False, reason)
