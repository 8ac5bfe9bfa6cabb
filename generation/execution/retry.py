"""After a failed try: again, and when, or never."""

import random
from dataclasses import dataclass
from datetime import timedelta

from generation.errors import InternalError
from generation.providers.base import RateLimitedError, TimedOutError, UnavailableError
from storage.errors import SceneError, StorageError

MAX_RETRIES = 8
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=2)

#: Errors after which the same request may succeed.
_PASSING = (RateLimitedError, TimedOutError, UnavailableError, StorageError, InternalError)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a request: another try after `wait`, or its end where that is None."""

    code: str
    sentence: str
    wait: timedelta | None


def judge(error: SceneError, retry_count: int) -> Verdict:
    """Decide what follows a failed try; `retry_count` tries have been repeated before."""
    if not isinstance(error, _PASSING) or retry_count >= MAX_RETRIES:
        return Verdict(error.code, error.sentence, None)
    return Verdict(error.code, error.sentence, _wait(error, retry_count))


def _wait(error: SceneError, retry_count: int) -> timedelta:
    """Return an exponential wait with jitter, never shorter than what the provider asked for."""
    longest = min(FIRST_WAIT * (1 << retry_count), LONGEST_WAIT)
    wait = longest * random.uniform(0.5, 1)  # noqa: S311  # jitter needs no secrecy
    asked = error.retry_after if isinstance(error, RateLimitedError) else None
    return max(wait, timedelta(seconds=asked)) if asked else wait
