"""Check the token: whether there is one, what it looks like, and whether Discord takes it."""

import asyncio

import aiohttp
import discord

from bot.commands.checks.finding import Finding, fine, note, wrong
from bot.discord_client import TOKEN_REFUSED
from bot.settings import Settings
from generation.i18n import _

#: How long Discord may take to answer.
ASK_SECONDS = 10.0


async def check_token(settings: Settings) -> Finding:
    """Ask Discord whose token it is; without one, say what works all the same."""
    if settings.discord_token is None:
        return note(f"{_without_token(settings)} {_('README.md says how to get a token.')}")
    token = settings.discord_token.get_secret_value().strip()
    if token.startswith("Bot "):
        return wrong(_("DISCORD_TOKEN begins with the word Bot. Leave that word out; only the token belongs there."))
    if token.count(".") != 2:
        return wrong(
            _(
                "DISCORD_TOKEN does not look like a bot's token: three parts with dots between them. Copy it again from"
                " the developer portal, page Bot; the client secret and the public key are something else."
            )
        )
    return await _ask_discord(token)


def _without_token(settings: Settings) -> str:
    if settings.serves_web:
        return _("DISCORD_TOKEN is not set: the console, the HTTP API and the gallery page work, Discord does not.")
    return _("DISCORD_TOKEN is not set: only the console works.")


async def _ask_discord(token: str) -> Finding:
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with asyncio.timeout(ASK_SECONDS):
            await client.login(token)
    except discord.LoginFailure:
        return wrong(_(TOKEN_REFUSED))
    except TimeoutError:
        unanswered = _("DISCORD_TOKEN could not be checked: Discord did not answer within {seconds:.0f} seconds.")
        return note(unanswered.format(seconds=ASK_SECONDS))
    except (aiohttp.ClientError, OSError, discord.HTTPException):
        return note(_("DISCORD_TOKEN could not be checked: Discord cannot be reached from this machine."))
    finally:
        await client.close()
    return fine(_("DISCORD_TOKEN is valid; the bot's name on Discord is {name}.").format(name=client.user))
