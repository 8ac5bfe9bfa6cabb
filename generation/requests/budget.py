"""Usage: what a table may spend in a day, what it has spent, and what somebody has had of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from generation.clock import now
from generation.errors import LimitReachedError
from generation.i18n import N_
from generation.providers.base import ImageProvider, ProviderError
from generation.providers.registry import Needs, ProviderChoice, Providers
from generation.providers.with_model import reference_of
from generation.sessions.context import SessionContext
from generation.sessions.settings import SessionSettings
from storage.attempts import AttemptStore
from storage.params import EDITOR
from storage.records import Request
from storage.usage import BudgetCap, Costs, Share, UsageStore

UNTIL = "00:00 UTC"
#: What sums of prices are off by, in cents, and no more.
_NO_CENT = 1e-6


class OverBudgetError(ProviderError):
    """A provider is not called: the table's budget of the day has no room for what that costs."""

    code = "over_budget"


@dataclass(frozen=True, slots=True)
class Usage:
    """What somebody, and the table, have had: pictures this hour against `hourly_limit` (0: none), money of today.

    `free_at` is when the next picture may be asked for, where the limit is reached. Shares hold what the viewer may
    know of; `daily_budget` is None where there is none.
    """

    pictures: int
    hourly_limit: int
    free_at: datetime | None
    own: tuple[Share, ...]
    session: tuple[Share, ...]
    daily_budget: float | None
    until: datetime


class Budget:
    """Hold what is asked for, and what is called, against the budget; both limits are the operator's."""

    def __init__(
        self,
        store: UsageStore,
        attempts: AttemptStore,
        providers: Providers,
        *,
        hourly_limit: int = 0,
        daily_budget: float | None = None,
    ) -> None:
        self._store = store
        self._attempts = attempts
        self._providers = providers
        self._hourly_limit = hourly_limit
        self._daily_budget = daily_budget

    async def afford(
        self, choice: ProviderChoice, context: SessionContext, needs: Needs, *, count: int, is_wanted: bool
    ) -> ProviderChoice:
        """Return who paints within the budget of the day: the choice, or, unless just that is wanted, who is free.

        All `count` pictures have to fit: a batch is painted as a whole or not at all.

        Raises:
            LimitReachedError: the budget has no room for it; the sentence says until when, and who is free.

        """
        budget, cost = context.settings.money_a_day(self._daily_budget), choice.provider.capabilities.cost * count
        if budget is None or cost <= 0:
            return choice
        left = budget - await self._store.spent(context.session.id, _today(), self._costs())
        if cost <= left + 1e-6:
            return choice
        free = [each for each in self._providers if not each.capabilities.charges and needs.met_by(each)]
        why = _too_little(choice.provider, count, budget, left)
        if free and not is_wanted:
            return ProviderChoice(
                free[0], N_("{why} {provider} paints instead, for free.").format(why=why, provider=free[0].title)
            )
        names = ", ".join(each.name for each in free)
        raise LimitReachedError(
            N_("{why} These still paint for free: {free}.").format(why=why, free=names) if free else why
        )

    async def require(self, painters: Sequence[ImageProvider], context: SessionContext) -> None:
        """Make sure that a picture by each of these providers fits into the budget of the day, all together.

        Raises:
            LimitReachedError: it has no room for all of them; the sentence says until when.

        """
        budget, cost = (
            context.settings.money_a_day(self._daily_budget),
            sum(each.capabilities.cost for each in painters),
        )
        if budget is None or cost <= 0:
            return
        left = budget - await self._store.spent(context.session.id, _today(), self._costs())
        if cost <= left + 1e-6:
            return
        raise LimitReachedError(
            N_(
                "These {count} pictures cost up to ${cost:.2f}, and of today's ${budget:.2f} only ${left:.2f} is left, "
                "until {until}. Compare fewer, or providers that are free."
            ).format(
                count=len(painters), cost=_at_most(cost), budget=budget, left=_at_least(max(0.0, left)), until=UNTIL
            )
        )

    def hourly_limit(self, settings: SessionSettings) -> int:
        """Return how many images a user may have in an hour; the GM's limit may be lower than the operator's."""
        return settings.pictures_an_hour(self._hourly_limit)

    async def open(self, request: Request, provider: ImageProvider, settings: SessionSettings) -> str:
        """Commit that a provider is about to be called for a request, within its session's budget; return the attempt.

        Raises:
            OverBudgetError: the budget has no room for it; the ledger says so.

        """
        cost = provider.capabilities.cost
        amount = settings.money_a_day(self._daily_budget)
        if cost <= 0 or amount is None:
            return await self._attempts.open(request.id, provider.name, now())
        budget = BudgetCap(request.session_id, amount, _today())
        opened = await self._store.open_within(request.id, reference_of(provider), now(), budget, self._costs())
        if opened is None:
            sentence = N_(
                "Today's budget of this table, ${budget:.2f}, is too small for {provider} until {until}."
            ).format(budget=amount, provider=provider.title, until=UNTIL)
            await self._attempts.skip(request.id, provider.name, now(), sentence)
            raise OverBudgetError(sentence)
        return opened

    async def of(self, context: SessionContext) -> Usage:
        """Return what somebody and their table have had, as far as they may know of it."""
        actor, settings = context.actor, context.settings
        limit, since = self.hourly_limit(settings), _today()
        pictures, free_at = await self._store.pictures_this_hour(actor.user_id, now())
        shares = partial(self._store.shares, actor.session_id, since, self._costs(), sees_secrets=actor.sees_secrets)
        return Usage(
            pictures,
            limit,
            free_at if limit and pictures >= limit else None,
            await shares(user_id=actor.user_id),
            await shares(),
            settings.money_a_day(self._daily_budget),
            since + timedelta(days=1),
        )

    def _costs(self) -> Costs:
        by_provider = {reference_of(each): each.capabilities.cost for each in self._providers.choices} | {EDITOR: 0.0}
        return Costs(by_provider, self._providers.default.capabilities.cost)


def _today() -> datetime:
    """Return when the day that budgets count began: at midnight in UTC."""
    return now().replace(hour=0, minute=0, second=0, microsecond=0)


def _too_little(provider: ImageProvider, count: int, budget: float, left: float) -> str:
    if left <= 0:
        return N_("Today's budget of this table, ${budget:.2f}, is used up until {until}.").format(
            budget=budget, until=UNTIL
        )
    if count > 1:
        return N_(
            "{count} pictures by {provider} cost up to ${cost:.2f}, and of today's ${budget:.2f} only ${left:.2f} "
            "is left, until {until}."
        ).format(
            count=count,
            provider=provider.title,
            cost=_at_most(provider.capabilities.cost * count),
            budget=budget,
            left=_at_least(left),
            until=UNTIL,
        )
    return N_(
        "A picture by {provider} costs up to ${cost:.2f}, and of today's ${budget:.2f} only ${left:.2f} "
        "is left, until {until}."
    ).format(
        provider=provider.title,
        cost=_at_most(provider.capabilities.cost),
        budget=budget,
        left=_at_least(left),
        until=UNTIL,
    )


def _at_most(dollars: float) -> float:
    """Return an amount as whole cents, never less than it is: beside what is left the two must not look alike."""
    return math.ceil(dollars * 100 - _NO_CENT) / 100


def _at_least(dollars: float) -> float:
    """Return an amount as whole cents, never more than it is."""
    return math.floor(dollars * 100 + _NO_CENT) / 100
