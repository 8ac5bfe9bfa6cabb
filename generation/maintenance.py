"""Orphans: blobs that no row points to, left by a crash between the blob and the row."""

import logging
from datetime import timedelta

from generation.clock import now
from storage.blobs import BlobStore
from storage.images import ImageStore

log = logging.getLogger(__name__)

#: A picture in the making is younger than this, whatever its provider.
GRACE = timedelta(hours=24)


async def sweep_orphans(images: ImageStore, blobs: BlobStore) -> int:
    """Delete blobs that have been unreferenced for a day and count their pictures."""
    swept = 0
    async for stem, keys in blobs.old_pictures(now() - GRACE):
        if not await images.is_referenced(stem):
            await blobs.delete(keys)
            swept += 1
    if swept:
        log.info("%d orphaned pictures swept up", swept)
    return swept
