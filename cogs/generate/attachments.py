"""Files that somebody attaches to a command."""

import asyncio
import logging

import discord

from cogs.ui.replies.answer import DISCORD_ERRORS
from generation.errors import RefusedError
from generation.i18n import _
from generation.images.given import check_length

log = logging.getLogger(__name__)

#: The largest file, 25 MB, comes in this time over a line of two megabits a second.
READ_SECONDS = 120.0


async def read_attachment(reference: discord.Attachment) -> bytes:
    """Return an attachment's bytes, which may take longer than an interaction may go unanswered.

    Raises:
        RefusedError: it is too large, or Discord does not give it.

    """
    check_length(reference.size)
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await reference.read()
    except DISCORD_ERRORS as error:
        log.warning("an attachment of %d bytes could not be read: %r", reference.size, error)
        raise RefusedError(
            _("Discord did not hand over the reference picture. Attach it again, or a smaller one.")
        ) from error
