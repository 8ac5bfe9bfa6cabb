"""One plain sentence for those who cannot see a picture."""

import re
import textwrap

from generation.i18n import N_

LONGEST = 200
_LEADS = {
    "scene": N_("Scene"),
    "character": N_("Character"),
    "location": N_("Location"),
    "item": N_("Item"),
}
_NOWHERE = {
    "scene": N_("Scene: {words}."),
    "character": N_("Character: {words}."),
    "location": N_("Location: {words}."),
    "item": N_("Item: {words}."),
}
_WHERE = {
    "outdoors": N_("{lead} outdoors: {words}."),
    "indoors": N_("{lead} indoors: {words}."),
    "wilderness": N_("{lead} in the wild: {words}."),
    "matrix": N_("{lead} in the Matrix: {words}."),
    "astral": N_("{lead} in astral space: {words}."),
}
_LABEL = re.compile(
    r"^\s*(?:(?:my|our|mein|unser)\s+)?(?:scene|character|npc|pc|location|place|item|gear|weapon|vehicle|szene|charakter|"
    r"figur|nsc|ort|gegenstand|waffe|fahrzeug)\s*[:\u2013-]\s",
    re.IGNORECASE,
)
#: Where a sentence ends; a title's or an abbreviation's full stop ends none.
_SENTENCE_ENDS = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|No|Nr|vs))(?<!\b(?:Mrs|bzw|etc))(?<!\bProf)[.!?]+\s+")
_SMALL = re.compile(r"(?:An?|The|Two|Three|Some|Several|Our|My|Inside|In|On|At)\b")


def alt_text(kind: str, context: str, text: str) -> str:
    """Return what a picture shows, in the player's words: at most 200 characters, and one sentence."""
    words = _SENTENCE_ENDS.sub("; ", _LABEL.sub("", text).strip().rstrip(".!?,;: "))
    if _SMALL.match(words):
        words = words[0].lower() + words[1:]
    text = _WHERE.get(context, _NOWHERE[kind])
    room = LONGEST - len(text.format(lead=_LEADS[kind], words=""))
    short = textwrap.shorten(words, room, placeholder="\u2026") if len(words) > room else words
    if len(words) > room and len(short) < 2:  # one long word
        short = words[: room - 1] + "\u2026"
    return text.format(lead=_LEADS[kind], words=short)
