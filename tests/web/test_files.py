"""Pictures as files: links that are signed and end, ETags, ranges, formats, exports."""

import asyncio
import io
import json
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image as Pillow

from bot.settings import Settings
from bot.web.routes import export
from bot.web.state import WebOptions
from bot.wiring.image_urls import open_signed_urls
from generation.gallery.signed_urls import DAY, SECRET_SECONDS, SignedUrls
from storage.facts import FactStore
from storage.records import Image
from tests.generation.application import BOB
from tests.generation.wired_services import until
from tests.storage.stores import Stores
from tests.web.api_client import ANN, SESSION, TABLE, THE_GM, ApiClient, open_api

PUBLIC_CACHE = "public, max-age=86400"


def move_away(web: ApiClient, image: Image) -> None:
    Path(web.room.services.gallery.path(image) or "").unlink()


@pytest.mark.parametrize("key", ["image_url", "display_url", "thumbnail_url"])
async def test_a_signed_link_needs_no_token(key: str, web: ApiClient) -> None:
    image = await web.generate()
    address = (await web.details(image))[key]
    answer = await web.get(address, by=None)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == PUBLIC_CACHE
    assert Pillow.open(io.BytesIO(answer.body)).size[0] <= 512


async def test_a_link_is_the_same_when_it_is_asked_for_again(web: ApiClient) -> None:
    image = await web.generate()
    assert (await web.details(image))["thumbnail_url"] == (await web.details(image))["thumbnail_url"]


@pytest.mark.parametrize("change", ["signature", "expires", "image", "session"])
async def test_a_link_that_was_changed_shows_nothing(change: str, web: ApiClient) -> None:
    image, other = await web.generate(), await web.generate()
    address = (await web.details(image))["thumbnail_url"]
    given = parse_qs(urlsplit(address).query)
    changed = {
        "signature": address.replace(given["signature"][0], "0" * 43),
        "expires": address.replace(given["expires"][0], str(int(given["expires"][0]) + 1)),
        "image": address.replace(image.id, other.id),
        "session": address.replace("/1001/", "/1002/"),
    }[change]
    answer = await web.get(changed, by=None)
    assert (answer.status, answer.json["status"]) == (404, "error")


async def test_a_link_ends(web: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    image = await web.generate()
    address = (await web.details(image))["image_url"]
    expires = int(parse_qs(urlsplit(address).query)["expires"][0])
    monkeypatch.setattr("generation.gallery.signed_urls.time.time", lambda: float(expires))
    assert (await web.get(address, by=None)).status == 404


async def test_links_are_good_for_a_day_and_a_secret_s_for_minutes(web: ApiClient) -> None:
    links, public = SignedUrls("k" * 16), await web.generate()
    secret = await web.generate(THE_GM, secret=True)
    now = int(parse_qs(urlsplit((await web.details(secret, THE_GM))["image_url"]).query)["expires"][0]) - SECRET_SECONDS
    assert links.to(public).expires >= now + DAY


async def test_a_file_is_sent_once_and_in_parts(web: ApiClient) -> None:
    image = await web.generate()
    address = f"{SESSION}/image/{image.id}/picture"
    whole = await web.get(address)
    etag = whole.headers["ETag"]
    assert etag == f'"{image.sha256}"'
    assert whole.headers["Cache-Control"] == "private, no-cache"
    had = await web.get(address, If_None_Match=f'"other", {etag}')
    assert (had.status, had.body) == (304, b"")
    part = await web.get(address, Range="bytes=10-19")
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.body)}"
    assert (await web.get(address, Range="bytes=-7")).body == whole.body[-7:]
    assert (await web.get(address, Range="bytes=100-")).body == whole.body[100:]
    assert (await web.get(address, Range="bytes=0-1", If_Range='"another"')).body == whole.body
    assert (await web.get(address, Range="bytes=0-1,5-6")).body == whole.body
    beyond = await web.get(address, Range=f"bytes={len(whole.body)}-")
    assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{len(whole.body)}")
    assert beyond.json["status"] == "error"


async def test_a_head_tells_the_size_without_the_file(web: ApiClient) -> None:
    image = await web.generate()
    answer = await web.call("HEAD", f"{SESSION}/image/{image.id}/picture")
    assert (answer.status, answer.body, int(answer.headers["Content-Length"])) == (200, b"", image.bytes)


