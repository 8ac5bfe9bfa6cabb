"""Which pictures are exported: those of a filter, or a list of ids; whoever has another list makes `Chosen` of it."""

from collections.abc import Iterable

from generation.campaigns.albums import Albums
from generation.errors import RefusedError
from generation.gallery.scopes import Scope
from generation.i18n import _
from generation.sessions.permissions import Actor
from storage.exports import Chosen
from storage.gallery_filters import GalleryFilter

#: Of one export.
MOST_PICTURES = 2000
_PAGE = 100


async def chosen_by_filter(scope: Scope, shown: GalleryFilter) -> tuple[Chosen, ...]:
    """Return what a filter leaves of a gallery, a session's or a campaign's, as its viewer may see it, oldest first.

    Raises:
        RefusedError: nothing, or more than one export takes.

    """
    found, before = list[Chosen](), None
    while True:
        page = await scope.page(shown, before=before, most=_PAGE)
        found += (Chosen(image.id) for image in page.images)
        if len(page.images) < _PAGE or len(found) > MOST_PICTURES:
            return checked(reversed(found))
        before = scope.place_of(page.images[-1])


async def chosen_of_album(albums: Albums, actor: Actor, album_id: str) -> tuple[Chosen, ...]:
    """Return what the viewer sees of an album, in its order and with its captions.

    Raises:
        NotFoundError: there is no such album.
        RefusedError: the viewer sees nothing in it.

    """
    return checked(Chosen(each.image.id, each.caption) for each in await albums.pictures(actor, album_id))


def chosen_by_ids(image_ids: Iterable[str]) -> tuple[Chosen, ...]:
    """Return pictures by their ids, each once, in the order given; who may see which is asked when they are exported.

    Raises:
        RefusedError: none, or more than one export takes.

    """
    return checked(Chosen(image_id) for image_id in image_ids)


def checked(chosen: Iterable[Chosen]) -> tuple[Chosen, ...]:
    """Return what was chosen, each picture once.

    Raises:
        RefusedError: nothing, or more than one export takes.

    """
    once = {each.image_id: each for each in chosen}
    if not once:
        raise RefusedError(_("There is no picture to export here. Choose others, or leave out a filter."))
    if len(once) > MOST_PICTURES:
        raise RefusedError(
            _("One export takes {most} pictures at most. Choose fewer: by a filter, or by favorites.").format(
                most=MOST_PICTURES
            )
        )
    return tuple(once.values())
