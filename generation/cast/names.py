"""Names of characters and versions: how they may be written, and how two that are the same are told."""

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches

from generation.errors import RefusedError
from generation.i18n import _
from generation.text.visible import named_and_visible

LONGEST_NAME = 40
LONGEST_VERSION = 40
#: What a chat program takes for everybody, and what stands for somebody whom it does not name.
RESERVED = frozenset({"everyone", "here", "someone", "group", "channel"})
#: Letters, digits and marks of any script, and what joins them.
_NAME = re.compile(r"[^\W_](?:[\w .\u2019'\-]*[\w.])?")
_EXPANDED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def clean_name(text: str) -> str:
    """Return a character's name as it is kept.

    Raises:
        RefusedError: nobody can be called so.

    """
    name = named_and_visible(text).strip("@\"' ")
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name) or not any(char.isalpha() for char in name):
        raise RefusedError(
            _(
                "A character's name has 1 to {longest} letters, digits, spaces, dots, dashes or apostrophes, and "
                "begins with a letter or digit."
            ).format(longest=LONGEST_NAME)
        )
    if folded(name) in RESERVED:
        raise RefusedError(_("Nobody can be called “{name}”: Discord takes that for a group.").format(name=name))
    return name


def clean_version(text: str) -> str:
    """Return a version's name as it is kept, which may be empty.

    Raises:
        RefusedError: it is too long, or could not be typed in parentheses.

    """
    name = named_and_visible(text)
    if len(name) > LONGEST_VERSION or set(name) & set('()@"') or (name and not any(char.isalnum() for char in name)):
        raise RefusedError(
            _("A version's name has up to {longest} characters, without quotes, parentheses or an @.").format(
                longest=LONGEST_VERSION
            )
        )
    return name


def folded(name: str) -> str:
    """Return a name as it is looked for: without case, accents and umlauts, with plain apostrophes."""
    plain = unicodedata.normalize("NFKD", name.replace("\u2019", "'").casefold().translate(_EXPANDED))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def nearest(name: str, known: list[str]) -> list[str]:
    """Return up to three known names that are close to one, the closest first."""
    by_fold = {folded(each): each for each in known}
    wanted = folded(name)
    close = get_close_matches(wanted, list(by_fold), 3, 0.6)
    begin = [each for each in by_fold if each.startswith(wanted[:3]) and each not in close]
    return [by_fold[each] for each in (*close, *begin)][:3]


def version_called(text: str, versions: Collection[str]) -> str | None:
    """Return the version that somebody means: by its name, or by a part of it that no other has; None for none."""
    wanted = folded(text)
    for each in versions:
        if folded(each) == wanted:
            return each
    partly = [each for each in versions if wanted and re.search(rf"\b{re.escape(wanted)}", folded(each))]
    return partly[0] if len(partly) == 1 else None
