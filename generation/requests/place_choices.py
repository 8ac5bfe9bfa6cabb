"""The choice of a player whose provider has no place for long: to wait for it, or to have another one paint now."""

from generation.errors import NotFoundError
from generation.events import Broadcaster, Event, RequestChanged
from generation.i18n import N_
from generation.requests.requests import Requests
from generation.sessions.permissions import Access, Actor
from storage.places import PlaceStore
from storage.records import TERMINAL, Request

TOO_LATE = N_("It does not wait for a provider any more.")


class PlaceChoices:
    """Take the choices of players whose requests are put aside for a place."""

    def __init__(self, places: PlaceStore, requests: Requests, access: Access, events: Broadcaster) -> None:
        self._places = places
        self._requests = requests
        self._access = access
        self._events = events
        #: What was told in this process of each request that waits.
        self._told: dict[str, tuple[object, ...]] = {}
        events.listen(self._note, RequestChanged)

    def _note(self, event: Event) -> None:
        if not isinstance(event, RequestChanged):
            return
        if event.request.waits_for_a_place:
            self._told[event.request_id] = _shown(event.request)
        else:
            self._told.pop(event.request_id, None)

    async def tell_changes(self) -> None:
        """Tell here of requests that another process has put aside for a place, or taken up again."""
        waiting = await self._places.waiting()
        for request in waiting:
            if self._told.get(request.id) != _shown(request):
                self._events.publish(RequestChanged.of(request))
        for request_id in self._told.keys() - {request.id for request in waiting}:
            now = await self._requests.unchecked_request(request_id)
            if now is None or now.status in TERMINAL:
                # Its message is the outbox's to send.
                self._told.pop(request_id, None)
            else:
                self._events.publish(RequestChanged.of(now))

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


def _shown(request: Request) -> tuple[object, ...]:
    """Return what a message shows of a wait."""
    return request.waits_for, request.free_at, request.place_choice
