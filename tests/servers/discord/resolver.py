"""The `resolved` part of an interaction: what the ids in it stand for."""

from .cdn import Cdn, Upload
from .guild import BOT_ID, Guild
from .message import Message
from .snowflakes import Json

_USER, _CHANNEL, _ATTACHMENT = 6, 7, 11


class Resolver:
    """Turns a test's value into the wire's, noting files, people and channels on the way."""

    def __init__(self, guild: Guild, cdn: Cdn, channel_id: int) -> None:
        self.resolved: Json = {}
        self._guild = guild
        self._cdn = cdn
        self._channel_id = channel_id

    def value(self, option_type: int, value: object) -> object:
        if option_type == _ATTACHMENT:
            assert isinstance(value, Upload), "an attachment option takes an Upload"
            return self.attachment(value)
        if option_type == _USER:
            assert isinstance(value, int), "a user option takes a user id"
            return self.user(value)
        if option_type == _CHANNEL:
            assert isinstance(value, int), "a channel option takes a channel id"
            return self._channel(value)
        return value

    def attachment(self, upload: Upload) -> str:
        stored = self._cdn.store(self._channel_id, upload)
        return self._note("attachments", stored.id, stored.to_json())

    def user(self, user_id: int) -> str:
        member = {key: value for key, value in self._guild.member(user_id).items() if key != "user"}
        self._note("members", user_id, member | {"permissions": self._permissions(user_id, self._channel_id)})
        return self._note("users", user_id, self._guild.user(user_id))

    def message(self, message: Message, viewer_id: int) -> str:
        return self._note("messages", message.id, message.to_json(viewer_id))

    def _channel(self, channel_id: int) -> str:
        permissions = {"permissions": self._permissions(BOT_ID, channel_id)}
        return self._note("channels", channel_id, self._guild.channel(channel_id) | permissions)

    def _permissions(self, user_id: int, channel_id: int) -> str:
        return str(int(self._guild.permissions(user_id, channel_id)))

    def _note(self, kind: str, item_id: int, item: Json) -> str:
        self.resolved.setdefault(kind, {})[str(item_id)] = item
        return str(item_id)
