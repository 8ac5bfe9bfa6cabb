"""The gallery: look, search, star, tag and delete."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime

from generation.clock import now
from generation.errors import NotFoundError, RefusedError
from generation.events import Broadcaster, GalleryChanged
from generation.gallery.positions import Positions
from generation.gallery.signed_urls import DISPLAY, PICTURE, THUMBNAIL
from generation.gallery.tags import normal_tags
from generation.i18n import N_, _
from generation.images import contact_sheet as sheets
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Access, Actor
from generation.text.cache import forget_texts
from generation.text.visible import visible
from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter
from storage.gallery_orders import Rank, RankedPage
from storage.images import ImageFiles, ImageStore, Page
from storage.records import Image

log = logging.getLogger(__name__)

GONE = N_("This picture is not in the gallery any more.")


def display_key(image: Image | ImageFiles) -> str:
    """Return the key of the display copy, which stands beside the original."""
    return f"{(image.image_url or '').rpartition('-')[0]}-display.jpg"


class Gallery:
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
        self.image_url_of = image_url_of
        self.positions = positions or Positions(secrets.token_bytes(32))
        self._images = images
        self._blobs = blobs
        self._access = access
        self._events = events

    async def image(self, image_id: str, actor: Actor) -> Image:
        """Return a picture.

        Raises:
            NotFoundError: there is none in this session that the viewer may see.

        """
        image = await self._images.get(image_id, sees_secrets=actor.sees_secrets)
        if image is None or image.session_id != actor.session_id:
            raise NotFoundError(GONE)
        return image

    async def unchecked_image(self, image_id: str) -> Image | None:
        """Return a picture of whatever session, whoever may see it: to ask there who may, not for viewers."""
        return await self._images.get(image_id, sees_secrets=True)

    async def unchecked_of_request(self, request_id: str) -> tuple[Image, ...]:
        """Return the images of a request, whoever may see them: for its delivery, not for viewers."""
        return await self._images.unchecked_of_request(request_id)

    async def page(
        self,
        actor: Actor,
        shown: GalleryFilter = EVERYTHING,
        /,
        *,
        favorites: bool = False,
        before: int | None = None,
        after: int | None = None,
        most: int = 1,
    ) -> Page:
        """Return a page of the session's gallery as the viewer may see it, newest first (see `ImageStore.page`)."""
        return await self._images.page(
            actor.session_id,
            sees_secrets=actor.sees_secrets,
            shown=shown,
            favorites=favorites,
            before=before,
            after=after,
            most=most,
        )

    async def oldest(self, actor: Actor, shown: GalleryFilter, *, after: int, most: int) -> Page:
        """Return a page of the session's gallery as the viewer may see it, oldest first (see `ImageStore.oldest`)."""
        return await self._images.oldest(
            actor.session_id, shown, sees_secrets=actor.sees_secrets, after=after, most=most
        )

    async def most_starred(self, actor: Actor, shown: GalleryFilter, *, after: Rank | None, most: int) -> RankedPage:
        """Return a page of the session's gallery as the viewer may see it, those with the most stars first."""
        return await self._images.most_starred(
            actor.session_id, shown, sees_secrets=actor.sees_secrets, after=after, most=most
        )

    async def place_at(self, actor: Actor, moment: datetime) -> int:
        """Return a place up to which everything was painted before a moment, and beyond which nothing was."""
        return await self._images.place_at(actor.session_id, moment, sees_secrets=actor.sees_secrets)

    async def numbers(self, actor: Actor, images: Sequence[Image]) -> dict[str, int]:
        """Return of images, by their ids, how many the viewer may see in the session up to each, the oldest being 1."""
        found = await self._images.numbers(
            actor.session_id, [image.seq or 0 for image in images], sees_secrets=actor.sees_secrets
        )
        return {image.id: found[image.seq or 0] for image in images}

    async def jump(self, actor: Actor, number: int, shown: GalleryFilter = EVERYTHING, *, most: int = 1) -> Page:
        """Return the page that begins with the number-th newest picture, counted from 1.

        Raises:
            RefusedError: there are not so many, or they were not counted so far.

        """
        page = await self._images.page_at(
            actor.session_id, max(number, 1), sees_secrets=actor.sees_secrets, shown=shown, most=most
        )
        return self.checked_jump(page, number)

    def checked_jump(self, page: Page, number: int) -> Page:
        """Return the page that a jump has found.

        Raises:
            RefusedError: there are not so many, or they were not counted so far.

        """
        if page.total == 0:
            raise RefusedError(_("There is no picture to go to yet."))
        if number < 1 or not page.images:
            bounds = _("Give a number from 1 to {last}, 1 for the newest picture.").format(last=page.total)
            more = _("There are more: narrow the filter, or go on from there.")
            raise RefusedError(f"{bounds} {more}" if page.capped else bounds)
        return page

    async def members(self, actor: Actor) -> tuple[Choice, ...]:
        """Return who has painted what the viewer may see: users' ids, the busiest first, 25 at most."""
        return await self.choices(actor, "user")

    async def types(self, actor: Actor) -> tuple[Choice, ...]:
        """Return the types of what the viewer may see, the most used first, 25 at most."""
        return await self.choices(actor, "type")

    async def styles(self, actor: Actor) -> tuple[Choice, ...]:
        """Return the styles' ids of what the viewer may see, the most used first, 25 at most."""
        return await self.choices(actor, "style")

    async def tags(self, actor: Actor, beginning: str = "") -> tuple[Choice, ...]:
        """Return the tags of what the viewer may see that begin with a text, the most used first, 25 at most."""
        return await self.choices(actor, "tag", beginning)

    async def choices(self, actor: Actor, facet: str, beginning: str = "") -> tuple[Choice, ...]:
        """Return the values of a facet that begin with a text, the most used first, 25 at most."""
        beginning = visible(beginning).lower()
        return await self._images.choices(actor.session_id, facet, sees_secrets=actor.sees_secrets, beginning=beginning)

    async def original(self, image: Image) -> bytes:
        """Return the picture file as it was painted."""
        return await self._blobs.get(image.image_url or "")

    async def display_copy(self, image: Image) -> bytes:
        """Return the display copy: JPEG, at most 1024 pixels."""
        return await self._blobs.get(display_key(image))

    async def thumbnail(self, image: Image) -> bytes:
        """Return the thumbnail: JPEG, at most 320 pixels."""
        return await self._blobs.get(image.thumbnail_url or "")

    async def store_link(self, image: Image, size: str) -> str | None:
        """Return an address at which the store itself shows one of the sizes for some minutes, if it can.

        Raises:
            StorageError: the store's keys cannot be had.

        """
        keys = {PICTURE: image.image_url or "", DISPLAY: display_key(image), THUMBNAIL: image.thumbnail_url or ""}
        return await self._blobs.link_to(keys[size])

    async def contact_sheet(self, images: Sequence[Image]) -> bytes:
        """Return up to nine pictures as one numbered sheet (see `sheets.contact_sheet`)."""
        return await sheets.contact_sheet(await asyncio.gather(*(_stored(self.thumbnail(image)) for image in images)))

    def path(self, image: Image) -> str | None:
        """Return where the original lies on this machine, if it does."""
        path = self._blobs.path(image.image_url or "")
        return str(path) if path else None

    async def unchecked_stars(self, image_id: str) -> tuple[str, ...]:
        """Return who has starred an image that the caller has been let see, first star first."""
        return await self._images.unchecked_stars(image_id)

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
        log.info("picture %s deleted by %s", image_id, actor.user_id)
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

    async def delete_files(self, image: Image) -> None:
        """Delete the files of a picture whose row is gone."""
        await self._blobs.delete([image.image_url or "", display_key(image), image.thumbnail_url or ""])
        await self._blobs.delete_all_of(image.image_url or "")

    def _changed(self, image: Image, change: str) -> None:
        self._events.publish(GalleryChanged(image.session_id, image.visibility, image.id, change))


async def _stored(copy: Awaitable[bytes]) -> bytes | None:
    """Return a copy, or None where its file is gone: one lost file is no reason to show none of the others."""
    try:
        return await copy
    except StorageError:
        return None
