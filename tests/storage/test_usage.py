"""Money by session: every sum is asked with a second table's money beside it, on both sides of each bound."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.params import SECRET
from storage.usage import BudgetCap, Costs, Share
from tests.storage.stores import MOMENT, SECOND, Stores, new_request

COSTS = Costs({"dalle": 0.25, "sketch": 0.0}, 0.10)
TABLE, OTHER = "table", "other"


@pytest.fixture
async def stores(stores: Stores) -> Stores:
    """Open a second table, at which the same people play."""
    await stores.sessions.open(OTHER, "The other table", MOMENT)
    return stores


async def wait(stores: Stores, session: str, *, provider: str | None = None, held: str | None = None) -> str:
    """Let a request wait at a table, and return its id."""
    new = new_request(session=session)
    new = replace(new, params=replace(new.params, provider=provider), held_reason=held)
    return (await stores.enqueue(new)).id


async def pay(
    stores: Stores,
    session: str,
    *,
    cost: float | None = 0.5,
    outcome: str = "completed",
    provider: str = "dalle",
    user: str = "ann",
    visibility: str = "public",
    at: timedelta = timedelta(),
) -> None:
    """Put a call into the ledger whose request is done."""
    request = await stores.enqueue(new_request(user, session=session, visibility=visibility))
    attempt = await stores.attempts.open(request.id, provider, MOMENT + at)
    if outcome != "open":
        await stores.attempts.close(attempt, outcome, MOMENT, cost=cost)
    await stores.queue.cancel(request.id, "Done.", MOMENT)


async def spent(stores: Stores, session: str) -> float:
    return round(await stores.usage.spent(session, MOMENT, COSTS), 6)


async def opens(stores: Stores, budget: float, session: str = TABLE) -> bool:
    """Tell whether a budget has room for one more call of the paid provider."""
    request = await wait(stores, session)
    return (
        await stores.usage.open_within(request, "dalle", MOMENT, BudgetCap(session, budget, MOMENT), COSTS) is not None
    )


class TestSpent:
    async def test_is_each_tables_own(self, stores: Stores) -> None:
        await pay(stores, TABLE, cost=0.5)
        await pay(stores, OTHER, cost=2.0)
        assert (await spent(stores, TABLE), await spent(stores, OTHER)) == (0.5, 2.0)

    async def test_expects_of_what_waits_only_a_tables_own(self, stores: Stores) -> None:
        await wait(stores, TABLE, provider="dalle")
        for _ in range(2):
            await wait(stores, OTHER)
        assert (await spent(stores, TABLE), await spent(stores, OTHER)) == (0.25, 0.20)

    async def test_expects_of_what_the_gm_has_to_see_only_a_tables_own(self, stores: Stores) -> None:
        await wait(stores, TABLE, held="?")
        for _ in range(2):
            await wait(stores, OTHER, provider="dalle", held="?")
        assert (await spent(stores, TABLE), await spent(stores, OTHER)) == (0.10, 0.50)

    async def test_expects_of_what_is_being_painted_as_of_what_waits(self, stores: Stores) -> None:
        await wait(stores, TABLE, provider="dalle")
        claim = await stores.claim()
        assert await spent(stores, TABLE) == 0.25
        await stores.attempts.open(claim.request.id, "dalle", MOMENT)
        assert await spent(stores, TABLE) == 0.25, "the call that was begun is what was expected"

    @pytest.mark.parametrize(("at", "counts"), [(-SECOND, 0.0), (timedelta(), 0.5), (SECOND, 0.5)])
    async def test_counts_from_the_days_first_moment_on(self, stores: Stores, at: timedelta, counts: float) -> None:
        await pay(stores, TABLE, at=at)
        assert await spent(stores, TABLE) == counts


class TestACallWithinABudget:
    async def test_has_the_room_that_its_own_table_has_left(self, stores: Stores) -> None:
        await pay(stores, OTHER, cost=50.0)
        assert await opens(stores, 0.25)
        assert not await opens(stores, 0.25), "the first one is open, at what it may cost"
        assert not await opens(stores, 50.0, OTHER)

    @pytest.mark.parametrize(("at", "fits"), [(-SECOND, True), (timedelta(), False), (SECOND, False)])
    async def test_has_a_new_days_money_from_its_first_moment_on(
        self, stores: Stores, at: timedelta, *, fits: bool
    ) -> None:
        await pay(stores, TABLE, cost=0.5, at=at)
        assert await opens(stores, 0.5) is fits

    @pytest.mark.parametrize(("budget", "fits"), [(0.74, False), (0.75, True), (0.76, True)])
    async def test_may_use_the_budget_up(self, stores: Stores, budget: float, *, fits: bool) -> None:
        await pay(stores, TABLE, cost=0.5)
        assert await opens(stores, budget) is fits

    async def test_is_not_refused_for_a_fraction_that_only_computers_see(self, stores: Stores) -> None:
        for _ in range(2):
            await pay(stores, TABLE, cost=0.1)
        request, costs = await wait(stores, TABLE), Costs({"dalle": 0.1}, 0.1)
        assert 0.1 + (0.1 + 0.1) > 0.3
        assert await stores.usage.open_within(request, "dalle", MOMENT, BudgetCap(TABLE, 0.3, MOMENT), costs)

    async def test_leaves_no_row_where_there_is_no_room(self, stores: Stores) -> None:
        request = await wait(stores, TABLE)
        cap = BudgetCap(TABLE, 0.2, MOMENT)
        assert await stores.usage.open_within(request, "dalle", MOMENT, cap, COSTS) is None
        assert await stores.turns(request) == []


class TestAModelsPrice:
    """What is wished for may be `name/model`: its own price counts, and without one its provider's."""

    COSTS = Costs({"stability": 0.08, "stability/core": 0.03}, 0.10)

    @pytest.mark.parametrize(
        ("wished", "price"), [("stability", 0.08), ("stability/core", 0.03), ("stability/gone", 0.10)]
    )
    async def test_is_expected_of_what_waits(self, stores: Stores, wished: str, price: float) -> None:
        await wait(stores, TABLE, provider=wished)
        assert await stores.usage.spent(TABLE, MOMENT, self.COSTS) == price

    @pytest.mark.parametrize(("wished", "price"), [("stability/core", 0.03), ("stability/gone", 0.08), ("dalle", 0.08)])
    async def test_is_what_a_call_that_was_begun_counts(self, stores: Stores, wished: str, price: float) -> None:
        request = await wait(stores, TABLE, provider=wished)
        await stores.attempts.open(request, "stability", MOMENT)
        assert await stores.usage.spent(TABLE, MOMENT, self.COSTS) == price

    async def test_is_what_a_budget_has_to_have_room_for(self, stores: Stores) -> None:
        request, cap = await wait(stores, TABLE, provider="stability/core"), BudgetCap(TABLE, 0.05, MOMENT)
        assert await stores.usage.open_within(request, "stability", MOMENT, cap, self.COSTS) is None
        assert await stores.usage.open_within(request, "stability/core", MOMENT, cap, self.COSTS) is not None
        assert [provider for provider, _outcome in await stores.turns(request)] == ["stability"]


