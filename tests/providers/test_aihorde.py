import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from generation.providers.aihorde.download import is_own
from generation.providers.aihorde.provider import AihordeOptions, AihordeProvider
from generation.providers.base import (
    AuthError,
    BillingError,
    InvalidError,
    ModelSettings,
    ModeratedError,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
)
from generation.providers.handover import Handover, context_with
from generation.providers.http.jobs import JobFailedError
from tests.clock import LoopClock
from tests.providers.painter import ignore, refusal
from tests.servers.aihorde import PNG, WEBP, FakeHorde, check

KEY = "a-key-that-nobody-may-read"
REQUEST = ProviderRequest("r1", "a decker in the rain", "scene", None, 1024, 1024, "standard", seed=42, negative="blur")


@pytest.fixture
async def server() -> AsyncIterator[FakeHorde]:
    async with FakeHorde() as server:
        yield server


@pytest.fixture
async def provider(server: FakeHorde) -> AsyncIterator[AihordeProvider]:
    provider = AihordeProvider(AihordeOptions(KEY, server.url, poll_seconds=0.005))
    yield provider
    await provider.aclose()


def said(status: int, rc: str, message: str = "", **headers: str) -> web.Response:
    return web.json_response({"message": message, "rc": rc}, status=status, headers=headers)


async def test_an_order_is_queued_and_its_picture_fetched(server: FakeHorde, provider: AihordeProvider) -> None:
    result = await provider.generate(REQUEST, ignore)

    assert [(asked.method, asked.path) for asked in server.asked] == [
        ("POST", "/api/v2/generate/async"),
        ("GET", "/api/v2/generate/check/job-1"),
        ("GET", "/api/v2/generate/status/job-1"),
    ]
    submitted = server.asked[0]
    assert submitted.body == {
        "prompt": "a decker in the rain ### blur",
        "params": {"width": 1024, "height": 1024, "steps": 25, "n": 1, "seed": "42"},
        "nsfw": False,
        "censor_nsfw": True,
        "r2": True,
    }
    assert {asked.headers["apikey"] for asked in server.asked} == {KEY}
    assert {asked.headers["Client-Agent"] for asked in server.asked} == {AihordeOptions().client_agent}
    assert not any(KEY in asked.path for asked in server.asked)
    assert (result.data, result.model, result.seed, result.cost) == (WEBP, "Deliberate", 77, 0.0)


async def test_sizes_are_multiples_of_64(server: FakeHorde) -> None:
    provider = AihordeProvider(AihordeOptions(base_url=server.url))
    await provider.generate(replace(REQUEST, width=1792, height=1000, quality="hd", negative=""), ignore)
    await provider.aclose()
    body = server.to("POST", "generate")[0].body
    assert body["params"] == {"width": 1792, "height": 1024, "steps": 40, "n": 1, "seed": "42"}
    assert body["prompt"] == "a decker in the rain"
    assert "models" not in body
    assert server.asked[0].headers["apikey"] == "0000000000", "the anonymous key is the default"


async def test_a_model_is_asked_for_as_the_operator_has_set_it(server: FakeHorde, provider: AihordeProvider) -> None:
    model = ModelSettings(
        "flux",
        model="Flux.1-Schnell fp8 (Compact)",
        steps=4,
        guidance=1.0,
        sampler="k_euler",
        scheduler="normal",
        negative="",
    )
    await provider.generate(replace(REQUEST, model=model), ignore)
    body = server.to("POST", "generate")[0].body
    assert (body["models"], body["prompt"]) == (["Flux.1-Schnell fp8 (Compact)"], "a decker in the rain")
    assert body["params"] == {
        "width": 1024,
        "height": 1024,
        "steps": 4,
        "n": 1,
        "seed": "42",
        "cfg_scale": 1.0,
        "sampler_name": "k_euler",
        "karras": False,
    }


async def test_whichever_of_several_models_is_free_may_paint(server: FakeHorde, provider: AihordeProvider) -> None:
    await provider.generate(replace(REQUEST, model=ModelSettings(any_of=("Deliberate", "AlbedoBase XL"))), ignore)
    assert server.to("POST", "generate")[0].body["models"] == ["Deliberate", "AlbedoBase XL"]


