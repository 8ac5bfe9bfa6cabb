"""A server for each test."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from tests.web.api_client import ApiClient, open_api


@pytest.fixture(autouse=True)
def _look_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a role that was changed count at once, not within a second."""
    monkeypatch.setattr("generation.sessions.members.RECOGNIZED_FOR", 0.0)


@pytest.fixture
async def web(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ApiClient]:
    """Serve with tokens, as an operator has it who has set nothing."""
    async with open_api(settings, monkeypatch) as front:
        yield front
