"""Reports: somebody says that a picture is wrong, and whoever leads the table is told."""

import logging
import secrets
from collections.abc import Awaitable, Callable

from generation.clock import now
from generation.errors import RefusedError
from generation.events import Broadcaster, RequestChanged
from generation.gallery.gallery import Gallery
from generation.i18n import _
from generation.log_codes import person_code
from generation.sessions.context import SessionContext
from storage.records import Image
from storage.reports import Report, ReportStore

log = logging.getLogger(__name__)

MAX_REASON = 500
#: Tells whoever leads: the context of who reports, the image, and why. It refuses where nobody can be told.
Teller = Callable[[SessionContext, Image, str], Awaitable[None]]
#: Return where the GM of a session is asked: a channel, or `DIRECT` and a user; None where no GM is known.
Destination = Callable[[SessionContext], Awaitable[str | None]]


class Reports:
    """Bring reports to the GM: at once where this process is on Discord, else by the outbox; none hides anything."""

    def __init__(self, store: ReportStore, gallery: Gallery, destination: Destination, events: Broadcaster) -> None:
        self._store = store
        self._gallery = gallery
        self._destination = destination
        self._events = events
        self._tell: Teller | None = None

    def tell_by(self, tell: Teller) -> None:
        """Have reports brought to the GM at once, in this way."""
        self._tell = tell

    async def send(self, image_id: str, context: SessionContext, reason: str) -> None:
        """Tell the GM what is wrong with a picture.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            RefusedError: no reason is given, or nobody can be told.

        """
        image = await self._gallery.image(image_id, context.actor)
        reason = reason.strip()[:MAX_REASON]
        if not reason:
            raise RefusedError(_("Say in a few words what is wrong with it: the GM reads this."))
        if context.session.guild_id is None:
            raise RefusedError(_("From here nobody can be told. Tell the GM yourself."))
        log.info("image %s was reported by user %s", image.id, person_code(context.actor.user_id))
        if self._tell is not None:
            await self._tell(context, image, reason)
            return
        destination = await self._destination(context)
        if destination is None:
            raise RefusedError(_("No GM is known at this table yet. Show the picture to a server admin."))
        report = Report(secrets.token_hex(4), image.id, context.actor.user_id, reason, now())
        request = await self._store.add(report, image, destination)
        if request is not None:
            # By it the outbox looks for what it owes.
            self._events.publish(RequestChanged.of(request))

    async def owed(self, report_id: str) -> tuple[Report, Image] | None:
        """Return a report with its picture, for its message; None where the picture is gone."""
        report = await self._store.get(report_id)
        image = await self._gallery.unchecked_image(report.image_id) if report else None
        return (report, image) if report and image else None