async def test_the_probe_tells_with_which_models_nobody_paints(server: FakeHorde, provider: AihordeProvider) -> None:
    server.models = ["Deliberate"]
    health = await provider.probe_with((ModelSettings(any_of=("Deliberate", "Gone")), ModelSettings(model="Lost")))
    assert health.able
    assert health.warnings == (
        "Nobody at AI Horde paints with Gone right now.",
        "Nobody at AI Horde paints with Lost right now.",
    )


async def test_a_players_words_cannot_begin_the_negative_prompt(server: FakeHorde, provider: AihordeProvider) -> None:
    await provider.generate(replace(REQUEST, prompt="run ### rain ##### fog"), ignore)
    assert server.asked[0].body["prompt"] == "run # rain # fog ### blur"


async def test_the_queue_is_told_in_words_and_the_job_once(server: FakeHorde, provider: AihordeProvider) -> None:
    server.checks = deque([check(12, 40), check(1, 0), check(0, 30), check(done=True)])
    steps: list[ProgressStep] = []
    await provider.generate(REQUEST, steps.append)
    assert [step.stage for step in steps] == [
        "in the queue",
        "12 before you, about 40 s",
        "1 before you",
        "being painted, about 30 s",
    ]
    assert [step.job_id for step in steps] == ["job-1", None, None, None]
    assert all(0 <= step.fraction < 1 for step in steps)


async def test_a_job_of_an_earlier_process_is_waited_for_and_not_queued_again(
    server: FakeHorde, provider: AihordeProvider
) -> None:
    server.checks = deque([check(1, 1), check(done=True)])
    result = await provider.resume("job-1", REQUEST, ignore)
    assert result.data == WEBP
    assert not server.to("POST", "generate")


async def test_a_job_id_cannot_lead_elsewhere(server: FakeHorde, provider: AihordeProvider) -> None:
    with pytest.raises(UnavailableError):
        await provider.resume("../../status/users", REQUEST, ignore)
    server.broken["submit"] = deque([web.json_response({"id": "../x"}, status=202)])
    assert isinstance(await refusal(provider, REQUEST, KEY), UnavailableError)
    assert [asked.path for asked in server.asked] == ["/api/v2/generate/async"]


async def test_a_lost_check_loses_no_job(server: FakeHorde, provider: AihordeProvider) -> None:
    server.broken["check"] = deque([web.Response(status=502), said(429, "TooFast"), web.Response(status=500)])
    assert (await provider.generate(REQUEST, ignore)).data == WEBP
    assert len(server.to("POST", "generate")) == 1


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (said(400, "InvalidSize", "not a multiple of 64"), InvalidError, "not a multiple of 64"),
        (said(400, "CorruptPrompt", "unethical"), ModeratedError, "refuses this content"),
        (said(401, "InvalidAPIKey", f"no user matching {KEY}"), AuthError, "matching ***"),
        (said(403, "KudosUpfront", "This request requires 40 kudos"), InvalidError, "wants kudos"),
        (said(403, "", "the client needs to already have the required kudos."), InvalidError, "wants kudos"),
        (said(403, "SharedKeyInsufficientKudos", "not enough remaining kudos"), InvalidError, "wants kudos"),
        (said(403, "SharedKeyEmpty", "no kudos"), BillingError, "no kudos left"),
        (said(403, "SharedKeyExpired", "The shared key has expired"), AuthError, "has expired"),
        (said(403, "TimeoutIP", "timeout for 60 more seconds"), RateLimitedError, "on hold"),
        (said(400, "MaintenanceMode", "The horde is in maintenance"), UnavailableError, "closed for maintenance"),
        (said(403, "AnonForbidden", "Anonymous is not allowed"), AuthError, "Anonymous is not allowed"),
        (said(400, "NoValidWorkers", "No workers online"), JobFailedError, "can paint this right now"),
        (said(429, "TooManyPrompts", "Parallel requests exceeded"), RateLimitedError, "is overloaded"),
        (said(503, "MaintenanceMode", "maintenance"), UnavailableError, "maintenance"),
    ],
)
async def test_each_refusal_of_an_order_says_what_happened(
    server: FakeHorde, provider: AihordeProvider, answer: web.Response, kind: type[ProviderError], words: str
) -> None:
    server.broken["submit"] = deque([answer])
    error = await refusal(provider, REQUEST, KEY)
    assert type(error) is kind
    assert words in error.sentence
    assert len(server.asked) == 1, "a provider never tries again by itself"


