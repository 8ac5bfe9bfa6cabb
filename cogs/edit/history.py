"""A picture's history: a strip of all versions, one of them large, walked by buttons and compared side by side."""

import io
from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.ui.components import Option, button, in_rows, make_view, select
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import NEON, prompt_text
from cogs.ui.replies.replies import edit_message, reply, show_thinking
from generation.editing.editing import Family
from generation.i18n import _
from generation.images.alt_text import spoken_alt_text
from generation.sessions.permissions import Actor
from storage.records import Image

#: How many versions the strip and the menu show.
_SHOWN, _LISTED = 9, 25
_LARGE, _STRIP, _BOTH = "version.jpg", "strip.jpg", "compared.jpg"


class HistoryActions:
    """Show the versions of a picture, for the user alone."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services
        self._editing = bot.services.editing

    def handlers(self) -> Handlers:
        """Return what the buttons and the menu of the history do."""
        return Handlers(
            buttons={"history": self._open, "version": self._turn, "compare": self._compare},
            selects={"version": self._choose},
        )

    async def _open(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await show_thinking(interaction)
        actor = await enter_session(interaction)
        shown = await self._rendered(await self._editing.family(ids[0], actor))
        await reply(interaction, ephemeral=True, **shown)

    async def _turn(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self._show(interaction, ids[0])

    async def _choose(self, interaction: discord.Interaction[Any], _ids: list[str], values: list[str]) -> None:
        await self._show(interaction, values[0])

    async def _show(self, interaction: discord.Interaction[Any], image_id: str) -> None:
        actor = await enter_session(interaction)
        shown = await self._rendered(await self._editing.family(image_id, actor))
        await edit_message(interaction, attachments=shown.pop("files"), **shown)

    async def _compare(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show a version and the one that it was made of next to each other."""
        actor: Actor = await enter_session(interaction)
        family = await self._editing.family(ids[0], actor)
        before = family.before or family.images[0]
        both = await self._editing.side_by_side(before, family.image)
        embed = discord.Embed(title=_("Before and after"), color=NEON)
        embed.description = prompt_text(await self._editing.what_was_done(family.image) or family.image.prompt, 1000)
        back = button("version", family.image.id, label=_("Back"))
        file = discord.File(io.BytesIO(both), _BOTH, description=_("Left before, right after."))
        await edit_message(
            interaction, embeds=[embed.set_image(url=f"attachment://{_BOTH}")], view=make_view(back), attachments=[file]
        )

    async def _rendered(self, family: Family) -> dict[str, Any]:
        image, gallery = family.image, self._services.gallery
        embed = discord.Embed(
            title=_("Version {number} of {count}").format(number=family.at + 1, count=len(family.images)), color=NEON
        )
        embed.description = prompt_text(image.prompt, 500)
        if done := await self._editing.what_was_done(image):
            embed.add_field(name=_("What was done"), value=prompt_text(done, 1000), inline=False)
        copy = await gallery.display_copy(image)
        files = [discord.File(io.BytesIO(copy), _LARGE, description=spoken_alt_text(image)[:1024])]
        embeds = [embed.set_image(url=f"attachment://{_LARGE}")]
        if len(family.images) > 1:
            first = max(0, min(family.at - _SHOWN // 2, len(family.images) - _SHOWN))
            strip = await gallery.contact_sheet(family.images[first : first + _SHOWN])
            files.append(discord.File(io.BytesIO(strip), _STRIP, description=_("All versions, oldest first.")))
            embeds.append(discord.Embed(color=NEON).set_image(url=f"attachment://{_STRIP}"))
        return {"embeds": embeds, "files": files, "view": await self._view(family)}

    async def _view(self, family: Family) -> discord.ui.View:
        image, images = family.image, family.images
        older = images[family.at - 1] if family.at else None
        newer = images[family.at + 1] if family.at + 1 < len(images) else None
        walking = [
            _step(older, _("Older"), "\N{BLACK LEFT-POINTING TRIANGLE}", "older"),
            _step(newer, _("Newer"), "\N{BLACK RIGHT-POINTING TRIANGLE}", "newer"),
            button(
                "compare", image.id, label=_("Before and after"), emoji="\N{SCALES}", disabled=family.before is None
            ),
            button(
                "retouch",
                image.id,
                label=_("Edit this one"),
                emoji="\N{LOWER LEFT PAINTBRUSH}\N{VARIATION SELECTOR-16}",
            ),
            button("open", image.id, label=_("Open this one")),
        ]
        first = max(0, min(family.at - _LISTED // 2, len(images) - _LISTED))
        options = [
            Option(
                each.id,
                f"{number}: {(await self._editing.what_was_done(each)) or each.prompt}",
                chosen=each.id == image.id,
            )
            for number, each in enumerate(images[first : first + _LISTED], start=first + 1)
        ]
        return make_view(*in_rows([[*walking], [select("version", options=options)]]))


def _step(to: Image | None, label: str, emoji: str, way: str) -> discord.ui.Button[Any]:
    """Return the button to another version; where there is none it stands there, and leads nowhere."""
    return button("version", to.id if to else "none", way, label=label, emoji=emoji, disabled=to is None)
