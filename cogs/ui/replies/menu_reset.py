"""Menus that can be chosen from again."""

import logging
from typing import Any

import discord

from cogs.ui.components import make_view
from cogs.ui.replies.answer import DISCORD_ERRORS, answer_to

log = logging.getLogger(__name__)


async def reset_menu(interaction: discord.Interaction[Any]) -> None:
    """Have the menu that was chosen from show its hint again, so that the same can be chosen again.

    Discord keeps what was chosen, and sends nothing where that is chosen again, until the message is edited: where it
    was changed as the answer there is nothing to do.
    """
    pressed = interaction.message
    if pressed is None or not interaction.response.is_done() or answer_to(interaction).has_edited:
        return
    try:
        if pressed.flags.ephemeral:
            # The bot's own token does not reach it; it is its viewer's alone, who has just been at it.
            await interaction.followup.edit_message(pressed.id, view=_same_view(pressed))
            return
        # As it is now: others may have changed it since.
        message = await pressed.fetch()
        await message.edit(view=_same_view(message))
    except DISCORD_ERRORS as error:
        log.debug("a menu of message %s keeps what was chosen: %s", pressed.id, error)


def _same_view(message: discord.Message) -> discord.ui.View:
    return make_view(*discord.ui.View.from_message(message).children)