async def test_a_limit_says_when_to_come_back(server: FakeHorde, provider: AihordeProvider) -> None:
    server.broken["submit"] = deque([said(429, "TooManyPrompts", **{"Retry-After": "7"})])
    error = await refusal(provider, REQUEST, KEY)
    assert isinstance(error, RateLimitedError)
    assert error.retry_after == 7


@pytest.mark.parametrize(
    ("message", "wait"),
    [
        ("your IP address has been put into timeout for 540 more seconds. Please try again later", 540.0),
        ("your IP address has been put into timeout. Please try again later", 3600.0),
    ],
)
async def test_a_timeout_lasts_as_long_as_its_words_say(
    server: FakeHorde, provider: AihordeProvider, message: str, wait: float
) -> None:
    server.broken["submit"] = deque([said(403, "TimeoutIP", message, **{"Retry-After": "1"})])
    error = await refusal(provider, REQUEST, KEY)
    assert isinstance(error, RateLimitedError)
    assert error.retry_after == wait


def test_who_has_no_kudos_is_told_before_the_order_what_is_too_large() -> None:
    anonymous, known = AihordeProvider(AihordeOptions()).capabilities, AihordeProvider(AihordeOptions(KEY)).capabilities
    assert [anonymous.can_paint(*size) for size in ((1024, 1024), (1792, 576), (1024, 1088))] == [True, True, False]
    assert known.can_paint(1792, 1024)


@pytest.mark.parametrize(("user", "orders"), [({"kudos": 0.0}, 0), ({"kudos": 500.0}, 1), ({}, 1)])
async def test_a_large_picture_is_ordered_only_with_kudos(
    server: FakeHorde, provider: AihordeProvider, user: dict[str, object], orders: int
) -> None:
    server.user = user
    large = replace(REQUEST, width=1536)
    if orders:
        await provider.generate(large, ignore)
    else:
        assert "wants kudos" in (await refusal(provider, large, KEY)).sentence
    assert len(server.to("POST", "generate")) == orders


@pytest.mark.parametrize("answer", [said(404, "UserNotFound"), said(401, "InvalidAPIKey", f"No user matching {KEY}")])
async def test_a_wrong_key_fails_the_probe(server: FakeHorde, provider: AihordeProvider, answer: web.Response) -> None:
    server.broken["find_user"] = deque([answer])
    health = await provider.probe()
    assert (health.able, health.reason) == (False, "AI Horde does not know this key; the operator should check it.")


async def test_a_shared_key_is_nobodys_and_no_wrong_one(server: FakeHorde) -> None:
    shared = AihordeProvider(AihordeOptions("0f0e0d0c-1234-4abc-9def-0123456789ab", server.url))
    health = await shared.probe()
    await shared.aclose()
    assert (health.able, server.to("GET", "find_user")) == (True, [])


async def test_a_size_that_is_free_stays_free_in_steps_of_64(server: FakeHorde, provider: AihordeProvider) -> None:
    await provider.generate(replace(REQUEST, width=992, height=1057), ignore)
    params = server.to("POST", "generate")[0].body["params"]
    assert (params["width"], params["height"]) == (960, 1024)


async def test_a_faulted_job_is_a_failure(server: FakeHorde, provider: AihordeProvider) -> None:
    server.checks = deque([check(faulted=True)])
    assert "failed on this picture" in (await refusal(provider, REQUEST, KEY)).sentence


