"""Behind a spoiler: what each reader uncovers alone."""

import discord

_PREFIX = "SPOILER_"


def covered_filename(name: str) -> str:
    """Return a file's name by which Discord covers it."""
    return name if name.startswith(_PREFIX) else f"{_PREFIX}{name}"


def covered_embed(embed: discord.Embed) -> discord.Embed:
    """Return an embed whose description is covered."""
    text = embed.description or ""
    if not text or text.startswith("||"):
        return embed
    covered = embed.copy()
    covered.description = f"||{text[:4090]}||"
    return covered
