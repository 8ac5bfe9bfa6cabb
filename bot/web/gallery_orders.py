"""Pages of a gallery in the order that somebody asks for, and the positions that lead from one to the next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from generation.errors import RefusedError
from generation.gallery.scopes import Scope
from generation.gallery.turning import read_rank, write_rank
from generation.i18n import N_, _
from storage.gallery_filters import EVERYTHING, GalleryFilter
from storage.gallery_orders import Rank
from storage.records import Image

Order = Literal["newest", "oldest", "stars"]
#: A place, and in the order of stars how many the picture there has.
POSITION = r"^[0-9a-f]{16}(-[0-9]{1,6})?$"
NO_POSITION = N_("before: take the “next” of the page before, or leave it out.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as it is told: its images, how many there are in all, and the position of the page after it.

    `numbers` are those of the images, by their ids, where the page tells them; None where not.
    """

    images: tuple[Image, ...]
    total: int
    capped: bool
    next: str | None
    numbers: dict[str, int] | None = None


def read_position(scope: Scope, order: Order, before: str | None) -> Rank | None:
    """Return behind which image a page is to begin; how many stars it has counts in their order alone.

    Raises:
        RefusedError: no page of this order has named such a position.

    """
    if before is None:
        return None
    rank = read_rank(scope, order, before)
    if rank is None:
        raise RefusedError(_(NO_POSITION))
    return rank


async def list_images(
    scope: Scope,
    shown: GalleryFilter,
    order: Order,
    *,
    begin: Rank | None = None,
    at: datetime | None = None,
    most: int,
) -> Listed:
    """Return a page behind `begin`, else from a moment on: newest first the older ones, oldest first the newer ones.

    Raises:
        RefusedError: in the order of stars no moment has a place.

    """
    if order == "stars":
        if at is not None:
            raise RefusedError(
                _("at: in the order of stars no moment has a place. Leave it out, or take another order.")
            )
        found = await scope.most_starred(shown, after=begin, most=most)
        last = None if found.last is None else write_rank(scope, order, found.last)
        return Listed(found.page.images, found.page.total, found.page.capped, last)
    place = begin.place if begin else None
    if place is None and at is not None:
        # A page begins behind its place.
        place = await scope.place_at(at) + (order == "newest")
    if order == "oldest":
        page = await scope.oldest(shown, after=place or 0, most=most + 1)
        more = len(page.images) > most
    else:
        page = await scope.page(shown, before=place, most=most)
        more = len(page.images) == most and (page.capped or page.before + most < page.total)
    images = page.images[:most]
    next_ = scope.write_place(scope.place_of(images[-1])) if more else None
    numbers = None
    if order == "newest" and shown == EVERYTHING:
        # Where nothing is left out, a picture's number is how many are not newer.
        first = page.total - page.before
        numbers = {image.id: first - place for place, image in enumerate(images)}
    return Listed(images, page.total, page.capped, next_, numbers)
