"""A cooldown for a language model's server that does not answer."""

from collections.abc import Callable

#: After so many calls in a row without an answer it is left alone for so many seconds.
FAILURES, PAUSE = 3, 60.0


class Cooldown:
    """Refuse calls to a server for a while after several failures in a row, so that not every image waits in vain.

    `clock` counts seconds, and never goes back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures = 0
        self._rests_until = 0.0

    def may_ask(self) -> bool:
        """Tell whether the server may be asked; after a rest one call may try, and its outcome decides."""
        present = self._clock()
        if present < self._rests_until:
            return False
        if self._failures >= FAILURES:
            self._rests_until = present + PAUSE
        return True

    def failed(self) -> None:
        """Count a call without an answer."""
        self._failures += 1
        if self._failures >= FAILURES:
            self._rests_until = self._clock() + PAUSE

    def answered(self) -> None:
        """Forget the failures."""
        self._failures = 0
        self._rests_until = 0.0
