import asyncio
import base64
import io
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web
from PIL import Image

from generation.providers.base import (
    AuthError,
    BillingError,
    Edit,
    InvalidError,
    ModelSettings,
    ModeratedError,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)
from generation.providers.http.jobs import MAX_LOST_POLLS
from generation.providers.stability.api import PRESETS, nearest_ratio
from generation.providers.stability.provider import StabilityOptions, StabilityProvider
from generation.styles.catalogue import all_styles
from tests.providers.painter import ignore, refusal
from tests.servers.stability import FakeStability

KEY = "sk-a-key-that-nobody-may-read"
GENERATE = "/v2beta/stable-image/generate"
STABLE = "/v2beta/stable-image"


def png(width: int = 64, height: int = 64) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (200, 40, 120)).save(file, "PNG")
    return file.getvalue()


PICTURE = png()
MASK = png(32, 32)
REQUEST = ProviderRequest("r1", "a decker in the rain", "scene", None, 1024, 1024, "standard", seed=42)


def painted(body: bytes = PICTURE, **headers: str) -> web.Response:
    named = {"finish-reason": "SUCCESS", "seed": "42", "content-type": "image/png"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(body=body, headers=named)


def said(status: int, name: str, *errors: str, **headers: str) -> web.Response:
    body = {"id": "e1", "name": name, "errors": list(errors)}
    return web.json_response(body, status=status, headers={key.replace("_", "-"): v for key, v in headers.items()})


@pytest.fixture
async def server() -> AsyncIterator[FakeStability]:
    async with FakeStability() as server:
        server.then(painted())
        yield server


@pytest.fixture
async def provider(server: FakeStability) -> AsyncIterator[StabilityProvider]:
    provider = provider_at(server)
    yield provider
    await provider.aclose()


def provider_at(server: FakeStability, model: str = "ultra", deadline: float = 20.0) -> StabilityProvider:
    return StabilityProvider(
        StabilityOptions(KEY, base_url=server.url, model=model, poll_seconds=0.005, deadline=deadline)
    )


def edited(kind: str, *, mask: bytes | None = None, strength: float = 0.5, search: str = "") -> ProviderRequest:
    return replace(REQUEST, edit=Edit(kind, PICTURE, mask, strength, search))


async def test_an_order_becomes_a_form_with_our_names_in_the_headers(
    server: FakeStability, provider: StabilityProvider
) -> None:
    result = await provider.generate(
        replace(REQUEST, style="neon_noir", negative="blur", requester="a1b2", width=1792), ignore
    )

    asked = server.asked[0]
    assert (asked.method, asked.path) == ("POST", f"{GENERATE}/ultra")
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.headers["Accept"] == "image/*"
    assert asked.headers["stability-client-id"] == "scene-visualizer"
    assert asked.headers["stability-client-user-id"] == "a1b2"
    assert asked.headers["stability-client-version"] == "1"
    assert asked.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert asked.fields == {
        "prompt": "a decker in the rain",
        "negative_prompt": "blur",
        "seed": "42",
        "output_format": "png",
        "style_preset": "neon-punk",
        "aspect_ratio": "16:9",
    }
    assert asked.parts["none"].data == b"", "without a file the form would not be multipart"
    assert (result.data, result.model, result.seed, result.cost) == (PICTURE, "ultra", 42, 0.08)


@pytest.mark.parametrize(
    ("model", "path", "name", "cost"),
    [
        ("ultra", "ultra", None, 0.08),
        ("core", "core", None, 0.03),
        ("sd3.5-large", "sd3", "sd3.5-large", 0.065),
        ("sd3.5-large-turbo", "sd3", "sd3.5-large-turbo", 0.04),
        ("sd3.5-medium", "sd3", "sd3.5-medium", 0.035),
    ],
)
async def test_each_model_has_its_endpoint_and_its_price(
    server: FakeStability, model: str, path: str, name: str | None, cost: float
) -> None:
    provider = provider_at(server, model=model)
    result = await provider.generate(REQUEST, ignore)
    await provider.aclose()
    assert server.asked[0].path == f"{GENERATE}/{path}"
    assert server.asked[0].fields.get("model") == name
    assert (result.model, result.cost, provider.capabilities.cost) == (model, cost, cost)


def test_a_model_that_does_not_exist_stops_the_start() -> None:
    with pytest.raises(ValueError, match="sd2"):
        StabilityOptions(KEY, model="sd2")


def test_the_key_is_not_in_the_options_words() -> None:
    assert KEY not in repr(StabilityOptions(KEY))


@pytest.mark.parametrize(
    ("size", "ratio"),
    [
        ((1024, 1024), "1:1"),
        ((1536, 1024), "3:2"),
        ((1024, 1536), "2:3"),
        ((1792, 1024), "16:9"),
        ((1024, 1792), "9:16"),
        ((1024, 768), "5:4"),
        ((768, 1024), "4:5"),
        ((2048, 512), "21:9"),
        ((512, 2048), "9:21"),
    ],
)
def test_a_size_becomes_the_nearest_ratio_and_never_4_to_3(size: tuple[int, int], ratio: str) -> None:
    assert nearest_ratio(*size) == ratio


def test_every_style_of_ours_has_a_preset_or_none() -> None:
    assert set(PRESETS) == set(all_styles())


@pytest.mark.parametrize(("ours", "theirs"), [(0, "1"), (4294967294, "4294967294"), (4294967295, "1"), (7, "7")])
async def test_a_seed_is_never_their_random_0(
    server: FakeStability, provider: StabilityProvider, ours: int, theirs: str
) -> None:
    await provider.generate(replace(REQUEST, seed=ours), ignore)
    assert server.asked[0].fields["seed"] == theirs


async def test_a_picture_may_also_come_in_json(server: FakeStability, provider: StabilityProvider) -> None:
    image = base64.b64encode(PICTURE).decode()
    server.then(web.json_response({"image": image, "finish_reason": "SUCCESS", "seed": 9}))
    result = await provider.generate(REQUEST, ignore)
    assert (result.data, result.seed) == (PICTURE, 9)


async def test_a_variation_starts_from_its_picture(server: FakeStability, provider: StabilityProvider) -> None:
    await provider.generate(edited("vary", strength=0.3), ignore)
    asked = server.asked[0]
    assert (asked.path, asked.fields["strength"], asked.fields["aspect_ratio"]) == (f"{GENERATE}/ultra", "0.3", "1:1")
    assert (asked.parts["image"].kind, asked.parts["image"].data) == ("image/png", PICTURE)
    assert "mode" not in asked.fields


async def test_sd3_is_told_the_mode_and_takes_the_ratio_from_the_picture(server: FakeStability) -> None:
    provider = provider_at(server, model="sd3.5-medium")
    await provider.generate(replace(REQUEST, references=(PICTURE,)), ignore)
    await provider.aclose()
    fields = server.asked[0].fields
    assert (fields["mode"], fields["strength"], "aspect_ratio" in fields) == ("image-to-image", "0.6", False)


async def test_core_cannot_start_from_a_picture_and_says_so_before_it_is_asked(server: FakeStability) -> None:
    provider = provider_at(server, model="core")
    assert not provider.capabilities.can_do(edited("vary"))
    assert not provider.capabilities.can_do(replace(REQUEST, references=(PICTURE,)))
    assert isinstance(await refusal(provider, edited("vary"), KEY), InvalidError)
    await provider.aclose()
    assert not server.asked


async def test_a_model_may_be_chosen_for_a_picture_with_its_own_price_and_abilities(server: FakeStability) -> None:
    provider = provider_at(server, model="core")
    flash = ModelSettings("flash", model="sd3.5-flash", guidance=3.5, negative="text")
    can = provider.capabilities_with(flash)
    assert (can.cost, can.references, "vary" in can.edits) == (0.025, 1, True)
    result = await provider.generate(replace(REQUEST, model=flash), ignore)
    await provider.aclose()
    assert (result.model, result.cost) == ("sd3.5-flash", 0.025)
    fields = server.asked[0].fields
    assert (fields["model"], fields["cfg_scale"], fields["negative_prompt"]) == ("sd3.5-flash", "3.5", "text")


async def test_the_probe_looks_for_the_credit_of_the_model_that_paints(server: FakeStability) -> None:
    provider = provider_at(server, model="ultra")
    server.then(web.json_response({"credits": 3}))
    assert not (await provider.probe()).able
    assert (await provider.probe_with((ModelSettings(model="core"), ModelSettings(model="ultra")))).able
    await provider.aclose()


BASE = {"output_format": "png"}
SEEDED = BASE | {"seed": "42"}
PROMPTED = SEEDED | {"prompt": "a decker in the rain", "negative_prompt": "blur"}


@pytest.mark.parametrize(
    ("edit_request", "path", "fields", "files", "cost"),
    [
        (edited("inpaint", mask=MASK), "edit/inpaint", PROMPTED, {"image", "mask"}, 0.05),
        (edited("erase", mask=MASK), "edit/erase", SEEDED, {"image", "mask"}, 0.05),
        (
            edited("search-and-replace", search="the gun"),
            "edit/search-and-replace",
            PROMPTED | {"search_prompt": "the gun"},
            {"image"},
            0.05,
        ),
        (
            edited("search-and-recolor", search="the coat"),
            "edit/search-and-recolor",
            PROMPTED | {"select_prompt": "the coat"},
            {"image"},
            0.05,
        ),
        (edited("remove-background"), "edit/remove-background", BASE, {"image"}, 0.05),
        (edited("upscale"), "upscale/fast", BASE, {"image"}, 0.02),
        (replace(edited("upscale"), quality="hd"), "upscale/conservative", PROMPTED, {"image"}, 0.40),
        (
            replace(edited("outpaint"), width=100, height=64),
            "edit/outpaint",
            SEEDED | {"prompt": "a decker in the rain", "left": "18", "right": "18"},
            {"image"},
            0.04,
        ),
        (
            replace(edited("outpaint"), width=64, height=64),
            "edit/outpaint",
            SEEDED | {"prompt": "a decker in the rain", "left": "16", "right": "16", "up": "16", "down": "16"},
            {"image"},
            0.04,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_each_edit_has_its_endpoint_its_fields_and_its_price(
    server: FakeStability,
    provider: StabilityProvider,
    edit_request: ProviderRequest,
    path: str,
    fields: dict[str, str],
    files: set[str],
    cost: float,
) -> None:
    assert provider.capabilities.can_do(replace(edit_request, width=1024, height=1024))
    result = await provider.generate(replace(edit_request, negative="blur"), ignore)
    asked = server.asked[0]
    assert (asked.path, asked.fields) == (f"{STABLE}/{path}", fields)
    assert {name for name, part in asked.parts.items() if part.filename} == files
    assert (result.model, result.cost) == (f"stable-image/{path}", cost)


@pytest.mark.parametrize(
    "edit_request", [edited("inpaint"), edited("erase"), edited("search-and-replace"), edited("change")]
)
async def test_an_edit_without_what_it_needs_is_not_sent(
    server: FakeStability, provider: StabilityProvider, edit_request: ProviderRequest
) -> None:
    assert isinstance(await refusal(provider, edit_request, KEY), InvalidError)
    assert not server.asked


async def test_a_picture_that_cannot_be_measured_is_not_sent(provider: StabilityProvider) -> None:
    request = replace(REQUEST, edit=Edit("outpaint", b"not a picture"))
    assert isinstance(await refusal(provider, request, KEY), InvalidError)


def job_result() -> web.Response:
    image = base64.b64encode(PICTURE).decode()
    return web.json_response({"result": image, "finish_reason": "SUCCESS", "seed": 5})


BUSY = web.json_response({"id": "job-1", "status": "in-progress"}, status=202)
CREATIVE = edited("upscale", strength=0.8)


async def test_a_creative_upscale_is_asked_after_until_it_is_there(
    server: FakeStability, provider: StabilityProvider
) -> None:
    server.then(web.json_response({"id": "job-1"}), BUSY, said(500, "internal_error"), BUSY, job_result())
    steps: list[ProgressStep] = []
    result = await provider.generate(CREATIVE, steps.append)

    assert [(asked.method, asked.path) for asked in server.asked] == [
        ("POST", f"{STABLE}/upscale/creative"),
        *[("GET", "/v2beta/results/job-1")] * 4,
    ]
    assert all(asked.headers["Accept"] == "application/json" for asked in server.asked)
    assert [step.job_id for step in steps] == ["job-1"]
    assert (result.data, result.seed, result.cost) == (PICTURE, 5, 0.60)


async def test_a_limit_on_polls_costs_no_second_upscale(server: FakeStability, provider: StabilityProvider) -> None:
    limits = [said(429, "rate_limit_exceeded", retry_after="0")] * 20
    server.then(web.json_response({"id": "job-1"}), *limits, job_result())
    assert (await provider.generate(CREATIVE, ignore)).data == PICTURE
    assert [asked.method for asked in server.asked].count("POST") == 1


async def test_an_upscale_of_which_nothing_more_is_heard_counts_at_its_price(
    server: FakeStability, provider: StabilityProvider
) -> None:
    server.then(web.json_response({"id": "job-1"}), *[said(500, "internal_error")] * MAX_LOST_POLLS)
    assert (await refusal(provider, CREATIVE, KEY)).cost == 0.60
    server.then(*[said(500, "internal_error")] * MAX_LOST_POLLS)
    with pytest.raises(UnavailableError) as caught:
        await provider.resume("job-1", CREATIVE, ignore)
    assert caught.value.cost == 0.60
    slow = provider_at(server, deadline=0.05)
    server.then(web.json_response({"id": "job-1"}), BUSY)
    assert (await refusal(slow, CREATIVE, KEY)).cost == 0.60
    await slow.aclose()


async def test_a_job_of_an_earlier_process_is_fetched_and_not_begun_again(
    server: FakeStability, provider: StabilityProvider
) -> None:
    server.then(BUSY, job_result())
    result = await provider.resume("job-1", CREATIVE, ignore)
    assert {asked.path for asked in server.asked} == {"/v2beta/results/job-1"}
    assert result.cost == 0.60


@pytest.mark.parametrize("job_id", ["../../v1/user/account", "a b", ""])
async def test_a_job_id_cannot_lead_elsewhere(server: FakeStability, provider: StabilityProvider, job_id: str) -> None:
    with pytest.raises(UnavailableError):
        await provider.resume(job_id, CREATIVE, ignore)
    assert not server.asked


async def test_a_job_that_is_gone_is_not_asked_after_again(server: FakeStability, provider: StabilityProvider) -> None:
    server.then(said(404, "not_found", "no such generation"))
    with pytest.raises(UnavailableError, match="no longer knows"):
        await provider.resume("job-1", CREATIVE, ignore)
    assert len(server.asked) == 1


async def test_a_job_that_is_filtered_in_the_end_is_moderated(
    server: FakeStability, provider: StabilityProvider
) -> None:
    server.then(web.json_response({"id": "job-1"}), web.json_response({"finish_reason": "CONTENT_FILTERED"}))
    assert isinstance(await refusal(provider, CREATIVE, KEY), ModeratedError)


async def test_an_announcement_without_a_job_is_a_failure(server: FakeStability, provider: StabilityProvider) -> None:
    server.then(web.json_response({"status": "in-progress"}))
    assert isinstance(await refusal(provider, CREATIVE, KEY), UnavailableError)


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (painted(finish_reason="CONTENT_FILTERED"), ModeratedError, "refuses this content"),
        (web.json_response({"image": "", "finish_reason": "CONTENT_FILTERED"}), ModeratedError, "refuses"),
        (said(403, "content_moderation", "Your request was flagged"), ModeratedError, "refuses"),
        (said(403, "forbidden", "this cannot be painted"), ModeratedError, "refuses"),
        (said(403, "unauthorized", "flagged by moderation"), ModeratedError, "refuses"),
        (said(403, "permission_denied", "no access to this model"), AuthError, "no access"),
        (web.Response(status=403, body=b"<html>blocked</html>"), AuthError, "403"),
        (said(401, "unauthorized", f"missing or invalid key {KEY}"), AuthError, "invalid key ***"),
        (said(402, "payment_required", "You lack sufficient credits"), BillingError, "out of credit"),
        (said(429, "rate_limit_exceeded", "150 in 10 s"), RateLimitedError, "is overloaded"),
        (said(400, "bad_request", "prompt: too long", "seed: bad"), InvalidError, "prompt: too long; seed: bad"),
        (said(413, "payload_too_large", "10 MiB at most"), InvalidError, "10 MiB"),
        (said(422, "unprocessable"), InvalidError, "422"),
        (painted(finish_reason="ERROR"), UnavailableError, "did not finish"),
        (painted(body=b""), UnreadableError, "not a picture"),
    ],
)
async def test_each_failure_says_what_happened(
    server: FakeStability, provider: StabilityProvider, answer: web.Response, kind: type[ProviderError], words: str
) -> None:
    server.then(answer)
    error = await refusal(provider, REQUEST, KEY)
    assert type(error) is kind
    assert words in error.sentence
    assert len(server.asked) == 1, "a provider never tries again by itself"


async def test_a_limit_says_when_to_come_back_or_means_their_ten_seconds(
    server: FakeStability, provider: StabilityProvider
) -> None:
    server.then(said(429, "rate_limit_exceeded", retry_after="60"), said(429, "rate_limit_exceeded"))
    for seconds in (60.0, 10.0):
        error = await refusal(provider, REQUEST, KEY)
        assert isinstance(error, RateLimitedError)
        assert error.retry_after == seconds


async def test_a_call_that_hangs_is_cut_at_the_providers_own_limit(server: FakeStability) -> None:
    server.hang = True
    provider = provider_at(server, deadline=0.05)
    assert isinstance(await refusal(provider, REQUEST, KEY), TimedOutError)
    await provider.aclose()


async def test_a_job_that_never_ends_is_cut_too(server: FakeStability) -> None:
    server.then(web.json_response({"id": "job-1"}), BUSY)
    provider = provider_at(server, deadline=0.05)
    assert isinstance(await refusal(provider, CREATIVE, KEY), TimedOutError)
    await provider.aclose()


async def test_a_cancelled_call_ends_at_once(server: FakeStability, provider: StabilityProvider) -> None:
    server.hang = True
    call = asyncio.create_task(provider.generate(REQUEST, ignore))
    await server.reached.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call


async def test_a_probe_reads_the_balance_and_costs_nothing(server: FakeStability, provider: StabilityProvider) -> None:
    server.then(web.json_response({"credits": 120.5}))
    assert (await provider.probe()).able
    assert [(asked.method, asked.path) for asked in server.asked] == [("GET", "/v1/user/balance")]


@pytest.mark.parametrize(
    ("answer", "able", "words"),
    [
        (web.json_response({"credits": 7.9}), False, "out of credit (7.9"),
        (web.json_response({"credits": 8}), True, ""),
        (said(401, "unauthorized", "bad key"), False, "401 - bad key"),
        (said(404, "not_found"), True, ""),
        (web.Response(status=404, body=b"<html>nginx"), False, "404"),
        (web.Response(body=b"<html>"), True, ""),
    ],
)
async def test_a_probe_says_why_not(
    server: FakeStability, provider: StabilityProvider, answer: web.Response, *, able: bool, words: str
) -> None:
    server.then(answer)
    health = await provider.probe()
    assert health.able is able
    assert words in (health.reason or "")
