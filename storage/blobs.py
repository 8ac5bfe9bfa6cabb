"""Pictures as bytes, in a local folder or an S3-compatible store, through obstore.

A write is complete or absent. obstore's LocalStore renames a temporary file into place but syncs nothing (traced),
which would let a power cut leave a row that points to an empty picture; so local writes are done here: temporary file,
fsync, rename, fsync of the folder.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from storage.durable_files import copy_durably, write_durably
from storage.errors import StorageError, from_os
from storage.store_errors import first_line

log = logging.getLogger(__name__)

#: For how long a store's own link to a blob is good: it cannot be taken back when the picture becomes a secret.
LINK_SECONDS = 300
_MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
#: How much of a large blob is in memory at once, in bytes.
_PART = 2**20

#: Bytes, or what makes them.
Blob = bytes | Callable[[], Awaitable[bytes]]


class BlobGoneError(StorageError):
    """There is no such blob."""


def blob_key(session_id: str, image_id: str, name: str) -> str:
    """Return where a picture's file is kept: `session/image/name`, never by content, so that no two share one."""
    folder = quote(session_id, safe="")
    if folder.startswith("."):
        # `..` would lead out of the store.
        folder = f"%2E{folder[1:]}"
    return f"{folder}/{image_id}/{name}"


def media_type(key: str) -> str:
    """Return the media type of a blob by its key's ending."""
    return _MEDIA_TYPES.get(key.rpartition(".")[2], "application/octet-stream")


