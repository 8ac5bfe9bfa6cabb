"""What is done again and again: recovery by every process; by one of all probes, the sweep, reveals, recaps, deletions.

Every job may be repeated without harm.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.wiring.app import App
from generation.clock import monotonic, now
from generation.text.cache import forget_texts
from storage.errors import SceneError
from storage.tasks import spawn

log = logging.getLogger(__name__)

Job = Callable[[], object]

RECOVERY = timedelta(seconds=10)
SWEEP = timedelta(hours=6)
PROBE = timedelta(minutes=4)
REVEAL = timedelta(seconds=10)
RECAP = timedelta(seconds=30)
DELETION = timedelta(seconds=15)
RETENTION = timedelta(minutes=10)
TEXTS = timedelta(hours=1)

#: The role of the process that runs the jobs of all.
CLOCK = "clock"

#: How often it is looked whether the wall clock was set, and by how many seconds it has to be for that.
CLOCK_SECONDS, SET_SECONDS = 10.0, 5.0


@contextlib.contextmanager
def scheduled(app: App) -> Iterator[None]:
    """Run what every process does for itself while the context is open: lease recovery, and forgetting texts.

    Jobs are kept in memory alone.
    """
    # A text that another process deletes is forgotten with the news of it, unless it is read at that very moment.
    with at_intervals({"recovery": (RECOVERY, app.recover), "texts": (TEXTS, forget_texts)}):
        yield


async def run_shared_jobs(app: App) -> None:
    """Run what one process does for all, whenever this one is it: probes, the sweep, due reveals, recaps, deletions.

    Raises:
        StorageError: nobody can tell which process it is.

    """
    jobs: dict[str, tuple[timedelta, Job]] = {
        "probes": (PROBE, app.services.health.refresh),
        "sweep": (SWEEP, app.sweep),
        "reveals": (REVEAL, app.services.reveals.run_due),
        "recaps": (RECAP, app.services.recaps.run_due),
        "retention": (RETENTION, app.services.retention.run_due),
        "deletions": (DELETION, app.services.privacy.run_due),
    }

    async def run() -> None:
        with at_intervals(jobs):
            await asyncio.Event().wait()

    await app.stores.locks.run_as(CLOCK, run, waiting=lambda: None)


@contextlib.contextmanager
def at_intervals(jobs: Mapping[str, tuple[timedelta, Job]]) -> Iterator[None]:
    """Run each job at its interval while the context is open; one that fails is a line in the log, and comes again."""
    # None: late is better than not at all.
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    for name, (interval, job) in jobs.items():
        scheduler.add_job(_reported(name, job), "interval", seconds=interval.total_seconds(), id=name)
    scheduler.start()
    watch = spawn(_follow_clock(scheduler), "clock")
    try:
        yield
    finally:
        watch.cancel()
        scheduler.shutdown(wait=False)


def _reported(name: str, job: Job) -> Callable[[], Awaitable[None]]:
    """Return a job of which a failure that has a sentence is that sentence in the log."""

    async def run() -> None:
        try:
            done = job()
            if isinstance(done, Awaitable):
                await done
        except asyncio.CancelledError:
            # Its scheduler was shut down, and apscheduler would call every job that was under way a failure.
            log.debug("%s was under way when it was to end", name)
        except SceneError as error:
            log.warning("%s: %s", name, error)

    return run


async def _follow_clock(scheduler: AsyncIOScheduler) -> None:
    """Have jobs run anew from where the wall clock stands: the scheduler waits until the time that it has noted."""
    ahead = _wall_clock_ahead()
    while True:
        await asyncio.sleep(CLOCK_SECONDS)
        before, ahead = ahead, _wall_clock_ahead()
        if abs(ahead - before) > SET_SECONDS:
            log.warning("the clock was set by %+.0f s", ahead - before)
            for job in scheduler.get_jobs():
                job.modify(next_run_time=now())


def _wall_clock_ahead() -> float:
    return now().timestamp() - monotonic()
