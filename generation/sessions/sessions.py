"""Sessions: they open themselves, and remember who was in them and what pages are open."""

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from generation.clock import now
from generation.errors import NotFoundError, RefusedError
from generation.i18n import _
from generation.sessions.permissions import Actor
from storage.gallery_filters import EVERYTHING, GalleryView, Shown
from storage.records import Session
from storage.sessions import SessionStore

ACTIVE, ENDED = "active", "ended"
#: So long an opened gallery follows what happens, and so many of a session at once do.
FRESH, MOST_FRESH = timedelta(minutes=15), 25


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """An opened gallery: who turns its pages, which pictures it shows, and where it stands among them."""

    id: str
    session_id: str
    viewer: str
    #: Whether it hangs in the channel; else its viewer alone sees it.
    shared: bool
    shown: Shown
    #: The place of the first picture on it; None follows the newest.
    place: int | None = None
    #: Whether it shows nine at a time.
    grid: bool = False
    message_id: str | None = None


class Sessions:
    """Open sessions, let people in, keep opened gallery pages."""

    def __init__(self, store: SessionStore) -> None:
        self._store = store

    async def enter(
        self,
        actor: Actor,
        name: str,
        *,
        guild_id: str | None = None,
        gm_user_id: str | None = None,
        called: str | None = None,
        mature: bool | None = None,
        locale: str | None = None,
    ) -> Session:
        """Return the session, opened if this is its first time, with the person in it.

        `called` is the person's name there, where they have one besides the id;
        `mature` tells whether its place is age-restricted and `locale` in which language it is, where that was seen.

        Raises:
            RefusedError: the session's or the user's id cannot be one.

        """
        if not re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", actor.session_id) or actor.session_id.startswith("."):
            raise RefusedError(_("A session's id is 1 to 64 letters, digits, dots, dashes and underscores."))
        if not actor.user_id.isprintable() or not 1 <= len(actor.user_id) <= 64:
            raise RefusedError(_("A user's id is 1 to 64 characters that can be printed."))
        session = await self._store.open(actor.session_id, name, now(), guild_id=guild_id, gm_user_id=gm_user_id)
        await self._store.join(actor.session_id, actor.user_id, actor.role, now(), name=called)
        if mature is not None and mature != session.mature:
            await self._store.set_mature(actor.session_id, mature=mature)
        if locale is not None and locale != session.locale:
            await self._store.set_locale(actor.session_id, locale)
        return session

    async def get(self, session_id: str) -> Session | None:
        """Return a session."""
        return await self._store.get(session_id)

    async def locale(self, session_id: str) -> str | None:
        """Return the locale of a session's place, where it is known: what hangs there is said in its language."""
        return await self._store.locale(session_id)

    async def open_page(
        self, actor: Actor, *, shared: bool, shown: Shown = EVERYTHING, place: int | None = None, grid: bool = False
    ) -> OpenedPage:
        """Remember an opened gallery."""
        view = GalleryView(
            str(uuid4()), actor.session_id, actor.user_id, shown.to_json(), shared, now(), place=place, grid=grid
        )
        await self._store.open_view(view)
        return _page(view)

    async def opened_page(self, page_id: str) -> OpenedPage:
        """Return an opened gallery.

        Raises:
            NotFoundError: there is none.

        """
        view = await self._store.view(page_id)
        if view is None:
            raise NotFoundError(_("This page is too old to be turned. Open the gallery anew with /image gallery."))
        return _page(view)

    async def turn_page(self, page: OpenedPage) -> None:
        """Remember what an opened gallery shows now, and where it stands."""
        await self._store.turn_view(page.id, page.shown.to_json(), place=page.place, grid=page.grid)

    async def hang_page(self, page_id: str, message_id: str | None) -> None:
        """Remember the message that an opened gallery is; None where that is gone."""
        await self._store.hang_view(page_id, message_id)

    async def fresh_pages(self, session_id: str) -> tuple[OpenedPage, ...]:
        """Return the galleries of a session that were opened within `FRESH`, the newest first."""
        views = await self._store.views_since(session_id, now() - FRESH, MOST_FRESH)
        return tuple(_page(view) for view in views)

    async def with_fresh_pages(self) -> tuple[str, ...]:
        """Return the sessions in which a gallery was opened within `FRESH`."""
        return await self._store.sessions_with_views(now() - FRESH)

    async def fact(self, name: str) -> str | None:
        """Return a small fact that outlives the process."""
        return await self._store.fact(name)

    async def set_fact(self, name: str, value: str) -> None:
        """Remember a small fact."""
        await self._store.set_fact(name, value)


def _page(view: GalleryView) -> OpenedPage:
    shown = Shown.from_json(view.filter)
    return OpenedPage(view.id, view.session_id, view.viewer, view.shared, shown, view.place, view.grid, view.message_id)
