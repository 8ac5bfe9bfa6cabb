"""REST: the application, its commands, and the guild."""

from aiohttp import web

from .commands import Commands
from .errors import missing_access, unknown_guild
from .gateway import MEMBERS, Gateway
from .guild import BOT_ID, OWNER_ID, Guild
from .rest import ApiRequest, Rest
from .snowflakes import Json


class ApplicationApi:
    """`/applications/…`, `/users/…`, `/guilds/…` and `/gateway`."""

    def __init__(self, guild: Guild, commands: Commands, gateway: Gateway) -> None:
        self._guild = guild
        self._commands = commands
        self._gateway = gateway

    def routes(self, rest: Rest) -> list[web.RouteDef]:
        application = "/applications/{application:\\d+}"
        return [
            rest.route("GET", "/users/@me", self.me),
            rest.route("GET", "/users/@me/guilds", self.own_guilds),
            rest.route("GET", "/users/{user:\\d+}", self.user),
            rest.route("GET", "/oauth2/applications/@me", self.application),
            rest.route("GET", "/applications/@me", self.application),
            rest.route("GET", "/gateway/bot", self.gateway),
            rest.route("GET", application + "/commands", self.commands),
            rest.route("PUT", application + "/commands", self.overwrite_commands),
            rest.route("GET", application + "/guilds/{guild}/commands", self.commands),
            rest.route("PUT", application + "/guilds/{guild}/commands", self.overwrite_commands),
            rest.route("GET", "/guilds/{guild}", self.guild),
            rest.route("GET", "/guilds/{guild}/roles", self.roles),
            rest.route("GET", "/guilds/{guild}/channels", self.channels),
            rest.route("GET", "/guilds/{guild}/members", self.members),
            rest.route("GET", "/guilds/{guild}/members/{user:\\d+}", self.member),
        ]

    async def me(self, _: ApiRequest) -> Json:
        return self._guild.user(BOT_ID) | {"flags": 0, "verified": True, "mfa_enabled": False, "locale": "en-US"}

    async def own_guilds(self, _: ApiRequest) -> list[Json]:
        return [self._guild.describe(guild_id) for guild_id in self._guild.ids]

    async def user(self, request: ApiRequest) -> Json:
        return self._guild.user(request.id("user"))

    async def application(self, _: ApiRequest) -> Json:
        return {
            "id": str(BOT_ID),
            "name": "ShadowBot",
            "icon": None,
            "description": "",
            "summary": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "team": None,
            "flags": 0,
            "owner": self._guild.user(OWNER_ID),
        }

    async def gateway(self, _: ApiRequest) -> Json:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        return {"url": self._gateway.url, "shards": self._guild.shards, "session_start_limit": limit}

    async def commands(self, request: ApiRequest) -> list[Json]:
        return self._commands.listed(self._scope(request))

    async def overwrite_commands(self, request: ApiRequest) -> list[Json]:
        return self._commands.overwrite(self._scope(request), request.call.commands)

    async def guild(self, request: ApiRequest) -> Json:
        return self._guild.describe(self._guild_id(request))

    async def roles(self, request: ApiRequest) -> list[Json]:
        return list(self._guild.describe(self._guild_id(request))["roles"])

    async def channels(self, request: ApiRequest) -> list[Json]:
        return self._guild.channels_of(self._guild_id(request))

    async def members(self, request: ApiRequest) -> list[Json]:
        self._guild_id(request)
        if not self._gateway.allows(MEMBERS):
            raise missing_access()
        limit, after = int(request.call.query.get("limit", "1")), int(request.call.query.get("after", "0"))
        return [member for member in self._guild.members() if int(member["user"]["id"]) > after][:limit]

    async def member(self, request: ApiRequest) -> Json:
        self._guild_id(request)
        return self._guild.member(request.id("user"))

    def _scope(self, request: ApiRequest) -> int | None:
        """The guild a route names, or None for a global one."""
        return self._guild_id(request) if "guild" in request.parameters else None

    def _guild_id(self, request: ApiRequest) -> int:
        if request.id("guild") not in self._guild.ids:
            raise unknown_guild()
        return request.id("guild")
