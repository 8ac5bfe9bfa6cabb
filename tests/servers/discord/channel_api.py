"""REST: channels, their messages and reactions."""

import time

from aiohttp import web

from .cdn import Cdn
from .errors import invalid_form, not_the_author, unknown_message
from .guild import BOT_ID, Guild
from .limits import check_length
from .message import Message
from .message_payload import compose
from .permissions import Permission
from .rest import ApiRequest, Rest
from .snowflakes import Json
from .timeline import Timeline

_NONCE_SECONDS = 180


class ChannelApi:
    """`/channels/…` and `/users/@me/channels`."""

    def __init__(self, guild: Guild, timeline: Timeline, cdn: Cdn) -> None:
        self._guild = guild
        self._timeline = timeline
        self._cdn = cdn
        self._nonces: dict[tuple[int, str], tuple[float, Message]] = {}

    def routes(self, rest: Rest) -> list[web.RouteDef]:
        message = "/channels/{channel}/messages/{message:\\d+}"
        reaction = message + "/reactions/{emoji}"
        return [
            rest.route("GET", "/channels/{channel}", self.channel),
            rest.route("GET", "/channels/{channel}/thread-members/{user:\\d+}", self.thread_member),
            rest.route("POST", "/users/@me/channels", self.open_dm),
            rest.route("POST", "/channels/{channel}/typing", self.typing),
            rest.route("POST", "/channels/{channel}/messages", self.create),
            rest.route("GET", "/channels/{channel}/messages", self.history),
            rest.route("GET", message, self.message),
            rest.route("PATCH", message, self.edit),
            rest.route("DELETE", message, self.delete),
            rest.route("GET", reaction, self.reactors),
            rest.route("PUT", reaction + "/@me", self.react),
            rest.route("DELETE", reaction + "/{user:@me|\\d+}", self.unreact),
        ]

    def forget_nonces(self) -> None:
        """As three minutes later."""
        self._nonces.clear()

    async def channel(self, request: ApiRequest) -> Json:
        self._guild.require(request.id("channel"), Permission.VIEW_CHANNEL)
        return self._guild.channel(request.id("channel"))

    async def thread_member(self, request: ApiRequest) -> Json:
        return self._guild.thread_member(request.id("channel"), request.id("user"))

    async def open_dm(self, request: ApiRequest) -> Json:
        return self._guild.open_dm(int(request.payload["recipient_id"]))

    async def typing(self, request: ApiRequest) -> None:
        self._guild.require(request.id("channel"), Permission.SEND_MESSAGES)

    async def create(self, request: ApiRequest) -> Json:
        channel_id = request.id("channel")
        self._guild.require(channel_id, _needed(request))
        if earlier := self._earlier(channel_id, request.payload):
            return self._timeline.shown_to_bot(earlier)
        message = self.blank(channel_id)
        if reference := request.payload.get("message_reference"):
            message.extra |= {"type": 19, "message_reference": reference | {"channel_id": str(channel_id)}}
        if nonce := str(request.payload.get("nonce") or ""):
            message.extra["nonce"] = nonce
        compose(message, request.payload, request.files, self._cdn, is_new=True)
        if nonce:
            self._nonces[channel_id, nonce] = (time.monotonic(), message)
        await self._timeline.post(message)
        return self._timeline.shown_to_bot(message)

    def blank(self, channel_id: int) -> Message:
        """The bot's next message in this channel."""
        guild_id = self._guild.of_channel(channel_id)
        return Message(channel_id=channel_id, guild_id=guild_id, author=self._guild.user(BOT_ID))

    async def history(self, request: ApiRequest) -> list[Json]:
        channel_id = request.id("channel")
        self._guild.require(channel_id, Permission.VIEW_CHANNEL)
        if not self._guild.permissions(BOT_ID, channel_id) & Permission.READ_MESSAGE_HISTORY:
            return []
        query = request.call.query
        limit = int(query.get("limit", "50"))
        if not 1 <= limit <= 100:
            raise invalid_form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        after, before = int(query.get("after", "0")), int(query.get("before", str(1 << 63)))
        found = [one for one in self._timeline.in_channel(channel_id) if after < one.id < before]
        page = found[:limit] if "after" in query else found[-limit:]
        return [self._timeline.shown_to_bot(message) for message in reversed(page)]

    async def message(self, request: ApiRequest) -> Json:
        return self._timeline.shown_to_bot(self._find(request, Permission.READ_MESSAGE_HISTORY))

    async def edit(self, request: ApiRequest) -> Json:
        message = self._find(request, _needed(request))
        if message.author_id != BOT_ID:
            raise not_the_author()
        compose(message, request.payload, request.files, self._cdn)
        await self._timeline.update(message)
        return self._timeline.shown_to_bot(message)

    async def delete(self, request: ApiRequest) -> None:
        message = self._find(request, Permission.VIEW_CHANNEL)
        if message.author_id != BOT_ID:
            self._guild.require(message.channel_id, Permission.MANAGE_MESSAGES)
        await self._timeline.delete(message)

    async def react(self, request: ApiRequest) -> None:
        message = self._find(request, Permission.ADD_REACTIONS | Permission.READ_MESSAGE_HISTORY)
        await self._timeline.react(message, BOT_ID, request.parameters["emoji"], remove=False)

    async def unreact(self, request: ApiRequest) -> None:
        user = request.parameters["user"]
        needed = Permission.VIEW_CHANNEL if user == "@me" else Permission.MANAGE_MESSAGES
        message = self._find(request, needed)
        user_id = BOT_ID if user == "@me" else int(user)
        await self._timeline.react(message, user_id, request.parameters["emoji"], remove=True)

    async def reactors(self, request: ApiRequest) -> list[Json]:
        message = self._find(request, Permission.READ_MESSAGE_HISTORY)
        after, limit = int(request.call.query.get("after", "0")), int(request.call.query.get("limit", "25"))
        users = sorted(message.reactions.get(request.parameters["emoji"], []))
        return [self._guild.user(user_id) for user_id in users if user_id > after][:limit]

    def _find(self, request: ApiRequest, needed: Permission) -> Message:
        self._guild.require(request.id("channel"), needed)
        return self._timeline.find(request.id("message"), request.id("channel"))

    def _earlier(self, channel_id: int, payload: Json) -> Message | None:
        """The message that an enforced nonce already made in the last minutes."""
        nonce = str(payload.get("nonce") or "")
        check_length("nonce", nonce, 25)
        at, message = self._nonces.get((channel_id, nonce), (0.0, None))
        if message is None or not payload.get("enforce_nonce") or time.monotonic() - at > _NONCE_SECONDS:
            return None
        if message.deleted:
            raise unknown_message()
        return message


def _needed(request: ApiRequest) -> Permission:
    needed = Permission.SEND_MESSAGES
    if request.files:
        needed |= Permission.ATTACH_FILES
    if request.payload.get("embeds"):
        needed |= Permission.EMBED_LINKS
    return needed
