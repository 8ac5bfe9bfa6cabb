"""The gallery over HTTP: pages, filters, details, stars, tags, deletion."""

import base64
import io
import json
import zipfile

import pytest
from PIL import Image

from generation.images.renditions import PLACEHOLDER_SIDE
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Access, Actor
from tests.generation.application import BOB
from tests.web.api_client import ANN, SESSION, TABLE, THE_GM, ApiClient

SPEC_KEYS = {"id", "prompt", "image_url", "provider", "status", "created_at", "is_favorite", "tags"}


async def test_pictures_are_listed_with_the_specification_s_keys(web: ApiClient) -> None:
    image = await web.generate()
    answer = await web.get(f"{SESSION}/images?user_id=ann&limit=5")
    assert answer.status == 200
    listed = answer.json
    assert (listed["status"], listed["count"], listed["total"], listed["next"]) == ("success", 1, 1, None)
    (shown,) = listed["images"]
    assert shown.keys() >= SPEC_KEYS
    assert (shown["id"], shown["status"], shown["tags"], shown["is_favorite"]) == (image.id, "completed", [], False)
    assert shown["created_at"].endswith("Z")
    assert shown["image_url"].startswith(web.url)


async def test_pages_follow_one_another(web: ApiClient) -> None:
    images = [await web.generate() for _ in range(5)]
    seen, before = [], ""
    while True:
        page = (await web.get(f"{SESSION}/images?limit=2{before}")).json
        seen += [each["id"] for each in page["images"]]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert seen == [image.id for image in reversed(images)]


async def test_filters_narrow_the_gallery(web: ApiClient) -> None:
    ork = await web.generate(prompt="An ork sells noodles at a market")
    troll = await web.generate(BOB, prompt="A troll guards a warehouse")
    gallery = web.room.services.gallery
    await gallery.favorite(ork.id, await web.room.services.sessions.context(BOB), starred=True)
    await gallery.set_tags(troll.id, BOB, ["Red Samurai"])

    async def found(query: str) -> list[str]:
        page = (await web.get(f"{SESSION}/images?{query}")).json
        return [each["id"] for each in page["images"]]

    assert await found("favorites=true") == [ork.id]
    assert await found("q=warehouse") == [troll.id]
    assert await found("tag=red%20samurai") == [troll.id]
    assert await found("by=bob") == [troll.id]
    assert await found(f"type={ork.type}&by=ann") == [ork.id]
    facets = (await web.get(f"{SESSION}/facets")).json
    assert {each["value"] for each in facets["members"]} == {"ann", "bob"}
    assert facets["tags"] == [{"value": "red samurai", "images": 1, "name": None}]


@pytest.mark.parametrize("allowed", [True, False])
async def test_what_a_viewer_may_do_is_the_services_rule(
    allowed: bool,  # noqa: FBT001  # pytest gives it by name
    web: ApiClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image = await web.generate()
    monkeypatch.setattr(Access, "can_edit", lambda *_: allowed)
    monkeypatch.setattr(Access, "can_remove", lambda *_: not allowed)
    shown = await web.details(image)
    assert (shown["may_change"], shown["may_delete"]) == (allowed, not allowed)


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "before=-1", "favorites=maybe"])
async def test_a_wrong_query_is_named(query: str, web: ApiClient) -> None:
    answer = await web.get(f"{SESSION}/images?{query}")
    assert (answer.status, answer.json["field"]) == (422, query.partition("=")[0])


async def test_details_tell_all_of_a_picture(web: ApiClient) -> None:
    image = await web.generate()
    await web.room.services.gallery.favorite(image.id, await web.room.services.sessions.context(ANN), starred=True)
    shown = await web.details(image)
    assert shown["status"] == "success"
    assert (shown["prompt"], shown["seed"], shown["model"]) == (image.prompt, image.seed, "fake-1")
    assert (shown["width"], shown["height"], shown["number"]) == (512, 512, 1)
    assert (shown["is_favorite"], shown["starred"], shown["may_change"]) == (True, True, True)
    assert shown["image"]["id"] == image.id
    others = await web.details(image, BOB)
    assert (others["is_favorite"], others["starred"], others["may_change"]) == (True, False, False)
    assert (await web.details(image, THE_GM))["may_change"]


async def test_painters_are_called_what_their_table_calls_them(web: ApiClient) -> None:
    image = await web.generate()
    assert (await web.details(image))["user_name"] is None
    await web.room.services.sessions.enter(ANN, "the table", called="Annie Ork")
    await web.room.services.sessions.enter(ANN, "the table")
    assert (await web.details(image))["user_name"] == "Annie Ork", "no name is not another name"
    (listed,) = (await web.get(f"{SESSION}/images")).json["images"]
    assert listed["user_name"] == "Annie Ork"
    facets = (await web.get(f"{SESSION}/facets")).json
    assert facets["members"] == [{"value": "ann", "images": 1, "name": "Annie Ork"}]
    assert {each["name"] for each in facets["types"]} == {None}


