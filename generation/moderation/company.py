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
from generation.moderation.nouns import Nouns, spellings
from generation.moderation.term_index import Hit

#: The group of what is too little for a minor and nothing remarkable otherwise.
WEAK = "revealing"
#: How many words may stand between "naked" and what it is said of.
REACH = 3
#: The groups whose words are somebody.
_PEOPLE = frozenset({"age", "youth", "childhood", "person", "role", "kin", "suggestive"})
_PLURALS = ("", "s", "es", "n", "en", "in", "innen")
# How adjectives end in English and German; a noun between "naked" and a thing would be somebody.
_ADJECTIVE = re.compile(r"\w+(?:y|ed|en|ic|al|ous|ful|less|ish|ing|ern|e|er|es|em)")


_ARTICLES = (["a"], ["an"], ["ein"], ["eine"])
_FEMALE = ("female", "weiblich")
_NOUNS = frozenset({"nakedness", "nudity", "nacktheit"})


class _Company(NamedTuple):
    things: Nouns
    body: Nouns
    places: Nouns
    sculptures: Nouns
    fighters: Nouns
    persons: frozenset[str]
    names: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    of: frozenset[str]
    adjectives: frozenset[str]
    genitives: frozenset[str]
    signs: frozenset[str]


def in_company(hits: Sequence[Hit], tokens: Sequence[FoldedWord]) -> list[Hit]:
    """Return hits without those that are said of a thing; what is said of an arm, or is a name, counts as weak."""
    if not any(hit.term.of_things or tokens[hit.first].shouted for hit in hits):
        return list(hits)
    company = _company()
    people = {place for place, token in enumerate(tokens) if plain(token) in company.persons}
    people |= {hit.first for hit in hits if hit.term.group in _PEOPLE}
    reader = _Reader(tokens, people, company)
    kept = list[Hit]()
    for hit in hits:
        if hit.term.group == "age":
            kept.append(_of_nobody(hit) if reader.names_thing(hit) or reader.is_on_sign(hit) else hit)
            continue
        sense = reader.sense(hit) if hit.term.of_things else None
        if sense is None:
            kept.append(hit)
        elif sense:
            kept.append(replace(hit, term=replace(hit.term, group=sense)))
    return kept


def _of_nobody(hit: Hit) -> Hit:
    """Return an age that may be a thing's, or a sign's word: the game master looks first, nothing is refused."""
    return replace(hit, term=replace(hit.term, group="youth"))


def is_thing(token: FoldedWord) -> bool:
    """Tell whether a word is for a thing that may be bare."""
    return plain(token) in _company().things


