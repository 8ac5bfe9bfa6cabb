"""Menus of a server's roles and channels."""

from typing import Any

import discord

from cogs.ui.selects import SceneSelect, menu_id


def role_select(verb: str, *ids: str, hint: str) -> SceneSelect:
    """Return a menu of the server's roles, of a verb in `SceneBot.picks`."""
    return SceneSelect(discord.ui.RoleSelect(custom_id=menu_id(verb, *ids), placeholder=hint[:150]), verb, list(ids))


def channel_select(verb: str, *ids: str, hint: str) -> SceneSelect:
    """Return a menu of the server's text channels and threads; choosing none is a choice, too."""
    kinds = [discord.ChannelType.text, discord.ChannelType.private_thread, discord.ChannelType.public_thread]
    menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
        custom_id=menu_id(verb, *ids), placeholder=hint[:150], channel_types=kinds, min_values=0
    )
    return SceneSelect(menu, verb, list(ids))
