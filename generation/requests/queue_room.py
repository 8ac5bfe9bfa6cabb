"""Room in the queue: for how many pictures one person, one session, and all together may wait at once.

A queue without bounds takes what it cannot paint for days, and one channel's flood makes every other one slow.
"""

from datetime import timedelta

from generation.clock import now
from generation.errors import LimitReachedError, QueueFullError, RefusedError
from generation.guild_keys.guild_providers import GuildProviders
from generation.i18n import N_, _
from generation.requests.estimates import likely_provider, seconds_until
from generation.sessions.permissions import Actor
from storage.bounds import Bounds, QueueLimits
from storage.params import PIXELS, GenerationParams
from storage.requests import RequestStore

#: When there may be room again where nothing has been painted yet that tells.
UNKNOWN_SECONDS = 60.0

#: How many edits of pixels one person may ask for within an hour: they count against no limit, and fill the disk.
EDITS_AN_HOUR = 200

_OF_USER = N_("One person may wait for {limit} pictures at once; you are waiting for {count}.")
_OF_SESSION = N_("A channel may wait for {limit} pictures at once; this one is waiting for {count}.")
_OF_ALL = N_("The queue is full: it holds {limit} pictures at most, and {count} are waiting.")
_TOO_MANY = N_("{wanted} pictures at once are more than the queue takes: {limit}. Ask for fewer.")


class QueueRoom:
    """Refuse what the queue has no room for, before anything is done for it.

    What counts is looked at again where a request is put into the queue (`bounds`): others may have come meanwhile.
    """

    def __init__(self, rows: RequestStore, providers: GuildProviders, limits: QueueLimits) -> None:
        self._rows = rows
        self._providers = providers
        self._limits = limits

    def bounds(self, params: GenerationParams) -> Bounds:
        """Return what has to have room for a request where it is put into the queue."""
        return Bounds(self._limits, EDITS_AN_HOUR if params.edit_kind == PIXELS else 0)

    async def require(self, actor: Actor, wanted: int) -> None:
        """Make sure that there is room for so many pictures.

        Raises:
            QueueFullError: there is none; it says when there may be.
            RefusedError: there never is for so many at once.
            StorageError: the database cannot be read.

        """
        limits = self._limits
        if not limits.most:
            return
        open_ = await self._rows.open_counts(actor.session_id, actor.user_id, limits)
        bounds: tuple[tuple[int, int, str, dict[str, str]], ...] = (
            (open_.of_user, limits.user, _OF_USER, {"user_id": actor.user_id}),
            (open_.of_session, limits.session, _OF_SESSION, {"session_id": actor.session_id}),
            (open_.of_all, limits.everybody, _OF_ALL, {}),
        )
        for count, limit, sentence, whose in bounds:
            if not limit or count + wanted <= limit:
                continue
            if wanted > limit:
                raise RefusedError(_(_TOO_MANY).format(wanted=wanted, limit=limit))
            seconds = await self._seconds_until_room(count + wanted - limit, whose)
            if seconds is None:
                there = _(
                    "They wait for the GM: there is room again when something is approved, rejected or cancelled."
                )
            else:
                there = _("There is room again at about {time} UTC.")
            at = now() + timedelta(seconds=seconds or 0)
            text = f"{_(sentence)} {there}".format(count=count, limit=limit, time=f"{at:%H:%M}")
            raise QueueFullError(text, seconds or UNKNOWN_SECONDS)

    async def require_edit(self, actor: Actor) -> None:
        """Make sure that somebody has not asked for so many edits of pixels that the disk is what they fill.

        Raises:
            LimitReachedError: they have.

        """
        if await self._rows.edits(actor.user_id, now()) >= EDITS_AN_HOUR:
            raise LimitReachedError(
                _("You have made {limit} edits within an hour. Save the next one in a while.").format(
                    limit=EDITS_AN_HOUR
                )
            )

    async def _seconds_until_room(self, places: int, whose: dict[str, str]) -> float | None:
        """Return in how many seconds so many of somebody's pictures, or of all, may be done; None if the GM decides."""
        first = await self._rows.first_open(**whose)
        if first is None:
            return None
        provider = likely_provider(await self._providers.of_session(first.session_id), first)
        if provider is None:
            return UNKNOWN_SECONDS
        pace = await self._rows.pace(provider.name, first.id)
        position = await self._rows.position(first.id) + places - 1
        usual = provider.capabilities.usual_seconds
        seconds = seconds_until(pace, position, *first.params.size, waiting=not pace.begun, usual=usual)
        return seconds or UNKNOWN_SECONDS
