"""Taking pictures away: the original to keep, deleting for good, and reports that the GM decides on."""

import hashlib
import io
import logging
from typing import Any

import discord

from cogs.actors import enter_session, session_context
from cogs.bot import SceneBot
from cogs.delivery.messages import ResultRenderer
from cogs.ui.buttons import button, row
from cogs.ui.embeds import STAR, deleted_embed, report_embed
from cogs.ui.forms import Field, Filled, form
from cogs.ui.locales import as_shown
from cogs.ui.replies import DISCORD_ERRORS, reply_privately
from generation.i18n import _, said, speaking
from generation.images.renditions import fitting_copy
from generation.requests.reviews import DIRECT
from generation.sessions.permissions import Actor
from storage.errors import StorageError
from storage.outbox import RESULT
from storage.records import Image, Posting

log = logging.getLogger(__name__)

#: Room for what a form holds beside the file.
FORM_BYTES = 64 * 1024
LONGEST_REASON = 500


class Removing:
    """Hand out originals, delete, and take reports to whoever decides."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._composer = ResultRenderer(bot.services)
        bot.presses |= {
            "download": self._download,
            "delete": self._delete,
            "erase": self._erase,
            "report": self._report,
            "uphold": self._uphold,
            "dismiss": self._dismiss,
        }
        bot.forms |= {"reported": self._reported}

    async def _download(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Hand out the stored original, or the largest copy of it that Discord takes here."""
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        await interaction.response.defer(ephemeral=True, thinking=True)
        original = await self._services.gallery.original(image)
        most = interaction.filesize_limit - FORM_BYTES
        if len(original) <= most:
            await self._hand_out(interaction, image, original, image.format or "png", _("Here is the original."))
            return
        about = _("The original ({measures}) is larger than the {megabytes:.0f} MB that Discord takes here.").format(
            measures=_measures(image), megabytes=most / 2**20
        )
        where = _("Whoever runs this bot finds it in its picture store as `{key}`.").format(key=image.image_url)
        copy = await fitting_copy(original, most)
        if copy is None:
            await reply_privately(interaction, f"{about} {where}")
            return
        text = _("{about} This is the largest copy that fits ({width}x{height}). {where}").format(
            about=about, width=copy.width, height=copy.height, where=where
        )
        await self._hand_out(interaction, image, copy.data, copy.format, text)

    async def _hand_out(
        self, interaction: discord.Interaction[Any], image: Image, data: bytes, suffix: str, text: str
    ) -> None:
        file = discord.File(io.BytesIO(data), f"scene-{image.id[:8]}.{suffix}", description=_alt_text(image))
        await interaction.followup.send(text, file=file, ephemeral=True)

    async def _delete(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask once before a picture is deleted for good."""
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        self._services.access.may_remove(actor, image.user_id)
        sure = button("erase", image.id, label=_("Delete for good"), style=discord.ButtonStyle.danger)
        text = _("Delete this picture and its {star} for good? To keep it, dismiss this message.").format(star=STAR)
        await reply_privately(interaction, text, view=row(sure))

    async def _erase(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        postings = await self._services.deliveries.postings_of_image(ids[0])
        image = await self._services.gallery.delete(ids[0], actor)
        await interaction.response.edit_message(content=_("Deleted."), view=None)
        await self._take_down_all(interaction, image, postings)

    async def _take_down_all(
        self, interaction: discord.Interaction[Any], image: Image, postings: tuple[Posting, ...]
    ) -> None:
        for posting in postings:
            message = self._bot.get_partial_messageable(int(posting.channel_id)).get_partial_message(
                int(posting.message_id)
            )
            with speaking(await self._services.sessions.locale(image.session_id)):
                error = None if await self._rest_stays(image, message) else await self._take_down(message)
            if error is not None:
                text = _("Its message could not be taken down ({error}); delete it by hand.")
                await reply_privately(interaction, text.format(error=error))

    async def _rest_stays(self, image: Image, message: discord.PartialMessage) -> bool:
        """Show a message without a picture that was deleted, and tell whether others hang there still."""
        request = await self._services.requests.owed(image.request_id or "")
        if request is None or not await self._services.deliveries.postings_of_message(str(message.id)):
            return False
        outgoing = await self._composer.compose(request, RESULT)
        if outgoing is None or not outgoing.image_ids:
            return False
        try:
            await message.edit(embed=outgoing.embed, attachments=outgoing.files(), view=outgoing.view)
        except discord.NotFound:
            pass
        except DISCORD_ERRORS:
            return False
        return True

    async def _take_down(self, message: discord.PartialMessage) -> Exception | None:
        """Delete a message, or the picture on it; return the error where neither can be done."""
        try:
            await message.delete()
        except discord.NotFound:
            return None
        except DISCORD_ERRORS:
            # Deleting may be refused where editing is not; the picture must not stay up either way.
            try:
                await message.edit(embed=deleted_embed(), attachments=[], view=None)
            except DISCORD_ERRORS as error:
                return error
        return None

    async def _report(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        part = Field(
            "reason", _("What is wrong with it (the GM reads this)"), required=True, long=True, longest=LONGEST_REASON
        )
        await interaction.response.send_modal(form("reported", image.id, title=_("Report this picture"), parts=[part]))

    async def _reported(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        """Take a report to the GM; by itself it hides nothing."""
        context = await session_context(interaction)
        actor = context.actor
        image = await self._services.gallery.image(ids[0], actor)
        await interaction.response.defer(ephemeral=True, thinking=True)
        log.info("picture %s was reported by user %s", image.id, actor.user_id)
        told_in = await self._services.reviews.channel_of(context)
        if told_in is None:
            await reply_privately(
                interaction, _("No GM is known at this table yet. Show the picture to a server admin.")
            )
            return
        try:
            await self._tell_gm(told_in, image, actor, sent.text("reason"))
        except DISCORD_ERRORS as error:
            log.warning("the GM could not be told of the report on %s in %s: %s", image.id, told_in, error)
            await reply_privately(
                interaction, _("The GM takes no messages from me. Tell the GM, or a server admin, yourself.")
            )
            return
        await reply_privately(interaction, _("The GM is told and decides. Until then the picture stays where it is."))

    async def _tell_gm(self, told_in: str, image: Image, actor: Actor, reason: str) -> None:
        ids = image.request_id or "", image.id
        # Whoever presses twice is heard once: Discord drops a second message with the same nonce.
        nonce = hashlib.sha256(f"report:{image.id}:{actor.user_id}".encode()).hexdigest()[:24]
        with speaking(await self._services.sessions.locale(actor.session_id)):
            embed, alt_text = report_embed(image, actor.user_id, reason), _alt_text(image)
            view = row(
                button("uphold", *ids, label=_("Delete"), style=discord.ButtonStyle.danger),
                button("dismiss", *ids, label=_("Keep")),
            )
        place = await self._place(told_in)
        try:
            copy = await self._services.gallery.display_copy(image)
        except StorageError as error:
            # The GM can decide without seeing it; a report that went nowhere would be worse.
            log.warning("a report goes out without its picture: %s", error.sentence)
            await place.send(embed=embed, view=view, nonce=nonce)
            return
        file = discord.File(io.BytesIO(copy), "scene.jpg", spoiler=True, description=alt_text)
        await place.send(embed=embed, file=file, view=view, nonce=nonce)

    async def _place(self, told_in: str) -> discord.abc.Messageable:
        if told_in.startswith(DIRECT):
            return await self._bot.fetch_user(int(told_in.removeprefix(DIRECT)))
        return self._bot.get_partial_messageable(int(told_in))

    async def _uphold(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Delete a reported picture: the GM's word, wherever it is said."""
        image, actor = await self._reported_picture(interaction, ids)
        postings = await self._services.deliveries.postings_of_image(image.id)
        await self._services.gallery.delete(image.id, actor)
        log.info("user %s deleted picture %s after a report", actor.user_id, image.id)
        with as_shown(interaction):
            text = _("Deleted.")
        await interaction.response.edit_message(content=text, attachments=[], view=None)
        await self._take_down_all(interaction, image, postings)

    async def _dismiss(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        image, actor = await self._reported_picture(interaction, ids)
        log.info("user %s kept picture %s after a report", actor.user_id, image.id)
        with as_shown(interaction):
            text = _("Kept.")
        await interaction.response.edit_message(content=text, view=None)

    async def _reported_picture(self, interaction: discord.Interaction[Any], ids: list[str]) -> tuple[Image, Actor]:
        """Return a picture and whoever decides on it.

        Raises:
            SceneError: somebody else presses, or the picture is gone.

        """
        request_id, image_id = ids
        actor = await self._services.reviews.reviewer_of(request_id, str(interaction.user.id))
        return await self._services.gallery.image(image_id, actor), actor


def _measures(image: Image) -> str:
    size = f"{(image.bytes or 0) / 2**20:.1f} MB"
    return f"{image.width}x{image.height} {(image.format or 'png').upper()}, {size}"


def _alt_text(image: Image) -> str:
    return said(image.alt_text or image.prompt)[:1024]
