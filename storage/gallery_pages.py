"""Pages of a gallery, as steps inside a transaction: a walk along one key, past what a filter leaves out.

Filters are walks along `gallery_bitmap`, several at once what they have in common. The total and the numbers of a
single one are sums over `gallery_block`; words of three characters and more are found by `image_search`. What is not a
sum is counted no further than `COUNT_CAP`.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from storage.gallery_bitmaps import Viewer, count_newer, keep_places, walk_places
from storage.gallery_filters import ALL, Choice, Facet, GalleryFilter
from storage.records import Image, Record
from storage.search_words import fold
from storage.sql_database import Transaction

#: Beyond this many the total of several filters, or of a search, reads "1000+".
COUNT_CAP = 1000
#: Beyond every place in a gallery.
END = 2**32 - 1
#: How many places are looked at in one step where some of them will be dropped.
BATCH = 512
#: Within a facet of no more pictures than this, words are looked for in its rows, not in the index of all.
FEW = 5000
#: Words of one or two characters are in no index: they are looked for in so many of the newest pictures.
REACH = 5000
#: How many characters of a word the index needs.
_TRIGRAM = 3


@dataclass(frozen=True, slots=True)
class Page:
    """Some pictures of a gallery, newest first, and where they stand in it."""

    images: tuple[Image, ...]
    #: How many pictures are newer than the first one here.
    before: int
    total: int
    #: Whether there are more than were counted (see `COUNT_CAP`).
    capped: bool = False


@dataclass(frozen=True, slots=True)
class _Block(Record):
    """A block of places: the place that it ends before, and how many are newer than all of it."""

    before: int
    newer: int


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk along one facet, past the places that lack another facet or a word."""

    viewer: Viewer
    #: What its queries are given: the viewer, the facet, and what the index is to match.
    values: dict[str, Any]
    #: How many pictures the facet has.
    total: int
    also: tuple[Facet, ...]
    words: tuple[str, ...]
    matching: bool
    #: The place that the walk does not reach.
    floor: int

    @property
    def lead(self) -> Facet:
        """Return the facet that is walked along."""
        return self.values["facet"], self.values["value"]

    @property
    def summed(self) -> bool:
        """Tell whether total and numbers are sums, and need no counting."""
        return not (self.also or self.words or self.matching)


async def read_page(
    tx: Transaction, viewer: Viewer, shown: GalleryFilter, *, before: int | None, after: int | None, most: int
) -> Page:
    """Read what is just older than the place `before`, or just newer than `after`; without either the newest."""
    walk = await plan_walk(tx, viewer, shown)
    counted = await count_places(tx, walk)
    places = await next_places(tx, walk, counted, before=before, after=after, most=most)
    return await page_at_places(tx, walk, places, counted, newest=before is None and after is None)


async def next_places(
    tx: Transaction, walk: Walk, counted: list[int], *, before: int | None, after: int | None, most: int
) -> list[int]:
    """Return up to `most` places of a walk, newest first, as `read_page` has them, given what was counted of it."""
    end = END if before is None else before
    if walk.summed or len(counted) >= COUNT_CAP:
        return await take_places(tx, walk, most, before=end, after=after)
    if after is None:
        return [place for place in counted if place < end][:most]
    return [place for place in counted if place > after][-most:]


async def read_page_at(tx: Transaction, viewer: Viewer, shown: GalleryFilter, *, number: int, most: int) -> Page:
    """Read from the number-th newest picture on, counted from 1; beyond what is counted the page is empty."""
    walk = await plan_walk(tx, viewer, shown)
    counted = await count_places(tx, walk)
    if walk.summed:
        return await page_at_places(tx, walk, await _skip_to(tx, walk, min(number, END), most), counted)
    return await page_at_places(tx, walk, counted[number - 1 : number - 1 + most], counted)


async def read_choices(tx: Transaction, viewer: Viewer, facet: str, *, beginning: str, most: int) -> tuple[Choice, ...]:
    """Read the values of a facet that begin with a text, the most used first."""
    return await tx.all(Choice, "facet_values", facet=facet, beginning=beginning, most=most, **viewer)


