"""`/image styles`: how each style looks, and a menu that opens the form of a new image with the chosen one."""

import io
from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.generate.form import GenerationForm
from cogs.ui.components import MAX_OPTIONS, Option, make_view, select
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import NEON, escape_markdown
from cogs.ui.replies.replies import reply, show_thinking
from generation.i18n import _
from generation.sessions.styles import TableStyle
from generation.styles.catalogue import all_styles
from generation.styles.preview_sheet import style_sheet
from storage.params import GenerationParams

_FILE = "styles.webp"


class StylePicker:
    """Show the styles, and open the form with the chosen one."""

    def __init__(self, bot: SceneBot, generation_form: GenerationForm) -> None:
        self._services = bot.services
        self._generation_form = generation_form

    def handlers(self) -> Handlers:
        """Return what the menu of styles does."""
        return Handlers(selects={"style": self._open_form})

    async def open(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the styles' previews and a menu of them, for the user's eyes."""
        await show_thinking(interaction)
        actor = await enter_session(interaction)
        styles = await self._services.styles.all(actor.session_id)
        text = _("Choose one to paint a scene in it. The numbers are those of the picture.")
        lock = styles.get((await self._services.admin.settings(actor.session_id)).style_lock or "")
        if lock:
            locked = _("This table paints everything as **{name}**, whatever is chosen.")
            text = f"{text}\n{locked.format(name=escape_markdown(_(lock.style.name)))}"
        embed = discord.Embed(title=_("Styles"), description=text, color=NEON)
        embed.set_image(url=f"attachment://{_FILE}")
        names = ", ".join(f"{number} {_(each.style.name)}" for number, each in enumerate(styles.values(), start=1))
        # A table's own style shows its base's preview.
        sheet = io.BytesIO(await style_sheet([each.base for each in styles.values()]))
        file = discord.File(sheet, _FILE, description=names[:1024])
        await reply(interaction, embed=embed, file=file, view=_view(styles), ephemeral=True)

    async def _open_form(self, interaction: discord.Interaction[Any], _ids: list[str], values: list[str]) -> None:
        """Open the form of a new image in the chosen style."""
        actor = await enter_session(interaction)
        chosen = await self._services.styles.find(actor.session_id, values[0])
        await self._generation_form.open(interaction, GenerationParams("", style=chosen.style.id if chosen else None))


def _view(styles: dict[str, TableStyle]) -> discord.ui.View:
    """Return a menu of the table's own styles, where it has some, and one of every table's."""
    numbered = [
        (name in all_styles(), Option(name, f"{number} {_(each.style.name)}", _(each.style.description)))
        for number, (name, each) in enumerate(styles.items(), start=1)
    ]
    own = [option for shipped, option in numbered if not shipped][:MAX_OPTIONS]
    every = [option for shipped, option in numbered if shipped][:MAX_OPTIONS]
    menus = [select("style", "own", options=own, hint=_("This table's own styles"))] if own else []
    return make_view(*menus, select("style", "every", options=every, hint=_("Styles for everyone")))
