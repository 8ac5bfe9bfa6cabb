"""DALL-E, the real openai SDK against a server on loopback: what is asked, what is made of every answer."""

import asyncio
import base64
import io
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from aiohttp import web
from PIL import Image

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
from generation.providers.openai.dalle import DalleOptions, DalleProvider
from generation.providers.openai.models import SHUTDOWNS, fit_size, price
from generation.providers.openai.previews import REST_SECONDS
from generation.providers.with_model import ProviderWithModel
from tests.clock import PATIENCE
from tests.generation.fake_provider import picture_file
from tests.providers.painter import Painter
from tests.servers.openai_images import (
    USAGE,
    Behaviour,
    Call,
    OpenAIServer,
    answers,
    completed,
    fails,
    hangs,
    models,
    partial,
    says,
    streams,
)

KEY = "sk-proj-abcdefghij0123456789"
TODAY = date(2026, 11, 22)
PNG, JPEG, DRAFT = picture_file(), picture_file("JPEG"), picture_file("WEBP")
STREET = ProviderRequest(
    request_id="r1",
    prompt="a rain-soaked street",
    type="location",
    style="neon_noir",
    width=1024,
    height=1024,
    quality="standard",
    seed=7,
    requester="hash-of-ann",
)


class Dalle(Painter):
    """A provider at a server."""

    def __init__(self, server: OpenAIServer, **options: Any) -> None:  # noqa: ANN401  # the options' own types
        options = {"api_key": KEY, "base_url": server.url, "deadline": 5.0, **options}
        super().__init__(DalleProvider(DalleOptions(**options), lambda: TODAY), STREET, KEY)


@pytest.fixture
async def server() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer() as server:
        yield server


@pytest.fixture
async def dalle(server: OpenAIServer) -> AsyncIterator[Dalle]:
    dalle = Dalle(server)
    yield dalle
    await dalle.provider.aclose()


@pytest.fixture
async def plain(server: OpenAIServer) -> AsyncIterator[Dalle]:
    """One that asks for no previews."""
    dalle = Dalle(server, partial_images=0)
    yield dalle
    await dalle.provider.aclose()


