"""Portraits: reference pictures of a character, kept for as long as the character shows them."""

import asyncio
import io
from collections.abc import Sequence
from uuid import uuid4

from PIL import Image

from generation.images.given import check_references
from generation.images.normalize import in_rgb
from generation.images.renditions import thumbnail_of
from storage.blobs import BlobStore, blob_key
from storage.cast import Character, Version
from storage.errors import StorageError

MOST_PORTRAITS = 4


class Portraits:
    """Store and read the pictures of characters, each with a thumbnail beside it."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs

    async def store(self, character: Character, files: Sequence[bytes]) -> tuple[str, ...]:
        """Store pictures of a character and return their keys.

        Raises:
            RefusedError: there are too many, or one is no picture or too large.
            StorageError: they could not be stored.

        """
        by_key: dict[str, bytes] = {}
        keys = list[str]()
        for image in await check_references(files):
            token = uuid4().hex[:12]
            keys.append(blob_key(character.session_id, character.id, f"{token}-portrait.{image.kind}"))
            by_key[keys[-1]] = image.data
            by_key[thumbnail_key(keys[-1])] = await asyncio.to_thread(_thumbnail, image.data)
        if by_key:
            await self._blobs.put_all(by_key)
        return tuple(keys)

    async def delete(self, keys: Sequence[str]) -> None:
        """Delete pictures with their thumbnails."""
        await self._blobs.delete([each for key in keys for each in (key, thumbnail_key(key))])

    async def thumbnail(self, version: Version) -> bytes | None:
        """Return the first picture of a version at most 320 pixels wide, as JPEG; None where there is none."""
        try:
            return await self._blobs.get(thumbnail_key(version.portraits[0])) if version.portraits else None
        except StorageError:
            return None

    async def read(self, keys: Sequence[str]) -> tuple[bytes, ...]:
        """Return those of some pictures that are still there."""
        found = list[bytes]()
        for key in keys:
            try:
                found.append(await self._blobs.get(key))
            except StorageError:
                continue
        return tuple(found)


def thumbnail_key(key: str) -> str:
    """Return where the thumbnail of a portrait is kept."""
    return f"{key.rpartition('-')[0]}-thumbnail.jpg"


def _thumbnail(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return thumbnail_of(in_rgb(image).convert("RGB"))
