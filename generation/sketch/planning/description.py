"""Reading a prompt: words, phrases, negation, counts, colours and the text of a sign. Standard library only."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generation.sketch.planning import lexicon

LONGEST_PROMPT = 4000  # characters read; the rest of a longer prompt is not
LONGEST_PHRASE = 3  # words
NEGATION_REACH = 3  # words after a "no" that it still negates
COUNT_REACH, COLOUR_REACH = 4, 3  # words before a thing that may number or colour it
SHORTEST_BENT = 8  # letters of a word that a German ending is looked for at: "verregneten", but not "barn"
SIGN_LENGTH = 12

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[.,;:!?]")
_STOPS = frozenset(".,;:!?")
_BREAKS = _STOPS | {"but", "with", "only", "just", "and", "aber", "mit", "und", "nur"}
_NOT_A_COLOUR_OF = frozenset({"haired", "eyed", "skinned", "lit", "light", "neon", "hair", "eyes", "glow"})
_JOINTS = frozenset({"in", "painted", "coloured", "colored"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "\u2019": "'"})
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»\n]{1,40})["“”«»]')
_SAYING = re.compile(
    r"\b(?:signs?|billboards?|banners?|letters|neon|labels?|words|schild|aufschrift)\b[^.\n\"“”]{0,20}?"
    r"\b(?:saying|says?|reading|reads?|spelling|spells?|that\s+says|to\s+say|aufschrift)\s*:?\s+"
    r"['\u2018]?([^.,;:\n\"“”\u2019]{1,40})",
    re.IGNORECASE,
)
_SIGN_ENDS = re.compile(r"\b(?:and|with|in|on|at|over|above|while|near|under|und|mit)\b", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Z0-9 &!'.:?+-]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a table in the prompt: its effect, where it stands, how many of it, and in what colour.

    `clause` counts the commas before it. `told` means that a number, an article or a plural brings it in, as people
    write of a thing that is there; a gloss added by an enhancer has none.
    """

    phrase: str
    effect: str
    at: int
    clause: int
    count: int
    told: bool
    colour: str
    negated: bool


def nearest(phrases: list[Found], at: int) -> Found | None:
    """Return the phrase that stands nearest to a place."""
    return min(phrases, key=lambda phrase: abs(phrase.at - at), default=None)


