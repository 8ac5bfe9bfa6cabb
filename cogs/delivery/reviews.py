"""What waits for the GM's approval: shown in the channel, by direct message or in a GM thread, and decided there."""

from typing import Any

import discord

from cogs.actors import enter_session, message_language
from cogs.bot import SceneBot
from cogs.ui.components import button, custom_ids_of, make_custom_id, make_view
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import ASH, NEON, prompt_text, sentence_text, type_title
from cogs.ui.forms import FormInput, TextField, form
from cogs.ui.mentions import mention_of, name_mentions
from cogs.ui.replies.replies import edit_message, open_form, reply, reply_privately
from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.requests.reviews import LONGEST_REASON
from generation.sessions.permissions import Actor
from storage.records import Request


def held_embed(request: Request) -> discord.Embed:
    """Say that a description waits for the GM; what it says is behind a spoiler until it was let pass."""
    embed = discord.Embed(title=_("Waiting for the GM"), description=f"||{prompt_text(request.prompt)}||", color=ASH)
    embed.add_field(name=_("Why"), value=sentence_text(request.held_reason or N_("The GM decides.")), inline=False)
    embed.add_field(name=_("Requested by"), value=mention_of(request.user_id))
    return embed


def held_view(request_id: str) -> discord.ui.View:
    """Return the buttons of a placeholder that waits for the GM."""
    return make_view(
        button("review", request_id, label=_("Review (GM)"), style=discord.ButtonStyle.primary),
        button("cancel", request_id, label=_("Cancel"), style=discord.ButtonStyle.danger),
    )


def review_embed(request: Request) -> discord.Embed:
    """Show whoever decides what is asked for, by whom, where, and why it waits."""
    embed = discord.Embed(title=_("May this be painted?"), description=prompt_text(request.prompt), color=NEON)
    if request.params.exact:
        embed.add_field(name=_("Text that would be sent"), value=prompt_text(request.params.exact, 1000), inline=False)
    embed.add_field(
        name=_("Why it waits"), value=sentence_text(request.held_reason or N_("The GM decides."), 500), inline=False
    )
    embed.add_field(name=_("Requested by"), value=mention_of(request.user_id))
    embed.add_field(name=_("In"), value=f"<#{request.session_id}>")
    embed.add_field(name=_("Type"), value=type_title(request.type))
    return embed


def review_view(request_id: str) -> discord.ui.View:
    """Return the buttons of whoever decides."""
    return make_view(
        button("approve", request_id, label=_("Approve"), style=discord.ButtonStyle.success),
        button("revise", request_id, label=_("Edit and approve")),
        button("reject", request_id, label=_("Reject"), style=discord.ButtonStyle.danger),
    )


class ReviewActions:
    """Show what waits, and take the GM's decisions."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services

    def handlers(self) -> Handlers:
        """Return what the buttons of a review and their forms do."""
        return Handlers(
            buttons={
                "review": self._show,
                "approve": self._approve,
                "revise": self._open_revise_form,
                "reject": self._open_reject_form,
            },
            forms={"revised": self._approve_revised, "rejected": self._reject},
        )

    async def _show(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show the GM what is asked for and why it waits."""
        request = await self._services.reviews.get(ids[0], await self._enter_as_gm(interaction, ids[0]))
        await reply(
            interaction,
            embed=review_embed(request),
            view=review_view(request.id),
            ephemeral=interaction.guild_id is not None,
        )

    async def _approve(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        request = await self._services.reviews.approve(ids[0], await self._enter_as_gm(interaction, ids[0]))
        await self._show_decision(interaction, request, N_("Approved; it is being painted."))

    async def _open_revise_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        request = await self._services.reviews.get(ids[0], await self._enter_as_gm(interaction, ids[0]))
        field = TextField("text", _("Paint this instead"), request.prompt, required=True, multiline=True)
        await open_form(interaction, form("revised", request.id, title=_("Edit and approve"), fields=[field]))

    async def _approve_revised(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        actor = await self._enter_as_gm(interaction, ids[0])
        request = await self._services.reviews.approve(
            ids[0], actor, text=await name_mentions(interaction, filled.text("text"))
        )
        await self._show_decision(interaction, request, N_("Approved in your words; it is being painted."))

    async def _open_reject_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        request = await self._services.reviews.get(ids[0], await self._enter_as_gm(interaction, ids[0]))
        field = TextField(
            "reason", _("Why (the player reads this)"), hint=_("May stay empty"), max_length=LONGEST_REASON
        )
        await open_form(interaction, form("rejected", request.id, title=_("Reject"), fields=[field]))

    async def _reject(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        actor = await self._enter_as_gm(interaction, ids[0])
        request = await self._services.reviews.reject(ids[0], actor, filled.text("reason"))
        await self._show_decision(interaction, request, N_("Rejected; the player is told."))

    async def _enter_as_gm(self, interaction: discord.Interaction[Any], request_id: str) -> Actor:
        """Return the GM who acts: of this channel, or, from a direct message or a thread, of the request's session.

        Raises:
            SceneError: it is somebody else.

        """
        request = await self._services.requests.unchecked_request(request_id)
        if request is None:
            raise RefusedError(_("This request is gone."))
        if str(interaction.channel_id) == request.session_id:
            return await enter_session(interaction)
        return await self._services.reviews.reviewer_of(request_id, str(interaction.user.id))

    async def _show_decision(self, interaction: discord.Interaction[Any], request: Request, text: str) -> None:
        """Put the decision where the question stood; where that was the placeholder, the bot goes on with it."""
        message = interaction.message
        is_placeholder = message and make_custom_id("review", request.id) in custom_ids_of(message)
        if message and message.embeds and not is_placeholder:
            with message_language(interaction):
                content, embed = _(text), review_embed(request)
            await edit_message(interaction, content=content, embed=embed, view=None)
            return
        await reply_privately(interaction, _(text))
