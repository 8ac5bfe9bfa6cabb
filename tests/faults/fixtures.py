"""Fixtures of tests that run real processes of the bot, on one machine and on many."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.faults.paint_server import PaintServer
from tests.faults.setups import KINDS, ONE_MACHINE, Servers, Setup, made
from tests.object_store.seaweedfs import SeaweedFS, running_seaweedfs


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test on both setups, but those that are marked on one."""
    if "servers" in metafunc.fixturenames:
        marked = [kind for kind in ("sqlite", "postgresql") if metafunc.definition.get_closest_marker(kind)]
        kinds = {"sqlite": KINDS[:1], "postgresql": KINDS[1:]}[marked[0]] if marked else KINDS
        metafunc.parametrize("servers", kinds, indirect=True)


@pytest.fixture(scope="session")
def seaweedfs() -> Iterator[SeaweedFS]:
    """Start an S3 server."""
    with running_seaweedfs() as server:
        yield server


@pytest.fixture
def servers(request: pytest.FixtureRequest) -> Servers | None:
    """Return the servers of a setup that has some: not in an event loop, as they start one."""
    if request.param == ONE_MACHINE:
        return None
    return Servers(request.getfixturevalue("postgresql_server"), request.getfixturevalue("seaweedfs"))


@pytest.fixture
async def setup(servers: Servers | None, tmp_path: Path) -> AsyncIterator[Setup]:
    """Return where rows and pictures are kept."""
    async with made(servers, tmp_path) as setup:
        yield setup


@pytest.fixture
async def painter() -> AsyncIterator[PaintServer]:
    """Run a provider's server that counts its calls."""
    async with PaintServer() as server:
        yield server
