"""An opened gallery's pictures in the order that it is in: where it stands, what comes before and after, the n-th."""

from dataclasses import dataclass, replace

from generation.errors import RefusedError
from generation.gallery.opened_pages import OpenedPage
from generation.gallery.scopes import Scope
from generation.i18n import _
from storage.gallery_filters import OLDEST, STARS
from storage.gallery_orders import LAST_RANK, Rank
from storage.images import COUNT_CAP, Page
from storage.records import Image


@dataclass(frozen=True, slots=True)
class Turning:
    """An opened page, the pictures it is among, and how many it shows at a time.

    What these return is in the page's order; `Page.before` counts in it, too, but for one that is capped and oldest
    first: how many stand before is not known there.
    """

    scope: Scope
    page: OpenedPage
    most: int = 1

    async def standing(self) -> Page:
        """Return what a page shows where it was left; what is gone is followed by what comes next."""
        rank = await self._rank()
        images = await self.following(rank and self._just_before(rank))
        return images if images.images or rank is None else await self.preceding()

    async def standing_at(self, image: Image) -> OpenedPage:
        """Return the page as it stands when an image is the first on it."""
        rank = await self.scope.rank_of(image)
        return replace(self.page, place=rank.place, stars=rank.stars)

    async def towards(self, direction: str, rank: Rank) -> Page | None:
        """Return what a button of a page leads to; None where no button does that.

        Args:
            direction: `newest` and `oldest` for the first and the last of whatever order, `newer` and `older` for what
                comes before and after; buttons that were posted say so.
            rank: from where.

        """
        match direction:
            case "newest":
                return await self.following()
            case "oldest":
                return await self.preceding()
            case "newer":
                images = await self.preceding(rank)
                # At the first ones a sheet is filled up with what follows.
                return images if len(images.images) == self.most else await self.following()
            case "older":
                images = await self.following(rank)
                # What was there was deleted or lost its star meanwhile: the last at that end.
                return images if images.images else await self.preceding()
            case _:
                return None

    async def numbered(self, number: int) -> Page:
        """Return what begins with the number-th picture, counted from 1.

        Raises:
            RefusedError: there are not so many, or they were not counted so far.

        """
        shown = self.page.shown
        if self.page.sort not in {OLDEST, STARS}:
            return await self.scope.jump(number, shown, most=self.most)
        first = await self.following()
        if not first.total:
            raise RefusedError(_("There is no picture to go to yet."))
        if number == 1:
            return first
        if self.page.sort == OLDEST and not first.capped and 1 < number <= first.total:
            (at,) = (await self.scope.jump(first.total - number + 1, shown)).images
            return await self.following(self._just_before(await self.scope.rank_of(at)))
        counted = min(first.total, COUNT_CAP)
        if not 1 < number <= counted:
            bounds = _("Give a number from 1 to {last}, 1 for the first picture.").format(last=counted)
            more = _("There are more: narrow the filter, or go on from there.")
            raise RefusedError(f"{bounds} {more}" if first.capped or first.total > counted else bounds)
        passed = await replace(self, most=number - 1).following()
        return await self.following(await self.scope.rank_of(passed.images[-1]))

    async def following(self, after: Rank | None = None) -> Page:
        """Return what comes next after a rank, or the first."""
        shown, most = self.page.shown, self.most
        if self.page.sort == STARS:
            return (await self.scope.most_starred(shown, after=after, most=most)).page
        if self.page.sort == OLDEST:
            found = await self.scope.oldest(shown, after=after.place if after else 0, most=most)
            return replace(found, before=_before(found))
        return await self.scope.page(shown, before=after.place if after else None, most=most)

    async def preceding(self, before: Rank | None = None) -> Page:
        """Return what comes last before a rank, or the last."""
        shown, most = self.page.shown, self.most
        if self.page.sort == STARS:
            return (await self.scope.most_starred(shown, before=before or LAST_RANK, most=most)).page
        if self.page.sort == OLDEST:
            found = await self.scope.page(shown, before=before.place if before else None, most=most)
            return replace(found, images=found.images[::-1], before=_before(found))
        return await self.scope.page(shown, after=before.place if before else 0, most=most)

    async def _rank(self) -> Rank | None:
        """Return where the page stands; with stars, where its first picture stands now, as long as it is there."""
        if self.page.place is None:
            return None
        if self.page.sort == STARS:
            at = (await self.scope.page(self.page.shown, before=self.page.place + 1)).images
            if at and self.scope.place_of(at[0]) == self.page.place:
                return await self.scope.rank_of(at[0])
        return Rank(self.page.stars, self.page.place)

    def _just_before(self, rank: Rank) -> Rank:
        return replace(rank, place=rank.place - 1 if self.page.sort == OLDEST else rank.place + 1)


def _before(newest_first: Page) -> int:
    """Return how many pictures are older than all of a page."""
    return max(newest_first.total - newest_first.before - len(newest_first.images), 0)


def write_rank(scope: Scope, sort: str, rank: Rank) -> str:
    """Return the text of a rank: its place, and in the order of stars how many the picture there has."""
    place = scope.write_place(rank.place)
    return f"{place}-{rank.stars}" if sort == STARS else place


def read_rank(scope: Scope, sort: str, text: str) -> Rank | None:
    """Return the rank that a text stands for; None where it was not written for this order of these pictures."""
    named, _separator, stars = text.partition("-")
    place = scope.read_place(named)
    if place is None or bool(stars) is not (sort == STARS) or not (stars or "0").isdecimal():
        return None
    return Rank(int(stars or 0), place)
