"""A crash in the middle of a paid job, and a table without anybody who can use a reference picture."""

import base64
from collections import deque
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.settings import Settings
from bot.wiring.app import open_app
from generation.clock import now
from generation.requests.params import parse_params
from storage.attempts import AttemptStore
from storage.records import COMPLETED
from tests.generation.fake_provider import FakeProvider, picture_file
from tests.resilience.channel import Channel, assert_clean, fields, notes
from tests.resilience.running_app import RunningApp, be_quick, run_app
from tests.servers.aihorde import FakeHorde
from tests.servers.comfyui import FakeComfyUI
from tests.servers.discord import BotProcess, FakeDiscord, Upload
from tests.servers.sdapi import FakeWebUI

PICTURE = picture_file("PNG", 512, 512)
STREET = parse_params("a rain-soaked street", size="512x512")


@pytest.fixture
async def comfy() -> AsyncIterator[FakeComfyUI]:
    async with FakeComfyUI() as server:
        yield server


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as server:
        yield server


@pytest.mark.parametrize("clean", [False, True])
async def test_a_job_outlives_a_kill_and_a_stop_and_is_not_paid_twice(
    discord: FakeDiscord, comfy: FakeComfyUI, tmp_path: Path, *, clean: bool
) -> None:
    channel = Channel(discord)
    environment = {"COMFYUI_URL": comfy.url, "PROVIDER_ORDER": "comfyui,sketch", "DRAIN_SECONDS": "0"}
    async with BotProcess(discord, tmp_path, environment=environment) as bot:
        await bot.ready()
        nobody = await channel.asked("my face", reference=Upload("me.png", PICTURE))
        assert nobody.response is not None
        assert "No provider that is set up here can paint 512x512 after a reference" in nobody.response.content
        message = await channel.generate("a ship in the fog")
        await discord.until(lambda: comfy.pending)
        await comfy.start("job-1")
        # Told after the row was written: the progress of a running job is posted.
        await discord.until(lambda: "ainting" in next(iter(fields(message))))
        if clean:
            assert await bot.terminate() == 0
        else:
            await bot.kill()
    assert not comfy.called("POST", "/interrupt")

    await comfy.finish("job-1", {"ship.png": PICTURE})

    async with BotProcess(discord, tmp_path, environment=environment) as bot:
        await bot.ready()
        await channel.painted(message)
        assert fields(message)["Painted by"] == "ComfyUI · dreamshaper.safetensors"
        assert not notes(message)
        assert len(comfy.called("POST", "/prompt")) == 1
        assert_clean(bot)


@pytest.fixture
async def webui() -> AsyncIterator[FakeWebUI]:
    async with FakeWebUI() as server:
        server.broken["progress"] = web.json_response({"progress": 0.0})
        # Told to stop, it paints on.
        server.broken["interrupt"] = web.json_response({})
        server.finish.clear()
        yield server


async def test_a_provider_that_hangs_is_cut_and_told_and_another_paints(
    clean_environment: Path, webui: FakeWebUI, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    be_quick(monkeypatch)
    monkeypatch.setattr("bot.wiring.providers.SketchProvider", lambda _studio: painter)
    settings = Settings(data_dir=clean_environment / "data", sdapi_url=webui.url, provider_order=("sdapi", "sketch"))
    async with run_app(settings, workers=1) as inside:
        inside.hurry("sdapi", 0.1)
        await inside.enter()
        request = await inside.ended(await inside.ask(STREET))
        assert request.status == COMPLETED
        assert request.notes[0].endswith("did not finish within 0 seconds; painted by Fake painter.")
        rows = await inside.rows("SELECT provider, outcome FROM attempt ORDER BY started_at")
    assert [tuple(row.values()) for row in rows] == [
        ("sdapi", "timed_out"),
        ("sdapi", "timed_out"),
        ("sketch", "completed"),
    ]
    assert webui.to("interrupt")


async def test_a_batch_waits_for_a_horde_that_takes_two_a_second_and_is_all_its_own(clean_environment: Path) -> None:
    async with FakeHorde() as horde:
        horde.made["img"] = base64.b64encode(PICTURE).decode()
        horde.broken["submit"] = deque(web.Response(status=429, headers={"Retry-After": "1"}) for _ in range(2))
        settings = Settings(
            data_dir=clean_environment / "data",
            aihorde_api_key=SecretStr("0000000000"),
            aihorde_base_url=horde.url,
            provider_order=("aihorde", "sketch"),
        )
        async with run_app(settings, workers=4) as inside:
            await inside.enter()
            asked = [await inside.ask(STREET) for _ in range(4)]
            done = [await inside.ended(request_id) for request_id in asked]
            assert [request.status for request in done] == [COMPLETED] * 4
            rows = await inside.rows("SELECT DISTINCT provider, outcome FROM attempt WHERE outcome = 'completed'")
    assert [tuple(row.values()) for row in rows] == [("aihorde", "completed")]
    assert not horde.broken["submit"]


async def test_a_job_at_a_provider_that_is_set_up_no_more_is_written_off(
    clean_environment: Path, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wiring.providers.SketchProvider", lambda _studio: painter)
    settings = Settings(data_dir=clean_environment / "data")
    async with open_app(settings) as app:
        await RunningApp(app).enter()
        request_id = await RunningApp(app).ask(STREET)
        ledger = AttemptStore(app.stores.database)
        await ledger.note_job(await ledger.open(request_id, "comfyui", now()), "job-1")
    async with run_app(settings, workers=1) as inside:
        assert (await inside.ended(request_id)).status == COMPLETED
        rows = await inside.rows("SELECT provider, outcome FROM attempt ORDER BY started_at")
    assert [tuple(row.values()) for row in rows] == [("comfyui", "lost"), ("sketch", "completed")]
