"""Noun phrases and verbs as data: each noun with its number, its colour, what stands before it, what leads to it."""

from dataclasses import dataclass, replace

from generation.reading.small_words import small
from generation.reading.terms import Term, Terms
from generation.reading.vocabulary import PEOPLE, PLACES, THINGS

#: What leads to a noun phrase, in the order in which they are looked for; "" is nothing.
RELATIONS = ("with", "in", "of", "at", "near", "above", "like")
NOUN_TABLES = (
    "metatypes", "roles", "creatures", "drones", "vehicles", "effects", "items", "garments", "places", "districts",
    "furnishings", "features", "body_parts", "lights", "unpainted",
)  # fmt: skip
ADJECTIVE_TABLES = (
    "colours", "ages", "physiques", "skins", "expressions", "hair_colours", "times", "hours", "weather", "crowds",
    "styles", "text_only", "neon", "cameras", "showings", "numbers", "genders", "states",
)  # fmt: skip
KNOWN_NOUNS = (
    PEOPLE
    | THINGS
    | PLACES
    | {"group", "event", "pastime", "music", "meal", "sport", "icon", "paper", "jewel", "cloth", "glassware", "device"}
    | {"wheels", "aircraft", "banknotes", "prosthesis", "food", "sacred", "edge", "firearm", "oldworld", "plants"}
)
GROUP = 4  # how many a group is taken for


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun, and what is said of it.

    `head` is its last term, `before` the terms that stand before that in the phrase, `relation` one of RELATIONS,
    `verb` the verb whose object it is, `joined` tells that an "and" joins it to the one before. `told` tells that a
    number, an article or a plural brings it in. `clause` counts the marks before it. `lead` are the words that lead to
    it: "in front of".
    """

    head: Term
    before: tuple[Term, ...]
    relation: str
    verb: Term | None
    joined: bool
    count: int
    told: bool
    own: bool
    colour: str
    clause: int
    after_mark: bool
    lead: tuple[Term, ...] = ()

    @property
    def leads_by(self) -> str:
        """Return the words that lead to it as one: "in front of"."""
        return " ".join(term.folded for term in self.lead)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return all its terms."""
        return (*self.before, self.head)

    @property
    def typed(self) -> str:
        """Return its nouns as they were typed: an unknown one with the nouns before it."""
        nouns = [term.typed for term in self.before if is_noun(term)] if not self.head.effects else []
        return " ".join([*nouns, self.head.typed])


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb that is done, not an object's: where it stands, and how many marks stand before it."""

    term: Term
    clause: int = 0


def is_noun(term: Term) -> bool:
    """Tell whether a term is known as a noun."""
    return bool(term.means(*NOUN_TABLES) or term.senses & KNOWN_NOUNS)


def is_adjective(term: Term) -> bool:
    """Tell whether a term is known to say of what sort a noun is."""
    return bool(term.means(*ADJECTIVE_TABLES)) or is_one_of("adjectives", term)


def is_one_of(name: str, term: Term) -> bool:
    """Tell whether a term is in a list of small words, with or without a German ending."""
    return not small(name).isdisjoint({term.folded, _stem(term.folded)})


def _stem(word: str) -> str:
    return next((word.removesuffix(ending) for ending in ("en", "er", "es", "em", "e") if word.endswith(ending)), word)


def is_abstract(term: Term) -> bool:
    """Tell whether a noun means nothing that can be seen: "loneliness", "Verrat"."""
    endings = tuple(small("abstract endings"))
    return term.folded in small("abstract") or (not term.effects and not term.senses and term.folded.endswith(endings))


def unlike_its_head(phrase: NounPhrase) -> NounPhrase:
    """Return a phrase whose head means something else behind the noun before it as one that nobody knows.

    A "ferry terminal" is no terminal, and a "Geigenkasten" no case; a "steel table" is a table.
    """
    head = phrase.head
    before = next((term for term in reversed(phrase.before[-1:])), None)
    other = before is not None and not before.typed[:1].isupper() and _is_other_noun(before)
    last = head.folded.split()[-1]
    if not (other and last in small("ambiguous")) and not (
        head.is_inexact and (head.means("items") or ends_ambiguously(head))
    ):
        return phrase
    return replace(phrase, head=replace(head, effects={}, senses=frozenset()))


def ends_ambiguously(term: Term) -> bool:
    """Tell whether a phrase or compound ends with a word that means something else there."""
    return any(term.folded.endswith(word) for word in small("ambiguous"))


def _is_other_noun(term: Term) -> bool:
    """Tell whether a word before a noun is one that makes another thing of it: no colour, place, people or material."""
    if term.means(*ADJECTIVE_TABLES, "metatypes", "roles", "districts", "lights", "poses") or is_adjective(term):
        return False
    if is_one_of("harmless", term) or is_one_of("plain to see", term) or term.folded in small("views"):
        return False
    described = term.folded.endswith(("ed", "en", "y", "ing", "al", "ic", "ous", "less", "ful", "ish", "ive", "'s"))
    return bool(term.senses & (THINGS | {"person"}) or term.means("items", "vehicles", "creatures", "furnishings")) or (
        not term.effects and not term.senses and not described
    )


def is_name(phrase: NounPhrase, terms: Terms) -> bool:
    """Tell whether an unknown word is a name: one with a capital in an English text, or whom a comma introduces."""
    head = phrase.head
    if head.senses or head.effects or not head.is_capital:
        return False
    if any(term.folded in small("characters") for term in phrase.before):
        return True  # "my character Rook"
    if phrase.told:
        return False
    rest = terms.terms[head.at + 1 : head.at + 6]
    introduced = len(rest) > 1 and rest[0].folded == "," and any(term.means("roles", "metatypes") for term in rest)
    return introduced or (not terms.german and head.at > 0)


def is_alive(term: Term) -> bool:
    """Tell whether a term is somebody, or a creature."""
    return bool(term.means("roles", "metatypes", "creatures") or term.senses & PEOPLE)


def relation_of(word: str) -> str:
    """Return which of RELATIONS a word leads to a noun by, or an empty text."""
    return next((name for name in RELATIONS if word in small(name)), "")
