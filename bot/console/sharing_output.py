"""Results of campaigns' and albums' commands, as text and as JSON."""

from collections.abc import Iterable
from typing import Any

from bot.console.results import (
    AlbumDeleted,
    AlbumShown,
    AlbumsListed,
    CampaignShown,
    SharingResult,
)
from generation.i18n import _, ngettext
from storage.gallery_filters import CAMPAIGN


def sharing_lines(result: SharingResult) -> Iterable[str]:
    """Yield a result as lines of text."""
    match result:
        case CampaignShown(None, left):
            yield _("This session has left the campaign {name}.").format(name=left)
        case CampaignShown(campaign) if campaign is not None:
            yield _("Campaign {name}").format(name=campaign.name)
            if campaign.join_code:
                yield _("Code: {code}").format(code=campaign.join_code)
            yield from (f"{each.session.name}: {_pictures(each.images)}" for each in campaign.sessions)
        case AlbumsListed(albums):
            for each in albums:
                line = f"{each.album.name}: {_pictures(each.pictures)}"
                yield _("{line}, of the campaign").format(line=line) if each.album.scope == CAMPAIGN else line
            if not albums:
                yield _("There is no album here yet. Make one with /album create.")
        case AlbumShown(album, pictures):
            yield f"{album.name}: {_pictures(len(pictures))}"
            for number, picture in enumerate(pictures, start=1):
                yield f"{number}  {picture.caption or picture.image.prompt}  {picture.image.id}"
        case AlbumDeleted(album):
            yield _("The album {name} is deleted; its pictures are where they were.").format(name=album.name)


def sharing_values(result: SharingResult) -> dict[str, Any]:
    """Return a result as a JSON object."""
    match result:
        case CampaignShown(campaign, left):
            if campaign is None:
                return {"left": left}
            sessions = [
                {"id": each.session.id, "name": each.session.name, "images": each.images} for each in campaign.sessions
            ]
            return {"name": campaign.name, "code": campaign.join_code, "sessions": sessions}
        case AlbumsListed(albums):
            listed = [
                {"id": each.album.id, "name": each.album.name, "scope": each.album.scope, "images": each.pictures}
                for each in albums
            ]
            return {"albums": listed, "count": len(listed)}
        case AlbumShown(album, pictures):
            shown = [
                {"id": each.image.id, "prompt": each.image.prompt, "caption": each.caption, "added_by": each.added_by}
                for each in pictures
            ]
            return {"id": album.id, "name": album.name, "scope": album.scope, "pictures": shown}
        case AlbumDeleted(album):
            return {"deleted": album.id}


def _pictures(count: int) -> str:
    return ngettext("{count} picture", "{count} pictures", count).format(count=count)
