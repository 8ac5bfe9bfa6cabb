"""How far a job at ComfyUI is, as it is reported."""

from generation.i18n import N_
from generation.providers.base import ProgressStep, ReportProgress


class JobProgress:
    """Report a job's progress: each thing once, and never less than before."""

    def __init__(self, report: ReportProgress, job_id: str = "") -> None:
        self._report = report
        self._stage = ""
        self._fraction = 0.0
        self.job_id = job_id
        self.ended = False

    def begun(self, job_id: str) -> None:
        """Report that a job is in the queue; a later one takes its place."""
        self.job_id, self.ended = job_id, False
        self._report(ProgressStep(N_("queued"), self._fraction, job_id=job_id))

    def queued(self, before: int) -> None:
        """Report how many jobs are done before this one."""
        stage = N_("{count} before you").format(count=before) if before else N_("next")
        if stage != self._stage:
            self._stage = stage
            self._report(ProgressStep(stage, self._fraction))

    def running(self, fraction: float | None = None, preview: bytes | None = None) -> None:
        """Report that it is under way, how far it is, and what it looks like."""
        # A workflow may have several samplers, each counting from nothing again.
        reached = max(self._fraction, 0.05 + 0.9 * (fraction or 0.0))
        if preview or reached > self._fraction or self._stage != "painting":
            self._stage, self._fraction = "painting", reached
            self._report(ProgressStep(N_("painting"), reached, preview))
