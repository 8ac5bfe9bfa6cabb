"""What an opened gallery page shows of its images, and to whom: the rules that every way to show a page keeps."""

from dataclasses import dataclass

from generation.gallery.gallery import Gallery
from generation.gallery.opened_pages import OpenedPage
from generation.gallery.reveals import Reveals
from generation.sessions.permissions import PLAYER, Actor
from generation.sessions.sessions import ENDED
from storage.images import Page
from storage.records import Image, Session


@dataclass(frozen=True, slots=True)
class PageContents:
    """The images of a page, and what is shown with them; `stars` and `url` are those of a page of one image."""

    images: Page
    #: Whether it is shown behind a spoiler.
    is_covered: bool = False
    stars: int = 0
    may_clear_stars: bool = False
    #: Whether the session has ended: then nothing changes any more but what the GM deletes.
    ended: bool = False
    may_delete: bool = False
    #: Whether it is a picture of another session of the campaign: what is done to it is done there.
    is_elsewhere: bool = False
    #: Where everybody can load the image; None where there is no such place, or where it is behind a spoiler.
    url: str | None = None


def _by_session(images: Page, session: Session | None) -> list[tuple[list[Image], Session | None]]:
    """Return the images of each session, and the session where it is the one that was read."""
    by_session: dict[str, list[Image]] = {}
    for image in images.images:
        by_session.setdefault(image.session_id, []).append(image)
    return [(some, session if session and session.id == of else None) for of, some in by_session.items()]


def viewer_of(page: OpenedPage, actor: Actor) -> Actor:
    """Return for whom a page is: a shared page shows what a player may see, since everybody looks at it."""
    return Actor(page.session_id, page.viewer, PLAYER) if page.shared else actor


async def page_contents(
    gallery: Gallery, reveals: Reveals, page: OpenedPage, images: Page, actor: Actor, session: Session | None
) -> PageContents:
    """Return what a page shows of these images of a session to somebody."""
    ended = session is not None and session.status == ENDED
    if not images.images:
        return PageContents(images, ended=ended)
    covered = [await reveals.is_covered(*some, session=among) for some, among in _by_session(images, session)]
    is_covered = any(covered)
    if page.grid:
        return PageContents(images, is_covered, ended=ended)
    image = images.images[0]
    is_own = image.session_id == page.session_id
    stars = len(await gallery.unchecked_stars(image.id))
    return PageContents(
        images,
        is_covered,
        stars,
        may_clear_stars=is_own and stars > 0 and not page.shared and actor.sees_secrets and not ended,
        ended=ended,
        # Everybody looks at a shared page; who may not is told so.
        may_delete=is_own and (not ended or (not page.shared and actor.sees_secrets)),
        # What is loaded from an address cannot be covered.
        url=None if is_covered else gallery.image_url_of(image),
        is_elsewhere=not is_own,
    )