class TestShares:
    async def test_are_each_tables_own(self, stores: Stores) -> None:
        await pay(stores, TABLE, cost=0.5)
        for _ in range(2):
            await pay(stores, OTHER, cost=0.75)
        assert await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=True) == (Share("dalle", 1, 0.5),)
        assert await stores.usage.shares(OTHER, MOMENT, COSTS, sees_secrets=True, user_id="ann") == (
            Share("dalle", 2, 1.5),
        )

    async def test_are_one_users_or_everybodys(self, stores: Stores) -> None:
        await pay(stores, TABLE, cost=0.5)
        await pay(stores, TABLE, cost=0.25, user="bob")
        assert await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=True, user_id="bob") == (
            Share("dalle", 1, 0.25),
        )
        assert await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=True) == (Share("dalle", 2, 0.75),)

    async def test_tell_of_secret_pictures_only_who_sees_them(self, stores: Stores) -> None:
        await pay(stores, TABLE, visibility=SECRET)
        assert await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=False) == ()
        assert await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=True) == (Share("dalle", 1, 0.5),)

    @pytest.mark.parametrize("outcome", ["abandoned", "timed_out", "lost"])
    async def test_tell_of_calls_without_a_picture_what_the_budget_counts(self, stores: Stores, outcome: str) -> None:
        await pay(stores, TABLE, cost=0.5)
        await pay(stores, TABLE, outcome=outcome, cost=None)
        await pay(stores, OTHER, outcome=outcome, cost=None)
        (share,) = await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=True)
        assert share == Share("dalle", 1, 0.5, unfinished=1, unfinished_cost=0.25)
        assert share.cost + share.unfinished_cost == await spent(stores, TABLE)

    @pytest.mark.parametrize("outcome", ["failed", "moderated", "skipped"])
    async def test_leave_out_what_costs_nothing(self, stores: Stores, outcome: str) -> None:
        await pay(stores, TABLE, cost=None, outcome=outcome)
        assert await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=True) == ()

    async def test_tell_what_was_charged_for_nothing(self, stores: Stores) -> None:
        await pay(stores, TABLE, outcome="moderated", cost=0.1)
        (share,) = await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=True)
        assert share == Share("dalle", 0, 0.0, unfinished=1, unfinished_cost=0.1)
        assert share.unfinished_cost == await spent(stores, TABLE)

    @pytest.mark.parametrize(("at", "count"), [(-SECOND, 0), (timedelta(), 1), (SECOND, 1)])
    async def test_are_of_the_day(self, stores: Stores, at: timedelta, count: int) -> None:
        await pay(stores, TABLE, at=at)
        assert len(await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=True)) == count

    async def test_begin_with_the_dearest(self, stores: Stores) -> None:
        await pay(stores, TABLE, cost=0.0, provider="sketch")
        await pay(stores, TABLE, cost=0.5)
        shares = await stores.usage.shares(TABLE, MOMENT, COSTS, sees_secrets=True)
        assert [share.provider for share in shares] == ["dalle", "sketch"]
