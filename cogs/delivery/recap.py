"""How a recap looks: a numbered contact sheet, and a line for each picture."""

from collections.abc import Sequence

import discord

from cogs.ui.components import button, make_view
from cogs.ui.embeds import NEON, STAR, prompt_text
from generation.campaigns.recaps import RecapLine
from generation.i18n import _

#: Of an embed's 4096 characters each of nine pictures has its share.
_LONGEST_LINE = 400


def recap_embed(lines: Sequence[RecapLine]) -> discord.Embed:
    """Return what happened, a line for each picture by its number on the sheet."""
    numbered = "\n".join(f"**{number}** {_line(line)}" for number, line in enumerate(lines, start=1))
    return discord.Embed(title=_("Previously on …"), description=numbered, color=NEON)


def recap_view(recap_id: str) -> discord.ui.View:
    """Return the button by which a recap's message is known, too."""
    return make_view(button("recapopen", recap_id, label=_("Open the favorites"), emoji=STAR))


def recap_alt_text(lines: Sequence[RecapLine]) -> str:
    """Return what is on the sheet, for who hears it."""
    words = ((line.caption or line.image.prompt[:100]).rstrip(". ") for line in lines)
    return " ".join(f"{number}: {each}." for number, each in enumerate(words, start=1))


def _line(line: RecapLine) -> str:
    words = line.caption or " ".join(line.image.prompt.split())
    return prompt_text(words, _LONGEST_LINE)
