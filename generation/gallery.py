"""The gallery: look, star, delete, and take up the stars that reactions stand for."""

import logging

from generation.access import Access, Requester
from generation.clock import now
from generation.errors import NotFoundError
from generation.events import Broadcaster, GalleryChanged
from storage.blobs import BlobStore
from storage.gallery import ImageStore, Page
from storage.records import Image, Posting

log = logging.getLogger(__name__)

GONE = "This picture is not in the gallery any more."


def display_key(image: Image) -> str:
    """Return the key of the display copy, which stands beside the original."""
    return f"{(image.image_url or '').rpartition('-')[0]}-display.jpg"


class Gallery:
    """Show and change a session's pictures."""

    def __init__(self, images: ImageStore, blobs: BlobStore, access: Access, events: Broadcaster) -> None:
        self._images = images
        self._blobs = blobs
        self._access = access
        self._events = events

    async def image(self, image_id: str, by: Requester) -> Image:
        """Return a picture.

        Raises:
            NotFoundError: there is none in this session that the viewer may see.

        """
        image = await self._images.get(image_id, sees_secrets=by.sees_secrets)
        if image is None or image.session_id != by.session_id:
            raise NotFoundError(GONE)
        return image

    async def of_request(self, request_id: str) -> tuple[Image, ...]:
        """Return what was painted for a request; for those who deliver it, not for viewers."""
        return await self._images.of_request(request_id)

    async def page(
        self,
        by: Requester,
        *,
        favorites: bool = False,
        before: int | None = None,
        after: int | None = None,
        most: int = 1,
    ) -> Page:
        """Return a page of the session's gallery as the viewer may see it, newest first (see `ImageStore.page`)."""
        return await self._images.page(
            by.session_id, sees_secrets=by.sees_secrets, favorites=favorites, before=before, after=after, most=most
        )

    async def original(self, image: Image) -> bytes:
        """Return the picture file as it was painted."""
        return await self._blobs.get(image.image_url or "")

    async def display_copy(self, image: Image) -> bytes:
        """Return the display copy: JPEG, at most 1024 pixels."""
        return await self._blobs.get(display_key(image))

    async def thumbnail(self, image: Image) -> bytes:
        """Return the thumbnail: JPEG, at most 320 pixels."""
        return await self._blobs.get(image.thumbnail_url or "")

    def path(self, image: Image) -> str | None:
        """Return where the original lies on this machine, if it does."""
        path = self._blobs.path(image.image_url or "")
        return str(path) if path else None

    async def stars(self, image_id: str) -> tuple[str, ...]:
        """Return who has starred a picture, first star first."""
        return await self._images.stars(image_id)

    async def favorite(self, image_id: str, by: Requester, *, starred: bool) -> Image:
        """Set or take the viewer's star.

        Raises:
            NotFoundError: there is no such picture for the viewer.

        """
        image = await self.image(image_id, by)
        await self._images.star(image_id, by.user_id, now(), starred=starred)
        self._changed(image, "starred")
        return await self.image(image_id, by)

    async def toggle_favorite(self, image_id: str, by: Requester) -> bool:
        """Turn the viewer's star over and tell whether it shines now.

        Raises:
            NotFoundError: there is no such picture for the viewer.

        """
        image = await self.image(image_id, by)
        starred = await self._images.toggle_star(image_id, by.user_id, now())
        self._changed(image, "starred")
        return starred

    async def react(self, postings: list[Posting], user_id: str, *, reacted: bool) -> None:
        """Take over one person's reaction that came to or went from a message, for every picture on it."""
        users = frozenset({user_id})
        for posting in postings:
            came, went = (users, frozenset[str]()) if reacted else (frozenset[str](), users)
            if await self._images.reconcile_reactions(posting.image_id, now(), came=came, went=went):
                await self._tell(posting.image_id)

    async def clear_reactions(self, postings: list[Posting]) -> None:
        """Take the stars whose reactions were all taken off a message at once."""
        for posting in postings:
            await self._images.clear_reactions(posting.image_id, now())
            await self._tell(posting.image_id)

    async def reconcile(self, posting: Posting, reacting: frozenset[str]) -> bool:
        """Hold the reactions that a message has now against those last known; tell whether that changed a star."""
        known = await self._images.reacted(posting.image_id)
        if known == reacting:
            return False
        changed = await self._images.reconcile_reactions(
            posting.image_id, now(), came=reacting - known, went=known - reacting
        )
        await self._tell(posting.image_id)
        return changed

    async def delete(self, image_id: str, by: Requester) -> Image:
        """Delete a picture, its stars and its files for good.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            NotAllowedError: somebody else's picture, and not by the GM.

        """
        image = await self.image(image_id, by)
        self._access.may_undo(by, image.user_id, "picture")
        # The row goes first: a row never points to a missing blob, while a blob without a row is swept up.
        if not await self._images.delete(image_id):
            raise NotFoundError(GONE)
        await self._blobs.delete([image.image_url or "", display_key(image), image.thumbnail_url or ""])
        self._changed(image, "deleted")
        log.info("picture %s deleted by %s", image_id, by.user_id)
        return image

    async def _tell(self, image_id: str) -> None:
        image = await self._images.get(image_id, sees_secrets=True)
        if image:
            self._changed(image, "starred")

    def _changed(self, image: Image, change: str) -> None:
        self._events.publish(GalleryChanged(image.session_id, image.visibility, image.id, change))
