"""The queue's order: rounds of 64 ticks, newcomers before long tails, and a boost that is bounded."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.sql_database import SqlDatabase
from tests.storage.stores import MOMENT, Stores, new_request, stores_on

ROUND = 64


async def painted(stores: Stores, count: int) -> list[str]:
    """Claim and give up `count` requests and return whose they were, in order."""
    users = []
    for _ in range(count):
        claim = await stores.claim()
        await stores.queue.fail(claim, "x", "x", MOMENT)
        users.append(claim.request.user_id)
    return users


async def test_one_users_requests_are_painted_in_the_order_of_asking(stores: Stores) -> None:
    asked = [(await stores.enqueue(new_request(at=MOMENT + timedelta(seconds=n)))).id for n in range(5)]
    assert [(await stores.claim()).request.id for _ in asked] == asked


async def test_a_newcomer_overtakes_the_tail_of_somebody_who_asked_for_much(stores: Stores) -> None:
    for _ in range(20):
        await stores.enqueue(new_request("ann"))
    await painted(stores, 3)
    await stores.enqueue(new_request("bob"))
    assert "bob" in await painted(stores, 2)


async def test_two_who_ask_for_much_take_turns(stores: Stores) -> None:
    for user in ("ann", "bob"):
        for _ in range(5):
            await stores.enqueue(new_request(user))
    order = await painted(stores, 10)
    for turn in range(0, 10, 2):
        assert set(order[turn : turn + 2]) == {"ann", "bob"}


async def test_a_round_is_64_ticks(stores: Stores) -> None:
    for _ in range(3):
        await stores.enqueue(new_request())
    rows = await stores.database.rows("open_requests", session_id="table", sees_secrets=True, most=9)
    assert [row["fair_rank"] for row in rows] == [0, ROUND, 2 * ROUND]


async def test_who_asks_in_two_processes_at_once_stands_behind_oneself_all_the_same(
    stores: Stores, tmp_path: Path, open_database: Callable[[], SqlDatabase]
) -> None:
    async with open_database() as database:
        other = await stores_on(database, tmp_path / "images", owner="other")
        await asyncio.gather(*(side.enqueue(new_request()) for _ in range(10) for side in (stores, other)))
    rows = await stores.database.rows("open_requests", session_id="table", sees_secrets=True, most=20)
    assert sorted(row["fair_rank"] for row in rows) == [ROUND * number for number in range(20)]


@pytest.mark.parametrize(("priority", "place"), [(1, 5), (2, 4), (3, 2)])
async def test_a_step_of_priority_is_worth_two_rounds(priority: int, place: int, stores: Stores) -> None:
    for seconds in range(5):
        await stores.enqueue(new_request(at=MOMENT - timedelta(seconds=9 - seconds)))
    boosted = (await stores.enqueue(new_request(priority=priority))).id
    order = [(await stores.claim()).request.id for _ in range(6)]
    assert order.index(boosted) == place


async def test_endless_new_users_of_the_highest_priority_cannot_starve_the_lowest(stores: Stores) -> None:
    await stores.enqueue(new_request("patient"))
    for turn in range(4 * ROUND + 2):
        await stores.enqueue(new_request(f"gm {turn}", priority=3))
        if (await stores.claim()).request.user_id == "patient":
            break
    assert 0 < turn <= 4 * ROUND + 1


async def test_one_endless_user_of_the_highest_priority_is_overtaken_after_few_pictures(stores: Stores) -> None:
    for _ in range(20):
        await stores.enqueue(new_request("gm", priority=3))
    await stores.enqueue(new_request("patient"))
    assert (await painted(stores, 7)).index("patient") <= 6


async def test_whoever_has_nothing_open_any_more_starts_at_the_clock_again(stores: Stores) -> None:
    for _ in range(4):
        await stores.enqueue(new_request("ann"))
    await painted(stores, 4)
    await stores.enqueue(new_request("ann", at=MOMENT))
    await stores.enqueue(new_request("bob", at=MOMENT + timedelta(seconds=1)))
    assert await painted(stores, 2) == ["ann", "bob"]


@pytest.mark.parametrize(
    ("state", "rank"), [("queued", ROUND), ("processing", ROUND), ("delayed", ROUND), ("cancelled", 0), ("done", 0)]
)
async def test_who_asks_again_stands_a_round_behind_what_is_open_of_theirs(
    state: str, rank: int, stores: Stores
) -> None:
    first = await stores.enqueue(new_request())
    if state == "cancelled":
        await stores.queue.cancel(first.id, "x", MOMENT)
    elif state != "queued":
        claim = await stores.claim()
        if state == "delayed":
            await stores.queue.delay(claim, MOMENT, "x", "x")
        elif state == "done":
            await stores.queue.fail(claim, "x", "x", MOMENT)
    # A claim puts the clock forward by one tick.
    clock = int(state not in {"queued", "cancelled"})
    for user, expected in (("ann", rank), ("bob", 0)):
        request = await stores.enqueue(new_request(user))
        (row,) = await stores.database.rows("request_by_id", id=request.id)
        assert row["fair_rank"] == max(expected, clock)


async def test_a_request_that_was_given_back_keeps_its_place(stores: Stores) -> None:
    first = await stores.enqueue(new_request())
    await stores.enqueue(new_request())
    await stores.queue.give_back(await stores.claim())
    assert (await stores.claim()).request.id == first.id


async def test_the_place_counts_who_is_before(stores: Stores) -> None:
    ids = [(await stores.enqueue(new_request(at=MOMENT + timedelta(seconds=n)))).id for n in range(3)]
    assert [await stores.requests.position(id_) for id_ in ids] == [0, 1, 2]
    await stores.claim()
    assert [await stores.requests.position(id_) for id_ in ids] == [0, 0, 1]
    assert await stores.requests.position("nobody's") == 0


@pytest.mark.parametrize(
    ("moments", "expected"),
    [((0, 0, 0, 0), "abcd"), ((3, 2, 1, 0), "dcba"), ((1, 0, 1, 0), "bdac")],
    ids=["at once", "one after the other", "in pairs"],
)
async def test_place_order_and_turn_are_one_by_moment_and_then_by_id(
    moments: tuple[int, ...], expected: str, stores: Stores
) -> None:
    """Nothing else tells newcomers apart; who is shown as the next one is the next one."""
    for id_, moment in zip("cabd", (moments["abcd".index(id_)] for id_ in "cabd"), strict=True):
        new = new_request(f"user {id_}", at=MOMENT + timedelta(seconds=moment))
        await stores.enqueue(replace(new, id=id_))
    order = await stores.requests.unchecked_order(10)
    assert "".join(order) == expected
    assert [await stores.requests.position(id_) for id_ in order] == [0, 1, 2, 3]
    assert await stores.requests.unchecked_order(3) == order[:3]
    assert "".join([(await stores.claim()).request.id for _ in order]) == expected