async def plan_walk(
    tx: Transaction, viewer: Viewer, shown: GalleryFilter, totals: Mapping[Facet, int] | None = None
) -> Walk:
    """Choose the rarest facet to walk along, and how words are found on the way; `totals` of each, where known."""
    facets = shown.facets or (ALL,)
    if totals is None:
        totals = {
            (name, value): await tx.value(int, "facet_total", facet=name, value=value, **viewer) or 0
            for name, value in facets
        }
    lead = min(facets, key=lambda facet: totals[facet])
    total, also = totals[lead], tuple(facet for facet in facets if facet != lead)
    values = {**viewer, "facet": lead[0], "value": lead[1]}
    indexed = [word for word in shown.words if len(word) >= _TRIGRAM]
    if indexed and (lead == ALL or total > FEW):
        values["match"] = " AND ".join(_match(word) for word in indexed)
        values["like"] = _like(max(indexed, key=len))
        values["likes"] = json.dumps([_like(word) for word in indexed])
        values["origin"] = await tx.value(int, "search_origin", session_id=viewer["session_id"])
        others = tuple(word for word in shown.words if word not in indexed)
        return Walk(viewer, values, total, also, others, matching=True, floor=0)
    walk = Walk(viewer, values, total, also, shown.words, matching=False, floor=0)
    if shown.words and total > REACH:
        return replace(walk, floor=(await _skip_to(tx, walk, REACH + 1, 1))[0])
    return walk


def _match(word: str) -> str:
    """Return what finds a word in the index, also where somebody else than this bot has stored it decomposed."""
    forms = dict.fromkeys((word, unicodedata.normalize("NFD", word)))
    return "(" + " OR ".join('"' + form.replace('"', '""') + '"' for form in forms) + ")"


def _like(word: str) -> str:
    """Return the pattern of texts that have a word in them, where words are found by a pattern."""
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


async def take_places(
    tx: Transaction, walk: Walk, most: int, *, before: int = END, after: int | None = None
) -> list[int]:
    """Return up to `most` places, newest first: the newest before a place, or those that come next after one."""
    bounds = {"before": _bounded(before), "after": max(_bounded(after or 0), walk.floor)}
    size = BATCH if walk.words or (walk.matching and walk.also) else most
    taken: list[int] = []
    while len(taken) < most:
        batch = await _next(tx, walk, size, newest_first=after is None, **bounds)
        taken += await _with_words(tx, walk, batch)
        if len(batch) < size:
            break
        bounds["before" if after is None else "after"] = batch[-1]
    return taken[:most] if after is None else taken[:most][::-1]


async def _next(
    tx: Transaction, walk: Walk, most: int, *, before: int, after: int, newest_first: bool
) -> Sequence[int]:
    """Return up to `most` places of all facets between two others, from either end; words that no index has aside.

    Of what the index matches, so many are looked at.
    """
    if not walk.matching:
        facets = (walk.lead, *walk.also)
        return await walk_places(
            tx, walk.viewer, facets, after=after, before=before, most=most, newest_first=newest_first
        )
    query = "older_matches" if newest_first else "newer_matches"
    return await tx.column(int, query, most=most, before=before, after=after, **walk.values)


def _bounded(place: int) -> int:
    """Return a place that SQLite has room for, whatever was asked for."""
    return min(max(place, 0), END)


async def _skip_to(tx: Transaction, walk: Walk, number: int, most: int) -> list[int]:
    """Return up to `most` places from the number-th newest on: from its block on it is not far."""
    block = await tx.one(_Block, "block_of_number", number=number, **walk.values)
    if block is None:
        return []
    skip = number - 1 - block.newer
    places = await walk_places(
        tx, walk.viewer, (walk.lead,), after=0, before=block.before, most=skip + most, newest_first=True
    )
    return places[skip:]


async def _with_words(tx: Transaction, walk: Walk, places: Sequence[int]) -> Sequence[int]:
    """Drop the places that lack a word, and of what the index has found those that lack a facet."""
    if walk.matching:
        places = await keep_places(tx, walk.viewer, places, walk.also)
    if walk.words and places:
        likes = json.dumps([_like(word) for word in walk.words])
        rows = await tx.rows("words_at", places=json.dumps(places), **walk.values | {"likes": likes})
        texts = {row["seq"]: fold(row["words"]) for row in rows}
        places = [place for place in places if all(word in texts.get(place, "") for word in walk.words)]
    return places


async def count_places(tx: Transaction, walk: Walk) -> list[int]:
    """Return the newest places, as far as they are counted; none where a sum tells the total."""
    return [] if walk.summed else await take_places(tx, walk, COUNT_CAP)


async def page_at_places(
    tx: Transaction, walk: Walk, places: list[int], counted: list[int], *, newest: bool = False
) -> Page:
    """Read the pictures at these places, and how many stand before the first of them: none before the newest."""
    images = await tx.all(Image, "images_at", places=json.dumps(places), **walk.values)
    first = places[0] if places else END
    if walk.summed:
        newer = await count_newer(tx, walk.viewer, walk.lead, first) if places and not newest else 0
        return Page(images, newer, walk.total)
    newer = sum(1 for place in counted if place > first)
    return Page(images, newer, len(counted), capped=len(counted) >= COUNT_CAP)
