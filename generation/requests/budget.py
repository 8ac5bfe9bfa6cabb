"""Usage: what a table may spend in a day, what it has spent, and what somebody has had of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from generation.clock import now
from generation.errors import LimitReachedError
from generation.guild_keys.guild_providers import GuildProviders
from generation.i18n import N_
from generation.providers.base import ImageProvider, ProviderError
from generation.providers.own_key import payer_of
from generation.providers.registry import Needs, ProviderChoice, Providers
from generation.providers.with_model import reference_of
from generation.sessions.context import SessionContext
from generation.sessions.settings import SessionSettings
from storage.attempts import AttemptStore
from storage.guild_keys import GuildKeyStore
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


@dataclass(frozen=True, slots=True)
class OwnKeysUsage:
    """What a server has spent by its own keys this month, and may spend (US dollars); None is no limit."""

    spent: float
    monthly: float | None


class Budget:
    """Hold what is asked for, and what is called, against the budget; both limits are the operator's."""

    def __init__(
        self,
        store: UsageStore,
        attempts: AttemptStore,
        providers: GuildProviders,
        keys: GuildKeyStore,
        *,
        hourly_limit: int = 0,
        daily_budget: float | None = None,
    ) -> None:
        self._store = store
        self._attempts = attempts
        self._providers = providers
        self._keys = keys
        self._hourly_limit = hourly_limit
        self._daily_budget = daily_budget

    async def afford(
        self,
        choice: ProviderChoice,
        context: SessionContext,
        needs: Needs,
        providers: Providers,
        *,
        count: int,
        is_wanted: bool,
    ) -> ProviderChoice:
        """Return who paints within the budgets: the choice, or, unless just that is wanted, who is free.

        All `count` pictures have to fit: a batch is painted as a whole or not at all.

        Raises:
            LimitReachedError: a budget has no room for it; the sentence says until when, and who is free.

        """
        cost, payer = choice.provider.capabilities.cost * count, payer_of(choice.provider)
        short = await self._too_small(cost, payer, context, providers)
        if short is None:
            return choice
        free = [each for each in providers if not each.capabilities.charges and needs.met_by(each)]
        why = _too_little(choice.provider, count, short)
        if free and not is_wanted:
            return ProviderChoice(
                free[0], N_("{why} {provider} paints instead, for free.").format(why=why, provider=free[0].title)
            )
        names = ", ".join(each.name for each in free)
        raise LimitReachedError(
            N_("{why} These still paint for free: {free}.").format(why=why, free=names) if free else why
        )

    async def require(self, painters: Sequence[ImageProvider], context: SessionContext, providers: Providers) -> None:
        """Make sure that a picture by each of these providers fits into the budgets, all together.

        Raises:
            LimitReachedError: one has no room for all of them; the sentence says until when.

        """
        for payer in dict.fromkeys(map(payer_of, painters)):
            paid = [each for each in painters if payer_of(each) == payer]
            cost = sum(each.capabilities.cost for each in paid)
            short = await self._too_small(cost, payer, context, providers)
            if short is not None and short.monthly:
                raise LimitReachedError(_too_little(paid[0], len(paid), short))
            if short is not None:
                raise LimitReachedError(
                    N_(
                        "These {count} pictures cost up to ${cost:.2f}, and of today's ${budget:.2f} only ${left:.2f} "
                        "is left, until {until}. Compare fewer, or providers that are free."
                    ).format(
                        count=len(paid),
                        cost=_at_most(cost),
                        budget=short.budget,
                        left=_at_least(max(0.0, short.left)),
                        until=UNTIL,
                    )
                )

    async def _too_small(
        self, cost: float, payer: str | None, context: SessionContext, providers: Providers
    ) -> "_TooSmall | None":
        """Return the budget that has no room for a cost, if one has none: the session's, or its server's of the month.

        The operator's limit is for the operator's money: what a server pays by its own keys does not count against it.
        """
        if cost <= 0:
            return None
        costs, budget = self._costs(providers, payer), self._session_budget(context.settings, payer)
        if budget is not None:
            left = budget - await self._store.spent(context.session.id, _today(), costs)
            if cost > left + 1e-6:
                return _TooSmall(budget, left, cost)
        monthly = None if payer is None else await self._keys.budget(payer)
        if monthly is not None:
            left = monthly - await self._store.spent_by_own_keys(_this_month(), costs)
            if cost > left + 1e-6:
                return _TooSmall(monthly, left, cost, monthly=True)
        return None

    def _session_budget(self, settings: SessionSettings, payer: str | None) -> float | None:
        return settings.money_a_day(self._daily_budget if payer is None else None)

    async def by_own_keys(self, guild_id: str) -> OwnKeysUsage:
        """Return what a server has spent by its own keys this month, and may spend."""
        costs = self._costs(await self._providers.of(guild_id), guild_id)
        spent = await self._store.spent_by_own_keys(_this_month(), costs)
        return OwnKeysUsage(spent, await self._keys.budget(guild_id))

    def hourly_limit(self, settings: SessionSettings) -> int:
        """Return how many images a user may have in an hour; the GM's limit may be lower than the operator's."""
        return settings.pictures_an_hour(self._hourly_limit)

    async def open(
        self, request: Request, provider: ImageProvider, settings: SessionSettings, providers: Providers
    ) -> str:
        """Commit that a provider is about to be called for a request, within the budgets; return the attempt.

        Raises:
            OverBudgetError: a budget has no room for it; the ledger says so.

        """
        cost, payer = provider.capabilities.cost, payer_of(provider)
        amount = self._session_budget(settings, payer)
        monthly = None if payer is None or cost <= 0 else await self._keys.budget(payer)
        if cost <= 0 or (amount is None and monthly is None):
            return await self._attempts.open(request.id, provider.name, now(), key_guild_id=payer)
        budget = BudgetCap(request.session_id, amount, _today(), monthly, _this_month())
        costs = self._costs(providers, payer)
        opened = await self._store.open_within(request.id, reference_of(provider), now(), budget, costs)
        if opened is None:
            sentence = _no_room(provider, amount, monthly)
            await self._attempts.skip(request.id, provider.name, now(), sentence)
            raise OverBudgetError(sentence)
        return opened

    async def of(self, context: SessionContext) -> Usage:
        """Return what somebody and their table have had, as far as they may know of it."""
        actor, settings = context.actor, context.settings
        limit, since = self.hourly_limit(settings), _today()
        pictures, free_at = await self._store.pictures_this_hour(actor.user_id, now())
        costs = self._costs(await self._providers.of(context.session.guild_id), None)
        shares = partial(self._store.shares, actor.session_id, since, costs, sees_secrets=actor.sees_secrets)
        return Usage(
            pictures,
            limit,
            free_at if limit and pictures >= limit else None,
            await shares(user_id=actor.user_id),
            await shares(),
            settings.money_a_day(self._daily_budget),
            since + timedelta(days=1),
        )

    @staticmethod
    def _costs(providers: Providers, payer: str | None) -> Costs:
        by_provider = {reference_of(each): each.capabilities.cost for each in providers.choices} | {EDITOR: 0.0}
        elsewhere = frozenset(reference_of(each) for each in providers.choices if payer_of(each) != payer)
        usual = providers.default.capabilities.cost if payer_of(providers.default) == payer else 0.0
        return Costs(by_provider, usual, payer or "", elsewhere)


