"""Reveals: the GM shows secret pictures to the table, now or later, as they are or behind a spoiler."""

import logging
import re
from datetime import datetime, timedelta

from generation.clock import now
from generation.errors import NotFoundError, RefusedError
from generation.events import Broadcaster, GalleryChanged, RequestChanged
from generation.i18n import N_, _
from generation.log_codes import person_code
from generation.sessions.permissions import Access, Actor
from generation.sessions.settings import SessionSettings
from storage.errors import StorageDamagedError
from storage.images import ImageStore
from storage.params import PUBLIC
from storage.records import Image, Request, Session
from storage.reveals import RevealStore
from storage.sessions import SessionStore

log = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(days=60)
_IN = re.compile(r"(?:in\s+)?(\d{1,5})\s*(m|min|minutes?|h|hours?|d|days?)", re.IGNORECASE | re.ASCII)
_AT = re.compile(r"(?:at\s+)?(\d{1,2})[:.](\d{2})(?:\s*(?:utc|z))?", re.IGNORECASE | re.ASCII)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_HOW = N_("Say when: 90m, 2h or 1d from now, or a time of day in UTC such as 21:30.")


class Reveals:
    """Plan reveals, take them back, and carry them out when they are due."""

    def __init__(
        self, store: RevealStore, images: ImageStore, sessions: SessionStore, access: Access, events: Broadcaster
    ) -> None:
        self._sessions = sessions
        self._store = store
        self._images = images
        self._access = access
        self._events = events

    async def now(self, image_id: str, actor: Actor, *, spoiler: bool = False) -> None:
        """Show a picture to the table at once, with what else was painted for the same request.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            NotFoundError: there is no such picture.
            RefusedError: everybody sees it already.

        """
        await self._carry_out(await self._plan(image_id, actor, now(), spoiler=spoiler))

    async def later(self, image_id: str, actor: Actor, when: str, *, spoiler: bool = False) -> datetime:
        """Plan to show a picture to the table, and return when; planned anew, the old plan is forgotten.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            NotFoundError: there is no such picture.
            RefusedError: everybody sees it already, or `when` is no moment to come.

        """
        due_at = parse_when(when, now())
        await self._plan(image_id, actor, due_at, spoiler=spoiler)
        return due_at

    async def take_back(self, image_id: str, actor: Actor) -> None:
        """Leave a picture secret that was to be revealed later.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            NotFoundError: there is no such picture, or nothing is planned for it.

        """
        image = await self._image(image_id, actor)
        if not await self._store.forget(image.request_id or ""):
            raise NotFoundError(_("No reveal is planned for this picture."))

    async def is_covered(self, *shown: Request | Image, session: Session | None = None) -> bool:
        """Tell whether any of these is shown behind a spoiler: the session's setting, or that of its reveal.

        They are requests or images of one session, which is read where it is not given; what was asked for in no
        request is never covered.
        """
        requests = {each.id if isinstance(each, Request) else each.request_id: each for each in shown}
        requests.pop(None, None)
        session = session or await self._sessions.get(shown[0].session_id)
        if session is not None and SessionSettings.from_json(session.settings).spoilers:
            return any(each.visibility == PUBLIC for each in requests.values())
        reveals = [await self._store.get(request_id) for request_id in requests if request_id]
        return any(reveal is not None and reveal.revealed_at is not None and reveal.spoiler for reveal in reveals)

    async def secrets(self, actor: Actor, text: str = "") -> tuple[Image, ...]:
        """Return the newest pictures that could be revealed and whose descriptions hold a text; none for a player."""
        return await self._store.secrets(actor.session_id, text.strip(), sees_secrets=actor.sees_secrets)

    async def run_due(self) -> None:
        """Carry out what is due; what another process has carried out meanwhile is left."""
        for request_id in await self._store.due(now()):
            try:
                await self._carry_out(request_id)
            except StorageDamagedError as error:
                # It is due still, and what is due after it may be whole; what else refuses refuses all.
                log.warning("request %s cannot be revealed yet: %s", request_id, error)

    async def _plan(self, image_id: str, actor: Actor, due_at: datetime, *, spoiler: bool) -> str:
        image = await self._image(image_id, actor)
        planned = image.request_id is not None and await self._store.plan(
            image.request_id, due_at, actor.user_id, spoiler=spoiler
        )
        if image.request_id is None or not planned:
            raise RefusedError(_("This picture cannot be revealed any more."))
        log.info("the reveal of request %s is planned by user %s", image.request_id, person_code(actor.user_id))
        return image.request_id

    async def _image(self, image_id: str, actor: Actor) -> Image:
        self._access.require_gm(actor, _("Only the GM may reveal pictures."))
        image = await self._images.get(image_id, sees_secrets=actor.sees_secrets)
        if image is None or image.session_id != actor.session_id:
            raise NotFoundError(_("There is no such picture in this session."))
        if image.visibility == PUBLIC:
            raise RefusedError(_("Everybody sees this picture already."))
        return image

    async def _carry_out(self, request_id: str) -> None:
        revealed = await self._store.carry_out(request_id, now())
        if revealed is None:
            return
        request = revealed.request
        log.info("request %s is revealed", request.id)
        # The first event has the outbox look for what it owes.
        self._events.publish(RequestChanged.of(request))
        for image_id in revealed.image_ids:
            self._events.publish(GalleryChanged(request.session_id, PUBLIC, image_id, "added"))


def parse_when(text: str, moment: datetime) -> datetime:
    """Return the moment that somebody means: so long from now, or the next time that a clock in UTC shows so much.

    Raises:
        RefusedError: it is no moment, or too far away.

    """
    typed = text.strip()
    if found := _IN.fullmatch(typed):
        wait = int(found[1]) * _UNITS[found[2][0].lower()]
        if not timedelta() < wait <= LONGEST_WAIT:
            raise RefusedError(
                _("A reveal waits for {days} days at most. {how}").format(days=LONGEST_WAIT.days, how=_(_HOW))
            )
        return moment + wait
    found = _AT.fullmatch(typed)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise RefusedError(_HOW)
    today = moment.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return today if today > moment else today + timedelta(days=1)
