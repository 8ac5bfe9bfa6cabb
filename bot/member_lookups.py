"""The ways to learn who belongs to a session on Discord: the own gateway, another process's, and REST."""

import contextlib
from collections.abc import AsyncIterator

from bot.discord_client import DiscordConnection
from bot.discord_rest import DiscordRest
from bot.supervisor import Supervisor
from bot.wiring.app import App
from generation.sessions.members import Seen
from generation.sessions.remote_member_lookup import RemoteMemberLookup
from generation.sessions.sessions import Sessions
from storage.errors import StorageError
from storage.shards import Shards


class MemberLookups:
    """Look up members by the nearest way that knows: a gateway has a server's roles and channels at hand."""

    def __init__(
        self,
        sessions: Sessions,
        shards: Shards,
        remote: RemoteMemberLookup,
        gateway: DiscordConnection | None,
        rest: DiscordRest | None,
    ) -> None:
        """`gateway` is this process's own; without `rest`, as without a token, gateways alone are asked."""
        self._sessions = sessions
        self._shards = shards
        self._remote = remote
        self._gateway = gateway
        self._rest = rest

    async def look_up_member(self, channel_id: str, user_id: str) -> Seen | None:
        """Return a member as Discord shows them now (see `cogs.lookups.members`).

        Raises:
            discord.DiscordException: Discord does not tell.
            LookupError: it is no session on Discord, or nobody can be asked.

        """
        session = await self._sessions.get(channel_id)
        if session is None or session.guild_id is None:
            raise LookupError(f"session {channel_id} is not on Discord")
        if self._gateway is not None and self._shards.own(session.guild_id):
            return await self._gateway.look_up_member(channel_id, user_id)
        try:
            return await self._remote.ask(session.guild_id, channel_id, user_id)
        except (LookupError, StorageError):
            if self._rest is None:
                raise
            return await self._rest.look_up_member(channel_id, user_id)


@contextlib.asynccontextmanager
async def asking_rest(app: App) -> AsyncIterator[DiscordRest | None]:
    """Be able to ask Discord over REST who belongs to a session and who leads it, where there is a token."""
    token = app.settings.discord_token
    if token is None:
        yield None
        return
    rest = DiscordRest(app.services.sessions, app.settings.gm_role, token.get_secret_value())
    try:
        yield rest
    finally:
        await rest.aclose()


def look_up_members(
    app: App, supervisor: Supervisor, discord: DiscordConnection | None, rest: DiscordRest | None
) -> None:
    """Look up members by this process's gateway, by that of another, or over REST; and answer what others ask."""
    remote = app.remote_member_lookup
    lookups = MemberLookups(app.services.sessions, app.settings.shards, remote, discord, rest)
    app.services.membership.look_up = lookups.look_up_member
    supervisor.start("answers about members", remote.hear_answers)
    if discord:
        supervisor.start("questions about members", lambda: remote.answer(discord.look_up_member, discord.may_be_asked))
