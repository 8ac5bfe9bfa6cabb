"""What a session's GM decides: that it starts and ends, who is what in it, its settings."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from generation.clock import now
from generation.errors import NotAllowedError, RefusedError
from generation.events import Broadcaster, SessionChanged
from generation.i18n import N_, _
from generation.log_codes import person_code
from generation.moderation.verdict import CATEGORIES, Action
from generation.sessions.permissions import GM, ROLES, Access, Actor
from generation.sessions.sessions import ACTIVE, ENDED
from generation.sessions.settings import ALL, EVERYONE, FLAGGED, GM_ONLY, OPEN, ROLE, SessionSettings
from generation.sessions.styles import find_style, table_styles
from generation.text.visible import named_and_visible
from storage.members import MemberStore
from storage.params import PUBLIC
from storage.records import Session
from storage.sessions import SessionStore
from storage.styles import SessionStyle

log = logging.getLogger(__name__)

MOST_WORDS, LONGEST_WORD, LONGEST_LINE = 60, 40, 300
#: In days.
LONGEST_RETENTION = 3650
#: The category that stays blocked wherever a place is not marked as age-restricted.
SEXUAL = "sexual"
_CHOICES = {"who": {EVERYONE, ROLE, GM_ONLY}, "approval": {OPEN, FLAGGED, ALL}, "favorites": {EVERYONE, GM_ONLY}}
_ACTIONS = tuple(action.name.lower() for action in Action)
_NOT_YOURS = N_(
    "Somebody else is this session's GM. Only the GM, or somebody who may manage the channel, can start it again."
)
_NOT_YOURS_TO_GIVE = N_("Only the GM may hand this session over.")


class SessionAdmin:
    """Start and end a session, give roles and priorities, change settings."""

    def __init__(self, store: SessionStore, access: Access, members: MemberStore, events: Broadcaster) -> None:
        self._store = store
        self._access = access
        self._members = members
        self._events = events

    async def settings(self, session_id: str) -> SessionSettings:
        """Return a session's settings; the defaults where there is no such session."""
        session = await self._store.get(session_id)
        return SessionSettings.from_json(session.settings) if session else SessionSettings()

    async def start(
        self, actor: Actor, *, takes_over: bool = False, premise: str | None = None, setting: str | None = None
    ) -> Session:
        """Open a session, or open it again, as one who leads it; nobody comes to lead by opening it.

        Who does so is its GM from then on, for as long as they lead: one who was named stays it, unless they may take
        the session over.

        Raises:
            NotAllowedError: somebody tries who leads nothing.
            RefusedError: premise or setting are too long.

        """
        self._access.require_gm(actor, _(_NOT_YOURS))
        told = {"premise": premise, "setting": setting}
        changes = {name: text for name, text in told.items() if text is not None}
        if changes:
            await self.change(actor, **changes)
        gm_user_id = (await self._session(actor)).gm_user_id
        named = gm_user_id if await self._is_named(actor.session_id, gm_user_id) else None
        if actor.user_id != gm_user_id and (named is None or takes_over):
            await self._members.lead(actor.session_id, actor.user_id, now(), before=named)
        await self._members.set_status(actor.session_id, ACTIVE)
        self._events.publish(SessionChanged(actor.session_id, PUBLIC))
        log.info("session %s was started by user %s", actor.session_id, person_code(actor.user_id))
        return await self._session(actor)

    async def open_for_owner(self, actor: Actor, owner_id: str | None, *, told: bool = False) -> None:
        """Have the owner of the server lead a session in which nobody was seen yet who does, for others who open it.

        `told` says that they told a premise or a setting, which only who leads may do.

        Raises:
            NotAllowedError: somebody leads the session, it has ended, or whose the server is cannot be seen.

        """
        if await self._members.leader(actor.session_id) is not None:
            raise NotAllowedError(_(_NOT_YOURS))
        self._access.require_active_session(actor)
        if told:
            raise NotAllowedError(
                _("Only a GM sets premise and setting, and none was seen here yet. Start without them.")
            )
        if owner_id is None:
            raise NotAllowedError(
                _(
                    "No GM was seen here yet. A GM is whoever has the GM role or may manage the channel; let "
                    "them start the session."
                )
            )
        # Discord lets owners do everything on their servers, so this is what would be seen of them.
        await self._store.join(actor.session_id, owner_id, GM, now())
        log.info("session %s is led by the server's owner, user %s", actor.session_id, person_code(owner_id))

    async def _is_named(self, session_id: str, user_id: str | None) -> bool:
        """Tell whether somebody leads by the word of who led before, whatever their role on Discord."""
        seen = await self._store.seen(session_id, user_id) if user_id else None
        return seen is not None and seen.given_role == GM

    async def end(self, actor: Actor) -> Session:
        """End a session: what is being painted is finished, its gallery stays as it is.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: it has ended already.

        """
        self._access.require_gm(actor, _("Only the GM may end this session."))
        session = await self._session(actor)
        if session.status == ENDED:
            raise RefusedError(_("This session has ended already. Reopen it with /session start."))
        await self._members.set_status(actor.session_id, ENDED)
        self._events.publish(SessionChanged(actor.session_id, PUBLIC))
        log.info("session %s was ended by user %s", actor.session_id, person_code(actor.user_id))
        return await self._session(actor)

    async def hand_over(self, actor: Actor, user_id: str) -> None:
        """Make somebody else the session's GM; whoever was it is a player from then on.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: that person is the GM already.

        """
        self._access.require_gm(actor, _(_NOT_YOURS_TO_GIVE))
        session = await self._session(actor)
        if session.gm_user_id == user_id:
            raise RefusedError(_("That is this session's GM already."))
        if not await self._members.hand_over(actor.session_id, user_id, now(), before=session.gm_user_id):
            raise NotAllowedError(_(_NOT_YOURS_TO_GIVE))
        log.info("session %s was handed over to user %s", actor.session_id, person_code(user_id))

    async def give_role(self, actor: Actor, user_id: str, role: str) -> None:
        """Make somebody a player, an observer or a further GM.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: there is no such role, or it is the session's GM who would lose theirs.

        """
        self._access.require_gm(actor, _("Only the GM may give roles in this session."))
        if role not in ROLES:
            raise RefusedError(_("The roles are {roles}.").format(roles=", ".join(ROLES)))
        if not await self._members.give_role(actor.session_id, user_id, role, now()):
            raise RefusedError(_("That is this session's GM. Hand the session over first, with /session gm."))
        log.info(
            "user %s is %s in session %s by user %s",
            person_code(user_id),
            role,
            actor.session_id,
            person_code(actor.user_id),
        )

    async def give_priority(self, actor: Actor, user_id: str, level: int) -> None:
        """Give a member's requests at least this priority in the queue: 1 as usual, 3 the first.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: there is no such level.

        """
        self._access.require_gm(actor, _("Only the GM may say whose pictures come first."))
        if level not in {1, 2, 3}:
            raise RefusedError(_("The levels are 1 (as usual), 2 and 3 (first)."))
        await self._members.give_priority(actor.session_id, user_id, level, now())

    async def change(self, actor: Actor, **changes: Any) -> SessionSettings:  # noqa: ANN401  # each setting has its own type
        """Change settings by their names in `SessionSettings`.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: a value is none that can be set.

        """
        self._access.require_gm(actor, _("Only the GM may change this session's settings."))
        unknown = changes.keys() - {each.name for each in fields(SessionSettings)}
        if unknown:
            raise RefusedError(_("There is no setting “{name}”.").format(name=min(unknown)[:40]))
        changed = await self._store.change_settings(
            actor.session_id, lambda session, own_styles: _changed(session, own_styles, changes).to_json()
        )
        if changed is None:
            raise RefusedError(_("There is no session here yet. Open one with /session start."))
        return SessionSettings.from_json(changed)

    async def _session(self, actor: Actor) -> Session:
        session = await self._store.get(actor.session_id)
        if session is None:
            raise RefusedError(_("There is no session here yet. Open one with /session start."))
        return session


