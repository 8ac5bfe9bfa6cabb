"""Recaps: "Previously on …", what a table liked since the last one with a line each, posted once for each occasion."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from generation.campaigns.words import checked_caption
from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.events import Broadcaster, RecapChanged, RequestChanged
from generation.gallery.gallery import Gallery
from generation.i18n import N_, _
from generation.log_codes import person_code
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Access, Actor
from generation.sessions.sessions import ENDED, Sessions
from storage.errors import StorageDamagedError
from storage.params import PUBLIC
from storage.recaps import (
    APPROVED,
    REJECTED,
    SUGGESTED,
    AnotherRecapFirstError,
    RecapPicture,
    RecapPlan,
    RecapStore,
    Suggestion,
)
from storage.records import Image

log = logging.getLogger(__name__)

#: How many pictures a recap shows, as a contact sheet does; and how many of somebody's suggestions wait at once.
MOST_PICTURES, MOST_SUGGESTED = 9, 5
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_WEEK = timedelta(weeks=1)
_NO_CHANNEL = N_("This session is not on Discord: it has no channel that a recap could be posted into.")


@dataclass(frozen=True, slots=True)
class RecapLine:
    """A picture of a recap, and what is said of it."""

    image: Image
    caption: str


class Recaps:
    """Plan recaps, take suggestions for them, and post them."""

    def __init__(
        self, store: RecapStore, gallery: Gallery, sessions: Sessions, access: Access, events: Broadcaster
    ) -> None:
        self._store = store
        self._gallery = gallery
        self._sessions = sessions
        self._access = access
        self._events = events

    async def suggest(self, actor: Actor, image_id: str, caption: str) -> bool:
        """Suggest a picture and a line about it; True where it is in the next recap at once, by a GM's word.

        Raises:
            NotFoundError: there is no such picture for the actor.
            NotAllowedError: an observer tries, or the session has ended.
            RefusedError: the picture is secret, the line too long, or too many of theirs wait.

        """
        self._access.require_active_session(actor)
        if actor.role == OBSERVER:
            raise NotAllowedError(_("Observers look on; ask the GM to make you a player to suggest something."))
        image = await self._gallery.image(image_id, actor)
        if image.visibility != PUBLIC:
            raise RefusedError(_("Everybody reads the recap. Reveal the picture first."))
        caption = await checked_caption(caption, await self._sessions.shared_rules(actor.session_id))
        leads = actor.role == GM
        suggestion = Suggestion(
            str(uuid4()),
            actor.session_id,
            image.id,
            caption,
            APPROVED if leads else SUGGESTED,
            actor.user_id,
            actor.user_id if leads else None,
            now(),
        )
        if not await self._store.suggest(suggestion, most=MOST_SUGGESTED):
            raise RefusedError(
                _("{most} suggestions of yours wait for the GM. Let them be decided first.").format(most=MOST_SUGGESTED)
            )
        self._events.publish(RecapChanged(actor.session_id, PUBLIC))
        return leads

    async def suggestions(self, actor: Actor) -> tuple[Suggestion, ...]:
        """Return what waits for the GM, the oldest first; nothing for others."""
        return await self._store.suggestions(actor.session_id, SUGGESTED) if actor.role == GM else ()

    async def waiting(self, actor: Actor) -> tuple[tuple[Suggestion, Image], ...]:
        """Return what waits for the GM with its pictures, the oldest first; nothing for others."""
        found = [(each, await self._gallery.unchecked_image(each.image_id)) for each in await self.suggestions(actor)]
        return tuple((each, image) for each, image in found if image is not None)

    async def suggestion(self, actor: Actor, suggestion_id: str) -> tuple[Suggestion, Image]:
        """Return what was suggested, for the GM.

        Raises:
            NotAllowedError: somebody else looks.
            NotFoundError: there is no such suggestion, or its picture is gone.

        """
        self._access.require_gm(actor, _("Only the GM decides what the recap says."))
        found = await self._store.suggestion(suggestion_id)
        if found is None or found.session_id != actor.session_id:
            raise NotFoundError(_("There is no such suggestion any more."))
        return found, await self._gallery.image(found.image_id, actor)

    async def decide(self, actor: Actor, suggestion_id: str, *, approve: bool, caption: str | None = None) -> None:
        """Approve a suggestion, in other words where `caption` gives them, or reject it.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            NotFoundError: there is no such suggestion.
            RefusedError: it was decided already, or the line is too long.

        """
        found, _image = await self.suggestion(actor, suggestion_id)
        if caption is not None:
            caption = await checked_caption(caption, await self._sessions.shared_rules(actor.session_id))
        line = found.caption if caption is None else caption
        if not await self._store.decide(found.id, APPROVED if approve else REJECTED, line, actor.user_id):
            raise RefusedError(_("This suggestion was decided already."))
        log.info("suggestion %s was decided by user %s", found.id, person_code(actor.user_id))
        self._events.publish(RecapChanged(actor.session_id, PUBLIC))

    async def draft(self, session_id: str) -> tuple[RecapLine, ...]:
        """Return what the next recap of a session would show: what was approved, and favorites since the last one."""
        return await self._draft(session_id, await self._store.last(session_id))

    async def _draft(self, session_id: str, last: datetime | None) -> tuple[RecapLine, ...]:
        since = last or _LONG_AGO
        lines: dict[str, RecapLine] = {}
        viewer = Actor(session_id, "", PLAYER)
        for each in await self._store.suggestions(session_id, APPROVED, most=MOST_PICTURES):
            lines[each.image_id] = RecapLine(await self._gallery.image(each.image_id, viewer), each.caption)
        for image in await self._store.starred_since(session_id, since, most=MOST_PICTURES):
            if len(lines) < MOST_PICTURES:
                lines.setdefault(image.id, RecapLine(image, ""))
        return tuple(sorted(lines.values(), key=lambda line: line.image.seq or 0))

    async def lines(self, recap_id: str) -> tuple[RecapLine, ...]:
        """Return what a recap shows, without what was deleted since."""
        lines = []
        for picture in await self._store.pictures(recap_id):
            image = await self._gallery.unchecked_image(picture.image_id)
            if image is not None and image.visibility == PUBLIC:
                lines.append(RecapLine(image, picture.caption))
        return tuple(lines)

    async def post(self, actor: Actor, occasion: str) -> None:
        """Post a recap now; the same `occasion` posts it once, however often it is asked for.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: there is nothing to show, or no channel of Discord to show it in.

        """
        self._access.require_gm(actor, _("Only the GM posts the recap. Suggest a picture with a line for it."))
        await self._require_channel(actor)
        if not await self._post(actor.session_id, f"asked {occasion}"):
            raise RefusedError(
                _("There is nothing to look back on since the last recap: star some pictures, or suggest one.")
            )

    async def can_post(self, actor: Actor) -> bool:
        """Tell whether the actor leads, in a session with a channel that a recap can be posted into."""
        session = await self._sessions.get(actor.session_id)
        return actor.role == GM and not actor.ended and session is not None and session.guild_id is not None

    async def plan(self, session_id: str) -> RecapPlan:
        """Return when a session wants recaps by itself."""
        return await self._store.plan(session_id)

    async def set_plan(
        self, actor: Actor, *, at_start: bool = False, weekday: int | None = None, hour: int | None = None
    ) -> RecapPlan:
        """Have recaps posted at the session's start, or weekly at an hour (UTC) of a day, Monday being 0; or never.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: there is no such day or hour, or no channel of Discord.

        """
        self._access.require_gm(actor, _("Only the GM says when the recap is posted."))
        await self._require_channel(actor)
        due_at = None
        if weekday is not None:
            hour = hour or 0
            if not (0 <= weekday <= 6 and 0 <= hour <= 23):
                raise RefusedError(_("Give a day of the week, and an hour from 0 to 23 in UTC."))
            due_at = next_weekly(weekday, hour, now())
        plan = RecapPlan(actor.session_id, at_start, weekday, hour if weekday is not None else None, due_at)
        await self._store.set_plan(plan)
        self._events.publish(RecapChanged(actor.session_id, PUBLIC))
        return plan

    async def session_started(self, session_id: str) -> None:
        """Post the recap that a session wants at its start, once a day."""
        if (await self._store.plan(session_id)).at_start:
            await self._post(session_id, f"start {now():%Y-%m-%d}")

    async def run_due(self) -> None:
        """Post the weekly recaps whose time has come; what another process has done meanwhile is left."""
        for plan in await self._store.due(now()):
            if plan.due_at is None or plan.weekday is None:
                continue
            try:
                # First, as it is done once by its name: who fails between the two does it again, and posts no other.
                await self._post(plan.session_id, f"weekly {plan.due_at:%Y-%m-%d %H}")
                await self._store.move_on(plan, next_weekly(plan.weekday, plan.hour or 0, now()))
            except StorageDamagedError as error:
                # It is due still, and what is due after it may be whole; what else refuses refuses all.
                log.warning("the recap of session %s cannot be posted yet: %s", plan.session_id, error)

    async def _require_channel(self, actor: Actor) -> None:
        session = await self._sessions.get(actor.session_id)
        if session is None or session.guild_id is None:
            raise RefusedError(_(_NO_CHANNEL))

    async def _post(self, session_id: str, occasion: str) -> bool:
        session = await self._sessions.get(session_id)
        last = await self._store.last(session_id)
        lines = await self._draft(session_id, last)
        if session is None or session.guild_id is None or session.status == ENDED or not lines:
            return False
        pictures = [RecapPicture(line.image.id, line.caption) for line in lines]
        # Messages hang on requests; that of a picture that was imported may be unknown.
        of = next((line.image.request_id for line in lines if line.image.request_id), None)
        try:
            request = await self._store.post(session_id, occasion, pictures, of, now(), since=last)
        except AnotherRecapFirstError:
            # What it has shown is not looked back on twice.
            return await self._post(session_id, occasion)
        if request is not None:
            log.info("a recap of session %s is posted", session_id)
            # By it the outbox looks for what it owes.
            self._events.publish(RequestChanged.of(request))
            self._events.publish(RecapChanged(session_id, PUBLIC))
        return True


def next_weekly(weekday: int, hour: int, moment: datetime) -> datetime:
    """Return the next time after a moment that it is an hour of a day of the week, in UTC."""
    today = moment.astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)
    then = today + timedelta(days=(weekday - today.weekday()) % 7)
    return then if then > moment else then + _WEEK
