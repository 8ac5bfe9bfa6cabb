"""The commands `/image export` and `/image import`, which join the group of `ImageCog`."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from cogs.album.actions import AlbumActions
from cogs.export.actions import ExportActions
from cogs.gallery.page_actions import PageActions
from cogs.gallery.tags import TagActions
from cogs.generate.command_options import TYPE_CHOICES
from generation.export.making.export_contents import PDF, SHEET, ZIP
from generation.i18n import N_
from storage.gallery_filters import CAMPAIGN, SESSION

_ALL, _FAVORITES, _MINE = "all", "favorites", "mine"
_WHAT = {
    _ALL: N_("All pictures"),
    _FAVORITES: N_("Favorites"),
    _MINE: N_("What I asked for"),
    CAMPAIGN: N_("The whole campaign"),
}
_FORMATS = {
    ZIP: N_("ZIP: pictures and all that is known of them"),
    PDF: N_("PDF album"),
    "html": N_("HTML album: one file for a browser"),
    SHEET: N_("Contact sheet"),
    "png": "PNG",
    "jpeg": "JPEG",
    "webp": "WebP",
    "avif": "AVIF",
}


def export_commands(
    actions: ExportActions, pages: PageActions, tags: TagActions, albums: AlbumActions
) -> tuple[app_commands.Command[Any, Any, Any], ...]:
    """Return the two commands."""

    @app_commands.command(name="export", description=N_("Take this session's pictures along as a file"))
    @app_commands.describe(
        what=N_("Which pictures"),
        format=N_("As what; without it, a ZIP"),
        type=N_("Only this type"),
        by=N_("Only what this member asked for"),
        tag=N_("Only pictures with this tag"),
        search=N_("Only pictures with these words in their description or tags"),
        style=N_("Only this style"),
        album=N_("An album in its order, with its captions; no filter counts"),
        title=N_("What an album is called; without it, as this session"),
        per_page=N_("Pictures on a page of a PDF album"),
        secrets=N_("Whether secret pictures are in it, marked as such (GM)"),
    )
    @app_commands.choices(
        what=[Choice(name=name, value=value) for value, name in _WHAT.items()],
        format=[Choice(name=name, value=value) for value, name in _FORMATS.items()],
        type=TYPE_CHOICES,
    )
    async def export(  # noqa: PLR0913, PLR0917  # each option of the command is a parameter
        interaction: discord.Interaction[Any],
        what: str = _ALL,
        format: str = ZIP,  # noqa: A002  # the option's name on Discord
        type: str | None = None,  # noqa: A002  # as above
        by: discord.User | None = None,
        tag: str | None = None,
        search: str | None = None,
        style: str | None = None,
        album: str | None = None,
        title: str = "",
        per_page: app_commands.Range[int, 1, 2] = 1,
        secrets: bool = True,  # noqa: FBT001, FBT002  # an option on Discord
    ) -> None:
        member = interaction.user if what == _MINE else by
        shown = await pages.parse_options(
            interaction,
            favorites=what == _FAVORITES,
            type_=type,
            member=member,
            tag=tag,
            search=search,
            style=style,
        )
        await actions.begin(
            interaction,
            shown,
            _scope_of(what),
            format_=format,
            title=title,
            per_page=per_page,
            secrets=secrets,
            album=album,
        )

    @export.autocomplete("style")
    async def complete_style(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await pages.complete_style(interaction, typed, _scope_of(interaction.namespace.what))

    @export.autocomplete("album")
    async def complete_album(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await albums.complete_album(interaction, typed)

    @export.autocomplete("tag")
    async def complete_tag(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await tags.complete_tags(interaction, typed, _scope_of(interaction.namespace.what))

    @app_commands.command(name="import", description=N_("Bring an exported ZIP into this session (GM)"))
    @app_commands.describe(archive=N_("A ZIP of /image export, from this session or another"))
    async def bring_in(interaction: discord.Interaction[Any], archive: discord.Attachment) -> None:
        await actions.bring_in(interaction, archive)

    return export, bring_in


def _scope_of(what: str | None) -> str:
    return CAMPAIGN if what == CAMPAIGN else SESSION
