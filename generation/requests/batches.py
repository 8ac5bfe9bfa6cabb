"""Batches: several images of the same params, queued together, refused together, shown in one message."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from generation.errors import RefusedError
from generation.i18n import N_, _
from storage.records import CANCELLED, COMPLETED, FAILED, TERMINAL, NewRequest, Request

MOST = 8
#: One past the largest seed.
SEEDS = 2**32 - 1
ONE_AT_A_TIME = N_("Pictures that the GM has to see first are painted one at a time.")


def parse_count(count: int) -> int:
    """Return how many pictures are wanted.

    Raises:
        RefusedError: that many are not painted at once.

    """
    if 1 <= count <= MOST:
        return count
    raise RefusedError(_("I paint 1 to {most} pictures at once. Ask for the others after these.").format(most=MOST))


def split_batch(new: NewRequest, count: int) -> tuple[NewRequest, ...]:
    """Return the requests of a batch, the given one first; a given seed goes up by one for each.

    One that is put before the GM stays alone, and says so: nobody wants to decide several times on one text.
    """
    if count == 1:
        return (new,)
    if new.held_reason is not None:
        return (replace(new, notes=(*new.notes, ONE_AT_A_TIME)),)
    first = replace(new, batch_id=new.id)
    return (first, *(_further(first, number) for number in range(1, count)))


def _further(first: NewRequest, number: int) -> NewRequest:
    given = first.params.seed
    seed = None if given is None else (given + number) % SEEDS
    return replace(first, id=str(uuid4()), idempotency_key=None, params=replace(first.params, seed=seed))


def status_of(requests: Sequence[Request]) -> str:
    """Return how a batch stands as a whole: completed where anything came, else failed, or cancelled.

    Where one of them is not done yet, that one's status is the batch's.
    """
    statuses = [request.status for request in requests]
    still_open = next((status for status in statuses if status not in TERMINAL), None)
    return still_open or next((each for each in (COMPLETED, FAILED) if each in statuses), CANCELLED)
