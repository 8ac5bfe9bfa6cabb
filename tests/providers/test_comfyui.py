"""ComfyUI against a real local server: the wire, the shared WebSocket, and all that can go wrong."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generation.providers.base import (
    InvalidError,
    ModelSettings,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    TimedOutError,
    UnavailableError,
)
from generation.providers.comfyui.provider import ComfyOptions, ComfyProvider
from generation.providers.http import jobs as remote_job
from tests.clock import PATIENCE, LoopClock
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


@pytest.fixture
async def comfy() -> AsyncIterator[FakeComfyUI]:
    async with FakeComfyUI() as server:
        yield server


Make = Callable[..., ComfyProvider]


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


# The wire


async def test_the_default_workflow_is_sent_filled_and_its_picture_fetched(comfy: FakeComfyUI, make: Make) -> None:
    result = await painted(comfy, begin(make()), {"a b&c.png": PNG})

    (submitted,) = comfy.called("POST", "/prompt")
    assert submitted.body["client_id"] == "table"
    assert comfy.opened == ["table"]
    graph = submitted.body["prompt"]
    by_class = {node["class_type"]: node["inputs"] for node in graph.values() if node["class_type"] != "CLIPTextEncode"}
    assert by_class["EmptyLatentImage"] == {"width": 1024, "height": 768, "batch_size": 1}
    assert by_class["KSampler"]["seed"] == 77
    assert by_class["CheckpointLoaderSimple"] == {"ckpt_name": "dreamshaper.safetensors"}
    sampler = by_class["KSampler"]
    assert graph[sampler["positive"][0]]["inputs"]["text"] == "a rain-soaked street"
    assert graph[sampler["negative"][0]]["inputs"]["text"] == "sunshine"
    assert all(graph[link[0]] for node in graph.values() for link in node["inputs"].values() if isinstance(link, list))
    (view,) = comfy.called("GET", "/view")
    assert view.query == {"filename": "a b&c.png", "subfolder": "", "type": "output"}
    assert result == ProviderResult(PNG, model="dreamshaper.safetensors", seed=77, cost=0.0)


async def test_a_description_weighs_and_loads_nothing(comfy: FakeComfyUI, make: Make) -> None:
    hostile = a_request(prompt="(rain:1.9) embedding:x <lora:y:1> {a|b} __c__", negative="((sun))")
    await painted(comfy, begin(make(), hostile))
    graph = comfy.called("POST", "/prompt")[0].body["prompt"]
    texts = {node["inputs"]["text"] for node in graph.values() if node["class_type"] == "CLIPTextEncode"}
    assert texts == {r"rain embedding :x \(a|b\) _c_", r"\(\(sun\)\)"}


async def test_the_operator_may_name_the_checkpoint(comfy: FakeComfyUI, make: Make) -> None:
    chosen = a_request(model=ModelSettings(model="sdxl.safetensors"))
    assert (await painted(comfy, begin(make(), chosen))).model == "sdxl.safetensors"
    with refused(InvalidError, "no checkpoint gone.ckpt. It has dreamshaper"):
        await make().generate(a_request(model=ModelSettings(model="gone.ckpt")), lambda _: None)


async def test_what_is_set_for_a_model_comes_into_the_plain_workflow(comfy: FakeComfyUI, make: Make) -> None:
    model = ModelSettings("turbo", steps=4, guidance=1.0, sampler="euler", scheduler="simple", negative="text")
    await painted(comfy, begin(make(), a_request(model=model)))
    graph = comfy.called("POST", "/prompt")[0].body["prompt"]
    sampler = graph["5"]["inputs"]
    assert (sampler["steps"], sampler["cfg"], sampler["sampler_name"], sampler["scheduler"]) == (
        4,
        1.0,
        "euler",
        "simple",
    )
    assert graph["3"]["inputs"]["text"] == "sunshine, text"


async def test_a_model_may_have_a_workflow_of_its_own_and_can_what_that_can(
    comfy: FakeComfyUI, make: Make, tmp_path: Path
) -> None:
    own = tmp_path / "flux.json"
    own.write_text(
        json.dumps({"n": {"class_type": "Own", "inputs": {"text": "%prompt%", "unet_name": "%checkpoint%"}}}),
        encoding="utf-8",
    )
    comfy.diffusion_models = ["flux1-dev.safetensors"]
    model = ModelSettings("flux", model="flux1-dev.safetensors", workflow=own, steps=20)
    provider = make()
    assert provider.capabilities_with(ModelSettings()).seed
    assert not provider.capabilities_with(model).seed
    result = await painted(comfy, begin(provider, a_request(model=model)))
    assert (result.model, result.seed) == ("flux1-dev.safetensors", None)
    health = await provider.probe_with((ModelSettings(), model, replace(model, model="gone.ckpt")))
    assert health.able
    assert [warning for warning in health.warnings if "%steps%" in warning] == [
        "ComfyUI's workflow file flux.json has no %steps%, so steps is set to no effect."
    ]
    assert any("ComfyUI has no checkpoint gone.ckpt" in warning for warning in health.warnings)


async def test_without_any_checkpoint_it_says_what_to_do(comfy: FakeComfyUI, make: Make) -> None:
    comfy.checkpoints = []
    with refused(InvalidError, "has no checkpoint. The operator should put one"):
        await make().generate(a_request(), lambda _: None)


async def test_an_own_workflow_is_filled_with_typed_values(comfy: FakeComfyUI, make: Make, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    texts = ["%prompt%", "%prompt%, not %negative%, seed %seed%, 100% %unknown%", 3]
    inputs = {"texts": texts, "deep": {"w": "%width%", "h": "%height%"}, "seed": "%seed%"}
    own.write_text(json.dumps({"n": {"class_type": "Own", "inputs": inputs}}), encoding="utf-8")
    nasty, sent = 'a "quoted" \\ "}}, %seed% %negative%\n', 'a "quoted" \\ "\\)\\), %seed% %negative%'
    await painted(comfy, begin(make(workflow=own), a_request(prompt=nasty, width=1001, height=515, seed=2**40)))

    assert comfy.called("POST", "/prompt")[0].body["prompt"]["n"]["inputs"] == {
        "texts": [sent, f"{sent}, not sunshine, seed {2**40}, 100% %unknown%", 3],
        "deep": {"w": 1000, "h": 512},
        "seed": 2**40,
    }
    assert comfy.called("GET", "/models/checkpoints") == []


NO_WORKFLOWS = [
    (None, "cannot be read"),
    ("{", "is not JSON"),
    ("\ufeff\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"), "is not JSON"),
    ("[" * 100_000, "is not JSON"),
    ('{"nodes": [], "links": []}', "ComfyUI's own editor; export it there with “Export"),
    ("{}", "not in ComfyUI's API format"),
    ('{"1": {"inputs": {}}}', "not in ComfyUI's API format"),
    ('{"1": {"class_type": "X", "inputs": {"text": "always this"}}}', "has no %prompt%"),
]


@pytest.mark.parametrize(("content", "reason"), NO_WORKFLOWS)
async def test_a_workflow_that_cannot_be_used_is_said_to_be_so(
    content: str | None, reason: str, make: Make, tmp_path: Path, comfy: FakeComfyUI
) -> None:
    own = tmp_path / "own.json"
    if content is not None:
        own.write_text(content, encoding="utf-8")
    provider = make(workflow=own)
    with refused(InvalidError, f"workflow file own.json .*{reason}") as caught:
        await provider.generate(a_request(), lambda _: None)
    health = await provider.probe()
    assert (health.able, health.reason) == (False, caught.value.sentence)
    assert comfy.called("POST", "/prompt") == []


async def test_saved_pictures_come_first_and_shown_ones_only_without_them(comfy: FakeComfyUI, make: Make) -> None:
    provider = make()
    job = begin(provider)
    job_id = await job.id
    await comfy.start(job_id)
    comfy.files = {"draft.png": JPEG, "one.png": PNG, "two.png": JPEG}
    image = {"subfolder": "", "type": "output"}
    outputs = {
        "3": {"images": [{"filename": "draft.png", "subfolder": "", "type": "temp"}], "text": ["no picture"]},
        "7": {"images": [{"filename": "one.png"} | image, {"filename": "two.png"} | image]},
    }
    comfy.end(job_id, {"status_str": "success", "completed": True, "messages": []}, outputs)
    result = await job.task
    assert (result.data, result.more) == (PNG, (JPEG,))

    job = begin(provider)
    await comfy.start(await job.id)
    await comfy.finish(await job.id, {"shown.png": PNG}, kind="temp")
    assert (await job.task).data == PNG


# What a workflow is able to


def written(path: Path, **inputs: Any) -> Path:  # noqa: ANN401
    """Write a workflow whose one node has these inputs, beside a description and a picture that is saved."""
    graph = {
        "1": {"class_type": "Own", "inputs": {"text": "%prompt%"} | inputs},
        "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0]}},
    }
    path.write_text(json.dumps(graph), encoding="utf-8")
    return path


async def test_a_workflow_without_a_seed_says_so_once_records_none_and_still_paints_anew(
    comfy: FakeComfyUI, make: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = written(tmp_path / "own.json", seed=5, deep={"seed": 6}, flag=True)
    provider = make(workflow=own)
    assert (provider.capabilities.seed, provider.capabilities.references) == (False, 0)
    (first, again) = [await painted(comfy, begin(provider, a_request(seed=seed))) for seed in (77, 78)]
    sent = [call.body["prompt"]["1"]["inputs"] for call in comfy.called("POST", "/prompt")]
    assert [inputs["seed"] for inputs in sent] == [77, 78], "the same graph again would paint nothing"
    assert sent[0]["deep"] == {"seed": 6}
    assert (first.seed, again.seed) == (None, None)
    (warning,) = (await provider.probe()).warnings
    assert "own.json has no %seed%" in warning
    assert [record.getMessage() for record in caplog.records if "%seed%" in record.getMessage()] == [warning]

    written(own, seed="%seed%")
    assert (await painted(comfy, begin(provider))).seed == 77
    assert (provider.capabilities.seed, provider.capabilities.references) == (True, 0)
    assert (await provider.probe()).warnings == ()


async def test_a_seed_that_comes_from_a_node_of_its_own_is_changed_there(
    comfy: FakeComfyUI, make: Make, tmp_path: Path
) -> None:
    own = tmp_path / "own.json"
    graph = {
        "1": {"class_type": "Own", "inputs": {"text": "%prompt%", "noise_seed": ["3", 0]}},
        "2": {"class_type": "Other", "inputs": {"seed": ["4", 0]}},
        "3": {"class_type": "Number", "inputs": {"value": 5, "name": "x"}},
        "4": {"class_type": "Range", "inputs": {"from": 5, "to": 6}},
    }
    own.write_text(json.dumps(graph), encoding="utf-8")
    await painted(comfy, begin(make(workflow=own)))
    sent = comfy.called("POST", "/prompt")[0].body["prompt"]
    assert (sent["3"]["inputs"]["value"], sent["4"]["inputs"]) == (77, {"from": 5, "to": 6})


async def test_a_workflow_in_which_nothing_can_be_changed_is_said_to_give_the_same_picture_again(
    make: Make, tmp_path: Path
) -> None:
    (warning,) = (await make(workflow=written(tmp_path / "own.json")).probe()).warnings
    assert "Reroll nothing new" in warning


async def test_example_pictures_come_into_their_places(comfy: FakeComfyUI, make: Make, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    graph = {
        "1": {"class_type": "Own", "inputs": {"text": "%prompt%", "seed": "%seed%"}},
        "2": {"class_type": "LoadImage", "inputs": {"image": "%reference_1%"}},
        "3": {"class_type": "LoadImage", "inputs": {"image": "%reference_2%"}},
    }
    own.write_text(json.dumps(graph), encoding="utf-8")
    provider = make(workflow=own)
    assert provider.capabilities.references == 2
    await painted(comfy, begin(provider, a_request(references=(PNG, JPEG))))
    await painted(comfy, begin(provider, a_request(references=(JPEG,))))

    first, second = [call.body["prompt"] for call in comfy.called("POST", "/prompt")]
    one, two = first["2"]["inputs"]["image"], first["3"]["inputs"]["image"]
    assert {f"temp/{one.removesuffix(' [temp]')}": PNG, f"temp/{two.removesuffix(' [temp]')}": JPEG} == comfy.uploads
    assert (one[-11:], two[-11:]) == (".png [temp]", ".jpg [temp]")
    assert (second["2"]["inputs"]["image"], second["3"]["inputs"]["image"]) == (two, two), "the last one fills up"

    with refused(InvalidError, "has places for 2 reference pictures, and 3 were given"):
        await provider.generate(a_request(references=(PNG, PNG, JPEG)), lambda _: None)
    with refused(InvalidError, "paints after a reference picture. Attach one"):
        await provider.generate(a_request(), lambda _: None)
    assert "only after reference pictures" in " ".join((await provider.probe()).warnings)
    assert len(comfy.uploads) == 2


async def test_example_pictures_may_have_a_workflow_of_their_own(
    comfy: FakeComfyUI, make: Make, tmp_path: Path
) -> None:
    plain = written(tmp_path / "plain.json", seed="%seed%", kind="plain")
    other = written(tmp_path / "other.json", seed="%seed%", kind="other", image="%reference_1%")
    provider = make(workflow=plain, reference_workflow=other)
    assert (provider.capabilities.seed, provider.capabilities.references) == (True, 1)
    await painted(comfy, begin(provider))
    await painted(comfy, begin(provider, a_request(references=(PNG,))))
    sent = [call.body["prompt"]["1"]["inputs"]["kind"] for call in comfy.called("POST", "/prompt")]
    assert sent == ["plain", "other"]
    health = await provider.probe()
    assert (health.able, health.warnings) == (True, ())

    written(other, seed=5)
    (no_seed, no_place) = (await provider.probe()).warnings
    assert "other.json has no %seed%" in no_seed
    assert "other.json has no %reference_1%" in no_place
    assert (provider.capabilities.seed, provider.capabilities.references) == (False, 0)
    other.write_text("{", encoding="utf-8")
    assert "other.json is not JSON" in ((await provider.probe()).reason or "")
    assert (await painted(comfy, begin(provider))).data == PNG, "the other one can be used still"


async def test_a_workflow_without_places_takes_no_example_picture(comfy: FakeComfyUI, make: Make) -> None:
    assert make().capabilities.references == 0
    with refused(InvalidError, "has places for 0 reference pictures"):
        await make().generate(a_request(references=(PNG,)), lambda _: None)
    assert comfy.calls == []


@pytest.mark.parametrize("answer", [(200, {"subfolder": "x"}), (200, ["odd"]), (413, "too large")])
async def test_an_example_picture_that_is_not_taken_is_a_failure(
    answer: tuple[int, Any], comfy: FakeComfyUI, make: Make, tmp_path: Path
) -> None:
    comfy.instead["/upload/image"] = answer
    provider = make(workflow=written(tmp_path / "own.json", image="%reference_1%"))
    with refused(ProviderError, "ComfyUI"):
        await provider.generate(a_request(references=(PNG,)), lambda _: None)
    assert comfy.called("POST", "/prompt") == []


# What ComfyUI knows already


async def test_a_picture_that_comfyui_remembers_and_has_is_fetched_again(comfy: FakeComfyUI, make: Make) -> None:
    comfy.remembers = True
    provider = make()
    await painted(comfy, begin(provider))
    assert (await asyncio.wait_for(begin(provider).task, PATIENCE)).data == PNG
    assert len(comfy.called("POST", "/prompt")) == 2


async def test_a_picture_that_comfyui_remembers_but_has_no_longer_is_painted_anew(
    comfy: FakeComfyUI, make: Make
) -> None:
    comfy.remembers = True
    provider = make()
    await painted(comfy, begin(provider))
    del comfy.files["a.png"]
    job = begin(provider)
    await job.told(lambda step: step.job_id == "job-3")
    await comfy.start("job-3")
    await comfy.finish("job-3", {"b.png": JPEG})
    assert (await asyncio.wait_for(job.task, PATIENCE)).data == JPEG
    first, second, third = [call.body["prompt"] for call in comfy.called("POST", "/prompt")]
    assert first == second
    changed = {node_id for node_id in second if third[node_id] != second[node_id]}
    assert changed == {"7"}, "what is known of the other nodes need not be run again"
    assert [step.job_id for step in job.steps if step.job_id] == ["job-2", "job-3"], "a crash now resumes the last one"


async def test_a_file_that_is_gone_again_is_a_failure(comfy: FakeComfyUI, make: Make) -> None:
    job = begin(make())
    for job_id in ("job-1", "job-2"):
        await job.told(lambda step: step.job_id == job_id)  # noqa: B023  # it is awaited within the turn
        await comfy.start(job_id)
        await comfy.finish(job_id, {"a.png": PNG}, silent=True)
        del comfy.files["a.png"]
    with refused(InvalidError, "ComfyUI error: 404"):
        await asyncio.wait_for(job.task, PATIENCE)


async def test_a_job_that_is_painted_anew_is_the_one_that_is_called_off(comfy: FakeComfyUI, make: Make) -> None:
    comfy.remembers = True
    provider = make()
    await painted(comfy, begin(provider))
    del comfy.files["a.png"]
    job = begin(provider)
    await job.told(lambda step: step.job_id == "job-3")
    await stopped(job)
    assert comfy.pending == []


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


# Failures


async def test_a_bad_graph_names_the_node(comfy: FakeComfyUI, make: Make) -> None:
    error = {"message": "Value not in list", "details": "ckpt_name: 'gone.ckpt' not in ['a']"}
    comfy.instead["/prompt"] = (
        400,
        {
            "error": {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation"},
            "node_errors": {"4": {"errors": [error], "class_type": "CheckpointLoaderSimple"}},
        },
    )
    with refused(InvalidError, r"node 4 \(CheckpointLoaderSimple\): Value not in list: ckpt_name"):
        await make().generate(a_request(), lambda _: None)


async def test_a_bad_graph_without_a_node_gives_the_message(comfy: FakeComfyUI, make: Make) -> None:
    comfy.instead["/prompt"] = (
        400,
        {"error": {"type": "no_prompt", "message": "No prompt provided"}, "node_errors": []},
    )
    with refused(InvalidError, "No prompt provided"):
        await make().generate(a_request(), lambda _: None)


FAILURES = [
    (
        "execution_error",
        {"node_id": "5", "node_type": "KSampler", "exception_message": "mat1 and mat2\ndiffer", "exception_type": "X"},
        r"failed in node 5 \(KSampler\): mat1 and mat2 differ\.$",
    ),
    ("execution_error", {"exception_type": "torch.OutOfMemoryError"}, "ran out of memory"),
    ("execution_error", {}, "failed in painting"),
    ("execution_interrupted", {"node_id": "5"}, "told there to stop"),
]


@pytest.mark.parametrize(("event", "data", "sentence"), FAILURES)
async def test_a_job_that_fails_says_why(
    event: str, data: dict[str, str], sentence: str, comfy: FakeComfyUI, make: Make
) -> None:
    job = begin(make())
    await comfy.start(await job.id)
    await comfy.fail(await job.id, event, **data)
    with refused(UnavailableError, sentence):
        await job.task
    assert comfy.called("POST", "/interrupt") == []


async def test_a_workflow_that_saves_no_picture_is_said_to_be_so(comfy: FakeComfyUI, make: Make) -> None:
    job = begin(make())
    await comfy.start(await job.id)
    await comfy.finish(await job.id, {})
    with refused(InvalidError, "it needs a node that saves one"):
        await job.task


async def test_a_restarted_comfyui_has_lost_the_job(comfy: FakeComfyUI, make: Make) -> None:
    job = begin(make())
    await job.id
    comfy.pending.clear()
    with refused(UnavailableError, "no longer has this job"):
        await asyncio.wait_for(job.task, PATIENCE)


@pytest.mark.parametrize("body", [b"", b"<html>login</html>"])
async def test_what_is_plainly_no_picture_is_not_taken_for_one(body: bytes, comfy: FakeComfyUI, make: Make) -> None:
    with refused(UnavailableError, "not a picture"):
        await painted(comfy, begin(make()), {"a.png": body})


@pytest.mark.parametrize(
    ("path", "answer", "kind"),
    [
        ("/prompt", (500, "traceback"), UnavailableError),
        ("/prompt", (200, "<html>"), UnavailableError),
        ("/prompt", (200, ["odd"]), UnavailableError),
        ("/prompt", (200, {"number": 1}), UnavailableError),
        ("/models/checkpoints", (404, "not found"), InvalidError),
        ("/models/checkpoints", (302, "elsewhere"), UnavailableError),
    ],
)
async def test_odd_answers_are_failures_of_a_known_kind(
    path: str, answer: tuple[int, Any], kind: type[ProviderError], comfy: FakeComfyUI, make: Make
) -> None:
    comfy.instead[path] = answer
    with refused(kind, "ComfyUI"):
        await make().generate(a_request(), lambda _: None)


async def test_a_comfyui_that_is_not_there_is_unavailable_and_its_address_stays_unsaid() -> None:
    options = ComfyOptions("http://gm:pa55word@127.0.0.1:9", client_id="table")
    provider = ComfyProvider(options)
    try:
        with refused(UnavailableError, "cannot be reached") as caught:
            await provider.generate(a_request(), lambda _: None)
        health = await provider.probe()
    finally:
        await provider.aclose()
    assert not health.able
    assert "pa55word" not in f"{caught.value} {health} {options!r} {caught.value.__cause__}"


async def test_a_login_in_the_address_is_used_and_never_logged(
    comfy: FakeComfyUI, caplog: pytest.LogCaptureFixture
) -> None:
    provider = ComfyProvider(ComfyOptions(comfy.url.replace("//", "//gm:pa55word@"), poll_seconds=0.05))
    try:
        with caplog.at_level("DEBUG"):
            await painted(comfy, begin(provider))
    finally:
        await provider.aclose()
    assert {call.login for call in comfy.calls} == {"Basic Z206cGE1NXdvcmQ="}
    assert len(comfy.opened) == 1
    assert "pa55word" not in caplog.text


@pytest.mark.parametrize("url", ["127.0.0.1:8188", "ftp://pa55word@x", "http://", "http://x:pa55word"])
def test_what_is_no_address_is_refused_when_it_is_configured(url: str) -> None:
    with pytest.raises(ValueError, match="the address of ComfyUI must begin with http") as caught:
        ComfyProvider(ComfyOptions(url))
    assert "pa55word" not in str(caught.value)


# Cancelling, deadlines, resuming


async def stopped(job: Job) -> None:
    job.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(job.task, PATIENCE)


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
    await comfy.progress("job-7", 14, 28)
    await comfy.preview(JPEG)
    await asyncio.wait_for(seen.wait(), PATIENCE)
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


# The probe


async def test_a_probe_names_the_nodes_that_are_missing(comfy: FakeComfyUI, make: Make, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    graph = {"1": {"class_type": "Own/Text 100%", "inputs": {"text": "%prompt%", "seed": "%seed%"}}}
    graph["2"] = graph["3"] = {"class_type": "Fancy (x)", "inputs": {}}
    own.write_text(json.dumps(graph), encoding="utf-8")
    provider = make(workflow=own)
    assert (await provider.probe()).able
    comfy.missing_nodes = {"Own/Text 100%", "Fancy (x)"}
    health = await provider.probe()
    assert not health.able
    assert "nodes of the workflow own.json: Fancy (x), Own/Text 100%. The operator should" in (health.reason or "")
    with refused(InvalidError, r"node Own/Text 100% does not exist: Node ID '#1'\.$"):
        await provider.generate(a_request(), lambda _: None)


async def test_a_probe_tells_how_long_the_queue_is(comfy: FakeComfyUI, make: Make) -> None:
    comfy.running, comfy.pending = [[0, "a"]], [[1, "b"], [2, "c"]]
    health = await make().probe()
    assert (health.able, health.queue, health.reason) == (True, 3, None)
    assert comfy.called("POST", "/prompt") == []
    assert comfy.opened == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [((500, "x"), "ComfyUI error: 500"), ((200, "<html>"), "not JSON"), ((200, []), "no checkpoint")],
)
async def test_a_probe_that_fails_says_why(
    answer: tuple[int, Any], reason: str, comfy: FakeComfyUI, make: Make
) -> None:
    comfy.instead["/models/checkpoints"] = answer
    health = await make().probe()
    assert not health.able
    assert reason in (health.reason or "")


async def test_a_probe_does_not_wait_for_ever(comfy: FakeComfyUI, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.providers.http.probe.PROBE_SECONDS", 0.05)
    comfy.hang.add("/queue")
    assert (await make().probe()).reason == "ComfyUI did not answer in time."
