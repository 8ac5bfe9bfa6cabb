"""Jobs that go on at providers though nobody waits for them any more: called off."""

import asyncio
import logging
from datetime import timedelta

from generation.clock import now
from generation.guild_keys.guild_providers import GuildProviders
from generation.providers.base import ProviderError
from storage.attempts import AttemptStore
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: What was left longer ago is over by itself.
LEFT_WITHIN = timedelta(hours=1)
#: A provider that takes longer to call a job off is left.
CALL_OFF_SECONDS = 10.0


class LeftJobs:
    """Call off jobs of requests that ended while no call waited for them: after a stop, a crash, or at their claim."""

    def __init__(self, attempts: AttemptStore, providers: GuildProviders) -> None:
        self._attempts = attempts
        self._providers = providers

    def call_off(self) -> None:
        """Call off what is left at providers that are set up in this process, each job once; nobody waits for it."""
        spawn(self._call_off(), "calling off what was left")

    async def _call_off(self) -> None:
        for job in await self._attempts.left_jobs(now() - LEFT_WITHIN):
            call_off = getattr((await self._providers.of(job.key_guild_id)).get(job.provider), "call_off", None)
            if call_off is None or not await self._attempts.take_left_job(job.attempt_id):
                continue
            try:
                async with asyncio.timeout(CALL_OFF_SECONDS):
                    await call_off(job.job_id)
            except (ProviderError, TimeoutError) as error:
                log.info("job %s of %s could not be called off: %s", job.job_id, job.provider, error)
            except Exception:
                log.exception("job %s of %s could not be called off", job.job_id, job.provider)
            else:
                log.info("job %s of %s was called off: nobody waits for it any more", job.job_id, job.provider)
