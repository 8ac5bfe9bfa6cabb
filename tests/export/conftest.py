"""A table with pictures of many kinds, for whoever exports them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.export.taken_along import Shelf
from tests.generation.fake_provider import FakeProvider
from tests.generation.wired_services import wire_services
from tests.storage.stores import Stores


@pytest.fixture
async def shelf(stores: Stores, painter: FakeProvider, tmp_path: Path) -> AsyncIterator[Shelf]:
    """Return a table at which pictures can be painted and exported."""
    async with wire_services(stores, painter, tmp_path / "owners") as table, table.working():
        yield Shelf(table, tmp_path)
