"""Who acts, in which session and role and reading which language; and whether the bot could post there."""

from contextlib import AbstractContextManager

import discord

from cogs.bot import SceneBot
from cogs.lookups.members import can_manage, member_seen
from generation.errors import RefusedError
from generation.i18n import N_, _, speaking
from generation.sessions.context import SessionContext
from generation.sessions.members import Seen
from generation.sessions.permissions import Actor
from generation.sessions.sessions import Place

_NEEDED = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "attach_files": N_("Attach Files"),
    "embed_links": N_("Embed Links"),
}
_NEEDED_IN_THREADS = {
    "view_channel": N_("View Channel"),
    "send_messages_in_threads": N_("Send Messages in Threads"),
    "attach_files": N_("Attach Files"),
    "embed_links": N_("Embed Links"),
}


async def enter_session(interaction: discord.Interaction[SceneBot]) -> Actor:
    """Return who acts, with the channel's session opened and joined.

    Raises:
        RefusedError: this is no server channel.

    """
    return (await enter_session_context(interaction)).actor


async def enter_session_context(interaction: discord.Interaction[SceneBot]) -> SessionContext:
    """Return the channel's session, opened and joined by who acts; a thread or forum post is a session of its own.

    Raises:
        RefusedError: this is no server channel.

    """
    session_id, seen = _seen(interaction)
    place = Place(
        getattr(interaction.channel, "name", None) or "",
        str(interaction.guild_id),
        _is_mature(interaction),
        str(interaction.guild_locale) if interaction.guild_locale else None,
        getattr(interaction.guild, "name", None) or "",
    )
    return await interaction.client.services.sessions.enter_seen(
        session_id,
        str(interaction.user.id),
        place,
        leads=seen.leads,
        discord_roles=seen.discord_roles,
        called=interaction.user.display_name,
    )


async def identify_actor(interaction: discord.Interaction[SceneBot]) -> Actor:
    """Return who acts, without opening or joining the session.

    Raises:
        RefusedError: this is no server channel.

    """
    session_id, seen = _seen(interaction)
    return await interaction.client.services.sessions.recognize(
        session_id, str(interaction.user.id), leads=seen.leads, discord_roles=seen.discord_roles
    )


def _seen(interaction: discord.Interaction[SceneBot]) -> tuple[str, Seen]:
    """Return the id of the channel's session, and the user as Discord shows them there."""
    if interaction.guild_id is None or interaction.channel_id is None:
        raise RefusedError(
            _(
                "A session is a channel of a server. Go to your table's channel and use /image there; what you "
                "paint is posted where everybody sees it."
            )
        )
    roles = getattr(interaction.user, "roles", ())
    gm_role = interaction.client.options.gm_role
    return str(interaction.channel_id), member_seen(roles, interaction.permissions, interaction.channel, gm_role)


def user_language(interaction: discord.Interaction[SceneBot]) -> AbstractContextManager[None]:
    """Speak within the block to the user alone."""
    return speaking(interaction.locale)


def channel_language(interaction: discord.Interaction[SceneBot]) -> AbstractContextManager[None]:
    """Speak within the block to all who read the channel; in a private chat that is the user."""
    return speaking(interaction.guild_locale or interaction.locale)


def message_language(interaction: discord.Interaction[SceneBot]) -> AbstractContextManager[None]:
    """Speak within the block to all who read the message whose button was pressed."""
    message = interaction.message
    return user_language(interaction) if message and message.flags.ephemeral else channel_language(interaction)


def can_manage_channel(interaction: discord.Interaction[SceneBot]) -> bool:
    """Tell whether the user may manage the channel, or the thread, and so a session in it."""
    return can_manage(interaction.permissions, interaction.channel)


def _is_mature(interaction: discord.Interaction[SceneBot]) -> bool | None:
    """Tell whether channel and server are both marked as age-restricted; None where that cannot be seen."""
    channel, guild = interaction.channel, interaction.guild
    is_nsfw = getattr(channel, "is_nsfw", None)
    if guild is None or is_nsfw is None:
        return None
    return bool(is_nsfw()) and guild.nsfw_level in {discord.NSFWLevel.explicit, discord.NSFWLevel.age_restricted}


def check_bot_permissions(interaction: discord.Interaction[SceneBot]) -> None:
    """Make sure that an image could be posted here, before anything is spent.

    Raises:
        RefusedError: a permission is missing; the sentence names it.

    """
    # In a private chat Discord grants next to nothing; `enter_session` says where to go instead.
    if interaction.guild_id is None:
        return
    missing = missing_permissions(interaction.channel, interaction.app_permissions)
    if missing:
        raise RefusedError(
            _(
                "I cannot post pictures in this channel: I lack {permissions}. Ask a server admin to give my "
                "role that permission here, then try again."
            ).format(permissions=", ".join(missing))
        )


def missing_permissions(channel: object, permissions: discord.Permissions) -> list[str]:
    """Return the titles of what the bot lacks to post images in a channel or a thread."""
    needed = _NEEDED_IN_THREADS if isinstance(channel, discord.Thread) else _NEEDED
    if permissions.administrator:
        return []
    return [_(title) for name, title in needed.items() if not getattr(permissions, name)]


def check_bot_permissions_in(bot: discord.Client, channel_id: str) -> None:
    """Make sure that an image could be posted in a channel that the bot knows.

    Raises:
        RefusedError: a permission is missing; the sentence names it.

    """
    if not channel_id.isdecimal():
        raise RefusedError(_("There is no such channel."))
    channel = bot.get_channel(int(channel_id))
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        # An archived thread is not known until somebody writes in it; posting there opens it again.
        return
    missing = missing_permissions(channel, channel.permissions_for(channel.guild.me))
    if missing:
        raise RefusedError(
            _(
                "I cannot post pictures in {channel}: I lack {permissions}. Ask a server admin to give my role "
                "that permission there, then try again."
            ).format(channel=channel.mention, permissions=", ".join(missing))
        )
