"""The gallery: its pages and files, and what is done with a picture: star, tag and delete."""

import logging
import secrets
from collections.abc import Callable, Iterable

from generation.clock import now
from generation.errors import NotFoundError
from generation.events import Broadcaster, GalleryChanged
from generation.gallery.gallery_pages import GONE, GalleryPages
from generation.gallery.picture_files import PictureFiles
from generation.gallery.positions import Positions
from generation.gallery.tags import normal_tags
from generation.i18n import _
from generation.log_codes import person_code
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Access, Actor
from generation.text.cache import forget_texts
from storage.blobs import BlobStore
from storage.images import ImageStore
from storage.records import Image

log = logging.getLogger(__name__)


class Gallery(GalleryPages, PictureFiles):
    """Show and change a session's pictures."""

    def __init__(
        self,
        images: ImageStore,
        blobs: BlobStore,
        access: Access,
        events: Broadcaster,
        *,
        image_url_of: Callable[[Image], str | None] = lambda _image: None,
        positions: Positions | None = None,
    ) -> None:
        """`image_url_of` tells where everybody can load a picture's display copy, if there is such a place.

        `positions` writes positions for buttons and links; without it they are good for this gallery alone.
        """
        GalleryPages.__init__(self, images)
        PictureFiles.__init__(self, blobs)
        self.image_url_of = image_url_of
        self.positions = positions or Positions(secrets.token_bytes(32))
        self._access = access
        self._events = events

    async def favorite(self, image_id: str, context: SessionContext, *, starred: bool) -> Image:
        """Set or take the viewer's star.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            NotAllowedError: the GM alone stars here, or the session has ended.

        """
        image = await self._to_star(image_id, context)
        await self._images.star(image_id, context.actor.user_id, now(), starred=starred)
        self._changed(image, "starred")
        return await self.image(image_id, context.actor)

    async def toggle_favorite(self, image_id: str, context: SessionContext) -> bool:
        """Toggle the viewer's star and return whether it is set now.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            NotAllowedError: the GM alone stars here, or the session has ended.

        """
        image = await self._to_star(image_id, context)
        starred = await self._images.toggle_star(image_id, context.actor.user_id, now())
        self._changed(image, "starred")
        return starred

    async def _to_star(self, image_id: str, context: SessionContext) -> Image:
        image = await self.image(image_id, context.actor)
        self._access.require_star_giver(context.actor, context.settings)
        return image

    async def clear_favorites(self, image_id: str, actor: Actor) -> Image:
        """Take everybody's stars off a picture.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            NotAllowedError: somebody else than the GM tries, or the session has ended.

        """
        image = await self.image(image_id, actor)
        self._access.require_active_session(actor)
        self._access.require_gm(actor, _("Only the GM may take everybody's stars off a picture."))
        await self._images.clear_stars(image_id, now())
        self._changed(image, "starred")
        return image

    async def set_tags(self, image_id: str, actor: Actor, tags: Iterable[str]) -> tuple[str, ...]:
        """Give a picture these tags in place of those it has, and return them as they are stored.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            NotAllowedError: somebody else's picture, and not by the GM; or the session has ended.
            RefusedError: a tag cannot be one, or they are too many.

        """
        wanted = normal_tags(tags)
        return await self._change_tags(image_id, actor, lambda _had: wanted)

    async def add_tags(self, image_id: str, actor: Actor, tags: Iterable[str]) -> tuple[str, ...]:
        """Give a picture these tags besides those it has, and return all of them.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            NotAllowedError: somebody else's picture, and not by the GM; or the session has ended.
            RefusedError: a tag cannot be one, or they would be too many.

        """
        wanted = normal_tags(tags)
        return await self._change_tags(image_id, actor, lambda had: normal_tags((*had, *wanted)))

    async def remove_tags(self, image_id: str, actor: Actor, tags: Iterable[str]) -> tuple[str, ...]:
        """Take these tags off a picture, as far as it has them, and return those that are left.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            NotAllowedError: somebody else's picture, and not by the GM; or the session has ended.
            RefusedError: a tag cannot be one.

        """
        unwanted = normal_tags(tags)
        return await self._change_tags(image_id, actor, lambda had: tuple(tag for tag in had if tag not in unwanted))

    async def _change_tags(
        self, image_id: str, actor: Actor, change: Callable[[tuple[str, ...]], tuple[str, ...]]
    ) -> tuple[str, ...]:
        image = await self.image(image_id, actor)
        self._access.require_active_session(actor)
        self._access.require_author_or_gm(actor, image.user_id)
        tags = await self._images.change_tags(image_id, change)
        if tags is None:
            raise NotFoundError(GONE)
        self._changed(image, "tagged")
        return tags

    async def delete(self, image_id: str, actor: Actor) -> Image:
        """Delete a picture, its stars, its files and the words that it was asked for by for good.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            NotAllowedError: somebody else's picture, or the session has ended; the GM may in any case.

        """
        image = await self.image(image_id, actor)
        self._access.require_remover(actor, image.user_id)
        # The row goes first: a row never points to a missing blob, while a blob without a row is swept up.
        references = await self._images.delete(image_id)
        if references is None:
            raise NotFoundError(GONE)
        await self.delete_files(image)
        await self._blobs.delete([*references])
        forget_texts()
        self._changed(image, "deleted")
        log.info("picture %s deleted by %s", image_id, person_code(actor.user_id))
        return image

    async def unchecked_delete(self, image_id: str) -> None:
        """Delete a picture whosever it is, but for what `ImageStore.finish_erasures` does when all are deleted."""
        image = await self.unchecked_image(image_id)
        references = await self._images.erase(image_id)
        if image is None or references is None:
            return
        await self.delete_files(image)
        await self._blobs.delete([*references])
        self._changed(image, "deleted")

    def _changed(self, image: Image, change: str) -> None:
        self._events.publish(GalleryChanged(image.session_id, image.visibility, image.id, change))
