"""A provider's models at the console: listed, completed and painted with."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from tests.console.conftest import Console
from tests.generation.fake_provider import picture_file
from tests.servers.sdapi import FakeWebUI, encoded


@pytest.fixture
async def web_ui() -> AsyncIterator[FakeWebUI]:
    async with FakeWebUI() as server:
        server.answer = {"images": [encoded(picture_file("PNG", 1024, 1024))], "info": "{}"}
        server.models = [{"title": "flux1-schnell.safetensors"}]
        yield server


@pytest.fixture
def settings(settings: Settings, web_ui: FakeWebUI) -> Settings:
    file = settings.data_dir / "models.toml"
    file.write_text("[sdapi.models.'flux schnell']\nmodel = 'flux1-schnell'\nsteps = 4", encoding="utf-8")
    return settings.model_copy(update={"sdapi_url": web_ui.url, "providers_file": file})


async def test_are_listed(console: Console) -> None:
    listed = (await console("/image providers")).last["providers"]
    assert {each["name"]: each["models"] for each in listed[:2]} == {"sdapi": ["sdapi/flux schnell"], "sketch": []}
    shown = (await console("/image providers", as_json=False)).out
    assert "models: sdapi/flux schnell" in " ".join(shown.split())


async def test_paint_where_they_are_chosen_and_are_shown(console: Console, web_ui: FakeWebUI) -> None:
    painted = await console('/image generate a street --provider "sdapi/flux schnell"')
    assert (painted.status, painted.last["provider"], painted.last["model"]) == (0, "sdapi", "flux1-schnell")
    assert web_ui.to("txt2img")[0].body["steps"] == 4
    shown = await console("/image show last", as_json=False)
    assert "Stable Diffusion web UI · flux1-schnell" in " ".join(shown.out.split())


async def test_that_are_not_there_are_told_with_those_that_are(console: Console) -> None:
    refused = await console('/image generate a street --provider "sdapi/oil"')
    assert refused.status != 0
    assert "“sdapi” has no model “oil”. It has: flux schnell." in refused.last["error"]
