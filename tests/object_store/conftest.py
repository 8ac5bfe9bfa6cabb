"""The bot's store on a real S3 server: `uv run --group dev --group object-store pytest tests/object_store -n 0`."""

from collections.abc import Iterator

import pytest

from tests.object_store.seaweedfs import SeaweedFS, running_seaweedfs


@pytest.fixture(scope="session")
def server() -> Iterator[SeaweedFS]:
    with running_seaweedfs() as running:
        yield running


@pytest.fixture
def s3(server: SeaweedFS, monkeypatch: pytest.MonkeyPatch) -> SeaweedFS:
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    return server
