"""The buttons under images, placeholders and failures: what is made of an image, and what becomes of a request."""

from dataclasses import replace
from typing import Any

import discord

from cogs.actors import enter_session, enter_session_context, message_language
from cogs.bot import SceneBot
from cogs.delivery.embeds import with_stars
from cogs.delivery.result_renderer import ResultRenderer
from cogs.gallery.page_actions import PageActions
from cogs.gallery.star_reactions import StarReconciler
from cogs.generate.form import GenerationForm
from cogs.generate.submit import RequestSubmitter
from cogs.ui.dispatcher import Handlers
from cogs.ui.replies.replies import edit_message, reply, reply_privately
from generation.errors import RefusedError
from generation.i18n import _
from generation.requests.comparing import compared_again
from generation.requests.variations import UPSCALE, find_upscaler, reroll, vary
from generation.sessions.context import SessionContext
from storage.params import GenerationParams
from storage.records import CANCELLED, FAILED, Image


class ImageActions:
    """Star, open, reroll, vary, upscale and edit images; retry and cancel requests."""

    def __init__(
        self,
        bot: SceneBot,
        submitter: RequestSubmitter,
        generation_form: GenerationForm,
        pages: PageActions,
        reconciler: StarReconciler,
    ) -> None:
        self._services = bot.services
        self._renderer = ResultRenderer(bot.services)
        self._submitter = submitter
        self._generation_form = generation_form
        self._pages = pages
        self._reconciler = reconciler

    def handlers(self) -> Handlers:
        """Return what the buttons do."""
        return Handlers(
            buttons={
                "favorite": self._toggle_favorite,
                "open": self._open,
                "gallery": self._open_gallery,
                "reroll": self._reroll,
                "rebatch": self._reroll_batch,
                "vary": self._vary,
                "upscale": self._upscale,
                "edit": self._open_edit_form,
                "rewrite": self._open_rewrite_form,
                "retry": self._retry,
                "via": self._retry_with_provider,
                "cancel": self._cancel,
                "stop": self._cancel_batch,
            }
        )

    async def _toggle_favorite(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Toggle the user's star and show the new count on the message, which may be a batch's (the second id)."""
        image_id, batch_id = ids[0], ids[1:]
        context = await enter_session_context(interaction)
        actor = context.actor
        message = interaction.message
        if message:
            await self._reconciler.reconcile_message(message)
        await self._services.gallery.toggle_favorite(image_id, context)
        with message_language(interaction):
            if batch_id:
                request = await self._services.requests.get(batch_id[0], actor)
                embed, view = await self._renderer.render_batch_details(request)
            elif message and message.embeds:
                embed = with_stars(message.embeds[0], len(await self._services.gallery.unchecked_stars(image_id)))
                view = discord.utils.MISSING
            else:
                image = await self._services.gallery.image(image_id, actor)
                embed, view = await self._renderer.render_details(image)
        await edit_message(interaction, embed=embed, view=view)

    async def _open(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show one image of several, large and with all its buttons, to whoever wants to see it."""
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        message = await self._renderer.render_single(image)
        await reply(
            interaction,
            embed=message.embed,
            view=message.view or discord.utils.MISSING,
            files=message.files(),
            ephemeral=True,
        )

    async def _open_gallery(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open the user's own page of the gallery at this image."""
        await self._pages.open(interaction, shared=False, at_image=ids[0])

    async def _reroll(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Submit what was asked for again, whatever the provider made of it, with another seed."""
        context, image, params = await self._image_and_params(interaction, ids[0])
        await self._submitter.submit(
            interaction, reroll(image, params), repeat_of=f"reroll:{image.id}", context=context
        )

    async def _reroll_batch(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Submit as many requests again, with other seeds: of a comparison, the same styles and providers."""
        context = await enter_session_context(interaction)
        request = await self._services.requests.get(ids[0], context.actor)
        batch = await self._services.requests.batch_of(request)
        params = compared_again(batch, await self._services.requests.again(request.id, context.actor))
        await self._submitter.submit(
            interaction, replace(params, seed=None), repeat_of=f"reroll:{request.id}", context=context
        )

    async def _vary(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Have an image varied by whoever can do that; else submit another one of the same description."""
        context, image, params = await self._image_and_params(interaction, ids[0])
        providers = await self._services.guild_providers.of(context.session.guild_id)
        params, notes = vary(providers, image, params)
        await self._submitter.submit(interaction, params, notes=notes, repeat_of=f"vary:{image.id}", context=context)

    async def _upscale(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Have an image made larger."""
        context, image, params = await self._image_and_params(interaction, ids[0])
        upscaler = find_upscaler(await self._services.guild_providers.of(context.session.guild_id), image)
        if upscaler is None:
            raise RefusedError(_("No provider that is set up here can make this picture larger. See /image providers."))
        size = image.width or 0, image.height or 0
        params = replace(params, provider=upscaler.provider, parent_id=image.id, width=size[0], height=size[1])
        params = replace(params, edit_kind=UPSCALE, edit_search="", references=())
        await self._submitter.submit(interaction, params, repeat_of=f"upscale:{image.id}", context=context)

    async def _open_edit_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open the form with what was asked for; this image is the parent of what comes of it."""
        _context, image, params = await self._image_and_params(interaction, ids[0])
        params = replace(params, parent_id=image.id)
        await self._generation_form.open_changed(interaction, params, image.request_id or "", image.id)

    async def _open_rewrite_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open the form with what was asked for and not painted."""
        actor = await enter_session(interaction)
        params = await self._services.requests.again(ids[0], actor)
        await self._generation_form.open_changed(interaction, params, ids[0])

    async def _retry(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Submit again what has failed."""
        context = await enter_session_context(interaction)
        request = await self._services.requests.get(ids[0], context.actor)
        if request.status not in {FAILED, CANCELLED}:
            await reply_privately(interaction, _("This picture did not fail; there is nothing to retry."))
            return
        params = await self._services.requests.again(request.id, context.actor)
        await self._submitter.submit(interaction, params, repeat_of=f"retry:{request.id}", context=context)

    async def _retry_with_provider(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Submit what has failed to one provider, and no other: that is the user's explicit choice."""
        context = await enter_session_context(interaction)
        request_id, provider = ids[0], ids[1]
        params = await self._services.requests.again(request_id, context.actor)
        await self._submitter.submit(
            interaction, replace(params, provider=provider, only=True), repeat_of=f"retry:{request_id}", context=context
        )

    async def _cancel(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        cancelled = await self._services.requests.cancel(ids[0], actor)
        await reply_privately(interaction, _("Cancelled.") if cancelled else _("Too late: it is done already."))

    async def _cancel_batch(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Cancel what of a batch is not done yet."""
        actor = await enter_session(interaction)
        cancelled = await self._services.requests.cancel_batch(ids[0], actor)
        await reply_privately(interaction, _("Cancelled.") if cancelled else _("Too late: it is done already."))

    async def _image_and_params(
        self, interaction: discord.Interaction[Any], image_id: str
    ) -> tuple[SessionContext, Image, GenerationParams]:
        """Return the session, an image of it, and what was asked for."""
        context = await enter_session_context(interaction)
        image = await self._services.gallery.image(image_id, context.actor)
        return context, image, await self._services.requests.again(image.request_id or "", context.actor)
