"""The application on a real store: painted once whatever it does, shown by its links, moved there whole."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from bot.settings import Settings
from bot.web.state import WebOptions
from storage.blobs import BlobStore
from tests.bot.processes import ROOT, running
from tests.generation.wired_services import until
from tests.object_store.seaweedfs import BUCKET, SeaweedFS
from tests.resilience.running_app import be_quick
from tests.web.api_client import SESSION, ApiClient, open_api

FILES = {f"table/{number}/lease-original.png": bytes([number % 251]) * 200_000 for number in range(300)}


@pytest.fixture
def remote(settings: Settings, s3: SeaweedFS) -> Settings:
    address = f"s3://{BUCKET}/{uuid4().hex}"
    return settings.model_copy(update={"image_store_url": address, "image_store_links": True})


@pytest.fixture
async def web(remote: Settings, s3: SeaweedFS, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ApiClient]:
    be_quick(monkeypatch)
    monkeypatch.setattr("generation.execution.pipeline.STORE_AGAIN_AFTER", (0.5,))
    async with open_api(remote, monkeypatch, WebOptions(port=0, store_origin=s3.url), workers=3) as client:
        assert client.room.running.app.store_origin == s3.url
        yield client


async def test_browsers_are_sent_to_the_store_and_everybody_else_is_served(web: ApiClient) -> None:
    image = await web.generate()
    for size in ("picture", "display", "thumbnail"):
        path = f"{SESSION}/image/{image.id}/{size}"
        served = await web.get(path)
        assert served.status == 200
        sent = await web.get(path, Sec_Fetch_Dest="image")
        assert sent.status == 307
        async with httpx.AsyncClient() as browser:
            assert (await browser.get(sent.headers["Location"])).content == served.body
    assert (await web.get(f"{SESSION}/image/{image.id}/display", by=None, Sec_Fetch_Dest="image")).status == 401


async def test_pictures_wait_for_a_store_that_is_away_and_none_is_painted_twice(web: ApiClient, s3: SeaweedFS) -> None:
    await web.generate()
    before = len(web.room.painter.orders)
    await asyncio.to_thread(s3.stop)
    try:
        asked = [await web.room.ask() for _ in range(3)]
        await until(lambda: len(web.room.painter.orders) >= before + 1)
    finally:
        await asyncio.to_thread(s3.start)
    ended = [await web.room.ended(request_id) for request_id in asked]
    assert [request.status for request in ended] == ["completed"] * 3
    assert len(web.room.painter.orders) == before + 3
    rows = await web.room.running.rows("SELECT image_url FROM generated_image WHERE status = 'completed'")
    keys = [row["image_url"] for row in rows]
    assert len(keys) == 4
    assert await web.room.running.app.stores.blobs.missing(keys) == []


async def test_a_move_that_is_killed_twice_is_whole_in_the_end(s3: SeaweedFS, tmp_path: Path) -> None:
    old = BlobStore.local(tmp_path / "images")
    await old.put_all(FILES)
    address = f"s3://{BUCKET}/{uuid4().hex}"
    new = BlobStore.remote(s3.bucket(address.removeprefix(f"s3://{BUCKET}")))
    command = (str(ROOT / "bot.py"), "blobs", "move", "--to", address)
    there = 0
    for _ in range(2):
        async with running(*command, DATA_DIR=str(tmp_path), **s3.variables) as move:
            before = there
            while there < before + 40:
                there = len(await new.sizes())
            move.signal_group(signal.SIGKILL)
            assert await move.ended() == -signal.SIGKILL
    assert there < len(FILES)
    async with running(*command, "--verify", DATA_DIR=str(tmp_path), **s3.variables) as move:
        await move.printed(b"there already.")
        await move.printed(address.encode())
        assert await move.ended() == 0
    assert await new.sizes() == {key: len(data) for key, data in FILES.items()}
    assert await new.get("table/7/lease-original.png") == FILES["table/7/lease-original.png"]
    moved_away = (*command, "--from", str(tmp_path / "images"), "--delete")
    async with running(*moved_away, DATA_DIR=str(tmp_path), IMAGE_STORE_URL=address, **s3.variables) as move:
        await move.printed(b"300 files were deleted in the old store.")
        assert await move.ended() == 0
    assert await old.sizes() == {}
