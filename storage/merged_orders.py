"""Several sessions' galleries as one in other orders than newest first: oldest first, by stars, from a moment on."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

from storage.gallery_bitmaps import Viewer
from storage.gallery_filters import GalleryFilter
from storage.gallery_orders import MOST_STARS, Rank, RankedPage, find_moment, without_stars
from storage.gallery_pages import END, Page
from storage.merged_pages import (
    Found,
    eyes_of,
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
    tx: Transaction, viewers: Sequence[Viewer], shown: GalleryFilter, *, after: Rank | None, most: int
) -> RankedPage:
    """Read up to `most` pictures after a rank, those with the most stars first, and the newer before the older."""
    merged = await plan_merged(tx, viewers, shown)
    ranked: list[tuple[int, Found]] = []
    async for stars in _numbers_of_stars(tx, viewers, after):
        before = after.place if after is not None and after.stars == stars else END
        wanted = most + 1 - len(ranked)
        if stars:
            of_rank = await plan_merged(tx, viewers, replace(shown, stars=stars))
            found = await find_older(tx, of_rank.walks, before, wanted)
        else:
            found = await _without_stars(tx, viewers, shown, before, wanted)
        ranked += [(stars, each) for each in found]
        if len(ranked) > most:
            break
    listed = ranked[:most]
    page = await merged_page(tx, merged, [each for _stars, each in listed], newest=after is None)
    images = {image.timeline: image for image in page.images}
    ordered = tuple(images[each.moment] for _stars, each in listed if each.moment in images)
    last = Rank(listed[-1][0], listed[-1][1].moment) if len(ranked) > most else None
    return RankedPage(replace(page, images=ordered), last)


async def find_merged_moment(tx: Transaction, viewers: Sequence[Viewer], moment: datetime) -> int:
    """Return a place on the timeline that parts what was painted before a moment from what was painted later."""
    latest = 0
    for viewer in viewers:
        if place := await find_moment(tx, viewer, moment):
            reached = await tx.value(int, "moment_until", session_id=viewer["session_id"], place=place)
            latest = max(latest, reached or 0)
    return latest


async def _numbers_of_stars(tx: Transaction, viewers: Sequence[Viewer], after: Rank | None) -> AsyncIterator[int]:
    """Yield the numbers of stars that pictures of the sessions have, from a rank's on, and none at the end."""
    value = f"{after.stars + 1:06d}" if after is not None else MOST_STARS
    while value := await tx.value(str, "fewer_stars_of_sessions", value=value, **eyes_of(viewers)) or "":
        yield int(value)
    yield 0


async def _without_stars(
    tx: Transaction, viewers: Sequence[Viewer], shown: GalleryFilter, before: int, most: int
) -> list[Found]:
    """Return up to `most` pictures older than a place on the timeline that nobody has starred, newest first."""
    found: list[Found] = []
    for number, viewer in enumerate(viewers):
        end = await place_by(tx, viewer, before - 1) + 1
        places = await without_stars(tx, viewer, shown, before=end, most=most)
        found += await with_moments(tx, viewer, number, places)
    return sorted(found, reverse=True)[:most]
