"""Members: in which role somebody acts who is not seen on Discord this moment, as on the web or in a direct message."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from math import inf
from typing import TypeVar

from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, UnconfirmedError
from generation.i18n import _
from generation.log_codes import person_code
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Actor
from generation.sessions.sessions import Sessions, actor_of
from storage.errors import StorageError
from storage.sessions import SeenMember, SessionStore
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: How long a look at Discord is believed at most, in seconds. After half of it Discord is asked again, so that a short
#: silence takes nobody's role away; and how long one look may take (an interaction is to be answered within three).
BELIEVED_FOR = 600.0
LOOK_SECONDS = 2.0
#: How long Discord is not asked again where it gave no answer; an act that cannot be taken back asks all the same.
AGAIN_AFTER = 30.0
#: How long the session's own rows are believed, and that somebody does not belong: a page of thumbnails asks many times
#: within a second, and whoever was shut out may, too, while whoever joins is to be let in at once.
RECOGNIZED_FOR = 1.0
REMEMBERED = 4096
_RANKS = {OBSERVER: 0, PLAYER: 1, GM: 2}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Seen:
    """A member as the session's own place shows them: whether they lead there, and the ids of their roles."""

    leads: bool = False
    discord_roles: frozenset[str] = frozenset()


#: Look for a user (the second id) in a Discord channel (the first); None for somebody who does not belong there.
LookUp = Callable[[str, str], Awaitable[Seen | None]]


@dataclass(frozen=True, slots=True)
class _Memory:
    """What is remembered of a member: as last seen, when that was, and until when Discord is not asked again.

    `absent_until` is how long it is believed at least that Discord does not show them at all, None for who was shown.
    """

    seen: Seen = Seen()
    seen_at: float = -inf
    silent_until: float = 0.0
    absent_until: float | None = None


