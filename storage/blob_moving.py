"""Moving pictures from one store to another while the bot runs: a folder to a bucket, a bucket to a folder or another.

What was copied before is not copied again, so that a move that was interrupted goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass

from storage.at_once import each_of
from storage.blobs import BlobGoneError, BlobStore
from storage.errors import StorageError


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move has done: files and bytes in the old store, how many were copied, how many were there already.

    `gone` ones were deleted meanwhile; `taken_away` ones are no longer in the old store.
    """

    files: int
    size: int
    copied: int
    there: int
    gone: int
    taken_away: int


async def move_blobs(
    source: BlobStore,
    target: BlobStore,
    *,
    verify: bool = False,
    delete: bool = False,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> Moved:
    """Copy every file that the target lacks, read it back, and compare; tell how many of how many are done.

    `verify` compares those that are there already, too, byte for byte. With `delete` the source's files are taken away
    once all of them are in the target.

    Raises:
        StorageError: a store does not give, take or list, or gives back something else. What was copied stays.

    """
    here, there = await source.sizes(), await target.sizes()
    present = {key for key, size in here.items() if there.get(key) == size}
    wanted = [key for key in here if verify or key not in present]
    done = 0

    async def bring(key: str) -> bool:
        nonlocal done
        kept = await _bring(source, target, key, copied=key in present)
        done += 1
        told(done, len(wanted))
        return kept

    ends = await each_of(wanted, bring)
    gone = {key for key, kept in ends.items() if not kept}
    kept = [key for key in here if key not in gone]
    if delete:
        await source.delete(kept)
    return Moved(
        files=len(here),
        size=sum(here.values()),
        copied=len(here.keys() - present - gone),
        there=len(present - gone),
        gone=len(gone),
        taken_away=len(kept) if delete else 0,
    )


async def _bring(source: BlobStore, target: BlobStore, key: str, *, copied: bool) -> bool:
    """Copy a file where it is not `copied` already, and compare; False where its picture was deleted meanwhile."""
    try:
        data = await source.get(key)
    except BlobGoneError:
        return False
    if not copied:
        await target.put_all({key: data})
    if await target.get(key) != data:
        raise StorageError("The new store gives back something else for {key}. Nothing was taken away.", key=key)
    return True
