"""Whose pictures somebody looks at: those of one session, or what stands in the same way for several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from generation.gallery.gallery import Gallery
from generation.sessions.permissions import Actor
from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter
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

    def write_place(self, place: int) -> str:
        """Return the text of a place."""
        return self.gallery.positions.write(self.actor.session_id, place)

    def read_place(self, text: str) -> int | None:
        """Return the place that a text stands for."""
        return self.gallery.positions.read(self.actor.session_id, text)
