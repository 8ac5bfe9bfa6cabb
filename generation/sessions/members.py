"""Members: in which role somebody acts who is not seen on Discord this moment, as on the web."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from generation.errors import NotAllowedError, NotFoundError
from generation.i18n import _
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Actor
from generation.sessions.sessions import Sessions
from generation.tasks import spawn
from storage.sessions import SessionStore

log = logging.getLogger(__name__)

#: How long it is believed, in seconds, what a look at Discord has shown; and how long one may take.
BELIEVED_FOR = 600.0
LOOK_SECONDS = 5.0
#: How long what was seen before goes on counting where Discord gave no answer.
AGAIN_AFTER = 30.0
#: The same of what the session's own rows say: a page of thumbnails asks many times within a second.
RECOGNIZED_FOR = 1.0
REMEMBERED = 4096
_RANKS = {OBSERVER: 0, PLAYER: 1, GM: 2}


@dataclass(frozen=True, slots=True)
class Seen:
    """A member as the session's own place shows them: whether they lead there, and the ids of their roles."""

    leads: bool = False
    discord_roles: frozenset[str] = frozenset()


#: Look for a user (the second id) in a Discord channel (the first); None for somebody who does not belong there.
LookUp = Callable[[str, str], Awaitable[Seen | None]]


class Membership:
    """Find the role of members; those of a session on Discord are looked up there by `look_up`, if there is a way."""

    def __init__(self, store: SessionStore, sessions: Sessions, look_up: LookUp | None = None) -> None:
        self._store = store
        self._sessions = sessions
        self.look_up = look_up
        self._recognized: OrderedDict[tuple[str, str], tuple[float, Actor]] = OrderedDict()
        self._seen: OrderedDict[tuple[str, str], tuple[float, Seen]] = OrderedDict()
        self._looking: dict[tuple[str, str], asyncio.Task[Seen | None]] = {}

    async def admit(self, session_id: str, user_id: str, *, at_most: str = GM) -> Actor:
        """Return a member in the role that counts now, or in the lesser one that is granted.

        Raises:
            NotAllowedError: somebody who is not in the session.

        """
        actor = await self._recognize(session_id, user_id)
        return actor if _RANKS[actor.role] <= _RANKS[at_most] else replace(actor, role=at_most)

    async def watch(self, session_id: str, user_id: str = "") -> Actor:
        """Return somebody who only looks.

        Raises:
            NotFoundError: there is no such session.

        """
        if await self._store.get(session_id) is None:
            raise NotFoundError(_("There is no such session."))
        return Actor(session_id, user_id, OBSERVER)

    async def _recognize(self, session_id: str, user_id: str) -> Actor:
        """Return the member as known within `RECOGNIZED_FOR`, else ask again."""
        key = session_id, user_id
        believed = self._recognized.get(key)
        if believed and time.monotonic() - believed[0] < RECOGNIZED_FOR:
            self._recognized.move_to_end(key)
            return believed[1]
        seen = await self._look(session_id, user_id)
        if seen is None:
            raise NotAllowedError("User not in session")
        actor = await self._sessions.recognize(session_id, user_id, leads=seen.leads, discord_roles=seen.discord_roles)
        self._recognized[key] = time.monotonic(), actor
        self._recognized.move_to_end(key)
        if len(self._recognized) > REMEMBERED:
            self._recognized.popitem(last=False)
        return actor

    async def _look(self, session_id: str, user_id: str) -> Seen | None:
        """Return the member as last seen, for as long as that is believed, else look again, once for all who ask."""
        key = session_id, user_id
        believed = self._seen.get(key)
        if believed and time.monotonic() - believed[0] < BELIEVED_FOR:
            self._seen.move_to_end(key)
            return believed[1]
        if key not in self._looking:
            self._looking[key] = spawn(self._look_again(session_id, user_id), f"look up user {user_id}")
            self._looking[key].add_done_callback(lambda _task: self._looking.pop(key))
        return await asyncio.shield(self._looking[key])

    async def _look_again(self, session_id: str, user_id: str) -> Seen | None:
        session = await self._store.get(session_id)
        role = await self._store.role(session_id, user_id)
        moment = time.monotonic()
        if session is None or role is None:
            seen = None
        elif session.guild_id is None:
            # What counts there is what its GM has said, which the session knows.
            seen = Seen()
        elif self.look_up is None:
            seen = Seen(leads=role == GM)
        else:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    seen = await self.look_up(session_id, user_id)
            except Exception as error:  # noqa: BLE001  # whatever it is, it is no "no"
                log.warning(
                    "user %s could not be looked up in %s (%s: %s); what was last seen counts",
                    *(user_id, session_id, type(error).__name__, error),
                )
                _before, seen = self._seen.get((session_id, user_id), (moment, Seen(leads=role == GM)))
                moment += AGAIN_AFTER - BELIEVED_FOR
        self._remember((session_id, user_id), moment, seen)
        return seen

    def _remember(self, key: tuple[str, str], moment: float, seen: Seen | None) -> None:
        if seen is None:
            # Not remembered: whoever joins is to be let in at once.
            self._seen.pop(key, None)
            return
        self._seen[key] = moment, seen
        self._seen.move_to_end(key)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
