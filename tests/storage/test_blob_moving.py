"""Moving pictures between stores: all of them, whole, once, and nothing is taken away before that."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from storage.blob_moving import Moved, move_blobs
from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.s3 import open_bucket
from tests.servers.s3 import BUCKET, FakeS3

FILES = {f"table/{number}/lease-original.png": bytes([number]) * 1000 for number in range(20)}
SIZE = 20_000


@pytest.fixture
async def s3() -> AsyncIterator[FakeS3]:
    async with FakeS3() as server:
        yield server


@pytest.fixture
def bucket(s3: FakeS3) -> BlobStore:
    return BlobStore.remote(open_bucket(f"s3://{BUCKET}/scenes", s3.variables))


@pytest.fixture
async def folder(tmp_path: Path) -> BlobStore:
    blobs = BlobStore.local(tmp_path / "images")
    await blobs.put_all(FILES)
    return blobs


async def files_of(blobs: BlobStore) -> dict[str, bytes]:
    return {key: await blobs.get(key) for key in await blobs.sizes()}


async def test_every_file_is_in_the_new_store_and_stays_in_the_old(folder: BlobStore, bucket: BlobStore) -> None:
    told = list[tuple[int, int]]()
    moved = await move_blobs(folder, bucket, told=lambda done, of: told.append((done, of)))
    assert moved == Moved(files=20, size=SIZE, copied=20, there=0, gone=0, taken_away=0)
    assert await files_of(bucket) == await files_of(folder) == FILES
    assert told == [(done, 20) for done in range(1, 21)]


async def test_it_goes_back_as_well(folder: BlobStore, bucket: BlobStore, tmp_path: Path) -> None:
    await move_blobs(folder, bucket)
    back = BlobStore.local(tmp_path / "back")
    await move_blobs(bucket, back)
    assert await files_of(back) == FILES


async def test_one_that_was_interrupted_copies_only_what_is_lacking(
    folder: BlobStore, bucket: BlobStore, s3: FakeS3
) -> None:
    def ends(done: int, _all: int) -> None:
        if done == 5:
            raise StorageError("The plug was pulled.")

    with pytest.raises(StorageError, match="plug"):
        await move_blobs(folder, bucket, told=ends)
    before = len(s3.objects)
    assert 5 <= before < 20
    moved = await move_blobs(folder, bucket)
    assert (moved.copied, moved.there) == (20 - before, before)
    assert await files_of(bucket) == FILES


async def test_what_is_new_is_brought_by_a_second_move(folder: BlobStore, bucket: BlobStore) -> None:
    await move_blobs(folder, bucket)
    await folder.put_all({"table/new/lease-original.png": b"new"})
    assert (await move_blobs(folder, bucket)).copied == 1
    assert await bucket.get("table/new/lease-original.png") == b"new"


async def test_the_old_files_are_deleted_only_when_that_is_asked_for(folder: BlobStore, bucket: BlobStore) -> None:
    moved = await move_blobs(folder, bucket, delete=True)
    assert moved.taken_away == 20
    assert await files_of(folder) == {}
    assert await files_of(bucket) == FILES


async def test_a_store_that_takes_no_more_ends_it_and_nothing_is_deleted(
    folder: BlobStore, bucket: BlobStore, s3: FakeS3
) -> None:
    def full(_done: int, _all: int) -> None:
        s3.broken = lambda: web.Response(status=403)

    with pytest.raises(StorageError):
        await move_blobs(folder, bucket, delete=True, told=full)
    assert await files_of(folder) == FILES


async def test_one_of_the_same_size_and_other_bytes_is_found_where_that_is_asked_for(
    folder: BlobStore, bucket: BlobStore
) -> None:
    await move_blobs(folder, bucket)
    await bucket.put_all({"table/3/lease-original.png": b"x" * 1000})
    assert (await move_blobs(folder, bucket)).there == 20
    with pytest.raises(StorageError, match="something else for table/3/lease-original"):
        await move_blobs(folder, bucket, verify=True, delete=True)
    assert await files_of(folder) == FILES


async def test_a_picture_that_is_deleted_meanwhile_is_no_error(folder: BlobStore, bucket: BlobStore) -> None:
    class Listed(BlobStore):
        async def sizes(self) -> dict[str, int]:
            return {**await super().sizes(), "table/gone/lease-original.png": 7}

    path = folder.path("")
    assert path is not None
    moved = await move_blobs(Listed(folder._store, path), bucket)
    assert (moved.files, moved.copied, moved.gone) == (21, 20, 1)
