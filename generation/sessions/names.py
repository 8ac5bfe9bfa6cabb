"""Names that people choose themselves, where a session is not on Discord: none may be taken for another's."""

import unicodedata
from collections.abc import Iterable

from generation.errors import NotAllowedError, RefusedError
from generation.i18n import _
from generation.moderation.lookalikes import TALL_I
from generation.moderation.normalize import fold

#: What one reads for another in a name, beside what `fold` knows.
_ALIKE = str.maketrans({TALL_I: "i", "l": "i", "1": "i", "|": "i", "0": "o"})


def name_key(name: str) -> str:
    """Return what all names that look like this one have in common; empty for what shows nothing.

    Width, case, accents, borrowed letters, spaces and punctuation make no difference.
    """
    folded, _places = fold(unicodedata.normalize("NFKC", name))
    key = folded.casefold().translate(_ALIKE)
    return "".join(filter(str.isalnum, key)) or "".join(key.split())


_TITLES = frozenset(map(name_key, ("GM", "Game Master", "Spielleiter", "Spielleiterin", "Spielleitung")))


def check_new_name(name: str, others: Iterable[str]) -> None:
    """Make sure that somebody new can be told from the others, and from who leads.

    Raises:
        NotAllowedError: the name looks like another's, or like a GM's title.
        RefusedError: it shows nothing.

    """
    key = name_key(name)
    if not key:
        raise RefusedError(_("This name has nothing to see. Choose another user_id."))
    if key in _TITLES:
        raise NotAllowedError(_("This name would be taken for the GM's. Choose another user_id."))
    if key in map(name_key, others):
        raise NotAllowedError(
            _("Somebody with this name, or one that looks like it, is in the session. Choose another user_id.")
        )
