"""`/image styles`: how each style looks, and a menu that opens the form of a new picture with the chosen one."""

import io
from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.generate.form import Composing
from cogs.ui.buttons import row
from cogs.ui.embeds import NEON
from cogs.ui.forms import MOST_OPTIONS, Option
from cogs.ui.markdown import escape_markdown
from cogs.ui.selects import select
from generation.i18n import _
from generation.sessions.styles import TableStyle
from generation.styles.catalogue import all_styles
from generation.styles.preview_sheet import style_sheet
from storage.params import GenerationParams

_FILE = "styles.webp"


class Picker:
    """Show the styles, and take what is chosen of them."""

    def __init__(self, bot: SceneBot, composing: Composing) -> None:
        self._services = bot.services
        self._composing = composing
        bot.picks |= {"style": self._picked}

    async def open(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the styles' previews and a menu of them, for the asker's eyes."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        by = await enter_session(interaction)
        known = await self._services.styles.all(by.session_id)
        tell = _("Choose one to paint a scene in it. The numbers are those of the picture.")
        lock = known.get((await self._services.admin.settings(by.session_id)).style_lock or "")
        if lock:
            locked = _("This table paints everything as **{name}**, whatever is chosen.")
            tell = f"{tell}\n{locked.format(name=escape_markdown(_(lock.style.name)))}"
        embed = discord.Embed(title=_("Styles"), description=tell, color=NEON)
        embed.set_image(url=f"attachment://{_FILE}")
        names = ", ".join(f"{number} {_(each.style.name)}" for number, each in enumerate(known.values(), start=1))
        sheet = io.BytesIO(await style_sheet(list(known.values())))
        await interaction.followup.send(
            embed=embed, file=discord.File(sheet, _FILE, description=names[:1024]), view=_menus(known), ephemeral=True
        )

    async def _picked(self, interaction: discord.Interaction[Any], _ids: list[str], values: list[str]) -> None:
        """Open the form of a new picture in the chosen style."""
        by = await enter_session(interaction)
        found = await self._services.styles.find(by.session_id, values[0])
        await self._composing.open(interaction, GenerationParams("", style=found.style.id if found else None))


def _menus(known: dict[str, TableStyle]) -> discord.ui.View:
    """Return a menu of the table's own styles, where it has some, and one of every table's."""
    numbered = [
        (name in all_styles(), Option(name, f"{number} {_(each.style.name)}", _(each.style.description)))
        for number, (name, each) in enumerate(known.items(), start=1)
    ]
    own = [option for shipped, option in numbered if not shipped][:MOST_OPTIONS]
    every = [option for shipped, option in numbered if shipped][:MOST_OPTIONS]
    menus = [select("style", "own", options=own, hint=_("This table's own styles"))] if own else []
    return row(*menus, select("style", "every", options=every, hint=_("Every table's styles")))
