"""What is read and decided of one request, beside others in other states."""

from dataclasses import replace

import pytest

from storage.outbox import DELIVERED, UNDELIVERABLE, WITHDRAWN
from storage.params import PUBLIC, SECRET
from storage.reveals import REVEAL
from tests.storage.brought import bring, delivery_of, rows_of
from tests.storage.stores import MOMENT, SECOND, Stores, new_request


async def test_what_is_read_of_a_request_is_its_own(stores: Stores) -> None:
    states = [await bring(stores, before) for before in ("done", "starred", "running", "held")]
    for number, state in enumerate(states):
        await stores.attempts.open(state.request_id, f"provider {number}", MOMENT + SECOND)
        await stores.attempts.note_job(state.call, f"job {number}")
    for number, state in enumerate(states):
        assert await stores.requests.unchecked_last_provider(state.request_id) == f"provider {number}"
        assert [each.provider for each in await stores.attempts.of_request(state.request_id)] == [
            "dalle",
            f"provider {number}",
        ]
        delivery = await delivery_of(stores, state)
        assert (delivery.request_id, delivery.kind) == (state.request_id, "result")
    assert [await stores.queue.is_open(state.request_id) for state in states] == [False, False, True, True]
    images = [await stores.images.unchecked_of_request(state.request_id) for state in states]
    assert [[image.id for image in each] for each in images] == [[states[0].image_id], [states[1].image_id], [], []]


async def test_what_is_read_of_an_image_or_a_message_is_its_own(stores: Stores) -> None:
    plain, other = await bring(stores, "done"), await bring(stores, "starred")
    await stores.images.reconcile_reactions(other.image_id, MOMENT + SECOND, added=frozenset({"bob"}))
    message = f"message of {other.request_id}"
    assert (await stores.images.unchecked_stars(plain.image_id), await stores.images.reacted(plain.image_id)) == (
        (),
        frozenset(),
    )
    assert await stores.images.unchecked_stars(other.image_id) == ("ann", "bob")
    assert await stores.images.reacted(other.image_id) == {"bob"}
    assert await stores.images.toggle_star(plain.image_id, "ann", MOMENT)
    assert not await stores.images.toggle_star(other.image_id, "ann", MOMENT)
    assert await stores.postings.of_image(plain.image_id) == ()
    assert [each.message_id for each in await stores.postings.of_image(other.image_id)] == [message]
    assert [each.image_id for each in await stores.postings.of_message(message)] == [other.image_id]
    assert await stores.postings.of_message("another") == ()


@pytest.mark.parametrize(
    ("outcome", "job_id", "found"),
    [("open", "job", True), ("open", None, False), *((end, "job", False) for end in ("lost", "failed", "completed"))],
)
async def test_a_job_to_go_on_with_is_of_an_open_call_that_gave_its_id(
    outcome: str, job_id: str | None, stores: Stores, *, found: bool
) -> None:
    state = await bring(stores, "running")
    if job_id:
        await stores.attempts.note_job(state.call, job_id)
    if outcome != "open":
        await stores.attempts.close(state.call, outcome, MOMENT)
    job = await stores.attempts.take_open_job(state.request_id, MOMENT)
    assert (job is not None) is found
    assert await stores.turns(state.request_id) == [("dalle", outcome if found or outcome != "open" else "lost")]


async def test_the_last_of_two_jobs_is_gone_on_with_and_the_other_is_lost(stores: Stores) -> None:
    state = await bring(stores, "running")
    later = await stores.attempts.open(state.request_id, "gemini", MOMENT + SECOND)
    for call, job_id in ((later, "later"), (state.call, "earlier")):
        await stores.attempts.note_job(call, job_id)
    job = await stores.attempts.take_open_job(state.request_id, MOMENT)
    assert job is not None
    assert (job.attempt_id, job.provider, job.job_id) == (later, "gemini", "later")
    assert await stores.turns(state.request_id) == [("dalle", "lost"), ("gemini", "open")]


async def test_who_was_asked_last_is_nobody_who_was_passed_over(stores: Stores) -> None:
    state = await bring(stores, "running")
    await stores.attempts.skip(state.request_id, "gemini", MOMENT + SECOND, "resting")
    assert await stores.requests.unchecked_last_provider(state.request_id) == "dalle"


async def test_a_providers_recent_calls_are_those_since_a_moment_told_apart_by_how_they_ended(stores: Stores) -> None:
    request_id = (await bring(stores, "running")).request_id
    ledger, begun = stores.attempts, MOMENT + 10 * SECOND
    for seconds, outcome in enumerate(["timed_out", "completed", "open", "timed_out", "completed", "open", "failed"]):
        call = await ledger.open(request_id, "gemini", begun + seconds * SECOND)
        if outcome != "open":
            await ledger.close(call, outcome, begun + (seconds + 100) * SECOND)
    recent = (await ledger.recent(begun))["gemini", None]
    assert (recent.waiting_since, recent.cut_at, recent.answered_at) == (
        begun + 2 * SECOND,
        begun + 103 * SECOND,
        begun + 104 * SECOND,
    )
    later = (await ledger.recent(begun + 5 * SECOND))["gemini", None]
    assert (later.waiting_since, later.cut_at, later.answered_at) == (begun + 5 * SECOND, None, None)
    # The one that `bring` has opened is older than all of these.
    assert set(await ledger.recent(begun)) == {("gemini", None)}
    assert set(await ledger.recent(MOMENT)) == {("dalle", None), ("gemini", None)}


