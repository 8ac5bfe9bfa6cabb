"""Gemini against a server on loopback: what is asked, what is made of every answer."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest

from generation.providers.base import (
    AuthError,
    BillingError,
    CastMember,
    Edit,
    InvalidError,
    ModelSettings,
    ModeratedError,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)
from generation.providers.gemini.provider import GeminiOptions, GeminiProvider
from generation.providers.with_model import ProviderWithModel
from tests.clock import PATIENCE
from tests.generation.fake_provider import picture_file
from tests.providers.painter import Painter
from tests.servers.gemini import Behaviour, GeminiServer, answers, fails, hangs, inline, says

KEY = "AIza-key-of-the-operator"
PNG, JPEG = picture_file(), picture_file("JPEG")
STREET = ProviderRequest(
    request_id="r1",
    prompt="a rain-soaked street",
    type="location",
    style=None,
    width=1536,
    height=1024,
    quality="standard",
    seed=7,
)
REPHRASE = "Rephrase the description, or choose another provider."


class Gemini(Painter):
    """A provider at a server."""

    def __init__(self, server: GeminiServer, **options: Any) -> None:  # noqa: ANN401  # the options' own types
        options = {"api_key": KEY, "base_url": server.url, "deadline": 5.0, **options}
        super().__init__(GeminiProvider(GeminiOptions(**options)), STREET, KEY)


@pytest.fixture
async def server() -> AsyncIterator[GeminiServer]:
    async with GeminiServer() as server:
        yield server


@pytest.fixture
async def gemini(server: GeminiServer) -> AsyncIterator[Gemini]:
    gemini = Gemini(server)
    yield gemini
    await gemini.provider.aclose()


class TestPainting:
    async def test_what_goes_over_the_wire(self, server: GeminiServer, gemini: Gemini) -> None:
        server.then(answers(inline(PNG)))
        result = await gemini.paint()
        assert (result.data, result.model) == (PNG, "gemini-nano-banana-2.1")
        assert [step.stage for step in gemini.steps] == ["asking Gemini"]
        (call,) = server.calls
        assert call.method == "POST"
        assert call.address == "/v1beta/models/gemini-nano-banana-2.1:generateContent"
        assert call.headers["x-goog-api-key"] == KEY
        assert "authorization" not in call.headers
        assert call.body == {
            "contents": [{"role": "user", "parts": [{"text": "a rain-soaked street"}]}],
            "generationConfig": {
                "responseModalities": ["IMAGE"],
                "imageConfig": {"aspectRatio": "3:2", "imageSize": "1K"},
            },
        }

    @pytest.mark.parametrize(
        ("width", "height", "ratio", "size"),
        [
            (1024, 1024, "1:1", "1K"),
            (512, 512, "1:1", "1K"),
            (1792, 1024, "16:9", "1K"),
            (1024, 1792, "9:16", "1K"),
            (1024, 1536, "2:3", "1K"),
            (2048, 512, "4:1", "1K"),
            (2048, 2048, "1:1", "2K"),
            (2048, 1536, "4:3", "2K"),
            (4096, 4096, "1:1", "4K"),
        ],
    )
    async def test_the_nearest_ratio_and_size(
        self, server: GeminiServer, gemini: Gemini, width: int, height: int, ratio: str, size: str
    ) -> None:
        server.then(answers(inline(PNG)))
        await gemini.paint(width=width, height=height)
        assert server.calls[0].body["generationConfig"]["imageConfig"] == {"aspectRatio": ratio, "imageSize": size}

    async def test_pictures_go_with_the_prompt(self, server: GeminiServer, gemini: Gemini) -> None:
        server.then(answers(inline(PNG)))
        await gemini.paint(edit=Edit("change", JPEG), references=(PNG,))
        assert server.calls[0].body["contents"][0]["parts"] == [
            {"text": "a rain-soaked street"},
            {"inlineData": {"mimeType": "image/jpeg", "data": base64.b64encode(JPEG).decode()}},
            {"inlineData": {"mimeType": "image/png", "data": base64.b64encode(PNG).decode()}},
        ]

    async def test_the_cast_is_told_by_the_numbers_of_the_pictures(self, server: GeminiServer, gemini: Gemini) -> None:
        server.then(answers(inline(PNG)))
        ari = CastMember("an elf woman", "the elf woman", "elf woman", "red hair", 7, shown_in=(1,))
        await gemini.paint(references=(JPEG,), cast=(ari,))
        text, image = server.calls[0].body["contents"][0]["parts"]
        assert text["text"].startswith(
            "a rain-soaked street\n\nNumber 1 of the given images shows the elf woman. Keep each face"
        )
        assert image["inlineData"]["mimeType"] == "image/jpeg"

    async def test_too_many_pictures_are_not_sent(self, server: GeminiServer, gemini: Gemini) -> None:
        with pytest.raises(InvalidError, match=r"^Gemini takes at most 14 pictures\.$"):
            await gemini.paint(references=(PNG,) * 15)
        assert server.calls == []

    async def test_words_and_drafts_before_the_picture_are_passed_over(
        self, server: GeminiServer, gemini: Gemini
    ) -> None:
        server.then(answers({"text": "Here:"}, inline(b"draft", thought=True), inline(JPEG), inline(PNG)))
        assert (await gemini.paint()).data == PNG

    async def test_the_cost_is_by_the_tokens_used(self, server: GeminiServer, gemini: Gemini) -> None:
        usage = {
            "promptTokenCount": 1000,
            "candidatesTokenCount": 1320,
            "thoughtsTokenCount": 800,
            "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}],
        }
        server.then(answers(inline(PNG), usageMetadata=usage))
        # 1000 asked at $1.50, 200 + 800 told at $7.50, 1120 painted at $30 a million.
        assert (await gemini.paint()).cost == pytest.approx(0.0426)

    @pytest.mark.parametrize("usage", [None, 7, {}, {"candidatesTokensDetails": [7, {"modality": "TEXT"}]}])
    async def test_untold_tokens_are_estimated(self, server: GeminiServer, gemini: Gemini, usage: object) -> None:
        server.then(answers(inline(PNG), usageMetadata=usage))
        assert (await gemini.paint()).cost == 0.0336


REFUSALS = [
    (
        says(200, {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}),
        ModeratedError,
        f"Gemini refuses to paint this (PROHIBITED_CONTENT). {REPHRASE}",
    ),
    (
        says(200, {"candidates": [{"finishReason": "ESCALATION"}]}),
        ModeratedError,
        f"Gemini refuses to paint this (ESCALATION). {REPHRASE}",
    ),
    (
        says(200, {"candidates": [{"finishReason": "PUP_LIMITED_DISABLED"}]}),
        AuthError,
        "Gemini has restricted this account (PUP_LIMITED_DISABLED); the operator should look at it.",
    ),
    (
        says(200, {"promptFeedback": {"blockReason": "PUP_LIMITED_DISABLED"}}),
        AuthError,
        "Gemini has restricted this account (PUP_LIMITED_DISABLED); the operator should look at it.",
    ),
    (
        says(200, {"candidates": [{"finishReason": "IMAGE_SAFETY"}]}),
        ModeratedError,
        f"Gemini refuses to paint this (IMAGE_SAFETY). {REPHRASE}",
    ),
    (
        answers({"text": "I cannot paint that."}),
        ModeratedError,
        "Gemini answered in words, not with a picture: I cannot paint that.",
    ),
    (answers(finish="NO_IMAGE"), UnreadableError, "Gemini answered without a picture (NO_IMAGE)."),
    (says(200, {"candidates": []}), UnreadableError, "Gemini answered without a picture."),
    (
        says(200, {"candidates": [7, {"content": {"parts": "?"}}]}),
        UnreadableError,
        "Gemini answered without a picture.",
    ),
    (answers(inline(b"<svg/>")), UnreadableError, "Gemini sent something that is not a picture."),
    (answers({"inlineData": {"data": "?"}}), UnreadableError, "Gemini sent something that is not a picture."),
    (
        fails(400, "API key not valid.", {"reason": "API_KEY_INVALID"}),
        AuthError,
        "Gemini refused its API key; the operator should check it.",
    ),
    (fails(403, "No permission."), AuthError, "Gemini error: 403 - No permission."),
    (fails(400, "Bad ratio."), InvalidError, "Gemini error: 400 - Bad ratio."),
    (fails(404, "No such model."), InvalidError, "Gemini error: 404 - No such model."),
    (fails(503, "The model is overloaded."), UnavailableError, "Gemini error: 503 - The model is overloaded."),
    (
        fails(429, "Quota exceeded, limit: 0, model: x"),
        BillingError,
        "Gemini paints only for accounts that pay; the operator should set up billing.",
    ),
]


class TestRefusals:
    @pytest.mark.parametrize(("deed", "kind", "sentence"), REFUSALS)
    async def test_every_error_has_its_kind_and_its_sentence_and_is_asked_once(
        self, server: GeminiServer, gemini: Gemini, deed: Behaviour, kind: type[ProviderError], sentence: str
    ) -> None:
        server.then(deed)
        refusal = await gemini.refusal()
        assert type(refusal) is kind
        assert refusal.sentence.startswith(sentence)
        assert len(server.calls) == 1

    @pytest.mark.parametrize(
        ("deed", "wait"),
        [
            (fails(429, "Slowly.", {"retryDelay": "17.5s"}), 17.5),
            (fails(429, "Slowly.", {"retryDelay": "soon"}, headers={"Retry-After": "9"}), 9.0),
            (fails(429, "Slowly.", headers={"Retry-After": "9"}), 9.0),
            (says(429, "<html>"), None),
        ],
    )
    async def test_a_rate_limit_says_how_long_to_wait(
        self, server: GeminiServer, gemini: Gemini, deed: Behaviour, wait: float | None
    ) -> None:
        server.then(deed)
        refusal = await gemini.refusal()
        assert isinstance(refusal, RateLimitedError)
        assert refusal.retry_after == wait

    async def test_a_silent_server_is_left(self, server: GeminiServer) -> None:
        gemini = Gemini(server, deadline=0.1)
        server.then(hangs)
        refusal = await gemini.refusal()
        assert isinstance(refusal, TimedOutError)
        assert refusal.sentence == "Gemini did not answer in time."
        await gemini.provider.aclose()

    async def test_cancelling_hangs_up(self, server: GeminiServer, gemini: Gemini) -> None:
        server.then(hangs)
        task = asyncio.create_task(gemini.paint())
        await asyncio.wait_for(server.reached.wait(), PATIENCE)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.hung_up.wait(), PATIENCE)


class TestModels:
    async def test_is_asked_for_by_its_name(self, server: GeminiServer, gemini: Gemini) -> None:
        server.then(answers(inline(PNG)))
        result = await gemini.paint(model=ModelSettings("old", model="models/gemini-3-image", cost=0.02))
        assert (result.model, result.cost) == ("gemini-3-image", 0.02)
        assert server.calls[0].address == "/v1beta/models/gemini-3-image:generateContent"

    async def test_that_the_key_does_not_see_is_told_by_the_probe(self, server: GeminiServer, gemini: Gemini) -> None:
        server.then(says(200, {"name": "models/gemini-nano-banana-2.1"}), fails(404, "No such model."))
        health = await ProviderWithModel(
            gemini.provider, ModelSettings(), (ModelSettings("gone", model="gone"),)
        ).probe()
        assert (health.able, health.warnings) == (True, ("gone: Gemini error: 404 - No such model.",))


class TestProbing:
    async def test_able_where_the_model_is(self, server: GeminiServer) -> None:
        gemini = Gemini(server, model="models/gemini-4-image")
        server.then(says(200, {"name": "models/gemini-4-image"}))
        health = await gemini.provider.probe()
        assert (health.able, health.reason) == (True, None)
        assert [(call.method, call.address) for call in server.calls] == [("GET", "/v1beta/models/gemini-4-image")]
        await gemini.provider.aclose()

    @pytest.mark.parametrize(
        ("deed", "reason"),
        [
            (fails(404, "No such model."), "Gemini error: 404 - No such model."),
            (
                fails(400, "", {"reason": "API_KEY_INVALID"}),
                "Gemini refused its API key; the operator should check it.",
            ),
            (hangs, "Gemini did not answer in time."),
        ],
    )
    async def test_it_says_why_not(
        self, server: GeminiServer, gemini: Gemini, monkeypatch: pytest.MonkeyPatch, deed: Behaviour, reason: str
    ) -> None:
        monkeypatch.setattr("generation.providers.http.probe.PROBE_SECONDS", 0.2)
        server.then(deed)
        health = await gemini.provider.probe()
        assert not health.able
        assert (health.reason or "").startswith(reason)