def _changed(session: Session, own_styles: Iterable[SessionStyle], changes: Mapping[str, Any]) -> SessionSettings:
    """Return a session's settings with these changes; a locked style is put down by its id.

    Raises:
        RefusedError: one of them cannot be set.

    """
    changed = replace(SessionSettings.from_json(session.settings), **changes)
    # Painters are told both.
    changed = replace(changed, setting=named_and_visible(changed.setting), premise=named_and_visible(changed.premise))
    check(changed)
    if "actions" in changes:
        check_actions(changed.actions, mature=session.mature)
    if changed.review_channel == session.id:
        raise RefusedError(_("Everybody reads this channel. Choose one for reviews that only GMs read."))
    if changes.get("style_lock"):
        return replace(changed, style_lock=find_style(table_styles(own_styles), changes["style_lock"]).style.id)
    return replace(changed, style_lock=changed.style_lock or None)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and phrases of a typed list: one a line, or separated by commas; each once."""
    parts = (" ".join(part.split()).casefold() for part in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def check(settings: SessionSettings) -> None:
    """Make sure that settings can be kept.

    Raises:
        RefusedError: one of them cannot; the sentence says which values there are.

    """
    for name, known in _CHOICES.items():
        if getattr(settings, name) not in known:
            raise RefusedError(_("“{name}” can be {values}.").format(name=name, values=", ".join(sorted(known))))
    if settings.who == ROLE and not settings.role_id:
        raise RefusedError(_("Say which role may have pictures painted."))
    for words in (settings.lines, settings.veils):
        if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
            raise RefusedError(
                _("A list holds at most {most} entries of {longest} characters.").format(
                    most=MOST_WORDS, longest=LONGEST_WORD
                )
            )
        if any(not any(char.isalnum() for char in word) for word in words):
            raise RefusedError(_("Each entry of a list needs at least one letter or digit."))
    if len(settings.setting) > LONGEST_WORD or len(settings.premise) > LONGEST_LINE:
        raise RefusedError(
            _("The setting has at most {longest} characters, the premise {longest_line}. Shorten it.").format(
                longest=LONGEST_WORD, longest_line=LONGEST_LINE
            )
        )
    _check_numbers(settings)


def _check_numbers(settings: SessionSettings) -> None:
    if settings.hourly_limit is not None and not 0 <= settings.hourly_limit <= 10_000:
        raise RefusedError(_("The hourly limit is a number from 0 (no limit) to 10000."))
    if settings.retention is not None and not 1 <= settings.retention <= LONGEST_RETENTION:
        raise RefusedError(
            _("Pictures are kept for 1 to {most} days, or, with nothing said, for good.").format(most=LONGEST_RETENTION)
        )
    if settings.daily_budget is not None and not 0 <= settings.daily_budget <= 10_000:
        raise RefusedError(_("The daily budget is an amount in dollars from 0 (only what is free) to 10000."))


def check_actions(actions: Mapping[str, str], *, mature: bool) -> None:
    """Make sure that a session may deal with moderation's categories so.

    Raises:
        RefusedError: there is no such category or action, or it needs an age-restricted place.

    """
    for category, action in actions.items():
        if category not in CATEGORIES or action not in _ACTIONS:
            raise RefusedError(
                _("The categories are {categories}; each can be {actions}.").format(
                    categories=", ".join(CATEGORIES), actions=", ".join(_ACTIONS)
                )
            )
    if not mature and actions.get(SEXUAL, "block") != "block":
        raise RefusedError(
            _("Sexual content is refused here: this channel and the server both have to be age-restricted on Discord.")
        )
