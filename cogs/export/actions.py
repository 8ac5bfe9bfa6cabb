"""What `/image export` and `/image import` do, and the buttons below their answers."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import discord

from cogs.actors import enter_session, enter_session_context
from cogs.bot import SceneBot
from cogs.export.messages import export_embed, export_view, import_embed
from cogs.export.progress import ExportAnswers, Place
from cogs.ui.dispatcher import Handlers
from cogs.ui.replies.answer import DISCORD_ERRORS
from cogs.ui.replies.replies import edit_message, reply, show_thinking
from generation.errors import RefusedError
from generation.export.choosing import chosen_by_filter, chosen_of_album
from generation.export.exports import ExportOrder
from generation.export.making.export_contents import PERSONAL
from generation.export.reading import MOST_ARCHIVE
from generation.i18n import _
from generation.sessions.permissions import GM, Actor
from storage.gallery_filters import GalleryFilter

#: Room for what a message holds beside a file.
_OVERHEAD_BYTES = 256 * 1024
#: How long Discord may take to hand over an archive, in seconds.
_READ_SECONDS = 600.0


class ExportActions:
    """Begin exports, answer their buttons, and take archives."""

    def __init__(self, bot: SceneBot, answers: ExportAnswers) -> None:
        self._services = bot.services
        self._answers = answers

    def handlers(self) -> Handlers:
        """Return what the buttons do."""
        return Handlers(buttons={"cancelexport": self._cancel, "exported": self._send_again})

    async def begin(  # noqa: PLR0913  # what the command's options say
        self,
        interaction: discord.Interaction[Any],
        shown: GalleryFilter,
        scope: str,
        *,
        format_: str,
        title: str = "",
        per_page: int = 1,
        secrets: bool = True,
        album: str | None = None,
    ) -> None:
        """Begin an export of an album, or of what a filter shows, and answer with a message that ends with its files.

        Raises:
            RefusedError: it cannot be made.

        """
        exports = self._services.exports
        actor = await enter_session(interaction)
        if album is not None:
            found = await self._services.albums.named(album, actor)
            chosen, title = await chosen_of_album(self._services.albums, actor, found.id), title or found.name
        else:
            chosen = await chosen_by_filter(await self._services.campaigns.scope(actor, scope), shown)
        most_bytes = interaction.filesize_limit - _OVERHEAD_BYTES
        order = ExportOrder(
            format_,
            chosen,
            title,
            per_page,
            # Where there is no address to load a large file from, it comes in parts.
            part_bytes=None if exports.gives_links else most_bytes,
            secrets=secrets,
        )
        place = Place(interaction.guild_id or 0, str(interaction.locale), most_bytes)
        session = await self._services.sessions.get(actor.session_id)
        export = await exports.begin(order, actor, session_name=session.name if session else "", reply=place.write())
        self._answers.follow(export, interaction)
        await reply(interaction, embed=export_embed(export), view=export_view(export), ephemeral=True)

    async def begin_personal(self, interaction: discord.Interaction[Any]) -> None:
        """Begin an export of everything that is kept of the user, wherever they ask for it.

        Raises:
            RefusedError: another export of theirs is under way.

        """
        exports, user_id = self._services.exports, str(interaction.user.id)
        most_bytes = interaction.filesize_limit - _OVERHEAD_BYTES
        place = Place(interaction.guild_id or 0, str(interaction.locale), most_bytes)
        export = await exports.begin_personal(
            user_id,
            await self._services.privacy.images(user_id),
            part_bytes=None if exports.gives_links else most_bytes,
            reply=place.write(),
        )
        self._answers.follow(export, interaction)
        await reply(interaction, embed=export_embed(export), view=export_view(export), ephemeral=True)

    async def _actor(self, interaction: discord.Interaction[Any], export_id: str) -> Actor:
        """Return who presses a button of an export; that of a person's own data is of no session."""
        export = await self._services.exports.unchecked(export_id)
        if export is not None and export.format == PERSONAL:
            return Actor(export.session_id, str(interaction.user.id), GM)
        return await enter_session(interaction)

    async def _cancel(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await self._actor(interaction, ids[0])
        export = await self._services.exports.get(ids[0], actor)
        if not await self._services.exports.cancel(export.id, actor):
            raise RefusedError(_("This export is over already."))
        title = discord.Embed(title=export.title, description=_("Cancelled; nothing was exported."))
        await edit_message(interaction, embed=title, view=None)

    async def _send_again(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await self._actor(interaction, ids[0])
        export = await self._services.exports.get(ids[0], actor)
        await show_thinking(interaction)
        await self._answers.send(export, interaction)

    async def bring_in(self, interaction: discord.Interaction[Any], archive: discord.Attachment) -> None:
        """Import an archive that was attached, and tell what came of it.

        Raises:
            RefusedError: it cannot be taken.

        """
        context = await enter_session_context(interaction)
        self._services.imports.require_importer(context)
        if archive.size > MOST_ARCHIVE:
            raise RefusedError(
                _("This ZIP has more than {megabytes} MB. Export in parts, and bring one after the other.").format(
                    megabytes=MOST_ARCHIVE // 2**20
                )
            )
        await show_thinking(interaction)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "brought.zip"
            try:
                async with asyncio.timeout(_READ_SECONDS):
                    await archive.save(path)
            except DISCORD_ERRORS as error:
                raise RefusedError(_("Discord did not hand over the file. Attach it again.")) from error
            imported = await self._services.imports.bring_in(path, context)
        await reply(interaction, embed=import_embed(imported), ephemeral=True)