async def test_some_pixels_come_before_the_picture(web: ApiClient) -> None:
    shown = await web.details(await web.generate())
    kind, _, data = shown["placeholder"].partition(",")
    assert kind == "data:image/webp;base64"
    with Image.open(io.BytesIO(base64.b64decode(data))) as placeholder:
        assert max(placeholder.size) == PLACEHOLDER_SIDE
    assert len(data) < 500


async def test_a_star_is_given_and_taken(web: ApiClient) -> None:
    image = await web.generate()
    for wanted in (True, True, False):
        answer = await web.post(f"{SESSION}/image/{image.id}/favorite", {"user_id": "ann", "is_favorite": wanted})
        assert (answer.status, answer.json["is_favorite"], answer.json["starred"]) == (200, wanted, wanted)


async def test_everybody_has_a_star_of_their_own(web: ApiClient) -> None:
    image = await web.generate()
    for by in (ANN, BOB):
        await web.post(f"{SESSION}/image/{image.id}/favorite", {"is_favorite": True}, by=by)
    answer = await web.post(f"{SESSION}/image/{image.id}/favorite", {"is_favorite": False})
    assert (answer.json["is_favorite"], answer.json["starred"]) == (True, False)


async def test_tags_are_put_in_place_of_others(web: ApiClient) -> None:
    image = await web.generate()
    answer = await web.call("PUT", f"{SESSION}/image/{image.id}/tags", {"tags": [" Seattle ", "#Docks"]})
    assert (answer.status, answer.json["tags"]) == (200, ["seattle", "docks"])
    assert (await web.details(image))["tags"] == ["seattle", "docks"]
    others = await web.call("PUT", f"{SESSION}/image/{image.id}/tags", {"tags": []}, by=BOB)
    assert others.status == 403
    bad = await web.call("PUT", f"{SESSION}/image/{image.id}/tags", {"tags": ["x" * 50]})
    assert bad.status == 400


async def test_a_picture_is_deleted_by_its_author_or_the_gm(web: ApiClient) -> None:
    first, second = await web.generate(), await web.generate()
    assert (await web.call("DELETE", f"{SESSION}/image/{first.id}", by=BOB)).status == 403
    assert (await web.call("DELETE", f"{SESSION}/image/{first.id}")).json["image_id"] == first.id
    assert (await web.call("DELETE", f"{SESSION}/image/{second.id}?user_id=fixer", by=THE_GM)).status == 200
    for image in (first, second):
        assert (await web.get(f"{SESSION}/image/{image.id}")).status == 404
    assert (await web.get(f"{SESSION}/images")).json["count"] == 0


async def test_a_gm_with_the_token_of_a_player_deletes_as_a_player(web: ApiClient) -> None:
    image = await web.generate(by=BOB)
    path = f"{SESSION}/image/{image.id}"
    await web.room.services.admin.give_role(THE_GM, "ann", GM)
    for role, status in ((OBSERVER, 403), (PLAYER, 403), (GM, 200)):
        assert (await web.call("DELETE", path, by=Actor(TABLE, "ann", role))).status == status


async def test_an_ended_session_s_gallery_stays_as_it_is(web: ApiClient) -> None:
    image = await web.generate()
    await web.room.services.admin.end(THE_GM)
    assert (await web.get(f"{SESSION}/images")).json["count"] == 1
    assert (await web.get(f"{SESSION}/me")).json["ended"] is True
    assert (await web.details(image))["may_change"] is False
    answer = await web.post(f"{SESSION}/image/{image.id}/favorite", {"is_favorite": True})
    assert answer.status == 403
    assert (await web.post(f"{SESSION}/generate-image", {"prompt": "a street"})).status == 400
    deleted = await web.call("DELETE", f"{SESSION}/image/{image.id}")
    assert (deleted.status, "has ended" in deleted.json["error"]) == (403, True)


async def test_the_gm_deletes_from_an_ended_session_all_the_same(web: ApiClient) -> None:
    image = await web.generate()
    await web.room.services.admin.end(THE_GM)
    assert (await web.call("DELETE", f"{SESSION}/image/{image.id}", by=THE_GM)).status == 200
    assert (await web.get(f"{SESSION}/images")).json["count"] == 0


