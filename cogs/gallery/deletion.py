"""Delete: an image is deleted for good, and taken off its messages."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.delivery.posted_messages import PostedMessageUpdater
from cogs.ui.components import button, make_view
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import STAR
from cogs.ui.replies.replies import edit_message, reply_privately
from generation.i18n import _
from storage.records import Posting


class DeleteActions:
    """Ask once, then delete an image and update the messages it is on."""

    def __init__(self, bot: SceneBot, posted: PostedMessageUpdater) -> None:
        self._services = bot.services
        self._posted = posted

    def handlers(self) -> Handlers:
        """Return what the button under an image, and the one that confirms, do."""
        return Handlers(buttons={"delete": self._confirm, "erase": self._delete})

    async def _confirm(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        self._services.access.require_remover(actor, image.user_id)
        confirm = button("erase", image.id, label=_("Delete for good"), style=discord.ButtonStyle.danger)
        text = _("Delete this picture and its {star} for good? To keep it, dismiss this message.").format(star=STAR)
        await reply_privately(interaction, text, view=make_view(confirm))

    async def _delete(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        postings = await self._services.postings.of_image(ids[0])
        await self._services.gallery.delete(ids[0], actor)
        await edit_message(interaction, content=_("Deleted."), view=None)
        await self.update_messages(interaction, postings)

    async def update_messages(self, interaction: discord.Interaction[Any], postings: Sequence[Posting]) -> None:
        """Take a deleted image off the messages it was on; tell the user of those where that cannot be done."""
        for posting in postings:
            error = await self._posted.update_at_once(posting.message_id)
            if error is not None:
                text = _("Its message could not be taken down ({error}); delete it by hand.")
                await reply_privately(interaction, text.format(error=error))
