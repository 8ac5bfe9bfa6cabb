"""Check what Discord knows of the bot: its commands, its servers, and what it may do in its sessions' channels."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
import discord

from bot.commands.checks.finding import Finding, fine, note, wrong
from generation.i18n import _, ngettext

#: What posting, editing and finding pictures takes; the number in the invite link is their sum.
NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
#: Signed links and leases bear a clock that is off by less, in seconds.
CLOCK_SECONDS = 60.0


def invite_link(application_id: int) -> str:
    """Return the address at which somebody who manages a server invites the bot."""
    return discord.utils.oauth_url(application_id, permissions=NEEDED, scopes=("bot", "applications.commands"))


async def check_server(client: discord.Client, sessions: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Look at commands, servers and channels by a client that is logged in.

    `sessions` has the channels that are sessions, by their server.
    """
    found = [await _check_clock(), await _check_commands(client)]
    guilds = [guild async for guild in client.fetch_guilds()]
    if not guilds:
        link = invite_link(client.application_id or 0)
        return [*found, note(_("The bot is on no server yet. Invite it: {link}").format(link=link))]
    listed = ngettext("The bot is on {count} server.", "The bot is on {count} servers.", len(guilds))
    found.append(fine(listed.format(count=len(guilds))))
    bot_id = client.user.id if client.user else 0
    for guild in guilds:
        if channel_ids := sessions.get(str(guild.id)):
            found += await _check_channels(await client.fetch_guild(guild.id), bot_id, channel_ids)
    return found


async def _check_commands(client: discord.Client) -> Finding:
    known = await client.http.get_global_commands(client.application_id or 0)
    if not known:
        return note(_("Discord knows no commands for all servers: they come with the first start, or with @bot sync."))
    names = ", ".join(sorted(f"/{each['name']}" for each in known if each.get("type", 1) == 1))
    return fine(_("Discord knows the commands {names}.").format(names=names))


async def _check_clock() -> Finding:
    """Compare this machine's clock with that of whoever answers for Discord."""
    async with aiohttp.ClientSession() as http, http.get(f"{discord.http.Route.BASE}/gateway") as answer:
        told = answer.headers.get("Date")
    if not told:
        return note(_("Discord did not say what time it is."))
    off = abs((datetime.now(UTC) - parsedate_to_datetime(told)).total_seconds())
    if off < CLOCK_SECONDS:
        return fine(_("This machine's clock is right."))
    wrong_by = _("This machine's clock is {seconds:.0f} seconds off. Set it, best by NTP: links and S3 fail of it.")
    return wrong(wrong_by.format(seconds=off))


async def _check_channels(guild: discord.Guild, bot_id: int, channel_ids: Sequence[str]) -> list[Finding]:
    """Name what the bot lacks in a server's channels that are sessions; threads have their channel's rights."""
    channels = {str(channel.id): channel for channel in await guild.fetch_channels()}
    bot = await guild.fetch_member(bot_id)
    found, whole = list[Finding](), 0
    for channel_id in channel_ids:
        channel = channels.get(channel_id)
        if channel is None:
            continue
        given = channel.permissions_for(bot)
        lacking = [name.replace("_", " ") for name, wanted in NEEDED if wanted and not getattr(given, name)]
        if lacking:
            short = _("In #{channel} of {server} the bot may not: {permissions}. Pictures do not come there.")
            permissions = ", ".join(lacking)
            found.append(wrong(short.format(channel=channel.name, server=guild.name, permissions=permissions)))
        else:
            whole += 1
    if whole:
        may = ngettext(
            "In {count} channel of {server} that has a session the bot may do what it needs.",
            "In {count} channels of {server} that have a session the bot may do what it needs.",
            whole,
        )
        found.append(fine(may.format(count=whole, server=guild.name)))
    return found
