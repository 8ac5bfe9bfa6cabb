"""Requests that wait for a bot that is not running: seen and cancelled from the console."""

from bot.settings import Settings
from bot.wiring.app import open_app
from generation.sessions.permissions import GM, Actor
from storage.params import GenerationParams
from tests.console.conftest import Console


async def test_the_queue_is_listed_and_cancelled_by_a_short_id(console: Console, settings: Settings) -> None:
    async with open_app(settings) as app:
        actor = Actor("console", "somebody", GM)
        await app.services.sessions.enter(actor, "console")
        submitted = await app.services.requests.submit(
            GenerationParams("a street that waits"), await app.services.sessions.context(actor)
        )
    request_id = submitted.request.id
    (waiting,) = (await console("/image queue")).last["requests"]
    assert (waiting["request_id"], waiting["request_status"]) == (request_id, "queued")
    assert request_id in (await console("/image queue", as_json=False)).out
    cancelled = await console(f"/image cancel {request_id[:8]}")
    assert (cancelled.status, cancelled.last["request_status"]) == (0, "cancelled")
    assert (await console("/image queue")).last["count"] == 0
