"""Several sessions' galleries as one in other orders than newest first: oldest first, by stars, from a moment on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from storage.gallery_bitmaps import Viewer
from storage.gallery_filters import GalleryFilter
from storage.gallery_orders import (
    MOST_STARS,
    Rank,
    RankedPage,
    StarWalk,
    find_moment,
    read_ranked,
    without_stars,
)
from storage.gallery_pages import END, Page
from storage.merged_pages import (
    Found,
    eyes_of,
    find_newer,
    find_older,
    merged_page,
    place_by,
    plan_merged,
    read_merged_page,
    with_moments,
)
from storage.sql_database import Transaction


async def read_merged_oldest(
    tx: Transaction, viewers: Sequence[Viewer], shown: GalleryFilter, *, after: int, most: int
) -> Page:
    """Read what comes next after the place `after`, the oldest first; `before` counts what is newer than all of it."""
    page = await read_merged_page(tx, viewers, shown, before=None, after=after, most=most)
    return replace(page, images=page.images[::-1])


async def read_merged_most_starred(
    tx: Transaction,
    viewers: Sequence[Viewer],
    shown: GalleryFilter,
    *,
    after: Rank | None,
    before: Rank | None,
    most: int,
) -> RankedPage:
    """Read a page of several sessions' galleries in the order of stars (see `read_ranked`)."""
    merged = await plan_merged(tx, viewers, shown)

    async def fewer(stars: int | None) -> int | None:
        value = MOST_STARS if stars is None else f"{stars:06d}"
        found = await tx.value(str, "fewer_stars_of_sessions", value=value, **eyes_of(viewers))
        return int(found) if found else None

    async def more(stars: int) -> int | None:
        found = await tx.value(str, "more_stars_of_sessions", value=f"{stars:06d}", **eyes_of(viewers))
        return int(found) if found else None

    async def take(stars: int, most: int, /, *, before: int = END, after: int | None = None) -> list[int]:
        if not stars:
            return await _without_stars(tx, viewers, shown, before, after, most)
        walks = (await plan_merged(tx, viewers, replace(shown, stars=stars))).walks
        if after is None:
            return [each.moment for each in await find_older(tx, walks, before, most)]
        return [each.moment for each in await find_newer(tx, walks, after, most)]

    async def newest(some: GalleryFilter, before: int | None) -> Page:
        return await read_merged_page(tx, viewers, some, before=before, after=None, most=1)

    async def at(places: Sequence[int]) -> Page:
        return await merged_page(tx, merged, places, newest=True)

    by_stars = StarWalk(shown, fewer, more, take, newest, at, place_of=attrgetter("timeline"))
    return await read_ranked(by_stars, after=after, before=before, most=most)


async def find_merged_moment(tx: Transaction, viewers: Sequence[Viewer], moment: datetime) -> int:
    """Return a place on the timeline that parts what was painted before a moment from what was painted later."""
    latest = 0
    for viewer in viewers:
        if place := await find_moment(tx, viewer, moment):
            reached = await tx.value(int, "moment_until", session_id=viewer["session_id"], place=place)
            latest = max(latest, reached or 0)
    return latest


async def _without_stars(
    tx: Transaction, viewers: Sequence[Viewer], shown: GalleryFilter, before: int, after: int | None, most: int
) -> list[int]:
    """Return up to `most` places on the timeline that nobody has starred, newest first (see `without_stars`)."""
    found: list[Found] = []
    for number, viewer in enumerate(viewers):
        end = await place_by(tx, viewer, before - 1) + 1
        begin = None if after is None else await place_by(tx, viewer, after)
        places = await without_stars(tx, viewer, shown, before=end, after=begin, most=most)
        found += await with_moments(tx, viewer, number, places)
    moments = sorted((each.moment for each in found), reverse=True)
    return moments[:most] if after is None else moments[-most:]
