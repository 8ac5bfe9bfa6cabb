"""What a description says no to, and the description without it.

"A lake at dawn, no neon" is "A lake at dawn", and neon is refused. A refusal is taken out of a text only where what
stays is sure to be correct; elsewhere it is known, but the player's words are left as they are.
"""

import re
from dataclasses import dataclass

from generation.reading.data import grammar
from generation.reading.lexicon import table
from generation.reading.words import tokens_of, words_of

#: Words that a refusal begins with. The first kind refuses what follows and stands where a phrase begins; the second
#: kind hangs on the noun before it.
_OPENING = grammar("negation", "opening")
_HANGING = grammar("negation", "hanging")
_NOBODY = grammar("negation", "nobody")
#: "Don't" and the like say no to what is had, worn or shown: who "can't see the wood" stands in it.
_AUXILIARIES = grammar("negation", "auxiliaries")
_HAVING = frozenset(grammar("negation", "having"))
#: What a word says is not there: "unarmed", "hornless", "bartlos".
_ABSENT = dict(map(str.split, grammar("negation", "absent")))
_LESS, _LOS = dict(map(str.split, grammar("negation", "less"))), dict(map(str.split, grammar("negation", "los")))
_GERMAN_ADJECTIVE = re.compile(r"(\w+?)(?:e[nmrs]?)?")
#: Before these a negation asks or concedes: "why not a dragon", "last but not least".
#: What says no only where somebody is told so, at the beginning of a clause: guards "hold the line".
_IMPERATIVES = frozenset(grammar("negation", "imperatives"))
_BRACKETS = {"auf": frozenset({"verzichten", "verzichtet"}), "lass": frozenset({"weg"}), "lasst": frozenset({"weg"})}
_NOT_BEFORE = frozenset({"why", "if", "than", "warum", "hard"})
#: Where a German clause ends with its verb, the verb is not what is refused: "der keinen Helm trägt".
_VERBS_BEHIND = frozenset(grammar("negation", "verbs_behind"))
#: After these "and" goes on refusing.
_LISTING = frozenset(grammar("negation", "listing"))
#: Refusals by form alone.
_SAYINGS = frozenset(grammar("negation", "sayings"))
_FILLERS = frozenset(grammar("negation", "fillers"))
_PREPOSITIONS = frozenset(grammar("negation", "prepositions"))
_BREAKS = _PREPOSITIONS | frozenset(grammar("negation", "breaks"))
_TAILS = grammar("negation", "tails")
_LINKS = frozenset(grammar("negation", "links"))
_THERE = frozenset(grammar("negation", "there"))
_BEING = frozenset(grammar("negation", "being"))
_WEARING = frozenset(grammar("negation", "wearing"))
_PRESENT = frozenset(grammar("negation", "present"))
_QUOTED = re.compile(r"[\"\u201c\u201e\u00ab][^\"\u201c\u201d\u201e\u00ab\u00bb]{1,80}[\"\u201d\u201c\u00bb]")
_MOST_WORDS = 4
_NOUNS = ("roles", "items", "furnishings", "creatures", "vehicles", "garments", "features", "places", "unpainted")
#: What is done, and what comes of it.
_MADE = frozenset({"painting", "drawing", "building", "serving", "closing", "opening", "meeting"})
_FIRST_WORDS = frozenset(
    phrase.split()[0] for phrase in (*_OPENING, *_HANGING, *_NOBODY, *_SAYINGS, *_AUXILIARIES, *_BRACKETS)
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is refused, as typed; where it stands; and the span to take out, None where the text needs it."""

    words: str
    start: int
    end: int
    removable: tuple[int, int] | None

    @property
    def each(self) -> list[str]:
        """Return what is refused, one by one."""
        return re.split(r"\s+(?:and|or|nor|und|oder|noch)\s+", self.words)


def refusals(text: str) -> list[Refusal]:
    """Return what a text says no to, in order; what stands in quotation marks is read by nobody but the viewer."""
    return _Reader(text).refusals()


def without_refusals(text: str, refused: list[Refusal]) -> tuple[str, list[str]]:
    """Return the text without what can be taken out of it, and what was taken out."""
    taken = [refusal for refusal in refused if refusal.removable]
    rest = text
    for start, end in reversed([refusal.removable for refusal in taken if refusal.removable]):
        rest = rest[:start] + " " + rest[end:]
    rest = _tidied(rest)
    if not taken or not words_of(rest):
        return text, []
    if text[:1].isupper() and rest[:1].islower():
        rest = rest[:1].upper() + rest[1:]
    return rest, [word for refusal in taken for word in refusal.each]


def _tidied(text: str) -> str:
    """Mend the marks around what was taken out."""
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    text = re.sub(r"(?:[,;:\u2013\u2014]\s*)+([,;.!?])", r"\1", text)
    text = re.sub(r"([.!?])(?:\s*[,;.])+", r"\1", text)
    return re.sub(r"^[\s,;.:!?\u2013\u2014-]+|[\s,;:\u2013\u2014-]+$", "", text)


def _missing_in(word: str) -> str:
    """Return what a word says is not there, empty where it says no such thing: a wireless set has wires."""
    if word in _ABSENT or word.endswith("less"):
        return _ABSENT.get(word) or _LESS.get(word.removesuffix("less"), "")
    plain = match[1] if (match := _GERMAN_ADJECTIVE.fullmatch(word)) else word
    return _ABSENT.get(plain) or (_LOS.get(plain.removesuffix("los"), "") if plain.endswith("los") else "")


class _Reader:
    """Walks over a text's words from refusal to refusal."""

    def __init__(self, text: str) -> None:
        self._text = text
        quoted = {place for match in _QUOTED.finditer(text) for place in range(*match.span())}
        self._tokens = [token for token in tokens_of(text) if token.start not in quoted]

    def refusals(self) -> list[Refusal]:
        found, at = list[Refusal](), 0
        while at < len(self._tokens):
            refusal, length = self._absent(at) or self._refusal_at(at)
            if refusal:
                found.append(refusal)
            at += max(1, length)  # a word that begins a refusal and is followed by nothing refuses nothing
        return found

    def _phrase(self, at: int, length: int) -> str:
        return " ".join(token.text for token in self._tokens[at : at + length])

    def _word(self, at: int) -> str:
        return self._tokens[at].text if 0 <= at < len(self._tokens) else ""

    def _ends(self, at: int) -> bool:
        """Tell whether a phrase ends before this place."""
        return not 0 <= at < len(self._tokens) or not self._tokens[at].is_word

    def _refusal_at(self, at: int) -> tuple[Refusal | None, int]:
        if length := self._of_saying(at):
            return None, length
        if self._is_free_after_hyphen(at):
            return self._free(at), 1
        if self._word(at) in _BRACKETS:
            return self._bracketed(at)
        if length := self._starts(_NOBODY, at):
            return self._nobody(at, length)
        if length := self._starts(_AUXILIARIES, at):
            return self._of(at, length, hanging=False) if self._word(at + length) in _HAVING else (None, length)
        length = self._starts(_OPENING, at)
        hanging = not length
        length = length or self._starts(_HANGING, at)
        return self._of(at, length, hanging=hanging) if length else (None, 1)  # "w/ a hat" is with one

    def _starts(self, phrases: tuple[str, ...], at: int) -> int:
        """Return how many words the first of the phrases has that stands here, 0 where none does."""
        return next((length for one in phrases if self._phrase(at, length := len(one.split())) == one), 0)

    def _of_saying(self, at: int) -> int:
        """Return how many words are passed over, since they refuse nothing: "No. 5", "no doubt", "why not"."""
        word = self._word(at)
        if word not in _FIRST_WORDS:
            return 1
        if self._phrase(at, 2) in _SAYINGS or (word == "no" and self._word(at + 1)[:1].isdigit()):
            return 2
        if word == "not" and (self._word(at - 1) in _NOT_BEFORE or self._is_hyphened(at)):
            return 1
        begins = self._ends(at - 1) or self._word(at - 1) in _LINKS | {"please", "bitte"}
        told = {word, self._phrase(at, 2)} & _IMPERATIVES
        return 1 if told and not (begins and (at > 0 or word != "hold")) else 0

    def _absent(self, at: int) -> tuple[Refusal, int] | None:
        for length in (1, 2):
            word = "-".join(token.text for token in self._tokens[at : at + length])
            if words := _missing_in(word):
                # The word itself is asked for: who is "hairless" is bald.
                return Refusal(words, self._tokens[at].start, self._tokens[at].start, None), length
        return None

    def _is_hyphened(self, at: int) -> bool:
        """Tell whether a hyphen joins a word to the next: "not-so-subtle"."""
        return not self._ends(at + 1) and self._text[self._tokens[at].end : self._tokens[at + 1].start] == "-"

    def _bracketed(self, at: int) -> tuple[Refusal | None, int]:
        """Return what stands between the two parts of a German verb: "lass den Nebel weg", "auf Regen verzichten"."""
        closing = _BRACKETS[self._word(at)]
        end = next((place for place in range(at + 2, at + 2 + _MOST_WORDS) if self._word(place) in closing), 0)
        if not end:
            return None, 1
        begin = at + 1
        while begin < end - 1 and self._word(begin) in _FILLERS | {"bitte"}:
            begin += 1
        words = self._text[self._tokens[begin].start : self._tokens[end - 1].end]
        alone = self._ends(at - 1) and self._ends(end + 1)
        return Refusal(
            words, self._tokens[at].start, self._tokens[end].end, self._span(at, end + 1) if alone else None
        ), end - at

    def _is_free_after_hyphen(self, at: int) -> bool:
        tokens = self._tokens
        return at > 0 and tokens[at].text == "free" and self._text[tokens[at - 1].end : tokens[at].start] == "-"

    def _free(self, at: int) -> Refusal:
        """Return what "neon-free" refuses; it is taken out where the article before it stays right."""
        word, free = self._tokens[at - 1], self._tokens[at]
        article, following = self._word(at - 2), self._word(at + 1)
        vowel = following[:1] in tuple("aeiou")
        right = not self._ends(at + 1) and article != ("a" if vowel else "an")
        return Refusal(
            self._text[word.start : word.end], word.start, free.end, (word.start, free.end) if right else None
        )

    def _nobody(self, at: int, length: int) -> tuple[Refusal | None, int]:
        """Return the people that are refused, or what nobody has; "nobody talks" leaves them where they are."""
        end = self._after_tail(at + length)
        if end == at + length and self._word(end) in _WEARING:
            return self._of(at, length, hanging=False)
        if end == at + length and not self._ends(end) and not self._is_about_presence(end):
            return None, length
        first, last = self._tokens[at], self._tokens[end - 1]
        alone = self._ends(at - 1) and self._ends(end)
        return Refusal("people", first.start, last.end, (first.start, last.end) if alone else None), end - at

    def _is_about_presence(self, at: int) -> bool:
        """Tell whether "nobody" goes on with where nobody is: "in the street", "is there", not "is smiling"."""
        if self._word(at) in {"is", "was", "ist", "war"}:
            at += 1
        return self._ends(at) or self._word(at) in _PREPOSITIONS | _PRESENT or self._is_tail(at)

    def _of(self, at: int, length: int, *, hanging: bool) -> tuple[Refusal | None, int]:
        begin = at + length
        while (
            self._phrase(begin, 2) == "to see"
            or self._word(begin) in _FILLERS
            or (begin == at + length and self._word(begin) in _PREPOSITIONS)
        ):
            begin += 1
        end = self._end_of_object(begin)
        if end == begin:
            return None, length
        lists = hanging or self._word(at) in _LISTING
        if lists and self._word(end) in {"and", "und"} and self._ends(end + 2) and not self._ends(end + 1):
            end += 2  # "without cars and people"
        last = end - 1
        while last > begin and self._word(last) in _VERBS_BEHIND:
            last -= 1
        words = self._text[self._tokens[begin].start : self._tokens[last].end]
        tail = self._after_tail(end)
        span = self._removable(at, begin, tail, hanging=hanging)
        return Refusal(words, self._tokens[at].start, self._tokens[end - 1].end, span), tail - at

    def _end_of_object(self, at: int) -> int:
        """Return where the refused words end, further over "or"."""
        first = at
        while not self._ends(at) and self._word(at) not in _BREAKS and at - first < _MOST_WORDS:
            if self._is_tail(at) or (at > first and self._is_done(at)):
                break
            if self._word(at) in {"or", "nor", "oder", "noch"}:
                first = at + 1
            at += 1
        return at

    def _is_done(self, at: int) -> bool:
        """Tell whether a verb goes on with what somebody does: "with no legs dragging", "ohne Beine steuert"."""
        word = self._word(at)
        small = self._text[self._tokens[at].start].islower()
        known = any(word in table(name) for name in ("poses", "deeds", "actions", "handling"))
        named = any(word.removesuffix("s") in table(name) for name in _NOUNS)
        done = word.endswith("t") or (word.endswith("ing") and word not in _MADE) or (word.endswith("s") and not named)
        return small and known and done

    def _is_tail(self, at: int) -> bool:
        return any(self._phrase(at, len(tail.split())) == tail for tail in _TAILS)

    def _after_tail(self, at: int) -> int:
        while tail := next((tail for tail in _TAILS if self._phrase(at, len(tail.split())) == tail), None):
            at += len(tail.split())
        return at

    def _removable(self, at: int, begin: int, end: int, *, hanging: bool) -> tuple[int, int] | None:
        follows = self._word(end)
        if not self._ends(end) and follows not in _BREAKS - {
            "that",
            "who",
            "which",
            "is",
            "are",
            "was",
            "were",
            "than",
        }:
            return None
        if hanging:
            fits = self._word(at - 1) not in _BEING and not self._word(begin).endswith("ing") and follows not in _LINKS
            return self._span(at, end) if fits else None
        first = self._clause_start(at)
        if first is None:
            return None
        if follows in _PREPOSITIONS and self._word(first) != "with":
            if first == 0:
                return None
            while not self._ends(end):
                end += 1
        return self._span(first, end)

    def _clause_start(self, at: int) -> int | None:
        """Return where the phrase with the refusal begins: after a mark, with the "and" or "there are" before it."""
        first = at
        while not self._ends(first - 1) and self._word(first - 1) in _LINKS | _THERE:
            first -= 1
        return first if self._ends(first - 1) or self._word(first) in _LINKS else None

    def _span(self, first: int, end: int) -> tuple[int, int]:
        return self._tokens[first].start, self._tokens[end - 1].end
