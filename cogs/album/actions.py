"""An album as a message that is turned by buttons, and the form that puts a picture into one."""

import io
from collections.abc import Sequence
from typing import Any

import discord
from discord.app_commands import Choice

from cogs.actors import enter_session, identify_actor
from cogs.album.embeds import album_embed, empty_album_embed, list_embed
from cogs.bot import SceneBot
from cogs.gallery.embeds import one_line_prompt
from cogs.ui.components import Option, button, in_rows, make_view, select
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import escape_markdown
from cogs.ui.forms import ChoiceField, FormInput, TextField, form
from cogs.ui.replies.replies import edit_message, open_form, reply, reply_privately
from cogs.ui.spoilers import covered_embed, covered_filename
from generation.campaigns.albums import PictureInAlbum
from generation.campaigns.words import LONGEST_CAPTION, LONGEST_NAME
from generation.errors import NotFoundError, RefusedError
from generation.i18n import _
from generation.images.alt_text import spoken_alt_text
from generation.sessions.permissions import Actor
from storage.albums import Album, ListedAlbum
from storage.errors import StorageError
from storage.records import Image

_FIRST, _EARLIER, _LATER, _LAST = "first", "earlier", "later", "last"


class AlbumActions:
    """Show albums, and what the buttons of pictures do with them."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services
        self._albums = bot.services.albums

    def handlers(self) -> Handlers:
        """Return what the buttons and forms do."""
        return Handlers(
            buttons={
                "album": self._open_add_form,
                "albumdelete": self._delete,
                "leaf": self._turn,
                "leafmove": self._move,
                "leafcaption": self._open_caption_form,
                "leafremove": self._remove,
            },
            selects={"albumwhich": self._open_form_for_chosen},
            forms={"album": self._add, "leafcaption": self._caption},
        )

    async def show(
        self, interaction: discord.Interaction[Any], actor: Actor, album_id: str, image_id: str | None = None
    ) -> None:
        """Answer with an album at one of its pictures, or at its first, for the user's eyes."""
        message = await self._message(actor, album_id, image_id)
        await reply(interaction, ephemeral=True, **message)

    def list_embed(self, albums: Sequence[ListedAlbum]) -> discord.Embed:
        """Return the list of albums."""
        return list_embed(albums)

    async def ask_to_delete(self, interaction: discord.Interaction[Any], actor: Actor, album_id: str) -> None:
        """Ask once whether to delete an album.

        Raises:
            NotAllowedError: neither who made it nor a GM asks.

        """
        album = await self._albums.deletable(actor, album_id)
        sure = button("albumdelete", album.id, label=_("Delete the album"), style=discord.ButtonStyle.danger)
        text = _("Delete the album **{name}**? Its pictures stay in the gallery. To keep it, dismiss this message.")
        await reply_privately(interaction, text.format(name=escape_markdown(album.name)), view=make_view(sure))

    async def _delete(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        album = await self._albums.delete(await enter_session(interaction), ids[0])
        text = _("The album **{name}** is deleted. Its pictures are in the gallery as before.")
        await edit_message(interaction, content=text.format(name=escape_markdown(album.name)), view=None)

    async def chosen_picture(self, actor: Actor, album_id: str, typed: str) -> str:
        """Return the id of a picture of an album that was chosen from the list, or named by its number there."""
        number = typed.strip().removeprefix("#")
        if not number.isdecimal() or len(number) > 9:
            return typed
        pictures = await self._albums.pictures(actor, album_id)
        if not 1 <= int(number) <= len(pictures):
            raise RefusedError(
                _("There is no picture {number} in this album. Choose one from the list that comes up.").format(
                    number=number
                )
            )
        return pictures[int(number) - 1].image.id

    async def complete_album(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Return the albums whose names hold what was typed."""
        albums = await self._albums.all(await identify_actor(interaction))
        return [
            Choice(name=each.album.name, value=each.album.id)
            for each in albums
            if typed.casefold() in each.album.name.casefold()
        ][:25]

    async def complete_picture(
        self, interaction: discord.Interaction[Any], album: str, typed: str
    ) -> list[Choice[str]]:
        """Return the pictures of an album that hold what was typed, in its order."""
        actor = await identify_actor(interaction)
        try:
            found = await self._albums.named(album, actor)
        except NotFoundError:
            return []
        pictures = await self._albums.pictures(actor, found.id)
        return [
            Choice(name=f"{number}: {each.caption or one_line_prompt(each.image, 80)}"[:100], value=each.image.id)
            for number, each in enumerate(pictures, start=1)
            if typed.casefold() in f"{each.caption} {each.image.prompt}".casefold()
        ][:25]

    async def ask_which(self, interaction: discord.Interaction[Any], images: Sequence[Image]) -> None:
        """Ask which of a message's pictures is to go into an album."""
        options = [
            Option(image.id, f"{number}: {one_line_prompt(image, 80)}"[:100])
            for number, image in enumerate(images[:25], start=1)
        ]
        menu = select("albumwhich", options=options, hint=_("Which picture?"))
        await reply_privately(interaction, _("Which of these pictures?"), view=make_view(menu))

    async def _open_form_for_chosen(
        self, interaction: discord.Interaction[Any], _ids: list[str], values: list[str]
    ) -> None:
        await self.open_add_form(interaction, await enter_session(interaction), values[0])

    async def open_add_form(self, interaction: discord.Interaction[Any], actor: Actor, image_id: str) -> None:
        """Open the form that puts a picture into an album, an old one or a new one.

        Raises:
            NotFoundError: there is no such picture for the user.

        """
        image, _viewer = await self._services.campaigns.image(image_id, actor)
        albums = [each.album for each in await self._albums.all(actor)]
        label = _("Or a new album") if albums else _("A new album")
        new = TextField("name", label, hint=_("What the new album is to be called"), max_length=LONGEST_NAME)
        caption = TextField(
            "caption", _("Caption"), hint=_("A line that stands below it in the album"), max_length=LONGEST_CAPTION
        )
        fields: list[TextField | ChoiceField] = [new, caption]
        if albums:
            options = [Option(each.id, each.name) for each in albums[:25]]
            fields.insert(0, ChoiceField("album", _("Album"), options, hint=_("Which album?")))
        await open_form(interaction, form("album", image.id, title=_("Add to an album"), fields=fields))

    async def _open_add_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self.open_add_form(interaction, await enter_session(interaction), ids[0])

    async def _add(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        actor = await enter_session(interaction)
        album = await self._chosen(actor, filled)
        added = await self._albums.add(actor, album.id, ids[0], filled.text("caption"))
        text = _("It is in **{name}** now.") if added else _("It is in **{name}** already.")
        await reply_privately(interaction, text.format(name=escape_markdown(album.name)))

    async def _chosen(self, actor: Actor, filled: FormInput) -> Album:
        """Return the album that was chosen, or the new one that was named."""
        if name := filled.text("name"):
            return await self._albums.create(actor, name)
        chosen = filled.chosen.get("album", [])
        if not chosen:
            raise RefusedError(_("Choose an album, or name a new one."))
        return await self._albums.get(chosen[0], actor)

    async def _turn(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Turn to another picture; `ids` are the album, the picture that is shown, and where to."""
        album_id, image_id, direction = ids
        actor = await enter_session(interaction)
        pictures = await self._albums.pictures(actor, album_id)
        shown = _index(pictures, image_id)
        turned = {_FIRST: 0, _EARLIER: shown - 1, _LATER: shown + 1, _LAST: len(pictures) - 1}.get(direction, shown)
        wanted = pictures[min(max(turned, 0), len(pictures) - 1)].image.id if pictures else None
        await self._edit(interaction, actor, album_id, wanted)

    async def _move(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Change places with the one before or behind it."""
        album_id, image_id, direction = ids
        actor = await enter_session(interaction)
        shown = _index(await self._albums.pictures(actor, album_id), image_id)
        await self._albums.move(actor, album_id, image_id, shown + 1 + (1 if direction == _LATER else -1))
        await self._edit(interaction, actor, album_id, image_id)

    async def _open_caption_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        pictures = await self._albums.pictures(actor, ids[0])
        caption = next((each.caption for each in pictures if each.image.id == ids[1]), "")
        field = TextField("caption", _("Caption"), caption, max_length=LONGEST_CAPTION)
        await open_form(interaction, form("leafcaption", *ids, title=_("Caption of this picture"), fields=[field]))

    async def _caption(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        actor = await enter_session(interaction)
        await self._albums.caption(actor, ids[0], ids[1], filled.text("caption"))
        await self._edit(interaction, actor, ids[0], ids[1])

    async def _remove(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        album_id, image_id = ids
        actor = await enter_session(interaction)
        before = await self._albums.pictures(actor, album_id)
        await self._albums.remove(actor, album_id, image_id)
        left = [each.image.id for each in before if each.image.id != image_id]
        next_one = left[min(_index(before, image_id), len(left) - 1)] if left else None
        await self._edit(interaction, actor, album_id, next_one)

    async def _edit(
        self, interaction: discord.Interaction[Any], actor: Actor, album_id: str, image_id: str | None
    ) -> None:
        message = await self._message(actor, album_id, image_id)
        await edit_message(interaction, attachments=message.pop("files", []), **{"view": None} | message)

    async def _message(self, actor: Actor, album_id: str, image_id: str | None) -> dict[str, Any]:
        """Return what shows one picture of an album."""
        album = await self._albums.get(album_id, actor)
        pictures = await self._albums.pictures(actor, album_id)
        if not pictures:
            return {"embed": empty_album_embed(album)}
        shown = _index(pictures, image_id)
        picture = pictures[shown]
        embed = album_embed(album, picture, shown + 1, len(pictures))
        view = make_view(*_buttons(album, pictures, shown, may_order=not actor.ended))
        try:
            data = await self._services.gallery.display_copy(picture.image)
        except StorageError:
            # One lost file is no reason to show none of the others.
            return {"embed": embed, "view": view}
        name = "scene.jpg"
        if await self._services.reveals.is_covered(picture.image):
            embed, name = covered_embed(embed), covered_filename(name)
        file = discord.File(io.BytesIO(data), name, description=spoken_alt_text(picture.image)[:1024])
        return {"embed": embed, "view": view, "files": [file]}


def _index(pictures: Sequence[PictureInAlbum], image_id: str | None) -> int:
    """Return where a picture stands; the first where it is gone."""
    return next((at for at, each in enumerate(pictures) if each.image.id == image_id), 0)


def _buttons(
    album: Album, pictures: Sequence[PictureInAlbum], shown: int, *, may_order: bool
) -> list[discord.ui.Item[Any]]:
    picture, at_first, at_last = pictures[shown], shown == 0, shown == len(pictures) - 1
    image_id = picture.image.id

    def leaf(direction: str, label: str, *, disabled: bool) -> discord.ui.Button[Any]:
        return button("leaf", album.id, image_id, direction, label=label, disabled=disabled)

    turning = [
        leaf(_FIRST, _("First"), disabled=at_first),
        leaf(_EARLIER, _("Previous"), disabled=at_first),
        leaf(_LATER, _("Next"), disabled=at_last),
        leaf(_LAST, _("Last"), disabled=at_last),
    ]
    changing = []
    if may_order and len(pictures) > 1:
        changing += [
            button("leafmove", album.id, image_id, _EARLIER, label=_("Move forward"), disabled=at_first),
            button("leafmove", album.id, image_id, _LATER, label=_("Move back"), disabled=at_last),
        ]
    if picture.may_edit:
        changing += [
            button("leafcaption", album.id, image_id, label=_("Caption"), emoji="\N{MEMO}"),
            button("leafremove", album.id, image_id, label=_("Take out")),
        ]
    return in_rows([turning, changing])
