"""The noun phrase that is being read."""

from dataclasses import dataclass, field

from generation.reading.terms import Term, Terms


@dataclass(slots=True)
class OpenPhrase:
    """A noun phrase that is being read: its words so far, and what leads to it."""

    terms: Terms
    run: list[Term] = field(default_factory=list)
    number: int = 0
    #: Whether neither an article nor a number brings it in.
    plain: bool = True
    own: bool = False
    relation: str = ""
    joined: bool = False
    #: Whether nothing stands between the last mark and it.
    mark: bool = True
    lead: tuple[Term, ...] = ()
    verb: Term | None = None
    clause: int = 0

    def reset(self) -> None:
        """Drop the words; what leads to them stays."""
        self.run = []
        self.number, self.plain, self.own = 0, True, False

    def next_to(self, term: Term) -> Term | None:
        """Return the term behind another one."""
        return self.terms.terms[term.at + 1] if term.at + 1 < len(self.terms.terms) else None

    def before(self, term: Term) -> Term | None:
        """Return the term before another one."""
        return self.terms.terms[term.at - 1] if term.at else None
