"""What a table may spend in a day: held against it before a request is queued, and again before each paid call."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from generation.clock import now
from generation.errors import LimitReachedError, NotAllowedError, RefusedError
from generation.events import Broadcaster
from generation.moderation.moderator import judge
from generation.prompts.enhancer import Enhancer
from generation.providers.base import Capabilities, ImageProvider
from generation.providers.health import ProviderStatus
from generation.providers.registry import Providers
from generation.requests.budget import Budget, OverBudgetError
from generation.requests.params import parse_params
from generation.requests.requests import Requests, Submitted
from generation.services import ServiceOptions, build
from generation.sessions.admin import SessionAdmin
from generation.sessions.permissions import Access, Actor
from generation.sessions.sessions import Sessions
from generation.sessions.settings import SessionSettings
from storage.params import SECRET, GenerationParams
from storage.usage import BudgetCap
from tests.generation.at_once import AT_ONCE, look_before_anybody_acts
from tests.generation.fake_provider import FakeProvider
from tests.generation.wired_services import ANN, STREET, THE_GM
from tests.storage.stores import Stores

COST = 0.25
FREE = parse_params("a bill", provider="sketch", size="512x512")


class PaidPainter(FakeProvider):
    """Paint for money."""

    name = "dalle"
    title = "Paid painter"

    def __init__(self) -> None:
        super().__init__()
        self.capabilities = Capabilities(seed=True, cost=COST)


@dataclass
class Till:
    """A table's requests, and what they are held against."""

    stores: Stores
    providers: Providers
    requests: Requests
    sessions: Sessions
    spending: Budget

    async def submit(self, params: GenerationParams = STREET, by: Actor = ANN) -> Submitted:
        await self.stores.sessions.join(by.session_id, by.user_id, by.role, now())
        return await self.requests.submit(params, await self.sessions.context(by))

    async def spend(self, dollars: float, *, at: datetime | None = None, by: Actor = ANN) -> None:
        """Put a paid call into the ledger, by a request that is done."""
        submitted = await self.submit(FREE, by)
        attempt = await self.stores.attempts.open(submitted.request.id, "dalle", at or now())
        await self.stores.attempts.close(attempt, "completed", now(), cost=dollars)
        await self.requests.cancel(submitted.request.id, by)


def till(stores: Stores, budget: float | None, *painters: ImageProvider) -> Till:
    """Seat a table whose operator has set a budget, by default with a painter for money before one for nothing."""
    providers = Providers(painters or [PaidPainter(), FakeProvider()])
    options = ServiceOptions(hourly_limit=20, daily_budget=budget)
    services = build(stores, providers, Enhancer(None, stores.prompt_cache, judge), options=options).services
    return Till(stores, providers, services.requests, services.sessions, services.budget)


@pytest.fixture
def table(stores: Stores) -> Till:
    return till(stores, 1.0)


async def test_within_the_budget_whoever_is_first_paints(table: Till) -> None:
    assert (await table.submit()).notes == ()


async def test_what_waits_counts_as_spent(table: Till) -> None:
    for _ in range(4):
        assert (await table.submit()).notes == ()
    submitted = await table.submit()
    assert submitted.request.params.provider == "sketch"
    (note,) = submitted.notes
    assert note == (
        "Today's budget of this table, $1.00, is used up until 00:00 UTC. Fake painter paints instead, for free."
    )


