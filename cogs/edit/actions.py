"""`/image edit`: the same edits by options, or the editor where none is given."""

from dataclasses import dataclass
from typing import Any

import discord

from cogs.actors import enter_session_context
from cogs.edit.pixel_editor import PixelEditor
from cogs.edit.provider_changes import ProviderChanges
from cogs.generate.submit import RequestSubmitter
from cogs.lookups.chosen_image import chosen_image
from cogs.ui.mentions import name_mentions
from generation.editing.changes import VIEW, WORDS, Change
from generation.editing.pixel_edits import PixelEdits
from generation.errors import RefusedError
from generation.i18n import _


@dataclass(frozen=True, slots=True)
class EditActions:
    """Do what the options of `/image edit` say."""

    editor: PixelEditor
    changes: ProviderChanges
    submitter: RequestSubmitter

    async def run(
        self, interaction: discord.Interaction[Any], picture: str, edits: PixelEdits, *, words: str, view: str
    ) -> None:
        """Open the editor, submit pixel edits, or have a provider change the picture.

        Raises:
            SceneError: it cannot be done, or the options do not go together.

        """
        provider_wanted = bool(words or view)
        if (provider_wanted and not edits.does_nothing) or (words and view):
            raise RefusedError(
                _("One at a time: words, a view, or edits of the pixels. Each makes a picture that you can edit on.")
            )
        context = await enter_session_context(interaction)
        image_id = await chosen_image(interaction.client.services, context.actor, picture)
        if provider_wanted:
            said = await name_mentions(interaction, words)
            await self.changes.submit(
                interaction, image_id, Change(VIEW, view=view) if view else Change(WORDS, words=said)
            )
        elif edits.does_nothing:
            await self.editor.open(interaction, image_id, edits)
        else:
            params = await interaction.client.services.editing.pixel_params(image_id, edits, context)
            await self.submitter.submit(interaction, params, context=context)
