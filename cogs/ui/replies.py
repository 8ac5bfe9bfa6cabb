"""Saying something to whoever pressed or typed, whatever state the interaction is in."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord

from generation.errors import RefusedError
from generation.i18n import _, said
from generation.tasks import spawn
from storage.errors import SceneError

log = logging.getLogger(__name__)

#: What a call to Discord may raise: its own "no", or no answer.
DISCORD_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError, asyncio.TimeoutError)


#: Discord shows an interaction as failed after three seconds without an answer.
ANSWER_WITHIN = 2.0


class Answer:
    """Whether an interaction was answered with "in a moment", because what it waits for takes too long."""

    def __init__(self) -> None:
        self.deferred = False


@contextlib.asynccontextmanager
async def deferring_if_late(interaction: discord.Interaction[Any]) -> AsyncIterator[Answer]:
    """Answer an interaction with "in a moment", for its user alone, where the block takes longer than Discord waits."""
    answer = Answer()

    async def defer() -> None:
        await asyncio.sleep(ANSWER_WITHIN)
        if interaction.response.is_done():
            return
        # Before the call: it may be on its way when the block ends.
        answer.deferred = True
        with contextlib.suppress(*DISCORD_ERRORS):
            await interaction.response.defer(ephemeral=True, thinking=True)

    deferring = spawn(defer(), f"answer {interaction.id} in time")
    try:
        yield answer
    finally:
        if answer.deferred:
            await asyncio.wait({deferring})
        deferring.cancel()


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
