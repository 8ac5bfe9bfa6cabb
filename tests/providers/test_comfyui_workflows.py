"""What a workflow of ComfyUI's is able to: seeds, reference pictures, results that ComfyUI knows already."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from generation.providers.base import (
    CastMember,
    InvalidError,
    ProviderError,
)
from tests.clock import PATIENCE
from tests.providers.comfyui_jobs import JPEG, PNG, Job, Make, a_request, begin, painted, refused, stopped, written
from tests.servers.comfyui import FakeComfyUI


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


async def test_reference_pictures_come_into_their_places(comfy: FakeComfyUI, make: Make, tmp_path: Path) -> None:
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


async def test_the_example_for_faces_hands_a_portrait_to_the_ip_adapter(comfy: FakeComfyUI, make: Make) -> None:
    faces = Path(__file__).parents[2] / "examples" / "comfyui_faces.json"
    provider = make(reference_workflow=faces)
    assert (provider.capabilities.seed, provider.capabilities.references) == (True, 1)
    ari = CastMember("an elf woman", "the elf woman", "elf woman", "red hair", 7, shown_in=(1,))
    await painted(comfy, begin(provider, a_request(references=(PNG,), cast=(ari,))))
    graph = comfy.called("POST", "/prompt")[-1].body["prompt"]
    portrait = next(node_id for node_id, node in graph.items() if node["class_type"] == "LoadImage")
    (adapter,) = [node["inputs"] for node in graph.values() if node["class_type"] == "IPAdapter"]
    assert adapter["image"] == [portrait, 0]
    assert graph[portrait]["inputs"]["image"]


async def test_reference_pictures_may_have_a_workflow_of_their_own(
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


async def test_a_workflow_without_places_takes_no_reference_picture(comfy: FakeComfyUI, make: Make) -> None:
    assert make().capabilities.references == 0
    with refused(InvalidError, "has places for 0 reference pictures"):
        await make().generate(a_request(references=(PNG,)), lambda _: None)
    assert comfy.calls == []


@pytest.mark.parametrize("answer", [(200, {"subfolder": "x"}), (200, ["odd"]), (413, "too large")])
async def test_a_reference_picture_that_is_not_taken_is_a_failure(
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


async def painted_anew(comfy: FakeComfyUI, make: Make) -> Job:
    """Have ComfyUI remember a picture whose file is gone, and return the job that asks for it again."""
    comfy.remembers = True
    provider = make()
    await painted(comfy, begin(provider))
    del comfy.files["a.png"]
    job = begin(provider)
    await job.told(lambda step: step.job_id == "job-3")
    return job


async def test_a_picture_that_comfyui_remembers_but_has_no_longer_is_painted_anew(
    comfy: FakeComfyUI, make: Make
) -> None:
    job = await painted_anew(comfy, make)
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
    job = await painted_anew(comfy, make)
    await stopped(job)
    assert comfy.pending == []