class Membership:
    """Find the role of members; those of a session on Discord are looked up there by `look_up`, if there is a way.

    A role that was last seen on Discord more than `BELIEVED_FOR` ago leads nothing: whoever lost it there would keep it
    here for as long as Discord is silent.
    """

    def __init__(self, store: SessionStore, sessions: Sessions, look_up: LookUp | None = None) -> None:
        self._store = store
        self._sessions = sessions
        self.look_up = look_up
        self._recognized: OrderedDict[tuple[str, str], tuple[float, Actor]] = OrderedDict()
        self._memories: OrderedDict[tuple[str, str], _Memory] = OrderedDict()
        self._looking: dict[tuple[str, str], asyncio.Task[Seen | UnconfirmedError | None]] = {}

    async def admit(self, session_id: str, user_id: str, *, at_most: str = GM) -> Actor:
        """Return a member in the role that was seen lately, or in the lesser one that is granted.

        Raises:
            NotAllowedError: somebody who is not in the session.
            NotFoundError: there is no such session.

        """
        return _limited(await self._recognize(session_id, user_id), at_most)

    async def admit_now(self, session_id: str, user_id: str, *, at_most: str = GM) -> Actor:
        """Return a member in the role that counts at this moment, or in the lesser one that is granted.

        Raises:
            NotAllowedError: somebody who is not in the session.
            NotFoundError: there is no such session.
            UnconfirmedError: Discord does not say.

        """
        member = await self._member(session_id, user_id)
        return _limited(_actor(session_id, user_id, member, await self._look(member, session_id, user_id)), at_most)

    async def leader_now(self, session_id: str, user_id: str, refusal: str) -> Actor:
        """Return who leads a session at this moment, whether or not they were ever seen in it.

        Raises:
            NotAllowedError: somebody else; `refusal` is said to them.
            UnconfirmedError: Discord does not say.

        """
        member = await self._sessions.unchecked_member(session_id, user_id)
        seen = await self._look(member, session_id, user_id) if member else None
        if member is None or seen is None or (actor := _actor(session_id, user_id, member, seen)).role != GM:
            raise NotAllowedError(refusal)
        return actor

    async def visit(self, actor: Actor, session_id: str) -> Actor | None:
        """Return as whom somebody of one session looks into another that shares with it, a member there or not.

        On Discord both have to be, which tells that it is the same person, and as what the other channel shows them
        lately; without an answer they may not. Elsewhere people choose their names: who has a member's sees what a
        player sees.
        """
        try:
            here = await self._sessions.unchecked_member(actor.session_id, actor.user_id)
            there = await self._sessions.unchecked_member(session_id, actor.user_id)
            if here is None or there is None or (here.session.guild_id is None) != (there.session.guild_id is None):
                return None
            if there.session.guild_id is None:
                visitor = await self.admit(session_id, actor.user_id, at_most=PLAYER)
            else:
                seen = await self._seen_lately(there, session_id, actor.user_id)
                visitor = _actor(session_id, actor.user_id, there, seen)
        except (NotAllowedError, UnconfirmedError):
            return None
        return visitor

    async def watch(self, session_id: str, user_id: str = "") -> Actor:
        """Return somebody who only looks.

        Raises:
            NotFoundError: there is no such session.

        """
        if await self._store.get(session_id) is None:
            raise _no_session()
        return Actor(session_id, user_id, OBSERVER)

    async def _member(self, session_id: str, user_id: str) -> SeenMember:
        """Return what a session knows of somebody who was in it.

        Raises:
            NotAllowedError: they never were.
            NotFoundError: there is no such session.

        """
        member = await self._sessions.unchecked_member(session_id, user_id)
        if member is None:
            raise _no_session()
        if member.role is None:
            raise NotAllowedError(_("User not in session"))
        return member

    async def _recognize(self, session_id: str, user_id: str) -> Actor:
        """Return the member as known within `RECOGNIZED_FOR`, else ask again."""
        key = session_id, user_id
        believed = self._recognized.get(key)
        if believed and time.monotonic() - believed[0] < RECOGNIZED_FOR:
            self._recognized.move_to_end(key)
            return believed[1]
        member = await self._member(session_id, user_id)
        try:
            actor = _actor(session_id, user_id, member, await self._seen_lately(member, session_id, user_id))
        except UnconfirmedError:
            # No answer is no "no", but it makes nobody a GM either.
            actor = _limited(actor_of(session_id, user_id, member, leads=False, discord_roles=frozenset()), PLAYER)
        _remember(self._recognized, key, (time.monotonic(), actor))
        return actor

    async def _seen_lately(self, member: SeenMember, session_id: str, user_id: str) -> Seen | None:
        """Return the member as last seen, asking Discord again where that is some minutes old.

        Raises:
            UnconfirmedError: what was seen is too old, and Discord does not say.

        """
        key = session_id, user_id
        memory, moment = self._memories.get(key, _Memory()), time.monotonic()
        if memory.absent_until is not None and moment < max(memory.absent_until, memory.silent_until):
            return None
        age = moment - memory.seen_at
        if age >= BELIEVED_FOR / 2 and moment >= memory.silent_until:
            try:
                return await self._look(member, session_id, user_id)
            except UnconfirmedError:
                if memory.absent_until is not None:
                    return None
                age = time.monotonic() - memory.seen_at
                if age >= BELIEVED_FOR:
                    raise
        elif age >= BELIEVED_FOR:
            raise _unconfirmed()
        self._memories.move_to_end(key)
        return memory.seen

    async def _look(self, member: SeenMember, session_id: str, user_id: str) -> Seen | None:
        """Return a member as Discord shows them now, looking once for all who ask meanwhile.

        Raises:
            UnconfirmedError: Discord does not say.

        """
        if member.session.guild_id is None:
            # What counts there is what its GM has said, which the session knows.
            return Seen()
        key = session_id, user_id
        if key not in self._looking:
            self._looking[key] = spawn(self._look_again(member, session_id, user_id), f"look up user {user_id}")
            self._looking[key].add_done_callback(lambda _task: self._looking.pop(key))
        found = await asyncio.shield(self._looking[key])
        if isinstance(found, UnconfirmedError):
            raise found
        return found

    async def _look_again(self, member: SeenMember, session_id: str, user_id: str) -> Seen | UnconfirmedError | None:
        """Look, remember what was seen, and write down whether it is a GM."""
        key, moment = (session_id, user_id), time.monotonic()
        try:
            if self.look_up is None:
                raise LookupError("this process is not connected to Discord")
            async with asyncio.timeout(LOOK_SECONDS):
                seen = await self.look_up(session_id, user_id)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is no "no"
            log.warning(
                "user %s could not be looked up in %s (%s: %s); nobody leads by what was seen long ago",
                *(person_code(user_id), session_id, type(error).__name__, error),
            )
            silent_until = time.monotonic() + AGAIN_AFTER
            _remember(self._memories, key, replace(self._memories.get(key, _Memory()), silent_until=silent_until))
            return _unconfirmed()
        self._recognized.pop(key, None)
        memory = _Memory(absent_until=moment + RECOGNIZED_FOR) if seen is None else _Memory(seen, moment)
        _remember(self._memories, key, memory)
        await self._note(member, session_id, user_id, seen)
        return seen

    async def _note(self, member: SeenMember, session_id: str, user_id: str, seen: Seen | None) -> None:
        """Keep the stored role true: it says who is asked for approvals and told of reports."""
        role = PLAYER if seen is None else _actor(session_id, user_id, member, seen).role
        if member.role is not None and (member.role == GM) != (role == GM):
            try:
                await self._store.join(session_id, user_id, role, now())
            except StorageError as error:
                # What was seen counts all the same; the next look writes it down.
                log.warning(
                    "that user %s is %s in session %s could not be kept: %s",
                    person_code(user_id),
                    role,
                    session_id,
                    error,
                )
            else:
                log.info("user %s is %s in session %s now", person_code(user_id), role, session_id)


def _actor(session_id: str, user_id: str, member: SeenMember, seen: Seen | None) -> Actor:
    if seen is None:
        raise NotAllowedError(_("User not in session"))
    return actor_of(session_id, user_id, member, leads=seen.leads, discord_roles=seen.discord_roles)


def _no_session() -> NotFoundError:
    return NotFoundError(_("There is no such session."))


def _limited(actor: Actor, at_most: str) -> Actor:
    return actor if _RANKS[actor.role] <= _RANKS[at_most] else replace(actor, role=at_most)


def _unconfirmed() -> UnconfirmedError:
    return UnconfirmedError(
        _("Discord does not say at the moment who leads this session, so nothing was done. Try again in a minute.")
    )


def _remember(memories: OrderedDict[tuple[str, str], Value], key: tuple[str, str], value: Value) -> None:
    """Put something last, and forget what was used longest ago where it is too much."""
    memories[key] = value
    memories.move_to_end(key)
    if len(memories) > REMEMBERED:
        memories.popitem(last=False)
