"""A random provider fails in a random way, two hundred times: nothing is lost, nothing is charged twice."""

import asyncio
import contextlib
import itertools
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from generation.errors import LimitReachedError
from generation.requests.params import parse_params
from generation.sessions.permissions import PLAYER, Actor
from storage.params import GenerationParams
from storage.records import COMPLETED, FAILED, Request
from tests.resilience.faults import (
    Deadlines,
    FaultyAnswers,
    FaultyStability,
    FaultyWebUI,
    deed_of,
    faulty_openai,
    faulty_stability,
    faulty_webui,
)
from tests.resilience.running_app import TABLE, RunningApp, be_quick, run_app
from tests.servers.openai_images import OpenAIServer

REQUESTS, LIMIT, WORKERS = 200, 50, 16
SEED = 20260
#: How long a loaded machine may take for all of them.
LONG = 120.0
PLAYERS = [Actor(TABLE, name, PLAYER) for name in ("ann", "bob", "cyd", "dee")]
KEYS = ("sk-openai-keep-me-quiet", "sk-stability-keep-me-quiet", "webui-keep-me-quiet")
#: What a request may fail with; an error of the bot's own is not among it.
CODES = {"moderated", "invalid", "auth", "billing", "rate_limited", "timed_out", "unavailable", "unreadable", "refused"}


@dataclass(slots=True)
class Night:
    """What is left when all is over."""

    running: RunningApp
    servers: dict[str, FaultyAnswers]
    requests: list[Request]
    log: str


@contextlib.asynccontextmanager
async def run_with_faults(data_dir: Path, seed: int) -> AsyncIterator[tuple[RunningApp, dict[str, FaultyAnswers]]]:
    """Run the bot with three providers whose servers fail."""
    of_dalle, of_stability = Deadlines(), Deadlines()
    openai, stability = faulty_openai(seed, of_dalle), faulty_stability(seed + 1, of_stability)
    webui = faulty_webui(seed + 2)
    async with (
        OpenAIServer() as openai_server,
        FaultyStability(stability) as stability_server,
        FaultyWebUI(webui) as webui_server,
    ):
        openai_server.then(deed_of(openai))
        settings = Settings(
            queue_limit_user=0,
            queue_limit_session=0,
            data_dir=data_dir,
            openai_api_key=SecretStr(KEYS[0]),
            openai_base_url=openai_server.url,
            # Without a stream each attempt is one call; with one, a failure that may be the stream's fault is two.
            openai_image_previews=0,
            openai_text_model="off",
            stability_api_key=SecretStr(KEYS[1]),
            stability_base_url=stability_server.url,
            sdapi_url=webui_server.url.replace("http://", f"http://me:{KEYS[2]}@"),
            provider_order=("dalle", "stability", "sdapi"),
            user_hourly_limit=LIMIT,
        )
        async with run_app(settings, workers=WORKERS) as inside:
            of_dalle.watch(inside.provider("dalle"))
            of_stability.watch(inside.provider("stability"))
            yield inside, {"dalle": openai, "stability": stability, "sdapi": webui}


@contextlib.asynccontextmanager
async def night(data_dir: Path, seed: int, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Night]:
    """Have everybody ask for as much as the limit allows, and wait for the end of it all."""
    chance = random.Random(seed)  # noqa: S311  # as the servers'
    caplog.set_level(logging.INFO)
    async with run_with_faults(data_dir, seed) as (inside, servers):
        for player in PLAYERS:
            await inside.enter(player)
        wishes = itertools.islice(itertools.cycle((None, "dalle", "stability", "sdapi")), REQUESTS)
        ids = [
            await inside.ask(scene(number, wish, only=wish is not None and chance.random() < 0.2), by)
            for number, (wish, by) in enumerate(zip(wishes, itertools.cycle(PLAYERS), strict=False))
        ]
        requests = [await inside.ended(request_id, within=LONG) for request_id in ids]
        yield Night(inside, servers, requests, caplog.text)


def scene(number: int, provider: str | None = None, *, only: bool = False) -> GenerationParams:
    return parse_params(f"alley number {number}", size="512x512", provider=provider, only=only)


