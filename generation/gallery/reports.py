"""Reports: somebody says that a picture is wrong, and whoever leads the table is told at once."""

import logging
from collections.abc import Awaitable, Callable

from generation.errors import RefusedError
from generation.gallery.gallery import Gallery
from generation.i18n import _
from generation.sessions.context import SessionContext
from storage.records import Image

log = logging.getLogger(__name__)

MAX_REASON = 500
#: Tells whoever leads: the context of who reports, the image, and why. It refuses where nobody can be told.
Teller = Callable[[SessionContext, Image, str], Awaitable[None]]


class Reports:
    """Bring reports to the GM by the way that a front end has offered; a report by itself hides nothing."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self._tell: Teller | None = None

    def tell_by(self, tell: Teller) -> None:
        """Have reports brought to the GM in this way."""
        self._tell = tell

    async def send(self, image_id: str, context: SessionContext, reason: str) -> None:
        """Tell the GM what is wrong with a picture.

        Raises:
            NotFoundError: there is no such picture for the viewer.
            RefusedError: no reason is given, or nobody can be told from here.

        """
        image = await self._gallery.image(image_id, context.actor)
        if not reason.strip():
            raise RefusedError(_("Say in a few words what is wrong with it: the GM reads this."))
        if self._tell is None or context.session.guild_id is None:
            raise RefusedError(_("From here nobody can be told. Tell the GM yourself."))
        log.info("image %s was reported by user %s", image.id, context.actor.user_id)
        await self._tell(context, image, reason.strip()[:MAX_REASON])
