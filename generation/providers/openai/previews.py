"""How many previews to ask for: none for a while where a server has shown that it cannot stream."""

from generation.clock import monotonic
from generation.providers.base import ProgressStep, ReportProgress

DEFAULT_PREVIEWS, MAX_PREVIEWS = 2, 3
#: After so many seconds it is tried again: a gateway may have been mended.
REST_SECONDS = 1800.0


class Previews:
    """The previews of one server."""

    def __init__(self, wanted: int) -> None:
        self._wanted = min(max(wanted, 0), MAX_PREVIEWS)
        self._resting_until = 0.0

    def now(self) -> int:
        """Return how many to ask for now; 0 asks for no stream."""
        return self._wanted if monotonic() >= self._resting_until else 0

    def rest(self) -> None:
        """Ask for none for a while."""
        self._resting_until = monotonic() + REST_SECONDS


class PreviewCount:
    """Report progress, and count the previews in it."""

    def __init__(self, report: ReportProgress) -> None:
        self._report = report
        self.seen = 0

    def __call__(self, step: ProgressStep) -> None:
        """Report a step."""
        self.seen += step.preview is not None
        self._report(step)
