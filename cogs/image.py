"""The `/image` commands, and the buttons under a picture and a placeholder."""

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.asking import Asking
from cogs.base import SceneBot, bot_of
from cogs.buttons import button, row
from cogs.embeds import STAR, deleted_embed, notes_on, picture_embed, providers_embed
from cogs.gallery import GalleryPages
from cogs.outgoing import picture_row
from cogs.people import enter_session
from cogs.replies import DISCORD_ERRORS, whisper
from cogs.stars import Stars
from generation.errors import RefusedError
from generation.prompts import TYPES
from generation.references import MAX_BYTES
from generation.requests import ImageRequest
from generation.sizes import NAMED
from generation.styles import all_styles
from storage.records import FAILED

SIZES = (*NAMED, "16:9", "9:16", "21:9", "512x512", "2048x2048")


class ImageCog(commands.Cog):
    """`/image generate` and `/image gallery`."""

    image = app_commands.Group(
        name="image",
        description="Paint scenes of this session and browse what was painted",
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
    )

    def __init__(self, bot: SceneBot, asking: Asking, pages: GalleryPages, stars: Stars) -> None:
        self._services = bot.services
        self._asking = asking
        self._pages = pages
        self._stars = stars
        bot.presses |= {
            "favorite": self._favorite,
            "reroll": self._reroll,
            "gallery": self._open_gallery,
            "delete": self._delete,
            "erase": self._erase,
            "cancel": self._cancel,
            "retry": self._retry,
            "via": self._via,
        }

    @image.command(name="generate", description="Paint a scene, and hang it in this channel")
    @app_commands.describe(
        description="What to paint, for example: a rain-soaked Seattle street with neon signs",
        type="What kind of picture it is",
        style="A look; without one the artist chooses",
        provider="Who paints; without one the first that is set up here",
        size="square, landscape, portrait, wide, tall, a ratio like 16:9, or WIDTHxHEIGHT",
        seed="The same seed and description paint the same picture again",
        reference="A picture to paint after, for providers that can do that",
    )
    @app_commands.choices(type=[Choice(name=kind.capitalize(), value=kind) for kind in TYPES])
    async def generate(  # noqa: PLR0913, PLR0917  # each option of the command is a parameter
        self,
        interaction: discord.Interaction[Any],
        description: str,
        type: str | None = None,  # noqa: A002  # the option's name on Discord
        style: str | None = None,
        provider: str | None = None,
        size: str | None = None,
        seed: app_commands.Range[int, 0, 4294967294] | None = None,
        reference: discord.Attachment | None = None,
    ) -> None:
        """Queue a picture."""
        asked = ImageRequest(description, type=type, style=style, provider=provider, size=size, seed=seed)
        if reference is not None:
            asked = replace(asked, references=(await _read(reference),))
        await self._asking.ask(interaction, asked)

    @generate.autocomplete("style")
    async def _complete_style(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        styles = [
            Choice(name=f"{style.name}: {style.description}"[:100], value=style.id)
            for style in all_styles().values()
            if typed.casefold() in f"{style.id} {style.name} {style.description}".casefold()
        ]
        return styles[:25]

    @generate.autocomplete("provider")
    async def _complete_provider(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return [
            Choice(name=provider.title, value=provider.name)
            for provider in self._services.providers
            if typed.casefold() in f"{provider.name} {provider.title}".casefold()
        ][:25]

    @generate.autocomplete("size")
    async def _complete_size(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        named = {size: f"{size} ({w}x{h})" for size, (w, h) in NAMED.items()}
        return [Choice(name=named.get(size, size), value=size) for size in SIZES if typed.casefold() in size][:25]

    @image.command(name="gallery", description="Browse this session's pictures, newest first")
    @app_commands.describe(favorites="Show only pictures that somebody has starred")
    async def gallery(self, interaction: discord.Interaction[Any], favorites: bool = False) -> None:  # noqa: FBT001, FBT002  # an option on Discord
        """Open the gallery for the channel to see."""
        await self._pages.open(interaction, shared=True, favorites=favorites)

    @image.command(name="providers", description="Who can paint here, what each can do, and how each is doing")
    async def providers(self, interaction: discord.Interaction[Any]) -> None:
        """List the providers, for the asker's eyes."""
        # Probing what nothing fresh is known of may take longer than the three seconds there are.
        await interaction.response.defer(ephemeral=True)
        statuses = await self._services.statuses.all()
        await interaction.followup.send(embed=providers_embed(statuses), ephemeral=True)

    async def _favorite(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Turn one's star over and show the new count on the picture's message."""
        by = await enter_session(interaction)
        gallery = self._services.gallery
        if interaction.message:
            await self._stars.reconcile_message(interaction.message)
        await gallery.toggle_favorite(ids[0], by)
        image, stars = await gallery.image(ids[0], by), await gallery.stars(ids[0])
        embed = picture_embed(image, len(stars), notes=notes_on(interaction.message))
        others = [each for each in await gallery.of_request(image.request_id or "") if each.id != image.id]
        await interaction.response.edit_message(embed=embed, view=picture_row(image, tuple(others)))

    async def _reroll(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask again for what was wished, whatever the provider made of it, with another seed."""
        by = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], by)
        asked = await self._services.requests.again(image.request_id or "", by)
        await self._asking.ask(interaction, replace(asked, seed=None, parent_id=asked.parent_id or image.id))

    async def _retry(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask again for what has failed."""
        by = await enter_session(interaction)
        request = await self._services.requests.get(ids[0], by)
        if request.status != FAILED:
            await whisper(interaction, "This picture has not failed; there is nothing to retry.")
            return
        await self._asking.ask(interaction, await self._services.requests.again(request.id, by))

    async def _via(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask one provider, and no other, for what has failed: that is the user's explicit choice."""
        by = await enter_session(interaction)
        request_id, provider = ids
        asked = await self._services.requests.again(request_id, by)
        await self._asking.ask(interaction, replace(asked, provider=provider, only=True))

    async def _open_gallery(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Open one's own page of the gallery at this picture."""
        await self._pages.open(interaction, shared=False, favorites=False, at_image=ids[0])

    async def _cancel(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        by = await enter_session(interaction)
        cancelled = await self._services.requests.cancel(ids[0], by)
        await whisper(interaction, "Cancelled." if cancelled else "Too late: it is done already.")

    async def _delete(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask once before a picture is deleted for good."""
        by = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], by)
        self._services.access.may_undo(by, image.user_id, "picture")
        sure = button("erase", image.id, label="Delete for good", style=discord.ButtonStyle.danger)
        await whisper(
            interaction,
            f"Delete this picture and its {STAR} for good? To keep it, dismiss this message.",
            view=row(sure),
        )

    async def _erase(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Delete a picture, and take its messages down."""
        by = await enter_session(interaction)
        postings = await self._services.deliveries.postings_of_image(ids[0])
        await self._services.gallery.delete(ids[0], by)
        await interaction.response.edit_message(content="Deleted.", view=None)
        for posting in postings:
            await self._take_down(interaction, int(posting.channel_id), int(posting.message_id))

    async def _take_down(self, interaction: discord.Interaction[Any], channel_id: int, message_id: int) -> None:
        message = bot_of(interaction).get_partial_messageable(channel_id).get_partial_message(message_id)
        try:
            await message.delete()
        except discord.NotFound:
            return
        except DISCORD_ERRORS:
            # Deleting may be refused where editing is not; the picture must not stay up either way.
            try:
                await message.edit(embed=deleted_embed(), attachments=[], view=None)
            except DISCORD_ERRORS as error:
                await whisper(interaction, f"Its message could not be taken down ({error}); delete it by hand.")


async def _read(reference: discord.Attachment) -> bytes:
    """Return an attachment's bytes.

    Raises:
        RefusedError: it is too large, or Discord does not give it.

    """
    if reference.size > MAX_BYTES:
        raise RefusedError(f"The reference picture is larger than {MAX_BYTES // 2**20} MB. Give a smaller one.")
    try:
        return await reference.read()
    except DISCORD_ERRORS as error:
        raise RefusedError("Discord does not give the reference picture. Attach it once more.") from error
