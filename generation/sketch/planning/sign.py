"""The text of a sign: what a description wants to have written, in letters that can be drawn."""

import re
import unicodedata

from generation.reading.term_reading import read_terms

SIGN_LENGTH = 12
_READ = 4000  # characters of a description
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»\n]{1,40})["“”«»]')
_SAYING = re.compile(
    r"\b(?:signs?|billboards?|banners?|letters|neon|labels?|words|schild|aufschrift)\b[^.\n\"“”]{0,20}?"
    r"\b(?:saying|says?|reading|reads?|spelling|spells?|that\s+says|to\s+say|aufschrift)\s*:?\s+"
    r"['\u2018]?([^.,;:\n\"“”\u2019]{1,40})",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:that |which )?(?:says?|reads?|spells)\s*:?\s*$", re.IGNORECASE)  # before a quotation
_ELSEWHERE = re.compile(
    r"\b(?:says|saying|reads|reading|steht)\s+((?:[A-ZÄÖÜ][A-ZÄÖÜ'!?.]*\b[ !?]*){2,8})"
)  # on an apron
_DESCRIBES = re.compile(r"\s+(?:an?|the|eine?|der|die)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:and|with|in|on|at|over|above|while|near|under|und|mit)\b", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Z0-9À-ÖØ-ÞĀ-Ž &!'.:?+\u2013-]+")  # the typeface has these


def sign_text(description: str) -> str:
    """Return what a sign in the picture should say: a quotation, or the words after "a sign saying". May be empty."""
    text = description[:_READ]
    span = _span(text)
    return lettered(text[span[0] : span[1]]) if span else ""


def without_sign(description: str) -> str:
    """Return a description without the words that are to be written: "a bar called “The Dragon”" has no dragon."""
    text = description[:_READ]
    for quoted in reversed(list(_QUOTED.finditer(text))):
        # A name is followed by who it is of: 'our fixer "Mama Lucky" an old lady'.
        mark = "," if _is_nickname(text, quoted) and _DESCRIBES.match(text, quoted.end()) else " "
        before = _SAYS.sub(lambda said: " " * len(said[0]), text[: quoted.start()])
        text = before + mark.ljust(len(quoted[0])) + text[quoted.end() :]
    if span := _span(text):
        return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
    for written in reversed(list(_ELSEWHERE.finditer(text))):
        text = text[: written.start()] + " " * len(written[0]) + text[written.end() :]
    return text


def unwritten(description: str) -> tuple[str, ...]:
    """Return the words that are to be written on something else than a sign, where nobody writes them."""
    text = description[:_READ]
    return () if _span(text) else tuple(found[0].strip() for found in _ELSEWHERE.finditer(text))


def _span(text: str) -> tuple[int, int] | None:
    if quoted := next((each for each in _QUOTED.finditer(text) if not _is_nickname(text, each)), None):
        return quoted.span(1)
    if saying := _SAYING.search(text):
        start = saying.start(1)
        return start, start + len(_ENDS.split(saying.group(1))[0])
    return None


def _is_nickname(text: str, quoted: re.Match[str]) -> bool:
    """Tell whether what is quoted is what somebody is called who stands right before it: 'our fixer "Mama Lucky"'."""
    before = read_terms(text[: quoted.start()].rstrip(" ,")).terms[-1:]
    return any(term.means("roles", "metatypes", "genders") for term in before)


def lettered(text: str, longest: int = SIGN_LENGTH) -> str:
    """Keep what the painter can draw, in capitals, at most `longest` of it, cut at a word if it can be."""
    typed = unicodedata.normalize("NFC", text).replace("\u2019", "'").upper()
    letters = " ".join(_UNSAFE.sub(" ", typed).split())
    if len(letters) > longest:
        cut = letters[: longest + 1]
        letters = cut.rsplit(" ", 1)[0] if " " in cut else cut
    letters = letters[:longest].strip()
    return letters if any(letter.isalnum() for letter in letters) else ""
