"""The places of a gallery along a facet as bits: 64 to a row of `gallery_bitmap`, bit n of chunk c is 64 c + n."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from storage.gallery_filters import ALL, Facet
from storage.records import Row
from storage.sql_database import Transaction

#: A chunk's number is a place's without its last six bits; a block of `gallery_block` is sixteen chunks.
_SHIFT, _BLOCK_SHIFT = 6, 10
_PLACE = (1 << _SHIFT) - 1
_ALL_BITS = (1 << 64) - 1
#: How many chunks are read in one step.
_STEP = 1024
#: How many chunks are looked through in one step where the database puts their bits together.
_WINDOW = 2048
#: Chunks that lie closer than this many to each other are read with all between them.
_DENSE = 3

#: Whose eyes a session is looked at with: `session_id` and `sees_secrets`.
Viewer = Mapping[str, object]


#: A chunk's number, and its bits; the sign bit is the newest place.
Chunk = tuple[int, int]


def places_in(chunk: Chunk, *, newest_first: bool) -> Iterator[int]:
    """Yield the places that are set in a chunk."""
    bits, base = chunk[1] & _ALL_BITS, chunk[0] << _SHIFT
    while bits:
        bit = bits.bit_length() - 1 if newest_first else (bits & -bits).bit_length() - 1
        bits ^= 1 << bit
        yield base + bit


async def walk_places(
    tx: Transaction, viewer: Viewer, facets: Sequence[Facet], *, after: int, before: int, most: int, newest_first: bool
) -> list[int]:
    """Return up to `most` places between two others that all the facets have, from the newer or the older end.

    The first facet leads: only where it has places are the others looked at.
    """
    first, last = (after + 1) >> _SHIFT, (before - 1) >> _SHIFT
    if len(facets) > 1 and tx.ands_bits:
        return await _walk_common(tx, viewer, facets, range(after + 1, before), most, newest_first=newest_first)
    found: list[int] = []
    while len(found) < most and first <= last:
        # A chunk holds one place at least, so that a single facet needs no more of them than places are wanted.
        step = _STEP if len(facets) > 1 else min(_STEP, most - len(found) + 1)
        chunks = await _read(tx, viewer, facets[0], first, last, step, newest_first=newest_first)
        for chunk in await _common(tx, viewer, chunks, facets[1:]):
            found += (place for place in places_in(chunk, newest_first=newest_first) if after < place < before)
            if len(found) >= most:
                break
        if len(chunks) < step:
            break
        first, last = (first, chunks[-1][0] - 1) if newest_first else (chunks[-1][0] + 1, last)
    return found[:most]


async def _walk_common(
    tx: Transaction, viewer: Viewer, facets: Sequence[Facet], between: range, most: int, *, newest_first: bool
) -> list[int]:
    """Return the places that facets have in common, from windows of chunks whose bits the database has put together."""
    (facet, value), query = facets[0], "older_common" if newest_first else "newer_common"
    lowest, highest = between.start >> _SHIFT, between.stop - 1 >> _SHIFT
    # Beyond the newest picture nothing is to be looked through.
    newest = await tx.value(int, "last_chunk", session_id=viewer["session_id"]) or 0
    highest = min(highest, newest)
    found: list[int] = []
    while len(found) < most and lowest <= highest:
        first = max(lowest, highest - _WINDOW + 1) if newest_first else lowest
        last = highest if newest_first else min(highest, lowest + _WINDOW - 1)
        also, wanted = json.dumps(facets[1:]), most - len(found) + 1
        rows = await tx.rows(query, facet=facet, value=value, also=also, first=first, last=last, most=wanted, **viewer)
        for chunk, bits in rows:
            found += (place for place in places_in((chunk, bits), newest_first=newest_first) if place in between)
        # There may be more in the window than were asked for.
        if len(rows) == wanted:
            first = last = rows[-1]["chunk"]
        lowest, highest = (lowest, first - 1) if newest_first else (last + 1, highest)
    return found[:most]


async def keep_places(tx: Transaction, viewer: Viewer, places: Sequence[int], facets: Sequence[Facet]) -> Sequence[int]:
    """Return those of the places that all the facets have, in the order given."""
    if not places or not facets:
        return places
    bits: dict[int, int] = {}
    for place in places:
        bits[place >> _SHIFT] = bits.get(place >> _SHIFT, 0) | 1 << (place & _PLACE)
    common = await _common(tx, viewer, sorted(bits.items(), reverse=True), facets)
    kept = {place for chunk in common for place in places_in(chunk, newest_first=True)}
    return [place for place in places if place in kept]


async def count_newer(tx: Transaction, viewer: Viewer, facet: Facet, place: int) -> int:
    """Return how many places along a facet are newer than one: whole blocks, and what of its own block is."""
    rows = await tx.rows("newer_in_block", facet=facet[0], value=facet[1], place=place, **viewer)
    newer: int = max(row["newer"] for row in rows)
    return newer + sum(_count((row["chunk"], row["bits"]), after=place) for row in rows)


async def numbers_of(tx: Transaction, viewer: Viewer, places: Iterable[int]) -> dict[int, int]:
    """Return of each place how many of the session's places are not newer than it."""
    by_block: dict[int, list[int]] = {}
    for place in places:
        by_block.setdefault(place >> _BLOCK_SHIFT, []).append(place)
    numbers: dict[int, int] = {}
    for row in await tx.rows("blocks_older", blocks=str(list(by_block)), **viewer):
        block = row["block"]
        first = block << _BLOCK_SHIFT - _SHIFT
        chunks = await _read(tx, viewer, ALL, first, max(by_block[block]) >> _SHIFT, _STEP, newest_first=False)
        in_block = sum(_count(chunk) for chunk in chunks)
        for place in by_block[block]:
            numbers[place] = row["images"] + in_block - sum(_count(chunk, after=place) for chunk in chunks)
    return numbers


