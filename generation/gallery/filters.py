"""What a gallery is to show, made of what somebody has typed or chosen."""

from generation.errors import RefusedError
from generation.gallery.tags import normal_tag
from generation.i18n import _
from generation.text.visible import visible
from storage.gallery_filters import GalleryFilter

#: The longest text that is searched for.
SEARCH_MOST = 100


def parse_filter(
    *,
    favorites: bool = False,
    member: str | None = None,
    type_: str | None = None,
    style: str | None = None,
    tag: str | None = None,
    search: str | None = None,
) -> GalleryFilter:
    """Return a filter for these options; empty ones are as good as none.

    `style` is an id as pictures have it; one that no picture has finds nothing. A search finds the pictures that have
    all its words in the description or the tags; whatever a word consists of stands for itself.

    Raises:
        RefusedError: the tag cannot be one, or the search is too long.

    """
    words = _words(search or "")
    return GalleryFilter(
        favorites,
        (member or "").strip() or None,
        (type_ or "").strip().lower() or None,
        (style or "").strip() or None,
        normal_tag(tag) if tag and tag.strip() else None,
        words or None,
    )


def _words(text: str) -> str:
    """Return the words of a search as they can be seen, a space between each two."""
    words = visible(text)
    if len(words) > SEARCH_MOST:
        raise RefusedError(_("Search for {most} characters at most; a few words are enough.").format(most=SEARCH_MOST))
    return words
