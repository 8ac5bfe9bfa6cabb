"""A job that goes on at a provider while we wait: begun, asked after, and called off when nobody waits any longer.

One that another process will resume, because this one stops, is left alone.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from generation.i18n import N_
from generation.providers.base import InvalidError, ProviderError, RateLimitedError, TimedOutError, UnavailableError
from generation.providers.handover import job_goes_on
from generation.providers.http.client import Remote
from generation.providers.http.media import media_type
from generation.providers.http.unreadable import not_a_picture

log = logging.getLogger(__name__)

#: How long calling a job off may take: whoever cancels waits for it.
CALL_OFF_SECONDS = 3.0
#: A job goes on without us, so a lost poll loses nothing; so many in a row mean that the provider is gone.
MAX_LOST_POLLS = 4

_Answer = TypeVar("_Answer")
_CallOff = Coroutine[Any, Any, None]


class JobFailedError(UnavailableError):
    """The job itself failed or is gone, so that to ask after it again is of no use; another one may succeed."""


class FileGoneError(InvalidError):
    """The file that a job has left is not there any more."""


async def begin(
    submit: Coroutine[Any, Any, str], call_off: Callable[[str], _CallOff], tell: Callable[[str], None]
) -> str:
    """Submit a job, `tell` its id and return it.

    A caller who is cancelled meanwhile waits a moment for the id: without it the job could be neither called off nor
    resumed, and would be painted, and paid, for nobody.

    Raises:
        ProviderError: the job was not taken.

    """

    async def leave() -> None:
        job_id = await submitting
        if job_goes_on():
            tell(job_id)
        else:
            await call_off(job_id)

    submitting = asyncio.create_task(submit)
    try:
        job_id = await asyncio.shield(submitting)
    except asyncio.CancelledError:
        await _quietly(leave())
        raise
    tell(job_id)
    return job_id


@contextlib.asynccontextmanager
async def underway(title: str, seconds: float, call_off: Callable[[], _CallOff]) -> AsyncIterator[None]:
    """Wait for a job no longer than it may take; it is called off when the time is over or the caller is cancelled.

    Where the caller is cancelled because the bot stops, and the job can be resumed, it is not.

    Raises:
        TimedOutError: the time is over.

    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        await _quietly(call_off())
        raise TimedOutError(
            N_("{provider} did not finish within {seconds:g} seconds.").format(provider=title, seconds=seconds)
        ) from error
    except asyncio.CancelledError:
        if not job_goes_on():
            await _quietly(call_off())
        raise


async def poll(ask: Callable[[], Awaitable[_Answer | None]], rest: Callable[[], Awaitable[None]]) -> _Answer:
    """Ask after a job, with a rest in between, until there is an answer; whoever calls bounds the time.

    Raises:
        ProviderError: what `ask` raises, for lost polls only when there are several in a row.

    """
    lost = 0
    while True:
        try:
            answer = await ask()
            lost = 0
        except RateLimitedError as error:
            # Who limits is there, and the job goes on: given up, it would be ordered, and perhaps paid, a second time.
            log.info("A poll came too soon: %s", error)
            await asyncio.sleep(error.retry_after or 0.0)
            answer = None
        except (UnavailableError, TimedOutError) as error:
            lost += 1
            if lost >= MAX_LOST_POLLS or isinstance(error, JobFailedError):
                raise
            log.info("A poll failed: %s", error)
            answer = None
        if answer is not None:
            return answer
        await rest()


async def download(remote: Remote, path: str, **options: Any) -> bytes:  # noqa: ANN401  # httpx's own keywords
    """Return the image file that a job has left at `path`.

    Raises:
        FileGoneError: it is not there any more.
        ProviderError: it could not be had, or what came is plainly no image.

    """
    response = await remote.request("GET", path, **options)
    if response.status_code == 404:
        raise FileGoneError(str(remote.failure(response)))
    if response.is_error:
        raise remote.failure(response)
    if response.status_code != 200 or media_type(response.content) is None:
        raise not_a_picture(remote.title)
    return response.content


async def _quietly(call_off: _CallOff) -> None:
    """Call off; who cancels is not to wait long for it, nor to hear why it failed.

    A task of its own, so that a second cancel does not cut it short.
    """
    await asyncio.shield(asyncio.create_task(_within_time(call_off)))


async def _within_time(call_off: _CallOff) -> None:
    try:
        async with asyncio.timeout(CALL_OFF_SECONDS):
            await call_off
    except (ProviderError, TimeoutError) as error:
        log.info("A job could not be called off: %s", error)
    except Exception:  # whoever cancels must still hear of the cancel
        log.exception("A job could not be called off.")
