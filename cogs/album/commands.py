"""`/album`: make albums, add to them, order them, look at them."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.actors import enter_session
from cogs.album.actions import AlbumActions
from cogs.bot import SceneBot
from cogs.gallery.tags import TagActions
from cogs.generate.command_options import SCOPE_CHOICES
from cogs.lookups.chosen_image import chosen_image
from cogs.ui.contexts import WHERE_THE_BOT_IS
from cogs.ui.embeds import escape_markdown
from cogs.ui.replies.replies import reply, reply_privately
from generation.campaigns.words import LONGEST_CAPTION
from generation.i18n import N_, _
from storage.gallery_filters import SESSION


class AlbumCog(commands.Cog):
    """The albums of this session and of its campaign."""

    album = app_commands.Group(
        name="album",
        description=N_("Selections of pictures with a name, an order and captions"),
        allowed_contexts=WHERE_THE_BOT_IS,
    )

    def __init__(self, bot: SceneBot, actions: AlbumActions, tags: TagActions) -> None:
        self._services = bot.services
        self._albums = bot.services.albums
        self._actions = actions
        self._tags = tags

    @album.command(name="create", description=N_("Make an album that everybody here can add to"))
    @app_commands.describe(
        name=N_("What the album is called"), scope=N_("Of this session's pictures, or of the whole campaign's")
    )
    @app_commands.choices(scope=SCOPE_CHOICES)
    async def create(
        self, interaction: discord.Interaction[Any], name: app_commands.Range[str, 1, 80], scope: str = SESSION
    ) -> None:
        """Make an album."""
        made = await self._albums.create(await enter_session(interaction), name, scope)
        text = _(
            "The album **{name}** is there. Add to it with `/album add`, or by “Add to album” under a picture."
        ).format(name=escape_markdown(made.name))
        await reply_privately(interaction, text)

    @album.command(name="add", description=N_("Put a picture into an album"))
    @app_commands.describe(
        album=N_("Which album"),
        picture=N_("Type some words of its description, then choose it"),
        caption=N_("A line that stands below it in the album"),
    )
    async def add(
        self,
        interaction: discord.Interaction[Any],
        album: str,
        picture: str,
        caption: app_commands.Range[str, 0, LONGEST_CAPTION] = "",
    ) -> None:
        """Add a picture."""
        actor = await enter_session(interaction)
        found = await self._albums.named(album, actor)
        image_id = await chosen_image(self._services, actor, picture)
        added = await self._albums.add(actor, found.id, image_id, caption)
        text = _("It is in **{name}** now.") if added else _("It is in **{name}** already.")
        await reply_privately(interaction, text.format(name=escape_markdown(found.name)))

    @album.command(name="remove", description=N_("Take a picture out of an album; it stays in the gallery"))
    @app_commands.describe(album=N_("Which album"), picture=N_("Which of its pictures"))
    async def remove(self, interaction: discord.Interaction[Any], album: str, picture: str) -> None:
        """Take a picture out."""
        actor = await enter_session(interaction)
        found = await self._albums.named(album, actor)
        await self._albums.remove(actor, found.id, await self._actions.chosen_picture(actor, found.id, picture))
        text = _("It is not in **{name}** any more; it stays in the gallery.")
        await reply_privately(interaction, text.format(name=escape_markdown(found.name)))

    @album.command(name="order", description=N_("Move a picture to another place in an album"))
    @app_commands.describe(
        album=N_("Which album"), picture=N_("Which of its pictures"), place=N_("Where it is to stand, 1 for the first")
    )
    async def order(
        self, interaction: discord.Interaction[Any], album: str, picture: str, place: app_commands.Range[int, 1, 500]
    ) -> None:
        """Move a picture."""
        actor = await enter_session(interaction)
        found = await self._albums.named(album, actor)
        image_id = await self._actions.chosen_picture(actor, found.id, picture)
        await self._albums.move(actor, found.id, image_id, place)
        await self._actions.show(interaction, actor, found.id, image_id)

    @album.command(name="show", description=N_("Look at an album, for your eyes"))
    @app_commands.describe(album=N_("Which album"))
    async def show(self, interaction: discord.Interaction[Any], album: str) -> None:
        """Open an album at its first picture."""
        actor = await enter_session(interaction)
        await self._actions.show(interaction, actor, (await self._albums.named(album, actor)).id)

    @album.command(name="list", description=N_("Which albums there are here"))
    async def albums(self, interaction: discord.Interaction[Any]) -> None:
        """List the albums, for the user's eyes."""
        actor = await enter_session(interaction)
        await reply(interaction, embed=self._actions.list_embed(await self._albums.all(actor)), ephemeral=True)

    @album.command(name="rename", description=N_("Call an album something else (who made it, or the GM)"))
    @app_commands.describe(album=N_("Which album"), name=N_("What it is called from now on"))
    async def rename(
        self, interaction: discord.Interaction[Any], album: str, name: app_commands.Range[str, 1, 80]
    ) -> None:
        """Rename an album."""
        actor = await enter_session(interaction)
        found = await self._albums.named(album, actor)
        renamed = await self._albums.rename(actor, found.id, name)
        text = _("The album is called **{name}** now.").format(name=escape_markdown(renamed.name))
        await reply_privately(interaction, text)

    @album.command(
        name="delete", description=N_("Delete an album; its pictures stay in the gallery (who made it, or the GM)")
    )
    @app_commands.describe(album=N_("Which album"))
    async def delete(self, interaction: discord.Interaction[Any], album: str) -> None:
        """Ask whether to delete an album."""
        actor = await enter_session(interaction)
        await self._actions.ask_to_delete(interaction, actor, (await self._albums.named(album, actor)).id)

    @add.autocomplete("album")
    @remove.autocomplete("album")
    @order.autocomplete("album")
    @show.autocomplete("album")
    @rename.autocomplete("album")
    @delete.autocomplete("album")
    async def _complete_album(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._actions.complete_album(interaction, typed)

    @add.autocomplete("picture")
    async def _complete_picture(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._tags.complete_image(interaction, typed)

    @remove.autocomplete("picture")
    @order.autocomplete("picture")
    async def _complete_in_album(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._actions.complete_picture(interaction, str(interaction.namespace.album or ""), typed)
