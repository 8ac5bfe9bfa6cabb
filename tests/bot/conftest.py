"""Every test of the application stands in a clean environment, and leaves logging as it was."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def clean(clean_environment: Path) -> Path:
    """Return the empty folder in which the test stands."""
    return clean_environment


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    for name in ("aiosqlite", "apscheduler", "discord"):
        logging.getLogger(name).setLevel(logging.NOTSET)
