"""Asking over HTTP: the specification's bodies and answers, word by word."""

import asyncio
import base64
from dataclasses import replace

import pytest

from bot.settings import Settings
from bot.web.errors import scene_error_response
from bot.web.state import WebOptions
from generation.execution.worker import Workers
from generation.providers.base import InvalidError
from storage.errors import ConflictError
from storage.records import COMPLETED
from tests.clock import PATIENCE
from tests.generation.application import BOB
from tests.generation.fake_provider import fail, hang, paint_when, picture_file
from tests.generation.wired_services import until
from tests.web.api_client import ANN, ASKED, SESSION, THE_GM, ApiClient, open_api


async def test_a_request_is_queued_and_painted(web: ApiClient) -> None:
    answer = await web.post(
        f"{SESSION}/generate-image",
        {
            "user_id": "ann",
            "prompt": "A rain-soaked street",
            "type": "location",
            "priority": 2,
            "style_preferences": {"provider": "comfyui", "quality": "hd", "size": "1024x1024"},
        },
    )
    assert answer.status == 200
    assert answer.json["status"] == "success"
    assert answer.json["message"] == "Image generation request queued"
    request = await web.room.ended(answer.json["request_id"])
    assert (request.status, request.params.priority, request.type) == (COMPLETED, 2, "location")
    wishes = request.params
    assert (wishes.provider, wishes.quality, wishes.only) == ("comfyui", "hd", False)
    assert (wishes.width, wishes.height) == (1024, 1024)


async def test_several_pictures_of_one_description_are_a_batch(web: ApiClient) -> None:
    answer = await web.post(f"{SESSION}/generate-image", ASKED | {"count": 3})
    assert answer.status == 200
    assert len(set(answer.json["request_ids"])) == 3
    assert answer.json["request_ids"][0] == answer.json["request_id"]


async def test_several_styles_are_compared_and_each_knows_its_cell(web: ApiClient) -> None:
    body = ASKED | {"styles": ["neon_noir", "dossier"], "providers": ["sketch", "comfyui"]}
    answer = await web.post(f"{SESSION}/generate-image", body)
    assert answer.status == 200, answer.json
    cells = [
        (await web.get(f"{SESSION}/request/{each}?user_id=ann")).json["cell"] for each in answer.json["request_ids"]
    ]
    assert [(each["number"], each["across"]) for each in cells] == [(1, 2), (2, 2), (3, 2), (4, 2)]
    assert cells[1]["label"] == "Runner Dossier · Sketch artist"
    assert {each["batch_id"] for each in cells} == {answer.json["request_id"]}
    refused = await web.post(f"{SESSION}/generate-image", ASKED | {"styles": ["neon_noir"]})
    assert (refused.status, refused.json["error"]) == (
        400,
        "Name two styles or more, or two providers or more, to compare them.",
    )


async def test_a_player_s_high_priority_counts_less_and_the_answer_says_so(web: ApiClient) -> None:
    answer = await web.post(f"{SESSION}/generate-image", ASKED | {"priority": 3})
    assert "Priority 3 is the GM's; yours counts as 2." in answer.json["notes"]


async def test_an_idempotency_key_makes_a_repeat_harmless(web: ApiClient) -> None:
    first = await web.post(f"{SESSION}/generate-image", ASKED, Idempotency_Key="one")
    second = await web.post(f"{SESSION}/generate-image", ASKED, Idempotency_Key="one")
    assert first.json["request_id"] == second.json["request_id"]
    other = await web.post(f"{SESSION}/generate-image", ASKED | {"prompt": "A docks scene"}, Idempotency_Key="one")
    assert (other.status, other.json["status"], other.json["code"]) == (409, "error", "idempotency_key_reused")
    assert "Use a new key" in other.json["error"]
    assert await web.room.stored() == 1


async def test_an_instant_picture_keeps_to_its_idempotency_key(web: ApiClient) -> None:
    first = await web.post(f"{SESSION}/generate-image-instant", ASKED, Idempotency_Key="one")
    second = await web.post(f"{SESSION}/generate-image-instant", ASKED, Idempotency_Key="one")
    assert (second.status, second.json["image_id"]) == (200, first.json["image_id"])
    other = await web.post(
        f"{SESSION}/generate-image-instant", ASKED | {"prompt": "A docks scene"}, Idempotency_Key="one"
    )
    assert (other.status, other.json["code"]) == (409, "idempotency_key_reused")


async def test_references_come_as_bytes_and_no_address_is_fetched(web: ApiClient) -> None:
    picture = base64.b64encode(picture_file()).decode()
    refused = await web.post(f"{SESSION}/generate-image", ASKED | {"references": [picture]})
    assert refused.status == 400
    assert "reference" in refused.json["error"]
    address = await web.post(f"{SESSION}/generate-image", ASKED | {"references": ["http://127.0.0.1/x.png"]})
    assert (address.status, address.json["field"]) == (422, "references.0")
    web.room.other.capabilities = replace(web.room.other.capabilities, references=1)
    wishes = {"provider": "comfyui", "size": "512x512"}
    answer = await web.post(f"{SESSION}/generate-image", ASKED | {"references": [picture], "style_preferences": wishes})
    assert answer.status == 200
    await web.room.ended(answer.json["request_id"])
    assert web.room.other.orders[0].references == (picture_file(),)