async def test_two_hundred_requests_survive_a_night_of_random_failures(
    clean_environment: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    be_quick(monkeypatch)
    async with night(clean_environment / "data", SEED, caplog) as after:
        every_way_to_fail_was_taken(after)
        every_request_ended_with_its_picture_or_its_sentence(after)
        await what_stands_in_the_database_is_complete(after)
        await every_call_stands_in_the_ledger_once(after)
        await no_key_was_written_anywhere(after)
        await pictures_alone_were_charged(after)


def every_way_to_fail_was_taken(after: Night) -> None:
    for name, server in after.servers.items():
        assert set(server.ways) == {*server._failures, "well"}, name


def every_request_ended_with_its_picture_or_its_sentence(after: Night) -> None:
    assert {request.status for request in after.requests} == {COMPLETED, FAILED}
    for request in after.requests:
        if request.status == COMPLETED:
            assert request.result_image_id
            continue
        assert request.error_code in CODES, request
        assert request.error_message is not None
        # "DALL-E API error: 500 - …" is the specification's own form, without a full stop.
        assert request.error_message.endswith(".") or " API error: " in request.error_message
        assert "Traceback" not in request.error_message


async def what_stands_in_the_database_is_complete(after: Night) -> None:
    """Nobody holds a lease, no picture is begun for ever, and every picture's file is there."""
    requests = await after.running.rows("SELECT status, lease_token FROM image_generation")
    assert len(requests) == REQUESTS
    assert not [row for row in requests if row["lease_token"]]
    images = await after.running.rows("SELECT status, image_url, seq FROM generated_image ORDER BY seq")
    painted = [row for row in images if row["status"] == COMPLETED]
    assert len(painted) == sum(request.status == COMPLETED for request in after.requests)
    assert [row["seq"] for row in painted] == list(range(1, len(painted) + 1))
    assert {row["status"] for row in images} == {COMPLETED, FAILED}
    for row in painted:
        await after.running.app.stores.blobs.get(row["image_url"])


async def every_call_stands_in_the_ledger_once(after: Night) -> None:
    rows = await after.running.rows("SELECT provider, outcome, finished_at FROM attempt")
    called = Counter(row["provider"] for row in rows if row["outcome"] not in {"skipped", "lost"})
    assert called == {name: server.calls for name, server in after.servers.items()}
    assert not [row for row in rows if row["outcome"] in {"open", "abandoned"} or row["finished_at"] is None]
    outcomes = Counter((row["provider"], row["outcome"]) for row in rows)
    for name, server in after.servers.items():
        ways = server.ways
        # Half a picture is a picture as far as its provider knows, and it charges for it.
        assert outcomes[name, "completed"] == ways["well"] + ways["half a picture"], name
        assert outcomes[name, "moderated"] == ways["refused"] + ways["blurred"], name
        assert outcomes[name, "timed_out"] == ways["hang"], name
        assert outcomes[name, "auth"] == ways["wrong key"], name
        assert outcomes[name, "billing"] == ways["no credit"], name
        assert outcomes[name, "rate_limited"] == ways["busy"] + ways["busy for a while"], name


async def no_key_was_written_anywhere(after: Night) -> None:
    """The servers quote the keys in their errors."""
    files = [path for path in after.running.app.settings.data_dir.rglob("*") if path.is_file()]
    assert files
    for key in KEYS:
        assert key not in after.log
        for path in files:
            assert key.encode() not in path.read_bytes(), path


async def pictures_alone_were_charged(after: Night) -> None:
    """Each player may ask for exactly as many more as have failed."""
    for server in after.servers.values():
        server.quiet = True
    for player in PLAYERS:
        own = [request for request in after.requests if request.user_id == player.user_id]
        assert len(own) == LIMIT
        for number in range(sum(request.status == FAILED for request in own)):
            await after.running.ask(replace(scene(number), priority=1), player)
        with pytest.raises(LimitReachedError):
            await after.running.ask(scene(0), player)
    rows = await after.running.rows("SELECT id FROM image_generation")
    await asyncio.gather(*(after.running.ended(row["id"], within=LONG) for row in rows))
