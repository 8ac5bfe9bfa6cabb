"""Everything that is changed by request, image or message, with a second one beside it in the same state."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from storage.attempts import CompletedCall
from storage.outbox import DELIVERED, DeliveryStore
from storage.params import GenerationParams
from storage.places import PlaceWait
from storage.records import Delivery
from tests.storage.brought import State, bring, delivery_of, rows_of
from tests.storage.stores import MOMENT, SECOND, Stores, finished


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a request, and how far it has to be before."""

    before: str
    make: Callable[[Stores, State], Awaitable[object]]


def completed(state: State) -> CompletedCall:
    return CompletedCall(state.call, 1.5, 0.25)


async def lost(stores: Stores, state: State) -> bool:
    return await stores.queue.requeue_lost(await stores.again(state.request_id))


async def end_lost(stores: Stores, state: State) -> bool:
    return await stores.queue.end_lost(await stores.again(state.request_id), "worker_died", "x", MOMENT)


def message(make: Callable[[DeliveryStore, Delivery], Awaitable[object]]) -> Change:
    """Return a change of the message, which this process is sending."""

    async def change(stores: Stores, state: State) -> object:
        return await make(stores.deliveries, await delivery_of(stores, state))

    return Change("being sent", change)


CHANGES = {
    "heartbeat": Change("running", lambda stores, state: stores.queue.heartbeat(state.claim, MOMENT + SECOND)),
    "complete": Change(
        "running",
        lambda stores, state: stores.queue.complete(
            state.claim, [finished(state.claim)], MOMENT, call=completed(state)
        ),
    ),
    "complete, its call lost": Change(
        "running", lambda stores, state: stores.queue.complete(state.claim, [finished(state.claim)], MOMENT)
    ),
    "fail": Change("running", lambda stores, state: stores.queue.fail(state.claim, "x", "x", MOMENT)),
    "fail its row": Change("running", lambda stores, state: stores.queue.fail_row(state.claim, "x", "x", MOMENT)),
    "end as cancelled": Change("running", lambda stores, state: stores.queue.end_cancelled(state.claim, "x", MOMENT)),
    "delay": Change("running", lambda stores, state: stores.queue.delay(state.claim, MOMENT, "x", "x")),
    "put aside": Change(
        "running",
        lambda stores, state: stores.places.put_aside(state.claim, PlaceWait("sketch", SECOND, "x", "x"), MOMENT),
    ),
    "give back": Change("running", lambda stores, state: stores.queue.give_back(state.claim)),
    "flag as cancelled": Change("running", lambda stores, state: stores.queue.cancel(state.request_id, "x", MOMENT)),
    "requeue": Change("running", lost),
    "end as lost": Change("running", end_lost),
    "hold": Change("running", lambda stores, state: stores.reviews.hold(state.claim, "x", MOMENT, review_channel="gm")),
    "close its call": Change("running", lambda stores, state: stores.attempts.close(state.call, "failed", MOMENT)),
    "note its job": Change("running", lambda stores, state: stores.attempts.note_job(state.call, "job")),
    "take up its job": Change("running", lambda stores, state: stores.attempts.take_open_job(state.request_id, MOMENT)),
    "set its placeholder": Change(
        "running", lambda stores, state: stores.deliveries.set_placeholder(state.request_id, "message")
    ),
    "cancel": Change("delayed", lambda stores, state: stores.queue.cancel(state.request_id, "x", MOMENT)),
    "wake": Change("delayed", lambda stores, state: stores.queue.wake_delayed([state.request_id])),
    "approve": Change("held", lambda stores, state: stores.reviews.approve(state.request_id, "gm", MOMENT)),
    "approve in other words": Change(
        "held",
        lambda stores, state: stores.reviews.approve(
            state.request_id, "gm", MOMENT, changed=GenerationParams("an alley", "scene")
        ),
    ),
    "reject": Change("held", lambda stores, state: stores.reviews.reject(state.request_id, "rejected", "x", MOMENT)),
    "cancel what is held": Change("held", lambda stores, state: stores.queue.cancel(state.request_id, "x", MOMENT)),
    "adopt a message": message(lambda deliveries, delivery: deliveries.adopt(delivery, "message")),
    "forget the message": message(lambda deliveries, delivery: deliveries.adopt(delivery, None)),
    "attempt": message(lambda deliveries, delivery: deliveries.attempt(delivery, MOMENT + SECOND)),
    "take an attempt back": message(lambda deliveries, delivery: deliveries.unattempt(delivery)),
    "postpone": message(lambda deliveries, delivery: deliveries.postpone(delivery, MOMENT, "x")),
    "free": message(lambda deliveries, delivery: deliveries.free(delivery.id, delivery.lease_token or "")),
    "end its message": message(lambda deliveries, delivery: deliveries.end(delivery, DELIVERED)),
    "plan a reveal": Change(
        "secret", lambda stores, state: stores.reveals.plan(state.request_id, MOMENT, "gm", spoiler=True)
    ),
    "plan it anew": Change(
        "planned", lambda stores, state: stores.reveals.plan(state.request_id, MOMENT + SECOND, "other", spoiler=True)
    ),
    "take a plan back": Change("planned", lambda stores, state: stores.reveals.forget(state.request_id)),
    "reveal": Change("planned", lambda stores, state: stores.reveals.carry_out(state.request_id, MOMENT)),
    "star": Change("done", lambda stores, state: stores.images.star(state.image_id, "ann", MOMENT, starred=True)),
    "take a star": Change(
        "starred", lambda stores, state: stores.images.star(state.image_id, "ann", MOMENT, starred=False)
    ),
    "clear stars": Change("starred", lambda stores, state: stores.images.clear_stars(state.image_id, MOMENT)),
    "react": Change(
        "starred",
        lambda stores, state: stores.images.reconcile_reactions(state.image_id, MOMENT, added=frozenset({"bob"})),
    ),
    "take a reaction": Change(
        "reacted",
        lambda stores, state: stores.images.reconcile_reactions(state.image_id, MOMENT, removed=frozenset({"bob"})),
    ),
    "clear reactions": Change("reacted", lambda stores, state: stores.images.clear_reactions(state.image_id, MOMENT)),
    "tag": Change("done", lambda stores, state: stores.images.change_tags(state.image_id, lambda _had: ("rain",))),
    "delete": Change("starred", lambda stores, state: stores.images.delete(state.image_id)),
    "lose its message": Change(
        "starred", lambda stores, state: stores.postings.forget_message(f"message of {state.request_id}")
    ),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_a_change_of_one_leaves_the_other_as_it_was(name: str, stores: Stores) -> None:
    change = CHANGES[name]
    first, second, third = [await bring(stores, change.before) for _ in range(3)]
    before = [await rows_of(stores, each.request_id) for each in (first, second, third)]
    await change.make(stores, second)
    after = [await rows_of(stores, each.request_id) for each in (first, second, third)]
    assert (after[0], after[2]) == (before[0], before[2])
    assert after[1] != before[1]