@pytest.mark.parametrize("first", ["approve", "reject"])
async def test_what_is_held_is_decided_once(first: str, stores: Stores) -> None:
    state = await bring(stores, "held")
    decide = {
        "approve": lambda: stores.reviews.approve(state.request_id, "gm", MOMENT),
        "reject": lambda: stores.reviews.reject(state.request_id, "rejected", "x", MOMENT),
    }
    assert await decide[first]()
    decided = await rows_of(stores, state.request_id)
    assert [await decide["approve"](), await decide["reject"]()] == [None, None]
    assert await rows_of(stores, state.request_id) == decided


async def test_only_what_is_run_is_wanted_cancelled(stores: Stores) -> None:
    running, ended, _ = [await bring(stores, "running") for _ in range(3)]
    delayed = await bring(stores, "delayed")
    for state in (running, ended, delayed):
        await stores.queue.cancel(state.request_id, "x", MOMENT)
    await stores.queue.end_cancelled(ended.claim, "x", MOMENT)
    assert await stores.queue.cancel_wanted() == {running.request_id}


async def test_a_plan_that_is_made_anew_is_the_one_that_holds_until_it_is_carried_out(stores: Stores) -> None:
    state = await bring(stores, "planned")
    assert await stores.reveals.plan(state.request_id, MOMENT + SECOND, "other", spoiler=True)
    plan = await stores.reveals.get(state.request_id)
    assert plan is not None
    assert (plan.due_at, plan.revealed_by, plan.spoiler, plan.revealed_at) == (MOMENT + SECOND, "other", True, None)
    assert await stores.reveals.due(MOMENT) == ()
    assert await stores.reveals.due(MOMENT + SECOND) == (state.request_id,)
    assert await stores.reveals.carry_out(state.request_id, MOMENT + SECOND)
    assert await stores.reveals.due(MOMENT + 2 * SECOND) == ()
    assert not await stores.reveals.plan(state.request_id, MOMENT, "third", spoiler=False)
    assert not await stores.reveals.forget(state.request_id)
    assert await stores.reveals.carry_out(state.request_id, MOMENT + 2 * SECOND) is None
    carried_out = await stores.reveals.get(state.request_id)
    assert carried_out is not None
    assert (carried_out.revealed_by, carried_out.revealed_at) == ("other", MOMENT + SECOND)


@pytest.mark.parametrize(
    ("before", "secret"),
    [("done", False), *((before, True) for before in ("queued", "running", "held", "delayed", "failed", "cancelled"))],
)
async def test_nothing_is_planned_for_what_is_not_secret_or_not_done(
    before: str, stores: Stores, *, secret: bool
) -> None:
    state = await bring(stores, before, secret=secret)
    assert not await stores.reveals.plan(state.request_id, MOMENT, "gm", spoiler=False)
    assert await stores.reveals.get(state.request_id) is None


@pytest.mark.parametrize(
    ("ended", "state"), [(None, WITHDRAWN), *((end, end) for end in (DELIVERED, UNDELIVERABLE, WITHDRAWN))]
)
async def test_a_reveal_takes_back_what_the_gm_was_not_brought_yet(
    ended: str | None, state: str, stores: Stores
) -> None:
    secret = await bring(stores, "secret")
    await stores.reveals.plan(secret.request_id, MOMENT, "gm", spoiler=False)
    sending = await stores.deliveries.claim(MOMENT)
    assert sending is not None
    if ended:
        await stores.deliveries.end(sending.delivery, ended)
    assert await stores.reveals.carry_out(secret.request_id, MOMENT)
    delivery = await delivery_of(stores, secret)
    assert (delivery.state, delivery.lease_token, delivery.not_before) == (state, None, None)
    revealed = await stores.deliveries.claim(MOMENT)
    assert revealed is not None
    assert (revealed.delivery.kind, revealed.delivery.request_id) == (REVEAL, secret.request_id)


async def test_what_another_worker_has_taken_up_meanwhile_is_lost_no_more(stores: Stores) -> None:
    state = await bring(stores, "running")
    found = await stores.again(state.request_id)
    assert await stores.queue.requeue_lost(found)
    held = await stores.claim()
    assert not await stores.queue.requeue_lost(found)
    assert not await stores.queue.end_lost(found, "worker_died", "x", MOMENT)
    assert await stores.again(state.request_id) == held.request


@pytest.mark.parametrize(
    ("parent", "wish", "child"),
    [(PUBLIC, PUBLIC, PUBLIC), (PUBLIC, SECRET, SECRET), (SECRET, PUBLIC, SECRET), (SECRET, SECRET, SECRET)],
)
async def test_what_is_made_of_a_secret_picture_is_secret_whatever_is_wished(
    parent: str, wish: str, child: str, stores: Stores
) -> None:
    # What it is not made of counts for nothing.
    await stores.add_image(PUBLIC if parent == SECRET else SECRET)
    image_id = await stores.add_image(parent)
    new = new_request(visibility=wish)
    request = await stores.enqueue(replace(new, params=replace(new.params, parent_id=image_id)))
    assert (request.visibility, request.params.parent_id) == (child, image_id)