class TestPainting:
    async def test_previews_are_shown_while_it_paints(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(streams(partial(DRAFT, 0), partial(JPEG, 1), completed(PNG)))
        result = await dalle.paint()
        assert (result.data, result.model) == (PNG, "gpt-image-2.6-flare")
        assert [(step.stage, round(step.fraction, 2), step.preview) for step in dalle.steps] == [
            ("asking DALL-E", 0.0, None),
            ("painting", 0.33, DRAFT),
            ("painting", 0.67, JPEG),
        ]

    async def test_a_preview_that_is_no_picture_costs_nobody_the_picture(
        self, server: OpenAIServer, dalle: Dalle
    ) -> None:
        server.then(streams(partial(b"<html>", 0), completed(PNG)))
        assert (await dalle.paint()).data == PNG
        assert [step.preview for step in dalle.steps] == [None, None]

    async def test_what_goes_over_the_wire(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(streams(completed(PNG)))
        await dalle.paint()
        (call,) = server.calls
        assert (call.method, call.path) == ("POST", "/v1/images/generations")
        assert call.headers["authorization"] == f"Bearer {KEY}"
        assert call.headers["accept-encoding"] == "identity"
        assert call.fields == {
            "model": "gpt-image-2.6-flare",
            "prompt": "a rain-soaked street",
            "n": 1,
            "size": "1024x1024",
            "quality": "medium",
            "output_format": "png",
            "moderation": "low",
            "safety_identifier": "hash-of-ann",
            "partial_images": 2,
            "stream": True,
        }

    async def test_without_previews_nothing_of_a_stream_is_sent(self, server: OpenAIServer, plain: Dalle) -> None:
        server.then(answers(PNG))
        await plain.paint(requester="")
        assert not {"stream", "partial_images", "safety_identifier"} & set(server.calls[0].fields)
        assert not plain.provider.capabilities.progress

    @pytest.mark.parametrize(
        ("asked", "sent"),
        [
            ("standard", "medium"),
            ("hd", "high"),
            *((name, name) for name in ("low", "medium", "high", "xhigh", "max", "auto")),
        ],
    )
    async def test_qualities(self, server: OpenAIServer, plain: Dalle, asked: str, sent: str) -> None:
        server.then(answers(PNG))
        await plain.paint(quality=asked)
        assert server.calls[0].fields["quality"] == sent

    @pytest.mark.parametrize(
        ("asked", "sent"),
        [
            ((1024, 1024), (1024, 1024)),
            ((1536, 1024), (1536, 1024)),
            ((1024, 1792), (1024, 1792)),
            ((1001, 777), (1008, 784)),
            ((512, 512), (816, 816)),
            ((2048, 512), (1776, 592)),
            ((3840, 2160), (3840, 2160)),
            ((3840, 3840), (2880, 2880)),
            ((3840, 1000), (3392, 1136)),
        ],
    )
    def test_sizes(self, asked: tuple[int, int], sent: tuple[int, int]) -> None:
        assert fit_size(*asked) == sent

    def test_every_size_becomes_one_that_the_models_take(self) -> None:
        for width in range(512, 3841, 117):
            for height in range(512, 3841, 131):
                across, down = fit_size(width, height)
                assert across % 16 == down % 16 == 0
                assert max(across, down) <= 3840
                assert 655_360 <= across * down <= 3840 * 2160
                assert 1 / 3 <= across / down <= 3

    async def test_the_sdk_is_not_loaded_before_it_is_needed(self) -> None:
        ours = "generation.providers.openai.dalle, generation.providers.openai.compatible"
        script = f"import sys, {ours}; print('openai' in sys.modules)"
        said = await asyncio.to_thread(subprocess.check_output, [sys.executable, "-c", script], text=True)
        assert said.strip() == "False"


def knows_no_stream(status: int) -> Behaviour:
    """Fail at a stream, and answer anything else."""

    async def deed(call: Call, request: web.Request) -> web.StreamResponse:
        given = fails(status, "unexpected keyword 'stream'") if call.fields.get("stream") else answers(PNG, usage=USAGE)
        return await given(call, request)

    return deed


class TestServersThatIgnoreStream:
    async def test_a_json_answer_is_taken_as_it_is_and_paid_once(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(answers(PNG))
        assert (await dalle.paint()).data == PNG
        assert len(server.calls) == 1

    @pytest.mark.parametrize("status", [400, 422, 500, 501])
    async def test_a_gateway_that_fails_at_a_stream_is_asked_without_for_a_while_that_doubles(
        self, server: OpenAIServer, dalle: Dalle, monkeypatch: pytest.MonkeyPatch, status: int
    ) -> None:
        time = 1000.0
        monkeypatch.setattr("generation.providers.openai.previews.monotonic", lambda: time)
        server.then(knows_no_stream(status))
        result = await dalle.paint()
        assert result.data == PNG
        assert result.cost == pytest.approx(price(USAGE, "medium", 1024, 1024))
        await dalle.paint()
        time += REST_SECONDS
        await dalle.paint()
        await dalle.paint()
        time += REST_SECONDS
        await dalle.paint()
        time += REST_SECONDS
        await dalle.paint()
        streamed = [call.fields.get("stream") for call in server.calls]
        assert streamed == [True, None, None, True, None, None, None, True, None]

    async def test_whether_it_streams_is_tried_with_one_picture_of_a_batch(
        self, server: OpenAIServer, dalle: Dalle
    ) -> None:
        server.then(knows_no_stream(500))
        await asyncio.gather(*(dalle.paint() for _ in range(4)))
        assert sorted(call.fields.get("stream", False) for call in server.calls) == [False] * 4 + [True]

    async def test_one_that_streams_streams_to_everybody(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(streams(completed(PNG)))
        await dalle.paint()
        await asyncio.gather(*(dalle.paint() for _ in range(3)))
        assert all(call.fields["stream"] for call in server.calls)

    async def test_what_fails_without_a_stream_too_is_not_the_streams_fault(
        self, server: OpenAIServer, dalle: Dalle
    ) -> None:
        server.then(fails(500, "Oops"), fails(500, "Oops again"), answers(PNG))
        assert (await dalle.refusal()).sentence == "DALL-E API error: 500 - Oops again"
        await dalle.paint()
        assert [call.fields.get("stream") for call in server.calls] == [True, None, True]

    async def test_a_stream_that_the_network_has_ended_is_no_reason_to_ask_for_none(
        self, server: OpenAIServer, dalle: Dalle
    ) -> None:
        server.then(streams(partial(DRAFT, 0)), answers(PNG), streams(completed(PNG)))
        await dalle.paint()
        await dalle.paint()
        assert [call.fields.get("stream") for call in server.calls] == [True, None, True]

    async def test_an_error_may_be_flat(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(streams({"type": "error", "code": "moderation_blocked", "message": MODERATED}))
        assert isinstance(await dalle.refusal(), ModeratedError)
        assert len(server.calls) == 1

    async def test_a_preview_has_its_price(self, server: OpenAIServer) -> None:
        assert price({}, "low", 1024, 1024, previews=2) == pytest.approx(price({}, "low", 1024, 1024) + 2 * 0.003)
        costs = [Dalle(server, partial_images=number).provider.capabilities.cost for number in (0, 3)]
        assert costs == [0.053, 0.062]

    async def test_a_stream_without_a_picture_is_asked_once_more_and_not_again(
        self, server: OpenAIServer, dalle: Dalle
    ) -> None:
        server.then(streams(), answers(PNG, usage=USAGE))
        result = await dalle.paint()
        assert result.data == PNG
        assert result.cost == pytest.approx(2 * price(USAGE, "medium", 1024, 1024))
        assert "asking again" in dalle.steps[-1].stage
        assert [call.fields.get("stream") for call in server.calls] == [True, None]
        await dalle.paint()
        assert [call.fields.get("stream") for call in server.calls] == [True, None, None]

    async def test_the_second_answer_may_fail_as_any_may(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(streams(), fails(500, "Oops"))
        refusal = await dalle.refusal()
        assert isinstance(refusal, UnavailableError)
        assert len(server.calls) == 2
        assert refusal.cost == pytest.approx(price({}, "medium", 1024, 1024)), "what the stream has painted"

    async def test_a_refused_stream_costs_nothing(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(fails(500, "Oops"), answers(PNG, usage=USAGE), fails(500, "Oops"), fails(500, "Oops"))
        assert (await dalle.paint()).cost == pytest.approx(price(USAGE, "medium", 1024, 1024))
        assert (await dalle.refusal()).cost is None


class TestAddresses:
    async def test_a_picture_of_which_only_the_address_comes_is_fetched_and_paid_once(
        self, server: OpenAIServer, dalle: Dalle
    ) -> None:
        server.file = says(200, PNG)
        server.then(says(200, {"data": [{"b64_json": None, "url": f"{server.url}/files/a.png"}], "usage": USAGE}))
        result = await dalle.paint()
        assert result.data == PNG
        assert result.cost == pytest.approx(price(USAGE, "medium", 1024, 1024))
        assert [(call.method, call.path) for call in server.calls] == [
            ("POST", "/v1/images/generations"),
            ("GET", "/v1/files/a.png"),
        ]

    async def test_one_elsewhere_that_nobody_may_follow_is_not_bought_again(
        self, server: OpenAIServer, dalle: Dalle
    ) -> None:
        server.then(says(200, {"data": [{"url": "https://10.0.0.7/a.png"}]}))
        refusal = await dalle.refusal()
        assert isinstance(refusal, UnreadableError)
        assert "does not follow" in refusal.sentence


class TestEdits:
    async def test_references_are_uploaded(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(streams(partial(DRAFT, 0, "image_edit"), completed(PNG, "image_edit")))
        assert (await dalle.paint(references=(PNG, JPEG))).data == PNG
        (call,) = server.calls
        assert call.path == "/v1/images/edits"
        assert call.files == [
            ("image[]", "image-1.png", "image/png", PNG),
            ("image[]", "image-2.jpeg", "image/jpeg", JPEG),
        ]
        assert call.fields["stream"] == "true"
        assert call.fields["size"] == "1024x1024"
        assert "moderation" not in call.fields
        assert dalle.steps[-1].preview == DRAFT

    async def test_the_cast_is_told_by_the_numbers_of_the_pictures(self, server: OpenAIServer, plain: Dalle) -> None:
        server.then(says(200, {"data": [{"b64_json": base64.b64encode(PNG).decode()}], "usage": USAGE}))
        ari = CastMember("an elf woman", "the elf woman", "elf woman", "red hair", 7, shown_in=(1, 3))
        tom = CastMember("a dwarf man", "the dwarf man", "dwarf man", "bald", 8, shown_in=(2,))
        await plain.paint(references=(PNG, JPEG, PNG), cast=(ari, tom))
        assert len(server.calls[0].files) == 3
        assert server.calls[0].fields["prompt"].split("\n\n")[1] == (
            "Number 1 and 3 of the given images shows the elf woman. Number 2 of the given images shows the dwarf man. "
            "Keep each face, build and hair exactly as shown there; pose, place and light are those described."
        )

    async def test_a_change_sends_the_picture_first(self, server: OpenAIServer, plain: Dalle) -> None:
        server.then(answers(PNG))
        await plain.paint(edit=Edit("change", JPEG, mask=PNG), references=(PNG,))
        assert [file[1] for file in server.calls[0].files] == ["image-1.jpeg", "image-2.png"]

    async def test_painting_into_a_picture_makes_the_white_of_the_mask_transparent(
        self, server: OpenAIServer, plain: Dalle
    ) -> None:
        mask = Image.new("L", (32, 24))
        mask.paste(255, (0, 0, 16, 24))
        file = io.BytesIO()
        mask.save(file, "PNG")
        server.then(answers(PNG))
        await plain.paint(edit=Edit("inpaint", PNG, mask=file.getvalue()))
        name, filename, kind, sent = server.calls[0].files[-1]
        assert (name, filename, kind) == ("mask", "mask.png", "image/png")
        with Image.open(io.BytesIO(sent)) as image:
            assert (image.mode, image.size) == ("RGBA", (64, 48))
            assert [image.getpixel((x, 20)) for x in (5, 60)] == [(0, 0, 0, 0), (0, 0, 0, 255)]

    @pytest.mark.parametrize(
        "changes",
        [
            {"references": (PNG,) * 17},
            {"edit": Edit("change", PNG), "references": (PNG,) * 16},
            {"edit": Edit("inpaint", PNG)},
            {"edit": Edit("inpaint", PNG, mask=b"not a picture")},
            {"edit": Edit("change", b"GIF89a")},
        ],
    )
    async def test_what_cannot_be_edited_is_not_asked(
        self, server: OpenAIServer, dalle: Dalle, changes: dict[str, Any]
    ) -> None:
        with pytest.raises(InvalidError, match=r"^DALL-E "):
            await dalle.paint(**changes)
        assert server.calls == []


REPHRASE = "Rephrase the description, or choose another provider."
MODERATED = "Your request was rejected by the safety system. safety_violations=[violence, sexual]."
REFUSALS = [
    (
        fails(400, MODERATED, code="moderation_blocked", type="image_generation_user_error"),
        ModeratedError,
        f"DALL-E refuses to paint this because of violence, sexual. {REPHRASE}",
    ),
    (
        fails(400, "Rejected.", code="moderation_blocked", type="image_generation_user_error"),
        ModeratedError,
        f"DALL-E refuses to paint this. {REPHRASE}",
    ),
    (
        fails(400, "Billing hard limit has been reached", code="billing_hard_limit_reached"),
        BillingError,
        "DALL-E is out of credit; the operator should look at its billing.",
    ),
    (
        fails(429, "You exceeded your current quota", code="insufficient_quota", type="insufficient_quota"),
        BillingError,
        "DALL-E is out of credit; the operator should look at its billing.",
    ),
    (
        fails(401, f"Incorrect API key provided: {KEY[:8]}***6789.", code="invalid_api_key"),
        AuthError,
        "DALL-E refused its API key; the operator should check it.",
    ),
    (
        fails(403, "Your organization must be verified."),
        AuthError,
        "DALL-E API error: 403 - Your organization must be verified. The operator should check what its key may do.",
    ),
    (fails(400, "Invalid prompt"), InvalidError, "DALL-E API error: 400 - Invalid prompt"),
    (fails(404, "No such model.\n"), InvalidError, "DALL-E API error: 404 - No such model"),
    (fails(400, f"What is {KEY}?"), InvalidError, "DALL-E API error: 400 - What is ***?"),
    (fails(500, "The server had an error"), UnavailableError, "DALL-E API error: 500 - The server had an error"),
    (answers(), UnreadableError, "DALL-E answered without a picture."),
    (answers(b""), UnreadableError, "DALL-E answered without a picture."),
    (answers(b"<svg/>"), UnreadableError, "DALL-E sent something that is not a picture."),
    (
        says(200, {"error": {"code": "moderation_blocked", "message": MODERATED}}),
        ModeratedError,
        f"DALL-E refuses to paint this because of violence, sexual. {REPHRASE}",
    ),
]


class TestRefusals:
    @pytest.mark.parametrize(("deed", "kind", "sentence"), REFUSALS)
    @pytest.mark.parametrize("previews", [0, 2])
    async def test_every_error_has_its_kind_and_its_sentence_and_is_asked_once(
        self, server: OpenAIServer, deed: Behaviour, kind: type[ProviderError], sentence: str, previews: int
    ) -> None:
        dalle = Dalle(server, partial_images=previews)
        server.then(deed)
        refusal = await dalle.refusal()
        assert (type(refusal), refusal.sentence) == (kind, sentence)
        assert refusal.__cause__ is refusal.__context__ is None
        # A stream may be what a gateway fails at.
        streams_in_doubt = previews and any(f"API error: {status}" in sentence for status in (400, 422, 500))
        assert len(server.calls) == (2 if streams_in_doubt else 1)
        await dalle.provider.aclose()

    @pytest.mark.parametrize(("headers", "wait"), [({"Retry-After": "17"}, 17.0), ({}, None)])
    async def test_a_rate_limit_says_how_long_to_wait(
        self, server: OpenAIServer, dalle: Dalle, headers: dict[str, str], wait: float | None
    ) -> None:
        server.then(fails(429, "Rate limit reached", headers, code="rate_limit_exceeded", type="images"))
        refusal = await dalle.refusal()
        assert isinstance(refusal, RateLimitedError)
        assert (refusal.sentence, refusal.retry_after) == ("DALL-E is overloaded.", wait)
        assert len(server.calls) == 1

    @pytest.mark.parametrize(
        "code",
        [
            *("insufficient_quota", "billing_hard_limit_reached", "credit_balance_exhausted", "billing_not_active"),
            *("project_spend_limit_exceeded", "organization_spend_limit_exceeded"),
            *("organization_usage_limit_exceeded", "usage_limit_exceeded"),
        ],
    )
    @pytest.mark.parametrize("where", ["code", "type"])
    async def test_a_limit_that_no_pause_lifts_is_no_rate_limit(
        self, server: OpenAIServer, dalle: Dalle, code: str, where: str
    ) -> None:
        server.then(fails(429, "Limit reached.", {"Retry-After": "1"}, **{where: code}))
        assert type(await dalle.refusal()) is BillingError

    @pytest.mark.parametrize(
        ("status", "code", "kind"),
        [
            (400, "image_content_policy_violation", ModeratedError),
            (400, "cyber_policy", ModeratedError),
            (400, "bio_policy", ModeratedError),
            (401, "authentication_error", AuthError),
            (503, "server_overloaded", UnavailableError),
            (408, "request_timeout", UnavailableError),
            (400, "invalid_image_format", InvalidError),
            (404, "resource_not_found", InvalidError),
        ],
    )
    async def test_a_code_of_the_sdk_means_the_same_as_a_status_and_inside_a_stream(
        self, server: OpenAIServer, dalle: Dalle, status: int, code: str, kind: type[ProviderError]
    ) -> None:
        # What may be the stream's fault is asked once more without.
        refused = [fails(status, "No.", code=code)] * (2 if status == 400 and kind is InvalidError else 1)
        server.then(*refused, streams({"type": "error", "error": {"code": code}}))
        assert [type(await dalle.refusal()) for _ in "12"] == [kind, kind]

    @pytest.mark.parametrize(
        ("error", "kind"),
        [
            ({"code": "moderation_blocked", "message": MODERATED}, ModeratedError),
            ({"code": "billing_hard_limit_reached", "message": ""}, BillingError),
            ({"code": "rate_limit_exceeded", "message": ""}, RateLimitedError),
            ({"code": "server_error", "type": "server_error", "message": "Oops"}, UnavailableError),
            ({"type": "invalid_request_error", "message": "Bad size"}, InvalidError),
        ],
    )
    async def test_an_error_inside_a_stream_means_the_same(
        self, server: OpenAIServer, dalle: Dalle, error: dict[str, str], kind: type[ProviderError]
    ) -> None:
        server.then(streams(partial(DRAFT, 0), {"type": "error", "error": error}))
        assert type(await dalle.refusal()) is kind
        assert len(server.calls) == 1

    async def test_a_stream_that_breaks_off_is_not_asked_again_here(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(streams(partial(DRAFT, 0), cut=True))
        assert isinstance(await dalle.refusal(), UnavailableError)
        assert len(server.calls) == 1

    async def test_a_stream_of_something_else(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(says(200, "data: not json\n\n", kind="text/event-stream"))
        assert (await dalle.refusal()).sentence == "DALL-E sent something that cannot be read."

    async def test_a_stream_without_end_is_given_up(
        self, server: OpenAIServer, dalle: Dalle, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await dalle.provider.probe()
        monkeypatch.setattr("generation.providers.openai.answers.MAX_ANSWER", 1000)
        server.then(streams(completed(b"x" * 2000)))
        assert isinstance(await dalle.refusal(), UnreadableError)

    @pytest.mark.parametrize("deed", [hangs, streams(partial(DRAFT, 0), hang=True)])
    async def test_a_silent_server_is_left(self, server: OpenAIServer, deed: Behaviour) -> None:
        dalle = Dalle(server, deadline=0.1)
        server.then(deed)
        refusal = await dalle.refusal()
        assert isinstance(refusal, TimedOutError)
        assert refusal.sentence == "DALL-E did not answer in time."
        await dalle.provider.aclose()


class TestCancelling:
    @pytest.mark.parametrize("deed", [hangs, streams(partial(DRAFT, 0), hang=True)])
    async def test_cancelling_hangs_up(self, server: OpenAIServer, dalle: Dalle, deed: Behaviour) -> None:
        server.then(deed)
        task = asyncio.create_task(dalle.paint())
        await asyncio.wait_for(server.reached.wait(), PATIENCE)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.hung_up.wait(), PATIENCE)


class TestMoney:
    async def test_the_cost_is_by_the_tokens_used(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.then(streams(completed(PNG)))
        # 100 text tokens at $5, 200 of pictures at $8, 1000 painted at $30 a million.
        assert (await dalle.paint()).cost == pytest.approx(0.0321)

    @pytest.mark.parametrize(
        ("quality", "size", "cost"),
        [
            ("low", (1024, 1024), 0.0059),
            ("standard", (1024, 1024), 0.0177),
            ("hd", (1024, 1024), 0.053),
            ("auto", (1024, 1024), 0.053),
            ("hd", (1024, 1536), 0.0795),
        ],
    )
    async def test_untold_tokens_are_estimated(
        self, server: OpenAIServer, plain: Dalle, quality: str, size: tuple[int, int], cost: float
    ) -> None:
        server.then(answers(PNG))
        result = await plain.paint(quality=quality, width=size[0], height=size[1])
        assert result.cost == pytest.approx(cost)


class TestModels:
    async def test_is_asked_for_by_its_name(self, server: OpenAIServer, plain: Dalle) -> None:
        server.then(answers(PNG))
        result = await plain.paint(model=ModelSettings("sunburst", model="gpt-image-2.6-sunburst", cost=0.2))
        assert (result.model, result.cost) == ("gpt-image-2.6-sunburst", 0.2)
        assert server.painted[0].fields["model"] == "gpt-image-2.6-sunburst"

    async def test_is_looked_for_by_the_probe(self, server: OpenAIServer, dalle: Dalle) -> None:
        gone, dying = ModelSettings("gone", model="gone"), ModelSettings("old", model="gpt-image-1.5")
        health = await ProviderWithModel(dalle.provider, ModelSettings(), (gone, dying)).probe()
        assert health.able
        assert "DALL-E does not offer the model gone to this key." in health.warnings
        assert any(warning.startswith("OpenAI shuts gpt-image-1.5 down") for warning in health.warnings)


class TestProbing:
    async def test_able_where_the_model_is_listed(self, server: OpenAIServer, dalle: Dalle) -> None:
        health = await dalle.provider.probe()
        assert (health.able, health.reason, health.warnings) == (True, None, ())
        assert [(call.method, call.path) for call in server.calls] == [("GET", "/v1/models")]

    async def test_not_able_where_it_is_not(self, server: OpenAIServer, dalle: Dalle) -> None:
        server.list_models(models("gpt-6-luna"))
        health = await dalle.provider.probe()
        assert health.reason == "DALL-E does not offer the model gpt-image-2.6-flare to this key."
        assert not health.able

    @pytest.mark.parametrize("model", ["dall-e-2", "dall-e-3", "gpt-image-1"])
    async def test_a_dead_model_is_replaced_and_the_operator_told(self, server: OpenAIServer, model: str) -> None:
        dalle = Dalle(server, model=model)
        health = await dalle.provider.probe()
        assert health.able
        (warning,) = health.warnings
        assert warning == f"OpenAI shut {model} down on {SHUTDOWNS[model]}; gpt-image-2.6-flare paints in its place."
        server.then(streams(completed(PNG)))
        assert (await dalle.paint()).model == server.painted[0].fields["model"] == "gpt-image-2.6-flare"
        await dalle.provider.aclose()

    @pytest.mark.parametrize(
        ("model", "told", "warned"),
        [
            ("gpt-image-1.5", None, "2026-12-01"),
            ("gpt-image-2", None, None),
            ("gpt-image-2", "2027-01-20", "2027-01-20"),
            ("gpt-image-2", "2027-01-22T00:00:00Z", None),
            ("gpt-image-2", "soon", None),
        ],
    )
    async def test_a_dying_model_is_warned_of(
        self, server: OpenAIServer, model: str, told: str | None, warned: str | None
    ) -> None:
        server.list_models(models(model, shutdown=told))
        dalle = Dalle(server, model=model)
        health = await dalle.provider.probe()
        assert health.able
        begin = f"OpenAI shuts {model} down on {warned}; set OPENAI_IMAGE_MODEL"
        assert [warning.startswith(begin) for warning in health.warnings] == ([True] if warned else [])
        await dalle.provider.aclose()

    @pytest.mark.parametrize(
        ("deed", "reason"),
        [
            (
                says(200, {"data": "none"}),
                "DALL-E did not answer with a list of models; the operator should check its URL.",
            ),
            (says(200, {"data": [7, {"id": 7}]}), "DALL-E does not offer the model gpt-image-2.6-flare to this key."),
            (hangs, "DALL-E did not answer in time."),
        ],
    )
    async def test_it_says_why_not(
        self, server: OpenAIServer, dalle: Dalle, monkeypatch: pytest.MonkeyPatch, deed: Behaviour, reason: str
    ) -> None:
        if deed is hangs:
            monkeypatch.setattr("generation.providers.http.probe.PROBE_SECONDS", 0.3)
        server.list_models(deed)
        health = await dalle.provider.probe()
        assert (health.able, health.reason) == (False, reason)
