"""The galleries of several sessions as one: what a viewer may see of each, whose eyes the caller has found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter
from storage.gallery_orders import Rank, RankedPage
from storage.gallery_pages import Page
from storage.merged_orders import find_merged_moment, read_merged_most_starred, read_merged_oldest
from storage.merged_pages import merged_numbers, read_merged_choices, read_merged_page, read_merged_page_at
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class Eyes:
    """A session that a viewer may look into, and whether its secret pictures exist for them."""

    session_id: str
    sees_secrets: bool


class CampaignGalleryStore:
    """Read pages and choices of several sessions' pictures; places are those on the timeline."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def page(
        self,
        eyes: Sequence[Eyes],
        shown: GalleryFilter = EVERYTHING,
        *,
        before: int | None = None,
        after: int | None = None,
        most: int = 1,
    ) -> Page:
        """Return a page of the sessions' pictures, newest first (see `ImageStore.page`)."""
        viewers = _viewers(eyes)

        async def body(tx: Transaction) -> Page:
            return await read_merged_page(tx, viewers, shown, before=before, after=after, most=most)

        return await self._database.read(body)

    async def oldest(
        self, eyes: Sequence[Eyes], shown: GalleryFilter = EVERYTHING, *, after: int = 0, most: int = 1
    ) -> Page:
        """Return a page of the sessions' pictures, oldest first (see `ImageStore.oldest`)."""
        viewers = _viewers(eyes)

        async def body(tx: Transaction) -> Page:
            return await read_merged_oldest(tx, viewers, shown, after=after, most=most)

        return await self._database.read(body)

    async def most_starred(
        self,
        eyes: Sequence[Eyes],
        shown: GalleryFilter = EVERYTHING,
        *,
        after: Rank | None = None,
        before: Rank | None = None,
        most: int = 1,
    ) -> RankedPage:
        """Return a page of the sessions' pictures, those with the most stars first (see `ImageStore.most_starred`)."""
        viewers = _viewers(eyes)

        async def body(tx: Transaction) -> RankedPage:
            return await read_merged_most_starred(tx, viewers, shown, after=after, before=before, most=most)

        return await self._database.read(body)

    async def place_at(self, eyes: Sequence[Eyes], moment: datetime) -> int:
        """Return a place up to which everything was painted before a moment, and beyond which nothing was."""
        viewers = _viewers(eyes)

        async def body(tx: Transaction) -> int:
            return await find_merged_moment(tx, viewers, moment)

        return await self._database.read(body)

    async def page_at(
        self, eyes: Sequence[Eyes], number: int, shown: GalleryFilter = EVERYTHING, *, most: int = 1
    ) -> Page:
        """Return the page that begins with the number-th newest picture (see `ImageStore.page_at`)."""
        viewers = _viewers(eyes)

        async def body(tx: Transaction) -> Page:
            return await read_merged_page_at(tx, viewers, shown, number=number, most=most)

        return await self._database.read(body)

    async def numbers(self, eyes: Sequence[Eyes], places: Sequence[int]) -> dict[int, int]:
        """Return of each place on the timeline how many of the sessions' images up to it the viewer may see."""
        viewers = _viewers(eyes)

        async def body(tx: Transaction) -> dict[int, int]:
            return await merged_numbers(tx, viewers, places)

        return await self._database.read(body)

    async def choices(
        self, eyes: Sequence[Eyes], facet: str, *, beginning: str = "", most: int = 25
    ) -> tuple[Choice, ...]:
        """Return the values of a facet that the sessions' pictures have, the most used first."""
        viewers = _viewers(eyes)

        async def body(tx: Transaction) -> tuple[Choice, ...]:
            return await read_merged_choices(tx, viewers, facet, beginning=beginning, most=most)

        return await self._database.read(body)


def _viewers(eyes: Sequence[Eyes]) -> list[dict[str, object]]:
    return [{"session_id": each.session_id, "sees_secrets": each.sees_secrets} for each in eyes]
