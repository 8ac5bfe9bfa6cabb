"""Saying something to whoever pressed or typed, whatever state the interaction is in."""

import asyncio
import logging
from typing import Any

import aiohttp
import discord

from generation.errors import RefusedError
from generation.i18n import _, said
from storage.errors import SceneError

log = logging.getLogger(__name__)

#: What a call to Discord may raise: its own "no", or no answer.
DISCORD_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError, asyncio.TimeoutError)


async def reply_privately(interaction: discord.Interaction[Any], text: str, **more: Any) -> None:  # noqa: ANN401  # discord.py's own keywords
    """Say something that only this user reads; a dead interaction is logged, never raised."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True, **more)
        else:
            await interaction.response.send_message(text, ephemeral=True, **more)
    except DISCORD_ERRORS as error:
        # Without the text, which may repeat a description that was refused.
        log.warning("user %s could not be told %d characters: %s", interaction.user.id, len(text), error)


async def report_error(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the user what went wrong: the error's own sentence, or where the operator finds the details."""
    if isinstance(error, SceneError):
        level = logging.INFO if isinstance(error, RefusedError) else logging.WARNING
        log.log(level, "refused user %s (%s): %s", interaction.user.id, error.code, error)
        await reply_privately(interaction, said(error.sentence))
        return
    log.error("interaction %s failed", interaction.id, exc_info=error)
    text = _("Something went wrong here. The operator finds it in the log as {id}.").format(id=interaction.id)
    await reply_privately(interaction, text)
