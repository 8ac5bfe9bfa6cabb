"""What people write of pictures, for all of a table to read: names of albums, captions."""

import asyncio

from generation.errors import ContentRefusedError, RefusedError
from generation.i18n import _
from generation.moderation.moderator import judge
from generation.moderation.verdict import Action, Rules
from generation.text.visible import named_and_visible

LONGEST_CAPTION, LONGEST_NAME = 300, 80


async def checked_caption(text: str, rules: Rules) -> str:
    """Return a caption as it can be seen; it may be empty.

    Raises:
        RefusedError: it is too long.
        ContentRefusedError: it says what is never painted at this table.

    """
    shown = named_and_visible(text)
    if len(shown) > LONGEST_CAPTION:
        raise RefusedError(_("A caption has at most {longest} characters.").format(longest=LONGEST_CAPTION))
    return await _passing(shown, rules)


async def checked_name(text: str, rules: Rules) -> str:
    """Return an album's name as it can be seen.

    Raises:
        RefusedError: there is none, or it is too long.
        ContentRefusedError: it says what is never painted at this table.

    """
    shown = named_and_visible(text)
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise RefusedError(_("An album's name has 1 to {longest} characters.").format(longest=LONGEST_NAME))
    return await _passing(shown, rules)


async def _passing(text: str, rules: Rules) -> str:
    if text:
        verdict = await asyncio.to_thread(judge, text, rules)
        if verdict.action is Action.BLOCK:
            raise ContentRefusedError(verdict.reason)
    return text
