"""How far a job at ComfyUI is: told by the shared WebSocket, and by the queue where there is none."""

import asyncio

import pytest

from generation.providers.base import (
    UnavailableError,
)
from generation.providers.http import jobs as remote_job
from tests.clock import PATIENCE
from tests.providers.comfyui_jobs import JPEG, PNG, Make, begin, painted, refused
from tests.servers.comfyui import FakeComfyUI

# Progress and previews


async def test_progress_and_previews_reach_the_job_that_is_painted(comfy: FakeComfyUI, make: Make) -> None:
    provider = make(poll_seconds=300.0)
    first = begin(provider)
    await first.id
    second = begin(provider)
    await asyncio.wait_for(second.id, PATIENCE)
    assert comfy.opened == ["table"], "one WebSocket for all jobs"
    await second.told(lambda step: step.stage == "1 before you")

    await comfy.start(await first.id)
    await comfy.progress(await first.id, 7, 28)
    await comfy.preview(JPEG)
    assert (await first.told(lambda step: step.preview is not None)).preview == JPEG
    assert (await first.told(lambda step: step.fraction > 0.2)).fraction == pytest.approx(0.05 + 0.9 * 7 / 28)
    await comfy.finish(await first.id, {"a.png": PNG})
    assert (await first.task).data == PNG

    await comfy.start(await second.id)
    await comfy.preview(PNG, format_=2)
    assert (await second.told(lambda step: step.preview is not None)).preview == PNG
    await comfy.finish(await second.id, {"b.png": PNG})
    await second.task
    assert [step.preview for step in first.steps if step.preview] == [JPEG]
    assert [step.preview for step in second.steps if step.preview] == [PNG]


async def test_a_second_sampler_does_not_turn_the_bar_back(comfy: FakeComfyUI, make: Make) -> None:
    job = begin(make())
    await comfy.start(await job.id)
    for value in (20, 28, 1, 5):
        await comfy.progress(await job.id, value, 28)
    await comfy.finish(await job.id, {"a.png": PNG})
    await job.task
    fractions = [step.fraction for step in job.steps]
    assert fractions == sorted(fractions)
    assert [step.job_id for step in job.steps if step.job_id] == ["job-1"], "the job's id is told once"


async def test_what_is_no_preview_of_ours_is_passed_over(comfy: FakeComfyUI, make: Make) -> None:
    job = begin(make(poll_seconds=300.0))
    await job.id
    await comfy.preview(JPEG)  # nothing of ours is executing
    await comfy.start(await job.id)
    await comfy.preview(b"<html>")
    await comfy.preview(JPEG, kind=3)  # text
    await comfy.preview(JPEG, format_=9)
    for _, socket in comfy.sockets:
        await socket.send_bytes(b"\0\0")
        await socket.send_str("no JSON")
        await socket.send_json(["no event"])
        await socket.send_json({"type": "progress", "data": {"prompt_id": await job.id, "value": "x", "max": 0}})
    await comfy.tell("progress", prompt_id="somebody-else", value=1, max=2)
    await comfy.tell("crystools.monitor", cpu=5)
    await comfy.finish(await job.id, {"a.png": PNG})
    assert (await asyncio.wait_for(job.task, PATIENCE)).data == PNG
    assert not any(step.preview for step in job.steps)


async def test_a_place_in_the_queue_is_told_as_it_changes(comfy: FakeComfyUI, make: Make) -> None:
    comfy.running = [[0, "other-0", {}, {}, []]]
    comfy.pending = [[2, "other-2", {}, {}, []], [-1, "other-1", {}, {}, []], [10**9, "later", {}, {}, []]]
    job = begin(make())
    await job.told(lambda step: step.stage == "3 before you")
    comfy.running, comfy.pending = [], [comfy.pending[-2], comfy.pending[-1]]
    await job.told(lambda step: step.stage == "next")
    await painted(comfy, job)


async def test_news_that_came_before_the_jobs_id_was_known_is_not_needed(comfy: FakeComfyUI, make: Make) -> None:
    comfy.at_once = {"a.png": PNG}
    assert (await asyncio.wait_for(begin(make(poll_seconds=300.0)).task, PATIENCE)).data == PNG


@pytest.mark.parametrize("at_start", [False, True])
async def test_previews_are_asked_for_with_each_job(comfy: FakeComfyUI, make: Make, *, at_start: bool) -> None:
    comfy.started_with_previews = at_start
    job = begin(make(poll_seconds=300.0))
    await comfy.start(await job.id)
    await comfy.preview(JPEG)
    assert (await job.told(lambda step: step.preview is not None)).preview == JPEG
    await comfy.finish(await job.id, {"a.png": PNG})
    await job.task


