"""Painting with ComfyUI in a test that plays ComfyUI: jobs that go on meanwhile, and workflows."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generation.providers.base import (
    ProgressStep,
    ProviderError,
    ProviderRequest,
    ProviderResult,
)
from generation.providers.comfyui.provider import ComfyProvider
from tests.clock import PATIENCE
from tests.generation.fake_provider import picture_file
from tests.servers.comfyui import FakeComfyUI

PNG = picture_file()
JPEG = picture_file("JPEG")


def a_request(**wishes: Any) -> ProviderRequest:  # noqa: ANN401
    given: dict[str, Any] = {
        "request_id": "r1",
        "prompt": "a rain-soaked street",
        "type": "scene",
        "style": None,
        "width": 1024,
        "height": 768,
        "quality": "standard",
        "seed": 77,
        "negative": "sunshine",
    }
    return ProviderRequest(**(given | wishes))


Make = Callable[..., ComfyProvider]


class Job:
    """A call of `generate` that goes on while the test plays ComfyUI."""

    def __init__(self, provider: ComfyProvider, wanted: ProviderRequest) -> None:
        self.steps: list[ProgressStep] = []
        self._step = asyncio.Event()
        self.task = asyncio.create_task(provider.generate(wanted, self._report))

    def _report(self, step: ProgressStep) -> None:
        self.steps.append(step)
        self._step.set()

    async def told(self, check: Callable[[ProgressStep], bool]) -> ProgressStep:
        """Wait until a step like this was reported."""
        async with asyncio.timeout(PATIENCE):
            while not (found := [step for step in self.steps if check(step)]):
                self._step.clear()
                await self._step.wait()
        return found[0]

    @property
    async def id(self) -> str:
        return str((await self.told(lambda step: step.job_id is not None)).job_id)


def begin(provider: ComfyProvider, wanted: ProviderRequest | None = None) -> Job:
    return Job(provider, wanted or a_request())


async def painted(comfy: FakeComfyUI, job: Job, files: dict[str, bytes] | None = None) -> ProviderResult:
    job_id = await job.id
    await comfy.start(job_id)
    await comfy.finish(job_id, files or {"a.png": PNG})
    async with asyncio.timeout(PATIENCE):
        return await job.task


@contextlib.contextmanager
def refused(kind: type[ProviderError], text: str) -> Any:  # noqa: ANN401
    with pytest.raises(kind, match=text) as caught:
        yield caught
    assert caught.value.sentence.startswith("ComfyUI")


async def stopped(job: Job) -> None:
    job.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(job.task, PATIENCE)


def written(path: Path, **inputs: Any) -> Path:  # noqa: ANN401
    """Write a workflow whose one node has these inputs, beside a description and a picture that is saved."""
    graph = {
        "1": {"class_type": "Own", "inputs": {"text": "%prompt%"} | inputs},
        "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0]}},
    }
    path.write_text(json.dumps(graph), encoding="utf-8")
    return path
