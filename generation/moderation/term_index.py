"""Find words and phrases in a text, as words and however they are spelt, never inside of other words.

A phrase is found by the key of its letters without spaces, so that `un der-age`, `n.u.d.e` and `n 4 k 3 d` are found
by the same look into one dictionary as the plain word. How far is looked from a word is bounded, so the work grows
with the text's length and no faster.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from generation.moderation.normalize import FoldedWord, fold, key_of, spells

#: A phrase reaches over so many tokens at most: letters that stand alone are tokens.
FARTHEST = 64
#: Two words that are written as one are looked for up to this length.
LONGEST_PAIR = 40
NEAR = 3
#: How many letters of a key say whether anything may begin there.
_BEGINNING = 3

_THRICE = re.compile(r"(.)\1\1")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase, what it counts as, and the company in which it means something else.

    `instead` is what a picture may show in its place, for one and for several. The company is given as keys: the next
    word, the one before, or one of the three on either side; with `of_things` it may be said of a thing (`company`).
    """

    words: str
    group: str
    instead: tuple[str, ...] = ()
    unless_next: frozenset[str] = frozenset()
    unless_before: frozenset[str] = frozenset()
    unless_near: frozenset[str] = frozenset()
    of_things: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a term: a plural, an inflection."""

    words: str
    term: Term
    several: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that was found, from its first token to its last."""

    term: Term
    first: int
    last: int
    several: bool = False


class TermIndex:
    """Terms to look for.

    `innocent` are words and pairs of words that look like a term when letters are joined or doubled ("pen is"). `glued`
    are the groups of which two terms are also found written as one word. `strict` takes no doubled letters and no split
    words for a disguise: for words that anybody may add, which collide with others in ways that nobody has looked at.
    """

    def __init__(
        self,
        forms: Iterable[Form],
        innocent: Iterable[str] = (),
        *,
        glued: Collection[str] = (),
        strict: bool = False,
    ) -> None:
        self._strict = strict
        self._index: dict[str, list[tuple[str, Form]]] = defaultdict(list)
        self._glued: dict[str, list[tuple[str, Form]]] = defaultdict(list)
        self._by_length: dict[int, list[tuple[str, Form]]] = defaultdict(list)
        for form in forms:
            letters = letters_of(form.words)
            if not letters:
                continue
            entry = (letters, form)
            self._index[key_of(letters)].append(entry)
            self._by_length[len(letters)].append(entry)
            if form.term.group in glued:
                self._glued[key_of(letters)].append(entry)
        self._lengths = _lengths_by_beginning(self._index)
        self._glued_lengths = _lengths_by_beginning(self._glued)
        self._innocent = defaultdict(list)
        for words in innocent:
            self._innocent[key_of(letters_of(words))].append(words.split())

    def find(self, tokens: Sequence[FoldedWord]) -> list[Hit]:
        """Return what is found, from the left; one place may be found as several terms."""
        hits: list[Hit] = []
        joined = _Joined(tokens)
        for first, token in enumerate(tokens):
            if "*" in token.letters:
                hits += self._masked(token, first)
            if len(token.key) >= _BEGINNING and token.key[:_BEGINNING] not in self._lengths:
                continue
            key = joined.key_from(first)
            for length in _possible(self._lengths, key):
                if key[:length] in self._index:
                    for last in joined.ends(first, length):
                        hits += self._spelt(tokens, first, last, key[:length])
            if key[:_BEGINNING] in self._glued_lengths:
                hits += self._pairs(tokens, first, key, joined)
        return [hit for hit in hits if not _excused(hit, tokens)]

    def _spelt(self, tokens: Sequence[FoldedWord], first: int, last: int, key: str) -> Iterator[Hit]:
        if self._is_innocent(tokens[first : last + 1], key):
            return
        letters = _letters(tokens, first, last)
        number = any(map(_is_number, tokens[first : last + 1])) and (last > first or letters.isdigit())
        for word, form in self._index[key]:
            if number and word.isalpha():
                continue  # a house number and the word behind it
            if spells(letters, word) and not self._too_free(tokens, first, last, word, form):
                yield Hit(form.term, first, last, form.several)

    def _pairs(self, tokens: Sequence[FoldedWord], first: int, key: str, joined: "_Joined") -> Iterator[Hit]:
        """Yield two terms that are written as one: `nudechild`, or split elsewhere than between them."""
        for cut in self._glued_lengths[key[:_BEGINNING]]:
            if cut < _BEGINNING or key[:cut] not in self._glued:
                continue
            # The letter on which the first ends may be the one with which the second begins.
            for begin in (cut, cut - 1):
                for length in _possible(self._glued_lengths, key[begin:]):
                    tails = self._glued.get(key[begin : begin + length], ())
                    ends = joined.ends(first, begin + length) if tails else ()
                    if not ends:
                        continue
                    pairs = product(self._glued[key[:cut]], tails)
                    two_kinds = [(one, other) for one, other in pairs if one[1].term.group != other[1].term.group]
                    for last, ((head, one), (tail, other)) in product(ends, two_kinds):
                        if not spells(_letters(tokens, first, last), head + tail):
                            continue
                        # Two that stand apart are found by themselves, where they are not innocent.
                        middles = (place - first for place in joined.ends(first, cut) if place < last)
                        if not any(_are_two(tokens[first : last + 1], place, head, tail) for place in middles):
                            yield Hit(one.term, first, last, one.several)
                            yield Hit(other.term, first, last, other.several)

    def _masked(self, token: FoldedWord, place: int) -> Iterator[Hit]:
        """Yield what a word with asterisks for letters can be; with as many of them as letters it can be anything."""
        if 2 * token.letters.count("*") >= len(token.letters):
            return
        for word, form in self._by_length.get(len(token.letters), ()):
            if spells(token.letters, word):
                yield Hit(form.term, place, place, form.several)

    def _is_innocent(self, span: Sequence[FoldedWord], key: str) -> bool:
        letters = [token.letters for token in span]
        innocent = self._innocent.get(key, ())
        return any(len(words) == len(span) and all(map(spells, letters, words)) for words in innocent)

    def _too_free(self, tokens: Sequence[FoldedWord], first: int, last: int, word: str, form: Form) -> bool:
        if not self._strict:
            return False
        letters = _letters(tokens, first, last)
        if len(letters) != len(word) and not _THRICE.search(letters):
            return True
        pieces = 1 + sum(token.apart for token in tokens[first + 1 : last + 1])
        alone = all(len(token.letters) == 1 for token in tokens[first : last + 1])
        return pieces not in {1, len(form.words.split())} and not alone


