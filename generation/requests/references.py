"""Pictures that a requester gives as examples: checked, and kept beside the request until it is painted."""

import asyncio

from generation.errors import RefusedError
from generation.i18n import _
from generation.images.decode import BadImageError, picture_format
from storage.blobs import BlobStore, blob_key

MOST = 4
MAX_BYTES = 10 * 2**20


async def store_references(
    blobs: BlobStore, session_id: str, request_id: str, files: tuple[bytes, ...]
) -> tuple[str, ...]:
    """Store the pictures and return their keys; the orphan sweep takes them when they are a day old.

    Raises:
        RefusedError: there are too many, or one is no picture or too large.
        StorageError: they could not be stored.

    """
    if len(files) > MOST:
        raise RefusedError(
            _("{count} reference pictures are too many; {most} is the most.").format(count=len(files), most=MOST)
        )
    blobs_by_key = {}
    for number, data in enumerate(files):
        if len(data) > MAX_BYTES:
            raise RefusedError(
                _("The reference picture is larger than {megabytes} MB. Give a smaller one.").format(
                    megabytes=MAX_BYTES // 2**20
                )
            )
        try:
            format_ = await asyncio.to_thread(picture_format, data)
        except BadImageError:
            raise RefusedError(_("The reference is not a picture that I can read. Give a PNG, JPEG or WebP.")) from None
        blobs_by_key[blob_key(session_id, request_id, f"reference-{number}.{format_}")] = data
    if blobs_by_key:
        await blobs.put_all(blobs_by_key)
    return tuple(blobs_by_key)
