import asyncio
import base64
import json
import traceback
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from generation.providers.base import (
    AuthError,
    CastMember,
    Edit,
    InvalidError,
    ModelSettings,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)
from generation.providers.sdapi.provider import SdapiOptions, SdapiProvider
from tests.clock import PATIENCE, LoopClock
from tests.providers.painter import ignore, refusal
from tests.servers.sdapi import PNG, PREVIEW, FakeWebUI, encoded

REQUEST = ProviderRequest("r1", "a decker in the rain", "scene", None, 1024, 1024, "standard", seed=42, negative="blur")
PASSWORD = "a-password-that-nobody-may-read"


@pytest.fixture
async def server() -> AsyncIterator[FakeWebUI]:
    async with FakeWebUI() as server:
        yield server


@pytest.fixture
async def provider(server: FakeWebUI) -> AsyncIterator[SdapiProvider]:
    provider = SdapiProvider(SdapiOptions(server.url, poll_seconds=0.005))
    yield provider
    await provider.aclose()


async def test_an_order_becomes_one_call_of_txt2img(server: FakeWebUI, provider: SdapiProvider) -> None:
    result = await provider.generate(REQUEST, ignore)
    (asked,) = server.to("txt2img")
    assert asked.method == "POST"
    assert asked.body == {
        "prompt": "a decker in the rain",
        "negative_prompt": "blur",
        "width": 1024,
        "height": 1024,
        "steps": 28,
        "cfg_scale": 7.0,
        "seed": 42,
        "batch_size": 1,
    }
    assert (result.data, result.model, result.seed, result.cost) == (PNG, "dreamshaper", 77, 0.0)
    assert provider.capabilities.cost == 0


async def test_a_description_sets_nothing_on_the_server_but_what_the_operator_allows(server: FakeWebUI) -> None:
    written = '(chrome:1.9) ork <lora:neon:0.7> <lora:pinup:1> <sd_cpp_extra_args>{"steps":100}</sd_cpp_extra_args>'
    for loras in ((), ("neon",)):
        provider = SdapiProvider(SdapiOptions(server.url, loras=loras))
        await provider.generate(replace(REQUEST, prompt=written, negative=written), ignore)
        await provider.aclose()
    plain, with_lora = (asked.body for asked in server.to("txt2img"))
    assert (plain["prompt"], plain["negative_prompt"]) == ("chrome ork", "chrome ork")
    assert (with_lora["prompt"], with_lora["negative_prompt"]) == ("chrome ork <lora:neon:0.7>", "chrome ork")
    assert server.overridden == ["neon"]


async def test_sizes_are_multiples_of_8_and_a_fine_quality_takes_more_steps(
    server: FakeWebUI, provider: SdapiProvider
) -> None:
    result = await provider.generate(replace(REQUEST, width=1001, height=780, quality="hd"), ignore)
    assert result.asked == (1000, 784)
    (fine,) = (asked.body for asked in server.to("txt2img"))
    assert (fine["width"], fine["height"], fine["steps"], fine["cfg_scale"]) == (1000, 784, 45, 7.0)


FLUX = ModelSettings(
    "flux-schnell",
    model="flux1-schnell.safetensors",
    steps=4,
    guidance=1.0,
    sampler="Euler",
    scheduler="Simple",
    negative="",
)


