"""Supervision: jobs that fail are started again, and end when they are told to."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from storage.errors import SceneError

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class Supervisor:
    """Run named jobs; one that fails is logged and started again after a pause, and takes no other down.

    Not one TaskGroup: there a sibling's failure would cancel all.
    """

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, name: str, job: Job) -> None:
        """Run `job` until it returns by itself or is ended."""
        self._tasks[name] = asyncio.create_task(self._keep(name, job), name=name)

    async def _keep(self, name: str, job: Job) -> None:
        pause = FIRST_PAUSE
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await job()
            except asyncio.CancelledError:
                if _is_cancelled():
                    raise
                log.exception("%s was cancelled by what it waited for; it starts again in %.1f s", name, pause)
            except SceneError as error:
                if _is_cancelled():
                    return
                log.error("%s: %s (again in %.1f s)", name, error, pause)  # noqa: TRY400  # the sentence says it all
            except Exception:
                if _is_cancelled():
                    log.exception("%s failed while it was ended", name)
                    return
                log.exception("%s failed; it starts again in %.1f s", name, pause)
            else:
                return
            if asyncio.get_running_loop().time() - began > LONGEST_PAUSE:
                pause = FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def finished(self, *names: str, within: float) -> None:
        """Wait until the named jobs have returned, for at most so many seconds."""
        if names:
            await asyncio.wait([self._tasks[name] for name in names], timeout=within)

    async def end(self, *names: str) -> None:
        """Cancel the named jobs, or all where none is named, and wait for them."""
        tasks = [self._tasks.pop(name) for name in names or list(self._tasks) if name in self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _is_cancelled() -> bool:
    """Tell whether the job is being ended; what it raises then is no reason to begin it again."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
