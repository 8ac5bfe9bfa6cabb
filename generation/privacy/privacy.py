"""Delete for good what is kept of a person, wherever it stands, and tell how much that is.

A wish is recorded first: whatever ends the process, it is done. Steps are small, and each can be done again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from generation.clock import now
from generation.events import Broadcaster, CancelWanted, ChangedElsewhere, GalleryChanged, RequestChanged
from generation.gallery.gallery import Gallery
from generation.i18n import N_
from generation.log_codes import person_code
from generation.text.cache import forget_texts
from storage.params import PUBLIC
from storage.privacy import Deletion, Forgotten, Kept, OpenRequest
from storage.stores import Stores

log = logging.getLogger(__name__)

#: In one transaction, so that others write in between.
AT_ONCE = 20
_WITHDRAWN = N_("Its requester has deleted their data.")
_WORDS_WITHDRAWN = N_("Whose words these were has deleted their data.")


class Privacy:
    """Tell of a person's data, and delete them."""

    def __init__(
        self, stores: Stores, gallery: Gallery, events: Broadcaster, forget_exports: Callable[[], Awaitable[None]]
    ) -> None:
        """`forget_exports` deletes the files of exports that have ended."""
        self._store = stores.privacy
        self._queue = stores.queue
        self._images = stores.images
        self._blobs = stores.blobs
        self._spool = stores.spool
        self._gallery = gallery
        self._events = events
        self._forget_exports = forget_exports
        self._working = asyncio.Lock()

    async def kept(self, user_id: str) -> Kept:
        """Count what is kept of a person."""
        return await self._store.kept(user_id)

    async def names(self, user_id: str) -> tuple[str, ...]:
        """Return what a person is called in sessions."""
        return await self._store.names(user_id)

    async def images(self, user_id: str) -> tuple[str, ...]:
        """Return the ids of a person's pictures, in whatever sessions."""
        return await self._store.images(user_id)

    async def delete(self, user_id: str, *, keeps_pictures: bool) -> bool:
        """Delete a person's data for good; where the pictures are kept, they stay with the tables as nobody's.

        Returns:
            False where something of it is still being painted, and goes when that has ended.

        """
        await self._store.want_deletion(user_id, now(), keeps_pictures=keeps_pictures)
        log.info("user %s wants their data deleted", person_code(user_id))
        await self.run_due()
        return all(deletion.user_id != user_id for deletion in await self._store.deletions())

    async def run_due(self) -> None:
        """Do what is wanted, as far as it can be done now."""
        async with self._working:
            for deletion in await self._store.deletions():
                await self._work_at(deletion)

    async def _work_at(self, deletion: Deletion) -> None:
        await self._cancel(await self._store.open_requests(deletion), _WITHDRAWN)
        if not deletion.keeps_pictures:
            await self._cancel(await self._store.open_repeats_by_others(deletion), _WORDS_WITHDRAWN)
            if await self._store.open_repeats_by_others(deletion):
                # By the person's pictures they are found: these go when the last of them has been stopped.
                return
            await self._delete_repeats(deletion)
        while forgotten := await self._store.forget_requests(deletion, AT_ONCE):
            for each in forgotten:
                await self._clean_up(each, deletion)
        is_done = not await self._store.has_requests(deletion)
        if is_done:
            await self._forget_person(deletion)
        await self._forget_exports()
        forget_texts()
        await self._images.finish_erasures()
        # Messages without pictures are to be taken down as well.
        self._events.publish(ChangedElsewhere("", PUBLIC))
        if is_done:
            await self._store.end(deletion)
            log.info("the data of user %s are deleted", person_code(deletion.user_id))

    async def _forget_person(self, deletion: Deletion) -> None:
        while await self._store.forget_stars(deletion, AT_ONCE):
            pass
        for key in await self._store.forget_person(deletion):
            await self._blobs.delete_all_of(key)

    async def _cancel(self, requests: Iterable[OpenRequest], why: str) -> None:
        for request in requests:
            cancelled, running = await self._queue.cancel(request.id, why, now())
            if cancelled:
                self._events.publish(RequestChanged.of(cancelled))
            if running:
                self._events.publish(CancelWanted(request.session_id, request.visibility, request.id))

    async def _delete_repeats(self, deletion: Deletion) -> None:
        """Delete pictures that others had painted anew by the person's words."""
        while image_ids := await self._store.repeats_by_others(deletion, AT_ONCE):
            for image_id in image_ids:
                await self._gallery.unchecked_delete(image_id)

    async def _clean_up(self, forgotten: Forgotten, deletion: Deletion) -> None:
        """Delete the files of a request that is nobody's now, and have its messages follow."""
        request = forgotten.request
        await asyncio.to_thread(self._spool.delete, request.id)
        await self._blobs.delete(list(forgotten.references))
        for image in forgotten.images:
            if not deletion.keeps_pictures:
                await self._gallery.delete_files(image)
            change = "changed" if deletion.keeps_pictures else "deleted"
            self._events.publish(GalleryChanged(image.session_id, image.visibility, image.id, change))
