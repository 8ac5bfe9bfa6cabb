"""Select menus on messages: `scene:select-<verb>:<id>…`, which answer after a restart as the buttons do."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from cogs.bot import bot_of
from cogs.ui.forms import MOST_OPTIONS, Option
from cogs.ui.locales import privately
from cogs.ui.replies import report_error
from generation.errors import NotFoundError
from generation.i18n import _


class SceneSelect(
    discord.ui.DynamicItem[discord.ui.Item[Any]],
    template=r"scene:select-(?P<verb>[a-z]+)(?P<ids>(?::[A-Za-z0-9_-]+)*)",
):
    """Any of the bot's select menus: of options, or of a server's roles, channels or members."""

    def __init__(self, menu: discord.ui.Item[Any], verb: str, ids: list[str]) -> None:
        super().__init__(menu)
        self._verb = verb
        self._ids = ids

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the menu that was used, from its custom_id alone."""
        return cls(item, match["verb"], [part for part in match["ids"].split(":") if part])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the verb says with what was chosen; an error reaches the user as a sentence."""
        data: Any = interaction.data or {}
        with privately(interaction):
            try:
                pick = bot_of(interaction).picks.get(self._verb)
                if pick is None:
                    raise NotFoundError(_("This menu is from another version of the bot. Open it anew."))
                await pick(interaction, self._ids, [str(value) for value in data.get("values", ())])
            except Exception as error:  # noqa: BLE001  # whatever it is, the user is told
                await report_error(interaction, error)


def menu_id(verb: str, *ids: str) -> str:
    """Return the custom_id of a menu of a verb in `SceneBot.picks`."""
    return ":".join(("scene", f"select-{verb}", *ids))


def select(verb: str, *ids: str, options: Sequence[Option], hint: str = "", row: int | None = None) -> SceneSelect:
    """Return a menu of a verb in `SceneBot.picks`; one of the options is chosen."""
    plain: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=menu_id(verb, *ids),
        placeholder=hint[:150] or None,
        options=[option.option() for option in options[:MOST_OPTIONS]],
        row=row,
    )
    return SceneSelect(plain, verb, list(ids))
