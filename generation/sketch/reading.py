"""Reading a prompt: words, phrases, negation, counts, colours and the text of a sign. Standard library only."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generation.sketch import lexicon

LONGEST_PROMPT = 4000  # characters read; the rest of a longer prompt is not
LONGEST_PHRASE = 3  # words
NEGATION_REACH = 3  # words after a "no" that it still negates
SIGN_LENGTH = 12

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[.,;:!?]")
_BREAKS = frozenset(".,;:!?") | {"but", "with", "only", "just", "and"}
_QUOTED = re.compile(r'["“”«»]([^"“”«»\n]{1,40})["“”«»]')
_SAYING = re.compile(
    r"\b(?:signs?|billboards?|banners?|letters|neon|labels?|words)\b[^.\n\"“”]{0,20}?"
    r"\b(?:saying|says?|reading|reads?|spelling|spells?)\s*:?\s+['\u2018]?([^.,;:\n\"“”\u2019]{1,40})",
    re.IGNORECASE,
)
_SIGN_ENDS = re.compile(r"\b(?:and|with|in|on|at|over|above|while|near|under)\b", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Z0-9 &!'.:?+-]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a table in the prompt: its effect, where it stands, how many of it, and in what colour."""

    phrase: str
    effect: str
    at: int
    count: int
    colour: str
    negated: bool


def nearest(phrases: list[Found], at: int) -> Found | None:
    """Return the phrase that stands nearest to a place."""
    return min(phrases, key=lambda phrase: abs(phrase.at - at), default=None)


class Reading:
    """A prompt's words, with the phrases of all tables found: the longest phrase at a place hides those inside it."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._negated = _negated_places(tokens)
        self._phrases = list(self._find_phrases())

    def _find_phrases(self) -> Iterable[tuple[str, int, int]]:
        at = 0
        while at < len(self._tokens):
            phrase, length = self._longest_at(at)
            if phrase:
                yield phrase, at, length
            at += length

    def _longest_at(self, at: int) -> tuple[str, int]:
        for length in range(min(LONGEST_PHRASE, len(self._tokens) - at), 0, -1):
            phrase = " ".join(self._tokens[at : at + length])
            if phrase in _KNOWN:
                return phrase, length
            if phrase.endswith("s") and phrase[:-1] in _KNOWN:
                return phrase[:-1], length
        return "", 1

    def _matches(self, table: Mapping[str, str]) -> list[Found]:
        return [
            Found(phrase, table[phrase], at, self._count(at, length), self._colour(at), self._is_negated(at, length))
            for phrase, at, length in self._phrases
            if phrase in table
        ]

    def _is_negated(self, at: int, length: int) -> bool:
        after = self._tokens[at + length : at + length + 1]
        return at in self._negated or after == ["free"]

    def found(self, table: Mapping[str, str]) -> list[Found]:
        """Return the table's phrases that the prompt asks for, in order."""
        return [match for match in self._matches(table) if not match.negated]

    def all(self, table: Mapping[str, str]) -> list[str]:
        """Return the effects asked for, in order."""
        return [match.effect for match in self.found(table)]

    def last(self, table: Mapping[str, str]) -> str:
        """Return the effect asked for last, or nothing."""
        effects = self.all(table)
        return effects[-1] if effects else ""

    def refused(self, table: Mapping[str, str]) -> list[str]:
        """Return the effects that the prompt says no to."""
        return [match.effect for match in self._matches(table) if match.negated]

    def refuses(self, *words: str) -> bool:
        """Tell whether the prompt says no to any of these words."""
        stems = {word.rstrip("s") for word in words}
        return any(phrase.rstrip("s") in stems and self._is_negated(at, length) for phrase, at, length in self._phrases)

    def _before(self, at: int, reach: int) -> list[str]:
        words = []
        for token in reversed(self._tokens[max(0, at - reach) : at]):
            if token in _BREAKS:
                break
            words.append(token)
        return words

    def _count(self, at: int, length: int) -> int:
        for word in self._before(at, 4):
            if word in lexicon.NUMBERS:
                return min(lexicon.MOST, lexicon.NUMBERS[word])
        last = self._tokens[at + length - 1]
        plural = last.endswith("s") and last not in _KNOWN
        return 3 if plural else 1

    def _colour(self, at: int) -> str:
        return next((word for word in self._before(at, 2) if word in lexicon.COLOURS), "")


_TABLES = (
    lexicon.PLACES, lexicon.HINTS, lexicon.ASKED, lexicon.TIMES, lexicon.WEATHER, lexicon.CAMERAS, lexicon.CROWDS,
    lexicon.STYLE_WORDS, lexicon.METATYPES, lexicon.ROLES, lexicon.FEATURES, lexicon.THINGS, lexicon.ITEMS,
)  # fmt: skip
_KNOWN = frozenset(phrase for table in _TABLES for phrase in table)


def _plain(text: str) -> str:
    """Fold a text to plain ASCII letters where it has them."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def read(prompt: str) -> Reading:
    """Read a prompt of any length and content."""
    text = _plain(prompt[:LONGEST_PROMPT].replace("\u2019", "'")).lower()
    return Reading(_WORD.findall(text.replace("-", " ")))


def _negated_places(tokens: list[str]) -> frozenset[int]:
    """Return the places of words that a negation reaches: a few words on, further over "or" and "nor"."""
    places = set()
    left = 0
    for at, token in enumerate(tokens):
        if token in lexicon.NEGATIONS or (token in {"or", "nor"} and at - 1 in places):
            left = NEGATION_REACH
        elif token in _BREAKS:
            left = 0
        elif left > 0:
            places.add(at)
            left -= 1
    return frozenset(places)


def sign_text(prompt: str) -> str:
    """Return what a sign in the picture should say: a quotation, or the words after "a sign saying". May be empty."""
    text = prompt[:LONGEST_PROMPT]
    quoted = _QUOTED.search(text)
    if quoted:
        return _safe(quoted.group(1))
    saying = _SAYING.search(text)
    return _safe(_SIGN_ENDS.split(saying.group(1))[0]) if saying else ""


def _safe(text: str) -> str:
    """Keep what the painter can draw, in capitals, at most SIGN_LENGTH of it, cut at a word if it can be."""
    letters = " ".join(_UNSAFE.sub(" ", _plain(text).upper()).split())
    if len(letters) > SIGN_LENGTH:
        cut = letters[: SIGN_LENGTH + 1]
        letters = cut.rsplit(" ", 1)[0] if " " in cut else cut
    letters = letters[:SIGN_LENGTH].strip()
    return letters if any(letter.isalnum() for letter in letters) else ""
