"""The commands in the languages in which Discord shows them."""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from generation.i18n import ENGLISH, in_language, language_of

#: What is typed stays English, as the documents and the HTTP API have it.
_TYPED = {Location.group_name, Location.parameter_name}


class CommandTranslator(app_commands.Translator):
    """Tell Discord the descriptions and choices of commands, and the names of those in menus, in other languages."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return a text in a language, None where it is not translated."""
        # Asked for each of Discord's thirty languages and each text of each command.
        if language_of(locale) == ENGLISH or context.location in _TYPED:
            return None
        if context.location is Location.command_name and not isinstance(context.data, app_commands.ContextMenu):
            return None
        text = in_language(string.message, locale)
        return None if text == string.message else text
