"""The pages of a session's gallery: looked at, jumped to, filtered, as far as the viewer may see them."""

from collections.abc import Sequence
from datetime import datetime

from generation.errors import NotFoundError, RefusedError
from generation.i18n import N_, _
from generation.sessions.permissions import Actor
from generation.text.visible import visible
from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter
from storage.gallery_orders import Rank, RankedPage
from storage.images import ImageStore, Page
from storage.records import Image

GONE = N_("This picture is not in the gallery any more.")


class GalleryPages:
    """Show a session's pictures."""

    def __init__(self, images: ImageStore) -> None:
        self._images = images

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

    async def most_starred(
        self, actor: Actor, shown: GalleryFilter, *, after: Rank | None, before: Rank | None, most: int
    ) -> RankedPage:
        """Return a page of the session's gallery as the viewer may see it, those with the most stars first."""
        return await self._images.most_starred(
            actor.session_id, shown, sees_secrets=actor.sees_secrets, after=after, before=before, most=most
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

    async def unchecked_stars(self, image_id: str) -> tuple[str, ...]:
        """Return who has starred an image that the caller has been let see, first star first."""
        return await self._images.unchecked_stars(image_id)

    async def unchecked_star_count(self, image: Image) -> int:
        """Return how many have starred an image that the caller has been let see, as the order of stars counts them."""
        # A favorite of an early version, whose stars nobody knows, counts as one.
        return max(len(await self._images.unchecked_stars(image.id)), int(image.is_favorite))
