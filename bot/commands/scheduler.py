"""APScheduler: what happens by the clock. Every job is idempotent, the store is memory, the times are UTC."""

import contextlib
from collections.abc import Iterator
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.wiring.app import App

RECOVERY_SECONDS = 10
SWEEP_HOURS = 6
PROBE_MINUTES = 4
REVEAL_SECONDS = 10


@contextlib.contextmanager
def scheduled(app: App, *, paints: bool = True) -> Iterator[AsyncIOScheduler]:
    """Run lease recovery while the context is open and, where pictures are painted, probes, sweep and due reveals."""
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1})
    scheduler.add_job(app.recover, "interval", seconds=RECOVERY_SECONDS, id="recover")
    if paints:
        scheduler.add_job(app.services.health.refresh, "interval", minutes=PROBE_MINUTES, id="probe")
        scheduler.add_job(app.sweep, "interval", hours=SWEEP_HOURS, id="sweep")
        scheduler.add_job(app.services.reveals.run_due, "interval", seconds=REVEAL_SECONDS, id="reveals")
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)
