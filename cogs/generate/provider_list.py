"""`/image providers`: what paints here, for what, how long and for how much; to the owner also what is missing."""

import contextlib
from collections.abc import Sequence

import discord

from cogs.bot import SceneBot
from cogs.ui.embeds import NEON, sentence_text
from cogs.ui.replies.answer import DISCORD_ERRORS
from cogs.ui.replies.replies import reply, show_thinking
from generation.i18n import _
from generation.providers.health import ProviderStatus

#: Discord's bound is 25; with 400 characters each they also stay below its sum over an embed.
MAX_FIELDS = 12


async def show_providers(interaction: discord.Interaction[SceneBot]) -> None:
    """List the providers, for the user's eyes alone."""
    # Probing what nothing fresh is known of may take longer than the three seconds there are.
    await show_thinking(interaction)
    services, guild_id = interaction.client.services, interaction.guild_id
    providers = await services.guild_providers.of(str(guild_id) if guild_id else None)
    statuses = await services.health.all(providers)
    owner = False
    with contextlib.suppress(*DISCORD_ERRORS):
        owner = await interaction.client.is_owner(interaction.user)
    await reply(interaction, embed=(owner_embed if owner else players_embed)(statuses), ephemeral=True)


def players_embed(statuses: Sequence[ProviderStatus]) -> discord.Embed:
    """Return what a player chooses by; how to set up or mend a provider is nothing that a player could do."""
    embed = discord.Embed(title=_("Providers"), color=NEON)
    for status in [each for each in statuses if each.configured][:MAX_FIELDS]:
        lines = [_state_line(status)]
        lines += [sentence_text(status.purpose)] if status.purpose else []
        lines += [", ".join([*_usual_time(status), status.price])]
        lines += _models(status)
        lines += [_("{count} waiting there").format(count=status.queue)] if status.queue else []
        embed.add_field(name=_title(status), value="\n".join(lines)[:400], inline=False)
    embed.set_footer(text=_("Choose one with the option “provider” of /image generate."))
    return embed


def owner_embed(statuses: Sequence[ProviderStatus]) -> discord.Embed:
    """Return every provider with its state, abilities and warnings, and what each lacks that cannot paint."""
    embed = discord.Embed(title=_("Providers"), color=NEON)
    for status in statuses[:MAX_FIELDS]:
        lines = [_state_line(status)]
        lines += [sentence_text(status.reason)] if status.reason else []
        lines += [", ".join([*_usual_time(status), status.abilities])] if status.abilities else []
        lines += _models(status)
        lines += [_("{count} waiting there").format(count=status.queue)] if status.queue else []
        lines += [_("Warning: {warning}").format(warning=sentence_text(warning)) for warning in status.warnings]
        embed.add_field(name=_title(status), value="\n".join(lines)[:400], inline=False)
    embed.set_footer(text=_("Only the bot's owner sees reasons here. bot.py doctor tells more."))
    return embed


def _title(status: ProviderStatus) -> str:
    return status.title if status.title == status.name else f"{status.title} ({status.name})"


def _state_line(status: ProviderStatus) -> str:
    own = [_("this server's own key")] if status.own_key else []
    return ", ".join([_state(status), *([_("the default")] if status.default else []), *own])


def _usual_time(status: ProviderStatus) -> list[str]:
    seconds = status.usual_seconds
    return [] if seconds is None else [_("about {seconds} s").format(seconds=max(1, round(seconds)))]


def _models(status: ProviderStatus) -> list[str]:
    """Return the models that can be chosen, each with its price where that is another than the provider's."""
    if not status.models:
        return []
    priced = (each.name if each.price == status.price else f"{each.name} ({each.price})" for each in status.models)
    return [_("Models: {models}").format(models=sentence_text(", ".join(priced)))]


def _state(status: ProviderStatus) -> str:
    if not status.configured:
        return f"\N{MEDIUM BLACK CIRCLE} {_('not set up')}"
    if status.available and status.slow:
        return f"\N{LARGE YELLOW CIRCLE} {_('is slow right now')}"
    if status.available:
        return f"\N{LARGE GREEN CIRCLE} {_('can paint')}"
    return f"\N{MEDIUM WHITE CIRCLE} {_('cannot paint right now')}"
