"""Reports: a user reports an image, and the GM decides whether it is deleted or stays."""

import hashlib
import io
import logging
from typing import Any

import discord

from cogs.actors import enter_session, enter_session_context, message_language
from cogs.bot import SceneBot
from cogs.delivery.report import report_embed, report_view
from cogs.gallery.deletion import DeleteActions
from cogs.ui.dispatcher import Handlers
from cogs.ui.forms import FormInput, TextField, form
from cogs.ui.replies.answer import DISCORD_ERRORS
from cogs.ui.replies.replies import edit_message, open_form, reply_privately, show_thinking
from generation.errors import RefusedError
from generation.gallery.reports import MAX_REASON
from generation.i18n import _, speaking
from generation.images.alt_text import spoken_alt_text
from generation.log_codes import person_code
from generation.requests.reviews import DIRECT
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Actor
from storage.errors import StorageError
from storage.records import Image

log = logging.getLogger(__name__)


class ReportActions:
    """Send reports to the GM, and take the GM's decisions; by itself a report hides nothing."""

    def __init__(self, bot: SceneBot, deletion: DeleteActions) -> None:
        self._bot = bot
        self._services = bot.services
        self._deletion = deletion
        bot.services.reports.tell_by(self._tell)

    def handlers(self) -> Handlers:
        """Return what the button under an image, its form, and the GM's buttons do."""
        return Handlers(
            buttons={"report": self._open_form, "uphold": self._delete, "dismiss": self._keep},
            forms={"reported": self._report},
        )

    async def _open_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        field = TextField(
            "reason",
            _("What is wrong with it (the GM reads this)"),
            required=True,
            multiline=True,
            max_length=MAX_REASON,
        )
        await open_form(interaction, form("reported", image.id, title=_("Report this picture"), fields=[field]))

    async def _report(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        context = await enter_session_context(interaction)
        await show_thinking(interaction)
        await self._services.reports.send(ids[0], context, filled.text("reason"))
        await reply_privately(interaction, _("The GM is told and decides. Until then the picture stays where it is."))

    async def _tell(self, context: SessionContext, image: Image, reason: str) -> None:
        """Send a report to whoever leads the table of `context`.

        Raises:
            RefusedError: nobody leads it, or they take no messages.

        """
        destination = await self._destination(context)
        if destination is None:
            raise RefusedError(_("No GM is known at this table yet. Show the picture to a server admin."))
        try:
            await self._send_to_gm(destination, image, context.actor, reason)
        except DISCORD_ERRORS as error:
            log.warning("the GM could not be told of the report on %s in %s: %s", image.id, destination, error)
            refusal = _("The GM takes no messages from me. Tell the GM, or a server admin, yourself.")
            raise RefusedError(refusal) from error

    async def _destination(self, context: SessionContext) -> str | None:
        """Return where a report goes: to the channel for reviews, or to who leads at this moment."""
        if context.settings.review_channel is not None:
            return context.settings.review_channel
        asked = await self._services.reviews.asked_now(context.session.id)
        return f"{DIRECT}{asked}" if asked else None

    async def _send_to_gm(self, destination: str, image: Image, actor: Actor, reason: str) -> None:
        # Whoever presses twice is heard once: Discord drops a second message with the same nonce.
        nonce = hashlib.sha256(f"report:{image.id}:{actor.user_id}".encode()).hexdigest()[:24]
        with speaking(await self._services.sessions.locale(actor.session_id)):
            embed, alt_text = report_embed(image, actor.user_id, reason), spoken_alt_text(image)[:1024]
            view = report_view(image)
        channel = await self._channel(destination)
        try:
            copy = await self._services.gallery.display_copy(image)
        except StorageError as error:
            # The GM can decide without seeing it; a report that went nowhere would be worse.
            log.warning("a report goes out without its image: %s", error)
            await channel.send(embed=embed, view=view, nonce=nonce)
            return
        file = discord.File(io.BytesIO(copy), "scene.jpg", spoiler=True, description=alt_text)
        await channel.send(embed=embed, file=file, view=view, nonce=nonce)

    async def _channel(self, destination: str) -> discord.abc.Messageable:
        if destination.startswith(DIRECT):
            return await self._bot.fetch_user(int(destination.removeprefix(DIRECT)))
        return self._bot.get_partial_messageable(int(destination))

    async def _delete(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Delete a reported image: the GM's word, wherever it is said."""
        image, actor = await self._reported_image(interaction, ids)
        postings = await self._services.postings.of_image(image.id)
        await self._services.gallery.delete(image.id, actor)
        log.info("user %s deleted image %s after a report", person_code(actor.user_id), image.id)
        with message_language(interaction):
            text = _("Deleted.")
        await edit_message(interaction, content=text, attachments=[], view=None)
        await self._deletion.update_messages(interaction, postings)

    async def _keep(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        image, actor = await self._reported_image(interaction, ids)
        log.info("user %s kept image %s after a report", person_code(actor.user_id), image.id)
        with message_language(interaction):
            text = _("The picture stays.")
        await edit_message(interaction, content=text, view=None)

    async def _reported_image(self, interaction: discord.Interaction[Any], ids: list[str]) -> tuple[Image, Actor]:
        """Return an image and whoever decides on it.

        Raises:
            SceneError: somebody else presses, or the image is gone.

        """
        request_id, image_id = ids[0], ids[1]
        actor = await self._services.reviews.reviewer_of(request_id, str(interaction.user.id))
        return await self._services.gallery.image(image_id, actor), actor
