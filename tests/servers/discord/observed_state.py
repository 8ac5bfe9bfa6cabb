"""What a test sees of the fake Discord, and how it waits."""

import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import TypeVar

from tests.clock import PATIENCE

from .cdn import Attachment
from .guild import CHANNEL_ID
from .interactions import Interaction
from .message import Message
from .parts import Parts
from .rest import Call
from .snowflakes import Json

Found = TypeVar("Found")


class ObservedState:
    """The looking half of a test's hands."""

    parts: Parts

    @property
    def calls(self) -> list[Call]:
        """Every REST call, oldest first."""
        return self.parts.rest.calls

    @property
    def commands(self) -> list[Json]:
        """The synced commands, the guild's first."""
        return self.parts.commands.all()

    @property
    def identifies(self) -> list[Json]:
        """Every IDENTIFY a bot sent."""
        return self.parts.gateway.identifies

    def connections(self, shard: int) -> int:
        """How often a shard of a bot has sent an IDENTIFY."""
        return sum(identify.get("shard", [0, 1])[0] == shard for identify in self.identifies)

    @property
    def resumes(self) -> list[Json]:
        """Every RESUME a bot sent."""
        return self.parts.gateway.resumes

    @property
    def connected(self) -> bool:
        """Whether a bot sits on the gateway, identified or resumed."""
        return self.parts.gateway.connected

    @property
    def interactions(self) -> list[Interaction]:
        return list(self.parts.interactions.by_token.values())

    def calls_to(self, method: str, path: str) -> list[Call]:
        """The calls whose path matches, such as `*/messages/*`; paths start after `/api/v10`."""
        return [call for call in self.calls if call.method == method and fnmatchcase(call.path, path)]

    @property
    def channels(self) -> list[int]:
        """The ids of all channels."""
        return list(self.parts.guild.channels)

    def messages(self, channel: int = CHANNEL_ID) -> list[Message]:
        """All messages ever in a channel, oldest first: also ephemeral and deleted ones."""
        there = (message for message in self.parts.timeline.messages.values() if message.channel_id == channel)
        return sorted(there, key=lambda message: message.id)

    def message(self, message_id: int) -> Message:
        return self.parts.timeline.messages[message_id]

    def visible_message(self, message_id: int, user: int) -> Message:
        """A message that this person can point at."""
        message = self.message(message_id)
        assert not message.deleted, f"message {message_id} was deleted"
        assert not message.ephemeral or message.recipient_id == user, f"message {message_id} is not for {user}"
        return message

    def file(self, source: Attachment | str) -> bytes:
        """The bytes of an attachment, or behind a CDN address as long as that works."""
        return source.data if isinstance(source, Attachment) else self.parts.cdn.read(source).data

    async def until(self, look: Callable[[], Found | None], *, within: float = PATIENCE) -> Found:
        """Wait until `look` returns something true, and return that; a LookupError in it means not yet."""
        return await self.parts.changes.until(look, within=within, describe=self.describe)

    def describe(self) -> str:
        """The present state, for the message of a failed wait."""
        messages = sorted(self.parts.timeline.messages.values(), key=lambda message: message.id)
        lines = [_describe(message) for message in messages] or ["no messages"]
        pending = [one for one in self.interactions if one.callback is None]
        lines += [f"unacknowledged: {json.dumps(one.data)} for {one.age:.1f} s" for one in pending]
        return "\n".join([*lines, "last calls:", *(f"  {call}" for call in self.calls[-12:])])


def _describe(message: Message) -> str:
    marks = [mark for mark, present in (("deleted", message.deleted), ("ephemeral", message.ephemeral)) if present]
    facts = {
        "embeds": [embed.get("title") or embed.get("description") for embed in message.embeds],
        "files": [attachment.name for attachment in message.attachments],
        "buttons": message.custom_ids,
        "reactions": message.reactions,
    }
    shown = " ".join(f"{name}={value}" for name, value in facts.items() if value)
    head = f"message {message.id} in {message.channel_id} by {message.author['username']} {' '.join(marks)}".rstrip()
    return f"{head}: {message.content!r} flags={message.flags} edits={message.edits} {shown}".rstrip()
