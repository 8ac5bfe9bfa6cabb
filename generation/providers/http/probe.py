"""A probe of a remote provider: over within a few seconds, and never raising."""

import asyncio
from collections.abc import Awaitable

from generation.i18n import N_
from generation.providers.base import AuthError, Health, ProviderError

PROBE_SECONDS = 5.0


async def probed(title: str, found: Awaitable[Health], warnings: tuple[str, ...] = ()) -> Health:
    """Return what a probe has found; that it raises a provider's error, or takes too long, is a finding as well.

    `warnings` are told with such a one.
    """
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return await found
    except TimeoutError:
        refused, reason = False, N_("{provider} did not answer in time.").format(provider=title)
    except ProviderError as error:
        refused, reason = isinstance(error, AuthError), str(error)
    return Health(able=False, reason=reason, warnings=warnings, refused=refused)
