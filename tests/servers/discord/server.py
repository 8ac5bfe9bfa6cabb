"""The fake Discord: a server on loopback in the test's own event loop."""

import socket
from types import TracebackType
from typing import Final, Self

from aiohttp import web

from . import guild
from .channel_actions import ChannelActions
from .faults import Fault
from .interaction_actions import InteractionActions
from .interactions import Interaction
from .parts import FILE_BYTES, build
from .permissions import Permission
from .snowflakes import Json


class FakeDiscord(ChannelActions, InteractionActions):
    """Discord's REST v10, gateway and CDN for one bot in one guild, or in one on each shard."""

    guild_id: Final = guild.GUILD_ID
    channel_id: Final = guild.CHANNEL_ID
    second_channel_id: Final = guild.SECOND_CHANNEL_ID
    bot_id: Final = guild.BOT_ID
    owner_id: Final = guild.OWNER_ID
    gm_id: Final = guild.GM_ID
    player_id: Final = guild.PLAYER_ID
    other_player_id: Final = guild.OTHER_PLAYER_ID
    gm_role_id: Final = guild.GM_ROLE_ID
    token: Final = "MTAwMA.fake.token"

    def __init__(
        self,
        *,
        guild_locale: str = "en-US",
        privileged_intents: int = 0,
        file_limit: int = FILE_BYTES,
        shards: int = 1,
    ) -> None:
        """Start with a guild on each of so many shards."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.parts = build(
            self.url,
            token=self.token,
            guild_locale=guild_locale,
            privileged_intents=privileged_intents,
            file_limit=file_limit,
            shards=shards,
        )
        self._runner = web.AppRunner(self.parts.app, access_log=None, shutdown_timeout=0.5)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.parts.rest.closing.set()
        await self.parts.gateway.drop(1001, resumable=False)
        await self._runner.cleanup()

    def age(self, interaction: Interaction, seconds: float) -> None:
        """Make an interaction older. The bot's own clock does not notice."""
        interaction.created -= seconds

    def forget_nonces(self) -> None:
        """As three minutes later: an enforced nonce no longer finds its message."""
        self.parts.channel_api.forget_nonces()

    def expire_urls(self) -> None:
        """As a day later: every CDN address handed out so far is dead."""
        self.parts.cdn.expire_urls()

    def fail(
        self,
        method: str,
        path: str,
        *,
        status: int = 500,
        times: int = 1,
        headers: dict[str, str] | None = None,
        body: Json | None = None,
    ) -> None:
        """Refuse the next calls that match, undone.

        Paths start after `/api/v10`; `/websocket` and `/cdn/*` work too.
        """
        self.parts.faults.add(Fault(method, path, times, "refused", status, headers or {}, body))

    def lose_answer(self, method: str, path: str, *, times: int = 1) -> None:
        """Perform the next calls that match, but break the connection instead of answering."""
        self.parts.faults.add(Fault(method, path, times, "lost"))

    def hold_answer(self, method: str, path: str, *, times: int = 1) -> None:
        """Perform the next calls that match and never answer: the moment to kill the bot."""
        self.parts.faults.add(Fault(method, path, times, "held"))

    def go_down(self) -> None:
        """Refuse every call, and every new connection to the gateway."""
        self.parts.faults.down = True

    def come_back(self) -> None:
        self.parts.faults.down = False

    async def drop_gateway(self, code: int | None = 4000, *, resumable: bool = True) -> None:
        """Close each gateway socket, or break it with code None.

        Unless `resumable`, the RESUME that follows is refused; discord.py then waits 5 s before it identifies.
        """
        await self.parts.gateway.drop(code, resumable=resumable)

    async def deny(self, channel: int, denied: Permission) -> None:
        """Take permissions from the bot in one channel; SEND_MESSAGES also refuses its edits there."""
        self.parts.guild.deny(channel, denied)
        if not self.parts.guild.is_dm(channel):
            await self.parts.gateway.dispatch("CHANNEL_UPDATE", self.parts.guild.channel(channel))

    async def allow(self, channel: int) -> None:
        """Give the bot back what `deny` took."""
        await self.deny(channel, Permission(0))

    def channel_on(self, shard: int) -> int:
        """The id of the channel of the guild on this shard."""
        return guild.on_shard(shard, guild.CHANNEL_ID)

    def open_dm(self, user: int = guild.PLAYER_ID) -> int:
        """The id of the direct-message channel between the bot and a person."""
        return int(self.parts.guild.open_dm(user)["id"])
