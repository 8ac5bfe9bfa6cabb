"""`bot.py export`: a session's pictures, or its campaign's, as files in a folder, while the bot runs or does not."""

import sys
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings
from bot.wiring.app import open_app
from generation.campaigns.campaigns import AT_THE_MACHINE
from generation.errors import NotFoundError
from generation.export.choosing import chosen_by_filter, chosen_of_album
from generation.export.exports import ExportOrder
from generation.export.local import export_into
from generation.gallery.filters import parse_filter
from generation.i18n import _, said
from generation.sessions.permissions import GM, Actor
from storage.gallery_filters import CAMPAIGN, SESSION


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the command line says."""

    session: str
    folder: Path
    format: str
    title: str
    tag: str | None
    search: str | None
    favorites: bool
    #: Whether secret pictures are in it.
    secrets: bool
    per_page: int
    #: An album by its name or id, in its order and with its captions.
    album: str | None = None
    #: `SESSION`, or `CAMPAIGN` for all sessions of its campaign.
    scope: str = SESSION


async def print_export(settings: Settings, options: ExportOptions) -> int:
    """Export, and print the paths of the files, one a line.

    Raises:
        SceneError: it cannot be made.

    """
    async with open_app(settings) as app:
        services = app.services
        session = await services.sessions.get(options.session)
        if session is None:
            raise NotFoundError(_("There is no such session. Its id on Discord is the channel's."))
        # Whoever sits at the machine may see anything there anyway.
        actor = Actor(session.id, AT_THE_MACHINE, GM)
        shown = parse_filter(favorites=options.favorites, tag=options.tag, search=options.search)
        title = options.title
        if options.album is not None:
            album = await services.albums.named(options.album, actor)
            chosen, title = await chosen_of_album(services.albums, actor, album.id), title or album.name
        else:
            scope = await services.campaigns.scope(actor, options.scope)
            chosen = await chosen_by_filter(scope, shown)
            if options.scope == CAMPAIGN and not title:
                title = (await services.campaigns.required(actor)).name
        order = ExportOrder(options.format, chosen, title, options.per_page, part_bytes=None, secrets=options.secrets)
        told = ""

        def report(stage: str, fraction: float) -> None:
            nonlocal told
            if stage and stage != told:
                told = stage
                print(f"{said(stage)} ({fraction:.0%})", file=sys.stderr)  # noqa: T201  # for who waits

        _export, paths = await export_into(
            options.folder,
            order,
            actor,
            services.exports,
            services.export_worker,
            session_name=session.name,
            report=report,
        )
    for path in paths:
        print(path)  # noqa: T201  # the command's answer
    return 0
