"""Campaigns and albums over HTTP: shared by a code, and nothing of a session for who may not see it."""

import asyncio
import json

import aiohttp
import pytest

from generation.sessions.permissions import GM, PLAYER, Actor
from tests.export.taken_along import unpacked
from tests.web.api_client import ANN, SESSION, THE_GM, ApiClient

OTHER = "/api/session/den"
DEN_GM, DEN_ANN = Actor("den", "eve", GM), Actor("den", "ann")
BOB = Actor(ANN.session_id, "bob")


@pytest.fixture
async def campaign(web: ApiClient) -> dict[str, str]:
    """Bring two sessions that are not on Discord together; Ann is in both, Bob is not; return the pictures' ids."""
    services, ids = web.room.services, {}
    await services.sessions.enter(DEN_GM, "The Den", gm_user_id="eve")
    await services.sessions.enter(DEN_ANN, "The Den")
    for actor in (THE_GM, BOB):
        await services.sessions.enter(actor, "Table", gm_user_id=THE_GM.user_id)
    await services.admin.give_role(THE_GM, THE_GM.user_id, GM)
    created = await web.post(f"{SESSION}/campaign", {"name": "Emerald City Nights"}, by=THE_GM)
    assert created.status == 200, created.body
    joined = await web.post(f"{OTHER}/campaign/join", {"code": created.json["code"]}, by=DEN_GM)
    assert (joined.status, joined.json["name"], joined.json["code"]) == (200, "Emerald City Nights", None)
    ids["here"] = (await web.generate(ANN)).id
    ids["there"] = (await web.generate(DEN_ANN)).id
    ids["secret"] = (await web.generate(DEN_GM, secret=True)).id
    return ids


async def listed(web: ApiClient, by: Actor, query: str = "") -> list[str]:
    answer = await web.get(f"{SESSION}/campaign/images{query}", by=by)
    assert answer.status == 200, answer.body
    assert answer.json["total"] == len(answer.json["images"])
    return [image["id"] for image in answer.json["images"]]


async def test_each_lists_what_they_may_see(web: ApiClient, campaign: dict[str, str]) -> None:
    assert await listed(web, ANN) == [campaign["there"], campaign["here"]]
    assert await listed(web, BOB) == [campaign["here"]]
    assert await listed(web, BOB, "?q=noodles&type=scene") == [campaign["here"]]
    facets = (await web.get(f"{SESSION}/campaign/facets", by=BOB)).json
    assert [each["images"] for each in facets["types"]] == [1]
    info = (await web.get(f"{SESSION}/campaign", by=BOB)).json
    assert [each["session_id"] for each in info["sessions"]] == [ANN.session_id]
    assert info["code"] is None
    assert (await web.get(f"{SESSION}/campaign", by=THE_GM)).json["code"]


async def test_a_picture_of_another_session_is_shown_to_who_may_see_it(
    web: ApiClient, campaign: dict[str, str]
) -> None:
    shown = await web.get(f"{SESSION}/image/{campaign['there']}", by=ANN)
    assert (shown.json["session_id"], shown.json["may_change"], shown.json["may_delete"]) == ("den", False, False)
    for image, by in ((campaign["there"], BOB), (campaign["secret"], ANN), (campaign["secret"], THE_GM)):
        assert (await web.get(f"{SESSION}/image/{image}", by=by)).status == 404
    assert (await web.call("DELETE", f"{SESSION}/image/{campaign['there']}", by=ANN)).status == 404


async def test_pages_follow_one_another(web: ApiClient, campaign: dict[str, str]) -> None:
    first = (await web.get(f"{SESSION}/campaign/images?limit=1")).json
    second = (await web.get(f"{SESSION}/campaign/images?limit=1&before={first['next']}")).json
    assert [each["images"][0]["id"] for each in (first, second)] == [campaign["there"], campaign["here"]]
    assert [each["images"][0]["number"] for each in (first, second)] == [2, 1]
    assert second["next"] is None
    assert (await web.get(f"{SESSION}/campaign/images?before={'0' * 16}")).status == 400


async def test_orders_and_days_are_those_of_a_session_and_tell_no_more(
    web: ApiClient, campaign: dict[str, str]
) -> None:
    """What Bob may not look into and what is secret stands in no order, whoever has starred it."""
    here, there, secret = campaign["here"], campaign["there"], campaign["secret"]
    gallery, sessions = web.room.services.gallery, web.room.services.sessions
    await gallery.favorite(here, await sessions.context(ANN), starred=True)
    await gallery.favorite(secret, await sessions.context(DEN_GM), starred=True)
    for by, newest in ((ANN, [there, here]), (BOB, [here])):
        starred = sorted(newest, key=lambda image: image != here)
        assert await listed(web, by, "?sort=oldest") == newest[::-1]
        assert await listed(web, by, "?sort=stars") == starred
        assert await listed(web, by, "?sort=oldest&at=2001-02-03T00:00:00Z") == newest[::-1]
        for order, expected in (("oldest", newest[::-1]), ("stars", starred)):
            ids: list[str] = []
            before: str | None = ""
            while before is not None:
                begin = f"&before={before}" if before else ""
                page = (await web.get(f"{SESSION}/campaign/images?limit=1&sort={order}{begin}", by=by)).json
                ids += [each["id"] for each in page["images"]]
                before = page["next"]
            assert ids == expected
    none = await web.get(f"{SESSION}/campaign/images?at=2001-02-03T00:00:00Z", by=ANN)
    assert none.json["images"] == []
    assert (await web.get(f"{SESSION}/campaign/images?sort=stars&at=2001-02-03T00:00:00Z", by=ANN)).status == 400