class TestModels:
    @pytest.fixture(autouse=True)
    def with_models(self, server: FakeWebUI) -> None:
        server.models = [
            {"title": "sdxl.safetensors"},
            {"title": "dreamshaper.safetensors [879db523]", "model_name": "dreamshaper"},
            {
                "title": "flux1-schnell.safetensors [9403429e]",
                "model_name": "flux1-schnell",
                "filename": "C:\\models\\flux1-schnell.safetensors",
            },
        ]

    async def test_is_painted_with_as_the_operator_has_set_it_and_the_servers_own_comes_back(
        self, server: FakeWebUI, provider: SdapiProvider
    ) -> None:
        await provider.generate(replace(REQUEST, model=FLUX), ignore)
        assert server.to("txt2img")[0].body == {
            "prompt": "a decker in the rain",
            "negative_prompt": "",
            "width": 1024,
            "height": 1024,
            "steps": 4,
            "cfg_scale": 1.0,
            "sampler_name": "Euler",
            "scheduler": "Simple",
            "seed": 42,
            "batch_size": 1,
            "override_settings": {"sd_model_checkpoint": "flux1-schnell.safetensors [9403429e]"},
            "override_settings_restore_afterwards": True,
        }

    @pytest.mark.parametrize(
        "name",
        ["flux1-schnell", "Flux1-Schnell.safetensors", "flux1-schnell.safetensors [9403429e]"],
    )
    async def test_may_be_called_by_any_of_its_names(
        self, server: FakeWebUI, provider: SdapiProvider, name: str
    ) -> None:
        await provider.generate(replace(REQUEST, model=ModelSettings(model=name)), ignore)
        sent = server.to("txt2img")[0].body["override_settings"]["sd_model_checkpoint"]
        assert sent == "flux1-schnell.safetensors [9403429e]"

    async def test_of_a_server_that_tells_no_more_than_a_title_needs_no_ending(
        self, server: FakeWebUI, provider: SdapiProvider
    ) -> None:
        await provider.generate(replace(REQUEST, model=ModelSettings(model="sdxl")), ignore)
        assert server.to("txt2img")[0].body["override_settings"]["sd_model_checkpoint"] == "sdxl.safetensors"

    async def test_that_is_not_there_is_told_for_a_web_ui_would_paint_with_another(
        self, server: FakeWebUI, provider: SdapiProvider
    ) -> None:
        error = await refusal(provider, replace(REQUEST, model=ModelSettings(model="gone.ckpt")), PASSWORD)
        assert isinstance(error, InvalidError)
        assert "has no model gone.ckpt. It has sdxl.safetensors, dreamshaper, flux1-schnell." in error.sentence
        assert not server.to("txt2img")

    async def test_are_looked_for_by_the_probe(self, provider: SdapiProvider) -> None:
        gone = ModelSettings("gone", model="gone.ckpt")
        health = await provider.probe_with((FLUX, gone))
        assert health.able
        (warning,) = health.warnings
        assert "has no model gone.ckpt" in warning
        health = await provider.probe_with((gone, FLUX))
        assert (health.able, health.reason, health.warnings) == (False, warning, ())

    async def test_what_a_picture_is_never_to_show_is_added_to_what_it_is_not_to_show(
        self, server: FakeWebUI, provider: SdapiProvider
    ) -> None:
        await provider.generate(replace(REQUEST, model=ModelSettings(negative="text, (logo:1.2)")), ignore)
        assert server.to("txt2img")[0].body["negative_prompt"] == "blur, text, (logo:1.2)"

    async def test_have_hd_where_steps_are_set_for_it(self, server: FakeWebUI, provider: SdapiProvider) -> None:
        fine = replace(REQUEST, quality="hd")
        for model in (FLUX, replace(FLUX, hd_steps=8)):
            assert provider.capabilities_with(model).hd is (model.hd_steps is not None)
            await provider.generate(replace(fine, model=model), ignore)
        assert [asked.body["steps"] for asked in server.to("txt2img")] == [4, 8]


class TestWhereNothingIsSet:
    """A web UI would take 50 steps with a guidance of 7 for any checkpoint; other servers know what theirs needs."""

    @pytest.mark.parametrize(
        ("loaded", "steps", "guidance"),
        [
            ("dreamshaper_8.safetensors [879db523]", 28, 7.0),
            ("flux1-dev-bnb-nf4.safetensors", 20, 1.0),
            ("FLUX1-Schnell.safetensors", 4, 1.0),
            ("sd_xl_turbo_1.0_fp16.safetensors", 8, 1.0),
            ("juggernautXL_v9Lightning.safetensors", 8, 1.0),
            ("Hyper-SDXL-8steps.safetensors", 8, 1.0),
            ("hyperrealism_v3.safetensors", 28, 7.0),
            ("sdxl_lcm.safetensors", 8, 1.0),
        ],
    )
    async def test_a_web_ui_is_told_what_suits_the_checkpoint_that_is_loaded(
        self, server: FakeWebUI, provider: SdapiProvider, loaded: str, steps: int, guidance: float
    ) -> None:
        server.loaded = loaded
        await provider.generate(REQUEST, ignore)
        body = server.to("txt2img")[0].body
        assert (body["steps"], body["cfg_scale"]) == (steps, guidance)
        assert not body.keys() & {"sampler_name", "scheduler", "override_settings"}

    async def test_a_web_ui_that_does_not_say_what_is_loaded_is_told_what_suits_most(
        self, server: FakeWebUI, provider: SdapiProvider
    ) -> None:
        server.broken["options"] = web.Response(status=500)
        await provider.generate(REQUEST, ignore)
        body = server.to("txt2img")[0].body
        assert (body["steps"], body["cfg_scale"]) == (28, 7.0)

    async def test_a_server_that_is_no_web_ui_keeps_its_own_defaults(
        self, server: FakeWebUI, provider: SdapiProvider
    ) -> None:
        server.broken["progress"] = web.Response(status=404)
        await provider.generate(replace(REQUEST, quality="hd"), ignore)
        await provider.generate(replace(REQUEST, model=ModelSettings(steps=6)), ignore)
        plain, with_steps = (asked.body for asked in server.to("txt2img"))
        assert not plain.keys() & {"steps", "cfg_scale", "sampler_name", "scheduler"}
        assert with_steps["steps"] == 6
        assert "cfg_scale" not in with_steps


