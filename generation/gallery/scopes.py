"""Whose pictures somebody looks at: those of one session, or what stands in the same way for several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from generation.gallery.gallery import Gallery
from generation.sessions.permissions import Actor
from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter
from storage.gallery_orders import Rank, RankedPage
from storage.images import Page
from storage.records import Image


class Scope(Protocol):
    """The pictures that one viewer may see, as a gallery: pages, numbers, choices, and places in it as texts."""

    async def page(
        self,
        shown: GalleryFilter = EVERYTHING,
        /,
        *,
        before: int | None = None,
        after: int | None = None,
        most: int = 1,
    ) -> Page:
        """Return a page, newest first, between places (see `ImageStore.page`)."""
        ...

    async def oldest(self, shown: GalleryFilter = EVERYTHING, *, after: int = 0, most: int = 1) -> Page:
        """Return a page, oldest first, from just newer than a place on (see `ImageStore.oldest`)."""
        ...

    async def most_starred(
        self,
        shown: GalleryFilter = EVERYTHING,
        *,
        after: Rank | None = None,
        before: Rank | None = None,
        most: int = 1,
    ) -> RankedPage:
        """Return a page, those with the most stars first (see `ImageStore.most_starred`)."""
        ...

    async def place_at(self, moment: datetime) -> int:
        """Return a place up to which everything was painted before a moment, and beyond which nothing was."""
        ...

    async def jump(self, number: int, shown: GalleryFilter = EVERYTHING, *, most: int = 1) -> Page:
        """Return the page that begins with the number-th newest picture, counted from 1.

        Raises:
            RefusedError: there are not so many, or they were not counted so far.

        """
        ...

    async def numbers(self, images: Sequence[Image]) -> dict[str, int]:
        """Return of images, by their ids, how many there are up to each, the oldest being 1."""
        ...

    async def choices(self, facet: str, beginning: str = "") -> tuple[Choice, ...]:
        """Return the values of a facet (`user`, `type`, `style`, `tag`) that begin with a text, the most used first."""
        ...

    async def image(self, image_id: str) -> Image:
        """Return a picture.

        Raises:
            NotFoundError: there is none that the viewer may see.

        """
        ...

    def actor_for(self, image: Image) -> Actor:
        """Return as whom the viewer looks at one of these pictures."""
        ...

    def place_of(self, image: Image) -> int:
        """Return where a picture stands."""
        ...

    async def rank_of(self, image: Image) -> Rank:
        """Return where a picture stands, in the order of stars, too."""
        ...

    def write_place(self, place: int) -> str:
        """Return the text of a place, which tells nothing of what lies between two."""
        ...

    def read_place(self, text: str) -> int | None:
        """Return the place that a text stands for; None where it was not written here for these pictures."""
        ...


@dataclass(frozen=True, slots=True)
class SessionScope:
    """The pictures of one session."""

    gallery: Gallery
    actor: Actor

    async def page(
        self,
        shown: GalleryFilter = EVERYTHING,
        /,
        *,
        before: int | None = None,
        after: int | None = None,
        most: int = 1,
    ) -> Page:
        """Return a page, newest first."""
        return await self.gallery.page(self.actor, shown, before=before, after=after, most=most)

    async def oldest(self, shown: GalleryFilter = EVERYTHING, *, after: int = 0, most: int = 1) -> Page:
        """Return a page, oldest first."""
        return await self.gallery.oldest(self.actor, shown, after=after, most=most)

    async def most_starred(
        self,
        shown: GalleryFilter = EVERYTHING,
        *,
        after: Rank | None = None,
        before: Rank | None = None,
        most: int = 1,
    ) -> RankedPage:
        """Return a page, those with the most stars first."""
        return await self.gallery.most_starred(self.actor, shown, after=after, before=before, most=most)

    async def place_at(self, moment: datetime) -> int:
        """Return the place of a moment."""
        return await self.gallery.place_at(self.actor, moment)

    async def jump(self, number: int, shown: GalleryFilter = EVERYTHING, *, most: int = 1) -> Page:
        """Return the page that begins with the number-th newest picture (see `Gallery.jump`)."""
        return await self.gallery.jump(self.actor, number, shown, most=most)

    async def numbers(self, images: Sequence[Image]) -> dict[str, int]:
        """Return of images how many the viewer may see up to each."""
        return await self.gallery.numbers(self.actor, images)

    async def choices(self, facet: str, beginning: str = "") -> tuple[Choice, ...]:
        """Return the values of a facet."""
        return await self.gallery.choices(self.actor, facet, beginning)

    async def image(self, image_id: str) -> Image:
        """Return a picture of the session (see `Gallery.image`)."""
        return await self.gallery.image(image_id, self.actor)

    def actor_for(self, _image: Image) -> Actor:
        """Return who looks."""
        return self.actor

    def place_of(self, image: Image) -> int:
        """Return where a picture stands in its session."""
        return image.seq or 0

    async def rank_of(self, image: Image) -> Rank:
        """Return where a picture stands, in the order of stars, too."""
        return Rank(await self.gallery.unchecked_star_count(image), self.place_of(image))

    def write_place(self, place: int) -> str:
        """Return the text of a place."""
        return self.gallery.positions.write(self.actor.session_id, place)

    def read_place(self, text: str) -> int | None:
        """Return the place that a text stands for."""
        return self.gallery.positions.read(self.actor.session_id, text)