def _count(chunk: Chunk, after: int = -1) -> int:
    """Return how many places of a chunk are newer than one."""
    behind = after + 1 - (chunk[0] << _SHIFT)
    return ((chunk[1] & _ALL_BITS) >> min(max(behind, 0), 64)).bit_count()


async def _read(
    tx: Transaction, viewer: Viewer, facet: Facet, first: int, last: int, most: int, *, newest_first: bool
) -> list[Chunk]:
    query = "older_chunks" if newest_first else "newer_chunks"
    sees_both = bool(viewer["sees_secrets"])
    # To group rows takes the database longer than to read them all.
    rows = await tx.rows(
        query, facet=facet[0], value=facet[1], first=first, last=last, most=most * 2 if sees_both else most, **viewer
    )
    return _grouped(rows)[:most] if sees_both else [(chunk, bits) for chunk, bits in rows]


def _grouped(rows: Iterable[Row]) -> list[Chunk]:
    """Put the bits of neighbouring rows of the same chunk together: a secret picture's bit is in a row of its own."""
    found: list[Chunk] = []
    for chunk, bits in rows:
        if found and found[-1][0] == chunk:
            found[-1] = (chunk, found[-1][1] | bits)
        else:
            found.append((chunk, bits))
    return found


async def _common(tx: Transaction, viewer: Viewer, chunks: Sequence[Chunk], facets: Sequence[Facet]) -> Sequence[Chunk]:
    """Return what chunks have in common with other facets, without those that have nothing."""
    for facet in facets:
        if not chunks:
            break
        bits = await _bits_of(tx, viewer, facet, [chunk for chunk, _ in chunks])
        chunks = [(chunk, both) for chunk, mine in chunks if (both := mine & bits.get(chunk, 0))]
    return chunks


async def _bits_of(tx: Transaction, viewer: Viewer, facet: Facet, chunks: Sequence[int]) -> dict[int, int]:
    """Return a facet's bits in some chunks, and maybe in others between them."""
    first, last = sorted((chunks[0], chunks[-1]))
    if last - first < _DENSE * len(chunks):
        return dict(await _read(tx, viewer, facet, first, last, last - first + 1, newest_first=True))
    rows = await tx.rows("chunks_at", facet=facet[0], value=facet[1], chunks=str(list(chunks)), **viewer)
    return {chunk: bits for chunk, bits in rows}  # noqa: C416  # rows are no pairs to `dict`
