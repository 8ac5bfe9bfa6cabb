"""Recaps: when a session wants one, what is suggested for it, what was posted, and the message that brings it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from storage.records import Image, Record, Request, columns
from storage.sql_database import SqlDatabase, Transaction

#: What the kind of a recap's message begins with; the recap's id follows.
RECAP = "recap "
SUGGESTED, APPROVED, REJECTED = "suggested", "approved", "rejected"


class AnotherRecapFirstError(Exception):
    """Say that another recap was made since the pictures for one were chosen: it may show them."""


@dataclass(frozen=True, slots=True)
class RecapPlan(Record):
    """When a session wants a recap by itself: at its start, at an hour of a day of the week in UTC (Monday is 0)."""

    session_id: str
    at_start: bool = False
    weekday: int | None = None
    hour: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Suggestion(Record):
    """A picture and a line about it for the next recap, and what became of it."""

    id: str
    session_id: str
    image_id: str
    caption: str
    state: str
    suggested_by: str
    decided_by: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RecapPicture(Record):
    """A picture of a recap, and what is said of it."""

    image_id: str
    caption: str


class RecapStore:
    """Read and change the tables of recaps."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def plan(self, session_id: str) -> RecapPlan:
        """Return when a session wants recaps; the default is never."""
        return await self._database.one(RecapPlan, "recap_plan", session_id=session_id) or RecapPlan(session_id)

    async def set_plan(self, plan: RecapPlan) -> None:
        """Put down when a session wants recaps."""
        await self._database.run("plan_recaps", **columns(plan))

    async def due(self, now: datetime) -> tuple[RecapPlan, ...]:
        """Return the plans whose time has come."""
        return await self._database.all(RecapPlan, "due_recaps", now=now)

    async def move_on(self, plan: RecapPlan, due_at: datetime) -> bool:
        """Have a plan be due again later; False where somebody else has done so."""
        moved = {"session_id": plan.session_id, "until": plan.due_at, "due_at": due_at}
        return bool(await self._database.run("move_recap_on", **moved))

    async def suggest(self, suggestion: Suggestion, *, most: int) -> bool:
        """Add a suggestion; False where its person has so many that nobody has decided."""
        whose = {"session_id": suggestion.session_id, "suggested_by": suggestion.suggested_by}

        async def body(tx: Transaction) -> bool:
            await tx.alone("recap", suggestion.session_id)
            if (await tx.value(int, "count_recap_suggestions", **whose) or 0) >= most:
                return False
            await tx.run("add_recap_suggestion", **columns(suggestion))
            return True

        return await self._database.write(body)

    async def suggestions(self, session_id: str, state: str, *, most: int = 25) -> tuple[Suggestion, ...]:
        """Return a session's suggestions in one state, the oldest first."""
        return await self._database.all(Suggestion, "recap_suggestions", session_id=session_id, state=state, most=most)

    async def suggestion(self, suggestion_id: str) -> Suggestion | None:
        """Return a suggestion."""
        return await self._database.one(Suggestion, "recap_suggestion", id=suggestion_id)

    async def decide(self, suggestion_id: str, state: str, caption: str, by: str) -> bool:
        """Approve or reject a suggestion; False where that is done already."""
        decided = {"id": suggestion_id, "state": state, "caption": caption, "decided_by": by}
        return bool(await self._database.run("decide_recap_suggestion", **decided))

    async def last(self, session_id: str) -> datetime | None:
        """Return when a session's last recap was made."""
        return await self._database.value(datetime, "last_recap", session_id=session_id)

    async def starred_since(self, session_id: str, since: datetime, *, most: int) -> tuple[Image, ...]:
        """Return a session's newest public pictures that have a star and were finished after a moment."""
        return await self._database.all(Image, "starred_since", session_id=session_id, since=since, most=most)

    async def pictures(self, recap_id: str) -> tuple[RecapPicture, ...]:
        """Return what a recap shows, in its order."""
        return await self._database.all(RecapPicture, "recap_pictures", recap_id=recap_id)

    async def post(
        self,
        session_id: str,
        occasion: str,
        pictures: Sequence[RecapPicture],
        request_id: str | None,
        now: datetime,
        *,
        since: datetime | None,
    ) -> Request | None:
        """Make a recap for an occasion, and owe its channel the message; None where that was done before.

        The message hangs on the request of one of its pictures, or on any of the session: as the outbox knows messages.

        Raises:
            AnotherRecapFirstError: the last recap is not that of `since` any more, when the pictures were chosen.

        """

        async def body(tx: Transaction) -> Request | None:
            await tx.alone("recap", session_id)
            if await tx.value(datetime, "last_recap", session_id=session_id) != since:
                if await tx.value(bool, "is_recap_made", session_id=session_id, occasion=occasion):
                    return None
                raise AnotherRecapFirstError(session_id)
            recap_id, delivery_id = str(uuid4()), str(uuid4())
            of = request_id or await tx.value(str, "any_request_of_session", session_id=session_id)
            if of is None or not await tx.run(
                "add_recap", id=recap_id, session_id=session_id, occasion=occasion, now=now
            ):
                return None
            for place, picture in enumerate(pictures, start=1):
                added = {"recap_id": recap_id, "image_id": picture.image_id, "caption": picture.caption}
                await tx.run("add_recap_picture", place=place, **added)
            await tx.run("use_recap_suggestions", session_id=session_id, recap_id=recap_id)
            await tx.run(
                "enqueue_recap",
                id=delivery_id,
                kind=f"{RECAP}{recap_id}",
                request_id=of,
                channel_id=session_id,
                # Discord takes 25 characters at most, and checks it only at the send.
                nonce=hashlib.sha256(delivery_id.encode()).hexdigest()[:24],
                now=now,
            )
            return await tx.one(Request, "request_by_id", id=of)

        return await self._database.write(body)
