"""Reading a description: the phrases in it that the vocabulary knows, what is refused, and where it plays."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generation.reading.data import grammar
from generation.reading.negation import Refusal, refusals
from generation.reading.vocabulary import (
    CONTEXTS,
    PEOPLE,
    PLACES,
    THINGS,
    VERBS,
    compound,
    german_senses,
    longest_from,
    senses,
    topics,
)
from generation.reading.words import Token, stem, tokens_of, words_of
from generation.text.cache import text_cache

_SHORTEST_COMPOUND = 6
_INTO = frozenset(grammar("place", "into"))
#: Years and highways are known by their form.
_PAST_YEAR = re.compile(r"1[0-8]\d\ds?|19[0-7]\ds?")
_HIGHWAY = re.compile(r"i \d+|us \d+")
_GERMAN = frozenset(grammar("languages", "german"))
_UMLAUTS = frozenset("äöüß")
_FRONT = frozenset({"vor", "vorm", "outside"})
_DETERMINERS = frozenset(grammar("place", "determiners"))
#: What is out of doors, and what is under a roof, where no place is named.
_SKYWARD = frozenset({"openair", "city", "rain", "snow", "storm", "overcast", "sunny", "clear", "ash", "stars"})
_ROOFED = frozenset({"roofed", "studio"})
_INSIDE = frozenset({"inside", "interior", "indoors", "innen", "drinnen"})
_OUTSIDE = frozenset({"outside", "outdoors", "draußen"})
#: What a context says no to is kept as a topic of its own.
CONTEXT_TOPICS = {"indoors": "inside", "wilderness": "wild", "matrix": "virtual", "astral": "spiritual"}


@dataclass(frozen=True, slots=True)
class KnownPhrase:
    """A known phrase: its words, what it stands for, the place of its first word, and whether it is refused."""

    phrase: str
    senses: frozenset[str]
    at: int
    length: int
    refused: bool


@dataclass(frozen=True)  # no slots: what is asked for at each word is worked out once
class Reading:
    """A description as it was understood; `context` is empty where it does not say where it plays."""

    text: str
    tokens: tuple[Token, ...]
    found: tuple[KnownPhrase, ...]
    refusals: tuple[Refusal, ...]
    context: str

    def of(self, kinds: Iterable[str]) -> list[KnownPhrase]:
        """Return the phrases of these kinds that are asked for, in order."""
        wanted = frozenset(kinds)
        return [phrase for phrase in self.found if not phrase.refused and phrase.senses & wanted]

    def word(self, at: int) -> str:
        """Return the word or mark at a place, empty beyond the ends."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def phrase_at(self, at: int) -> KnownPhrase | None:
        """Return the known phrase that the word at a place belongs to."""
        return self._phrases.get(at)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every word and mark."""
        return frozenset(token.text for token in self.tokens)

    @cached_property
    def after_people(self) -> frozenset[int]:
        """Return the places right behind somebody who is named and asked for."""
        return frozenset(phrase.at + phrase.length for phrase in self.of(PEOPLE | {"group"}))

    @cached_property
    def _phrases(self) -> dict[int, KnownPhrase]:
        return {at: phrase for phrase in self.found for at in range(phrase.at, phrase.at + phrase.length)}

    @cached_property
    def topics(self) -> frozenset[str]:
        """Return the topics that it speaks of, with those that a refusal means instead and the context's own."""
        named = {sense for phrase in self.found if not phrase.refused for sense in phrase.senses if sense in topics()}
        meant = {topics()[name].instead for name in self.refused_topics} - {""}
        own = CONTEXT_TOPICS.get(self.context)
        return frozenset(named | meant | ({own} if own else set()))

    @cached_property
    def refused_topics(self) -> frozenset[str]:
        """Return the topics that it says no to."""
        return frozenset(sense for phrase in self.found if phrase.refused for sense in phrase.senses & set(topics()))

    @cached_property
    def refused_stems(self) -> frozenset[str]:
        """Return the stems of all refused words, known or not."""
        return frozenset(stem(word) for refusal in self.refusals for word in words_of(refusal.words) if len(word) > 2)


def read_description(text: str) -> Reading:
    """Read a description of any length and content."""
    tokens, refused = tuple(tokens_of(text)), tuple(refusals(text))
    found = tuple(_find(tokens, refused))
    return Reading(text, tokens, found, refused, _context(tokens, found))


@text_cache(maxsize=2048)
def topics_of(phrase: str) -> frozenset[str]:
    """Return the topics that a phrase to be added speaks of."""
    return frozenset(sense for found in _find(tuple(tokens_of(phrase)), ()) for sense in found.senses & set(topics()))


def _find(tokens: tuple[Token, ...], refused: tuple[Refusal, ...]) -> Iterable[KnownPhrase]:
    """Find the known phrases; the longest at a place hides those inside it."""
    no = {place for refusal in refused for place in range(refusal.start, refusal.end)}
    german = any(token.text in _GERMAN or not _UMLAUTS.isdisjoint(token.text) for token in tokens)
    at = 0
    while at < len(tokens):
        phrase, meaning, length = _longest_at(tokens, at, german=german)
        if german and phrase in german_senses():
            meaning = german_senses()[phrase]
        if meaning:
            yield KnownPhrase(phrase, meaning, at, length, tokens[at].start in no)
        at += length


