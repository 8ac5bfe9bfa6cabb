"""The gallery: finished images with their stars and tags."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from storage.erasure import erase_image, merge_search
from storage.errors import StorageError
from storage.gallery_bitmaps import numbers_of
from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter
from storage.gallery_orders import Rank, RankedPage, find_moment, read_most_starred, read_oldest
from storage.gallery_pages import COUNT_CAP, Page, read_choices, read_page, read_page_at
from storage.records import Image, Record
from storage.sql_database import SqlDatabase, Transaction

__all__ = ["COUNT_CAP", "ImageStore", "Page"]

log = logging.getLogger(__name__)

#: Pages of the search index that are merged in one transaction.
MERGED_PAGES = 500


@dataclass(frozen=True, slots=True)
class ImageFiles(Record):
    """A finished image and the keys of two of its files; the display copy lies beside them."""

    id: str
    image_url: str
    thumbnail_url: str


class ImageStore:
    """Read and change the table `generated_image` and its stars."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database
        self._merging = asyncio.Lock()

    async def get(self, image_id: str, *, sees_secrets: bool) -> Image | None:
        """Return a finished picture that the viewer may see."""
        return await self._database.one(Image, "image_by_id", id=image_id, sees_secrets=sees_secrets)

    async def lineage(
        self, image_id: str, session_id: str, *, sees_secrets: bool, most: int = 100
    ) -> tuple[Image, ...]:
        """Return the family of a finished image: the first that it comes of and all that came of that, oldest first."""
        return await self._database.all(
            Image, "lineage", id=image_id, session_id=session_id, sees_secrets=sees_secrets, most=most
        )

    async def unchecked_of_request(self, request_id: str) -> tuple[Image, ...]:
        """Return the finished images of a request, whoever may see them."""
        return await self._database.all(Image, "images_of_request", request_id=request_id)

    async def page(
        self,
        session_id: str,
        *,
        sees_secrets: bool,
        shown: GalleryFilter = EVERYTHING,
        favorites: bool = False,
        before: int | None = None,
        after: int | None = None,
        most: int = 1,
    ) -> Page:
        """Return a page of a session's gallery, newest first.

        `before` and `after` are places (`seq`) in the gallery: the page begins just older than the one, or ends just
        newer than the other (from 0 on it is the oldest); without either it is the newest.
        """
        viewer = {"session_id": session_id, "sees_secrets": sees_secrets}
        wanted = replace(shown, favorites=True) if favorites else shown

        async def body(tx: Transaction) -> Page:
            return await read_page(tx, viewer, wanted, before=before, after=after, most=most)

        return await self._database.read(body)

    async def oldest(
        self, session_id: str, shown: GalleryFilter = EVERYTHING, *, sees_secrets: bool, after: int = 0, most: int = 1
    ) -> Page:
        """Return a page of a session's gallery, oldest first, from just newer than the place `after` on."""
        viewer = {"session_id": session_id, "sees_secrets": sees_secrets}

        async def body(tx: Transaction) -> Page:
            return await read_oldest(tx, viewer, shown, after=after, most=most)

        return await self._database.read(body)

    async def most_starred(
        self,
        session_id: str,
        shown: GalleryFilter = EVERYTHING,
        *,
        sees_secrets: bool,
        after: Rank | None = None,
        before: Rank | None = None,
        most: int = 1,
    ) -> RankedPage:
        """Return a page of a session's gallery, those that most people have starred first.

        They are the next after a rank, or the last before one; without either the first.
        """
        viewer = {"session_id": session_id, "sees_secrets": sees_secrets}

        async def body(tx: Transaction) -> RankedPage:
            return await read_most_starred(tx, viewer, shown, after=after, before=before, most=most)

        return await self._database.read(body)

    async def place_at(self, session_id: str, moment: datetime, *, sees_secrets: bool) -> int:
        """Return a place up to which everything was painted before a moment, and beyond which nothing was."""
        viewer = {"session_id": session_id, "sees_secrets": sees_secrets}

        async def body(tx: Transaction) -> int:
            return await find_moment(tx, viewer, moment)

        return await self._database.read(body)

    async def page_at(
        self, session_id: str, number: int, *, sees_secrets: bool, shown: GalleryFilter = EVERYTHING, most: int = 1
    ) -> Page:
        """Return the page that begins with the number-th newest picture, counted from 1; beyond the last it is empty.

        Several filters, and a search, are counted no further than `COUNT_CAP`.
        """
        viewer = {"session_id": session_id, "sees_secrets": sees_secrets}

        async def body(tx: Transaction) -> Page:
            return await read_page_at(tx, viewer, shown, number=number, most=most)

        return await self._database.read(body)

    async def numbers(self, session_id: str, places: Sequence[int], *, sees_secrets: bool) -> dict[int, int]:
        """Return of each place (`seq`) how many of the session's images up to it the viewer may see."""
        viewer = {"session_id": session_id, "sees_secrets": sees_secrets}

        async def body(tx: Transaction) -> dict[int, int]:
            return await numbers_of(tx, viewer, places)

        return await self._database.read(body)

    async def choices(
        self, session_id: str, facet: str, *, sees_secrets: bool, beginning: str = "", most: int = 25
    ) -> tuple[Choice, ...]:
        """Return the values of a facet (`user`, `type`, `style`, `tag`) that pictures have, the most used first."""
        viewer = {"session_id": session_id, "sees_secrets": sees_secrets}

        async def body(tx: Transaction) -> tuple[Choice, ...]:
            return await read_choices(tx, viewer, facet, beginning=beginning, most=most)

        return await self._database.read(body)

    async def change_tags(
        self, image_id: str, change: Callable[[tuple[str, ...]], tuple[str, ...]]
    ) -> tuple[str, ...] | None:
        """Put what `change` makes of a finished picture's tags in their place; None where there is no such picture.

        What `change` raises leaves them as they were.
        """

        async def body(tx: Transaction) -> tuple[str, ...] | None:
            await tx.alone("image", image_id)
            before = await tx.value(str, "tags_of", id=image_id)
            if before is None:
                return None
            tags = change(tuple(json.loads(before)))
            await tx.run("set_tags", id=image_id, tags=json.dumps(tags, ensure_ascii=False))
            return tags

        return await self._database.write(body)

    async def star(self, image_id: str, user_id: str, now: datetime, *, starred: bool) -> None:
        """Set or take a person's star."""

        async def body(tx: Transaction) -> None:
            await tx.alone("image", image_id)
            await tx.run("star", image_id=image_id, user_id=user_id, starred=starred, now=now)
            await tx.run("refresh_favorite", image_id=image_id)

        await self._database.write(body)

    async def toggle_star(self, image_id: str, user_id: str, now: datetime) -> bool:
        """Toggle a person's star and return whether it is set now."""

        async def body(tx: Transaction) -> bool:
            await tx.alone("image", image_id)
            starred = not await tx.value(bool, "has_starred", image_id=image_id, user_id=user_id)
            await tx.run("star", image_id=image_id, user_id=user_id, starred=starred, now=now)
            await tx.run("refresh_favorite", image_id=image_id)
            return starred

        return await self._database.write(body)

    async def reconcile_reactions(
        self,
        image_id: str,
        now: datetime,
        *,
        added: frozenset[str] = frozenset(),
        removed: frozenset[str] = frozenset(),
    ) -> bool:
        """Take over reactions that were added or removed, and tell whether that changed anything."""

        async def body(tx: Transaction) -> bool:
            await tx.alone("image", image_id)
            changed = 0
            for users, reacted in ((added, True), (removed, False)):
                for user_id in sorted(users):
                    changed += await tx.run("react", image_id=image_id, user_id=user_id, reacted=reacted, now=now)
            await tx.run("refresh_favorite", image_id=image_id)
            return bool(changed)

        return await self._database.write(body)

    async def clear_reactions(self, image_id: str, now: datetime) -> None:
        """Take the stars whose reactions were all taken off at once."""

        async def body(tx: Transaction) -> None:
            await tx.alone("image", image_id)
            await tx.run("clear_reactions", image_id=image_id, now=now)
            await tx.run("refresh_favorite", image_id=image_id)

        await self._database.write(body)

    async def clear_stars(self, image_id: str, now: datetime) -> None:
        """Take everybody's stars off a picture; reactions that are there still do not bring them back."""

        async def body(tx: Transaction) -> None:
            await tx.alone("image", image_id)
            await tx.run("clear_stars", image_id=image_id, now=now)
            await tx.run("refresh_favorite", image_id=image_id)

        await self._database.write(body)

    async def unchecked_stars(self, image_id: str) -> tuple[str, ...]:
        """Return who has starred a picture, first star first."""
        return await self._database.column(str, "stars", image_id=image_id)

    async def reacted(self, image_id: str) -> frozenset[str]:
        """Return whose reactions are known."""
        return frozenset(await self._database.column(str, "reacted", image_id=image_id))

    async def delete(self, image_id: str) -> tuple[str, ...] | None:
        """Delete a finished picture for good, with every word that it was asked for by (see `storage.erasure`).

        Returns:
            The keys of reference images that nothing needs any more; None where there is no such picture.

        """
        references = await self.erase(image_id)
        if references is not None:
            try:
                await self.finish_erasures()
            except StorageError as error:
                # It is deleted all the same; the next sweep does the rest.
                log.warning("the words of picture %s stay in the search index for now: %s", image_id, error)
        return references

    async def erase(self, image_id: str) -> tuple[str, ...] | None:
        """Delete as `delete` does, but for what `finish_erasures` is to be called for when all are deleted."""
        return await self._database.write(lambda tx: erase_image(tx, image_id))

    async def finish_erasures(self) -> None:
        """Drop from the search index and from the log what was deleted; others write in between."""
        async with self._merging:
            pages = -MERGED_PAGES
            while await self._database.write(partial(merge_search, pages=pages)):
                pages = MERGED_PAGES
        await self._database.empty_log()

    async def erasures(self) -> int:
        """Return how many images were ever deleted for good, by whatever process."""
        return await self._database.value(int, "erasures") or 0

    async def unchecked_files(self) -> tuple[ImageFiles, ...]:
        """Return the files of all finished images, whoever may see them."""
        return await self._database.all(ImageFiles, "image_files")

    async def is_referenced(self, stem: str) -> bool:
        """Tell whether a picture's row points to files whose keys begin with `stem`."""
        image_id = stem.split("/")[-2] if "/" in stem else stem
        key = await self._database.value(str, "image_url_of", id=image_id)
        return key is not None and key.rpartition("-")[0] == stem
