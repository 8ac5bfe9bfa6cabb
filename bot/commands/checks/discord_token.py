"""Check the token: whether there is one, what it looks like, and whether Discord takes it."""

import asyncio
from collections.abc import Mapping, Sequence

import aiohttp
import discord

from bot.commands.checks.discord_server import check_server, invite_link
from bot.commands.checks.finding import Finding, fine, note, wrong
from bot.discord_client import TOKEN_REFUSED
from bot.environment import SettingsError
from bot.settings import Settings
from generation.i18n import N_, _

#: How long Discord may take to answer.
ASK_SECONDS = 10.0


async def check_discord(settings: Settings, sessions: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Ask Discord whose token it is, and what it knows of the bot; without one, say what works all the same.

    `sessions` has the channels that are sessions, by their server.
    """
    if settings.discord_token is None:
        return [note(f"{_without_token(settings)} {_('README.md says how to get a token.')}")]
    token = settings.discord_token.get_secret_value().strip()
    if token.startswith("Bot "):
        with_word = _("DISCORD_TOKEN begins with the word Bot. Leave that word out; only the token belongs there.")
        return [wrong(with_word)]
    if token.count(".") != 2:
        no_token = _(
            "DISCORD_TOKEN does not look like a bot's token: three parts with dots between them. Copy it again from"
            " the developer portal, page Bot; the client secret and the public key are something else."
        )
        return [wrong(no_token)]
    return await _ask_discord(token, sessions)


def _without_token(settings: Settings) -> str:
    if settings.serves_web:
        return _("DISCORD_TOKEN is not set: the console, the HTTP API and the gallery page work, Discord does not.")
    return _("DISCORD_TOKEN is not set: only the console works.")


async def _ask_discord(token: str, sessions: Mapping[str, Sequence[str]]) -> list[Finding]:
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with asyncio.timeout(ASK_SECONDS):
            await client.login(token)
            valid = _("DISCORD_TOKEN is valid; the bot's name on Discord is {name}.").format(name=client.user)
            return [fine(valid), *await check_server(client, sessions)]
    except discord.LoginFailure:
        return [wrong(_(TOKEN_REFUSED))]
    except TimeoutError:
        unanswered = _("DISCORD_TOKEN could not be checked: Discord did not answer within {seconds:.0f} seconds.")
        return [note(unanswered.format(seconds=ASK_SECONDS))]
    except (aiohttp.ClientError, OSError, discord.HTTPException):
        return [note(_("DISCORD_TOKEN could not be checked: Discord cannot be reached from this machine."))]
    finally:
        await client.close()


async def find_invite(settings: Settings) -> str:
    """Return the address that invites the bot.

    Raises:
        SettingsError: there is no token, or Discord does not take it or does not answer.

    """
    if settings.discord_token is None:
        raise SettingsError(N_("The invite link needs DISCORD_TOKEN. README.md says how to get one."))
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with asyncio.timeout(ASK_SECONDS):
            await client.login(settings.discord_token.get_secret_value())
            return invite_link(client.application_id or 0)
    except discord.LoginFailure as error:
        raise SettingsError(TOKEN_REFUSED) from error
    except (aiohttp.ClientError, OSError, TimeoutError, discord.HTTPException) as error:
        raise SettingsError(N_("Discord cannot be reached from this machine.")) from error
    finally:
        await client.close()
