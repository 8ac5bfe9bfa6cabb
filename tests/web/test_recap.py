"""The recap over HTTP: suggested, decided, and posted where there is a channel of Discord."""

from datetime import datetime

import pytest

from bot.settings import Settings
from generation.events import CastChanged, Event, RecapChanged
from storage.params import PUBLIC, SECRET
from tests.generation.application import BOB
from tests.web.api_client import ANN, SESSION, THE_GM, ApiClient, open_api

RECAP = f"{SESSION}/recap"


async def test_a_suggestion_is_decided_by_the_gm(web: ApiClient) -> None:
    await web.room.services.sessions.enter(BOB, "the table", called="Bob")
    images = [await web.generate(ANN, scene) for scene in ("a dock", "a bar", "a den")]
    for image in images:
        suggested = await web.post(f"{RECAP}/suggestions", {"image_id": image.id, "caption": "A line"}, by=BOB)
        assert (suggested.status, suggested.json["taken"]) == (200, False), suggested.body
    assert (await web.get(RECAP, by=BOB)).json["suggestions"] == []
    waiting = (await web.get(RECAP, by=THE_GM)).json["suggestions"]
    assert [(each["image"]["id"], each["suggested_by"]) for each in waiting] == [(each.id, "bob") for each in images]
    assert {each["suggested_by_name"] for each in waiting} == {"Bob"}
    first, second, third = (f"{RECAP}/suggestions/{each['suggestion_id']}" for each in waiting)
    assert (await web.post(first, {"decision": "approve"}, by=BOB)).status == 403
    assert (await web.post(first, {"decision": "approve"}, by=THE_GM)).status == 200
    assert (await web.post(second, {"decision": "approve", "caption": "Better"}, by=THE_GM)).status == 200
    assert (await web.post(third, {"decision": "reject"}, by=THE_GM)).status == 200
    assert (await web.post(third, {"decision": "reject"}, by=THE_GM)).status == 400
    drafted = (await web.get(RECAP, by=BOB)).json
    assert [(line["image"]["id"], line["caption"]) for line in drafted["lines"]] == [
        (images[0].id, "A line"),
        (images[1].id, "Better"),
    ]


async def test_without_a_channel_of_discord_it_cannot_be_posted(web: ApiClient) -> None:
    image = await web.generate(ANN, "a dock")
    await web.post(f"{RECAP}/suggestions", {"image_id": image.id}, by=THE_GM)
    assert not (await web.get(RECAP, by=THE_GM)).json["may_post"]
    refused = await web.post(f"{RECAP}/post", {}, by=THE_GM)
    assert (refused.status, "not on Discord" in refused.json["error"]) == (400, True)


async def test_the_gm_plans_when_it_is_posted_by_itself(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = f"{RECAP}/plan"
    async with open_api(settings, monkeypatch, guild_id="77") as web:
        assert (await web.get(RECAP)).json["plan"]["when"] == "never"
        weekly = await web.call("PUT", plan, {"when": "weekly", "weekday": 4, "hour": 19}, by=THE_GM)
        assert weekly.status == 200, weekly.body
        kept = (await web.get(RECAP, by=BOB)).json["plan"]
        assert kept == weekly.json["plan"]
        assert (kept["when"], kept["weekday"], kept["hour"]) == ("weekly", 4, 19)
        assert "Friday at 19:00" in kept["says"]
        assert datetime.fromisoformat(kept["next_at"]).weekday() == 4
        assert (await web.call("PUT", plan, {"when": "weekly"}, by=THE_GM)).status == 400
        assert (await web.call("PUT", plan, {"when": "weekly", "weekday": 7}, by=THE_GM)).status == 422
        assert (await web.call("PUT", plan, {"when": "never"}, by=BOB)).status == 403
        assert (await web.call("PUT", plan, {"when": "start"}, by=THE_GM)).json["plan"]["when"] == "start"
        assert (await web.call("PUT", plan, {"when": "never"}, by=THE_GM)).json["plan"]["when"] == "never"


async def test_secret_pictures_are_suggested_by_nobody(web: ApiClient) -> None:
    secret = await web.generate(THE_GM, "the traitor", secret=True)
    for by, status in ((BOB, 404), (THE_GM, 400)):
        assert (await web.post(f"{RECAP}/suggestions", {"image_id": secret.id}, by=by)).status == status
    assert (await web.get(RECAP, by=THE_GM)).json["lines"] == []


async def test_changes_of_recap_and_cast_are_told_and_secret_ones_in_secret(web: ApiClient) -> None:
    heard = list[Event]()
    web.room.services.events.listen(heard.append, RecapChanged, CastChanged)
    image = await web.generate(ANN, "a dock")
    await web.post(f"{RECAP}/suggestions", {"image_id": image.id}, by=BOB)
    added = await web.post(f"{SESSION}/cast", {"name": "Nyx", "secret": True}, by=THE_GM)
    assert added.status == 200, added.body
    nyx = added.json["character"]["id"]
    assert (await web.call("PUT", f"{SESSION}/cast/{nyx}", {"secret": False}, by=THE_GM)).status == 200
    assert (await web.call("DELETE", f"{SESSION}/cast/{nyx}", by=THE_GM)).status == 200
    told = [(type(each), each.visibility) for each in heard]
    assert told == [(RecapChanged, PUBLIC), (CastChanged, SECRET), (CastChanged, PUBLIC), (CastChanged, PUBLIC)]
