"""`/image enhance`: what would be sent, for the asker's eyes, before anything is spent."""

from typing import Any

import discord

from cogs.actors import enter_session, session_context
from cogs.bot import SceneBot
from cogs.generate.form import Composing
from cogs.generate.submit import Asking
from cogs.ui.buttons import button, row
from cogs.ui.embeds import preview_embed
from cogs.ui.forms import Field, Filled, form
from generation.errors import ContentRefusedError, NotFoundError
from generation.i18n import _
from generation.moderation.digest import digest
from generation.requests.previews import Preview
from storage.params import GenerationParams


class Enhancing:
    """Show previews, and take what is done with them."""

    def __init__(self, bot: SceneBot, asking: Asking, composing: Composing) -> None:
        self._services = bot.services
        self._asking = asking
        self._composing = composing
        bot.presses |= {"send": self._send, "amend": self._amend, "drop": self._drop, "reword": self._reword}
        bot.forms |= {"amend": self._amended}

    async def preview(self, interaction: discord.Interaction[Any], params: GenerationParams) -> None:
        """Answer with what would be sent; a language model may take longer than the three seconds there are.

        Raises:
            SceneError: it would be refused.

        """
        await interaction.response.defer(ephemeral=True, thinking=True)
        context = await session_context(interaction)
        try:
            preview = await self._services.previews.show(params, context)
        except ContentRefusedError as refusal:
            await self._asking.offer_other_words(interaction, refusal, params, context.actor)
            return
        embed, view = preview_embed(preview), _row(preview)
        await interaction.followup.send(embed=embed, view=view, ephemeral=True)

    async def _send(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Paint exactly what was shown; pressed twice it paints once."""
        by = await enter_session(interaction)
        params = await self._services.previews.to_send(ids[0], by)
        # Its text belongs to the key: changed since, it is to be painted, too.
        text = digest(f"{params.exact}\n{params.negative}")
        await self._asking.ask(interaction, params, key=f"draft:{ids[0]}:{text}")

    async def _drop(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        by = await enter_session(interaction)
        await self._services.previews.drop(ids[0], by)
        await interaction.response.edit_message(content=_("This preview is dropped."), embed=None, view=None)

    async def _amend(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open the form with the text that would be sent."""
        by = await enter_session(interaction)
        enhanced = (await self._services.previews.get(ids[0], by)).enhanced
        if enhanced is None:
            raise NotFoundError(_("There is no text in this draft to be changed."))
        parts = [
            Field("prompt", _("What is sent"), enhanced.prompt, required=True, long=True),
            Field("negative", _("What is to be avoided"), enhanced.negative, long=True),
        ]
        await interaction.response.send_modal(form("amend", ids[0], title=_("Change the text"), parts=parts))

    async def _amended(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        context = await session_context(interaction)
        preview = await self._services.previews.amend(
            ids[0], context, prompt=sent.text("prompt"), negative=sent.text("negative")
        )
        await interaction.response.edit_message(embed=preview_embed(preview), view=_row(preview))

    async def _reword(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open the form of a new picture with the words that were offered."""
        by = await enter_session(interaction)
        draft = await self._services.previews.get(ids[0], by)
        await self._composing.open(interaction, draft.params)


def _row(preview: Preview) -> discord.ui.View:
    draft_id = preview.draft.id
    return row(
        button("send", draft_id, label=_("Generate"), style=discord.ButtonStyle.primary, emoji="\N{ARTIST PALETTE}"),
        button("amend", draft_id, label=_("Edit"), emoji="\N{MEMO}"),
        button("drop", draft_id, label=_("Cancel")),
    )
