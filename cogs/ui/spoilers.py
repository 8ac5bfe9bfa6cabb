"""Behind a spoiler: what each reader uncovers alone."""

import discord

_MARK = "SPOILER_"


def covered_name(name: str) -> str:
    """Return a file's name by which Discord covers it."""
    return name if name.startswith(_MARK) else f"{_MARK}{name}"


def covered(embed: discord.Embed) -> discord.Embed:
    """Return an embed whose description is covered."""
    text = embed.description or ""
    if not text or text.startswith("||"):
        return embed
    cover = embed.copy()
    cover.description = f"||{text[:4090]}||"
    return cover
