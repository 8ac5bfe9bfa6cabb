"""The languages of an interaction: its user's, its server's, and those in which Discord shows the commands."""

from contextlib import AbstractContextManager
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Place

from generation.i18n import ENGLISH, in_language, language_of, speaking

#: What is typed stays English, as the documents and the HTTP API have it.
_TYPED = {Place.group_name, Place.parameter_name}


def user_language(interaction: discord.Interaction[Any]) -> AbstractContextManager[None]:
    """Speak within the block to the user alone."""
    return speaking(interaction.locale)


def channel_language(interaction: discord.Interaction[Any]) -> AbstractContextManager[None]:
    """Speak within the block to all who read the channel; in a private chat that is the user."""
    return speaking(interaction.guild_locale or interaction.locale)


def message_language(interaction: discord.Interaction[Any]) -> AbstractContextManager[None]:
    """Speak within the block to all who read the message whose button was pressed."""
    message = interaction.message
    return user_language(interaction) if message and message.flags.ephemeral else channel_language(interaction)


class CommandTranslator(app_commands.Translator):
    """Tell Discord the descriptions and choices of commands, and the names of those in menus, in other languages."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return a text in a language, None where it is not translated."""
        # Asked for each of Discord's thirty languages and each text of each command.
        if language_of(locale) == ENGLISH or context.location in _TYPED:
            return None
        if context.location is Place.command_name and not isinstance(context.data, app_commands.ContextMenu):
            return None
        text = in_language(string.message, locale)
        return None if text == string.message else text
