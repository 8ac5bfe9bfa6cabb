"""How albums look: one picture with its caption, an empty one, and the list of them."""

from collections.abc import Sequence

import discord

from cogs.ui.embeds import ASH, NEON, prompt_text
from cogs.ui.mentions import mention_of
from generation.campaigns.albums import PictureInAlbum
from generation.i18n import _, ngettext
from storage.albums import Album, ListedAlbum
from storage.gallery_filters import CAMPAIGN
from storage.params import PUBLIC

#: What Discord takes as an embed's text.
_LONGEST = 4000


def album_embed(album: Album, picture: PictureInAlbum, number: int, total: int) -> discord.Embed:
    """Return one picture of an album: the caption first, then what was asked for."""
    words = prompt_text(picture.image.prompt)
    # A spoiler covers the description, and so both.
    description = f"**{prompt_text(picture.caption)}**\n{words}"[:_LONGEST] if picture.caption else words
    embed = discord.Embed(title=prompt_text(album.name, 256), description=description, color=NEON)
    if picture.image.visibility != PUBLIC:
        embed.set_author(name=_("Secret: only the GM sees this until it is revealed"))
    embed.add_field(name=_("Added by"), value=mention_of(picture.added_by))
    return embed.set_footer(text=_("Picture {number} of {total}").format(number=number, total=total))


def empty_album_embed(album: Album) -> discord.Embed:
    """Say that there is nothing in an album that the viewer sees, and how to change that."""
    text = _("Nothing is in this album yet that you may see. Add pictures with `/album add`.")
    return discord.Embed(title=prompt_text(album.name, 256), description=text, color=ASH)


def list_embed(albums: Sequence[ListedAlbum]) -> discord.Embed:
    """Return the albums with how many pictures the viewer sees in each."""
    if not albums:
        text = _("There is no album here yet. Make one with `/album create`.")
        return discord.Embed(title=_("Albums"), description=text, color=ASH)
    text = ""
    for each in albums:
        line = f"{_line(each)}\n"
        if len(text) + len(line) > _LONGEST - 100:
            text += _("… and more: start typing a name to find them.")
            break
        text += line
    return discord.Embed(title=_("Albums"), description=text.rstrip(), color=NEON)


def _line(listed: ListedAlbum) -> str:
    pictures = ngettext("{count} picture", "{count} pictures", listed.pictures).format(count=listed.pictures)
    line = f"**{prompt_text(listed.album.name)}**: {pictures}"
    return _("{line}, of the campaign").format(line=line) if listed.album.scope == CAMPAIGN else line
