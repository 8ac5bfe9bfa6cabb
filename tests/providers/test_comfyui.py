"""ComfyUI against a real local server: the wire, failures, the probe."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generation.providers.base import (
    InvalidError,
    ModelSettings,
    ProviderError,
    ProviderResult,
    UnavailableError,
)
from generation.providers.comfyui.provider import ComfyOptions, ComfyProvider
from tests.clock import PATIENCE
from tests.providers.comfyui_jobs import JPEG, PNG, Make, a_request, begin, painted, refused
from tests.servers.comfyui import FakeComfyUI

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


async def test_models_that_share_a_workflow_have_its_nodes_looked_for_once(comfy: FakeComfyUI, make: Make) -> None:
    models = [ModelSettings(), *(ModelSettings(name, steps=4) for name in ("a", "b", "c"))]
    health = await make().probe_with(models)
    assert (health.able, health.warnings) == (True, ())
    asked = [call.path for call in comfy.calls if call.path.startswith("/object_info/")]
    assert asked
    assert len(asked) == len(set(asked))


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
