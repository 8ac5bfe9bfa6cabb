"""A table for each test, and retries that do not wait."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.generation.painter import FakePainter
from tests.generation.table import Table, seat
from tests.storage.stores import Stores


@pytest.fixture
async def table(
    stores: Stores, painter: FakePainter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Table]:
    """Return a table whose retries follow at once."""
    monkeypatch.setattr("generation.execution.policy.FIRST_WAIT", timedelta(milliseconds=5))
    async with seat(stores, painter, tmp_path / "owners") as table:
        yield table
