"""Pages of several sessions' galleries as one, as steps inside a transaction: each session's own pages, merged.

A picture's place is then one on the timeline. What is older than such a place is, in each session, what is older than
one place of its own, so that filters, words, totals and secrecy stay what they are in that session's gallery.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storage.gallery_bitmaps import Viewer, count_newer, numbers_of
from storage.gallery_filters import Choice, GalleryFilter
from storage.gallery_pages import COUNT_CAP, END, Page, Walk, count_places, next_places, plan_walk
from storage.records import Image
from storage.sql_database import Transaction


class _Found(NamedTuple):
    """A picture that a page may have: its place on the timeline, its walk among the sessions', its place in there."""

    moment: int
    walk: int
    place: int


@dataclass(frozen=True, slots=True)
class _Session:
    """One session's walk, and its newest places as far as they are counted."""

    walk: Walk
    counted: list[int]

    @property
    def total(self) -> int:
        return self.walk.total if self.walk.summed else len(self.counted)

    @property
    def capped(self) -> bool:
        return not self.walk.summed and self.total >= COUNT_CAP


async def read_merged_page(
    tx: Transaction,
    viewers: Sequence[Viewer],
    shown: GalleryFilter,
    *,
    before: int | None,
    after: int | None,
    most: int,
) -> Page:
    """Read what is just older than the place `before`, or just newer than `after`; without either the newest."""
    sessions = await _plan(tx, viewers, shown)
    return await _read(tx, sessions, before=before, after=after, most=most)


async def read_merged_page_at(
    tx: Transaction, viewers: Sequence[Viewer], shown: GalleryFilter, *, number: int, most: int
) -> Page:
    """Read from the number-th newest picture on, counted from 1; beyond what is counted the page is empty."""
    sessions = await _plan(tx, viewers, shown)
    total, capped = sum(each.total for each in sessions), any(each.capped for each in sessions)
    if not 1 <= number <= total or (capped and number > COUNT_CAP):
        return Page((), total, total, capped)
    low, high = 1, await tx.value(int, "newest_moment") or 1
    while low < high:
        # The place of the picture that has `number - 1` newer ones is the oldest that has no more.
        middle = (low + high) // 2
        if sum([await _newer(tx, each, middle) for each in sessions]) < number:
            high = middle
        else:
            low = middle + 1
    return await _read(tx, sessions, before=low + 1, after=None, most=most)


async def read_merged_choices(
    tx: Transaction, viewers: Sequence[Viewer], facet: str, *, beginning: str, most: int
) -> tuple[Choice, ...]:
    """Read the values of a facet that begin with a text, the most used first."""
    sessions = json.dumps([each["session_id"] for each in viewers])
    leading = json.dumps([each["session_id"] for each in viewers if each["sees_secrets"]])
    values = {"facet": facet, "beginning": beginning, "most": most, "sessions": sessions, "leading": leading}
    return await tx.all(Choice, "facet_values_of_sessions", **values)


async def merged_numbers(tx: Transaction, viewers: Sequence[Viewer], moments: Sequence[int]) -> dict[int, int]:
    """Return of each place on the timeline how many pictures of the sessions are not newer than it."""
    numbers = dict.fromkeys(moments, 0)
    for viewer in viewers:
        places = {moment: await _place_by(tx, viewer, moment) for moment in numbers}
        in_session = await numbers_of(tx, viewer, set(places.values()) - {0})
        for moment, place in places.items():
            numbers[moment] += in_session.get(place, 0)
    return numbers


async def _plan(tx: Transaction, viewers: Sequence[Viewer], shown: GalleryFilter) -> list[_Session]:
    walks = [await plan_walk(tx, viewer, shown) for viewer in viewers]
    return [_Session(walk, await count_places(tx, walk)) for walk in walks]


async def _read(
    tx: Transaction, sessions: Sequence[_Session], *, before: int | None, after: int | None, most: int
) -> Page:
    found: list[_Found] = []
    for number, session in enumerate(sessions):
        bounds: dict[str, int | None] = {"before": None, "after": None}
        if after is not None:
            bounds["after"] = await _place_by(tx, session.walk.viewer, after)
        elif before is not None:
            bounds["before"] = await _place_by(tx, session.walk.viewer, before - 1) + 1
        places = await next_places(tx, session.walk, session.counted, most=most, **bounds)
        found += [_Found(moment, number, place) for place, moment in await _moments(tx, session, places)]
    found.sort(reverse=True)
    chosen = found[:most] if after is None else found[-most:]
    newer = 0
    if chosen and (before is not None or after is not None):
        newer = sum([await _newer(tx, each, chosen[0].moment) for each in sessions])
    total, capped = sum(each.total for each in sessions), any(each.capped for each in sessions)
    return Page(await _images(tx, sessions, chosen), newer, total, capped)


async def _place_by(tx: Transaction, viewer: Viewer, moment: int) -> int:
    """Return the newest place of a session that is not newer than a place on the timeline; 0 where all are."""
    bounded = min(max(moment, 0), END)
    return await tx.value(int, "place_by_moment", session_id=viewer["session_id"], place=bounded) or 0


async def _moments(tx: Transaction, session: _Session, places: Sequence[int]) -> list[tuple[int, int]]:
    """Return places of a session, each with its place on the timeline."""
    if not places:
        return []
    session_id = session.walk.viewer["session_id"]
    return [tuple(row) for row in await tx.rows("moments_at", session_id=session_id, places=json.dumps(places))]


async def _newer(tx: Transaction, session: _Session, moment: int) -> int:
    """Return how many pictures of a session's walk are newer than a place on the timeline."""
    place = await _place_by(tx, session.walk.viewer, moment)
    if not session.walk.summed:
        return sum(1 for each in session.counted if each > place)
    first = await next_places(tx, session.walk, [], before=place + 1, after=None, most=1)
    return await count_newer(tx, session.walk.viewer, session.walk.lead, first[0]) if first else session.total


async def _images(tx: Transaction, sessions: Sequence[_Session], chosen: Sequence[_Found]) -> tuple[Image, ...]:
    images: list[Image] = []
    for number, session in enumerate(sessions):
        if places := [each.place for each in chosen if each.walk == number]:
            images += await tx.all(Image, "images_at", places=json.dumps(places), **session.walk.viewer)
    return tuple(sorted(images, key=lambda image: image.timeline or 0, reverse=True))
