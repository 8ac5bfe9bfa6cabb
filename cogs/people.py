"""Who is behind an interaction or a reaction: session, user and role."""

from typing import Any

import discord

from cogs.base import bot_of
from generation.access import GM, PLAYER, Requester
from generation.errors import RefusedError

_NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "attach_files": "Attach Files",
    "embed_links": "Embed Links",
}
_NEEDED_IN_THREADS = {**_NEEDED, "send_messages_in_threads": "Send Messages in Threads"}


async def enter_session(interaction: discord.Interaction[Any]) -> Requester:
    """Return who acts, with the channel's session opened and joined.

    Raises:
        RefusedError: this is no server channel.

    """
    if interaction.guild_id is None or interaction.channel_id is None:
        raise RefusedError(
            "A game session is a channel of a server. Go to your table's channel and use /image there; "
            "what you paint hangs where everybody sees it."
        )
    bot = bot_of(interaction)
    session_id = str(interaction.channel_id)
    session = await bot.services.sessions.get(session_id)
    is_gm = session is not None and session.gm_user_id == str(interaction.user.id)
    role = GM if is_gm or _leads(interaction, bot.options.gm_role) else PLAYER
    by = Requester(session_id, str(interaction.user.id), role)
    name = getattr(interaction.channel, "name", None) or f"channel {session_id}"
    await bot.services.sessions.enter(by, name, guild_id=str(interaction.guild_id))
    return by


def _leads(interaction: discord.Interaction[Any], gm_role: str) -> bool:
    """Tell whether the user has the GM role or may manage the channel."""
    if interaction.permissions.manage_channels:
        return True
    roles = getattr(interaction.user, "roles", [])
    return any(role.name.casefold() == gm_role.casefold() for role in roles)


def check_permissions(interaction: discord.Interaction[Any]) -> None:
    """Make sure that a picture could be posted here, before anything is spent.

    Raises:
        RefusedError: a permission is missing; the sentence names it.

    """
    granted = interaction.app_permissions
    # In a private chat Discord grants next to nothing; `enter_session` says where to go instead.
    if interaction.guild_id is None or granted.administrator:
        return
    needed = _NEEDED
    if isinstance(interaction.channel, discord.Thread):
        needed = {name: title for name, title in _NEEDED_IN_THREADS.items() if name != "send_messages"}
    missing = [title for name, title in needed.items() if not getattr(granted, name)]
    if missing:
        raise RefusedError(
            f"I cannot post pictures in this channel: I lack {', '.join(missing)}. "
            "Ask a server admin to grant that to my role here, then try again."
        )
