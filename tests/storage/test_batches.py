"""A batch as rows: what is one's own to decide, and what has to wait for the others, whatever became of them."""

from dataclasses import replace

import pytest

from storage.records import Claim, NewRequest
from tests.storage.brought import bring
from tests.storage.stores import MOMENT, Stores, finished, new_request

OPEN, DONE = ("queued", "running", "delayed", "held"), ("failed", "cancelled", "done")


async def begin_batch(stores: Stores) -> Claim:
    """Enqueue the first request of a batch, to which its one message belongs, and claim it."""
    new: NewRequest = new_request()
    await stores.enqueue(replace(new, batch_id=new.id), channel_id="channel")
    claim = await stores.queue.claim(MOMENT, only=new.id)
    assert claim is not None
    return claim


@pytest.mark.parametrize(("other", "due"), [*((state, 0) for state in OPEN), *((state, 1) for state in DONE)])
async def test_the_message_is_due_when_the_others_are_done_however_they_ended(
    other: str, due: int, stores: Stores
) -> None:
    first = await begin_batch(stores)
    await bring(stores, other, batch_id=first.request.id)
    # What has nothing to do with it.
    await bring(stores, "running")
    await bring(stores, "running", batch_id=(await begin_batch(stores)).request.id)
    await stores.queue.complete(first, [finished(first)], MOMENT)
    assert (await stores.deliveries.counts()).get("ready", 0) == due


@pytest.mark.parametrize("end", DONE)
async def test_whoever_is_done_last_makes_the_message_due(end: str, stores: Stores) -> None:
    first = await begin_batch(stores)
    await stores.queue.fail(first, "x", "x", MOMENT)
    await bring(stores, end, batch_id=first.request.id)
    delivery = await stores.deliveries.claim(MOMENT)
    assert delivery is not None
    assert delivery.request.id == first.request.id


@pytest.mark.parametrize("other", [*OPEN, *DONE])
async def test_the_words_go_when_no_picture_is_left_and_none_is_to_come(other: str, stores: Stores) -> None:
    first = await begin_batch(stores)
    second = await bring(stores, other, batch_id=first.request.id)
    stranger = await bring(stores, "failed", prompt="another street")
    await stores.queue.complete(first, [finished(first)], MOMENT)
    await stores.images.delete(first.image_id)
    gone = other in {"failed", "cancelled"}
    for request_id in (first.request.id, second.request_id):
        assert bool((await stores.again(request_id)).prompt) is not gone
    if other == "done":
        await stores.images.delete(second.image_id)
        assert [(await stores.again(each)).prompt for each in (first.request.id, second.request_id)] == ["", ""]
    assert (await stores.again(stranger.request_id)).prompt
