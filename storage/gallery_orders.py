"""Pages of a gallery in other orders than newest first: oldest first, and by how many have starred a picture.

Both are walks along the same keys (see `storage.gallery_pages`): the one from the other end, the other along a facet
for each number of stars, then along what has none.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime

from storage.gallery_bitmaps import Viewer, keep_places
from storage.gallery_filters import GalleryFilter
from storage.gallery_pages import BATCH, END, Page, count_places, page_at_places, plan_walk, read_page, take_places
from storage.records import Record
from storage.sql_database import Transaction

#: Above every number of stars, in the six digits of the facet's values.
MOST_STARS = ":"


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a picture stands in the order of stars: those with as many stand from the newest on."""

    stars: int
    place: int


@dataclass(frozen=True, slots=True)
class RankedPage:
    """A page in the order of stars, and the rank of its last picture where more come after it."""

    page: Page
    last: Rank | None


@dataclass(frozen=True, slots=True)
class _Painted(Record):
    seq: int
    created_at: datetime
    completed_at: datetime | None

    @property
    def painted_at(self) -> datetime:
        return self.completed_at or self.created_at


async def read_oldest(tx: Transaction, viewer: Viewer, shown: GalleryFilter, *, after: int, most: int) -> Page:
    """Read what comes next after the place `after`, the oldest first; `before` counts what is newer than all of it."""
    page = await read_page(tx, viewer, shown, before=None, after=after, most=most)
    return replace(page, images=page.images[::-1])


async def read_most_starred(
    tx: Transaction, viewer: Viewer, shown: GalleryFilter, *, after: Rank | None, most: int
) -> RankedPage:
    """Read up to `most` pictures after a rank, those with the most stars first, and the newer before the older."""
    walk = await plan_walk(tx, viewer, shown)
    counted = await count_places(tx, walk)
    ranks: list[Rank] = []
    async for stars in _numbers_of_stars(tx, viewer, after):
        before = after.place if after is not None and after.stars == stars else END
        wanted = most + 1 - len(ranks)
        if stars:
            of_rank = await plan_walk(tx, viewer, replace(shown, stars=stars))
            places = await take_places(tx, of_rank, wanted, before=before)
        else:
            places = await without_stars(tx, viewer, shown, before=before, most=wanted)
        ranks += [Rank(stars, place) for place in places]
        if len(ranks) > most:
            break
    listed = ranks[:most]
    page = await page_at_places(tx, walk, [rank.place for rank in listed], counted, newest=after is None)
    images = {image.seq: image for image in page.images}
    # Read in the gallery's order.
    ordered = tuple(images[rank.place] for rank in listed if rank.place in images)
    return RankedPage(replace(page, images=ordered), listed[-1] if len(ranks) > most else None)


async def find_moment(tx: Transaction, viewer: Viewer, moment: datetime) -> int:
    """Return a place that parts what was painted before a moment from what was painted later.

    Places are given out as pictures are done, so that the moment is found by halving.
    """
    low, high = 0, await tx.value(int, "last_place", session_id=viewer["session_id"]) or 0
    while low < high:
        middle = (low + high + 1) // 2
        found = await tx.one(_Painted, "last_until", most=middle, after=low, **viewer)
        if found is None or found.painted_at < moment:
            low = middle
        else:
            high = found.seq - 1
    return low


async def _numbers_of_stars(tx: Transaction, viewer: Viewer, after: Rank | None) -> AsyncIterator[int]:
    """Yield the numbers of stars that pictures of the session have, from a rank's on, and none at the end."""
    value = f"{after.stars + 1:06d}" if after is not None else MOST_STARS
    while value := await tx.value(str, "fewer_stars", value=value, **viewer) or "":
        yield int(value)
    yield 0


async def without_stars(tx: Transaction, viewer: Viewer, shown: GalleryFilter, *, before: int, most: int) -> list[int]:
    """Return up to `most` places older than one that nobody has starred."""
    if shown.favorites:
        return []
    walk = await plan_walk(tx, viewer, shown)
    found: list[int] = []
    while len(found) < most:
        batch = await take_places(tx, walk, BATCH, before=before)
        starred = set(await keep_places(tx, viewer, batch, (("favorite", ""),)))
        found += (place for place in batch if place not in starred)
        if len(batch) < BATCH:
            break
        before = batch[-1]
    return found[:most]
