"""A campaign's gallery as one viewer may see it: of each session what they would see of it there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generation.errors import NotFoundError, RefusedError
from generation.gallery.gallery import Gallery
from generation.gallery.gallery_pages import GONE
from generation.i18n import _
from generation.sessions.permissions import Actor
from generation.text.visible import visible
from storage.campaign_gallery import CampaignGalleryStore, Eyes
from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter
from storage.gallery_orders import Rank, RankedPage
from storage.images import Page
from storage.records import Image


@dataclass(frozen=True, slots=True)
class CampaignScope:
    """The pictures of a campaign's sessions that the viewer may look into, in the role that they have in each."""

    campaign_id: str
    gallery: Gallery
    store: CampaignGalleryStore
    #: As whom the viewer looks into each session, their own first.
    actors: tuple[Actor, ...]

    @property
    def eyes(self) -> tuple[Eyes, ...]:
        """Return the sessions, and where secret pictures exist for the viewer."""
        return tuple(Eyes(each.session_id, each.sees_secrets) for each in self.actors)

    def sees(self, session_id: str, *, secret: bool = False) -> bool:
        """Tell whether the viewer may see a session's pictures, or its secret ones."""
        return any(each.session_id == session_id and (each.sees_secrets or not secret) for each in self.actors)

    async def page(
        self,
        shown: GalleryFilter = EVERYTHING,
        /,
        *,
        before: int | None = None,
        after: int | None = None,
        most: int = 1,
    ) -> Page:
        """Return a page of all sessions' pictures, newest first."""
        return await self.store.page(self.eyes, shown, before=before, after=after, most=most)

    async def oldest(self, shown: GalleryFilter = EVERYTHING, *, after: int = 0, most: int = 1) -> Page:
        """Return a page of all sessions' pictures, oldest first."""
        return await self.store.oldest(self.eyes, shown, after=after, most=most)

    async def most_starred(
        self,
        shown: GalleryFilter = EVERYTHING,
        *,
        after: Rank | None = None,
        before: Rank | None = None,
        most: int = 1,
    ) -> RankedPage:
        """Return a page of all sessions' pictures, those with the most stars first."""
        return await self.store.most_starred(self.eyes, shown, after=after, before=before, most=most)

    async def place_at(self, moment: datetime) -> int:
        """Return a place on the timeline up to which everything was painted before a moment."""
        return await self.store.place_at(self.eyes, moment)

    async def jump(self, number: int, shown: GalleryFilter = EVERYTHING, *, most: int = 1) -> Page:
        """Return the page that begins with the number-th newest picture, counted from 1.

        Raises:
            RefusedError: there are not so many, or they were not counted so far.

        """
        page = await self.store.page_at(self.eyes, max(number, 1), shown, most=most)
        return self.gallery.checked_jump(page, number)

    async def numbers(self, images: Sequence[Image]) -> dict[str, int]:
        """Return of images how many the viewer may see in the campaign up to each."""
        found = await self.store.numbers(self.eyes, [self.place_of(image) for image in images])
        return {image.id: found[self.place_of(image)] for image in images}

    async def choices(self, facet: str, beginning: str = "") -> tuple[Choice, ...]:
        """Return the values of a facet that any of the sessions' pictures have."""
        return await self.store.choices(self.eyes, facet, beginning=visible(beginning).lower())

    async def image(self, image_id: str) -> Image:
        """Return a picture of any of the sessions.

        Raises:
            NotFoundError: there is none that the viewer may see.

        """
        image = await self.gallery.unchecked_image(image_id)
        for actor in self.actors:
            if image is not None and actor.session_id == image.session_id:
                return await self.gallery.image(image_id, actor)
        raise NotFoundError(_(GONE))

    def actor_for(self, image: Image) -> Actor:
        """Return as whom the viewer looks at one of these pictures.

        Raises:
            RefusedError: it is of none of the sessions.

        """
        for actor in self.actors:
            if actor.session_id == image.session_id:
                return actor
        raise RefusedError(_(GONE))

    def place_of(self, image: Image) -> int:
        """Return where a picture stands on the timeline."""
        return image.timeline or 0

    async def rank_of(self, image: Image) -> Rank:
        """Return where a picture stands, in the order of stars, too."""
        return Rank(await self.gallery.unchecked_star_count(image), self.place_of(image))

    def write_place(self, place: int) -> str:
        """Return the text of a place."""
        return self.gallery.positions.write(self._named, place)

    def read_place(self, text: str) -> int | None:
        """Return the place that a text stands for."""
        return self.gallery.positions.read(self._named, text)

    @property
    def _named(self) -> str:
        # No session's id has a space: a position of the one is none of the other.
        return f"campaign {self.campaign_id}"
