"""Opened galleries: which images each shows, where it stands among them, and which message shows it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

from generation.clock import now
from generation.errors import NotFoundError
from generation.i18n import _
from generation.sessions.permissions import Actor
from storage.gallery_filters import EVERYTHING, NEWEST, SESSION, GalleryFilter, GalleryView
from storage.sessions import SessionStore

#: How long an opened gallery is kept up to date, and how many of a session at once are.
RECENT, MOST_RECENT = timedelta(minutes=15), 25
#: How long one is kept that nobody turns.
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """An opened gallery: who turns its pages, which images it shows, and where it stands among them."""

    id: str
    session_id: str
    viewer: str
    #: Whether its message is in the channel; else its viewer alone sees it.
    shared: bool
    shown: GalleryFilter
    #: The position of the first image on it; None follows the first of its order.
    place: int | None = None
    #: Whether it shows nine at a time.
    grid: bool = False
    message_id: str | None = None
    #: Whose pictures it shows: `SESSION`, or `CAMPAIGN` for those of all its sessions; its place is one among those.
    scope: str = SESSION
    #: `NEWEST`, `OLDEST` or `STARS` first.
    sort: str = NEWEST
    #: How many stars the first image on it had, where it stands by them.
    stars: int = 0


class OpenedPages:
    """Keep opened galleries, so that their buttons work after a restart."""

    def __init__(self, store: SessionStore) -> None:
        self._store = store

    async def open(
        self,
        actor: Actor,
        *,
        shared: bool,
        shown: GalleryFilter = EVERYTHING,
        place: int | None = None,
        scope: str = SESSION,
        sort: str = NEWEST,
    ) -> OpenedPage:
        """Store a newly opened gallery and return it; what a campaign shows differs between those who look.

        Raises:
            ValueError: a campaign's pictures would be shared.

        """
        if shared and scope != SESSION:
            raise ValueError("not everybody in the channel may see the pictures of the campaign's other sessions")
        page = OpenedPage(
            str(uuid4()), actor.session_id, actor.user_id, shared, shown, place=place, scope=scope, sort=sort
        )
        await self._store.open_view(_view(page))
        return page

    async def open_own(self, page: OpenedPage, actor: Actor) -> OpenedPage:
        """Store a page for somebody's eyes alone that shows what another does, where it stands, and return it."""
        own = replace(page, id=str(uuid4()), viewer=actor.user_id, shared=False, message_id=None)
        await self._store.open_view(_view(own))
        return own

    async def get(self, page_id: str, actor: Actor) -> OpenedPage:
        """Return an opened gallery of the session in which somebody acts.

        Raises:
            NotFoundError: there is none there.

        """
        page = await self.unchecked(page_id)
        if page.session_id != actor.session_id:
            raise NotFoundError(_("This page is too old to turn. Open the gallery again with /image gallery."))
        return page

    async def unchecked(self, page_id: str) -> OpenedPage:
        """Return an opened gallery, to bring its message up to date; not for whoever presses.

        Raises:
            NotFoundError: there is none.

        """
        view = await self._store.view(page_id)
        if view is None:
            raise NotFoundError(_("This page is too old to turn. Open the gallery again with /image gallery."))
        return _page(view)

    async def turn(self, page: OpenedPage) -> None:
        """Store what an opened gallery shows now, and where it stands."""
        await self._store.turn_view(
            page.id, page.shown.to_json(), now(), place=page.place, stars=page.stars, grid=page.grid
        )

    async def attach(self, page_id: str, message_id: str | None) -> None:
        """Store the message that shows an opened gallery; None where that is gone."""
        await self._store.attach_view(page_id, message_id)

    async def recent(self, session_id: str) -> tuple[OpenedPage, ...]:
        """Return the galleries of a session that were opened within `RECENT`, the newest first."""
        views = await self._store.views_since(session_id, now() - RECENT, MOST_RECENT)
        return tuple(_page(view) for view in views)

    async def sessions_with_recent(self) -> tuple[str, ...]:
        """Return the sessions in which a gallery was opened within `RECENT`."""
        return await self._store.sessions_with_views(now() - RECENT)

    async def forget_unused(self) -> int:
        """Forget the galleries that nobody has opened or turned for `KEPT_FOR`, and return how many those were."""
        return await self._store.forget_unused_views(now() - KEPT_FOR)


def _view(page: OpenedPage) -> GalleryView:
    return GalleryView(
        page.id,
        page.session_id,
        page.viewer,
        page.shown.to_json(),
        page.shared,
        now(),
        place=page.place,
        grid=page.grid,
        scope=page.scope,
        sort=page.sort,
        stars=page.stars,
    )


def _page(view: GalleryView) -> OpenedPage:
    shown = GalleryFilter.from_json(view.filter)
    return OpenedPage(
        view.id,
        view.session_id,
        view.viewer,
        view.shared,
        shown,
        view.place,
        view.grid,
        view.message_id,
        view.scope,
        view.sort,
        view.stars,
    )
