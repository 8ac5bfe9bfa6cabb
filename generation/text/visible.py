"""What of a typed text can be seen: signs that only steer how others are shown are removed, or kept where they do."""

import re
import unicodedata

from generation.text.chat_codes import with_names

#: Of the format characters those that are drawn: Arabic and Kaithi signs of numbers and verses.
_DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001fbff"
#: Emoji newer than this Python's tables are no reason for a gap.
_NEW_EMOJI = re.compile("[\U0001f000-\U0001faff]")
#: Joiners between two emoji, and those that join or part letters in Arabic, the scripts of India, Khmer or Mongolian.
_JOINERS = re.compile(
    f"(?<=[{_EMOJI}\ufe0f\U0001f3fb-\U0001f3ff])\u200d(?=[{_EMOJI}])|(?<=[\u0600-\u18af])[\u200c\u200d](?=[\u0600-\u18af])"
)


def visible(text: str) -> str:
    """Return a text in one line, composed (NFC), without what cannot be seen and with single spaces.

    Soft hyphens, zero-width spaces, word joiners, byte order marks and direction marks go without a trace, as nobody
    would see them; line ends, control characters, and what has no meaning of its own become spaces.
    """
    kept = {match.start() for match in _JOINERS.finditer(text)}
    seen = "".join(char if at in kept else _seen(char) for at, char in enumerate(text))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def named_and_visible(text: str) -> str:
    """Return a text for a painter: what can be seen of it, with names in place of a chat's codes."""
    return visible(with_names(text, {}))


def _seen(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] != "C" or char in _DRAWN:
        return char
    if category == "Cf":
        return ""
    return char if category == "Cn" and _NEW_EMOJI.match(char) else " "
