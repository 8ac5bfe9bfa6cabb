"""schemathesis against the live server: whatever is sent is answered as the document says, and never by a 500."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.settings import Settings
from bot.web.state import WebOptions
from tests.web.api_client import TABLE, THE_GM, open_api

EXAMPLES = 5
#: They have no end, wait for a picture, or end the login that is used; their own tests look at them.
LEFT_OUT = ("/events", "/generate-image-instant", "/logout")
OPTIONS = WebOptions(port=0, rate=10_000, burst=10_000, failure_rate=10_000, failure_burst=10_000)


@dataclass(frozen=True, slots=True)
class Target:
    """A server with one picture, and who may do everything there."""

    url: str
    token: str
    image_id: str


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve in a thread of its own, because schemathesis blocks while it waits."""
    serving: Future[tuple[Target, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve(folder: Path, patch: pytest.MonkeyPatch) -> None:
        stop = asyncio.Event()
        async with open_api(Settings(data_dir=folder), patch, OPTIONS) as web:
            target = Target(web.url, await web.token(THE_GM), (await web.generate()).id)
            serving.set_result((target, asyncio.get_running_loop(), stop))
            await stop.wait()

    def run(folder: Path) -> None:
        try:
            with pytest.MonkeyPatch.context() as patch:
                asyncio.run(serve(folder, patch))
        except BaseException as error:
            if not serving.done():
                serving.set_exception(error)
            raise

    thread = threading.Thread(target=run, args=(tmp_path_factory.mktemp("fuzzed"),))
    thread.start()
    try:
        found, loop, stop = serving.result(30)
        yield found
        loop.call_soon_threadsafe(stop.set)
    finally:
        thread.join(30)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_route_answers_as_the_document_says(mode: GenerationMode, target: Target) -> None:
    schema = schemathesis.openapi.from_url(f"{target.url}/api/openapi.json")
    found = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    operations = [each for each in found if not each.path.endswith(LEFT_OUT)]
    assert len(operations) >= 25
    for operation in operations:
        known: dict[str, Any] = {"session_id": TABLE}
        if operation.method.upper() != "DELETE":
            known["image_id"] = target.image_id
        needed = {each.name for each in operation.path_parameters}
        cases = operation.as_strategy(
            generation_mode=mode, path_parameters={name: value for name, value in known.items() if name in needed}
        )
        # A route without a value that could be wrong cannot be sent a wrong one.
        with contextlib.suppress(*([Unsatisfiable] if mode is GenerationMode.NEGATIVE else [])):
            _try(cases, target)


def _try(cases: Any, target: Target) -> None:  # noqa: ANN401  # hypothesis' strategies of schemathesis' cases
    @given(case=cases)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def answered(case: Case[Any]) -> None:
        # What a description means is judged beyond its shape: a good body may still be refused.
        case.call_and_validate(
            headers={"Authorization": f"Bearer {target.token}"}, excluded_checks=[positive_data_acceptance], timeout=20
        )

    answered()
