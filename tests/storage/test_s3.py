"""Pictures in an S3-compatible store: the promises of a folder, and one sentence where it cannot be used."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.s3 import check_bucket, open_bucket
from tests.servers.s3 import BUCKET, SECRET_KEY, FakeS3

ADDRESS = f"s3://{BUCKET}/scenes/2080"
KEY = "table/1/lease-original.png"
#: More than obstore sends in one piece.
LARGE = bytes(range(256)) * 2**10 * 25


@pytest.fixture
async def s3() -> AsyncIterator[FakeS3]:
    async with FakeS3() as server:
        yield server


@pytest.fixture
def blobs(s3: FakeS3) -> BlobStore:
    return BlobStore.remote(open_bucket(ADDRESS, s3.variables))


async def checked(s3: FakeS3, address: str = ADDRESS, **variables: str) -> str:
    """Open a bucket that cannot be used and return the sentence."""
    with pytest.raises(StorageError) as caught:
        await check_bucket(open_bucket(address, s3.variables | variables), s3.variables | variables)
    return caught.value.sentence


async def test_what_was_put_can_be_got_and_lies_below_the_prefix(blobs: BlobStore, s3: FakeS3) -> None:
    await blobs.put_all({KEY: b"picture", "table/1/lease-thumbnail.jpg": b"small"})
    assert await blobs.get(KEY) == b"picture"
    assert s3.objects == {
        f"scenes/2080/{KEY}": b"picture",
        "scenes/2080/table/1/lease-thumbnail.jpg": b"small",
    }
    assert blobs.path(KEY) is None


async def test_a_large_picture_goes_in_parts_and_comes_back_whole(blobs: BlobStore, s3: FakeS3) -> None:
    await blobs.put_all({KEY: LARGE})
    assert sum("partNumber" in asked for asked in s3.asked) == 2
    assert await blobs.get(KEY) == LARGE


async def test_deleting_what_is_not_there_is_no_error(blobs: BlobStore, s3: FakeS3) -> None:
    await blobs.put_all({KEY: b"picture"})
    await blobs.delete(["table/none/x.png", KEY])
    assert s3.objects == {}


async def test_what_is_not_there_is_a_sentence(blobs: BlobStore) -> None:
    with pytest.raises(StorageError, match=r"table/1/x\.png is not in the store"):
        await blobs.get("table/1/x.png")


async def test_a_store_that_refuses_is_not_a_picture_that_is_gone(blobs: BlobStore, s3: FakeS3) -> None:
    s3.broken = lambda: web.Response(status=403)
    with pytest.raises(StorageError, match="does not answer"):
        await blobs.get(KEY)
    with pytest.raises(StorageError, match="refused to take"):
        await blobs.put_all({KEY: b"picture"})
    with pytest.raises(StorageError, match="cannot be listed"):
        [each async for each in blobs.old_pictures(datetime.now(UTC))]


@pytest.mark.parametrize(
    ("signed", "received", "said"),
    [
        ("20800314T220509Z", "2080-03-14T21:05:09Z", "60 minutes ahead of"),
        ("20800314T202509Z", "2080-03-14T21:05:09Z", "40 minutes behind"),
    ],
)
async def test_a_clock_that_is_off_is_told_and_not_taken_for_wrong_credentials(
    signed: str, received: str, said: str, blobs: BlobStore, s3: FakeS3, caplog: pytest.LogCaptureFixture
) -> None:
    too_skewed = (
        "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message>"
        f"<RequestTime>{signed}</RequestTime><ServerTime>{received}</ServerTime></Error>"
    )
    s3.broken = lambda: web.Response(status=403, text=too_skewed, content_type="application/xml")
    sentence = f"this machine's clock is {said} the store's; set it, as by NTP"
    assert await checked(s3) == f"The picture store cannot be used: {sentence}."
    with pytest.raises(StorageError, match="refused to take"):
        await blobs.put_all({KEY: b"picture"})
    assert sentence in caplog.text


async def test_old_pictures_are_found_below_the_prefix_alone(blobs: BlobStore, s3: FakeS3) -> None:
    day = timedelta(days=1)
    for name in ("original.png", "display.jpg", "thumbnail.jpg"):
        s3.store(f"scenes/2080/table/old/lease-{name}", b"x", datetime.now(UTC) - 2 * day)
        s3.store(f"others/table/old/lease-{name}", b"x", datetime.now(UTC) - 2 * day)
        s3.store(f"scenes/2080/table/new/lease-{name}", b"x")
    found = [each async for each in blobs.old_pictures(datetime.now(UTC) - day)]
    assert [(stem, sorted(keys)) for stem, keys in found] == [
        ("table/old/lease", [f"table/old/lease-{name}" for name in ("display.jpg", "original.png", "thumbnail.jpg")])
    ]


async def test_a_bucket_that_can_be_used_is_left_as_it_was(s3: FakeS3) -> None:
    await check_bucket(open_bucket(ADDRESS, s3.variables), s3.variables)
    assert s3.objects == {}
    assert s3.asked


async def test_the_address_may_name_endpoint_and_region(s3: FakeS3) -> None:
    variables = s3.variables | {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_REGION": "mars-1"}
    bucket = open_bucket(f"s3://{BUCKET}?endpoint={s3.url}&region=eu-central-1", variables)
    await check_bucket(bucket, variables)
    assert bucket.config["region"] == "eu-central-1"


async def test_a_wrong_bucket_is_named(s3: FakeS3) -> None:
    assert "There is no bucket elsewhere" in await checked(s3, "s3://elsewhere/scenes")


async def test_refused_credentials_are_a_sentence_without_them(s3: FakeS3) -> None:
    sentence = await checked(s3, AWS_ACCESS_KEY_ID="AKIDNOBODY")
    assert "refuses the credentials for bucket pictures" in sentence
    assert SECRET_KEY not in sentence


async def test_a_store_that_is_not_there_is_a_sentence(s3: FakeS3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.s3.MOST_RETRIES", 0)
    sentence = await checked(s3, AWS_ENDPOINT_URL="http://127.0.0.1:9")
    assert sentence.startswith("The picture store cannot be used: ")
    assert "AWS_ variables" in sentence
    assert "\n" not in sentence


async def test_what_a_store_repeats_of_a_secret_is_hidden(s3: FakeS3) -> None:
    s3.broken = lambda: web.Response(status=400, text=f"bad token {SECRET_KEY}")
    sentence = await checked(s3)
    assert SECRET_KEY not in sentence


@pytest.mark.parametrize(
    "address",
    [
        "",
        "pictures",
        "http://pictures",
        "s3://",
        "s3:///scenes",
        "s3://a b/c",
        "s3://bucket?x",
        "s3://bucket#x",
        "s3://[",
    ],
)
def test_what_is_no_address_is_refused_by_the_variables_name(address: str) -> None:
    with pytest.raises(StorageError, match=r"^IMAGE_STORE_URL: "):
        open_bucket(address, {})


@pytest.mark.parametrize(
    "address",
    ["s3://key:hush-hush@bucket/x", "s3://bucket/x?secret_access_key=hush-hush", "s3://bucket?token=hush-hush"],
)
def test_credentials_in_the_address_are_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(StorageError, match="AWS_SECRET_ACCESS_KEY") as caught:
        open_bucket(address, {})
    assert "hush" not in caught.value.sentence


def test_credentials_in_the_endpoint_are_refused_and_not_repeated() -> None:
    with pytest.raises(StorageError, match="AWS_ENDPOINT_URL") as caught:
        open_bucket("s3://bucket", {"AWS_ENDPOINT_URL": "https://me:hush-hush@s3.example.org"})
    assert "hush" not in caught.value.sentence