@dataclass(frozen=True, slots=True)
class _TooSmall:
    """A budget that has no room for a cost: the session's of the day, or a server's own of the month."""

    budget: float
    left: float
    cost: float
    monthly: bool = False


def _this_month() -> datetime:
    return _today().replace(day=1)


def _today() -> datetime:
    """Return when the day that budgets count began: at midnight in UTC."""
    return now().replace(hour=0, minute=0, second=0, microsecond=0)


def _no_room(provider: ImageProvider, daily: float | None, monthly: float | None) -> str:
    if monthly is not None:
        return N_(
            "What this server spends by its own keys in a month, ${budget:.2f}, is too little for {provider}."
        ).format(budget=monthly, provider=provider.title)
    return N_("Today's budget of this table, ${budget:.2f}, is too small for {provider} until {until}.").format(
        budget=daily or 0.0, provider=provider.title, until=UNTIL
    )


def _too_little(provider: ImageProvider, count: int, short: _TooSmall) -> str:
    if short.monthly:
        return N_(
            "This costs up to ${cost:.2f} at {provider}, and of the ${budget:.2f} that this server spends by its own "
            "keys in a month only ${left:.2f} is left."
        ).format(
            cost=_at_most(short.cost),
            provider=provider.title,
            budget=short.budget,
            left=_at_least(max(0.0, short.left)),
        )
    if short.left <= 0:
        return N_("Today's budget of this table, ${budget:.2f}, is used up until {until}.").format(
            budget=short.budget, until=UNTIL
        )
    if count > 1:
        return N_(
            "{count} pictures by {provider} cost up to ${cost:.2f}, and of today's ${budget:.2f} only ${left:.2f} "
            "is left, until {until}."
        ).format(
            count=count,
            provider=provider.title,
            cost=_at_most(short.cost),
            budget=short.budget,
            left=_at_least(short.left),
            until=UNTIL,
        )
    return N_(
        "A picture by {provider} costs up to ${cost:.2f}, and of today's ${budget:.2f} only ${left:.2f} "
        "is left, until {until}."
    ).format(
        provider=provider.title,
        cost=_at_most(short.cost),
        budget=short.budget,
        left=_at_least(short.left),
        until=UNTIL,
    )


def _at_most(dollars: float) -> float:
    """Return an amount as whole cents, never less than it is: beside what is left the two must not look alike."""
    return math.ceil(dollars * 100 - _NO_CENT) / 100


def _at_least(dollars: float) -> float:
    """Return an amount as whole cents, never more than it is."""
    return math.floor(dollars * 100 + _NO_CENT) / 100
