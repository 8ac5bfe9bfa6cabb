"""Servers on which a bot does not find itself any more: their keys go, unless it is another bot that looks."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from generation.clock import now
from generation.guild_keys.guild_keys import GuildKeys
from storage.facts import FactStore

log = logging.getLogger(__name__)

#: So long the keys stay when the bot runs as another application, which may be a trial with the operator's data.
KEPT_FOR = timedelta(days=7)
#: The facts that tell as which application of Discord's the keys were taken, and which other one runs since when.
APPLICATION, OTHER = "application of the guild keys", "other application of the guild keys"


class LeftGuilds:
    """Forget the keys of servers that were left while the bot was off."""

    def __init__(self, keys: GuildKeys, facts: FactStore) -> None:
        self._keys = keys
        self._facts = facts

    async def forget(self, application_id: str, absent: Collection[str]) -> None:
        """Delete the keys of servers on which an application of Discord's is not.

        Raises:
            StorageError: they cannot be deleted.

        """
        if not await self._is_to_judge(application_id, absent):
            return
        for guild_id in absent:
            await self._keys.forget_guild(guild_id)

    async def _is_to_judge(self, application_id: str, absent: Collection[str]) -> bool:
        """Tell whether an application that is not on a server has left it, rather than never been there."""
        known = await self._facts.keep(APPLICATION, application_id)
        other, _, began = (await self._facts.get(OTHER) or "").partition(" ")
        if known == application_id:
            if other:
                await self._facts.set(OTHER, "")
            return True
        if not absent:
            return False
        if other != application_id:
            began = now().isoformat()
            await self._facts.set(OTHER, f"{application_id} {began}")
        until = datetime.fromisoformat(began) + KEPT_FOR
        if now() < until:
            log.warning(
                "the keys of %d servers are kept for now: they were set while the bot was application %s, and it is %s "
                "now, which is not on those servers. If it stays so, they are deleted at a start after %s",
                len(absent),
                known,
                application_id,
                f"{until:%Y-%m-%d %H:%M} UTC",
            )
            return False
        await self._facts.set(APPLICATION, application_id)
        return True
