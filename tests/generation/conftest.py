"""A table for each test, and retries that do not wait."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.generation.fake_provider import FakeProvider
from tests.generation.wired_services import WiredServices, wire_services
from tests.storage.stores import Stores


@pytest.fixture
async def table(
    stores: Stores, painter: FakeProvider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[WiredServices]:
    """Return a table whose retries follow at once."""
    monkeypatch.setattr("generation.execution.retry_policy.FIRST_WAIT", timedelta(milliseconds=5))
    async with wire_services(stores, painter, tmp_path / "owners") as table:
        yield table
