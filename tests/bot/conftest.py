"""Every test of the application stands in a clean environment."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def clean(clean_environment: Path) -> Path:
    """Return the empty folder in which the test stands."""
    return clean_environment
