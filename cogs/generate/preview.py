"""`/image enhance`: what would be sent, for the user's eyes, before anything is spent."""

from dataclasses import replace
from typing import Any

import discord

from cogs.actors import enter_session, enter_session_context
from cogs.bot import SceneBot
from cogs.generate.form import GenerationForm
from cogs.generate.submit import RequestSubmitter
from cogs.ui.components import button, make_view
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import NEON, NOTE, prompt_text, sentence_text, style_title, type_title
from cogs.ui.forms import FormInput, TextField, form
from cogs.ui.mentions import name_mentions
from cogs.ui.replies.replies import edit_message, open_form, reply, show_thinking
from generation.errors import ContentRefusedError, NotFoundError
from generation.i18n import N_, _
from generation.moderation.digest import digest
from generation.prompts.values import EXACT, FALLBACK, MODEL
from generation.requests.previews import Preview
from storage.params import GenerationParams

_WRITERS = {MODEL: N_("The language model"), FALLBACK: N_("The rules of this bot"), EXACT: N_("You")}


class PreviewActions:
    """Show previews, and send, change or drop them."""

    def __init__(self, bot: SceneBot, submitter: RequestSubmitter, generation_form: GenerationForm) -> None:
        self._services = bot.services
        self._submitter = submitter
        self._generation_form = generation_form

    def handlers(self) -> Handlers:
        """Return what the buttons of a preview, and the form of its text, do."""
        return Handlers(
            buttons={
                "send": self._submit,
                "amend": self._open_text_form,
                "drop": self._drop,
                "reword": self._open_generation_form,
            },
            forms={"amend": self._change_text},
        )

    async def show(self, interaction: discord.Interaction[Any], params: GenerationParams) -> None:
        """Answer with what would be sent; a language model may take longer than the three seconds there are.

        Raises:
            SceneError: it would be refused.

        """
        await show_thinking(interaction)
        context = await enter_session_context(interaction)
        params = replace(params, prompt=await name_mentions(interaction, params.prompt))
        try:
            preview = await self._services.previews.show(params, context)
        except ContentRefusedError as refusal:
            await self._submitter.offer_rephrased(interaction, refusal, params, context.actor)
            return
        embed, view = preview_embed(preview), _view(preview)
        await reply(interaction, embed=embed, view=view, ephemeral=True)

    async def _submit(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Paint exactly what was shown; pressed twice it paints once."""
        context = await enter_session_context(interaction)
        params = await self._services.previews.to_send(ids[0], context.actor)
        # Its text belongs to the key: changed since, it is to be painted, too.
        text = digest(f"{params.exact}\n{params.negative}")
        await self._submitter.submit(interaction, params, key=f"draft:{ids[0]}:{text}", context=context)

    async def _drop(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        await self._services.previews.drop(ids[0], actor)
        await edit_message(interaction, content=_("This preview was discarded."), embed=None, view=None)

    async def _open_text_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open the form with the text that would be sent."""
        actor = await enter_session(interaction)
        enhanced = (await self._services.previews.get(ids[0], actor)).enhanced
        if enhanced is None:
            raise NotFoundError(_("There is no text in this draft to change."))
        fields = [
            TextField("prompt", _("What is sent"), enhanced.prompt, required=True, multiline=True),
            TextField("negative", _("What to avoid"), enhanced.negative, multiline=True),
        ]
        await open_form(interaction, form("amend", ids[0], title=_("Change the text"), fields=fields))

    async def _change_text(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        context = await enter_session_context(interaction)
        preview = await self._services.previews.amend(
            ids[0],
            context,
            prompt=await name_mentions(interaction, filled.text("prompt")),
            negative=filled.text("negative"),
        )
        await edit_message(interaction, embed=preview_embed(preview), view=_view(preview))

    async def _open_generation_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open the form of a new image with the words that were offered."""
        actor = await enter_session(interaction)
        draft = await self._services.previews.get(ids[0], actor)
        await self._generation_form.open(interaction, draft.params)


def preview_embed(preview: Preview) -> discord.Embed:
    """Show what would be sent, word for word."""
    enhanced = preview.enhanced
    embed = discord.Embed(title=_("This would be sent"), description=prompt_text(enhanced.prompt), color=NEON)
    if enhanced.negative:
        embed.add_field(name=_("Avoid"), value=prompt_text(enhanced.negative, 1000), inline=False)
    embed.add_field(name=_("Type"), value=type_title(enhanced.type))
    embed.add_field(name=_("Style"), value=style_title(preview.style))
    embed.add_field(name=_("Painted by"), value=preview.provider.title)
    embed.add_field(name=_("Written by"), value=_(_WRITERS[enhanced.source]))
    for note in (*preview.notes, enhanced.note):
        if note:
            embed.add_field(name=_(NOTE), value=sentence_text(note, 300), inline=False)
    return embed


def _view(preview: Preview) -> discord.ui.View:
    draft_id = preview.draft.id
    return make_view(
        button("send", draft_id, label=_("Generate"), style=discord.ButtonStyle.primary, emoji="\N{ARTIST PALETTE}"),
        button("amend", draft_id, label=_("Edit"), emoji="\N{MEMO}"),
        button("drop", draft_id, label=_("Cancel")),
    )
