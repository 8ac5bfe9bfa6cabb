"""A store that checks signatures: it takes, gives, lists and deletes for us, and refuses everybody else."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import obstore
import pytest
from obstore.store import S3Store

from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.s3 import check_bucket, open_bucket
from tests.object_store.seaweedfs import BUCKET, SECRET_KEY, SeaweedFS

KEY = "table/1/lease-original.png"
#: More than obstore sends in one piece, and than 8 MB.
LARGE = bytes(range(256)) * 2**10 * 40


@pytest.fixture
def prefix() -> str:
    return f"/{uuid4().hex}"


@pytest.fixture
def blobs(s3: SeaweedFS, prefix: str) -> BlobStore:
    return BlobStore.remote(s3.bucket(prefix))


async def test_what_was_put_is_given_listed_and_deleted(blobs: BlobStore) -> None:
    await blobs.put_all({KEY: b"picture", "table/1/lease-thumbnail.jpg": b"small"})
    assert await blobs.get(KEY) == b"picture"
    assert await blobs.sizes() == {KEY: 7, "table/1/lease-thumbnail.jpg": 5}
    assert await blobs.missing([KEY, "table/2/lease-original.png"]) == ["table/2/lease-original.png"]
    await blobs.delete_all_of(KEY)
    assert await blobs.sizes() == {}


async def test_a_large_picture_comes_back_whole(blobs: BlobStore) -> None:
    await blobs.put_all({KEY: LARGE})
    assert await blobs.get(KEY) == LARGE


async def test_old_files_are_told_from_new_ones(blobs: BlobStore) -> None:
    await blobs.put_all({KEY: b"picture"})
    moment = datetime.now(UTC)
    assert [each async for each in blobs.old_pictures(moment - timedelta(days=1))] == []
    assert [each async for each in blobs.old_pictures(moment + timedelta(days=1))] == [("table/1/lease", [KEY])]


async def test_nobody_gets_in_without_a_signature(blobs: BlobStore, s3: SeaweedFS, prefix: str) -> None:
    await blobs.put_all({KEY: b"picture"})
    address = f"{s3.url}/{BUCKET}{prefix}/{KEY}"
    async with httpx.AsyncClient() as stranger:
        assert (await stranger.get(address)).status_code == 403
        assert (await stranger.put(address, content=b"mine")).status_code == 403
        assert (await stranger.delete(address)).status_code == 403
    assert await blobs.get(KEY) == b"picture"


async def test_a_link_shows_its_picture_and_no_other_and_not_for_long(blobs: BlobStore, s3: SeaweedFS) -> None:
    await blobs.put_all({KEY: b"picture", "table/2/lease-original.png": b"a secret"})
    link = await blobs.link_to(KEY)
    assert link is not None
    assert link.startswith(s3.url)
    assert isinstance(blobs._store, S3Store)
    brief = await obstore.sign_async(blobs._store, "GET", KEY, expires_in=timedelta(seconds=1))
    async with httpx.AsyncClient() as browser:
        shown = await browser.get(link)
        assert (shown.status_code, shown.content, shown.headers["Content-Type"]) == (200, b"picture", "image/png")
        assert (await browser.get(link.replace("/1/", "/2/"))).status_code == 403
        assert (await browser.put(link, content=b"mine")).status_code == 403
        await asyncio.sleep(2.1)  # what a link of one second needs to end
        assert (await browser.get(brief)).status_code == 403


async def test_wrong_keys_are_a_sentence_without_them(s3: SeaweedFS) -> None:
    wrong = s3.variables | {"AWS_SECRET_ACCESS_KEY": SECRET_KEY[::-1]}
    with pytest.raises(StorageError, match="refuses the credentials for bucket pictures") as refused:
        await check_bucket(open_bucket(f"s3://{BUCKET}", wrong), wrong)
    assert SECRET_KEY[::-1] not in refused.value.sentence
