"""What a word stands with: "naked" said of a blade, a wall or an arm is another thing than of somebody.

In every inflection and compound ("nackter Fels", "naked monofilament blade", "an der Monofilamentklinge, nackt und
kalt" alike), before the thing or said of it, and in names of houses ("Bar Zum Nackten Troll").
"""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generation.moderation.normalize import FoldedWord, plain
from generation.moderation.term_index import Hit, letters_of

#: The group of what is too little for a minor and nothing remarkable otherwise.
WEAK = "revealing"
#: How many words may stand between "naked" and what it is said of.
REACH = 3
#: The groups whose words are somebody.
_PEOPLE = frozenset({"age", "youth", "person", "role", "kin"})
#: From this length on a word is also found at the end of a compound.
_LONG = 5
_PLURALS = ("", "s", "es", "n", "en", "in", "innen")
# How adjectives end in English and German; a noun between "naked" and a thing would be somebody.
_ADJECTIVE = re.compile(r"\w+(?:y|ed|en|ic|al|ous|ful|less|ish|ing|ern|e|er|es|em)")
_ENDINGS = r"(?:s|e|n|en|es|er|ern)?"


_ARTICLES = (["a"], ["an"], ["ein"], ["eine"])
_NOUNS = frozenset({"nakedness", "nudity", "nacktheit"})


class _Company(NamedTuple):
    things: re.Pattern[str]
    body: re.Pattern[str]
    places: re.Pattern[str]
    persons: frozenset[str]
    names: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    of: frozenset[str]
    adjectives: frozenset[str]


def in_company(hits: Sequence[Hit], tokens: Sequence[FoldedWord]) -> list[Hit]:
    """Return hits without those that are said of a thing; what is said of an arm, or is a name, counts as weak."""
    if not any(hit.term.of_things for hit in hits):
        return list(hits)
    company = _company()
    people = {place for place, token in enumerate(tokens) if plain(token) in company.persons}
    people |= {hit.first for hit in hits if hit.term.group in _PEOPLE}
    reader = _Reader(tokens, people, company)
    kept = list[Hit]()
    for hit in hits:
        sense = reader.sense(hit) if hit.term.of_things else None
        if sense is None:
            kept.append(hit)
        elif sense:
            kept.append(replace(hit, term=replace(hit.term, group=sense)))
    return kept


def is_thing(token: FoldedWord) -> bool:
    """Tell whether a word is for a thing that may be bare."""
    return bool(_company().things.fullmatch(plain(token)))


class _Reader:
    """Read what stands beside a hit; `people` are the places of words for somebody."""

    def __init__(self, tokens: Sequence[FoldedWord], people: Collection[int], company: _Company) -> None:
        self._tokens, self._people, self._company = tokens, people, company

    def sense(self, hit: Hit) -> str | None:
        """Return the group that a hit is of in its company, empty where it says nothing, None where it says itself."""
        if self._is_name(hit):
            return WEAK
        following = self._of_following(hit)
        return following if following is not None else self._of_preceding(hit)

    def _of_following(self, hit: Hit) -> str | None:
        """Judge "a naked monofilament blade" and "nackte Arme", but not "an elf naked in the rain"."""
        if hit.first - 1 in self._people and not self._tokens[hit.first].free:
            return None
        for place in range(hit.last + 1, min(hit.last + 1 + REACH, len(self._tokens))):
            word = plain(self._tokens[place])
            if self._tokens[place].free or place in self._people:
                return None
            if self._company.body.fullmatch(word):
                return WEAK
            if self._company.things.fullmatch(word) and not self._is_attribute(place):
                return ""
            if not self._may_go_on(hit, place):
                return None
        return None

    def _is_attribute(self, place: int) -> bool:
        """Tell whether a thing is only named to say of whom: "a naked blade dancer"."""
        return place + 1 in self._people and not self._tokens[place + 1].free

    def _may_go_on(self, hit: Hit, place: int) -> bool:
        """Tell whether a word can stand between "naked" and the thing that it is said of."""
        word = plain(self._tokens[place])
        if word in self._company.stops:
            return hit.term.words in _NOUNS and word in self._company.of
        if word in self._company.adjectives or self._company.things.fullmatch(word):
            return True
        return not self._tokens[place].capital and _ADJECTIVE.fullmatch(word) is not None

    def _of_preceding(self, hit: Hit) -> str | None:
        """Judge "the wall is cold and naked", and "a blade, naked and cold" where nobody is about."""
        things = self._company.things
        for place in range(hit.first - 1, max(hit.first - 2 - REACH, -1), -1):
            word = plain(self._tokens[place])
            if things.fullmatch(word):
                is_alone = place < REACH and not self._people and self._goes_on(hit)
                return "" if is_alone or (place < hit.first - 1 and not self._tokens[hit.first].free) else None
            if self._tokens[place + 1].free or word not in self._company.links:
                return None
        return None

    def _goes_on(self, hit: Hit) -> bool:
        """Tell whether more is said of the same: "naked and cold"."""
        return hit.last + 1 < len(self._tokens) and plain(self._tokens[hit.last + 1]) in {"and", "und"}

    def _is_name(self, hit: Hit) -> bool:
        """Tell whether a hit is part of a house's name: capitals, and a word for the house beside them."""
        tokens, behind = self._tokens, hit.last + 1
        if behind >= len(tokens) or tokens[behind].free or not tokens[behind].capital:
            return False
        first = hit.first
        while first > 0 and not tokens[first].free and plain(tokens[first - 1]) in self._company.names:
            first -= 1
        if first == hit.first and not tokens[hit.first].capital:
            return False
        beside = [tokens[first - 1]] if first > 0 else []
        beside += tokens[behind + 1 : behind + 2]
        # "The Naked Saint, a dive bar"
        if first < hit.first and [plain(token) for token in tokens[behind + 1 : behind + 2]] in _ARTICLES:
            beside += tokens[behind + 2 : behind + 4]
        return any(self._company.places.fullmatch(plain(each)) for each in beside)


@cache
def _company() -> _Company:
    folder = Path(__file__).parent
    words = json.loads((folder / "company.json").read_text(encoding="utf-8"))
    words |= json.loads((folder / "things.json").read_text(encoding="utf-8"))
    things = _words_and_compounds(words["things"], words["ends"])
    body = re.compile(rf"(?:{'|'.join(sorted(_words(words['body'])))}){_ENDINGS}")
    places = _words_and_compounds(words["places"])
    persons = frozenset(f"{word}{ending}" for word in _words(words["persons"]) for ending in _PLURALS)
    kinds = ("names", "links", "stops", "of", "adjectives")
    return _Company(things, body, places, persons, *(_words(words[kind]) for kind in kinds))


def _words(words: Sequence[str]) -> frozenset[str]:
    """Return words' letters, with their umlauts as one letter and as two."""
    spelt_out = (word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue") for word in words)
    return frozenset(map(letters_of, (*words, *spelt_out)))


def _words_and_compounds(words: Sequence[str], ends: Sequence[str] = ()) -> re.Pattern[str]:
    """Return a pattern of words, of which the long ones and the `ends` also end compounds."""
    letters = sorted(_words(words))
    long = "|".join(map(re.escape, (*_words(ends), *(each for each in letters if len(each) >= _LONG))))
    short = "|".join(map(re.escape, (each for each in letters if len(each) < _LONG)))
    return re.compile(rf"(?:\w*(?:{long})|(?:{short})){_ENDINGS}")