class Reading:
    """A prompt's words, with the phrases of all tables found: the longest phrase at a place hides those inside it.

    `unwanted` are the phrases of a negative prompt: whatever means the same is negated.
    """

    def __init__(self, tokens: list[str], unwanted: Iterable[str] = ()) -> None:
        self._tokens = tokens
        self.unwanted = frozenset(unwanted)
        self._negated = _negated_places(tokens)
        self._phrases = list(self._find_phrases())

    @property
    def tokens(self) -> list[str]:
        """Return the words and stops in order."""
        return self._tokens

    def _find_phrases(self) -> Iterable[tuple[str, int, int]]:
        at = 0
        while at < len(self._tokens):
            phrase, length = self._longest_at(at)
            if phrase:
                yield phrase, at, length
            at += length

    def _longest_at(self, at: int) -> tuple[str, int]:
        for length in range(min(LONGEST_PHRASE, len(self._tokens) - at), 0, -1):
            phrase = known(" ".join(self._tokens[at : at + length]))
            if phrase:
                return phrase, length
        return "", 1

    def _matches(self, table: Mapping[str, str]) -> list[Found]:
        unwanted = self._unwanted_in(table)
        return [
            self._match(phrase, at, length, table, unwanted) for phrase, at, length in self._phrases if phrase in table
        ]

    def _match(self, phrase: str, at: int, length: int, table: Mapping[str, str], unwanted: frozenset[str]) -> Found:
        count, told = self._count(at, length)
        effect = table[phrase]
        clause = sum(token in _STOPS for token in self._tokens[:at])
        negated = effect in unwanted or self._is_negated(at, length)
        return Found(phrase, effect, at, clause, count, told, self._colour(at, length), negated)

    def _unwanted_in(self, table: Mapping[str, str]) -> frozenset[str]:
        return frozenset(table[phrase] for phrase in self.unwanted if phrase in table)

    def _is_negated(self, at: int, length: int) -> bool:
        after = self._tokens[at + length : at + length + 1]
        return at in self._negated or after in (["free"], ["frei"])

    def found(self, table: Mapping[str, str]) -> list[Found]:
        """Return the table's phrases that the prompt asks for, in order."""
        return [match for match in self._matches(table) if not match.negated]

    def negated(self, table: Mapping[str, str]) -> list[Found]:
        """Return the table's phrases that the prompt or the negative prompt says no to, in order."""
        return [match for match in self._matches(table) if match.negated]

    def all(self, table: Mapping[str, str]) -> list[str]:
        """Return the effects asked for, in order."""
        return [match.effect for match in self.found(table)]

    def chosen(self, table: Mapping[str, str]) -> str:
        """Return the effect asked for last in the first clause that asks for any, or nothing."""
        matches = self.found(table)
        return [match.effect for match in matches if match.clause == matches[0].clause][-1] if matches else ""

    def refused(self, table: Mapping[str, str]) -> list[str]:
        """Return the effects that the prompt, or its negative prompt, says no to."""
        said = [match.effect for match in self.negated(table)]
        return [*said, *sorted(self._unwanted_in(table))]

    def place_is_inside(self, at: int) -> bool:
        """Tell whether a preposition leads to this place: "in a bar", "at the docks"."""
        return any(word in _INSIDE for word in self._before(at, 4))

    def _before(self, at: int, reach: int) -> list[str]:
        words = []
        for token in reversed(self._tokens[max(0, at - reach) : at]):
            if token in _BREAKS:
                break
            words.append(token)
        return words

    def _count(self, at: int, length: int) -> tuple[int, bool]:
        for word in self._before(at, COUNT_REACH):
            if word in lexicon.NUMBERS:
                return min(lexicon.MOST, lexicon.NUMBERS[word]), True
        plural = known(self._tokens[at + length - 1]) != self._tokens[at + length - 1]
        return (3, True) if plural else (1, False)

    def _colour(self, at: int, length: int) -> str:
        """Return the colour said of a thing: before it, or after it as in "a van in red"."""
        for back, word in enumerate(self._before(at, COLOUR_REACH)):
            described = self._tokens[at - back]
            if word in lexicon.COLOUR_WORDS and not (back and described in _NOT_A_COLOUR_OF):
                return lexicon.COLOUR_WORDS[word]
            if word in lexicon.THINGS or word in lexicon.ROLES:  # the colour further on is that one's
                break
        after = self._tokens[at + length : at + length + 2]
        if len(after) == 2 and after[0] in _JOINTS:
            return lexicon.COLOUR_WORDS.get(after[1], "")
        return ""


_KNOWN = frozenset(phrase for table in lexicon.TABLES.values() for phrase in table) | lexicon.TEXT_ONLY.keys()
_INSIDE = frozenset({"in", "inside", "at", "on", "into", "through", "im", "am", "auf", "across", "within"})


def known(phrase: str) -> str:
    """Return the phrase as the lexicon has it, without a plural's -s or a German ending if need be, or nothing."""
    if phrase in _KNOWN:
        return phrase
    bent = phrase.endswith("s") or (len(phrase) >= SHORTEST_BENT and phrase[-1:] in {"n", "r", "m"})
    return phrase[:-1] if bent and phrase[:-1] in _KNOWN else ""


def _plain(text: str) -> str:
    """Fold a text to plain ASCII letters where it has them."""
    return unicodedata.normalize("NFKD", text.translate(_UMLAUTS)).encode("ascii", "ignore").decode()


def words_of(text: str) -> list[str]:
    """Cut a text of any length and content into lower-case words and stops."""
    return _WORD.findall(_plain(text[:LONGEST_PROMPT]).lower().replace("-", " "))


def read(prompt: str, negative: str = "") -> Reading:
    """Read a prompt, and the negative prompt that says what must not be seen.

    A negative prompt refuses a thing only where a phrase of it is that thing and no more: "rain", not "rain indoors".
    """
    unwanted = (known(" ".join(words_of(phrase))) for phrase in negative.split(","))
    return Reading(words_of(prompt), filter(None, unwanted))


def _negated_places(tokens: list[str]) -> frozenset[int]:
    """Return the places of words that a negation reaches: a few words on, further over "or" and "nor"."""
    places = set()
    left = 0
    for at, token in enumerate(tokens):
        if token in lexicon.NEGATIONS or (token in {"or", "nor", "oder"} and at - 1 in places):
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
