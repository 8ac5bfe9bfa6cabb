"""Rate limits: token buckets in memory."""

import time
from collections import OrderedDict

from generation.errors import RefusedError
from generation.i18n import _

MAX_KEYS = 4096


class TooManyRequestsError(RefusedError):
    """Refuse a request above the rate limit; `seconds` says when to try again."""

    code = "too_many"

    def __init__(self, sentence: str, seconds: float) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class RateLimiter:
    """Let each key pass `rate` times a second, and `burst` times at once; the longest unseen ones are forgotten."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Count one request.

        Raises:
            TooManyRequestsError: the bucket is empty.

        """
        moment = time.monotonic()
        level, before = self._levels.pop(key, (self._burst, moment))
        level = min(self._burst, level + (moment - before) * self._rate)
        self._levels[key] = max(level - 1, 0.0) if level >= 1 else level, moment
        if len(self._levels) > MAX_KEYS:
            self._levels.popitem(last=False)
        if level < 1:
            raise TooManyRequestsError(
                _("That is too much at once. Wait a moment and try again."), (1 - level) / self._rate
            )
