"""The cast over HTTP, and that nobody but the GM finds anything of a secret character there."""

import base64
import io
import json
import zipfile

import pytest

from tests.cast.test_cast import picture
from tests.generation.application import BOB
from tests.web.api_client import SESSION, THE_GM, ApiClient

CAST = f"{SESSION}/cast"
ARI = {"name": "Ari", "pronouns": "she/her", "metatype": "elf", "looks": "short red hair", "gear": "a katana"}
NYX = {"name": "Nyx", "looks": "silver eyes, a crescent scar", "secret": True}


async def test_a_character_is_added_changed_and_removed(web: ApiClient) -> None:
    added = (await web.post(CAST, {**ARI, "references": [base64.b64encode(picture(side=400)).decode()]})).json[
        "character"
    ]
    assert (added["mention"], added["versions"][0]["portraits"], added["may_change"]) == ("@Ari", 1, True)
    (listed,) = (await web.get(CAST, by=BOB)).json["characters"]
    assert (listed["id"], listed["may_change"]) == (added["id"], False)
    portrait = await web.get(f"{CAST}/{added['id']}/portrait", by=BOB)
    assert portrait.body.startswith(b"\xff\xd8")
    later = {"version": "after the chrome upgrade", "looks": "a cyberarm", "drop_references": True}
    changed = (await web.call("PUT", f"{CAST}/{added['id']}", later)).json["character"]
    assert (changed["current"], changed["looks"], changed["gear"]) == (later["version"], "a cyberarm", "a katana")
    assert [each["portraits"] for each in changed["versions"]] == [1, 0]
    assert (await web.get(f"{CAST}/{added['id']}/portrait")).status == 404
    assert (await web.call("PUT", f"{CAST}/{added['id']}", {"looks": "x"}, by=BOB)).status == 403
    gone = await web.call("DELETE", f"{CAST}/{added['id']}?version=after+the+chrome+upgrade")
    assert gone.status == 200
    assert (await web.call("DELETE", f"{CAST}/{added['id']}")).status == 200
    assert (await web.get(CAST)).json["characters"] == []


async def test_a_large_picture_goes_along(web: ApiClient) -> None:
    large = base64.b64encode(picture(side=64) + bytes(2 * 2**20)).decode()
    assert (await web.post(CAST, {**ARI, "references": [large]})).status == 200


async def test_a_picture_of_the_gallery_becomes_one(web: ApiClient) -> None:
    image = await web.generate()
    added = await web.post(CAST, {**ARI, "image_id": image.id})
    assert added.json["character"]["versions"][0]["portraits"] == 1
    assert (await web.post(CAST, {"name": "Bea", "image_id": "nothing"})).status == 404


async def test_a_cast_is_a_file(web: ApiClient) -> None:
    await web.post(CAST, ARI)
    file = await web.get(f"{CAST}/file")
    assert "cast.json" in file.headers["Content-Disposition"]
    again = (await web.post(f"{CAST}/file", json.loads(file.body))).json
    assert (again["added"], len(again["refused"])) == ([], 1)
    assert (await web.post(f"{CAST}/file", {"schema": 9})).status == 400


@pytest.mark.parametrize(
    "body",
    [{"name": ""}, {"name": "a@b"}, {"name": "Ari", "looks": "x" * 401}, {"name": "Li", "looks": "a naked child"}],
)
async def test_what_cannot_be_is_a_sentence(web: ApiClient, body: dict[str, str]) -> None:
    answer = await web.post(CAST, body)
    assert (answer.status, bool(answer.json["error"])) == (400, True)


async def test_players_find_nothing_of_a_secret_character(web: ApiClient) -> None:
    assert (await web.post(CAST, NYX)).status == 403
    nyx = (await web.post(CAST, NYX, by=THE_GM)).json["character"]
    wish = {"prompt": "@Nyx in a bar", "style_preferences": {"size": "512x512"}}
    refused = await web.post(f"{SESSION}/generate-image", wish)
    assert "nobody called “Nyx”" in refused.json["error"]
    warned = await web.post(f"{SESSION}/generate-image", wish, by=THE_GM)
    assert "Only you know of Nyx" in warned.json["error"]
    queued = await web.post(f"{SESSION}/generate-image", {**wish, "private": True}, by=THE_GM)
    await web.room.ended(queued.json["request_id"])
    (image,) = (await web.get(f"{SESSION}/images", by=THE_GM)).json["images"]
    await web.post(f"{SESSION}/image/{image['id']}/reveal", {}, by=THE_GM)
    paths = (
        f"{CAST}",
        f"{CAST}/file",
        f"{CAST}/{nyx['id']}",
        f"{CAST}/{nyx['id']}/portrait",
        f"{CAST}/Nyx",
        f"{SESSION}/images",
        f"{SESSION}/images?q=crescent",
        f"{SESSION}/image/{image['id']}",
        f"{SESSION}/image/{image['id']}/settings",
        f"{SESSION}/requests",
        f"{SESSION}/request/{queued.json['request_id']}",
        f"{SESSION}/facets",
    )
    said = [(await web.get(path)).body.decode() for path in paths]
    archive = zipfile.ZipFile(io.BytesIO((await web.get(f"{SESSION}/export")).body))
    said += [archive.read(name).decode("latin-1") for name in archive.namelist()]
    assert image["id"] in said[5]
    for looks in ("silver", "crescent"):
        assert not [text for text in said if looks in text]
    preview = await web.post(f"{SESSION}/enhance", wish)
    assert "nobody called “Nyx”" in preview.json["error"]
    again = await web.post(f"{SESSION}/image/{image['id']}/reroll", {})
    await web.room.ended(again.json["request_id"])
    assert "silver" not in web.room.painter.orders[-1].prompt
