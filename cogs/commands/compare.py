"""The command `/image compare`, which joins the group of `ImageCog`."""

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from cogs.bot import SceneBot
from cogs.cast.completions import CastCompletions
from cogs.generate.command_options import QUALITY_CHOICES, TYPE_CHOICES, Seed, complete_size
from cogs.generate.submit import RequestSubmitter
from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.requests.comparing import TOO_FEW
from generation.requests.params import parse_names, parse_params
from storage.params import PUBLIC, SECRET

#: Discord's bounds of a choice, and of a list of them.
_LONGEST, _MOST = 100, 25


def compare_command(
    bot: SceneBot, submitter: RequestSubmitter, cast: CastCompletions
) -> app_commands.Command[Any, Any, Any]:
    """Return the command."""
    services = bot.services

    @app_commands.command(
        name="compare", description=N_("Paint one description in several styles, by several providers, or both")
    )
    @app_commands.describe(
        description=N_("What to paint, for example: a rain-soaked Seattle street with neon signs"),
        styles=N_("Two styles or more, with commas between them"),
        providers=N_("The providers that paint, with commas between them; at most eight pictures in all"),
        type=N_("What kind of picture it is"),
        size=N_("square, landscape, portrait, wide, tall, a ratio like 16:9, or WIDTHxHEIGHT"),
        quality=N_("hd costs more, and only some providers have it"),
        seed=N_("All start with it, where a provider takes one; without it, with one by chance"),
        private=N_("For your eyes only, until you reveal it (GM)"),
    )
    @app_commands.choices(
        type=TYPE_CHOICES,
        quality=QUALITY_CHOICES,
    )
    async def compare(  # noqa: PLR0913, PLR0917  # each option of the command is a parameter
        interaction: discord.Interaction[Any],
        description: str,
        styles: str = "",
        providers: str = "",
        type: str | None = None,  # noqa: A002  # the option's name on Discord
        size: str | None = None,
        quality: str | None = None,
        seed: Seed | None = None,
        private: bool = False,  # noqa: FBT001, FBT002  # an option on Discord
    ) -> None:
        params = parse_params(
            description,
            type=type,
            size=size,
            quality=quality,
            seed=seed,
            visibility=SECRET if private else PUBLIC,
            styles=parse_names(styles),
            providers=parse_names(providers),
        )
        if not params.compares:
            raise RefusedError(_(TOO_FEW))
        await submitter.submit(interaction, params)

    @compare.autocomplete("styles")
    async def complete_styles(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        known = await services.styles.all(str(interaction.channel_id))
        return _one_more(typed, ((name, _(each.style.name)) for name, each in known.items()))

    @compare.autocomplete("providers")
    async def complete_providers(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        known = await services.guild_providers.of(str(interaction.guild_id) if interaction.guild_id else None)
        return _one_more(typed, ((offer.reference, offer.title) for offer in known.offers))

    @compare.autocomplete("size")
    async def complete_sizes(_interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return complete_size(typed)

    @compare.autocomplete("description")
    async def complete_description(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await cast.description(interaction, typed)

    return compare


def _one_more(typed: str, offered: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """Return what is typed with its last name completed, for each name that begins so and is not there yet."""
    before, _comma, last = typed.rpartition(",")
    chosen, wanted = parse_names(before), last.strip().casefold()
    choices = []
    for name, title in offered:
        text = ", ".join((*chosen, name))
        if name not in chosen and wanted in f"{name} {title}".casefold() and len(text) <= _LONGEST:
            choices.append(Choice(name=text, value=text))
    return choices[:_MOST]
