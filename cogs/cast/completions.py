"""Completions: names and versions of characters while a command is typed, also inside a description."""

import re
from typing import Any

import discord
from discord.app_commands import Choice

from cogs.actors import identify_actor
from cogs.bot import SceneBot
from generation.cast.mentions import mention_of
from generation.errors import NotFoundError
from generation.i18n import _

#: Discord's bound of a choice.
_LONGEST = 100
#: The beginning of a mention at the end of what is typed.
_BEGUN = re.compile(r'(?<![\w<@./])@"?(?P<name>[^"@]{0,40})$')


class CastCompletions:
    """Complete what is typed by who is in the cast, as far as the person may know."""

    def __init__(self, bot: SceneBot) -> None:
        self._cast = bot.services.cast

    async def description(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Return a description with its last mention completed; none where Discord has no room for the whole of it."""
        begun = _BEGUN.search(typed)
        if begun is None:
            return []
        names = await self._cast.names(await identify_actor(interaction), begun["name"])
        texts = [f"{typed[: begun.start()]}{mention_of(name)} " for name in names]
        return [Choice(name=text, value=text) for text in texts if len(text) <= _LONGEST]

    async def name(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Return the characters whose name begins so; of two of one name each by its id."""
        actor = await identify_actor(interaction)
        names = await self._cast.names(actor, typed.lstrip("@").strip('"'))
        characters = [each for each in await self._cast.all(actor) if each.name in names]
        lock = _("secret")
        return [
            Choice(name=f"{each.name} ({lock})" if each.secret else each.name, value=each.id) for each in characters
        ][:25]

    async def version(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Return the versions of the character that the command names."""
        name = getattr(interaction.namespace, "name", None)
        if not name:
            return []
        try:
            character = await self._cast.get(await identify_actor(interaction), name)
        except NotFoundError:
            return []
        named = [each.name for each in character.versions if each.name and typed.casefold() in each.name.casefold()]
        return [Choice(name=each, value=each) for each in named][:25]
