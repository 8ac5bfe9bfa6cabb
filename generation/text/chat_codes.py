"""What a chat program writes for names: mentions, emoji of a server, moments, links to channels and commands.

A painter, and who has a picture read out, would be told a number. Whose name it is only the chat program knows.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

_CODE = re.compile(
    r"""<(?:
      (?P<named> @!?\d{1,20} | @&\d{1,20} | \#\d{1,20})
    | a?:(?P<emoji>\w{1,40}):\d{1,20}
    | t:(?P<moment>-?\d{1,15})(?::(?P<style>[a-zA-Z]))?
    | /(?P<command>[^:<>]{1,100}):\d{1,20}
    | id:(?P<place>[\w-]{1,40})
    )>""",
    re.VERBOSE,
)
#: What stands before the name of a person, a role and a channel.
_SIGNS = {"@": "\N{FULLWIDTH COMMERCIAL AT}", "&": "", "#": "#"}
#: What somebody of whom nothing is known is called.
_UNKNOWN = {"@": "@someone", "&": "@group", "#": "#channel"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def codes_in(text: str) -> frozenset[str]:
    """Return what is mentioned, by its sign and id: @ a person, & a role, # a channel."""
    return frozenset(_key(match["named"]) for match in _CODE.finditer(text) if match["named"])


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return a text with names in place of codes; `names` has those of people, roles and channels, as `codes_in`."""

    def named(match: re.Match[str]) -> str:
        name = _name(match, names)
        # Words that stood apart as signs stay apart.
        before = " " if text[: match.start()][-1:].isalnum() else ""
        after = " " if text[match.end() :][:1].isalnum() or text[match.end() :][:1] == "<" else ""
        return f"{before}{name}{after}"

    return _CODE.sub(named, text)


def _name(match: re.Match[str], names: Mapping[str, str]) -> str:
    if code := match["named"]:
        key = _key(code)
        name = names.get(key)
        # A wide @: the usual one names those of the cast, and moderation has to know whom the chat knows.
        return f"{_SIGNS[key[0]]}{name}" if name else _UNKNOWN[key[0]]
    if match["emoji"]:
        return match["emoji"].replace("_", " ").strip()
    if match["moment"]:
        return _moment(int(match["moment"]), match["style"] or "f")
    return f"/{match['command']}" if match["command"] else match["place"]


def _key(code: str) -> str:
    sign = code[1] if code[1] == "&" else code[0]
    return sign + code.lstrip("@!&#")


def _moment(seconds: int, style: str) -> str:
    """Return a moment in UTC: as its time, its day, or both."""
    try:
        at = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return ""
    day, time = f"{at.day} {at:%B} {at.year}", f"{at:%H:%M}"
    if style in "tT":
        return time
    return day if style in "dD" else f"{day} {time}"