class _Reader:
    """Read what stands beside a hit; `people` are the places of words for somebody."""

    def __init__(self, tokens: Sequence[FoldedWord], people: Collection[int], company: _Company) -> None:
        self._tokens, self._people, self._company = tokens, people, company

    def sense(self, hit: Hit) -> str | None:
        """Return the group that a hit is of in its company, empty where it says nothing, None where it says itself."""
        if self._is_name(hit) or self._is_sculpted(hit) or self._is_bare_chested(hit):
            return WEAK
        following = self._of_following(hit)
        return following if following is not None else self._of_preceding(hit)

    def names_thing(self, hit: Hit) -> bool:
        """Tell whether an age is a thing's: "a 5 year old car"."""
        return hit.term.of_things and self._of_following(hit) == ""

    def is_on_sign(self, hit: Hit) -> bool:
        """Tell whether a word is what a sign says: "neon sign reading GIRLS GIRLS GIRLS"."""
        before = self._tokens[max(0, hit.first - REACH) : hit.first]
        shouted = self._tokens[hit.first : hit.last + 1]
        return all(token.shouted for token in shouted) and any(
            plain(token) in self._company.signs and not token.shouted for token in before
        )

    def _of_following(self, hit: Hit) -> str | None:
        """Judge "a naked monofilament blade" and "nackte Arme", but not "an elf naked in the rain"."""
        if hit.first - 1 in self._people and not self._tokens[hit.first].free:
            return None
        for place in range(hit.last + 1, min(hit.last + 1 + REACH, len(self._tokens))):
            word = plain(self._tokens[place])
            if self._tokens[place].free or place in self._people:
                return None
            if word in self._company.body:
                return WEAK
            if word in self._company.things and not self._is_attribute(place):
                return ""
            if not self._may_go_on(hit, place):
                return None
        return None

    def _is_attribute(self, place: int) -> bool:
        """Tell whether a thing is only named to say of whom: "a naked blade dancer", "naked block party girls"."""
        for behind in range(place + 1, min(place + 1 + REACH, len(self._tokens))):
            if self._tokens[behind].free or plain(self._tokens[behind]) in self._company.stops:
                return False
            if behind in self._people:
                return True
        return False

    def _may_go_on(self, hit: Hit, place: int) -> bool:
        """Tell whether a word can stand between "naked" and the thing that it is said of."""
        word = plain(self._tokens[place])
        if word in self._company.stops:
            return hit.term.words in _NOUNS and word in self._company.of
        if word in self._company.adjectives or word in self._company.things:
            return True
        return not self._tokens[place].capital and _ADJECTIVE.fullmatch(word) is not None

    def _of_preceding(self, hit: Hit) -> str | None:
        """Judge "the wall is cold and naked", and "a blade, naked and cold" where nobody is about."""
        things = self._company.things
        for place in range(hit.first - 1, max(hit.first - 2 - REACH, -1), -1):
            word = plain(self._tokens[place])
            if word in things:
                is_alone = place < REACH and not self._people and self._goes_on(hit)
                return "" if is_alone or (place < hit.first - 1 and not self._tokens[hit.first].free) else None
            if self._tokens[place + 1].free or word not in self._company.links:
                return None
        return None

    def _goes_on(self, hit: Hit) -> bool:
        """Tell whether more is said of the same: "naked and cold"."""
        return hit.last + 1 < len(self._tokens) and plain(self._tokens[hit.last + 1]) in {"and", "und"}

    def _is_sculpted(self, hit: Hit) -> bool:
        """Tell whether "naked" is said of a work of stone or wood: "statue of a naked god"."""
        before = [plain(token) for token in self._tokens[max(0, hit.first - REACH) : hit.first]]
        while before and before[-1] in self._company.genitives:
            before.pop()
        return bool(before) and before[-1] in self._company.sculptures

    def _is_bare_chested(self, hit: Hit) -> bool:
        """Tell whether a fighter is said to be half naked: "halbnackter Barbar"."""
        half = plain(self._tokens[hit.first]), plain(self._tokens[max(0, hit.first - 1)])
        if not any(word.startswith(("half", "halb")) for word in half):
            return False
        for place in range(hit.last + 1, min(hit.last + 1 + REACH, len(self._tokens))):
            word = plain(self._tokens[place])
            if self._tokens[place].free or word.startswith(_FEMALE):
                return False
            if word in self._company.fighters and not self._is_attribute(place):
                return True
        return False

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
        return any(plain(each) in self._company.places for each in beside)


@cache
def _company() -> _Company:
    folder = Path(__file__).parent
    words = json.loads((folder / "company.json").read_text(encoding="utf-8"))
    words |= json.loads((folder / "things.json").read_text(encoding="utf-8"))
    things = Nouns(words["things"], words["ends"])
    body = Nouns(words["body"], compounds=False)
    persons = frozenset(f"{word}{ending}" for word in spellings(words["persons"]) for ending in _PLURALS)
    places, sculptures, fighters = (Nouns(words[kind]) for kind in ("places", "sculptures", "fighters"))
    kinds = ("names", "links", "stops", "of", "adjectives", "genitives", "signs")
    return _Company(things, body, places, sculptures, fighters, persons, *(spellings(words[kind]) for kind in kinds))