async def test_an_instant_picture_is_waited_for(web: ApiClient) -> None:
    answer = await web.post(
        f"{SESSION}/generate-image-instant",
        {"user_id": "ann", "provider": "sketch"} | ASKED,
    )
    assert answer.status == 200
    said = answer.json
    assert said["status"] == "success"
    assert said["provider"] == "sketch"
    assert said["generation_time"] >= 0
    picture = await web.get(said["image_url"], by=None)
    assert picture.status == 200
    assert picture.headers["Content-Type"] == "image/png"
    details = await web.get(f"{SESSION}/image/{said['image_id']}")
    assert details.json["id"] == said["image_id"]


async def test_an_instant_picture_has_a_slot_of_its_own(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_api(settings, monkeypatch, workers=1) as web:
        web.room.painter.then(hang)
        slow = await web.room.ask()
        await asyncio.wait_for(web.room.painter.painting.wait(), PATIENCE)
        answer = await web.post(f"{SESSION}/generate-image-instant", ASKED)
        assert answer.status == 200
        await web.room.services.requests.cancel(slow, ANN)


async def test_an_instant_picture_that_takes_too_long_is_painted_all_the_same(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, instant_seconds=0.05)) as web:
        free = asyncio.Event()
        web.room.painter.then(paint_when(free))
        answer = await web.post(f"{SESSION}/generate-image-instant", ASKED)
        assert (answer.status, answer.json["code"]) == (504, "not_yet")
        free.set()
        request = await web.room.ended(answer.json["request_id"])
        assert request.status == COMPLETED


async def test_a_worker_of_its_own_that_fails_is_logged(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, instant_seconds=5), workers=0) as web:

        async def fails(_workers: Workers) -> None:
            raise LookupError("a bug in the worker")

        monkeypatch.setattr(Workers, "run", fails)
        asking = asyncio.create_task(web.post(f"{SESSION}/generate-image-instant", ASKED))
        await until(lambda: "a bug in the worker" in caplog.text)
        asking.cancel()
        await asyncio.wait({asking})


@pytest.mark.parametrize(
    ("provider", "sentence"),
    [
        ("dalle", "OpenAI API key not configured"),
        ("stability", "Stability API key not configured"),
        ("gemini", "gemini not configured"),
    ],
)
async def test_a_provider_that_is_demanded_has_to_be_set_up(provider: str, sentence: str, web: ApiClient) -> None:
    answer = await web.post(f"{SESSION}/generate-image-instant", ASKED | {"provider": provider})
    assert (answer.status, answer.json["error"]) == (500, sentence)
    assert answer.json["status"] == "error"


async def test_a_provider_that_is_preferred_may_be_replaced(web: ApiClient) -> None:
    wishes = {"provider": "dalle", "size": "512x512"}
    answer = await web.post(f"{SESSION}/generate-image-instant", ASKED | {"style_preferences": wishes})
    assert (answer.status, answer.json["provider"]) == (200, "sketch")
    assert any("dalle is not set up here" in note for note in answer.json["notes"])


async def test_a_provider_s_refusal_is_told_in_its_words(web: ApiClient) -> None:
    web.room.painter.always = fail(InvalidError("DALL-E API error: 400 - Invalid prompt"))
    web.room.other.always = fail(InvalidError("DALL-E API error: 400 - Invalid prompt"))
    answer = await web.post(f"{SESSION}/generate-image-instant", ASKED)
    assert (answer.status, answer.json["error"]) == (502, "DALL-E API error: 400 - Invalid prompt")


async def test_what_is_never_painted_is_refused_with_other_words(web: ApiClient) -> None:
    answer = await web.post(f"{SESSION}/generate-image", ASKED | {"prompt": "a nude child"})
    assert (answer.status, answer.json["code"]) == (400, "moderated")
    assert "rephrase" in answer.json
    assert await web.room.stored() == 0


async def test_an_enhanced_text_is_shown_before_anything_is_spent(web: ApiClient) -> None:
    answer = await web.post(f"{SESSION}/enhance", {"prompt": "A street scene"})
    assert answer.status == 200
    said = answer.json
    assert said["prompt"] == "A street scene"
    assert "street" in said["enhanced_prompt"]
    assert said["type"] == "scene" or said["type"] == "location"
    assert await web.room.stored() == 0


