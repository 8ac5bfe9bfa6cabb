"""What an unlucky operator sees, put to real processes of the bot; the figures of each attack are printed at the end.

Opt-in, for it takes minutes, most of them waiting: `uv run --group dev pytest tests/faults -n 2`.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Installation
from tests.faults.paint_server import PaintServer
from tests.faults.setups import KINDS, ONE_MACHINE, Servers, Setup, made
from tests.object_store.seaweedfs import SeaweedFS, running_seaweedfs
from tests.servers.discord import FakeDiscord


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each attack on both setups, but those that are marked on one."""
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


@pytest.fixture
async def installation(
    painter: PaintServer, setup: Setup, tmp_path: Path, record_property: Callable[[str, object], None]
) -> AsyncIterator[Installation]:
    """Return one bot's folder on the fake Discord; how its requests ended is noted for the report."""
    async with FakeDiscord() as discord:
        installation = Installation(discord, painter, tmp_path, setup)
        yield installation
        record_property("figures", str(await installation.account()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what became of the requests under each attack."""
    terminalreporter.section("figures")
    failed = {report.nodeid for outcome in ("failed", "error") for report in terminalreporter.getreports(outcome)}
    # What is noted when a test's fixtures are taken down stands in the report of that alone, whose outcome has no name.
    for report in terminalreporter.getreports(""):
        for _, figures in report.user_properties if report.when == "teardown" else ():
            terminalreporter.write_line(
                f"{'FAILED' if report.nodeid in failed else 'kept'} {report.head_line}: {figures}"
            )