class BlobStore:
    """Keep blobs under keys."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    @classmethod
    def local(cls, folder: Path) -> "BlobStore":
        """Keep blobs in a folder, which is made where it is not there.

        Raises:
            StorageError: the folder cannot be made.

        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, str(folder)) from error
        return cls(LocalStore(folder), folder.resolve())

    @classmethod
    def remote(cls, bucket: S3Store) -> "BlobStore":
        """Keep blobs in an S3-compatible store (see `storage.s3`)."""
        return cls(bucket)

    async def put_all(self, blobs: Mapping[str, Blob]) -> None:
        """Write blobs, each as soon as its bytes are there; when this returns, all of them are there for good.

        Raises:
            StorageError: one could not be written; those that were are taken away again, as they are where one cannot
                be made, whose own error is raised then.

        """
        writes = [asyncio.create_task(self._put(key, data)) for key, data in blobs.items()]
        try:
            await asyncio.wait(writes)
            # Each is asked for its error, or asyncio would complain of those that nobody has heard of.
            if errors := [error for write in writes if (error := write.exception())]:
                raise errors[0]
        except BaseException:
            # A thread cannot be stopped: what is still being written would appear after it was taken away. Who was
            # cancelled asks for the errors as well.
            await asyncio.gather(*writes, return_exceptions=True)
            await self.delete(list(blobs))
            raise

    async def _put(self, key: str, blob: Blob) -> None:
        data = blob if isinstance(blob, bytes) else await blob()
        if self._folder is not None:
            await asyncio.to_thread(write_durably, self._folder / key, data)
            return
        try:
            await obstore.put_async(self._store, key, data, attributes={"Content-Type": media_type(key)})
        except BaseError as error:
            # What the store said stays in the log: it is long, and a user can do nothing about it.
            log.error("the picture store did not take %s: %s", key, first_line(error))  # noqa: TRY400  # the line says it all
            raise StorageError(
                "The picture store refused a file. Try again; if it stays so, the operator finds why in the log.",
                "The picture store refused to take {key}. Look into the log, then try again.",
                key=key,
            ) from None

    async def get(self, key: str) -> bytes:
        """Return a blob.

        Raises:
            BlobGoneError: there is none.
            StorageError: the store does not answer.

        """
        try:
            answer = await obstore.get_async(self._store, key)
            return bytes(await answer.bytes_async())
        except FileNotFoundError as error:
            raise BlobGoneError(
                "The file of this picture is not in the store any more.",
                "The picture {key} is not in the store any more.",
                key=key,
            ) from error
        except BaseError as error:
            log.error("the picture store did not give %s: %s", key, first_line(error))  # noqa: TRY400  # the line says it all
            raise StorageError("The picture store does not answer. Try again in a minute.") from None

    async def put_file(self, key: str, path: Path) -> None:
        """Put a file of this machine under a key, however large it is; the file stays where it is.

        Raises:
            StorageError: it could not be written.

        """
        if self._folder is not None:
            await asyncio.to_thread(copy_durably, path, self._folder / key)
            return
        try:
            await obstore.put_async(self._store, key, path, attributes={"Content-Type": media_type(key)})
        except BaseError as error:
            log.error("the picture store did not take %s: %s", key, first_line(error))  # noqa: TRY400  # the line says it all
            raise StorageError("The picture store does not answer. Try again in a minute.") from None

    async def parts_of(self, key: str) -> AsyncIterator[bytes]:
        """Yield a blob in parts, however large it is.

        Raises:
            BlobGoneError: there is none.
            StorageError: the store does not answer.

        """
        try:
            answer = await obstore.get_async(self._store, key)
            async for part in answer.stream(min_chunk_size=_PART):
                yield bytes(part)
        except FileNotFoundError as error:
            raise BlobGoneError("This file is not in the store any more.") from error
        except BaseError as error:
            log.error("the picture store did not give %s: %s", key, first_line(error))  # noqa: TRY400  # the line says it all
            raise StorageError("The picture store does not answer. Try again in a minute.") from None

    async def link_to(self, key: str) -> str | None:
        """Return an address at which the store itself hands a blob out for LINK_SECONDS; None where it is a folder.

        Nobody looks whether the blob is there.

        Raises:
            StorageError: the store's keys cannot be had.

        """
        if not isinstance(self._store, S3Store):
            return None
        try:
            return await obstore.sign_async(self._store, "GET", key, expires_in=timedelta(seconds=LINK_SECONDS))
        except BaseError as error:
            log.error("no link to %s can be signed: %s", key, first_line(error))  # noqa: TRY400  # the line says it all
            raise StorageError("The picture store does not answer. Try again in a minute.") from None

    async def check_reachable(self) -> None:
        """Make sure that the store answers; a folder always does.

        Raises:
            StorageError: it does not, or refuses us.

        """
        if self._folder is not None:
            return
        try:
            await obstore.head_async(self._store, ".reachable")
        except FileNotFoundError:
            return
        except BaseError as error:
            raise _unlisted(error) from None

    def path(self, key: str) -> Path | None:
        """Return where a blob lies on this machine, if it does."""
        return self._folder / key if self._folder else None

    async def delete(self, keys: list[str]) -> None:
        """Take blobs away; one that is not there is no error."""
        left = dict[str, BaseError]()
        for key in keys:
            try:
                await obstore.delete_async(self._store, key)
            except FileNotFoundError:
                continue
            except BaseError as error:
                left[key] = error
        if left:
            # They have no row any more, so the sweep will find them.
            first, refusal = next(iter(left.items()))
            log.warning("the picture store did not delete %d files: %s: %s", len(left), first, first_line(refusal))

    async def delete_all_of(self, key: str) -> None:
        """Take every file of the picture away that a blob belongs to, those of tries that came to nothing too."""
        folder = key.rpartition("/")[0]
        if not folder:
            return
        try:
            keys = [entry["path"] async for chunk in obstore.list(self._store, prefix=f"{folder}/") for entry in chunk]
        except BaseError as error:
            log.warning("the picture store did not list %s: %s", folder, first_line(error))
            keys = []
        await self.delete(keys)

    async def missing(self, keys: Collection[str]) -> list[str]:
        """Return those of the keys under which nothing is kept.

        Raises:
            StorageError: the store does not tell what it has.

        """
        if self._folder is not None:
            folder = self._folder
            return await asyncio.to_thread(lambda: [key for key in keys if not (folder / key).is_file()])
        try:
            present = {entry["path"] async for chunk in obstore.list(self._store) for entry in chunk}
        except BaseError as error:
            raise _unlisted(error) from None
        return [key for key in keys if key not in present]

    async def sizes(self) -> dict[str, int]:
        """Return all keys and how many bytes each has.

        Raises:
            StorageError: the store does not tell what it has.

        """
        try:
            entries = [entry async for chunk in obstore.list(self._store) for entry in chunk]
        except BaseError as error:
            raise _unlisted(error) from None
        # What a dot begins is being written.
        return {
            path: entry["size"] for entry in entries if not (path := entry["path"]).rpartition("/")[2].startswith(".")
        }

    async def old_pictures(self, before: datetime) -> AsyncIterator[tuple[str, list[str]]]:
        """Yield what the keys of a picture's files begin with, and the keys, where all are older than `before`.

        Raises:
            StorageError: the store does not tell what it has.

        """
        found: dict[str, list[str]] = {}
        fresh: set[str] = set()
        try:
            async for chunk in obstore.list(self._store):
                for entry in chunk:
                    stem = entry["path"].rpartition("-")[0]
                    found.setdefault(stem, []).append(entry["path"])
                    if entry["last_modified"] >= before:
                        fresh.add(stem)
        except BaseError as error:
            raise _unlisted(error) from None
        for stem, keys in found.items():
            if stem not in fresh:
                yield stem, keys


def _unlisted(error: BaseError) -> StorageError:
    return StorageError(
        "The picture store does not answer. Try again in a minute.",
        "The picture store cannot be listed: {why}",
        why=first_line(error),
    )
