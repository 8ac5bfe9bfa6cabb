"""ComfyUI changes a part of a picture: what it is sent, with which workflow, and when it is not offered."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generation.editing.changes import can_do
from generation.providers.base import Edit, InvalidError
from generation.providers.comfyui.masks import with_soft_edge
from generation.providers.registry import Providers
from tests.generation.test_provider_edits import image
from tests.providers.comfyui_jobs import PNG, Make, a_request, begin, painted, refused, written
from tests.servers.comfyui import FakeComfyUI


def a_mask(width: int = 640, height: int = 512) -> bytes:
    """Return a mask whose left half is to be changed."""
    mask = Image.new("RGB", (width, height))
    mask.paste((255, 255, 255), (0, 0, width // 2, height))
    file = io.BytesIO()
    mask.save(file, "PNG")
    return file.getvalue()


def an_edit(mask: bytes | None = None, kind: str = "inpaint") -> Edit:
    return Edit(kind, PNG, mask or a_mask(), strength=0.9)


def node(graph: dict[str, Any], kind: str) -> tuple[str, dict[str, Any]]:
    """Return the id and the inputs of the one node of a kind."""
    ((found, inputs),) = [(name, each["inputs"]) for name, each in graph.items() if each["class_type"] == kind]
    return found, inputs


async def test_a_part_is_painted_anew_and_all_else_put_back(comfy: FakeComfyUI, make: Make) -> None:
    provider = make()
    assert provider.capabilities.edits == {"inpaint"}
    await painted(comfy, begin(provider, a_request(prompt="a neon sign", width=640, height=512, edit=an_edit())))
    graph = comfy.called("POST", "/prompt")[0].body["prompt"]
    _id, sampler = node(graph, "KSampler")
    assert (sampler["denoise"], sampler["seed"]) == (0.9, 77)
    assert graph[sampler["positive"][0]]["inputs"]["text"] == "a neon sign"
    picture, loaded = node(graph, "LoadImage")
    mask, masked = node(graph, "LoadImageMask")
    assert masked["channel"] == "red"
    assert comfy.uploads[f"temp/{loaded['image'].removesuffix(' [temp]')}"] == PNG
    assert comfy.uploads[f"temp/{masked['image'].removesuffix(' [temp]')}"] == with_soft_edge(a_mask())
    scaled, size = node(graph, "ImageScale")
    assert (size["image"], size["width"], size["height"]) == ([picture, 0], 640, 512)
    noise, in_part = node(graph, "SetLatentNoiseMask")
    assert (in_part["mask"], sampler["latent_image"]) == ([mask, 0], [noise, 0])
    _id, put_back = node(graph, "ImageCompositeMasked")
    assert (put_back["destination"], put_back["mask"]) == ([scaled, 0], [mask, 0])
    assert graph[put_back["source"][0]]["class_type"] == "VAEDecode"


def test_a_mask_keeps_all_that_was_white_and_falls_off_outside() -> None:
    with Image.open(io.BytesIO(with_soft_edge(a_mask()))) as opened:
        row = opened.convert("L").crop((0, 256, 640, 257)).tobytes()
    assert opened.mode == "RGB"
    assert min(row[:318]) >= 250
    assert row[350:] == bytes(290)
    assert 0 < row[328] < 255


async def test_an_own_workflow_changes_no_parts_until_one_is_named_for_them(
    comfy: FakeComfyUI, make: Make, tmp_path: Path
) -> None:
    own = written(tmp_path / "own.json", seed="%seed%")
    assert make(workflow=own).capabilities.edits == frozenset()
    with refused(InvalidError, "cannot do “inpaint”"):
        await make(workflow=own).generate(a_request(edit=an_edit()), lambda _: None)
    parts = written(tmp_path / "parts.json", seed="%seed%", picture="%image%", mask="%mask%", how="%strength%")
    provider = make(workflow=own, inpaint_workflow=parts)
    assert provider.capabilities.edits == {"inpaint"}
    await painted(comfy, begin(provider, a_request(edit=an_edit())))
    inputs = comfy.called("POST", "/prompt")[0].body["prompt"]["1"]["inputs"]
    assert (inputs["how"], inputs["picture"] == inputs["mask"]) == (0.9, False)
    assert (await provider.probe()).warnings == ()
    written(parts, seed="%seed%", picture="%image%")
    (warning,) = (await provider.probe()).warnings
    assert "parts.json lacks %image% or %mask%" in warning
    assert provider.capabilities.edits == frozenset()
    (warning,) = (await make(workflow=written(own, seed="%seed%", mask="%mask%")).probe()).warnings
    assert "COMFYUI_INPAINT_WORKFLOW can name it" in warning


async def test_where_comfyui_lacks_a_node_for_it_all_else_is_painted(comfy: FakeComfyUI, make: Make) -> None:
    comfy.missing_nodes = {"ImageCompositeMasked"}
    provider = make()
    health = await provider.probe()
    assert health.able
    assert "lacks these nodes of the workflow comfyui_inpaint.json: ImageCompositeMasked" in health.warnings[0]
    assert provider.capabilities.edits == frozenset()
    await painted(comfy, begin(provider))
    comfy.missing_nodes = set()
    assert (await provider.probe()).warnings == ()
    assert provider.capabilities.edits == {"inpaint"}


@pytest.mark.parametrize(("edit", "sentence"), [("upscale", "cannot do “upscale”"), ("inpaint", "needs a mask")])
async def test_what_it_cannot_do_or_lacks_is_said(edit: str, sentence: str, make: Make) -> None:
    with refused(InvalidError, sentence):
        await make().generate(a_request(edit=Edit(edit, PNG)), lambda _: None)


async def test_the_editor_offers_parts_where_comfyui_is_set_up(make: Make) -> None:
    assert {"inpaint", "erase"} <= set(can_do(Providers([make()]), image()))
