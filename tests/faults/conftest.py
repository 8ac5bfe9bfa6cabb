"""What an unlucky operator sees, put to real processes of the bot; the figures of each attack are printed at the end.

Opt-in, for it takes minutes, most of them waiting: `uv run --group dev pytest tests/faults -n 2`.
"""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.faults.fixtures import painter, pytest_generate_tests, seaweedfs, servers, setup
from tests.faults.installation import Installation
from tests.faults.paint_server import PaintServer
from tests.faults.setups import Setup
from tests.servers.discord import FakeDiscord

__all__ = ["painter", "pytest_generate_tests", "seaweedfs", "servers", "setup"]  # found here by pytest


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
