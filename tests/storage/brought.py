"""Requests that were brought to a state, and the rows that belong to one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import NamedTuple

from storage.params import PUBLIC, SECRET
from storage.postings import Posted
from storage.records import Claim, Delivery
from tests.storage.behind import execute
from tests.storage.stores import MOMENT, Stores, finished, new_request

#: The rows that belong to a request, by table.
ROWS = {
    "image_generation": "SELECT * FROM image_generation WHERE id = :id",
    "generated_image": "SELECT * FROM generated_image WHERE request_id = :id",
    "delivery": "SELECT * FROM delivery WHERE request_id = :id ORDER BY kind",
    "attempt": "SELECT * FROM attempt WHERE request_id = :id",
    "reveal": "SELECT * FROM reveal WHERE request_id = :id",
    "posting": "SELECT * FROM posting WHERE image_id IN (SELECT id FROM generated_image WHERE request_id = :id)",
    "favorite": "SELECT * FROM favorite WHERE image_id IN (SELECT id FROM generated_image WHERE request_id = :id)",
}


class State(NamedTuple):
    """How far a request was brought: its id, its worker's claim, and the call that is open for it."""

    request_id: str
    claim: Claim
    call: str

    @property
    def image_id(self) -> str:
        return self.claim.image_id


async def complete(stores: Stores, claim: Claim) -> object:
    return await stores.queue.complete(claim, [finished(claim)], MOMENT)


#: How a worker parts with what it runs; for every other state the request is completed.
ENDS: dict[str, Callable[[Stores, Claim], Awaitable[object]]] = {
    "queued": lambda stores, claim: stores.queue.give_back(claim),
    "delayed": lambda stores, claim: stores.queue.delay(claim, MOMENT, "x", "x"),
    "held": lambda stores, claim: stores.reviews.hold(claim, "why", MOMENT, review_channel=None),
    "failed": lambda stores, claim: stores.queue.fail(claim, "x", "x", MOMENT),
    "cancelled": lambda stores, claim: stores.queue.end_cancelled(claim, "x", MOMENT),
}


async def bring(
    stores: Stores,
    before: str,
    *,
    batch_id: str | None = None,
    secret: bool = False,
    prompt: str = "a rain-soaked street",
) -> State:
    """Enqueue a request, perhaps as a further one of a batch, and bring it so far."""
    visibility = SECRET if secret or before in {"secret", "planned"} else PUBLIC
    new = replace(new_request(visibility=visibility, prompt=prompt), batch_id=batch_id)
    request = await stores.enqueue(new, channel_id=None if batch_id else "channel")
    claim = await stores.queue.claim(MOMENT, only=request.id)
    assert claim is not None
    state = State(request.id, claim, await stores.attempts.open(request.id, "dalle", MOMENT))
    if before != "running":
        await ENDS.get(before, complete)(stores, claim)
    if before == "being sent":
        sending = await stores.deliveries.claim(MOMENT)
        assert sending is not None
        await stores.deliveries.adopt(sending.delivery, "placeholder")
        await stores.deliveries.attempt(sending.delivery, MOMENT)
    elif before == "planned":
        await stores.reveals.plan(request.id, MOMENT, "gm", spoiler=False)
    elif before == "starred":
        await stores.images.star(claim.image_id, "ann", MOMENT, starred=True)
        await stores.attach(Posted(f"message of {request.id}", "channel", [claim.image_id]))
    elif before == "reacted":
        await stores.images.star(claim.image_id, "ann", MOMENT, starred=True)
        await stores.images.reconcile_reactions(claim.image_id, MOMENT, added=frozenset({"bob", "cid"}))
    return state


async def rows_of(stores: Stores, request_id: str) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of a request, by table."""

    found = {table: await execute(stores.database, query, id=request_id) for table, query in ROWS.items()}
    return {table: [tuple(row) for row in rows] for table, rows in found.items()}


async def delivery_of(stores: Stores, state: State) -> Delivery:
    """Return the message that is owed for a request's result."""
    delivery = await stores.deliveries.of_request(state.request_id)
    assert delivery is not None
    return delivery
