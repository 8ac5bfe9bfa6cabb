"""What all embeds share: colours, bounds, and how descriptions, types and styles are written."""

import re

import discord

from generation.i18n import N_, _, said
from generation.styles.chosen import style_name
from storage.records import Session

NEON, EMBER, ASH = 0xFF2FA0, 0xFF5A2A, 0x5C6470
STAR = "\N{WHITE MEDIUM STAR}"
NOTE = N_("Note")
#: Discord's sum over an embed is 6000; a description may have 4000 by our own rule.
MAX_PROMPT = 3800
#: What Discord takes as the text of a message.
MAX_CONTENT = 2000

#: A bare link stays as it is, so that it can be followed, and leads where it says; one that runs into "<" would take
#: the backslash there for its own, and is no link any more. Whatever else Discord would read as markdown, a link behind
#: other words, a mention, an emoji or a moment is escaped mark by mark; at the beginning of a line a backslash goes in
#: before what would make it a title, a list or a quotation. An underscore within a word marks nothing.
_MARKDOWN = re.compile(
    r"""(?P<url>(?:https?|steam)://[^\s<]+[^<.,:;"'\]\s](?=[.,:;"'\]]*(?:\s|\Z)))
    | (?P<mark>[\\`*~|\[<] | (?<![0-9A-Za-z])_ | _(?![0-9A-Za-z]) | @(?=everyone|here) | :(?=//|[\w+-]+:))
    | (?P<line>^[^\S\n]*(?:(?=[#>+-]) | \d+(?=\.\s)))""",
    re.MULTILINE | re.VERBOSE,
)
_TYPES = {
    "scene": N_("Scene"),
    "character": N_("Character"),
    "location": N_("Location"),
    "item": N_("Item"),
}


def escape_markdown(text: str) -> str:
    """Return a text that Discord shows as it was written."""
    return _MARKDOWN.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    if match["mark"]:
        return f"\\{match['mark']}"
    return match["url"] or f"{match['line']}\\"


def prompt_text(prompt: str, most: int = MAX_PROMPT) -> str:
    """Return what somebody wrote for a message or an embed, its markdown disarmed, in so many characters."""
    text = escape_markdown(prompt)
    if len(text) <= most:
        return text
    text = text[: most - 1]
    # A backslash without its mark would disarm what comes next.
    alone = (len(text) - len(text.rstrip("\\"))) % 2
    return text[: len(text) - alone] + "…"


def sentence_text(sentence: str, most: int = 1000) -> str:
    """Return a sentence of ours in the user's language; what people wrote stands in it as they wrote it."""
    return prompt_text(said(sentence), most)


def type_title(image_type: str) -> str:
    """Return an image's type as shown."""
    return _(_TYPES.get(image_type, image_type))


def session_title(session: Session) -> str:
    """Return a session's name, on Discord as a link to its channel."""
    return f"<#{session.id}>" if session.guild_id else escape_markdown(session.name)


def style_title(style: str | None) -> str:
    """Return a style's name as shown."""
    return style_name(style) if style else _("Artist's choice")


def add_notes(embed: discord.Embed, notes: tuple[str, ...]) -> None:
    """Add a field for each note."""
    for note in notes:
        embed.add_field(name=_(NOTE), value=sentence_text(note), inline=False)
