"""Pages of several sessions' galleries as one, as steps inside a transaction: each session's own pages, merged.

A picture's place is then one on the timeline. What is older than such a place is, in each session, what is older than
one place of its own, so that filters, words, totals and secrecy stay what they are in that session's gallery.

Most sessions have nothing on a page: those are looked into first whose newest picture is the newest, and the others no
further than to what is found already.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from storage.gallery_bitmaps import Viewer, count_newer, numbers_of
from storage.gallery_filters import ALL, Choice, Facet, GalleryFilter
from storage.gallery_pages import COUNT_CAP, END, Page, Walk, plan_walk, take_places
from storage.records import Image
from storage.sql_database import Transaction


class Found(NamedTuple):
    """A picture that a page may have: its place on the timeline, which of the sessions it is of, its place there."""

    moment: int
    session: int
    place: int


@dataclass(frozen=True, slots=True)
class MergedWalks:
    """The walks of the sessions that may have something, and what is told of all together."""

    viewers: tuple[Viewer, ...]
    walks: tuple[Walk, ...]
    total: int
    capped: bool

    @property
    def eyes(self) -> dict[str, str]:
        """Return the sessions, and those that are led, as queries of several sessions are given them."""
        return eyes_of(self.viewers)


def eyes_of(viewers: Sequence[Viewer]) -> dict[str, str]:
    """Return the sessions, and those that are led, as queries of several sessions are given them."""
    leading = [each["session_id"] for each in viewers if each["sees_secrets"]]
    return {"sessions": json.dumps([each["session_id"] for each in viewers]), "leading": json.dumps(leading)}


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
    merged = await plan_merged(tx, viewers, shown)
    if after is None:
        found = await find_older(tx, merged.walks, END if before is None else before, most)
    else:
        found = await find_newer(tx, merged.walks, after, most)
    moments = [each.moment for each in found]
    return await merged_page(tx, merged, moments, newest=before is None and after is None)


async def read_merged_page_at(
    tx: Transaction, viewers: Sequence[Viewer], shown: GalleryFilter, *, number: int, most: int
) -> Page:
    """Read from the number-th newest picture on, counted from 1; beyond what is counted the page is empty."""
    merged = await plan_merged(tx, viewers, shown)
    if not 1 <= number <= merged.total:
        return Page((), merged.total, merged.total, merged.capped)
    low, high = 1, await tx.value(int, "newest_moment") or 1
    if not all(walk.summed for walk in merged.walks):
        # What is no sum is found by walking there.
        high = (await find_older(tx, merged.walks, END, number))[-1].moment
        low = high
    while low < high:
        # The place of the picture that has `number - 1` newer ones is the oldest that has no more.
        middle = (low + high) // 2
        if await _count_newer(tx, merged, middle) < number:
            high = middle
        else:
            low = middle + 1
    moments = [each.moment for each in await find_older(tx, merged.walks, low + 1, most)]
    return await merged_page(tx, merged, moments)


async def read_merged_choices(
    tx: Transaction, viewers: Sequence[Viewer], facet: str, *, beginning: str, most: int
) -> tuple[Choice, ...]:
    """Read the values of a facet that begin with a text, the most used first."""
    values = {"facet": facet, "beginning": beginning, "most": most, **eyes_of(viewers)}
    return await tx.all(Choice, "facet_values_of_sessions", **values)


async def merged_numbers(tx: Transaction, viewers: Sequence[Viewer], moments: Sequence[int]) -> dict[int, int]:
    """Return of each place on the timeline how many pictures of the sessions are not newer than it."""
    numbers = dict.fromkeys(moments, 0)
    for viewer in viewers:
        places = {moment: await place_by(tx, viewer, moment) for moment in numbers}
        in_session = await numbers_of(tx, viewer, set(places.values()) - {0})
        for moment, place in places.items():
            numbers[moment] += in_session.get(place, 0)
    return numbers


async def plan_merged(tx: Transaction, viewers: Sequence[Viewer], shown: GalleryFilter) -> MergedWalks:
    """Plan the walks of the sessions that have any picture of all the facets, and count what they have together.

    What is no sum is counted no further than `COUNT_CAP` in all.
    """
    totals = await _totals(tx, viewers, shown.facets or (ALL,))
    walks = []
    for viewer in viewers:
        of_session = totals[str(viewer["session_id"])]
        if all(of_session.values()):
            walks.append(await plan_walk(tx, viewer, shown, of_session))
    if all(walk.summed for walk in walks):
        return MergedWalks(tuple(viewers), tuple(walks), sum(walk.total for walk in walks), capped=False)
    numbers = await _count_walks(tx, [(walk, 0) for walk in walks])
    capped = sum(numbers) >= COUNT_CAP
    # Where not all were counted, nobody knows which of the rest have nothing.
    having = [walk for walk, number in zip(walks, numbers, strict=False) if number]
    return MergedWalks(tuple(viewers), tuple(walks if capped else having), sum(numbers), capped)


async def find_older(tx: Transaction, walks: Sequence[Walk], before: int, most: int) -> list[Found]:
    """Return up to `most` pictures of the walks that are older than a place on the timeline, newest first."""
    found: list[Found] = []
    for edge, number in sorted(await _edges(tx, walks, "newest_moments", before), reverse=True):
        walk, end = walks[number], END
        if len(found) >= most:
            if edge <= found[-1].moment:
                break
            walk = replace(walk, floor=max(walk.floor, await place_by(tx, walk.viewer, found[-1].moment)))
        if before <= END - 1:
            end = await place_by(tx, walk.viewer, before - 1) + 1
        places = await take_places(tx, walk, most, before=end)
        found = sorted([*found, *await with_moments(tx, walk.viewer, number, places)], reverse=True)[:most]
    return found


async def find_newer(tx: Transaction, walks: Sequence[Walk], after: int, most: int) -> list[Found]:
    """Return up to `most` pictures that come next after a place on the timeline, newest first."""
    found: list[Found] = []
    for edge, number in sorted(await _edges(tx, walks, "oldest_moments", after)):
        walk, end = walks[number], END
        if len(found) >= most:
            if edge >= found[0].moment:
                break
            end = await place_by(tx, walk.viewer, found[0].moment - 1) + 1
        begin = await place_by(tx, walk.viewer, after)
        places = await take_places(tx, walk, most, before=end, after=begin)
        found = sorted([*found, *await with_moments(tx, walk.viewer, number, places)], reverse=True)[-most:]
    return found


async def merged_page(tx: Transaction, merged: MergedWalks, moments: Sequence[int], *, newest: bool = False) -> Page:
    """Read the pictures at places on the timeline, newest first, and how many stand before: none before the newest."""
    if not moments:
        return Page((), 0, merged.total, merged.capped)
    images = await tx.all(Image, "images_at_moments", moments=json.dumps(list(moments)), **merged.eyes)
    newer = 0 if newest else await _count_newer(tx, merged, moments[0])
    return Page(images, newer, merged.total, merged.capped)


async def place_by(tx: Transaction, viewer: Viewer, moment: int) -> int:
    """Return the newest place of a session that is not newer than a place on the timeline; 0 where all are."""
    bounded = min(max(moment, 0), END)
    return await tx.value(int, "place_by_moment", session_id=viewer["session_id"], place=bounded) or 0


async def with_moments(tx: Transaction, viewer: Viewer, number: int, places: Sequence[int]) -> list[Found]:
    """Return places of the number-th session with their places on the timeline."""
    if not places:
        return []
    rows = await tx.rows("moments_at", session_id=viewer["session_id"], places=json.dumps(places))
    return [Found(row["timeline"], number, row["seq"]) for row in rows]


async def _totals(
    tx: Transaction, viewers: Sequence[Viewer], facets: Sequence[Facet]
) -> Mapping[str, dict[Facet, int]]:
    """Return of each session how many pictures of each facet it has."""
    totals = {str(each["session_id"]): dict.fromkeys(facets, 0) for each in viewers}
    for facet in facets:
        name, value = facet
        for row in await tx.rows("facet_totals_of_sessions", facet=name, value=value, **eyes_of(viewers)):
            totals[row["session_id"]][facet] = int(row["images"])
    return totals


async def _edges(tx: Transaction, walks: Sequence[Walk], query: str, place: int) -> list[tuple[int, int]]:
    """Return where the pictures of each walk's session begin beyond a place, whoever may see them, and its number."""
    numbers = {str(walk.viewer["session_id"]): number for number, walk in enumerate(walks)}
    rows = await tx.rows(query, sessions=json.dumps(list(numbers)), place=min(max(place, 0), END))
    return [(row["moment"], numbers[row["session_id"]]) for row in rows if row["moment"] is not None]


