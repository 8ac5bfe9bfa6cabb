"""What a collector of traces gets to know of requests: one tree each, whatever processes they went through.

These tests need the extra `otel`: `uv run --extra otel --group dev pytest tests/traces -n 0`.
"""

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.traces import sending_traces
from generation.clock import now
from generation.observability.request_log import tell_interaction
from generation.observability.spans import Span, SpanRef, span, tell
from generation.providers.base import UnavailableError
from tests.clock import PATIENCE
from tests.generation.application import ANN, PLAIN, Application, open_application
from tests.generation.fake_provider import fail
from tests.servers.discord import BotProcess, FakeDiscord
from tests.servers.discord.guild import PLAYER_ID
from tests.servers.otlp import Collector, ReceivedSpan, tree

SAID = "zyzzyva"


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    async with Collector() as collector:
        yield collector


@contextlib.asynccontextmanager
async def traced(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, collector: Collector, **more: object
) -> AsyncIterator[Application]:
    """Open the application; the collector has got everything when it is closed."""
    settings = settings.model_copy(update={"otel_exporter_otlp_endpoint": collector.url, **more})
    async with sending_traces(settings), open_application(settings, monkeypatch) as application:
        yield application


def by_name(spans: list[ReceivedSpan], name: str) -> list[ReceivedSpan]:
    return [each for each in spans if each.name == name]


async def test_a_request_is_one_tree_across_processes(tmp_path: Path, collector: Collector) -> None:
    async with FakeDiscord() as discord:
        shared = {"DATA_DIR": str(tmp_path / "data"), "API_PORT": "0", "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url}

        def process(role: str, **environment: str) -> BotProcess:
            (tmp_path / role).mkdir()
            told = shared | {"OTEL_SERVICE_NAME": role} | environment
            return BotProcess(discord, tmp_path / role, arguments=["run", "--role", role], environment=told)

        async with process("gateway") as gateway:
            await gateway.ready()
            await discord.slash("image generate", {"description": f"a bar called {SAID}", "size": "512x512"})
            async with process("worker", DISCORD_TOKEN="") as worker:
                await discord.until(
                    lambda: next((each for each in discord.messages() if each.visible_attachments), None), within=60.0
                )
                assert await worker.terminate(within=PATIENCE) == 0
            assert await gateway.terminate(within=PATIENCE) == 0
    (root,) = by_name(collector.spans, "request")
    spans = collector.of(root.facts["scenes.request"])
    assert len(spans) == len(collector.spans)
    assert tree(spans) == {
        "": ["request"],
        "request": ["interaction", "queue", "run", "delivery"],
        "run": ["moderation", "prompt", "provider call", "storing", "moderation"],
    }
    assert {each.name: each.service for each in spans} == {
        **dict.fromkeys(("interaction", "delivery"), "gateway"),
        **dict.fromkeys(("request", "queue", "run", "moderation", "prompt", "provider call", "storing"), "worker"),
    }
    (call,) = by_name(spans, "provider call")
    assert call.facts["scenes.provider"] == "sketch"
    assert call.facts["scenes.outcome"] == "completed"
    assert by_name(spans, "delivery")[0].facts["scenes.end"] == "delivered"
    assert all(each.start <= each.end for each in spans)
    sent = b"".join(collector.bodies)
    assert SAID.encode() not in sent
    assert b"a bar" not in sent
    assert str(PLAYER_ID) not in [str(value) for each in spans for value in each.facts.values()]


async def test_nothing_of_what_was_described_or_of_who_asked_is_sent(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, collector: Collector
) -> None:
    async with traced(settings, monkeypatch, collector) as application:
        application.painter.then(fail(UnavailableError(f"It cannot paint {SAID} for {ANN.user_id}.")))
        request_id = await application.ask(f"{PLAIN.prompt} called {SAID}")
        await application.ended(request_id)
    assert by_name(collector.of(request_id), "provider call")[0].failed == "unavailable"
    sent = b"".join(collector.bodies)
    assert not [text for text in (SAID, "noodles", ANN.user_id) if text.encode() in sent]


async def test_a_failure_of_others_is_told_by_its_kind_alone(settings: Settings, collector: Collector) -> None:
    class PluginRefusedError(Exception):
        code = f"refused: {SAID}"

    settings = settings.model_copy(update={"otel_exporter_otlp_endpoint": collector.url})
    async with sending_traces(settings):
        for error in (PluginRefusedError(), UnavailableError(SAID)):
            with contextlib.suppress(PluginRefusedError, UnavailableError), span("run", "request"):
                raise error
    assert [each.failed for each in collector.spans] == ["PluginRefusedError", UnavailableError.code]


async def test_another_call_follows_the_one_that_failed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, collector: Collector
) -> None:
    async with traced(settings, monkeypatch, collector) as application:
        application.painter.then(fail(UnavailableError("Not now.")))
        request_id = await application.ask()
        await application.ended(request_id)
    first, second = by_name(collector.of(request_id), "provider call")
    assert (first.failed, second.failed) == ("unavailable", "")
    assert second.follows == ((first.trace, first.id),)