def near(some: Sequence[Hit], others: Sequence[Hit], distance: int) -> list[tuple[Hit, Hit]]:
    """Return each of the ones with one of the others that stands so many words from it; both come from the left."""
    pairs = []
    at = 0
    for one in some:
        while at < len(others) and others[at].last < one.first - distance:
            at += 1
        if at < len(others) and others[at].first <= one.last + distance:
            pairs.append((one, others[at]))
    return pairs


def letters_of(words: str) -> str:
    """Return a term's letters and digits, folded as a text's are."""
    return "".join(sign for sign in fold(words.lower())[0] if sign.isalnum())


class _Joined:
    """The keys of a text's tokens as one string: what spells a phrase from a token on is a slice of it."""

    def __init__(self, tokens: Sequence[FoldedWord]) -> None:
        self._starts: list[int] = []
        self._ending: dict[int, list[int]] = defaultdict(list)
        keys: list[str] = []
        length, before = 0, ""
        for place, token in enumerate(tokens):
            # A letter is not doubled where two tokens meet, as within one.
            is_shared = token.key[:1] == before
            self._starts.append(length - is_shared)
            keys.append(token.key[is_shared:])
            length += len(keys[-1])
            before = token.key[-1:]
            self._ending[length].append(place)
        self._key = "".join(keys)

    def key_from(self, first: int) -> str:
        """Return the key of the tokens from this one on, as far as anything is looked for."""
        start = self._starts[first]
        return self._key[start : start + LONGEST_PAIR]

    def ends(self, first: int, length: int) -> Sequence[int]:
        """Return the tokens at whose end the key from this one on is so long, where they are not too far."""
        places = self._ending.get(self._starts[first] + length, ())
        return places[bisect_left(places, first) : bisect_left(places, first + FARTHEST)]


def _lengths_by_beginning(keys: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """Return how long keys are by how they begin: only so far is looked."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        lengths[key[:_BEGINNING]].add(len(key))
    return {beginning: sorted(each) for beginning, each in lengths.items()}


def _possible(lengths: Mapping[str, Sequence[int]], key: str) -> Iterator[int]:
    """Yield the lengths that what begins a key can have."""
    for end in range(1, min(_BEGINNING, len(key)) + 1):
        yield from lengths.get(key[:end], ())


def _are_two(span: Sequence[FoldedWord], middle: int, head: str, tail: str) -> bool:
    """Tell whether one word ends with the token in the middle and the other begins behind it."""
    end = len(span) - 1
    return spells(_letters(span, 0, middle), head) and spells(_letters(span, middle + 1, end), tail)


def _is_number(token: FoldedWord) -> bool:
    """Tell whether a token counts something; the same digit over and over may be a letter that is drawn out."""
    return token.letters.isdigit() and len(set(token.letters)) > 1


def _letters(tokens: Sequence[FoldedWord], first: int, last: int) -> str:
    return "".join(token.letters for token in tokens[first : last + 1]).replace("*", "")


def _excused(hit: Hit, tokens: Sequence[FoldedWord]) -> bool:
    """Tell whether a term stands in company in which it means something else."""
    term = hit.term
    before, behind = tokens[max(0, hit.first - NEAR) : hit.first], tokens[hit.last + 1 : hit.last + 1 + NEAR]
    return (
        bool(behind and behind[0].key in term.unless_next and not behind[0].free)
        or bool(before and before[-1].key in term.unless_before and not tokens[hit.first].free)
        or any(token.key in term.unless_near for token in (*before, *behind))
    )