async def _count_newer(tx: Transaction, merged: MergedWalks, moment: int) -> int:
    """Return how many pictures are newer than a place on the timeline, as far as they are counted."""
    newer = [merged.walks[number] for _edge, number in await _edges(tx, merged.walks, "oldest_moments", moment)]
    from_there = [(walk, await place_by(tx, walk.viewer, moment)) for walk in newer]
    if all(walk.summed for walk in merged.walks):
        return sum([await _newer_in(tx, walk, place) for walk, place in from_there])
    return sum(await _count_walks(tx, from_there))


async def _newer_in(tx: Transaction, walk: Walk, place: int) -> int:
    """Return how many pictures of a walk whose total is a sum are newer than a place of its session."""
    first = await take_places(tx, walk, 1, before=place + 1) if place else []
    return await count_newer(tx, walk.viewer, walk.lead, first[0]) if first else walk.total


async def _count_walks(tx: Transaction, walks: Sequence[tuple[Walk, int]]) -> list[int]:
    """Return how many pictures each walk has that are newer than a place of it, until they are `COUNT_CAP` together."""
    counted: list[int] = []
    for walk, place in walks:
        beyond = replace(walk, floor=max(walk.floor, place))
        counted.append(len(await take_places(tx, beyond, COUNT_CAP - sum(counted))))
        if sum(counted) >= COUNT_CAP:
            break
    return counted
