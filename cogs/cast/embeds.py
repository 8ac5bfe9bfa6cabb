"""How characters look on Discord."""

import io
from collections.abc import Sequence

import discord

from cogs.ui.components import button
from cogs.ui.embeds import ASH, NEON, prompt_text
from generation.cast.mentions import mention_of
from generation.i18n import N_, _
from storage.cast import Character, Version

LOCK = "\N{LOCK}"
ON_PAGE = 15
_FIRST = N_("The first one")
_THUMBNAIL = "portrait.jpg"


def character_embed(character: Character, version: Version, *, with_portrait: bool) -> discord.Embed:
    """Return a character's card: one version's looks, and which versions there are."""
    lock = f"{LOCK} " if character.secret else ""
    embed = discord.Embed(
        title=prompt_text(f"{lock}{character.name}", 256),
        description=prompt_text(version.looks, 1000) or _("Nothing is said of the looks yet."),
        color=ASH if character.secret else NEON,
    )
    for name, text in (
        (_("Metatype"), character.metatype),
        (_("Pronouns"), character.pronouns),
        (_("Gear"), version.gear),
    ):
        if text:
            embed.add_field(name=name, value=prompt_text(text, 300))
    if len(character.versions) > 1:
        embed.add_field(name=_("Versions"), value="\n".join(_version_lines(character)), inline=False)
    embed.add_field(
        name=_("In a description"),
        value=f"`{mention_of(character.name, '' if version is character.version else version.name)}`",
        inline=False,
    )
    if len(version.portraits) > 0:
        embed.set_footer(text=_("Reference pictures: {count}").format(count=len(version.portraits)))
    if with_portrait:
        embed.set_thumbnail(url=f"attachment://{_THUMBNAIL}")
    return embed


def portrait_file(data: bytes, name: str) -> discord.File:
    """Return the thumbnail that a card shows."""
    return discord.File(io.BytesIO(data), _THUMBNAIL, description=_("Portrait of {name}").format(name=name))


def list_embed(characters: Sequence[Character], page: int) -> discord.Embed:
    """Return a page of the cast, counted from 0; the secret ones bear a lock."""
    shown = characters[page * ON_PAGE : (page + 1) * ON_PAGE]
    pages = pages_of(characters)
    embed = discord.Embed(title=_("The cast"), description="\n".join(map(_line, shown)), color=NEON)
    if not characters:
        embed.description = _("Nobody is in the cast yet. Add somebody with `/character add`.")
    if pages > 1:
        embed.set_footer(text=_("Page {page} of {pages}").format(page=page + 1, pages=pages))
    return embed


def pages_of(characters: Sequence[Character]) -> int:
    """Return how many pages the cast takes."""
    return max(1, -(-len(characters) // ON_PAGE))


def page_buttons(characters: Sequence[Character], page: int) -> tuple[discord.ui.Button[discord.ui.View], ...]:
    """Return the buttons to the pages before and after one; none where all are on it."""
    last = pages_of(characters) - 1
    if last == 0:
        return ()
    return (
        button("cast", str(page - 1), label=_("Back"), disabled=page == 0),
        button("cast", str(page + 1), label=_("Next"), disabled=page == last),
    )


def _line(character: Character) -> str:
    lock = f"{LOCK} " if character.secret else ""
    about = ", ".join(filter(None, (character.metatype, character.version.looks)))
    return f"{lock}**{prompt_text(character.name, 60)}** {prompt_text(about, 120)}".rstrip()


def _version_lines(character: Character) -> list[str]:
    return [
        ("\N{BLACK RIGHT-POINTING SMALL TRIANGLE} " if each is character.version else "\N{BULLET} ")
        + prompt_text(each.name or _(_FIRST), 60)
        for each in character.versions
    ]
