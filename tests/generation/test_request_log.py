"""What the log says of a request, from submission to its end: each stage a line, and never what was described."""

import logging
from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from generation.observability.metrics import REGISTRY
from generation.providers.base import InvalidError
from tests.generation.application import PLAIN, Application, open_application
from tests.generation.fake_provider import fail

SECRET_WORDS = "noodles"


@pytest.fixture
async def application(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Application]:
    async with open_application(settings, monkeypatch) as room:
        yield room


def lines_of(caplog: pytest.LogCaptureFixture, request_id: str) -> list[str]:
    """Return what was said of a request, without its id."""
    said = [record.getMessage() for record in caplog.records if record.name == "generation.observability.request_log"]
    return [line.removeprefix(f"request {request_id} ") for line in said if request_id in line]


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_each_stage_is_a_line(application: Application, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "generation.observability.request_log")
    request_id = await application.ask()
    await application.ended(request_id)
    stages = [line.partition(",")[0] for line in lines_of(caplog, request_id)]
    assert stages == ["queued", "processing", "call of sketch completed", "completed"]


async def test_no_line_holds_what_was_described_or_who_asked(
    application: Application, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    request_id = await application.ask()
    request = await application.ended(request_id)
    assert SECRET_WORDS in PLAIN.prompt
    said = "\n".join(lines_of(caplog, request_id))
    assert SECRET_WORDS not in said
    assert f"user {request.user_id}" not in said


async def test_a_refused_call_is_a_line_and_counts(application: Application, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "generation.observability.request_log")
    before = counted("scenes_provider_calls_total", provider="sketch", outcome="invalid")
    application.painter.then(fail(InvalidError("No such size.")))
    request_id = await application.ask()
    await application.ended(request_id)
    assert any(line.startswith("call of sketch invalid") for line in lines_of(caplog, request_id))
    assert counted("scenes_provider_calls_total", provider="sketch", outcome="invalid") == before + 1


async def test_the_line_s_facts_are_there_as_fields(application: Application, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "generation.observability.request_log")
    request_id = await application.ask()
    request = await application.ended(request_id)
    facts = [getattr(record, "facts", {}) for record in caplog.records]
    (done,) = [each for each in facts if each.get("stage") == "completed" and each["request"] == request_id]
    assert done["image"] == request.result_image_id
    assert done["painted"] >= 0.0
