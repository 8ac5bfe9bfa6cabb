"""A ComfyUI that tests play, and providers that paint with it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from generation.providers.comfyui.provider import ComfyOptions, ComfyProvider
from tests.providers.comfyui_jobs import Make
from tests.servers.comfyui import FakeComfyUI


@pytest.fixture
async def comfy() -> AsyncIterator[FakeComfyUI]:
    async with FakeComfyUI() as server:
        yield server


@pytest.fixture
async def make(comfy: FakeComfyUI) -> AsyncIterator[Make]:
    made: list[ComfyProvider] = []

    def make(**options: Any) -> ComfyProvider:  # noqa: ANN401
        given: dict[str, Any] = {"client_id": "table", "poll_seconds": 0.05}
        made.append(ComfyProvider(ComfyOptions(comfy.url, **(given | options))))
        return made[-1]

    yield make
    for provider in made:
        await provider.aclose()
