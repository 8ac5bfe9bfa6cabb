"""A description as a row of terms: each word or phrase with what it may mean, and whether it is refused."""

from dataclasses import dataclass, field

from generation.reading.lexicon import Meaning, Table


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase or a mark: its folded words, as it was typed, where, and what it means by table.

    `senses` are the enhancer's kinds of it. `beginning` is what the first part of a German compound means. `is_inexact`
    tells that only its last part is known and it may look otherwise: a "hazmat suit", a "Weihnachtsmann". A pronoun
    `stands_for` the noun at that place.
    """

    folded: str
    typed: str
    at: int
    start: int
    effects: Table
    senses: frozenset[str] = frozenset()
    plural: bool = False
    feminine: bool = False
    possessive: bool = False
    refused: bool = False
    beginning: Table = field(default_factory=dict)
    is_inexact: bool = False
    stands_for: int = -1

    @property
    def is_word(self) -> bool:
        """Tell whether it is no mark."""
        return self.folded[:1].isalnum()

    @property
    def is_capital(self) -> bool:
        """Tell whether it was typed with a capital."""
        return self.typed[:1].isupper()

    def means(self, *names: str) -> str:
        """Return its effect in the first of the tables that has it, or nothing."""
        return next((self.effects[name] for name in names if name in self.effects), "")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text in order, its language, and what a negative prompt names outright."""

    text: str
    terms: tuple[Term, ...]
    german: bool
    unwanted: tuple[Meaning, ...] = ()

    def found(self, name: str) -> list[Term]:
        """Return the terms of a table that are asked for, in order."""
        return [term for term in self.terms if name in term.effects and not term.refused]

    def effects(self, name: str) -> list[str]:
        """Return the effects of a table that are asked for, in order."""
        return [term.effects[name] for term in self.found(name)]

    def refused(self, name: str) -> list[str]:
        """Return the effects of a table that are refused, by the text or the negative prompt."""
        said = [term.effects[name] for term in self.terms if name in term.effects and term.refused]
        return [*said, *(meaning.effects[name] for meaning in self.unwanted if name in meaning.effects)]

    def chosen(self, name: str) -> str:
        """Return the effect of a table that is asked for last in the first clause that asks for any, or nothing."""
        found = self.found(name)
        if not found:
            return ""
        clause = self.clause(found[0])
        return [term.effects[name] for term in found if self.clause(term) == clause][-1]

    def clause(self, term: Term) -> int:
        """Return how many marks stand before a term."""
        return sum(not other.is_word for other in self.terms[: term.at])

    def before(self, term: Term) -> Term | None:
        """Return the term that stands before another, if one does."""
        return self.terms[term.at - 1] if term.at else None

    def after(self, term: Term) -> Term | None:
        """Return the term that stands behind another, if one does."""
        return self.terms[term.at + 1] if term.at + 1 < len(self.terms) else None

    @property
    def words(self) -> frozenset[str]:
        """Return every folded word."""
        return frozenset(word for term in self.terms for word in term.folded.split())
