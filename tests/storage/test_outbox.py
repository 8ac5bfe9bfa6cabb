"""The outbox: a message is owed once, held by one, tried again, and ended."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from storage.outbox import DELIVERED, LEASE, UNDELIVERABLE, WITHDRAWN
from storage.postings import Posted
from storage.records import Delivery, Request
from storage.sql_database import SqlDatabase
from tests.storage.stores import MOMENT, SECOND, Stores, finished, new_request, stores_on


async def enqueue_with_message(stores: Stores) -> Request:
    """Bring a request so far that its message is due."""
    request = await stores.enqueue(new_request(), channel_id="channel")
    claim = await stores.queue.claim(MOMENT, only=request.id)
    assert claim is not None
    return await stores.queue.complete(claim, [finished(claim)], MOMENT)


async def take(stores: Stores) -> Delivery:
    claimed = await stores.deliveries.claim(MOMENT)
    assert claimed is not None
    return claimed.delivery


async def delivery_of(stores: Stores, request: Request) -> Delivery:
    delivery = await stores.deliveries.of_request(request.id)
    assert delivery is not None
    return delivery


async def test_a_message_is_due_when_its_request_is_done_and_not_before(stores: Stores) -> None:
    request = await stores.enqueue(new_request(), channel_id="channel")
    assert await stores.deliveries.claim(MOMENT) is None
    await stores.queue.cancel(request.id, "no", MOMENT)
    assert (await take(stores)).request_id == request.id


async def test_a_request_without_a_channel_owes_nothing(stores: Stores) -> None:
    request = await stores.enqueue(new_request())
    assert await stores.deliveries.of_request(request.id) is None


async def test_a_nonce_fits_discord(stores: Stores) -> None:
    assert 0 < len((await delivery_of(stores, await enqueue_with_message(stores))).nonce) <= 25


async def test_a_due_message_is_held_by_one(stores: Stores) -> None:
    await enqueue_with_message(stores)
    claims = await asyncio.gather(*(stores.deliveries.claim(MOMENT) for _ in range(5)))
    assert sum(claim is not None for claim in claims) == 1


async def test_two_processes_never_hold_the_same_message(
    stores: Stores, tmp_path: Path, open_database: Callable[[], SqlDatabase]
) -> None:
    for _ in range(4):
        await enqueue_with_message(stores)
    async with open_database() as database:
        other = await stores_on(database, tmp_path / "images", owner="other")
        claims = await asyncio.gather(*(side.deliveries.claim(MOMENT) for _ in range(3) for side in (stores, other)))
    ids = [claim.delivery.id for claim in claims if claim]
    assert len(ids) == len(set(ids)) == 4


async def test_every_hold_counts_as_a_try(stores: Stores) -> None:
    await enqueue_with_message(stores)
    first = await take(stores)
    await stores.deliveries.postpone(first, MOMENT, "502")
    assert ((await take(stores)).attempts, first.attempts) == (2, 1)


async def test_a_postponed_message_waits_and_remembers_why(stores: Stores) -> None:
    request = await enqueue_with_message(stores)
    until = MOMENT + 3 * SECOND
    await stores.deliveries.postpone(await take(stores), until, "502")
    assert await stores.deliveries.claim(until - SECOND) is None
    assert list((await stores.deliveries.waiting()).values()) == [until]
    assert (await delivery_of(stores, request)).error_message == "502"
    assert await stores.deliveries.claim(until) is not None


async def test_a_message_that_has_waited_is_due_whatever_the_time_is(stores: Stores) -> None:
    await enqueue_with_message(stores)
    await stores.deliveries.postpone(await take(stores), MOMENT + 3 * SECOND, "502")
    waited = await stores.deliveries.waiting()
    assert await stores.deliveries.claim(MOMENT - 3600 * SECOND, waited=waited) is not None


async def test_what_is_in_somebodys_hands_is_not_waited_for(stores: Stores) -> None:
    """Neither what is tried again now, nor what will not be tried again; else the next look would follow at once."""
    request, waits = await enqueue_with_message(stores), await enqueue_with_message(stores)
    for seconds in (1, 5):
        await stores.deliveries.postpone(await take(stores), MOMENT + seconds * SECOND, "502")
    again = await stores.deliveries.claim(MOMENT + SECOND)
    assert again is not None
    assert again.delivery.request_id == request.id
    still = {(await delivery_of(stores, waits)).id: MOMENT + 5 * SECOND}
    assert await stores.deliveries.waiting() == still
    await stores.deliveries.end(again.delivery, UNDELIVERABLE, reason="403")
    assert await stores.deliveries.waiting() == still
    assert await stores.deliveries.claim(MOMENT + 5 * SECOND) is not None
    assert await stores.deliveries.waiting() == {}


async def test_the_oldest_of_what_is_due_is_sent_first(stores: Stores) -> None:
    later, early = [await stores.enqueue(new_request(at=MOMENT + n * SECOND), channel_id="channel") for n in (1, 0)]
    for request in (later, early):
        await stores.queue.cancel(request.id, "no", MOMENT)
    assert [(await take(stores)).request_id for _ in range(2)] == [early.id, later.id]


async def test_a_lease_is_nobody_elses_however_old_it_is(stores: Stores) -> None:
    """The clock may have been set while it is being sent."""
    await enqueue_with_message(stores)
    held = await take(stores)
    assert (held.lease_token or "") in stores.deliveries.held
    assert await stores.deliveries.waiting() == {}
    assert await stores.deliveries.claim(MOMENT + 100 * LEASE) is None
    assert await stores.deliveries.claim(MOMENT - 100 * LEASE) is None
    stores.deliveries.held.let_go(held.lease_token or "")
    assert (held.lease_token or "") not in stores.deliveries.held


async def test_leased_is_what_is_being_sent_neither_what_is_due_nor_what_was_sent(stores: Stores) -> None:
    for _ in range(3):
        await enqueue_with_message(stores)
    sent, held = await take(stores), await take(stores)
    await stores.deliveries.end(sent, DELIVERED)
    assert await stores.deliveries.leased() == [(held.id, held.lease_token)]


async def test_a_dead_holders_message_is_free_at_once(stores: Stores) -> None:
    await enqueue_with_message(stores)
    await take(stores)
    for delivery_id, token in await stores.deliveries.leased():
        await stores.deliveries.free(delivery_id, token)
    assert await stores.deliveries.claim(MOMENT) is not None


async def test_freeing_with_an_old_token_frees_nothing(stores: Stores) -> None:
    await enqueue_with_message(stores)
    held = await take(stores)
    await stores.deliveries.free(held.id, "owner:of-yesterday")
    assert await stores.deliveries.claim(MOMENT) is None


async def test_a_late_holder_neither_ends_nor_moves_the_message(stores: Stores) -> None:
    request = await enqueue_with_message(stores)
    late = await take(stores)
    await stores.deliveries.free(late.id, late.lease_token or "")
    held = await take(stores)
    await stores.deliveries.attempt(late, MOMENT)
    await stores.deliveries.adopt(late, "late message")
    await stores.deliveries.postpone(late, MOMENT + LEASE, "late")
    await stores.deliveries.end(late, WITHDRAWN)
    assert await delivery_of(stores, request) == held


async def test_an_attempt_is_committed_before_it_and_taken_back_when_discord_says_no(stores: Stores) -> None:
    request = await enqueue_with_message(stores)
    held = await take(stores)
    await stores.deliveries.attempt(held, MOMENT + SECOND)
    assert (await delivery_of(stores, request)).attempted_at == MOMENT + SECOND
    await stores.deliveries.unattempt(held)
    assert (await delivery_of(stores, request)).attempted_at is None


async def test_an_attempt_outlives_the_hold(stores: Stores) -> None:
    await enqueue_with_message(stores)
    held = await take(stores)
    await stores.deliveries.attempt(held, MOMENT + SECOND)
    await stores.deliveries.free(held.id, held.lease_token or "")
    assert (await take(stores)).attempted_at == MOMENT + SECOND


async def test_the_placeholder_is_remembered_and_not_overwritten(stores: Stores) -> None:
    request = await enqueue_with_message(stores)
    await stores.deliveries.set_placeholder(request.id, "first")
    await stores.deliveries.set_placeholder(request.id, "second")
    assert (await delivery_of(stores, request)).message_id == "first"


async def test_a_placeholder_that_is_gone_is_forgotten(stores: Stores) -> None:
    request = await enqueue_with_message(stores)
    await stores.deliveries.set_placeholder(request.id, "gone")
    await stores.deliveries.adopt(await take(stores), None)
    assert (await delivery_of(stores, request)).message_id is None


async def test_a_delivered_message_is_done_and_its_pictures_hang_on_it(stores: Stores) -> None:
    request = await enqueue_with_message(stores)
    image_id = request.result_image_id or ""
    await stores.deliveries.end(await take(stores), DELIVERED, posted=Posted("m1", "channel", [image_id]))
    assert await stores.deliveries.claim(MOMENT + LEASE) is None
    assert await stores.deliveries.waiting() == {}
    assert ((await delivery_of(stores, request)).state, (await delivery_of(stores, request)).message_id) == (
        "delivered",
        "m1",
    )
    (posting,) = await stores.postings.of_message("m1")
    assert (posting.image_id, posting.index, posting.channel_id) == (image_id, 0, "channel")
    assert await stores.postings.of_image(image_id) == (posting,)


async def test_an_undeliverable_message_keeps_its_placeholder_and_says_why(stores: Stores) -> None:
    request = await enqueue_with_message(stores)
    await stores.deliveries.set_placeholder(request.id, "m1")
    await stores.deliveries.end(await take(stores), UNDELIVERABLE, reason="Missing Access")
    ended = await delivery_of(stores, request)
    assert (ended.state, ended.message_id, ended.error_message) == ("undeliverable", "m1", "Missing Access")
    assert await stores.deliveries.counts() == {"undeliverable": 1}


async def test_a_message_can_carry_several_pictures_in_order(stores: Stores) -> None:
    hung = [await stores.add_image() for _ in range(3)]
    for _ in range(2):
        await stores.attach(Posted("m1", "channel", hung))
    assert [posting.image_id for posting in await stores.postings.of_message("m1")] == hung


async def test_a_message_that_is_gone_carries_nothing(stores: Stores) -> None:
    image_id = await stores.add_image()
    await stores.attach(Posted("m1", "channel", [image_id]))
    await stores.postings.forget_message("m1")
    assert await stores.postings.of_image(image_id) == ()


async def test_a_deleted_picture_hangs_nowhere(stores: Stores) -> None:
    image_id = await stores.add_image()
    await stores.attach(Posted("m1", "channel", [image_id]))
    await stores.images.delete(image_id)
    assert await stores.postings.of_message("m1") == ()


async def test_the_newest_postings_of_a_channel_come_first(stores: Stores) -> None:
    hung = [await stores.add_image() for _ in range(3)]
    for number, image_id in enumerate(hung):
        await stores.attach(Posted(f"m{number}", "elsewhere" if number == 1 else "channel", [image_id]))
    recent = await stores.postings.recent("channel", 5)
    assert [posting.message_id for posting in recent] == ["m2", "m0"]
    assert len(await stores.postings.recent("channel", 1)) == 1