async def test_what_is_asked_for_again_follows_what_failed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, collector: Collector
) -> None:
    async with traced(settings, monkeypatch, collector) as application:
        failed, again = [await application.ask() for _ in range(2)]
        for each in (failed, again):
            await application.ended(each)
        request = await application.row(again)
        tell_interaction(request, 4711, request.created_at, f"retry:{failed}")
    (interaction,) = by_name(collector.of(again), "interaction")
    (root,) = by_name(collector.of(failed), "request")
    assert interaction.follows == ((root.trace, root.id),)


async def test_a_share_of_the_requests_is_traced_whole_or_not_at_all(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, collector: Collector
) -> None:
    async with traced(settings, monkeypatch, collector, otel_traces_sampler_arg=0.5) as application:
        asked = [await application.ask() for _ in range(20)]
        for each in asked:
            await application.ended(each)
    assert {len(collector.of(each)) for each in asked} == {0, 8}


async def test_the_collector_is_told_the_headers_that_are_set(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, collector: Collector
) -> None:
    headers = SecretStr("Authorization=Bearer%20abc, x-team=scenes")
    async with traced(settings, monkeypatch, collector, otel_exporter_otlp_headers=headers) as application:
        await application.ended(await application.ask())
    sent = {name.lower(): value for name, value in collector.headers.items()}
    assert (sent["authorization"], sent["x-team"]) == ("Bearer abc", "scenes")


async def test_a_collector_that_is_away_holds_up_neither_a_picture_nor_the_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with Collector() as gone:
        url = gone.url
    settings = settings.model_copy(update={"otel_exporter_otlp_endpoint": url})
    async with (
        asyncio.timeout(PATIENCE),
        sending_traces(settings),
        open_application(settings, monkeypatch) as application,
    ):
        request = await application.ended(await application.ask())
    assert request.status == "completed"
    assert not [each for each in caplog.records if each.levelno > logging.ERROR]


async def test_a_collector_that_hangs_does_not_hold_up_the_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, collector: Collector
) -> None:
    monkeypatch.setattr("bot.traces._END_SECONDS", 0.1)
    collector.hangs = True
    settings = settings.model_copy(update={"otel_exporter_otlp_endpoint": collector.url})
    async with asyncio.timeout(8.0), sending_traces(settings):
        tell(Span(SpanRef.another("request"), "queue", None, now(), now(), {}))
    assert "the collector of traces has not taken the last ones" in caplog.text


async def test_a_collector_that_is_down_does_not_fill_the_log(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, collector: Collector
) -> None:
    collector.status = 400
    async with traced(settings, monkeypatch, collector):
        for _ in range(4):
            collector.came.clear()
            for _ in range(512):
                tell(Span(SpanRef.another("request"), "queue", None, now(), now(), {}))
            await collector.came.wait()
    assert [each.levelname for each in caplog.records if each.name.startswith("opentelemetry")] == ["ERROR"]


async def test_without_the_extra_the_operator_is_told_and_the_bot_paints(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, collector: Collector
) -> None:
    for name in [each for each in sys.modules if each.startswith("opentelemetry.exporter")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter", None)
    async with traced(settings, monkeypatch, collector) as application:
        await application.ended(await application.ask())
    assert "uv run --extra otel bot.py" in caplog.text
    assert not collector.bodies