async def test_a_reference_and_a_variation_go_to_img2img(server: FakeWebUI, provider: SdapiProvider) -> None:
    await provider.generate(replace(REQUEST, references=(PREVIEW,)), ignore)
    await provider.generate(replace(REQUEST, edit=Edit("vary", PNG, strength=0.25)), ignore)
    reference, variation = (asked.body for asked in server.to("img2img"))
    assert (reference["init_images"], reference["denoising_strength"]) == ([encoded(PREVIEW)], 0.6)
    assert (variation["init_images"], variation["denoising_strength"]) == ([encoded(PNG)], 0.25)
    assert "mask" not in variation


ARI = CastMember("an elf woman", "the elf woman", "elf woman", "red hair", 7, shown_in=(1,))


@pytest.mark.parametrize(
    ("modules", "reader"),
    [(["none", "canny", "ip-adapter-auto"], "ip-adapter-auto"), (["CLIP-ViT-H (IPAdapter)"], "CLIP-ViT-H (IPAdapter)")],
)
async def test_a_portrait_goes_to_the_ip_adapter_where_there_is_one(
    server: FakeWebUI, provider: SdapiProvider, modules: list[str], reader: str
) -> None:
    models = ["control_canny", "ip-adapter_sd15 [6a3f]", "ip-adapter-plus-face_sd15 [7f7a]"]
    server.controlnet = {"model_list": models, "module_list": modules}
    await provider.generate(replace(REQUEST, references=(PREVIEW,), cast=(ARI,)), ignore)
    (asked,) = server.to("txt2img")
    assert not asked.body.keys() & {"init_images", "denoising_strength"}
    assert asked.body["alwayson_scripts"] == {
        "controlnet": {
            "args": [
                {
                    "enabled": True,
                    "image": encoded(PREVIEW),
                    "module": reader,
                    "model": "ip-adapter-plus-face_sd15 [7f7a]",
                    "weight": 0.8,
                    "control_mode": "Balanced",
                    "resize_mode": "Crop and Resize",
                    "pixel_perfect": True,
                }
            ]
        }
    }


@pytest.mark.parametrize(
    "controlnet",
    [{}, {"model_list": ["control_canny"], "module_list": ["ip-adapter-auto"]}, {"model_list": ["ip-adapter"]}],
)
async def test_without_an_ip_adapter_a_picture_begins_from_the_portrait(
    server: FakeWebUI, provider: SdapiProvider, controlnet: dict[str, list[str]]
) -> None:
    server.controlnet = controlnet
    await provider.generate(replace(REQUEST, references=(PREVIEW,), cast=(ARI,)), ignore)
    (asked,) = server.to("img2img")
    assert asked.body["init_images"] == [encoded(PREVIEW)]
    assert "alwayson_scripts" not in asked.body


async def test_inpainting_sends_the_mask(server: FakeWebUI, provider: SdapiProvider) -> None:
    await provider.generate(replace(REQUEST, edit=Edit("inpaint", PNG, mask=PREVIEW, strength=0.9)), ignore)
    (asked,) = server.to("img2img")
    assert (asked.body["mask"], asked.body["denoising_strength"]) == (encoded(PREVIEW), 0.9)


@pytest.mark.parametrize("edit", [Edit("inpaint", PNG), Edit("upscale", PNG)])
async def test_an_edit_that_cannot_be_done_is_not_sent(server: FakeWebUI, provider: SdapiProvider, edit: Edit) -> None:
    assert isinstance(await refusal(provider, replace(REQUEST, edit=edit), PASSWORD), InvalidError)
    assert not server.asked


@pytest.mark.parametrize("info", [json.dumps({"seed": 5}), {"seed": 5}])
async def test_the_model_is_asked_for_where_the_picture_does_not_tell(
    server: FakeWebUI, provider: SdapiProvider, info: object
) -> None:
    server.answer["info"] = info
    result = await provider.generate(REQUEST, ignore)
    assert (result.model, result.seed) == ("loaded.safetensors", 5)


