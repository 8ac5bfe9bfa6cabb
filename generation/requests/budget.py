"""Usage: what a table may spend in a day, what it has spent, and what somebody has had of it."""

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
from generation.requests.too_small import UNTIL, TooSmall, at_least, at_most, no_room, too_little
from generation.sessions.context import SessionContext
from generation.sessions.settings import SessionSettings
from storage.attempts import AttemptStore
from storage.guild_keys import GuildKeyStore
from storage.params import EDITOR
from storage.records import NewRequest, Request
from storage.usage import BudgetCap, Costs, Share, Spending, UsageStore, fits


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
        why = too_little(choice.provider, count, short)
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
                raise LimitReachedError(too_little(paid[0], len(paid), short))
            if short is not None:
                raise LimitReachedError(
                    N_(
                        "These {count} pictures cost up to ${cost:.2f}, and of today's ${budget:.2f} only ${left:.2f} "
                        "is left, until {until}. Compare fewer, or providers that are free."
                    ).format(
                        count=len(paid),
                        cost=at_most(cost),
                        budget=short.budget,
                        left=at_least(max(0.0, short.left)),
                        until=UNTIL,
                    )
                )

    async def _too_small(
        self, cost: float, payer: str | None, context: SessionContext, providers: Providers
    ) -> TooSmall | None:
        """Return the budget that has no room for a cost, if one has none: the session's, or its server's of the month.

        The operator's limit is for the operator's money: what a server pays by its own keys does not count against it.
        """
        spending = await self._spending(cost, payer, context, providers)
        if spending is None:
            return None
        cap, left = spending.cap, await self._store.left(spending)
        budgets = ((cap.amount, left.day, False), (cap.monthly, left.month, True))
        short = (
            TooSmall(budget, left, cost, monthly)
            for budget, left, monthly in budgets
            if budget is not None and left is not None and not fits(cost, left)
        )
        return next(short, None)

    async def spendings(self, wanted: Sequence[NewRequest], context: SessionContext) -> tuple[Spending, ...]:
        """Return what requests may cost, by who pays, and the budgets that have to have room for it."""
        providers = await self._providers.of(context.session.guild_id)
        spendings = []
        for payer in dict.fromkeys(new.payer for new in wanted):
            cost = sum(new.cost for new in wanted if new.payer == payer)
            spendings.append(await self._spending(cost, payer, context, providers))
        return tuple(each for each in spendings if each is not None)

    async def _spending(
        self, cost: float, payer: str | None, context: SessionContext, providers: Providers
    ) -> Spending | None:
        """Return a cost with the budgets it is held against, where it is one and there are any."""
        if cost <= 0:
            return None
        amount = self._session_budget(context.settings, payer)
        monthly = None if payer is None else await self._keys.budget(payer)
        if amount is None and monthly is None:
            return None
        cap = BudgetCap(context.session.id, amount, _today(), monthly, _this_month())
        return Spending(cost, cap, self._costs(providers, payer))

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
            sentence = no_room(provider, amount, monthly)
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


def _this_month() -> datetime:
    return _today().replace(day=1)


def _today() -> datetime:
    """Return when the day that budgets count began: at midnight in UTC."""
    return now().replace(hour=0, minute=0, second=0, microsecond=0)
