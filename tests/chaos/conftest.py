"""Processes of one bot that are killed at random, while many are asked for; the figures are printed at the end.

uv run --group dev --group object-store pytest tests/chaos -n 0
uv run --group dev --group object-store pytest tests/chaos -n 0 --requests 2000 --kills 50
"""

from collections.abc import AsyncIterator

import pytest

from tests.chaos.plan import Plan
from tests.faults.fixtures import painter, pytest_generate_tests, seaweedfs, servers, setup
from tests.servers.discord import FakeDiscord

__all__ = ["painter", "pytest_generate_tests", "seaweedfs", "servers", "setup"]  # found here by pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the size be chosen; by default it is the short form."""
    group = parser.getgroup("chaos")
    group.addoption("--requests", type=int, default=60, help="how many pictures are asked for")
    group.addoption("--kills", type=int, default=6, help="how many processes are killed")
    group.addoption("--chance", type=int, default=7, help="the seed by which it is chosen who is killed, and when")


@pytest.fixture
def plan(pytestconfig: pytest.Config) -> Plan:
    """Return who is killed, and when, and who asks where."""
    return Plan.drawn(*(pytestconfig.getoption(name) for name in ("requests", "kills", "chance")))


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    """Run a Discord that has a server on each of two shards."""
    async with FakeDiscord(shards=2) as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what became of the requests."""
    terminalreporter.section("figures")
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for _, figures in report.user_properties if report.when == "call" else ():
                terminalreporter.write_line(f"{outcome} {report.head_line}: {figures}")
