"""Tags: the short words that a table sorts its pictures by."""

import re
from collections.abc import Iterable

from generation.errors import RefusedError
from generation.i18n import _
from generation.text.visible import visible

TAG_LONGEST, TAGS_MOST = 32, 20


def normal_tag(text: str) -> str:
    """Return a tag as it is stored: lower case, single spaces, without a leading “#”.

    Raises:
        RefusedError: nothing is left of it, it is too long, or it holds a comma or what cannot be printed.

    """
    tag = visible(text).lower().lstrip("# ")
    if not tag:
        raise RefusedError(_("A tag has 1 to {longest} characters, and this one is empty.").format(longest=TAG_LONGEST))
    if len(tag) > TAG_LONGEST:
        raise RefusedError(
            _("A tag has at most {longest} characters; “{tag}…” has {length}.").format(
                longest=TAG_LONGEST, tag=tag[:TAG_LONGEST], length=len(tag)
            )
        )
    if "," in tag:
        raise RefusedError(_("A tag consists of letters, digits and other printable characters; commas separate tags."))
    return tag


def parse_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a line that commas or line ends divide.

    Raises:
        RefusedError: one of them cannot be a tag, or they are too many.

    """
    return normal_tags(part for part in re.split(r"[,\n]", text) if part.strip())


def normal_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are stored, each once, in the order given.

    Raises:
        RefusedError: one of them cannot be a tag, or they are more than a picture may have.

    """
    normal = tuple(dict.fromkeys(normal_tag(tag) for tag in tags))
    if len(normal) > TAGS_MOST:
        raise RefusedError(
            _("A picture has at most {most} tags, and these would be {count}. Take some away.").format(
                most=TAGS_MOST, count=len(normal)
            )
        )
    return normal