@pytest.mark.parametrize("info", [None, "no JSON", "[]", 7])
async def test_a_server_that_tells_nothing_of_the_picture_is_taken_as_it_is(
    server: FakeWebUI, provider: SdapiProvider, info: object
) -> None:
    server.answer = {"images": [f"data:image/png;base64,{encoded(PNG)}"], "info": info}
    server.broken = {route: web.json_response({"detail": "Not Found"}, status=404) for route in ("options", "progress")}
    result = await provider.generate(REQUEST, ignore)
    assert (result.data, result.model, result.seed) == (PNG, "stable-diffusion", 42)


class ProgressLog:
    """Collects steps, and wakes whoever waits for the next."""

    def __init__(self) -> None:
        self.steps: list[ProgressStep] = []
        self.came = asyncio.Event()

    def take(self, step: ProgressStep) -> None:
        self.steps.append(step)
        self.came.set()


async def begun(server: FakeWebUI, provider: SdapiProvider, progress_log: ProgressLog) -> "asyncio.Task[object]":
    server.finish.clear()
    server.painting.clear()
    call: asyncio.Task[object] = asyncio.create_task(provider.generate(REQUEST, progress_log.take))
    await server.painting.wait()
    return call


async def test_progress_and_preview_are_shown_while_it_paints(server: FakeWebUI, provider: SdapiProvider) -> None:
    progress_log = ProgressLog()
    call = await begun(server, provider, progress_log)
    server.state = {"progress": 0.4, "eta_relative": 12.3, "current_image": encoded(PREVIEW)}
    await progress_log.came.wait()
    server.finish.set()
    await call
    assert progress_log.steps[0] == ProgressStep("painting, about 12 s left", 0.4, PREVIEW)
    before, during = server.to("progress")[:2]
    assert (before.query, during.query) == ({"skip_current_image": "true"}, {"skip_current_image": "false"})


@pytest.mark.parametrize(
    "state", [[], {"progress": "soon"}, {"progress": 0.5, "current_image": "%%%", "eta_relative": -3}]
)
async def test_odd_progress_harms_nothing(server: FakeWebUI, provider: SdapiProvider, state: object) -> None:
    progress_log = ProgressLog()
    call = await begun(server, provider, progress_log)
    server.broken["progress"] = web.json_response(state)
    while len(server.to("progress")) < 3:  # noqa: ASYNC110  # the server's own count is what is waited for
        await asyncio.sleep(0.002)
    server.finish.set()
    await call
    assert all(step == ProgressStep("painting", 0.5) for step in progress_log.steps)


async def test_a_server_without_progress_is_asked_no_more(server: FakeWebUI, provider: SdapiProvider) -> None:
    server.broken["progress"] = web.json_response({"detail": "Not Found"}, status=404)
    call = await begun(server, provider, ProgressLog())
    async with asyncio.timeout(PATIENCE):
        while len(server.to("progress")) < 2:  # noqa: ASYNC110  # the server tells of no call
            await asyncio.sleep(0.005)
    # Time for a third call, were there one.
    await asyncio.sleep(0.03)
    server.finish.set()
    await call
    assert len(server.to("progress")) == 2


async def test_orders_take_turns_so_that_none_is_shown_the_others_preview(
    server: FakeWebUI, provider: SdapiProvider
) -> None:
    first = await begun(server, provider, ProgressLog())
    progress_log = ProgressLog()
    second = asyncio.create_task(provider.generate(REQUEST, progress_log.take))
    server.state = {"progress": 0.4, "current_image": encoded(PREVIEW)}
    await progress_log.came.wait()
    await asyncio.sleep(0.02)
    assert progress_log.steps == [ProgressStep("waiting for its turn", 0.0)]
    server.state = {"progress": 0.0}
    server.finish.set()
    await asyncio.gather(first, second)
    assert server.most_at_once == 1


async def test_a_server_that_is_busy_for_somebody_else_shows_nothing_and_is_not_interrupted(
    server: FakeWebUI, provider: SdapiProvider
) -> None:
    server.state = {"progress": 0.7, "current_image": encoded(PREVIEW)}
    progress_log = ProgressLog()
    call = await begun(server, provider, progress_log)
    await asyncio.sleep(0.02)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert progress_log.steps == []
    assert not server.to("interrupt")


async def test_cancelling_interrupts_the_server(server: FakeWebUI, provider: SdapiProvider) -> None:
    call = await begun(server, provider, ProgressLog())
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert server.interrupted.is_set()