def _longest_at(tokens: tuple[Token, ...], at: int, *, german: bool) -> tuple[str, frozenset[str], int]:
    table = senses()
    most = longest_from().get(tokens[at].text, 1)
    for length in range(min(most, len(tokens) - at), 0, -1):
        phrase = " ".join(token.text for token in tokens[at : at + length])
        for form in _singulars(phrase):
            if form in table:
                return form, _meaning(phrase, tokens[at + length].text if at + length < len(tokens) else ""), length
    word = tokens[at].text
    if _PAST_YEAR.fullmatch(word):
        return word, frozenset({"historical"}), 1
    if _HIGHWAY.fullmatch(" ".join(token.text for token in tokens[at : at + 2])):
        return word, frozenset({"outdoors"}), 2
    return (*compound(word, german=german), 1) if len(word) >= _SHORTEST_COMPOUND else (word, frozenset(), 1)


def _meaning(phrase: str, after: str) -> frozenset[str]:
    """Return what a phrase stands for; a verb's form before an article is the verb: "crossing the road"."""
    meaning = frozenset(sense for form in _singulars(phrase) for sense in senses().get(form, ()))
    if meaning & VERBS and after in _DETERMINERS:
        return meaning & VERBS
    last = senses().get(phrase.rpartition(" ")[2], frozenset()) if " " in phrase else frozenset()
    return (
        meaning | (last & topics().keys()) if last & meaning & (PEOPLE | THINGS | PLACES) else meaning
    )  # a "tea garden" is a garden


def _singulars(phrase: str) -> Iterable[str]:
    """Return a phrase and what it may be the plural or possessive of."""
    yield phrase
    if phrase.endswith("'s"):
        yield phrase[:-2]
    elif phrase.endswith("s") and len(phrase) > 3:
        yield phrase[:-1]
        if phrase.endswith("es"):
            yield phrase[:-2]
        if phrase.endswith("ies"):
            yield phrase[:-3] + "y"
        if phrase.endswith("ves"):
            yield phrase[:-3] + "f"
            yield phrase[:-3] + "fe"


def _context(tokens: tuple[Token, ...], found: tuple[KnownPhrase, ...]) -> str:
    """Return where it plays, empty where nothing tells."""
    wanted = [phrase for phrase in found if not phrase.refused]
    places = [phrase for phrase in wanted if phrase.senses & PLACES]
    named = frozenset(sense for phrase in wanted for sense in phrase.senses)
    return _beyond(named) or _stated(tokens, named) or _placed(tokens, places) or _hinted(named)


def _beyond(named: frozenset[str]) -> str:
    """Return the Matrix or astral space, which outrank the place that they show, or what else is apart."""
    own = {"matrix": "matrix", "astral": "astral", "underwater": "wilderness", "space": "indoors"}
    return next((context for sense, context in own.items() if sense in named), "")


def _stated(tokens: tuple[Token, ...], named: frozenset[str]) -> str:
    """Return what "inside" and "outside" say."""
    words = {token.text for token in tokens}
    if words & _INSIDE:
        return "indoors"
    return "outdoors" if words & _OUTSIDE and "wilderness" not in named else ""


def _placed(tokens: tuple[Token, ...], places: list[KnownPhrase]) -> str:
    """Return what kind of place it is in, or else the first place named."""
    if not places:
        return ""
    chosen = next((place for place in places if _before(tokens, place)), places[0])
    if _is_beside(tokens, chosen):
        chosen = places[0]  # a pier on a lake
    if _is_outside(tokens, chosen):
        return "outdoors"
    return _of_place(_head_of_compound(chosen, places))


def _hinted(named: frozenset[str]) -> str:
    """Return what furniture, weather or a city's name hint at where no place is named."""
    return "indoors" if named & _ROOFED else "outdoors" if named & _SKYWARD else ""


def _of_place(place: KnownPhrase) -> str:
    return next(context for context in CONTEXTS if context in place.senses)


def _head_of_compound(place: KnownPhrase, places: list[KnownPhrase]) -> KnownPhrase:
    """Return the last of the places that make one word: an "arcology mall" is a mall.

    A "desert road" is still desert, and a "rooftop garden" a rooftop.
    """
    by_place = {other.at: other for other in reversed(places)}
    while (after := by_place.get(place.at + place.length)) and "wilderness" not in place.senses | after.senses:
        place = after
    return place


def _is_outside(tokens: tuple[Token, ...], place: KnownPhrase) -> bool:
    """Tell whether something is before a building: "in front of the town hall"."""
    before = [token.text for token in tokens[max(0, place.at - 4) : place.at]]
    front = " ".join(before)
    return "indoors" in place.senses and ("front of" in front or not _FRONT.isdisjoint(before[-2:]))


def _is_beside(tokens: tuple[Token, ...], place: KnownPhrase) -> bool:
    """Tell whether something is on or at a landscape rather than in it."""
    return "wilderness" in place.senses and _before(tokens, place) in {"on", "at", "along", "am", "auf", "to", "from"}


def _before(tokens: tuple[Token, ...], place: KnownPhrase) -> str:
    """Return the "in", "on" or the like that stands before a place, with at most three words between."""
    for back in range(1, 5):
        if place.at - back < 0 or not tokens[place.at - back].is_word:
            return ""
        if tokens[place.at - back].text in _INTO:
            return tokens[place.at - back].text
    return ""
