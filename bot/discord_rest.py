"""Discord asked over REST alone, by a process without a gateway: who is a member of a session, and in which role."""

import asyncio

import discord

from cogs.lookups.members import look_up_member_by_rest
from generation.sessions.members import Seen
from generation.sessions.sessions import Sessions

#: No gateway tells of anything; without the first one discord.py warns that it knows no servers.
_INTENTS = discord.Intents(guilds=True)


class DiscordRest:
    """Look up members with the bot's token; it logs in with the first look."""

    def __init__(self, sessions: Sessions, gm_role: str, token: str) -> None:
        self._sessions = sessions
        self._gm_role = gm_role
        self._token = token
        self._login: asyncio.Task[discord.Client] | None = None

    async def look_up_member(self, channel_id: str, user_id: str) -> Seen | None:
        """Return a member as Discord shows them now (see `cogs.lookups.members`).

        Raises:
            discord.DiscordException: Discord does not tell.
            LookupError: it is no session on Discord.

        """
        session = await self._sessions.get(channel_id)
        if session is None or session.guild_id is None:
            raise LookupError(f"session {channel_id} is not on Discord")
        client = await self._logged_in()
        return await look_up_member_by_rest(client, session.guild_id, channel_id, user_id, self._gm_role)

    async def _logged_in(self) -> discord.Client:
        login = self._login
        if login is None or (login.done() and _has_failed(login)):
            # Not `spawn`, which would log what is told to who asks.
            login = self._login = asyncio.create_task(_log_in(self._token), name="log in to Discord")
        # Shielded: whoever does not wait for it so long finds it done with the next look.
        return await asyncio.shield(login)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._login is None:
            return
        self._login.cancel()
        await asyncio.wait({self._login})
        if not _has_failed(self._login):
            await self._login.result().close()


async def _log_in(token: str) -> discord.Client:
    client = discord.Client(intents=_INTENTS, max_messages=None)
    try:
        await client.login(token)
    except BaseException:
        await client.close()
        raise
    return client


def _has_failed(task: asyncio.Task[discord.Client]) -> bool:
    return task.cancelled() or task.exception() is not None