async def test_the_next_order_begins_only_after_the_interrupt(server: FakeWebUI, provider: SdapiProvider) -> None:
    first = await begun(server, provider, ProgressLog())
    second = asyncio.create_task(provider.generate(REQUEST, ignore))
    await asyncio.sleep(0.01)
    first.cancel()
    await second
    paths = [asked.path.rpartition("/")[2] for asked in server.asked if asked.method == "POST"]
    assert paths == ["txt2img", "interrupt", "txt2img"]


async def test_cancelling_while_it_waits_for_its_turn_interrupts_nothing(
    server: FakeWebUI, provider: SdapiProvider
) -> None:
    first = await begun(server, provider, ProgressLog())
    progress_log = ProgressLog()
    second = asyncio.create_task(provider.generate(REQUEST, progress_log.take))
    await progress_log.came.wait()
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    assert not server.to("interrupt")
    server.finish.set()
    await first


async def test_a_picture_that_takes_too_long_is_interrupted(server: FakeWebUI, clock: LoopClock) -> None:
    provider = SdapiProvider(SdapiOptions(server.url, deadline=60))
    call = await begun(server, provider, ProgressLog())
    await clock.forward(60)
    with pytest.raises(TimedOutError):
        await call
    assert server.interrupted.is_set()
    await provider.aclose()


async def test_an_interrupt_that_fails_does_not_keep_a_cancel_from_passing(
    server: FakeWebUI, provider: SdapiProvider
) -> None:
    server.broken["interrupt"] = web.Response(status=500)
    call = await begun(server, provider, ProgressLog())
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (web.json_response({"detail": "Not Found"}, status=404), UnavailableError, "--api"),
        (web.Response(status=404, body=b"<html>"), UnavailableError, "--api"),
        (web.json_response({"detail": "Sampler not found"}, status=404), InvalidError, "Sampler not found"),
        (web.json_response({"detail": [{"loc": ["width"], "msg": "too big"}]}, status=422), InvalidError, "too big"),
        (web.json_response({"detail": "Not authenticated"}, status=401), AuthError, "Not authenticated"),
        (web.json_response({"error": "OutOfMemoryError"}, status=500), UnavailableError, "ran out of memory"),
        (web.json_response({"images": []}), UnreadableError, "not a picture"),
        (web.json_response({"images": [encoded(b"<html>")]}), UnreadableError, "not a picture"),
    ],
)
async def test_each_failure_says_what_happened(
    server: FakeWebUI, provider: SdapiProvider, answer: web.Response, kind: type[ProviderError], words: str
) -> None:
    server.broken["txt2img"] = answer
    error = await refusal(provider, REQUEST, PASSWORD)
    assert type(error) is kind
    assert words in error.sentence
    assert len(server.to("txt2img")) == 1, "a provider never tries again by itself"


async def test_a_password_goes_into_a_header_and_stays_out_of_every_address(
    server: FakeWebUI, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    options = SdapiOptions(server.url.replace("http://", f"http://rigger:{PASSWORD}@"))
    assert PASSWORD not in repr(options)
    provider = SdapiProvider(options)
    await provider.generate(REQUEST, ignore)
    server.broken["txt2img"] = web.json_response({"detail": f"no {PASSWORD}"}, status=401)
    await refusal(provider, REQUEST, PASSWORD)
    await provider.aclose()
    token = base64.b64encode(f"rigger:{PASSWORD}".encode()).decode()
    assert {asked.headers["Authorization"] for asked in server.asked} == {f"Basic {token}"}
    assert PASSWORD not in caplog.text


@pytest.mark.parametrize(
    ("answer", "able", "words"),
    [
        (web.json_response([{"title": "a"}]), True, None),
        (web.json_response({"detail": "Not Found"}, status=404), False, "should start it with --api"),
        (web.json_response({"detail": "Not authenticated"}, status=401), False, "Not authenticated"),
    ],
)
async def test_a_probe_takes_only_an_answer_of_this_api_for_life(
    server: FakeWebUI, provider: SdapiProvider, answer: web.Response, *, able: bool, words: str | None
) -> None:
    server.broken["sd-models"] = answer
    health = await provider.probe()
    assert health.able is able
    assert (words or "") in (health.reason or "")


async def test_a_probe_warns_of_a_server_without_a_model(server: FakeWebUI, provider: SdapiProvider) -> None:
    server.broken["sd-models"] = web.json_response([])
    assert (await provider.probe()).warnings == ("Stable Diffusion web UI lists no model.",)


def test_an_address_that_is_none_stops_the_start_without_quoting_it() -> None:
    with pytest.raises(ValueError, match="the address of the web UI") as caught:
        SdapiProvider(SdapiOptions(f"http://rigger:{PASSWORD}@host:port"))
    assert PASSWORD not in "".join(traceback.format_exception(caught.value))
