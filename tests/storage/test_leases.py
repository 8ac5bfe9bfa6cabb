"""Leases: one worker a request, and a worker that lost its lease changes nothing any more."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storage.places import PlaceWait
from storage.queue import LEASE
from storage.records import Claim, Row
from storage.request_end import LeaseLostError
from storage.sql_database import SqlDatabase
from tests.storage.behind import execute
from tests.storage.stores import MOMENT, SECOND, Stores, finished, new_request, stores_on

ProgressStep = Callable[[Stores, Claim], Awaitable[object]]

#: All that a worker can do with a claim.
STEPS: dict[str, ProgressStep] = {
    "heartbeat": lambda stores, claim: stores.queue.heartbeat(claim, MOMENT),
    "complete": lambda stores, claim: stores.queue.complete(claim, [finished(claim)], MOMENT),
    "fail": lambda stores, claim: stores.queue.fail(claim, "code", "sentence", MOMENT),
    "end_cancelled": lambda stores, claim: stores.queue.end_cancelled(claim, "sentence", MOMENT),
    "delay": lambda stores, claim: stores.queue.delay(claim, MOMENT, "code", "sentence"),
    "put aside": lambda stores, claim: stores.places.put_aside(claim, PlaceWait("sketch", SECOND, "x", "x"), MOMENT),
    "give_back": lambda stores, claim: stores.queue.give_back(claim),
}
ENDS = {name: step for name, step in STEPS.items() if name != "heartbeat"}


async def image_row(stores: Stores, image_id: str) -> Row:
    (row,) = await execute(stores.database, "SELECT * FROM generated_image WHERE id = :id", id=image_id)
    return row


async def test_a_claim_has_a_fresh_token_of_its_owner_a_lease_and_a_pending_picture(stores: Stores) -> None:
    await stores.enqueue(new_request())
    claim = await stores.claim()
    assert claim.token.startswith("owner:")
    assert claim.request.lease_token == claim.token
    assert claim.request.lease_expires_at == MOMENT + LEASE
    assert (claim.request.status, claim.request.started_at) == ("processing", MOMENT)
    assert (await image_row(stores, claim.image_id))["status"] == "pending"


async def test_of_eight_that_claim_at_once_no_two_get_the_same(stores: Stores) -> None:
    for number in range(20):
        await stores.enqueue(new_request(f"user {number % 3}"))

    async def claimer() -> list[str]:
        ids = []
        while claim := await stores.queue.claim(MOMENT):
            ids.append(claim.request.id)
        return ids

    claimed = [id_ for ids in await asyncio.gather(*(claimer() for _ in range(8))) for id_ in ids]
    assert len(claimed) == len(set(claimed)) == 20


async def test_two_processes_on_one_file_never_claim_the_same(
    stores: Stores, tmp_path: Path, open_database: Callable[[], SqlDatabase]
) -> None:
    for _ in range(12):
        await stores.enqueue(new_request())
    async with open_database() as database:
        other = await stores_on(database, tmp_path / "images", owner="other")
        claims = await asyncio.gather(*(side.queue.claim(MOMENT) for _ in range(7) for side in (stores, other)))
    ids = [claim.request.id for claim in claims if claim]
    assert len(ids) == len(set(ids)) == 12


async def test_one_named_request_can_be_claimed_out_of_its_order(stores: Stores) -> None:
    await stores.enqueue(new_request())
    second = await stores.enqueue(new_request())
    claim = await stores.queue.claim(MOMENT, only=second.id)
    assert claim is not None
    assert claim.request.id == second.id
    assert await stores.queue.claim(MOMENT, only=second.id) is None


async def test_a_busy_providers_requests_are_passed_over_whatever_their_model(stores: Stores) -> None:
    asked = {}
    for provider in ("sdapi/flux", "sdapi", "sdapi_two", None):
        new = new_request()
        asked[provider] = await stores.enqueue(replace(new, params=replace(new.params, provider=provider)))
    for provider in ("sdapi_two", None):
        claim = await stores.queue.claim(MOMENT, busy=["sdapi"], usual="sketch")
        assert claim is not None
        assert claim.request.id == asked[provider].id
    assert await stores.queue.claim(MOMENT, busy=["sdapi"], usual="sketch") is None
    claim = await stores.claim()
    assert claim.request.id == asked["sdapi/flux"].id
    assert (await image_row(stores, claim.image_id))["provider"] == "sdapi"


async def test_an_empty_queue_gives_nothing(stores: Stores) -> None:
    assert await stores.queue.claim(MOMENT) is None


async def test_a_heartbeat_extends_the_lease_and_tells_of_a_cancel(stores: Stores) -> None:
    await stores.enqueue(new_request())
    claim = await stores.claim()
    assert await stores.queue.heartbeat(claim, MOMENT + 10 * SECOND) is False
    assert (await stores.queue.leased())[0].lease_expires_at == MOMENT + 10 * SECOND + LEASE
    await stores.queue.cancel(claim.request.id, "no more", MOMENT)
    assert await stores.queue.heartbeat(claim, MOMENT) is True


@pytest.mark.parametrize("step", STEPS)
async def test_a_late_worker_is_told_so_and_changes_nothing(step: str, stores: Stores) -> None:
    await stores.enqueue(new_request(), channel_id="channel")
    late = await stores.claim()
    assert await stores.queue.requeue_lost((await stores.queue.leased())[0])
    holder = await stores.claim(MOMENT + SECOND)
    before = await stores.again(holder.request.id), await image_row(stores, holder.image_id)
    with pytest.raises(LeaseLostError):
        await STEPS[step](stores, late)
    assert (await stores.again(holder.request.id), await image_row(stores, holder.image_id)) == before
    assert await stores.deliveries.counts() == {"waiting": 1}
    session = await stores.sessions.get("table")
    assert session is not None
    assert session.last_seq == 0
    await stores.queue.complete(holder, [finished(holder)], MOMENT)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("step", STEPS)
async def test_a_claim_that_was_let_go_is_worth_nothing_any_more(end: str, step: str, stores: Stores) -> None:
    await stores.enqueue(new_request())
    claim = await stores.claim()
    await ENDS[end](stores, claim)
    before = await stores.again(claim.request.id)
    with contextlib.nullcontext() if step == end == "complete" else pytest.raises(LeaseLostError):
        await STEPS[step](stores, claim)
    assert await stores.again(claim.request.id) == before


async def test_completing_again_what_is_completed_tells_so_where_the_answer_was_lost(stores: Stores) -> None:
    await stores.enqueue(new_request())
    claim = await stores.claim()
    first = await stores.queue.complete(claim, [finished(claim)], MOMENT)
    assert await stores.queue.complete(claim, [finished(claim)], MOMENT + SECOND) == first
    session = await stores.sessions.get("table")
    assert session is not None
    assert session.last_seq == 1


async def test_both_tries_share_one_pending_picture(stores: Stores) -> None:
    await stores.enqueue(new_request())
    first = await stores.claim()
    await stores.queue.give_back(first)
    second = await stores.claim()
    assert second.image_id == first.image_id
    assert second.token != first.token


async def test_giving_back_counts_no_try(stores: Stores) -> None:
    await stores.enqueue(new_request())
    request = await stores.queue.give_back(await stores.claim())
    assert (request.status, request.retry_count, request.lease_token) == ("queued", 0, None)


async def test_a_lost_worker_counts_as_a_try(stores: Stores) -> None:
    request = await stores.enqueue(new_request())
    await stores.claim()
    assert await stores.queue.requeue_lost(await stores.again(request.id))
    again = await stores.again(request.id)
    assert (again.status, again.retry_count, again.lease_token, again.lease_expires_at) == ("queued", 1, None, None)


async def test_a_lost_request_is_requeued_once_though_two_processes_find_it(stores: Stores) -> None:
    request = await stores.enqueue(new_request())
    await stores.claim()
    found = await stores.again(request.id)
    results = await asyncio.gather(*(stores.queue.requeue_lost(found) for _ in range(4)))
    assert sorted(results) == [False, False, False, True]
    assert (await stores.again(request.id)).retry_count == 1


async def test_a_request_that_kills_workers_can_be_ended_once(stores: Stores) -> None:
    request = await stores.enqueue(new_request(), channel_id="channel")
    claim = await stores.claim()
    found = await stores.again(request.id)
    assert await stores.queue.end_lost(found, "worker_died", "It died.", MOMENT)
    assert not await stores.queue.end_lost(found, "worker_died", "It died.", MOMENT)
    ended = await stores.again(request.id)
    assert (ended.status, ended.error_code, ended.error_message) == ("failed", "worker_died", "It died.")
    assert (await image_row(stores, claim.image_id))["status"] == "failed"
    assert await stores.deliveries.counts() == {"ready": 1}
