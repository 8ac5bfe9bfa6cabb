"""Delete: an image is deleted for good, and taken off its messages."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.delivery.embeds import deleted_embed
from cogs.delivery.result_renderer import ResultRenderer
from cogs.ui.components import button, make_view
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import STAR
from cogs.ui.replies import DISCORD_ERRORS, edit_message, reply_privately
from generation.i18n import _, speaking
from storage.outbox import RESULT
from storage.records import Image, Posting


class DeleteActions:
    """Ask once, then delete an image and update the messages it is on."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._renderer = ResultRenderer(bot.services)

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
        image = await self._services.gallery.delete(ids[0], actor)
        await edit_message(interaction, content=_("Deleted."), view=None)
        await self.update_messages(interaction, image, postings)

    async def update_messages(
        self, interaction: discord.Interaction[Any], image: Image, postings: Sequence[Posting]
    ) -> None:
        """Take a deleted image off the messages it was on; tell the user of those where that cannot be done."""
        for posting in postings:
            channel = self._bot.get_partial_messageable(int(posting.channel_id))
            message = channel.get_partial_message(int(posting.message_id))
            with speaking(await self._services.sessions.locale(image.session_id)):
                error = None if await self._show_remaining(image, message) else await _delete_message(message)
            if error is not None:
                text = _("Its message could not be taken down ({error}); delete it by hand.")
                await reply_privately(interaction, text.format(error=error))

    async def _show_remaining(self, image: Image, message: discord.PartialMessage) -> bool:
        """Show a message without an image that was deleted; False where no others are on it."""
        request = await self._services.requests.unchecked_request(image.request_id or "")
        if request is None or not await self._services.postings.of_message(str(message.id)):
            return False
        outgoing = await self._renderer.render(request, RESULT)
        if outgoing is None or not outgoing.image_ids:
            return False
        try:
            await message.edit(embed=outgoing.embed, attachments=outgoing.files(), view=outgoing.view)
        except discord.NotFound:
            pass
        except DISCORD_ERRORS:
            return False
        return True


async def _delete_message(message: discord.PartialMessage) -> Exception | None:
    """Delete a message, or the image on it; return the error where neither can be done."""
    try:
        await message.delete()
    except discord.NotFound:
        return None
    except DISCORD_ERRORS:
        # Deleting may be refused where editing is not; the image must not stay up either way.
        try:
            await message.edit(embed=deleted_embed(), attachments=[], view=None)
        except DISCORD_ERRORS as error:
            return error
    return None
