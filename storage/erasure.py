"""Delete an image for good: its row, and every word that it was asked for by, in whatever table it stands."""

import json
from dataclasses import dataclass

from storage.gallery_filters import GalleryFilter, GalleryView
from storage.prompt_cache import digest
from storage.records import Record, Request
from storage.search_words import fold
from storage.sql_database import Transaction


@dataclass(frozen=True, slots=True)
class Erased(Record):
    """An image that was deleted: what it counted as, the batch that it was of, and its words."""

    id: str
    session_id: str
    visibility: str
    prompt: str
    #: A JSON array.
    tags: str
    #: What it was found by: the description and the tags.
    words: str | None
    batch_id: str | None


async def erase_image(tx: Transaction, image_id: str) -> tuple[str, ...] | None:
    """Delete a finished image and its words; the words of its batch go with the last image of it.

    With them go those of requests for the same that came to nothing, such as one that was asked for again.

    Returns:
        The keys of the reference images that nothing needs any more; None where there is no such image.

    """
    image = await tx.one(Erased, "erased_image", id=image_id)
    if image is None:
        return None
    await tx.run("delete_image", id=image.id)
    await tx.run("count_erasure")
    # Its previews are told of no more, but may be there still.
    await tx.run("forget_progress")
    await tx.run("uncount_image", session_id=image.session_id, visibility=image.visibility)
    await tx.run("forget_result", id=image.id)
    await tx.run("forget_exports_of_image", id=image.id)
    await tx.run("restart_exports_of_image", id=image.id)
    await tx.run("forget_tag_views", session_id=image.session_id, tags=image.tags)
    await _forget_searches(tx, image)
    references: list[str] = []
    for request in await tx.all(Request, "requests_to_erase", batch_id=image.batch_id):
        about = {"session_id": request.session_id, "prompt": request.prompt}
        for erased in (request, *await tx.all(Request, "requests_in_vain", **about)):
            references += erased.params.references
            await erase_request(tx, erased)
    return tuple(dict.fromkeys(references))


async def merge_search(tx: Transaction, pages: int) -> bool:
    """Merge some pages of the search index, and tell whether there is more to do; below 0 all of it is to be merged.

    The index marks what is taken out of it, and drops it when its parts are merged. In one go that would hold up all
    who write for as long as the whole index takes.
    """
    before = await tx.value(int, "total_changes")
    await tx.run("merge_search", pages=pages)
    # As the documentation of FTS5 says: a merge that has nothing to do changes one row.
    return (await tx.value(int, "total_changes") or 0) - (before or 0) >= 2


async def _forget_searches(tx: Transaction, image: Erased) -> None:
    """Forget the opened pages that search for words of the image which together stand in no other."""
    for view in await tx.all(GalleryView, "searching_views", session_id=image.session_id):
        search = GalleryFilter.from_json(view.filter).words
        if not all(word in fold(image.words or "") for word in search):
            continue
        if not await tx.value(bool, "has_words", session_id=image.session_id, search=json.dumps(search)):
            await tx.run("forget_view", id=view.id)


async def erase_request(tx: Transaction, request: Request) -> None:
    """Delete the words of a request, within a transaction; its row, calls and messages stay without them."""
    for query in ("erase_request", "erase_unfinished_images", "erase_attempts", "erase_deliveries"):
        await tx.run(query, id=request.id)
    about = {"session_id": request.session_id, "user_id": request.user_id}
    await tx.run("erase_drafts", prompt=request.prompt, **about)
    await tx.run("erase_cached_prompts", description=digest(request.prompt))
