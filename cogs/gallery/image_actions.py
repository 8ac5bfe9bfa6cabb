"""The buttons under pictures, placeholders and failures: what is made of a picture, and what becomes of a request."""

from dataclasses import replace
from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.delivery.messages import ResultRenderer
from cogs.gallery.actions import GalleryPages
from cogs.gallery.stars import Stars
from cogs.generate.form import Composing
from cogs.generate.submit import Asking
from cogs.ui.embeds import notes_on
from cogs.ui.locales import as_shown
from cogs.ui.replies import reply_privately
from generation.errors import RefusedError
from generation.i18n import _
from generation.requests.variations import UPSCALE, find_editor, reroll, vary
from storage.params import GenerationParams
from storage.records import CANCELLED, FAILED, Image


class Pictures:
    """Do what the buttons say."""

    def __init__(self, bot: SceneBot, asking: Asking, composing: Composing, pages: GalleryPages, stars: Stars) -> None:
        self._services = bot.services
        self._composer = ResultRenderer(bot.services)
        self._asking = asking
        self._composing = composing
        self._pages = pages
        self._stars = stars
        bot.presses |= {
            "favorite": self._favorite,
            "open": self._open,
            "gallery": self._open_gallery,
            "reroll": self._reroll,
            "rebatch": self._reroll_batch,
            "vary": self._vary,
            "upscale": self._upscale,
            "edit": self._edit,
            "rewrite": self._rewrite,
            "retry": self._retry,
            "via": self._via,
            "cancel": self._cancel,
            "stop": self._stop,
        }

    async def _favorite(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Turn one's star over and show the new count on the message, which may hold a whole batch (the second id)."""
        image_id, *batch = ids
        by = await enter_session(interaction)
        if interaction.message:
            await self._stars.reconcile_message(interaction.message)
        await self._services.gallery.toggle_favorite(image_id, by)
        image = await self._services.gallery.image(image_id, by)
        with as_shown(interaction):
            if batch:
                request = await self._services.requests.get(batch[0], by)
                embed, view = await self._composer.batch_face(request)
            else:
                embed, view = await self._composer.face(image, notes_on(interaction.message))
        await interaction.response.edit_message(embed=embed, view=view)

    async def _open(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show one picture of several, large and with all its buttons, to whoever wants to see it."""
        by = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], by)
        shown = await self._composer.alone(image)
        await interaction.response.send_message(
            embed=shown.embed, view=shown.view or discord.utils.MISSING, files=shown.files(), ephemeral=True
        )

    async def _open_gallery(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open one's own page of the gallery at this picture."""
        await self._pages.open(interaction, shared=False, at_image=ids[0])

    async def _reroll(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask again for what was wished, whatever the provider made of it, with another seed."""
        image, params = await self._again(interaction, ids[0])
        await self._asking.ask(interaction, reroll(image, params))

    async def _reroll_batch(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask for as many pictures again, with other seeds."""
        by = await enter_session(interaction)
        request = await self._services.requests.get(ids[0], by)
        count = len(await self._services.requests.together(request))
        params = await self._services.requests.again(request.id, by)
        await self._asking.ask(interaction, replace(params, seed=None, count=count))

    async def _vary(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Have a picture varied by whoever can do that; else ask for another one of the same description."""
        image, params = await self._again(interaction, ids[0])
        params, notes = vary(self._services.providers, image, params)
        await self._asking.ask(interaction, params, notes=notes)

    async def _upscale(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Have a picture made larger."""
        image, params = await self._again(interaction, ids[0])
        size = image.width or 0, image.height or 0
        painter = find_editor(self._services.providers, UPSCALE, size, image.provider)
        if painter is None:
            raise RefusedError(_("Nobody who is set up here can make this picture larger. See /image providers."))
        larger = replace(params, provider=painter, parent_id=image.id, width=size[0], height=size[1])
        await self._asking.ask(interaction, replace(larger, edit_kind=UPSCALE, edit_search="", references=()))

    async def _edit(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open the form with what was asked for; what comes of it names this picture as its parent."""
        image, params = await self._again(interaction, ids[0])
        await self._composing.reopen(interaction, replace(params, parent_id=image.id), image.request_id or "", image.id)

    async def _rewrite(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open the form with what was asked for and not painted."""
        by = await enter_session(interaction)
        params = await self._services.requests.again(ids[0], by)
        await self._composing.reopen(interaction, params, ids[0])

    async def _retry(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask again for what has failed."""
        by = await enter_session(interaction)
        request = await self._services.requests.get(ids[0], by)
        if request.status not in {FAILED, CANCELLED}:
            await reply_privately(interaction, _("This picture has not failed; there is nothing to retry."))
            return
        await self._asking.ask(interaction, await self._services.requests.again(request.id, by))

    async def _via(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask one provider, and no other, for what has failed: that is the user's explicit choice."""
        by = await enter_session(interaction)
        request_id, provider = ids
        params = await self._services.requests.again(request_id, by)
        await self._asking.ask(interaction, replace(params, provider=provider, only=True))

    async def _cancel(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        by = await enter_session(interaction)
        cancelled = await self._services.requests.cancel(ids[0], by)
        await reply_privately(interaction, _("Cancelled.") if cancelled else _("Too late: it is done already."))

    async def _stop(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Cancel what of a batch is not done yet."""
        by = await enter_session(interaction)
        cancelled = await self._services.requests.cancel_batch(ids[0], by)
        await reply_privately(interaction, _("Cancelled.") if cancelled else _("Too late: it is done already."))

    async def _again(self, interaction: discord.Interaction[Any], image_id: str) -> tuple[Image, GenerationParams]:
        """Return a picture of the session with what was asked for."""
        by = await enter_session(interaction)
        image = await self._services.gallery.image(image_id, by)
        return image, await self._services.requests.again(image.request_id or "", by)
