"""Postings: which images the messages that were sent show."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Database
from storage.records import Posting
from storage.transactions import Transaction


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that was sent: its id, its channel, and the images that it shows."""

    message_id: str
    channel_id: str
    image_ids: Sequence[str] = ()


class PostingStore:
    """Read the table `posting`, and delete what is recorded of messages that are gone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_message(self, message_id: str) -> tuple[Posting, ...]:
        """Return the images that a message shows."""
        return await self._database.all(Posting, "postings_of_message", message_id=message_id)

    async def of_image(self, image_id: str) -> tuple[Posting, ...]:
        """Return the messages that show an image."""
        return await self._database.all(Posting, "postings_of_image", image_id=image_id)

    async def recent(self, channel_id: str, most: int = 100) -> tuple[Posting, ...]:
        """Return the messages that show the newest images of a channel."""
        return await self._database.all(Posting, "recent_postings", channel_id=channel_id, most=most)

    async def forget_message(self, message_id: str) -> None:
        """Delete what is recorded of a message that is gone."""
        await self._database.run("forget_message", message_id=message_id)


async def attach_images(tx: Transaction, posted: Posted) -> None:
    """Record which images a message shows, within a transaction."""
    for index, image_id in enumerate(posted.image_ids):
        await tx.run(
            "attach_image", message_id=posted.message_id, image_id=image_id, index=index, channel_id=posted.channel_id
        )
