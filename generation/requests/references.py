"""Pictures to paint after, kept beside the request until it is painted."""

from collections.abc import Sequence

from generation.images.normalize import NormalImage
from storage.blobs import BlobStore, blob_key
from storage.errors import StorageError


async def store_references(
    blobs: BlobStore, session_id: str, request_id: str, images: Sequence[NormalImage]
) -> tuple[str, ...]:
    """Store checked pictures and return their keys; the orphan sweep takes them when they are a day old.

    Raises:
        StorageError: they could not be stored.

    """
    by_key = {
        blob_key(session_id, request_id, f"reference-{number}.{image.kind}"): image.data
        for number, image in enumerate(images)
    }
    if by_key:
        await blobs.put_all(by_key)
    return tuple(by_key)


async def read_references(blobs: BlobStore, keys: Sequence[str]) -> tuple[bytes, ...]:
    """Return the reference images of an earlier request; none where they are gone."""
    try:
        return tuple([await blobs.get(key) for key in keys])
    except StorageError:
        return ()
