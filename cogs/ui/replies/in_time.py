"""Nobody is left waiting: handlers are watched, completions end in time, and a stop tells who still waits."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import discord

from cogs.ui.replies.answer import ANSWER_WITHIN, DISCORD_ERRORS, answer_to
from cogs.ui.replies.replies import reply_privately, report_error, was_asked_to_wait
from generation.i18n import _, speaking

#: How long a stop waits for Discord to take what is said last.
LEAVE_SECONDS = 3.0
#: The interactions whose handlers are at work.
_under_way: set[discord.Interaction[Any]] = set()


@contextlib.asynccontextmanager
async def answering_in_time(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Ask the user to wait where the block takes longer than Discord does; nobody is left waiting behind it."""
    answer = answer_to(interaction)
    answer.start_timer()
    _under_way.add(interaction)
    try:
        yield
    finally:
        _under_way.discard(interaction)
        await answer.stop_timer()
    if answer.is_owed:
        await report_error(interaction, RuntimeError(f"the user of interaction {interaction.id} was left waiting"))


@contextlib.asynccontextmanager
async def completing_in_time(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Suggest nothing where what is typed cannot be completed in time, or at all."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(ANSWER_WITHIN):
            yield
    if not interaction.response.is_done():
        with contextlib.suppress(*DISCORD_ERRORS):
            await interaction.response.autocomplete([])


async def take_leave(client: discord.Client) -> None:
    """Tell everybody who still waits for a client's answer that it stops, as far as Discord takes that in time."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LEAVE_SECONDS):
            await asyncio.gather(*(_say_that_it_stops(each) for each in _under_way if each.client is client))


async def _say_that_it_stops(interaction: discord.Interaction[Any]) -> None:
    if was_asked_to_wait(interaction) or not interaction.response.is_done():
        with speaking(interaction.locale):
            text = _("The bot is restarting. Check in a moment whether it worked.")
        await reply_privately(interaction, text)
