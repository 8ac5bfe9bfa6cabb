"""The command `/image recap`, which joins the group of `ImageCog`."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from cogs.album.recap import NOW, RecapActions
from cogs.gallery.tags import TagActions
from generation.campaigns.recap_plans import NEVER, START, WEEKDAYS, WEEKLY
from generation.campaigns.words import LONGEST_CAPTION
from generation.errors import RefusedError
from generation.i18n import N_, _


def recap_command(recaps: RecapActions, tags: TagActions) -> app_commands.Command[Any, Any, Any]:
    """Return the command."""

    @app_commands.command(
        name="recap", description=N_("Previously on …: the favorites since the last recap, with a line each")
    )
    @app_commands.describe(
        picture=N_("Suggest this picture: type some words of its description, then choose it"),
        caption=N_("Suggest what is said of it; the GM approves, edits or rejects"),
        when=N_("Post it now, at each start of the session, or weekly (GM); without it you see what it would say"),
        day=N_("On which day of the week (GM)"),
        hour=N_("At which hour of that day, in UTC (GM)"),
    )
    @app_commands.choices(
        when=[
            Choice(name=N_("Now"), value=NOW),
            Choice(name=N_("When the session is started"), value=START),
            Choice(name=N_("Every week"), value=WEEKLY),
            Choice(name=N_("Not by itself"), value=NEVER),
        ],
    )
    @app_commands.choices(day=[Choice(name=name, value=number) for number, name in enumerate(WEEKDAYS)])
    async def recap(  # each option of the command is a parameter
        interaction: discord.Interaction[Any],
        picture: str | None = None,
        caption: app_commands.Range[str, 0, LONGEST_CAPTION] = "",
        when: str | None = None,
        day: int | None = None,
        hour: app_commands.Range[int, 0, 23] | None = None,
    ) -> None:
        if picture is not None:
            await recaps.suggest(interaction, picture, caption)
            return
        if caption:
            raise RefusedError(_("Say which picture it is about, with `picture:`."))
        await recaps.run(interaction, when, day, hour)

    @recap.autocomplete("picture")
    async def complete_picture(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await tags.complete_image(interaction, typed)

    return recap
