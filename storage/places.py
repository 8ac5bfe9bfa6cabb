"""Waits for a place at a provider: requests are put aside for one, and their players choose whether to wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.records import ANOTHER, ASKED, DELAYED, QUEUED, UNANSWERED, WAIT, Claim, Request
from storage.request_end import LeaseLostError
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class PlaceWait:
    """A wait of so long for a provider, for a reason; `asked_for` is how long its player is asked before, if at all.

    `told` says whether there is a place then, for all the provider says, so that the player is told the time.
    """

    provider: str
    wait: timedelta
    code: str
    sentence: str
    asked_for: timedelta | None = None
    told: bool = True


class PlaceStore:
    """Put requests aside until there is a place, and write down what their players choose."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def put_aside(self, claim: Claim, place: PlaceWait, now: datetime) -> Request:
        """Delay a request until there is a place for it, or until its player has been asked long enough.

        Raises:
            LeaseLostError: the request is another's by now.

        """
        request = await self._database.one(
            Request,
            "await_place",
            id=claim.request.id,
            token=claim.token,
            provider=place.provider,
            now=now,
            until=now + place.wait,
            free_at=now + place.wait if place.told else None,
            asked_until=None if place.asked_for is None else now + place.asked_for,
            seconds=place.wait.total_seconds(),
            error_code=place.code,
            error_message=place.sentence,
        )
        if request is None:
            raise LeaseLostError(claim.request.id)
        return request

    async def is_shown(self, request_id: str) -> bool:
        """Tell whether a message shows how a request is doing, so that somebody can be asked there."""
        return bool(await self._database.value(int, "is_shown", id=request_id))

    async def waiting(self) -> tuple[Request, ...]:
        """Return the requests that are put aside until there is a place, where it is known when that is."""
        return await self._database.all(Request, "waiting_for_a_place")

    async def choose(self, request: Request, choice: str) -> tuple[Request, ...]:
        """Write a choice down for a request and its batch; return those that waited for it, as they are now.

        Where the same was chosen before nothing changes. None are returned where it is too late.
        """

        async def body(tx: Transaction) -> tuple[Request, ...]:
            batch_id = request.batch_id or request.id
            await tx.alone("batch", batch_id)
            query = "requests_of_batch" if request.batch_id else "request_by_id"
            before = await tx.all(Request, query, batch_id=batch_id, id=request.id)
            waited = {each.id for each in before if each.status in {QUEUED, DELAYED} and _may_choose(each, choice)}
            if waited:
                await tx.run("choose_to_wait" if choice == WAIT else "choose_another", batch_id=batch_id)
            after = await tx.all(Request, query, batch_id=batch_id, id=request.id)
            return tuple(each for each in after if each.id in waited)

        return await self._database.write(body)


def _may_choose(request: Request, choice: str) -> bool:
    return request.place_choice in ({ASKED, WAIT} if choice == WAIT else {ASKED, UNANSWERED, WAIT, ANOTHER})
