"""Opened pages are refreshed: what arrives, is deleted, tagged or starred shows on those that were opened lately.

A channel gets one edit in ten seconds at most, whatever happens meanwhile, and a page is edited only where it has
changed.
"""

import asyncio
import logging
from collections.abc import Sequence

from cogs.bot import SceneBot
from cogs.gallery.page_messages import GalleryMessages
from cogs.ui.edit_pace import SECONDS_BETWEEN, EditPace
from cogs.ui.replies.answer import DISCORD_ERRORS
from generation.errors import logged
from generation.events import ChangedElsewhere, Event, GalleryChanged, SessionChanged
from generation.gallery.opened_pages import OpenedPage
from storage.errors import SceneError
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: Whoever has changed something by a press is answered first, and what often comes together is shown together.
SETTLE_SECONDS = 1.0


class PageRefresher:
    """Refresh the opened pages of a gallery that has changed."""

    def __init__(self, bot: SceneBot, messages: GalleryMessages, pace: EditPace) -> None:
        self._services = bot.services
        self._messages = messages
        self._pace = pace
        self._changed: set[str] = set()
        self._running: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Refresh pages as galleries change."""
        try:
            with self._services.events.subscribe(_is_wanted) as events:
                async for event in events:
                    for session_id in await self._sessions_of(event):
                        self._changed.add(session_id)
                        if session_id not in self._running:
                            self._start(session_id)
        finally:
            running = list(self._running.values())
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _sessions_of(self, event: Event) -> tuple[str, ...]:
        elsewhere = isinstance(event, ChangedElsewhere)
        # What happens in one session shows in the gallery of its campaign, too.
        sessions = await (
            self._services.views.sessions_with_recent()
            if elsewhere
            else self._services.campaigns.sharing_sessions(event.session_id)
        )
        return tuple([each for each in sessions if await self._services.sessions.is_own(each)])

    def _start(self, session_id: str) -> None:
        self._running[session_id] = spawn(self._refresh_session(session_id), f"pages of {session_id}")

    async def _refresh_session(self, session_id: str) -> None:
        """Refresh the pages of a channel for as long as something changes in its gallery."""
        try:
            await asyncio.sleep(SETTLE_SECONDS)
            while session_id in self._changed:
                self._changed.discard(session_id)
                await self._refresh_all(session_id, await self._services.views.recent(session_id))
        except SceneError as error:
            log.warning("the pages of %s cannot be brought up to date: %s", session_id, error)
        finally:
            # At once after the last look: a change that comes now begins a task of its own.
            del self._running[session_id]

    async def _refresh_all(self, session_id: str, pages: Sequence[OpenedPage]) -> None:
        # Pages of single viewers are edited by interactions, which do not count for the channel.
        own = [await self._refresh(page.id) for page in pages if not page.shared]
        for page in pages:
            if page.shared:
                async with self._pace.turn(session_id) as turn:
                    turn.used = await self._refresh(page.id)
        if any(own):
            await asyncio.sleep(SECONDS_BETWEEN)

    async def _refresh(self, page_id: str) -> bool:
        try:
            return await self._messages.refresh(page_id)
        except SceneError as error:
            log.info("page %s could not be brought up to date: %s", page_id, logged(error))
        except DISCORD_ERRORS as error:
            log.info("page %s could not be brought up to date: %s", page_id, error)
            return True
        return False


def _is_wanted(event: Event) -> bool:
    return isinstance(event, GalleryChanged | SessionChanged | ChangedElsewhere)
