"""Jobs at ComfyUI that are cancelled, cut, or taken up again."""

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from generation.providers.base import (
    ProgressStep,
    ProviderResult,
    TimedOutError,
    UnavailableError,
)
from generation.providers.comfyui.provider import ComfyProvider
from generation.providers.http import jobs as remote_job
from tests.clock import PATIENCE, LoopClock
from tests.providers.comfyui_jobs import JPEG, PNG, Make, a_request, begin, painted, refused, stopped
from tests.servers.comfyui import FakeComfyUI

if TYPE_CHECKING:
    from collections.abc import Awaitable


async def test_a_waiting_job_that_is_cancelled_leaves_the_queue_and_nobody_elses_is_stopped(
    comfy: FakeComfyUI, make: Make
) -> None:
    comfy.running = [[0, "other", {}, {}, []]]
    job = begin(make())
    await job.told(lambda step: step.stage == "1 before you")
    await stopped(job)
    assert [call.body for call in comfy.called("POST", "/queue")] == [{"delete": ["job-1"]}]
    assert comfy.called("POST", "/interrupt") == []
    assert comfy.pending == []


async def test_a_running_job_that_is_cancelled_is_interrupted(comfy: FakeComfyUI, make: Make) -> None:
    job = begin(make())
    await comfy.start(await job.id)
    await stopped(job)
    assert [call.body for call in comfy.called("POST", "/interrupt")] == [{"prompt_id": "job-1"}]
    assert comfy.running == []


async def test_a_job_that_nobody_waits_for_is_called_off(comfy: FakeComfyUI, make: Make) -> None:
    provider = make()
    await provider.call_off("job-1")
    assert [call.body for call in comfy.called("POST", "/queue")] == [{"delete": ["job-1"]}]
    assert comfy.called("POST", "/interrupt") == [], "somebody else's would be stopped"


async def test_a_cancel_while_the_job_is_submitted_still_reaches_it(
    comfy: FakeComfyUI, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = make()
    submit = provider._submit

    async def slowly(workflow: dict[str, Any]) -> str:
        job_id = await submit(workflow)
        await asyncio.sleep(0.05)
        return job_id

    monkeypatch.setattr(provider, "_submit", slowly)
    job = begin(provider)
    await asyncio.wait_for(comfy.submitted.wait(), PATIENCE)
    await stopped(job)
    assert [call.body for call in comfy.called("POST", "/queue")] == [{"delete": ["job-1"]}]
    assert comfy.pending == []


async def test_a_server_that_hangs_at_the_cancel_does_not_hold_the_caller(
    comfy: FakeComfyUI, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_job, "CALL_OFF_SECONDS", 0.05)
    job = begin(make(poll_seconds=300.0))
    await comfy.start(await job.id)
    comfy.hang.add("/queue")
    await stopped(job)


async def test_a_job_that_takes_too_long_is_cut_and_called_off(
    comfy: FakeComfyUI, make: Make, clock: LoopClock
) -> None:
    job = begin(make(deadline=60))
    await comfy.start(await job.id)
    await clock.forward(60)
    with refused(TimedOutError, "did not finish within 60 seconds"):
        await asyncio.wait_for(job.task, PATIENCE)
    assert len(comfy.called("POST", "/interrupt")) == 1


async def resumed(provider: ComfyProvider, job_id: str) -> ProviderResult:
    return await asyncio.wait_for(provider.resume(job_id, a_request(), lambda _: None), PATIENCE)


async def test_a_job_is_taken_up_again_by_its_id(comfy: FakeComfyUI, make: Make) -> None:
    comfy.pending = [[1, "job-7", {"4": {"class_type": "L", "inputs": {"ckpt_name": "old.ckpt"}}}, {}, []]]
    task: Awaitable[ProviderResult] = asyncio.ensure_future(resumed(make(), "job-7"))
    await asyncio.wait_for(comfy.socket_opened.wait(), PATIENCE)
    await comfy.start("job-7")
    await comfy.finish("job-7", {"a.png": PNG})
    assert await task == ProviderResult(PNG, model="old.ckpt", seed=77)
    assert (await resumed(make(), "job-7")).data == PNG, "from the history, long after"
    assert comfy.called("POST", "/prompt") == []


async def test_the_news_of_a_job_that_another_process_began_come_to_the_one_that_goes_on(
    comfy: FakeComfyUI, make: Make
) -> None:
    comfy.pending = [[1, "job-7", {}, {"client_id": "before", "preview_method": "auto"}, []]]
    provider, steps, seen = make(poll_seconds=300.0), list[ProgressStep](), asyncio.Event()

    def report(step: ProgressStep) -> None:
        steps.append(step)
        if step.preview:
            seen.set()

    task = asyncio.ensure_future(provider.resume("job-7", a_request(), report))
    await asyncio.wait_for(comfy.socket_opened.wait(), PATIENCE)
    await comfy.start("job-7")
    async with asyncio.timeout(PATIENCE):
        while not seen.is_set():  # whoever listens a moment late has missed the first news
            await comfy.progress("job-7", 14, 28)
            await comfy.preview(JPEG)
            await asyncio.sleep(0.02)
    assert steps[-1] == ProgressStep("painting", 0.5, JPEG)
    await comfy.finish("job-7", {"a.png": PNG})
    assert (await asyncio.wait_for(task, PATIENCE)).data == PNG
    await painted(comfy, begin(provider))
    assert comfy.opened == ["before"]
    assert comfy.called("POST", "/prompt")[0].body["client_id"] == "before", "the same socket tells of the next job"


async def test_a_job_that_is_gone_cannot_be_taken_up(comfy: FakeComfyUI, make: Make) -> None:
    with refused(UnavailableError, "no longer has this job"):
        await resumed(make(), "../../queue")
    assert {call.path for call in comfy.calls} == {"/ws", "/history/../../queue", "/queue"}


async def test_a_job_whose_file_was_cleared_away_meanwhile_is_painted_anew(comfy: FakeComfyUI, make: Make) -> None:
    graph = {"7": {"class_type": "PreviewImage", "inputs": {}}}
    comfy.pending = [[1, "job-0", graph, {}, []]]
    await comfy.finish("job-0", {"gone.png": PNG})
    comfy.files.clear()
    comfy.at_once = {"b.png": JPEG}
    assert (await resumed(make(), "job-0")).data == JPEG
    assert comfy.called("POST", "/prompt")[0].body["prompt"]["7"]["class_type"] == "PreviewImage"
