"""Favorite and Tag in the context menu of a message, on images and on gallery pages."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actors import enter_session, enter_session_context
from cogs.bot import SceneBot
from cogs.gallery.star_reactions import StarReconciler
from cogs.gallery.tags import TagActions
from cogs.ui.components import custom_ids_of
from cogs.ui.contexts import WHERE_THE_BOT_IS
from cogs.ui.embeds import STAR
from cogs.ui.replies.replies import reply_privately
from generation.errors import NotFoundError
from generation.i18n import N_, _
from generation.services import Services
from generation.sessions.permissions import Actor
from storage.records import Image

_CONTEXTS = WHERE_THE_BOT_IS
_NO_IMAGE = N_("There is no picture of mine on this message. Choose one that I have painted, or a page of the gallery.")


class ContextMenusCog(commands.Cog):
    """What can be done with a message's images."""

    def __init__(self, bot: SceneBot, reconciler: StarReconciler, tags: TagActions) -> None:
        self._services = bot.services
        self._reconciler = reconciler
        self._tags = tags
        for name, callback in ((N_("Favorite"), self._favorite), (N_("Tag"), self._tag)):
            bot.tree.add_command(app_commands.ContextMenu(name=name, callback=callback, allowed_contexts=_CONTEXTS))

    async def _favorite(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Star every image of a message, or take the user's stars back where all have them."""
        context = await enter_session_context(interaction)
        actor = context.actor
        images = await images_on(self._services, message, actor)
        await self._reconciler.reconcile_message(message)
        gallery = self._services.gallery
        starred = not all([actor.user_id in await gallery.unchecked_stars(image.id) for image in images])
        for image in images:
            await gallery.favorite(image.id, context, starred=starred)
        await reply_privately(
            interaction,
            _("You gave it your {star}.").format(star=STAR)
            if starred
            else _("You took your {star} back.").format(star=STAR),
        )

    async def _tag(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Open the form for the tags of the images on a message."""
        actor = await enter_session(interaction)
        images = await images_on(self._services, message, actor)
        await self._tags.open_form(interaction, actor, images, images[0].id if len(images) == 1 else str(message.id))


async def images_on(services: Services, message: discord.Message, actor: Actor) -> list[Image]:
    """Return the images on a message, or the one that a gallery page shows.

    Raises:
        NotFoundError: there is none, or none that is left.

    """
    postings = await services.postings.of_message(str(message.id))
    ids = [posting.image_id for posting in postings] or _image_on_page(message)
    if not ids:
        raise NotFoundError(_(_NO_IMAGE))
    return [await services.gallery.image(image_id, actor) for image_id in ids]


def _image_on_page(message: discord.Message) -> list[str]:
    """Return the id of the image that a gallery page shows, from its star button."""
    for custom_id in custom_ids_of(message):
        scene, _, rest = custom_id.partition(":star:")
        if scene == "scene":
            return [rest.rpartition(":")[2]]
    return []
