"""Pictures without a star go for good after as many days as the table's GM, or the operator for all, has set."""

import logging
from datetime import timedelta

from generation.clock import now
from generation.gallery.gallery import Gallery
from generation.sessions.settings import SessionSettings
from generation.text.cache import forget_texts
from storage.errors import StorageDamagedError
from storage.images import ImageStore
from storage.retention import RetentionStore

log = logging.getLogger(__name__)

#: So many pictures, and as many requests, of a session go in one step, and so many pictures in one run: others paint
#: meanwhile, and the next run does the rest.
AT_ONCE, IN_ONE_RUN = 20, 200


class Retention:
    """Delete what is past its time; `most_days` is the operator's bound, None where there is none."""

    def __init__(self, store: RetentionStore, images: ImageStore, gallery: Gallery, most_days: int | None) -> None:
        self._store = store
        self._images = images
        self._gallery = gallery
        self._most_days = most_days

    async def run_due(self) -> int:
        """Delete some of what is past its time, and return how many pictures that were."""
        deleted = 0
        for session in await self._store.sessions():
            try:
                days = SessionSettings.from_json(session.settings).days_kept(self._most_days)
            except StorageDamagedError as error:
                log.warning("nothing of session %s is deleted for its age: %s", session.id, error)
                continue
            if days is not None and deleted < IN_ONE_RUN:
                deleted += await self._delete_past(session.id, timedelta(days=days), IN_ONE_RUN - deleted)
        if deleted:
            log.info("%d pictures past their time are deleted", deleted)
        return deleted

    async def _delete_past(self, session_id: str, age: timedelta, most: int) -> int:
        before, deleted = now() - age, 0
        while deleted < most:
            image_ids = await self._store.pictures(session_id, before, min(AT_ONCE, most - deleted))
            for image_id in image_ids:
                await self._gallery.unchecked_delete(image_id)
            deleted += len(image_ids)
            if len(image_ids) < AT_ONCE:
                break
        if await self._store.forget_in_vain(session_id, before, AT_ONCE) or deleted:
            forget_texts()
            await self._images.finish_erasures()
        return deleted
