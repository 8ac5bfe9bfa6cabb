"""Cleaning up: files of images and portraits that no row points to, left by a crash between the file and the row."""

import logging
from datetime import timedelta

from generation.clock import now
from storage.blobs import BlobStore
from storage.cast import CastStore
from storage.images import ImageStore

log = logging.getLogger(__name__)

#: An image that is still to get its row is younger than this, whatever its provider.
GRACE = timedelta(hours=24)


async def sweep_orphans(images: ImageStore, cast: CastStore, blobs: BlobStore) -> int:
    """Delete files that no row has pointed to for a day, and return of how many images they were."""
    deleted = 0
    async for stem, keys in blobs.old_pictures(now() - GRACE):
        if not (await images.is_referenced(stem) or await cast.has_portrait(stem)):
            await blobs.delete(keys)
            deleted += 1
    if deleted:
        log.info("the files of %d images that no row points to are deleted", deleted)
    return deleted