async def test_a_request_is_followed_and_cancelled(web: ApiClient) -> None:
    web.room.painter.then(hang)
    request_id = await web.room.ask()
    await asyncio.wait_for(web.room.painter.painting.wait(), PATIENCE)
    listed = await web.get(f"{SESSION}/requests")
    assert [each["request_id"] for each in listed.json["requests"]] == [request_id]
    assert (await web.get(f"{SESSION}/request/{request_id}")).json["request_status"] == "processing"
    others = await web.post(f"{SESSION}/request/{request_id}/cancel", by=BOB)
    assert others.status == 403
    answer = await web.post(f"{SESSION}/request/{request_id}/cancel")
    assert (answer.status, answer.json["cancelled"]) == (200, True)
    await web.room.ended(request_id)
    again = await web.post(f"{SESSION}/request/{request_id}/cancel")
    assert (again.status, again.json["cancelled"]) == (200, False)
    told = (await web.get(f"{SESSION}/request/{request_id}")).json
    assert (told["status"], told["request_status"], told["images"]) == ("success", "cancelled", [])


async def test_a_picture_is_rolled_again_and_varied(web: ApiClient) -> None:
    image = await web.generate()
    for verb in ("reroll", "vary"):
        answer = await web.post(f"{SESSION}/image/{image.id}/{verb}")
        assert answer.status == 200, answer.body
        request = await web.room.ended(answer.json["request_id"])
        assert (request.params.parent_id, request.prompt) == (image.id, image.prompt)
        details = (await web.get(f"{SESSION}/request/{request.id}")).json
        assert details["images"] == [details["image_id"]]


async def test_a_private_picture_is_the_gm_s_to_ask_for(web: ApiClient) -> None:
    assert (await web.post(f"{SESSION}/generate-image", ASKED | {"private": True})).status == 403
    answer = await web.post(f"{SESSION}/generate-image", ASKED | {"private": True}, by=THE_GM)
    assert answer.status == 200
    assert (await web.get(f"{SESSION}/request/{answer.json['request_id']}")).status == 404
    assert (await web.get(f"{SESSION}/request/{answer.json['request_id']}", by=THE_GM)).status == 200


async def test_a_limit_that_is_reached_says_when_to_come_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = settings.model_copy(update={"user_hourly_limit": 1})
    async with open_api(limited, monkeypatch) as web:
        await web.generate()
        answer = await web.post(f"{SESSION}/generate-image", ASKED)
        assert (answer.status, answer.json["code"]) == (429, "too_many")
        assert 0 < int(answer.headers["Retry-After"]) <= 3600


async def test_a_full_queue_says_when_to_come_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_api(settings.model_copy(update={"queue_limit_user": 1}), monkeypatch, workers=0) as web:
        assert (await web.post(f"{SESSION}/generate-image", ASKED)).status == 200
        answer = await web.post(f"{SESSION}/generate-image", ASKED)
        assert (answer.status, answer.json["code"]) == (429, "queue_full")
        assert answer.json["error"].startswith("One person may wait for 1 pictures at once; you")
        assert int(answer.headers["Retry-After"]) == 60


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "prompt"),
        ({"prompt": ""}, "prompt"),
        ({"prompt": 7}, "prompt"),
        ({"prompt": "x" * 4001}, "prompt"),
        ({"prompt": "a street", "type": "poem"}, "type"),
        ({"prompt": "a street", "priority": 4}, "priority"),
        ({"prompt": "a street", "priority": "1"}, "priority"),
        ({"prompt": "a street", "style_preferences": {"quality": "best"}}, "style_preferences.quality"),
        ({"prompt": "a street", "style_preferences": {"seed": -1}}, "style_preferences.seed"),
        ([], "body"),
    ],
)
async def test_a_wrong_value_is_named(body: object, name: str, web: ApiClient) -> None:
    answer = await web.post(f"{SESSION}/generate-image", body)
    assert (answer.status, answer.json["field"], answer.json["status"]) == (422, name, "error")
    assert answer.json["error"].endswith(".")


@pytest.mark.parametrize("size", ["1x1", "huge", "99999x99999"])
async def test_a_size_that_nobody_paints_is_refused_with_examples(size: str, web: ApiClient) -> None:
    answer = await web.post(f"{SESSION}/generate-image", ASKED | {"style_preferences": {"size": size}})
    assert answer.status == 400
    assert "16:9" in answer.json["error"]


def test_what_contradicts_the_store_is_a_conflict_with_its_sentence() -> None:
    answer = scene_error_response(ConflictError("This was changed meanwhile."))
    assert answer.status_code == 409
    assert b"This was changed meanwhile." in bytes(answer.body)


async def test_what_the_gm_has_to_see_first_takes_no_instant_slot(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, instant_slots=1), workers=0) as web:
        await web.room.change(approval="all")
        for _ in range(2):
            answer = await web.post(f"{SESSION}/generate-image-instant", ASKED)
            assert (answer.status, "GM" in answer.json["error"]) == (504, True)
        answer = await web.post(f"{SESSION}/generate-image-instant", ASKED | {"user_id": THE_GM.user_id}, by=THE_GM)
        assert answer.status == 200, answer.json
