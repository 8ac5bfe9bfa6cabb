"""Costs: sums over the attempts, and calls that a budget has room for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from storage.params import name_of
from storage.records import Record
from storage.sql_database import SqlDatabase, Transaction

#: More than anybody spends.
_NO_LIMIT = 1e12
#: What sums of prices are off by, and no more.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Costs:
    """What a picture costs at most, in US dollars: by provider, or `name/model`, and where nobody wishes for one.

    `purse` is the server that pays it by its own keys, or empty where the operator does; what others than the purse pay
    is in `elsewhere`, and costs it nothing.
    """

    by_provider: Mapping[str, float]
    usual: float
    purse: str = ""
    elsewhere: frozenset[str] = frozenset()

    def values(self) -> dict[str, Any]:
        """Return it as the queries want it."""
        expected = {name: 0.0 if name in self.elsewhere else cost for name, cost in self.by_provider.items()}
        return {
            "costs": json.dumps(dict(self.by_provider)),
            "expected_costs": json.dumps(expected),
            "usual": self.usual,
            "purse": self.purse,
        }


@dataclass(frozen=True, slots=True)
class BudgetCap:
    """Money that a session may spend from a moment on, and its server by its own keys from the `month` on.

    None is no limit.
    """

    session_id: str
    amount: float | None
    since: datetime
    monthly: float | None = None
    month: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spending:
    """What pictures may cost (US dollars), the budgets that are to have room for it, and what others cost there."""

    cost: float
    cap: BudgetCap
    costs: Costs

    @property
    def purse(self) -> str:
        """Return who pays: a server by its own keys, or a session."""
        return self.costs.purse or self.cap.session_id

    async def alone(self, tx: Transaction) -> None:
        """Wait until nobody else spends from the same purse."""
        await tx.alone("budget", self.purse)

    async def left(self, tx: Transaction) -> "Left":
        """Return what the budgets have left."""
        cap, values, day, month = self.cap, self.costs.values(), None, None
        if cap.amount is not None:
            (row,) = await tx.rows("spent_and_expected", session_id=cap.session_id, since=cap.since, **values)
            day = cap.amount - row["spent"] - row["expected"]
        if cap.monthly is not None:
            (row,) = await tx.rows("spent_and_expected_by_own_keys", month=cap.month or cap.since, **values)
            month = cap.monthly - row["spent"] - row["expected"]
        return Left(day, month)


class Left(NamedTuple):
    """What a session's budget of the day has left, and its server's of the month; None where there is no limit."""

    day: float | None
    month: float | None

    def affords(self, cost: float) -> bool:
        """Tell whether both have room for a cost."""
        return fits(cost, self.day) and fits(cost, self.month)


def fits(cost: float, left: float | None) -> bool:
    """Tell whether a budget of which so much is left has room for a cost; None is no limit."""
    return left is None or cost <= left + _ROUNDING


@dataclass(frozen=True, slots=True)
class Share(Record):
    """How many images one provider has made, and what they cost; and calls that brought none, and may cost so much.

    They are under way, or were cancelled, cut, lost or answered with what is of no use: they count against
    the limits, for all anybody knows.
    """

    provider: str
    pictures: int
    cost: float
    unfinished: int = 0
    unfinished_cost: float = 0.0
    #: The server by whose own key; None is the operator's.
    key_guild_id: str | None = None


class UsageStore:
    """Sum the attempts' costs, and open attempts that a budget has room for."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def spent(self, session_id: str, since: datetime, costs: Costs) -> float:
        """Return what a session's pictures have cost since a moment, and what is under way may cost yet."""
        (row,) = await self._database.rows(
            "spent_and_expected",
            session_id=session_id,
            since=since,
            **costs.values(),
        )
        return float(row["spent"] + row["expected"])

    async def open_within(
        self, request_id: str, provider: str, now: datetime, budget: BudgetCap, costs: Costs
    ) -> str | None:
        """Commit that a provider is about to be called and return the attempt's id; None where the budget is too small.

        The provider may be named with its model. Look and commit are one: of two calls that both would fit alone, only
        one is made.
        """
        attempt_id = str(uuid4())
        values = {
            "id": attempt_id,
            "request_id": request_id,
            "provider": name_of(provider),
            "now": now,
            "amount": costs.by_provider.get(provider, 0.0),
            "session_id": budget.session_id,
            "since": budget.since,
            "budget": _NO_LIMIT if budget.amount is None else budget.amount,
            "month": budget.month or budget.since,
            "monthly": _NO_LIMIT if budget.monthly is None else budget.monthly,
            **costs.values(),
        }

        async def body(tx: Transaction) -> bool:
            await tx.alone("budget", costs.purse or budget.session_id)
            return bool(await tx.run("open_attempt_within", **values))

        return attempt_id if await self._database.write(body) else None

    async def left(self, spending: Spending) -> Left:
        """Return what the budgets of a spending have left: what waits and may cost yet is counted as spent."""
        return await self._database.read(spending.left)

    async def spent_by_own_keys(self, since: datetime, costs: Costs) -> float:
        """Return what a server, the costs' purse, has spent by its own keys since a moment."""
        return await self._database.value(float, "spent_by_own_keys", month=since, **costs.values()) or 0.0

    async def shares(
        self, session_id: str, since: datetime, costs: Costs, *, sees_secrets: bool, user_id: str | None = None
    ) -> tuple[Share, ...]:
        """Return what was begun at each provider in a session since a moment, for one user or for all."""
        return await self._database.all(
            Share,
            "usage_by_provider",
            session_id=session_id,
            since=since,
            user_id=user_id,
            sees_secrets=sees_secrets,
            **costs.values(),
        )

    async def pictures_this_hour(self, user_id: str, now: datetime) -> tuple[int, datetime | None]:
        """Count what stands against a user's hourly limit, and return when the first of it no longer does."""
        since = now - timedelta(hours=1)

        async def body(tx: Transaction) -> tuple[int, datetime | None]:
            count = await tx.value(int, "spent_since", user_id=user_id, since=since) or 0
            oldest = await tx.value(datetime, "oldest_spent_since", user_id=user_id, since=since)
            return count, oldest + timedelta(hours=1) if oldest else None

        return await self._database.read(body)
