"""Models of random weights, each a few hundred kilobytes, that paint as large ones do.

They need the extra `local`: `uv run --extra local --group dev pytest tests/local_models -n 0`.
"""

import zipfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from generation.providers.local.installed import InstalledModel, class_of
from generation.providers.local.provider import LocalProvider

ZIPPED = Path(__file__).parent / "models"
LCM, SD, FLUX = "mini-lcm", "mini-sd", "flux2-tiny"
#: As long as no test wants a process to end by idling.
NEVER = 3600.0


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the exported models."""
    folder = tmp_path_factory.mktemp("exported")
    for name in (LCM, SD, FLUX):
        with zipfile.ZipFile(ZIPPED / f"{name}.zip") as archive:
            archive.extractall(folder / name)
    return folder


def model_in(exported: Path, name: str, memory_mb: int = 500) -> InstalledModel:
    return InstalledModel(name, exported / name, class_of(exported / name), memory_mb=memory_mb)


@pytest.fixture
async def opened() -> AsyncIterator[AsyncExitStack]:
    """Close what a test opens."""
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
async def local(exported: Path, opened: AsyncExitStack) -> LocalProvider:
    """Return the provider with two models, of which the first takes no negative prompt."""
    provider = LocalProvider([model_in(exported, LCM), model_in(exported, SD)], "CPU", NEVER)
    opened.push_async_callback(provider.aclose)
    return provider
