"""The whole application in the test's own process: `open_app`, real workers, a real database, no front end."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import aiosqlite
import pytest

from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.events import RequestChanged
from generation.providers.base import ImageProvider
from generation.sessions.permissions import PLAYER, Actor
from storage.params import GenerationParams
from storage.records import TERMINAL, Request
from tests.clock import PATIENCE

TABLE = "1001"
ANN = Actor(TABLE, "ann", PLAYER)
SHORT = timedelta(milliseconds=20)


def be_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every wait short that a failure is followed by."""
    monkeypatch.setattr("generation.execution.retry_policy.FIRST_WAIT", SHORT)
    for name in ("FIRST_REST", "LONGEST_REST", "OPERATOR_REST", "TRIAL"):
        monkeypatch.setattr(f"generation.providers.breaker.{name}", SHORT)
    monkeypatch.setattr("generation.providers.stability.provider.RATE_SECONDS", 0.05)


@dataclass(slots=True)
class RunningApp:
    """The application at work."""

    app: App

    async def enter(self, by: Actor = ANN) -> None:
        """Have somebody join the session."""
        await self.app.services.sessions.enter(by, "table")

    async def ask(self, params: GenerationParams, by: Actor = ANN) -> str:
        """Submit and return the request's id."""
        return (
            await self.app.services.requests.submit(params, await self.app.services.sessions.context(by))
        ).request.id

    async def ended(self, request_id: str, *, within: float = PATIENCE) -> Request:
        """Wait until a request is done."""
        services = self.app.services
        with services.events.subscribe(lambda event: isinstance(event, RequestChanged)) as changes:
            async with asyncio.timeout(within):
                while True:
                    request = await services.requests.unchecked_request(request_id)
                    assert request is not None
                    if request.status in TERMINAL:
                        return request
                    await anext(changes)

    async def rows(self, statement: str) -> list[dict[str, Any]]:
        """Read the database behind everybody's back."""
        async with aiosqlite.connect(self.app.settings.database_path) as connection:
            connection.row_factory = aiosqlite.Row
            return [dict(row) for row in await connection.execute_fetchall(statement)]

    def provider(self, name: str) -> ImageProvider:
        """Return a provider that is set up."""
        provider = self.app.services.providers.get(name)
        assert provider is not None
        return provider

    def hurry(self, name: str, deadline: float) -> None:
        """Cut a provider's calls after so many seconds."""
        provider: Any = self.provider(name)
        provider.capabilities = replace(provider.capabilities, deadline=deadline)


@contextlib.asynccontextmanager
async def run_app(settings: Settings, *, workers: int = 4) -> AsyncIterator[RunningApp]:
    """Open the application and set its workers to work."""
    async with open_app(settings) as app:
        tasks = [asyncio.create_task(app.workers.run()) for _ in range(workers)]
        tasks.append(asyncio.create_task(app.workers.watch_delays()))
        try:
            yield RunningApp(app)
            broken = [task for task in tasks if task.done()]
            assert not broken, broken
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
