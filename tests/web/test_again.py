"""What is taken up again: an image's settings, a preview's text, an image made larger, a secret shown."""

import pytest

from bot.settings import Settings
from generation.sessions.context import SessionContext
from storage.records import Image
from tests.generation.application import BOB
from tests.web.api_client import SESSION, THE_GM, ApiClient, open_api


async def test_an_image_s_settings_ask_for_it_once_more(web: ApiClient) -> None:
    style = (await web.get(f"{SESSION}/styles")).json["styles"][0]["id"]
    wish = {
        "prompt": "A street in the rain",
        "type": "location",
        "style_preferences": {"quality": "hd", "size": "landscape", "seed": 4711, "style": style},
    }
    await web.room.ended((await web.post(f"{SESSION}/generate-image", wish)).json["request_id"])
    image = (await web.get(f"{SESSION}/images")).json["images"][0]
    found = (await web.get(f"{SESSION}/image/{image['id']}/settings", by=BOB)).json
    assert found["prompt"] == wish["prompt"]
    assert (found["type"], found["private"], found["references"]) == ("location", False, 0)
    preferences = found["style_preferences"]
    assert (preferences["quality"], preferences["seed"], preferences["style"]) == ("hd", image["seed"], style)
    again = await web.post(f"{SESSION}/generate-image", {key: found[key] for key in wish})
    assert again.status == 200


async def test_a_preview_is_sent_as_it_was_shown_or_as_it_was_changed(web: ApiClient) -> None:
    shown = (await web.post(f"{SESSION}/enhance", {"prompt": "A bar"})).json
    send = f"{SESSION}/draft/{shown['draft_id']}/send"
    assert (await web.post(send, {}, by=BOB)).status == 404
    first = await web.post(send, {})
    again = await web.post(send, {})
    assert first.json["request_id"] == again.json["request_id"]
    changed = {"enhanced_prompt": "A bar with a red door", "negative_prompt": "people"}
    await web.room.ended(first.json["request_id"])
    await web.room.ended((await web.post(send, changed)).json["request_id"])
    images = (await web.get(f"{SESSION}/images")).json["images"]
    assert [image["enhanced_prompt"] for image in images] == ["A bar with a red door", shown["enhanced_prompt"]]
    assert (await web.post(send, {"enhanced_prompt": "A naked child"})).status == 400


async def test_nobody_here_makes_it_larger_and_that_is_said(web: ApiClient) -> None:
    image = await web.generate()
    answer = await web.post(f"{SESSION}/image/{image.id}/upscale", {})
    assert answer.status == 400
    assert "No provider that is set up here can do this to the picture (upscale)." in answer.json["error"]


async def test_the_gm_alone_reveals_a_secret(web: ApiClient) -> None:
    secret = await web.generate(THE_GM, secret=True)
    reveal = f"{SESSION}/image/{secret.id}/reveal"
    assert (await web.post(reveal, {})).status in {403, 404}
    assert (await web.post(reveal, {"when": "yesterday"}, by=THE_GM)).status == 400
    planned = await web.post(reveal, {"when": "2h"}, by=THE_GM)
    assert planned.json["due_at"] is not None
    assert (await web.call("DELETE", reveal, by=THE_GM)).status == 200
    assert (await web.get(f"{SESSION}/images")).json["total"] == 0
    assert (await web.post(reveal, {}, by=THE_GM)).json["due_at"] is None
    assert (await web.get(f"{SESSION}/images")).json["total"] == 1


async def test_a_report_reaches_whoever_can_be_told_or_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_api(settings, monkeypatch, guild_id="77") as web:
        image = await web.generate()
        report = f"{SESSION}/image/{image.id}/report"
        # No process that is on Discord is asked: the message is owed, once for each who reports.
        for _press in range(2):
            assert (await web.post(report, {"reason": "A real person"})).status == 200
        assert (await web.room.running.app.services.deliveries.counts())["ready"] == 1
        told: list[tuple[str, str, str]] = []

        async def tell(context: SessionContext, reported: Image, reason: str) -> None:
            told.append((context.actor.user_id, reported.id, reason))

        web.room.services.reports.tell_by(tell)
        assert (await web.post(report, {"reason": " A real person "}, by=BOB)).status == 200
        assert told == [("bob", image.id, "A real person")]
        assert (await web.post(report, {"reason": ""})).status == 422
        secret = await web.generate(THE_GM, secret=True)
        assert (await web.post(f"{SESSION}/image/{secret.id}/report", {"reason": "?"})).status == 404
