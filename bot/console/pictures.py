"""Which picture somebody means who types a number, `last`, or an id."""

from datetime import date, datetime, time, timedelta

from generation.errors import NotFoundError, RefusedError
from generation.gallery.days import require_dated_order
from generation.gallery.scopes import Scope, SessionScope
from generation.i18n import _
from generation.services import Services
from generation.sessions.permissions import Actor
from storage.gallery_filters import EVERYTHING, GalleryFilter
from storage.images import Page
from storage.records import Image

#: How far back an abbreviated id is looked for, and how many characters of it must be typed.
_LOOKED_THROUGH, _SHORTEST_PREFIX = 200, 4


async def page_before(scope: Scope, shown: GalleryFilter, number: int | None, most: int) -> Page:
    """Return a page of the pictures that are older than the one with a number, or the newest where none is given."""
    if number is None:
        return await scope.page(shown, most=most)
    if isinstance(scope, SessionScope):
        return await scope.page(shown, before=number, most=most)
    # A campaign's numbers count what the viewer sees in it, the oldest being 1.
    everything = await scope.page(EVERYTHING, most=1)
    place = everything.total - number + 1
    if place < 1:
        return await scope.page(shown, most=most)
    (at,) = (await scope.jump(place)).images
    return await scope.page(shown, before=scope.place_of(at), most=most)


async def ordered_page(scope: Scope, shown: GalleryFilter, order: str, day: date | None, most: int) -> Page:
    """Return a page in an order, from a day on: newest first what was painted until its end, oldest first from then on.

    Raises:
        RefusedError: in the order of stars no day has a place.

    """
    if order == "stars":
        if day is not None:
            require_dated_order(order)
        return (await scope.most_starred(shown, most=most)).page
    if day is None:
        return await (scope.oldest(shown, most=most) if order == "oldest" else scope.page(shown, most=most))
    # A day is one of whoever sits at the machine.
    begin = day if order == "oldest" else day + timedelta(days=1)
    place = await scope.place_at(datetime.combine(begin, time()).astimezone())
    if order == "oldest":
        return await scope.oldest(shown, after=place, most=most)
    return await scope.page(shown, before=place + 1, most=most)


async def find_image(services: Services, actor: Actor, typed: str) -> Image:
    """Return the image that was typed: its number, `last`, its id or the beginning of one.

    By its id it may be one of another session of the campaign.

    Raises:
        NotFoundError: there is none that the user may see.
        RefusedError: several ids begin so.

    """
    gallery, word = services.gallery, typed.lower().removeprefix("#")
    if word.isdecimal() and len(word) <= 9:
        page = await gallery.page(actor, before=int(word) + 1)
        if page.images and page.images[0].seq == int(word):
            return page.images[0]
    newest = (await gallery.page(actor, most=1 if word == "last" else _LOOKED_THROUGH)).images
    if word == "last" and newest:
        return newest[0]
    # Fewer characters are a number, and a number that is not there must not be taken for some id's beginning.
    begins_so = word if len(word) >= _SHORTEST_PREFIX else None
    found = [image for image in newest if begins_so and image.id.startswith(begins_so)]
    if begins_so and not found and await services.campaigns.of_session(actor.session_id):
        shared = (await (await services.campaigns.campaign_scope(actor)).page(most=_LOOKED_THROUGH)).images
        found = [image for image in shared if image.id.startswith(begins_so)]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        several = _("The ids of {count} pictures begin with {typed}. Type more of it.")
        raise RefusedError(several.format(count=len(found), typed=word))
    if len(word) == len("00000000-0000-0000-0000-000000000000"):
        return (await services.campaigns.image(word, actor))[0]
    unknown = _("There is no picture “{typed}” in this session. /image gallery lists them.")
    raise NotFoundError(unknown.format(typed=typed[:40]))
