"""The GM's word: what waits for approval, shown to the GM in the channel, by direct message or in a GM thread."""

from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.ui.buttons import button, row
from cogs.ui.embeds import review_embed
from cogs.ui.forms import Field, Filled, form
from cogs.ui.locales import as_shown
from cogs.ui.replies import reply_privately
from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.requests.reviews import LONGEST_REASON
from generation.sessions.permissions import Actor
from storage.records import Request


def held_row(request_id: str) -> discord.ui.View:
    """Return the buttons of a placeholder that waits for the GM."""
    return row(
        button("review", request_id, label=_("Review (GM)"), style=discord.ButtonStyle.primary),
        button("cancel", request_id, label=_("Cancel"), style=discord.ButtonStyle.danger),
    )


def review_row(request_id: str) -> discord.ui.View:
    """Return the buttons of whoever decides."""
    return row(
        button("approve", request_id, label=_("Approve"), style=discord.ButtonStyle.success),
        button("revise", request_id, label=_("Edit and approve")),
        button("reject", request_id, label=_("Reject"), style=discord.ButtonStyle.danger),
    )


class ReviewDesk:
    """Show what waits, and take the GM's decisions."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services
        bot.presses |= {
            "review": self._review,
            "approve": self._approve,
            "revise": self._revise,
            "reject": self._reject,
        }
        bot.forms |= {"revised": self._revised, "rejected": self._rejected}

    async def _review(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show the GM what is asked for and why it waits."""
        request = await self._services.reviews.get(ids[0], await self._gm(interaction, ids[0]))
        await interaction.response.send_message(
            embed=review_embed(request), view=review_row(request.id), ephemeral=interaction.guild_id is not None
        )

    async def _approve(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        request = await self._services.reviews.approve(ids[0], await self._gm(interaction, ids[0]))
        await self._decided(interaction, request, N_("Approved; it is being painted."))

    async def _revise(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        request = await self._services.reviews.get(ids[0], await self._gm(interaction, ids[0]))
        part = Field("text", _("Paint this instead"), request.prompt, required=True, long=True)
        await interaction.response.send_modal(form("revised", request.id, title=_("Edit and approve"), parts=[part]))

    async def _revised(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        actor = await self._gm(interaction, ids[0])
        request = await self._services.reviews.approve(ids[0], actor, text=sent.text("text"))
        await self._decided(interaction, request, N_("Approved in your words; it is being painted."))

    async def _reject(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        request = await self._services.reviews.get(ids[0], await self._gm(interaction, ids[0]))
        part = Field("reason", _("Why (the author reads this)"), hint=_("May stay empty"), longest=LONGEST_REASON)
        await interaction.response.send_modal(form("rejected", request.id, title=_("Reject"), parts=[part]))

    async def _rejected(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        actor = await self._gm(interaction, ids[0])
        request = await self._services.reviews.reject(ids[0], actor, sent.text("reason"))
        await self._decided(interaction, request, N_("Rejected; its author is told."))

    async def _gm(self, interaction: discord.Interaction[Any], request_id: str) -> Actor:
        """Return the GM who acts: of this channel, or, from a direct message or a thread, of the request's session.

        Raises:
            SceneError: it is somebody else.

        """
        request = await self._services.requests.owed(request_id)
        if request is None:
            raise RefusedError(_("There is no such request any more."))
        if str(interaction.channel_id) == request.session_id:
            return await enter_session(interaction)
        return await self._services.reviews.reviewer_of(request_id, str(interaction.user.id))

    async def _decided(self, interaction: discord.Interaction[Any], request: Request, text: str) -> None:
        """Put the decision where the question stood; where that was the placeholder, the bot goes on with it."""
        if interaction.message and interaction.message.embeds and not _is_placeholder(interaction.message, request.id):
            with as_shown(interaction):
                content, embed = _(text), review_embed(request)
            await interaction.response.edit_message(content=content, embed=embed, view=None)
            return
        await reply_privately(interaction, _(text))


def _is_placeholder(message: discord.Message, request_id: str) -> bool:
    wanted = f"scene:review:{request_id}"
    return any(
        getattr(child, "custom_id", None) == wanted
        for component in message.components
        for child in getattr(component, "children", ())
    )