async def test_a_job_that_nobody_can_do_is_taken_off_the_queue(server: FakeHorde, provider: AihordeProvider) -> None:
    server.checks = deque([check(is_possible=False)])
    error = await refusal(provider, REQUEST, KEY)
    assert isinstance(error, UnavailableError)
    assert "Nobody" in error.sentence
    assert len(server.to("DELETE", "generate/status/job-1")) == 1


async def test_a_job_that_is_gone_is_not_asked_after_again(server: FakeHorde, provider: AihordeProvider) -> None:
    server.broken["check"] = deque([said(404, "RequestNotFound")])
    with pytest.raises(UnavailableError, match="no longer knows"):
        await provider.resume("job-1", REQUEST, ignore)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "note", [{"censored": True}, {"state": "censored"}, {"gen_metadata": [{"type": "censorship", "value": "nsfw"}]}]
)
async def test_a_censored_picture_is_a_refusal_and_not_a_picture(
    server: FakeHorde, provider: AihordeProvider, note: dict[str, object]
) -> None:
    server.made |= note
    assert isinstance(await refusal(provider, REQUEST, KEY), ModeratedError)


@pytest.mark.parametrize("made", [{}, {"img": ""}, {"img": None}, {"img": "%%%"}, {"img": "PGh0bWw+"}])
async def test_a_job_without_a_picture_is_a_failure(
    server: FakeHorde, provider: AihordeProvider, made: dict[str, object]
) -> None:
    server.made = made
    assert isinstance(await refusal(provider, REQUEST, KEY), UnavailableError)


async def test_a_picture_in_the_store_is_fetched_without_our_key(server: FakeHorde, provider: AihordeProvider) -> None:
    async with FakeHorde() as store:
        server.made["img"] = f"{store.host}/store/a.webp?X-Amz-Signature=1"
        store.broken["store"] = deque([web.Response(body=PNG)])
        assert (await provider.generate(REQUEST, ignore)).data == PNG
        (asked,) = store.asked
    assert asked.path == "/store/a.webp?X-Amz-Signature=1"
    assert not {"apikey", "Client-Agent"} & set(asked.headers)
    assert KEY not in str(asked.headers)


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(status=302, headers={"Location": "/store/b.webp"}),
        web.Response(status=403, body=b"<Error>expired</Error>"),
        web.Response(status=404),
        web.Response(body=b"<html>hello</html>", content_type="text/html"),
        web.Response(body=b""),
    ],
)
async def test_a_store_that_sends_no_picture_is_a_failure_and_no_redirect_is_followed(
    server: FakeHorde, provider: AihordeProvider, answer: web.Response
) -> None:
    server.made["img"] = f"{server.host}/store/a.webp"
    server.broken["store"] = deque([answer])
    error = await refusal(provider, REQUEST, KEY)
    assert isinstance(error, UnavailableError)
    assert "could not be fetched" in error.sentence
    assert [asked.path for asked in server.asked if "store" in asked.path] == ["/store/a.webp"]


@pytest.mark.parametrize(
    ("address", "own", "is_ours"),
    [
        ("https://8.8.8.8/a", "https://8.8.8.8/api/v2", False),
        ("https://8.8.8.8/a", "http://127.0.0.1:7001/api/v2", False),
        ("http://127.0.0.1:9000/a", "http://127.0.0.1:7001/api/v2", True),
        ("file://127.0.0.1/a", "http://127.0.0.1:7001/api/v2", False),
        ("https://8.8.8.8:port/a", "https://8.8.8.8/api/v2", False),
        ("https://xn--/a", "https://8.8.8.8/api/v2", False),
    ],
)
async def test_only_a_horde_of_ones_own_has_its_pictures_within(address: str, own: str, *, is_ours: bool) -> None:
    assert await is_own(address, own) is is_ours


async def test_an_address_within_is_refused_in_a_whole_run(server: FakeHorde, provider: AihordeProvider) -> None:
    server.made["img"] = "https://10.0.0.7/a.webp"
    assert "does not follow" in (await refusal(provider, REQUEST, KEY)).sentence


async def test_cancelling_takes_the_job_off_the_queue(server: FakeHorde, provider: AihordeProvider) -> None:
    server.checks = deque([check(5, 60)])
    call = asyncio.create_task(provider.generate(REQUEST, ignore))
    await server.checked.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert len(server.to("DELETE", "generate/status/job-1")) == 1


