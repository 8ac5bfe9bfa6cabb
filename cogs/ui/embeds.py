"""What all embeds share: colours, bounds, and how descriptions, types and styles are written."""

import re

import discord

from generation.i18n import N_, _, said
from generation.styles.catalogue import all_styles

NEON, EMBER, ASH = 0xFF2FA0, 0xFF5A2A, 0x5C6470
STAR = "\N{WHITE MEDIUM STAR}"
NOTE = N_("Note")
#: Discord's sum over an embed is 6000; a description may have 4000 by our own rule.
MAX_PROMPT = 3800

#: A link stays as it is, so that it can be followed; whatever else Discord would read as markdown is escaped.
_MARKDOWN = re.compile(
    r"(?P<url><[^: >]+:/[^ >]+>|(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s])"
    r"|[_\\~|*`]|^>(?:>>)?\s|\[.+\]\(.+\)|^#{1,3}|^\s*-",
    re.MULTILINE,
)
_TYPES = {
    "scene": N_("Scene"),
    "character": N_("Character"),
    "location": N_("Location"),
    "item": N_("Item"),
}


def escape_markdown(text: str) -> str:
    """Return a text that Discord shows as it was written, with a backslash before each mark.

    discord.py's own passes `count` to `re.sub` by position, which Python deprecated in 3.13: a bot run with warnings
    as errors could then show no prompt at all.
    """
    return _MARKDOWN.sub(lambda match: match["url"] or "\\" + match[0], text)


def prompt_text(prompt: str) -> str:
    """Return the description for an embed, its markdown disarmed."""
    text = escape_markdown(prompt)
    return text if len(text) <= MAX_PROMPT else text[: MAX_PROMPT - 1] + "…"


def type_title(image_type: str) -> str:
    """Return an image's type as shown."""
    return _(_TYPES.get(image_type, image_type))


def style_title(style: str | None) -> str:
    """Return a style's name as shown."""
    if style in all_styles():
        return _(all_styles()[style].name)
    # A table's own style is known by its id alone here.
    return style.replace("_", " ").title() if style else _("Artist's choice")


def add_notes(embed: discord.Embed, notes: tuple[str, ...]) -> None:
    """Add a field for each note."""
    for note in notes:
        embed.add_field(name=_(NOTE), value=said(note), inline=False)