# The WebSocket is a comfort: everything works without it


async def test_a_websocket_that_never_opens_is_waited_for_once(
    comfy: FakeComfyUI, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.providers.comfyui.socket.OPEN_SECONDS", 0.05)
    monkeypatch.setattr("generation.providers.comfyui.socket.AGAIN_SECONDS", 3600.0)
    comfy.hang.add("/ws")
    provider = make(poll_seconds=0.01)
    jobs = [begin(provider), begin(provider)]
    for job in jobs:
        await comfy.start(await job.id)
    # Now it would be minutes.
    monkeypatch.setattr("generation.providers.comfyui.socket.OPEN_SECONDS", 300.0)
    for number, job in enumerate(jobs):
        await comfy.finish(await job.id, {f"{number}.png": PNG})
        assert (await asyncio.wait_for(job.task, PATIENCE)).data == PNG
    await painted(comfy, begin(provider))
    assert len(comfy.called("GET", "/ws")) == 1


async def test_a_websocket_that_answers_again_is_opened_behind_the_jobs(
    comfy: FakeComfyUI, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.providers.comfyui.socket.OPEN_SECONDS", 0.05)
    monkeypatch.setattr("generation.providers.comfyui.socket.AGAIN_SECONDS", 0.0)
    comfy.hang.add("/ws")
    job = begin(make(poll_seconds=0.01))
    await comfy.start(await job.id)
    comfy.hang.clear()
    await asyncio.wait_for(comfy.socket_opened.wait(), PATIENCE)
    await comfy.progress(await job.id, 14, 28)
    await job.told(lambda step: step.fraction == 0.5)
    await comfy.finish(await job.id, {"a.png": PNG})
    await job.task


async def test_without_a_websocket_it_polls(comfy: FakeComfyUI, make: Make) -> None:
    comfy.refuse_sockets = True
    job = begin(make())
    await comfy.start(await job.id)
    await job.told(lambda step: step.stage == "painting")
    await comfy.finish(await job.id, {"a.png": PNG})
    assert (await asyncio.wait_for(job.task, PATIENCE)).data == PNG


async def test_a_socket_that_drops_in_the_middle_leaves_no_job_hanging(comfy: FakeComfyUI, make: Make) -> None:
    provider = make()
    job = begin(provider)
    await comfy.start(await job.id)
    await comfy.progress(await job.id, 14, 28)
    await job.told(lambda step: step.fraction == 0.5)
    comfy.refuse_sockets = True
    await comfy.drop_sockets()
    await comfy.finish(await job.id, {"a.png": PNG}, silent=True)
    assert (await asyncio.wait_for(job.task, PATIENCE)).data == PNG

    comfy.refuse_sockets = False
    await painted(comfy, begin(provider))
    assert comfy.opened == ["table", "table"], "the next job opens it again"


async def test_a_job_in_flight_gets_its_news_back_when_the_socket_can_be_opened_again(
    comfy: FakeComfyUI, make: Make
) -> None:
    job = begin(make())
    await comfy.start(await job.id)
    await comfy.drop_sockets()
    await asyncio.wait_for(comfy.socket_opened.wait(), PATIENCE)
    await comfy.progress(await job.id, 14, 28)
    await comfy.preview(JPEG)
    await job.told(lambda step: step.preview == JPEG)
    await comfy.finish(await job.id, {"a.png": PNG})
    await job.task


async def test_the_end_is_told_a_moment_before_the_history_has_it(comfy: FakeComfyUI, make: Make) -> None:
    job = begin(make(poll_seconds=300.0))
    await comfy.start(await job.id)
    await comfy.tell("execution_success", prompt_id=await job.id)
    await asyncio.sleep(0.1)
    await comfy.finish(await job.id, {"a.png": PNG}, silent=True)
    assert (await asyncio.wait_for(job.task, PATIENCE)).data == PNG


async def test_lost_polls_lose_no_job(comfy: FakeComfyUI, make: Make) -> None:
    comfy.refuse_sockets = True
    job = begin(make())
    await comfy.start(await job.id)
    await comfy.finish(await job.id, {"a.png": PNG})
    comfy.lost_polls = remote_job.MAX_LOST_POLLS - 1
    assert (await asyncio.wait_for(job.task, PATIENCE)).data == PNG


async def test_a_comfyui_that_stays_away_is_given_up(comfy: FakeComfyUI, make: Make) -> None:
    job = begin(make(poll_seconds=0.01))
    await comfy.start(await job.id)
    comfy.lost_polls = 1000
    with refused(UnavailableError, "ComfyUI error: 502"):
        await asyncio.wait_for(job.task, PATIENCE)
