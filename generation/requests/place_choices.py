"""The choice of a player whose provider has no place for long: to wait for it, or to have another one paint now."""

from generation.errors import NotFoundError
from generation.events import Broadcaster, RequestChanged
from generation.i18n import N_
from generation.requests.requests import Requests
from generation.sessions.permissions import Access, Actor
from storage.places import PlaceStore
from storage.records import Request

TOO_LATE = N_("It does not wait for a provider any more.")


class PlaceChoices:
    """Take the choices of players whose requests are put aside for a place."""

    def __init__(self, places: PlaceStore, requests: Requests, access: Access, events: Broadcaster) -> None:
        self._places = places
        self._requests = requests
        self._access = access
        self._events = events

    async def choose(self, request_id: str, actor: Actor, choice: str) -> Request:
        """Wait (`WAIT`) or go on to another provider (`ANOTHER`), for a request and its batch; again changes nothing.

        Returns:
            The request, or the first of the batch that waited.

        Raises:
            NotFoundError: there is no such request in the session, or it waits no more.
            NotAllowedError: somebody else's request, and not by the GM.

        """
        request = await self._requests.get(request_id, actor)
        self._access.require_author_or_gm(actor, request.user_id)
        chosen = await self._places.choose(request, choice)
        if not chosen:
            raise NotFoundError(TOO_LATE)
        for each in chosen:
            self._events.publish(RequestChanged.of(each))
        return chosen[0]