async def test_a_job_that_nobody_waits_for_is_called_off(server: FakeHorde, provider: AihordeProvider) -> None:
    await provider.call_off("job-1")
    assert len(server.to("DELETE", "generate/status/job-1")) == 1
    with pytest.raises(UnavailableError):
        await provider.call_off("../../status/users")


async def test_cancelling_before_the_job_has_a_number_takes_it_off_too(
    server: FakeHorde, provider: AihordeProvider
) -> None:
    server.slow_submit = asyncio.Event()
    call = asyncio.create_task(provider.generate(REQUEST, ignore))
    await server.submitted.wait()
    call.cancel()
    server.slow_submit.set()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert len(server.to("DELETE", "generate/status/job-1")) == 1


async def test_a_job_that_is_handed_over_keeps_its_place(server: FakeHorde, provider: AihordeProvider) -> None:
    server.checks = deque([check(5, 60)])
    handover = Handover()
    call = asyncio.create_task(provider.generate(REQUEST, ignore), context=context_with(handover))
    await server.checked.wait()
    handover.begun = True
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert not server.to("DELETE", "generate")


async def test_a_job_that_has_no_number_yet_is_handed_over_with_it(
    server: FakeHorde, provider: AihordeProvider
) -> None:
    server.slow_submit = asyncio.Event()
    handover, steps = Handover(), list[ProgressStep]()
    call = asyncio.create_task(provider.generate(REQUEST, steps.append), context=context_with(handover))
    await server.submitted.wait()
    handover.begun = True
    call.cancel()
    server.slow_submit.set()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert [step.job_id for step in steps] == ["job-1"]
    assert not server.to("DELETE", "generate")


async def test_a_job_that_takes_too_long_is_taken_off_the_queue(server: FakeHorde, clock: LoopClock) -> None:
    server.checks = deque([check(5, 60)])
    server.broken["delete"] = deque([web.Response(status=500)])
    provider = AihordeProvider(AihordeOptions(KEY, server.url, poll_seconds=0.005, deadline=60))
    refused = asyncio.create_task(refusal(provider, REQUEST, KEY))
    await server.checked.wait()
    await clock.forward(60)
    assert isinstance(await refused, TimedOutError)
    await provider.aclose()
    assert len(server.to("DELETE", "generate/status/job-1")) == 1


async def test_a_submission_that_hangs_is_cut(server: FakeHorde) -> None:
    server.slow_submit = asyncio.Event()
    provider = AihordeProvider(AihordeOptions(KEY, server.url, deadline=0.05))
    assert isinstance(await refusal(provider, REQUEST, KEY), TimedOutError)
    server.slow_submit.set()
    await provider.aclose()


async def test_a_probe_tells_the_queue_and_warns_of_the_anonymous_key(
    server: FakeHorde, provider: AihordeProvider
) -> None:
    anonymous = AihordeProvider(AihordeOptions(base_url=server.url))
    health, warned = await provider.probe(), await anonymous.probe()
    await anonymous.aclose()
    assert (health.able, health.queue, health.warnings) == (True, 321, ())
    assert "may publish" in warned.warnings[0]
    assert not server.to("POST", "generate")


@pytest.mark.parametrize(
    ("answer", "able", "words"),
    [
        (said(404, "ThingNotFound"), False, "404"),
        (web.json_response({"worker_count": 0}), False, "Nobody is painting"),
        (said(401, "InvalidAPIKey", "no such user"), False, "no such user"),
        (said(503, "MaintenanceMode"), False, "maintenance"),
    ],
)
async def test_a_probe_says_why_not(
    server: FakeHorde, provider: AihordeProvider, answer: web.Response, *, able: bool, words: str
) -> None:
    server.broken["performance"] = deque([answer])
    health = await provider.probe()
    assert health.able is able
    assert words in (health.reason or "")


def test_the_key_is_not_in_the_options_words() -> None:
    assert KEY not in repr(AihordeOptions(KEY))