async def test_observers_look_and_ask_for_nothing(web: ApiClient) -> None:
    await web.generate()
    eve = Actor(TABLE, "ann", OBSERVER)
    assert (await web.get(f"{SESSION}/images", by=eve)).json["count"] == 1
    answer = await web.post(f"{SESSION}/generate-image", {"prompt": "a street"}, by=eve)
    assert answer.status == 403


async def test_providers_and_styles_can_be_chosen_from(web: ApiClient) -> None:
    answer = (await web.get(f"{SESSION}/image-providers")).json
    assert answer["providers"] == ["sketch", "comfyui"]
    assert answer["default"] == "sketch"
    assert [each["name"] for each in answer["details"] if each["available"]] == ["sketch", "comfyui"]
    styles = (await web.get(f"{SESSION}/styles")).json["styles"]
    noir = next(style for style in styles if style["id"] == "neon_noir")
    assert len(noir["palette"]) == 5
    preview = await web.get(noir["preview_url"], by=None)
    assert (preview.status, preview.headers["Content-Type"]) == (200, "image/webp")
    assert (await web.get("/api/style/../preview", by=None)).status == 404
    assert (await web.get("/api/style/none/preview", by=None)).status == 404


async def test_numbers_and_links_show_no_gap_where_secrets_are(web: ApiClient) -> None:
    first = await web.generate()
    secrets = [await web.generate(THE_GM, secret=True) for _ in range(3)]
    last = await web.generate()
    page = (await web.get(f"{SESSION}/images?limit=1")).json
    rest = (await web.get(f"{SESSION}/images?limit=5&before={page['next']}")).json
    listed = page["images"] + rest["images"]
    assert [(each["id"], each["number"]) for each in listed] == [(last.id, 2), (first.id, 1)]
    assert (await web.details(last))["number"] == 2
    assert (await web.details(last, THE_GM))["number"] == 5
    assert (await web.details(secrets[0], THE_GM))["number"] == 2
    archive = zipfile.ZipFile(io.BytesIO((await web.get(f"{SESSION}/export")).body))
    assert archive.namelist()[0].startswith("000002-")
    assert [each["number"] for each in json.loads(archive.read("manifest.json"))["images"]] == [2, 1]
    guessed = await web.get(f"{SESSION}/images?before={'0' * 15}5")
    assert (guessed.status, guessed.json["code"]) == (400, "refused")


async def test_pages_come_oldest_first_and_by_most_stars(web: ApiClient) -> None:
    made = [await web.generate(prompt=f"Street {number}") for number in range(5)]
    gallery = web.room.services.gallery
    for image, people in ((made[1], (ANN, BOB)), (made[3], (ANN,))):
        for person in people:
            await gallery.favorite(image.id, await web.room.services.sessions.context(person), starred=True)

    async def walk(sort: str) -> list[int]:
        numbers, more = [], ""
        while True:
            page = (await web.get(f"{SESSION}/images?limit=2&sort={sort}{more}")).json
            assert page["total"] == 5
            numbers += [image["number"] for image in page["images"]]
            if page["next"] is None:
                return numbers
            more = f"&before={page['next']}"

    assert await walk("newest") == [5, 4, 3, 2, 1]
    assert await walk("oldest") == [1, 2, 3, 4, 5]
    assert await walk("stars") == [2, 4, 5, 3, 1]


async def test_a_page_begins_at_a_moment(web: ApiClient) -> None:
    made = [await web.generate(prompt=f"Street {number}") for number in range(3)]
    moment = (made[1].completed_at or made[1].created_at).isoformat().replace("+00:00", "Z")

    async def numbers(query: str) -> list[int]:
        return [image["number"] for image in (await web.get(f"{SESSION}/images?{query}")).json["images"]]

    assert await numbers(f"at={moment}&sort=oldest") == [2, 3]
    assert await numbers(f"at={moment}") == [1]
    assert await numbers("at=1999-01-01T00:00:00Z") == []
    assert await numbers("at=1999-01-01T00:00:00Z&sort=oldest") == [1, 2, 3]


async def test_orders_that_cannot_be_are_refused(web: ApiClient) -> None:
    for _ in range(2):
        await web.generate()
    by_stars = (await web.get(f"{SESSION}/images?limit=1&sort=stars")).json["next"]
    for query, sentence in (
        (f"before={by_stars}", "take the “next” of the page before"),
        ("sort=loudest", "“sort” has to be one of newest, oldest, stars."),
        ("at=yesterday", "at: a moment with its zone, such as"),
        ("at=2026-01-01T00:00:00", "at: a moment with its zone, such as"),
        ("at=2026-01-01T00:00:00Z&sort=stars", "in the order of stars no moment has a place"),
    ):
        answer = await web.get(f"{SESSION}/images?{query}")
        assert answer.status in {400, 422}
        assert sentence in answer.json["error"]
