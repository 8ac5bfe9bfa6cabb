"""What people do in a channel: write, react, delete."""

import re
from collections.abc import Sequence

from .cdn import Upload
from .guild import CHANNEL_ID, PLAYER_ID
from .message import Message
from .observed_state import ObservedState


class ChannelActions(ObservedState):
    """The people's hands in a channel."""

    async def say(
        self,
        content: str,
        *,
        user: int = PLAYER_ID,
        channel: int = CHANNEL_ID,
        files: Sequence[Upload] = (),
        reply_to: int | None = None,
    ) -> Message:
        """Write a message. The bot reads the content only with the intent, if mentioned, or in its own DM."""
        guild = self.parts.guild
        mentions = [guild.user(int(found)) for found in dict.fromkeys(re.findall(r"<@!?(\d+)>", content))]
        message = Message(
            channel_id=channel,
            guild_id=guild.of_channel(channel),
            author=guild.user(user),
            content=content,
            mentions=mentions,
            attachments=[self.parts.cdn.store(channel, upload) for upload in files],
        )
        if reply_to is not None:
            message.extra = {"type": 19, "message_reference": {"message_id": str(reply_to), "channel_id": str(channel)}}
        await self.parts.timeline.post(message)
        return message

    async def react(self, message_id: int, emoji: str, *, user: int = PLAYER_ID, remove: bool = False) -> None:
        message = self.visible_message(message_id, user)
        await self.parts.timeline.react(message, user, emoji, remove=remove)

    async def delete_message(self, message_id: int) -> None:
        """Delete as a person with the right to do so."""
        await self.parts.timeline.delete(self.parts.timeline.find(message_id))
