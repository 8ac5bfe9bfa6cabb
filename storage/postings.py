"""Postings: which images the messages that were sent show, and which of them show what is not so any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.records import PostedMessage, Posting
from storage.shards import ALL_SHARDS, Shards
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that was sent: its id, its channel, and the images that it shows."""

    message_id: str
    channel_id: str
    image_ids: Sequence[str] = ()


class PostingStore:
    """Read the tables `posting` and `posted_message`, and delete what is recorded of messages that are gone."""

    def __init__(self, database: SqlDatabase, shards: Shards = ALL_SHARDS) -> None:
        self._database = database
        self._shards = shards

    async def of_message(self, message_id: str) -> tuple[Posting, ...]:
        """Return the images that a message shows."""
        return await self._database.all(Posting, "postings_of_message", message_id=message_id)

    async def of_image(self, image_id: str) -> tuple[Posting, ...]:
        """Return the messages that show an image."""
        return await self._database.all(Posting, "postings_of_image", image_id=image_id)

    async def recent(self, channel_id: str, most: int = 100) -> tuple[Posting, ...]:
        """Return the messages that show the newest images of a channel."""
        return await self._database.all(Posting, "recent_postings", channel_id=channel_id, most=most)

    async def message(self, message_id: str) -> PostedMessage | None:
        """Return what is recorded of a message that shows images."""
        return await self._database.one(PostedMessage, "posted_message", message_id=message_id)

    async def outdated_channels(self) -> tuple[str, ...]:
        """Return the channels on this process's shards that have messages to whose images something has happened."""
        return await self._database.column(str, "outdated_channels", **self._shards.columns)

    async def outdated(self, channel_id: str) -> tuple[PostedMessage, ...]:
        """Return a channel's messages to whose images something has happened: first those that have lost one."""
        return await self._database.all(PostedMessage, "outdated_messages", channel_id=channel_id)

    async def note_shown(self, posted: PostedMessage, images: int) -> None:
        """Record that a message shows, with so many images, all that had happened when it was read."""
        await self._database.run("note_shown", message_id=posted.message_id, changes=posted.changes, images=images)

    async def forget_message(self, message_id: str) -> None:
        """Delete what is recorded of a message that is gone; of others, of which there are many, nothing is written."""
        if await self.message(message_id) is None and not await self.of_message(message_id):
            return

        async def body(tx: Transaction) -> None:
            await tx.run("forget_message", message_id=message_id)
            await tx.run("forget_postings", message_id=message_id)

        await self._database.write(body)


async def attach_images(tx: Transaction, posted: Posted, request_id: str, kind: str) -> None:
    """Record which images the message about a request shows, within a transaction."""
    if not posted.image_ids:
        return
    for index, image_id in enumerate(posted.image_ids):
        await tx.run(
            "attach_image", message_id=posted.message_id, image_id=image_id, index=index, channel_id=posted.channel_id
        )
    await tx.run(
        "add_posted_message",
        message_id=posted.message_id,
        channel_id=posted.channel_id,
        request_id=request_id,
        kind=kind,
        images=len(posted.image_ids),
    )
