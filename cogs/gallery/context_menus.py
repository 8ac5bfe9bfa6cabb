"""The menu of a message: Favorite and Tag, on pictures and on gallery pages."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.delivery.messages import ResultRenderer
from cogs.gallery.stars import Stars
from cogs.gallery.tags import Tagging
from cogs.ui.embeds import STAR, notes_on
from cogs.ui.locales import publicly
from cogs.ui.replies import DISCORD_ERRORS, reply_privately
from generation.errors import NotFoundError
from generation.i18n import N_, _
from generation.sessions.permissions import Actor
from storage.records import Image

_CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
_NOTHING = N_("There is no picture of mine on this message. Choose one that I have painted, or a page of the gallery.")


class MenusCog(commands.Cog):
    """What can be done with a message's pictures."""

    def __init__(self, bot: SceneBot, stars: Stars, tagging: Tagging) -> None:
        self._services = bot.services
        self._composer = ResultRenderer(bot.services)
        self._stars = stars
        self._tagging = tagging
        for name, callback in ((N_("Favorite"), self._favorite), (N_("Tag"), self._tag)):
            bot.tree.add_command(app_commands.ContextMenu(name=name, callback=callback, allowed_contexts=_CONTEXTS))

    async def _favorite(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Star every picture of a message, or take one's stars back where all have them."""
        actor = await enter_session(interaction)
        images = await self._images(message, actor)
        await self._stars.reconcile_message(message)
        gallery = self._services.gallery
        starred = not all([actor.user_id in await gallery.stars(image.id) for image in images])
        for image in images:
            await gallery.favorite(image.id, actor, starred=starred)
        await reply_privately(
            interaction,
            _("You have given it your {star}.").format(star=STAR)
            if starred
            else _("Your {star} is taken back.").format(star=STAR),
        )
        with publicly(interaction):
            await self._show_stars(message, images[0])

    async def _tag(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Open the form for the tags of what is on a message."""
        actor = await enter_session(interaction)
        images = await self._images(message, actor)
        await self._tagging.ask(interaction, actor, images, images[0].id if len(images) == 1 else str(message.id))

    async def _images(self, message: discord.Message, actor: Actor) -> list[Image]:
        """Return the pictures that hang on a message, or the one that a gallery page shows.

        Raises:
            NotFoundError: there is none, or none that is left.

        """
        postings = await self._services.deliveries.postings_of_message(str(message.id))
        ids = [posting.image_id for posting in postings] or _on_page(message)
        if not ids:
            raise NotFoundError(_(_NOTHING))
        return [await self._services.gallery.image(image_id, actor) for image_id in ids]

    async def _show_stars(self, message: discord.Message, image: Image) -> None:
        """Show the new count on a picture's message; a gallery page follows by itself."""
        if _on_page(message):
            return
        request = await self._services.requests.owed(image.request_id or "")
        if request and request.batch_id:
            embed, view = await self._composer.batch_face(request)
        else:
            embed, view = await self._composer.face(image, notes_on(message))
        try:
            await message.edit(embed=embed, view=view)
        except DISCORD_ERRORS:
            # The star is given all the same, and the gallery shows it.
            return


def _on_page(message: discord.Message) -> list[str]:
    """Return the id of the picture that a gallery page shows, from its star button."""
    for component in message.components:
        for child in getattr(component, "children", ()):
            scene, _, rest = (getattr(child, "custom_id", None) or "").partition(":star:")
            if scene == "scene":
                return [rest.rpartition(":")[2]]
    return []
