"""Illustrate this: a scene drafted from any message, for the eyes of whoever asks, before anything is painted."""

import asyncio
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.bot import SceneBot
from cogs.generate.preview import PreviewActions
from cogs.ui.components import button, make_view
from cogs.ui.contexts import WHERE_THE_BOT_IS
from cogs.ui.replies.replies import reply_privately
from generation.i18n import N_, _
from generation.prompts.from_message import scene_of
from storage.params import GenerationParams
from storage.records import Posting

NAME = N_("Illustrate this")


class IllustrateCog(commands.Cog):
    """The command in the menu of every message."""

    def __init__(self, bot: SceneBot, previews: PreviewActions) -> None:
        self._services = bot.services
        self._previews = previews
        bot.tree.add_command(
            app_commands.ContextMenu(
                name=NAME,
                callback=self._illustrate,
                allowed_contexts=WHERE_THE_BOT_IS,
            )
        )

    async def _illustrate(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Draft a scene from a message's text and show it as `/image enhance` does; offer to vary an image instead."""
        postings = await self._services.postings.of_message(str(message.id))
        if postings:
            await reply_privately(interaction, _("This is a picture already. Vary it?"), view=_vary_view(postings))
            return
        scene = await asyncio.to_thread(scene_of, text_of(message))
        # Whatever its first words are about, what somebody tells is a scene.
        await self._previews.show(interaction, GenerationParams(scene, type="scene"))


def text_of(message: discord.Message) -> str:
    """Return what a message says: its own words, else those of what was forwarded, else those of its embeds."""
    texts = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    if any(text.strip() for text in texts):
        return "\n".join(texts)
    return "\n".join(part for embed in message.embeds for part in (embed.title, embed.description) if part)


def _vary_view(postings: Sequence[Posting]) -> discord.ui.View:
    if len(postings) == 1:
        return make_view(button("vary", postings[0].image_id, label=_("Vary")))
    numbered = enumerate(postings, start=1)
    return make_view(
        *(
            button("vary", posting.image_id, label=_("Vary {number}").format(number=number))
            for number, posting in numbered
        )
    )