async def test_events_of_other_sessions_come_to_who_may_see_them(web: ApiClient, campaign: dict[str, str]) -> None:
    assert campaign
    heard: dict[str, list[dict[str, object]]] = {"ann": [], "bob": []}
    ready = {name: asyncio.Event() for name in heard}

    async def follow(by: Actor) -> None:
        headers = {"Authorization": f"Bearer {await web.token(by)}"}
        url = f"{web.url}{SESSION}/events?scope=campaign"
        async with web.http.get(url, headers=headers, timeout=aiohttp.ClientTimeout()) as stream:
            async for line in stream.content:
                if line.startswith(b"event: hello"):
                    ready[by.user_id].set()
                if line.startswith(b"data: ") and b"image_id" in line and b"change" in line:
                    heard[by.user_id].append(json.loads(line[6:]))

    following = [asyncio.create_task(follow(by)) for by in (ANN, BOB)]
    await asyncio.gather(*(each.wait() for each in ready.values()))
    services = web.room.services
    context = await services.sessions.context(DEN_ANN)
    await services.gallery.favorite(campaign["there"], context, starred=True)
    own = await services.sessions.context(ANN)
    await services.gallery.favorite(campaign["here"], own, starred=True)
    while not heard["bob"] or len(heard["ann"]) < 2:  # noqa: ASYNC110  # what comes over HTTP is told by no event here
        await asyncio.sleep(0.01)
    for each in following:
        each.cancel()
    assert [each["session_id"] for each in heard["ann"]] == ["den", ANN.session_id]
    assert [each["session_id"] for each in heard["bob"]] == [ANN.session_id]


async def test_an_album_is_made_filled_ordered_and_shown(web: ApiClient, campaign: dict[str, str]) -> None:
    made = (await web.post(f"{SESSION}/albums", {"name": "Both tables", "scope": "campaign"})).json
    album = f"{SESSION}/albums/{made['album_id']}"
    for name in ("here", "there"):
        body = {"image_id": campaign[name], "caption": name}
        assert (await web.post(f"{album}/pictures", body)).json["added"]
    assert not (await web.post(f"{album}/pictures", {"image_id": campaign["here"]})).json["added"]
    assert (await web.call("PUT", f"{album}/order", {"image_ids": [campaign["there"], campaign["here"]]})).status == 200
    shown = (await web.get(album)).json
    assert [each["caption"] for each in shown["pictures"]] == ["there", "here"]
    assert [each["caption"] for each in (await web.get(album, by=BOB)).json["pictures"]] == ["here"]
    (listed_one,) = (await web.get(f"{SESSION}/albums", by=BOB)).json["albums"]
    assert (listed_one["name"], listed_one["images"], listed_one["scope"]) == ("Both tables", 1, "campaign")
    assert (await web.call("PUT", f"{album}/pictures/{campaign['here']}", {"caption": "mine"}, by=BOB)).status == 403
    assert (await web.call("DELETE", f"{album}/pictures/{campaign['there']}", by=BOB)).status == 404
    assert (await web.call("DELETE", f"{album}/pictures/{campaign['here']}")).status == 200
    assert (await web.call("DELETE", album, by=BOB)).status == 403
    assert (await web.call("PUT", album, {"name": "Act two"})).json["name"] == "Act two"
    assert (await web.call("DELETE", album)).status == 200
    assert (await web.get(album)).status == 404


async def test_a_player_brings_no_session_in_or_out(web: ApiClient, campaign: dict[str, str]) -> None:
    assert campaign
    assert (await web.post(f"{OTHER}/campaign/leave", by=DEN_ANN)).status == 403
    assert (await web.post(f"{OTHER}/campaign/leave", by=DEN_GM)).status == 200
    assert (await web.get(f"{OTHER}/campaign", by=DEN_GM)).status == 400
    assert await listed(web, ANN) == [campaign["here"]]
    limited = Actor("den", "eve", PLAYER)
    assert (await web.post(f"{OTHER}/campaign", {"name": "Mine"}, by=limited)).status == 403


async def test_an_albums_export_has_what_its_person_sees_in_its_order_with_its_captions(
    web: ApiClient, campaign: dict[str, str]
) -> None:
    album = (await web.post(f"{SESSION}/albums", {"name": "Act one", "scope": "campaign"})).json["album_id"]
    for name in ("there", "here"):
        added = {"image_id": campaign[name], "caption": f"This was {name}."}
        assert (await web.post(f"{SESSION}/albums/{album}/pictures", added)).status == 200
    services = web.room.services
    await services.albums.add(DEN_GM, album, campaign["secret"], "The traitor")
    for by, captions in (
        (ANN, ["This was there.", "This was here."]),
        (BOB, ["This was here."]),
        (THE_GM, ["This was here."]),
    ):
        begun = await web.post(f"{SESSION}/exports", {"album": album}, by=by)
        assert (begun.status, begun.json["title"]) == (200, "Act one"), begun.body
        while await services.export_worker.make_one():
            pass
        listed, _files = unpacked((await web.get(f"{SESSION}/exports/{begun.json['export_id']}/file/0", by=by)).body)
        assert [each["caption"] for each in listed["images"]] == captions
    scope = await web.post(f"{SESSION}/exports", {"scope": "campaign"}, by=BOB)
    assert scope.json["pictures"] == 1
