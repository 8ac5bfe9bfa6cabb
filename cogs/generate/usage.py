"""`/image usage`: what the user has had, what the session has spent, and what is left of both."""

from collections.abc import Sequence

import discord

from cogs.actors import enter_session_context
from cogs.bot import SceneBot
from cogs.ui.embeds import NEON
from cogs.ui.replies.replies import reply
from generation.i18n import _, ngettext
from generation.requests.budget import Usage
from storage.usage import Share


async def show_usage(interaction: discord.Interaction[SceneBot]) -> None:
    """Answer with the usage, for the user's eyes alone."""
    context = await enter_session_context(interaction)
    usage = await interaction.client.services.budget.of(context)
    await reply(interaction, embed=usage_embed(usage), ephemeral=True)


def usage_embed(usage: Usage) -> discord.Embed:
    """Return usage as a message shows it."""
    embed = discord.Embed(title=_("Usage"), color=NEON)
    limit = (
        _("{count} of {limit}").format(count=usage.pictures, limit=usage.hourly_limit)
        if usage.hourly_limit
        else _("{count}, no limit").format(count=usage.pictures)
    )
    if usage.free_at is not None:
        free_at = _("You can paint again {when}").format(when=discord.utils.format_dt(usage.free_at, "R"))
        limit = f"{limit}\n{free_at}"
    embed.add_field(name=_("Your pictures in the last hour, everywhere"), value=limit, inline=False)
    embed.add_field(name=_("You today, here"), value=_shares(usage.own), inline=False)
    embed.add_field(name=_("This session today"), value=_shares(usage.session), inline=False)
    budget = _("No budget is set.")
    if usage.daily_budget is not None:
        until = discord.utils.format_dt(usage.until, "t")
        budget = _("{amount} per day; a new day begins at {until} (00:00 UTC)").format(
            amount=_money(usage.daily_budget), until=until
        )
    embed.add_field(name=_("Budget of the session"), value=budget, inline=False)
    return embed


def _shares(shares: Sequence[Share]) -> str:
    if not shares:
        return _("Nothing was painted.")
    lines = [line for share in shares[:8] for line in _lines(share)]
    money = _money(sum(each.cost + each.unfinished_cost for each in shares))
    total = f"**{_image_count(sum(each.pictures for each in shares))}, {money}**"
    return "\n".join([total, *lines])


def _lines(share: Share) -> list[str]:
    """Return what one provider has made, and what was begun there and counts without an image."""
    provider = share.provider
    if share.key_guild_id:
        provider = _("{provider} (this server's own key)").format(provider=provider)
    painted = _("{pictures} by {provider}, {money}").format(
        pictures=_image_count(share.pictures), provider=provider, money=_money(share.cost)
    )
    begun = ngettext(
        "{count} call of {provider} that brought none (yet), up to {money}",
        "{count} calls of {provider} that brought none (yet), up to {money}",
        share.unfinished,
    ).format(count=share.unfinished, provider=provider, money=_money(share.unfinished_cost))
    return [*([painted] if share.pictures else []), *([begun] if share.unfinished else [])]


def _image_count(count: int) -> str:
    return ngettext("{count} picture", "{count} pictures", count).format(count=count)


def _money(amount: float) -> str:
    return f"${amount:.2f}" if amount >= 0.005 or amount == 0 else _("less than $0.01")
