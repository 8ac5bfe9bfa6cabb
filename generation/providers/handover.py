"""A stop of the bot, or a lost lease, leaves jobs to another process; a call cancelled for that is told so here."""

import contextlib
from collections.abc import Iterator
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass


@dataclass(slots=True)
class Handover:
    """Whether a run is being left to another process, which will take up its job."""

    begun: bool = False


_CURRENT: ContextVar[Handover | None] = ContextVar("handover", default=None)


def job_goes_on() -> bool:
    """Tell, where a call is cancelled, whether its job is to go on: another process will resume it."""
    handover = _CURRENT.get()
    return handover is not None and handover.begun


def context_with(handover: Handover) -> Context:
    """Return a context for a task whose calls are to be told of this handover."""
    context = copy_context()
    context.run(_CURRENT.set, handover)
    return context


@contextlib.contextmanager
def kept_from_handover() -> Iterator[None]:
    """Run a call whose provider cannot resume it: when it is cancelled, its work ends."""
    token = _CURRENT.set(None)
    try:
        yield
    finally:
        _CURRENT.reset(token)
