"""Pages of a gallery in other orders than newest first: oldest first, and by how many have starred a picture.

Both are walks along the same keys (see `storage.gallery_pages`): the one from the other end, the other along a facet
for each number of stars, then along what has none.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Protocol

from storage.gallery_bitmaps import Viewer, keep_places
from storage.gallery_filters import GalleryFilter
from storage.gallery_pages import (
    BATCH,
    COUNT_CAP,
    END,
    Page,
    count_places,
    page_at_places,
    plan_walk,
    read_page,
    take_places,
)
from storage.records import Image, Record
from storage.sql_database import Transaction

#: Above every number of stars, in the six digits of the facet's values.
MOST_STARS = ":"


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a picture stands in the order of stars: those with as many stand from the newest on."""

    stars: int
    place: int


#: Behind every picture in the order of stars.
LAST_RANK = Rank(0, 0)


@dataclass(frozen=True, slots=True)
class RankedPage:
    """A page in the order of stars, with the ranks of its pictures; the page's `before` counts in this order."""

    page: Page
    ranks: tuple[Rank, ...]
    #: Whether more come after it.
    more: bool

    @property
    def last(self) -> Rank | None:
        """Return the rank of the last picture where more come after it."""
        return self.ranks[-1] if self.more else None


class TakePlaces(Protocol):
    """Take places of pictures that have as many stars, newest first: the newest before one, or the next after one."""

    def __call__(
        self, stars: int, most: int, /, *, before: int = END, after: int | None = None
    ) -> Awaitable[list[int]]:
        """Return up to `most` places."""
        ...


@dataclass(frozen=True, slots=True)
class StarWalk:
    """What the order of stars is put together from, of one session's gallery or of several."""

    shown: GalleryFilter
    #: Returns the next lower number of stars that pictures have; None below the lowest.
    fewer: Callable[[int | None], Awaitable[int | None]]
    #: Returns the next higher number of stars.
    more: Callable[[int], Awaitable[int | None]]
    take: TakePlaces
    #: Returns one picture of a filter that is older than a place, else the newest, and how many are newer.
    newest: Callable[[GalleryFilter, int | None], Awaitable[Page]]
    #: Returns the pictures at places.
    at: Callable[[Sequence[int]], Awaitable[Page]]
    place_of: Callable[[Image], int | None]


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
    tx: Transaction, viewer: Viewer, shown: GalleryFilter, *, after: Rank | None, before: Rank | None, most: int
) -> RankedPage:
    """Read a page of one session's gallery in the order of stars (see `read_ranked`)."""
    walk = await plan_walk(tx, viewer, shown)
    counted = await count_places(tx, walk)

    async def fewer(stars: int | None) -> int | None:
        value = MOST_STARS if stars is None else f"{stars:06d}"
        return _number(await tx.value(str, "fewer_stars", value=value, **viewer))

    async def more(stars: int) -> int | None:
        return _number(await tx.value(str, "more_stars", value=f"{stars:06d}", **viewer))

    async def take(stars: int, most: int, /, *, before: int = END, after: int | None = None) -> list[int]:
        if not stars:
            return await without_stars(tx, viewer, shown, before=before, after=after, most=most)
        of_rank = await plan_walk(tx, viewer, replace(shown, stars=stars))
        return await take_places(tx, of_rank, most, before=before, after=after)

    async def newest(some: GalleryFilter, before: int | None) -> Page:
        return await read_page(tx, viewer, some, before=before, after=None, most=1)

    async def at(places: Sequence[int]) -> Page:
        return await page_at_places(tx, walk, list(places), counted, newest=True)

    by_stars = StarWalk(shown, fewer, more, take, newest, at, place_of=attrgetter("seq"))
    return await read_ranked(by_stars, after=after, before=before, most=most)


async def read_ranked(walk: StarWalk, *, after: Rank | None, before: Rank | None, most: int) -> RankedPage:
    """Read up to `most` pictures, those with the most stars first, and the newer before the older.

    They are the next after a rank, or the last before one; without either the first.
    """
    if before is None:
        ranks = await _ranks_after(walk, after, most + 1)
        listed, more = ranks[:most], len(ranks) > most
    else:
        listed, more = await _ranks_before(walk, before, most), True
    page = await walk.at([rank.place for rank in listed])
    # They are read newest first.
    images = {walk.place_of(image): image for image in page.images}
    listed = [rank for rank in listed if rank.place in images]
    first = listed[0] if listed and (after or before) else None
    return RankedPage(
        replace(
            page,
            images=tuple(images[rank.place] for rank in listed),
            before=await _count_before(walk, first) if first else 0,
        ),
        tuple(listed),
        more,
    )


async def _ranks_after(walk: StarWalk, after: Rank | None, most: int) -> list[Rank]:
    ranks: list[Rank] = []
    stars = after.stars if after else await walk.fewer(None)
    while len(ranks) < most:
        before = after.place if after is not None and after.stars == (stars or 0) else END
        places = await walk.take(stars or 0, most - len(ranks), before=before)
        ranks += [Rank(stars or 0, place) for place in places]
        if not stars:
            break
        stars = await walk.fewer(stars)
    return ranks


async def _ranks_before(walk: StarWalk, before: Rank, most: int) -> list[Rank]:
    ranks: list[Rank] = []
    stars: int | None = before.stars
    while stars is not None and len(ranks) < most:
        after = before.place if stars == before.stars else 0
        places = await walk.take(stars, most - len(ranks), after=after)
        ranks = [*(Rank(stars, place) for place in places), *ranks]
        stars = await walk.more(stars)
    return ranks


async def _count_before(walk: StarWalk, first: Rank) -> int:
    """Return how many stand before a picture in the order of stars, as far as they are counted."""
    newer = walk.newest
    if not first.stars:
        starred = replace(walk.shown, favorites=True)
        everything, favorites = await newer(walk.shown, first.place + 1), await newer(starred, first.place + 1)
        if everything.capped:
            return COUNT_CAP
        # Before it stand all that are newer, and of the older ones those with a star.
        return everything.before + (favorites.total - favorites.before if favorites.images else 0)
    before = (await newer(replace(walk.shown, stars=first.stars), first.place + 1)).before
    stars = await walk.more(first.stars)
    while stars is not None:
        before += (await newer(replace(walk.shown, stars=stars), None)).total
        stars = await walk.more(stars)
    return before


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


async def without_stars(
    tx: Transaction, viewer: Viewer, shown: GalleryFilter, *, before: int, after: int | None, most: int
) -> list[int]:
    """Return up to `most` places that nobody has starred, newest first: before one, or the next after one."""
    if shown.favorites:
        return []
    walk = await plan_walk(tx, viewer, shown)
    found: list[int] = []
    while len(found) < most:
        batch = await take_places(tx, walk, BATCH, before=before, after=after)
        starred = set(await keep_places(tx, viewer, batch, (("favorite", ""),)))
        plain = [place for place in batch if place not in starred]
        found = [*found, *plain] if after is None else [*plain, *found]
        if len(batch) < BATCH:
            break
        before, after = (batch[-1], None) if after is None else (END, batch[0])
    return found[:most] if after is None else found[-most:]


def _number(value: str | None) -> int | None:
    return int(value) if value else None
