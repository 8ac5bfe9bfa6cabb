"""The files of pictures: the original, its smaller copies, and sheets of several."""

import asyncio
from collections.abc import Awaitable, Sequence

from generation.gallery.signed_urls import DISPLAY, PICTURE, THUMBNAIL
from generation.images import contact_sheet as sheets
from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.images import ImageFiles
from storage.records import Image


def display_key(image: Image | ImageFiles) -> str:
    """Return the key of the display copy, which stands beside the original."""
    return f"{(image.image_url or '').rpartition('-')[0]}-display.jpg"


class PictureFiles:
    """Load and delete the files of pictures that the caller has been let see."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs

    async def original(self, image: Image) -> bytes:
        """Return the picture file as it was painted."""
        return await self._blobs.get(image.image_url or "")

    async def display_copy(self, image: Image) -> bytes:
        """Return the display copy: JPEG, at most 1024 pixels."""
        return await self._blobs.get(display_key(image))

    async def thumbnail(self, image: Image) -> bytes:
        """Return the thumbnail: JPEG, at most 320 pixels."""
        return await self._blobs.get(image.thumbnail_url or "")

    async def store_link(self, image: Image, size: str) -> str | None:
        """Return an address at which the store itself shows one of the sizes for some minutes, if it can.

        Raises:
            StorageError: the store's keys cannot be had.

        """
        keys = {PICTURE: image.image_url or "", DISPLAY: display_key(image), THUMBNAIL: image.thumbnail_url or ""}
        return await self._blobs.link_to(keys[size])

    async def contact_sheet(self, images: Sequence[Image]) -> bytes:
        """Return up to nine pictures as one numbered sheet (see `sheets.contact_sheet`)."""
        return await sheets.contact_sheet(await asyncio.gather(*(_stored(self.thumbnail(image)) for image in images)))

    def path(self, image: Image) -> str | None:
        """Return where the original lies on this machine, if it does."""
        path = self._blobs.path(image.image_url or "")
        return str(path) if path else None

    async def delete_files(self, image: Image) -> None:
        """Delete the files of a picture whose row is gone."""
        await self._blobs.delete([image.image_url or "", display_key(image), image.thumbnail_url or ""])
        await self._blobs.delete_all_of(image.image_url or "")


async def _stored(copy: Awaitable[bytes]) -> bytes | None:
    """Return a copy, or None where its file is gone: one lost file is no reason to show none of the others."""
    try:
        return await copy
    except StorageError:
        return None
