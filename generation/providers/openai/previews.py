"""How many previews to ask for: none for a while where a server has shown that it cannot stream."""

from generation.clock import monotonic
from generation.providers.base import ProgressStep, ReportProgress

DEFAULT_PREVIEWS, MAX_PREVIEWS = 2, 3
#: After so many seconds it is tried again, for a gateway may have been mended; after each failure in twice as many. A
#: try costs: LiteLLM has three images made before it fails.
REST_SECONDS, LONGEST_REST = 1800.0, 86_400.0


class Previews:
    """The previews of one server, which is `known` to stream or is tried with one call alone."""

    def __init__(self, wanted: int, *, known: bool) -> None:
        self._wanted = min(max(wanted, 0), MAX_PREVIEWS)
        self._known = known
        self._trying = False
        self._rest = REST_SECONDS
        self._resting_until = 0.0

    def begin(self) -> int:
        """Return how many a call is to ask for, which ends with `end`; 0 asks for no stream, and needs no end."""
        if not self._known:
            if self._trying or monotonic() < self._resting_until:
                return 0
            self._trying = True
        return self._wanted

    def end(self, *, streams: bool | None) -> None:
        """Take note of whether the server can stream; None is not known."""
        self._trying = False
        if streams is None:
            return
        self._known = streams
        self._resting_until = 0.0 if streams else monotonic() + self._rest
        self._rest = REST_SECONDS if streams else min(2 * self._rest, LONGEST_REST)


class PreviewCount:
    """Report progress, and count the previews in it, and the images that a stream has perhaps painted and lost."""

    def __init__(self, report: ReportProgress) -> None:
        self._report = report
        self.seen = 0
        self.lost = 0

    def __call__(self, step: ProgressStep) -> None:
        """Report a step."""
        self.seen += step.preview is not None
        self._report(step)
