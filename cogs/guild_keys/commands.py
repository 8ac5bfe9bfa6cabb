"""`/admin key`: set, list and remove a server's own keys, and what they may cost; keys of servers that are left go."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.bot import SceneBot
from cogs.guild_keys.embeds import keys_embed, spent_text, trial_text
from cogs.ui.dispatcher import Handlers
from cogs.ui.forms import FormInput, TextField, form
from cogs.ui.replies.replies import open_form, reply, reply_privately, show_thinking
from generation.errors import NotAllowedError, RefusedError
from generation.i18n import N_, _
from storage.errors import SceneError

log = logging.getLogger(__name__)

_LONGEST_KEY = 512
_MOST_DOLLARS = 1_000_000


class GuildKeyForms:
    """Take a key in a form, so that it stands in no message and no command."""

    def __init__(self, bot: SceneBot) -> None:
        self._keys = bot.services.guild_keys

    def handlers(self) -> Handlers:
        """Return what the form does."""
        return Handlers(forms={"guildkey": self._set})

    async def open(self, interaction: discord.Interaction[Any], provider: str) -> None:
        """Open the form.

        Raises:
            RefusedError: no key can be set for this provider here.

        """
        title = self._keys.require_ready(provider)
        field = TextField(
            "key",
            _("The key"),
            hint=_("Kept encrypted and shown to nobody; the bot's operator could read it"),
            required=True,
            max_length=_LONGEST_KEY,
        )
        heading = _("A key for {provider}").format(provider=title)
        await open_form(interaction, form("guildkey", provider, title=heading, fields=[field]))

    async def _set(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        guild_id = require_manager(interaction)
        # Its provider is asked about it, which may take longer than the three seconds there are.
        await show_thinking(interaction)
        trial = await self._keys.set(guild_id, ids[0], filled.text("key"), str(interaction.user.id))
        await reply(interaction, trial_text(trial), ephemeral=True)


class GuildKeyCommands(app_commands.Group):
    """The commands."""

    def __init__(self, bot: SceneBot, forms: GuildKeyForms) -> None:
        super().__init__(name="key", description=N_("This server's own keys for providers (who manages the server)"))
        self._keys = bot.services.guild_keys
        self._budget = bot.services.budget
        self._health, self._providers = bot.services.health, bot.services.guild_providers
        self._forms = forms

    @app_commands.command(name="set", description=N_("Set this server's own key for a provider, in a form"))
    @app_commands.describe(provider=N_("Whose key it is"))
    async def set_key(self, interaction: discord.Interaction[Any], provider: str) -> None:
        """Ask for a key."""
        require_manager(interaction)
        await self._forms.open(interaction, provider)

    @app_commands.command(name="list", description=N_("Which keys this server has, and whether they work"))
    async def list_keys(self, interaction: discord.Interaction[Any]) -> None:
        """List the keys, without any part of them."""
        guild_id = require_manager(interaction)
        await show_thinking(interaction)
        # A key may have been revoked since it was last used: asking costs nothing.
        await self._health.all(await self._providers.of(guild_id))
        keys, usage = await self._keys.all(guild_id), await self._budget.by_own_keys(guild_id)
        await reply(interaction, embed=keys_embed(keys, usage, self._keys.unusable), ephemeral=True)

    @app_commands.command(name="remove", description=N_("Delete this server's own key for a provider"))
    @app_commands.describe(provider=N_("Whose key it is"))
    async def remove(self, interaction: discord.Interaction[Any], provider: str) -> None:
        """Delete a key."""
        title = await self._keys.remove(require_manager(interaction), provider)
        gone = _("This server's key for {provider} is deleted. Revoke it there, too, if nobody else uses it.")
        await reply_privately(interaction, gone.format(provider=title))

    @app_commands.command(name="budget", description=N_("How much this server's own keys may cost in a month"))
    @app_commands.describe(dollars=N_("US dollars; left out: no limit"))
    async def budget(
        self,
        interaction: discord.Interaction[Any],
        dollars: app_commands.Range[float, 0, _MOST_DOLLARS] | None = None,
    ) -> None:
        """Set how much the keys may cost."""
        guild_id = require_manager(interaction)
        await self._keys.set_budget(guild_id, dollars)
        usage = await self._budget.by_own_keys(guild_id)
        await reply_privately(interaction, _("This month, by these keys: {spent}").format(spent=spent_text(usage)))

    @set_key.autocomplete("provider")
    @remove.autocomplete("provider")
    async def _complete_provider(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return [
            Choice(name=title, value=name)
            for name, title in self._keys.takers.items()
            if typed.casefold() in f"{name} {title}".casefold()
        ][:25]


class LeftGuildsCog(commands.Cog):
    """Delete the keys of servers that the bot is not on any more, also of those that it left while it was off."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._keys, self._left = bot.services.guild_keys, bot.services.left_guilds

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Delete the keys of a server that was left; one that is only away now keeps them."""
        try:
            await self._keys.forget_guild(str(guild.id))
        except SceneError as error:
            log.warning("the keys of a server that was left are deleted at the next start: %s", error)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Delete the keys of servers on this process's shards that Discord does not name any more."""
        bot, user = self._bot, self._bot.user
        shards, count = bot.options.shard_ids, bot.options.shard_count or 1
        try:
            with_keys = await self._keys.guilds()
            own = [each for each in with_keys if not shards or (int(each) >> 22) % count in shards]
            absent = [each for each in own if bot.get_guild(int(each)) is None]
            if user is not None:
                await self._left.forget(str(user.id), absent)
        except SceneError as error:
            log.warning("keys of servers that were left are looked for at the next start: %s", error)


def require_manager(interaction: discord.Interaction[Any]) -> str:
    """Return the id of the server, whose managers alone decide of its keys.

    Raises:
        NotAllowedError: somebody else asks.
        RefusedError: this is no server.

    """
    if interaction.guild_id is None:
        raise RefusedError(_("A key is a server's. Use this command on yours."))
    if not (interaction.permissions.manage_guild or interaction.permissions.administrator):
        raise NotAllowedError(_("Only those who may manage this server decide on its keys."))
    return str(interaction.guild_id)
