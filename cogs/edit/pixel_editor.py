"""The editor of a picture's pixels: each press shows the preview at once, Save makes a new picture."""

import hashlib
import io
from dataclasses import replace
from typing import Any

import discord

from cogs.actors import enter_session, enter_session_context
from cogs.bot import SceneBot
from cogs.edit.editor_view import MAIN, NONE, PREVIEW, TONES, TOOLS, editor_embed, editor_view
from cogs.generate.submit import RequestSubmitter
from cogs.ui.dispatcher import Handlers
from cogs.ui.forms import FormInput, TextField, form
from cogs.ui.replies.replies import edit_message, open_form, reply, show_thinking
from generation.editing.editing import PixelDraft
from generation.editing.pixel_edits import LONGEST_CAPTION, PixelEdits
from generation.errors import NotFoundError
from generation.i18n import _
from generation.sessions.permissions import Actor


class PixelEditor:
    """Open the editor, make edits in it, and save them."""

    def __init__(self, bot: SceneBot, submitter: RequestSubmitter) -> None:
        self._services = bot.services
        self._editing = bot.services.editing
        self._submitter = submitter

    def handlers(self) -> Handlers:
        """Return what the editor's buttons, menus and form do."""
        return Handlers(
            buttons={
                "retouch": self._open_from_button,
                "tool": self._use_tool,
                "caption": self._open_caption_form,
                "save": self._save,
                "discard": self._discard,
            },
            selects={"tool": self._choose},
            forms={"caption": self._set_caption},
        )

    async def open(self, interaction: discord.Interaction[Any], image_id: str, edits: PixelEdits) -> None:
        """Answer with the editor of a picture, for the user alone.

        Raises:
            SceneError: there is no such picture for them, or they may not have any made.

        """
        await show_thinking(interaction)
        context = await enter_session_context(interaction)
        self._services.access.require_requester(context.actor, context.settings)
        draft = await self._editing.keep(image_id, edits, context.actor)
        embed, view, file = await self._rendered(draft, MAIN, context.actor)
        await reply(interaction, embed=embed, view=view, files=[file], ephemeral=True)

    async def _open_from_button(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self.open(interaction, ids[0], PixelEdits())

    async def _use_tool(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Turn to a page, or do what a button says."""
        actor = await enter_session(interaction)
        draft, name = await self._editing.draft(ids[0], actor), ids[1]
        if name in {MAIN, TONES}:
            await self._show(interaction, draft, name, actor)
            return
        tool = TOOLS.get(name)
        if tool is None:
            raise NotFoundError(_("This is from another version of the bot. Open it again."))
        draft = await self._editing.change_draft(draft, tool.press(draft.edits), actor)
        await self._show(interaction, draft, tool.page, actor)

    async def _choose(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        """Take over the crop, filter or frame that was chosen in a menu."""
        actor = await enter_session(interaction)
        draft, value = await self._editing.draft(ids[0], actor), "" if values[0] == NONE else values[0]
        match ids[1]:
            case "crop":
                edits = replace(draft.edits, crop=value)
            case "grade":
                edits = replace(draft.edits, grade=value)
            case "frame":
                edits = replace(draft.edits, frame=value)
            case _other:
                raise NotFoundError(_("This is from another version of the bot. Open it again."))
        await self._show(interaction, await self._editing.change_draft(draft, edits, actor), MAIN, actor)

    async def _open_caption_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        draft = await self._editing.draft(ids[0], await enter_session(interaction))
        hint = _("Previously, in Seattle …")
        field = TextField(
            "caption", _("Caption; empty for none"), draft.edits.caption, hint, max_length=LONGEST_CAPTION
        )
        await open_form(interaction, form("caption", draft.id, title=_("Caption"), fields=[field]))

    async def _set_caption(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        actor = await enter_session(interaction)
        draft = await self._editing.draft(ids[0], actor)
        edits = replace(draft.edits, caption=filled.text("caption"))
        await self._show(interaction, await self._editing.change_draft(draft, edits, actor), MAIN, actor)

    async def _save(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Make the new picture; pressed twice it is made once, and changed since, it is another one."""
        context = await enter_session_context(interaction)
        draft = await self._editing.draft(ids[0], context.actor)
        params = await self._editing.pixel_params(draft.image_id, draft.edits, context)
        edits = hashlib.sha256(params.edit_pixels.encode()).hexdigest()[:16]
        await self._submitter.submit(interaction, params, key=f"pixels:{draft.id}:{edits}", context=context)

    async def _discard(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        draft = await self._editing.draft(ids[0], actor)
        await self._services.previews.drop(draft.id, actor)
        await edit_message(
            interaction,
            content=_("Nothing was changed; the picture is as it was."),
            embed=None,
            view=None,
            attachments=[],
        )

    async def _show(self, interaction: discord.Interaction[Any], draft: PixelDraft, page: str, actor: Actor) -> None:
        embed, view, file = await self._rendered(draft, page, actor)
        await edit_message(interaction, embed=embed, view=view, attachments=[file])

    async def _rendered(
        self, draft: PixelDraft, page: str, actor: Actor
    ) -> tuple[discord.Embed, discord.ui.View, discord.File]:
        image = await self._services.gallery.image(draft.image_id, actor)
        preview = await self._editing.preview(image.id, draft.edits, actor)
        file = discord.File(io.BytesIO(preview.data), PREVIEW, description=draft.edits.told()[:1024] or None)
        return editor_embed(draft, preview, image.prompt), editor_view(draft, page), file
