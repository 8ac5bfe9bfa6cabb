"""What is said of a server's keys: never any part of one."""

from collections.abc import Sequence

import discord

from cogs.ui.embeds import NEON, sentence_text
from generation.guild_keys.guild_keys import UNREADABLE, KeyStatus, KeyTrial
from generation.i18n import N_, _
from generation.requests.budget import OwnKeysUsage
from storage.guild_keys import EMPTY, REFUSED, UNTRIED, WORKS

_STATES = {
    WORKS: N_("\N{LARGE GREEN CIRCLE} works"),
    REFUSED: N_("\N{LARGE RED CIRCLE} refused: set another one"),
    EMPTY: N_("\N{LARGE RED CIRCLE} its account has no credit"),
    UNTRIED: N_("\N{LARGE YELLOW CIRCLE} could not be tried yet"),
    UNREADABLE: N_(
        "\N{LARGE RED CIRCLE} cannot be used: the bot's operator has changed what it was encrypted with. Set it again"
    ),
}
_WHOSE = N_(
    "They paint for this server alone, and cost whoever they belong to. Nobody sees them again here; the bot's "
    "operator could read them."
)


def trial_text(trial: KeyTrial) -> str:
    """Say how a provider has answered to a key."""
    if trial.state == REFUSED:
        return _(
            "{provider} refuses this key. It is not kept; what was set before stays. Copy it once more, or make a new "
            "one there."
        ).format(provider=trial.title)
    kept = _("It is kept encrypted, and used for this server alone: `/image generate provider:{name}`.").format(
        name=trial.provider
    )
    if trial.state == WORKS:
        return " ".join([_("{provider} takes this key: it works.").format(provider=trial.title), kept])
    untried = _("The key for {provider} cannot be tried now.").format(provider=trial.title)
    return " ".join(filter(None, [untried, trial.reason and sentence_text(trial.reason), kept]))


def keys_embed(keys: Sequence[KeyStatus], usage: OwnKeysUsage, unusable: str | None) -> discord.Embed:
    """Return a server's keys, how they do, and what they have cost; or why none can be used here."""
    embed = discord.Embed(title=_("This server's own keys"), color=NEON)
    if not keys:
        embed.description = unusable or _("There are none. `/admin key set` sets one.")
        return embed
    embed.description = unusable or _(_WHOSE)
    for key in keys:
        by = _("set by {who}").format(who=f"<@{key.set_by}>") if key.set_by and key.set_by != "0" else _("set")
        lines = [_(_STATES[key.state]), f"{by} {discord.utils.format_dt(key.set_at, 'R')}"]
        lines += [sentence_text(key.reason)] if key.reason else []
        embed.add_field(name=f"{key.title} ({key.provider})", value="\n".join(lines)[:1024], inline=False)
    embed.add_field(name=_("This month, by these keys"), value=spent_text(usage), inline=False)
    return embed


def spent_text(usage: OwnKeysUsage) -> str:
    """Say what a server has spent by its own keys, and may spend."""
    if usage.monthly is None:
        return _("${spent:.2f}; no limit is set.").format(spent=usage.spent)
    return _("${spent:.2f} of ${limit:.2f}").format(spent=usage.spent, limit=usage.monthly)
