"""Pages of a gallery, as steps inside a transaction: a walk along one key, past what a filter leaves out.

One filter alone is a walk along its own key in `gallery_place`, and its total and numbers are sums over
`gallery_block`. Several walk along the rarest, a batch at a time, and drop what lacks the others; words of three
characters and more are found by `image_search`. What is not a sum is counted no further than `COUNT_CAP`.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.gallery_filters import ALL, Choice, Facet, GalleryFilter
from storage.records import Image, Record
from storage.search_words import fold
from storage.transactions import Transaction

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

#: Whose eyes a session is looked at with: `session_id` and `sees_secrets`.
Viewer = Mapping[str, object]


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
class _Walk:
    """A walk along one facet, past the places that lack another facet or a word."""

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
    def drops(self) -> bool:
        return bool(self.also or self.words)

    @property
    def summed(self) -> bool:
        """Tell whether total and numbers are sums, and need no counting."""
        return not (self.drops or self.matching)


async def read_page(
    tx: Transaction, viewer: Viewer, shown: GalleryFilter, *, before: int | None, after: int | None, most: int
) -> Page:
    """Read what is just older than the place `before`, or just newer than `after`; without either the newest."""
    walk = await _plan(tx, viewer, shown)
    counted = await _count(tx, walk)
    end = END if before is None else before
    if walk.summed or len(counted) >= COUNT_CAP:
        places = await _take(tx, walk, most, before=end, after=after)
    elif after is None:
        places = [place for place in counted if place < end][:most]
    else:
        places = [place for place in counted if place > after][-most:]
    return await _page(tx, walk, places, counted)


async def read_page_at(tx: Transaction, viewer: Viewer, shown: GalleryFilter, *, number: int, most: int) -> Page:
    """Read from the number-th newest picture on, counted from 1; beyond what is counted the page is empty."""
    walk = await _plan(tx, viewer, shown)
    counted = await _count(tx, walk)
    if walk.summed:
        return await _page(tx, walk, await _skip_to(tx, walk, min(number, END), most), counted)
    return await _page(tx, walk, counted[number - 1 : number - 1 + most], counted)


async def read_choices(tx: Transaction, viewer: Viewer, facet: str, *, beginning: str, most: int) -> tuple[Choice, ...]:
    """Read the values of a facet that begin with a text, the most used first."""
    return await tx.all(Choice, "facet_values", facet=facet, beginning=beginning, most=most, **viewer)


async def _plan(tx: Transaction, viewer: Viewer, shown: GalleryFilter) -> _Walk:
    """Choose the rarest facet to walk along, and how words are found on the way."""
    facets = shown.facets or (ALL,)
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
        values["origin"] = await tx.value(int, "search_origin", session_id=viewer["session_id"])
        others = tuple(word for word in shown.words if word not in indexed)
        return _Walk(values, total, also, others, matching=True, floor=0)
    floor = 0
    if shown.words and total > REACH:
        floor = await tx.value(int, "older_places", before=END, after=0, most=1, skip=REACH, **values) or 0
    return _Walk(values, total, also, shown.words, matching=False, floor=floor)


def _match(word: str) -> str:
    """Return what finds a word in the index, also where somebody else than this bot has stored it decomposed."""
    forms = dict.fromkeys((word, unicodedata.normalize("NFD", word)))
    return "(" + " OR ".join('"' + form.replace('"', '""') + '"' for form in forms) + ")"


async def _take(tx: Transaction, walk: _Walk, most: int, *, before: int = END, after: int | None = None) -> list[int]:
    """Return up to `most` places, newest first: the newest before a place, or those that come next after one."""
    query = ("older_" if after is None else "newer_") + ("matches" if walk.matching else "places")
    bounds = {"before": _bounded(before), "after": max(_bounded(after or 0), walk.floor)}
    size = BATCH if walk.drops else most
    taken: list[int] = []
    while len(taken) < most:
        batch = await tx.column(int, query, most=size, skip=0, **bounds, **walk.values)
        taken += await _keep(tx, walk, batch)
        if len(batch) < size:
            break
        bounds["before" if after is None else "after"] = batch[-1]
    return taken[:most] if after is None else taken[:most][::-1]


def _bounded(place: int) -> int:
    """Return a place that SQLite has room for, whatever was asked for."""
    return min(max(place, 0), END)


async def _skip_to(tx: Transaction, walk: _Walk, number: int, most: int) -> list[int]:
    """Return up to `most` places from the number-th newest on: from its block on it is not far."""
    block = await tx.one(_Block, "block_of_number", number=number, **walk.values)
    if block is None:
        return []
    skip = number - 1 - block.newer
    return list(await tx.column(int, "older_places", before=block.before, after=0, most=most, skip=skip, **walk.values))


async def _keep(tx: Transaction, walk: _Walk, places: Sequence[int]) -> Sequence[int]:
    """Drop the places that lack another facet or a word."""
    for name, value in walk.also:
        values = {**walk.values, "facet": name, "value": value}
        having = set(await tx.column(int, "places_with", places=json.dumps(places), **values))
        places = [place for place in places if place in having]
    if walk.words and places:
        rows = await tx.rows("words_at", places=json.dumps(places), **walk.values)
        texts = {row["seq"]: fold(row["words"]) for row in rows}
        places = [place for place in places if all(word in texts.get(place, "") for word in walk.words)]
    return places


async def _count(tx: Transaction, walk: _Walk) -> list[int]:
    """Return the newest places, as far as they are counted; none where a sum tells the total."""
    return [] if walk.summed else await _take(tx, walk, COUNT_CAP)


async def _page(tx: Transaction, walk: _Walk, places: list[int], counted: list[int]) -> Page:
    """Read the pictures at these places, and how many stand before the first of them."""
    images = await tx.all(Image, "images_at", places=json.dumps(places), **walk.values)
    first = places[0] if places else END
    if walk.summed:
        return Page(images, await tx.value(int, "facet_newer", place=first, **walk.values) or 0, walk.total)
    newer = sum(1 for place in counted if place > first)
    return Page(images, newer, len(counted), capped=len(counted) >= COUNT_CAP)
