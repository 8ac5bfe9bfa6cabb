"""The discord.py client: login, cogs, background jobs beside the gateway, and a fresh client for each connect."""

import asyncio
import logging
import socket

import aiohttp
import discord

from bot.supervisor import Supervisor
from cogs.bot import DiscordOptions, SceneBot
from cogs.commands.sync import sync_commands
from cogs.delivery.sender import OutboxSender
from cogs.lookups.members import look_up_member
from cogs.setup import add_cogs
from cogs.ui.dispatcher import SceneTree
from cogs.ui.replies.in_time import take_leave
from cogs.ui.translator import CommandTranslator
from generation.i18n import N_
from generation.services import Services
from generation.sessions.members import LookUp, Seen
from storage.errors import SceneError

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
#: A heartbeat that takes longer to be answered is of a connection that is dead, and not yet closed.
SILENT_SECONDS = 60.0
#: What says that Discord cannot be reached now; any other error is a bug, which no second try mends.
UNREACHABLE = (
    *(aiohttp.ClientError, ConnectionError, socket.gaierror, TimeoutError),
    *(discord.HTTPException, discord.ConnectionClosed, discord.GatewayNotFound),
)

TOKEN_REFUSED = N_("DISCORD_TOKEN: Discord refuses this token. Copy it again from the developer portal, page Bot.")

# The bot never speaks: what voice would need is not missing.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False


class DiscordRefusedError(SceneError):
    """Say that Discord refuses the token: only the operator can mend that."""

    code = "discord_refused"


class SceneClient(SceneBot):
    """The bot with the jobs that run beside its gateway connection."""

    def __init__(self, services: Services, options: DiscordOptions) -> None:
        super().__init__(services, options, tree_cls=SceneTree)
        self.outbox: OutboxSender | None = None
        self._background = Supervisor()

    async def setup_hook(self) -> None:
        """Start the background jobs after login: `on_ready` comes late, and the outbox needs no gateway."""
        await self.tree.set_translator(CommandTranslator())
        parts = await add_cogs(self)
        self.outbox = parts.outbox
        self._background.start("progress", parts.tracker.run)
        self._background.start("outbox", parts.outbox.run)
        self._background.start("secret answers", parts.outbox.secret_answers.run)
        self._background.start("pages", parts.refresher.run)
        self._background.start("posted messages", parts.posted.run)
        self._background.start("exports", parts.exports.run)
        await sync_commands(self)
        log.info("logged in to Discord as %s", self.user)

    async def close(self) -> None:
        """Stop the background jobs, then the gateway connection; nobody is left waiting for an answer."""
        await self._background.end()
        await take_leave(self)
        await super().close()


class DiscordConnection:
    """Keep the bot connected to Discord."""

    def __init__(
        self, services: Services, options: DiscordOptions, token: str, look_up_until_ready: LookUp | None = None
    ) -> None:
        """`look_up_until_ready` looks up members while the gateway has not told of the servers yet."""
        self._look_up_until_ready = look_up_until_ready
        self._services = services
        self._options = options
        self._token = token
        self._client: SceneClient | None = None

    async def run(self) -> None:
        """Stay connected until cancelled; discord.py itself reconnects a connection that was lost.

        discord.py closes a client whose connection has failed, so every try has a fresh one.

        Raises:
            DiscordRefusedError: Discord refuses the token.
            Exception: a bug, such as one in the setup; it would not be gone at the next try.

        """
        pause = FIRST_PAUSE
        while True:
            began = asyncio.get_running_loop().time()
            self._client = SceneClient(self._services, self._options)
            try:
                async with self._client:
                    await self._client.start(self._token)
            except discord.LoginFailure as error:
                raise DiscordRefusedError(TOKEN_REFUSED) from error
            except UNREACHABLE as error:
                if isinstance(error, discord.app_commands.CommandSyncFailure):
                    # Discord was reached, and does not take our commands.
                    raise
                log.warning(
                    "Discord cannot be reached (%s: %s); trying again in %.0f s", type(error).__name__, error, pause
                )
            else:
                return
            if asyncio.get_running_loop().time() - began > LONGEST_PAUSE:
                pause = FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def is_connected(self) -> bool:
        """Tell whether every shard has its connection to Discord's gateway, and is heard of."""
        shards = self._client.shards.values() if self._client is not None and self._client.is_ready() else ()
        return bool(shards) and not any(shard.is_closed() or shard.latency > SILENT_SECONDS for shard in shards)

    def may_be_asked(self) -> bool:
        """Tell whether members can be looked up: also before the gateway has told of the servers, over REST."""
        return self._client is None or not self._client.is_ready() or self.is_connected()

    async def look_up_member(self, channel_id: str, user_id: str) -> Seen | None:
        """Return a member as Discord shows them now (see `cogs.lookups.members`).

        Raises:
            LookupError: there is no connection yet.

        """
        if self._client is not None and self._client.is_ready():
            return await look_up_member(self._client, channel_id, user_id)
        if self._look_up_until_ready is None:
            raise LookupError("Discord is not connected yet")
        return await self._look_up_until_ready(channel_id, user_id)

    async def flush(self, seconds: float) -> None:
        """Send what the outbox holds, for at most so many seconds."""
        if self._client and self._client.outbox:
            await self._client.outbox.flush(seconds)
