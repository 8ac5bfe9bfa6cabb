"""One plain sentence for those who cannot see a picture."""

import re
import textwrap

from generation.i18n import marked

LONGEST = 200
_LEADS = {
    "scene": marked("Scene"),
    "character": marked("Portrait"),
    "location": marked("Place"),
    "item": marked("Object"),
}
_NOWHERE = {
    "scene": marked("Scene: {words}."),
    "character": marked("Portrait: {words}."),
    "location": marked("Place: {words}."),
    "item": marked("Object: {words}."),
}
_WHERE = {
    "outdoors": marked("{lead} outdoors: {words}."),
    "indoors": marked("{lead} indoors: {words}."),
    "wilderness": marked("{lead} in the wild: {words}."),
    "matrix": marked("{lead} in the Matrix: {words}."),
    "astral": marked("{lead} in astral space: {words}."),
}
_LABEL = re.compile(
    r"^\s*(?:scene|character|npc|location|place|item|gear|weapon|vehicle)\s*[:\u2013-]\s", re.IGNORECASE
)
_SMALL = re.compile(r"(?:An?|The|Two|Three|Some|Several|Our|My|Inside|In|On|At)\b")


def alt_text(kind: str, context: str, text: str) -> str:
    """Return what a picture shows, in the player's words: at most 200 characters, and one sentence."""
    words = re.sub(r"[.!?]+\s+", "; ", _LABEL.sub("", text).strip().rstrip(".!?,;: "))
    if _SMALL.match(words):
        words = words[0].lower() + words[1:]
    text = _WHERE.get(context, _NOWHERE[kind])
    room = LONGEST - len(text.format(lead=_LEADS[kind], words=""))
    short = textwrap.shorten(words, room, placeholder="\u2026") if len(words) > room else words
    if len(words) > room and len(short) < 2:  # one long word
        short = words[: room - 1] + "\u2026"
    return text.format(lead=_LEADS[kind], words=short)
