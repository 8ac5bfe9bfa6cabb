"""Stars by reaction: whose reactions on a picture's message count, and what becomes of those that come and go."""

from collections.abc import Iterable, Sequence

from generation.clock import now
from generation.errors import NotAllowedError
from generation.events import Broadcaster, GalleryChanged
from generation.sessions.members import Membership
from generation.sessions.permissions import GM
from generation.sessions.sessions import ENDED
from generation.sessions.settings import GM_ONLY, SessionSettings
from storage.images import ImageStore
from storage.records import Image, Posting, Session
from storage.sessions import SessionStore


class Reactions:
    """Take up the stars that reactions stand for.

    In a session that has ended nothing changes any more; where the GM alone stars, only a GM's reaction gives one.
    """

    def __init__(self, images: ImageStore, sessions: SessionStore, membership: Membership, events: Broadcaster) -> None:
        self._images = images
        self._sessions = sessions
        self._membership = membership
        self._events = events

    async def add(self, postings: Sequence[Posting], user_id: str, *, leads: bool) -> None:
        """Star every picture of a message for somebody who has reacted; `leads` tells that it is a GM on Discord."""
        for image, session in await self._open(postings):
            if leads or await self._who_counts(session, [user_id]):
                await self._take_over(image, added=frozenset({user_id}))

    async def remove(self, postings: Sequence[Posting], user_id: str) -> None:
        """Take somebody's star off every picture of a message."""
        for image, _session in await self._open(postings):
            await self._take_over(image, removed=frozenset({user_id}))

    async def cleared(self, postings: Sequence[Posting]) -> None:
        """Take the stars whose reactions were all taken off a message at once."""
        for image, _session in await self._open(postings):
            await self._images.clear_reactions(image.id, now())
            self._tell(image)

    async def reconcile(self, postings: Sequence[Posting], reacting: frozenset[str]) -> None:
        """Hold the reactions that a message has now against those last known."""
        for image, session in await self._open(postings):
            known = await self._images.reacted(image.id)
            added = await self._who_counts(session, reacting - known)
            if added or known - reacting:
                await self._take_over(image, added=added, removed=known - reacting)

    async def _open(self, postings: Sequence[Posting]) -> list[tuple[Image, Session]]:
        """Return the pictures that may still change, each with its session."""
        found = []
        for posting in postings:
            image = await self._images.get(posting.image_id, sees_secrets=True)
            session = await self._sessions.get(image.session_id) if image else None
            if image and session and session.status != ENDED:
                found.append((image, session))
        return found

    async def _who_counts(self, session: Session, user_ids: Iterable[str]) -> frozenset[str]:
        if SessionSettings.from_json(session.settings).favorites != GM_ONLY:
            return frozenset(user_ids)
        return frozenset({user_id for user_id in user_ids if await self._is_gm(session, user_id)})

    async def _is_gm(self, session: Session, user_id: str) -> bool:
        """Tell whether somebody leads, as far as they were seen lately; an event of the past does not tell."""
        try:
            return (await self._membership.admit(session.id, user_id)).role == GM
        except NotAllowedError:
            return False

    async def _take_over(
        self, image: Image, *, added: frozenset[str] = frozenset(), removed: frozenset[str] = frozenset()
    ) -> None:
        if await self._images.reconcile_reactions(image.id, now(), added=added, removed=removed):
            self._tell(image)

    def _tell(self, image: Image) -> None:
        self._events.publish(GalleryChanged(image.session_id, image.visibility, image.id, "starred"))
