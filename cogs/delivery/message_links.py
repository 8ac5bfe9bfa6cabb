"""Links to messages that show an image."""

from generation.services import Services
from storage.records import Session


async def message_link(services: Services, session: Session | None, image_id: str) -> str | None:
    """Return the address of a message of the session's channel that shows an image; None where there is none."""
    if session is None or session.guild_id is None:
        return None
    for posting in await services.postings.of_image(image_id):
        if posting.channel_id == session.id:
            return f"https://discord.com/channels/{session.guild_id}/{posting.channel_id}/{posting.message_id}"
    return None
