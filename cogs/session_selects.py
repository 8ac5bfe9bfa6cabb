"""Menus of a server's roles and channels: `scene:pick-<verb>:<id>…`, which answer after a restart as the others do."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from cogs.base import bot_of
from cogs.languages import privately
from cogs.replies import explain
from generation.errors import NotFoundError
from generation.language import _


class ScenePick(
    discord.ui.DynamicItem[discord.ui.Item[Any]],
    template=r"scene:pick-(?P<verb>[a-z]+)(?P<ids>(?::[A-Za-z0-9_-]+)*)",
):
    """Any of the bot's menus of roles or channels."""

    def __init__(self, item: discord.ui.Item[Any], verb: str, ids: list[str]) -> None:
        super().__init__(item)
        self._verb = verb
        self._ids = ids

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the menu that was used, from its custom_id alone."""
        return cls(item, match["verb"], [part for part in match["ids"].split(":") if part])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the verb says with the ids that were chosen; an error reaches the user as a sentence."""
        data: Any = interaction.data or {}
        with privately(interaction):
            try:
                pick = bot_of(interaction).picks.get(self._verb)
                if pick is None:
                    raise NotFoundError(_("This menu is from another version of the bot. Open the settings anew."))
                await pick(interaction, self._ids, [str(value) for value in data.get("values", ())])
            except Exception as error:  # noqa: BLE001  # whatever it is, the user is told
                await explain(interaction, error)


def role_select(verb: str, *ids: str, hint: str) -> ScenePick:
    """Return a menu of the server's roles, of a verb in `SceneBot.picks`."""
    return ScenePick(discord.ui.RoleSelect(custom_id=_custom_id(verb, ids), placeholder=hint[:150]), verb, list(ids))


def channel_select(verb: str, *ids: str, hint: str) -> ScenePick:
    """Return a menu of the server's text channels and threads; choosing none is a choice, too."""
    kinds = [discord.ChannelType.text, discord.ChannelType.private_thread, discord.ChannelType.public_thread]
    menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
        custom_id=_custom_id(verb, ids), placeholder=hint[:150], channel_types=kinds, min_values=0
    )
    return ScenePick(menu, verb, list(ids))


def _custom_id(verb: str, ids: Sequence[str]) -> str:
    return ":".join(("scene", f"pick-{verb}", *ids))
