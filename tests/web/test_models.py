"""A provider's models over HTTP: listed, asked for as `name/model`, and kept by reroll and vary."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from generation.providers.base import ModelSettings
from generation.providers.with_model import ProviderModels
from tests.web.api_client import SESSION, ApiClient, open_api

MODELS = {"comfyui": ProviderModels(named=(ModelSettings("flux", steps=4), ModelSettings("sdxl", steps=30)))}


@pytest.fixture
async def web(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ApiClient]:
    async with open_api(settings, monkeypatch, models=MODELS) as client:
        yield client


async def instant(web: ApiClient, provider: str) -> dict[str, object]:
    body = {"prompt": "a street", "user_id": "ann", "provider": provider}
    answer = await web.post(f"{SESSION}/generate-image-instant", body)
    return {**answer.json, "status": answer.status}


def steps(web: ApiClient) -> list[int | None]:
    return [order.model.steps for order in web.room.other.orders]


async def test_are_listed_beside_their_provider(web: ApiClient) -> None:
    answer = (await web.get(f"{SESSION}/image-providers")).json
    assert answer["providers"] == ["sketch", "comfyui"]
    assert {each["name"]: each["models"] for each in answer["details"] if each["available"]} == {
        "sketch": [],
        "comfyui": ["comfyui/flux", "comfyui/sdxl"],
    }


async def test_paint_where_they_are_demanded_and_the_picture_has_its_providers_name(web: ApiClient) -> None:
    painted = await instant(web, "comfyui/flux")
    assert (painted["status"], painted["provider"]) == (200, "comfyui")
    assert steps(web) == [4]


async def test_paint_where_they_are_preferred(web: ApiClient) -> None:
    body = {"prompt": "a street", "user_id": "ann", "style_preferences": {"provider": "comfyui/sdxl"}}
    answer = await web.post(f"{SESSION}/generate-image", body)
    await web.room.ended(answer.json["request_id"])
    assert steps(web) == [30]


async def test_are_kept_by_a_reroll(web: ApiClient) -> None:
    painted = await instant(web, "comfyui/flux")
    again = await web.post(f"{SESSION}/image/{painted['image_id']}/reroll", {"user_id": "ann"})
    await web.room.ended(again.json["request_id"])
    assert steps(web) == [4, 4]


async def test_that_are_not_there_are_told_with_those_that_are(web: ApiClient) -> None:
    refused = await instant(web, "comfyui/oil")
    assert refused["status"] == 400
    assert refused["error"] == "“comfyui” has no model “oil”. It has: flux, sdxl."
    assert (await instant(web, "gemini/x"))["error"] == "gemini not configured"


async def test_a_preview_names_who_would_paint(web: ApiClient) -> None:
    body = {"prompt": "a street", "user_id": "ann", "style_preferences": {"provider": "comfyui/flux"}}
    answer = await web.post(f"{SESSION}/enhance", body)
    assert answer.json["provider"] == "comfyui/flux"
