"""The whole application with its pictures in a bucket: painted, shown, exported, varied, swept, deleted; and a CDN."""

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.web import Response

from bot.commands.checks.finding import fine
from bot.commands.checks.stored import check_stored
from bot.console.image_words import path_of as file_of
from bot.console.results import ImageFile
from bot.settings import Settings
from bot.web.state import WebOptions
from generation.maintenance import sweep_orphans
from tests.generation.wired_services import until
from tests.resilience.running_app import be_quick
from tests.servers.s3 import BUCKET, KEY_ID, SECRET_KEY, FakeS3
from tests.web.api_client import SESSION, TABLE, THE_GM, ApiClient, open_api

CDN = "https://cdn.example"


@pytest.fixture
async def s3(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeS3]:
    async with FakeS3() as server:
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        # A container's env file has what is not set as empty.
        monkeypatch.setenv("AWS_SESSION_TOKEN", "")
        yield server


@pytest.fixture
def remote(settings: Settings, s3: FakeS3) -> Settings:
    return settings.model_copy(update={"image_store_url": f"s3://{BUCKET}/scenes"})


@pytest.fixture
async def web(remote: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ApiClient]:
    async with open_api(remote, monkeypatch) as client:
        yield client


async def test_a_picture_lies_in_the_bucket_and_is_shown_from_there(
    web: ApiClient, s3: FakeS3, remote: Settings
) -> None:
    image = await web.generate()
    assert image.image_url is not None
    names = sorted(key.rpartition("-")[2] for key in s3.objects)
    assert names == ["display.jpg", "original.png", "thumbnail.jpg"]
    assert not (remote.data_dir / "images").exists()
    shown = await web.get(f"{SESSION}/image/{image.id}/picture")
    assert (shown.status, shown.body) == (200, s3.objects[f"scenes/{image.image_url}"])
    for size in ("display", "thumbnail"):
        assert (await web.get(f"{SESSION}/image/{image.id}/{size}")).status == 200
    part = await web.get(f"{SESSION}/image/{image.id}/picture", Range="bytes=0-9")
    assert (part.status, part.body) == (206, shown.body[:10])


async def test_the_export_and_the_contact_sheet_read_the_bucket(web: ApiClient) -> None:
    image = await web.generate()
    export = await web.get(f"{SESSION}/export")
    names = zipfile.ZipFile(io.BytesIO(export.body)).namelist()
    assert "manifest.json" in names
    assert any(name.endswith(".png") for name in names)
    assert await web.room.services.gallery.contact_sheet([image])
    assert web.room.services.gallery.path(image) is None
    assert file_of(ImageFile(image, None, None)).plain == image.image_url


async def test_only_what_shows_a_picture_is_sent_to_the_bucket_and_no_secret_is_kept_on_the_way(
    remote: Settings, s3: FakeS3, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = remote.model_copy(update={"image_store_links": True})
    async with open_api(linked, monkeypatch, WebOptions(port=0, store_origin="https://bucket.example")) as web:
        image, secret = await web.generate(), await web.generate(THE_GM, secret=True)
        shown = await web.get(f"{SESSION}/image/{image.id}/display", Sec_Fetch_Dest="image", Sec_Fetch_Mode="no-cors")
        assert (shown.status, shown.headers["Cache-Control"]) == (307, "private, max-age=150")
        path = f"{SESSION}/image/{secret.id}/display"
        hidden = await web.get(path, by=THE_GM, Sec_Fetch_Dest="image", Sec_Fetch_Mode="no-cors")
        assert (hidden.status, hidden.headers["Cache-Control"]) == (307, "no-store")
        assert (await web.get(path, Sec_Fetch_Dest="image", Sec_Fetch_Mode="no-cors")).status == 404
        # An image that a script may look into, on another site or in a canvas, has to come from here.
        drawn = await web.get(f"{SESSION}/image/{image.id}/display", Sec_Fetch_Dest="image", Sec_Fetch_Mode="cors")
        assert drawn.status == 200


async def test_a_deleted_picture_leaves_nothing_in_the_bucket(web: ApiClient, s3: FakeS3) -> None:
    image = await web.generate()
    assert (await web.call("DELETE", f"{SESSION}/image/{image.id}")).status == 200
    assert s3.objects == {}


async def test_the_sweep_takes_what_no_row_points_to(web: ApiClient, s3: FakeS3) -> None:
    await web.generate()
    kept = set(s3.objects)
    long_ago = datetime.now(UTC) - timedelta(days=2)
    for key in kept:
        s3.changed_at[key] = long_ago
    s3.store("scenes/table/none/lease-original.png", b"x", long_ago)
    app = web.room.running.app
    assert await sweep_orphans(app.stores.images, app.stores.cast, app.stores.blobs) == 1
    assert set(s3.objects) == kept


async def test_a_bucket_that_fails_is_tried_again_and_nothing_half_is_left(
    web: ApiClient, s3: FakeS3, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    be_quick(monkeypatch)
    s3.broken = lambda: Response(status=403)
    request_id, puts = await web.room.ask(), 3
    await until(lambda: sum(asked.startswith("PUT") for asked in s3.asked) > puts)
    s3.broken = None
    assert (await web.room.ended(request_id)).status == "completed"
    assert len(s3.objects) == 3
    assert "the picture store did not take" in caplog.text
    assert "never retrieved" not in caplog.text


async def test_public_pictures_have_an_address_at_the_cdn_and_secret_ones_none(
    remote: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = remote.model_copy(update={"cdn_base_url": CDN})
    async with open_api(settings, monkeypatch) as web:
        image, secret = await web.generate(), await web.generate(THE_GM, secret=True)
        address = web.room.services.gallery.image_url_of(image)
        assert address is not None
        assert address.startswith(f"{CDN}/api/session/{TABLE}/image/{image.id}/display?")
        assert (await web.get(address.removeprefix(CDN), by=None)).status == 200
        assert web.room.services.gallery.image_url_of(secret) is None
        assert web.room.services.gallery.image_url_of(replace(image, visibility=secret.visibility)) is None


async def test_without_a_cdn_no_picture_has_a_public_address(web: ApiClient) -> None:
    assert web.room.services.gallery.image_url_of(await web.generate()) is None


async def test_doctor_tries_the_bucket_out(remote: Settings, s3: FakeS3, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fine("The picture store takes pictures and deletes them.") in (await check_stored(remote)).findings
    assert s3.objects == {}
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID[::-1])
    lines = "".join(finding.line for finding in (await check_stored(remote)).findings)
    assert "BAD  The picture store refuses the credentials for bucket pictures." in lines
    assert SECRET_KEY not in lines


async def test_a_bucket_that_does_not_answer_is_not_ready(
    web: ApiClient, s3: FakeS3, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.readiness.FRESH_SECONDS", 0.0)
    assert (await web.get("/readyz", by=None)).status == 200
    s3.broken = lambda: Response(status=403)
    assert (await web.get("/readyz", by=None)).status == 503
    s3.broken = None
    assert (await web.get("/readyz", by=None)).status == 200
