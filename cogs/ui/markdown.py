"""Markdown in texts that people wrote."""

import re

#: A link stays as it is, so that it can be followed; whatever else Discord would read as markdown is escaped.
_MARKDOWN = re.compile(
    r"(?P<url><[^: >]+:/[^ >]+>|(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s])"
    r"|[_\\~|*`]|^>(?:>>)?\s|\[.+\]\(.+\)|^#{1,3}|^\s*-",
    re.MULTILINE,
)


def escape_markdown(text: str) -> str:
    """Return a text that Discord shows as it was written, with a backslash before each mark.

    discord.py's own passes `count` to `re.sub` by position, which Python deprecated in 3.13: a bot run with warnings
    as errors could then show no prompt at all.
    """
    return _MARKDOWN.sub(lambda found: found["url"] or "\\" + found[0], text)
