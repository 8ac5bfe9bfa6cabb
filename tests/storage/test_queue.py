"""A request's life: keys, limits, delays, cancels, ends."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.attempts import CompletedCall
from storage.params import GenerationParams
from storage.places import PlaceWait
from storage.queue_steps import CancelledFirstError
from storage.records import columns
from storage.request_end import LeaseLostError
from tests.storage.stores import MOMENT, SECOND, Stores, finished, new_request

HOUR = timedelta(hours=1)


async def test_a_request_is_stored_as_the_specification_names_it(stores: Stores) -> None:
    request = await stores.enqueue(new_request(prompt="a street"))
    assert await stores.again(request.id) == request
    assert (request.prompt, request.type) == ("a street", "scene")
    assert (request.status, request.params.priority, request.retry_count) == ("queued", 1, 0)
    assert (request.created_at, request.started_at, request.completed_at) == (MOMENT, None, None)
    assert request.params == GenerationParams("a street", "scene")


async def test_the_same_key_again_returns_the_first_row(stores: Stores) -> None:
    first, fresh, _ = await stores.submit(new_request(key="k"), channel_id="channel", user_limit=0)
    again, fresh_again, _ = await stores.submit(new_request(key="k"), channel_id="channel", user_limit=0)
    assert (fresh, fresh_again) == (True, False)
    assert first == again
    assert await stores.deliveries.counts() == {"waiting": 1}


async def test_the_same_key_at_once_makes_one_row(stores: Stores) -> None:
    results = await asyncio.gather(
        *(stores.submit(new_request(key="k"), channel_id=None, user_limit=1) for _ in range(8))
    )
    assert len({request.id for request, _, _ in results if request}) == 1
    assert sum(fresh for _, fresh, _ in results) == 1


@pytest.mark.parametrize(("user", "session"), [("bob", "table"), ("ann", "other")])
async def test_a_key_is_one_persons_in_one_session(user: str, session: str, stores: Stores) -> None:
    await stores.submit(new_request(key="k"), channel_id=None, user_limit=0)
    _, fresh, _ = await stores.submit(new_request(user, session=session, key="k"), channel_id=None, user_limit=0)
    assert fresh


async def test_another_body_under_the_same_key_can_be_told(stores: Stores) -> None:
    first, _, _ = await stores.submit(new_request(key="k", prompt="a"), channel_id=None, user_limit=0)
    other = new_request(key="k", prompt="b")
    again, fresh, _ = await stores.submit(other, channel_id=None, user_limit=0)
    assert not fresh
    assert first is not None
    assert again is not None
    assert again.body_hash == first.body_hash != other.body_hash


async def test_the_limit_counts_one_users_pictures_of_the_last_hour(stores: Stores) -> None:
    async def ask(user: str, at: timedelta) -> bool:
        request, _, _ = await stores.submit(new_request(user, at=MOMENT + at), channel_id=None, user_limit=2)
        return request is not None

    assert [await ask("ann", SECOND * n) for n in range(3)] == [True, True, False]
    assert await ask("bob", SECOND)
    assert not await ask("ann", HOUR - SECOND)
    assert await stores.requests.limit_ends("ann", MOMENT + SECOND) == MOMENT + HOUR
    assert await ask("ann", HOUR)


async def test_users_at_once_cannot_get_past_the_limit(stores: Stores) -> None:
    results = await asyncio.gather(*(stores.submit(new_request(), channel_id=None, user_limit=3) for _ in range(10)))
    assert sum(request is not None for request, _, _ in results) == 3


@pytest.mark.parametrize("end", ["failed", "cancelled", "cancelled while waiting"])
async def test_what_failed_or_was_cancelled_costs_the_limit_nothing(end: str, stores: Stores) -> None:
    request = await stores.enqueue(new_request())
    if end == "cancelled while waiting":
        await stores.queue.cancel(request.id, "no", MOMENT)
    else:
        claim = await stores.claim()
        await (
            stores.queue.fail(claim, "x", "x", MOMENT)
            if end == "failed"
            else stores.queue.end_cancelled(claim, "no", MOMENT)
        )
    again, _, _ = await stores.submit(new_request(), channel_id=None, user_limit=1)
    assert again is not None


@pytest.mark.parametrize(
    ("outcome", "end", "counts"),
    [
        *((outcome, end, 1) for outcome in ("open", "lost", "abandoned") for end in ("failed", "cancelled")),
        *((outcome, end, 0) for outcome in ("skipped", "unavailable") for end in ("failed", "cancelled")),
        ("completed", "cancelled", 1),
        ("completed", "failed", 0),
    ],
)
async def test_a_call_that_was_begun_counts_for_the_limit_of_who_asked(
    outcome: str, end: str, counts: int, stores: Stores
) -> None:
    await stores.sessions.open("elsewhere", "Elsewhere", MOMENT)
    await stores.enqueue(new_request("bob", session="elsewhere", at=MOMENT - SECOND))
    await stores.claim()
    await stores.enqueue(new_request())
    claim = await stores.claim()
    attempt = await stores.attempts.open(claim.request.id, "dalle", MOMENT)
    if outcome != "open":
        await stores.attempts.close(attempt, outcome, MOMENT)
    if end == "failed":
        await stores.queue.fail(claim, "x", "x", MOMENT)
    else:
        await stores.queue.end_cancelled(claim, "no", MOMENT)
    assert await stores.requests.spent("ann", MOMENT) == counts
    assert await stores.requests.spent("bob", MOMENT) == 1
    assert await stores.requests.limit_ends("ann", MOMENT) == (MOMENT + HOUR if counts else None)
    again, _, _ = await stores.submit(new_request(session="elsewhere"), user_limit=1)
    assert (again is None) is bool(counts)


async def test_no_call_stays_open_when_its_request_has_ended(stores: Stores) -> None:
    ended = [await stores.enqueue(new_request(at=MOMENT + SECOND * number)) for number in range(4)]
    other = await stores.enqueue(new_request("bob"))
    for request in (*ended, other):
        await stores.attempts.open(request.id, "dalle", MOMENT)
    claims = {request.id: await stores.queue.claim(MOMENT, only=request.id) for request in ended}
    done, failed, cancelled, waiting = (claims[request.id] for request in ended)
    assert done
    assert failed
    assert cancelled
    assert waiting
    await stores.queue.complete(done, [finished(done)], MOMENT)
    await stores.queue.fail(failed, "x", "x", MOMENT)
    await stores.queue.end_cancelled(cancelled, "no", MOMENT)
    await stores.queue.delay(waiting, MOMENT, "x", "x")
    await stores.queue.cancel(waiting.request.id, "no", MOMENT)
    for request in ended:
        assert await stores.turns(request.id) == [("dalle", "lost")]
    assert await stores.turns(other.id) == [("dalle", "open")]


async def test_retries_and_a_deleted_picture_still_cost_exactly_one(stores: Stores) -> None:
    delayed = await stores.enqueue(new_request())
    await stores.queue.delay(await stores.claim(), MOMENT, "x", "x")
    await stores.queue.wake_delayed([delayed.id])
    claim = await stores.claim()
    await stores.queue.complete(claim, [finished(claim)], MOMENT)
    await stores.images.delete(claim.image_id)
    second, _, _ = await stores.submit(new_request(), channel_id=None, user_limit=2)
    third, _, _ = await stores.submit(new_request(), channel_id=None, user_limit=2)
    assert second is not None
    assert third is None


async def test_a_delayed_request_waits_outside_the_queue_until_it_is_woken(stores: Stores) -> None:
    other = await stores.enqueue(new_request())
    await stores.queue.delay(await stores.claim(), MOMENT + SECOND, "x", "x")
    request = await stores.enqueue(new_request())
    until = MOMENT + 5 * SECOND
    delayed = await stores.queue.delay(await stores.claim(), until, "unavailable", "Later.")
    assert (delayed.status, delayed.retry_count, delayed.not_before) == ("delayed", 1, until)
    assert (delayed.error_code, delayed.error_message) == ("unavailable", "Later.")
    assert await stores.queue.claim(until) is None
    assert await stores.queue.delayed() == {other.id: MOMENT + SECOND, request.id: until}
    assert await stores.queue.wake_delayed([request.id, "nobody"]) == 1
    assert await stores.queue.delayed() == {other.id: MOMENT + SECOND}
    assert (await stores.claim()).request.id == request.id


@pytest.mark.parametrize("delayed", [False, True])
async def test_a_waiting_request_is_cancelled_at_once(delayed: bool, stores: Stores) -> None:  # noqa: FBT001  # a parameter of the test
    request = await stores.enqueue(new_request(), channel_id="channel")
    if delayed:
        await stores.queue.delay(await stores.claim(), MOMENT + HOUR, "x", "x")
    row, running = await stores.queue.cancel(request.id, "Cancelled.", MOMENT)
    assert row is not None
    assert (row.status, row.error_code, row.error_message, running) == ("cancelled", "cancelled", "Cancelled.", False)
    assert row.completed_at == MOMENT
    assert await stores.queue.wake_delayed([request.id]) == 0
    assert await stores.queue.claim(MOMENT) is None
    assert await stores.deliveries.counts() == {"ready": 1}


async def test_a_running_request_is_only_flagged(stores: Stores) -> None:
    await stores.enqueue(new_request())
    claim = await stores.claim()
    assert await stores.queue.cancel(claim.request.id, "Cancelled.", MOMENT) == (None, True)
    again = await stores.again(claim.request.id)
    assert (again.status, again.cancel_requested) == ("processing", True)
    ended = await stores.queue.end_cancelled(claim, "Cancelled.", MOMENT)
    assert (ended.status, ended.result_image_id) == ("cancelled", None)


async def test_a_cancel_that_comes_before_a_long_wait_is_not_put_off_by_it(stores: Stores) -> None:
    await stores.enqueue(new_request())
    claim = await stores.claim()
    await stores.queue.cancel(claim.request.id, "Cancelled.", MOMENT)
    for_an_hour = PlaceWait("sketch", 3600 * SECOND, "rate_limited", "Slow down.")
    assert (await stores.places.put_aside(claim, for_an_hour, MOMENT)).not_before == MOMENT


async def test_a_cancel_that_was_committed_first_wins_over_the_picture(stores: Stores) -> None:
    await stores.enqueue(new_request())
    claim = await stores.claim()
    await stores.queue.cancel(claim.request.id, "Cancelled.", MOMENT)
    with pytest.raises(CancelledFirstError):
        await stores.queue.complete(claim, [finished(claim)], MOMENT)
    assert await stores.images.get(claim.image_id, sees_secrets=True) is None
    session = await stores.sessions.get("table")
    assert session is not None
    assert session.last_seq == 0
    await stores.queue.end_cancelled(claim, "Cancelled.", MOMENT)


async def test_a_picture_that_was_committed_first_wins_over_the_cancel(stores: Stores) -> None:
    await stores.enqueue(new_request())
    claim = await stores.claim()
    done = await stores.queue.complete(claim, [finished(claim)], MOMENT)
    assert await stores.queue.cancel(claim.request.id, "Cancelled.", MOMENT) == (None, False)
    assert await stores.again(claim.request.id) == done


async def test_cancel_and_completion_at_once_agree_on_one_winner(stores: Stores) -> None:
    for _ in range(10):
        await stores.enqueue(new_request())
        claim = await stores.claim()
        completed, cancelled = await asyncio.gather(
            stores.queue.complete(claim, [finished(claim)], MOMENT),
            stores.queue.cancel(claim.request.id, "Cancelled.", MOMENT),
            return_exceptions=True,
        )
        # Whichever comes first wins: either it is completed, or its worker is told that it is not wanted.
        came_late = isinstance(completed, CancelledFirstError)
        assert cancelled == (None, came_late)
        assert (await stores.again(claim.request.id)).status == ("processing" if came_late else "completed")


async def test_cancelling_what_is_not_there_or_done_changes_nothing(stores: Stores) -> None:
    assert await stores.queue.cancel("none", "x", MOMENT) == (None, False)
    request = await stores.enqueue(new_request())
    await stores.queue.cancel(request.id, "first", MOMENT)
    assert await stores.queue.cancel(request.id, "second", MOMENT) == (None, False)
    assert (await stores.again(request.id)).error_message == "first"


async def test_completing_sets_request_picture_and_message_at_once(stores: Stores) -> None:
    await stores.enqueue(new_request(), channel_id="channel")
    claim = await stores.claim()
    done = await stores.queue.complete(claim, [finished(claim)], MOMENT + SECOND)
    image = await stores.images.get(claim.image_id, sees_secrets=False)
    assert image is not None
    assert (done.status, done.result_image_id, done.completed_at) == ("completed", image.id, MOMENT + SECOND)
    assert (done.lease_token, done.lease_expires_at) == (None, None)
    assert (image.status, image.request_id, image.seq, image.completed_at) == ("completed", done.id, 1, MOMENT + SECOND)
    assert (image.prompt, image.provider, image.seed, image.is_favorite) == (done.prompt, "fake", 7, False)
    assert await stores.deliveries.counts() == {"ready": 1}


@pytest.mark.parametrize("style", [None, "ink"])
async def test_all_that_is_known_of_a_picture_is_in_its_row(style: str | None, stores: Stores) -> None:
    new = new_request()
    await stores.enqueue(replace(new, params=replace(new.params, style="noir")))
    claim = await stores.claim()
    made = replace(
        finished(claim),
        enhanced_prompt="a street, at night",
        negative_prompt="daylight",
        cost=0.25,
        recipe="{}",
        placeholder="UklGRg==",
        style=style,
    )
    await stores.queue.complete(claim, [made], MOMENT)
    image = await stores.images.get(claim.image_id, sees_secrets=False)
    assert image is not None
    assert image.style == (style or "noir")
    assert {name: getattr(image, name) for name in columns(made)} == columns(replace(made, style=image.style))


async def test_failing_keeps_the_sentence_in_both_rows(stores: Stores) -> None:
    await stores.enqueue(new_request(), channel_id="channel")
    claim = await stores.claim()
    failed = await stores.queue.fail(claim, "moderated", "Not this.", MOMENT)
    assert (failed.status, failed.error_code, failed.error_message) == ("failed", "moderated", "Not this.")
    assert await stores.images.unchecked_of_request(failed.id) == ()
    assert await stores.deliveries.counts() == {"ready": 1}


async def test_the_counts_tell_what_is_open(stores: Stores) -> None:
    for _ in range(4):
        await stores.enqueue(new_request())
    await stores.queue.delay(await stores.claim(), MOMENT, "x", "x")
    await stores.claim()
    assert await stores.requests.counts() == {"queued": 2, "delayed": 1, "processing": 1}


async def test_a_call_is_closed_with_its_request_or_not_at_all(stores: Stores) -> None:
    request = await stores.enqueue(new_request())
    late = await stores.claim()
    call = CompletedCall(await stores.attempts.open(request.id, "sketch", MOMENT), 1.5, 0.25)
    await stores.queue.give_back(late)
    with pytest.raises(LeaseLostError):
        await stores.queue.complete(late, [finished(late)], MOMENT, call=call)
    assert await stores.turns(request.id) == [("sketch", "open")]
    claim = await stores.claim()
    await stores.queue.complete(claim, [finished(claim)], MOMENT, call=call)
    assert await stores.turns(request.id) == [("sketch", "completed")]
