"""The messages of all channels, and the events that tell the bot of them."""

from .change_signal import ChangeSignal
from .errors import unknown_message
from .gateway import MESSAGE_CONTENT, Gateway
from .guild import BOT_ID, Guild
from .message import Message, emoji_json
from .snowflakes import Json, timestamp

_CONTENT_FIELDS: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


class Timeline:
    """Everything that was ever said; a deleted message stays, marked."""

    def __init__(self, guild: Guild, gateway: Gateway, changes: ChangeSignal) -> None:
        self.messages: dict[int, Message] = {}
        self._guild = guild
        self._gateway = gateway
        self._changes = changes

    async def post(self, message: Message) -> None:
        self.messages[message.id] = message
        await self._tell("MESSAGE_CREATE", message)

    async def update(self, message: Message) -> None:
        message.edits += 1
        message.edited_timestamp = timestamp()
        await self._tell("MESSAGE_UPDATE", message)

    async def delete(self, message: Message) -> None:
        message.deleted = True
        if not message.ephemeral:
            place = {"id": str(message.id), "channel_id": str(message.channel_id)} | _guild_id(message)
            await self._gateway.dispatch("MESSAGE_DELETE", place)
        self._changes.notify()

    async def react(self, message: Message, user_id: int, emoji: str, *, remove: bool) -> None:
        """Add or take back one reaction. Only the event of an addition carries the member."""
        users = message.reactions.setdefault(emoji, [])
        if remove == (user_id not in users):
            return
        (users.remove if remove else users.append)(user_id)
        if not users:
            del message.reactions[emoji]
        event: Json = {"user_id": str(user_id), "message_id": str(message.id), "channel_id": str(message.channel_id)}
        event |= {"emoji": emoji_json(emoji), "burst": False, "type": 0} | _guild_id(message)
        if not remove:
            event["message_author_id"] = str(message.author_id)
            if message.guild_id is not None:
                event["member"] = self._guild.member(user_id)
        await self._gateway.dispatch(f"MESSAGE_REACTION_{'REMOVE' if remove else 'ADD'}", event)
        self._changes.notify()

    def find(self, message_id: int, channel_id: int | None = None) -> Message:
        """A message that is there; a channel's route does not reach ephemeral ones."""
        message = self.messages.get(message_id)
        if message is None or message.deleted:
            raise unknown_message()
        if channel_id is not None and (message.channel_id != channel_id or message.ephemeral):
            raise unknown_message()
        return message

    def in_channel(self, channel_id: int) -> list[Message]:
        """Oldest first, without deleted and ephemeral messages."""
        there = (message for message in self.messages.values() if message.channel_id == channel_id)
        return sorted((one for one in there if not one.deleted and not one.ephemeral), key=lambda one: one.id)

    def shown_to_bot(self, message: Message) -> Json:
        """The message as REST shows it: without content when the portal does not grant that."""
        full = message.to_json(BOT_ID)
        return full if self._gateway.allows(MESSAGE_CONTENT) or _is_for_bot(message) else full | _CONTENT_FIELDS

    async def _tell(self, event: str, message: Message) -> None:
        if not message.ephemeral:
            full = message.to_json(BOT_ID)
            if message.guild_id is not None and message.author_id != BOT_ID:
                full["member"] = {k: v for k, v in self._guild.member(message.author_id).items() if k != "user"}
            hidden = None if _is_for_bot(message) else full | _CONTENT_FIELDS
            await self._gateway.dispatch(event, full, without_content=hidden)
        self._changes.notify()


def _is_for_bot(message: Message) -> bool:
    """Without the intent, a bot still reads itself, its direct messages and what mentions it."""
    mentioned = any(user["id"] == str(BOT_ID) for user in message.mentions)
    return message.author_id == BOT_ID or message.guild_id is None or mentioned


def _guild_id(message: Message) -> Json:
    return {} if message.guild_id is None else {"guild_id": str(message.guild_id)}
