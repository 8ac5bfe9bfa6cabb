"""Exports and imports over HTTP: jobs, files by login or by a signed address, archives as bodies."""

import io
import json
from collections.abc import AsyncIterator

import pypdf
import pytest

from bot.settings import Settings
from tests.export.taken_along import packed, unpacked
from tests.generation.application import BOB
from tests.generation.fake_provider import picture_file
from tests.web.api_client import ANN, SESSION, THE_GM, ApiClient, open_api

EXPORTS, IMPORT = f"{SESSION}/exports", f"{SESSION}/import"


@pytest.fixture
async def public(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ApiClient]:
    """Serve where others reach the page by an address of its own."""
    async with open_api(
        settings.model_copy(update={"public_base_url": "https://scenes.example.org"}), monkeypatch
    ) as web:
        yield web


async def made(web: ApiClient) -> None:
    while await web.room.services.export_worker.make_one():
        pass


async def send(web: ApiClient, data: bytes, *, by: object = THE_GM) -> tuple[int, dict[str, object]]:
    """Send a file as the body of an import."""
    headers = {"Authorization": f"Bearer {await web.token(by)}"}  # type: ignore[arg-type]  # an actor
    async with web.http.post(web.url + IMPORT, data=io.BytesIO(data), headers=headers) as answer:
        return answer.status, await answer.json()


async def test_an_export_is_ordered_followed_and_loaded(web: ApiClient) -> None:
    image = await web.room.picture()
    begun = await web.post(EXPORTS, {"format": "pdf", "images": [image.id], "title": "Neon Nights"})
    assert begun.status == 200, begun.json
    assert (begun.json["export_status"], begun.json["pictures"], begun.json["files"]) == ("waiting", 1, [])
    await made(web)
    done = (await web.get(f"{EXPORTS}/{begun.json['export_id']}")).json
    assert (done["export_status"], done["fraction"], done["error"]) == ("done", 1.0, None)
    (file,) = done["files"]
    loaded = await web.get(file["url"])
    assert loaded.status == 200
    assert loaded.headers["Content-Disposition"] == 'attachment; filename="neon-nights.pdf"'
    assert pypdf.PdfReader(io.BytesIO(loaded.body)).metadata.title == "Neon Nights"  # type: ignore[union-attr]  # it has some
    assert [each["export_id"] for each in (await web.get(EXPORTS)).json["exports"]] == [done["export_id"]]


async def test_another_member_finds_no_trace_of_it(web: ApiClient) -> None:
    await web.room.picture()
    begun = (await web.post(EXPORTS, {})).json
    await made(web)
    assert (await web.get(EXPORTS, by=BOB)).json["exports"] == []
    for path in (begun["export_id"], f"{begun['export_id']}/file/0"):
        assert (await web.get(f"{EXPORTS}/{path}", by=BOB)).status == 404
        assert (await web.get(f"{EXPORTS}/{path}", by=None)).status == 401
    assert (await web.post(f"{EXPORTS}/{begun['export_id']}/cancel", {}, by=BOB)).status == 404


async def test_a_signed_address_needs_no_login_and_is_good_for_that_file_alone(public: ApiClient) -> None:
    await public.room.picture()
    begun = (await public.post(EXPORTS, {})).json
    await made(public)
    (file,) = (await public.get(f"{EXPORTS}/{begun['export_id']}")).json["files"]
    assert file["url"].startswith("https://scenes.example.org/api/session/")
    path = file["url"].removeprefix("https://scenes.example.org")
    listed, _pictures = unpacked((await public.get(path, by=None)).body)
    assert len(listed["images"]) == 1
    for other in (
        path.replace("/file/0", "/file/1"),
        path[:-1] + ("a" if path[-1] != "a" else "b"),
        path.replace("expires=", "expires=9"),
    ):
        assert (await public.get(other, by=None)).status == 404


async def test_no_secret_is_in_a_players_export_by_ids(web: ApiClient) -> None:
    secret, image = await web.generate(THE_GM, secret=True), await web.room.picture()
    begun = (await web.post(EXPORTS, {"images": [secret.id, image.id]})).json
    await made(web)
    done = (await web.get(f"{EXPORTS}/{begun['export_id']}")).json
    listed, pictures = unpacked((await web.get(done["files"][0]["url"])).body)
    assert [entry["id"] for entry in listed["images"]] == [image.id]
    assert len(pictures) == 1
    assert secret.id not in json.dumps(done)


async def test_an_archive_is_brought_in_by_the_gm_once(web: ApiClient) -> None:
    entry = {"id": "one", "file": "1.png", "prompt": "a dock at night", "tags": ["run 12"], "is_favorite": True}
    archive = packed(
        {"manifest.json": json.dumps({"images": [entry]}).encode(), "1.png": picture_file() + bytes(300_000)}
    )
    assert await send(web, archive) == (
        200,
        {"status": "success", "added": 1, "known": 0, "secret_pictures": 0, "left_out": []},
    )
    assert (await send(web, archive))[1]["known"] == 1
    (image,) = (await web.get(f"{SESSION}/images")).json["images"]
    assert (image["prompt"], image["tags"], image["is_favorite"]) == ("a dock at night", ["run 12"], True)


async def test_an_archive_of_somebody_else_or_of_no_use_is_refused(web: ApiClient) -> None:
    assert (await send(web, b"x", by=ANN))[0] == 403
    status, answer = await send(web, b"no archive")
    assert (status, answer["code"]) == (400, "refused")


async def test_one_too_large_is_refused_by_its_length(web: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.routes.exports.MOST_ARCHIVE", 1000)
    status, answer = await send(web, bytes(2000))
    assert (status, answer["error"]) == (400, "This file is too large for an import.")


@pytest.mark.parametrize("body", [{"format": "docx"}, {"per_page": 3}, {"images": []}, {"part_megabytes": 1}])
async def test_what_cannot_be_made_is_a_sentence(web: ApiClient, body: dict[str, object]) -> None:
    await web.room.picture()
    answer = await web.post(EXPORTS, body)
    assert answer.status in {400, 422}
    assert answer.json["error"]
