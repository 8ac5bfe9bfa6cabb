"""Download original: the stored file, or the largest copy of it that Discord takes."""

import io
from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.ui.dispatcher import Handlers
from cogs.ui.replies.replies import reply, reply_privately, show_thinking
from generation.i18n import _
from generation.images.alt_text import spoken_alt_text
from generation.images.renditions import fitting_copy
from storage.records import Image

#: Room for what a message holds beside the file.
OVERHEAD_BYTES = 64 * 1024


class DownloadActions:
    """Send originals to whoever presses."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services

    def handlers(self) -> Handlers:
        """Return what the button does."""
        return Handlers(buttons={"download": self._download})

    async def _download(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        image, _viewer = await self._services.campaigns.image(ids[0], actor)
        await show_thinking(interaction)
        original = await self._services.gallery.original(image)
        max_bytes = interaction.filesize_limit - OVERHEAD_BYTES
        if len(original) <= max_bytes:
            await _send_file(interaction, image, original, image.format or "png", _("Here is the original."))
            return
        reason = _("The original ({measures}) is larger than the {megabytes:.0f} MB that Discord takes here.").format(
            measures=_measures(image), megabytes=max_bytes / 2**20
        )
        where = _("The operator finds it in the picture store under `{id}`.").format(id=image.id)
        copy = await fitting_copy(original, max_bytes)
        if copy is None:
            await reply_privately(interaction, f"{reason} {where}")
            return
        text = _("{about} This is the largest copy that fits ({width}x{height}). {where}").format(
            about=reason, width=copy.width, height=copy.height, where=where
        )
        await _send_file(interaction, image, copy.data, copy.format, text)


async def _send_file(interaction: discord.Interaction[Any], image: Image, data: bytes, suffix: str, text: str) -> None:
    alt_text = spoken_alt_text(image)[:1024]
    file = discord.File(io.BytesIO(data), f"scene-{image.id[:8]}.{suffix}", description=alt_text)
    await reply(interaction, text, file=file, ephemeral=True)


def _measures(image: Image) -> str:
    size = f"{(image.bytes or 0) / 2**20:.1f} MB"
    return f"{image.width}x{image.height} {(image.format or 'png').upper()}, {size}"
