"""`/image providers`: who can paint, what each can do and costs, and why others cannot."""

from collections.abc import Sequence

import discord

from cogs.bot import SceneBot
from cogs.ui.embeds import NEON, sentence_text
from cogs.ui.replies import reply, show_thinking
from generation.i18n import _
from generation.providers.health import ProviderStatus

#: Discord's bound is 25; with 400 characters each they also stay below its sum over an embed.
MAX_FIELDS = 12


async def show_providers(interaction: discord.Interaction[SceneBot]) -> None:
    """List the providers, for the user's eyes alone."""
    # Probing what nothing fresh is known of may take longer than the three seconds there are.
    await show_thinking(interaction)
    statuses = await interaction.client.services.health.all()
    await reply(interaction, embed=providers_embed(statuses), ephemeral=True)


def providers_embed(statuses: Sequence[ProviderStatus]) -> discord.Embed:
    """Return the list of providers, each with its state, abilities and warnings."""
    embed = discord.Embed(title=_("Providers"), color=NEON)
    for status in statuses[:MAX_FIELDS]:
        lines = [", ".join([_state(status), *([_("the default")] if status.default else [])])]
        lines += [sentence_text(status.reason)] if status.reason else []
        lines += [status.abilities] if status.abilities else []
        lines += [_("{count} waiting there").format(count=status.queue)] if status.queue else []
        lines += [_("Warning: {warning}").format(warning=sentence_text(warning)) for warning in status.warnings]
        title = status.title if status.title == status.name else f"{status.title} ({status.name})"
        embed.add_field(name=title, value="\n".join(lines)[:400], inline=False)
    return embed


def _state(status: ProviderStatus) -> str:
    if not status.configured:
        return f"\N{MEDIUM BLACK CIRCLE} {_('not set up')}"
    if status.available and status.slow:
        return f"\N{LARGE YELLOW CIRCLE} {_('is slow right now')}"
    if status.available:
        return f"\N{LARGE GREEN CIRCLE} {_('can paint')}"
    return f"\N{MEDIUM WHITE CIRCLE} {_('cannot paint right now')}"