async def test_of_many_at_once_no_more_are_taken_than_the_budget_has_room_for(
    table: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_before_anybody_acts(monkeypatch)
    painted = [
        (await each).request.params.provider for each in asyncio.as_completed([table.submit() for _ in range(AT_ONCE)])
    ]
    assert sorted(painted, key=str) == [None] * 4 + ["sketch"] * 16


async def test_of_many_wishes_at_once_no_more_are_taken_than_the_budget_has_room_for(
    table: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_before_anybody_acts(monkeypatch)
    wishes = (table.submit(GenerationParams("a street", provider="dalle", count=2)) for _ in range(AT_ONCE))
    answers = await asyncio.gather(*wishes, return_exceptions=True)
    refusals = [str(answer) for answer in answers if isinstance(answer, LimitReachedError)]
    assert (len(answers), len(refusals)) == (AT_ONCE, 18)
    assert all(refusal.startswith("Today's budget of this table, $1.00, is used up until") for refusal in refusals)
    assert await table.requests.counts() == {"queued": 4}


async def test_who_wishes_for_a_paid_provider_is_refused_and_told_who_is_free(table: Till) -> None:
    await table.spend(0.9)
    with pytest.raises(LimitReachedError) as refusal:
        await table.submit(GenerationParams("a street", provider="dalle"))
    assert refusal.value.sentence == (
        "A picture by Paid painter costs up to $0.25, and of today's $1.00 only $0.10 is left, until 00:00 UTC. "
        "These still paint for free: sketch."
    )
    assert (await table.submit(GenerationParams("a street", provider="sketch"))).notes == ()


async def test_what_is_left_is_never_told_as_what_a_picture_costs(table: Till) -> None:
    paid = PaidPainter()
    paid.capabilities = replace(paid.capabilities, cost=0.053)
    table = till(table.stores, 1.0, paid, FakeProvider())
    await table.spend(0.9496)
    for count, cost in (
        (1, "A picture by Paid painter costs up to $0.06"),
        (2, "2 pictures by Paid painter cost up to $0.11"),
    ):
        with pytest.raises(LimitReachedError) as refusal:
            await table.submit(GenerationParams("a street", provider="dalle", count=count))
        assert refusal.value.sentence.startswith(f"{cost}, and of today's $1.00 only $0.05 is left, until")


async def test_whose_price_is_unknown_is_not_said_to_paint_for_free(table: Till) -> None:
    unknown = FakeProvider()
    unknown.name, unknown.capabilities = "openai-compatible", Capabilities(cost_unknown=True)
    table = till(table.stores, 0.1, PaidPainter(), unknown, FakeProvider())
    with pytest.raises(LimitReachedError, match=r"These still paint for free: sketch\.$"):
        await table.submit(GenerationParams("a street", provider="dalle"))
    status = ProviderStatus("x", "X", configured=True, available=True, default=False, reason=None)
    prices = [replace(status, capabilities=each.capabilities).price for each in table.providers]
    assert prices == ["up to $0.250 a picture", "price unknown", "free"]


async def test_where_nobody_is_free_it_is_refused(table: Till) -> None:
    table = till(table.stores, 0.1, PaidPainter())
    with pytest.raises(LimitReachedError, match=r"costs up to \$0\.25"):
        await table.submit()
    assert await table.requests.counts() == {}


async def test_a_batch_has_to_fit_as_a_whole(table: Till) -> None:
    await table.spend(0.4)
    with pytest.raises(
        LimitReachedError, match=r"^3 pictures by Paid painter cost up to \$0\.75, and of today's \$1\.00"
    ):
        await table.submit(GenerationParams("a street", provider="dalle", count=3))
    assert (await table.submit(GenerationParams("a street", provider="dalle", count=2))).notes == ()
    assert (await table.submit(GenerationParams("a street", count=2))).request.params.provider == "sketch"


#: How a call may have ended, and what it then counts as, its cost not being known.
UNKNOWN = {
    "open": COST,
    "lost": COST,
    "abandoned": COST,
    "timed_out": COST,
    "unreadable": COST,
    "unavailable": 0.0,
    "skipped": 0.0,
    "moderated": 0.0,
}


@pytest.mark.parametrize(("outcome", "counts"), UNKNOWN.items(), ids=UNKNOWN.keys())
async def test_a_call_that_was_begun_counts_as_what_it_may_cost_until_that_is_known(
    outcome: str, counts: float, table: Till
) -> None:
    await table.stores.sessions.open("elsewhere", "Elsewhere", now())
    stranger = Actor("elsewhere", "zoe")
    submitted = await table.submit(FREE)
    attempt = await table.stores.attempts.open(submitted.request.id, "dalle", now())
    await table.requests.cancel(submitted.request.id, ANN)
    await table.stores.attempts.close(attempt, outcome, now())
    costs, since = table.spending._costs(table.providers, None), now() - timedelta(hours=1)
    assert await table.stores.usage.spent("table", since, costs) == counts
    assert await table.stores.usage.spent("elsewhere", since, costs) == 0
    request = (await table.submit(FREE)).request
    room = await table.stores.usage.open_within(
        request.id, "dalle", now(), BudgetCap("table", COST + 0.01, since), costs
    )
    assert (room is None) is (counts > 0)
    elsewhere = (await table.submit(FREE, stranger)).request
    assert await table.stores.usage.open_within(
        elsewhere.id, "dalle", now(), BudgetCap("elsewhere", COST, since), costs
    )
    await table.stores.attempts.close(attempt, outcome, now(), cost=0.5)
    assert await table.stores.usage.spent("table", since, costs) == 0.5 + (COST if room else 0)


async def test_a_call_that_failed_and_may_have_been_charged_counts_and_is_shown(table: Till) -> None:
    submitted = await table.submit(FREE)
    attempt = await table.stores.attempts.open(submitted.request.id, "dalle", now())
    await table.stores.attempts.close(attempt, "unavailable", now(), cost=0.2)
    usage = await table.spending.of(await table.sessions.context(ANN))
    assert [(share.provider, share.unfinished, share.unfinished_cost) for share in usage.own] == [("dalle", 1, 0.2)]


DAY = datetime(2071, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize("moment", [timedelta(), timedelta(minutes=59, seconds=59.9), timedelta(hours=23, minutes=59)])
@pytest.mark.parametrize(("paid_at", "counts"), [(-timedelta(microseconds=1), False), (timedelta(), True)])
async def test_the_budgets_day_begins_at_midnight_utc(
    moment: timedelta, paid_at: timedelta, table: Till, monkeypatch: pytest.MonkeyPatch, *, counts: bool
) -> None:
    monkeypatch.setattr("generation.requests.budget.now", lambda: DAY + moment)
    await table.spend(1.0, at=DAY + paid_at)
    submitted = await table.submit()
    assert any("used up" in note for note in submitted.notes) is counts
    usage = await table.spending.of(await table.sessions.context(ANN))
    assert ([share.cost for share in usage.session], usage.until) == ([1.0] if counts else [], DAY + timedelta(days=1))
    assert [share.cost for share in usage.own] == [share.cost for share in usage.session]
    await table.requests.cancel(submitted.request.id, ANN)
    opening = table.spending.open(
        (await table.submit(FREE)).request, table.providers.in_turn[0], SessionSettings(), table.providers
    )
    if counts:
        with pytest.raises(OverBudgetError):
            await opening
    else:
        assert await opening


@pytest.mark.parametrize(("left", "fits"), [(COST - 0.01, False), (COST, True), (COST + 0.01, True)])
async def test_what_is_left_may_be_used_up(left: float, table: Till, *, fits: bool) -> None:
    await table.spend(1.0 - left)
    assert ((await table.submit()).notes == ()) is fits


async def test_another_tables_money_is_its_own(table: Till) -> None:
    await table.stores.sessions.open("elsewhere", "Elsewhere", now())
    await table.spend(5.0, by=Actor("elsewhere", "ann"))
    assert (await table.submit()).notes == ()


async def test_the_gms_budget_may_be_lower_than_the_operators_but_not_higher(table: Till) -> None:
    await table.stores.set_settings('{"daily_budget": 0}')
    assert "used up" in (await table.submit()).notes[0]
    await table.stores.set_settings('{"daily_budget": 50}')
    await table.spend(1.0)
    assert "of this table, $1.00, is used up" in (await table.submit()).notes[0]


async def test_without_a_budget_anything_goes(table: Till) -> None:
    table = till(table.stores, None)
    await table.spend(500.0)
    assert (await table.submit()).notes == ()


async def test_a_call_that_the_budget_has_no_room_for_is_not_made(table: Till) -> None:
    table = till(table.stores, 0.6)
    spending = table.spending
    paid, free = table.providers.in_turn
    settings = SessionSettings()
    requests = [(await table.submit(GenerationParams("a street", provider="sketch"))).request for _ in range(4)]
    tries = await asyncio.gather(
        *(spending.open(request, paid, settings, table.providers) for request in requests), return_exceptions=True
    )
    refusals = [each for each in tries if isinstance(each, OverBudgetError)]
    assert len(refusals) == 2
    assert refusals[0].sentence == (
        "Today's budget of this table, $0.60, is too small for Paid painter until 00:00 UTC."
    )
    outcomes = sorted([outcome for request in requests for _, outcome in await table.stores.turns(request.id)])
    assert outcomes == ["open", "open", "skipped", "skipped"]
    assert await spending.open(requests[0], free, settings, table.providers)


async def test_what_is_free_is_called_though_more_was_spent_than_there_is_now(table: Till) -> None:
    await table.spend(5.0)
    assert await table.spending.open(
        (await table.submit(FREE)).request, table.providers.in_turn[1], SessionSettings(), table.providers
    )


async def test_usage_tells_ones_own_and_the_tables(table: Till) -> None:
    await table.spend(0.5)
    await table.spend(0.25, by=THE_GM)
    usage = await table.spending.of(await table.sessions.context(ANN))
    assert [(share.provider, share.pictures, share.cost) for share in usage.own] == [("dalle", 1, 0.5)]
    assert [(share.provider, share.pictures, share.cost) for share in usage.session] == [("dalle", 2, 0.75)]
    assert (usage.hourly_limit, usage.daily_budget, usage.free_at) == (20, 1.0, None)


async def test_usage_tells_a_player_nothing_of_secret_pictures(table: Till) -> None:
    params = parse_params("a trap", provider="sketch", size="512x512", visibility=SECRET)
    await table.stores.sessions.join("table", ANN.user_id, ANN.role, now())
    request = (await table.submit(params, THE_GM)).request
    attempt = await table.stores.attempts.open(request.id, "dalle", now())
    await table.stores.attempts.close(attempt, "completed", now(), cost=0.5)
    assert (await table.spending.of(await table.sessions.context(ANN))).session == ()
    assert [share.cost for share in (await table.spending.of(await table.sessions.context(THE_GM))).session] == [0.5]


async def test_usage_tells_when_the_next_picture_is_free(table: Till) -> None:
    await table.stores.set_settings('{"hourly_limit": 2}')
    for _ in range(2):
        await table.submit()
    usage = await table.spending.of(await table.sessions.context(ANN))
    assert (usage.pictures, usage.hourly_limit) == (2, 2)
    assert usage.free_at is not None
    assert timedelta(minutes=59) < usage.free_at - now() <= timedelta(hours=1)


async def test_secret_pictures_are_the_gms_to_ask_for(table: Till) -> None:
    with pytest.raises(NotAllowedError, match="Only the GM has pictures painted in secret"):
        await table.submit(GenerationParams("a trap", visibility=SECRET))
    assert (await table.submit(GenerationParams("a trap", visibility=SECRET), THE_GM)).request.visibility == SECRET


@pytest.mark.parametrize(("params", "given", "counts"), [(1, 1, 1), (1, 3, 3), (2, 1, 2), (3, 1, 2), (3, 3, 3)])
async def test_a_priority_that_the_gm_has_given_counts(table: Till, params: int, given: int, counts: int) -> None:
    by = Actor("table", "ann", priority=given)
    submitted = await table.submit(GenerationParams("a street", priority=params), by)
    assert submitted.request.params.priority == counts
    assert any("Priority 3 is the GM's" in note for note in submitted.notes) is (params > counts)


async def test_who_was_given_priority_is_painted_before_those_who_came_earlier(table: Till) -> None:
    first = (await table.submit(by=Actor("table", "bob"))).request
    preferred = (await table.submit(by=Actor("table", "ann", priority=3))).request
    claims = [await table.stores.queue.claim(now()), await table.stores.queue.claim(now())]
    assert [claim.request.id for claim in claims if claim] == [preferred.id, first.id]


async def test_what_a_session_is_set_to_has_to_be_possible(table: Till) -> None:
    direction = SessionAdmin(table.stores.sessions, Access(), table.stores.members, Broadcaster())
    refused: list[tuple[dict[str, Any], str]] = [
        ({"actions": {"sexual": "allow"}}, "Sexual content is refused here"),
        ({"actions": {"violins": "block"}}, "The categories are"),
        ({"actions": {"gore": "cherish"}}, "The categories are"),
        ({"who": "role"}, "Say which role"),
        ({"review_channel": "table"}, "Everybody reads this channel"),
        ({"daily_budget": -1}, "The daily budget is an amount"),
        ({"nonsense": 1}, "There is no setting"),
    ]
    for changes, sentence in refused:
        with pytest.raises(RefusedError, match=sentence):
            await direction.change(THE_GM, **changes)
    with pytest.raises(NotAllowedError):
        await direction.change(ANN, spoilers=True)
    await table.stores.sessions.set_mature("table", mature=True)
    assert (await direction.change(THE_GM, actions={"sexual": "review"})).actions == {"sexual": "review"}
