"""Reference images: checked when they are given, and kept beside the request until it is painted."""

import asyncio
from collections.abc import Sequence

from generation.errors import RefusedError
from generation.i18n import _
from generation.images.decode import BadImageError, image_format
from storage.blobs import BlobStore, blob_key
from storage.errors import StorageError

MOST = 4
MAX_BYTES = 10 * 2**20


async def check_references(files: Sequence[bytes]) -> tuple[str, ...]:
    """Return the formats of image files that somebody gives; nothing is stored.

    Raises:
        RefusedError: there are too many, or one is no image or too large.

    """
    if len(files) > MOST:
        raise RefusedError(
            _("{count} reference pictures are too many; {most} is the most.").format(count=len(files), most=MOST)
        )
    return tuple([await _format_of(data) for data in files])


async def _format_of(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise RefusedError(
            _("The reference picture is larger than {megabytes} MB. Give a smaller one.").format(
                megabytes=MAX_BYTES // 2**20
            )
        )
    try:
        return await asyncio.to_thread(image_format, data)
    except BadImageError:
        raise RefusedError(_("The reference is not a picture that I can read. Give a PNG, JPEG or WebP.")) from None


async def store_references(
    blobs: BlobStore, session_id: str, request_id: str, files: Sequence[bytes], formats: Sequence[str]
) -> tuple[str, ...]:
    """Store checked image files and return their keys; the orphan sweep takes them when they are a day old.

    Raises:
        StorageError: they could not be stored.

    """
    by_key = {
        blob_key(session_id, request_id, f"reference-{number}.{format_}"): data
        for number, (data, format_) in enumerate(zip(files, formats, strict=True))
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
