"""The time, in one place: moments are aware and in UTC, and waits are counted by a clock that cannot be set."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Return seconds of a clock that only runs forward."""
    return time.monotonic()


class Countdowns:
    """Count down to moments of the wall clock, which may be set meanwhile, by an hour as well.

    How long each has to wait is worked out once, when it is first seen, and is `longest` at most: a moment that is
    further away was noted before the clock was set back.
    """

    def __init__(self, longest: timedelta) -> None:
        self._longest = longest
        self._ends: dict[str, tuple[datetime, float]] = {}

    def see(self, moments: Mapping[str, datetime]) -> None:
        """Take note of all that is waited for, by name, and until when."""
        self._ends = {name: end for name, end in self._ends.items() if name in moments}
        for name, moment in moments.items():
            self.left(name, moment)

    def left(self, name: str, moment: datetime) -> float:
        """Return how many seconds one has to wait until its moment."""
        seen, end = self._ends.get(name, (None, 0.0))
        if seen != moment:
            wait = min(max(moment - now(), timedelta(0)), self._longest)
            end = monotonic() + wait.total_seconds()
            self._ends[name] = moment, end
        return max(0.0, end - monotonic())

    def seconds(self) -> float | None:
        """Return how long the next one has to wait; None where nothing is waited for."""
        return max(0.0, min(end for _, end in self._ends.values()) - monotonic()) if self._ends else None

    def over(self) -> dict[str, datetime]:
        """Return the moments that have been waited for, by name."""
        return {name: moment for name, (moment, end) in self._ends.items() if end <= monotonic()}

    def forget(self, name: str) -> None:
        """Wait for one no more."""
        self._ends.pop(name, None)
