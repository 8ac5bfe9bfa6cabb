"""Sessions: they open themselves, and remember who was in them and what pages are open."""

import json
import re
from dataclasses import dataclass
from uuid import uuid4

from generation.access import Requester
from generation.clock import now
from generation.errors import NotFoundError, RefusedError
from storage.records import GalleryView, Session
from storage.sessions import SessionStore


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """An opened gallery: who turns its pages, and which pictures it shows."""

    id: str
    session_id: str
    viewer: str
    shared: bool
    favorites: bool


class Sessions:
    """Open sessions, let people in, keep opened gallery pages."""

    def __init__(self, store: SessionStore) -> None:
        self._store = store

    async def enter(
        self, by: Requester, name: str, *, guild_id: str | None = None, gm_user_id: str | None = None
    ) -> Session:
        """Return the session, opened if this is its first time, with the person in it.

        Raises:
            RefusedError: the session's or the user's id cannot be one.

        """
        if not re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", by.session_id) or by.session_id.startswith("."):
            raise RefusedError("A session's id is 1 to 64 letters, digits, dots, dashes and underscores.")
        if not by.user_id.isprintable() or not 1 <= len(by.user_id) <= 64:
            raise RefusedError("A user's id is 1 to 64 characters that can be printed.")
        session = await self._store.open(by.session_id, name, now(), guild_id=guild_id, gm_user_id=gm_user_id)
        await self._store.join(by.session_id, by.user_id, by.role, now())
        return session

    async def get(self, session_id: str) -> Session | None:
        """Return a session."""
        return await self._store.get(session_id)

    async def open_page(self, by: Requester, *, shared: bool, favorites: bool) -> OpenedPage:
        """Remember an opened gallery."""
        view = GalleryView(str(uuid4()), by.session_id, by.user_id, _filter(favorites=favorites), shared, now())
        await self._store.open_view(view)
        return _page(view)

    async def opened_page(self, page_id: str) -> OpenedPage:
        """Return an opened gallery.

        Raises:
            NotFoundError: there is none.

        """
        view = await self._store.view(page_id)
        if view is None:
            raise NotFoundError("This page is too old to be turned. Open the gallery anew with /image gallery.")
        return _page(view)

    async def show_favorites(self, page: OpenedPage, *, favorites: bool) -> OpenedPage:
        """Change what an opened gallery shows."""
        await self._store.set_view_filter(page.id, _filter(favorites=favorites))
        return await self.opened_page(page.id)

    async def fact(self, name: str) -> str | None:
        """Return a small fact that outlives the process."""
        return await self._store.fact(name)

    async def set_fact(self, name: str, value: str) -> None:
        """Remember a small fact."""
        await self._store.set_fact(name, value)


def _filter(*, favorites: bool) -> str:
    return json.dumps({"favorites": favorites})


def _page(view: GalleryView) -> OpenedPage:
    shown = json.loads(view.filter)
    return OpenedPage(view.id, view.session_id, view.viewer, view.shared, bool(shown.get("favorites")))
