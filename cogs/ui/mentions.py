"""How people are named in messages, and what their mentions in a text are replaced by for painters."""

import asyncio
import contextlib
from typing import Any

import discord

from cogs.ui.replies.answer import DISCORD_ERRORS
from generation.i18n import _
from generation.text.chat_codes import codes_in, with_names
from storage.privacy import NOBODY

#: Of whom Discord has told nothing yet so many are asked for, together within this time in seconds.
MOST_ASKED, ASK_SECONDS = 10, 2.0


def mention_of(user_id: str) -> str:
    """Return what stands for a person in a message; for nobody, whose data are deleted, a word."""
    return _("nobody any more") if user_id == NOBODY else f"<@{user_id}>"


async def name_mentions(interaction: discord.Interaction[Any], text: str) -> str:
    """Return a text with names in place of mentions and links to channels, as far as Discord tells them."""
    codes = codes_in(text)
    if not codes:
        return text
    names = {code: name for code in codes if (name := _known_name(interaction, code))}
    unknown = [int(code[1:]) for code in sorted(codes - names.keys()) if code[0] == "@"][:MOST_ASKED]
    if unknown and interaction.guild is not None:
        found = await asyncio.gather(*(_ask(interaction.guild, user_id) for user_id in unknown))
        names |= {f"@{user_id}": name for user_id, name in zip(unknown, found, strict=True) if name}
    return with_names(text, names)


def _known_name(interaction: discord.Interaction[Any], code: str) -> str | None:
    """Return what Discord calls a person, a role or a channel, as it has told with the interaction or before."""
    sign, id_ = code[0], code[1:]
    data: Any = interaction.data or {}
    told: dict[str, Any] = data.get("resolved") or {}
    guild = interaction.guild
    if sign == "@":
        user = told.get("users", {}).get(id_, {})
        nick = told.get("members", {}).get(id_, {}).get("nick")
        member = guild.get_member(int(id_)) if guild else None
        return nick or user.get("global_name") or user.get("username") or (member.display_name if member else None)
    if sign == "&":
        role = guild.get_role(int(id_)) if guild else None
        return role.name.removeprefix("@") if role else told.get("roles", {}).get(id_, {}).get("name")
    channel = guild.get_channel_or_thread(int(id_)) if guild else None
    return channel.name if channel else told.get("channels", {}).get(id_, {}).get("name")


async def _ask(guild: discord.Guild, user_id: int) -> str | None:
    with contextlib.suppress(*DISCORD_ERRORS):
        async with asyncio.timeout(ASK_SECONDS):
            return (await guild.fetch_member(user_id)).display_name
    return None