@pytest.mark.parametrize(("format_", "kind"), [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP")])
async def test_a_picture_is_downloaded_in_a_format(format_: str, kind: str, web: ApiClient) -> None:
    image = await web.generate()
    answer = await web.get(f"{SESSION}/image/{image.id}/picture?format={format_}&download=true")
    assert Pillow.open(io.BytesIO(answer.body)).format == kind
    assert answer.headers["Content-Type"] == f"image/{format_}"
    assert "attachment" in answer.headers["Content-Disposition"]


async def test_another_format_has_another_etag(web: ApiClient) -> None:
    image = await web.generate()
    etags = {
        (await web.get(f"{SESSION}/image/{image.id}/picture?format={format_}")).headers["ETag"]
        for format_ in ("png", "jpeg", "webp")
    }
    assert len(etags) == 3


async def test_a_file_that_was_moved_away_is_not_found(web: ApiClient) -> None:
    image = await web.generate()
    move_away(web, image)
    answer = await web.get(f"{SESSION}/image/{image.id}/picture")
    assert (answer.status, answer.json["code"]) == (404, "not_found")


async def test_links_are_below_the_public_address_and_public_pictures_at_the_cdn(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = WebOptions(
        port=0, public_base_url="https://scenes.example.org", cdn_base_url="https://cdn.example.org/scenes"
    )
    async with open_api(settings, monkeypatch, options) as web:
        public, secret = await web.generate(), await web.generate(THE_GM, secret=True)
        shown = await web.details(public)
        assert shown["image_url"].startswith(f"https://cdn.example.org/scenes{SESSION}/image/{public.id}/picture?")
        shown = await web.details(secret, THE_GM)
        assert shown["image_url"].startswith(f"https://scenes.example.org{SESSION}/")
        policy = (await web.get("/api/ping")).headers["Content-Security-Policy"]
        assert "img-src 'self' data: blob: https://cdn.example.org;" in policy


async def test_a_gallery_is_exported_with_a_manifest(web: ApiClient) -> None:
    first, second = await web.generate(), await web.generate()
    await web.generate(THE_GM, secret=True)
    await web.room.services.gallery.set_tags(first.id, ANN, ["docks"])
    answer = await web.get(f"{SESSION}/export")
    assert answer.headers["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.body))
    assert archive.testzip() is None
    manifest = json.loads(archive.read("manifest.json"))
    assert [each["id"] for each in manifest["images"]] == [second.id, first.id]
    assert manifest["images"][1]["tags"] == ["docks"]
    original = await web.room.services.gallery.original(first)
    assert archive.read(manifest["images"][1]["file"]) == original
    tagged = await web.get(f"{SESSION}/export?tag=docks&format=webp")
    archive = zipfile.ZipFile(io.BytesIO(tagged.body))
    assert [name.rpartition(".")[2] for name in archive.namelist()] == ["webp", "json"]


async def test_an_export_has_every_picture_and_says_what_is_missing(
    web: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PAGE", 2)
    monkeypatch.setattr(export, "MANIFEST_IN_MEMORY", 100)
    images = [await web.generate() for _ in range(5)]
    move_away(web, images[2])
    archive = zipfile.ZipFile(io.BytesIO((await web.get(f"{SESSION}/export")).body))
    entries = json.loads(archive.read("manifest.json"))["images"]
    assert [each["id"] for each in entries] == [each.id for each in reversed(images)]
    assert [each["file"] is None for each in entries] == [False, False, True, False, False]
    assert len(archive.namelist()) == 5


async def test_an_export_of_nothing_has_a_manifest(web: ApiClient) -> None:
    archive = zipfile.ZipFile(io.BytesIO((await web.get(f"{SESSION}/export")).body))
    assert json.loads(archive.read("manifest.json")) == {"session_id": TABLE, "images": []}


async def test_two_exports_of_a_member_are_under_way_at_most(web: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    await web.generate()
    await web.room.running.enter(BOB)
    read, let_go, state = web.room.services.gallery.original, asyncio.Event(), web.server._state

    async def held(image: Image) -> bytes:
        await let_go.wait()
        return await read(image)

    monkeypatch.setattr(web.room.services.gallery, "original", held)
    slow = [asyncio.create_task(web.get(f"{SESSION}/export")) for _ in range(2)]
    await until(lambda: state.exports.total() == 2)
    refused = await web.get(f"{SESSION}/export")
    assert (refused.status, refused.json["code"]) == (429, "too_many")
    assert "not done yet" in refused.json["error"]
    assert int(refused.headers["Retry-After"]) > 0
    others = asyncio.create_task(web.get(f"{SESSION}/export", by=BOB))
    await until(lambda: state.exports.total() == 3)
    let_go.set()
    assert [(await each).status for each in (*slow, others)] == [200] * 3
    await until(lambda: not state.exports)
    assert (await web.get(f"{SESSION}/export")).status == 200


async def test_who_hangs_up_has_no_export_under_way(web: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    await web.generate()

    async def held(_image: Image) -> bytes:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(web.room.services.gallery, "original", held)
    slow, state = asyncio.create_task(web.get(f"{SESSION}/export")), web.server._state
    await until(lambda: state.exports.total() == 1)
    slow.cancel()
    await asyncio.wait({slow})
    await until(lambda: not state.exports)


class LateFacts(FactStore):
    """Facts as a process has seen them that looked just before another one wrote."""

    _is_first = True

    async def get(self, name: str) -> str | None:
        """Return nothing the first time."""
        if self._is_first:
            self._is_first = False
            return None
        return await super().get(name)


async def test_processes_that_start_at_once_sign_with_one_key(stores: Stores, settings: Settings) -> None:
    signers = [await open_signed_urls(settings, LateFacts(stores.database)) for _ in range(3)]
    assert len({signer._key for signer in signers}) == 1
    assert (await open_signed_urls(settings, stores.facts))._key == signers[0]._key
